// Written by `npm run generate` from setup.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'

export const locationsOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; code: string; name: string; country: string; region: string; rank: number; cost_organization: bigint; ship_lead_days: number; auto_confirm: boolean; pick_up_days: number; shipping_calendar: string; cut_off: string }> = {
  name: 'inventory.locations_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select l.company_id, l.id, l.code, l.name, l.country, l.region, l.rank, l.cost_organization, l.ship_lead_days,\n  l.auto_confirm, l.pick_up_days, l.shipping_calendar, l.cut_off\nfrom inventory.location l where l.company_id = any($1::bigint[])",
}

/** The cost organization never changes: costs were kept in it. */
export const saveLocations: WriteStatement<{ companyId: bigint | null; id: bigint | null; code: string | null; name: string | null; country: string | null; region: string | null; rank: number | null; costOrganization: bigint | null; shipLeadDays: number | null; autoConfirm: boolean | null; pickUpDays: number | null; shippingCalendar: string | null; cutOff: string | null }, never> = {
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
    { name: 'pickUpDays', type: 'integer', array: true },
    { name: 'shippingCalendar', type: 'text', array: true },
    { name: 'cutOff', type: 'text', array: true },
  ],
  text: "insert into inventory.location as l (company_id, id, code, name, country, region, rank, cost_organization, ship_lead_days, auto_confirm,\n  pick_up_days, shipping_calendar, cut_off)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as code, unnest($4::text[]) as name, unnest($5::text[]) as country, unnest($6::text[]) as region, unnest($7::integer[]) as rank, unnest($8::bigint[]) as cost_organization, unnest($9::integer[]) as ship_lead_days, unnest($10::boolean[]) as auto_confirm, unnest($11::integer[]) as pick_up_days, unnest($12::text[]) as shipping_calendar, unnest($13::text[]) as cut_off) as r\norder by r.company_id, r.code\non conflict (company_id, code) do update set name = excluded.name, country = excluded.country, region = excluded.region, rank = excluded.rank,\n  ship_lead_days = excluded.ship_lead_days, auto_confirm = excluded.auto_confirm, pick_up_days = excluded.pick_up_days,\n  shipping_calendar = excluded.shipping_calendar, cut_off = excluded.cut_off",
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
