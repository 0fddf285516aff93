import type { Item } from '../catalog/index.ts'
import type { Account } from '../customers/index.ts'
import type { Company } from '../organization/index.ts'
import { allocate, divRound, HUNDRED_PERCENT, mulPriceQuantity, type Minor } from '../platform/money.ts'
import {
  adjustmentsFor,
  pricesOf,
  withConverted,
  type AdjustmentQuestion,
  type AgreementLine,
  type Conversion,
  type FrozenPrice,
  type LineToPrice,
  type Offer,
  type OrderDiscount,
  type PriceRule,
  type Stated,
} from '../pricing/index.ts'
import { coverOf } from './coverage.ts'
import { forUnit, pricedQuantity } from './sold.ts'
import type { ParsedDiscount, ParsedLine, ParsedOrder } from './parse.ts'

/** The lines of an order, and for whom they are priced. */
interface LinesQuestion {
  parsed: ParsedOrder
  items: readonly Item[]
  account: Pick<Account, 'segment'>
  company: Company
  country: string
  orderType: string
}

/** Discounts that an order states come after the buckets of the rules, and before what is off the list price. */
const STATED_BUCKET = 1000

export function linesToPrice(
  question: LinesQuestion,
  offer: Offer,
  {
    on,
    conversions,
    rateOf,
  }: Pick<AdjustmentQuestion, 'on' | 'rateOf'> & {
    conversions: readonly Conversion[]
  },
  agreed: readonly (AgreementLine | undefined)[],
): LineToPrice[] {
  const { parsed, items, account, company } = question
  const { currency, source } = parsed.input
  const wholes = new Set(parsed.lines.flatMap(({ partOf, free }) => (partOf && !free ? [partOf] : [])))
  const prices = (item: Item) => withConverted(pricesOf(offer, item.id, currency), conversions, on)
  const lines = parsed.lines.map((line, index) =>
    withAgreed(
      covering(
        toPrice(line, unitDiscounts(line, wholes), items[index]!, offer, prices),
        coverOf(line, items[index]!, parsed.lines),
      ),
      agreed[index],
    ),
  )
  if (offer.adjustments.all.length === 0) return lines
  const adjusted = adjustmentsFor(offer.adjustments, {
    currency,
    on,
    rateOf,
    source,
    segment: account.segment,
    country: question.country || company.country,
    type: question.orderType,
    lines: parsed.lines.map(({ quantity, input: { custom } }, index) => ({
      ...items[index]!,
      quantity,
      custom,
    })),
  })
  return lines.map((line, index): LineToPrice => {
    if (line.covers || line.frozen) return line
    const own = parsed.lines[index]!
    const { losers, ...found } = adjusted[index]!
    const mayAdjust = ({ onAgreed }: { onAgreed?: true }) => !line.agreed || onAgreed === true
    const discounts = found.discounts.filter(mayAdjust)
    const bounds = found.bounds.filter(mayAdjust)
    if (line.agreed && discounts.length + bounds.length === 0) return line
    const inUnit = own.sold
      ? discounts.map((one) => (one.kind === 'percent' ? one : { ...one, value: forUnit(own, one.value) }))
      : discounts
    const bounded = bounds.map((one) => ({ ...one, value: forUnit(own, one.value) }))
    return {
      ...line,
      ...(line.agreed ? {} : { losers }),
      ...(bounded.length === 0 ? {} : { bounds: bounded }),
      discounts: [...inUnit, ...line.discounts!],
    }
  })
}

/** An amount off a configured line is off it and its parts together, by largest remainder (A8-11). */
export function discountsOfWholes({ lines, digits }: ParsedOrder, offer: Offer): OrderDiscount[] {
  const members = new Map<ParsedLine, Set<number>>()
  lines.forEach(({ partOf, free }, index) => {
    if (!partOf || free || !partOf.discounts.some(({ kind }) => kind === 'amount')) return
    const parts = members.get(partOf) ?? new Set()
    members.set(partOf, parts.add(index))
  })
  if (members.size === 0) return []
  lines.forEach((line, index) => members.get(line)?.add(index))
  return [...members].flatMap(([whole, places]) =>
    whole.discounts
      .filter(({ kind }) => kind === 'amount')
      .map((discount): OrderDiscount => {
        const value = mulPriceQuantity(discount.value, pricedQuantity(whole), digits)
        return { ...orderDiscount({ ...discount, value }, offer), as: 'discount', lines: places }
      }),
  )
}

/** What is said of a line by hand for each unit: of a part what is said of its whole, of a whole no amounts. */
function unitDiscounts(line: ParsedLine, wholes: ReadonlySet<ParsedLine>): readonly ParsedDiscount[] {
  const { partOf } = line
  if (!partOf && !wholes.has(line)) return line.discounts
  return (partOf ?? line).discounts.filter(({ kind }) => kind === 'percent')
}

/** Nothing is taken off what covers another line (A9-13). */
function covering(line: LineToPrice, covers: LineToPrice['covers']): LineToPrice {
  return covers ? { ...line, covers, discounts: [] } : line
}

/** An agreed price stands before those of the lists, and no rule adjusts it; an agreed percent is taken off what the lists say. */
function withAgreed(line: LineToPrice, agreed: AgreementLine | undefined): LineToPrice {
  if (!agreed || line.frozen) return line
  const { agreementId: id, version, kind, value } = agreed
  if (kind === 'percent') {
    if (line.covers) return line
    const off = { rule: id, version, kind, value, bucket: 0 } as const
    return { ...line, discounts: [off, ...(line.discounts ?? [])] }
  }
  const price = { id, version, list: id, uom: line.stock?.uom ?? line.uom, unitPrice: value }
  return { ...line, prices: [price, ...(line.prices ?? [])], agreed: true }
}

function toPrice(
  line: ParsedLine,
  stated: readonly ParsedDiscount[],
  item: Item,
  offer: Offer,
  prices: (item: Item) => readonly PriceRule[],
): LineToPrice {
  const uom = line.input.uom ?? item.uom
  if (line.agreed) return { quantity: pricedQuantity(line), uom, frozen: line.agreed }
  if (line.free) return { quantity: line.quantity, uom, frozen: { unitPrice: 0n, extended: 0n } }
  return {
    item: item.id,
    quantity: pricedQuantity(line),
    uom,
    ...stockOf(line, item),
    prices: prices(item),
    discounts: stated.map((discount) => ({
      rule: 0n,
      version: 0,
      kind: discount.kind,
      value: discount.value,
      bucket: STATED_BUCKET,
      stated: saidBy(discount, offer),
    })),
  }
}

/** What the unit of a line is of the one that its item is stocked in. */
function stockOf({ sold, quantity }: ParsedLine, { uom }: Item): Pick<LineToPrice, 'stock'> {
  if (!sold) return {}
  const { numerator, denominator } = sold.unit
  return { stock: { uom, numerator, denominator, quantity } }
}

type Taken = NonNullable<FrozenPrice['discounts']>[number]

/** Prices of the channel stand for good (A1-8): discounts that it states are in them, order discounts by largest remainder. */
export function frozenLines(parsed: ParsedOrder): LineToPrice[] {
  const { digits } = parsed
  const taken = parsed.lines.map((): Taken[] => [])
  const takeOff = (index: number, made: Omit<Taken, 'off'>, off: Minor) => {
    taken[index]!.push({ ...made, off })
    extended[index]! -= off
  }
  const extended = parsed.lines.map((line) => mulPriceQuantity(line.unitPrice!, pricedQuantity(line), digits))
  parsed.lines.forEach((line, index) => {
    for (const discount of line.discounts) {
      const left = extended[index]!
      const off =
        discount.kind === 'percent'
          ? divRound(left * discount.value, HUNDRED_PERCENT)
          : mulPriceQuantity(discount.value, pricedQuantity(line), digits)
      takeOff(index, takenAs('discount', discount), off < left ? off : left)
    }
  })
  for (const discount of parsed.discounts) {
    const sum = extended.reduce((total, amount) => total + amount, 0n)
    const wanted =
      discount.kind === 'percent' ? divRound(sum * discount.value, HUNDRED_PERCENT) : discount.value
    const made = takenAs('order_discount', discount)
    allocate(wanted < sum ? wanted : sum, extended).forEach((share, index) => takeOff(index, made, share))
  }
  return parsed.lines.map((line, index) => ({
    quantity: pricedQuantity(line),
    uom: line.input.uom ?? '',
    frozen: { unitPrice: line.unitPrice!, extended: extended[index]!, discounts: taken[index]! },
  }))
}

function takenAs(as: Taken['as'], { kind, value, code, reason }: ParsedDiscount): Omit<Taken, 'off'> {
  return { as, percent: kind === 'percent' ? value : null, stated: { code, reason } }
}

export function orderDiscount(discount: ParsedDiscount, offer: Offer): OrderDiscount {
  const { kind, value } = discount
  const stated = saidBy(discount, offer)
  return { rule: 0n, version: 0, kind, as: 'order_discount', value, applies: true, stated }
}

/** The words of a stated discount, with the version of the reason that its code names. */
function saidBy({ code, reason }: ParsedDiscount, { reasons }: Offer): Stated {
  const known = code === null ? undefined : reasons.get(code)
  return known ? { code, reason, version: known.version } : { code, reason }
}
