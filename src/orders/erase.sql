-- name: look_at_orders :read
-- A page of the orders of an account, the newest first, behind a place: how many of them promise something yet, which keep a sealed
-- draft, which say whereabouts they went. With ties: versions of one order share their place. No last place: that was the last page.
-- null: last_at, last_id
with page as materialized (
  select o.id, o.version, o.placed_at, o.decisions ? 'area' as located from orders.sales_order o
  where o.company_id = :company_id::bigint and o.account_id = :account_id::bigint
    and (o.placed_at, o.id) < (:before_at::text::timestamptz, :before_id::bigint)
  order by o.placed_at desc, o.id desc fetch first (:count::integer) rows with ties
), standing as materialized (
  select s.order_id, s.state from page p
  cross join lateral (
    select * from orders.order_state s where s.company_id = :company_id::bigint and s.order_id = p.id and s.version = p.version offset 0
  ) s
)
select
  (select count(*)::integer from standing s
    where s.state not in ('draft', 'failed', 'rejected', 'cancelled', 'completed', 'aborted')) as open,
  array(select d.order_id from standing s
    join orders.draft d on d.company_id = :company_id::bigint and d.order_id = s.order_id order by d.order_id) as drafts,
  array(select distinct p.id from page p where p.located order by p.id) as located,
  last.placed_at::text as last_at, last.id as last_id
from (select) one
left join lateral (select p.placed_at, p.id from page p order by p.placed_at, p.id limit 1) last on true

-- name: look_at_changes :read
-- Of the orders of accounts that changed behind a place in the order of facts: which promise something yet, which keep a draft, which
-- say whereabouts they go.
-- notnull: located
select w.company_id, w.account_id, h.order_id,
  l.state not in ('draft', 'failed', 'rejected', 'cancelled', 'completed', 'aborted') as open, d.order_id is not null as draft, v.located
from unnest(:company_ids::bigint[], :account_ids::bigint[], :positions::bigint[]) as w(company_id, account_id, pos)
cross join lateral (
  select distinct h.order_id from platform.log_public g
  cross join lateral (select h.order_id from orders.history h where h.company_id = w.company_id and h.batch = g.batch offset 0) h
  where g.company_id = w.company_id and g.pos > w.pos
) h
cross join lateral (
  select l.state from orders.list l where l.company_id = w.company_id and l.order_id = h.order_id and l.account_id = w.account_id offset 0
) l
cross join lateral (
  select coalesce(bool_or(o.decisions ? 'area'), false) as located
  from (select o.decisions from orders.sales_order o where o.company_id = w.company_id and o.id = h.order_id offset 0) o
) v
left join orders.draft d on d.company_id = w.company_id and d.order_id = h.order_id

-- name: read_position :read
-- notnull: pos
select h.pos from platform.head_public h where h.company_id = :company_id::bigint

-- name: verify_nothing_open :write computed
-- After the locks of the batch: an order that was taken since the orders of the account were looked at is seen, else DK001.
select platform.verify(not exists (
  select from :rows(company_id bigint, account_id bigint, pos bigint)
  join platform.log_public g on g.company_id = r.company_id and g.pos > r.pos
  cross join lateral (select h.order_id from orders.history h where h.company_id = r.company_id and h.batch = g.batch offset 0) h
  cross join lateral (
    select l.state from orders.list l where l.company_id = r.company_id and l.order_id = h.order_id and l.account_id = r.account_id offset 0
  ) l
  where l.state not in ('draft', 'failed', 'rejected', 'cancelled', 'completed', 'aborted')
)) as verified

-- name: erase_drafts :write insert
-- What drafts of accounts were stated as, with its keys; one that is another account's by now stays.
delete from orders.draft d using :rows(company_id bigint, account_id bigint, order_id bigint)
join orders.list l on l.company_id = r.company_id and l.order_id = r.order_id and l.account_id = r.account_id
where d.company_id = r.company_id and d.order_id = r.order_id

-- name: erase_drafts_since :write insert
-- After the lock of their customer: drafts of accounts that came, or changed, behind a place in the order of facts, also those that
-- the decision did not see yet.
delete from orders.draft d using :rows(company_id bigint, account_id bigint, pos bigint)
join platform.log_public g on g.company_id = r.company_id and g.pos > r.pos
cross join lateral (select h.order_id from orders.history h where h.company_id = r.company_id and h.batch = g.batch offset 0) h
join orders.list l on l.company_id = r.company_id and l.order_id = h.order_id and l.account_id = r.account_id
where d.company_id = r.company_id and d.order_id = h.order_id

-- name: lock_located :lock order
-- Waits for who writes of these orders.
select count(*) as locked from (
  select 1 from orders.order_state s
  where (s.company_id, s.order_id) in (select r.company_id, r.order_id from :rows(company_id bigint, account_id bigint, order_id bigint))
  order by s.company_id, s.order_id for update of s
) l

-- name: erase_areas :write insert
-- Whereabouts orders of accounts went, in each of their versions; their orders are locked. One that is another account's by now stays.
update orders.sales_order o set decisions = o.decisions - 'area'
from :rows(company_id bigint, account_id bigint, order_id bigint)
join orders.list l on l.company_id = r.company_id and l.order_id = r.order_id and l.account_id = r.account_id
where o.company_id = r.company_id and o.id = r.order_id and o.decisions ? 'area'

-- name: erase_areas_since :write insert
-- After the lock of their customer: the same of orders that came, or changed, behind a place in the order of facts, also those that the
-- decision did not see yet.
update orders.sales_order o set decisions = o.decisions - 'area'
from :rows(company_id bigint, account_id bigint, pos bigint)
join platform.log_public g on g.company_id = r.company_id and g.pos > r.pos
cross join lateral (select h.order_id from orders.history h where h.company_id = r.company_id and h.batch = g.batch offset 0) h
join orders.list l on l.company_id = r.company_id and l.order_id = h.order_id and l.account_id = r.account_id
where o.company_id = r.company_id and o.id = h.order_id and o.decisions ? 'area'

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
