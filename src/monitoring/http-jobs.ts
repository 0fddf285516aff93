import { Type } from 'typebox'
import { allCompanies } from '../organization/index.ts'
import { actorOf, shownActor } from '../platform/auth/index.ts'
import type { Database } from '../platform/database/index.ts'
import {
  accessIn,
  allows,
  defineProblems,
  HttpProblem,
  ok,
  page,
  pageParameters,
  pageRequest,
  problem,
  route,
  type Principal,
  type Route,
  type Scope,
} from '../platform/http/index.ts'
import { askForJob, setJobState, type JobState } from '../platform/job-control.ts'
import { readClock } from '../platform/platform.sql.ts'
import { encodeId, orderNumber } from '../platform/public-id.ts'
import { instant, listOf } from '../platform/wire.ts'
import { readJobChanges, readJobRuns } from './jobs.sql.ts'
import { readStandings, type Jobs, type JobStanding } from './jobs.ts'
import { JobDetailShape, JobRecordShape, JobRunShape, JobShape } from './job-shapes.ts'

const ORDERS: readonly { verb: string; state: JobState; summary: string }[] = [
  { verb: 'start', state: 'running', summary: 'Start a job again, in all processes' },
  { verb: 'stop', state: 'stopped', summary: 'Stop a job in all processes; what it has taken is ended' },
  { verb: 'drain', state: 'draining', summary: 'Let a job do what is due now, and then stop' },
]

defineProblems({
  job_not_periodic: [409, 'The job comes whenever something is due.', 'There is nothing to ask it for.'],
  job_not_running: [409, 'The job is stopped, or about to.', 'Start it: it comes at once.'],
})

const Name = Type.Object({
  job: Type.String({
    pattern: '^[a-z][a-z0-9-]{0,59}$',
    form: 'small letters, digits and -, beginning with a letter',
  }),
})

/** Background jobs: how they stand, what waits for them and what failed, and the orders that start and stop them. */
export function jobRoutes({ db, jobs }: { db: Database; jobs: Jobs }): Route[] {
  const common = { tags: ['monitoring'], scope: 'operations:read' } as const
  const whole = { ...common, company: false } as const
  const clock = async () => (await db.read(readClock, {}))[0]!.now
  const knows = (name: string) => jobs.known.some((job) => job.name === name)
  return [
    route({
      ...whole,
      method: 'GET',
      url: '/api/v1/monitoring/jobs',
      operationId: 'listJobs',
      summary: 'Background jobs of all processes: state, queue, rates, who runs them, what failed last',
      responses: { 200: { description: 'The jobs', schema: Type.Object({ rows: Type.Array(JobShape) }) } },
      async handle({ principal }) {
        const standings = await readStandings(db, jobs, await clock())
        const told = await everywhere(db, principal, 'operations:read')
        return ok({ rows: standings.map((job) => shown(job, told)) })
      },
    }),
    route({
      ...whole,
      method: 'GET',
      url: '/api/v1/monitoring/jobs/:job',
      operationId: 'readJob',
      summary: 'One job, with who started and stopped it, and why',
      params: Name,
      responses: { 200: { description: 'The job', schema: JobDetailShape } },
      problems: ['not_found'],
      async handle({ params, principal }) {
        if (!knows(params.job)) return problem('not_found')
        const one = { ...jobs, known: jobs.known.filter((job) => job.name === params.job) }
        const [standings, changes] = await Promise.all([
          readStandings(db, one, await clock()),
          db.read(readJobChanges, { job: params.job, most: 50n }),
        ])
        return ok({
          ...shown(standings[0]!, await everywhere(db, principal, 'operations:read')),
          changes: changes.map(({ at, state, actor, reason }) => ({
            at: instant(at),
            state,
            by: shownActor(actor),
            reason,
          })),
        })
      },
    }),
    ...ORDERS.map(({ verb, state, summary }) =>
      route({
        ...whole,
        method: 'POST',
        url: `/api/v1/monitoring/jobs/:job/${verb}`,
        operationId: `${verb}Job`,
        summary,
        description: 'For those who may operate every company. All processes hear of it within a second.',
        scope: 'operations:write',
        params: Name,
        body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) }),
        responses: { 200: { description: 'How it stands now', schema: JobShape } },
        problems: ['not_found', 'company_forbidden'],
        async handle({ params, body, principal }) {
          if (!knows(params.job)) return problem('not_found')
          await mustOperateAll(db, principal)
          await setJobState(db, {
            name: params.job,
            state,
            actor: actorOf(principal),
            reason: body.reason,
          })
          const one = { ...jobs, known: jobs.known.filter((job) => job.name === params.job) }
          const [standing] = await readStandings(db, one, await clock())
          return ok(shown(standing!, await everywhere(db, principal, 'operations:read')))
        },
      }),
    ),
    route({
      ...whole,
      method: 'POST',
      url: '/api/v1/monitoring/jobs/:job/run',
      operationId: 'runJob',
      summary: 'Let a periodic job come now, and not at its interval',
      description:
        'For those who may operate every company. Its processes hear of it within a second; the run stands among its runs.',
      scope: 'operations:write',
      params: Name,
      body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) }),
      responses: { 200: { description: 'How it stands now', schema: JobShape } },
      problems: ['not_found', 'company_forbidden', 'job_not_periodic', 'job_not_running'],
      async handle({ params, body, principal }) {
        const job = jobs.known.find((one) => one.name === params.job)
        if (job === undefined) return problem('not_found')
        await mustOperateAll(db, principal)
        if (job.everyMs === null) return problem('job_not_periodic')
        const asked = { name: job.name, actor: actorOf(principal), reason: body.reason }
        if (!(await askForJob(db, asked))) return problem('job_not_running')
        const [standing] = await readStandings(db, { ...jobs, known: [job] }, await clock())
        return ok(shown(standing!, await everywhere(db, principal, 'operations:read')))
      },
    }),
    route({
      ...common,
      method: 'GET',
      url: '/api/v1/monitoring/jobs/:job/records',
      operationId: 'listJobRecords',
      summary: 'What waits for a job, or failed there, record by record',
      params: Name,
      query: Type.Object({
        ...pageParameters,
        status: Type.Optional(Type.Union([Type.Literal('waiting'), Type.Literal('failed')])),
      }),
      responses: { 200: { description: 'Records, by key', schema: listOf(JobRecordShape, 'JobRecordList') } },
      problems: ['not_found'],
      async handle(request) {
        const { params, query, companyId } = request
        const queues = jobs.queues.find((one) => one.jobs.some((job) => job.name === params.job))
        if (queues?.records === undefined) return problem('not_found')
        const at = pageRequest(request, 'bb')
        const [orderId, recordId] = (at.after ?? []) as bigint[]
        const after = recordId === undefined ? null : { orderId: orderId!, recordId }
        const failed = query.status === 'failed'
        const now = await clock()
        const ask = { job: params.job, companyId, failed, now, after, limit: at.fetch }
        const records = await queues.records(db, ask)
        const found = page(request, at, records, (row) => [row.orderId ?? 0n, row.recordId])
        const rows = found.rows.map((row) => ({
          orderId: row.orderId === null ? null : encodeId('ord', row.orderId),
          orderNumber: row.orderId === null ? null : orderNumber(row.orderId),
          recordId: row.orderId === null ? String(row.recordId) : encodeId('tsk', row.recordId),
          status: row.status,
          dueAt: whenKnown(row.dueAt),
          attempts: row.attempts,
          problem: row.problem,
        }))
        return ok({ rows, next: found.next }, found.headers)
      },
    }),
    route({
      ...whole,
      method: 'GET',
      url: '/api/v1/monitoring/jobs/:job/runs',
      operationId: 'listJobRuns',
      summary: 'Runs of a periodic job that found something to do or failed, the newest first',
      params: Name,
      query: Type.Object(pageParameters),
      responses: { 200: { description: 'The runs', schema: listOf(JobRunShape, 'JobRunList') } },
      problems: ['not_found'],
      async handle(request) {
        if (!knows(request.params.job)) return problem('not_found')
        const at = pageRequest(request, 'b')
        const after = (at.after?.[0] as bigint | undefined) ?? null
        const runs = await db.read(readJobRuns, { job: request.params.job, after, most: BigInt(at.fetch) })
        const found = page(request, at, runs, (row) => [row.id])
        const told = await everywhere(db, request.principal, 'operations:read')
        const rows = found.rows.map((row) => ({
          process: row.process,
          startedAt: instant(row.started_at),
          endedAt: instant(row.ended_at),
          evaluated: Number(row.evaluated),
          processed: Number(row.processed),
          error: row.error !== null && !told ? HIDDEN : row.error,
        }))
        return ok({ rows, next: found.next }, found.headers)
      },
    }),
  ]
}

/** A job works for all companies: whoever stops it must be one who operates them all. */
export async function mustOperateAll(db: Database, principal: Principal): Promise<void> {
  if (await everywhere(db, principal, 'operations:write')) return
  throw new HttpProblem('company_forbidden', { detail: 'It concerns every company of this installation.' })
}

/** An error of a job may name what is another company's: its words are for those who see every company. */
const HIDDEN = 'It failed; what it says is shown to those who see every company.'

async function everywhere(db: Database, { identity }: Principal, scope: Scope): Promise<boolean> {
  const companies = await allCompanies(db)
  const may = (id: bigint) => allows(accessIn(identity, id), scope)
  return may(0n) || (companies.length > 0 && companies.every(({ id }) => may(id)))
}

const whenKnown = (time: Date | null) => (time === null ? null : instant(time))

function shown(job: JobStanding, told: boolean) {
  const { queue } = job
  return {
    job: job.name,
    title: job.title,
    everySeconds: job.everyMs === null ? null : job.everyMs / 1000,
    state: job.state,
    changedAt: whenKnown(job.changedAt),
    changedBy: job.changedBy === null ? null : shownActor(job.changedBy),
    reason: job.reason,
    queue: queue && { waiting: queue.waiting, due: queue.due, oldestDueAt: whenKnown(queue.oldestDueAt) },
    hasRecords: job.hasRecords,
    inPerMinute: job.inPerMinute,
    outPerMinute: job.outPerMinute,
    failedPerMinute: job.failedPerMinute,
    processes: job.processes.map((one) => ({
      process: one.process,
      alive: one.alive,
      since: instant(one.since),
      beatAt: instant(one.beatAt),
      workingSince: whenKnown(one.workingSince),
      done: one.done,
      failed: one.failed,
      lastError: one.lastError !== null && !told ? HIDDEN : one.lastError,
      lastErrorAt: whenKnown(one.lastErrorAt),
    })),
  }
}
