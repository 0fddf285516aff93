-- name: find_source :read
-- A channel is named by its code, or by that of its source system.
-- null: source
select coalesce((select c.source from channels.channel c where c.company_id = :company_id::bigint and c.code = :code::text),
  (select s.code from orders.source_system s where s.company_id = :company_id::bigint and s.code = :code::text)) as source

-- name: read_orders_of_day :read
-- Orders of a source that were placed on a day of the company.
select o.id as order_id, o.external_id, o.currency, o.total, s.state
from organization.company c
join orders.sales_order o on o.company_id = c.company_id
  and o.placed_at >= (:day::date)::timestamp at time zone c.time_zone
  and o.placed_at < (:day::date + 1)::timestamp at time zone c.time_zone
join orders.order_state s on s.company_id = o.company_id and s.order_id = o.id and s.version = o.version and s.source = :source::text
where c.company_id = :company_id::bigint
order by o.external_id limit :most::bigint

-- name: read_orders_named :read
-- Orders of a source by its own ids, whenever they were placed.
select w.name as external_id, o.id as order_id, o.currency, o.total, s.state
from unnest(:names::text[]) as w(name)
cross join lateral (select k.order_id from orders.source_key k
  where k.company_id = :company_id::bigint and k.source = :source::text and k.external_id = w.name
  order by k.version desc limit 1) k
join orders.order_state s on s.company_id = :company_id::bigint and s.order_id = k.order_id
join orders.sales_order o on o.company_id = :company_id::bigint and o.id = s.order_id and o.version = s.version

-- name: save_reconciliation :read
-- What is stated now takes the place of what was stated before of the day; a difference that is none any more is settled. In a
-- transaction of its own; locks the row of the day.
with kept as (
  insert into monitoring.reconciliation (company_id, source, day, stated_at, stated_by, listed, orders_there, orders_here,
    totals_there, totals_here)
  select v.company_id, :source::text, :day::date, :now::timestamptz, :actor::text, :listed::boolean, :orders_there::integer,
    :orders_here::integer, :totals_there::jsonb, :totals_here::jsonb
  from (select :company_id::bigint as company_id) v where v.company_id is not null
  on conflict (company_id, source, day) do update set stated_at = excluded.stated_at, stated_by = excluded.stated_by,
    listed = excluded.listed, orders_there = excluded.orders_there, orders_here = excluded.orders_here,
    totals_there = excluded.totals_there, totals_here = excluded.totals_here
  returning company_id
), found as (
  select * from unnest(:whats::text[], :names::text[], :currencies::text[], :theres::bigint[], :heres::bigint[], :order_ids::bigint[])
    as f(what, name, currency, there, here, order_id)
), settled as (
  update monitoring.difference d set settled_at = :now::timestamptz
  where d.company_id = :company_id::bigint and d.source = :source::text and d.day = :day::date and d.settled_at is null
    and not exists (select from found f where f.what = d.what and f.name = d.name and f.currency = d.currency)
), put as (
  insert into monitoring.difference (company_id, source, day, what, name, currency, there, here, order_id, found_at)
  select :company_id::bigint, :source::text, :day::date, f.what, f.name, f.currency, nullif(f.there, -1), nullif(f.here, -1),
    nullif(f.order_id, 0), :now::timestamptz
  from found f order by f.what, f.name, f.currency
  on conflict (company_id, source, day, what, name, currency) do update set there = excluded.there, here = excluded.here,
    order_id = excluded.order_id, settled_at = null,
    found_at = case when monitoring.difference.settled_at is null then monitoring.difference.found_at else excluded.found_at end
)
select count(*) as kept from kept

-- name: settle_differences :read
-- Orders that were missing or otherwise, and are here now as they were stated. In a transaction of its own.
with now_here as (
  select d.company_id, d.source, d.day, d.what, d.name, d.currency, o.id as order_id, o.total,
    o.currency = d.currency and o.total = d.there and s.state not in ('draft', 'failed') as agrees
  from (select d.* from monitoring.difference d
    where d.settled_at is null and d.what in ('missing_here', 'other_amount', 'not_submitted')
    order by d.company_id, d.source, d.day limit :most::bigint) d
  cross join lateral (select k.order_id from orders.source_key k
    where k.company_id = d.company_id and k.source = d.source and k.external_id = d.name order by k.version desc limit 1) k
  join orders.order_state s on s.company_id = d.company_id and s.order_id = k.order_id
  join orders.sales_order o on o.company_id = s.company_id and o.id = s.order_id and o.version = s.version
)
update monitoring.difference d set here = n.total, order_id = n.order_id,
  settled_at = case when n.agrees then :now::timestamptz end
from now_here n
where d.company_id = n.company_id and d.source = n.source and d.day = n.day and d.what = n.what and d.name = n.name
  and d.currency = n.currency and (n.agrees or d.here is distinct from n.total)
returning d.name

-- name: list_reconciliations :read
-- The newest days first.
select r.company_id, r.source, r.day, r.stated_at, r.stated_by, r.listed, r.orders_there, r.orders_here, r.totals_there, r.totals_here,
  (select count(*) from monitoring.difference d where d.company_id = r.company_id and d.source = r.source and d.day = r.day
    and d.settled_at is null) as open
from monitoring.reconciliation r
where r.company_id = :company_id::bigint and r.source = :source::text and (:day::date is null or r.day = :day::date)
  and (:before::date is null or r.day < :before::date)
order by r.day desc limit :fetch::integer

-- name: read_differences :read
-- Of a day, those that stand first.
-- null: there, here, order_id, settled_at
select d.what, d.name, d.currency, d.there, d.here, d.order_id, d.found_at, d.settled_at
from monitoring.difference d
where d.company_id = :company_id::bigint and d.source = :source::text and d.day = :day::date
order by d.settled_at is not null, d.what, d.name, d.currency limit :most::bigint

-- name: read_open_differences :read
-- Of all companies, so many of each day.
-- null: there, here, order_id
select r.company_id, r.source, r.day, c.currency as home, x.what, x.name, x.currency, x.there, x.here, x.order_id, x.found_at
from (select distinct d.company_id, d.source, d.day from monitoring.difference d where d.settled_at is null) r
join organization.company c on c.company_id = r.company_id
cross join lateral (select d.* from monitoring.difference d
  where d.company_id = r.company_id and d.source = r.source and d.day = r.day and d.settled_at is null
  order by d.what, d.name limit :most::bigint) x
order by r.company_id, r.source, r.day, x.what, x.name

-- name: read_unstated_days :read
-- Days of channels whose counts should have been stated by now: of the last week, and none before the expectation.
select e.company_id, e.code as source, y.day::date as day
from monitoring.expectation e
join organization.company c on c.company_id = e.company_id
cross join lateral generate_series(
  greatest(((e.stated_at + c.clock_offset_ms * interval '1 millisecond') at time zone c.time_zone)::date,
    ((:now::timestamptz + c.clock_offset_ms * interval '1 millisecond') at time zone c.time_zone)::date - 8),
  ((:now::timestamptz + c.clock_offset_ms * interval '1 millisecond' - e.reconciled_within_hours * interval '1 hour')
    at time zone c.time_zone)::date - 1, interval '1 day') as y(day)
where e.party = 'channel' and e.reconciled_within_hours is not null
  and not exists (select from monitoring.reconciliation r
    where r.company_id = e.company_id and r.source = e.code and r.day = y.day::date)
order by e.company_id, e.code, y.day
