import { FINEST, inStockUnits, type Item } from '../catalog/index.ts'
import { formatMicro, MICRO, type Micro } from '../platform/money.ts'
import { refuse, type Problem, type Refusal } from '../platform/outcome.ts'
import { leftOf, unitsIn, type Alternative, type Quote, type QuoteLine, type Taken } from './quote.ts'

/** What an acceptance takes of the lines of an alternative. Pure. */

/** As it is asked for. `quantity` null: all that is left. `uom`: the unit that the line is quoted in; absent: the one that its item is stocked in. */
export interface AskedLine {
  lineNo: number
  quantity: Micro | null
  uom?: string
}

/** Items of the company as they are today. */
export type ItemOf = (sku: string) => Pick<Item, 'decimals'> | undefined

/**
 * What is to be ordered by line, of what is left.
 *
 * @param asked null: all of it
 */
export function takenOf(
  asked: readonly AskedLine[] | null,
  quote: Quote,
  alternative: Alternative,
  itemOf: ItemOf,
): Map<number, Taken> | Refusal {
  const left = leftOf(quote, alternative)
  const lines = new Map(alternative.lines.filter(({ stated }) => stated).map((line) => [line.lineNo, line]))
  if (asked === null) return withinCovered(left, lines)
  const taken = new Map<number, Taken>()
  const problems: Problem[] = []
  for (const [index, one] of asked.entries()) {
    const { lineNo } = one
    const note = (member: string, code: string, message: string) =>
      problems.push({ path: `/lines/${index}/${member}`, code, message })
    const line = lines.get(lineNo)
    if (!line) note('lineNo', 'unknown_line', `alternative ${alternative.code} has no line ${lineNo}`)
    else if (taken.has(lineNo)) note('lineNo', 'duplicate_line', `line ${lineNo} is named twice`)
    else taken.set(lineNo, takeOf(one, line, left.get(lineNo)!, itemOf, note))
  }
  return problems.length > 0 ? refuse('acceptance_refused', problems) : taken
}

function takeOf(
  { quantity: asked, uom }: AskedLine,
  line: QuoteLine,
  left: Taken,
  itemOf: ItemOf,
  note: (member: string, code: string, message: string) => void,
): Taken {
  const { sold } = line
  const inUnits = uom !== undefined && uom !== line.uom
  if (inUnits && uom !== sold?.uom) {
    note('uom', 'unknown_unit', `it is quoted in ${[line.uom, ...(sold ? [sold.uom] : [])].join(' and ')}`)
    return left
  }
  if (left.quantity === 0n) note('lineNo', 'nothing_left', 'all of it was ordered')
  if (asked === null || left.quantity === 0n) return left
  const taken = inUnits ? unitsOf(line, asked, left, itemOf) : { quantity: asked, units: null }
  if (taken.quantity <= 0n) note('quantity', 'bad_quantity', 'a quantity above 0')
  else if (isMore(taken, left)) {
    const most = inUnits ? `${formatMicro(left.units!)} ${uom}` : formatMicro(left.quantity)
    note('quantity', 'more_than_left', `${most} are left`)
  } else if (sold?.whole && unitsIn(line, taken) % MICRO !== 0n)
    note('quantity', 'unit_not_whole', `it is quoted in whole ${sold.uom}`)
  return taken
}

/**
 * So many of the unit that a line is quoted in, in what its item is stocked in, as an order of them has it. What is measured is rounded with
 * each part, so the last one takes what is left.
 */
function unitsOf({ sku, sold }: QuoteLine, units: Micro, left: Taken, itemOf: ItemOf): Taken {
  const quantity = inStockUnits(sold!, itemOf(sku) ?? { decimals: FINEST }, units)
  const isLast = units === left.units || (quantity > left.quantity && units < left.units!)
  return { quantity: isLast ? left.quantity : quantity, units }
}

/** More units than are left, but for what rounding makes of them. */
function isMore({ quantity, units }: Taken, left: Taken): boolean {
  if (units === null) return quantity > left.quantity
  return units > left.units! && quantity !== left.quantity
}

/** The quantity that an order states for what is taken of a line, so that it has exactly that of what its item is stocked in. */
export function statedQuantity(line: QuoteLine, taken: Taken, itemOf: ItemOf): Micro {
  const { sold, sku } = line
  if (!sold) return taken.quantity
  const item = itemOf(sku) ?? { decimals: FINEST }
  const { quantity, units } = taken
  return units !== null && inStockUnits(sold, item, units) === quantity
    ? units
    : unitsIn(line, { quantity, units: null })
}

/** All that is left: of what covers another line no more than is taken of that, for the order would refuse it. */
function withinCovered(
  left: ReadonlyMap<number, Taken>,
  lines: ReadonlyMap<number, QuoteLine>,
): Map<number, Taken> {
  const taken = new Map([...left].filter(([, { quantity }]) => quantity > 0n))
  const byId = new Map([...lines.values()].map((line) => [line.stated!.lineId, line.lineNo]))
  for (const [lineNo, { quantity }] of taken) {
    const covers = lines.get(lineNo)!.stated!.covers
    if (!covers) continue
    const most = taken.get(byId.get(covers.lineId)!)?.quantity ?? 0n
    if (most === 0n) taken.delete(lineNo)
    else if (quantity > most) taken.set(lineNo, { quantity: most, units: null })
  }
  return taken
}
