-- name: read_queues :read
-- How much is due by kind, and how long the oldest of it waits already.
-- null: oldest_due_at
select r.kind, count(*) as depth, count(*) filter (where r.due_at <= :now::timestamptz) as due,
  count(*) filter (where r.attempt > 0) as attempted, min(r.due_at) filter (where r.due_at <= :now::timestamptz) as oldest_due_at
from orchestration.ready r
where r.company_id = :company_id::bigint
group by r.kind order by r.kind

-- name: read_failed_tasks :read
-- Failed tasks stand outside the queue: found by themselves along task_problem, newest first.
select t.order_id, t.id, t.kind, t.problem from (
  select t.order_id, t.id, t.kind, coalesce(t.problem, '') as problem from orchestration.task t
  where t.company_id = :company_id::bigint and t.problem is not null and t.state = 'failed'
    and exists (select from orders.order_state s
      where s.company_id = t.company_id and s.order_id = t.order_id and s.status = any(:statuses::text[]) offset 0)
  order by t.order_id desc, t.id desc limit :most::bigint
) t
order by t.order_id desc, t.id

-- name: read_task_depths :read
-- What waits for each kind of task, of all companies.
-- null: oldest_due_at
select r.kind, count(*) as depth, count(*) filter (where r.due_at <= :now::timestamptz) as due,
  min(r.due_at) filter (where r.due_at <= :now::timestamptz) as oldest_due_at
from orchestration.ready r
group by r.kind

-- name: read_waiting_tasks :read
-- A page of the queue of a kind, by key.
select r.order_id, r.task_id, r.due_at, r.attempt
from orchestration.ready r
where r.company_id = :company_id::bigint and r.kind = :kind::text
  and (r.order_id, r.task_id) > (:after_order::bigint, :after_task::bigint)
order by r.order_id, r.task_id limit :most::bigint

-- name: read_failed_tasks_of_kind :read
-- A page of failed tasks of a kind, by key along task_problem.
select t.order_id, t.id as task_id, coalesce(t.problem, '') as problem from orchestration.task t
where t.company_id = :company_id::bigint and t.problem is not null and t.state = 'failed' and t.kind = :kind::text
  and (t.order_id, t.id) > (:after_order::bigint, :after_task::bigint)
  and exists (select from orders.order_state s
    where s.company_id = t.company_id and s.order_id = t.order_id and s.status = any(:statuses::text[]) offset 0)
order by t.order_id, t.id limit :most::bigint
