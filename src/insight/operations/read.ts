import type { Database, Reader } from '../../platform/database/index.ts'
import { addDays } from '../../platform/clock.ts'
import { readTogether } from '../../platform/snapshot.ts'
import {
  countDays,
  countWindow,
  listDayFacts,
  readCompanyHead,
  readLineFacts,
  readOrderFacts,
} from './facts.sql.ts'
import {
  DAY_NUMBERS,
  type DayNumber,
  type LineFact,
  type Measure,
  type OrderFact,
  type Part,
  type Terms,
} from './measures.ts'

/** Days of the company, both inclusive, and the channel; null = all. */
export interface Window {
  companyId: bigint
  from: string
  to: string
  source: string | null
}

/** Orders that one answer measures: the newest of the window. 10,000 of two lines took 1.6 s on two busy cores. */
export const MOST_ORDERS = 10_000
/** Facts of history that one answer counts: 130,000 took 3.3 s on two busy cores. */
export const MOST_FACTS = 100_000

/** The facts of a window, of one moment: everything up to `pos` of the company's log, nothing behind it. */
export async function readFacts(
  db: Database,
  window: Window,
): Promise<{ pos: bigint; whole: boolean; orders: OrderFact[] }> {
  const asked = {
    companyId: window.companyId,
    fromOn: window.from,
    toOn: window.to,
    budget: BigInt(MOST_ORDERS),
  }
  const found = await readTogether(db, (reader) => ({
    head: reader.read(readCompanyHead, { companyId: window.companyId }),
    size: reader.read(countWindow, asked),
    orders: reader.read(readOrderFacts, { ...asked, source: window.source }),
    lines: reader.read(readLineFacts, asked),
  }))
  const linesOf = Map.groupBy(found.lines, (line) => line.order_id)
  const orders = found.orders.map((row): OrderFact => {
    const lines = (linesOf.get(row.id) ?? []).map((line): LineFact => ({
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
      orderId: row.id,
      source: row.source,
      submittedAt: row.submitted_at,
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
  return { pos: found.head[0]!.pos, whole: found.size[0]!.placed <= BigInt(MOST_ORDERS), orders }
}

/** An order and what it adds to a measure. */
export interface Row {
  order: OrderFact
  part: Part
}

/** The rows of a measure, newest order first: all that its value is made of, and nothing else. */
export function rowsOf(measure: Measure, orders: readonly OrderFact[], terms: Terms): Row[] {
  return orders.flatMap((order) => (measure.of?.(order, terms) ?? []).map((part) => ({ order, part })))
}

export type By = 'day' | 'week' | 'month'

/** The day on which a day, a week (Monday) or a month begins. */
export function bucketOf(day: string, by: By): string {
  if (by === 'day') return day
  if (by === 'month') return `${day.slice(0, 7)}-01`
  return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))
}

/** The numbers of each day, with the days on which nothing was; `looked` tells whether all of the window was counted. */
export async function readDays(
  db: Database,
  window: Window,
): Promise<{ pos: bigint; whole: boolean; days: { day: string; numbers: Map<string, bigint> }[] }> {
  const found = await readTogether(db, (reader) => ({
    head: reader.read(readCompanyHead, { companyId: window.companyId }),
    rows: reader.read(countDays, {
      companyId: window.companyId,
      fromOn: window.from,
      toOn: window.to,
      source: window.source,
      budget: BigInt(MOST_FACTS),
      kinds: DAY_NUMBERS.flatMap(({ id, events }) => events.map(() => id)),
      events: DAY_NUMBERS.flatMap(({ events }) => events),
    }),
  }))
  const days: { day: string; numbers: Map<string, bigint> }[] = []
  for (let day = window.from; day <= window.to; day = addDays(day, 1)) {
    const counted = new Map(found.rows.filter((row) => row.day === day).map((row) => [row.kind, row]))
    const numbers = DAY_NUMBERS.map(({ id, counts }) => [id, counted.get(id)?.[counts] ?? 0n] as const)
    days.push({ day, numbers: new Map(numbers) })
  }
  return {
    pos: found.head[0]!.pos,
    whole: found.rows.every((row) => row.looked < BigInt(MOST_FACTS)),
    days,
  }
}

/** A page of the facts behind a number of days, oldest first. */
export function listFacts(
  db: Reader,
  window: Window,
  number: DayNumber,
  page: { after: readonly [bigint, bigint]; limit: number },
) {
  return db.read(listDayFacts, {
    companyId: window.companyId,
    fromOn: window.from,
    toOn: window.to,
    source: window.source,
    events: number.events,
    firsts: number.counts === 'orders',
    afterPos: page.after[0],
    afterId: page.after[1],
    fetch: BigInt(page.limit + 1),
  })
}
