// Written by `npm run generate` from order-progress.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

/** Which of these orders came from a source. */
export const readOfSource: ReadStatement<{ orderIds: readonly bigint[]; companyId: bigint | null; source: string | null }, { order_id: bigint }> = {
  name: 'insight.read_of_source',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'orderIds', type: 'bigint', array: true },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'source', type: 'text', array: false },
  ],
  text: "select s.order_id\nfrom unnest($1::bigint[]) as w(order_id)\njoin orders.order_state s on s.company_id = $2::bigint and s.order_id = w.order_id and s.source = $3::text\norder by s.order_id",
}

/** How far orders are, for those who tell others of it. */
export const readProgress: ReadStatement<{ orderIds: readonly bigint[]; companyId: bigint | null }, { order_id: bigint; source: string; external_id: string; state: string; open_holds: number; payment_status: string }> = {
  name: 'insight.read_progress',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'orderIds', type: 'bigint', array: true },
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select s.order_id, o.source, o.external_id, s.state, s.open_holds, s.payment_status\nfrom unnest($1::bigint[]) as w(order_id)\njoin orders.order_state s on s.company_id = $2::bigint and s.order_id = w.order_id\njoin orders.sales_order o on o.company_id = $2::bigint and o.id = s.order_id and o.version = s.version\norder by s.order_id",
}

/** Lines as they stand, each with what its fulfillment lines sum to. Both are put in groups, not joined: an order of ten thousand lines is no walk over all of its parts for each. */
export const readLineProgress: ReadStatement<{ orderIds: readonly bigint[]; companyId: bigint | null }, { order_id: bigint; line_no: number; external_line_id: string | null; custom: Json; quantity: bigint; shipped: bigint; cancelled: bigint; backordered: boolean }> = {
  name: 'insight.read_line_progress',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'orderIds', type: 'bigint', array: true },
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select x.order_id, x.line_no, max(x.external_line_id) as external_line_id,\n  (array_agg(x.custom) filter (where x.action is not null))[1] as custom, coalesce(sum(x.quantity), 0) as quantity,\n  coalesce(sum(x.shipped), 0) as shipped, coalesce(sum(x.cancelled), 0) as cancelled, coalesce(bool_or(x.backordered), false) as backordered\nfrom (\n  select l.*, null::numeric as quantity, null::numeric as shipped, null::numeric as cancelled, null::boolean as backordered from (\n    select distinct on (l.order_id, l.line_no) l.order_id, l.line_no, l.action, l.external_line_id, l.custom\n    from unnest($1::bigint[]) as w(order_id)\n    join orders.order_state s on s.company_id = $2::bigint and s.order_id = w.order_id\n    join orders.order_line l on l.company_id = $2::bigint and l.order_id = s.order_id and l.from_version <= s.version\n    order by l.order_id, l.line_no, l.from_version desc\n  ) l\n  union all\n  select f.order_id, f.line_no, null, null, null, f.quantity, f.shipped, f.cancelled,\n    f.supply = 'backorder' and f.shipped + f.cancelled < f.quantity\n  from unnest($1::bigint[]) as w(order_id)\n  join orders.fulfillment_line f on f.company_id = $2::bigint and f.order_id = w.order_id\n) x\ngroup by x.order_id, x.line_no\nhaving max(x.action) <> 'delete'\norder by x.order_id, x.line_no",
}

/** Which lines each shipment carries, in the order in which they were asked for. */
export const readParcelProgress: ReadStatement<{ orderIds: readonly bigint[]; companyId: bigint | null }, { order_id: bigint; line_no: number; id: bigint; state: string; tracking_number: string | null; requested: bigint; shipped: bigint }> = {
  name: 'insight.read_parcel_progress',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'orderIds', type: 'bigint', array: true },
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select f.order_id, f.line_no, s.id, s.state, s.tracking_number, sum(p.requested) as requested, sum(p.shipped) as shipped\nfrom unnest($1::bigint[]) as w(order_id)\njoin fulfillment.shipment s on s.company_id = $2::bigint and s.cause_id = w.order_id\njoin fulfillment.shipment_line p on p.company_id = $2::bigint and p.cause_id = s.cause_id and p.shipment_id = s.id\ncross join lateral (select f.order_id, f.line_no from orders.fulfillment_line f\n  where f.company_id = $2::bigint and f.order_id = s.cause_id and f.id = p.source_id offset 0) f\ngroup by f.order_id, f.line_no, s.id, s.state, s.tracking_number\norder by f.order_id, s.id, f.line_no",
}
