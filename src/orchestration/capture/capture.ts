import type { Item } from '../../catalog/index.ts'
import {
  concludeSubmit,
  decideSubmit,
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
import { Fault, type Context } from '../../platform/batch/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import type { Refusal } from '../../platform/outcome.ts'
import { fitsItem, readPatterns, type Pattern } from '../model/pattern.ts'
import { drawPlan } from '../plan/plan.ts'
import { prioritize } from '../plan/prioritize.ts'
import { writePlan } from '../plan/write-plan.ts'

export interface CaptureFacts extends SubmitFacts {
  patterns: Map<bigint, Map<string, Pattern>>
}

export async function readCapture(db: Reader, requests: readonly SubmitRequest[]): Promise<CaptureFacts> {
  const facts = await readSubmit(db, requests)
  return { ...facts, patterns: await readPatterns(db, facts.companies.values()) }
}

/** Decides an order and, when it was agreed, draws its plan into the same transaction. */
export function decideCapture(
  request: SubmitRequest,
  facts: CaptureFacts,
  context: Context,
): Submitted | Refusal {
  const patterns = facts.patterns.get(request.companyId)
  const hasPattern = (item: Item) => fitsItem(patterns?.get(item.pattern), item)
  const outcome = decideSubmit(request, facts, context, hasPattern)
  if (outcome.ok && outcome.change !== 'duplicate' && outcome.order.state === 'in_progress') {
    plan(outcome.order, facts, context)
  }
  return outcome
}

function plan(order: Order, facts: CaptureFacts, context: Context): void {
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
  // Missing patterns were found before anything was promised, and one that was taken can draw every order.
  if (drawn.problems.length > 0) {
    throw new Fault(drawn.problems.map((problem) => problem.message).join('; '), 'plan_not_drawn')
  }
  writePlan(order.id, drawn.plan, company, context)
  prioritize(order, USUAL_PRIORITY, context)
}

export { concludeSubmit as concludeCapture, lockSubmit as lockCapture }
