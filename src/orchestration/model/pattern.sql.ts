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

/** Which kinds of items that are sold go by which pattern. */
export const itemsOfPatterns: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; pattern: string; kind: string }> = {
  name: 'orchestration.model.items_of_patterns',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select i.company_id, i.pattern, i.kind from catalog.item_public i\nwhere i.company_id = any($1::bigint[]) and i.active group by i.company_id, i.pattern, i.kind",
}

export const newestOrderModels: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; version: number; note: string; versions: Json; body: Json }> = {
  name: 'orchestration.model.newest_order_models',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select distinct on (m.company_id) m.company_id, m.version, m.note, m.versions, m.body\nfrom orchestration.order_model m where m.company_id = any($1::bigint[])\norder by m.company_id, m.version desc",
}

export const listOrderModels: ReadStatement<{ companyId: bigint | null; after: number | null; fetch: bigint | null }, { version: number; note: string; versions: Json; body: Json; deployed_at: Date }> = {
  name: 'orchestration.model.list_order_models',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'after', type: 'integer', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select m.version, m.note, m.versions, m.body, m.deployed_at from orchestration.order_model m\nwhere m.company_id = $1::bigint and m.version > $2::integer\norder by m.version limit $3::bigint",
}

/** A version stands for good, as the patterns that it is of. */
export const insertOrderModel: WriteStatement<{ companyId: bigint | null; version: number | null; note: string | null; versions: Json | null; body: Json | null; deployedAt: Date | null }, never> = {
  name: 'orchestration.model.insert_order_model',
  kind: 'write',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'note', type: 'text', array: true },
    { name: 'versions', type: 'jsonb', array: true },
    { name: 'body', type: 'jsonb', array: true },
    { name: 'deployedAt', type: 'timestamptz', array: true },
  ],
  text: "insert into orchestration.order_model (company_id, version, note, versions, body, deployed_at)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::integer[]) as version, unnest($3::text[]) as note, unnest($4::jsonb[]) as versions, unnest($5::jsonb[]) as body, unnest($6::timestamptz[]) as deployed_at) as r",
}
