-- name: locations_of_companies :read
select l.company_id, l.id, l.code, l.name, l.country, l.region, l.rank, l.cost_organization, l.ship_lead_days,
  l.auto_confirm, l.pick_up_days, l.shipping_calendar, l.cut_off
from inventory.location l where l.company_id = any(:company_ids::bigint[])

-- name: save_locations :write insert
-- The cost organization never changes: costs were kept in it.
insert into inventory.location as l (company_id, id, code, name, country, region, rank, cost_organization, ship_lead_days, auto_confirm,
  pick_up_days, shipping_calendar, cut_off)
select r.* from :rows(company_id bigint, id bigint, code text, name text, country text, region text, rank integer, cost_organization bigint,
  ship_lead_days integer, auto_confirm boolean, pick_up_days integer, shipping_calendar text, cut_off text)
order by r.company_id, r.code
on conflict (company_id, code) do update set name = excluded.name, country = excluded.country, region = excluded.region, rank = excluded.rank,
  ship_lead_days = excluded.ship_lead_days, auto_confirm = excluded.auto_confirm, pick_up_days = excluded.pick_up_days,
  shipping_calendar = excluded.shipping_calendar, cut_off = excluded.cut_off

-- name: lanes_of_companies :read
select t.company_id, t.ship_method, t.location_id, l.code as location, t.country, t.region, t.transit_days, t.carrier_calendar,
  t.receiving_calendar, t.cost
from inventory.transit_lane t
left join inventory.location l on l.company_id = t.company_id and l.id = t.location_id
where t.company_id = any(:company_ids::bigint[])

-- name: save_lanes :write insert
insert into inventory.transit_lane as t (company_id, ship_method, location_id, country, region, transit_days, carrier_calendar,
  receiving_calendar, cost)
select r.* from :rows(company_id bigint, ship_method text, location_id bigint, country text, region text, transit_days integer,
  carrier_calendar text, receiving_calendar text, cost bigint)
order by r.company_id, r.ship_method, r.location_id, r.country, r.region
on conflict (company_id, ship_method, (coalesce(location_id, 0)), country, region) do update set transit_days = excluded.transit_days,
  carrier_calendar = excluded.carrier_calendar, receiving_calendar = excluded.receiving_calendar,
  cost = excluded.cost

-- name: read_safety :read
-- Gates that have a safety stock, by the codes of their items and places.
-- notnull: sku
select g.company_id, i.sku, l.code as location, g.item_id, g.location_id, g.safety
from unnest(:company_ids::bigint[], :skus::text[], :locations::text[]) as w(company_id, sku, location)
join catalog.item_public i on i.company_id = w.company_id and i.sku = w.sku
join inventory.location l on l.company_id = w.company_id and l.code = w.location
join inventory.stock_gate g on g.company_id = w.company_id and g.item_id = i.id and g.location_id = l.id
where g.safety > 0

-- name: list_safety :read
-- Safety stocks of a company in order of item and place.
-- notnull: sku
select g.item_id, g.location_id, i.sku, l.code as location, g.safety
from inventory.stock_gate g
join catalog.item_public i on i.company_id = g.company_id and i.id = g.item_id
join inventory.location l on l.company_id = g.company_id and l.id = g.location_id
where g.company_id = :company_id::bigint and g.safety > 0
  and (:item_id::bigint is null or (g.item_id, g.location_id) > (:item_id::bigint, :location_id::bigint))
order by g.item_id, g.location_id limit :fetch::integer

-- name: set_safety :write stock
-- The gates are locked. What is promised of them is weighed anew, by who is decided meanwhile and by who remembers it.
update inventory.stock_gate g set safety = r.safety, horizon_version = g.horizon_version + 1
from :rows(company_id bigint, item_id bigint, location_id bigint, safety numeric)
where g.company_id = r.company_id and g.item_id = r.item_id and g.location_id = r.location_id

-- name: decimals_held :read
-- The most decimals of what is held, reserved, waited for or announced of items; none: nothing is. Reservations are those of
-- open orders and have no index by item: asked only when an item is to be counted less finely.
-- notnull: item_id, decimals
select q.item_id, max(min_scale(q.quantity)) as decimals
from (
  select g.company_id, g.item_id, unnest(array[g.on_hand, g.safety]) as quantity from inventory.stock_gate g
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
  union all
  select t.company_id, t.item_id, t.quantity from inventory.temporary_reservation_public t
  where t.company_id = any(:company_ids::bigint[]) and t.item_id = any(:item_ids::bigint[])
) q
group by q.item_id
