// Written by `npm run generate` from then.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

/** The last place in the order of facts up to an instant; 0: none. */
export const findPlaceOfTime: ReadStatement<{ companyId: bigint | null; at: Date | null }, { pos: bigint }> = {
  name: 'insight.find_place_of_time',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'at', type: 'timestamptz', array: false },
  ],
  text: "select coalesce((select g.pos from platform.company_log g where g.company_id = $1::bigint and g.at <= $2::timestamptz\n  order by g.at desc, g.pos desc limit 1), 0) as pos",
}

/** When an order came; no row: it never did. */
export const findFirstPlace: ReadStatement<{ companyId: bigint | null; orderId: bigint | null }, { pos: bigint }> = {
  name: 'insight.find_first_place',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select min(g.pos) as pos from orders.history h\njoin platform.company_log g on g.company_id = h.company_id and g.batch = h.batch\nwhere h.company_id = $1::bigint and h.order_id = $2::bigint having count(*) > 0",
}

/** The version of an order that stood at a place, the newest, and when that place was. */
export const readThenHead: ReadStatement<{ pos: bigint | null; companyId: bigint | null; orderId: bigint | null }, { version: number; account_id: bigint | null; customer_reference: string | null; order_type: string; source: string; external_id: string; currency: string; prepaid: boolean; requested_on: string | null; placed_at: Date; total: bigint; tax_total: bigint; freight: bigint; problems: Json; state: string; priority: number; revision: bigint; place_at: Date | null; at: Date | null }> = {
  name: 'insight.read_then_head',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'pos', type: 'bigint', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select o.version, o.account_id, o.customer_reference, o.order_type, o.source, o.external_id, o.currency, o.prepaid, o.requested_on, o.placed_at,\n  o.total, o.tax_total, o.freight, o.problems, s.state, s.priority, s.revision, h.at as place_at, g.at\nfrom orders.order_state s\ncross join lateral (\n  select o.* from orders.sales_order o\n  join platform.company_log g on g.company_id = o.company_id and g.batch = o.batch and g.pos <= $1::bigint\n  where o.company_id = $2::bigint and o.id = s.order_id order by o.version desc limit 1\n) o\nleft join platform.company_log h on h.company_id = $2::bigint and h.pos = $1::bigint\nleft join platform.company_log g on g.company_id = $2::bigint and g.batch = o.batch\nwhere s.company_id = $2::bigint and s.order_id = $3::bigint",
}

/** Lines as they stood at a place; one that an edit took out stood no more. */
export const readThenLines: ReadStatement<{ companyId: bigint | null; orderId: bigint | null; pos: bigint | null }, { line_no: number; action: string; external_line_id: string | null; sku: string; uom: string; quantity: bigint; unit_price: bigint; net: bigint; tax: bigint }> = {
  name: 'insight.read_then_lines',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
    { name: 'pos', type: 'bigint', array: false },
  ],
  text: "select * from (\n  select distinct on (l.line_no) l.line_no, l.action, l.external_line_id, l.sku, l.uom, l.quantity, l.unit_price, l.net, l.tax\n  from orders.order_line l\n  where l.company_id = $1::bigint and l.order_id = $2::bigint and l.from_version <= (\n    select max(o.version) from orders.sales_order o\n    join platform.company_log g on g.company_id = o.company_id and g.batch = o.batch and g.pos <= $3::bigint\n    where o.company_id = $1::bigint and o.id = $2::bigint)\n  order by l.line_no, l.from_version desc\n) l where l.action <> 'delete' order by l.line_no",
}

/** All that happened to an order, in order: what each fact changed, and what it kept of what was before. */
export const readThenFacts: ReadStatement<{ companyId: bigint | null; orderId: bigint | null; most: bigint | null }, { pos: bigint; at: Date; act: string; actor: string; reason: string | null; changes: Json; events: string[]; known: Json | null }> = {
  name: 'insight.read_then_facts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select g.pos, g.at, h.act, h.actor, h.reason, h.changes, h.events, h.known\nfrom orders.history h\njoin platform.company_log g on g.company_id = h.company_id and g.batch = h.batch\nwhere h.company_id = $1::bigint and h.order_id = $2::bigint\norder by g.pos limit $3::bigint",
}

/** Parts as they stand now. */
export const readThenParts: ReadStatement<{ companyId: bigint | null; orderId: bigint | null }, { id: bigint; line_no: number; location_id: bigint | null; from_location_id: bigint | null; quantity: bigint; supply: string; promised_on: string | null; shipped: bigint; invoiced: bigint; returned: bigint; cancelled: bigint }> = {
  name: 'insight.read_then_parts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select f.id, f.line_no, f.location_id, f.from_location_id, f.quantity, f.supply, f.promised_on, f.shipped, f.invoiced, f.returned, f.cancelled\nfrom orders.fulfillment_line f\nwhere f.company_id = $1::bigint and f.order_id = $2::bigint\norder by f.line_no, f.id",
}

/** Tasks as they stand now. */
export const readThenTasks: ReadStatement<{ companyId: bigint | null; orderId: bigint | null }, { id: bigint; component_id: bigint; component: string; key: string; kind: string; name: string | null; state: string }> = {
  name: 'insight.read_then_tasks',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select t.id, t.component_id, c.kind as component, c.key, t.kind, t.name, t.state\nfrom orchestration.task t\njoin orchestration.component c on c.company_id = t.company_id and c.order_id = t.order_id and c.id = t.component_id\nwhere t.company_id = $1::bigint and t.order_id = $2::bigint\norder by t.component_id, t.id",
}

/** Holds that stood at a place. */
export const readThenHolds: ReadStatement<{ pos: bigint | null; companyId: bigint | null; orderId: bigint | null }, { id: bigint; line_no: number | null; kind: string; code: string; reason: string }> = {
  name: 'insight.read_then_holds',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'pos', type: 'bigint', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select h.id, h.line_no, h.kind, h.code, h.reason\nfrom orders.hold h\njoin platform.company_log p on p.company_id = h.company_id and p.batch = h.placed_batch and p.pos <= $1::bigint\nleft join platform.company_log r on r.company_id = h.company_id and r.batch = h.released_batch\nwhere h.company_id = $2::bigint and h.order_id = $3::bigint and (h.released_batch is null or r.pos > $1::bigint)\norder by h.id",
}
