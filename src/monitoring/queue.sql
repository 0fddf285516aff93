-- name: read_queues :read
-- How much is due by kind, and how long the oldest of it waits already.
-- null: oldest_due_at
select r.kind, count(*) as depth, count(*) filter (where r.due_at <= :now::timestamptz) as due,
  count(*) filter (where r.attempt > 0) as attempted, min(r.due_at) filter (where r.due_at <= :now::timestamptz) as oldest_due_at
from orchestration.ready r
where r.company_id = :company_id::bigint
group by r.kind order by r.kind

-- name: read_failed_tasks :read
-- Failed tasks stand outside the queue; the open orders lead to the plans that have one.
select t.order_id, t.id, t.kind, coalesce(t.problem, '') as problem
from orders.order_state s
join orchestration.task t on t.company_id = :company_id::bigint and t.order_id = s.order_id and t.state = 'failed'
where s.company_id = :company_id::bigint and s.status = any(:statuses::text[])
order by t.order_id desc, t.id limit :most::bigint

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
-- A page of failed tasks of a kind, by key: the open orders lead to the plans that have one.
select t.order_id, t.id as task_id, coalesce(t.problem, '') as problem
from orders.order_state s
join orchestration.task t on t.company_id = :company_id::bigint and t.order_id = s.order_id and t.state = 'failed'
  and t.kind = :kind::text
where s.company_id = :company_id::bigint and s.status = any(:statuses::text[])
  and (t.order_id, t.id) > (:after_order::bigint, :after_task::bigint)
order by t.order_id, t.id limit :most::bigint
