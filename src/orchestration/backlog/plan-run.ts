import { accountById, USUAL_DELIVERY_PRIORITY, type AccountPicture } from '../../customers/index.ts'
import {
  backlogShares,
  bringable,
  keptAt,
  mayBeMade,
  placesWith,
  planBacklog,
  shipmentCost,
  shippedFrom,
  type BacklogDemand,
  type BacklogRules,
  type Planned,
  type PlannedDemand,
} from '../../inventory/index.ts'
import { type Order, type OrderLine } from '../../orders/index.ts'
import { businessDate, toFunctional, type Company } from '../../organization/index.ts'
import { currencyDigits, divRound, type Micro, type Minor } from '../../platform/money.ts'
import { askedOf, bringingTo, keptFor } from '../waiting/serve-waiting.ts'
import { waitRefusedBy } from '../waiting/wait-flags.ts'

import type { BacklogRequest, Line, RunFacts } from './read-run.ts'

/** What a plan is made of. */
export function pictureOf(request: BacklogRequest, facts: RunFacts, company: Company, now: Date) {
  const { companyId, rank, preventImprovement, cheapest } = request
  const { stock } = facts
  const today = businessDate(company, now)
  const lines = linesOf(request, facts, company, today)
  const rules: BacklogRules = {
    today,
    rank,
    preventImprovement,
    ...(cheapest && { chosen: cheapest.chosen }),
  }
  const placesOf = (itemId: bigint) => placesWith(stock, { companyId, itemId }, today)
  const wantedOf = ({ order, part }: Line) => askedOf(order, part, company, now, today)
  const shipsFrom = (line: Line, locationId: bigint, goodsOn: string) =>
    shippedFrom(stock, { companyId, locationId, goodsOn }, wantedOf(line), today)
  const costAt = (line: Line, locationId: bigint) => {
    const { way } = wantedOf(line)
    return way && shipmentCost(stock, companyId, locationId, way)
  }
  const plan = (of: readonly Line[]) =>
    planBacklog(of, placesOf, rules, shipsFrom, backlogShares(stock, companyId, of, today))
  const mayWait = ({ order, part, locationId }: Line) =>
    waitRefusedBy(facts.flags, stock, order, part, locationId) === undefined
  const given = tellBrought(leavingADay(lines, plan, mayWait), lines, facts, today)
  const planned = tellMade(given, facts, today)
  return { today, lines, placesOf, shipsFrom, costAt, planned }
}

/** Who has no day at a store and could be brought what lies elsewhere is told so: its goods are held when it is brought, and by no day before. */
function tellBrought(
  planned: readonly Planned<Line>[],
  lines: readonly Line[],
  { stock, orders }: RunFacts,
  today: string,
): Planned<Line>[] {
  const kept = keptFor(stock, today)
  const waiting = planned.flatMap(({ demand, promisedOn, reason }): PlannedDemand[] => {
    if (promisedOn !== null || !demand.bound || reason === 'decommitted') return []
    const { companyId, id: rootId } = demand.order
    const state = { promisedOn: null, reachable: true, more: false }
    return [{ ...demand, ...state, companyId, rootId, sourceId: demand.id, notAt: demand.notAt }]
  })
  const outside = lines.filter(({ control }) => control === 'outside')
  const promised = [...planned.map((one) => ({ ...one.demand, ...one })), ...outside].flatMap(
    ({ itemId, locationId, promisedOn: on, quantity }) =>
      on === null ? [] : [{ itemId, locationId, on, quantity }],
  )
  const brought = new Set<bigint>()
  for (const [itemId, own] of Map.groupBy(waiting, (one) => one.itemId)) {
    const item = { companyId: own[0]!.companyId, itemId }
    const bringing = bringingTo({ orders, stock }, item, kept)
    const of = promised.filter((one) => one.itemId === itemId)
    for (const id of bringable(stock, item, own, { today, bringing, promised: of })) brought.add(id)
  }
  return planned.map((one) => (brought.has(one.demand.id) ? { ...one, reason: 'can_be_brought' } : one))
}

/**
 * For whom nothing comes, and whose item is made, bought or moved where it lacks, is told so: a run promises what comes alone, a what-if looks
 * for a way (decision 0064).
 */
function tellMade(planned: readonly Planned<Line>[], { stock }: RunFacts, today: string): Planned<Line>[] {
  const known = new Map<string, boolean>()
  const mayBeMadeAt = (of: { companyId: bigint; itemId: bigint; place: bigint }) => {
    const key = `${of.itemId} ${of.place}`
    if (!known.has(key)) known.set(key, mayBeMade(stock, of, today))
    return known.get(key)!
  }
  return planned.map((one): Planned<Line> => {
    const { itemId, locationId, bound, notAt, order } = one.demand
    if (one.reason !== 'no_supply') return one
    const { companyId } = order
    const places = bound ? [locationId] : (stock.locations.get(companyId) ?? []).map(({ id }) => id)
    const able = places.some((place) => !notAt.includes(place) && mayBeMadeAt({ companyId, itemId, place }))
    return able ? { ...one, reason: 'may_be_made' } : one
  })
}

/**
 * A plan that leaves nobody without a day who may not wait (B6-1): where one would be, all who may not have theirs before anybody else has one.
 * For whom nothing comes at all has none, and is cancelled when the plan is released.
 */
function leavingADay(
  lines: readonly Line[],
  plan: (lines: readonly Line[]) => Planned<Line>[],
  mayWait: (line: Line) => boolean,
): Planned<Line>[] {
  const isLeftOut = ({ demand, promisedOn, reason }: Planned<Line>) =>
    reason === 'no_supply' && promisedOn === null && demand.promisedOn !== null && !mayWait(demand)
  const byRank = plan(lines)
  if (!byRank.some(isLeftOut)) return byRank
  const keeping = lines.map((line) =>
    line.control === undefined && line.promisedOn !== null && !mayWait(line)
      ? { ...line, keepsADay: true }
      : line,
  )
  return plan(keeping).map((one) => (isLeftOut(one) ? { ...one, reason: 'may_not_wait' } : one))
}

/** What waits, with all that it is ranked by. */
function linesOf(
  { companyId, orderIds, controls }: BacklogRequest,
  { rows, orders, stock, flags }: RunFacts,
  company: Company,
  today: string,
): Line[] {
  const asked = orderIds && new Set(orderIds)
  const kept = keptFor(stock, today)
  const said = new Map(controls.map((one) => [one.partId, one]))
  const parts = new Map(
    [...orders.values()].flatMap(({ parts: own }) => own.map((part) => [part.id, part] as const)),
  )
  const nets = new Map(
    [...orders.values()].map((order) => [order, new Map(order.lines.map((line) => [line.lineNo, line]))]),
  )
  return rows.flatMap(({ rootId, sourceId, ...row }): Line[] => {
    const order = orders.get(`${companyId}/${rootId}`)
    const part = parts.get(sourceId)
    // It went while it was read: the run is stale from the beginning.
    if (!order || !part) return []
    const own = said.get(sourceId)
    // What is made for its order has its day by that, and keeps it (A10-9).
    const control =
      asked && !asked.has(rootId) ? 'outside' : row.made > 0n ? ('locked' as const) : own?.control
    const from = kept({ companyId, itemId: row.itemId }, order)
    return [
      {
        ...row,
        id: sourceId,
        ...(from || row.notAt.length > 0
          ? { keptAt: (place: bigint) => keptAt({ ...row, rootId }, place, from) }
          : {}),
        requestedOn: part.requestedOn ?? today,
        ...rankedBy(order, flags.accounts),
        value: valueOf(order, nets.get(order)!.get(part.lineNo), row.quantity, company),
        order,
        part,
        ...(control ? { control } : {}),
        ...(own?.priority == null ? {} : { override: own.priority }),
      },
    ]
  })
}

/** What of an order who waits is ranked by. */
export function rankedBy(
  { companyId, priority, orderedOn, accountId }: Order,
  accounts: AccountPicture,
): Pick<BacklogDemand, 'priority' | 'deliveryPriority' | 'orderedOn'> {
  const account = accountId === null ? undefined : accountById(accounts, companyId, accountId)
  return { priority, orderedOn, deliveryPriority: account?.deliveryPriority ?? USUAL_DELIVERY_PRIORITY }
}

/** The net of what waits of a line, in the currency of the books. */
export function valueOf(
  { currency, rateE10 }: Order,
  line: Pick<OrderLine, 'net' | 'quantity'> | undefined,
  quantity: Micro,
  company: Company,
): Minor {
  if (!line || line.quantity === 0n) return 0n
  const net = divRound(line.net * quantity, line.quantity)
  return toFunctional(net, rateE10, currencyDigits(currency), currencyDigits(company.currency))
}
