import type { Context, WriteSet } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import { allocate, cumulativeShare, type Micro, type Minor } from '../platform/money.ts'
import {
  giveBackUses,
  insertPromotionUse,
  lockBudgets as lockBudgetRows,
  moveBudgets,
  readBudgets as readBudgetRows,
  readPromotionUses as readUseRows,
} from './budget.sql.ts'

/** What of a use comes back: nothing, what is cancelled before it leaves, or what comes back as well. */
export type GivesBack = 'never' | 'cancelled' | 'returned'

/** What may be spent of a promotion, and what a batch spends of it. Money in minor units of the promotion's currency. */
export interface Budget {
  readonly companyId: bigint
  readonly promotionId: bigint
  /** null: not bounded. */
  readonly amount: Minor | null
  readonly uses: bigint | null
  readonly givesBack: GivesBack
  /** As the batch sees it now. */
  spent: Minor
  used: bigint
  /** What the batch adds. */
  moved: { amount: Minor; uses: bigint } | undefined
}

/** What an order had of a promotion with a budget, by line. */
export interface PromotionUse {
  companyId: bigint
  causeId: bigint
  promotionId: bigint
  givesBack: GivesBack
  lineNos: readonly number[]
  amounts: readonly Minor[]
  given: { amount: Minor; uses: bigint }
}

/** A part of an order of which so much was cancelled and came back. */
export interface PartGone {
  id: bigint
  /** The part that it was split from after it was promised; null: it was promised with its order. */
  splitFrom: bigint | null
  lineNo: number
  quantity: Micro
  cancelled: Micro
  returned: Micro
}

/** Whether an order may still have so much of a promotion. An amount that does not fit whole is not given in part. */
export function fitsBudget(budget: Budget, amount: Minor): boolean {
  if (budget.uses !== null && budget.used >= budget.uses) return false
  return budget.amount === null || budget.spent + amount <= budget.amount
}

/**
 * What of a use is given back as an order stands, by the cumulative method (D1-6): all of it once nothing is left. A part and what was split
 * from it count as one, so that what was given back before they were split stays what it was.
 */
export function givenBack(
  { givesBack, lineNos, amounts }: Pick<PromotionUse, 'givesBack' | 'lineNos' | 'amounts'>,
  parts: readonly PartGone[],
): { amount: Minor; uses: bigint } {
  if (givesBack === 'never') return { amount: 0n, uses: 0n }
  const goneOf = ({ cancelled, returned }: PartGone) =>
    givesBack === 'returned' ? cancelled + returned : cancelled
  const byLine = Map.groupBy(parts, (part) => part.lineNo)
  let amount = 0n
  for (const [index, lineNo] of lineNos.entries()) {
    const whole = [...Map.groupBy(byLine.get(lineNo) ?? [], ({ id, splitFrom }) => splitFrom ?? id).values()]
    if (whole.length === 0) continue
    const sum = (parts: readonly PartGone[], of: (part: PartGone) => Micro) =>
      parts.reduce((total, part) => total + of(part), 0n)
    const quantities = whole.map((pieces) => sum(pieces, ({ quantity }) => quantity))
    allocate(amounts[index]!, quantities).forEach((share, place) => {
      amount += cumulativeShare(share, sum(whole[place]!, goneOf), quantities[place]!, 0n)
    })
  }
  const all = parts.length > 0 && parts.every((part) => goneOf(part) === part.quantity)
  return { amount, uses: all ? 1n : 0n }
}

/** Budgets of companies that have any, by promotion. */
export async function readBudgets(
  db: Reader,
  companyIds: readonly bigint[],
): Promise<Map<bigint, Map<bigint, Budget>>> {
  const found = new Map<bigint, Map<bigint, Budget>>()
  if (companyIds.length === 0) return found
  for (const row of await db.read(readBudgetRows, { companyIds: [...companyIds] })) {
    let own = found.get(row.company_id)
    if (!own) found.set(row.company_id, (own = new Map()))
    own.set(row.promotion_id, {
      companyId: row.company_id,
      promotionId: row.promotion_id,
      amount: row.amount,
      uses: row.uses,
      givesBack: row.gives_back as GivesBack,
      spent: row.spent,
      used: row.used,
      moved: undefined,
    })
  }
  return found
}

/** Spends what an order that is agreed has of a promotion; the budget is moved when the batch concludes. */
export function spendBudget(
  budget: Budget,
  { causeId, lineNos, amounts }: Pick<PromotionUse, 'causeId' | 'lineNos' | 'amounts'>,
  { writes, batch }: Context,
): void {
  const { companyId, promotionId, givesBack } = budget
  const amount = amounts.reduce((sum, one) => sum + one, 0n)
  budget.moved ??= { amount: 0n, uses: 0n }
  budget.moved.amount += amount
  budget.moved.uses += 1n
  budget.spent += amount
  budget.used += 1n
  const use = { companyId, causeId, promotionId, batch, givesBack }
  writes.add(insertPromotionUse, { ...use, lineNos: [...lineNos], amounts: [...amounts] })
}

/** Adds what the batch spends to the write set: one row a budget. */
export function writeBudgets(budgets: Iterable<Budget>, writes: WriteSet): void {
  for (const { companyId, promotionId, moved } of budgets) {
    if (!moved) continue
    writes.add(lockBudgetRows, { companyId, promotionId })
    writes.add(moveBudgets, { companyId, promotionId, ...moved })
  }
}

/** Locks budgets before a second decision. */
export function lockBudgets(
  budgets: Iterable<Pick<Budget, 'companyId' | 'promotionId'>>,
  locks: WriteSet,
): void {
  for (const { companyId, promotionId } of budgets) locks.add(lockBudgetRows, { companyId, promotionId })
}

/** What orders had of promotions that give something back, by `company/order`. */
export async function readPromotionUses(
  db: Reader,
  orders: readonly { companyId: bigint; causeId: bigint }[],
): Promise<Map<string, PromotionUse[]>> {
  if (orders.length === 0) return new Map()
  const rows = await db.read(readUseRows, {
    companyIds: orders.map((one) => one.companyId),
    causeIds: orders.map((one) => one.causeId),
  })
  const uses = rows.map((row): PromotionUse => ({
    companyId: row.company_id,
    causeId: row.cause_id,
    promotionId: row.promotion_id,
    givesBack: row.gives_back as GivesBack,
    lineNos: row.line_nos,
    amounts: row.amounts,
    given: { amount: row.given_amount, uses: row.given_uses },
  }))
  return Map.groupBy(uses, (use) => `${use.companyId}/${use.causeId}`)
}

/** Gives back what an order that is locked does not need any more; what was given back before stays, and is never less. */
export function giveBack(use: PromotionUse, parts: readonly PartGone[], { writes }: Context): void {
  const { companyId, causeId, promotionId, given } = use
  const all = givenBack(use, parts)
  const now = {
    amount: all.amount > given.amount ? all.amount : given.amount,
    uses: all.uses > given.uses ? all.uses : given.uses,
  }
  const amount = now.amount - given.amount
  const uses = now.uses - given.uses
  if (amount === 0n && uses === 0n) return
  use.given = now
  writes.add(giveBackUses, {
    companyId,
    causeId,
    promotionId,
    givenAmount: now.amount,
    givenUses: now.uses,
  })
  writes.add(lockBudgetRows, { companyId, promotionId })
  writes.add(moveBudgets, { companyId, promotionId, amount: -amount, uses: -uses })
}
