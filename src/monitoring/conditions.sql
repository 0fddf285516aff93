-- name: read_stuck_orders :read
-- Open orders whose last change is older than `before`, and what each waits for: the first thing in its plan that is not
-- done. Those with a failed task, and those that a worker should have taken, are found by themselves, however many are open;
-- what else is stuck, among the `oldest` open orders of each status. What waits for one of `unasked` is left out. `after` goes on
-- behind a page.
-- null: problem
with candidate as (
  select t.company_id, t.order_id from organization.company c cross join lateral (select t.company_id, t.order_id
    from orchestration.task t where t.company_id = c.company_id and t.order_id > :after::bigint and t.problem is not null
      and t.state = 'failed' order by t.order_id, t.id limit :scan::bigint) t
  union
  select r.company_id, r.order_id from unnest(:kinds::text[]) as k(kind) cross join lateral (
    (select r.company_id, r.order_id from orchestration.ready r
      where r.kind = k.kind and r.priority = 4 and r.due_at < :before::timestamptz order by r.due_at limit :scan::bigint)
    union all
    -- Of other priorities by their turn, at most five minutes off.
    (select r.company_id, r.order_id from orchestration.ready r
      where r.kind = k.kind and r.priority <> 4 and r.due_at < :before::timestamptz
        and (r.due_at at time zone 'UTC') - (r.priority - 4)::double precision * interval '1 minute'
          < (:before::timestamptz at time zone 'UTC') + interval '5 minutes'
      order by (r.due_at at time zone 'UTC') - (r.priority - 4)::double precision * interval '1 minute' limit :scan::bigint)
  ) r
  union
  select c.company_id, s.order_id from organization.company c cross join unnest(:statuses::text[]) as w(status)
  cross join lateral (select s.order_id from orders.order_state s where s.company_id = c.company_id and s.status = w.status
    order by s.placed_at, s.order_id limit :oldest::bigint) s
)
select x.company_id, x.order_id, x.since, x.status, x.waits_for, x.problem, x.at_risk, x.currency from (
  select s.company_id, s.order_id, s.status, c.currency,
    platform.in_books(o.total, o.rate_e10, o.currency, c.currency) as at_risk, p.problem,
    case when p.due_at > l.at and p.due_at <= :now::timestamptz then p.due_at else l.at end as since,
    case
      when p.failed then 'a person'
      when s.state = 'suspended' then 'its resumption'
      when s.open_holds > 0 then 'a hold'
      when p.due_at <= :now::timestamptz then 'a worker'
      when p.due_at is not null then 'its time'
      when p.goods then 'goods'
      when p.warehouse then 'the warehouse'
      when p.payment then 'payment'
      else 'nothing'
    end as waits_for
  from candidate d
  join organization.company c on c.company_id = d.company_id
  cross join lateral (select s.* from orders.order_state s
    where s.company_id = d.company_id and s.order_id = d.order_id and s.status = any(:statuses::text[]) offset 0) s
  cross join lateral (select h.batch from orders.history h
    where h.company_id = s.company_id and h.order_id = s.order_id order by h.batch desc limit 1) h
  join platform.company_log l on l.company_id = s.company_id and l.batch = h.batch
  join orders.sales_order o on o.company_id = s.company_id and o.id = s.order_id and o.version = s.version
  cross join lateral (
    select coalesce(bool_or(t.state = 'failed'), false) as failed, min(t.problem) as problem, min(y.due_at) as due_at,
      coalesce(bool_or(t.kind = 'reserve' and t.state = 'waiting'), false) as goods,
      coalesce(bool_or(t.kind in ('release', 'ship') and t.state = 'waiting'), false) as warehouse,
      coalesce(bool_or(t.kind in ('collect', 'close') and t.state = 'waiting'), false) as payment
    from orchestration.task t
    left join orchestration.ready y on y.company_id = t.company_id and y.order_id = t.order_id and y.task_id = t.id
    where t.company_id = s.company_id and t.order_id = s.order_id
  ) p
  where l.at < :before::timestamptz and d.order_id > :after::bigint
    and (:company_id::bigint is null or d.company_id = :company_id::bigint)
) x
where x.since < :before::timestamptz and x.waits_for <> all(:unasked::text[])
order by x.company_id, x.order_id limit :most::bigint

-- name: count_failed_tasks :read
-- Tasks that failed for good, by kind, with what the orders are worth that they hold up. They are found by themselves, not
-- through their orders: the newest order counts like the oldest.
select t.company_id, t.kind, count(*) as tasks, count(distinct t.order_id) as orders, min(t.order_id) as first_order,
  min(coalesce(t.problem, '')) as problem, c.currency,
  sum(platform.in_books(o.total, o.rate_e10, o.currency, c.currency))::bigint as at_risk
from organization.company c
cross join lateral (select t.* from orchestration.task t
  where t.company_id = c.company_id and t.problem is not null and t.state = 'failed' offset 0) t
cross join lateral (select s.* from orders.order_state s
  where s.company_id = t.company_id and s.order_id = t.order_id and s.status = any(:statuses::text[]) offset 0) s
join orders.sales_order o on o.company_id = s.company_id and o.id = s.order_id and o.version = s.version
group by t.company_id, t.kind, c.currency
order by t.company_id, t.kind

-- name: read_stale_systems :read
-- null: as_of, problem
select s.company_id, s.code, t.as_of, t.problem, s.stale_seconds
from inventory.system s
left join inventory.system_state t on t.company_id = s.company_id and t.system_id = s.id
where s.active and (t.as_of is null or t.as_of < :now::timestamptz - s.stale_seconds * interval '1 second')
order by s.company_id, s.code limit 1000

-- name: read_stale_feeds :read
-- null: heard_at
select f.company_id, f.code, f.gives, f.stale_seconds, s.heard_at
from inventory.feed f
left join inventory.feed_state s on s.company_id = f.company_id and s.feed_id = f.id
where f.active and (s.heard_at is null or s.heard_at < :now::timestamptz - f.stale_seconds * interval '1 second')
order by f.company_id, f.code limit 1000

-- name: read_held_feeds :read
-- Feeds of which snapshots wait for a person, or whose newest one left differences that could not be posted.
-- notnull: why
select f.company_id, f.code, count(*) filter (where s.state = 'held') as held, coalesce(sum(s.refused), 0) as refused,
  min(s.as_of)::timestamptz as since, (array_agg(array_to_string(s.why, ' ') order by s.as_of desc))[1] as why
from inventory.feed f
cross join lateral (
  (select s.state, s.as_of, s.why, 0 as refused from inventory.feed_snapshot s
    where s.company_id = f.company_id and s.feed_id = f.id and s.state = 'held')
  union all
  (select n.state, n.as_of, n.why, n.refused from (select s.* from inventory.feed_snapshot s
    where s.company_id = f.company_id and s.feed_id = f.id and s.state = 'taken' order by s.as_of desc limit 1) n where n.refused > 0)
) s
where f.active
group by 1, 2 order by 1, 2 limit 1000

-- name: read_endpoints_aside :read
-- null: problem
-- notnull: set_aside_at
select s.company_id, e.code, s.set_aside_at, s.failures, s.problem
from channels.webhook_state s
join channels.webhook_endpoint e on e.company_id = s.company_id and e.id = s.endpoint_id
where s.set_aside_at is not null and e.enabled and not e.deleted
order by s.company_id, e.code limit 1000

-- name: read_untold_shops :read
-- Shops that do not answer, with all orders they wait to be told of, and those that answer and do not take what became of some orders:
-- they said no, or have been waited for for a while. Both by the index of those with a problem. `at_risk`: what these orders are worth,
-- in the company's currency.
-- What a shop contradicts is a condition of its own.
-- `returns`: those that it does not take, or that do not fit what came back.
-- null: problem
-- notnull: orders, at_risk, returns
select c.company_id, c.source, c.failures, c.problem, o.orders, o.at_risk, o.currency, r.returns
from channels.status_channel c
cross join lateral (
  select count(*) filter (where one.troubled) as orders, h.currency,
    coalesce(sum(platform.in_books(s.total, s.rate_e10, s.currency, h.currency)), 0)::bigint as at_risk
  from organization.company h
  left join lateral (
    select w.order_id, bool_or(w.troubled) as troubled from (
      (select t.order_id, true as troubled from channels.status_order t
      where t.company_id = c.company_id and t.source = c.source and t.problem is not null and t.told_pos < t.heard_pos
        and (t.due_at is null or t.failures >= :waits::integer)
        and (t.shop_state is null or t.shop_state = 'BEING_AMENDED') limit 1000)
      union all
      (select t.order_id, false from channels.status_order t
      where c.failures >= :failures::integer and t.company_id = c.company_id and t.source = c.source and t.due_at is not null
        and t.told_pos < t.heard_pos limit 10000)
    ) w group by w.order_id
  ) one on true
  left join orders.order_state e on e.company_id = c.company_id and e.order_id = one.order_id
  left join orders.sales_order s on s.company_id = c.company_id and s.id = e.order_id and s.version = e.version
  where h.company_id = c.company_id
  group by h.currency
) o
cross join lateral (select count(*) as returns from (
  select 1 from channels.open_return t
  where t.company_id = c.company_id and t.source = c.source and t.problem is not null
    and (t.failures = 0 or t.failures >= :waits::integer) limit 1000) one) r
where c.failures >= :failures::integer or o.orders > 0 or r.returns > 0
order by c.company_id, c.source limit 1000

-- name: read_contradicted_orders :read
-- Orders that their shop has in a state which contradicts what is so here, by their index. One that an agent amends at this moment is
-- only waited for.
-- notnull: shop_state, shop_since
-- null: problem, message_id, outcome
select t.company_id, t.source, t.order_id, o.external_id, t.shop_state, t.shop_since, t.problem, t.shop_message_id as message_id,
  m.outcome, s.status, o.total, o.currency, platform.in_books(o.total, o.rate_e10, o.currency, c.currency) as worth,
  c.currency as home
from channels.status_order t
join organization.company c on c.company_id = t.company_id
join orders.order_state s on s.company_id = t.company_id and s.order_id = t.order_id
join orders.sales_order o on o.company_id = s.company_id and o.id = s.order_id and o.version = s.version
left join channels.message m on m.company_id = t.company_id and m.id = t.shop_message_id
where t.shop_state is not null and t.shop_state <> 'BEING_AMENDED' and t.failures >= :looks::integer
order by t.shop_since, t.company_id, t.order_id limit 1000

-- name: count_failed_messages :read
-- Of each channel by its index; what was replayed, or stands as a draft, has not failed.
select c.company_id, c.code, m.messages, f.event, f.key, f.received_at
from channels.channel c
cross join lateral (select m.event, m.key, m.received_at from channels.message m
  where m.company_id = c.company_id and m.channel_id = c.id and m.outcome = 'failed' order by m.id limit 1) f
cross join lateral (select count(*) as messages from (select 1 from channels.message m
  where m.company_id = c.company_id and m.channel_id = c.id and m.outcome = 'failed' limit 10000) one) m
order by c.company_id, c.code limit 1000

-- name: read_live_processes :read
select p.id, p.clock_off_ms, p.disk_free, p.disk_size
from platform.process p where p.beat_at >= :alive_from::timestamptz order by p.id limit 1000

-- name: read_breaches :read
select b.company_id, b.law, count(*) as rows, min(b.what) as what, min(b.found_at) as found_at
from monitoring.breach b group by b.company_id, b.law order by b.company_id, b.law
