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
import type { Company } from '../organization/index.ts'
import { mulPriceQuantity, type Micro, type Minor } from '../platform/money.ts'

/** Another way to serve a line, as it would be promised if the line asked for it. */
export interface Alternative {
  kind: 'split' | 'wait' | 'ship_method' | 'collect'
  /** What the line, or its order, has to say for it. */
  ask: { allowSplit?: boolean; shipMethod?: string; location?: string }
  parts: readonly PromisedPart[]
  worth: Worth
}

/** What a promise costs and leaves, in minor units of the books' currency; null where something of it is not known. */
export interface Worth {
  goods: Minor | null
  freight: Minor | null
  margin: Minor | null
}

/** Ways that are tried for a line, and told of each kind. */
const MOST_TRIED = 20
const MOST_TOLD = 5

/**
 * The alternatives to a promise (A10-11): in parts or whole, by another ship method, collected at another place. What the line fixes is not
 * offered otherwise; one that promises the same, or not all of it, is none. Soonest first, then by cost.
 *
 * @param unitPrice net, major units of the books' currency × 10^6; null: no margin is told
 */
export function alternativesTo(
  want: Want,
  parts: readonly PromisedPart[],
  {
    stock,
    company,
    today,
    question,
  }: { stock: StockFacts; company: Company; today: string; question: SourcingQuestion },
  unitPrice: Micro | null,
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

function waysBeside(want: Want, stock: StockFacts): (Pick<Alternative, 'kind' | 'ask'> & { want: Want })[] {
  const { companyId, boundTo, way } = want
  const allowSplit = !want.allowSplit
  const whole = {
    kind: allowSplit ? ('split' as const) : ('wait' as const),
    ask: { allowSplit },
    want: { ...want, allowSplit },
  }
  if (boundTo !== null) return [whole]
  const methods =
    way === null ? [] : shipMethodsTo(stock, companyId, way).filter((one) => one !== way.shipMethod)
  const stores = (stock.locations.get(companyId) ?? []).filter(({ autoConfirm }) => !autoConfirm)
  return [
    whole,
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
  return parts.reduce((last, { promisedOn, arrivesOn }) => {
    const day = arrivesOn ?? promisedOn ?? '9999-12-31'
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
