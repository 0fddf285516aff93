-- name: read_grains :read
-- How finely items are counted that are shared out.
-- notnull: company_id, item_id, decimals
select i.company_id, i.id as item_id, i.decimals
from unnest(:company_ids::bigint[], :item_ids::bigint[]) as w(company_id, item_id)
join catalog.item_public i on i.company_id = w.company_id and i.id = w.item_id

-- name: read_allocation_used :read
-- What was taken of shares of items since a week, without a lock: every change of it steps the gate, which is asked again.
select u.company_id, u.item_id, u.location_id, u.week, u.node, u.quantity
from unnest(:company_ids::bigint[], :item_ids::bigint[], :since::date[]) as w(company_id, item_id, since)
cross join lateral (select * from inventory.allocation_used u
  where u.company_id = w.company_id and u.item_id = w.item_id and u.week >= w.since and u.quantity <> 0 offset 0) u

-- name: read_allocation_quantities :read
-- What is stated for nodes of items since a week.
select q.company_id, q.item_id, q.location_id, q.week, q.plan, q.node, q.quantity
from unnest(:company_ids::bigint[], :item_ids::bigint[], :since::date[]) as w(company_id, item_id, since)
cross join lateral (select * from inventory.allocation_quantity q
  where q.company_id = w.company_id and q.item_id = w.item_id and q.week >= w.since offset 0) q

-- name: read_allocation_uses :read
-- What orders took of shares, by part; guarded by their orders. The last taken is given back first.
select u.company_id, u.root_id, u.source_id, u.item_id, u.location_id, u.week, u.node, u.place, u.buyer, u.quantity
from unnest(:company_ids::bigint[], :root_ids::bigint[]) as w(company_id, root_id)
cross join lateral (select * from inventory.allocation_use u
  where u.company_id = w.company_id and u.root_id = w.root_id and u.quantity > 0 offset 0) u
order by u.company_id, u.root_id, u.source_id, u.week desc, u.place desc

-- name: move_allocation_used :write stock
-- After the gates, which are locked and stepped by whatever changes a share: once a batch, gate, week and node.
insert into inventory.allocation_used as a (company_id, item_id, location_id, week, node, quantity)
select r.* from :rows(company_id bigint, item_id bigint, location_id bigint, week date, node text, quantity numeric)
order by r.company_id, r.item_id, r.location_id, r.week, r.node
on conflict (company_id, item_id, location_id, week, node) do update set quantity = a.quantity + excluded.quantity

-- name: move_allocation_uses :write insert
-- The order is locked, or made by this batch: what a part took of shares, or gives back; once a batch.
insert into inventory.allocation_use as u (company_id, root_id, source_id, item_id, location_id, week, node, place, buyer, quantity)
select r.* from :rows(company_id bigint, root_id bigint, source_id bigint, item_id bigint, location_id bigint, week date, node text,
  place smallint, buyer text, quantity numeric)
order by r.company_id, r.root_id, r.source_id, r.item_id, r.location_id, r.week, r.node
on conflict (company_id, root_id, source_id, item_id, location_id, week, node) do update set quantity = u.quantity + excluded.quantity
