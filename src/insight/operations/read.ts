import { addDays } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/index.ts'
import type { CursorKey } from '../../platform/http/index.ts'
import { readTogether } from '../../platform/snapshot.ts'
import { instant } from '../../platform/wire.ts'
import { countTail, standings, touchedIn, type Counted } from './count.ts'
import { added, readFacts, talliesOf, type Tally } from './facts.ts'
import { listDayFacts, listOrdersOfDays, readPlacesOfDays } from './facts.sql.ts'
import {
  DAY_NUMBERS,
  type DayNumber,
  type Measure,
  type OrderFact,
  type Part,
  type Sums,
  type Terms,
} from './measures.ts'
import { readTallies } from './tallies.sql.ts'

/** Days of the company, both inclusive, and the channel; null = all. */
export interface Window {
  companyId: bigint
  from: string
  to: string
  source: string | null
}

/**
 * Changes of orders, and lines of these orders, behind the place that is counted that are still in an answer; 10,000 orders of
 * two lines took 1.6 s.
 */
export const MOST_TAIL = 30_000n
/** A count that is settled while an answer is read is met again; it is settled once a minute. */
const TRIES = 3

/** What is counted, and up to which place; `whole` is false while a first count is under way. */
interface Answer<T> {
  pos: bigint
  whole: boolean
  of: T
}

/** What is kept of some measures in a window, and what `tail` says of the places behind, in one snapshot. */
async function readKept<T>(
  db: Database,
  window: Window,
  codes: readonly number[],
  tail: (reader: Parameters<Parameters<typeof readTogether>[1]>[0], at: Counted) => Promise<T>,
): Promise<Answer<{ kept: Tally[]; tail: T }>> {
  const { companyId, from: fromOn, to: toOn, source } = window
  for (let attempt = 1; ; attempt += 1) {
    const [at] = await standings(db, [companyId], MOST_TAIL)
    if (at === undefined) throw new Error(`There is no company ${companyId}`)
    const { edition, pos, until } = at
    const found = await readTogether(db, (reader) => ({
      again: standings(reader, [companyId], 1n),
      kept: reader.read(readTallies, { companyId, edition, codes, fromOn, toOn, source }),
      tail: tail(reader, at),
    }))
    const [again] = found.again
    const moved = again?.edition !== edition || again.pos !== pos
    if (moved && attempt < TRIES) continue
    if (moved) throw new Error(`The count of company ${companyId} moves on too fast`)
    const kept = found.kept.map((row) => ({ ...row, companyId, source: source ?? '' }))
    return { pos: until, whole: until === at.head, of: { kept, tail: found.tail } }
  }
}

const within =
  ({ from, to, source }: Window, codes: readonly number[]) =>
  (tally: Tally): boolean =>
    codes.includes(tally.code) &&
    tally.day >= from &&
    tally.day <= to &&
    (source === null || tally.source === source)

/** The numbers of each day, with the days on which nothing was. */
export async function readDays(
  db: Database,
  window: Window,
): Promise<Answer<{ day: string; numbers: Map<string, bigint> }[]>> {
  const codes = DAY_NUMBERS.map(({ code }) => code)
  const { pos, whole, of } = await readKept(db, window, codes, (reader, at) => countTail(reader, [at]))
  const counted = new Map<string, { numerator: bigint; denominator: bigint }>()
  for (const { code, day, numerator, denominator } of [
    ...of.kept,
    ...of.tail.filter(within(window, codes)),
  ]) {
    const sum = counted.get(`${day} ${code}`) ?? { numerator: 0n, denominator: 0n }
    counted.set(`${day} ${code}`, {
      numerator: sum.numerator + numerator,
      denominator: sum.denominator + denominator,
    })
  }
  const days: { day: string; numbers: Map<string, bigint> }[] = []
  for (let day = window.from; day <= window.to; day = addDays(day, 1)) {
    const numbers = DAY_NUMBERS.map(({ id, code, counts }) => {
      const sum = counted.get(`${day} ${code}`)
      return [id, (counts === 'orders' ? sum?.numerator : sum?.denominator) ?? 0n] as const
    })
    days.push({ day, numbers: new Map(numbers) })
  }
  return { pos, whole, of: days }
}

/**
 * The sums of a measure by day. What the tail touched is read after the snapshot: an order that changed in between counts as
 * it is now, and once.
 */
export async function readMeasure(
  db: Database,
  window: Window,
  measure: Measure,
): Promise<Answer<(Sums & { day: string })[]>> {
  const codes = [measure.code]
  const { pos, whole, of } = await readKept(db, window, codes, (reader, at) => touchedIn(reader, [at]))
  const now = await readFacts(db, of.tail.orders)
  const tail = [
    ...of.tail.kept.map((tally) => ({ ...tally, sign: -1n as const })),
    ...now.flatMap(talliesOf),
  ].filter(within(window, codes))
  return {
    pos,
    whole,
    of: added([...of.kept, ...tail.map((tally) => ({ ...tally, source: window.source ?? '' }))]),
  }
}

export type By = 'day' | 'week' | 'month'

/** The day on which a day, a week (Monday) or a month begins. */
export function bucketOf(day: string, by: By): string {
  if (by === 'day') return day
  if (by === 'month') return `${day.slice(0, 7)}-01`
  return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))
}

/** Places of the log (0.2 s), and versions of orders, that one page looks at; a page may be short and still lead on. */
const PAGE_PLACES = 50_000n
const PAGE_VERSIONS = 10_000
/** Orders whose facts one page of a measure reads (0.1 s), and lines of them; one order at least. */
const PAGE_ORDERS = 500
const PAGE_LINES = 10_000

interface Page<T> {
  rows: T[]
  /** The key behind which the next page starts; null at the end. */
  next: readonly CursorKey[] | null
}

/** A page of the facts behind a number of days, oldest first; its key is place and order. */
export async function listFacts(
  db: Database,
  { companyId, from, to, source }: Window,
  number: DayNumber,
  page: { after: readonly CursorKey[] | null; limit: number },
) {
  const [days] = await db.read(readPlacesOfDays, { companyId, fromOn: from, toOn: to })
  const [afterPos, afterId] = (page.after ?? [0n, 0n]) as [bigint, bigint]
  const first = afterPos > days!.first ? afterPos : days!.first
  const last = first + PAGE_PLACES < days!.last ? first + PAGE_PLACES : days!.last
  const facts = await db.read(listDayFacts, {
    companyId,
    first,
    last,
    source,
    events: number.events,
    firsts: number.counts === 'orders',
    afterPos,
    afterId,
    fetch: BigInt(page.limit + 1),
  })
  const rows = facts.slice(0, page.limit)
  const shown = rows.at(-1)
  if (facts.length > rows.length) return { rows, next: [shown!.pos, shown!.order_id] as const }
  return { rows, next: last < days!.last ? ([last, LAST_ID] as const) : null }
}

/** Behind every order of a place, and every line of an order. */
const LAST_ID = 2n ** 63n - 1n

/** An order and what it adds to a measure. */
export interface Row {
  order: OrderFact
  part: Part
}

/** A page of the rows of a measure, newest order first; its key is time, order and line. */
export async function listRows(
  db: Database,
  { companyId, from, to, source }: Window,
  measure: Measure,
  terms: Terms,
  page: { after: readonly CursorKey[] | null; limit: number },
): Promise<Page<Row>> {
  const after = page.after as readonly [at: string, orderId: bigint, line: bigint] | null
  const found = await db.read(listOrdersOfDays, {
    companyId,
    fromOn: from,
    toOn: to,
    source,
    afterAt: after === null ? null : new Date(after[0]),
    afterId: after?.[1] ?? null,
    budget: BigInt(PAGE_VERSIONS),
    fetch: BigInt(PAGE_ORDERS + 1),
  })
  let lines = 0
  const looked = found.slice(0, PAGE_ORDERS).filter((row, at) => {
    if (row.matches) lines += row.lines
    return at === 0 || lines <= PAGE_LINES
  })
  const orders = await readFacts(
    db,
    looked.filter((row) => row.matches).map((row) => ({ companyId, orderId: row.id })),
  )
  const all = orders
    .flatMap((order) => rowsOf(measure, order, terms))
    .filter(
      ({ order, part }) =>
        after === null || order.orderId !== after[1] || BigInt(part.line?.lineNo ?? 0) > after[2],
    )
  const rows = all.slice(0, page.limit)
  const shown = rows.at(-1)
  if (all.length > rows.length) {
    const { order, part } = shown!
    return { rows, next: [instant(order.placedAt), order.orderId, BigInt(part.line?.lineNo ?? 0)] }
  }
  const last = looked.at(-1)
  const more = found.length > looked.length || last?.ends === true
  return { rows, next: more ? [instant(last!.placed_at), last!.id, LAST_ID] : null }
}

/** The rows of an order in a measure, as it is asked. */
function rowsOf(measure: Measure, order: OrderFact, terms: Terms): Row[] {
  return (measure.of?.(order) ?? []).flatMap((part): Row[] => {
    const asked = measure.asked === undefined ? part : measure.asked(part, terms)
    return asked === null
      ? []
      : [{ order, part: { ...part, numerator: asked.numerator, denominator: asked.denominator } }]
  })
}
