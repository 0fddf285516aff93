import { hash } from 'node:crypto'
import { locationOf } from '../../inventory/index.ts'
import {
  amountOf,
  lineShareOf,
  orderNumber,
  type FulfillmentLine,
  type LineDelta,
  type Order,
} from '../../orders/index.ts'
import type { Json, JsonObject } from '../../platform/json.ts'
import { formatMicro, type Minor } from '../../platform/money.ts'
import { encodeId } from '../../platform/public-id.ts'
import { money } from '../../platform/wire.ts'
import { tasksOf, type Progress } from '../plan/progress.ts'
import type { ToldCall } from '../calls/compensate.ts'

/** What of an order an amendment is told by: taken before, and after. */
export interface Snapshot {
  amounts: Amounts
  /** By part: what is wanted of it, from where, on which day. */
  parts: Map<bigint, PartShot>
  /** By task: kind, lines, state. */
  tasks: Map<bigint, { kind: string; lineNos: number[]; state: string }>
  holds: number
  promisedOn: string | null
}

interface PartShot {
  lineNo: number
  supply: string
  locationId: bigint | null
  open: bigint
  promisedOn: string | null
}

interface Amounts {
  net: Minor
  tax: Minor
  freight: Minor
}

/** An order as it stands, before or after it is amended. */
export function snapshot(progress: Progress, order: Order): Snapshot {
  const lines = new Map(order.lines.map((line) => [line.lineNo, line]))
  const siblings = Map.groupBy(order.parts, ({ lineNo }) => lineNo)
  const amounts: Amounts = { net: 0n, tax: 0n, freight: 0n }
  const parts = new Map<bigint, PartShot>()
  const lineOf = new Map(order.parts.map(({ id, lineNo }) => [id, lineNo]))
  for (const part of order.parts) {
    const { id, lineNo, supply, locationId, promisedOn, quantity, cancelled, shipped } = part
    const share = lineShareOf(lines.get(lineNo)!, part, siblings.get(lineNo)!)
    for (const name of ['net', 'tax', 'freight'] as const)
      amounts[name] += amountOf(part, share[name], quantity - cancelled)
    parts.set(id, { lineNo, supply, locationId, promisedOn, open: quantity - cancelled - shipped })
  }
  const tasks = new Map(
    tasksOf(progress, { companyId: order.companyId, orderId: order.id }).map((task) => {
      const { id, kind, state, lineNos, partIds } = task
      const of = lineNos.length > 0 ? [...lineNos] : [...new Set(partIds.map((one) => lineOf.get(one)!))]
      return [id, { kind, state, lineNos: of }]
    }),
  )
  return { amounts, parts, tasks, holds: order.openHolds, promisedOn: lastDay(order.parts) }
}

function lastDay(parts: readonly FulfillmentLine[]): string | null {
  let last: string | null = null
  for (const { quantity, cancelled, promisedOn } of parts) {
    if (cancelled === quantity) continue
    if (promisedOn === null) return null
    if (last === null || promisedOn > last) last = promisedOn
  }
  return last
}

/** What an amendment does, or would do: the same words for both, so that they can be compared (N-2). */
export function tell(
  progress: Progress,
  order: Order,
  before: Snapshot,
  what: {
    deltas: readonly LineDelta[]
    numbers: ReadonlyMap<LineDelta, number>
    baseVersion: number
    moved: string | null
    calls: readonly ToldCall[]
  },
): JsonObject {
  const after = snapshot(progress, order)
  const { deltas, numbers, baseVersion, moved, calls } = what
  const lines = new Map(order.lines.map((line) => [line.lineNo, line]))
  return {
    orderId: encodeId('ord', order.id),
    number: orderNumber(order.id),
    baseVersion,
    version: order.version,
    shipTo: moved,
    lines: deltas.map((delta): Json => {
      const lineNo = delta.lineNo ?? numbers.get(delta)!
      const { sku, externalLineId } = lines.get(lineNo)!
      return {
        lineNo,
        lineId: externalLineId,
        sku,
        change: delta.kind,
        quantity: { from: formatMicro(delta.wanted), to: formatMicro(delta.target) },
        repriced: delta.repriced,
        requestedOn: delta.day,
      }
    }),
    money: moneyTold(order, before, after),
    stock: stockTold(progress, order, before, after),
    promise: { from: before.promisedOn, to: after.promisedOn },
    promises: promisesTold(progress, order, deltas, numbers, after),
    tasks: tasksTold(before, after),
    calls: calls.map(({ lineNos, ...call }): Json => ({ ...call, lineNos: [...lineNos] })),
    held: after.holds > before.holds,
  }
}

function moneyTold({ currency }: Order, { amounts: from }: Snapshot, { amounts: to }: Snapshot): JsonObject {
  const shown = ({ net, tax, freight }: Amounts): JsonObject => ({
    net: money(net, currency),
    tax: money(tax, currency),
    freight: money(freight, currency),
    total: money(net + tax + freight, currency),
  })
  const change = { net: to.net - from.net, tax: to.tax - from.tax, freight: to.freight - from.freight }
  return { before: shown(from), after: shown(to), change: shown(change) }
}

/** Goods that are taken and freed, by item and place. */
function stockTold(
  { stock }: Progress,
  order: Order,
  before: Snapshot,
  after: Snapshot,
): { taken: Json[]; freed: Json[] } {
  const skus = new Map(order.lines.map(({ lineNo, sku }) => [lineNo, sku]))
  const sums = new Map<string, { sku: string; locationId: bigint; supply: string; quantity: bigint }>()
  const add = ({ parts }: Snapshot, sign: bigint) => {
    for (const { lineNo, supply, locationId, open } of parts.values()) {
      if (locationId === null || supply === 'none' || open <= 0n) continue
      const sku = skus.get(lineNo)!
      const key = `${sku}\u001f${locationId}\u001f${supply}`
      const sum = sums.get(key) ?? { sku, locationId, supply, quantity: 0n }
      sum.quantity += sign * open
      sums.set(key, sum)
    }
  }
  add(after, 1n)
  add(before, -1n)
  const shown = (sign: bigint) =>
    [...sums.values()]
      .filter(({ quantity }) => sign * quantity > 0n)
      .map(({ sku, locationId, supply, quantity }): Json => ({
        sku,
        location: locationOf(stock, order.companyId, locationId)?.code ?? null,
        supply,
        quantity: formatMicro(sign * quantity),
      }))
  return { taken: shown(1n), freed: shown(-1n) }
}

/** What is promised of the lines that change. */
function promisesTold(
  { stock }: Progress,
  order: Order,
  deltas: readonly LineDelta[],
  numbers: ReadonlyMap<LineDelta, number>,
  { parts }: Snapshot,
): Json[] {
  const changed = new Set(
    deltas.filter(({ kind }) => kind !== 'same').map((delta) => delta.lineNo ?? numbers.get(delta)!),
  )
  return [...parts.values()]
    .filter(({ lineNo, open }) => changed.has(lineNo) && open > 0n)
    .map(({ lineNo, supply, locationId, open, promisedOn }) => ({
      lineNo,
      quantity: formatMicro(open),
      supply,
      location: locationId === null ? null : (locationOf(stock, order.companyId, locationId)?.code ?? null),
      promisedOn,
    }))
}

/** Lines that are named of tasks that are alike: of a huge order nobody reads all. */
const MOST_NAMED = 200

/**
 * What becomes of tasks, those that are alike together, in their order. What was done, and what is still to do, stays alike: it may be done
 * meanwhile, and that changes nothing of what is told.
 */
function tasksTold(before: Snapshot, after: Snapshot): Json[] {
  const over = (state: string) => state === 'skipped'
  const alike = new Map<string, { what: string; kind: string; tasks: number; lineNos: Set<number> }>()
  for (const [id, { kind, lineNos, state }] of after.tasks) {
    const stood = before.tasks.get(id)
    if (over(stood?.state ?? state)) continue
    const what = !stood ? 'do' : over(state) ? 'drop' : 'keep'
    const name = `${what} ${kind}`
    const own = alike.get(name) ?? { what, kind, tasks: 0, lineNos: new Set<number>() }
    alike.set(name, own)
    own.tasks += 1
    for (const lineNo of lineNos) if (own.lineNos.size < MOST_NAMED) own.lineNos.add(lineNo)
  }
  return Array.from(alike.values(), ({ lineNos, ...own }): Json => ({
    ...own,
    lineNos: [...lineNos].toSorted((a, b) => a - b),
  }))
}

/** What a token says of an amendment that was told. */
export function digestOf(told: Json): string {
  return hash('sha256', JSON.stringify(told), 'base64url')
}
