// Written by `npm run generate` from company.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

export const readCompanies: ReadStatement<{ ids: readonly bigint[] }, { company_id: bigint; code: string; name: string; currency: string; country: string; time_zone: string; tax_rounding: string; sandbox: boolean; clock_offset_ms: bigint; live: boolean; setup_version: bigint; settings: Json }> = {
  name: 'organization.read_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'ids', type: 'bigint', array: true },
  ],
  text: "select company_id, code, name, currency, country, time_zone, tax_rounding, sandbox, clock_offset_ms, live, setup_version, settings\nfrom organization.company where company_id = any($1::bigint[])",
}

export const readRates: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; from_currency: string; to_currency: string; valid_from: string; rate_e10: bigint }> = {
  name: 'organization.read_rates',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select company_id, from_currency, to_currency, valid_from, rate_e10\nfrom organization.exchange_rate where company_id = any($1::bigint[])\norder by company_id, from_currency, to_currency, valid_from desc",
}
