// Written by `npm run generate` from hold-code.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../../platform/database/index.ts'

export const holdCodesOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; code: string; name: string; tasks: string[]; place_scope: string; release_scope: string; days: number | null; active: boolean; version: number }> = {
  name: 'orchestration.control.hold_codes_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select h.company_id, h.id, h.code, h.name, h.tasks, h.place_scope, h.release_scope, h.days, h.active, h.version\nfrom orchestration.hold_code h where h.company_id = any($1::bigint[])",
}

export const saveHoldCodes: WriteStatement<{ companyId: bigint | null; id: bigint | null; code: string | null; name: string | null; tasks: readonly (string | null)[] | null; placeScope: string | null; releaseScope: string | null; days: number | null; active: boolean | null; version: number | null }, never> = {
  name: 'orchestration.control.save_hold_codes',
  kind: 'write',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'name', type: 'text', array: true },
    { name: 'tasks', type: 'text', array: true, list: true },
    { name: 'placeScope', type: 'text', array: true },
    { name: 'releaseScope', type: 'text', array: true },
    { name: 'days', type: 'integer', array: true },
    { name: 'active', type: 'boolean', array: true },
    { name: 'version', type: 'integer', array: true },
  ],
  text: "insert into orchestration.hold_code as t (company_id, id, code, name, tasks, place_scope, release_scope, days, active, version)\nselect r.* from (select u.company_id, u.id, u.code, u.name, ($5::text[])[coalesce(($6::integer[])[u.place - 1], 0) + 1 : ($6::integer[])[u.place]] as tasks, u.place_scope, u.release_scope, u.days, u.active, u.version from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as code, unnest($4::text[]) as name, unnest($7::text[]) as place_scope, unnest($8::text[]) as release_scope, unnest($9::integer[]) as days, unnest($10::boolean[]) as active, unnest($11::integer[]) as version, generate_subscripts($1::bigint[], 1) as place) as u) as r\norder by r.company_id, r.code\non conflict (company_id, code) do update set name = excluded.name, tasks = excluded.tasks, place_scope = excluded.place_scope,\n  release_scope = excluded.release_scope, days = excluded.days, active = excluded.active, version = excluded.version",
}
