import {
  addAllocation,
  holdStill,
  lookOf,
  MOST_BACKLOG,
  readBacklogDemand,
  readStock,
  replan,
  replanShares,
  type BacklogRow,
  type StockFacts,
} from '../../inventory/index.ts'
import { NOT_ALLOWED, TRANSITIONS } from '../../orders/index.ts'
import { businessDate, readCompanies } from '../../organization/index.ts'
import type { Act, Context } from '../../platform/batch/index.ts'
import type { Reader, RowOf } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'
import { keyed, type Answered, type MayBeKeyed } from '../../platform/keyed.ts'
import { refuse, type Problem, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import { readBacklogChanges, readBacklogRun, releaseBacklogRun } from './backlog.sql.ts'
import { cancelChosen, CANCEL_NEEDS } from '../cancel/cancel-order.ts'
import { readCompensations, type Compensable } from '../calls/compensate.ts'
import { readItemsOf, type ItemOf } from '../plan/items-of.ts'
import {
  concludeProgress,
  lockProgress,
  orderOf,
  placesOf,
  readProgress,
  touch,
  type Progress,
} from '../plan/progress.ts'
import { leftOfPart } from '../waiting/transfers.ts'

export interface ReleaseRequest extends MayBeKeyed {
  companyId: bigint
  actor: string
  runId: bigint
}

interface ReleaseFacts {
  run: RowOf<typeof readBacklogRun> | undefined
  changes: RowOf<typeof readBacklogChanges>[]
  rows: BacklogRow[]
  progress: Progress
  items: ItemOf
  compensable: Compensable
}

/**
 * Gives orders the days, places and turns of a run, all in one batch (A10-21). Nothing of it is done when anything that it rests on has
 * moved since: what is free, comes or waits of an item that it changes, or the day.
 */
export const releaseBacklog = keyed<ReleaseRequest, Map<ReleaseRequest, ReleaseFacts>>({
  name: 'orchestration.release_backlog',
  // Each in a batch of its own.
  weigh: () => 1000,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const facts = new Map<ReleaseRequest, ReleaseFacts>()
    for (const request of requests) facts.set(request, await readRelease(db, request))
    return facts
  },
  lock(facts, locks) {
    for (const { progress } of facts.values()) lockProgress(progress, locks)
  },
  decide(request, facts, context): Answered | Refusal {
    const { companyId, actor, runId } = request
    const { run, changes, rows, progress } = facts.get(request)!
    const company = progress.companies.get(companyId)
    if (!run || !company) return refuse('not_found', 'there is no such run')
    if (run.released_batch !== null) return refuse('backlog_released', 'this run was released before')
    const items = [...new Set(changes.map((one) => one.item_id))]
    const stale = staleOf(run, items, rows, progress.stock, companyId)
    if (run.made_on !== businessDate(company, context.now))
      stale.push({ path: '', code: 'another_day', message: `it is a plan of ${run.made_on}` })
    // One that stands still is promised as any: nothing starts by a day.
    const isOver = ({ order_id: orderId }: (typeof changes)[number]) => {
      const order = orderOf(progress, { companyId, orderId })
      return !order || TRANSITIONS[order.state].progress === null
    }
    if (changes.some(isOver))
      stale.push({ path: '', code: 'order_over', message: 'an order is over that it plans' })
    // What it thinks of supply is part of what it rests on: once that is so, it is a plan as any.
    if (stale.length > 0 && thinksOfSupply(run.rules)) return refuse('backlog_hypothetical', stale)
    if (stale.length > 0) return refuse('backlog_stale', stale)
    for (const itemId of items) holdStill(progress.stock, { companyId, itemId })
    const moved = new Map(rows.map((row) => [row.sourceId, row]))
    const dated = changes.filter(isDated).map((one) => ({
      row: moved.get(one.part_id)!,
      locationId: one.location_id,
      promisedOn: one.promised_on,
    }))
    replanShares(progress.stock, companyId, dated, businessDate(company, context.now))
    for (const one of changes) {
      if (one.reason === 'may_not_wait') continue
      apply(one, progress, companyId, actor)
      replan(context, {
        companyId,
        rootId: one.order_id,
        sourceId: one.part_id,
        locationId: one.location_id,
        promisedOn: one.promised_on,
        askedAt: one.turn_at,
      })
    }
    cancelLeftOut(facts.get(request)!, context, { companyId, actor })
    context.writes.add(releaseBacklogRun, {
      companyId,
      id: runId,
      releasedBatch: context.batch,
      releasedBy: actor,
    })
    const orders = new Set(changes.map((one) => one.order_id))
    return {
      ok: true,
      answer: { id: encodeId('bkr', runId), changedLines: changes.length, changedOrders: orders.size },
    }
  },
  conclude(facts, context) {
    for (const { progress } of facts.values()) concludeProgress(progress, context)
  },
} satisfies Act<ReleaseRequest, Map<ReleaseRequest, ReleaseFacts>, Answered | Refusal>)

/** For whom nothing comes, and who may not wait, is cancelled with its money, as it was looked at (B6-1). */
function cancelLeftOut(
  { changes, progress, items, compensable }: ReleaseFacts,
  context: Context,
  { companyId, actor }: Pick<ReleaseRequest, 'companyId' | 'actor'>,
): void {
  const leftOut = changes.filter(({ reason }) => reason === 'may_not_wait')
  for (const [orderId, own] of Map.groupBy(leftOut, (one) => one.order_id)) {
    const order = orderOf(progress, { companyId, orderId })!
    const places = placesOf(progress, order)
    const chosen = own.map(({ part_id: id }) => {
      const { part } = places.get(id)!
      return { part, quantity: leftOfPart(part) }
    })
    const acting = { act: 'release_backlog', actor, reason: NOT_ALLOWED }
    cancelChosen({ progress, waiting: new Map(), items, compensable }, context, order, chosen, acting)
  }
}

async function readRelease(db: Reader, { companyId, runId }: ReleaseRequest): Promise<ReleaseFacts> {
  const [companies, [run], changes] = await Promise.all([
    readCompanies(db, new Set([companyId])),
    db.read(readBacklogRun, { companyId, id: runId }),
    db.read(readBacklogChanges, { companyId, runId }),
  ])
  const itemIds = [...new Set(changes.map((one) => one.item_id))]
  const stock = await readStock(
    db,
    companies.values(),
    itemIds.map((itemId) => ({ companyId, itemId })),
  )
  await addAllocation(
    db,
    stock,
    [...companies.values()],
    itemIds.map((itemId) => ({ companyId, itemId })),
  )
  // Demand after the gates: what is written between the two moves a gate that the batch asks again.
  const rows = itemIds.length === 0 ? [] : await readBacklogDemand(db, companyId, itemIds, MOST_BACKLOG + 1)
  const orders = changes.map((one) => ({ companyId, orderId: one.order_id }))
  const cancels = changes.some(({ reason }) => reason === 'may_not_wait')
  const needs = { stock, companyIds: [companyId], ...(cancels ? CANCEL_NEEDS : {}) }
  const progress = await readProgress(db, orders, needs)
  const [items, compensable] = await Promise.all([readItemsOf(db, progress), readCompensations(db, progress)])
  return { run, changes, rows, progress, items, compensable }
}

/** Does a run plan supply that comes otherwise than it is known to? */
export function thinksOfSupply(rules: Json): boolean {
  const { supply } = rules as { supply?: unknown[] }
  return supply !== undefined && supply.length > 0
}

/** The items that look different from what was planned. */
function staleOf(
  { item_ids: planned, looks }: RowOf<typeof readBacklogRun>,
  items: readonly bigint[],
  rows: readonly BacklogRow[],
  stock: StockFacts,
  companyId: bigint,
): Problem[] {
  const before = new Map(planned.map((itemId, index) => [itemId, looks[index]!]))
  const waiting = Map.groupBy(rows, ({ itemId }) => itemId)
  return items
    .filter(
      (itemId) => before.get(itemId) !== lookOf(stock, { companyId, itemId }, waiting.get(itemId) ?? []),
    )
    .map((itemId) => ({
      path: '',
      code: 'moved',
      message: `stock, supply or demand of ${encodeId('itm', itemId)} moved since`,
    }))
}

/** Whether a change is of a day or a place, and not of a turn alone. */
function isDated(one: RowOf<typeof readBacklogChanges>): boolean {
  return one.promised_before !== one.promised_on || one.location_before !== one.location_id
}

function apply(
  one: RowOf<typeof readBacklogChanges>,
  progress: Progress,
  companyId: bigint,
  actor: string,
): void {
  const order = orderOf(progress, { companyId, orderId: one.order_id })!
  const { part } = placesOf(progress, order).get(one.part_id)!
  const key = part.id.toString()
  const changes: Json[] = []
  const note = (what: string, from: Json, to: Json) => {
    if (from !== to) changes.push([what, key, from, to])
  }
  const supply = one.promised_on === null ? 'backorder' : 'dated'
  note('supply', part.supply, supply)
  note('promisedOn', one.promised_before, one.promised_on)
  note('location', one.location_before.toString(), one.location_id.toString())
  note('turn', one.asked_at.toISOString(), one.turn_at.toISOString())
  const dated = isDated(one)
  if (dated)
    Object.assign(part, {
      supply,
      locationId: one.location_id,
      promisedOn: one.promised_on,
      arrivesOn: one.arrives_on,
    })
  const event = one.promised_on === null ? 'order.promise_lost' : 'order.promised'
  const moved = one.promised_before !== one.promised_on
  touch(
    progress,
    order,
    { act: 'release_backlog', actor },
    { changes, events: moved ? [event] : [], ...(dated ? { sourced: part.id } : {}) },
  )
}
