import { Type, type Static } from 'typebox'
import type { OrderState } from '../orders/index.ts'
import type { Database, Reader } from '../platform/database/index.ts'
import { encodeId, orderNumber } from '../platform/public-id.ts'
import { readTogether } from '../platform/snapshot.ts'
import {
  IdShape,
  instant,
  InstantShape,
  money,
  MoneyShape,
  orNull,
  quantity,
  QuantityShape,
  unitPrice,
} from '../platform/wire.ts'
import { namesOf } from './codes.ts'
import { readLocationCodes } from './order.sql.ts'
import { rewind } from './rewind.ts'
import { actorSeen, type Sight } from './sight.ts'
import {
  findFirstPlace,
  findPlaceOfTime,
  readThenFacts,
  readThenHead,
  readThenHolds,
  readThenLines,
  readThenParts,
  readThenTasks,
} from './then.sql.ts'

const Text = Type.String()

/** An order as it was known at a place in the company's order of facts. */
export const OrderThen = Type.Object(
  {
    id: IdShape,
    number: Text,
    asOf: Type.Object({
      pos: Type.String({
        description: 'Place in the order of facts; the same place always gives the same answer',
      }),
      at: orNull(InstantShape),
    }),
    version: Type.Integer(),
    state: Text,
    status: Text,
    fulfillmentStatus: Text,
    billingStatus: Text,
    paymentStatus: Text,
    priority: Type.Integer(),
    customerReference: orNull(Text),
    requestedOn: orNull(Text),
    total: MoneyShape,
    lines: Type.Array(
      Type.Object({
        lineNo: Type.Integer(),
        sku: Text,
        quantity: QuantityShape,
        uom: Text,
        unitPrice: MoneyShape,
        net: MoneyShape,
        tax: MoneyShape,
      }),
    ),
    fulfillmentLines: Type.Array(
      Type.Object({
        id: IdShape,
        lineNo: Type.Integer(),
        quantity: QuantityShape,
        supply: Text,
        location: orNull(Text),
        broughtFrom: orNull(Text),
        promisedOn: orNull(Text),
        shipped: QuantityShape,
        invoiced: QuantityShape,
        returned: QuantityShape,
        cancelled: QuantityShape,
      }),
    ),
    tasks: Type.Array(
      Type.Object({
        id: IdShape,
        componentId: IdShape,
        component: Text,
        kind: Text,
        name: orNull(Text),
        state: Text,
      }),
    ),
    holds: Type.Array(
      Type.Object({ id: IdShape, lineNo: orNull(Type.Integer()), kind: Text, code: Text, reason: Text }),
    ),
    last: Type.Object(
      { pos: Text, at: InstantShape, act: Text, actor: orNull(Text), reason: orNull(Text) },
      { description: 'The last thing that had happened to it' },
    ),
  },
  { title: 'OrderThen' },
)
export type OrderThen = Static<typeof OrderThen>

/** Facts of one order that are read; no order comes near. */
const MOST_FACTS = 20_000n

/** Later than anything. */
const EVER = new Date('9999-12-31T00:00:00Z')

/** The place of a moment, which is a place itself (digits) or an instant, `now` when absent; undefined: it is neither. */
export async function placeOf(
  db: Reader,
  companyId: bigint,
  moment: string | undefined,
): Promise<bigint | undefined> {
  if (moment !== undefined && /^\d{1,18}$/.test(moment)) return BigInt(moment)
  const at = moment === undefined ? EVER : new Date(moment)
  if (Number.isNaN(at.getTime())) return undefined
  const [row] = await db.read(findPlaceOfTime, { companyId, at })
  return row!.pos
}

/** The place at which an order came; undefined: it never did. */
export async function firstPlaceOf(
  db: Reader,
  key: { companyId: bigint; orderId: bigint },
): Promise<bigint | undefined> {
  const [row] = await db.read(findFirstPlace, key)
  return row?.pos
}

/** An order as it was known at a place (N-7, P-69), and the account that owns it; undefined: it was not there yet. */
export async function readThen(
  db: Database,
  key: { companyId: bigint; orderId: bigint },
  pos: bigint,
  sight: Sight,
): Promise<{ view: OrderThen; accountId: bigint | null } | undefined> {
  const at = { ...key, pos }
  const found = await readTogether(db, (reader) => ({
    head: reader.read(readThenHead, at),
    lines: reader.read(readThenLines, at),
    facts: reader.read(readThenFacts, { ...key, most: MOST_FACTS }),
    parts: reader.read(readThenParts, key),
    tasks: reader.read(readThenTasks, key),
    holds: reader.read(readThenHolds, at),
    locations: reader.read(readLocationCodes, { companyId: key.companyId }),
  }))
  const head = found.head[0]
  const last = found.facts.findLast((fact) => fact.pos <= pos)
  if (!head || !last) return undefined
  const then = rewind(
    pos,
    {
      state: head.state as OrderState,
      priority: head.priority,
      openHolds: found.holds.length,
      prepaid: head.prepaid,
      total: head.total,
      parts: found.parts.map((row) => ({
        id: row.id,
        lineNo: row.line_no,
        quantity: row.quantity,
        locationId: row.location_id,
        fromId: row.from_location_id,
        supply: row.supply,
        promisedOn: row.promised_on,
        shipped: row.shipped,
        invoiced: row.invoiced,
        returned: row.returned,
        cancelled: row.cancelled,
      })),
      tasks: found.tasks,
    },
    found.facts,
  )
  const { currency } = head
  const locations = namesOf(found.locations)
  const codeOf = (id: bigint | null) => (id === null ? null : (locations.get(id.toString()) ?? null))
  const view: OrderThen = {
    id: encodeId('ord', key.orderId),
    number: orderNumber(key.orderId),
    asOf: { pos: pos.toString(), at: head.place_at ? instant(head.place_at) : null },
    version: head.version,
    state: then.state,
    ...then.shown,
    priority: then.priority,
    customerReference: head.customer_reference,
    requestedOn: head.requested_on,
    total: money(head.total, currency),
    lines: found.lines.map((row) => ({
      lineNo: row.line_no,
      sku: row.sku,
      quantity: quantity(row.quantity),
      uom: row.uom,
      unitPrice: unitPrice(row.unit_price, currency),
      net: money(row.net, currency),
      tax: money(row.tax, currency),
    })),
    fulfillmentLines: then.parts.map((part) => ({
      id: encodeId('ful', part.id),
      lineNo: part.lineNo,
      quantity: quantity(part.quantity),
      supply: part.supply,
      location: codeOf(part.locationId),
      broughtFrom: codeOf(part.fromId),
      promisedOn: part.promisedOn,
      shipped: quantity(part.shipped),
      invoiced: quantity(part.invoiced),
      returned: quantity(part.returned),
      cancelled: quantity(part.cancelled),
    })),
    tasks: then.tasks.map((task) => ({
      id: encodeId('tsk', task.id),
      componentId: encodeId('cmp', task.component_id),
      component: task.component,
      kind: task.kind,
      name: task.name,
      state: task.state,
    })),
    holds: found.holds.map(({ id, line_no: lineNo, kind, code, reason }) => ({
      id: encodeId('hld', id),
      lineNo,
      kind,
      code,
      reason,
    })),
    last: {
      pos: last.pos.toString(),
      at: instant(last.at),
      act: last.act,
      actor: actorSeen(last.actor, sight),
      reason: last.reason,
    },
  }
  return { view, accountId: head.account_id }
}

export const Difference = Type.Object(
  {
    path: Type.String({ description: 'Where; of a list by the id or the number of what stands in it' }),
    from: Type.Unknown({ description: 'Absent: it was not there' }),
    to: Type.Unknown({ description: 'Absent: it is not there any more' }),
  },
  { title: 'OrderDifference', required: ['path'] },
)
export interface Difference {
  path: string
  from?: unknown
  to?: unknown
}

/** What differs between two answers about one order; when they are of, and what happened last, goes without saying. */
export function differencesOf(from: OrderThen, to: OrderThen): Difference[] {
  const { asOf: _a, last: _b, ...one } = from
  const { asOf: _c, last: _d, ...other } = to
  const found: Difference[] = []
  compare(one, other, '', found)
  return found
}

function compare(from: unknown, to: unknown, path: string, found: Difference[]): void {
  if (Array.isArray(from) && Array.isArray(to)) return compare(byName(from), byName(to), path, found)
  if (isObject(from) && isObject(to)) {
    for (const name of new Set([...Object.keys(from), ...Object.keys(to)]))
      compare(from[name], to[name], `${path}/${name}`, found)
    return
  }
  if (from === to) return
  found.push({ path, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) })
}

function byName(list: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(
    (list as Record<string, unknown>[]).map((one) => [String(one['id'] ?? one['lineNo']), one]),
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
