// Written by `npm run generate` from product-order.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

/** A page of orders, the newest first; each filter is null when it is not given. `sees_all`: also those of other accounts than `accounts`. */
export const listProductOrders: ReadStatement<{ companyId: bigint | null; orderId: bigint | null; externalId: string | null; placedAt: Date | null; placedFrom: Date | null; placedTo: Date | null; states: readonly string[]; account: string | null; seesAll: boolean | null; accounts: readonly bigint[]; skip: bigint | null; most: bigint | null }, { order_id: bigint }> = {
  name: 'insight.list_product_orders',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
    { name: 'externalId', type: 'text', array: false },
    { name: 'placedAt', type: 'timestamptz', array: false },
    { name: 'placedFrom', type: 'timestamptz', array: false },
    { name: 'placedTo', type: 'timestamptz', array: false },
    { name: 'states', type: 'text', array: true },
    { name: 'account', type: 'text', array: false },
    { name: 'seesAll', type: 'boolean', array: false },
    { name: 'accounts', type: 'bigint', array: true },
    { name: 'skip', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select s.order_id\nfrom orders.order_state s\njoin orders.sales_order o on o.company_id = $1::bigint and o.id = s.order_id and o.version = s.version\nwhere s.company_id = $1::bigint\n  and ($2::bigint is null or s.order_id = $2::bigint)\n  and ($3::text is null or o.external_id = $3::text)\n  and ($4::timestamptz is null or s.placed_at = $4::timestamptz)\n  and ($5::timestamptz is null or s.placed_at >= $5::timestamptz)\n  and ($6::timestamptz is null or s.placed_at <= $6::timestamptz)\n  and (cardinality($7::text[]) = 0 or s.state = any($7::text[]))\n  and ($8::text is null or o.account_id in (select a.id from customers.account a\n    where a.company_id = $1::bigint and a.number = $8::text))\n  and ($9::boolean or o.account_id = any($10::bigint[]))\norder by s.placed_at desc, s.order_id desc offset $11::bigint limit $12::bigint",
}

/** How many there are of them, up to `most`. */
export const countProductOrders: ReadStatement<{ companyId: bigint | null; orderId: bigint | null; externalId: string | null; placedAt: Date | null; placedFrom: Date | null; placedTo: Date | null; states: readonly string[]; account: string | null; seesAll: boolean | null; accounts: readonly bigint[]; most: bigint | null }, { found: number }> = {
  name: 'insight.count_product_orders',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
    { name: 'externalId', type: 'text', array: false },
    { name: 'placedAt', type: 'timestamptz', array: false },
    { name: 'placedFrom', type: 'timestamptz', array: false },
    { name: 'placedTo', type: 'timestamptz', array: false },
    { name: 'states', type: 'text', array: true },
    { name: 'account', type: 'text', array: false },
    { name: 'seesAll', type: 'boolean', array: false },
    { name: 'accounts', type: 'bigint', array: true },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select count(*)::integer as found from (\n  select 1 from orders.order_state s\n  join orders.sales_order o on o.company_id = $1::bigint and o.id = s.order_id and o.version = s.version\n  where s.company_id = $1::bigint\n    and ($2::bigint is null or s.order_id = $2::bigint)\n    and ($3::text is null or o.external_id = $3::text)\n    and ($4::timestamptz is null or s.placed_at = $4::timestamptz)\n    and ($5::timestamptz is null or s.placed_at >= $5::timestamptz)\n    and ($6::timestamptz is null or s.placed_at <= $6::timestamptz)\n    and (cardinality($7::text[]) = 0 or s.state = any($7::text[]))\n    and ($8::text is null or o.account_id in (select a.id from customers.account a\n      where a.company_id = $1::bigint and a.number = $8::text))\n    and ($9::boolean or o.account_id = any($10::bigint[]))\n  limit $11::bigint\n) f",
}

/** Heads of orders as product orders tell them. */
export const readProductOrders: ReadStatement<{ orderIds: readonly bigint[]; companyId: bigint | null; now: Date | null }, { id: bigint; version: number; revision: bigint; state: string; priority: number; placed_at: Date; promised_on: string | null; source: string; external_id: string; account_id: bigint | null; currency: string; prepaid: boolean; payment_status: string; total: bigint; tax_total: bigint; freight: bigint; freight_tax: bigint; problems: Json; decisions: Json; account_number: string | null; customer_name: string | null; customer_kind: string | null; held: boolean; fallout: boolean; ended_at: Date | null; cancelled_at: Date | null; cancel_reason: string | null; request_due: Date | null }> = {
  name: 'insight.read_product_orders',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'orderIds', type: 'bigint', array: true },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'now', type: 'timestamptz', array: false },
  ],
  text: "select o.id, s.version, s.revision, s.state, s.priority, s.placed_at, s.promised_on, o.source, o.external_id, o.account_id, o.currency, o.prepaid, s.payment_status,\n  o.total, o.tax_total, o.freight, o.freight_tax, o.problems, o.decisions, a.number as account_number, d.name as customer_name, c.kind as customer_kind,\n  exists (select from orders.hold h where h.company_id = s.company_id and h.order_id = s.order_id\n    and h.line_nos is null and h.task_kind is null and h.released_batch is null) as held,\n  exists (select from orchestration.task t\n    join orchestration.component p on p.company_id = t.company_id and p.order_id = t.order_id and p.id = t.component_id\n    where t.company_id = s.company_id and t.order_id = s.order_id and t.state = 'failed' and t.problem is not null\n      and cardinality(p.line_ids) = 0 and cardinality(p.line_nos) = 0) as fallout,\n  e.at as ended_at, x.at as cancelled_at, x.reason as cancel_reason, r.due_at as request_due\nfrom unnest($1::bigint[]) with ordinality as w(order_id, place)\njoin orders.order_state s on s.company_id = $2::bigint and s.order_id = w.order_id\njoin orders.sales_order o on o.company_id = $2::bigint and o.id = s.order_id and o.version = s.version\nleft join customers.account a on a.company_id = $2::bigint and a.id = o.account_id\nleft join customers.customer c on c.company_id = $2::bigint and c.id = a.customer_id\nleft join customers.person_data d on d.company_id = $2::bigint and d.customer_id = a.customer_id and d.id = 0\n-- The last time that something of it left, or that it ended.\nleft join lateral (select max(g.at) as at from orders.history h\n  join platform.company_log g on g.company_id = h.company_id and g.batch = h.batch\n  where h.company_id = $2::bigint and h.order_id = s.order_id\n    and h.events && '{shipment.shipped,shipment.partially_shipped,order.cancelled,order.cancelled_in_part}'::text[]) e on true\nleft join lateral (select g.at, h.reason from orders.history h\n  join platform.company_log g on g.company_id = h.company_id and g.batch = h.batch\n  where h.company_id = $2::bigint and h.order_id = s.order_id and h.events @> '{order.cancelled}'::text[]\n  order by g.pos desc limit 1) x on s.state = 'cancelled'\nleft join lateral (select r.due_at from orchestration.request r\n  where r.company_id = $2::bigint and r.order_id = s.order_id and r.kind = 'cancel' and r.due_at is not null\n    and (r.wanted_at is null or r.wanted_at <= $3::timestamptz) limit 1) r on true\norder by w.place",
}

/** Lines that stand, each with what its parts sum to; a line without parts stands for itself. */
export const readProductOrderLines: ReadStatement<{ companyId: bigint | null; orderIds: readonly bigint[] }, { order_id: bigint; line_no: number; external_line_id: string | null; sku: string; item_name: string | null; uom: string; ordered: bigint; unit_price: bigint; net: bigint; tax: bigint; tax_percent: bigint; charges: Json | null; parent_no: number | null; sold: Json | null; quantity: bigint; shipped: bigint; cancelled: bigint; held: boolean; fallout: boolean }> = {
  name: 'insight.read_product_order_lines',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select l.order_id, l.line_no, l.external_line_id, l.sku, l.item_name, l.uom, l.ordered, l.unit_price, l.net, l.tax, l.tax_percent, l.charges, l.parent_no, l.sold,\n  coalesce(f.quantity, l.ordered) as quantity, coalesce(f.shipped, 0) as shipped,\n  -- What was given up with the order failed; it was not cancelled.\n  (coalesce(f.cancelled, 0) - coalesce(g.given_up, 0))::numeric(20, 6) as cancelled,\n  exists (select from orders.hold h where h.company_id = $1::bigint and h.order_id = l.order_id\n    and l.line_no = any(h.line_nos) and h.released_batch is null) as held,\n  exists (select from orchestration.task t\n    join orchestration.component p on p.company_id = t.company_id and p.order_id = t.order_id and p.id = t.component_id\n    where t.company_id = $1::bigint and t.order_id = l.order_id and t.state = 'failed' and t.problem is not null\n      and (l.line_no = any(p.line_nos) or p.line_ids && f.part_ids)) as fallout\nfrom (\n  select distinct on (l.order_id, l.line_no) l.order_id, l.line_no, l.action, l.external_line_id, l.sku, i.name as item_name, l.uom,\n    l.quantity as ordered, l.unit_price, l.net, l.tax, l.tax_percent, l.charges, c.parent_no, l.sold\n  from unnest($2::bigint[]) as w(order_id)\n  join orders.order_state s on s.company_id = $1::bigint and s.order_id = w.order_id\n  join orders.order_line l on l.company_id = $1::bigint and l.order_id = s.order_id and l.from_version <= s.version\n  left join catalog.item i on i.company_id = $1::bigint and i.id = l.item_id\n  left join orders.line_configuration c on c.company_id = $1::bigint and c.order_id = l.order_id and c.line_no = l.line_no\n  order by l.order_id, l.line_no, l.from_version desc\n) l\nleft join (\n  select f.order_id, f.line_no, array_agg(f.id) as part_ids, sum(f.quantity)::numeric(20, 6) as quantity,\n    sum(f.shipped)::numeric(20, 6) as shipped, sum(f.cancelled)::numeric(20, 6) as cancelled\n  from unnest($2::bigint[]) as w(order_id)\n  join orders.fulfillment_line f on f.company_id = $1::bigint and f.order_id = w.order_id\n  group by 1, 2\n) f on f.order_id = l.order_id and f.line_no = l.line_no\nleft join (\n  select f.order_id, f.line_no, sum(c.quantity) as given_up\n  from unnest($2::bigint[]) as w(order_id)\n  join orders.order_state s on s.company_id = $1::bigint and s.order_id = w.order_id and s.state = 'aborted'\n  join orders.history h on h.company_id = s.company_id and h.order_id = s.order_id and h.act = 'abort'\n  join orders.cancellation c on c.company_id = s.company_id and c.order_id = s.order_id and c.batch = h.batch\n  join orders.fulfillment_line f on f.company_id = s.company_id and f.order_id = s.order_id and f.id = c.part_id\n  group by 1, 2\n) g on g.order_id = l.order_id and g.line_no = l.line_no\nwhere l.action <> 'delete'\norder by l.order_id, l.line_no",
}
