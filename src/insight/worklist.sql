-- name: list_work :read
-- Work that can be done, or that somebody has taken on, longest due first: the rows of the queue that no worker takes, along ready_work.
-- Whether one fits what is asked for is looked at behind that, so that a page is never more than a budget of rows.
-- null: assignee, owner, accepted_at, account_number
select y.order_id, y.task_id, y.due_at, (extract(epoch from y.due_at) * 1000000)::bigint as due_us, y.priority, t.name, k.title, k.role,
  k.statuses, k.line_nos, k.assignee, k.owner, k.accepted_at, a.number as account_number,
  (:role::text is null or k.role = :role::text) and (:assignee::text is null or k.assignee = :assignee::text)
    and (:owner::text is null or k.owner = :owner::text) and (:taken::boolean is null or (k.owner is not null) = :taken::boolean) as fits
from (
  select y.* from orchestration.ready y
  where y.company_id = :company_id::bigint and y.kind = 'work' and y.due_at <= :now::timestamptz
    and (y.due_at, y.task_id) > ('epoch'::timestamptz + :after_us::bigint * interval '1 microsecond', :after_task::bigint)
    and (:order_id::bigint is null or y.order_id = :order_id::bigint)
  order by y.due_at, y.task_id limit :budget::bigint
) y
cross join lateral (select * from orchestration.work k where k.company_id = y.company_id and k.order_id = y.order_id and k.task_id = y.task_id offset 0) k
cross join lateral (select * from orchestration.task t where t.company_id = y.company_id and t.order_id = y.order_id and t.id = y.task_id offset 0) t
cross join lateral (select * from orders.order_state s where s.company_id = y.company_id and s.order_id = y.order_id offset 0) s
cross join lateral (select * from orders.sales_order o where o.company_id = y.company_id and o.id = y.order_id and o.version = s.version offset 0) o
left join customers.account a on a.company_id = o.company_id and a.id = o.account_id
order by y.due_at, y.task_id
