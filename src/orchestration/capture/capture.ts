import type { Item } from '../../catalog/index.ts'
import {
  concludeSubmit,
  decideSubmit,
  keyedId,
  lockSubmit,
  readSubmit,
  USUAL_PRIORITY,
  type Order,
  type SubmitFacts,
  type SubmitRequest,
  type Submitted,
} from '../../orders/index.ts'
import { locationOf } from '../../inventory/index.ts'
import { businessDate, businessTime } from '../../organization/index.ts'
import { DecideAgain, type Context } from '../../platform/batch/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import type { Problem, Refusal } from '../../platform/outcome.ts'
import { fitsItem, readPatterns, type Pattern } from '../model/pattern.ts'
import { drawPlan } from '../plan/plan.ts'
import { wakeForKey, wakeForOrder } from '../plan/other-orders.sql.ts'
import { prioritize } from '../plan/prioritize.ts'
import { writePlan } from '../plan/write-plan.ts'

export interface CaptureFacts extends SubmitFacts {
  patterns: Map<bigint, Map<string, Pattern>>
}

export async function readCapture(db: Reader, requests: readonly SubmitRequest[]): Promise<CaptureFacts> {
  const facts = await readSubmit(db, requests)
  return { ...facts, patterns: await readPatterns(db, facts.companies.values()) }
}

/**
 * Decides an order and, when it was agreed, draws its plan into the same transaction. One whose plan would wait for itself is not agreed:
 * that shows only when it is promised, so it is decided again from the beginning, and stands failed with the way round.
 *
 * @throws DecideAgain
 */
export function decideCapture(
  request: SubmitRequest,
  facts: CaptureFacts,
  context: Context,
): Submitted | Refusal {
  const patterns = facts.patterns.get(request.companyId)
  const hasPattern = (item: Item) => fitsItem(patterns?.get(item.pattern), item)
  const { companyId, input } = request
  const name = `plan ${companyId}/${input.source}/${keyedId(request)}/${input.version ?? 1}`
  const unplannable = context.learned?.get(name) as Problem | undefined
  const outcome = decideSubmit(request, facts, context, hasPattern, unplannable)
  if (outcome.ok && outcome.change !== 'duplicate' && outcome.order.state === 'in_progress') {
    const problem = plan(outcome.order, facts, context)
    if (problem) throw new DecideAgain(name, problem)
  }
  if (outcome.ok && outcome.change !== 'duplicate') wake(outcome.order, context)
  return outcome
}

/** What waits for an order by its name, or has found it while it was a draft, looks again. */
function wake({ companyId, id: orderId, source, externalId }: Order, { writes, now: dueAt }: Context): void {
  writes.add(wakeForKey, { companyId, source, externalId, dueAt })
  writes.add(wakeForOrder, { companyId, orderId, dueAt })
}

/** @returns why there is no plan */
function plan(order: Order, facts: CaptureFacts, context: Context): Problem | undefined {
  const { companyId } = order
  const company = facts.companies.get(companyId)!
  const drawn = drawPlan(
    {
      order,
      patterns: facts.patterns.get(companyId)!,
      patternOf: (line) => facts.items(companyId, line.sku)!.pattern,
      location: (id) => locationOf(facts.stock, companyId, id),
      today: businessDate(company, context.now),
      now: businessTime(company, context.now),
      timeZone: company.timeZone,
    },
    context.ids,
  )
  const [problem] = drawn.problems
  if (problem) return problem
  writePlan(order.id, drawn.plan, company, context)
  prioritize(order, USUAL_PRIORITY, context)
  return undefined
}

export { concludeSubmit as concludeCapture, lockSubmit as lockCapture }
