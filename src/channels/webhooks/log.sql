-- name: read_endpoint_states :read
-- How endpoints stand. `failed` counts at most a thousand.
-- null: set_aside_at, probe_at, failed_at, problem, previous_until, forward, channel
-- notnull: head, failed
select e.id, e.code, e.name, e.url, e.event_types, e.enabled, e.previous_until, e.forward, c.code as channel, s.failures, s.set_aside_at, s.probe_at, s.failed_at,
  s.problem, q.pos, q.due_at, h.pos as head, (
    select count(*) from (
      select 1 from channels.webhook_failed f where f.company_id = e.company_id and f.endpoint_id = e.id limit 1000) f
  )::integer as failed
from channels.webhook_endpoint e
join channels.webhook_state s on s.company_id = e.company_id and s.endpoint_id = e.id
join channels.webhook_queue q on q.company_id = e.company_id and q.endpoint_id = e.id and q.id = 0
join platform.head_public h on h.company_id = e.company_id
left join channels.channel c on c.company_id = e.company_id and c.id = e.channel_id
where e.company_id = :company_id::bigint and not e.deleted and e.code > :after::text
  and (:code::text is null or e.code = :code::text)
order by e.code limit :most::integer

-- name: read_replays :read
select q.endpoint_id, q.id, q.pos, q.until_pos, q.only_failed, q.actor, q.made_at
from channels.webhook_queue q
where q.company_id = :company_id::bigint and q.endpoint_id = any(:endpoint_ids::bigint[]) and q.id <> 0
order by q.endpoint_id, q.id

-- name: list_attempts :read
-- The newest calls of each endpoint, then of all of them: there are few endpoints.
-- null: status, problem, order_id
select e.code, a.id, a.at, a.event_id, a.type, a.order_id, a.queue_id, a.attempt, a.outcome, a.duration_ms, a.status, a.problem
from channels.webhook_endpoint e
cross join lateral (
  select * from channels.webhook_attempt a where a.company_id = e.company_id and a.endpoint_id = e.id
    and a.at >= :since::timestamptz and (a.at, a.id) < (:before::timestamptz, :before_id::bigint)
  order by a.at desc, a.id desc limit :most::integer
) a
where e.company_id = :company_id::bigint and not e.deleted and (:code::text is null or e.code = :code::text)
order by a.at desc, a.id desc limit :most::integer

-- name: list_missed :read
-- The same of calls that delivered nothing, along an index of their own.
-- null: status, problem, order_id
select e.code, a.id, a.at, a.event_id, a.type, a.order_id, a.queue_id, a.attempt, a.outcome, a.duration_ms, a.status, a.problem
from channels.webhook_endpoint e
cross join lateral (
  select * from channels.webhook_attempt a where a.company_id = e.company_id and a.endpoint_id = e.id and a.outcome <> 'delivered'
    and a.at >= :since::timestamptz and (a.at, a.id) < (:before::timestamptz, :before_id::bigint)
  order by a.at desc, a.id desc limit :most::integer
) a
where e.company_id = :company_id::bigint and not e.deleted and (:code::text is null or e.code = :code::text)
order by a.at desc, a.id desc limit :most::integer

-- name: read_attempts :read
-- The calls with one event, the newest first.
-- null: status, problem, answer, order_id, channel_id, forward
select e.code, e.channel_id, e.forward, a.id, a.at, a.event_id, a.type, a.order_id, a.queue_id, a.attempt, a.outcome, a.duration_ms, a.status, a.problem,
  a.answer
from channels.webhook_endpoint e
join channels.webhook_attempt a on a.company_id = e.company_id and a.endpoint_id = e.id and a.pos = :pos::bigint and a.n = :n::integer
where e.company_id = :company_id::bigint and not e.deleted and e.code = :code::text
order by a.at desc, a.id desc limit :most::integer

-- name: list_failed :read
-- What was given up, by endpoint, in the order of its facts.
-- null: status, problem, order_id
select e.code, f.endpoint_id, f.pos, f.n, f.event_id, f.type, f.order_id, f.failed_at, f.attempts, f.status, f.problem
from channels.webhook_failed f
join channels.webhook_endpoint e on e.company_id = f.company_id and e.id = f.endpoint_id and not e.deleted
where f.company_id = :company_id::bigint and (f.endpoint_id, f.pos, f.n) > (:after_endpoint::bigint, :after_pos::bigint, :after_n::integer)
  and (:code::text is null or e.code = :code::text)
order by f.endpoint_id, f.pos, f.n limit :most::integer
