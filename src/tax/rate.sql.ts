// Written by `npm run generate` from rate.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

export const readTaxRates: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; tax_code: string; country: string; region: string; percent: bigint; valid_from: string; valid_to: string | null }> = {
  name: 'tax.read_tax_rates',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select company_id, id, tax_code, country, region, percent, valid_from, valid_to\nfrom tax.rate where company_id = any($1::bigint[])",
}
