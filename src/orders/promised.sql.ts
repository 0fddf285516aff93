// Written by `npm run generate` from promised.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

export const readPromisedOrders: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; state: string; placed_at: Date; order_type: string; source: string; prepaid: boolean; ship_to_country: string }> = {
  name: 'orders.read_promised_orders',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select s.company_id, s.order_id, s.state, s.placed_at, o.order_type, s.source, o.prepaid, o.ship_to_country\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\ncross join lateral (select * from orders.order_state s where s.company_id = w.company_id and s.order_id = w.order_id offset 0) s\ncross join lateral (select * from orders.sales_order o where o.company_id = s.company_id and o.id = s.order_id and o.version = s.version offset 0) o",
}

/** Parts, with what was promised first and what is promised now. */
export const readPromisedParts: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; id: bigint; line_no: number; supply: string; requested_on: string | null; promised_on: string | null; first_promised_on: string | null; wanted: boolean }> = {
  name: 'orders.read_promised_parts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select f.company_id, f.order_id, f.id, f.line_no, f.supply, f.requested_on, f.promised_on, f.first_promised_on,\n  f.cancelled < f.quantity as wanted\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\ncross join lateral (select * from orders.fulfillment_line f where f.company_id = w.company_id and f.order_id = w.order_id offset 0) f\norder by f.company_id, f.order_id, f.id",
}

/** Orders that go on, by id; so many rows are looked at. */
export const listOpenOrders: ReadStatement<{ states: readonly string[]; companyId: bigint | null; after: bigint | null; budget: bigint | null }, { order_id: bigint; open: boolean }> = {
  name: 'orders.list_open_orders',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'states', type: 'text', array: true },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'after', type: 'bigint', array: false },
    { name: 'budget', type: 'bigint', array: false },
  ],
  text: "select s.order_id, s.state = any($1::text[]) as open\nfrom orders.order_state s\nwhere s.company_id = $2::bigint and s.order_id > $3::bigint\norder by s.order_id limit $4::bigint",
}

/** Orders that something happened to in places of the log behind one. */
export const listTouchedOrders: ReadStatement<{ companyId: bigint | null; after: bigint | null; until: bigint | null }, { order_id: bigint }> = {
  name: 'orders.list_touched_orders',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'after', type: 'bigint', array: false },
    { name: 'until', type: 'bigint', array: false },
  ],
  text: "select distinct h.order_id\nfrom platform.log_public g\ncross join lateral (select h.order_id from orders.history h where h.company_id = g.company_id and h.batch = g.batch offset 0) h\nwhere g.company_id = $1::bigint and g.pos > $2::bigint and g.pos <= $3::bigint",
}
