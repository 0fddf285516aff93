// Written by `npm run generate` from setup.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'

export const ratesOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; tax_code: string; country: string; region: string; name: string; percent: bigint; valid_from: string; valid_to: string | null }> = {
  name: 'tax.rates_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select t.company_id, t.id, t.tax_code, t.country, t.region, t.name, t.percent, t.valid_from, t.valid_to from tax.rate t\nwhere t.company_id = any($1::bigint[])",
}

export const saveRates: WriteStatement<{ companyId: bigint | null; id: bigint | null; taxCode: string | null; country: string | null; region: string | null; name: string | null; percent: bigint | null; validFrom: string | null; validTo: string | null }, never> = {
  name: 'tax.save_rates',
  kind: 'write',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'taxCode', type: 'text', array: true },
    { name: 'country', type: 'text', array: true },
    { name: 'region', type: 'text', array: true },
    { name: 'name', type: 'text', array: true },
    { name: 'percent', type: 'numeric', array: true },
    { name: 'validFrom', type: 'date', array: true },
    { name: 'validTo', type: 'date', array: true },
  ],
  text: "insert into tax.rate as t (company_id, id, tax_code, country, region, name, percent, valid_from, valid_to)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as tax_code, unnest($4::text[]) as country, unnest($5::text[]) as region, unnest($6::text[]) as name, unnest($7::numeric[]) as percent, unnest($8::date[]) as valid_from, unnest($9::date[]) as valid_to) as r\norder by r.company_id, r.tax_code, r.country, r.region, r.valid_from\non conflict (company_id, tax_code, country, region, valid_from) do update set name = excluded.name, percent = excluded.percent,\n  valid_to = excluded.valid_to",
}
