-- Statements of the acts that come from outside of a plan.

-- name: stop_tasks :write insert
-- A hold is one more event to wait for; a task that was ready leaves the queue. Its order is locked.
with wanted as (
  select r.company_id, r.order_id, r.task_id, sum(r.n)::integer as n
  from :rows(company_id bigint, order_id bigint, task_id bigint, n integer) group by 1, 2, 3
), stopped as (
  update orchestration.task t set waits = t.waits + w.n, state = 'waiting' from wanted w
  where t.company_id = w.company_id and t.order_id = w.order_id and t.id = w.task_id and t.state in ('waiting', 'ready')
  returning t.company_id, t.order_id, t.id
)
delete from orchestration.ready y using stopped s
where y.company_id = s.company_id and y.order_id = s.order_id and y.task_id = s.id
