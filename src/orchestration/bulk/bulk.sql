-- name: find_order_targets :read
-- Orders that an act may be meant for: those that are named, or all of these states and sources, the oldest first.
-- notnull: order_id, state, holds
select o.order_id, o.state, o.holds
from orders.order_public o
where o.company_id = :company_id::bigint
  and (not :named::boolean or o.order_id = any(:order_ids::bigint[]))
  and (cardinality(:states::text[]) = 0 or o.state = any(:states::text[]))
  and (cardinality(:sources::text[]) = 0 or o.source = any(:sources::text[]))
order by o.order_id limit :most::bigint

-- name: find_task_targets :read
-- Tasks that failed for good of orders that are named, or of a cause, found along task_problem. A cause is the kind of task and its problem
-- without numbers and names.
-- notnull: order_id, state, holds
-- null: statuses
with failed as materialized (
  select t.company_id, t.order_id, t.id, t.kind, t.component_id from orchestration.task t
  where t.company_id = :company_id::bigint and t.problem is not null and t.state = 'failed'
    and (not :named::boolean or t.order_id = any(:order_ids::bigint[]))
    and (:cause::text is null or orchestration.cause_public(t.kind, t.problem) = :cause::text)
)
select t.order_id, o.state, o.holds, t.id as task_id, t.kind, k.statuses,
  coalesce(array(select distinct n from unnest(c.line_nos) as n order by n), '{}') as line_nos
from failed t
cross join lateral (select o.state, o.source, o.holds from orders.order_public o
  where o.company_id = t.company_id and o.order_id = t.order_id offset 0) o
cross join lateral (select c.line_nos from orchestration.component c
  where c.company_id = t.company_id and c.order_id = t.order_id and c.id = t.component_id offset 0) c
left join lateral (select k.statuses from orchestration.work k
  where k.company_id = t.company_id and k.order_id = t.order_id and k.task_id = t.id offset 0) k on true
where (cardinality(:states::text[]) = 0 or o.state = any(:states::text[]))
  and (cardinality(:sources::text[]) = 0 or o.source = any(:sources::text[]))
order by t.order_id, t.id limit :most::bigint

-- name: insert_bulk_job :write insert
insert into orchestration.bulk_job (company_id, id, act, input, chosen, actor, scopes, state, total, left_out, failure_limit, asked_at, ended_at)
select r.* from :rows(company_id bigint, id bigint, act text, input jsonb, chosen jsonb, actor text, scopes text[], state text, total integer,
  left_out integer, failure_limit integer, asked_at timestamptz, ended_at timestamptz)

-- name: insert_bulk_targets :write insert
insert into orchestration.bulk_target (company_id, job_id, place, order_id, task_id, state, code, message)
select r.* from :rows(company_id bigint, job_id bigint, place integer, order_id bigint, task_id bigint, state text, code text, message text)

-- name: find_running_jobs :read
-- null: failure_limit
select j.company_id, j.id, j.act, j.input, j.actor, j.scopes, j.failed, j.failure_limit
from orchestration.bulk_job j where j.state = 'running' order by j.id limit :most::bigint

-- name: read_open_targets :read
-- null: task_id
select t.place, t.order_id, t.task_id
from orchestration.bulk_target t
where t.company_id = :company_id::bigint and t.job_id = :job_id::bigint and t.state = 'open'
order by t.place limit :most::bigint

-- name: settle_targets :write insert
-- What became of targets; one that was settled before stays as it was, so that a batch that comes twice counts once. A job of which too many
-- failed stops, and one of which nothing is open is completed.
with given as materialized (
  select * from :rows(company_id bigint, job_id bigint, place integer, state text, code text, message text, settled_at timestamptz)
), settled as (
  update orchestration.bulk_target t set state = g.state, code = g.code, message = g.message
  from given g
  where t.company_id = g.company_id and t.job_id = g.job_id and t.place = g.place and t.state = 'open'
  returning t.company_id, t.job_id, t.state, g.settled_at
), counted as (
  select s.company_id, s.job_id, count(*) filter (where s.state = 'done')::integer as done,
    count(*) filter (where s.state = 'failed')::integer as failed, max(s.settled_at) as settled_at
  from settled s group by 1, 2
)
update orchestration.bulk_job j
set done = j.done + c.done, failed = j.failed + c.failed,
  state = case when j.state <> 'running' then j.state
    when j.done + c.done + j.failed + c.failed + j.left_out >= j.total then 'completed'
    when j.failed + c.failed >= j.failure_limit then 'stopped' else j.state end,
  ended_at = case when j.done + c.done + j.failed + c.failed + j.left_out >= j.total or j.failed + c.failed >= j.failure_limit
    then coalesce(j.ended_at, c.settled_at) end
from counted c where j.company_id = c.company_id and j.id = c.job_id

-- name: stop_bulk_jobs :write insert
update orchestration.bulk_job j set state = 'stopped', ended_at = r.ended_at
from :rows(company_id bigint, id bigint, ended_at timestamptz)
where j.company_id = r.company_id and j.id = r.id and j.state = 'running'

-- name: read_bulk_jobs :read
-- null: failure_limit, ended_at
select j.company_id, j.id, j.act, j.input, j.chosen, j.actor, j.state, j.total, j.done, j.failed, j.left_out, j.failure_limit, j.asked_at, j.ended_at
from orchestration.bulk_job j
where j.company_id = any(:company_ids::bigint[]) and (cardinality(:ids::bigint[]) = 0 or j.id = any(:ids::bigint[]))
  and (:before::bigint is null or j.id < :before::bigint)
order by j.id desc limit :most::bigint

-- name: list_bulk_targets :read
-- null: task_id, code, message
select t.place, t.order_id, t.task_id, t.state, t.code, t.message
from orchestration.bulk_target t
where t.company_id = :company_id::bigint and t.job_id = :job_id::bigint and t.place > :after::integer
  and (cardinality(:states::text[]) = 0 or t.state = any(:states::text[]))
order by t.place limit :most::bigint
