// Written by `npm run generate` from shrink.sql; do not edit.
import type { WriteStatement } from '../platform/database/index.ts'

/** Demand that is cancelled in part waits with the rest, in its place; whole, it is gone. Its order is locked. What is to be made of it is given up before what is there; what that needs shrinks with it, up to what is counted of a material. */
export const shrinkPlannedDemand: WriteStatement<{ companyId: bigint | null; rootId: bigint | null; sourceId: bigint | null; quantity: bigint | null }, never> = {
  name: 'inventory.shrink_planned_demand',
  kind: 'write',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'rootId', type: 'bigint', array: true },
    { name: 'sourceId', type: 'bigint', array: true },
    { name: 'quantity', type: 'numeric', array: true },
  ],
  text: "with less as (\n  select company_id, root_id, source_id, sum(quantity) as quantity\n  from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as root_id, unnest($3::bigint[]) as source_id, unnest($4::numeric[]) as quantity) as r group by 1, 2, 3\n), gone as (\n  delete from inventory.planned_demand d using less l\n  where d.company_id = l.company_id and d.root_id = l.root_id and d.source_id = l.source_id and d.quantity <= l.quantity\n), part as materialized (\n  select d.company_id, d.root_id, d.source_id, d.made as whole,\n    case when d.quantity > l.quantity then greatest(d.made - l.quantity, 0) else 0 end as left\n  from less l\n  join inventory.planned_demand d on d.company_id = l.company_id and d.root_id = l.root_id and d.source_id = l.source_id\n), materials_gone as (\n  delete from inventory.material_need n using part p\n  where n.company_id = p.company_id and n.root_id = p.root_id and n.source_id = p.source_id and p.left = 0\n), hours_gone as (\n  delete from inventory.resource_hours h using part p\n  where h.company_id = p.company_id and h.root_id = p.root_id and h.source_id = p.source_id and p.left = 0\n), materials as (\n  update inventory.material_need n\n  set quantity = (select ceil(n.quantity * p.left / p.whole * 10::numeric ^ i.decimals) / 10::numeric ^ i.decimals\n    from catalog.item_public i where i.company_id = n.company_id and i.id = n.item_id)\n  from part p\n  where n.company_id = p.company_id and n.root_id = p.root_id and n.source_id = p.source_id and p.left > 0\n), hours as (\n  update inventory.resource_hours h set hours = ceil(h.hours * p.left / p.whole * 1000000) / 1000000 from part p\n  where h.company_id = p.company_id and h.root_id = p.root_id and h.source_id = p.source_id and p.left > 0\n)\nupdate inventory.planned_demand d\nset quantity = d.quantity - l.quantity, made = greatest(d.made - l.quantity, 0) from less l\nwhere d.company_id = l.company_id and d.root_id = l.root_id and d.source_id = l.source_id and d.quantity > l.quantity",
}
