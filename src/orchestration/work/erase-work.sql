-- name: look_at_work :read
-- A page of the orders of an account, the latest first, behind a place: of which works anything is told. No last place: that was the last page.
-- null: last_at, last_id
with page as materialized (
  select p.order_id, p.placed_at from orders.order_public p
  where p.company_id = :company_id::bigint and p.account_id = :account_id::bigint
    and (p.placed_at, p.order_id) < (:before_at::text::timestamptz, :before_id::bigint)
  order by p.placed_at desc, p.order_id desc limit :count::integer
), told as (
  select k.order_id, k.task_id from page p
  cross join lateral (select * from orchestration.work k where k.company_id = :company_id::bigint and k.order_id = p.order_id
    and (k.note is not null or k.data is not null) offset 0) k
)
select array(select t.order_id from told t order by t.order_id, t.task_id) as order_ids,
  array(select t.task_id from told t order by t.order_id, t.task_id) as task_ids, last.placed_at::text as last_at, last.order_id as last_id
from (select) one
left join lateral (select p.placed_at, p.order_id from page p order by p.placed_at, p.order_id limit 1) last on true

-- name: forget_work :write insert
-- What was told of works, also where their tasks keep it: how they ended stays. One that is told of again meanwhile stays for the next look.
with given as (
  select * from :rows(company_id bigint, order_id bigint, task_id bigint)
), forgotten as (
  update orchestration.work k set note = null, data = null from given g
  where k.company_id = g.company_id and k.order_id = g.order_id and k.task_id = g.task_id
  returning k.company_id, k.order_id, k.task_id, k.title, k.status
)
update orchestration.task t set output = t.output - 'data' - 'note',
  problem = case when t.problem is not null then f.title || ': ' || f.status end
from forgotten f
where t.company_id = f.company_id and t.order_id = f.order_id and t.id = f.task_id
