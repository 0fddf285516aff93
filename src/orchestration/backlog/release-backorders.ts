import { readItems } from '../../catalog/index.ts'
import {
  addSourcing,
  locationOf,
  MOST_BACKLOG,
  rankBacklog,
  readStock,
  readToRelease,
  releaseWaiting,
  type BacklogDemand,
  type PlannedDemand,
  type Released,
  type StockFacts,
} from '../../inventory/index.ts'
import { readOrders, splitPart, waitsAsItMay, type FulfillmentLine, type Order } from '../../orders/index.ts'
import { businessDate, readCompanies, type Company, type RankBy } from '../../organization/index.ts'
import type { Act, Context } from '../../platform/batch/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'
import { keyed, type Answered, type MayBeKeyed } from '../../platform/keyed.ts'
import { formatMicro, type Micro } from '../../platform/money.ts'
import { refuse, type Problem, type Refusal } from '../../platform/outcome.ts'
import { encodeId, orderNumber } from '../../platform/public-id.ts'
import { concludeProgress, lockProgress, orderOf } from '../plan/progress.ts'
import { rankedBy, valueOf } from './plan-run.ts'
import { serveGiven, type Given } from '../waiting/serve-given.ts'
import {
  bringingTo,
  keptFor,
  keptFromOrders,
  readServing,
  serveWaiting,
  type Serving,
} from '../waiting/serve-waiting.ts'
import { readWaitFlags, smallestPiece, type WaitFlags } from '../waiting/wait-flags.ts'

/** Which backorders are to be released, and whose first. */
export interface ReleaseQuestion {
  companyId: bigint
  /** null: as the company has it set up. */
  rank: readonly RankBy[] | null
  /** null: every item, every order, every line. */
  skus: readonly string[] | null
  orderIds: readonly bigint[] | null
  partIds: readonly bigint[] | null
}

/** A line that waits to be released, with what it would have. */
export interface Releasable {
  /** 10 is the first, 20 the next. */
  priority: number
  order: Order
  part: FulfillmentLine
  itemId: bigint
  sku: string
  waits: Micro
  /** 0: nothing. */
  releases: Micro
  /** Where it is; without goods where it waits. */
  location: string
  why: 'whole' | 'in_part' | 'nothing_free' | 'not_in_parts' | 'minimum_split'
}

/** Lines that one release gives goods to; what is behind them comes with the next one. */
export const MOST_RELEASED = 1000

/** How the company ranks who waits, unless it says otherwise (B6-2). */
const USUAL_RANK: readonly RankBy[] = [
  { by: 'deliveryPriority', direction: 'descending' },
  { by: 'requestedOn', direction: 'ascending' },
  { by: 'orderedOn', direction: 'ascending' },
]

type Line = BacklogDemand & { waiting: PlannedDemand; order: Order; part: FulfillmentLine }

/**
 * Tells whose backorders would have goods if they were released now, and writes nothing: ranked, whole or in parts as customer and line
 * allow it, of what is free and no promise counts on (B6-2).
 */
export async function planRelease(
  db: Reader,
  question: ReleaseQuestion,
  now: Date,
): Promise<Releasable[] | Problem[]> {
  const { companyId, skus, orderIds, partIds } = question
  const companies = await readCompanies(db, [companyId])
  const company = companies.get(companyId)
  if (!company) return [{ path: '', code: 'unknown_company', message: 'there is no such company' }]
  const items = await readItems(
    db,
    (skus ?? []).map((sku) => ({ company, sku })),
  )
  const unknown = (skus ?? []).flatMap((sku, index): Problem[] =>
    items(companyId, sku)
      ? []
      : [{ path: `/skus/${index}`, code: 'unknown_item', message: `there is no item ${sku}` }],
  )
  if (unknown.length > 0) return unknown
  const itemIds = (skus ?? []).map((sku) => items(companyId, sku)!.id)
  const named = { companyId, itemIds, rootIds: orderIds ?? [], sourceIds: partIds ?? [] }
  const rows = await readToRelease(db, named, MOST_BACKLOG + 1)
  if (rows.length > MOST_BACKLOG) {
    const message = `more than ${MOST_BACKLOG} lines wait to be released: name some of the items`
    return [{ path: '/skus', code: 'too_many', message }]
  }
  const keys = [...new Set(rows.map(({ itemId }) => itemId))].map((itemId) => ({ companyId, itemId }))
  const roots = [...new Set(rows.map(({ rootId }) => rootId))].map((orderId) => ({ companyId, orderId }))
  const stock = await readStock(db, companies.values(), keys)
  const [orders] = await Promise.all([
    readOrders(db, roots, { lines: true, holds: false, parts: 'each' }),
    addSourcing(db, stock, [...companies.values()], keys),
  ])
  const flags = await readWaitFlags(db, { orders, companies })
  return tellReleased(question, { company, rows, orders, stock, flags }, now)
}

function tellReleased(
  { rank, companyId }: ReleaseQuestion,
  of: {
    company: Company
    rows: readonly PlannedDemand[]
    orders: Map<string, Order>
    stock: StockFacts
    flags: WaitFlags
  },
  now: Date,
): Releasable[] {
  const { company, rows, orders, stock, flags } = of
  const today = businessDate(company, now)
  const parts = new Map(
    [...orders.values()].flatMap((order) => order.parts.map((part) => [part.id, part] as const)),
  )
  const lines = rows.flatMap((waiting): Line[] => {
    const order = orders.get(`${companyId}/${waiting.rootId}`)
    const part = parts.get(waiting.sourceId)
    // It went while it was read.
    if (!order || !part) return []
    const line = order.lines.find(({ lineNo }) => lineNo === part.lineNo)
    const value = valueOf(order, line, waiting.quantity, company)
    const { sourceId: id } = waiting
    const requestedOn = part.requestedOn ?? today
    return [{ ...waiting, id, requestedOn, value, ...rankedBy(order, flags.accounts), waiting, order, part }]
  })
  const ranked = rankBacklog(lines, rank ?? company.settings.backorderRank ?? USUAL_RANK)
  const given = new Map<bigint, Released>()
  const kept = keptFor(stock, today)
  for (const [itemId, own] of Map.groupBy(ranked, ({ demand }) => demand.itemId)) {
    const item = { companyId, itemId }
    const waiting = own.map(({ demand }) => demand.waiting)
    const released = releaseWaiting(stock, NOWHERE, item, waiting, {
      today,
      keptFrom: keptFromOrders({ orders }, item, kept),
      bringing: bringingTo({ orders, stock }, item, kept),
      smallest: ({ rootId, sourceId }) =>
        smallestPiece(flags, company, orders.get(`${companyId}/${rootId}`)!, parts.get(sourceId)!),
      least: ({ sourceId }) => parts.get(sourceId)!.minSplit,
      split: ({ sourceId }) => sourceId,
    })
    for (const one of released) given.set(one.demand.sourceId, one)
  }
  return ranked.map(({ demand, priority }): Releasable => {
    const { order, part, itemId, quantity: waits } = demand
    const one = given.get(part.id)
    const releases = one?.quantity ?? 0n
    const inParts = smallestPiece(flags, company, order, part) !== null
    const nothing = !inParts ? 'not_in_parts' : part.minSplit === undefined ? 'nothing_free' : 'minimum_split'
    return {
      priority,
      order,
      part,
      itemId,
      sku: order.lines.find(({ lineNo }) => lineNo === part.lineNo)!.sku,
      waits,
      releases,
      location: locationOf(stock, companyId, one?.locationId ?? demand.locationId)!.code,
      why: releases === waits ? 'whole' : one ? 'in_part' : nothing,
    }
  })
}

/** A plan writes nothing. */
const NOWHERE = { add() {} }

export interface ReleaseBackordersRequest extends MayBeKeyed {
  companyId: bigint
  actor: string
  /** Whoever is to be served first in front, with the items that they wait for. */
  lines: readonly { partId: bigint; itemId: bigint }[]
}

interface ReleaseFacts extends Serving {
  rows: PlannedDemand[]
  flags: WaitFlags
}

/**
 * Gives goods to backorders that wait to be released, in this order, as far as there are any now (B6-2): what is left of a line that is
 * served in parts waits on as a line of its own kind. From here on they are reserved; a warehouse is asked by their plan.
 */
export const releaseBackorders = keyed<ReleaseBackordersRequest, Map<ReleaseBackordersRequest, ReleaseFacts>>(
  {
    name: 'orchestration.release_backorders',
    // Each in a batch of its own.
    weigh: () => 1000,
    companyOf: (request) => request.companyId,
    async read(db, requests) {
      const facts = new Map<ReleaseBackordersRequest, ReleaseFacts>()
      for (const request of requests) facts.set(request, await readRelease(db, request))
      return facts
    },
    lock(facts, locks) {
      for (const { progress } of facts.values()) lockProgress(progress, locks)
    },
    decide(request, facts, context): Answered | Refusal {
      const own = facts.get(request)!
      const company = own.progress.companies.get(request.companyId)
      if (!company) return refuse('unknown_company', 'there is no such company')
      const released = release(request, own, company, context)
      return { ok: true, answer: { lines: released } }
    },
    conclude(facts, context) {
      for (const { progress } of facts.values()) concludeProgress(progress, context)
    },
  } satisfies Act<ReleaseBackordersRequest, Map<ReleaseBackordersRequest, ReleaseFacts>, Answered | Refusal>,
)

async function readRelease(
  db: Reader,
  { companyId, lines }: ReleaseBackordersRequest,
): Promise<ReleaseFacts> {
  const itemIds = [...new Set(lines.map(({ itemId }) => itemId))]
  const sourceIds = lines.map(({ partId }) => partId)
  const of = { companyId, itemIds, rootIds: [], sourceIds }
  const before = lines.length === 0 ? [] : await readToRelease(db, of, lines.length)
  const orders = [...new Set(before.map(({ rootId }) => rootId))].map((orderId) => ({ companyId, orderId }))
  const items = itemIds.map((itemId) => ({ companyId, itemId, locationId: null, incoming: 0n }))
  const serving = await readServing(db, orders, items, { lines: true, companyIds: [companyId] })
  // Demand after the gates: what is written between the two moves a gate that the batch asks again.
  const rows = lines.length === 0 ? [] : await readToRelease(db, of, lines.length)
  return { ...serving, rows, flags: await readWaitFlags(db, serving.progress) }
}

function release(
  { companyId, actor, lines }: ReleaseBackordersRequest,
  facts: ReleaseFacts,
  company: Company,
  context: Context,
): Json[] {
  const { progress, flags } = facts
  const { orders, stock } = progress
  const today = businessDate(company, context.now)
  const place = new Map(lines.map(({ partId }, index) => [partId, index]))
  const parts = new Map(
    [...orders.values()].flatMap((order) => order.parts.map((part) => [part.id, part] as const)),
  )
  const known = facts.rows.filter(
    ({ sourceId, rootId }) => parts.has(sourceId) && orders.has(`${companyId}/${rootId}`),
  )
  const kept = keptFor(stock, today)
  const given: Given[] = []
  for (const [itemId, waiting] of Map.groupBy(known, (row) => row.itemId)) {
    const item = { companyId, itemId }
    // Who is served by itself comes before, as ever.
    serveWaiting(facts, context, company, item, actor)
    const made = new Map<bigint, FulfillmentLine>()
    const inTurn = waiting.toSorted((a, b) => place.get(a.sourceId)! - place.get(b.sourceId)!)
    const released = releaseWaiting(stock, context.writes, item, inTurn, {
      today,
      keptFrom: keptFromOrders(progress, item, kept),
      bringing: bringingTo(progress, item, kept),
      smallest: ({ rootId, sourceId }) =>
        smallestPiece(flags, company, orders.get(`${companyId}/${rootId}`)!, parts.get(sourceId)!),
      least: ({ sourceId }) => parts.get(sourceId)!.minSplit,
      split(demand, quantity) {
        const order = orderOf(progress, { companyId, orderId: demand.rootId })!
        const from = parts.get(demand.sourceId)!
        const piece = splitPart(order, from, quantity, context)
        waitsAsItMay(order, from, context)
        made.set(piece.id, piece)
        return piece.id
      },
    })
    for (const one of released) {
      const order = orderOf(progress, { companyId, orderId: one.demand.rootId })!
      const from = parts.get(one.demand.sourceId)!
      given.push({ released: one, order, part: made.get(one.sourceId) ?? from, from })
    }
  }
  serveGiven(progress, context, given, { company, today, act: 'release_backorder', actor })
  return given
    .toSorted((a, b) => place.get(a.from.id)! - place.get(b.from.id)!)
    .map((one) => renderReleased(one, stock))
}

function renderReleased(
  { released: { quantity, locationId }, order, part, from }: Given,
  stock: StockFacts,
): Json {
  return {
    orderId: encodeId('ord', order.id),
    number: orderNumber(order.id),
    line: encodeId('ful', part.id),
    splitFrom: part === from ? null : encodeId('ful', from.id),
    quantity: formatMicro(quantity),
    location: locationOf(stock, order.companyId, locationId)!.code,
  }
}
