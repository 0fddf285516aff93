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
