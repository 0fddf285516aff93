import type { Minor } from '../../src/platform/money.ts'
import type { Astray, AuditedOrder } from './audited.ts'
import { MoneyModel } from './auditor-money.ts'
import { StockModel, wanted } from './auditor-stock.ts'
import { euroRates, timeZone } from './world.ts'

/** What an auditor knows of a company: its orders, its goods, its money, and which day it is. */
export class AuditedCompany {
  readonly orders = new Map<string, AuditedOrder>()
  /** By Docket's id. */
  readonly strays = new Map<bigint, Astray>()
  readonly stock = new StockModel()
  readonly money = new MoneyModel()
  /** By account: what of its orders is not invoiced yet (D6). */
  readonly openOrders = new Map<string, Minor>()
  #today = ''
  #now = new Date(0)

  /** The business date from which a batch is decided. */
  at(now: Date): this {
    this.#now = now
    this.#today = new Intl.DateTimeFormat('en-CA', { timeZone }).format(now)
    return this
  }

  get today(): string {
    return this.#today
  }

  get now(): Date {
    return this.#now
  }

  /** After the last request of a batch. */
  endBatch(): void {
    this.stock.endBatch()
  }

  exposure(account: string): Minor {
    return (this.openOrders.get(account) ?? 0n) + this.receivable(account) - this.unapplied(account)
  }

  receivable(account: string): Minor {
    return this.money.owed.reduce((sum, one) => (one.account === account ? sum + one.open : sum), 0n)
  }

  /** What is left of receipts; the deposit of a prepaid order, which is no credit, lessens the exposure of nothing else (D6). */
  unapplied(account: string): Minor {
    return this.money.received.reduce((sum, one) => {
      const deposit = one.order !== null && !one.freed
      const idle = deposit && this.orders.get(one.order!)!.sent.prepaid
      return one.account === account && !idle ? sum + one.left : sum
    }, 0n)
  }

  moveOpen(account: string, amount: Minor): void {
    this.openOrders.set(account, (this.openOrders.get(account) ?? 0n) + amount)
  }

  rate(currency: string): bigint {
    if (currency === 'GBP') return 10_000_000_000n
    return euroRates.find((rate) => rate.validFrom <= this.#today)!.rateE10
  }

  /** Completed: all is invoiced and nothing of it is owed. */
  stateOf(key: string): string {
    const order = this.orders.get(key)!
    const { state, parts } = order
    if (state !== 'in_progress' || parts.some((part) => part.invoiced < wanted(part))) return state
    const owes = this.money.owed.some((one) => one.order === key && one.open > 0n)
    return owes ? state : 'completed'
  }

  /** What was paid for an order: deposits and applications. */
  moneyOf(key: string): Minor {
    const deposits = this.money.received.reduce((sum, one) => (one.order === key ? sum + one.left : sum), 0n)
    return this.money.owed.reduce(
      (sum, one) => (one.order === key && one.original > 0n ? sum + one.original - one.open : sum),
      deposits,
    )
  }

  moneyIsIn(key: string, order: AuditedOrder): boolean {
    return !order.sent.prepaid || this.moneyOf(key) >= order.total - order.cancelled
  }

  freeDeposits(): void {
    this.money.freeDeposits((key) => ['completed', 'cancelled'].includes(this.stateOf(key)))
  }
}
