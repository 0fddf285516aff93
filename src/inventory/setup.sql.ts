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

/** The most decimals of what is held, reserved, waited for or announced of items; none: nothing is. Reservations are those of open orders and have no index by item: asked only when an item is to be counted less finely. */
export const decimalsHeld: ReadStatement<{ companyIds: readonly bigint[]; itemIds: readonly bigint[] }, { item_id: bigint; decimals: number }> = {
  name: 'inventory.decimals_held',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'itemIds', type: 'bigint', array: true },
  ],
  text: "select q.item_id, max(min_scale(q.quantity)) as decimals\nfrom (\n  select g.company_id, g.item_id, g.on_hand as quantity from inventory.stock_gate g\n  where g.company_id = any($1::bigint[]) and g.item_id = any($2::bigint[])\n  union all\n  select d.company_id, d.item_id, d.quantity from inventory.planned_demand d\n  where d.company_id = any($1::bigint[]) and d.item_id = any($2::bigint[])\n  union all\n  select s.company_id, s.item_id, s.quantity - s.received from inventory.supply s\n  where s.company_id = any($1::bigint[]) and s.item_id = any($2::bigint[]) and s.received < s.quantity\n  union all\n  select r.company_id, u.item_id, u.quantity from inventory.reservation r\n  cross join lateral unnest(r.item_ids, r.quantities) as u(item_id, quantity)\n  where r.company_id = any($1::bigint[]) and u.item_id = any($2::bigint[])\n  union all\n  select t.company_id, t.item_id, t.quantity from inventory.temporary_reservation_public t\n  where t.company_id = any($1::bigint[]) and t.item_id = any($2::bigint[])\n) q\ngroup by q.item_id",
}
