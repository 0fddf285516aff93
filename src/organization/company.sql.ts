// Written by `npm run generate` from company.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

export const readCompanies: ReadStatement<{ ids: readonly bigint[] }, { company_id: bigint; code: string; name: string; currency: string; country: string; time_zone: string; tax_rounding: string; sandbox: boolean; clock_offset_ms: bigint; setup_version: bigint; settings: Json }> = {
  name: 'organization.read_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'ids', type: 'bigint', array: true },
  ],
  text: "select company_id, code, name, currency, country, time_zone, tax_rounding, sandbox, clock_offset_ms, setup_version, settings\nfrom organization.company where company_id = any($1::bigint[])",
}

/** The rate in force on the day, per pair of currencies. */
export const readRates: ReadStatement<{ companyId: bigint | null; on: string | null }, { company_id: bigint; from_currency: string; to_currency: string; rate_e10: bigint }> = {
  name: 'organization.read_rates',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'on', type: 'date', array: false },
  ],
  text: "select distinct on (r.company_id, r.from_currency, r.to_currency) r.company_id, r.from_currency, r.to_currency, r.rate_e10\nfrom organization.exchange_rate r\nwhere r.company_id = $1::bigint and r.valid_from <= $2::date\norder by r.company_id, r.from_currency, r.to_currency, r.valid_from desc",
}
