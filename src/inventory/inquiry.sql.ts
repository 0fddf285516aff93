// Written by `npm run generate` from inquiry.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

/** Stock of items, a row an item, without a lock: for questions, which write nothing. The version of a gate tells whether what comes to it and what is promised of it are still what is remembered. */
export const readGatesOfItems: ReadStatement<{ companyIds: readonly bigint[]; itemIds: readonly bigint[] }, { company_id: bigint; item_id: bigint; location_ids: bigint[]; on_hand: bigint[]; reserved: bigint[]; safeties: bigint[]; horizon_versions: bigint[] }> = {
  name: 'inventory.read_gates_of_items',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'itemIds', type: 'bigint', array: true },
  ],
  text: "select w.company_id, w.item_id, g.location_ids, g.on_hand, g.reserved, g.safeties, g.horizon_versions\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, item_id)\ncross join lateral (\n  select array_agg(g.location_id) as location_ids, array_agg(g.on_hand) as on_hand, array_agg(g.reserved) as reserved, array_agg(g.safety) as safeties,\n    array_agg(g.horizon_version) as horizon_versions\n  from inventory.stock_gate g where g.company_id = w.company_id and g.item_id = w.item_id\n) g\nwhere g.location_ids is not null",
}
