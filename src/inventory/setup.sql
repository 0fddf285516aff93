-- name: locations_of_companies :read
select l.company_id, l.id, l.code, l.name, l.country, l.region, l.rank, l.cost_organization, l.ship_lead_days,
  l.auto_confirm, l.backorders, l.confirms_once, l.pick_up_days, l.allow_partial, l.most_polls, l.stock_connection, l.stock_offline, l.transfer_method, l.shipping_calendar, l.cut_off, l.location_type, l.latitude, l.longitude, l.labor_cost
from inventory.location l where l.company_id = any(:company_ids::bigint[])

-- name: save_locations :write insert
-- The cost organization never changes: costs were kept in it.
insert into inventory.location as l (company_id, id, code, name, country, region, rank, cost_organization, ship_lead_days, auto_confirm,
  backorders, confirms_once, pick_up_days, allow_partial, most_polls, stock_connection, stock_offline, transfer_method, shipping_calendar, cut_off, location_type, latitude, longitude, labor_cost)
select r.* from :rows(company_id bigint, id bigint, code text, name text, country text, region text, rank integer, cost_organization bigint,
  ship_lead_days integer, auto_confirm boolean, backorders boolean, confirms_once boolean, pick_up_days integer, allow_partial boolean, most_polls integer, stock_connection text, stock_offline boolean, transfer_method text, shipping_calendar text, cut_off text, location_type text,
  latitude numeric, longitude numeric, labor_cost bigint)
order by r.company_id, r.code
on conflict (company_id, code) do update set name = excluded.name, country = excluded.country, region = excluded.region, rank = excluded.rank,
  ship_lead_days = excluded.ship_lead_days, auto_confirm = excluded.auto_confirm, backorders = excluded.backorders, confirms_once = excluded.confirms_once, pick_up_days = excluded.pick_up_days,
  allow_partial = excluded.allow_partial, most_polls = excluded.most_polls, stock_connection = excluded.stock_connection, stock_offline = excluded.stock_offline, transfer_method = excluded.transfer_method,
  shipping_calendar = excluded.shipping_calendar, cut_off = excluded.cut_off, location_type = excluded.location_type,
  latitude = excluded.latitude, longitude = excluded.longitude, labor_cost = excluded.labor_cost

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

-- name: sourcing_rules_of_companies :read
select r.company_id, r.code, r.version, r.name, r.active, r.precedence, r.order_type, r.source, r.ship_method, r.terms
from inventory.sourcing_rule r where r.company_id = any(:company_ids::bigint[]) order by r.company_id, r.precedence, r.code

-- name: save_sourcing_rules :write insert
insert into inventory.sourcing_rule as s (company_id, code, version, name, active, precedence, order_type, source, ship_method, terms)
select r.* from :rows(company_id bigint, code text, version integer, name text, active boolean, precedence integer, order_type text,
  source text, ship_method text, terms jsonb)
order by r.company_id, r.code
on conflict (company_id, code) do update set version = excluded.version, name = excluded.name, active = excluded.active,
  precedence = excluded.precedence, order_type = excluded.order_type, source = excluded.source, ship_method = excluded.ship_method,
  terms = excluded.terms

-- name: areas_of_companies :read
select a.company_id, a.country, a.prefix, a.latitude, a.longitude
from inventory.postcode_area a where a.company_id = any(:company_ids::bigint[])

-- name: areas_named :read
select a.company_id, a.country, a.prefix, a.latitude, a.longitude
from unnest(:company_ids::bigint[], :countries::text[], :prefixes::text[]) as w(company_id, country, prefix)
join inventory.postcode_area a on a.company_id = w.company_id and a.country = w.country and a.prefix = w.prefix

-- name: count_areas :read
-- notnull: company_id, count
select w.company_id, (select count(*) from inventory.postcode_area a where a.company_id = w.company_id) as count
from unnest(:company_ids::bigint[]) as w(company_id)

-- name: page_of_areas :read
select a.company_id, a.country, a.prefix, a.latitude, a.longitude
from inventory.postcode_area a
where a.company_id = :company_id::bigint and (a.country, a.prefix) > (:after_country::text, :after_prefix::text)
order by a.country, a.prefix limit :fetch::bigint

-- name: save_areas :write insert
insert into inventory.postcode_area as a (company_id, country, prefix, latitude, longitude)
select r.* from :rows(company_id bigint, country text, prefix text, latitude numeric, longitude numeric)
order by r.company_id, r.country, r.prefix
on conflict (company_id, country, prefix) do update set latitude = excluded.latitude, longitude = excluded.longitude

-- name: sell_throughs_of_items :read
select s.company_id, s.item_id, s.location_id, s.quantity
from unnest(:company_ids::bigint[], :item_ids::bigint[]) as w(company_id, item_id)
cross join lateral (select * from inventory.sell_through s where s.company_id = w.company_id and s.item_id = w.item_id offset 0) s

-- name: page_of_sell_throughs :read
-- notnull: sku, location
select i.sku, l.code as location, s.quantity
from (select i.id, i.sku from catalog.item_public i
  where i.company_id = :company_id::bigint and i.sku >= :after_sku::text
    and exists (select from inventory.sell_through s where s.company_id = :company_id::bigint and s.item_id = i.id)
  order by i.sku limit :fetch::bigint) i
join inventory.sell_through s on s.company_id = :company_id::bigint and s.item_id = i.id
join inventory.location l on l.company_id = :company_id::bigint and l.id = s.location_id
where (i.sku, l.code) > (:after_sku::text, :after_location::text)
order by i.sku, l.code limit :fetch::bigint

-- name: save_sell_throughs :write insert
insert into inventory.sell_through as s (company_id, item_id, location_id, quantity)
select r.* from :rows(company_id bigint, item_id bigint, location_id bigint, quantity numeric)
order by r.company_id, r.item_id, r.location_id
on conflict (company_id, item_id, location_id) do update set quantity = excluded.quantity

-- name: allocation_plans_of_companies :read
select p.company_id, p.code, p.version, p.name, p.active, p.precedence, p.by, p.terms
from inventory.allocation_plan p where p.company_id = any(:company_ids::bigint[]) order by p.company_id, p.precedence, p.code

-- name: allocation_items_of_companies :read
-- The items that a plan is for.
-- notnull: company_id, code, item_id
select p.company_id, p.code, i.id as item_id
from inventory.allocation_plan p
cross join lateral jsonb_array_elements_text(p.terms -> 'skus') as s(sku)
join catalog.item_public i on i.company_id = p.company_id and i.sku = s.sku
where p.company_id = any(:company_ids::bigint[]) and p.terms ? 'skus'

-- name: save_allocation_plans :write insert
insert into inventory.allocation_plan as p (company_id, code, version, name, active, precedence, by, terms)
select r.* from :rows(company_id bigint, code text, version integer, name text, active boolean, precedence integer, by text, terms jsonb)
order by r.company_id, r.code
on conflict (company_id, code) do update set version = excluded.version, name = excluded.name, active = excluded.active,
  precedence = excluded.precedence, by = excluded.by, terms = excluded.terms

-- name: allocation_quantities_named :read
select q.company_id, q.item_id, q.location_id, q.week, q.plan, q.node, q.quantity
from unnest(:company_ids::bigint[], :item_ids::bigint[], :location_ids::bigint[], :weeks::date[], :plans::text[], :nodes::text[])
  as w(company_id, item_id, location_id, week, plan, node)
join inventory.allocation_quantity q on q.company_id = w.company_id and q.item_id = w.item_id and q.location_id = w.location_id
  and q.week = w.week and q.plan = w.plan and q.node = w.node

-- name: page_of_allocation_quantities :read
select q.item_id, q.location_id, q.week, q.plan, q.node, q.quantity, i.sku, l.code as location
from inventory.allocation_quantity q
join catalog.item_public i on i.company_id = q.company_id and i.id = q.item_id
join inventory.location l on l.company_id = q.company_id and l.id = q.location_id
where q.company_id = :company_id::bigint
  and (q.item_id, q.location_id, q.week, q.plan, q.node)
    > (:after_item::bigint, :after_location::bigint, :after_week::date, :after_plan::text, :after_node::text)
order by q.item_id, q.location_id, q.week, q.plan, q.node limit :fetch::bigint

-- name: save_allocation_quantities :write insert
insert into inventory.allocation_quantity as q (company_id, item_id, location_id, week, plan, node, quantity)
select r.* from :rows(company_id bigint, item_id bigint, location_id bigint, week date, plan text, node text, quantity numeric)
order by r.company_id, r.item_id, r.location_id, r.week, r.plan, r.node
on conflict (company_id, item_id, location_id, week, plan, node) do update set quantity = excluded.quantity
-- name: atp_rules_of_companies :read
-- `looks`: the company describes how goods come to its places.
-- notnull: looks
select r.company_id, r.code, r.version, r.name, r.active, r.mode, r.terms, r.assignments,
  exists (select from inventory.supply_rule s where s.company_id = r.company_id) as looks
from inventory.atp_rule r where r.company_id = any(:company_ids::bigint[]) order by r.company_id, r.code

-- name: save_atp_rules :write insert
insert into inventory.atp_rule as a (company_id, code, version, name, active, mode, terms, assignments)
select r.* from :rows(company_id bigint, code text, version integer, name text, active boolean, mode text, terms jsonb, assignments jsonb)
order by r.company_id, r.code
on conflict (company_id, code) do update set version = excluded.version, name = excluded.name, active = excluded.active,
  mode = excluded.mode, terms = excluded.terms, assignments = excluded.assignments

-- name: classes_of_items :read
-- notnull: company_id, id, item_class
select i.company_id, i.id, i.item_class
from unnest(:company_ids::bigint[], :item_ids::bigint[]) as w(company_id, item_id)
join catalog.item_public i on i.company_id = w.company_id and i.id = w.item_id

-- name: supply_rules_of_companies :read
select r.company_id, r.code, r.version, r.name, r.active, r.origins, r.assignments
from inventory.supply_rule r where r.company_id = any(:company_ids::bigint[]) order by r.company_id, r.code

-- name: save_supply_rules :write insert
insert into inventory.supply_rule as s (company_id, code, version, name, active, origins, assignments)
select r.* from :rows(company_id bigint, code text, version integer, name text, active boolean, origins jsonb, assignments jsonb)
order by r.company_id, r.code
on conflict (company_id, code) do update set version = excluded.version, name = excluded.name, active = excluded.active,
  origins = excluded.origins, assignments = excluded.assignments

-- name: bills_of_companies :read
-- notnull: sku
select b.company_id, b.item_id, b.location_id, b.version, b.active, b.lead_days, b.materials, b.resources, i.sku
from inventory.bill_of_materials b
join catalog.item_public i on i.company_id = b.company_id and i.id = b.item_id
where b.company_id = any(:company_ids::bigint[]) order by b.company_id, i.sku, b.location_id

-- name: save_bills :write insert
insert into inventory.bill_of_materials as b (company_id, item_id, location_id, version, active, lead_days, materials, resources)
select r.* from :rows(company_id bigint, item_id bigint, location_id bigint, version integer, active boolean, lead_days integer,
  materials jsonb, resources jsonb)
order by r.company_id, r.item_id, r.location_id
on conflict (company_id, item_id, location_id) do update set version = excluded.version, active = excluded.active,
  lead_days = excluded.lead_days, materials = excluded.materials, resources = excluded.resources

-- name: items_made_of :read
-- The items that bills of materials name, with how finely they are counted.
-- notnull: company_id, id, sku, decimals
select i.company_id, i.id, i.sku, i.decimals
from catalog.item_public i
where i.company_id = any(:company_ids::bigint[]) and i.id in (
  select b.item_id from inventory.bill_of_materials b where b.company_id = any(:company_ids::bigint[])
  union select (m ->> 'itemId')::bigint from inventory.bill_of_materials b cross join lateral jsonb_array_elements(b.materials) as m
  where b.company_id = any(:company_ids::bigint[]))

-- name: resources_of_companies :read
-- notnull: location
select r.company_id, r.code, r.location_id, l.code as location, r.name, r.hours_per_day, r.calendar
from inventory.resource r
join inventory.location l on l.company_id = r.company_id and l.id = r.location_id
where r.company_id = any(:company_ids::bigint[]) order by r.company_id, r.code, l.code

-- name: save_resources :write insert
insert into inventory.resource as s (company_id, code, location_id, name, hours_per_day, calendar)
select r.* from :rows(company_id bigint, code text, location_id bigint, name text, hours_per_day numeric, calendar text)
order by r.company_id, r.code, r.location_id
on conflict (company_id, code, location_id) do update set name = excluded.name, hours_per_day = excluded.hours_per_day,
  calendar = excluded.calendar
