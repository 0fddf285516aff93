import { readItems, type Item } from '../../catalog/index.ts'
import {
  addSourcing,
  addUses,
  changeSupply,
  MOST_BACKLOG,
  openOfSupply,
  readBacklogDemand,
  readStock,
  readSupply,
  type BacklogDemand,
  type BacklogRow,
  type ChosenPlace,
  type ShippingCost,
  type StockFacts,
  type Supply,
  type SupplyChange,
} from '../../inventory/index.ts'
import { readOrders, type FulfillmentLine, type Order } from '../../orders/index.ts'
import { readCompanies, type Company, type RankBy } from '../../organization/index.ts'
import { addDays } from '../../platform/clock.ts'
import type { Reader } from '../../platform/database/index.ts'
import { type Malformed } from '../../platform/http/index.ts'
import type { JsonObject } from '../../platform/json.ts'
import { type MayBeKeyed } from '../../platform/keyed.ts'
import { formatMicro } from '../../platform/money.ts'
import { refuse, type Problem, type Refusal } from '../../platform/outcome.ts'
import { readWaitFlags, type WaitFlags } from '../waiting/wait-flags.ts'

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

/** All that a run is planned by. */
export interface RunFacts {
  company: Company | undefined
  item: (sku: string) => Item | undefined
  /** By number. */
  supplies: Map<string, Supply>
  rows: BacklogRow[]
  stock: StockFacts
  orders: Map<string, Order>
  flags: WaitFlags
}

export type Line = BacklogDemand & { order: Order; part: FulfillmentLine; notAt: readonly bigint[] }

export async function readRun(db: Reader, { companyId, skus, supply }: BacklogRequest): Promise<RunFacts> {
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

export function problemsOf(request: BacklogRequest, facts: RunFacts): Problem[] {
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
export function think({ supply }: BacklogRequest, facts: RunFacts): Refusal | undefined {
  for (const [index, { number, laterDays, quantity, dueOn: said }] of supply.entries()) {
    const known = facts.supplies.get(number)!
    const dueOn = laterDays === null ? said : addDays(known.dueOn, laterDays)
    if (changeSupply(facts.stock, known, { dueOn, quantity })) continue
    const message = 'it moved while it was read: run it again'
    return refuse('backlog_refused', [{ path: `/supply/${index}/number`, code: 'moved', message }])
  }
  return undefined
}
