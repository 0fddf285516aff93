// Written by `npm run generate` from system.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'

export const systemsOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; code: string; connection: string; body: Json; active: boolean }> = {
  name: 'orchestration.model.systems_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select s.company_id, s.code, s.connection, s.body, s.active\nfrom orchestration.system s where s.company_id = any($1::bigint[]) order by s.company_id, s.code",
}

/** Its limits stand in columns: they are asked where calls are claimed. */
export const saveSystems: WriteStatement<{ companyId: bigint | null; code: string | null; connection: string | null; body: Json | null; active: boolean | null }, never> = {
  name: 'orchestration.model.save_systems',
  kind: 'write',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'connection', type: 'text', array: true },
    { name: 'body', type: 'jsonb', array: true },
    { name: 'active', type: 'boolean', array: true },
  ],
  text: "insert into orchestration.system (company_id, code, connection, body, active, at_once, per_second)\nselect r.company_id, r.code, r.connection, r.body, r.active, (r.body ->> 'atOnce')::integer, (r.body ->> 'perSecond')::integer\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as code, unnest($3::text[]) as connection, unnest($4::jsonb[]) as body, unnest($5::boolean[]) as active) as r order by r.company_id, r.code\non conflict (company_id, code) do update set connection = excluded.connection, body = excluded.body, active = excluded.active,\n  at_once = excluded.at_once, per_second = excluded.per_second",
}
