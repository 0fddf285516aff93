// Written by `npm run generate` from setup.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'

export const locationsOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; code: string; name: string; country: string; region: string; rank: number; cost_organization: bigint; ship_lead_days: number; auto_confirm: boolean; pick_up_days: number }> = {
  name: 'inventory.locations_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select l.company_id, l.id, l.code, l.name, l.country, l.region, l.rank, l.cost_organization, l.ship_lead_days,\n  l.auto_confirm, l.pick_up_days\nfrom inventory.location l where l.company_id = any($1::bigint[])",
}

/** The cost organization never changes: costs were kept in it. */
export const saveLocations: WriteStatement<{ companyId: bigint | null; id: bigint | null; code: string | null; name: string | null; country: string | null; region: string | null; rank: number | null; costOrganization: bigint | null; shipLeadDays: number | null; autoConfirm: boolean | null; pickUpDays: number | null }, never> = {
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
  ],
  text: "insert into inventory.location as l (company_id, id, code, name, country, region, rank, cost_organization, ship_lead_days, auto_confirm,\n  pick_up_days)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as code, unnest($4::text[]) as name, unnest($5::text[]) as country, unnest($6::text[]) as region, unnest($7::integer[]) as rank, unnest($8::bigint[]) as cost_organization, unnest($9::integer[]) as ship_lead_days, unnest($10::boolean[]) as auto_confirm, unnest($11::integer[]) as pick_up_days) as r\norder by r.company_id, r.code\non conflict (company_id, code) do update set name = excluded.name, country = excluded.country, region = excluded.region, rank = excluded.rank,\n  ship_lead_days = excluded.ship_lead_days, auto_confirm = excluded.auto_confirm, pick_up_days = excluded.pick_up_days",
}

/** The most decimals of what is held, reserved, waited for or announced of items; none: nothing is. Reservations are those of open orders and have no index by item: asked only when an item is to be counted less finely. */
export const decimalsHeld: ReadStatement<{ companyIds: readonly bigint[]; itemIds: readonly bigint[] }, { item_id: bigint; decimals: number }> = {
  name: 'inventory.decimals_held',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'itemIds', type: 'bigint', array: true },
  ],
  text: "select q.item_id, max(min_scale(q.quantity)) as decimals\nfrom (\n  select g.company_id, g.item_id, g.on_hand as quantity from inventory.stock_gate g\n  where g.company_id = any($1::bigint[]) and g.item_id = any($2::bigint[])\n  union all\n  select d.company_id, d.item_id, d.quantity from inventory.planned_demand d\n  where d.company_id = any($1::bigint[]) and d.item_id = any($2::bigint[])\n  union all\n  select s.company_id, s.item_id, s.quantity - s.received from inventory.supply s\n  where s.company_id = any($1::bigint[]) and s.item_id = any($2::bigint[]) and s.received < s.quantity\n  union all\n  select r.company_id, u.item_id, u.quantity from inventory.reservation r\n  cross join lateral unnest(r.item_ids, r.quantities) as u(item_id, quantity)\n  where r.company_id = any($1::bigint[]) and u.item_id = any($2::bigint[])\n) q\ngroup by q.item_id",
}
