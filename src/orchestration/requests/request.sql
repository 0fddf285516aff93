-- name: insert_request :write key
-- A unique violation means that another batch asked for something of the same order: the batch reads again and is refused.
insert into orchestration.request (company_id, id, order_id, kind, actor, names, reason, made_at, wanted_at, state, due_at, attempts)
select r.company_id, r.id, r.order_id, r.kind, r.actor, r.names, r.reason, r.made_at, r.wanted_at, 'acknowledged', greatest(r.made_at, r.wanted_at), 0
from :rows(company_id bigint, id bigint, order_id bigint, kind text, actor text, names text[], reason text, made_at timestamptz, wanted_at timestamptz)

-- name: read_open_requests :read
select r.company_id, r.order_id, r.id, r.kind
from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)
cross join lateral (select * from orchestration.request r
  where r.company_id = w.company_id and r.order_id = w.order_id and r.due_at is not null limit 1) r

-- name: claim_requests :read
-- What is due, the oldest first, in a transaction of its own: it is due again at `until`, when who claimed it died.
-- null: reason
with due as (
  select r.company_id, r.id from orchestration.request r where r.due_at <= :now::timestamptz
  order by r.due_at, r.id limit :most::integer for update skip locked
), claimed as (
  update orchestration.request r set due_at = :until::timestamptz, attempts = r.attempts + 1, state = 'in_progress'
  from due where r.company_id = due.company_id and r.id = due.id
  returning r.company_id, r.id, r.order_id, r.kind, r.actor, r.names, r.reason, r.attempts
)
select c.company_id, c.id, c.order_id, c.kind, c.actor, c.names, c.reason, c.attempts from claimed c order by c.id

-- name: settle_request :write insert
-- What became of it; its order is locked. Who claimed it later has it now: an older claim changes nothing.
with wanted as (
  select * from :rows(company_id bigint, id bigint, attempts integer, state text, due_at timestamptz, code text, problem text,
    settled_at timestamptz)
), settled as (
  update orchestration.request r set state = w.state, due_at = w.due_at, code = w.code, problem = w.problem, settled_at = w.settled_at
  from wanted w
  where r.company_id = w.company_id and r.id = w.id and r.attempts = w.attempts and r.due_at is not null
  returning 1
)
select platform.verify((select count(*) from settled) = (select count(*) from wanted)) as verified

-- name: read_claims :read
-- Which of these are still of who claimed them.
select r.company_id, r.id, r.attempts
from unnest(:company_ids::bigint[], :ids::bigint[]) as w(company_id, id)
join orchestration.request r on r.company_id = w.company_id and r.id = w.id and r.due_at is not null
