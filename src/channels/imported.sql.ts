// Written by `npm run generate` from imported.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

/** What was opened of each item, and at which value: an import opens what is missing, at the cost that stands. */
export const openingStock: ReadStatement<{ companyId: bigint | null }, { sku: string | null; quantity: bigint; value: bigint }> = {
  name: 'channels.opening_stock',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select i.sku, sum(m.quantity) as quantity, sum(m.value)::bigint as value\nfrom inventory.move_public m\njoin catalog.item_public i on i.company_id = m.company_id and i.id = m.item_id\nwhere m.company_id = $1::bigint and m.kind = 'opening'\ngroup by i.sku",
}

/** Numbers of the returns that an import took before: their bytes are kept, and they belong to no order of their own. */
export const returnsTaken: ReadStatement<{ companyId: bigint | null; source: string | null }, { external_id: string | null }> = {
  name: 'channels.returns_taken',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'source', type: 'text', array: false },
  ],
  text: "select t.external_id\nfrom channels.intake t\nwhere t.company_id = $1::bigint and t.source = $2::text and t.outcome = 'accepted' and t.order_id is null\n  and t.external_id is not null",
}

export const billedInSeries: ReadStatement<{ companyId: bigint | null; series: readonly string[] }, { kind: string | null; series: string | null; documents: bigint; total: bigint }> = {
  name: 'channels.billed_in_series',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'series', type: 'text', array: true },
  ],
  text: "select v.kind, v.series, count(*) as documents, sum(v.total)::bigint as total\nfrom billing.invoice_public v\nwhere v.company_id = $1::bigint and v.series = any($2::text[])\ngroup by v.kind, v.series\norder by v.kind, v.series",
}
