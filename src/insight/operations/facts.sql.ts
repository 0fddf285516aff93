// Written by `npm run generate` from facts.sql; do not edit.
import type { ReadStatement } from '../../platform/database/index.ts'

/** What happened by day of the company: of each kind, the orders it happened to and how often it did. `budget` bounds the facts that are looked at, newest first; `looked` says how many there were. */
export const countDays: ReadStatement<{ companyId: bigint | null; fromOn: string | null; toOn: string | null; budget: bigint | null; events: readonly string[]; source: string | null; kinds: readonly string[] }, { day: string; kind: string; orders: bigint; facts: bigint; looked: bigint }> = {
  name: 'insight.operations.count_days',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'fromOn', type: 'date', array: false },
    { name: 'toOn', type: 'date', array: false },
    { name: 'budget', type: 'bigint', array: false },
    { name: 'events', type: 'text', array: true },
    { name: 'source', type: 'text', array: false },
    { name: 'kinds', type: 'text', array: true },
  ],
  text: "with place as materialized (\n  select g.at, g.batch from platform.company_log g\n  where g.company_id = $1::bigint\n    and g.at >= ($2::date)::timestamp at time zone (select y.time_zone from organization.company y where y.company_id = $1::bigint)\n    and g.at < ($3::date + 1)::timestamp at time zone (select y.time_zone from organization.company y where y.company_id = $1::bigint)\n  order by g.at desc limit $4::bigint\n), fact as materialized (\n  select g.at, g.batch, h.order_id, h.events\n  from place g\n  join orders.history h on h.company_id = $1::bigint and h.batch = g.batch and h.events && $5::text[]\n  join orders.order_state s on s.company_id = $1::bigint and s.order_id = h.order_id\n    and ($6::text is null or s.source = $6::text)\n  order by g.at desc limit $4::bigint\n)\nselect (f.at at time zone y.time_zone)::date as day, w.kind, count(distinct f.order_id) as orders,\n  count(distinct (f.batch, f.order_id)) as facts, \n  greatest((select count(*) from fact), (select count(*) from place)) as looked\nfrom fact f\njoin organization.company y on y.company_id = $1::bigint\njoin unnest($7::text[], $5::text[]) as w(kind, event) on w.event = any(f.events)\ngroup by 1, 2 order by 1, 2",
}

/** The facts behind a number of a day, in their order; `firsts` keeps the first one of each order and day. */
export const listDayFacts: ReadStatement<{ companyId: bigint | null; fromOn: string | null; toOn: string | null; events: readonly string[]; source: string | null; firsts: boolean | null; afterPos: bigint | null; afterId: bigint | null; fetch: bigint | null }, { pos: bigint; at: Date; day: string; order_id: bigint; source: string; act: string }> = {
  name: 'insight.operations.list_day_facts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'fromOn', type: 'date', array: false },
    { name: 'toOn', type: 'date', array: false },
    { name: 'events', type: 'text', array: true },
    { name: 'source', type: 'text', array: false },
    { name: 'firsts', type: 'boolean', array: false },
    { name: 'afterPos', type: 'bigint', array: false },
    { name: 'afterId', type: 'bigint', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select f.pos, f.at, f.day, f.order_id, f.source, f.act from (\n  select g.pos, g.at, (g.at at time zone y.time_zone)::date as day, h.order_id, s.source, h.act,\n    row_number() over (partition by h.order_id, (g.at at time zone y.time_zone)::date order by g.pos) as n\n  from organization.company y\n  join platform.company_log g on g.company_id = $1::bigint\n    and g.at >= ($2::date)::timestamp at time zone y.time_zone\n    and g.at < ($3::date + 1)::timestamp at time zone y.time_zone\n  join orders.history h on h.company_id = $1::bigint and h.batch = g.batch and h.events && $4::text[]\n  join orders.order_state s on s.company_id = $1::bigint and s.order_id = h.order_id\n    and ($5::text is null or s.source = $5::text)\n  where y.company_id = $1::bigint\n) f\nwhere (not $6::boolean or f.n = 1) and (f.pos, f.order_id) > ($7::bigint, $8::bigint)\norder by f.pos, f.order_id limit $9::bigint",
}

/** Versions of orders that were placed in a window, up to one more than are measured. */
export const countWindow: ReadStatement<{ companyId: bigint | null; fromOn: string | null; toOn: string | null; budget: bigint | null }, { placed: bigint }> = {
  name: 'insight.operations.count_window',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'fromOn', type: 'date', array: false },
    { name: 'toOn', type: 'date', array: false },
    { name: 'budget', type: 'bigint', array: false },
  ],
  text: "select count(*) as placed from (\n  select 1 from orders.sales_order o\n  where o.company_id = $1::bigint\n    and o.placed_at >= ($2::date)::timestamp at time zone (select y.time_zone from organization.company y where y.company_id = $1::bigint)\n    and o.placed_at < ($3::date + 1)::timestamp at time zone (select y.time_zone from organization.company y where y.company_id = $1::bigint)\n  limit $4::bigint + 1\n) o",
}

/** Orders of a window, newest first, that were agreed and not cancelled, with what the measures ask of each. What a line was part of is in read_line_facts. */
export const readOrderFacts: ReadStatement<{ companyId: bigint | null; fromOn: string | null; toOn: string | null; budget: bigint | null; source: string | null }, { id: bigint; source: string; placed_at: Date; ordered_on: string; requested_on: string | null; billing_status: string; by_hand: boolean; submitted_at: Date | null; shipped_at: Date | null; paid_at: Date | null; held_ms: bigint; net: bigint; cost: bigint }> = {
  name: 'insight.operations.read_order_facts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'fromOn', type: 'date', array: false },
    { name: 'toOn', type: 'date', array: false },
    { name: 'budget', type: 'bigint', array: false },
    { name: 'source', type: 'text', array: false },
  ],
  text: "select o.id, o.source, o.placed_at, o.ordered_on, o.requested_on, s.billing_status, h.by_hand, h.submitted_at, h.shipped_at, h.paid_at,\n  d.held_ms, v.net, m.cost\nfrom (\n  select o.id, o.version, o.source, o.placed_at, o.ordered_on, o.requested_on from orders.sales_order o\n  where o.company_id = $1::bigint\n    and o.placed_at >= ($2::date)::timestamp at time zone (select y.time_zone from organization.company y where y.company_id = $1::bigint)\n    and o.placed_at < ($3::date + 1)::timestamp at time zone (select y.time_zone from organization.company y where y.company_id = $1::bigint)\n  order by o.placed_at desc, o.id desc, o.version desc limit $4::bigint\n) o\njoin orders.order_state s on s.company_id = $1::bigint and s.order_id = o.id and s.version = o.version\n  and s.state not in ('draft', 'pending_approval', 'rejected', 'cancelled', 'aborted')\ncross join lateral (\n  select coalesce(bool_or(starts_with(h.actor, 'user:')), false) as by_hand,\n    min(g.at) filter (where 'order.submitted' = any(h.events)) as submitted_at,\n    max(g.at) filter (where h.events && array['shipment.shipped', 'shipment.partially_shipped']) as shipped_at,\n    max(g.at) filter (where 'order.paid' = any(h.events)) as paid_at\n  from orders.history h\n  join platform.company_log g on g.company_id = $1::bigint and g.batch = h.batch\n  where h.company_id = $1::bigint and h.order_id = o.id\n) h\ncross join lateral (\n  select coalesce(sum(extract(epoch from r.at - p.at) * 1000), 0)::bigint as held_ms\n  from orders.hold d\n  join platform.company_log p on p.company_id = $1::bigint and p.batch = d.placed_batch\n  join platform.company_log r on r.company_id = $1::bigint and r.batch = d.released_batch\n  where d.company_id = $1::bigint and d.order_id = o.id\n) d\ncross join lateral (\n  select coalesce(sum(case when v.kind = 'invoice' then 1 else -1 end * round(v.net * v.rate_e10 / 1e10)), 0)::bigint as net\n  from billing.invoice v where v.company_id = $1::bigint and v.cause_id = o.id\n) v\ncross join lateral (\n  select coalesce(-sum(m.value), 0)::bigint as cost from inventory.stock_move m\n  where m.company_id = $1::bigint and m.root_id = o.id and m.kind in ('issue', 'return')\n) m\nwhere $5::text is null or o.source = $5::text\norder by o.placed_at desc, o.id desc",
}

/** The lines of the same orders that leave stock: a line whose parts leave from several places or days has the date of its last part. What left on the first day of a line is the sum of its issues of that day. */
export const readLineFacts: ReadStatement<{ companyId: bigint | null; fromOn: string | null; toOn: string | null; budget: bigint | null }, { order_id: bigint; line_no: number; sku: string | null; ordered: bigint; shipped: bigint; requested_on: string | null; promised_on: string | null; first_promised_on: string | null; first_ship_on: string | null; last_ship_on: string | null; first_shipped: bigint }> = {
  name: 'insight.operations.read_line_facts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'fromOn', type: 'date', array: false },
    { name: 'toOn', type: 'date', array: false },
    { name: 'budget', type: 'bigint', array: false },
  ],
  text: "select f.order_id, f.line_no, i.sku, f.ordered, f.shipped, f.requested_on, f.promised_on, f.first_promised_on,\n  m.first_ship_on, m.last_ship_on, coalesce(m.first_shipped, 0)::numeric(20, 6) as first_shipped\nfrom (\n  select distinct o.id as order_id from (\n    select o.id from orders.sales_order o\n    where o.company_id = $1::bigint\n      and o.placed_at >= ($2::date)::timestamp at time zone (select y.time_zone from organization.company y where y.company_id = $1::bigint)\n      and o.placed_at < ($3::date + 1)::timestamp at time zone (select y.time_zone from organization.company y where y.company_id = $1::bigint)\n    order by o.placed_at desc, o.id desc, o.version desc limit $4::bigint\n  ) o\n) w\ncross join lateral (\n  select f.order_id, f.line_no, min(f.item_id) as item_id, sum(f.quantity)::numeric(20, 6) as ordered, sum(f.shipped)::numeric(20, 6) as shipped,\n    max(f.requested_on) as requested_on, max(f.promised_on) as promised_on, max(f.first_promised_on) as first_promised_on,\n    array_agg(f.id) as parts\n  from orders.fulfillment_line f\n  where f.company_id = $1::bigint and f.order_id = w.order_id and f.supply <> 'none'\n  group by f.order_id, f.line_no\n) f\ncross join lateral (\n  select min(m.moved_on) as first_ship_on, max(m.moved_on) as last_ship_on,\n    sum(m.quantity) filter (where m.moved_on = m.first_on) as first_shipped\n  from (\n    select -m.quantity as quantity, m.moved_on, min(m.moved_on) over () as first_on from inventory.stock_move m\n    where m.company_id = $1::bigint and m.root_id = f.order_id and m.kind = 'issue' and m.source_id = any(f.parts)\n  ) m\n) m\nleft join catalog.item i on i.company_id = $1::bigint and i.id = f.item_id\norder by f.order_id, f.line_no",
}

export const readCompanyHead: ReadStatement<{ companyId: bigint | null }, { pos: bigint }> = {
  name: 'insight.operations.read_company_head',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select coalesce((select h.pos from platform.company_head h where h.company_id = $1::bigint), 0) as pos",
}
