// Written by `npm run generate` from billing.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

/** Every item of a cause, settled ones too: what was billed and what is open of it are sums over them. */
export const itemsOfCauses: ReadStatement<{ companyIds: readonly bigint[]; causeIds: readonly bigint[] }, { company_id: bigint; account_id: bigint; invoice_id: bigint; cause_id: bigint | null; due_on: string; currency: string; original: bigint; open: bigint; earmarked: bigint; functional_original: bigint; functional_open: bigint; issued_on: string }> = {
  name: 'billing.items_of_causes',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'causeIds', type: 'bigint', array: true },
  ],
  text: "select i.company_id, i.account_id, i.invoice_id, i.cause_id, i.due_on, i.currency, i.original, i.open, i.earmarked, i.functional_original,\n  i.functional_open, d.issued_on\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, cause_id)\ncross join lateral (select * from billing.open_item i where i.company_id = w.company_id and i.cause_id = w.cause_id offset 0) i\ncross join lateral (select d.issued_on from billing.invoice d where d.company_id = i.company_id and d.id = i.invoice_id offset 0) d",
}

/** What accounts have open, the oldest first, at most `most` of each. */
export const itemsOfAccounts: ReadStatement<{ companyIds: readonly bigint[]; accountIds: readonly bigint[]; most: bigint | null }, { company_id: bigint; account_id: bigint; invoice_id: bigint; cause_id: bigint | null; due_on: string; currency: string; original: bigint; open: bigint; earmarked: bigint; functional_original: bigint; functional_open: bigint; issued_on: string }> = {
  name: 'billing.items_of_accounts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'accountIds', type: 'bigint', array: true },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select i.company_id, i.account_id, i.invoice_id, i.cause_id, i.due_on, i.currency, i.original, i.open, i.earmarked, i.functional_original,\n  i.functional_open, d.issued_on\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, account_id)\ncross join lateral (\n  select o.* from billing.open_item o\n  where o.company_id = w.company_id and o.account_id = w.account_id and o.open <> 0\n  order by o.due_on, o.invoice_id limit $3::bigint\n) i\ncross join lateral (select d.issued_on from billing.invoice d where d.company_id = i.company_id and d.id = i.invoice_id offset 0) d",
}

/** The items of documents that somebody named, whoever owes them. */
export const itemsOfInvoices: ReadStatement<{ companyIds: readonly bigint[]; invoiceIds: readonly bigint[] }, { company_id: bigint; account_id: bigint; invoice_id: bigint; cause_id: bigint | null; due_on: string; currency: string; original: bigint; open: bigint; earmarked: bigint; functional_original: bigint; functional_open: bigint; issued_on: string }> = {
  name: 'billing.items_of_invoices',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'invoiceIds', type: 'bigint', array: true },
  ],
  text: "select i.company_id, i.account_id, i.invoice_id, i.cause_id, i.due_on, i.currency, i.original, i.open, i.earmarked, i.functional_original,\n  i.functional_open, d.issued_on\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, invoice_id)\ncross join lateral (select * from billing.invoice d where d.company_id = w.company_id and d.id = w.invoice_id offset 0) d\ncross join lateral (\n  select * from billing.open_item i\n  where i.company_id = d.company_id and i.account_id = d.account_id and i.invoice_id = d.id offset 0\n) i",
}

/** Receipts that somebody named, with what is left of them; one that was used at once has no row and nothing left. */
export const unappliedOfReceipts: ReadStatement<{ companyIds: readonly bigint[]; receiptIds: readonly bigint[] }, { company_id: bigint; account_id: bigint; receipt_id: bigint; cause_id: bigint | null; kind: string; currency: string; amount: bigint; functional_amount: bigint; received_on: string; rate_e10: bigint; received: bigint; functional_received: bigint }> = {
  name: 'billing.unapplied_of_receipts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'receiptIds', type: 'bigint', array: true },
  ],
  text: "select r.company_id, r.account_id, r.id as receipt_id, r.cause_id, coalesce(u.kind, 'unapplied') as kind, r.currency,\n  coalesce(u.amount, 0)::bigint as amount, coalesce(u.functional_amount, 0)::bigint as functional_amount, r.received_on,\n  r.rate_e10, r.amount as received, r.functional_amount as functional_received\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, receipt_id)\ncross join lateral (select * from billing.receipt r where r.company_id = w.company_id and r.id = w.receipt_id offset 0) r\nleft join lateral (\n  select * from billing.unapplied u\n  where u.company_id = r.company_id and u.account_id = r.account_id and u.receipt_id = r.id offset 0\n) u on true",
}

export const unappliedOfCauses: ReadStatement<{ companyIds: readonly bigint[]; causeIds: readonly bigint[] }, { company_id: bigint; account_id: bigint; receipt_id: bigint; cause_id: bigint | null; kind: string; currency: string; amount: bigint; functional_amount: bigint; received_on: string; rate_e10: bigint; received: bigint; functional_received: bigint }> = {
  name: 'billing.unapplied_of_causes',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'causeIds', type: 'bigint', array: true },
  ],
  text: "select u.company_id, u.account_id, u.receipt_id, u.cause_id, u.kind, u.currency, u.amount, u.functional_amount,\n  r.received_on, r.rate_e10, r.amount as received, r.functional_amount as functional_received\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, cause_id)\ncross join lateral (select * from billing.unapplied u where u.company_id = w.company_id and u.cause_id = w.cause_id offset 0) u\ncross join lateral (select * from billing.receipt r where r.company_id = u.company_id and r.id = u.receipt_id offset 0) r\nwhere u.amount > 0",
}

/** Of accounts with much open the oldest invoices and the oldest credits, at most `most` of each, and with each what invoices and credits of the account come to. One walk an account along open_item_open_amount, through at most `budget` of its entries. */
export const firstItemsOfAccounts: ReadStatement<{ companyIds: readonly bigint[]; accountIds: readonly bigint[]; budget: bigint | null; most: bigint | null }, { company_id: bigint; account_id: bigint; invoice_id: bigint; cause_id: bigint | null; due_on: string; currency: string; original: bigint; open: bigint; earmarked: bigint; functional_original: bigint; functional_open: bigint; issued_on: string; invoices: bigint; credits: bigint; count: bigint }> = {
  name: 'billing.first_items_of_accounts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'accountIds', type: 'bigint', array: true },
    { name: 'budget', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select i.company_id, i.account_id, i.invoice_id, i.cause_id, i.due_on, i.currency, i.original, i.open, i.earmarked, i.functional_original,\n  i.functional_open, d.issued_on, e.invoices, e.credits, e.count\nfrom (\n  select e.*, count(*) filter (where e.open > 0) over by_age as place, count(*) filter (where e.open < 0) over by_age as credit_place,\n    (sum(greatest(e.open, 0)) over account)::bigint as invoices, (sum(least(e.open, 0)) over account)::bigint as credits,\n    count(*) filter (where e.open > 0) over account as count\n  from unnest($1::bigint[], $2::bigint[]) as w(company_id, account_id)\n  cross join lateral (\n    select o.company_id, o.account_id, o.invoice_id, o.open, o.due_on from billing.open_item o\n    where o.company_id = w.company_id and o.account_id = w.account_id and o.open <> 0\n    order by o.due_on, o.invoice_id limit $3::bigint\n  ) e\n  window account as (partition by e.company_id, e.account_id),\n    by_age as (partition by e.company_id, e.account_id order by e.due_on, e.invoice_id rows unbounded preceding)\n) e\ncross join lateral (select * from billing.open_item i\n  where i.company_id = e.company_id and i.account_id = e.account_id and i.invoice_id = e.invoice_id offset 0) i\ncross join lateral (select d.issued_on from billing.invoice d where d.company_id = i.company_id and d.id = i.invoice_id offset 0) d\nwhere case when e.open > 0 then e.place else e.credit_place end <= $4::bigint",
}

/** What accounts have open by exactly an amount, the oldest first, at most `most` of each. One walk an account along open_item_open_amount, which holds what is open, through at most `budget` of its entries. */
export const exactItemsOfAccounts: ReadStatement<{ companyIds: readonly bigint[]; accountIds: readonly bigint[]; amounts: readonly bigint[]; mosts: readonly bigint[]; budget: bigint | null }, { company_id: bigint; account_id: bigint; invoice_id: bigint; cause_id: bigint | null; due_on: string; currency: string; original: bigint; open: bigint; earmarked: bigint; functional_original: bigint; functional_open: bigint; issued_on: string }> = {
  name: 'billing.exact_items_of_accounts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'accountIds', type: 'bigint', array: true },
    { name: 'amounts', type: 'bigint', array: true },
    { name: 'mosts', type: 'bigint', array: true },
    { name: 'budget', type: 'bigint', array: false },
  ],
  text: "with wanted as (\n  select * from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[])\n    as w(company_id, account_id, amount, most)\n)\nselect i.company_id, i.account_id, i.invoice_id, i.cause_id, i.due_on, i.currency, i.original, i.open, i.earmarked, i.functional_original,\n  i.functional_open, d.issued_on\nfrom (\n  select e.*, row_number() over (partition by e.company_id, e.account_id, e.open order by e.due_on, e.invoice_id) as place\n  from (select distinct w.company_id, w.account_id from wanted w) a\n  cross join lateral (\n    select o.company_id, o.account_id, o.invoice_id, o.open, o.due_on from billing.open_item o\n    where o.company_id = a.company_id and o.account_id = a.account_id and o.open <> 0\n    order by o.due_on, o.invoice_id limit $5::bigint\n  ) e\n  where e.open = any($3::bigint[])\n) e\njoin wanted w on w.company_id = e.company_id and w.account_id = e.account_id and w.amount = e.open and w.most >= e.place\ncross join lateral (select * from billing.open_item i\n  where i.company_id = e.company_id and i.account_id = e.account_id and i.invoice_id = e.invoice_id offset 0) i\ncross join lateral (select d.issued_on from billing.invoice d where d.company_id = i.company_id and d.id = i.invoice_id offset 0) d",
}

/** The oldest receipts of accounts that have something left, at most `most` of each. */
export const unappliedOfAccounts: ReadStatement<{ companyIds: readonly bigint[]; accountIds: readonly bigint[]; most: bigint | null }, { company_id: bigint; account_id: bigint; receipt_id: bigint; cause_id: bigint | null; kind: string; currency: string; amount: bigint; functional_amount: bigint; received_on: string; rate_e10: bigint; received: bigint; functional_received: bigint }> = {
  name: 'billing.unapplied_of_accounts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'accountIds', type: 'bigint', array: true },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select u.company_id, u.account_id, u.receipt_id, u.cause_id, u.kind, u.currency, u.amount, u.functional_amount,\n  r.received_on, r.rate_e10, r.amount as received, r.functional_amount as functional_received\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, account_id)\ncross join lateral (\n  select o.* from billing.unapplied o\n  where o.company_id = w.company_id and o.account_id = w.account_id and o.amount > 0\n  order by o.receipt_id limit $3::bigint\n) u\ncross join lateral (select * from billing.receipt r where r.company_id = u.company_id and r.id = u.receipt_id offset 0) r",
}

export const insertInvoice: WriteStatement<{ companyId: bigint | null; id: bigint | null; batch: bigint | null; kind: string | null; series: string | null; causeId: bigint | null; accountId: bigint | null; issuedOn: string | null; dueOn: string | null; currency: string | null; rateE10: bigint | null; net: bigint | null; tax: bigint | null; freight: bigint | null; total: bigint | null }, never> = {
  name: 'billing.insert_invoice',
  kind: 'write',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'kind', type: 'text', array: true },
    { name: 'series', type: 'text', array: true },
    { name: 'causeId', type: 'bigint', array: true },
    { name: 'accountId', type: 'bigint', array: true },
    { name: 'issuedOn', type: 'date', array: true },
    { name: 'dueOn', type: 'date', array: true },
    { name: 'currency', type: 'text', array: true },
    { name: 'rateE10', type: 'bigint', array: true },
    { name: 'net', type: 'bigint', array: true },
    { name: 'tax', type: 'bigint', array: true },
    { name: 'freight', type: 'bigint', array: true },
    { name: 'total', type: 'bigint', array: true },
  ],
  text: "insert into billing.invoice (company_id, id, batch, kind, series, cause_id, account_id, issued_on, due_on, currency, rate_e10, net,\n  tax, freight, total)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::bigint[]) as batch, unnest($4::text[]) as kind, unnest($5::text[]) as series, unnest($6::bigint[]) as cause_id, unnest($7::bigint[]) as account_id, unnest($8::date[]) as issued_on, unnest($9::date[]) as due_on, unnest($10::text[]) as currency, unnest($11::bigint[]) as rate_e10, unnest($12::bigint[]) as net, unnest($13::bigint[]) as tax, unnest($14::bigint[]) as freight, unnest($15::bigint[]) as total) as r",
}

export const insertInvoiceLine: WriteStatement<{ companyId: bigint | null; invoiceId: bigint | null; ordinal: number | null; sourceId: bigint | null; itemId: bigint | null; sku: string | null; quantity: bigint | null; unitPrice: bigint | null; net: bigint | null; tax: bigint | null; freight: bigint | null; taxRateId: bigint | null; taxPercent: bigint | null; taxDifference: bigint | null; charge: string | null; sold: Json | null }, never> = {
  name: 'billing.insert_invoice_line',
  kind: 'write',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'invoiceId', type: 'bigint', array: true },
    { name: 'ordinal', type: 'integer', array: true },
    { name: 'sourceId', type: 'bigint', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'sku', type: 'text', array: true },
    { name: 'quantity', type: 'numeric', array: true },
    { name: 'unitPrice', type: 'numeric', array: true },
    { name: 'net', type: 'bigint', array: true },
    { name: 'tax', type: 'bigint', array: true },
    { name: 'freight', type: 'bigint', array: true },
    { name: 'taxRateId', type: 'bigint', array: true },
    { name: 'taxPercent', type: 'numeric', array: true },
    { name: 'taxDifference', type: 'bigint', array: true },
    { name: 'charge', type: 'text', array: true },
    { name: 'sold', type: 'jsonb', array: true },
  ],
  text: "insert into billing.invoice_line (company_id, invoice_id, ordinal, source_id, item_id, sku, quantity, unit_price, net, tax, freight,\n  tax_rate_id, tax_percent, tax_difference, charge, sold)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as invoice_id, unnest($3::integer[]) as ordinal, unnest($4::bigint[]) as source_id, unnest($5::bigint[]) as item_id, unnest($6::text[]) as sku, unnest($7::numeric[]) as quantity, unnest($8::numeric[]) as unit_price, unnest($9::bigint[]) as net, unnest($10::bigint[]) as tax, unnest($11::bigint[]) as freight, unnest($12::bigint[]) as tax_rate_id, unnest($13::numeric[]) as tax_percent, unnest($14::bigint[]) as tax_difference, unnest($15::text[]) as charge, unnest($16::jsonb[]) as sold) as r",
}

/** New items with what the whole batch left open of them. */
export const insertOpenItem: WriteStatement<{ companyId: bigint | null; accountId: bigint | null; invoiceId: bigint | null; causeId: bigint | null; dueOn: string | null; currency: string | null; original: bigint | null; open: bigint | null; functionalOriginal: bigint | null; functionalOpen: bigint | null }, never> = {
  name: 'billing.insert_open_item',
  kind: 'write',
  lockClass: 'insert',
  sequence: 10,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'accountId', type: 'bigint', array: true },
    { name: 'invoiceId', type: 'bigint', array: true },
    { name: 'causeId', type: 'bigint', array: true },
    { name: 'dueOn', type: 'date', array: true },
    { name: 'currency', type: 'text', array: true },
    { name: 'original', type: 'bigint', array: true },
    { name: 'open', type: 'bigint', array: true },
    { name: 'functionalOriginal', type: 'bigint', array: true },
    { name: 'functionalOpen', type: 'bigint', array: true },
  ],
  text: "insert into billing.open_item (company_id, account_id, invoice_id, cause_id, due_on, currency, original, open, functional_original,\n  functional_open)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as account_id, unnest($3::bigint[]) as invoice_id, unnest($4::bigint[]) as cause_id, unnest($5::date[]) as due_on, unnest($6::text[]) as currency, unnest($7::bigint[]) as original, unnest($8::bigint[]) as open, unnest($9::bigint[]) as functional_original, unnest($10::bigint[]) as functional_open) as r",
}

export const insertReceipt: WriteStatement<{ companyId: bigint | null; id: bigint | null; batch: bigint | null; accountId: bigint | null; causeId: bigint | null; receivedOn: string | null; currency: string | null; rateE10: bigint | null; amount: bigint | null; functionalAmount: bigint | null; method: string | null; reference: string | null }, never> = {
  name: 'billing.insert_receipt',
  kind: 'write',
  lockClass: 'insert',
  sequence: 11,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'accountId', type: 'bigint', array: true },
    { name: 'causeId', type: 'bigint', array: true },
    { name: 'receivedOn', type: 'date', array: true },
    { name: 'currency', type: 'text', array: true },
    { name: 'rateE10', type: 'bigint', array: true },
    { name: 'amount', type: 'bigint', array: true },
    { name: 'functionalAmount', type: 'bigint', array: true },
    { name: 'method', type: 'text', array: true },
    { name: 'reference', type: 'text', array: true },
  ],
  text: "insert into billing.receipt (company_id, id, batch, account_id, cause_id, received_on, currency, rate_e10, amount,\n  functional_amount, method, reference)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::bigint[]) as batch, unnest($4::bigint[]) as account_id, unnest($5::bigint[]) as cause_id, unnest($6::date[]) as received_on, unnest($7::text[]) as currency, unnest($8::bigint[]) as rate_e10, unnest($9::bigint[]) as amount, unnest($10::bigint[]) as functional_amount, unnest($11::text[]) as method, unnest($12::text[]) as reference) as r",
}

export const insertUnapplied: WriteStatement<{ companyId: bigint | null; accountId: bigint | null; receiptId: bigint | null; causeId: bigint | null; kind: string | null; currency: string | null; amount: bigint | null; functionalAmount: bigint | null }, never> = {
  name: 'billing.insert_unapplied',
  kind: 'write',
  lockClass: 'insert',
  sequence: 12,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'accountId', type: 'bigint', array: true },
    { name: 'receiptId', type: 'bigint', array: true },
    { name: 'causeId', type: 'bigint', array: true },
    { name: 'kind', type: 'text', array: true },
    { name: 'currency', type: 'text', array: true },
    { name: 'amount', type: 'bigint', array: true },
    { name: 'functionalAmount', type: 'bigint', array: true },
  ],
  text: "insert into billing.unapplied (company_id, account_id, receipt_id, cause_id, kind, currency, amount, functional_amount)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as account_id, unnest($3::bigint[]) as receipt_id, unnest($4::bigint[]) as cause_id, unnest($5::text[]) as kind, unnest($6::text[]) as currency, unnest($7::bigint[]) as amount, unnest($8::bigint[]) as functional_amount) as r",
}

/** The credit memos that wait for the invoices of causes, each with the cause that it waits for. */
export const itemsEarmarked: ReadStatement<{ companyIds: readonly bigint[]; causeIds: readonly bigint[] }, { for_cause_id: bigint; amount: bigint; company_id: bigint; account_id: bigint; invoice_id: bigint; cause_id: bigint | null; due_on: string; currency: string; original: bigint; open: bigint; earmarked: bigint; functional_original: bigint; functional_open: bigint; issued_on: string }> = {
  name: 'billing.items_earmarked',
  kind: 'read',
  lockClass: 'insert',
  sequence: 13,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'causeIds', type: 'bigint', array: true },
  ],
  text: "select e.cause_id as for_cause_id, e.amount, i.company_id, i.account_id, i.invoice_id, i.cause_id, i.due_on, i.currency, i.original,\n  i.open, i.earmarked, i.functional_original, i.functional_open, d.issued_on\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, cause_id)\ncross join lateral (select * from billing.earmark e where e.company_id = w.company_id and e.cause_id = w.cause_id offset 0) e\ncross join lateral (select * from billing.invoice d where d.company_id = e.company_id and d.id = e.invoice_id offset 0) d\ncross join lateral (\n  select * from billing.open_item i\n  where i.company_id = d.company_id and i.account_id = d.account_id and i.invoice_id = d.id offset 0\n) i\norder by w.company_id, w.cause_id, e.invoice_id",
}

export const insertEarmark: WriteStatement<{ companyId: bigint | null; causeId: bigint | null; invoiceId: bigint | null; batch: bigint | null; amount: bigint | null }, never> = {
  name: 'billing.insert_earmark',
  kind: 'write',
  lockClass: 'insert',
  sequence: 14,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'causeId', type: 'bigint', array: true },
    { name: 'invoiceId', type: 'bigint', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'amount', type: 'bigint', array: true },
  ],
  text: "insert into billing.earmark (company_id, cause_id, invoice_id, batch, amount)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as cause_id, unnest($3::bigint[]) as invoice_id, unnest($4::bigint[]) as batch, unnest($5::bigint[]) as amount) as r",
}

export const insertApplication: WriteStatement<{ companyId: bigint | null; accountId: bigint | null; id: bigint | null; batch: bigint | null; fromType: string | null; fromId: bigint | null; invoiceId: bigint | null; appliedOn: string | null; amount: bigint | null; rule: string | null }, never> = {
  name: 'billing.insert_application',
  kind: 'write',
  lockClass: 'insert',
  sequence: 15,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'accountId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'fromType', type: 'text', array: true },
    { name: 'fromId', type: 'bigint', array: true },
    { name: 'invoiceId', type: 'bigint', array: true },
    { name: 'appliedOn', type: 'date', array: true },
    { name: 'amount', type: 'bigint', array: true },
    { name: 'rule', type: 'text', array: true },
  ],
  text: "insert into billing.application (company_id, account_id, id, batch, from_type, from_id, invoice_id, applied_on, amount, rule)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as account_id, unnest($3::bigint[]) as id, unnest($4::bigint[]) as batch, unnest($5::text[]) as from_type, unnest($6::bigint[]) as from_id, unnest($7::bigint[]) as invoice_id, unnest($8::date[]) as applied_on, unnest($9::bigint[]) as amount, unnest($10::text[]) as rule) as r",
}

export const lockOpenItems: WriteStatement<{ companyId: bigint | null; accountId: bigint | null; invoiceId: bigint | null }, { locked: bigint }> = {
  name: 'billing.lock_open_items',
  kind: 'lock',
  lockClass: 'open_item',
  sequence: 16,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'accountId', type: 'bigint', array: true },
    { name: 'invoiceId', type: 'bigint', array: true },
  ],
  text: "select count(*) as locked from (\n  select 1 from billing.open_item i\n  where (i.company_id, i.account_id, i.invoice_id) in\n    (select r.company_id, r.account_id, r.invoice_id from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as account_id, unnest($3::bigint[]) as invoice_id) as r)\n  order by i.company_id, i.account_id, i.invoice_id for update\n) l",
}

export const lockUnapplied: WriteStatement<{ companyId: bigint | null; accountId: bigint | null; receiptId: bigint | null }, { locked: bigint }> = {
  name: 'billing.lock_unapplied',
  kind: 'lock',
  lockClass: 'open_item',
  sequence: 17,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'accountId', type: 'bigint', array: true },
    { name: 'receiptId', type: 'bigint', array: true },
  ],
  text: "select count(*) as locked from (\n  select 1 from billing.unapplied u\n  where (u.company_id, u.account_id, u.receipt_id) in\n    (select r.company_id, r.account_id, r.receipt_id from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as account_id, unnest($3::bigint[]) as receipt_id) as r)\n  order by u.company_id, u.account_id, u.receipt_id for update\n) l",
}

/** The rows are locked in order by then. An item that is no longer as open as it was when it was decided on, or of which another amount is set aside, or more than is open: DK001. */
export const changeOpenItems: WriteStatement<{ companyId: bigint | null; accountId: bigint | null; invoiceId: bigint | null; expected: bigint | null; expectedEarmarked: bigint | null; open: bigint | null; earmarked: bigint | null; functionalOpen: bigint | null }, { verified: boolean }> = {
  name: 'billing.change_open_items',
  kind: 'write',
  lockClass: 'open_item',
  sequence: 18,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'accountId', type: 'bigint', array: true },
    { name: 'invoiceId', type: 'bigint', array: true },
    { name: 'expected', type: 'bigint', array: true },
    { name: 'expectedEarmarked', type: 'bigint', array: true },
    { name: 'open', type: 'bigint', array: true },
    { name: 'earmarked', type: 'bigint', array: true },
    { name: 'functionalOpen', type: 'bigint', array: true },
  ],
  text: "with wanted as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as account_id, unnest($3::bigint[]) as invoice_id, unnest($4::bigint[]) as expected, unnest($5::bigint[]) as expected_earmarked, unnest($6::bigint[]) as open, unnest($7::bigint[]) as earmarked, unnest($8::bigint[]) as functional_open) as r\n), changed as (\n  update billing.open_item i set open = w.open, earmarked = w.earmarked, functional_open = w.functional_open\n  from wanted w\n  where i.company_id = w.company_id and i.account_id = w.account_id and i.invoice_id = w.invoice_id and i.open = w.expected\n    and i.earmarked = w.expected_earmarked and w.earmarked between 0 and greatest(-w.open, 0)\n  returning i.company_id, i.account_id, i.invoice_id\n)\nselect platform.verify((select count(*) from changed) = (select count(*) from wanted)) as verified",
}

/** What is set aside of credit memos for orders. The rows of the memos are locked by then, and no row here changes without its memo's. */
export const changeEarmarks: WriteStatement<{ companyId: bigint | null; causeId: bigint | null; invoiceId: bigint | null; expected: bigint | null; amount: bigint | null }, { verified: boolean }> = {
  name: 'billing.change_earmarks',
  kind: 'write',
  lockClass: 'open_item',
  sequence: 19,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'causeId', type: 'bigint', array: true },
    { name: 'invoiceId', type: 'bigint', array: true },
    { name: 'expected', type: 'bigint', array: true },
    { name: 'amount', type: 'bigint', array: true },
  ],
  text: "with wanted as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as cause_id, unnest($3::bigint[]) as invoice_id, unnest($4::bigint[]) as expected, unnest($5::bigint[]) as amount) as r\n), changed as (\n  update billing.earmark e set amount = w.amount\n  from wanted w\n  where e.company_id = w.company_id and e.cause_id = w.cause_id and e.invoice_id = w.invoice_id and e.amount = w.expected\n  returning e.company_id, e.cause_id, e.invoice_id\n)\nselect platform.verify((select count(*) from changed) = (select count(*) from wanted)) as verified",
}

/** The same for what is left of receipts, and what it waits for. */
export const changeUnapplied: WriteStatement<{ companyId: bigint | null; accountId: bigint | null; receiptId: bigint | null; kind: string | null; expected: bigint | null; amount: bigint | null; functionalAmount: bigint | null }, { verified: boolean }> = {
  name: 'billing.change_unapplied',
  kind: 'write',
  lockClass: 'open_item',
  sequence: 20,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'accountId', type: 'bigint', array: true },
    { name: 'receiptId', type: 'bigint', array: true },
    { name: 'kind', type: 'text', array: true },
    { name: 'expected', type: 'bigint', array: true },
    { name: 'amount', type: 'bigint', array: true },
    { name: 'functionalAmount', type: 'bigint', array: true },
  ],
  text: "with wanted as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as account_id, unnest($3::bigint[]) as receipt_id, unnest($4::text[]) as kind, unnest($5::bigint[]) as expected, unnest($6::bigint[]) as amount, unnest($7::bigint[]) as functional_amount) as r\n), changed as (\n  update billing.unapplied u set kind = w.kind, amount = w.amount, functional_amount = w.functional_amount\n  from wanted w\n  where u.company_id = w.company_id and u.account_id = w.account_id and u.receipt_id = w.receipt_id and u.amount = w.expected\n  returning u.company_id, u.account_id, u.receipt_id\n)\nselect platform.verify((select count(*) from changed) = (select count(*) from wanted)) as verified",
}

/** Money that pays more than the batch settled. What others are going on with stays theirs. */
export const queueApplying: WriteStatement<{ companyId: bigint | null; fromType: string | null; fromId: bigint | null; dueAt: Date | null; now: Date | null }, never> = {
  name: 'billing.queue_applying',
  kind: 'write',
  lockClass: 'open_item',
  sequence: 21,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'fromType', type: 'text', array: true },
    { name: 'fromId', type: 'bigint', array: true },
    { name: 'dueAt', type: 'timestamptz', array: true },
    { name: 'now', type: 'timestamptz', array: true },
  ],
  text: "insert into billing.applying (company_id, from_type, from_id, due_at, queued_at)\nselect r.company_id, r.from_type, r.from_id, r.due_at, r.now\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as from_type, unnest($3::bigint[]) as from_id, unnest($4::timestamptz[]) as due_at, unnest($5::timestamptz[]) as now) as r\norder by r.company_id, r.from_type, r.from_id\non conflict do nothing",
}

/** The same by who has it: its lease ends, and whatever stopped it before is over. */
export const goOnApplying: WriteStatement<{ companyId: bigint | null; fromType: string | null; fromId: bigint | null; dueAt: Date | null; now: Date | null }, never> = {
  name: 'billing.go_on_applying',
  kind: 'write',
  lockClass: 'open_item',
  sequence: 22,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'fromType', type: 'text', array: true },
    { name: 'fromId', type: 'bigint', array: true },
    { name: 'dueAt', type: 'timestamptz', array: true },
    { name: 'now', type: 'timestamptz', array: true },
  ],
  text: "update billing.applying a set due_at = r.due_at, queued_at = r.now, attempts = 0, problem = null\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as from_type, unnest($3::bigint[]) as from_id, unnest($4::timestamptz[]) as due_at, unnest($5::timestamptz[]) as now) as r\nwhere a.company_id = r.company_id and a.from_type = r.from_type and a.from_id = r.from_id",
}

export const endApplying: WriteStatement<{ companyId: bigint | null; fromType: string | null; fromId: bigint | null }, never> = {
  name: 'billing.end_applying',
  kind: 'write',
  lockClass: 'open_item',
  sequence: 23,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'fromType', type: 'text', array: true },
    { name: 'fromId', type: 'bigint', array: true },
  ],
  text: "delete from billing.applying a using (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as from_type, unnest($3::bigint[]) as from_id) as r\nwhere a.company_id = r.company_id and a.from_type = r.from_type and a.from_id = r.from_id",
}

/** Takes money that goes on and is due, past what another node is taking. The claim is its own transaction: the lease is the due time. */
export const claimApplying: ReadStatement<{ now: Date | null; count: number | null; leaseUntil: Date | null }, { company_id: bigint; from_type: string; from_id: bigint }> = {
  name: 'billing.claim_applying',
  kind: 'read',
  lockClass: 'insert',
  sequence: 24,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'count', type: 'integer', array: false },
    { name: 'leaseUntil', type: 'timestamptz', array: false },
  ],
  text: "with due as (\n  select a.ctid as place from billing.applying a where a.due_at <= $1::timestamptz\n  order by a.due_at limit $2::integer for update skip locked\n)\nupdate billing.applying a set due_at = $3::timestamptz\nwhere a.ctid = any (array(select d.place from due d))\nreturning a.company_id, a.from_type, a.from_id",
}

/** What could not be gone on with: it is tried again later, each time later, and says why. Answers for each how often it was tried. */
export const putOffApplying: ReadStatement<{ now: Date | null; pauseMs: bigint | null; mostPauseMs: bigint | null; companyIds: readonly bigint[]; fromTypes: readonly string[]; fromIds: readonly bigint[]; problems: readonly string[] }, { company_id: bigint; from_id: bigint; attempts: number }> = {
  name: 'billing.put_off_applying',
  kind: 'read',
  lockClass: 'insert',
  sequence: 25,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'pauseMs', type: 'bigint', array: false },
    { name: 'mostPauseMs', type: 'bigint', array: false },
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'fromTypes', type: 'text', array: true },
    { name: 'fromIds', type: 'bigint', array: true },
    { name: 'problems', type: 'text', array: true },
  ],
  text: "update billing.applying a\nset attempts = a.attempts + 1, problem = w.problem,\n  due_at = $1::timestamptz + least($2::bigint * 2 ^ least(a.attempts, 20), $3::bigint) * interval '1 millisecond'\nfrom unnest($4::bigint[], $5::text[], $6::bigint[], $7::text[])\n  as w(company_id, from_type, from_id, problem)\nwhere a.company_id = w.company_id and a.from_type = w.from_type and a.from_id = w.from_id\nreturning a.company_id, a.from_id, a.attempts",
}

/** How old: since when nothing of it went on, tried or not. */
export const readApplyingDepth: ReadStatement<{  }, { waiting: bigint; oldest_at: Date | null }> = {
  name: 'billing.read_applying_depth',
  kind: 'read',
  lockClass: 'insert',
  sequence: 26,
  params: [
  ],
  text: "select count(*) as waiting, min(a.queued_at) as oldest_at from billing.applying a",
}

export const listApplying: ReadStatement<{ companyId: bigint | null; after: bigint | null; failed: boolean | null; most: number | null }, { from_type: string; from_id: bigint; due_at: Date; attempts: number; problem: string | null }> = {
  name: 'billing.list_applying',
  kind: 'read',
  lockClass: 'insert',
  sequence: 27,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'after', type: 'bigint', array: false },
    { name: 'failed', type: 'boolean', array: false },
    { name: 'most', type: 'integer', array: false },
  ],
  text: "select a.from_type, a.from_id, a.due_at, a.attempts, a.problem\nfrom billing.applying a\nwhere a.company_id = $1::bigint and a.from_id > $2::bigint and (a.problem is not null) = $3::boolean\norder by a.from_id limit $4::integer",
}

export const insertRecurringCharge: WriteStatement<{ companyId: bigint | null; causeId: bigint | null; id: bigint | null; batch: bigint | null; sourceId: bigint | null; accountId: bigint | null; itemId: bigint | null; sku: string | null; charge: string | null; name: string | null; kind: string | null; period: string | null; usageUnit: string | null; startsOn: string | null; quantity: bigint | null; currency: string | null; unitPrice: bigint | null; net: bigint | null; tax: bigint | null; taxRateId: bigint | null; taxPercent: bigint | null }, never> = {
  name: 'billing.insert_recurring_charge',
  kind: 'write',
  lockClass: 'insert',
  sequence: 28,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'causeId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'sourceId', type: 'bigint', array: true },
    { name: 'accountId', type: 'bigint', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'sku', type: 'text', array: true },
    { name: 'charge', type: 'text', array: true },
    { name: 'name', type: 'text', array: true },
    { name: 'kind', type: 'text', array: true },
    { name: 'period', type: 'text', array: true },
    { name: 'usageUnit', type: 'text', array: true },
    { name: 'startsOn', type: 'date', array: true },
    { name: 'quantity', type: 'numeric', array: true },
    { name: 'currency', type: 'text', array: true },
    { name: 'unitPrice', type: 'numeric', array: true },
    { name: 'net', type: 'bigint', array: true },
    { name: 'tax', type: 'bigint', array: true },
    { name: 'taxRateId', type: 'bigint', array: true },
    { name: 'taxPercent', type: 'numeric', array: true },
  ],
  text: "insert into billing.recurring_charge (company_id, cause_id, id, batch, source_id, account_id, item_id, sku, charge, name, kind, period,\n  usage_unit, starts_on, quantity, currency, unit_price, net, tax, tax_rate_id, tax_percent)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as cause_id, unnest($3::bigint[]) as id, unnest($4::bigint[]) as batch, unnest($5::bigint[]) as source_id, unnest($6::bigint[]) as account_id, unnest($7::bigint[]) as item_id, unnest($8::text[]) as sku, unnest($9::text[]) as charge, unnest($10::text[]) as name, unnest($11::text[]) as kind, unnest($12::text[]) as period, unnest($13::text[]) as usage_unit, unnest($14::date[]) as starts_on, unnest($15::numeric[]) as quantity, unnest($16::text[]) as currency, unnest($17::numeric[]) as unit_price, unnest($18::bigint[]) as net, unnest($19::bigint[]) as tax, unnest($20::bigint[]) as tax_rate_id, unnest($21::numeric[]) as tax_percent) as r",
}
