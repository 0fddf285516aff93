// Written by `npm run generate` from reconciliation.sql; do not edit.
import type { ReadStatement } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'

/** A channel is named by its code, or by that of its source system. */
export const findSource: ReadStatement<{ companyId: bigint | null; code: string | null }, { source: string | null }> = {
  name: 'monitoring.reconcile.find_source',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'code', type: 'text', array: false },
  ],
  text: "select coalesce((select c.source from channels.channel c where c.company_id = $1::bigint and c.code = $2::text),\n  (select s.code from orders.source_system s where s.company_id = $1::bigint and s.code = $2::text)) as source",
}

/** Orders of a source that were placed on a day of the company. */
export const readOrdersOfDay: ReadStatement<{ day: string | null; source: string | null; companyId: bigint | null; most: bigint | null }, { order_id: bigint; external_id: string; currency: string; total: bigint; state: string }> = {
  name: 'monitoring.reconcile.read_orders_of_day',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'day', type: 'date', array: false },
    { name: 'source', type: 'text', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select o.id as order_id, o.external_id, o.currency, o.total, s.state\nfrom organization.company c\njoin orders.sales_order o on o.company_id = c.company_id\n  and o.placed_at >= ($1::date)::timestamp at time zone c.time_zone\n  and o.placed_at < ($1::date + 1)::timestamp at time zone c.time_zone\njoin orders.order_state s on s.company_id = o.company_id and s.order_id = o.id and s.version = o.version and s.source = $2::text\nwhere c.company_id = $3::bigint\norder by o.external_id limit $4::bigint",
}

/** Orders of a source by its own ids, whenever they were placed. */
export const readOrdersNamed: ReadStatement<{ names: readonly string[]; companyId: bigint | null; source: string | null }, { external_id: string; order_id: bigint; currency: string; total: bigint; state: string }> = {
  name: 'monitoring.reconcile.read_orders_named',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'names', type: 'text', array: true },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'source', type: 'text', array: false },
  ],
  text: "select w.name as external_id, o.id as order_id, o.currency, o.total, s.state\nfrom unnest($1::text[]) as w(name)\ncross join lateral (select k.order_id from orders.source_key k\n  where k.company_id = $2::bigint and k.source = $3::text and k.external_id = w.name\n  order by k.version desc limit 1) k\njoin orders.order_state s on s.company_id = $2::bigint and s.order_id = k.order_id\njoin orders.sales_order o on o.company_id = $2::bigint and o.id = s.order_id and o.version = s.version",
}

/** What is stated now takes the place of what was stated before of the day; a difference that is none any more is settled. In a transaction of its own; locks the row of the day. */
export const saveReconciliation: ReadStatement<{ source: string | null; day: string | null; now: Date | null; actor: string | null; listed: boolean | null; ordersThere: number | null; ordersHere: number | null; totalsThere: Json | null; totalsHere: Json | null; companyId: bigint | null; whats: readonly string[]; names: readonly string[]; currencies: readonly string[]; theres: readonly bigint[]; heres: readonly bigint[]; orderIds: readonly bigint[] }, { kept: bigint }> = {
  name: 'monitoring.reconcile.save_reconciliation',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'source', type: 'text', array: false },
    { name: 'day', type: 'date', array: false },
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'actor', type: 'text', array: false },
    { name: 'listed', type: 'boolean', array: false },
    { name: 'ordersThere', type: 'integer', array: false },
    { name: 'ordersHere', type: 'integer', array: false },
    { name: 'totalsThere', type: 'jsonb', array: false },
    { name: 'totalsHere', type: 'jsonb', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'whats', type: 'text', array: true },
    { name: 'names', type: 'text', array: true },
    { name: 'currencies', type: 'text', array: true },
    { name: 'theres', type: 'bigint', array: true },
    { name: 'heres', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "with kept as (\n  insert into monitoring.reconciliation (company_id, source, day, stated_at, stated_by, listed, orders_there, orders_here,\n    totals_there, totals_here)\n  select v.company_id, $1::text, $2::date, $3::timestamptz, $4::text, $5::boolean, $6::integer,\n    $7::integer, $8::jsonb, $9::jsonb\n  from (select $10::bigint as company_id) v where v.company_id is not null\n  on conflict (company_id, source, day) do update set stated_at = excluded.stated_at, stated_by = excluded.stated_by,\n    listed = excluded.listed, orders_there = excluded.orders_there, orders_here = excluded.orders_here,\n    totals_there = excluded.totals_there, totals_here = excluded.totals_here\n  returning company_id\n), found as (\n  select * from unnest($11::text[], $12::text[], $13::text[], $14::bigint[], $15::bigint[], $16::bigint[])\n    as f(what, name, currency, there, here, order_id)\n), settled as (\n  update monitoring.difference d set settled_at = $3::timestamptz\n  where d.company_id = $10::bigint and d.source = $1::text and d.day = $2::date and d.settled_at is null\n    and not exists (select from found f where f.what = d.what and f.name = d.name and f.currency = d.currency)\n), put as (\n  insert into monitoring.difference (company_id, source, day, what, name, currency, there, here, order_id, found_at)\n  select $10::bigint, $1::text, $2::date, f.what, f.name, f.currency, nullif(f.there, -1), nullif(f.here, -1),\n    nullif(f.order_id, 0), $3::timestamptz\n  from found f order by f.what, f.name, f.currency\n  on conflict (company_id, source, day, what, name, currency) do update set there = excluded.there, here = excluded.here,\n    order_id = excluded.order_id, settled_at = null,\n    found_at = case when monitoring.difference.settled_at is null then monitoring.difference.found_at else excluded.found_at end\n)\nselect count(*) as kept from kept",
}

/** Orders that were missing or otherwise, and are here now as they were stated. In a transaction of its own. */
export const settleDifferences: ReadStatement<{ most: bigint | null; now: Date | null }, { name: string }> = {
  name: 'monitoring.reconcile.settle_differences',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'most', type: 'bigint', array: false },
    { name: 'now', type: 'timestamptz', array: false },
  ],
  text: "with now_here as (\n  select d.company_id, d.source, d.day, d.what, d.name, d.currency, o.id as order_id, o.total,\n    o.currency = d.currency and o.total = d.there and s.state not in ('draft', 'failed') as agrees\n  from (select d.* from monitoring.difference d\n    where d.settled_at is null and d.what in ('missing_here', 'other_amount', 'not_submitted')\n    order by d.company_id, d.source, d.day limit $1::bigint) d\n  cross join lateral (select k.order_id from orders.source_key k\n    where k.company_id = d.company_id and k.source = d.source and k.external_id = d.name order by k.version desc limit 1) k\n  join orders.order_state s on s.company_id = d.company_id and s.order_id = k.order_id\n  join orders.sales_order o on o.company_id = s.company_id and o.id = s.order_id and o.version = s.version\n)\nupdate monitoring.difference d set here = n.total, order_id = n.order_id,\n  settled_at = case when n.agrees then $2::timestamptz end\nfrom now_here n\nwhere d.company_id = n.company_id and d.source = n.source and d.day = n.day and d.what = n.what and d.name = n.name\n  and d.currency = n.currency and (n.agrees or d.here is distinct from n.total)\nreturning d.name",
}

/** The newest days first. */
export const listReconciliations: ReadStatement<{ companyId: bigint | null; source: string | null; day: string | null; before: string | null; fetch: number | null }, { company_id: bigint; source: string; day: string; stated_at: Date; stated_by: string; listed: boolean; orders_there: number; orders_here: number; totals_there: Json; totals_here: Json; open: bigint }> = {
  name: 'monitoring.reconcile.list_reconciliations',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'source', type: 'text', array: false },
    { name: 'day', type: 'date', array: false },
    { name: 'before', type: 'date', array: false },
    { name: 'fetch', type: 'integer', array: false },
  ],
  text: "select r.company_id, r.source, r.day, r.stated_at, r.stated_by, r.listed, r.orders_there, r.orders_here, r.totals_there, r.totals_here,\n  (select count(*) from monitoring.difference d where d.company_id = r.company_id and d.source = r.source and d.day = r.day\n    and d.settled_at is null) as open\nfrom monitoring.reconciliation r\nwhere r.company_id = $1::bigint and r.source = $2::text and ($3::date is null or r.day = $3::date)\n  and ($4::date is null or r.day < $4::date)\norder by r.day desc limit $5::integer",
}

/** Of a day, those that stand first. */
export const readDifferences: ReadStatement<{ companyId: bigint | null; source: string | null; day: string | null; most: bigint | null }, { what: string; name: string; currency: string; there: bigint | null; here: bigint | null; order_id: bigint | null; found_at: Date; settled_at: Date | null }> = {
  name: 'monitoring.reconcile.read_differences',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'source', type: 'text', array: false },
    { name: 'day', type: 'date', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select d.what, d.name, d.currency, d.there, d.here, d.order_id, d.found_at, d.settled_at\nfrom monitoring.difference d\nwhere d.company_id = $1::bigint and d.source = $2::text and d.day = $3::date\norder by d.settled_at is not null, d.what, d.name, d.currency limit $4::bigint",
}

/** Of all companies, so many of each day. */
export const readOpenDifferences: ReadStatement<{ most: bigint | null }, { company_id: bigint; source: string; day: string; home: string; what: string; name: string; currency: string; there: bigint | null; here: bigint | null; order_id: bigint | null; found_at: Date }> = {
  name: 'monitoring.reconcile.read_open_differences',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select r.company_id, r.source, r.day, c.currency as home, x.what, x.name, x.currency, x.there, x.here, x.order_id, x.found_at\nfrom (select distinct d.company_id, d.source, d.day from monitoring.difference d where d.settled_at is null) r\njoin organization.company c on c.company_id = r.company_id\ncross join lateral (select d.* from monitoring.difference d\n  where d.company_id = r.company_id and d.source = r.source and d.day = r.day and d.settled_at is null\n  order by d.what, d.name limit $1::bigint) x\norder by r.company_id, r.source, r.day, x.what, x.name",
}

/** Days of channels whose counts should have been stated by now: of the last week, and none before the expectation. */
export const readUnstatedDays: ReadStatement<{ now: Date | null }, { company_id: bigint; source: string; day: string }> = {
  name: 'monitoring.reconcile.read_unstated_days',
  kind: 'read',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
  ],
  text: "select e.company_id, e.code as source, y.day::date as day\nfrom monitoring.expectation e\njoin organization.company c on c.company_id = e.company_id\ncross join lateral generate_series(\n  greatest(((e.stated_at + c.clock_offset_ms * interval '1 millisecond') at time zone c.time_zone)::date,\n    (($1::timestamptz + c.clock_offset_ms * interval '1 millisecond') at time zone c.time_zone)::date - 8),\n  (($1::timestamptz + c.clock_offset_ms * interval '1 millisecond' - e.reconciled_within_hours * interval '1 hour')\n    at time zone c.time_zone)::date - 1, interval '1 day') as y(day)\nwhere e.party = 'channel' and e.reconciled_within_hours is not null\n  and not exists (select from monitoring.reconciliation r\n    where r.company_id = e.company_id and r.source = e.code and r.day = y.day::date)\norder by e.company_id, e.code, y.day",
}
