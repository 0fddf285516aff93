import type { BillLine, CreditedLine, CreditTotal, Kept } from '../../billing/index.ts'
import type { Item } from '../../catalog/index.ts'
import type { Account, AccountPicture } from '../../customers/index.ts'
import type { Issued, Location } from '../../inventory/index.ts'
import type { ReturnAsked, TakenReturn } from '../../fulfillment/index.ts'
import type { ComponentLine, Order } from '../../orders/index.ts'
import type { Company, RateTable } from '../../organization/index.ts'
import type { Context } from '../../platform/batch/index.ts'
import type { Malformed } from '../../platform/http/index.ts'
import type { MayBeKeyed } from '../../platform/keyed.ts'
import type { Micro, Minor } from '../../platform/money.ts'
import { wrongDate } from '../plan/dated.ts'
import type { ReturnTerms } from './save-return-reason.ts'
import type { ItemOf } from '../plan/items-of.ts'
import type { Progress } from '../plan/progress.ts'
import type { Returnable } from './returnable.ts'
import type { Waiting } from '../waiting/serve-waiting.ts'

/** Goods that a customer sends back, or a credit without goods. */
export interface ReturnRequest extends MayBeKeyed {
  companyId: bigint
  actor: string
  /** Accounts whose orders the caller sees; all when absent or null. */
  accounts?: readonly bigint[] | null
  /** The order that they came from; null: nobody knows (an unreferenced credit). */
  orderId: bigint | null
  /** Number of the account; needed without an order. */
  account: string | null
  /** null: the order's; needed without an order. */
  currency: string | null
  reason: string
  /** Code of a reason of the set-up, which may keep a restocking fee; absent or null: nothing is kept. */
  reasonCode?: string | null
  /** Business date; null: today, of an order of the past its own day. */
  on: string | null
  /** Series of the credit memo; null: the order's own or the company's. */
  series: string | null
  lines: readonly ReturnLine[]
  /** It answers a request of a sender, which stands since then; absent: nobody asked. */
  asked?: ReturnAsked & { since: Date }
  /** What the sender gives back for it; absent: what was paid. It counts for a return of an order alone. */
  agreed?: AgreedBack
  /** It is refused for this, and for what else is wrong with it. */
  malformed?: Malformed
}

/**
 * A refund as it was agreed elsewhere, part by part, in minor units of the order's currency. `nets`: of the goods of each line;
 * `other`: what is given, or with a minus kept, for nothing of the order.
 */
export interface AgreedBack {
  nets: readonly Minor[]
  tax: Minor
  freight: Minor
  other: Minor
}

export interface ReturnLine {
  /** Which line of the order: its number, its fulfillment line, or every line with the SKU, in order. */
  lineNo: number | null
  fulfillmentLineId: bigint | null
  sku: string | null
  /** In what its item is stocked in, or in `uom`. */
  quantity: Micro
  /** The unit that its line was sold in, or the one that its item is stocked in; absent: that. */
  uom?: string
  /** Code of the location that takes the goods in; null: the one that they left. */
  location: string | null
  /** What is credited of a unit; null: what was paid for it. Needed without an order. */
  unitPrice: Micro | null
  /** What a unit is worth to stock, major units of the books' currency; null: what it cost when it left. */
  unitCost: Micro | null
  /** Does it go back to stock? Else it is scrapped, or there are no goods. */
  restock: boolean
}

export interface ReturnFacts {
  progress: Progress
  waiting: Waiting
  companies: Map<bigint, Company>
  accounts: AccountPicture
  items(company: bigint, sku: string): Item | undefined
  itemOf: ItemOf
  /** By company/order: lines that configured lines brought. */
  components: Map<string, ComponentLine[]>
  exchange: RateTable
  /** By company/fulfillment line. */
  credited: Map<string, CreditedLine[]>
  /** What was given beside goods, less what was kept of them, by company/order. */
  beside: Map<string, Minor>
  issued: Map<string, Issued>
  /** By company/order, of those that are asked for; and what credit memos came to. */
  taken: Map<string, TakenReturn[]>
  creditTotals: Map<string, CreditTotal[]>
  /** Freight that was kept of orders, less what of it was given back, by company/order. */
  keptFreight: Map<string, Kept[]>
  /** What the reasons keep that are named, by company/code. */
  terms: Map<string, ReturnTerms>
}

export type Note = (path: string, code: string, message: string) => void

/** A return that was found to be right: what is credited, and what goes where at which value. */
export interface Made {
  order: Order | undefined
  account: Account
  currency: string
  rateE10: bigint
  on: string
  series: string
  pieces: Piece[]
  /** What is given or kept beside the goods. */
  beside?: BillLine | undefined
  /** Freight that is kept, or given back after all. */
  keptFreight?: readonly BillLine[]
}

/** A quantity of one fulfillment line, or of an item, that comes back. */
export interface Piece {
  /** What of its part came back before it. */
  returnedBefore: Micro
  of: Returnable | undefined
  itemId: bigint
  bill: BillLine
  location: Location | undefined
  /** Minor units of the books' currency. */
  value: Minor
}

export function checkCost({ unitCost }: ReturnLine, path: string, note: Note): void {
  if (unitCost !== null && unitCost < 0n) note(`${path}/unitCost`, 'bad_price', 'a cost of 0 or more')
}

export function checkDate(
  progress: Progress,
  company: Company,
  { now }: Context,
  on: string,
  note: Note,
  after?: { on: string; what: string },
): void {
  const wrong = wrongDate(progress, company.id, now, on, after)
  if (wrong) note('/returnedOn', wrong.code, wrong.message)
}

export function checkSeries({ progress }: ReturnFacts, companyId: bigint, series: string, note: Note): void {
  if (!progress.billing.series.has(`${companyId}/${series}/0`))
    note('/series', 'unknown_series', `there is no number series ${series}`)
}
