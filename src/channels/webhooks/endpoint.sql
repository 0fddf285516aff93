-- name: endpoints_of_companies :read
-- null: previous_secret, previous_until, channel_id, forward
select e.company_id, e.id, e.code, e.name, e.url, e.event_types, e.enabled, e.secret, e.previous_secret, e.previous_until,
  e.channel_id, e.forward
from channels.webhook_endpoint e where e.company_id = any(:company_ids::bigint[]) and not e.deleted
order by e.company_id, e.code

-- name: save_endpoints :write insert
-- Verifies that nobody else made an endpoint of this code meanwhile: its secret would be another one than was shown.
with wanted as (
  select * from :rows(company_id bigint, id bigint, code text, name text, url text, event_types text[], enabled boolean,
    secret bytea, previous_secret bytea, previous_until timestamptz, channel_id bigint, forward text)
), saved as (
  insert into channels.webhook_endpoint as e (company_id, id, code, name, url, event_types, enabled, secret, previous_secret,
    previous_until, channel_id, forward, deleted)
  select w.*, false from wanted w order by w.company_id, w.code
  on conflict (company_id, code) where not deleted do update set name = excluded.name, url = excluded.url,
    event_types = excluded.event_types, enabled = excluded.enabled, secret = excluded.secret,
    previous_secret = excluded.previous_secret, previous_until = excluded.previous_until, channel_id = excluded.channel_id,
    forward = excluded.forward
  returning e.company_id, e.code, e.id
)
select platform.verify(not exists (
  select 1 from wanted w join saved s on (s.company_id, s.code) = (w.company_id, w.code) and s.id <> w.id)) as verified

-- name: open_states :write insert
insert into channels.webhook_state (company_id, endpoint_id, failures)
select r.company_id, r.endpoint_id, 0 from :rows(company_id bigint, endpoint_id bigint)
on conflict (company_id, endpoint_id) do nothing

-- name: open_queues :write insert
-- A new endpoint hears what becomes a fact from now on.
insert into channels.webhook_queue (company_id, endpoint_id, id, pos, done, only_failed, attempt, due_at, lease, lease_until, actor,
  made_at)
select r.company_id, r.endpoint_id, 0, h.pos, 0, false, 0, r.now, 0, r.now, '', r.now
from :rows(company_id bigint, endpoint_id bigint, now timestamptz)
join platform.head_public h on h.company_id = r.company_id
on conflict (company_id, endpoint_id, id) do nothing

-- name: resume_states :write order
-- It is tried at once, and no longer set aside.
update channels.webhook_state s set failures = 0, set_aside_at = null, probe_at = null
from :rows(company_id bigint, endpoint_id bigint)
where (s.company_id, s.endpoint_id) = (r.company_id, r.endpoint_id)

-- name: resume_queues :write computed
-- What waited out a failure is due now: who released it made the end of its lease the time when it is due. The lease of one that is
-- being sent stays.
update channels.webhook_queue q set due_at = least(q.due_at, r.now),
  lease_until = case when q.lease_until = q.due_at then least(q.lease_until, r.now) else q.lease_until end
from :rows(company_id bigint, endpoint_id bigint, now timestamptz)
where (q.company_id, q.endpoint_id) = (r.company_id, r.endpoint_id)

-- name: delete_endpoints :write insert
-- Its log goes chunk by chunk (expire_attempts).
update channels.webhook_endpoint e set deleted = true, enabled = false, secret = '', previous_secret = null
from :rows(company_id bigint, endpoint_id bigint)
where (e.company_id, e.id) = (r.company_id, r.endpoint_id)

-- name: delete_states :write order
delete from channels.webhook_state s using :rows(company_id bigint, endpoint_id bigint)
where (s.company_id, s.endpoint_id) = (r.company_id, r.endpoint_id)

-- name: delete_queues :write computed
delete from channels.webhook_queue q using :rows(company_id bigint, endpoint_id bigint)
where (q.company_id, q.endpoint_id) = (r.company_id, r.endpoint_id)

-- name: forget_failed :write insert
-- Somebody decided that these need not be delivered.
delete from channels.webhook_failed f using :rows(company_id bigint, endpoint_id bigint, pos bigint, n integer)
where (f.company_id, f.endpoint_id, f.pos, f.n) = (r.company_id, r.endpoint_id, r.pos, r.n)

-- name: add_replays :write insert
insert into channels.webhook_queue (company_id, endpoint_id, id, pos, done, until_pos, until_n, only_failed, attempt, due_at, lease,
  lease_until, actor, made_at)
select r.company_id, r.endpoint_id, r.id, r.pos, r.done, r.until_pos, r.until_n, r.only_failed, 0, r.now, 0, r.now, r.actor, r.now
from :rows(company_id bigint, endpoint_id bigint, id bigint, pos bigint, done integer, until_pos bigint, until_n integer,
  only_failed boolean, actor text, now timestamptz)

-- name: read_targets :read
-- Endpoints of companies with what a replay has to know: where the company stands, how many replays there are.
-- notnull: head, replays
select e.company_id, e.id, e.code, h.pos as head, (
    select count(*) from channels.webhook_queue q where q.company_id = e.company_id and q.endpoint_id = e.id and q.id <> 0
  )::integer as replays
from channels.webhook_endpoint e
join platform.head_public h on h.company_id = e.company_id
where e.company_id = any(:company_ids::bigint[]) and not e.deleted
order by e.company_id, e.code

-- name: find_places :read
-- The first place of a company at or after a time; behind its head when there is none. Places have no gaps and their times
-- rise, so the log is halved again and again.
-- notnull: pos
select (
  with recursive half(lo, hi) as (
    select 0::bigint, h.pos + 1 from platform.head_public h where h.company_id = w.company_id
    union all
    select case when g.at < w.at then g.pos else b.lo end, case when g.at < w.at then b.hi else g.pos end
    from half b
    join platform.log_public g on g.company_id = w.company_id and g.pos = (b.lo + b.hi) / 2
    where b.hi - b.lo > 1
  )
  select min(b.hi) from half b
) as pos
from unnest(:company_ids::bigint[], :ats::timestamptz[]) with ordinality as w(company_id, at, ordinal)
order by w.ordinal

-- name: read_failed_in :read
-- Which endpoints did not take something of a range.
-- notnull: ordinal
select w.ordinal, e.id
from unnest(:company_ids::bigint[], :poss::bigint[], :ns::integer[], :until_poss::bigint[], :until_ns::integer[])
  with ordinality as w(company_id, pos, n, until_pos, until_n, ordinal)
join channels.webhook_endpoint e on e.company_id = w.company_id and not e.deleted
where exists (
  select 1 from channels.webhook_failed f where f.company_id = w.company_id and f.endpoint_id = e.id
    and (f.pos, f.n) >= (w.pos, w.n) and (f.pos, f.n) <= (w.until_pos, w.until_n))

-- name: read_failed_event :read
-- notnull: code
select f.company_id, w.code, f.pos, f.n, f.endpoint_id from unnest(:company_ids::bigint[], :codes::text[], :poss::bigint[], :ns::integer[]) as w(company_id, code, pos, n)
join channels.webhook_endpoint e on e.company_id = w.company_id and e.code = w.code and not e.deleted
join channels.webhook_failed f on f.company_id = e.company_id and f.endpoint_id = e.id and f.pos = w.pos and f.n = w.n
