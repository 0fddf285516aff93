-- name: list_work :read
-- Work that can be done, or that somebody has taken on, longest due first: the rows of the queue that no worker takes, along whose they
-- are: of the ways to find them `by` says which one is gone. What else is asked is looked at behind that, so that a page is never more
-- than a budget of narrow rows.
-- null: assignee, owner, accepted_at, account_number, title, statuses, line_nos, name
with looked as materialized (
  (select y.* from orchestration.ready y
  where :by::text = 'order' and y.company_id = :company_id::bigint and y.kind = 'work' and y.order_id = :order_id::bigint
    and y.due_at <= :now::timestamptz
    and (y.due_at, y.task_id) > ('epoch'::timestamptz + :after_us::bigint * interval '1 microsecond', :after_task::bigint)
  order by y.due_at, y.task_id limit :budget::bigint)
  union all
  (select y.* from orchestration.ready y
  where :by::text = 'owner' and y.company_id = :company_id::bigint and y.kind = 'work' and y.owner = :owner::text
    and y.due_at <= :now::timestamptz
    and (y.due_at, y.task_id) > ('epoch'::timestamptz + :after_us::bigint * interval '1 microsecond', :after_task::bigint)
  order by y.due_at, y.task_id limit :budget::bigint)
  union all
  (select y.* from orchestration.ready y
  where :by::text = 'assignee' and y.company_id = :company_id::bigint and y.kind = 'work' and y.assignee = :assignee::text
    and y.due_at <= :now::timestamptz
    and (y.due_at, y.task_id) > ('epoch'::timestamptz + :after_us::bigint * interval '1 microsecond', :after_task::bigint)
  order by y.due_at, y.task_id limit :budget::bigint)
  union all
  (select y.* from orchestration.ready y
  where :by::text = 'role' and y.company_id = :company_id::bigint and y.kind = 'work' and y.role = :role::text
    and y.due_at <= :now::timestamptz
    and (y.due_at, y.task_id) > ('epoch'::timestamptz + :after_us::bigint * interval '1 microsecond', :after_task::bigint)
  order by y.due_at, y.task_id limit :budget::bigint)
  union all
  (select y.* from orchestration.ready y
  where :by::text = 'taken' and y.company_id = :company_id::bigint and y.kind = 'work' and y.owner is not null
    and y.due_at <= :now::timestamptz
    and (y.due_at, y.task_id) > ('epoch'::timestamptz + :after_us::bigint * interval '1 microsecond', :after_task::bigint)
  order by y.due_at, y.task_id limit :budget::bigint)
  union all
  (select y.* from orchestration.ready y
  where :by::text = 'all' and y.company_id = :company_id::bigint and y.kind = 'work'
    and y.due_at <= :now::timestamptz
    and (y.due_at, y.task_id) > ('epoch'::timestamptz + :after_us::bigint * interval '1 microsecond', :after_task::bigint)
  order by y.due_at, y.task_id limit :budget::bigint)
)
select y.order_id, y.task_id, y.due_at, (extract(epoch from y.due_at) * 1000000)::bigint as due_us, y.priority, t.name, k.title, coalesce(y.role, '') as role,
  k.statuses, k.line_nos, y.assignee, y.owner, k.accepted_at, a.number as account_number, y.fits
from (
  select f.*, count(*) filter (where f.fits) over (order by f.due_at, f.task_id) as found from (
  select l.*, (:role::text is null or coalesce(l.role = :role::text, false)) and (:assignee::text is null or coalesce(l.assignee = :assignee::text, false))
    and (:owner::text is null or coalesce(l.owner = :owner::text, false))
    and (:taken::boolean is null or (l.owner is not null) = :taken::boolean) as fits
  from looked l order by l.due_at, l.task_id limit :budget::bigint) f
) y
left join lateral (select * from orchestration.work k where y.fits and k.company_id = y.company_id and k.order_id = y.order_id and k.task_id = y.task_id offset 0) k on true
left join lateral (select * from orchestration.task t where y.fits and t.company_id = y.company_id and t.order_id = y.order_id and t.id = y.task_id offset 0) t on true
left join lateral (select * from orders.order_state s where y.fits and s.company_id = y.company_id and s.order_id = y.order_id offset 0) s on true
left join lateral (select * from orders.sales_order o where o.company_id = s.company_id and o.id = s.order_id and o.version = s.version offset 0) o on true
left join customers.account a on a.company_id = o.company_id and a.id = o.account_id
where y.found <= :most::bigint
order by y.due_at, y.task_id
