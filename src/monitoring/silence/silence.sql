-- What did not come, of all companies.

-- name: read_rates :read
-- Channels of which orders are expected. One whose arrivals are not noted up to now is not judged: that job has its own alert.
-- null: first_at, last_at
select e.company_id, e.code as source, e.rate, e.stated_at, s.first_at, s.last_at, c.clock_offset_ms, c.time_zone, c.currency
from monitoring.expectation e
join organization.company c on c.company_id = e.company_id
join monitoring.arrival_state s on s.company_id = e.company_id and s.source = e.code
where e.party = 'channel' and e.rate is not null and (:company_id::bigint is null or e.company_id = :company_id::bigint)
  and not exists (select from platform.company_log l
    where l.company_id = e.company_id and l.pos = s.pos + 1 and l.at < :noted_by::timestamptz)
order by e.company_id, e.code

-- name: read_hours :read
-- Orders of each hour of the week, by the clocks of the company: in all weeks looked at, and in the one that had the most.
select x.company_id, x.source, x.hour, sum(x.orders)::bigint as orders, max(x.orders)::bigint as most
from (
  select w.company_id, w.source, sum(a.orders) as orders,
    ((extract(isodow from y.at) - 1) * 24 + extract(hour from y.at))::integer as hour
  from unnest(:company_ids::bigint[], :sources::text[], :froms::timestamptz[]) as w(company_id, source, "from")
  join organization.company c on c.company_id = w.company_id
  join monitoring.arrival a on a.company_id = w.company_id and a.source = w.source and a.hour >= w."from" and a.hour < :until::timestamptz
  cross join lateral (select (a.hour + c.clock_offset_ms * interval '1 millisecond') at time zone c.time_zone as at) y
  group by w.company_id, w.source, a.hour, y.at
) x
group by x.company_id, x.source, x.hour

-- name: read_worth :read
-- What an order of a channel is worth, by its currency; `lately`: orders of the last day.
select a.company_id, a.source, a.currency, sum(a.orders)::bigint as orders, sum(a.total)::bigint as total, sum(a.worth)::bigint as worth,
  coalesce(sum(a.orders) filter (where a.hour >= :lately::timestamptz), 0)::bigint as lately
from unnest(:company_ids::bigint[], :sources::text[]) as w(company_id, source)
join monitoring.arrival a on a.company_id = w.company_id and a.source = w.source
group by a.company_id, a.source, a.currency
order by a.company_id, a.source, a.currency

-- name: read_gaps :read
-- Numbers that are missing for longer than they may be, and what the channel said of the first of each run, if it said
-- anything. A number whose order was cancelled before it came is not missed; nor is one whose time of remorse cannot be over yet.
-- null: event, outcome, message_id
select p.company_id, p.source, p.first, p.last, p.width, p.since_at, e.sequence ->> 'prefix' as prefix, c.currency,
  m.event, m.outcome, m.id as message_id
from monitoring.expectation e
join organization.company c on c.company_id = e.company_id
left join orders.source_system r on r.company_id = e.company_id and r.code = e.code
join monitoring.order_gap p on p.company_id = e.company_id and p.source = e.code
  and p.since_at <= :now::timestamptz - greatest((e.sequence ->> 'withinSeconds')::integer * interval '1 second',
    coalesce(r.remorse_minutes, 0) * interval '1 minute')
left join lateral (select m.event, m.outcome, m.id from channels.channel h
  join channels.message m on m.company_id = h.company_id and m.channel_id = h.id
    and m.key = (e.sequence ->> 'prefix') || lpad(p.first::text, greatest(p.width, length(p.first::text)), '0')
  where h.company_id = e.company_id and h.source = e.code order by m.id desc limit 1) m on true
where e.party = 'channel' and e.sequence is not null
  and not (p.first = p.last and m.event is not distinct from 'order_cancelled')
order by p.company_id, p.source, p.first limit 10000

-- name: read_unconfirmed :read
-- Shipments that warehouses were asked for and have not confirmed at all, of each warehouse so many. One that was asked for
-- before its time was kept counts from the end of its day.
select e.company_id, e.code, x.id, x.since, x.order_id, x.total, x.currency, x.worth, c.currency as home
from monitoring.expectation e
join organization.company c on c.company_id = e.company_id
join inventory.location l on l.company_id = e.company_id and l.code = e.code
cross join lateral (
  select s.id, o.id as order_id, o.total, o.currency, platform.in_books(o.total, o.rate_e10, o.currency, c.currency) as worth,
    coalesce(s.released_at, (s.released_on + 1)::timestamp at time zone c.time_zone) as since
  from fulfillment.shipment s
  join orders.order_state t on t.company_id = s.company_id and t.order_id = s.cause_id
  join orders.sales_order o on o.company_id = t.company_id and o.id = t.order_id and o.version = t.version
  where s.company_id = e.company_id and s.location_id = l.id and s.state = 'requested'
    and coalesce(s.released_at, (s.released_on + 1)::timestamp at time zone c.time_zone)
      <= :now::timestamptz - e.within_seconds * interval '1 second'
  order by s.released_on limit :most::bigint
) x
where e.party = 'warehouse' and (:company_id::bigint is null or e.company_id = :company_id::bigint)
order by e.company_id, e.code, x.since, x.id

-- name: read_unaccepted :read
-- Orders of which shops were not told all that happened, or did not take it, of each shop so many: since the first fact that
-- the shop has not accepted.
-- null: problem
select e.company_id, e.code, x.since, x.order_id, x.external_id, x.problem, x.total, x.currency, x.worth, c.currency as home
from monitoring.expectation e
join organization.company c on c.company_id = e.company_id
cross join lateral (
  select o.id as order_id, o.external_id, o.total, o.currency, platform.in_books(o.total, o.rate_e10, o.currency, c.currency) as worth,
    t.problem, f.at as since
  from (
    (select t.order_id, t.told_pos, t.problem from channels.status_order t
    where t.company_id = e.company_id and t.source = e.code and t.due_at is not null order by t.due_at limit :most::bigint)
    union all
    (select t.order_id, t.told_pos, t.problem from channels.status_order t
    where t.company_id = e.company_id and t.source = e.code and t.problem is not null and t.due_at is null
      and t.told_pos < t.heard_pos order by t.order_id limit :most::bigint)
  ) t
  cross join lateral (select min(g.at) as at from orders.history h
    join platform.company_log g on g.company_id = h.company_id and g.batch = h.batch
    where h.company_id = e.company_id and h.order_id = t.order_id and cardinality(h.events) > 0 and g.pos > t.told_pos) f
  join orders.order_state s on s.company_id = e.company_id and s.order_id = t.order_id
  join orders.sales_order o on o.company_id = s.company_id and o.id = s.order_id and o.version = s.version
  where f.at <= :now::timestamptz - e.within_seconds * interval '1 second'
  limit :most::bigint
) x
where e.party = 'shop' and (:company_id::bigint is null or e.company_id = :company_id::bigint)
order by e.company_id, e.code, x.since, x.order_id

-- name: read_unheard :read
-- Events of orders that nobody queued for their shop: no process has its settings, or the one that had them is gone. Of each
-- shop the next places are looked at.
select e.company_id, e.code, x.since, x.order_id, x.external_id, x.total, x.currency, x.worth, c.currency as home
from monitoring.expectation e
join organization.company c on c.company_id = e.company_id
cross join lateral (select coalesce((select k.heard_pos from channels.status_channel k
  where k.company_id = e.company_id and k.source = e.code), e.stated_pos) as pos) k
cross join lateral (
  select min(g.at) as since, o.id as order_id, o.external_id, o.total, o.currency,
    platform.in_books(o.total, o.rate_e10, o.currency, c.currency) as worth
  from platform.company_log g
  join orders.history h on h.company_id = g.company_id and h.batch = g.batch and cardinality(h.events) > 0
  join orders.order_state s on s.company_id = h.company_id and s.order_id = h.order_id and s.source = e.code
  join orders.sales_order o on o.company_id = s.company_id and o.id = s.order_id and o.version = s.version
  where g.company_id = e.company_id and g.pos > k.pos and g.pos <= k.pos + :places::bigint
    and g.at <= :now::timestamptz - e.within_seconds * interval '1 second'
  group by o.id, o.external_id, o.total, o.currency, o.rate_e10
  limit :most::bigint
) x
where e.party = 'shop' and (:company_id::bigint is null or e.company_id = :company_id::bigint)
order by e.company_id, e.code, x.since, x.order_id

-- name: read_unanswered :read
-- Events that webhook endpoints have not answered: those behind the place of their queue, of which the next places are looked
-- at, and those that were given up.
select e.company_id, e.code, x.type, x.since, x.order_id, x.given_up, o.total, o.currency,
  platform.in_books(o.total, o.rate_e10, o.currency, c.currency) as worth, c.currency as home
from monitoring.expectation e
join organization.company c on c.company_id = e.company_id
join channels.webhook_endpoint w on w.company_id = e.company_id and w.code = e.code and not w.deleted and w.enabled
  and w.channel_id is null
cross join lateral (select q.pos from channels.webhook_queue q
  where q.company_id = w.company_id and q.endpoint_id = w.id and q.until_pos is null offset 0) q
cross join lateral (
  (select t.type, g.at as since, h.order_id, false as given_up
  from platform.company_log g
  join orders.history h on h.company_id = g.company_id and h.batch = g.batch
  cross join lateral unnest(h.events) as t(type)
  where g.company_id = e.company_id and g.pos > q.pos and g.pos <= q.pos + :places::bigint
    and (cardinality(w.event_types) = 0 or t.type = any(w.event_types))
    and g.at <= :now::timestamptz - e.within_seconds * interval '1 second'
  order by g.pos limit :most::bigint)
  union all
  (select f.type, f.failed_at, f.order_id, true from channels.webhook_failed f
  where f.company_id = w.company_id and f.endpoint_id = w.id order by f.pos limit :most::bigint)
) x
join orders.order_state s on s.company_id = e.company_id and s.order_id = x.order_id
join orders.sales_order o on o.company_id = s.company_id and o.id = s.order_id and o.version = s.version
where e.party = 'webhook' and (:company_id::bigint is null or e.company_id = :company_id::bigint)
order by e.company_id, e.code, x.since, x.order_id
