// Written by `npm run generate` from read.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

/** Open items of a company by due date, along open_item_due: `nulls first` is its order, no due date is null. */
export const listReceivables: ReadStatement<{ companyId: bigint | null; afterDue: string | null; afterId: bigint | null; dueBefore: string | null; fetch: bigint | null }, { account_id: bigint; account_number: string; invoice_id: bigint; kind: string; cause_id: bigint | null; issued_on: string; due_on: string; currency: string; original: bigint; open: bigint; year: number | null; number: bigint | null; prefix: string | null }> = {
  name: 'billing.list_receivables',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'afterDue', type: 'date', array: false },
    { name: 'afterId', type: 'bigint', array: false },
    { name: 'dueBefore', type: 'date', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select i.account_id, a.number as account_number, i.invoice_id, v.kind, i.cause_id, v.issued_on, i.due_on, i.currency,\n  i.original, i.open, n.year, n.number, e.prefix\nfrom (\n  select i.* from billing.open_item i\n  where i.company_id = $1::bigint and i.open <> 0\n    and (i.due_on, i.invoice_id) > (coalesce($2::date, '-infinity'), coalesce($3::bigint, 0))\n    and i.due_on < coalesce($4::date, 'infinity')\n  order by i.due_on nulls first, i.invoice_id limit $5::bigint\n) i\njoin billing.invoice v on v.company_id = $1::bigint and v.id = i.invoice_id\njoin customers.account_public a on a.company_id = $1::bigint and a.id = i.account_id\nleft join platform.document_number_public n on n.company_id = $1::bigint and n.document_id = i.invoice_id\nleft join organization.series_public e on e.company_id = $1::bigint and e.code = v.series\norder by i.due_on, i.invoice_id",
}

/** The same for accounts, each along open_item_open_amount. */
export const listReceivablesOfAccounts: ReadStatement<{ scope: readonly bigint[]; companyId: bigint | null; afterDue: string | null; afterId: bigint | null; dueBefore: string | null; fetch: bigint | null }, { account_id: bigint; account_number: string; invoice_id: bigint; kind: string; cause_id: bigint | null; issued_on: string; due_on: string; currency: string; original: bigint; open: bigint; year: number | null; number: bigint | null; prefix: string | null }> = {
  name: 'billing.list_receivables_of_accounts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'scope', type: 'bigint', array: true },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'afterDue', type: 'date', array: false },
    { name: 'afterId', type: 'bigint', array: false },
    { name: 'dueBefore', type: 'date', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select i.account_id, a.number as account_number, i.invoice_id, v.kind, i.cause_id, v.issued_on, i.due_on, i.currency,\n  i.original, i.open, n.year, n.number, e.prefix\nfrom (\n  select i.* from (select distinct w.id from unnest($1::bigint[]) as w(id)) s cross join lateral (\n    select i.* from billing.open_item i\n    where i.company_id = $2::bigint and i.account_id = s.id and i.open <> 0\n      and (i.due_on, i.invoice_id) > (coalesce($3::date, '-infinity'), coalesce($4::bigint, 0))\n      and i.due_on < coalesce($5::date, 'infinity')\n    order by i.due_on, i.invoice_id limit $6::bigint\n  ) i\n  order by i.due_on, i.invoice_id limit $6::bigint\n) i\njoin billing.invoice v on v.company_id = $2::bigint and v.id = i.invoice_id\njoin customers.account_public a on a.company_id = $2::bigint and a.id = i.account_id\nleft join platform.document_number_public n on n.company_id = $2::bigint and n.document_id = i.invoice_id\nleft join organization.series_public e on e.company_id = $2::bigint and e.code = v.series\norder by i.due_on, i.invoice_id",
}

/** Of the `budget` open items that are due first, and how many these are. */
export const sumAging: ReadStatement<{ asOf: string | null; companyId: bigint | null; dueBefore: string | null; budget: bigint | null }, { currency: string; items: bigint; current: bigint; days1to30: bigint; days31to60: bigint; days61to90: bigint; over90: bigint }> = {
  name: 'billing.sum_aging',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'asOf', type: 'date', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'dueBefore', type: 'date', array: false },
    { name: 'budget', type: 'bigint', array: false },
  ],
  text: "select i.currency, count(*) as items,\n  coalesce(sum(i.open) filter (where i.due_on >= $1::date), 0)::bigint as current,\n  coalesce(sum(i.open) filter (where $1::date - i.due_on between 1 and 30), 0)::bigint as days1to30,\n  coalesce(sum(i.open) filter (where $1::date - i.due_on between 31 and 60), 0)::bigint as days31to60,\n  coalesce(sum(i.open) filter (where $1::date - i.due_on between 61 and 90), 0)::bigint as days61to90,\n  coalesce(sum(i.open) filter (where $1::date - i.due_on > 90), 0)::bigint as over90\nfrom (\n  select i.currency, i.open, i.due_on from billing.open_item i\n  where i.company_id = $2::bigint and i.open <> 0 and i.due_on < coalesce($3::date, 'infinity')\n  order by i.due_on nulls first, i.invoice_id limit $4::bigint\n) i\ngroup by i.currency order by i.currency",
}

/** The same for accounts, each along open_item_open_amount. */
export const sumAgingOfAccounts: ReadStatement<{ asOf: string | null; scope: readonly bigint[]; companyId: bigint | null; dueBefore: string | null; budget: bigint | null }, { currency: string; items: bigint; current: bigint; days1to30: bigint; days31to60: bigint; days61to90: bigint; over90: bigint }> = {
  name: 'billing.sum_aging_of_accounts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'asOf', type: 'date', array: false },
    { name: 'scope', type: 'bigint', array: true },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'dueBefore', type: 'date', array: false },
    { name: 'budget', type: 'bigint', array: false },
  ],
  text: "select i.currency, count(*) as items,\n  coalesce(sum(i.open) filter (where i.due_on >= $1::date), 0)::bigint as current,\n  coalesce(sum(i.open) filter (where $1::date - i.due_on between 1 and 30), 0)::bigint as days1to30,\n  coalesce(sum(i.open) filter (where $1::date - i.due_on between 31 and 60), 0)::bigint as days31to60,\n  coalesce(sum(i.open) filter (where $1::date - i.due_on between 61 and 90), 0)::bigint as days61to90,\n  coalesce(sum(i.open) filter (where $1::date - i.due_on > 90), 0)::bigint as over90\nfrom (\n  select i.currency, i.open, i.due_on from (select distinct w.id from unnest($2::bigint[]) as w(id)) s cross join lateral (\n    select i.currency, i.open, i.due_on, i.invoice_id from billing.open_item i\n    where i.company_id = $3::bigint and i.account_id = s.id and i.open <> 0\n      and i.due_on < coalesce($4::date, 'infinity')\n    order by i.due_on, i.invoice_id limit $5::bigint\n  ) i\n  order by i.due_on, i.invoice_id limit $5::bigint\n) i\ngroup by i.currency order by i.currency",
}

/** Of an account by its number or id, or of all accounts of a customer by the number of any of its records; who sees some accounts only is not told which records are one customer. */
export const findAccountIds: ReadStatement<{ companyId: bigint | null; number: string | null; id: bigint | null; customerNumber: string | null; seesAll: boolean | null }, { id: bigint }> = {
  name: 'billing.find_account_ids',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'number', type: 'text', array: false },
    { name: 'id', type: 'bigint', array: false },
    { name: 'customerNumber', type: 'text', array: false },
    { name: 'seesAll', type: 'boolean', array: false },
  ],
  text: "select a.id from customers.account_public a\nwhere a.company_id = $1::bigint and (a.number = $2::text or a.id = $3::bigint)\n  and ($4::text is null or exists (select from customers.same_account_public s\n    where s.company_id = $1::bigint and s.customer_number = $4::text and s.id = a.id\n      and ($5::boolean or s.member_id = s.customer_id)))\nunion\nselect a.id from customers.same_account_public a\nwhere a.company_id = $1::bigint and a.customer_number = $4::text and $2::text is null\n  and $3::bigint is null and ($5::boolean or a.member_id = a.customer_id)",
}

/** Newest first along the primary key; at most `budget` documents are looked at. */
export const listInvoices: ReadStatement<{ companyId: bigint | null; after: bigint | null; budget: bigint | null; seesAll: boolean | null; scope: readonly bigint[]; kind: string | null; issuedFrom: string | null; issuedTo: string | null; fetch: bigint | null }, { id: bigint; kind: string; account_id: bigint; account_number: string; cause_id: bigint | null; issued_on: string; due_on: string; currency: string; total: bigint; year: number | null; number: bigint | null; prefix: string | null; open: bigint | null }> = {
  name: 'billing.list_invoices',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'after', type: 'bigint', array: false },
    { name: 'budget', type: 'bigint', array: false },
    { name: 'seesAll', type: 'boolean', array: false },
    { name: 'scope', type: 'bigint', array: true },
    { name: 'kind', type: 'text', array: false },
    { name: 'issuedFrom', type: 'date', array: false },
    { name: 'issuedTo', type: 'date', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select v.id, v.kind, v.account_id, a.number as account_number, v.cause_id, v.issued_on, v.due_on, v.currency, v.total,\n  n.year, n.number, e.prefix, i.open\nfrom (\n  select v.* from (\n    select v.* from billing.invoice v\n    where v.company_id = $1::bigint and v.id < coalesce($2::bigint, 9223372036854775807)\n    order by v.id desc limit $3::bigint\n  ) v\n  where ($4::boolean or v.account_id = any($5::bigint[]))\n    and ($6::text is null or v.kind = $6::text)\n    and ($7::date is null or v.issued_on >= $7::date)\n    and ($8::date is null or v.issued_on <= $8::date)\n  limit $9::bigint\n) v\njoin customers.account_public a on a.company_id = $1::bigint and a.id = v.account_id\nleft join platform.document_number_public n on n.company_id = $1::bigint and n.document_id = v.id\nleft join organization.series_public e on e.company_id = $1::bigint and e.code = v.series\nleft join billing.open_item i on i.company_id = $1::bigint and i.account_id = v.account_id and i.invoice_id = v.id\norder by v.id desc",
}

/** The same along the open items of accounts: every document of an account has one. Each account has a `budget` of its own, whose last row `ends` the page, whether it `matches` or not. */
export const listInvoicesOfAccounts: ReadStatement<{ scope: readonly bigint[]; budget: bigint | null; kind: string | null; issuedFrom: string | null; issuedTo: string | null; companyId: bigint | null; after: bigint | null; fetch: bigint | null }, { id: bigint; kind: string; account_id: bigint; account_number: string; cause_id: bigint | null; issued_on: string; due_on: string; currency: string; total: bigint; year: number | null; number: bigint | null; prefix: string | null; open: bigint; matches: boolean; ends: boolean }> = {
  name: 'billing.list_invoices_of_accounts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'scope', type: 'bigint', array: true },
    { name: 'budget', type: 'bigint', array: false },
    { name: 'kind', type: 'text', array: false },
    { name: 'issuedFrom', type: 'date', array: false },
    { name: 'issuedTo', type: 'date', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'after', type: 'bigint', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select v.id, v.kind, v.account_id, a.number as account_number, v.cause_id, v.issued_on, v.due_on, v.currency, v.total,\n  n.year, n.number, e.prefix, v.open, v.matches, v.ends\nfrom (\n  select m.* from (select distinct w.id from unnest($1::bigint[]) as w(id)) s\n  cross join lateral (\n    select v.* from (\n      select v.*, w.open, w.n = $2::bigint as ends, ($3::text is null or v.kind = $3::text)\n        and ($4::date is null or v.issued_on >= $4::date)\n        and ($5::date is null or v.issued_on <= $5::date) as matches\n      from (\n        select w.*, row_number() over (order by w.invoice_id desc) as n from (\n          select i.invoice_id, i.open from billing.open_item i\n          where i.company_id = $6::bigint and i.account_id = s.id\n            and i.invoice_id < coalesce($7::bigint, 9223372036854775807)\n          order by i.invoice_id desc limit $2::bigint\n        ) w\n      ) w\n      join billing.invoice v on v.company_id = $6::bigint and v.id = w.invoice_id\n    ) v\n    where v.matches or v.ends\n    order by v.id desc limit $8::bigint\n  ) m\n  order by m.id desc limit $8::bigint\n) v\njoin customers.account_public a on a.company_id = $6::bigint and a.id = v.account_id\nleft join platform.document_number_public n on n.company_id = $6::bigint and n.document_id = v.id\nleft join organization.series_public e on e.company_id = $6::bigint and e.code = v.series\norder by v.id desc",
}

export const findInvoiceBudgetEnd: ReadStatement<{ companyId: bigint | null; after: bigint | null; budget: bigint | null }, { id: bigint }> = {
  name: 'billing.find_invoice_budget_end',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'after', type: 'bigint', array: false },
    { name: 'budget', type: 'bigint', array: false },
  ],
  text: "select v.id from billing.invoice v\nwhere v.company_id = $1::bigint and v.id < coalesce($2::bigint, 9223372036854775807)\norder by v.id desc offset $3::bigint - 1 limit 1",
}

export const findDocument: ReadStatement<{ companyId: bigint | null; prefix: string | null; year: number | null; number: bigint | null }, { document_id: bigint }> = {
  name: 'billing.find_document',
  kind: 'read',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'prefix', type: 'text', array: false },
    { name: 'year', type: 'integer', array: false },
    { name: 'number', type: 'bigint', array: false },
  ],
  text: "select n.document_id from platform.document_number_public n\njoin organization.series_public e on e.company_id = n.company_id and e.code = n.series\nwhere n.company_id = $1::bigint and e.prefix = $2::text and n.year = $3::integer and n.number = $4::bigint",
}

export const readInvoice: ReadStatement<{ companyId: bigint | null; id: bigint | null }, { id: bigint; kind: string; account_id: bigint; account_number: string; cause_id: bigint | null; issued_on: string; due_on: string; currency: string; net: bigint; tax: bigint; freight: bigint; total: bigint; year: number | null; number: bigint | null; prefix: string | null; open: bigint | null }> = {
  name: 'billing.read_invoice',
  kind: 'read',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'id', type: 'bigint', array: false },
  ],
  text: "select v.id, v.kind, v.account_id, a.number as account_number, v.cause_id, v.issued_on, v.due_on, v.currency, v.net, v.tax,\n  v.freight, v.total, n.year, n.number, e.prefix, i.open\nfrom billing.invoice v\njoin customers.account_public a on a.company_id = $1::bigint and a.id = v.account_id\nleft join platform.document_number_public n on n.company_id = $1::bigint and n.document_id = v.id\nleft join organization.series_public e on e.company_id = $1::bigint and e.code = v.series\nleft join billing.open_item i on i.company_id = $1::bigint and i.account_id = v.account_id and i.invoice_id = v.id\nwhere v.company_id = $1::bigint and v.id = $2::bigint",
}

export const readInvoiceLines: ReadStatement<{ companyId: bigint | null; id: bigint | null }, { ordinal: number; source_id: bigint | null; item_id: bigint | null; sku: string; quantity: bigint; unit_price: bigint; net: bigint; tax: bigint; freight: bigint; tax_percent: bigint; tax_difference: bigint | null; charge: string | null; sold: Json | null }> = {
  name: 'billing.read_invoice_lines',
  kind: 'read',
  lockClass: 'insert',
  sequence: 10,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'id', type: 'bigint', array: false },
  ],
  text: "select l.ordinal, l.source_id, l.item_id, l.sku, l.quantity, l.unit_price, l.net, l.tax, l.freight, l.tax_percent, l.tax_difference, l.charge,\n  l.sold\nfrom billing.invoice_line l\nwhere l.company_id = $1::bigint and l.invoice_id = $2::bigint order by l.ordinal",
}

export const readInvoiceApplications: ReadStatement<{ companyId: bigint | null; id: bigint | null }, { id: bigint; from_type: string; from_id: bigint; applied_on: string; amount: bigint; rule: string }> = {
  name: 'billing.read_invoice_applications',
  kind: 'read',
  lockClass: 'insert',
  sequence: 11,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'id', type: 'bigint', array: false },
  ],
  text: "select p.id, p.from_type, p.from_id, p.applied_on, p.amount, p.rule\nfrom billing.invoice v\njoin billing.application p on p.company_id = $1::bigint and p.account_id = v.account_id\n  and (p.invoice_id = v.id or (p.from_type = 'credit_memo' and p.from_id = v.id))\nwhere v.company_id = $1::bigint and v.id = $2::bigint order by p.id",
}

export const listReceipts: ReadStatement<{ companyId: bigint | null; after: bigint | null; fetch: bigint | null }, { id: bigint; account_id: bigint; account_number: string; cause_id: bigint | null; received_on: string; currency: string; amount: bigint; method: string; reference: string | null; unapplied: bigint | null; kind: string | null; goes_on: boolean }> = {
  name: 'billing.list_receipts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 12,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'after', type: 'bigint', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select r.id, r.account_id, a.number as account_number, r.cause_id, r.received_on, r.currency, r.amount, r.method,\n  r.reference, u.amount as unapplied, u.kind, exists (\n    select 1 from billing.applying g where g.company_id = $1::bigint and g.from_type = 'receipt' and g.from_id = r.id\n  ) as goes_on\nfrom (\n  select r.* from billing.receipt r\n  where r.company_id = $1::bigint and r.id < coalesce($2::bigint, 9223372036854775807)\n  order by r.id desc limit $3::bigint\n) r\njoin customers.account_public a on a.company_id = $1::bigint and a.id = r.account_id\nleft join billing.unapplied u on u.company_id = $1::bigint and u.account_id = r.account_id and u.receipt_id = r.id\norder by r.id desc",
}

export const listReceiptsOfAccounts: ReadStatement<{ companyId: bigint | null; scope: readonly bigint[]; after: bigint | null; fetch: bigint | null }, { id: bigint; account_id: bigint; account_number: string; cause_id: bigint | null; received_on: string; currency: string; amount: bigint; method: string; reference: string | null; unapplied: bigint | null; kind: string | null; goes_on: boolean }> = {
  name: 'billing.list_receipts_of_accounts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 13,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'scope', type: 'bigint', array: true },
    { name: 'after', type: 'bigint', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select r.id, r.account_id, a.number as account_number, r.cause_id, r.received_on, r.currency, r.amount, r.method,\n  r.reference, u.amount as unapplied, u.kind, exists (\n    select 1 from billing.applying g where g.company_id = $1::bigint and g.from_type = 'receipt' and g.from_id = r.id\n  ) as goes_on\nfrom (\n  select r.* from (select distinct w.id from unnest($2::bigint[]) as w(id)) s cross join lateral (\n    select r.* from billing.receipt r\n    where r.company_id = $1::bigint and r.account_id = s.id\n      and r.id < coalesce($3::bigint, 9223372036854775807)\n    order by r.id desc limit $4::bigint\n  ) r\n  order by r.id desc limit $4::bigint\n) r\njoin customers.account_public a on a.company_id = $1::bigint and a.id = r.account_id\nleft join billing.unapplied u on u.company_id = $1::bigint and u.account_id = r.account_id and u.receipt_id = r.id\norder by r.id desc",
}

export const readReceipt: ReadStatement<{ companyId: bigint | null; id: bigint | null }, { id: bigint; account_id: bigint; account_number: string; cause_id: bigint | null; received_on: string; currency: string; amount: bigint; method: string; reference: string | null; unapplied: bigint | null; kind: string | null; goes_on: boolean }> = {
  name: 'billing.read_receipt',
  kind: 'read',
  lockClass: 'insert',
  sequence: 14,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'id', type: 'bigint', array: false },
  ],
  text: "select r.id, r.account_id, a.number as account_number, r.cause_id, r.received_on, r.currency, r.amount, r.method,\n  r.reference, u.amount as unapplied, u.kind, exists (\n    select 1 from billing.applying g where g.company_id = $1::bigint and g.from_type = 'receipt' and g.from_id = r.id\n  ) as goes_on\nfrom billing.receipt r\njoin customers.account_public a on a.company_id = $1::bigint and a.id = r.account_id\nleft join billing.unapplied u on u.company_id = $1::bigint and u.account_id = r.account_id and u.receipt_id = r.id\nwhere r.company_id = $1::bigint and r.id = $2::bigint",
}

export const readReceiptApplications: ReadStatement<{ companyId: bigint | null; id: bigint | null }, { id: bigint; invoice_id: bigint; applied_on: string; amount: bigint; rule: string; cause_id: bigint | null; year: number | null; number: bigint | null; prefix: string | null }> = {
  name: 'billing.read_receipt_applications',
  kind: 'read',
  lockClass: 'insert',
  sequence: 15,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'id', type: 'bigint', array: false },
  ],
  text: "select p.id, p.invoice_id, p.applied_on, p.amount, p.rule, v.cause_id, n.year, n.number, e.prefix\nfrom billing.receipt r\njoin billing.application p on p.company_id = $1::bigint and p.account_id = r.account_id\n  and p.from_type = 'receipt' and p.from_id = r.id\njoin billing.invoice v on v.company_id = $1::bigint and v.id = p.invoice_id\nleft join platform.document_number_public n on n.company_id = $1::bigint and n.document_id = v.id\nleft join organization.series_public e on e.company_id = $1::bigint and e.code = v.series\nwhere r.company_id = $1::bigint and r.id = $2::bigint order by p.id",
}
