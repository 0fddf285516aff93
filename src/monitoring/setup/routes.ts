import { Type } from 'typebox'
import { actorOf, mustAdminister, shownActor } from '../../platform/auth/index.ts'
import { Fault, type Door } from '../../platform/batch/index.ts'
import type { Database } from '../../platform/database/index.ts'
import {
  created,
  defineProblems,
  HttpProblem,
  ok,
  problem,
  refused,
  route,
  type Reply,
  type Route,
} from '../../platform/http/index.ts'
import { isRefusal, SETUP_REFUSED } from '../../platform/setup.ts'
import { instant } from '../../platform/wire.ts'
import { asTyped, CHECKLIST, readSetupStatus, viewSetup, type SetupStatus } from './checklist.ts'
import { foundCompany } from './found-company.ts'
import { goLive, recordStep } from './record.ts'
import { countWaitingDrafts } from './setup.sql.ts'
import { NewCompany, SetupReport, StepReport, Waiver } from './shapes.ts'
import { canBeLeft, fail, type Finding, type Means, type Step } from './step.ts'

defineProblems({
  not_ready: [
    409,
    'The company cannot go live: required steps of its set-up fail.',
    'Do what `errors` says of each step, check it again, then go live.',
  ],
  already_live: [409, 'The company is live.', 'Nothing is to be done.'],
  set_up_changed: [409, 'The set-up was changed while it was checked.', 'Go live again.'],
  step_required: [409, 'This required step cannot be left.', 'Do what its remedy says.'],
})

/** What the routes of the set-up work with. */
export interface SetupRouting {
  door: Door
  db: Database
  means: Means
  /** Told when there is a company that was not there before. */
  founded(): void
}

const StepPath = Type.Object({ key: Type.String({ pattern: '^[a-z_]{1,60}$', form: 'small letters and _' }) })
const common = { tags: ['Setup'] } as const
/** A test order waits for workers. */
const PROBE_MS = 120_000
const MOST_DRAFTS = 1000n

/** Routes of the checklist by which a company is set up and goes live. */
export function setUpRoutes({ door, db, means, founded }: SetupRouting): Route[] {
  const named = (key: string): Step => {
    const step = CHECKLIST.find((one) => one.key === key)
    if (!step) throw new HttpProblem('not_found')
    return step
  }
  const report = async (companyId: bigint): Promise<Reply> => {
    const status = await readSetupStatus(db, companyId)
    const [waiting] = await db.read(countWaitingDrafts, { companyId, most: MOST_DRAFTS })
    return ok(renderStatus(status, Number(waiting!.drafts)))
  }
  return [
    route({
      ...common,
      method: 'GET',
      url: '/api/v1/setup',
      operationId: 'readSetup',
      summary: 'The checklist of the company: every step with its check and its remedy',
      scope: 'setup:read',
      responses: { 200: { description: 'How it stands now.', schema: SetupReport } },
      handle: ({ companyId }) => report(companyId),
    }),
    route({
      ...common,
      method: 'POST',
      url: '/api/v1/setup/companies',
      operationId: 'foundCompany',
      summary: 'Make a company in set-up, with the usual books, calendar, location, price list and shop',
      scope: 'admin',
      company: false,
      body: NewCompany,
      problems: [SETUP_REFUSED, 'not_administrator'],
      responses: { 201: { description: 'Made.', schema: Type.Object({ code: Type.String() }) } },
      async handle({ body, principal }) {
        mustAdminister(principal, [0n])
        const outcome = await foundCompany(door, db, body)
        founded()
        return isRefusal(outcome) ? refused(outcome) : created({ code: body.code }, '/api/v1/setup')
      },
    }),
    route({
      ...common,
      method: 'POST',
      url: '/api/v1/setup/steps/:key/check',
      operationId: 'checkSetupStep',
      summary: 'Check a step now',
      description: 'What a probe found is kept, with who asked for it.',
      scope: 'setup:write',
      params: StepPath,
      timeoutMs: PROBE_MS,
      problems: ['not_found'],
      responses: { 200: { description: 'The step as it stands.', schema: StepReport } },
      async handle({ companyId, params, principal }) {
        const step = named(params.key)
        if (step.kind === 'probe') {
          const finding = await probe(db, companyId, step, means)
          const actor = actorOf(principal)
          const made = { companyId, step: step.key, act: 'checked', actor, ...finding } as const
          await door.request(recordStep, made)
        }
        const status = await readSetupStatus(db, companyId, [step])
        return ok(renderStatus(status, 0).steps[0])
      },
    }),
    route({
      ...common,
      method: 'POST',
      url: '/api/v1/setup/steps/:key/waiver',
      operationId: 'waiveSetupStep',
      summary: 'Leave a step that may be left, and say why',
      description:
        '`waivable` of a step says whether it may: all that are optional, and a way back to a shop.',
      scope: 'setup:write',
      params: StepPath,
      body: Waiver,
      problems: ['not_found', 'step_required'],
      responses: { 200: { description: 'The step as it stands.', schema: StepReport } },
      async handle({ companyId, params, principal, body }) {
        const step = named(params.key)
        if (!canBeLeft(step)) return problem('step_required')
        await door.request(recordStep, {
          companyId,
          step: step.key,
          act: 'waived',
          actor: actorOf(principal),
          ...fail(body.reason, step.title),
        })
        const status = await readSetupStatus(db, companyId, [step])
        return ok(renderStatus(status, 0).steps[0])
      },
    }),
    route({
      ...common,
      method: 'POST',
      url: '/api/v1/setup/go-live',
      operationId: 'goLive',
      summary: 'Open the company to orders',
      description: 'Refused while a required step fails; each stands in `errors` with its remedy.',
      scope: 'admin',
      problems: ['not_ready', 'already_live', 'set_up_changed'],
      responses: { 200: { description: 'The company is live.', schema: SetupReport } },
      async handle({ companyId, principal }) {
        const { view, missing, steps: all } = await readSetupStatus(db, companyId)
        if (view.company.live) return problem('already_live')
        if (missing.length > 0) {
          const errors = missing.map(({ step, found, remedy }) => ({
            path: `/steps/${step.key}`,
            code: 'step_failed',
            message: `${step.title}: ${found} ${remedy}`,
          }))
          return problem('not_ready', { errors })
        }
        const required = all.filter(({ step }) => step.required).length
        const outcome = await door.request(goLive, {
          companyId,
          actor: actorOf(principal),
          setupVersion: view.company.setupVersion,
          found: `All ${required} required steps held on ${view.today}.`,
        })
        return isRefusal(outcome) ? refused(outcome) : report(companyId)
      },
    }),
  ]
}

/** Runs a probe, unless a step that it builds on fails: that one's remedy comes first. */
async function probe(
  db: Database,
  companyId: bigint,
  step: Extract<Step, { kind: 'probe' }>,
  means: Means,
): Promise<Finding> {
  const before = CHECKLIST.filter(({ key }) => step.after.includes(key))
  const { missing } = await readSetupStatus(db, companyId, before)
  const [first] = missing
  if (first) return fail(`First: ${first.step.title}. ${first.found}`, first.remedy!)
  try {
    return await step.check(await viewSetup(db, companyId), means)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return fail(`${error.message}.`, 'The log of the server says more.')
  }
}

function renderStatus({ view, steps, missing, wentLive }: SetupStatus, drafts: number) {
  return {
    company: view.company.code,
    live: view.company.live,
    wentLive: wentLive && { at: instant(wentLive.at), by: shownActor(wentLive.actor) },
    ready: missing.length === 0,
    drafts,
    steps: steps.map(({ step, state, found, remedy, at, actor }) => ({
      key: step.key,
      area: step.area,
      title: step.title,
      why: step.why,
      required: step.required,
      waivable: canBeLeft(step),
      how: step.how.map((line) => asTyped(line, view.company.code)),
      room: step.room ?? null,
      after: [...step.after],
      kind: step.kind,
      state,
      found,
      remedy: state === 'fail' || state === 'waived' ? remedy : null,
      checkedAt: at && instant(at),
      checkedBy: actor && shownActor(actor),
    })),
  }
}
