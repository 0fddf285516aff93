// Written by `npm run generate` from facts.sql; do not edit.
import type { ReadStatement } from '../../platform/database/index.ts'

/** The first and the last place of the log that some days of the company hold; none: the first is behind the last. */
export const readPlacesOfDays: ReadStatement<{ fromOn: string | null; toOn: string | null; companyId: bigint | null }, { first: bigint; last: bigint }> = {
  name: 'insight.operations.read_places_of_days',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'fromOn', type: 'date', array: false },
    { name: 'toOn', type: 'date', array: false },
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select\n  coalesce((select min(g.pos) from platform.company_log g where g.company_id = y.company_id and g.at = (\n    select min(f.at) from platform.company_log f where f.company_id = y.company_id\n      and f.at >= ($1::date)::timestamp at time zone y.time_zone)), 1) as first,\n  coalesce((select max(g.pos) from platform.company_log g where g.company_id = y.company_id and g.at = (\n    select max(l.at) from platform.company_log l where l.company_id = y.company_id\n      and l.at < ($2::date + 1)::timestamp at time zone y.time_zone)), 0) as last\nfrom organization.company y where y.company_id = $3::bigint",
}

/** The facts behind a number of a day at the places of a stretch, in their order; `firsts` keeps the first one of each order and day. */
export const listDayFacts: ReadStatement<{ companyId: bigint | null; first: bigint | null; last: bigint | null; events: readonly string[]; source: string | null; afterPos: bigint | null; afterId: bigint | null; firsts: boolean | null; fetch: bigint | null }, { pos: bigint; at: Date; day: string; order_id: bigint; source: string; act: string }> = {
  name: 'insight.operations.list_day_facts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'first', type: 'bigint', array: false },
    { name: 'last', type: 'bigint', array: false },
    { name: 'events', type: 'text', array: true },
    { name: 'source', type: 'text', array: false },
    { name: 'afterPos', type: 'bigint', array: false },
    { name: 'afterId', type: 'bigint', array: false },
    { name: 'firsts', type: 'boolean', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select g.pos, g.at, (g.at at time zone y.time_zone)::date as day, h.order_id, s.source, h.act\nfrom organization.company y\njoin platform.company_log g on g.company_id = $1::bigint and g.pos >= $2::bigint and g.pos <= $3::bigint\njoin orders.history h on h.company_id = $1::bigint and h.batch = g.batch and h.events && $4::text[]\njoin orders.order_state s on s.company_id = $1::bigint and s.order_id = h.order_id\n  and ($5::text is null or s.source = $5::text)\nwhere y.company_id = $1::bigint and (g.pos, h.order_id) > ($6::bigint, $7::bigint)\n  and (not $8::boolean or not exists (select from orders.history e\n    join platform.company_log p on p.company_id = $1::bigint and p.batch = e.batch and p.pos < g.pos\n      and (p.at at time zone y.time_zone)::date = (g.at at time zone y.time_zone)::date\n    where e.company_id = $1::bigint and e.order_id = h.order_id and e.events && $4::text[]))\norder by g.pos, h.order_id limit $9::bigint",
}

/** Orders that were ordered on some days, newest first along sales_order_placed; at most `budget` of their versions are looked at, the last of which `ends` the page, whether it `matches` or not. */
export const listOrdersOfDays: ReadStatement<{ budget: bigint | null; source: string | null; companyId: bigint | null; fromOn: string | null; toOn: string | null; afterAt: Date | null; afterId: bigint | null; fetch: bigint | null }, { id: bigint; placed_at: Date; lines: number; matches: boolean; ends: boolean }> = {
  name: 'insight.operations.list_orders_of_days',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'budget', type: 'bigint', array: false },
    { name: 'source', type: 'text', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'fromOn', type: 'date', array: false },
    { name: 'toOn', type: 'date', array: false },
    { name: 'afterAt', type: 'timestamptz', array: false },
    { name: 'afterId', type: 'bigint', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select o.id, o.placed_at, o.lines, o.matches, o.ends from (\n  select o.id, o.placed_at, s.lines, o.version, o.n = $1::bigint as ends,\n    s.version = o.version and ($2::text is null or o.source = $2::text) as matches\n  from (\n    select o.*, row_number() over (order by o.placed_at desc, o.id desc, o.version desc) as n from (\n      select o.id, o.version, o.source, o.placed_at from orders.sales_order o\n      where o.company_id = $3::bigint\n        and o.placed_at >= ($4::date)::timestamp at time zone (select y.time_zone from organization.company y where y.company_id = $3::bigint)\n        and o.placed_at < ($5::date + 1)::timestamp at time zone (select y.time_zone from organization.company y where y.company_id = $3::bigint)\n        and (o.placed_at, o.id) <= (coalesce($6::timestamptz, 'infinity'), coalesce($7::bigint, 0))\n      order by o.placed_at desc, o.id desc, o.version desc limit $1::bigint\n    ) o\n  ) o\n  join orders.order_state s on s.company_id = $3::bigint and s.order_id = o.id\n) o\nwhere o.matches or o.ends\norder by o.placed_at desc, o.id desc, o.version desc limit $8::bigint",
}

/** Of these orders those that were agreed and not cancelled, newest first, with what the measures ask of each. What a line was part of is in read_line_facts. */
export const readOrderFacts: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[] }, { company_id: bigint; id: bigint; source: string; placed_at: Date; day: string; ordered_on: string; requested_on: string | null; billing_status: string; by_hand: boolean; submitted_at: Date | null; shipped_at: Date | null; paid_at: Date | null; held_ms: bigint; net: bigint; cost: bigint }> = {
  name: 'insight.operations.read_order_facts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select w.company_id, o.id, o.source, o.placed_at, (o.placed_at at time zone y.time_zone)::date as day, o.ordered_on, o.requested_on, s.billing_status, h.by_hand, h.submitted_at, h.shipped_at, h.paid_at,\n  d.held_ms, v.net, m.cost\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\njoin organization.company y on y.company_id = w.company_id\njoin orders.order_state s on s.company_id = w.company_id and s.order_id = w.order_id\njoin orders.sales_order o on o.company_id = w.company_id and o.id = s.order_id and o.version = s.version\ncross join lateral (\n  select coalesce(bool_or(starts_with(h.actor, 'user:')), false) as by_hand,\n    min(g.at) filter (where 'order.submitted' = any(h.events)) as submitted_at,\n    max(g.at) filter (where h.events && array['shipment.shipped', 'shipment.partially_shipped']) as shipped_at,\n    max(g.at) filter (where 'order.paid' = any(h.events)) as paid_at\n  from orders.history h\n  join platform.company_log g on g.company_id = w.company_id and g.batch = h.batch\n  where h.company_id = w.company_id and h.order_id = o.id\n) h\ncross join lateral (\n  select coalesce(sum(extract(epoch from r.at - p.at) * 1000), 0)::bigint as held_ms\n  from orders.hold d\n  join platform.company_log p on p.company_id = w.company_id and p.batch = d.placed_batch\n  join platform.company_log r on r.company_id = w.company_id and r.batch = d.released_batch\n  where d.company_id = w.company_id and d.order_id = o.id\n) d\ncross join lateral (\n  select coalesce(sum(case when v.kind = 'invoice' then 1 else -1 end * round(v.net * v.rate_e10 / 1e10)), 0)::bigint as net\n  from billing.invoice v where v.company_id = w.company_id and v.cause_id = o.id\n) v\ncross join lateral (\n  select coalesce(-sum(m.value), 0)::bigint as cost from inventory.stock_move m\n  where m.company_id = w.company_id and m.root_id = o.id and m.kind in ('issue', 'return')\n) m\nwhere s.state not in ('draft', 'pending_approval', 'rejected', 'cancelled', 'aborted')\norder by o.placed_at desc, o.id desc",
}

/** The lines of the same orders that leave stock, as far as they are wanted: what was cancelled is nobody's failure. A line whose parts leave from several places or days has the date of its last part. What left on the first day of a line is the sum of its issues of that day. Parts and issues are put in groups, not joined: whatever the estimates are, an order of ten thousand lines is no walk over all its moves for each. */
export const readLineFacts: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; line_no: number; item_id: bigint; ordered: bigint; shipped: bigint; requested_on: string | null; promised_on: string | null; first_promised_on: string | null; first_ship_on: string | null; last_ship_on: string | null; first_shipped: bigint; sku: string | null }> = {
  name: 'insight.operations.read_line_facts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select m.*, i.sku from (\n  select l.company_id, l.order_id, l.line_no, min(l.item_id) as item_id, sum(l.quantity)::numeric(20, 6) as ordered,\n    sum(l.shipped)::numeric(20, 6) as shipped, max(l.requested_on) as requested_on, max(l.promised_on) as promised_on,\n    max(l.first_promised_on) as first_promised_on, min(l.moved_on) as first_ship_on, max(l.moved_on) as last_ship_on,\n    coalesce(sum(l.moved) filter (where l.moved_on = l.first_on), 0)::numeric(20, 6) as first_shipped\n  from (\n    select p.*, min(p.moved_on) over (partition by p.company_id, p.order_id, p.line_no) as first_on from (\n      select x.company_id, x.order_id, max(x.line_no) over (partition by x.company_id, x.order_id, x.part_id) as line_no, x.item_id, x.quantity, x.shipped,\n        x.requested_on, x.promised_on, x.first_promised_on, x.moved_on, x.moved\n      from (\n        select f.company_id, f.order_id, f.id as part_id, f.line_no, f.item_id, f.quantity - f.cancelled as quantity, f.shipped, f.requested_on, f.promised_on,\n          f.first_promised_on, null::date as moved_on, null::numeric as moved\n        from unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\n        join orders.fulfillment_line f on f.company_id = w.company_id and f.order_id = w.order_id and f.supply <> 'none'\n        union all\n        select m.company_id, m.root_id, m.source_id, null, null, null, null, null, null, null, m.moved_on, -m.quantity\n        from unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\n        join inventory.stock_move m on m.company_id = w.company_id and m.root_id = w.order_id and m.kind = 'issue'\n      ) x\n    ) p where p.line_no is not null\n  ) l\n  group by l.company_id, l.order_id, l.line_no having sum(l.quantity) > 0\n) m\nleft join catalog.item i on i.company_id = m.company_id and i.id = m.item_id\norder by m.company_id, m.order_id, m.line_no",
}
