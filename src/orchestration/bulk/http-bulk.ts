import { Type, type Static } from 'typebox'
import { ORDER_STATES, orderNumber } from '../../orders/index.ts'
import { shownActor } from '../../platform/auth/index.ts'
import type { Act, Door } from '../../platform/batch/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database, RowOf } from '../../platform/database/index.ts'
import {
  allows,
  created,
  defineProblems,
  ok,
  pageParameters,
  pageRequest,
  problem,
  route,
  type Principal,
  type Route,
} from '../../platform/http/index.ts'
import { keyed, type Answered, type MayBeKeyed } from '../../platform/keyed.ts'
import { listReply } from '../../platform/list-reply.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import { IdShape, instant, InstantShape, listOf, orNull } from '../../platform/wire.ts'
import { HOLD_CODE } from '../control/hold-code.ts'
import { answered, ask, askedBy, IdIn, idIn, Input, strict } from '../wire/http-input.ts'
import { BULK_ACTS, FALLOUT_ACTS, SCOPE_OF, type BulkAct } from './bulk-job.ts'
import { listBulkTargets, readBulkJobs, stopBulkJobs } from './bulk.sql.ts'
import { previewOf, readTargets, startBulk, type BulkRequest } from './start-bulk.ts'

defineProblems({
  bulk_refused: [422, 'This cannot be done to many orders.', 'Correct everything that `errors` names.'],
  not_common: [
    409,
    'Some of these orders do not allow it as they stand, so it was done to none.',
    'Choose others, or say `leaveOthers`: it is done to those that allow it.',
  ],
  not_running: [409, 'The job has ended.', 'Read it: it says what became of each order.'],
})

/** Most orders that a call names. */
const MOST_NAMED = 20_000

const BulkBody = strict(
  {
    act: Type.Union(
      [...BULK_ACTS, ...FALLOUT_ACTS].map((act) => Type.Literal(act)),
      {
        description:
          'Done to orders; retry, complete (with a status from which the plan goes on) and fail_lines (its lines are cancelled) to tasks that failed',
      },
    ),
    reason: Type.String({ minLength: 1, maxLength: 500, pattern: String.raw`\S`, form: 'words' }),
    orders: Type.Optional(
      Type.Array(IdIn, {
        minItems: 1,
        maxItems: MOST_NAMED,
        description: '`ord_…` or numbers; absent: all that fit',
      }),
    ),
    states: Type.Optional(
      Type.Array(Type.Union(ORDER_STATES.map((state) => Type.Literal(state))), { minItems: 1, maxItems: 13 }),
    ),
    sources: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { minItems: 1, maxItems: 50 }),
    ),
    cause: Type.Optional(
      Type.String({
        pattern: '^[0-9a-f]{32}$',
        form: 'a cause, as GET /fallout tells it',
        description: 'Of tasks that failed, those of this cause',
      }),
    ),
    code: Type.Optional(Type.String({ ...HOLD_CODE, description: 'Of a hold' })),
    priority: Type.Optional(Type.Integer({ minimum: 0, maximum: 9 })),
    status: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, description: 'With which work is ended by hand' }),
    ),
    leaveOthers: Type.Optional(
      Type.Boolean({
        description: 'true: those that do not allow it are left out; else they refuse all of it',
      }),
    ),
    failureLimit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 50_000,
        description: 'It stops when so many have failed; absent: it goes on',
      }),
    ),
  },
  'BulkInput',
)
type BulkBody = Static<typeof BulkBody>

const Refused = Type.Object({
  orderId: IdShape,
  number: Type.String(),
  code: Type.String(),
  message: Type.String(),
})
const preview = {
  targets: Type.Integer({ description: 'Orders, or tasks that failed' }),
  orders: Type.Integer(),
  common: Type.Array(Type.String(), { description: 'Acts that every one of these orders allows' }),
  acts: Type.Array(Type.Object({ act: Type.String(), orders: Type.Integer() })),
  allowed: Type.Integer({ description: 'To so many it would be done' }),
  refusals: Type.Array(Refused, { description: 'The first of those to which it would not be, and why' }),
}
const Preview = Type.Object({ ...preview, refusedCount: Type.Integer() }, { $id: 'BulkPreview' })
const Started = Type.Object(
  { ...preview, id: IdShape, total: Type.Integer(), leftOut: Type.Integer() },
  { $id: 'BulkStarted' },
)
const BulkJob = Type.Object(
  {
    id: IdShape,
    act: Type.String(),
    input: Type.Record(Type.String(), Type.Unknown()),
    chosen: Type.Record(Type.String(), Type.Unknown()),
    actor: Type.Union([Type.String(), Type.Null()]),
    state: Type.String({ description: 'running, completed or stopped' }),
    total: Type.Integer(),
    done: Type.Integer(),
    failed: Type.Integer(),
    leftOut: Type.Integer({ description: 'Whose state did not allow it when the job was asked for' }),
    untouched: Type.Integer(),
    failureLimit: orNull(Type.Integer()),
    askedAt: InstantShape,
    endedAt: orNull(InstantShape),
  },
  { $id: 'BulkJob' },
)
const Outcome = Type.Object({
  orderId: IdShape,
  number: Type.String(),
  taskId: orNull(IdShape),
  state: Type.String({ description: 'open, done, failed or left_out' }),
  code: orNull(Type.String()),
  message: orNull(Type.String()),
})

const Params = Type.Object({ id: IdIn })

/** Routes of jobs that do one act to many orders, for credentials that see all rows. */
export function bulkRoutes({ db, door }: { db: Database; door: Door; clock: Clock }): Route[] {
  return [
    route({
      method: 'POST',
      url: '/api/v1/bulk-jobs/preview',
      operationId: 'previewBulkJob',
      summary: 'What doing one act to many orders would come to; nothing is done',
      tags: ['Operations'],
      scope: 'operations:read',
      body: BulkBody,
      responses: {
        200: { description: 'To how many it would be done, and why not to the others', schema: Preview },
      },
      problems: ['invalid_body'],
      async handle(request) {
        const asked = requestOf(request.body)
        return ok(
          previewOf(asked, await readTargets(db, { ...askedBy(request, 'previewBulkJob'), ...asked })),
        )
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/bulk-jobs',
      operationId: 'startBulkJob',
      summary: 'Do one act to many orders, or to many tasks that failed',
      description:
        'As a job, in batches, each order by the act of its own route and with an outcome of its own. It needs the scope that the act needs for one. It goes on after a crash, and does nothing twice. What its state does not allow refuses all of it, unless `leaveOthers`.',
      tags: ['Operations'],
      scope: 'operations:write',
      idempotencyKey: 'required',
      body: BulkBody,
      responses: { 201: { description: 'It runs.', schema: Started } },
      problems: ['bulk_refused', 'not_common', 'scope_missing', 'idempotency_key_reused'],
      async handle(request) {
        const { body, principal } = request
        const asked = requestOf(body)
        const scope = SCOPE_OF[body.act]
        if (!allows(principal, scope))
          return problem('scope_missing', { detail: `Doing ${body.act} needs the scope ${scope}.` })
        const full: BulkRequest = {
          ...askedBy(request, 'startBulkJob'),
          ...asked,
          said: saidOf(body),
          leaveOthers: body.leaveOthers ?? false,
          failureLimit: body.failureLimit ?? null,
        }
        return answered(await ask(door, startBulk, full), (answer) =>
          created(answer, `/api/v1/bulk-jobs/${String(answer['id'])}`),
        )
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/bulk-jobs',
      operationId: 'listBulkJobs',
      summary: 'Jobs that do one act to many orders, the newest first',
      tags: ['Operations'],
      scope: 'operations:read',
      query: Type.Object(pageParameters),
      responses: { 200: { description: 'A page', schema: listOf(BulkJob, 'BulkJobs') } },
      async handle(asked) {
        const { after, limit } = pageRequest(asked, 'b')
        const before = (after?.[0] as bigint | undefined) ?? null
        const found = { companyIds: [asked.companyId], ids: [], before, most: BigInt(limit + 1) }
        const rows = await db.read(readBulkJobs, found)
        const page = rows.slice(0, limit)
        const next = rows.length > limit ? [page.at(-1)!.id] : null
        return listReply(
          asked,
          page.map((row) => jobOf(row, asked.principal)),
          next,
        )
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/bulk-jobs/:id',
      operationId: 'readBulkJob',
      summary: 'How far a job is',
      tags: ['Operations'],
      scope: 'operations:read',
      params: Params,
      responses: { 200: { description: 'The job', schema: BulkJob } },
      problems: ['not_found'],
      async handle({ params, companyId, principal }) {
        const row = await jobById(db, companyId, idIn('blk', params.id))
        return row ? ok(jobOf(row, principal)) : problem('not_found')
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/bulk-jobs/:id/targets',
      operationId: 'listBulkTargets',
      summary: 'What became of each order of a job',
      tags: ['Operations'],
      scope: 'operations:read',
      params: Params,
      query: Type.Object({
        ...pageParameters,
        state: Type.Optional(
          Type.Union(['open', 'done', 'failed', 'left_out'].map((state) => Type.Literal(state))),
        ),
      }),
      responses: { 200: { description: 'A page', schema: listOf(Outcome, 'BulkTargets') } },
      problems: ['not_found'],
      async handle(asked) {
        const { params, query, companyId } = asked
        const jobId = idIn('blk', params.id)
        if (!(await jobById(db, companyId, jobId))) return problem('not_found')
        const { after, limit } = pageRequest(asked, 'n')
        const from = (after?.[0] as number | undefined) ?? -1
        const states = query.state === undefined ? [] : [query.state]
        const rows = await db.read(listBulkTargets, {
          companyId,
          jobId,
          after: from,
          states,
          most: BigInt(limit + 1),
        })
        const page = rows.slice(0, limit)
        const next = rows.length > limit ? [page.at(-1)!.place] : null
        return listReply(asked, page.map(targetOf), next)
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/bulk-jobs/:id/stop',
      operationId: 'stopBulkJob',
      summary: 'Stop a job: what was not touched yet is left as it is',
      description: 'Its newest batch may be under way still, and ends.',
      tags: ['Operations'],
      scope: 'operations:write',
      idempotencyKey: 'optional',
      params: Params,
      responses: {
        200: { description: 'It is stopped.', schema: Type.Object({ id: IdShape, state: Type.String() }) },
      },
      problems: ['not_found', 'not_running', 'idempotency_key_reused'],
      async handle(request) {
        const jobId = idIn('blk', request.params.id)
        return answered(await ask(door, stopBulk, { ...askedBy(request, `stopBulkJob ${jobId}`), jobId }), ok)
      },
    }),
  ]
}

/** @throws HttpProblem `invalid_body` with everything that is wrong */
function requestOf(body: BulkBody): Pick<BulkRequest, 'act' | 'input' | 'chosen'> {
  const { act, reason, orders, states = [], sources = [], cause = null, code, priority, status } = body
  const input = new Input()
  const orderIds = orders?.map((text, index) => input.id(`/orders/${index}`, 'ord', text)) ?? null
  const missing = (member: string, is: boolean) => {
    if (is) input.note(`/${member}`, 'required', `${act} needs it`)
  }
  missing('code', act === 'hold' && code === undefined)
  missing('priority', act === 'prioritize' && priority === undefined)
  missing('status', act === 'complete' && status === undefined)
  if (orderIds === null && states.length === 0 && sources.length === 0 && cause === null)
    input.note('', 'nothing_chosen', 'say which: orders, states, sources, or a cause')
  if (orderIds !== null && new Set(orderIds).size < orderIds.length)
    input.note('/orders', 'duplicate_order', 'an order is named twice')
  input.check()
  return {
    act: act as BulkAct,
    input: {
      reason,
      ...(code === undefined ? {} : { code }),
      ...(priority === undefined ? {} : { priority }),
      ...(status === undefined ? {} : { status }),
    },
    chosen: { orderIds, states, sources, cause },
  }
}

/** How it was chosen, without the orders themselves: they are its targets. */
function saidOf({ orders, states, sources, cause }: BulkBody) {
  return {
    ...(orders ? { orders: orders.length } : {}),
    ...(states ? { states: states as string[] } : {}),
    ...(sources ? { sources } : {}),
    ...(cause === undefined ? {} : { cause }),
  }
}

type JobRow = RowOf<typeof readBulkJobs>

async function jobById(db: Database, companyId: bigint, id: bigint): Promise<JobRow | undefined> {
  const [row] = await db.read(readBulkJobs, { companyIds: [companyId], ids: [id], before: null, most: 1n })
  return row
}

function jobOf(row: JobRow, principal: Principal) {
  return {
    id: encodeId('blk', row.id),
    act: row.act,
    input: row.input,
    chosen: row.chosen,
    actor: principal.rowScope.kind === 'all' ? shownActor(row.actor) : null,
    state: row.state,
    total: row.total,
    done: row.done,
    failed: row.failed,
    leftOut: row.left_out,
    untouched: row.total - row.done - row.failed - row.left_out,
    failureLimit: row.failure_limit,
    askedAt: instant(row.asked_at),
    endedAt: row.ended_at === null ? null : instant(row.ended_at),
  }
}

function targetOf(row: RowOf<typeof listBulkTargets>) {
  return {
    orderId: encodeId('ord', row.order_id),
    number: orderNumber(row.order_id),
    taskId: row.task_id === null ? null : encodeId('tsk', row.task_id),
    state: row.state,
    code: row.code,
    message: row.message,
  }
}

interface StopRequest extends MayBeKeyed {
  companyId: bigint
  actor: string
  jobId: bigint
}

/** A job does nothing more; what its batch under way does is counted still. */
const stopBulk = keyed<StopRequest, Map<bigint, JobRow>>({
  name: 'orchestration.stop_bulk',
  weigh: () => 1,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const rows = await db.read(readBulkJobs, {
      companyIds: [...new Set(requests.map(({ companyId }) => companyId))],
      ids: requests.map(({ jobId }) => jobId),
      before: null,
      most: BigInt(requests.length),
    })
    return new Map(rows.map((row) => [row.id, row]))
  },
  decide({ companyId, jobId }, jobs, { writes, now }): Answered | Refusal {
    const job = jobs.get(jobId)
    if (job?.company_id !== companyId) return refuse('not_found', 'there is no such job')
    if (job.state === 'completed') return refuse('not_running', 'it is done')
    if (job.state === 'running') writes.add(stopBulkJobs, { companyId, id: jobId, endedAt: now })
    return { ok: true, answer: { id: encodeId('blk', jobId), state: 'stopped' } }
  },
} satisfies Act<StopRequest, Map<bigint, JobRow>, Answered | Refusal>)
