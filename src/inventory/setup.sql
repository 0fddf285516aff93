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
  union all
  select t.company_id, t.item_id, t.quantity from inventory.temporary_reservation_public t
  where t.company_id = any(:company_ids::bigint[]) and t.item_id = any(:item_ids::bigint[])
) q
group by q.item_id
