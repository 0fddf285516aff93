-- name: claim_queues :read
-- Takes queues that have something to send, past those that another process is taking; the claim is its own transaction.
-- Nobody else works on them before the lease ends, so that the order of an endpoint is kept. An endpoint that is set aside
-- is tried when its time has come. `troubled`: how many of those that failed of late, which have slots of their own.
-- null: previous_secret, previous_until, until_pos, until_n, channel_id, forward
with waiting as (
  select q.ctid as place, q.due_at, s.failures > 0 as troubled
  from channels.webhook_queue q
  join channels.webhook_endpoint e on e.company_id = q.company_id and e.id = q.endpoint_id and e.enabled and not e.deleted
  join channels.webhook_state s on s.company_id = q.company_id and s.endpoint_id = q.endpoint_id
  join platform.head_public h on h.company_id = q.company_id
  where q.lease_until <= :now::timestamptz and q.due_at <= :now::timestamptz and (q.until_pos is not null or q.pos < h.pos)
    and (s.set_aside_at is null or s.probe_at <= :now::timestamptz)
), due as (
  (select w.place from waiting w where not w.troubled order by w.due_at limit :count::integer)
  union all (select w.place from waiting w where w.troubled order by w.due_at limit :troubled::integer)
), taken as (
  select q.ctid as place from channels.webhook_queue q
  where q.ctid = any (array(select d.place from due d)) and q.lease_until <= :now::timestamptz
  for update of q skip locked
)
update channels.webhook_queue q set lease = :lease::bigint, lease_until = :lease_until::timestamptz
from channels.webhook_endpoint e, channels.webhook_state s
where q.ctid = any (array(select t.place from taken t)) and e.company_id = q.company_id and e.id = q.endpoint_id
  and s.company_id = q.company_id and s.endpoint_id = q.endpoint_id
returning q.company_id, q.endpoint_id, q.id, q.pos, q.done, q.until_pos, q.until_n, q.only_failed, q.attempt, e.code, e.url,
  e.event_types, e.secret, e.previous_secret, e.previous_until, e.channel_id, e.forward, s.failures

-- name: read_failed_ahead :read
-- Events that endpoints did not take, of each queue from where it stands.
select w.company_id, w.endpoint_id, w.id, f.pos, f.n
from unnest(:company_ids::bigint[], :endpoint_ids::bigint[], :ids::bigint[], :poss::bigint[], :dones::integer[],
  :until_poss::bigint[], :until_ns::integer[]) as w(company_id, endpoint_id, id, pos, done, until_pos, until_n)
cross join lateral (
  select f.pos, f.n from channels.webhook_failed f
  where f.company_id = w.company_id and f.endpoint_id = w.endpoint_id and (f.pos, f.n) >= (w.pos + 1, w.done)
    and (f.pos, f.n) <= (w.until_pos, w.until_n)
  order by f.pos, f.n limit :most::integer
) f
order by w.company_id, w.endpoint_id, w.id, f.pos, f.n

-- name: add_attempts :write insert
-- What was called, and what came of it. Twice when the first commit was believed lost.
insert into channels.webhook_attempt (company_id, endpoint_id, id, at, pos, n, event_id, type, order_id, queue_id, attempt,
  outcome, duration_ms, status, answer, problem)
select r.* from :rows(company_id bigint, endpoint_id bigint, id bigint, at timestamptz, pos bigint, n integer, event_id text,
  type text, order_id bigint, queue_id bigint, attempt integer, outcome text, duration_ms integer, status integer, answer text,
  problem text)
on conflict (company_id, endpoint_id, at, id) do nothing

-- name: move_queues :write computed
-- Where queues stand now. A queue whose lease went to another process stays where that one moves it.
update channels.webhook_queue q set pos = r.pos, done = r.done, attempt = r.attempt, due_at = r.due_at,
  lease_until = case when r.released then r.due_at else q.lease_until end
from :rows(company_id bigint, endpoint_id bigint, id bigint, lease bigint, pos bigint, done integer, attempt integer,
  due_at timestamptz, released boolean)
where (q.company_id, q.endpoint_id, q.id) = (r.company_id, r.endpoint_id, r.id) and q.lease = r.lease

-- name: end_replays :write computed
-- Replays that have come to their end.
delete from channels.webhook_queue q
using :rows(company_id bigint, endpoint_id bigint, id bigint, lease bigint)
where (q.company_id, q.endpoint_id, q.id) = (r.company_id, r.endpoint_id, r.id) and q.lease = r.lease

-- name: park_events :write insert
-- Events that were given up; one that is replayed in vain is still there.
insert into channels.webhook_failed as f (company_id, endpoint_id, pos, n, event_id, type, order_id, failed_at, attempts, status,
  problem)
select r.* from :rows(company_id bigint, endpoint_id bigint, pos bigint, n integer, event_id text, type text, order_id bigint,
  failed_at timestamptz, attempts integer, status integer, problem text)
order by r.company_id, r.endpoint_id, r.pos, r.n
on conflict (company_id, endpoint_id, pos, n) do update set failed_at = excluded.failed_at,
  attempts = f.attempts + excluded.attempts, status = excluded.status, problem = excluded.problem

-- name: heal_events :write insert
-- Events that a replay delivered.
delete from channels.webhook_failed f
using :rows(company_id bigint, endpoint_id bigint, pos bigint, n integer)
where (f.company_id, f.endpoint_id, f.pos, f.n) = (r.company_id, r.endpoint_id, r.pos, r.n)

-- name: lock_states :lock order
-- In order: a replay and the queue of an endpoint may be worked on by two processes.
select s.endpoint_id from channels.webhook_state s
where (s.company_id, s.endpoint_id) in (select r.company_id, r.endpoint_id from :rows(company_id bigint, endpoint_id bigint))
order by s.company_id, s.endpoint_id for update of s

-- name: note_failures :write order
-- One failure more in a row; after so many the endpoint is set aside, and tried now and then.
update channels.webhook_state s set failures = s.failures + 1, failed_at = r.at, problem = r.problem,
  set_aside_at = case when s.failures + 1 >= r.most then coalesce(s.set_aside_at, r.at) else s.set_aside_at end,
  probe_at = r.probe_at
from :rows(company_id bigint, endpoint_id bigint, at timestamptz, most integer, probe_at timestamptz, problem text)
where (s.company_id, s.endpoint_id) = (r.company_id, r.endpoint_id)

-- name: note_successes :write order
-- An endpoint that was in trouble answers again.
update channels.webhook_state s set failures = 0, set_aside_at = null, probe_at = null
from :rows(company_id bigint, endpoint_id bigint)
where (s.company_id, s.endpoint_id) = (r.company_id, r.endpoint_id) and s.failures > 0

-- name: count_set_aside :read
select count(*) as aside from channels.webhook_state s
join channels.webhook_endpoint e on e.company_id = s.company_id and e.id = s.endpoint_id and e.enabled and not e.deleted
where s.set_aside_at is not null

-- name: read_logs :read
-- Endpoints whose log may hold something to delete.
select e.company_id, e.id, e.deleted from channels.webhook_endpoint e order by e.company_id, e.id

-- name: expire_attempts :read
-- Deletes the oldest attempts of endpoints, each before a time, so many of each at most.
with old as (
  select a.ctid as place from unnest(:company_ids::bigint[], :endpoint_ids::bigint[], :befores::timestamptz[])
    as w(company_id, endpoint_id, before)
  cross join lateral (
    select a.ctid from channels.webhook_attempt a
    where a.company_id = w.company_id and a.endpoint_id = w.endpoint_id and a.at < w.before
    order by a.at, a.id limit :most::integer for update of a skip locked
  ) a
), gone as (
  delete from channels.webhook_attempt a where a.ctid = any (array(select o.place from old o)) returning a.endpoint_id
)
-- notnull: count
select count(*) as count from gone

-- name: expire_failed :read
-- What deleted endpoints did not take. Of others it stands until it is sent again or taken off.
with gone as (
  delete from channels.webhook_failed f
  using channels.webhook_endpoint e
  where e.deleted and f.company_id = e.company_id and f.endpoint_id = e.id
  returning f.endpoint_id
)
-- notnull: count
select count(*) as count from gone

-- name: forget_endpoints :read
-- Deletes endpoints that were deleted and have no log any more.
with gone as (
  delete from channels.webhook_endpoint e
  where e.deleted and not exists (
    select 1 from channels.webhook_attempt a where a.company_id = e.company_id and a.endpoint_id = e.id)
  returning e.id
)
select count(*) as count from gone
