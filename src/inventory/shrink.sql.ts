// Written by `npm run generate` from shrink.sql; do not edit.
import type { WriteStatement } from '../platform/database/index.ts'

/** In front of what shrinks it: what of a part was split off, waits and is cancelled in one batch leaves nothing. What promises it anew, or writes what it needs to be made, stands behind both. */
export const insertPlannedDemand: WriteStatement<{ companyId: bigint | null; rootId: bigint | null; sourceId: bigint | null; itemId: bigint | null; locationId: bigint | null; quantity: bigint | null; promisedOn: string | null; askedAt: Date | null; bound: boolean | null; notAt: readonly (bigint | null)[] | null; node: string | null; servedFrom: string | null; waitsForRelease: boolean | null; made: bigint | null }, never> = {
  name: 'inventory.insert_planned_demand',
  kind: 'write',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'rootId', type: 'bigint', array: true },
    { name: 'sourceId', type: 'bigint', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'locationId', type: 'bigint', array: true },
    { name: 'quantity', type: 'numeric', array: true },
    { name: 'promisedOn', type: 'date', array: true },
    { name: 'askedAt', type: 'timestamptz', array: true },
    { name: 'bound', type: 'boolean', array: true },
    { name: 'notAt', type: 'bigint', array: true, list: true },
    { name: 'node', type: 'text', array: true },
    { name: 'servedFrom', type: 'date', array: true },
    { name: 'waitsForRelease', type: 'boolean', array: true },
    { name: 'made', type: 'numeric', array: true },
  ],
  text: "insert into inventory.planned_demand\n  (company_id, root_id, source_id, item_id, location_id, quantity, promised_on, asked_at, bound, not_at, node, served_from, waits_for_release, made)\nselect r.* from (select u.company_id, u.root_id, u.source_id, u.item_id, u.location_id, u.quantity, u.promised_on, u.asked_at, u.bound, ($10::bigint[])[coalesce(($11::integer[])[u.place - 1], 0) + 1 : ($11::integer[])[u.place]] as not_at, u.node, u.served_from, u.waits_for_release, u.made from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as root_id, unnest($3::bigint[]) as source_id, unnest($4::bigint[]) as item_id, unnest($5::bigint[]) as location_id, unnest($6::numeric[]) as quantity, unnest($7::date[]) as promised_on, unnest($8::timestamptz[]) as asked_at, unnest($9::boolean[]) as bound, unnest($12::text[]) as node, unnest($13::date[]) as served_from, unnest($14::boolean[]) as waits_for_release, unnest($15::numeric[]) as made, generate_subscripts($1::bigint[], 1) as place) as u) as r",
}

/** Demand that had no day has this one now, out of what comes; its order is locked. It is there, else DK001 (`delete_planned_demand`). In front of what shrinks it: who has a day of what another one gives up, and is cancelled by the same batch, is gone. */
export const promisePlannedDemand: WriteStatement<{ companyId: bigint | null; rootId: bigint | null; sourceId: bigint | null; locationId: bigint | null; promisedOn: string | null }, { verified: boolean }> = {
  name: 'inventory.promise_planned_demand',
  kind: 'write',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'rootId', type: 'bigint', array: true },
    { name: 'sourceId', type: 'bigint', array: true },
    { name: 'locationId', type: 'bigint', array: true },
    { name: 'promisedOn', type: 'date', array: true },
  ],
  text: "with wanted as materialized (\n  select r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as root_id, unnest($3::bigint[]) as source_id, unnest($4::bigint[]) as location_id, unnest($5::date[]) as promised_on) as r\n), materials as (\n  delete from inventory.material_need n using wanted r\n  where n.company_id = r.company_id and n.root_id = r.root_id and n.source_id = r.source_id\n), hours as (\n  delete from inventory.resource_hours h using wanted r\n  where h.company_id = r.company_id and h.root_id = r.root_id and h.source_id = r.source_id\n), dated as (\n  update inventory.planned_demand d set promised_on = r.promised_on, location_id = r.location_id, made = 0, served_from = null,\n    waits_for_release = false\n  from wanted r\n  where d.company_id = r.company_id and d.root_id = r.root_id and d.source_id = r.source_id\n  returning d.company_id\n)\nselect platform.verify((select count(*) from dated) = (select count(*) from wanted)) as verified",
}

/** Demand that is cancelled in part waits with the rest, in its place; whole, it is gone. Its order is locked. What is to be made of it is given up before what is there; what that needs shrinks with it, up to what is counted of a material. */
export const shrinkPlannedDemand: WriteStatement<{ companyId: bigint | null; rootId: bigint | null; sourceId: bigint | null; quantity: bigint | null }, never> = {
  name: 'inventory.shrink_planned_demand',
  kind: 'write',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'rootId', type: 'bigint', array: true },
    { name: 'sourceId', type: 'bigint', array: true },
    { name: 'quantity', type: 'numeric', array: true },
  ],
  text: "with less as (\n  select company_id, root_id, source_id, sum(quantity) as quantity\n  from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as root_id, unnest($3::bigint[]) as source_id, unnest($4::numeric[]) as quantity) as r group by 1, 2, 3\n), gone as (\n  delete from inventory.planned_demand d using less l\n  where d.company_id = l.company_id and d.root_id = l.root_id and d.source_id = l.source_id and d.quantity <= l.quantity\n), part as materialized (\n  select d.company_id, d.root_id, d.source_id, d.made as whole,\n    case when d.quantity > l.quantity then greatest(d.made - l.quantity, 0) else 0 end as left\n  from less l\n  join inventory.planned_demand d on d.company_id = l.company_id and d.root_id = l.root_id and d.source_id = l.source_id\n), materials_gone as (\n  delete from inventory.material_need n using part p\n  where n.company_id = p.company_id and n.root_id = p.root_id and n.source_id = p.source_id and p.left = 0\n), hours_gone as (\n  delete from inventory.resource_hours h using part p\n  where h.company_id = p.company_id and h.root_id = p.root_id and h.source_id = p.source_id and p.left = 0\n), materials as (\n  update inventory.material_need n\n  set quantity = (select ceil(n.quantity * p.left / p.whole * 10::numeric ^ i.decimals) / 10::numeric ^ i.decimals\n    from catalog.item_public i where i.company_id = n.company_id and i.id = n.item_id)\n  from part p\n  where n.company_id = p.company_id and n.root_id = p.root_id and n.source_id = p.source_id and p.left > 0\n), hours as (\n  update inventory.resource_hours h set hours = ceil(h.hours * p.left / p.whole * 1000000) / 1000000 from part p\n  where h.company_id = p.company_id and h.root_id = p.root_id and h.source_id = p.source_id and p.left > 0\n)\nupdate inventory.planned_demand d\nset quantity = d.quantity - l.quantity, made = greatest(d.made - l.quantity, 0) from less l\nwhere d.company_id = l.company_id and d.root_id = l.root_id and d.source_id = l.source_id and d.quantity > l.quantity",
}
