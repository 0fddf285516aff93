import { inStockUnits, type Item } from '../catalog/index.ts'
import type { JsonObject } from '../platform/json.ts'
import { formatMicro, MICRO, readMicro, type Micro } from '../platform/money.ts'
import type { Problem } from '../platform/outcome.ts'
import type { LineToPrice } from '../pricing/index.ts'
import type { OrderLineInput } from './order-input.ts'
import type { ParsedLine } from './parse.ts'

/** Lines that cover others, such as a warranty (A9-13). Pure. */

/** Periods that a coverage may last; ten would do, were they always years. */
const MOST_PERIODS = 1000n * MICRO

function durationOf({ covers }: CoverLine): Micro | undefined {
  const read = covers && readMicro(covers.duration, MOST_PERIODS)
  return typeof read === 'bigint' && read > 0n ? read : undefined
}

function quantityOf({ quantity }: CoverLine): Micro {
  const read = readMicro(quantity, MOST_PERIODS * MICRO)
  return typeof read === 'bigint' ? read : 0n
}

/** A coverage counts what the item of its line is stocked in: one price is of one of it. */
function stockedOf(line: CoverLine, item: Item | undefined): Micro {
  const unit = line.uom === undefined || line.uom === item?.uom ? undefined : item?.units?.get(line.uom)
  return unit ? inStockUnits(unit, item!, quantityOf(line)) : quantityOf(line)
}

/** A line of an order, or of a question, that may cover another one or be covered. */
export type CoverLine = Pick<OrderLineInput, 'lineId' | 'sku' | 'quantity' | 'uom' | 'covers' | 'discounts'>

/** What is wrong with what lines cover. */
export function judgeCovers(
  { lines }: { lines: readonly CoverLine[] },
  items: readonly (Item | undefined)[],
): Problem[] {
  if (!items.some((item) => item?.kind === 'coverage') && !lines.some(({ covers }) => covers)) return []
  const places = new Map(
    lines.flatMap(({ lineId }, index) => (lineId === undefined ? [] : [[lineId, index]])),
  )
  return lines.flatMap((line, index): Problem[] => {
    const item = items[index]
    const { covers } = line
    const problem = (member: string, code: string, message: string): Problem[] => [
      { path: `/lines/${index}/${member}`, code, message },
    ]
    if (!covers)
      return item?.kind === 'coverage'
        ? problem('covers', 'required', `${line.sku} covers another line: say which, and for how long`)
        : []
    if (item && item.kind !== 'coverage')
      return problem('covers', 'not_a_coverage', `${line.sku} covers nothing`)
    const place = places.get(covers.lineId)
    const problems: Problem[] = []
    if (durationOf(line) === undefined) {
      const message = `"${covers.duration}" is not a number of periods above 0 and up to ${formatMicro(MOST_PERIODS)}`
      problems.push(...problem('covers/duration', 'bad_quantity', message))
    }
    if (place === undefined || items[place]?.kind === 'coverage')
      return [
        ...problems,
        ...problem('covers/lineId', 'unknown_line', `no line ${covers.lineId} can be covered`),
      ]
    const covered = lines[place]!
    if (quantityOf(line) > stockedOf(covered, items[place]))
      problems.push(...problem('quantity', 'more_than_covered', `line ${covers.lineId} has fewer`))
    if ((line.discounts ?? []).length > 0)
      problems.push(...problem('discounts', 'not_discountable', 'nothing is taken off a coverage'))
    return problems
  })
}

/** What a line covers, for its price; undefined: nothing. */
export function coverOf(
  { input }: ParsedLine,
  { coverage }: Item,
  lines: readonly ParsedLine[],
): LineToPrice['covers'] {
  const { covers } = input
  if (!coverage || !covers) return undefined
  const line = lines.findIndex((one) => one.input.lineId === covers.lineId)
  return { line, percent: coverage.percent, basis: coverage.basis, duration: durationOf(input) ?? MICRO }
}

/** The decision that is kept: `covers: [[line, line that it covers, periods, what a period is], …]`, by line numbers. */
export function coversDecided(
  lines: readonly { input: Pick<CoverLine, 'lineId' | 'covers'> }[],
  lineNos: readonly number[],
  items: readonly (Item | undefined)[],
): JsonObject {
  const rows = lines.flatMap(({ input: { covers } }, index) => {
    if (!covers) return []
    const place = lines.findIndex(({ input }) => input.lineId === covers.lineId)
    const period = items[index]?.coverage?.period ?? null
    return [[lineNos[index]!, place < 0 ? null : lineNos[place]!, String(covers.duration), period]]
  })
  return rows.length === 0 ? {} : { covers: rows }
}
