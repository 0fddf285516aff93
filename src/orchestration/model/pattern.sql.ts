// Written by `npm run generate` from pattern.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'

/** Every version, oldest first. */
export const patternsOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; code: string; version: number; body: Json; active: boolean }> = {
  name: 'orchestration.model.patterns_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select p.company_id, p.code, p.version, p.body, p.active\nfrom orchestration.pattern p where p.company_id = any($1::bigint[])\norder by p.company_id, p.code, p.version",
}

/** A version stands for good: plans say by which one they were drawn. */
export const insertPattern: WriteStatement<{ companyId: bigint | null; code: string | null; version: number | null; body: Json | null; active: boolean | null }, never> = {
  name: 'orchestration.model.insert_pattern',
  kind: 'write',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'body', type: 'jsonb', array: true },
    { name: 'active', type: 'boolean', array: true },
  ],
  text: "insert into orchestration.pattern (company_id, code, version, body, active)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as code, unnest($3::integer[]) as version, unnest($4::jsonb[]) as body, unnest($5::boolean[]) as active) as r",
}

export const readPatterns: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; code: string; version: number; body: Json }> = {
  name: 'orchestration.model.read_patterns',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select distinct on (company_id, code) company_id, code, version, body\nfrom orchestration.pattern where company_id = any($1::bigint[]) and active\norder by company_id, code, version desc",
}
