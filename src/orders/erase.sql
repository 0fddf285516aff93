-- name: count_of_accounts :read
-- Orders of accounts that promise something yet, and sealed drafts.
select w.company_id, w.account_id,
  count(*) filter (where l.state not in ('draft', 'failed', 'rejected', 'cancelled', 'completed', 'aborted'))::integer as open,
  count(d.order_id)::integer as drafts
from unnest(:company_ids::bigint[], :account_ids::bigint[]) as w(company_id, account_id)
join orders.list l on l.company_id = w.company_id and l.account_id = w.account_id
left join orders.draft d on d.company_id = l.company_id and d.order_id = l.order_id
group by w.company_id, w.account_id

-- name: verify_nothing_open :write computed
-- After the locks of the batch: an order that was taken meanwhile is seen, else DK001.
select platform.verify(not exists (
  select from :rows(company_id bigint, account_id bigint)
  join orders.list l on l.company_id = r.company_id and l.account_id = r.account_id
  where l.state not in ('draft', 'failed', 'rejected', 'cancelled', 'completed', 'aborted')
)) as verified

-- name: erase_drafts :write insert
-- What drafts of the accounts were stated as, with its keys.
delete from orders.draft d using :rows(company_id bigint, account_id bigint)
join orders.list l on l.company_id = r.company_id and l.account_id = r.account_id
where d.company_id = l.company_id and d.order_id = l.order_id

-- name: lock_drafts_of_nobody :lock order
-- Waits for edits of the drafts: what they found is seen by the statement that erases.
select count(*) as locked from (
  select 1 from orders.order_state s
  where (s.company_id, s.order_id) in (select r.company_id, r.order_id from :rows(company_id bigint, order_id bigint))
  order by s.company_id, s.order_id for update of s
) l

-- name: erase_drafts_of_nobody :write insert
-- After the lock of their orders: a draft that found its account meanwhile stays.
delete from orders.draft d
using :rows(company_id bigint, order_id bigint)
join orders.list l on l.company_id = r.company_id and l.order_id = r.order_id and l.account_id is null
where d.company_id = r.company_id and d.order_id = r.order_id

-- name: read_customers_of_bodies :read
-- Whom bodies speak of, and the batch of what they became: the customer of their order (0: none), else of the latest under their
-- source key.
-- notnull: customer_id
select w.company_id, w.id, a.customer_id, l.batch
from unnest(:company_ids::bigint[], :ids::bigint[], :order_ids::bigint[], :sources::text[], :external_ids::text[])
  as w(company_id, id, order_id, source, external_id)
left join lateral (
  select k.order_id from orders.source_key k
  where k.company_id = w.company_id and k.source = w.source and k.external_id = w.external_id and w.order_id = 0
  order by k.version desc limit 1
) k on true
cross join lateral (
  select l.account_id, o.batch from orders.list l
  join orders.sales_order o on o.company_id = w.company_id and o.id = l.order_id
  where l.company_id = w.company_id and l.order_id = coalesce(k.order_id, w.order_id) order by o.version limit 1
) l
cross join lateral (
  select p.customer_id from customers.account_public p where p.company_id = w.company_id and p.id = l.account_id limit 1
) a
