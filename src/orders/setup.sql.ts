// Written by `npm run generate` from setup.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'

export const sourcesOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; code: string; name: string; pre_priced: boolean; create_customers: boolean; duplicate_reference: string; remorse_minutes: number; amendable: boolean; active: boolean }> = {
  name: 'orders.sources_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select s.company_id, s.code, s.name, s.pre_priced, s.create_customers, s.duplicate_reference, s.remorse_minutes, s.amendable, s.active\nfrom orders.source_system s where s.company_id = any($1::bigint[])",
}

export const saveSourceSystems: WriteStatement<{ companyId: bigint | null; code: string | null; name: string | null; prePriced: boolean | null; createCustomers: boolean | null; duplicateReference: string | null; remorseMinutes: number | null; amendable: boolean | null; active: boolean | null }, never> = {
  name: 'orders.save_source_systems',
  kind: 'write',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'name', type: 'text', array: true },
    { name: 'prePriced', type: 'boolean', array: true },
    { name: 'createCustomers', type: 'boolean', array: true },
    { name: 'duplicateReference', type: 'text', array: true },
    { name: 'remorseMinutes', type: 'integer', array: true },
    { name: 'amendable', type: 'boolean', array: true },
    { name: 'active', type: 'boolean', array: true },
  ],
  text: "insert into orders.source_system as s (company_id, code, name, pre_priced, create_customers, duplicate_reference, remorse_minutes, amendable, active)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as code, unnest($3::text[]) as name, unnest($4::boolean[]) as pre_priced, unnest($5::boolean[]) as create_customers, unnest($6::text[]) as duplicate_reference, unnest($7::integer[]) as remorse_minutes, unnest($8::boolean[]) as amendable, unnest($9::boolean[]) as active) as r\norder by r.company_id, r.code\non conflict (company_id, code) do update set name = excluded.name, pre_priced = excluded.pre_priced,\n  create_customers = excluded.create_customers, duplicate_reference = excluded.duplicate_reference,\n  remorse_minutes = excluded.remorse_minutes, amendable = excluded.amendable, active = excluded.active",
}

export const recognitionOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; name: string; relevancy: number; condition: string; order_type: string; fail_reason: string | null; active: boolean }> = {
  name: 'orders.recognition_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select r.company_id, r.id, r.name, r.relevancy, r.condition, r.order_type, r.fail_reason, r.active\nfrom orders.recognition_rule r where r.company_id = any($1::bigint[])",
}

export const saveRecognitionRules: WriteStatement<{ companyId: bigint | null; id: bigint | null; name: string | null; relevancy: number | null; condition: string | null; orderType: string | null; failReason: string | null; active: boolean | null }, never> = {
  name: 'orders.save_recognition_rules',
  kind: 'write',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'name', type: 'text', array: true },
    { name: 'relevancy', type: 'integer', array: true },
    { name: 'condition', type: 'text', array: true },
    { name: 'orderType', type: 'text', array: true },
    { name: 'failReason', type: 'text', array: true },
    { name: 'active', type: 'boolean', array: true },
  ],
  text: "insert into orders.recognition_rule as o (company_id, id, name, relevancy, condition, order_type, fail_reason, active)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as name, unnest($4::integer[]) as relevancy, unnest($5::text[]) as condition, unnest($6::text[]) as order_type, unnest($7::text[]) as fail_reason, unnest($8::boolean[]) as active) as r\norder by r.company_id, r.id\non conflict (company_id, id) do update set relevancy = excluded.relevancy, condition = excluded.condition,\n  order_type = excluded.order_type, fail_reason = excluded.fail_reason, active = excluded.active",
}

export const validationOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; order_type: string | null; condition: string; message: string; path: string; active: boolean }> = {
  name: 'orders.validation_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select v.company_id, v.id, v.order_type, v.condition, v.message, v.path, v.active\nfrom orders.validation_rule v where v.company_id = any($1::bigint[])",
}

export const saveValidationRules: WriteStatement<{ companyId: bigint | null; id: bigint | null; orderType: string | null; condition: string | null; message: string | null; path: string | null; active: boolean | null }, never> = {
  name: 'orders.save_validation_rules',
  kind: 'write',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'orderType', type: 'text', array: true },
    { name: 'condition', type: 'text', array: true },
    { name: 'message', type: 'text', array: true },
    { name: 'path', type: 'text', array: true },
    { name: 'active', type: 'boolean', array: true },
  ],
  text: "insert into orders.validation_rule as v (company_id, id, order_type, condition, message, path, active)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as order_type, unnest($4::text[]) as condition, unnest($5::text[]) as message, unnest($6::text[]) as path, unnest($7::boolean[]) as active) as r\norder by r.company_id, r.id\non conflict (company_id, id) do update set condition = excluded.condition, active = excluded.active",
}

export const readTransformationRules: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; name: string; condition: string | null; sets: string; value: string }> = {
  name: 'orders.read_transformation_rules',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select t.company_id, t.name, t.condition, t.sets, t.value\nfrom orders.transformation_rule t where t.company_id = any($1::bigint[]) and t.active\norder by t.company_id, t.relevancy desc, t.id",
}

export const transformationsOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; name: string; relevancy: number; condition: string | null; sets: string; value: string; active: boolean }> = {
  name: 'orders.transformations_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select t.company_id, t.id, t.name, t.relevancy, t.condition, t.sets, t.value, t.active\nfrom orders.transformation_rule t where t.company_id = any($1::bigint[])",
}

export const saveTransformationRules: WriteStatement<{ companyId: bigint | null; id: bigint | null; name: string | null; relevancy: number | null; condition: string | null; sets: string | null; value: string | null; active: boolean | null }, never> = {
  name: 'orders.save_transformation_rules',
  kind: 'write',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'name', type: 'text', array: true },
    { name: 'relevancy', type: 'integer', array: true },
    { name: 'condition', type: 'text', array: true },
    { name: 'sets', type: 'text', array: true },
    { name: 'value', type: 'text', array: true },
    { name: 'active', type: 'boolean', array: true },
  ],
  text: "insert into orders.transformation_rule as t (company_id, id, name, relevancy, condition, sets, value, active)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as name, unnest($4::integer[]) as relevancy, unnest($5::text[]) as condition, unnest($6::text[]) as sets, unnest($7::text[]) as value, unnest($8::boolean[]) as active) as r\norder by r.company_id, r.id\non conflict (company_id, id) do update set relevancy = excluded.relevancy, condition = excluded.condition, sets = excluded.sets,\n  value = excluded.value, active = excluded.active",
}

export const lookupsOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; lookup: string; key: string; value: string; active: boolean }> = {
  name: 'orders.lookups_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select l.company_id, l.lookup, l.key, l.value, l.active\nfrom orders.lookup_value l where l.company_id = any($1::bigint[])",
}

export const lookupsNamed: ReadStatement<{ companyIds: readonly bigint[]; lookups: readonly string[]; keys: readonly string[] }, { company_id: bigint; lookup: string; key: string; value: string; active: boolean }> = {
  name: 'orders.lookups_named',
  kind: 'read',
  lockClass: 'insert',
  sequence: 10,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'lookups', type: 'text', array: true },
    { name: 'keys', type: 'text', array: true },
  ],
  text: "select l.company_id, l.lookup, l.key, l.value, l.active\nfrom unnest($1::bigint[], $2::text[], $3::text[]) as w(company_id, lookup, key)\ncross join lateral (select * from orders.lookup_value l where l.company_id = w.company_id and l.lookup = w.lookup and l.key = w.key offset 0) l",
}

export const countLookups: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; count: number }> = {
  name: 'orders.count_lookups',
  kind: 'read',
  lockClass: 'insert',
  sequence: 11,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select l.company_id, count(*)::integer as count\nfrom orders.lookup_value l where l.company_id = any($1::bigint[]) group by l.company_id",
}

export const pageOfLookups: ReadStatement<{ companyId: bigint | null; afterLookup: string | null; afterKey: string | null; fetch: bigint | null }, { company_id: bigint; lookup: string; key: string; value: string; active: boolean }> = {
  name: 'orders.page_of_lookups',
  kind: 'read',
  lockClass: 'insert',
  sequence: 12,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'afterLookup', type: 'text', array: false },
    { name: 'afterKey', type: 'text', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select l.company_id, l.lookup, l.key, l.value, l.active\nfrom orders.lookup_value l\nwhere l.company_id = $1::bigint and (l.lookup, l.key) > ($2::text, $3::text)\norder by l.lookup, l.key limit $4::bigint",
}

export const saveLookupValues: WriteStatement<{ companyId: bigint | null; lookup: string | null; key: string | null; value: string | null; active: boolean | null }, never> = {
  name: 'orders.save_lookup_values',
  kind: 'write',
  lockClass: 'insert',
  sequence: 13,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'lookup', type: 'text', array: true },
    { name: 'key', type: 'text', array: true },
    { name: 'value', type: 'text', array: true },
    { name: 'active', type: 'boolean', array: true },
  ],
  text: "insert into orders.lookup_value as l (company_id, lookup, key, value, active)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as lookup, unnest($3::text[]) as key, unnest($4::text[]) as value, unnest($5::boolean[]) as active) as r\norder by r.company_id, r.lookup, r.key\non conflict (company_id, lookup, key) do update set value = excluded.value, active = excluded.active",
}
