import { readItems, type Item } from '../../catalog/index.ts'
import { accountById, USUAL_DELIVERY_PRIORITY, type AccountPicture } from '../../customers/index.ts'
import {
  addSourcing,
  addUses,
  backlogShares,
  bringable,
  changeOf,
  cheapestPlaces,
  changeSupply,
  keptAt,
  lookOf,
  mayBeMade,
  MOST_BACKLOG,
  openOfSupply,
  placesWith,
  planBacklog,
  problemOfPlaces,
  readBacklogDemand,
  readStock,
  shipmentCost,
  readSupply,
  shippedFrom,
  turnsOf,
  CHANGES,
  type BacklogDemand,
  type BacklogRow,
  type BacklogRules,
  type ChosenPlace,
  type Planned,
  type PlannedDemand,
  type ShippingCost,
  type StockFacts,
  type Supply,
  type SupplyChange,
} from '../../inventory/index.ts'
import { readOrders, type FulfillmentLine, type Order, type OrderLine } from '../../orders/index.ts'
import {
  businessDate,
  readCompanies,
  toFunctional,
  type Company,
  type RankBy,
} from '../../organization/index.ts'
import type { Act, Context } from '../../platform/batch/index.ts'
import { addDays, daysBetween } from '../../platform/clock.ts'
import type { Reader } from '../../platform/database/index.ts'
import { refuseMalformed, type Malformed } from '../../platform/http/index.ts'
import type { Json, JsonObject } from '../../platform/json.ts'
import { keyed, type Answered, type MayBeKeyed } from '../../platform/keyed.ts'
import {
  currencyDigits,
  divRound,
  formatAmount,
  formatMicro,
  type Micro,
  type Minor,
} from '../../platform/money.ts'
import { refuse, type Problem, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import { forgetBacklogRuns, insertBacklogLine, insertBacklogRun } from './backlog.sql.ts'
import { askedOf, bringingTo, keptFor } from '../waiting/serve-waiting.ts'
import { readWaitFlags, waitRefusedBy, type WaitFlags } from '../waiting/wait-flags.ts'

/** What a planner says of one line of the backlog. */
export interface LineControl {
  partId: bigint
  control: 'locked' | 'decommitted' | null
  priority: number | null
}

export interface BacklogRequest extends MayBeKeyed {
  companyId: bigint
  actor: string
  rank: readonly RankBy[]
  preventImprovement: boolean
  /** What is planned; null: the items of `supply`, if there is any, else every item that somebody waits for. */
  skus: readonly string[] | null
  /** Whose lines are planned; null: everybody's. Those of others keep their promises. */
  orderIds: readonly bigint[] | null
  controls: readonly LineControl[]
  /** Where lines are served, when the cheapest places were asked for, and what it costs. */
  cheapest?: { chosen: ReadonlyMap<bigint, ChosenPlace>; cost: ShippingCost }
  /** What if supply comes otherwise? Such a run is released only once it does. */
  supply: readonly SupplyThought[]
  /** As it was asked for, to be kept. */
  asked: JsonObject
  malformed?: Malformed
}

/** What if supply comes otherwise: on another day, or so many days behind its own. */
type SupplyThought = SupplyChange & { laterDays: number | null }

/** Runs that were not released, which are kept. */
const KEPT_RUNS = 20

interface RunFacts {
  company: Company | undefined
  item: (sku: string) => Item | undefined
  /** By number. */
  supplies: Map<string, Supply>
  rows: BacklogRow[]
  stock: StockFacts
  orders: Map<string, Order>
  flags: WaitFlags
}

type Line = BacklogDemand & { order: Order; part: FulfillmentLine; notAt: readonly bigint[] }

/**
 * Plans who waits for goods anew, by rules, and keeps the plan (A10-21 to A10-24): orders and promises stay as they are until it is
 * released.
 */
export const runBacklog = keyed<BacklogRequest, Map<BacklogRequest, RunFacts>>({
  name: 'orchestration.run_backlog',
  // Each in a batch of its own.
  weigh: () => 1000,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const facts = new Map<BacklogRequest, RunFacts>()
    for (const request of requests) facts.set(request, await readRun(db, request))
    return facts
  },
  decide(request, facts, context): Answered | Refusal {
    const own = facts.get(request)!
    if (!own.company) return refuse('unknown_company', 'there is no such company')
    const problems = problemsOf(request, own)
    if (request.malformed) return refuseMalformed(request.malformed, problems)
    if (problems.length > 0) return refuse('backlog_refused', problems)
    return writeRun(request, own, own.company, context)
  },
} satisfies Act<BacklogRequest, Map<BacklogRequest, RunFacts>, Answered | Refusal>)

async function readRun(db: Reader, { companyId, skus, supply }: BacklogRequest): Promise<RunFacts> {
  const companies = await readCompanies(db, new Set([companyId]))
  const company = companies.get(companyId)
  const [items, found] = await Promise.all([
    readItems(db, company ? (skus ?? []).map((sku) => ({ company, sku })) : []),
    readSupply(
      db,
      supply.map(({ number }) => ({ companyId, number })),
    ),
  ])
  const supplies = new Map([...found.values()].map((one) => [one.number, one]))
  const item = (sku: string) => items(companyId, sku)
  const itemIds =
    skus === null
      ? [...new Set([...supplies.values()].map(({ itemId }) => itemId))]
      : skus.flatMap((sku) => item(sku)?.id ?? [])
  const none = itemIds.length === 0 && (skus !== null || supply.length > 0)
  const known = none ? [] : await readBacklogDemand(db, companyId, itemIds, MOST_BACKLOG + 1)
  const waited = known.map(({ itemId }) => itemId)
  const changed = [...supplies.values()].map(({ itemId }) => itemId)
  const keys = [...new Set([...waited, ...changed])].map((itemId) => ({ companyId, itemId }))
  // Demand after the gates, once more: what is written between the two moves a gate, and is found when the run is released.
  const stock = await readStock(db, companies.values(), keys)
  await addSourcing(db, stock, [...companies.values()], keys)
  const rows = none ? [] : await readBacklogDemand(db, companyId, itemIds, MOST_BACKLOG + 1)
  const wanted = rows.length > MOST_BACKLOG ? [] : rows
  const roots = [...new Set(wanted.map(({ rootId }) => rootId))].map((rootId) => ({ companyId, rootId }))
  await addUses(db, stock, [...companies.values()], roots)
  const orders = await readOrders(
    db,
    wanted.map(({ rootId }) => ({ companyId, orderId: rootId })),
    { lines: true, holds: false, parts: 'each' },
  )
  const flags = await readWaitFlags(db, { orders, companies })
  return { company, item, supplies, rows, stock, orders, flags }
}

function problemsOf(request: BacklogRequest, facts: RunFacts): Problem[] {
  const { skus, orderIds, controls } = request
  const problems: Problem[] = []
  const note = (path: string, code: string, message: string) => problems.push({ path, code, message })
  for (const [index, sku] of (skus ?? []).entries())
    if (!facts.item(sku)) note(`/skus/${index}`, 'unknown_item', `there is no item ${sku}`)
  problems.push(...supplyProblems(request, facts))
  if (facts.rows.length > MOST_BACKLOG) {
    note('/skus', 'too_many', `more than ${MOST_BACKLOG} lines wait: plan some of the items`)
    return problems
  }
  const orders = new Set(facts.rows.map(({ rootId }) => rootId))
  for (const [index, id] of (orderIds ?? []).entries())
    if (!orders.has(id))
      note(`/orders/${index}`, 'not_waiting', 'no line of this order waits for these items')
  const parts = new Map(facts.rows.map((row) => [row.sourceId, row]))
  const seen = new Set<bigint>()
  for (const [index, { partId }] of controls.entries()) {
    const row = parts.get(partId)
    if (!row) note(`/controls/${index}/line`, 'not_waiting', 'this line does not wait for these items')
    else if (orderIds && !orderIds.includes(row.rootId))
      note(`/controls/${index}/line`, 'outside', 'the run is about other orders: this line keeps its promise')
    if (seen.has(partId)) note(`/controls/${index}/line`, 'repeated', 'a line is named once')
    seen.add(partId)
  }
  return problems
}

/** What is wrong with the supply that is thought to come otherwise. */
function supplyProblems({ skus, supply }: BacklogRequest, { item, supplies }: RunFacts): Problem[] {
  const planned = skus && new Set(skus.map((sku) => item(sku)?.id))
  const seen = new Set<string>()
  return supply.flatMap(({ number, quantity }, index): Problem[] => {
    const is = (member: string, code: string, message: string) => [
      { path: `/supply/${index}/${member}`, code, message },
    ]
    const known = supplies.get(number)
    if (!known) return is('number', 'unknown_supply', `there is no supply order ${number}`)
    if (seen.has(number)) return is('number', 'repeated', 'a supply order is named once')
    seen.add(number)
    const open = openOfSupply(known)
    if (open === 0n) return is('number', 'nothing_open', 'all of it was received')
    if (planned && !planned.has(known.itemId)) return is('number', 'outside', 'the run is about other items')
    if (quantity !== null && quantity > open)
      return is('quantity', 'more_than_open', `${formatMicro(open)} are still to come`)
    return []
  })
}

/** Supply comes as it is thought to, in the picture of the run alone. */
function think({ supply }: BacklogRequest, facts: RunFacts): Refusal | undefined {
  for (const [index, { number, laterDays, quantity, dueOn: said }] of supply.entries()) {
    const known = facts.supplies.get(number)!
    const dueOn = laterDays === null ? said : addDays(known.dueOn, laterDays)
    if (changeSupply(facts.stock, known, { dueOn, quantity })) continue
    const message = 'it moved while it was read: run it again'
    return refuse('backlog_refused', [{ path: `/supply/${index}/number`, code: 'moved', message }])
  }
  return undefined
}

/** What a plan is made of. */
function pictureOf(request: BacklogRequest, facts: RunFacts, company: Company, now: Date) {
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

/**
 * The places that cost least for what a run plans (A10-10), found outside of any batch, since it takes seconds: the run takes them as
 * far as they still serve its lines on their days.
 *
 * @returns undefined: the run is refused
 */
export async function chooseCheapest(
  db: Reader,
  request: BacklogRequest,
  seconds: number,
  now: Date,
): Promise<BacklogRequest['cheapest']> {
  const facts = await readRun(db, request)
  const { company } = facts
  if (!company || request.malformed || problemsOf(request, facts).length > 0) return undefined
  if (think(request, facts)) return undefined
  const { today, lines, placesOf, shipsFrom, costAt, planned } = pictureOf(request, facts, company, now)
  const shipmentOf = ({ order }: Line) => order.id
  const problem = problemOfPlaces(lines, planned, placesOf, today, shipsFrom, { shipmentOf, costAt })
  return cheapestPlaces(problem, seconds)
}

function writeRun(
  request: BacklogRequest,
  facts: RunFacts,
  company: Company,
  context: Context,
): Answered | Refusal {
  const { companyId, actor, cheapest, asked } = request
  const { writes, ids, batch, now } = context
  const moved = think(request, facts)
  if (moved) return moved
  const { today, planned } = pictureOf(request, facts, company, now)
  const turns = turnsOf(planned)
  const id = ids.next()
  const counts = Object.fromEntries(CHANGES.map((change) => [change, { lines: 0, value: 0n }]))
  let mostDays = 0
  let withoutDay = 0
  for (const [index, one] of planned.entries()) {
    const { demand } = one
    const change = changeOf(one)
    counts[change]!.lines += 1
    counts[change]!.value += demand.value
    if (change === 'slips' && one.promisedOn === null) withoutDay += 1
    else if (change === 'slips')
      mostDays = Math.max(mostDays, daysBetween(demand.promisedOn!, one.promisedOn!))
    writes.add(insertBacklogLine, {
      companyId,
      runId: id,
      place: index + 1,
      orderId: demand.order.id,
      partId: demand.id,
      itemId: demand.itemId,
      quantity: demand.quantity,
      value: demand.value,
      priority: one.priority,
      locationBefore: demand.locationId,
      promisedBefore: demand.promisedOn,
      locationId: one.locationId,
      promisedOn: one.promisedOn,
      arrivesOn: one.arrivesOn,
      change,
      reason: one.reason,
      askedAt: demand.askedAt,
      turnAt: turns.get(demand.id)!,
    })
  }
  const kept: JsonObject = Object.fromEntries(
    CHANGES.map((change): [string, Json] => [
      change,
      {
        lines: counts[change]!.lines,
        value: formatAmount(counts[change]!.value, company.currency),
        ...(change === 'slips' ? { mostDays, withoutDay } : {}),
      },
    ]),
  )
  const amount = (value: Minor) => formatAmount(value, company.currency)
  const shipping: JsonObject | null = cheapest
    ? {
        before: amount(cheapest.cost.before),
        after: amount(cheapest.cost.after),
        atLeast: amount(cheapest.cost.atLeast),
      }
    : null
  const waiting = Map.groupBy(facts.rows, ({ itemId }) => itemId)
  writes.add(insertBacklogRun, {
    companyId,
    id,
    batch,
    madeBy: actor,
    madeOn: today,
    rules: asked,
    lines: planned.length,
    counts: kept,
    shipping,
    itemIds: [...waiting.keys()],
    looks: Array.from(waiting, ([itemId, rows]) => lookOf(facts.stock, { companyId, itemId }, rows)),
  })
  writes.add(forgetBacklogRuns, { companyId, kept: KEPT_RUNS })
  return {
    ok: true,
    answer: { id: encodeId('bkr', id), madeOn: today, lines: planned.length, counts: kept, shipping },
  }
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
