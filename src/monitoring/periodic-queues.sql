-- What waits for periodic jobs, of all companies. Each statement reads what its job takes, and no more than so much of it.

-- name: read_message_depths :read
-- Messages of channels, along message_due: those that a sender must be asked for are a job of their own.
-- null: oldest_due_at
select case when d.cut then 'messages-cut' else 'messages' end as job, count(*) as waiting,
  count(*) filter (where d.due_at <= :now::timestamptz) as due,
  min(d.due_at) filter (where d.due_at <= :now::timestamptz) as oldest_due_at
from channels.message d where d.due_at is not null group by d.cut

-- name: read_telling_depths :read
-- Orders and returns that shops are to be told of, by the sources that each job tells: what is queued, and orders of the next places
-- that were not heard yet. While a shop is left alone because it did not answer, nothing of it is due.
-- notnull: job
-- null: oldest_due_at
with shop as (
  select w.job, w.company_id, w.source, coalesce(c.heard_pos, 0) as pos, c.due_at
  from unnest(:jobs::text[], :company_ids::bigint[], :sources::text[]) as w(job, company_id, source)
  left join channels.status_channel c on c.company_id = w.company_id and c.source = w.source
), waiting as (
  select p.job, t.company_id, t.source, t.order_id, greatest(t.due_at, p.due_at) as due_at
  from shop p
  join channels.status_order t on t.company_id = p.company_id and t.source = p.source and t.due_at is not null
  union all
  select p.job, p.company_id, p.source, u.order_id, greatest(u.at, p.due_at)
  from shop p
  cross join lateral (
    select h.order_id, min(g.at) as at from platform.company_log g
    join orders.history h on h.company_id = g.company_id and h.batch = g.batch and cardinality(h.events) > 0
    join orders.order_state o on o.company_id = h.company_id and o.order_id = h.order_id and o.source = p.source
    where g.company_id = p.company_id and g.pos > p.pos and g.pos <= p.pos + :places::bigint
    group by h.order_id
  ) u
), one as (
  select w.job, min(w.due_at) as due_at from waiting w group by w.job, w.company_id, w.source, w.order_id
  union all
  select p.job, greatest(r.due_at, p.due_at)
  from shop p
  join channels.open_return r on r.company_id = p.company_id and r.source = p.source and r.due_at is not null
)
select o.job, count(*) as waiting, count(*) filter (where o.due_at <= :now::timestamptz) as due,
  min(o.due_at) filter (where o.due_at <= :now::timestamptz) as oldest_due_at
from one o group by o.job

-- name: read_payment_depths :read
-- Payments by gateway, along payment_due: authorizations that wait for their order are not due.
-- notnull: job
-- null: oldest_due_at
select 'payments-' || replace(k.gateway, '_', '-') as job, count(*) as waiting,
  count(*) filter (where k.due_at <= :now::timestamptz) as due,
  min(k.due_at) filter (where k.due_at <= :now::timestamptz) as oldest_due_at
from channels.payment_work k where k.due_at is not null group by k.gateway

-- name: read_place_depths :read
-- Places in the orders of facts that a job has not looked at, each of which is due. Balances are folded by so many places together.
-- Channels that are not watched yet begin where what is learned from begins, as begin_watching of silence/arrivals.sql does.
-- notnull: job, waiting, due
-- null: oldest_due_at
select b.job, sum(b.waiting)::bigint as waiting, sum(b.waiting)::bigint as due, min(g.at) as oldest_due_at
from (
  select p.job, p.company_id, h.pos - p.pos as waiting, p.pos + 1 as next
  from (
    select 'laws' as job, h.company_id, coalesce(l.pos, 0) as pos from platform.company_head h
    left join monitoring.law_progress l on l.company_id = h.company_id
    union all
    select 'arrivals', e.company_id, min(coalesce(s.pos, (select max(l.pos) from platform.company_log l
      where l.company_id = e.company_id and l.at < :learn_from::timestamptz), 0))
    from monitoring.expectation e
    left join monitoring.arrival_state s on s.company_id = e.company_id and s.source = e.code
    where e.party = 'channel'
    group by e.company_id
    union all
    select 'operations-count', c.company_id, c.pos from insight.counted c
    union all
    select 'payments-of-cancelled-orders', c.company_id, coalesce(k.heard_pos, 0)
    from (select distinct x.company_id from channels.channel x) c
    left join channels.payment_heard k on k.company_id = c.company_id
    where exists (select 1 from channels.payment y where y.company_id = c.company_id)
  ) p
  join platform.company_head h on h.company_id = p.company_id and h.pos > p.pos
  union all
  select 'balance-fold', h.company_id, (h.pos - coalesce(f.pos, 0)) / :places::bigint, coalesce(f.pos, 0) + :places::bigint
  from platform.company_head h
  left join lateral (select f.pos from ledger.balance_fold f where f.company_id = h.company_id and f.level = 1
    order by f.after_pos desc limit 1) f on true
  where h.pos >= coalesce(f.pos, 0) + :places::bigint
) b
left join platform.company_log g on g.company_id = b.company_id and g.pos = b.next
group by b.job

-- name: read_shortage_depths :read
-- null: oldest_due_at
select count(*) as waiting, count(*) filter (where s.due_at <= :now::timestamptz) as due,
  min(s.due_at) filter (where s.due_at <= :now::timestamptz) as oldest_due_at
from inventory.shortage s

-- name: read_feed_depths :read
-- Snapshots of outside systems that are all there, and neither held nor done with: due since their last page came.
-- null: oldest_due_at
select count(*) as waiting, min(s.completed_at) as oldest_due_at
from inventory.feed_snapshot s where s.state in ('complete', 'posting')

-- name: read_pick_up_depths :read
-- Goods that nobody fetched by their last day, and those of which somebody is to be reminded, by the day of each company: due since
-- that day began there.
-- notnull: waiting
-- null: oldest_due_at
select count(*) as waiting, min((d.day::timestamp at time zone d.time_zone) - d.clock_offset_ms * interval '1 millisecond') as oldest_due_at
from (
  select u.day, c.time_zone, c.clock_offset_ms
  from organization.company c
  cross join lateral (
    (select o.keep_until + 1 as day from fulfillment.open_shipment o
      where o.company_id = c.company_id and o.keep_until is not null
        and o.keep_until < ((:now::timestamptz + c.clock_offset_ms * interval '1 millisecond') at time zone c.time_zone)::date
      limit 10000)
    union all
    (select o.remind_on from fulfillment.open_shipment o
      where o.company_id = c.company_id and o.remind_on is not null
        and o.remind_on <= ((:now::timestamptz + c.clock_offset_ms * interval '1 millisecond') at time zone c.time_zone)::date
      limit 10000)
  ) u
) d

-- name: read_quote_depths :read
-- Quotes that are with a customer after their last day, by the day of each company: due since that day was over there.
-- null: oldest_due_at
select count(*) as waiting, min((d.day::timestamp at time zone d.time_zone) - d.clock_offset_ms * interval '1 millisecond') as oldest_due_at
from (
  select u.day, c.time_zone, c.clock_offset_ms
  from organization.company c
  cross join lateral (
    select q.expires_on + 1 as day from negotiation.quote q
    where q.company_id = c.company_id and q.expires_on is not null
      and q.expires_on < ((:now::timestamptz + c.clock_offset_ms * interval '1 millisecond') at time zone c.time_zone)::date
    order by q.expires_on
    limit 10000
  ) u
) d

-- name: read_asking_depths :read
-- Outside inventory systems by connection, of the companies that it was given to; one that was never asked is due.
-- notnull: job
-- null: oldest_due_at
select w.job, count(*) as waiting,
  count(*) filter (where coalesce(t.due_at, :now::timestamptz) <= :now::timestamptz) as due,
  min(coalesce(t.due_at, :now::timestamptz)) filter (where coalesce(t.due_at, :now::timestamptz) <= :now::timestamptz) as oldest_due_at
from unnest(:jobs::text[], :connections::text[], :company_ids::bigint[]) as w(job, connection, company_id)
join inventory.system s on s.active and s.company_id = w.company_id and s.connection = w.connection
left join inventory.system_state t on t.company_id = s.company_id and t.system_id = s.id
group by w.job

-- name: read_alert_message_depths :read
-- null: oldest_due_at
select count(*) as waiting, count(*) filter (where m.due_at <= :now::timestamptz) as due,
  min(m.due_at) filter (where m.due_at <= :now::timestamptz) as oldest_due_at
from monitoring.message m where m.state = 'waiting'

-- name: read_temporary_depths :read
-- Carts that hold goods, or are remembered, beyond their time by the clock of each company.
-- notnull: waiting
-- null: oldest_due_at
select count(*) as waiting, min(u.until_at - c.clock_offset_ms * interval '1 millisecond') as oldest_due_at
from organization.company c
cross join lateral (select t.until_at from inventory.temporary_reservation t
  where t.company_id = c.company_id and t.until_at <= :now::timestamptz + c.clock_offset_ms * interval '1 millisecond'
  order by t.until_at limit 10000) u

-- name: read_approval_depths :read
-- Orders whose approval is late by the clock of each company.
-- notnull: waiting
-- null: oldest_due_at
select count(*) as waiting, min(u.escalate_at - c.clock_offset_ms * interval '1 millisecond') as oldest_due_at
from organization.company c
cross join lateral (select a.escalate_at from orders.approval a
  where a.company_id = c.company_id and a.state = 'pending'
    and a.escalate_at <= :now::timestamptz + c.clock_offset_ms * interval '1 millisecond'
  order by a.escalate_at limit 10000) u

-- name: read_hold_depths :read
-- Holds whose day has come where their company is, due since that day began there.
-- notnull: waiting
-- null: oldest_due_at
select count(*) as waiting,
  min((u.expires_on::timestamp at time zone c.time_zone) - c.clock_offset_ms * interval '1 millisecond') as oldest_due_at
from organization.company c
cross join lateral (select h.expires_on from orders.hold h
  where h.company_id = c.company_id and h.released_batch is null
    and h.expires_on <= ((:now::timestamptz + c.clock_offset_ms * interval '1 millisecond') at time zone c.time_zone)::date
  order by h.expires_on limit 10000) u

-- name: read_request_depths :read
-- What is asked for of orders, along request_due.
-- null: oldest_due_at
select count(*) as waiting, count(*) filter (where r.due_at <= :now::timestamptz) as due,
  min(r.due_at) filter (where r.due_at <= :now::timestamptz) as oldest_due_at
from orchestration.request r where r.due_at is not null

-- name: read_jeopardy_depths :read
-- What the watch of orders has not looked at: orders that time alone can have made later, by the clock of each company, and places of its log.
-- notnull: waiting
-- null: oldest_due_at
select coalesce(sum(w.waiting), 0)::bigint as waiting, min(w.due_at) as oldest_due_at
from (
  select count(*) as waiting, min(u.due_at - c.clock_offset_ms * interval '1 millisecond') as due_at
  from organization.company c
  cross join lateral (select j.due_at from orchestration.jeopardy j
    where j.company_id = c.company_id and j.due_at <= :now::timestamptz + c.clock_offset_ms * interval '1 millisecond'
    order by j.due_at limit 10000) u
  union all
  select coalesce(sum(h.pos - l.pos), 0)::bigint, min(g.at)
  from orchestration.jeopardy_place l
  join platform.company_head h on h.company_id = l.company_id and h.pos > l.pos
  join platform.company_log g on g.company_id = l.company_id and g.pos = l.pos + 1
  where l.policy_version > 0
) w

-- name: read_state_depths :read
-- Places of the logs of companies that tell what became of their orders, behind which nobody looked.
-- notnull: waiting
-- null: oldest_due_at
select coalesce(sum(h.pos - l.pos), 0)::bigint as waiting, min(g.at) as oldest_due_at
from orchestration.state_place l
join platform.company_head h on h.company_id = l.company_id and h.pos > l.pos
join platform.company_log g on g.company_id = l.company_id and g.pos = l.pos + 1
where l.model_version > 0
