-- name: read_temporary :read
select t.company_id, t.key, t.batch, t.made_by, t.until_at, t.order_id, t.item_ids, t.location_ids, t.quantities, t.shares
from unnest(:company_ids::bigint[], :keys::text[]) as w(company_id, key)
cross join lateral (select * from inventory.temporary_reservation t where t.company_id = w.company_id and t.key = w.key offset 0) t

-- name: lock_temporary :lock key
select count(*) as locked from (
  select 1 from inventory.temporary_reservation t
  where (t.company_id, t.key) in (select r.company_id, r.key from :rows(company_id bigint, key text))
  order by t.company_id, t.key for update
) l

-- name: save_temporary :write key
-- A cart holds goods, other goods, or none any more because an order has them: once a batch and key. What it was decided on is named
-- (no batch: it was not there), else DK001.
with wanted as materialized (
  select * from :rows(company_id bigint, key text, seen bigint, batch bigint, made_by text, until_at timestamptz, order_id bigint,
    item_ids bigint[], location_ids bigint[], quantities numeric[], shares jsonb)
  order by 1, 2
), made as (
  insert into inventory.temporary_reservation (company_id, key, batch, made_by, until_at, order_id, item_ids, location_ids, quantities, shares)
  select w.company_id, w.key, w.batch, w.made_by, w.until_at, w.order_id, w.item_ids, w.location_ids, w.quantities, w.shares
  from wanted w where w.seen is null
  on conflict do nothing
  returning company_id
), changed as (
  update inventory.temporary_reservation t
  set batch = w.batch, made_by = w.made_by, until_at = w.until_at, order_id = w.order_id,
    item_ids = w.item_ids, location_ids = w.location_ids, quantities = w.quantities, shares = w.shares
  from wanted w where t.company_id = w.company_id and t.key = w.key and t.batch = w.seen
  returning t.company_id
)
select platform.verify((select count(*) from made) + (select count(*) from changed) = (select count(*) from wanted)) as verified

-- name: end_temporary :write key
-- What a cart held is free: nobody ordered it.
with wanted as (
  select * from :rows(company_id bigint, key text, seen bigint)
), gone as (
  delete from inventory.temporary_reservation t using wanted w
  where t.company_id = w.company_id and t.key = w.key and t.batch = w.seen
  returning t.company_id
)
select platform.verify((select count(*) from gone) = (select count(*) from wanted)) as verified

-- name: find_due_temporary :read
-- Those whose time is over, by the clock of each company, oldest first.
select t.company_id, t.key
from unnest(:company_ids::bigint[], :nows::timestamptz[]) as w(company_id, now)
cross join lateral (select * from inventory.temporary_reservation t
  where t.company_id = w.company_id and t.until_at <= w.now
  order by t.company_id, t.until_at, t.key limit :most::integer) t

-- name: find_short_temporary :read
-- Those that hold goods where a count took them away, newest first: nobody has ordered them yet.
with place as materialized (
  select s.company_id, s.item_id, s.location_id
  from inventory.shortage s
  join inventory.stock_gate g on g.company_id = s.company_id and g.item_id = s.item_id and g.location_id = s.location_id
  where s.due_at <= :now::timestamptz and g.reserved > 0 and g.reserved > g.on_hand
  order by s.due_at limit :places::integer
)
select t.company_id, t.key
from (select distinct company_id from place) c
join inventory.temporary_reservation t on t.company_id = c.company_id and t.order_id is null
where exists (select from unnest(t.item_ids, t.location_ids) as u(item_id, location_id)
  join place p on p.company_id = t.company_id and p.item_id = u.item_id and p.location_id = u.location_id)
order by t.batch desc, t.company_id, t.key limit :most::integer
