-- name: locations_of_companies :read
select l.company_id, l.id, l.code, l.name, l.country, l.region, l.rank, l.cost_organization, l.ship_lead_days,
  l.auto_confirm, l.pick_up_days
from inventory.location l where l.company_id = any(:company_ids::bigint[])

-- name: save_locations :write insert
-- The cost organization never changes: costs were kept in it.
insert into inventory.location as l (company_id, id, code, name, country, region, rank, cost_organization, ship_lead_days, auto_confirm,
  pick_up_days)
select r.* from :rows(company_id bigint, id bigint, code text, name text, country text, region text, rank integer, cost_organization bigint,
  ship_lead_days integer, auto_confirm boolean, pick_up_days integer)
order by r.company_id, r.code
on conflict (company_id, code) do update set name = excluded.name, country = excluded.country, region = excluded.region, rank = excluded.rank,
  ship_lead_days = excluded.ship_lead_days, auto_confirm = excluded.auto_confirm, pick_up_days = excluded.pick_up_days

-- name: decimals_held :read
-- The most decimals of what is held, reserved, waited for or announced of items; none: nothing is. Reservations are those of
-- open orders and have no index by item: asked only when an item is to be counted less finely.
-- notnull: item_id, decimals
select q.item_id, max(min_scale(q.quantity)) as decimals
from (
  select g.company_id, g.item_id, g.on_hand as quantity from inventory.stock_gate g
  where g.company_id = any(:company_ids::bigint[]) and g.item_id = any(:item_ids::bigint[])
  union all
  select d.company_id, d.item_id, d.quantity from inventory.planned_demand d
  where d.company_id = any(:company_ids::bigint[]) and d.item_id = any(:item_ids::bigint[])
  union all
  select s.company_id, s.item_id, s.quantity - s.received from inventory.supply s
  where s.company_id = any(:company_ids::bigint[]) and s.item_id = any(:item_ids::bigint[]) and s.received < s.quantity
  union all
  select r.company_id, u.item_id, u.quantity from inventory.reservation r
  cross join lateral unnest(r.item_ids, r.quantities) as u(item_id, quantity)
  where r.company_id = any(:company_ids::bigint[]) and u.item_id = any(:item_ids::bigint[])
) q
group by q.item_id
