import type { Database, Reader } from '../platform/database/index.ts'
import { checkFilters } from '../platform/http/index.ts'
import { divRound, minorToMicro, currencyDigits, MICRO, type Micro } from '../platform/money.ts'
import type { Versioned } from '../platform/picture.ts'
import { encodeId, orderNumber } from '../platform/public-id.ts'
import { readTogether } from '../platform/snapshot.ts'
import { money, quantity, unitPrice } from '../platform/wire.ts'
import type { Buyer } from './allocation.ts'
import { availability, availabilityBy, availableOn, type DatedQuantity } from './atp.ts'
import { atpRuleAt, readAtp, termsAt } from './atp-setup.ts'
import { readLocationsOf } from './places.ts'
import {
  findFilters,
  findItem,
  findMoveBudgetEnd,
  findStockBudgetEnd,
  listMoves as listMoveRows,
  listStock as listStockRows,
  readItemDemand,
  readItemGates,
  readItemSupply,
} from './read.sql.ts'
import { addAllocation } from './read-shares.ts'
import { noAllocation } from './share-facts.ts'
import { shareOfBuyer } from './shares.ts'
import type { AvailabilityOfItem, StockMoveView, StockView } from './shapes.ts'

/** Rows that one request may look at for filters without an index. */
export const SCAN_BUDGET = 100_000n
/** No location has a greater id: the place behind all stock of an item. */
const BEHIND_ALL = 2n ** 63n - 1n

export interface StockFilter {
  companyId: bigint
  /** Exactly this sku, */
  sku?: string | undefined
  /** or all that begin with this. */
  text?: string | undefined
  /** Location code. */
  location?: string | undefined
  after: readonly [sku: string, locationId: bigint] | null
  limit: number
}

/** Stock by item and location in order of sku. `currency` is the company's functional currency. */
export async function listStock(
  db: Reader,
  filter: StockFilter,
  currency: string,
): Promise<{ rows: StockView[]; next: readonly [string, bigint] | null }> {
  const { companyId, sku, location } = filter
  let locationId: bigint | null = null
  if (sku !== undefined || location !== undefined) {
    const asked = { companyId, sku: sku ?? null, location: location ?? null }
    const [known] = await db.read(findFilters, asked)
    locationId = known!.location_id
    checkFilters(
      { name: 'sku', value: sku, known: known!.item_known },
      { name: 'location', value: location, known: locationId !== null },
    )
  }
  const from = sku ?? filter.text ?? ''
  const place = {
    companyId,
    skuFrom: from,
    // The next text in the order of bytes: of one sku, or of all that begin with it.
    skuEnd: sku === undefined ? `${from}\u{10ffff}` : `${from}\u0001`,
    afterSku: filter.after?.[0] ?? null,
    budget: SCAN_BUDGET,
  }
  const found = await db.read(listStockRows, {
    ...place,
    afterLocation: filter.after?.[1] ?? null,
    locationId,
    fetch: BigInt(filter.limit + 1),
  })
  const shown = found.slice(0, filter.limit)
  const last = shown.at(-1)
  let next: readonly [string, bigint] | null = null
  if (found.length > filter.limit && last !== undefined) next = [last.sku, last.location_id]
  else {
    const [end] = await db.read(findStockBudgetEnd, place)
    if (end !== undefined) next = [end.sku, BEHIND_ALL]
  }
  return {
    rows: shown.map((row) => ({
      itemId: encodeId('itm', row.item_id),
      sku: row.sku,
      name: row.name,
      location: row.location_code,
      locationName: row.location_name,
      onHand: quantity(row.on_hand),
      reserved: quantity(row.reserved),
      available: quantity(row.on_hand - row.reserved),
      costPool:
        row.method === null || row.pool_quantity === null || row.pool_value === null
          ? null
          : {
              quantity: quantity(row.pool_quantity),
              value: money(row.pool_value, currency),
              average: unitPrice(
                averageCost(row.pool_value, row.pool_quantity, row.last_cost ?? 0n, currency),
                currency,
              ),
              method: row.method,
            },
    })),
    next,
  }
}

/** What a unit of a pool costs, to six decimals; the last known cost when there is none. For showing only. */
function averageCost(value: bigint, units: Micro, lastCost: Micro, currency: string): Micro {
  return units > 0n ? divRound(minorToMicro(value, currencyDigits(currency)) * MICRO, units) : lastCost
}

/**
 * What can be promised of an item over time, by location (D3): projected from what is free, what comes and what was
 * promised already, as the ATP rule of the item at each place says (A10-3); of what is shared out, what the buyer may have. Backordered
 * demand holds no supply and is shown apart. Undefined: no such item.
 */
export async function readAvailability(
  db: Database,
  company: Versioned & { today: string },
  { sku, on, buyer }: { sku: string; on: string; buyer?: Buyer | undefined },
): Promise<AvailabilityOfItem | undefined> {
  const { id: companyId, today } = company
  const asked = { companyId, sku }
  const found = await readTogether(db, (reader) => ({
    item: reader.read(findItem, asked),
    gates: reader.read(readItemGates, asked),
    supplies: reader.read(readItemSupply, asked),
    demands: reader.read(readItemDemand, asked),
  }))
  const item = found.item[0]
  if (item === undefined) return undefined
  const itemId = item.id
  const items = [{ companyId, itemId }]
  const ruled = await db.use(async (reader) => {
    const shared = { allocation: noAllocation() }
    if (buyer) await addAllocation(reader, shared, [company], items)
    const locations = await readLocationsOf(reader, [company])
    return { ...shared, locations, atp: await readAtp(reader, [company], items, new Map()) }
  })
  const own = buyer && shareOfBuyer(ruled, { companyId, itemId }, buyer, today)
  const places = new Map<bigint, { code: string; onHand: Micro; reserved: Micro; safety: Micro }>()
  for (const row of found.gates) {
    places.set(row.location_id, {
      code: row.location_code,
      onHand: row.on_hand,
      reserved: row.reserved,
      safety: row.safety,
    })
  }
  for (const row of found.supplies) {
    if (!places.has(row.location_id)) {
      places.set(row.location_id, { code: row.location_code, onHand: 0n, reserved: 0n, safety: 0n })
    }
  }
  // Where a rule does not search stock, anything is available of what was never there.
  for (const { id, code } of ruled.locations.get(companyId)!) {
    const fence = termsAt(ruled, companyId, itemId, id, today)?.fence
    if (fence !== undefined && !places.has(id)) places.set(id, { code, onHand: 0n, reserved: 0n, safety: 0n })
  }
  let total = 0n
  let anyFrom: string | null = null
  const locations = [...places].map(([id, place]) => {
    const by = atpRuleAt(ruled, companyId, itemId, id)
    const terms = termsAt(ruled, companyId, itemId, id, today)
    const supplies = found.supplies.filter((row) => row.location_id === id)
    const demands: DatedQuantity[] = []
    let demand = 0n
    let backordered = 0n
    for (const row of found.demands) {
      if (row.location_id !== id) continue
      if (row.promised_on === null) backordered += row.quantity
      else {
        demand += row.quantity
        demands.push({ on: row.promised_on, quantity: row.quantity })
      }
    }
    const { onHand, reserved, safety } = place
    const coming = supplies.map((row) => ({ on: row.due_on, quantity: row.open, kind: row.kind }))
    const input = { today, free: onHand - reserved - safety, supplies: coming, demands }
    const stock = { onHand, reserved, safety, supplies: coming, demands }
    const nothing = { days: [today], available: [0n] }
    const searched = terms ? availabilityBy(terms, input) : availability(input)
    const mine = own?.at(id)?.cap(stock, searched, undefined) ?? searched
    const projected = terms === null || terms?.unsearched ? nothing : mine
    const available = availableOn(projected, on)
    total += available
    const unlimitedFrom = terms?.fence ?? null
    if (unlimitedFrom !== null && (anyFrom === null || unlimitedFrom < anyFrom)) anyFrom = unlimitedFrom
    return {
      location: place.code,
      onHand: quantity(place.onHand),
      reserved: quantity(place.reserved),
      safetyStock: quantity(place.safety),
      availableOn: quantity(available),
      unlimitedFrom,
      rule: ruleShown(by),
      steps: projected.days.map((from, i) => ({ from, available: quantity(projected.available[i]!) })),
      supplies: supplies.map((row) => ({
        number: row.number,
        kind: row.kind,
        counts: terms === undefined || (terms !== null && !terms.unsearched && terms.counts(row.kind)),
        dueOn: row.due_on,
        quantity: quantity(row.open),
        pastDue: row.due_on < today,
      })),
      demand: quantity(demand),
      backordered: quantity(backordered),
    }
  })
  return {
    itemId: encodeId('itm', item.id),
    sku: item.sku,
    today,
    on,
    availableOn: quantity(total),
    ...(own ? { allocation: { plan: own.plan.code, node: own.node?.code ?? null } } : {}),
    unlimitedFrom: anyFrom,
    locations,
  }
}

/** Which rule says what is available, and by what it is for the item and the place. */
function ruleShown(found: ReturnType<typeof atpRuleAt>): AvailabilityOfItem['locations'][number]['rule'] {
  const nobody = { code: null, name: null, version: null }
  if (found === 'built_in') return { ...nobody, mode: 'stock', because: 'built_in' }
  if (found === 'none') return { ...nobody, mode: null, because: 'no_atp_rule' }
  const { rule, match } = found
  const { code, name, version, mode } = rule
  return { code, name, version, mode, because: match }
}

/** Moves of an item, newest cause first. Undefined: no such item. */
export async function listMoves(
  db: Reader,
  asked: { companyId: bigint; sku: string; after: readonly [bigint, bigint] | null; limit: number },
  currency: string,
): Promise<{ rows: StockMoveView[]; next: readonly [bigint, bigint] | null } | undefined> {
  const { companyId } = asked
  const [item] = await db.read(findItem, asked)
  if (item === undefined) return undefined
  const place = {
    companyId,
    afterRoot: asked.after?.[0] ?? null,
    afterId: asked.after?.[1] ?? null,
    budget: SCAN_BUDGET,
  }
  const found = await db.read(listMoveRows, { ...place, itemId: item.id, fetch: BigInt(asked.limit + 1) })
  const shown = found.slice(0, asked.limit)
  const last = found.length > asked.limit ? shown.at(-1) : (await db.read(findMoveBudgetEnd, place))[0]
  return {
    rows: shown.map((row) => ({
      id: encodeId('mov', row.id),
      kind: row.kind,
      location: row.location_code,
      quantity: quantity(row.quantity),
      value: money(row.value, currency),
      movedOn: row.moved_on,
      // Only goods that leave for an order or come back from one have it as their root.
      ...(row.kind === 'issue' || row.kind === 'return' || row.kind === 'transfer'
        ? { orderId: encodeId('ord', row.root_id), orderNumber: orderNumber(row.root_id) }
        : { orderId: null, orderNumber: null }),
    })),
    next: last === undefined ? null : [last.root_id, last.id],
  }
}
