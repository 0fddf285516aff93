import type { Json } from '../platform/json.ts'
import { formatMicro, type Micro } from '../platform/money.ts'
import type { Problem } from '../platform/outcome.ts'
import { inUnits } from '../catalog/index.ts'
import type { Order, OrderLine } from './order.ts'
import type { OrderLineInput } from './order-input.ts'
import type { ParsedLine } from './parse.ts'

/**
 * What an amendment says of a running order, compared with what stands (O-54, O-60, O-61, A5-2): lines by key, members by whether they
 * matter. Pure.
 */

/** What an amendment says of one line. */
export interface LineChange {
  /** Its place in the amendment. */
  index: number
  lineNo?: number
  remove?: true
  says: Partial<OrderLineInput>
}

export interface Amendment {
  /** It is the whole order: lines that it does not name are removed. */
  whole: boolean
  lines: readonly LineChange[]
  /** The day that is asked for all lines which say none; undefined: nothing is said of it. */
  requestedOn?: string
  /** What stays keeps its price, or everything that may is priced anew (A5-13). */
  prices: 'keep' | 'today'
}

/** What of a line no act decides on. */
export interface LineWords {
  custom: Json
  waterfall: Json
}

/** A line as it stands, as far as an amendment is compared with it. */
export interface StandingLine {
  line: OrderLine
  /** Not cancelled. */
  wanted: Micro
  /** Has left, or was billed: it does not change (A5-8). */
  begun: Micro
  /** The days that are asked for what has not left. */
  days: ReadonlySet<string | null>
  /** The place where it is collected; null: it is sent. */
  boundTo: string | null
  words: LineWords
  /** It goes with other lines, or others go with it. */
  linked: boolean
}

/** A change with the line that it is about. */
export interface Matched {
  change: LineChange
  /** Undefined: it adds a line. */
  standing: StandingLine | undefined
  /** The line as it is stated from now on; null: it is removed. */
  input: OrderLineInput | null
}

export type DeltaKind = 'same' | 'noted' | 'changed' | 'added' | 'removed'

/** What becomes of a line. */
export interface LineDelta {
  kind: DeltaKind
  /** null: it is added. */
  lineNo: number | null
  /** Where the amendment says so; null: it names the line nowhere. */
  index: number | null
  /** As it is stated, by its place among those that are; null: it is removed. */
  place: number | null
  /** Before, and from now on; in what its item is stocked in. */
  wanted: Micro
  target: Micro
  /** What has not left is priced, or taxed, anew. */
  repriced: boolean
  /** The day that is asked for from now on; null: it stays. */
  day: string | null
}

/** The lines of an order as an amendment is compared with them. */
export function standingLines(
  order: Order,
  words: ReadonlyMap<number, LineWords>,
  codeOf: (locationId: bigint) => string,
  linked: ReadonlySet<number>,
): StandingLine[] {
  const byLine = Map.groupBy(order.parts, ({ lineNo }) => lineNo)
  return order.lines.map((line): StandingLine => {
    const parts = byLine.get(line.lineNo) ?? []
    const open = parts.filter((part) => part.quantity - part.cancelled > most(part.shipped, part.invoiced))
    const bound = parts.find((part) => part.bound)
    return {
      line,
      wanted: parts.reduce((sum, part) => sum + part.quantity - part.cancelled, 0n),
      begun: parts.reduce((sum, part) => sum + most(part.shipped, part.invoiced), 0n),
      days: new Set(open.map(({ requestedOn }) => requestedOn)),
      boundTo: bound ? codeOf(bound.locationId!) : null,
      words: words.get(line.lineNo) ?? { custom: {}, waterfall: [] },
      linked: linked.has(line.lineNo),
    }
  })
}

/**
 * The lines that changes are about: by number, else by the id of the caller, else, of a whole order whose lines have none, by their places
 * (O-61). A line that nothing is wanted of any more is none.
 */
export function matchLines(
  standing: readonly StandingLine[],
  amendment: Amendment,
): { matched: Matched[]; unnamed: StandingLine[]; problems: Problem[] } {
  const { whole, lines } = amendment
  const problems: Problem[] = []
  const byNo = new Map(standing.map((one) => [one.line.lineNo, one]))
  const wanted = standing.filter((one) => one.wanted > 0n)
  // What was replaced stands behind what it replaced.
  const byId = new Map(
    wanted.flatMap((one) => (one.line.externalLineId === null ? [] : [[one.line.externalLineId, one]])),
  )
  const taken = new Set<StandingLine>()
  const matched = lines.flatMap((change): Matched[] => {
    const { index, lineNo, says, remove } = change
    const note = (member: string, code: string, message: string): [] => {
      problems.push({ path: `/lines/${index}${member}`, code, message })
      return []
    }
    let found: StandingLine | undefined
    if (lineNo !== undefined) {
      found = byNo.get(lineNo)
      if (!found) return note('/lineNo', 'unknown_line', `the order has no line ${lineNo}`)
      if (found.wanted === 0n)
        return note('/lineNo', 'unknown_line', `nothing is wanted of line ${lineNo} any more`)
    } else if (says.lineId !== undefined) found = byId.get(says.lineId)
    else if (whole) found = atPlace(wanted, index, says.sku, taken)
    if (!found && remove)
      return note(
        says.lineId === undefined ? '/lineNo' : '/lineId',
        says.lineId === undefined ? 'required' : 'unknown_line',
        says.lineId === undefined ? 'which line is to go?' : `the order has no line ${says.lineId}`,
      )
    if (found && taken.has(found))
      return note('', 'duplicate_line', `line ${found.line.lineNo} is named twice`)
    if (found) taken.add(found)
    if (remove) return [{ change, standing: found, input: null }]
    if (!found)
      for (const member of ['sku', 'quantity'] as const)
        if (says[member] === undefined)
          note(`/${member}`, 'required', 'a line that is added says what it is of, and how much')
    return [{ change, standing: found, input: statedOf(found, says, amendment) }]
  })
  return { matched, unnamed: wanted.filter((one) => !taken.has(one)), problems }
}

function atPlace(
  wanted: readonly StandingLine[],
  index: number,
  sku: string | undefined,
  taken: ReadonlySet<StandingLine>,
): StandingLine | undefined {
  const free = wanted.filter((one) => one.line.externalLineId === null && !taken.has(one))
  return free.find((one) => one.line.lineNo === index + 1) ?? free.find((one) => one.line.sku === sku)
}

/** A line as it is stated from now on: what the amendment does not say of one that it changes stays. */
function statedOf(
  standing: StandingLine | undefined,
  says: Partial<OrderLineInput>,
  { whole, requestedOn }: Amendment,
): OrderLineInput {
  if (!standing) return { sku: '?', quantity: '1', ...says }
  const { line, wanted, boundTo, days } = standing
  const day = [...days].reduce(
    (last, one) => (one !== null && (last === null || one > last) ? one : last),
    null,
  )
  const uom = line.sold?.uom
  const quantity = line.sold && says.uom === undefined ? inUnits(line.sold, wanted) : wanted
  return {
    ...(line.externalLineId === null ? {} : { lineId: line.externalLineId }),
    sku: line.sku,
    // What is left of a unit that was opened is stated in what it is stocked in.
    ...(uom === undefined || quantity === undefined ? {} : { uom }),
    quantity: formatMicro(quantity ?? wanted),
    ...(whole || boundTo === null ? {} : { location: boundTo }),
    // What is wanted more is wanted when the rest is.
    ...(requestedOn !== undefined || day === null ? {} : { requestedOn: day }),
    ...says,
  }
}

/** What the comparison of a line needs beside what it says. */
export interface Comparing {
  whole: boolean
  prices: Amendment['prices']
  requestedOn: string | undefined
  /** Where it goes is another place: what has not left is taxed anew. */
  moved: boolean
  /** Does what is stated come to another price than what stands? Asked of prices that a source states. */
  pricedOtherwise(place: number, standing: StandingLine): boolean
}

/** What becomes of each line, and what may not (A5-8, A5-11). */
export function compareLines(
  matched: readonly Matched[],
  unnamed: readonly StandingLine[],
  parsed: readonly ParsedLine[],
  asked: Comparing,
): { deltas: LineDelta[]; problems: Problem[] } {
  const problems: Problem[] = []
  let place = 0
  const deltas = matched.flatMap((one): LineDelta[] => {
    const { change, standing, input } = one
    const { index } = change
    if (!input) return [removed(standing!, index, problems)]
    const at = place++
    const line = parsed[at]!
    if (!standing) return [added(index, at, line)]
    return compareLine({ ...one, standing, input }, at, line, asked, problems)
  })
  for (const standing of unnamed) {
    if (asked.whole) deltas.push(removed(standing, null, problems))
    else deltas.push(asOthers(standing, asked))
  }
  return { deltas, problems }
}

function added(index: number, place: number, { quantity }: ParsedLine): LineDelta {
  return { ...NOTHING, kind: 'added', lineNo: null, index, place, wanted: 0n, target: quantity }
}

const NOTHING = { repriced: false, day: null }

function removed(standing: StandingLine, index: number | null, problems: Problem[]): LineDelta {
  const { line, wanted, begun } = standing
  if (begun > 0n) problems.push(hasLeft(standing, index, '', 'it cannot go'))
  return { ...NOTHING, kind: 'removed', lineNo: line.lineNo, index, place: null, wanted, target: 0n }
}

/** A line that an amendment of some lines does not name: what is said of the whole order concerns it, too. */
function asOthers(standing: StandingLine, { requestedOn, moved, prices }: Comparing): LineDelta {
  const { line, wanted, begun, days } = standing
  const day = requestedOn !== undefined && differs(days, requestedOn) ? requestedOn : null
  const repriced = (moved || prices === 'today') && begun < wanted
  const kind = day !== null || repriced ? 'changed' : 'same'
  return { kind, lineNo: line.lineNo, index: null, place: null, wanted, target: wanted, repriced, day }
}

function compareLine(
  { change, standing, input }: Matched & { standing: StandingLine; input: OrderLineInput },
  place: number,
  { quantity }: ParsedLine,
  asked: Comparing,
  problems: Problem[],
): LineDelta[] {
  const { line, wanted, begun, days, boundTo, words, linked } = standing
  const { index, says } = change
  const { lineNo } = line
  const note = (member: string, code: string, message: string) =>
    problems.push({ path: `/lines/${index}/${member}`, code, message })
  const other = says.sku !== undefined && says.sku !== line.sku
  const elsewhere = (input.location ?? null) !== boundTo
  const inOtherUnit = (input.uom ?? line.uom) !== (line.sold?.uom ?? line.uom)
  if (other || elsewhere || inOtherUnit) {
    const member = other ? 'sku' : elsewhere ? 'location' : 'uom'
    if (begun > 0n) problems.push(hasLeft(standing, index, `/${member}`, 'it stays what it is'))
    if (linked) note(member, 'goes_with_others', GOES_WITH_OTHERS)
    const gone: LineDelta = {
      ...NOTHING,
      kind: 'removed',
      lineNo,
      index,
      place: null,
      wanted,
      target: 0n,
    }
    return [gone, { ...NOTHING, kind: 'added', lineNo: null, index, place, wanted: 0n, target: quantity }]
  }
  // What was cancelled since it was stated is not wanted again because the same is stated once more (A5-9).
  const stands = quantity === wanted || (asked.whole && quantity === line.quantity)
  const target = stands ? wanted : quantity
  const asksDay = says.requestedOn ?? asked.requestedOn
  const day = asksDay !== undefined && begun < wanted && differs(days, asksDay) ? asksDay : null
  const named = !asked.whole && (says.unitPrice !== undefined || says.discounts !== undefined)
  const wantsPrice = named || asked.prices === 'today' || asked.pricedOtherwise(place, standing)
  const repriced = (wantsPrice || asked.moved) && begun < target
  // What cannot be read is told as that.
  if (target < begun && target > 0n)
    problems.push(hasLeft(standing, index, '/quantity', 'less cannot be wanted'))
  if (wantsPrice && begun > 0n && named)
    problems.push(hasLeft(standing, index, '/unitPrice', 'its price stays'))
  if (linked && (target > wanted || repriced)) note('quantity', 'goes_with_others', GOES_WITH_OTHERS)
  if (line.charges.length > 0 && (target > wanted || repriced))
    note('quantity', 'charged_beside', 'it is charged beside its price: add another line for more')
  const changed = target !== wanted || repriced || day !== null
  const noted = says.custom !== undefined && !sameJson(says.custom as Json, words.custom)
  const kind = changed ? 'changed' : noted ? 'noted' : 'same'
  return [{ kind, lineNo, index, place, wanted, target, repriced, day }]
}

const GOES_WITH_OTHERS = 'it goes with other lines: take it away, or add another'

function hasLeft({ line, begun }: StandingLine, index: number | null, member: string, what: string): Problem {
  const path = index === null ? '/lines' : `/lines/${index}${member}`
  const message = `${formatMicro(begun)} of line ${line.lineNo} have left, or were billed: ${what}`
  return { path, code: 'has_left', message }
}

function differs(days: ReadonlySet<string | null>, day: string): boolean {
  return [...days].some((one) => one !== day)
}

function sameJson(one: Json, other: Json): boolean {
  return canonical(one) === canonical(other)
}

function canonical(value: Json): string {
  return JSON.stringify(value, (_key, of: unknown) =>
    of !== null && typeof of === 'object' && !Array.isArray(of)
      ? Object.fromEntries(Object.entries(of).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : of,
  )
}

function most(one: Micro, other: Micro): Micro {
  return one > other ? one : other
}
