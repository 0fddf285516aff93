import type { Static } from 'typebox'
import type { Database, Reader } from '../platform/database/index.ts'
import { decodeId } from '../platform/public-id.ts'
import { readTogether } from '../platform/snapshot.ts'
import { money, quantity } from '../platform/wire.ts'
import { namesOf } from './codes.ts'
import { costSources, keptCosts } from './cost-source.ts'
import {
  listOrderLines,
  listOrderPostings,
  listOrderTasks,
  listPartsOfLines,
  listTimeline,
  readOrderOfPage,
  readPartLine,
  sumLineAmounts,
} from './order-page.sql.ts'
import type { OrderLineRow, OrderPostingRow, OrderTaskRow, TimelinePageRow } from './order-page-shapes.ts'
import { readLocationCodes, readPartLines, readReserved, readRuleCodes } from './order.sql.ts'
import { renderBooks, renderFact, renderFulfillmentLine, renderLine, reservedOf } from './render-order.ts'
import { renderComponent, renderTask } from './render-plan.ts'
import type { Sight } from './sight.ts'

/** A page of something that an order has many of. `K` is the key behind which it starts. */
export interface PageAsked<K> {
  companyId: bigint
  orderId: bigint
  after: K
  limit: number
}

/** A page, whose order it is (for the row scope), and the key of the last row when there is more. */
export interface OrderPart<R, K> {
  accountId: bigint | null
  rows: R[]
  next: K | null
}

/** What the number of a line fits in. */
const MOST_LINES = 2_147_483_647

type Found<R, K> = Promise<OrderPart<R, K> | undefined>

/**
 * Lines by number, each with its parts and what became of it: an order of ten thousand lines is read a page at a time,
 * in one round trip.
 */
export async function listLines(
  db: Database,
  { limit, ...asked }: PageAsked<number>,
  sight: Sight,
): Found<Static<typeof OrderLineRow>, number> {
  const key = { ...asked, fetch: BigInt(limit + 1) }
  const found = await readTogether(db, (reader) => ({
    orders: reader.read(readOrderOfPage, key),
    lines: reader.read(listOrderLines, key),
    parts: reader.read(listPartsOfLines, key),
    reserved: reader.read(readReserved, key),
    amounts: reader.read(sumLineAmounts, key),
    rules: reader.read(readRuleCodes, key),
    locations: reader.read(readLocationCodes, key),
  }))
  const order = found.orders[0]
  if (order === undefined) return undefined
  const { currency, functional_currency: functional } = order
  const rules = namesOf(found.rules)
  const locations = namesOf(found.locations)
  const reserved = reservedOf(found.reserved)
  const of = {
    currency,
    functional,
    rules,
    sight,
    costs: costSources(order.decisions),
    kept: keptCosts(order.decisions),
    rateE10: order.rate_e10,
  }
  const partsOf = Map.groupBy(found.parts, (row) => row.line_no)
  const amountsOf = new Map(found.amounts.map((row) => [row.line_no, row]))
  const page = cut(found.lines, limit, (row) => row.line_no)
  const rows = page.rows.map((row) => {
    const parts = partsOf.get(row.line_no) ?? []
    const amounts = amountsOf.get(row.line_no)
    const sum = (of: 'cancelled' | 'shipped' | 'invoiced' | 'returned') =>
      quantity(parts.reduce((total, part) => total + part[of], 0n))
    return {
      ...renderLine(row, of),
      cancelled: sum('cancelled'),
      shipped: sum('shipped'),
      invoiced: sum('invoiced'),
      returned: sum('returned'),
      netCancelled: money(amounts?.cancelled ?? 0n, currency),
      netBilled: money(amounts?.billed ?? 0n, currency),
      netCredited: money(amounts?.credited ?? 0n, currency),
      parts: parts.map((part) => renderFulfillmentLine(part, { reserved, locations, sight })),
    }
  })
  return { accountId: order.account_id, rows, next: page.next }
}

/** How many lines stand before the one that is named by its number or by a part of it; 0 when it is none. */
export async function lineAt(
  db: Reader,
  key: { companyId: bigint; orderId: bigint },
  text: string | undefined,
): Promise<number> {
  const partId = decodeId('ful', text ?? '')
  const [part] = partId === undefined ? [] : await db.read(readPartLine, { ...key, partId })
  const line = part?.line_no ?? Number(text)
  return Number.isInteger(line) && line > 0 && line <= MOST_LINES ? line - 1 : 0
}

/** What happened, oldest first; of one fact the first hundred changes. */
export async function listFacts(
  db: Database,
  { limit, ...asked }: PageAsked<bigint>,
  sight: Sight,
): Found<Static<typeof TimelinePageRow>, bigint> {
  const key = { ...asked, fetch: BigInt(limit + 1) }
  const found = await readTogether(db, (reader) => ({
    orders: reader.read(readOrderOfPage, key),
    facts: reader.read(listTimeline, key),
    partLines: reader.read(readPartLines, key),
  }))
  const order = found.orders[0]
  if (order === undefined) return undefined
  const lineOf = new Map(found.partLines.map((row) => [row.id, row.line_no]))
  const page = cut(found.facts, limit, (row) => row.pos)
  const rows = page.rows.map((row) => ({
    ...renderFact(row, order.currency, lineOf, sight),
    changed: row.changed ?? 0,
  }))
  return { accountId: order.account_id, rows, next: page.next }
}

/** Postings by entry, each with the entry that it is of. */
export async function listPostings(
  db: Database,
  { limit, after, ...asked }: PageAsked<readonly [entryId: bigint, ordinal: number]>,
): Found<Static<typeof OrderPostingRow>, readonly [entryId: bigint, ordinal: number]> {
  const key = { ...asked, afterEntry: after[0], afterOrdinal: after[1], fetch: BigInt(limit + 1) }
  const found = await readTogether(db, (reader) => ({
    orders: reader.read(readOrderOfPage, key),
    postings: reader.read(listOrderPostings, key),
    partLines: reader.read(readPartLines, key),
  }))
  const order = found.orders[0]
  if (order === undefined) return undefined
  const lineOf = new Map(found.partLines.map((row) => [row.id, row.line_no]))
  const page = cut(found.postings, limit, (row) => [row.id, row.ordinal] as const)
  const entries = renderBooks(page.rows, order.functional_currency, lineOf)
  const rows = entries.flatMap(({ postings, ...entry }) => postings.map((posting) => ({ ...entry, posting })))
  return { accountId: order.account_id, rows, next: page.next }
}

/** Tasks of the plan, each with its component. */
export async function listTasks(
  db: Database,
  { limit, ...asked }: PageAsked<bigint>,
  sight: Sight,
): Found<Static<typeof OrderTaskRow>, bigint> {
  const key = { ...asked, fetch: BigInt(limit + 1) }
  const found = await readTogether(db, (reader) => ({
    orders: reader.read(readOrderOfPage, key),
    tasks: reader.read(listOrderTasks, key),
  }))
  const order = found.orders[0]
  if (order === undefined) return undefined
  const page = cut(found.tasks, limit, (row) => row.id)
  const rows = page.rows.map((row) => ({
    ...renderTask(row, sight),
    component: renderComponent({ ...row, kind: row.component_kind }, row.component_id),
    lines: row.lines,
    lineNos: row.line_nos,
  }))
  return { accountId: order.account_id, rows, next: page.next }
}

/** The rows of a page, of which one more than its limit was read. */
function cut<R, K>(found: readonly R[], limit: number, keyOf: (row: R) => K): { rows: R[]; next: K | null } {
  const rows = found.slice(0, limit)
  return { rows, next: found.length > limit ? keyOf(rows.at(-1)!) : null }
}
