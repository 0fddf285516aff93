// Written by `npm run generate` from return-reason.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../../platform/database/index.ts'

export const returnReasonsOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; code: string; name: string; fee_percent: bigint; active: boolean; version: number; freight_refund: string }> = {
  name: 'orchestration.returns.return_reasons_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select r.company_id, r.id, r.code, r.name, r.fee_percent, r.active, r.version, r.freight_refund\nfrom orchestration.return_reason r where r.company_id = any($1::bigint[])",
}

export const activeReturnReasons: ReadStatement<{ companyIds: readonly bigint[]; codes: readonly string[] }, { company_id: bigint; code: string; fee_percent: bigint; freight_refund: string }> = {
  name: 'orchestration.returns.active_return_reasons',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'codes', type: 'text', array: true },
  ],
  text: "select r.company_id, r.code, r.fee_percent, r.freight_refund\nfrom (select distinct * from unnest($1::bigint[], $2::text[]) as w(company_id, code)) w\njoin orchestration.return_reason r on r.company_id = w.company_id and r.code = w.code\nwhere r.active",
}

export const saveReturnReasons: WriteStatement<{ companyId: bigint | null; id: bigint | null; code: string | null; name: string | null; feePercent: bigint | null; active: boolean | null; version: number | null; freightRefund: string | null }, never> = {
  name: 'orchestration.returns.save_return_reasons',
  kind: 'write',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'name', type: 'text', array: true },
    { name: 'feePercent', type: 'numeric', array: true },
    { name: 'active', type: 'boolean', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'freightRefund', type: 'text', array: true },
  ],
  text: "insert into orchestration.return_reason as t (company_id, id, code, name, fee_percent, active, version, freight_refund)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as code, unnest($4::text[]) as name, unnest($5::numeric[]) as fee_percent, unnest($6::boolean[]) as active, unnest($7::integer[]) as version, unnest($8::text[]) as freight_refund) as r\norder by r.company_id, r.code\non conflict (company_id, code) do update set name = excluded.name, fee_percent = excluded.fee_percent, active = excluded.active,\n  version = excluded.version, freight_refund = excluded.freight_refund",
}
