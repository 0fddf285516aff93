// Written by `npm run generate` from snapshots.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

/** How old what each outside inventory system said is, and what of it could not be taken. */
export const readSystemStates: ReadStatement<{ companyId: bigint | null }, { id: bigint; code: string; name: string; connection: string | null; stale_seconds: number; active: boolean; due_at: Date | null; as_of: Date | null; fetched_at: Date | null; failures: number; problem: string | null; failed_at: Date | null; refused: bigint }> = {
  name: 'monitoring.read_system_states',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select s.id, s.code, s.name, s.connection, s.stale_seconds, s.active, t.due_at, t.as_of, t.fetched_at,\n  coalesce(t.failures, 0)::integer as failures, t.problem, t.failed_at,\n  (select count(*) from inventory.system_problem p where p.company_id = s.company_id and p.system_id = s.id) as refused\nfrom inventory.system s\nleft join inventory.system_state t on t.company_id = s.company_id and t.system_id = s.id\nwhere s.company_id = $1::bigint\norder by s.code",
}

export const readRefusedRows: ReadStatement<{ companyId: bigint | null; most: bigint | null }, { system_id: bigint; sku: string; place: string; problems: Json; seen_at: Date }> = {
  name: 'monitoring.read_refused_rows',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select p.system_id, p.sku, p.place, p.problems, p.seen_at\nfrom inventory.system_problem p\nwhere p.company_id = $1::bigint\norder by p.system_id, p.sku, p.place limit $2::bigint",
}
