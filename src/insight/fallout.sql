-- name: read_fallout :read
-- What failed for good, put together by cause: the kind of task, and its problem without numbers and names. Found along task_problem. What is
-- at risk is what orders are worth in the money of the books, each once a cause; orders that are over are nobody's trouble.
-- notnull: cause, problem, tasks, orders, at_risk
-- null: since
select x.cause, x.kind, (array_agg(x.problem order by x.id))[1] as problem, count(*) as tasks, count(distinct x.order_id) as orders,
  coalesce(sum(x.worth) filter (where x.first), 0)::bigint as at_risk, min(x.currency) as currency,
  count(*) filter (where x.stopped) as stopped, min(x.due) as since
from (
  select t.id, t.order_id, t.kind, t.problem, f.cause, c.currency, s.open_holds + s.scoped_holds > 0 or s.state = 'suspended' as stopped,
    platform.in_books(o.total, o.rate_e10, o.currency, c.currency) as worth, o.placed_at as due,
    row_number() over (partition by f.cause, t.order_id order by t.id) = 1 as first
  from orchestration.task t
  cross join lateral (select orchestration.cause_public(t.kind, t.problem) as cause) f
  join organization.company c on c.company_id = t.company_id
  join orders.order_state s on s.company_id = t.company_id and s.order_id = t.order_id
  join orders.sales_order o on o.company_id = s.company_id and o.id = s.order_id and o.version = s.version
  where t.company_id = :company_id::bigint and t.problem is not null and t.state = 'failed'
    and s.state not in ('cancelled', 'completed', 'aborted', 'rejected')
) x
group by x.cause, x.kind order by at_risk desc, x.cause limit :most::bigint

-- name: list_fallout_tasks :read
-- Tasks of a cause, in the order of their orders.
-- null: statuses
select t.order_id, t.id as task_id, t.kind, t.name, t.problem, s.state, s.status, s.open_holds + s.scoped_holds as holds, o.total, o.currency,
  c.line_nos, k.statuses
from orchestration.task t
join orders.order_state s on s.company_id = t.company_id and s.order_id = t.order_id
join orders.sales_order o on o.company_id = s.company_id and o.id = s.order_id and o.version = s.version
join orchestration.component c on c.company_id = t.company_id and c.order_id = t.order_id and c.id = t.component_id
left join orchestration.work k on k.company_id = t.company_id and k.order_id = t.order_id and k.task_id = t.id
where t.company_id = :company_id::bigint and t.problem is not null and t.state = 'failed'
  and (t.order_id, t.id) > (:after_order::bigint, :after_task::bigint)
  and orchestration.cause_public(t.kind, t.problem) = :cause::text
  and s.state not in ('cancelled', 'completed', 'aborted', 'rejected')
order by t.order_id, t.id limit :most::bigint
