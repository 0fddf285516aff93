// Written by `npm run generate` from credited.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

/** What credit memos gave back of the lines of orders; charges stand behind the goods that they are of. */
export const creditedOfCauses: ReadStatement<{ companyIds: readonly bigint[]; causeIds: readonly bigint[] }, { company_id: bigint; cause_id: bigint; source_id: bigint; quantity: bigint; unit_price: bigint; net: bigint; tax: bigint; freight: bigint; charge: string | null }> = {
  name: 'billing.credited_of_causes',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'causeIds', type: 'bigint', array: true },
  ],
  text: "select v.company_id, v.cause_id, l.source_id, l.quantity, l.unit_price, l.net, l.tax, l.freight, l.charge\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, cause_id)\ncross join lateral (select * from billing.invoice v where v.company_id = w.company_id and v.cause_id = w.cause_id and v.kind = 'credit_memo' offset 0) v\ncross join lateral (select * from billing.invoice_line l where l.company_id = v.company_id and l.invoice_id = v.id and l.source_id is not null offset 0) l\norder by v.company_id, v.cause_id, v.id, l.ordinal",
}

/** What credit memos of orders gave beside the lines of these, less what they kept, by rate of tax. */
export const besideOfCauses: ReadStatement<{ companyIds: readonly bigint[]; causeIds: readonly bigint[] }, { company_id: bigint; cause_id: bigint; tax_rate_id: bigint | null; tax_percent: bigint; net: bigint; tax: bigint; freight: bigint }> = {
  name: 'billing.beside_of_causes',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'causeIds', type: 'bigint', array: true },
  ],
  text: "select v.company_id, v.cause_id, l.tax_rate_id, l.tax_percent, sum(l.net)::bigint as net, sum(l.tax)::bigint as tax,\n  sum(l.freight)::bigint as freight\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, cause_id)\ncross join lateral (select * from billing.invoice v where v.company_id = w.company_id and v.cause_id = w.cause_id and v.kind = 'credit_memo' offset 0) v\ncross join lateral (select * from billing.invoice_line l where l.company_id = v.company_id and l.invoice_id = v.id and l.source_id is null offset 0) l\ngroup by v.company_id, v.cause_id, l.tax_rate_id, l.tax_percent",
}

/** What each credit memo of orders came to. */
export const creditTotals: ReadStatement<{ companyIds: readonly bigint[]; causeIds: readonly bigint[] }, { company_id: bigint; cause_id: bigint; batch: bigint; id: bigint; total: bigint }> = {
  name: 'billing.credit_totals',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'causeIds', type: 'bigint', array: true },
  ],
  text: "select v.company_id, v.cause_id, v.batch, v.id, v.total\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, cause_id)\ncross join lateral (select * from billing.invoice v where v.company_id = w.company_id and v.cause_id = w.cause_id and v.kind = 'credit_memo' offset 0) v\norder by v.company_id, v.cause_id, v.id",
}

/** The lines of credit memos; charges stand behind the goods that they are of. */
export const linesOfMemos: ReadStatement<{ companyIds: readonly bigint[]; invoiceIds: readonly bigint[] }, { company_id: bigint; invoice_id: bigint; source_id: bigint | null; quantity: bigint; net: bigint; tax: bigint; freight: bigint; charge: string | null }> = {
  name: 'billing.lines_of_memos',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'invoiceIds', type: 'bigint', array: true },
  ],
  text: "select l.company_id, l.invoice_id, l.source_id, l.quantity, l.net, l.tax, l.freight, l.charge\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, invoice_id)\ncross join lateral (select * from billing.invoice_line l where l.company_id = w.company_id and l.invoice_id = w.invoice_id offset 0) l\norder by l.company_id, l.invoice_id, l.ordinal",
}
