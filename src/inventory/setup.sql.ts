// Written by `npm run generate` from setup.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

export const locationsOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; code: string; name: string; country: string; region: string; rank: number; cost_organization: bigint; ship_lead_days: number; auto_confirm: boolean; backorders: boolean; confirms_once: boolean; pick_up_days: number; allow_partial: boolean; most_polls: number; stock_connection: string; stock_offline: boolean; transfer_method: string; shipping_calendar: string; cut_off: string; location_type: string; latitude: bigint | null; longitude: bigint | null; labor_cost: bigint | null }> = {
  name: 'inventory.locations_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select l.company_id, l.id, l.code, l.name, l.country, l.region, l.rank, l.cost_organization, l.ship_lead_days,\n  l.auto_confirm, l.backorders, l.confirms_once, l.pick_up_days, l.allow_partial, l.most_polls, l.stock_connection, l.stock_offline, l.transfer_method, l.shipping_calendar, l.cut_off, l.location_type, l.latitude, l.longitude, l.labor_cost\nfrom inventory.location l where l.company_id = any($1::bigint[])",
}

/** The cost organization never changes: costs were kept in it. */
export const saveLocations: WriteStatement<{ companyId: bigint | null; id: bigint | null; code: string | null; name: string | null; country: string | null; region: string | null; rank: number | null; costOrganization: bigint | null; shipLeadDays: number | null; autoConfirm: boolean | null; backorders: boolean | null; confirmsOnce: boolean | null; pickUpDays: number | null; allowPartial: boolean | null; mostPolls: number | null; stockConnection: string | null; stockOffline: boolean | null; transferMethod: string | null; shippingCalendar: string | null; cutOff: string | null; locationType: string | null; latitude: bigint | null; longitude: bigint | null; laborCost: bigint | null }, never> = {
  name: 'inventory.save_locations',
  kind: 'write',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'name', type: 'text', array: true },
    { name: 'country', type: 'text', array: true },
    { name: 'region', type: 'text', array: true },
    { name: 'rank', type: 'integer', array: true },
    { name: 'costOrganization', type: 'bigint', array: true },
    { name: 'shipLeadDays', type: 'integer', array: true },
    { name: 'autoConfirm', type: 'boolean', array: true },
    { name: 'backorders', type: 'boolean', array: true },
    { name: 'confirmsOnce', type: 'boolean', array: true },
    { name: 'pickUpDays', type: 'integer', array: true },
    { name: 'allowPartial', type: 'boolean', array: true },
    { name: 'mostPolls', type: 'integer', array: true },
    { name: 'stockConnection', type: 'text', array: true },
    { name: 'stockOffline', type: 'boolean', array: true },
    { name: 'transferMethod', type: 'text', array: true },
    { name: 'shippingCalendar', type: 'text', array: true },
    { name: 'cutOff', type: 'text', array: true },
    { name: 'locationType', type: 'text', array: true },
    { name: 'latitude', type: 'numeric', array: true },
    { name: 'longitude', type: 'numeric', array: true },
    { name: 'laborCost', type: 'bigint', array: true },
  ],
  text: "insert into inventory.location as l (company_id, id, code, name, country, region, rank, cost_organization, ship_lead_days, auto_confirm,\n  backorders, confirms_once, pick_up_days, allow_partial, most_polls, stock_connection, stock_offline, transfer_method, shipping_calendar, cut_off, location_type, latitude, longitude, labor_cost)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as code, unnest($4::text[]) as name, unnest($5::text[]) as country, unnest($6::text[]) as region, unnest($7::integer[]) as rank, unnest($8::bigint[]) as cost_organization, unnest($9::integer[]) as ship_lead_days, unnest($10::boolean[]) as auto_confirm, unnest($11::boolean[]) as backorders, unnest($12::boolean[]) as confirms_once, unnest($13::integer[]) as pick_up_days, unnest($14::boolean[]) as allow_partial, unnest($15::integer[]) as most_polls, unnest($16::text[]) as stock_connection, unnest($17::boolean[]) as stock_offline, unnest($18::text[]) as transfer_method, unnest($19::text[]) as shipping_calendar, unnest($20::text[]) as cut_off, unnest($21::text[]) as location_type, unnest($22::numeric[]) as latitude, unnest($23::numeric[]) as longitude, unnest($24::bigint[]) as labor_cost) as r\norder by r.company_id, r.code\non conflict (company_id, code) do update set name = excluded.name, country = excluded.country, region = excluded.region, rank = excluded.rank,\n  ship_lead_days = excluded.ship_lead_days, auto_confirm = excluded.auto_confirm, backorders = excluded.backorders, confirms_once = excluded.confirms_once, pick_up_days = excluded.pick_up_days,\n  allow_partial = excluded.allow_partial, most_polls = excluded.most_polls, stock_connection = excluded.stock_connection, stock_offline = excluded.stock_offline, transfer_method = excluded.transfer_method,\n  shipping_calendar = excluded.shipping_calendar, cut_off = excluded.cut_off, location_type = excluded.location_type,\n  latitude = excluded.latitude, longitude = excluded.longitude, labor_cost = excluded.labor_cost",
}

export const lanesOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; ship_method: string; location_id: bigint | null; location: string; country: string; region: string; transit_days: number; carrier_calendar: string; receiving_calendar: string; cost: bigint | null }> = {
  name: 'inventory.lanes_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select t.company_id, t.ship_method, t.location_id, l.code as location, t.country, t.region, t.transit_days, t.carrier_calendar,\n  t.receiving_calendar, t.cost\nfrom inventory.transit_lane t\nleft join inventory.location l on l.company_id = t.company_id and l.id = t.location_id\nwhere t.company_id = any($1::bigint[])",
}

export const saveLanes: WriteStatement<{ companyId: bigint | null; shipMethod: string | null; locationId: bigint | null; country: string | null; region: string | null; transitDays: number | null; carrierCalendar: string | null; receivingCalendar: string | null; cost: bigint | null }, never> = {
  name: 'inventory.save_lanes',
  kind: 'write',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'shipMethod', type: 'text', array: true },
    { name: 'locationId', type: 'bigint', array: true },
    { name: 'country', type: 'text', array: true },
    { name: 'region', type: 'text', array: true },
    { name: 'transitDays', type: 'integer', array: true },
    { name: 'carrierCalendar', type: 'text', array: true },
    { name: 'receivingCalendar', type: 'text', array: true },
    { name: 'cost', type: 'bigint', array: true },
  ],
  text: "insert into inventory.transit_lane as t (company_id, ship_method, location_id, country, region, transit_days, carrier_calendar,\n  receiving_calendar, cost)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as ship_method, unnest($3::bigint[]) as location_id, unnest($4::text[]) as country, unnest($5::text[]) as region, unnest($6::integer[]) as transit_days, unnest($7::text[]) as carrier_calendar, unnest($8::text[]) as receiving_calendar, unnest($9::bigint[]) as cost) as r\norder by r.company_id, r.ship_method, r.location_id, r.country, r.region\non conflict (company_id, ship_method, (coalesce(location_id, 0)), country, region) do update set transit_days = excluded.transit_days,\n  carrier_calendar = excluded.carrier_calendar, receiving_calendar = excluded.receiving_calendar,\n  cost = excluded.cost",
}

/** Gates that have a safety stock, by the codes of their items and places. */
export const readSafety: ReadStatement<{ companyIds: readonly bigint[]; skus: readonly string[]; locations: readonly string[] }, { company_id: bigint; sku: string; location: string; item_id: bigint; location_id: bigint; safety: bigint }> = {
  name: 'inventory.read_safety',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'skus', type: 'text', array: true },
    { name: 'locations', type: 'text', array: true },
  ],
  text: "select g.company_id, i.sku, l.code as location, g.item_id, g.location_id, g.safety\nfrom unnest($1::bigint[], $2::text[], $3::text[]) as w(company_id, sku, location)\njoin catalog.item_public i on i.company_id = w.company_id and i.sku = w.sku\njoin inventory.location l on l.company_id = w.company_id and l.code = w.location\njoin inventory.stock_gate g on g.company_id = w.company_id and g.item_id = i.id and g.location_id = l.id\nwhere g.safety > 0",
}

/** Safety stocks of a company in order of item and place. */
export const listSafety: ReadStatement<{ companyId: bigint | null; itemId: bigint | null; locationId: bigint | null; fetch: number | null }, { item_id: bigint; location_id: bigint; sku: string; location: string; safety: bigint }> = {
  name: 'inventory.list_safety',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'itemId', type: 'bigint', array: false },
    { name: 'locationId', type: 'bigint', array: false },
    { name: 'fetch', type: 'integer', array: false },
  ],
  text: "select g.item_id, g.location_id, i.sku, l.code as location, g.safety\nfrom inventory.stock_gate g\njoin catalog.item_public i on i.company_id = g.company_id and i.id = g.item_id\njoin inventory.location l on l.company_id = g.company_id and l.id = g.location_id\nwhere g.company_id = $1::bigint and g.safety > 0\n  and ($2::bigint is null or (g.item_id, g.location_id) > ($2::bigint, $3::bigint))\norder by g.item_id, g.location_id limit $4::integer",
}

/** The gates are locked. What is promised of them is weighed anew, by who is decided meanwhile and by who remembers it. */
export const setSafety: WriteStatement<{ companyId: bigint | null; itemId: bigint | null; locationId: bigint | null; safety: bigint | null }, never> = {
  name: 'inventory.set_safety',
  kind: 'write',
  lockClass: 'stock',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'locationId', type: 'bigint', array: true },
    { name: 'safety', type: 'numeric', array: true },
  ],
  text: "update inventory.stock_gate g set safety = r.safety, horizon_version = g.horizon_version + 1\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as item_id, unnest($3::bigint[]) as location_id, unnest($4::numeric[]) as safety) as r\nwhere g.company_id = r.company_id and g.item_id = r.item_id and g.location_id = r.location_id",
}

/** The most decimals of what is held, reserved, waited for or announced of items; none: nothing is. Reservations are those of open orders and have no index by item: asked only when an item is to be counted less finely. */
export const decimalsHeld: ReadStatement<{ companyIds: readonly bigint[]; itemIds: readonly bigint[] }, { item_id: bigint; decimals: number }> = {
  name: 'inventory.decimals_held',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'itemIds', type: 'bigint', array: true },
  ],
  text: "select q.item_id, max(min_scale(q.quantity)) as decimals\nfrom (\n  select g.company_id, g.item_id, unnest(array[g.on_hand, g.safety]) as quantity from inventory.stock_gate g\n  where g.company_id = any($1::bigint[]) and g.item_id = any($2::bigint[])\n  union all\n  select d.company_id, d.item_id, d.quantity from inventory.planned_demand d\n  where d.company_id = any($1::bigint[]) and d.item_id = any($2::bigint[])\n  union all\n  select s.company_id, s.item_id, s.quantity - s.received from inventory.supply s\n  where s.company_id = any($1::bigint[]) and s.item_id = any($2::bigint[]) and s.received < s.quantity\n  union all\n  select r.company_id, u.item_id, u.quantity from inventory.reservation r\n  cross join lateral unnest(r.item_ids, r.quantities) as u(item_id, quantity)\n  where r.company_id = any($1::bigint[]) and u.item_id = any($2::bigint[])\n  union all\n  select t.company_id, t.item_id, t.quantity from inventory.temporary_reservation_public t\n  where t.company_id = any($1::bigint[]) and t.item_id = any($2::bigint[])\n) q\ngroup by q.item_id",
}

export const sourcingRulesOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; code: string; version: number; name: string; active: boolean; precedence: number; order_type: string; source: string; ship_method: string; terms: Json }> = {
  name: 'inventory.sourcing_rules_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select r.company_id, r.code, r.version, r.name, r.active, r.precedence, r.order_type, r.source, r.ship_method, r.terms\nfrom inventory.sourcing_rule r where r.company_id = any($1::bigint[]) order by r.company_id, r.precedence, r.code",
}

export const saveSourcingRules: WriteStatement<{ companyId: bigint | null; code: string | null; version: number | null; name: string | null; active: boolean | null; precedence: number | null; orderType: string | null; source: string | null; shipMethod: string | null; terms: Json | null }, never> = {
  name: 'inventory.save_sourcing_rules',
  kind: 'write',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'name', type: 'text', array: true },
    { name: 'active', type: 'boolean', array: true },
    { name: 'precedence', type: 'integer', array: true },
    { name: 'orderType', type: 'text', array: true },
    { name: 'source', type: 'text', array: true },
    { name: 'shipMethod', type: 'text', array: true },
    { name: 'terms', type: 'jsonb', array: true },
  ],
  text: "insert into inventory.sourcing_rule as s (company_id, code, version, name, active, precedence, order_type, source, ship_method, terms)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as code, unnest($3::integer[]) as version, unnest($4::text[]) as name, unnest($5::boolean[]) as active, unnest($6::integer[]) as precedence, unnest($7::text[]) as order_type, unnest($8::text[]) as source, unnest($9::text[]) as ship_method, unnest($10::jsonb[]) as terms) as r\norder by r.company_id, r.code\non conflict (company_id, code) do update set version = excluded.version, name = excluded.name, active = excluded.active,\n  precedence = excluded.precedence, order_type = excluded.order_type, source = excluded.source, ship_method = excluded.ship_method,\n  terms = excluded.terms",
}

export const areasOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; country: string; prefix: string; latitude: bigint; longitude: bigint }> = {
  name: 'inventory.areas_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 10,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select a.company_id, a.country, a.prefix, a.latitude, a.longitude\nfrom inventory.postcode_area a where a.company_id = any($1::bigint[])",
}

export const areasNamed: ReadStatement<{ companyIds: readonly bigint[]; countries: readonly string[]; prefixes: readonly string[] }, { company_id: bigint; country: string; prefix: string; latitude: bigint; longitude: bigint }> = {
  name: 'inventory.areas_named',
  kind: 'read',
  lockClass: 'insert',
  sequence: 11,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'countries', type: 'text', array: true },
    { name: 'prefixes', type: 'text', array: true },
  ],
  text: "select a.company_id, a.country, a.prefix, a.latitude, a.longitude\nfrom unnest($1::bigint[], $2::text[], $3::text[]) as w(company_id, country, prefix)\njoin inventory.postcode_area a on a.company_id = w.company_id and a.country = w.country and a.prefix = w.prefix",
}

export const countAreas: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; count: bigint }> = {
  name: 'inventory.count_areas',
  kind: 'read',
  lockClass: 'insert',
  sequence: 12,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select w.company_id, (select count(*) from inventory.postcode_area a where a.company_id = w.company_id) as count\nfrom unnest($1::bigint[]) as w(company_id)",
}

export const pageOfAreas: ReadStatement<{ companyId: bigint | null; afterCountry: string | null; afterPrefix: string | null; fetch: bigint | null }, { company_id: bigint; country: string; prefix: string; latitude: bigint; longitude: bigint }> = {
  name: 'inventory.page_of_areas',
  kind: 'read',
  lockClass: 'insert',
  sequence: 13,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'afterCountry', type: 'text', array: false },
    { name: 'afterPrefix', type: 'text', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select a.company_id, a.country, a.prefix, a.latitude, a.longitude\nfrom inventory.postcode_area a\nwhere a.company_id = $1::bigint and (a.country, a.prefix) > ($2::text, $3::text)\norder by a.country, a.prefix limit $4::bigint",
}

export const saveAreas: WriteStatement<{ companyId: bigint | null; country: string | null; prefix: string | null; latitude: bigint | null; longitude: bigint | null }, never> = {
  name: 'inventory.save_areas',
  kind: 'write',
  lockClass: 'insert',
  sequence: 14,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'country', type: 'text', array: true },
    { name: 'prefix', type: 'text', array: true },
    { name: 'latitude', type: 'numeric', array: true },
    { name: 'longitude', type: 'numeric', array: true },
  ],
  text: "insert into inventory.postcode_area as a (company_id, country, prefix, latitude, longitude)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as country, unnest($3::text[]) as prefix, unnest($4::numeric[]) as latitude, unnest($5::numeric[]) as longitude) as r\norder by r.company_id, r.country, r.prefix\non conflict (company_id, country, prefix) do update set latitude = excluded.latitude, longitude = excluded.longitude",
}

export const sellThroughsOfItems: ReadStatement<{ companyIds: readonly bigint[]; itemIds: readonly bigint[] }, { company_id: bigint; item_id: bigint; location_id: bigint; quantity: bigint }> = {
  name: 'inventory.sell_throughs_of_items',
  kind: 'read',
  lockClass: 'insert',
  sequence: 15,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'itemIds', type: 'bigint', array: true },
  ],
  text: "select s.company_id, s.item_id, s.location_id, s.quantity\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, item_id)\ncross join lateral (select * from inventory.sell_through s where s.company_id = w.company_id and s.item_id = w.item_id offset 0) s",
}

export const pageOfSellThroughs: ReadStatement<{ companyId: bigint | null; afterSku: string | null; fetch: bigint | null; afterLocation: string | null }, { sku: string; location: string; quantity: bigint }> = {
  name: 'inventory.page_of_sell_throughs',
  kind: 'read',
  lockClass: 'insert',
  sequence: 16,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'afterSku', type: 'text', array: false },
    { name: 'fetch', type: 'bigint', array: false },
    { name: 'afterLocation', type: 'text', array: false },
  ],
  text: "select i.sku, l.code as location, s.quantity\nfrom (select i.id, i.sku from catalog.item_public i\n  where i.company_id = $1::bigint and i.sku >= $2::text\n    and exists (select from inventory.sell_through s where s.company_id = $1::bigint and s.item_id = i.id)\n  order by i.sku limit $3::bigint) i\njoin inventory.sell_through s on s.company_id = $1::bigint and s.item_id = i.id\njoin inventory.location l on l.company_id = $1::bigint and l.id = s.location_id\nwhere (i.sku, l.code) > ($2::text, $4::text)\norder by i.sku, l.code limit $3::bigint",
}

export const saveSellThroughs: WriteStatement<{ companyId: bigint | null; itemId: bigint | null; locationId: bigint | null; quantity: bigint | null }, never> = {
  name: 'inventory.save_sell_throughs',
  kind: 'write',
  lockClass: 'insert',
  sequence: 17,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'locationId', type: 'bigint', array: true },
    { name: 'quantity', type: 'numeric', array: true },
  ],
  text: "insert into inventory.sell_through as s (company_id, item_id, location_id, quantity)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as item_id, unnest($3::bigint[]) as location_id, unnest($4::numeric[]) as quantity) as r\norder by r.company_id, r.item_id, r.location_id\non conflict (company_id, item_id, location_id) do update set quantity = excluded.quantity",
}

export const allocationPlansOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; code: string; version: number; name: string; active: boolean; precedence: number; by: string; terms: Json }> = {
  name: 'inventory.allocation_plans_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 18,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select p.company_id, p.code, p.version, p.name, p.active, p.precedence, p.by, p.terms\nfrom inventory.allocation_plan p where p.company_id = any($1::bigint[]) order by p.company_id, p.precedence, p.code",
}

/** The items that a plan is for. */
export const allocationItemsOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; code: string; item_id: bigint }> = {
  name: 'inventory.allocation_items_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 19,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select p.company_id, p.code, i.id as item_id\nfrom inventory.allocation_plan p\ncross join lateral jsonb_array_elements_text(p.terms -> 'skus') as s(sku)\njoin catalog.item_public i on i.company_id = p.company_id and i.sku = s.sku\nwhere p.company_id = any($1::bigint[]) and p.terms ? 'skus'",
}

export const saveAllocationPlans: WriteStatement<{ companyId: bigint | null; code: string | null; version: number | null; name: string | null; active: boolean | null; precedence: number | null; by: string | null; terms: Json | null }, never> = {
  name: 'inventory.save_allocation_plans',
  kind: 'write',
  lockClass: 'insert',
  sequence: 20,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'name', type: 'text', array: true },
    { name: 'active', type: 'boolean', array: true },
    { name: 'precedence', type: 'integer', array: true },
    { name: 'by', type: 'text', array: true },
    { name: 'terms', type: 'jsonb', array: true },
  ],
  text: "insert into inventory.allocation_plan as p (company_id, code, version, name, active, precedence, by, terms)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as code, unnest($3::integer[]) as version, unnest($4::text[]) as name, unnest($5::boolean[]) as active, unnest($6::integer[]) as precedence, unnest($7::text[]) as by, unnest($8::jsonb[]) as terms) as r\norder by r.company_id, r.code\non conflict (company_id, code) do update set version = excluded.version, name = excluded.name, active = excluded.active,\n  precedence = excluded.precedence, by = excluded.by, terms = excluded.terms",
}

export const allocationQuantitiesNamed: ReadStatement<{ companyIds: readonly bigint[]; itemIds: readonly bigint[]; locationIds: readonly bigint[]; weeks: readonly string[]; plans: readonly string[]; nodes: readonly string[] }, { company_id: bigint; item_id: bigint; location_id: bigint; week: string; plan: string; node: string; quantity: bigint }> = {
  name: 'inventory.allocation_quantities_named',
  kind: 'read',
  lockClass: 'insert',
  sequence: 21,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'itemIds', type: 'bigint', array: true },
    { name: 'locationIds', type: 'bigint', array: true },
    { name: 'weeks', type: 'date', array: true },
    { name: 'plans', type: 'text', array: true },
    { name: 'nodes', type: 'text', array: true },
  ],
  text: "select q.company_id, q.item_id, q.location_id, q.week, q.plan, q.node, q.quantity\nfrom unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::date[], $5::text[], $6::text[])\n  as w(company_id, item_id, location_id, week, plan, node)\njoin inventory.allocation_quantity q on q.company_id = w.company_id and q.item_id = w.item_id and q.location_id = w.location_id\n  and q.week = w.week and q.plan = w.plan and q.node = w.node",
}

export const pageOfAllocationQuantities: ReadStatement<{ companyId: bigint | null; afterItem: bigint | null; afterLocation: bigint | null; afterWeek: string | null; afterPlan: string | null; afterNode: string | null; fetch: bigint | null }, { item_id: bigint; location_id: bigint; week: string; plan: string; node: string; quantity: bigint; sku: string | null; location: string }> = {
  name: 'inventory.page_of_allocation_quantities',
  kind: 'read',
  lockClass: 'insert',
  sequence: 22,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'afterItem', type: 'bigint', array: false },
    { name: 'afterLocation', type: 'bigint', array: false },
    { name: 'afterWeek', type: 'date', array: false },
    { name: 'afterPlan', type: 'text', array: false },
    { name: 'afterNode', type: 'text', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select q.item_id, q.location_id, q.week, q.plan, q.node, q.quantity, i.sku, l.code as location\nfrom inventory.allocation_quantity q\njoin catalog.item_public i on i.company_id = q.company_id and i.id = q.item_id\njoin inventory.location l on l.company_id = q.company_id and l.id = q.location_id\nwhere q.company_id = $1::bigint\n  and (q.item_id, q.location_id, q.week, q.plan, q.node)\n    > ($2::bigint, $3::bigint, $4::date, $5::text, $6::text)\norder by q.item_id, q.location_id, q.week, q.plan, q.node limit $7::bigint",
}

export const saveAllocationQuantities: WriteStatement<{ companyId: bigint | null; itemId: bigint | null; locationId: bigint | null; week: string | null; plan: string | null; node: string | null; quantity: bigint | null }, never> = {
  name: 'inventory.save_allocation_quantities',
  kind: 'write',
  lockClass: 'insert',
  sequence: 23,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'locationId', type: 'bigint', array: true },
    { name: 'week', type: 'date', array: true },
    { name: 'plan', type: 'text', array: true },
    { name: 'node', type: 'text', array: true },
    { name: 'quantity', type: 'numeric', array: true },
  ],
  text: "insert into inventory.allocation_quantity as q (company_id, item_id, location_id, week, plan, node, quantity)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as item_id, unnest($3::bigint[]) as location_id, unnest($4::date[]) as week, unnest($5::text[]) as plan, unnest($6::text[]) as node, unnest($7::numeric[]) as quantity) as r\norder by r.company_id, r.item_id, r.location_id, r.week, r.plan, r.node\non conflict (company_id, item_id, location_id, week, plan, node) do update set quantity = excluded.quantity",
}

/** `looks`: the company describes how goods come to its places. */
export const atpRulesOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; code: string; version: number; name: string; active: boolean; mode: string; terms: Json; assignments: Json; looks: boolean }> = {
  name: 'inventory.atp_rules_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 24,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select r.company_id, r.code, r.version, r.name, r.active, r.mode, r.terms, r.assignments,\n  exists (select from inventory.supply_rule s where s.company_id = r.company_id) as looks\nfrom inventory.atp_rule r where r.company_id = any($1::bigint[]) order by r.company_id, r.code",
}

export const saveAtpRules: WriteStatement<{ companyId: bigint | null; code: string | null; version: number | null; name: string | null; active: boolean | null; mode: string | null; terms: Json | null; assignments: Json | null }, never> = {
  name: 'inventory.save_atp_rules',
  kind: 'write',
  lockClass: 'insert',
  sequence: 25,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'name', type: 'text', array: true },
    { name: 'active', type: 'boolean', array: true },
    { name: 'mode', type: 'text', array: true },
    { name: 'terms', type: 'jsonb', array: true },
    { name: 'assignments', type: 'jsonb', array: true },
  ],
  text: "insert into inventory.atp_rule as a (company_id, code, version, name, active, mode, terms, assignments)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as code, unnest($3::integer[]) as version, unnest($4::text[]) as name, unnest($5::boolean[]) as active, unnest($6::text[]) as mode, unnest($7::jsonb[]) as terms, unnest($8::jsonb[]) as assignments) as r\norder by r.company_id, r.code\non conflict (company_id, code) do update set version = excluded.version, name = excluded.name, active = excluded.active,\n  mode = excluded.mode, terms = excluded.terms, assignments = excluded.assignments",
}

export const classesOfItems: ReadStatement<{ companyIds: readonly bigint[]; itemIds: readonly bigint[] }, { company_id: bigint; id: bigint; item_class: string }> = {
  name: 'inventory.classes_of_items',
  kind: 'read',
  lockClass: 'insert',
  sequence: 26,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'itemIds', type: 'bigint', array: true },
  ],
  text: "select i.company_id, i.id, i.item_class\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, item_id)\njoin catalog.item_public i on i.company_id = w.company_id and i.id = w.item_id",
}

export const supplyRulesOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; code: string; version: number; name: string; active: boolean; origins: Json; assignments: Json }> = {
  name: 'inventory.supply_rules_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 27,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select r.company_id, r.code, r.version, r.name, r.active, r.origins, r.assignments\nfrom inventory.supply_rule r where r.company_id = any($1::bigint[]) order by r.company_id, r.code",
}

export const saveSupplyRules: WriteStatement<{ companyId: bigint | null; code: string | null; version: number | null; name: string | null; active: boolean | null; origins: Json | null; assignments: Json | null }, never> = {
  name: 'inventory.save_supply_rules',
  kind: 'write',
  lockClass: 'insert',
  sequence: 28,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'name', type: 'text', array: true },
    { name: 'active', type: 'boolean', array: true },
    { name: 'origins', type: 'jsonb', array: true },
    { name: 'assignments', type: 'jsonb', array: true },
  ],
  text: "insert into inventory.supply_rule as s (company_id, code, version, name, active, origins, assignments)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as code, unnest($3::integer[]) as version, unnest($4::text[]) as name, unnest($5::boolean[]) as active, unnest($6::jsonb[]) as origins, unnest($7::jsonb[]) as assignments) as r\norder by r.company_id, r.code\non conflict (company_id, code) do update set version = excluded.version, name = excluded.name, active = excluded.active,\n  origins = excluded.origins, assignments = excluded.assignments",
}

export const billsOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; item_id: bigint; location_id: bigint; version: number; active: boolean; lead_days: number; materials: Json; resources: Json; sku: string }> = {
  name: 'inventory.bills_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 29,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select b.company_id, b.item_id, b.location_id, b.version, b.active, b.lead_days, b.materials, b.resources, i.sku\nfrom inventory.bill_of_materials b\njoin catalog.item_public i on i.company_id = b.company_id and i.id = b.item_id\nwhere b.company_id = any($1::bigint[]) order by b.company_id, i.sku, b.location_id",
}

export const saveBills: WriteStatement<{ companyId: bigint | null; itemId: bigint | null; locationId: bigint | null; version: number | null; active: boolean | null; leadDays: number | null; materials: Json | null; resources: Json | null }, never> = {
  name: 'inventory.save_bills',
  kind: 'write',
  lockClass: 'insert',
  sequence: 30,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'locationId', type: 'bigint', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'active', type: 'boolean', array: true },
    { name: 'leadDays', type: 'integer', array: true },
    { name: 'materials', type: 'jsonb', array: true },
    { name: 'resources', type: 'jsonb', array: true },
  ],
  text: "insert into inventory.bill_of_materials as b (company_id, item_id, location_id, version, active, lead_days, materials, resources)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as item_id, unnest($3::bigint[]) as location_id, unnest($4::integer[]) as version, unnest($5::boolean[]) as active, unnest($6::integer[]) as lead_days, unnest($7::jsonb[]) as materials, unnest($8::jsonb[]) as resources) as r\norder by r.company_id, r.item_id, r.location_id\non conflict (company_id, item_id, location_id) do update set version = excluded.version, active = excluded.active,\n  lead_days = excluded.lead_days, materials = excluded.materials, resources = excluded.resources",
}

/** The items that bills of materials name, with how finely they are counted. */
export const itemsMadeOf: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; sku: string; decimals: number }> = {
  name: 'inventory.items_made_of',
  kind: 'read',
  lockClass: 'insert',
  sequence: 31,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select i.company_id, i.id, i.sku, i.decimals\nfrom catalog.item_public i\nwhere i.company_id = any($1::bigint[]) and i.id in (\n  select b.item_id from inventory.bill_of_materials b where b.company_id = any($1::bigint[])\n  union select (m ->> 'itemId')::bigint from inventory.bill_of_materials b cross join lateral jsonb_array_elements(b.materials) as m\n  where b.company_id = any($1::bigint[]))",
}

export const resourcesOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; code: string; location_id: bigint; location: string; name: string; hours_per_day: bigint; calendar: string }> = {
  name: 'inventory.resources_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 32,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select r.company_id, r.code, r.location_id, l.code as location, r.name, r.hours_per_day, r.calendar\nfrom inventory.resource r\njoin inventory.location l on l.company_id = r.company_id and l.id = r.location_id\nwhere r.company_id = any($1::bigint[]) order by r.company_id, r.code, l.code",
}

export const saveResources: WriteStatement<{ companyId: bigint | null; code: string | null; locationId: bigint | null; name: string | null; hoursPerDay: bigint | null; calendar: string | null }, never> = {
  name: 'inventory.save_resources',
  kind: 'write',
  lockClass: 'insert',
  sequence: 33,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'locationId', type: 'bigint', array: true },
    { name: 'name', type: 'text', array: true },
    { name: 'hoursPerDay', type: 'numeric', array: true },
    { name: 'calendar', type: 'text', array: true },
  ],
  text: "insert into inventory.resource as s (company_id, code, location_id, name, hours_per_day, calendar)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as code, unnest($3::bigint[]) as location_id, unnest($4::text[]) as name, unnest($5::numeric[]) as hours_per_day, unnest($6::text[]) as calendar) as r\norder by r.company_id, r.code, r.location_id\non conflict (company_id, code, location_id) do update set name = excluded.name, hours_per_day = excluded.hours_per_day,\n  calendar = excluded.calendar",
}
