-- Orders as they came, along the order of facts: counted by the hour, and the numbers that are missing.

-- name: begin_watching :read
-- Channels that were not watched before begin where what is learned from begins. In a transaction of its own.
insert into monitoring.arrival_state (company_id, source, pos)
select e.company_id, e.code, coalesce((select max(l.pos) from platform.company_log l
  where l.company_id = e.company_id and l.at < :learn_from::timestamptz), 0)
from monitoring.expectation e
where e.party = 'channel'
  and not exists (select from monitoring.arrival_state s where s.company_id = e.company_id and s.source = e.code)
on conflict (company_id, source) do nothing
returning pos

-- name: read_watched :read
-- Channels where something happened since they were looked at.
-- null: wanted_prefix, prefix, highest
select e.company_id, e.code as source, e.sequence ->> 'prefix' as wanted_prefix, e.stated_at, s.pos, h.pos as head, s.prefix, s.highest
from monitoring.expectation e
join monitoring.arrival_state s on s.company_id = e.company_id and s.source = e.code
join platform.company_head h on h.company_id = e.company_id
where e.party = 'channel' and s.pos < h.pos
order by e.company_id, e.code

-- name: read_gaps_of :read
select p.company_id, p.source, p.first, p.last, p.width, p.since_at
from unnest(:company_ids::bigint[], :sources::text[]) as w(company_id, source)
join monitoring.order_gap p on p.company_id = w.company_id and p.source = w.source
order by p.company_id, p.source, p.first

-- name: read_arrivals :read
-- Orders of channels whose first fact stands in a stretch, whatever became of them.
select w.company_id, w.source, g.pos, g.at, o.external_id, o.currency, o.total,
  platform.in_books(o.total, o.rate_e10, o.currency, c.currency) as worth
from unnest(:company_ids::bigint[], :sources::text[], :afters::bigint[], :untils::bigint[]) as w(company_id, source, after, until)
join organization.company c on c.company_id = w.company_id
cross join lateral (select g.pos, g.at, g.batch from platform.company_log g
  where g.company_id = w.company_id and g.pos > w.after and g.pos <= w.until offset 0) g
join orders.history h on h.company_id = w.company_id and h.batch = g.batch
  and h.events && array['order.submitted', 'order.drafted', 'order.failed']
join orders.order_state s on s.company_id = w.company_id and s.order_id = h.order_id and s.source = w.source
join orders.sales_order o on o.company_id = w.company_id and o.id = s.order_id and o.version = s.version
where not exists (select from orders.history e join platform.company_log p on p.company_id = e.company_id and p.batch = e.batch
  where e.company_id = w.company_id and e.order_id = h.order_id and p.pos < g.pos)
order by w.company_id, w.source, g.pos, o.id

-- name: settle_arrivals :read
-- Moves the places of channels on and counts what came; of two that looked at the same stretch, the second one finds the place
-- moved and counts nothing. Locks the rows of the channels.
with moved as (
  update monitoring.arrival_state s set pos = w.until,
    first_at = coalesce(s.first_at, case when w.came > 0 then w.first_at end),
    last_at = case when w.came > 0 then w.last_at else s.last_at end, prefix = w.prefix, highest = nullif(w.highest, -1)
  from unnest(:company_ids::bigint[], :sources::text[], :afters::bigint[], :untils::bigint[], :cames::integer[],
    :first_ats::timestamptz[], :last_ats::timestamptz[], :prefixes::text[], :highests::bigint[])
    as w(company_id, source, after, until, came, first_at, last_at, prefix, highest)
  where s.company_id = w.company_id and s.source = w.source and s.pos = w.after
  returning s.company_id, s.source
), counted as (
  insert into monitoring.arrival as a (company_id, source, hour, currency, orders, total, worth)
  select c.company_id, c.source, date_trunc('hour', c.at, 'UTC'), c.currency, count(*), sum(c.total), sum(c.worth)
  from unnest(:of_company_ids::bigint[], :of_sources::text[], :ats::timestamptz[], :currencies::text[], :totals::bigint[],
    :worths::bigint[]) as c(company_id, source, at, currency, total, worth)
  join moved m on m.company_id = c.company_id and m.source = c.source
  group by 1, 2, 3, 4 order by 1, 2, 3, 4
  on conflict (company_id, source, hour, currency) do update set orders = a.orders + excluded.orders,
    total = a.total + excluded.total, worth = a.worth + excluded.worth
), gap as (
  select g.* from unnest(:gap_company_ids::bigint[], :gap_sources::text[], :firsts::bigint[], :lasts::bigint[], :widths::integer[],
    :sinces::timestamptz[]) as g(company_id, source, first, last, width, since_at)
  join moved m on m.company_id = g.company_id and m.source = g.source
), filled as (
  delete from monitoring.order_gap p using moved m
  where p.company_id = m.company_id and p.source = m.source
    and not exists (select from gap g where g.company_id = p.company_id and g.source = p.source and g.first = p.first)
), kept as (
  insert into monitoring.order_gap (company_id, source, first, last, width, since_at)
  select g.* from gap g order by g.company_id, g.source, g.first
  on conflict (company_id, source, first) do update set last = excluded.last, since_at = excluded.since_at
)
select count(*) as moved from moved

-- name: forget_arrivals :read
-- Hours that nothing is learned from any more, and numbers that nobody found for so long.
with hours as (delete from monitoring.arrival a where a.hour < :learn_from::timestamptz returning 1),
  gaps as (delete from monitoring.order_gap p where p.since_at < :missed_from::timestamptz returning 1)
select (select count(*) from hours) + (select count(*) from gaps) as count
