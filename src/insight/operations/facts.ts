import { readTogether } from '../../platform/snapshot.ts'
import type { Database } from '../../platform/database/index.ts'
import { readLineFacts, readOrderFacts } from './facts.sql.ts'
import { MEASURES, type LineFact, type OrderFact, type Sums } from './measures.ts'

/** An order, of any company. */
export interface OrderName {
  companyId: bigint
  orderId: bigint
}

/** What the measures ask of some orders, of one moment; those that do not count (drafts, cancelled) are left out. Newest first. */
export async function readFacts(db: Database, orders: readonly OrderName[]): Promise<OrderFact[]> {
  if (orders.length === 0) return []
  const of = {
    companyIds: orders.map(({ companyId }) => companyId),
    orderIds: orders.map(({ orderId }) => orderId),
  }
  const found = await readTogether(db, (reader) => ({
    orders: reader.read(readOrderFacts, of),
    lines: reader.read(readLineFacts, of),
  }))
  const linesOf = Map.groupBy(found.lines, (line) => `${line.company_id}/${line.order_id}`)
  return found.orders.map((row): OrderFact => {
    const lines = (linesOf.get(`${row.company_id}/${row.id}`) ?? []).map((line): LineFact => ({
      lineNo: line.line_no,
      sku: line.sku,
      ordered: line.ordered,
      shipped: line.shipped,
      firstShipped: line.first_shipped,
      requestedOn: line.requested_on,
      promisedOn: line.promised_on,
      firstPromisedOn: line.first_promised_on,
      firstShipOn: line.first_ship_on,
      lastShipOn: line.last_ship_on,
    }))
    return {
      companyId: row.company_id,
      orderId: row.id,
      source: row.source,
      submittedAt: row.submitted_at,
      placedAt: row.placed_at,
      day: row.day,
      orderedOn: row.ordered_on,
      requestedOn: row.requested_on,
      allShipped: lines.length > 0 && lines.every((line) => line.shipped >= line.ordered),
      allBilled: row.billing_status === 'billed',
      byHand: row.by_hand,
      shippedAt: row.shipped_at,
      paidAt: row.paid_at,
      heldMs: row.held_ms,
      netMinor: row.net,
      costMinor: row.cost,
      lines,
    }
  })
}

/** What the orders of a company, a day and a source add to a measure. */
export interface Tally extends Sums {
  companyId: bigint
  code: number
  day: string
  source: string
}

/** What an order adds to all measures: the sums of its rows. */
export function talliesOf(order: OrderFact): Tally[] {
  const { companyId, day, source } = order
  return added(
    MEASURES.flatMap(({ code, of }) =>
      (of?.(order) ?? []).map((part) => ({ ...part, companyId, code, day, source })),
    ),
  )
}

/** One sum for each company, code, day, source and bin; `sign` −1 takes off. What comes to nothing is left out. */
export function added(tallies: readonly (Tally & { sign?: 1n | -1n })[]): Tally[] {
  const sums = new Map<string, Tally>()
  for (const { companyId, code, day, source, bin, numerator, denominator, sign = 1n } of tallies) {
    const key = `${companyId} ${code} ${day} ${bin} ${source}`
    const sum = sums.get(key) ?? { companyId, code, day, source, bin, numerator: 0n, denominator: 0n }
    sum.numerator += sign * numerator
    sum.denominator += sign * denominator
    sums.set(key, sum)
  }
  return [...sums.values()].filter((one) => one.numerator !== 0n || one.denominator !== 0n)
}
