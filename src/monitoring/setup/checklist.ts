import { businessDate, readCompanies } from '../../organization/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { readClock } from '../../platform/platform.sql.ts'
import { aroundSteps } from './checks/around.ts'
import { booksSteps } from './checks/books.ts'
import { channelSteps } from './checks/channels.ts'
import { companySteps } from './checks/company.ts'
import { offerSteps } from './checks/offer.ts'
import { orderSteps } from './checks/orders.ts'
import { peopleSteps } from './checks/people.ts'
import { proofSteps } from './checks/proof.ts'
import { stockSteps } from './checks/stock.ts'
import { readLastRecords } from './setup.sql.ts'
import { canBeLeft, fail, type Finding, type SetupView, type Step } from './step.ts'

/** A step and how it stands. */
export interface StepStatus extends Omit<Finding, 'state'> {
  step: Step
  /** `waived`: it fails, it is optional, and somebody said why it is left. */
  state: Finding['state'] | 'waived'
  /** When and by whom a probe ran last, or the step was waived. */
  at: Date | null
  actor: string | null
}

export interface SetupStatus {
  view: SetupView
  steps: StepStatus[]
  /** Required steps that fail. */
  missing: StepStatus[]
  wentLive: { at: Date; actor: string } | null
}

/** The name under which going live is recorded; no step has it. */
export const GO_LIVE = 'go_live'

/** What a probe found is believed for so long. */
const HOLDS_DAYS = 30
const DAY_MS = 86_400_000

/** All steps in the order in which a company is set up. A new area is a file in checks/ and a line here. */
export const CHECKLIST: readonly Step[] = [
  ...companySteps,
  ...booksSteps,
  ...offerSteps,
  ...stockSteps,
  ...orderSteps,
  ...peopleSteps,
  ...channelSteps,
  ...proofSteps,
  ...aroundSteps,
]

/** What the checks of a company look at. */
export async function viewSetup(db: Database, companyId: bigint): Promise<SetupView> {
  const company = (await readCompanies(db, [companyId])).get(companyId)
  if (!company) throw new Error(`There is no company ${companyId}`)
  const [clock] = await db.read(readClock, {})
  const { now } = clock!
  return { db, company, now, today: businessDate(company, now) }
}

/** How every step stands: queries are asked now, probes say what they found last. */
export async function readSetupStatus(
  db: Database,
  companyId: bigint,
  steps: readonly Step[] = CHECKLIST,
): Promise<SetupStatus> {
  const view = await viewSetup(db, companyId)
  const records = await db.read(readLastRecords, { companyId })
  const last = new Map(records.map((row) => [`${row.step} ${row.act}`, row]))
  const found = await Promise.all(
    steps.map(async (step): Promise<StepStatus> => {
      const checked = last.get(`${step.key} checked`)
      const waived = last.get(`${step.key} waived`)
      const seen =
        step.kind === 'query'
          ? await step.check(view)
          : ((await step.spared?.(view)) ?? believed(step, view.now, checked))
      const finding = { ...seen, remedy: seen.remedy && asTyped(seen.remedy, view.company.code) }
      if (waived && canBeLeft(step) && finding.state === 'fail') {
        const { at, actor } = waived
        return {
          step,
          ...finding,
          state: 'waived',
          found: `${finding.found} Left: ${waived.found}`,
          at,
          actor,
        }
      }
      return { step, ...finding, at: checked?.at ?? null, actor: checked?.actor ?? null }
    }),
  )
  const live = last.get(`${GO_LIVE} went_live`)
  return {
    view,
    steps: found,
    missing: found.filter(({ step, state }) => step.required && state === 'fail'),
    wentLive: live ? { at: live.at, actor: live.actor } : null,
  }
}

/** Commands of a step name a company as an example does; shown, they name the one that is set up. */
export function asTyped(text: string, code: string): string {
  return text.replaceAll('--company ACME', `--company ${code}`)
}

function believed(
  step: Step,
  now: Date,
  record: { at: Date; state: string; found: string; remedy: string | null } | undefined,
): Finding {
  const again = `Check it: npx docket setup check ${step.key} --company ACME.`
  if (!record) return fail('Not checked yet.', again)
  if (now.getTime() - record.at.getTime() > HOLDS_DAYS * DAY_MS)
    return fail(`Last checked more than ${HOLDS_DAYS} days ago.`, again)
  return { state: record.state as Finding['state'], found: record.found, remedy: record.remedy }
}
