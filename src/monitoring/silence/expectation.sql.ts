// Written by `npm run generate` from expectation.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'

export const expectationsOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; party: string; code: string; within_seconds: number | null; rate: Json | null; sequence: Json | null; reconciled_within_hours: number | null; stated_at: Date; stated_pos: bigint }> = {
  name: 'monitoring.silence.expectations_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select e.company_id, e.party, e.code, e.within_seconds, e.rate, e.sequence, e.reconciled_within_hours, e.stated_at, e.stated_pos\nfrom monitoring.expectation e where e.company_id = any($1::bigint[]) order by e.company_id, e.party, e.code",
}

export const saveExpectations: WriteStatement<{ companyId: bigint | null; party: string | null; code: string | null; withinSeconds: number | null; rate: Json | null; sequence: Json | null; reconciledWithinHours: number | null; statedAt: Date | null; statedPos: bigint | null }, never> = {
  name: 'monitoring.silence.save_expectations',
  kind: 'write',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'party', type: 'text', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'withinSeconds', type: 'integer', array: true },
    { name: 'rate', type: 'jsonb', array: true },
    { name: 'sequence', type: 'jsonb', array: true },
    { name: 'reconciledWithinHours', type: 'integer', array: true },
    { name: 'statedAt', type: 'timestamptz', array: true },
    { name: 'statedPos', type: 'bigint', array: true },
  ],
  text: "insert into monitoring.expectation as e (company_id, party, code, within_seconds, rate, sequence, reconciled_within_hours, stated_at,\n  stated_pos)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as party, unnest($3::text[]) as code, unnest($4::integer[]) as within_seconds, unnest($5::jsonb[]) as rate, unnest($6::jsonb[]) as sequence, unnest($7::integer[]) as reconciled_within_hours, unnest($8::timestamptz[]) as stated_at, unnest($9::bigint[]) as stated_pos) as r\norder by r.company_id, r.party, r.code\non conflict (company_id, party, code) do update set within_seconds = excluded.within_seconds, rate = excluded.rate,\n  sequence = excluded.sequence, reconciled_within_hours = excluded.reconciled_within_hours",
}

/** With what was counted for it; in a transaction of its own. */
export const deleteExpectation: ReadStatement<{ companyId: bigint | null; party: string | null; code: string | null }, { party: string }> = {
  name: 'monitoring.silence.delete_expectation',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'party', type: 'text', array: false },
    { name: 'code', type: 'text', array: false },
  ],
  text: "with gone as (\n  delete from monitoring.expectation e\n  where e.company_id = $1::bigint and e.party = $2::text and e.code = $3::text returning e.party\n), places as (\n  delete from monitoring.arrival_state s using gone g where g.party = 'channel' and s.company_id = $1::bigint\n    and s.source = $3::text\n), counts as (\n  delete from monitoring.arrival a using gone g where g.party = 'channel' and a.company_id = $1::bigint\n    and a.source = $3::text\n), gaps as (\n  delete from monitoring.order_gap p using gone g where g.party = 'channel' and p.company_id = $1::bigint\n    and p.source = $3::text\n)\nselect g.party from gone g",
}

/** Who may be expected something of. */
export const readParties: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; party: string; code: string }> = {
  name: 'monitoring.silence.read_parties',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select s.company_id, 'channel' as party, s.code from orders.source_system s where s.company_id = any($1::bigint[])\nunion all\nselect s.company_id, 'shop', s.code from orders.source_system s where s.company_id = any($1::bigint[])\nunion all\nselect l.company_id, 'warehouse', l.code from inventory.location l\nwhere l.company_id = any($1::bigint[]) and not l.auto_confirm\nunion all\nselect e.company_id, 'webhook', e.code from channels.webhook_endpoint e\nwhere e.company_id = any($1::bigint[]) and not e.deleted",
}

export const readHeads: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; pos: bigint }> = {
  name: 'monitoring.silence.read_heads',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select h.company_id, h.pos from platform.company_head h where h.company_id = any($1::bigint[])",
}
