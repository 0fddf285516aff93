// Written by `npm run generate` from issued.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

/** What left stock for a cause and what of it came back, with the values of the moves. */
export const readIssued: ReadStatement<{ companyIds: readonly bigint[]; rootIds: readonly bigint[] }, { company_id: bigint; root_id: bigint; source_id: bigint; issued: bigint; issued_value: bigint; returned: bigint; returned_value: bigint; standard: boolean }> = {
  name: 'inventory.read_issued',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'rootIds', type: 'bigint', array: true },
  ],
  text: "select m.company_id, m.root_id, m.source_id,\n  sum(case when m.kind = 'issue' then -m.quantity else 0 end)::numeric(20, 6) as issued,\n  sum(case when m.kind = 'issue' then -m.value else 0 end)::bigint as issued_value,\n  sum(case when m.kind = 'return' then m.quantity else 0 end)::numeric(20, 6) as returned,\n  sum(case when m.kind = 'return' then m.value else 0 end)::bigint as returned_value,\n  coalesce(bool_or(p.method = 'standard'), false) as standard\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, root_id)\ncross join lateral (select * from inventory.stock_move m where m.company_id = w.company_id and m.root_id = w.root_id and m.kind in ('issue', 'return') offset 0) m\ncross join lateral (select * from inventory.location l where l.company_id = m.company_id and l.id = m.location_id offset 0) l\ncross join lateral (select * from inventory.cost_pool p where p.company_id = m.company_id and p.cost_organization = l.cost_organization and p.item_id = m.item_id offset 0) p\ngroup by m.company_id, m.root_id, m.source_id",
}

/** What these sources of causes took out of stock without a sale: quantities and values of the moves that took, by source. A revaluation that a return of it caused is no part of it. */
export const readStrayed: ReadStatement<{ companyIds: readonly bigint[]; rootIds: readonly bigint[]; sourceIds: readonly bigint[] }, { company_id: bigint; source_id: bigint; quantity: bigint; value: bigint }> = {
  name: 'inventory.read_strayed',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'rootIds', type: 'bigint', array: true },
    { name: 'sourceIds', type: 'bigint', array: true },
  ],
  text: "select m.company_id, m.source_id, (-sum(m.quantity))::numeric(20, 6) as quantity, (-sum(m.value))::bigint as value\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, root_id)\ncross join lateral (select * from inventory.stock_move m where m.company_id = w.company_id and m.root_id = w.root_id\n  and m.kind = 'adjustment' and m.quantity < 0 and m.source_id = any($3::bigint[]) offset 0) m\ngroup by m.company_id, m.source_id",
}

/** What transfers took out of stock where they left: quantities and values of the moves, by transfer. */
export const readTransferred: ReadStatement<{ companyIds: readonly bigint[]; rootIds: readonly bigint[]; sourceIds: readonly bigint[] }, { company_id: bigint; source_id: bigint; quantity: bigint; value: bigint }> = {
  name: 'inventory.read_transferred',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'rootIds', type: 'bigint', array: true },
    { name: 'sourceIds', type: 'bigint', array: true },
  ],
  text: "select m.company_id, m.source_id, (-sum(m.quantity))::numeric(20, 6) as quantity, (-sum(m.value))::bigint as value\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, root_id)\ncross join lateral (select * from inventory.stock_move m where m.company_id = w.company_id and m.root_id = w.root_id\n  and m.kind = 'transfer' and m.quantity < 0 and m.source_id = any($3::bigint[]) offset 0) m\ngroup by m.company_id, m.source_id",
}
