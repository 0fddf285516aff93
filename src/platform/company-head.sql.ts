// Written by `npm run generate` from company-head.sql; do not edit.
import type { WriteStatement } from './database/index.ts'

/** The place of a new company in its own order of facts; nothing is closed yet. */
export const openHeads: WriteStatement<{ companyId: bigint | null; at: Date | null; chainHash: Buffer | null }, never> = {
  name: 'platform.open_heads',
  kind: 'write',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'at', type: 'timestamptz', array: true },
    { name: 'chainHash', type: 'bytea', array: true },
  ],
  text: "insert into platform.company_head (company_id, pos, at, chain_hash, closed_to)\nselect r.company_id, 0, r.at, r.chain_hash, '1900-01-01' from (select unnest($1::bigint[]) as company_id, unnest($2::timestamptz[]) as at, unnest($3::bytea[]) as chain_hash) as r\norder by r.company_id",
}

/** The counter of a document series; year 0 counts on over the years. One that stands is left alone. */
export const openSeries: WriteStatement<{ companyId: bigint | null; series: string | null; year: number | null; policy: string | null }, never> = {
  name: 'platform.open_series',
  kind: 'write',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'series', type: 'text', array: true },
    { name: 'year', type: 'integer', array: true },
    { name: 'policy', type: 'text', array: true },
  ],
  text: "insert into platform.number_series (company_id, series, year, policy, last_number)\nselect r.company_id, r.series, r.year, r.policy, 0 from (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as series, unnest($3::integer[]) as year, unnest($4::text[]) as policy) as r\norder by r.company_id, r.series, r.year\non conflict (company_id, series, year) do nothing",
}
