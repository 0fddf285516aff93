import {
  costAt,
  locationOf,
  promiseOrder,
  shipMethodsTo,
  unpromiseLine,
  wayCost,
  type PromisedPart,
  type SourcingQuestion,
  type StockFacts,
  type Want,
} from '../inventory/index.ts'
import { FINEST, type Substitute } from '../catalog/index.ts'
import type { Company } from '../organization/index.ts'
import { MICRO, mulPriceQuantity, power10, type Micro, type Minor } from '../platform/money.ts'

/** Another way to serve a line, as it would be promised if the line asked for it. */
export interface Alternative {
  kind: 'split' | 'wait' | 'ship_method' | 'collect' | 'substitute'
  /** What the line, or its order, has to say for it; `lines`: what is asked for in its place. */
  ask: { allowSplit?: boolean; shipMethod?: string; location?: string; lines?: readonly AskedLine[] }
  parts: readonly AlternativePart[]
  /** The margin of another item is not told: it has a price of its own. */
  worth: Worth
}

export interface AskedLine {
  sku: string
  quantity: Micro
}

/** `sku`: of what stands for the item of the line. */
export type AlternativePart = PromisedPart & { sku?: string }

/** What a promise costs and leaves, in minor units of the books' currency; null where something of it is not known. */
export interface Worth {
  goods: Minor | null
  freight: Minor | null
  margin: Minor | null
}

/** Ways that are tried for a line, and told of each kind. */
const MOST_TRIED = 20
const MOST_TOLD = 5
const MOST_SUBSTITUTES = 5

/**
 * The alternatives to a promise (A10-11): in parts or whole, by another ship method, collected at another place. What the line fixes is not
 * offered otherwise; one that promises the same, or not all of it, is none. Soonest first, then by cost.
 *
 * @param unitPrice net, major units of the books' currency × 10^6; null: no margin is told
 * @param substitutes what may stand for the item, by rank
 */
export function alternativesTo(
  want: Want,
  parts: readonly PromisedPart[],
  { stock, company, today, question }: Picture,
  { sku, unitPrice }: { sku: string; unitPrice: Micro | null },
  substitutes: readonly Substitute[],
): Alternative[] {
  const standing = textOf(parts)
  const told = new Set([standing])
  const least = costOf(worthOf(want, parts, { stock, company }, unitPrice))
  const ways = waysBeside(want, stock).slice(0, MOST_TRIED)
  const found = ways.flatMap(({ kind, ask, want: other }): Alternative[] => {
    const asked = { ...question, shipMethod: other.way?.shipMethod ?? question.shipMethod }
    const promised = promiseOrder(stock, [other], asked, today).parts[0]!
    unpromiseLine(stock, other, promised)
    const text = textOf(promised)
    if (promised.length === 0 || promised.some(({ promisedOn }) => promisedOn === undefined)) return []
    const worth = worthOf(other, promised, { stock, company }, unitPrice)
    // Two ship methods may take as long, and one of them cost less.
    const same = kind === 'ship_method' ? text === standing && costOf(worth) >= least : told.has(text)
    if (same) return []
    told.add(text)
    return [{ kind, ask, parts: promised, worth }]
  })
  const others = substitutes.filter((one) => standsOn(one, today)).slice(0, MOST_SUBSTITUTES)
  for (const one of others)
    found.push(...substitutesFor({ want, sku, parts }, one, { stock, company, today, question }))
  const counts = new Map<string, number>()
  return found
    .toSorted(
      (a, b) => compare(lastDay(a.parts), lastDay(b.parts)) || compare(costOf(a.worth), costOf(b.worth)),
    )
    .filter(({ kind }) => {
      const count = (counts.get(kind) ?? 0) + 1
      counts.set(kind, count)
      return count <= MOST_TOLD
    })
}

interface Picture {
  stock: StockFacts
  company: Company
  today: string
  question: SourcingQuestion
}

function standsOn({ item, validFrom, validTo }: Substitute, day: string): boolean {
  return item.kind === 'goods' && validFrom <= day && (validTo === null || day <= validTo)
}

/**
 * What stands for the item, sooner than the item itself comes: for all of the line, and, where its parts may leave by themselves, for what
 * of it is not there in time (A7-4). A quantity of it is never less than what it stands for.
 */
function substitutesFor(
  { want, sku, parts }: { want: Want; sku: string; parts: readonly PromisedPart[] },
  { item, ratio }: Substitute,
  { stock, company, today, question }: Picture,
): Alternative[] {
  const step = power10(FINEST - item.decimals)
  const standsFor = (quantity: Micro) => ((quantity * ratio - 1n) / (MICRO * step) + 1n) * step
  const inTime = parts.filter((part) => isInTime(want, part, today))
  const own = inTime.reduce((sum, { quantity }) => sum + quantity, 0n)
  if (own === want.quantity) return []
  const mixes = own > 0n && want.allowSplit ? [0n, own] : [0n]
  return mixes.flatMap((kept): Alternative[] => {
    const quantity = standsFor(want.quantity - kept)
    const other: Want = { ...want, itemId: item.id, quantity, minSplit: null }
    const wants = kept === 0n ? [other] : [{ ...want, quantity: kept, minSplit: null }, other]
    const promised = promiseOrder(stock, wants, question, today).parts
    for (const [at, one] of [...wants.entries()].reverse()) unpromiseLine(stock, one, promised[at]!)
    if (promised.some((some) => some.length === 0)) return []
    const all = promised.flatMap((some, at): AlternativePart[] =>
      wants[at] === other ? some.map((part) => ({ ...part, sku: item.sku })) : [...some],
    )
    if (all.some(({ promisedOn }) => promisedOn === undefined) || lastDay(all) >= lastDay(parts)) return []
    const worths = wants.map((one, at) => worthOf(one, promised[at]!, { stock, company }, null))
    const sum = (of: (worth: Worth) => Minor | null) =>
      worths.reduce<Minor | null>(
        (total, one) => (total === null || of(one) === null ? null : total + of(one)!),
        0n,
      )
    return [
      {
        kind: 'substitute',
        ask: { lines: [...(kept === 0n ? [] : [{ sku, quantity: kept }]), { sku: item.sku, quantity }] },
        parts: all,
        worth: { goods: sum(({ goods }) => goods), freight: sum(({ freight }) => freight), margin: null },
      },
    ]
  })
}

/** Is it there when it was asked for? */
function isInTime({ requestedOn, arriveOn }: Want, part: PromisedPart, today: string): boolean {
  if (part.promisedOn === undefined) return false
  if (arriveOn !== null) return part.arrivesOn !== undefined && part.arrivesOn <= arriveOn
  return part.promisedOn <= (requestedOn < today ? today : requestedOn)
}

function waysBeside(want: Want, stock: StockFacts): (Pick<Alternative, 'kind' | 'ask'> & { want: Want })[] {
  const { companyId, boundTo, way } = want
  const allowSplit = !want.allowSplit
  const whole = {
    kind: allowSplit ? ('split' as const) : ('wait' as const),
    ask: { allowSplit },
    want: { ...want, allowSplit },
  }
  const beside = allowSplit && want.whole ? [] : [whole]
  if (boundTo !== null) return beside
  const methods =
    way === null ? [] : shipMethodsTo(stock, companyId, way).filter((one) => one !== way.shipMethod)
  const stores = (stock.locations.get(companyId) ?? []).filter(({ autoConfirm }) => !autoConfirm)
  return [
    ...beside,
    ...methods.map((shipMethod) => ({
      kind: 'ship_method' as const,
      ask: { shipMethod },
      want: { ...want, way: { ...way!, shipMethod } },
    })),
    ...stores.map(({ id, code }) => ({
      kind: 'collect' as const,
      ask: { location: code },
      want: { ...want, boundTo: id, way: null, arriveOn: null },
    })),
  ]
}

/** What the parts of a promise cost: the goods at the cost of their place as of now, and the way of each shipment. */
export function worthOf(
  { companyId, itemId, quantity, way }: Want,
  parts: readonly PromisedPart[],
  { stock, company }: { stock: StockFacts; company: Company },
  unitPrice: Micro | null,
): Worth {
  let goods: Minor | null = 0n
  let freight: Minor | null = 0n
  const shipments = new Set<string>()
  for (const { location: id, quantity: of, promisedOn } of parts) {
    const location = locationOf(stock, companyId, id)!
    const unit = costAt(stock, companyId, location.costOrganization, itemId)
    goods = goods === null || unit === null ? null : goods + mulPriceQuantity(unit, of, company.digits)
    const shipment = `${id}/${promisedOn}`
    if (way === null || shipments.has(shipment)) continue
    shipments.add(shipment)
    const cost = wayCost(location, way)
    freight = freight === null || cost === null ? null : freight + cost
  }
  const margin =
    unitPrice === null || goods === null || freight === null
      ? null
      : mulPriceQuantity(unitPrice, quantity, company.digits) - goods - freight
  return { goods, freight, margin }
}

function textOf(parts: readonly PromisedPart[]): string {
  return parts
    .map(({ location, quantity, supply, promisedOn, arrivesOn }) =>
      [location, quantity, supply, promisedOn, arrivesOn].join(' '),
    )
    .join('\n')
}

/** The day on which the last part is there, as far as it is known. */
function lastDay(parts: readonly PromisedPart[]): string {
  return parts.reduce((last, { promisedOn, arrivesOn, brought }) => {
    const day = brought?.on ?? arrivesOn ?? promisedOn ?? '9999-12-31'
    return day > last ? day : last
  }, '')
}

/** What is not known comes last. */
function costOf({ goods, freight }: Worth): bigint {
  return goods === null || freight === null ? 2n ** 63n : goods + freight
}

function compare<T extends string | bigint>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0
}
