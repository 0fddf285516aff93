// Written by `npm run generate` from allocation.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'

/** How finely items are counted that are shared out. */
export const readGrains: ReadStatement<{ companyIds: readonly bigint[]; itemIds: readonly bigint[] }, { company_id: bigint; item_id: bigint; decimals: number }> = {
  name: 'inventory.read_grains',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'itemIds', type: 'bigint', array: true },
  ],
  text: "select i.company_id, i.id as item_id, i.decimals\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, item_id)\njoin catalog.item_public i on i.company_id = w.company_id and i.id = w.item_id",
}

/** What was taken of shares of items since a week, without a lock: every change of it steps the gate, which is asked again. */
export const readAllocationUsed: ReadStatement<{ companyIds: readonly bigint[]; itemIds: readonly bigint[]; since: readonly string[] }, { company_id: bigint; item_id: bigint; location_id: bigint; week: string; node: string; quantity: bigint }> = {
  name: 'inventory.read_allocation_used',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'itemIds', type: 'bigint', array: true },
    { name: 'since', type: 'date', array: true },
  ],
  text: "select u.company_id, u.item_id, u.location_id, u.week, u.node, u.quantity\nfrom unnest($1::bigint[], $2::bigint[], $3::date[]) as w(company_id, item_id, since)\ncross join lateral (select * from inventory.allocation_used u\n  where u.company_id = w.company_id and u.item_id = w.item_id and u.week >= w.since and u.quantity <> 0 offset 0) u",
}

/** What is stated for nodes of items since a week. */
export const readAllocationQuantities: ReadStatement<{ companyIds: readonly bigint[]; itemIds: readonly bigint[]; since: readonly string[] }, { company_id: bigint; item_id: bigint; location_id: bigint; week: string; plan: string; node: string; quantity: bigint }> = {
  name: 'inventory.read_allocation_quantities',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'itemIds', type: 'bigint', array: true },
    { name: 'since', type: 'date', array: true },
  ],
  text: "select q.company_id, q.item_id, q.location_id, q.week, q.plan, q.node, q.quantity\nfrom unnest($1::bigint[], $2::bigint[], $3::date[]) as w(company_id, item_id, since)\ncross join lateral (select * from inventory.allocation_quantity q\n  where q.company_id = w.company_id and q.item_id = w.item_id and q.week >= w.since offset 0) q",
}

/** What orders took of shares, by part; guarded by their orders. The last taken is given back first. */
export const readAllocationUses: ReadStatement<{ companyIds: readonly bigint[]; rootIds: readonly bigint[] }, { company_id: bigint; root_id: bigint; source_id: bigint; item_id: bigint; location_id: bigint; week: string; node: string; place: number; buyer: string; quantity: bigint }> = {
  name: 'inventory.read_allocation_uses',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'rootIds', type: 'bigint', array: true },
  ],
  text: "select u.company_id, u.root_id, u.source_id, u.item_id, u.location_id, u.week, u.node, u.place, u.buyer, u.quantity\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, root_id)\ncross join lateral (select * from inventory.allocation_use u\n  where u.company_id = w.company_id and u.root_id = w.root_id and u.quantity > 0 offset 0) u\norder by u.company_id, u.root_id, u.source_id, u.week desc, u.place desc",
}

/** After the gates, which are locked and stepped by whatever changes a share: once a batch, gate, week and node. */
export const moveAllocationUsed: WriteStatement<{ companyId: bigint | null; itemId: bigint | null; locationId: bigint | null; week: string | null; node: string | null; quantity: bigint | null }, never> = {
  name: 'inventory.move_allocation_used',
  kind: 'write',
  lockClass: 'stock',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'locationId', type: 'bigint', array: true },
    { name: 'week', type: 'date', array: true },
    { name: 'node', type: 'text', array: true },
    { name: 'quantity', type: 'numeric', array: true },
  ],
  text: "insert into inventory.allocation_used as a (company_id, item_id, location_id, week, node, quantity)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as item_id, unnest($3::bigint[]) as location_id, unnest($4::date[]) as week, unnest($5::text[]) as node, unnest($6::numeric[]) as quantity) as r\norder by r.company_id, r.item_id, r.location_id, r.week, r.node\non conflict (company_id, item_id, location_id, week, node) do update set quantity = a.quantity + excluded.quantity",
}

/** The order is locked, or made by this batch: what a part took of shares, or gives back; once a batch. */
export const moveAllocationUses: WriteStatement<{ companyId: bigint | null; rootId: bigint | null; sourceId: bigint | null; itemId: bigint | null; locationId: bigint | null; week: string | null; node: string | null; place: number | null; buyer: string | null; quantity: bigint | null }, never> = {
  name: 'inventory.move_allocation_uses',
  kind: 'write',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'rootId', type: 'bigint', array: true },
    { name: 'sourceId', type: 'bigint', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'locationId', type: 'bigint', array: true },
    { name: 'week', type: 'date', array: true },
    { name: 'node', type: 'text', array: true },
    { name: 'place', type: 'smallint', array: true },
    { name: 'buyer', type: 'text', array: true },
    { name: 'quantity', type: 'numeric', array: true },
  ],
  text: "insert into inventory.allocation_use as u (company_id, root_id, source_id, item_id, location_id, week, node, place, buyer, quantity)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as root_id, unnest($3::bigint[]) as source_id, unnest($4::bigint[]) as item_id, unnest($5::bigint[]) as location_id, unnest($6::date[]) as week, unnest($7::text[]) as node, unnest($8::smallint[]) as place, unnest($9::text[]) as buyer, unnest($10::numeric[]) as quantity) as r\norder by r.company_id, r.root_id, r.source_id, r.item_id, r.location_id, r.week, r.node\non conflict (company_id, root_id, source_id, item_id, location_id, week, node) do update set quantity = u.quantity + excluded.quantity",
}
