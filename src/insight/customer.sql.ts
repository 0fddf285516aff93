// Written by `npm run generate` from customer.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

/** By number. */
export const listCustomers: ReadStatement<{ companyId: bigint | null; after: string | null; fetch: bigint | null }, { id: bigint; number: string; kind: string; name: string | null; email: string | null }> = {
  name: 'insight.list_customers',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'after', type: 'text', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select c.id, c.number, c.kind, d.name, d.email\nfrom customers.customer c\nleft join customers.person_data d on d.company_id = $1::bigint and d.customer_id = c.id and d.id = 0\nwhere c.company_id = $1::bigint and c.number > coalesce($2::text, '')\norder by c.number limit $3::bigint",
}

/** Whose number, here or in another system, or name begins with the text, in order of number. So many may begin with it that not all can be put in order: of these `most` are looked at, and every row says so. */
export const searchCustomers: ReadStatement<{ companyId: bigint | null; name: string | null; nameEnd: string | null; most: bigint | null; text: string | null; textEnd: string | null; after: string | null; fetch: bigint | null }, { id: bigint; number: string; kind: string; name: string | null; email: string | null; complete: boolean }> = {
  name: 'insight.search_customers',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'name', type: 'text', array: false },
    { name: 'nameEnd', type: 'text', array: false },
    { name: 'most', type: 'bigint', array: false },
    { name: 'text', type: 'text', array: false },
    { name: 'textEnd', type: 'text', array: false },
    { name: 'after', type: 'text', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "with named as materialized (\n  (select d.customer_id from customers.person_data d\n  where d.company_id = $1::bigint and d.search_name ~>=~ $2::text and d.search_name ~<~ $3::text\n  limit $4::bigint + 1)\n  union all\n  (select n.customer_id from customers.alternate_number n\n  where n.company_id = $1::bigint and n.number >= $5::text and n.number < $6::text\n  limit $4::bigint + 1)\n)\nselect c.id, c.number, c.kind, d.name, d.email, (select count(*) <= $4::bigint from named) as complete\nfrom (\n  select n.id from (select c.id from customers.customer c\n    where c.company_id = $1::bigint and c.number >= $5::text and c.number < $6::text\n      and c.number > coalesce($7::text, '')\n    order by c.number limit $8::bigint) n\n  union\n  select n.customer_id from named n\n) f\njoin customers.customer c on c.company_id = $1::bigint and c.id = f.id\nleft join customers.person_data d on d.company_id = $1::bigint and d.customer_id = c.id and d.id = 0\nwhere c.number > coalesce($7::text, '')\norder by c.number limit $8::bigint",
}

/** The same for a credential that sees a few accounts: along these, whether a text is looked for or not. */
export const listCustomersOf: ReadStatement<{ companyId: bigint | null; scope: readonly bigint[]; after: string | null; text: string | null; textEnd: string | null; name: string | null; nameEnd: string | null; fetch: bigint | null }, { id: bigint; number: string; kind: string; name: string | null; email: string | null }> = {
  name: 'insight.list_customers_of',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'scope', type: 'bigint', array: true },
    { name: 'after', type: 'text', array: false },
    { name: 'text', type: 'text', array: false },
    { name: 'textEnd', type: 'text', array: false },
    { name: 'name', type: 'text', array: false },
    { name: 'nameEnd', type: 'text', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select c.id, c.number, c.kind, d.name, d.email\nfrom (select distinct a.customer_id from customers.account a\n  where a.company_id = $1::bigint and a.id = any($2::bigint[])) w\njoin customers.customer c on c.company_id = $1::bigint and c.id = w.customer_id\nleft join customers.person_data d on d.company_id = $1::bigint and d.customer_id = c.id and d.id = 0\nwhere c.number > coalesce($3::text, '')\n  and ($4::text = '' or (c.number >= $4::text and c.number < $5::text)\n    or exists (select from customers.person_data p where p.company_id = $1::bigint and p.customer_id = c.id\n      and p.search_name ~>=~ $6::text and p.search_name ~<~ $7::text)\n    or exists (select from customers.alternate_number n where n.company_id = $1::bigint and n.customer_id = c.id\n      and n.number >= $4::text and n.number < $5::text))\norder by c.number limit $8::bigint",
}

/** Whom another system knows by exactly this number: one, or several records that may be one customer. */
export const listCustomersKnownAs: ReadStatement<{ companyId: bigint | null; system: string | null; knownAs: string | null; after: string | null; seesAll: boolean | null; scope: readonly bigint[]; fetch: bigint | null }, { id: bigint; number: string; kind: string; name: string | null; email: string | null }> = {
  name: 'insight.list_customers_known_as',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'system', type: 'text', array: false },
    { name: 'knownAs', type: 'text', array: false },
    { name: 'after', type: 'text', array: false },
    { name: 'seesAll', type: 'boolean', array: false },
    { name: 'scope', type: 'bigint', array: true },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select c.id, c.number, c.kind, d.name, d.email\nfrom customers.alternate_number n\njoin customers.customer c on c.company_id = $1::bigint and c.id = n.customer_id\nleft join customers.person_data d on d.company_id = $1::bigint and d.customer_id = c.id and d.id = 0\nwhere n.company_id = $1::bigint and n.system = $2::text and n.number = $3::text\n  and c.number > coalesce($4::text, '')\n  and ($5::boolean or exists (select from customers.account a\n    where a.company_id = $1::bigint and a.customer_id = c.id and a.id = any($6::bigint[])))\norder by c.number limit $7::bigint",
}

/** The record that leads all of the customer. Who sees some accounts only is shown the one that was asked for, here and below: what the company takes for one is its own matter. */
export const readCustomer: ReadStatement<{ companyId: bigint | null; number: string | null; seesAll: boolean | null }, { id: bigint; number: string; kind: string; custom: Json; name: string | null; email: string | null; phone: string | null; address: Json | null }> = {
  name: 'insight.read_customer',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'number', type: 'text', array: false },
    { name: 'seesAll', type: 'boolean', array: false },
  ],
  text: "select c.id, c.number, c.kind, c.custom, d.name, d.email, d.phone, d.address\nfrom customers.same s\njoin customers.customer c on c.company_id = $1::bigint and c.id = s.member_id\nleft join customers.person_data d on d.company_id = $1::bigint and d.customer_id = c.id and d.id = 0\nwhere s.company_id = $1::bigint and s.number = $2::text\n  and s.member_id = case when $3::boolean then s.head_id else s.customer_id end",
}

/** The records of the customer, its head first, and how each came to it. */
export const readCustomerRecords: ReadStatement<{ companyId: bigint | null; number: string | null; seesAll: boolean | null }, { id: bigint; number: string; kind: string; head: boolean; name: string | null; email: string | null; phone: string | null; into_number: string | null; at: Date | null; actor: string | null; reason: string | null; rule: string | null; erased: boolean }> = {
  name: 'insight.read_customer_records',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'number', type: 'text', array: false },
    { name: 'seesAll', type: 'boolean', array: false },
  ],
  text: "select c.id, c.number, c.kind, s.head_id = c.id as head, d.name, d.email, d.phone, i.number as into_number, b.at, g.actor, g.reason,\n  g.rule, d.customer_id is null and exists (select from customers.erasure e\n    where e.company_id = $1::bigint and e.customer_id = c.id) as erased\nfrom customers.same s\njoin customers.customer c on c.company_id = $1::bigint and c.id = s.member_id\nleft join customers.person_data d on d.company_id = $1::bigint and d.customer_id = c.id and d.id = 0\n-- The decision: rows since then only say that it went along with another.\nleft join lateral (select g.* from customers.merge g where g.company_id = $1::bigint and g.customer_id = c.id\n  and g.into_id is distinct from (select p.into_id from customers.merge p\n    where p.company_id = $1::bigint and p.customer_id = g.customer_id and p.version = g.version - 1)\n  order by g.version desc limit 1) g on g.into_id is not null\nleft join customers.customer i on i.company_id = $1::bigint and i.id = g.into_id\nleft join platform.company_log b on b.company_id = $1::bigint and b.batch = g.batch\nwhere s.company_id = $1::bigint and s.number = $2::text and $3::boolean\norder by head desc, c.number",
}

/** What was decided of the records of the customer and of those that once were: not the rows of others that went along. */
export const readCustomerMerges: ReadStatement<{ companyId: bigint | null; number: string | null; seesAll: boolean | null }, { at: Date; actor: string; reason: string; rule: string | null; number: string; into_number: string | null }> = {
  name: 'insight.read_customer_merges',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'number', type: 'text', array: false },
    { name: 'seesAll', type: 'boolean', array: false },
  ],
  text: "select b.at, g.actor, g.reason, g.rule, c.number, i.number as into_number\nfrom (\n  select g.* from customers.same s\n  join customers.merge g on g.company_id = $1::bigint and g.customer_id = s.member_id\n  where s.company_id = $1::bigint and s.number = $2::text and $3::boolean\n  union\n  select n.* from customers.same s\n  join customers.merge g on g.company_id = $1::bigint and g.head_id = s.member_id\n  join customers.merge n on n.company_id = $1::bigint and n.customer_id = g.customer_id and n.version in (g.version, g.version + 1)\n  where s.company_id = $1::bigint and s.number = $2::text and $3::boolean\n) g\njoin customers.customer c on c.company_id = $1::bigint and c.id = g.customer_id\nleft join customers.customer i on i.company_id = $1::bigint and i.id = g.into_id\njoin platform.company_log b on b.company_id = $1::bigint and b.batch = g.batch\nwhere g.into_id is distinct from (select p.into_id from customers.merge p\n  where p.company_id = $1::bigint and p.customer_id = g.customer_id and p.version = g.version - 1)\norder by b.pos desc, c.number limit 50",
}

export const readCustomerNumbers: ReadStatement<{ companyId: bigint | null; number: string | null; seesAll: boolean | null }, { system: string; number: string; customer_number: string }> = {
  name: 'insight.read_customer_numbers',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'number', type: 'text', array: false },
    { name: 'seesAll', type: 'boolean', array: false },
  ],
  text: "select s.system, s.number, c.number as customer_number\nfrom customers.same m\njoin customers.alternate_number s on s.company_id = $1::bigint and s.customer_id = m.member_id\njoin customers.customer c on c.company_id = $1::bigint and c.id = m.member_id\nwhere m.company_id = $1::bigint and m.number = $2::text\n  and ($3::boolean or m.member_id = m.customer_id)\norder by s.system, s.number, c.number limit 200",
}

/** Which firm acts for an account, and for how many an account acts, is told to those who see all of them. */
export const readCustomerAccounts: ReadStatement<{ seesAll: boolean | null; companyId: bigint | null; number: string | null; scope: readonly bigint[] }, { id: bigint; number: string; member_id: bigint; currency: string; terms_days: number; segment: string; ship_to_country: string; ship_to_region: string; tax_exempt: boolean; credit_limit: bigint | null; open_orders: bigint; open_receivables: bigint; unapplied: bigint; partner: string | null; acts_for: number }> = {
  name: 'insight.read_customer_accounts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'seesAll', type: 'boolean', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'number', type: 'text', array: false },
    { name: 'scope', type: 'bigint', array: true },
  ],
  text: "select a.id, a.number, c.member_id, a.currency, a.terms_days, a.segment, a.ship_to_country, a.ship_to_region, a.tax_exempt,\n  g.credit_limit, coalesce(g.open_orders, 0) as open_orders, coalesce(g.open_receivables, 0) as open_receivables,\n  coalesce(g.unapplied, 0) as unapplied, r.number as partner,\n  (select count(*) from customers.account_partner n\n    where $1::boolean and n.company_id = $2::bigint and n.partner_id = a.id)::integer as acts_for\nfrom customers.same c\njoin customers.account a on a.company_id = $2::bigint and a.customer_id = c.member_id\nleft join customers.credit_gate g on g.company_id = $2::bigint and g.account_id = a.id\nleft join customers.account_partner p on $1::boolean and p.company_id = $2::bigint and p.account_id = a.id\nleft join customers.account r on r.company_id = $2::bigint and r.id = p.partner_id\nwhere c.company_id = $2::bigint and c.number = $3::text\n  and ($1::boolean or (c.member_id = c.customer_id and a.id = any($4::bigint[])))\norder by a.number",
}

/** The newest orders over all accounts of the customer, or the one that is asked for. */
export const readCustomerOrders: ReadStatement<{ companyId: bigint | null; orderId: bigint | null; orders: bigint | null; number: string | null; seesAll: boolean | null; scope: readonly bigint[] }, { order_id: bigint; source: string; external_id: string; account_id: bigint | null; placed_at: Date; currency: string; total: bigint; lines: number; state: string; status: string; fulfillment_status: string; billing_status: string; payment_status: string; promised_on: string | null; account_number: string; member_id: bigint; fallout: boolean }> = {
  name: 'insight.read_customer_orders',
  kind: 'read',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
    { name: 'orders', type: 'bigint', array: false },
    { name: 'number', type: 'text', array: false },
    { name: 'seesAll', type: 'boolean', array: false },
    { name: 'scope', type: 'bigint', array: true },
  ],
  text: "select o.order_id, o.source, o.external_id, o.account_id, o.placed_at, o.currency, o.total, o.lines, o.state, o.status,\n  o.fulfillment_status, o.billing_status, o.payment_status, o.promised_on, a.number as account_number, c.member_id,\n  exists (select from orchestration.task t where t.company_id = $1::bigint and t.order_id = o.order_id\n    and t.problem is not null and t.state = 'failed') as fallout\nfrom customers.same c\njoin customers.account a on a.company_id = $1::bigint and a.customer_id = c.member_id\ncross join lateral (\n  select s.order_id, o.source, o.external_id, o.account_id, o.placed_at, o.currency, o.total, s.lines, s.state, s.status,\n    s.fulfillment_status, s.billing_status, s.payment_status, s.promised_on\n  from orders.sales_order o\n  join orders.order_state s on s.company_id = $1::bigint and s.order_id = o.id and s.version = o.version\n  where o.company_id = $1::bigint and o.account_id = a.id and ($2::bigint is null or o.id = $2::bigint)\n  order by o.placed_at desc, o.id desc limit $3::bigint\n) o\nwhere c.company_id = $1::bigint and c.number = $4::text\n  and ($5::boolean or (c.member_id = c.customer_id and a.id = any($6::bigint[])))\norder by o.placed_at desc, o.order_id desc limit $3::bigint",
}

/** Of each account the first 200 along its index, of all together the first 200. */
export const readCustomerOpenItems: ReadStatement<{ companyId: bigint | null; number: string | null; seesAll: boolean | null; scope: readonly bigint[] }, { account_number: string; invoice_id: bigint; cause_id: bigint | null; due_on: string; currency: string; original: bigint; open: bigint; year: number | null; number: bigint | null; prefix: string | null }> = {
  name: 'insight.read_customer_open_items',
  kind: 'read',
  lockClass: 'insert',
  sequence: 10,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'number', type: 'text', array: false },
    { name: 'seesAll', type: 'boolean', array: false },
    { name: 'scope', type: 'bigint', array: true },
  ],
  text: "select a.number as account_number, i.invoice_id, i.cause_id, i.due_on, i.currency, i.original, i.open, n.year, n.number,\n  e.prefix\nfrom customers.same c\njoin customers.account a on a.company_id = $1::bigint and a.customer_id = c.member_id\ncross join lateral (select * from billing.open_item i\n  where i.company_id = $1::bigint and i.account_id = a.id and i.open <> 0 order by i.due_on, i.invoice_id limit 200) i\njoin billing.invoice v on v.company_id = $1::bigint and v.id = i.invoice_id\nleft join platform.document_number n on n.company_id = $1::bigint and n.document_id = i.invoice_id\nleft join organization.document_series e on e.company_id = $1::bigint and e.code = v.series\nwhere c.company_id = $1::bigint and c.number = $2::text\n  and ($3::boolean or (c.member_id = c.customer_id and a.id = any($4::bigint[])))\norder by i.due_on, i.invoice_id limit 200",
}

export const readCustomerUnapplied: ReadStatement<{ companyId: bigint | null; number: string | null; seesAll: boolean | null; scope: readonly bigint[] }, { account_number: string; receipt_id: bigint; kind: string; currency: string; amount: bigint; received_on: string }> = {
  name: 'insight.read_customer_unapplied',
  kind: 'read',
  lockClass: 'insert',
  sequence: 11,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'number', type: 'text', array: false },
    { name: 'seesAll', type: 'boolean', array: false },
    { name: 'scope', type: 'bigint', array: true },
  ],
  text: "select a.number as account_number, u.receipt_id, u.kind, u.currency, u.amount, r.received_on\nfrom customers.same c\njoin customers.account a on a.company_id = $1::bigint and a.customer_id = c.member_id\ncross join lateral (select * from billing.unapplied u\n  where u.company_id = $1::bigint and u.account_id = a.id and u.amount > 0 order by u.receipt_id limit 200) u\njoin billing.receipt r on r.company_id = $1::bigint and r.id = u.receipt_id\nwhere c.company_id = $1::bigint and c.number = $2::text\n  and ($3::boolean or (c.member_id = c.customer_id and a.id = any($4::bigint[])))\norder by u.receipt_id limit 200",
}

export const readCustomerSites: ReadStatement<{ companyId: bigint | null; number: string | null; seesAll: boolean | null }, { member_id: bigint; code: string; ship_to: boolean; bill_to: boolean; country: string; region: string; active: boolean; person_id: bigint | null; name: string | null; email: string | null; phone: string | null; address: Json | null }> = {
  name: 'insight.read_customer_sites',
  kind: 'read',
  lockClass: 'insert',
  sequence: 12,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'number', type: 'text', array: false },
    { name: 'seesAll', type: 'boolean', array: false },
  ],
  text: "select c.member_id, s.code, s.ship_to, s.bill_to, s.country, s.region, s.active, d.id as person_id, d.name, d.email, d.phone, d.address\nfrom customers.same c\njoin customers.site s on s.company_id = $1::bigint and s.customer_id = c.member_id\nleft join customers.person_data d on d.company_id = $1::bigint and d.customer_id = s.customer_id and d.id = s.person_id\nwhere c.company_id = $1::bigint and c.number = $2::text\n  and ($3::boolean or c.member_id = c.customer_id)\norder by s.code, c.member_id limit 200",
}

/** Of each record the newest counts. Rows from before their history was kept have no time. */
export const readLegalHolds: ReadStatement<{ companyId: bigint | null; number: string | null; seesAll: boolean | null }, { at: Date | null; member_id: bigint; until: string | null; reason: string; placed_by: string; counts: boolean }> = {
  name: 'insight.read_legal_holds',
  kind: 'read',
  lockClass: 'insert',
  sequence: 13,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'number', type: 'text', array: false },
    { name: 'seesAll', type: 'boolean', array: false },
  ],
  text: "select g.at, c.member_id, h.until, h.reason, h.placed_by, not exists (select from customers.legal_hold n\n  where n.company_id = $1::bigint and n.customer_id = h.customer_id and n.version > h.version) as counts\nfrom customers.same c\njoin customers.legal_hold h on h.company_id = $1::bigint and h.customer_id = c.member_id\nleft join platform.company_log g on g.company_id = $1::bigint and g.batch = h.batch\nwhere c.company_id = $1::bigint and c.number = $2::text and $3::boolean\norder by counts desc, g.pos desc nulls last, h.version desc limit 150",
}

export const readErasures: ReadStatement<{ companyId: bigint | null; number: string | null; seesAll: boolean | null }, { at: Date; member_id: bigint; actor: string; reason: string; forced: boolean; person_rows: number | null; bodies: number | null; drafts: number | null; finished: boolean }> = {
  name: 'insight.read_erasures',
  kind: 'read',
  lockClass: 'insert',
  sequence: 14,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'number', type: 'text', array: false },
    { name: 'seesAll', type: 'boolean', array: false },
  ],
  text: "select g.at, c.member_id, e.actor, e.reason, e.forced, e.person_rows, e.bodies, e.drafts, e.finished\nfrom customers.same c\njoin customers.erasure e on e.company_id = $1::bigint and e.customer_id = c.member_id\njoin platform.company_log g on g.company_id = $1::bigint and g.batch = e.batch\nwhere c.company_id = $1::bigint and c.number = $2::text and $3::boolean\norder by g.pos desc limit 50",
}

/** Figures over all orders and documents of the customer, by currency, from the newest `budget` of each account. */
export const readCustomerLifetime: ReadStatement<{ companyId: bigint | null; budget: bigint | null; number: string | null; seesAll: boolean | null; scope: readonly bigint[] }, { currency: string; orders: bigint; cancelled: bigint; ordered: bigint; invoices: bigint; billed: bigint; credit_memos: bigint; credited: bigint; looked: bigint }> = {
  name: 'insight.read_customer_lifetime',
  kind: 'read',
  lockClass: 'insert',
  sequence: 15,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'budget', type: 'bigint', array: false },
    { name: 'number', type: 'text', array: false },
    { name: 'seesAll', type: 'boolean', array: false },
    { name: 'scope', type: 'bigint', array: true },
  ],
  text: "select f.currency, sum(f.orders)::bigint as orders, sum(f.cancelled)::bigint as cancelled, sum(f.ordered)::bigint as ordered,\n  sum(f.invoices)::bigint as invoices, sum(f.billed)::bigint as billed, sum(f.credit_memos)::bigint as credit_memos,\n  sum(f.credited)::bigint as credited, max(f.looked)::bigint as looked\nfrom customers.same c\njoin customers.account a on a.company_id = $1::bigint and a.customer_id = c.member_id\ncross join lateral (\n  select o.currency, count(*) filter (where s.state <> 'cancelled') as orders, count(*) filter (where s.state = 'cancelled') as cancelled,\n    coalesce(sum(o.total) filter (where s.state <> 'cancelled'), 0) as ordered, 0 as invoices, 0 as billed, 0 as credit_memos,\n    0 as credited, count(*) as looked\n  from (\n    select o.id, o.version, o.currency, o.total from orders.sales_order o\n    where o.company_id = $1::bigint and o.account_id = a.id\n    order by o.placed_at desc, o.id desc limit $2::bigint\n  ) o\n  join orders.order_state s on s.company_id = $1::bigint and s.order_id = o.id and s.version = o.version\n  where s.state not in ('draft', 'pending_approval', 'rejected')\n  group by o.currency\n  union all\n  select v.currency, 0, 0, 0, count(*) filter (where v.kind = 'invoice'), coalesce(sum(v.total) filter (where v.kind = 'invoice'), 0),\n    count(*) filter (where v.kind = 'credit_memo'), coalesce(sum(v.total) filter (where v.kind = 'credit_memo'), 0), count(*)\n  from (\n    select i.invoice_id from billing.open_item i\n    where i.company_id = $1::bigint and i.account_id = a.id\n    order by i.invoice_id desc limit $2::bigint\n  ) i\n  join billing.invoice v on v.company_id = $1::bigint and v.id = i.invoice_id\n  group by v.currency\n) f\nwhere c.company_id = $1::bigint and c.number = $3::text\n  and ($4::boolean or (c.member_id = c.customer_id and a.id = any($5::bigint[])))\ngroup by f.currency order by f.currency",
}

/** The newest returns, and how many there are. */
export const readCustomerReturns: ReadStatement<{ companyId: bigint | null; budget: bigint | null; number: string | null; seesAll: boolean | null; scope: readonly bigint[] }, { id: bigint; order_id: bigint | null; account_number: string; returned_on: string; reason: string; returns: bigint }> = {
  name: 'insight.read_customer_returns',
  kind: 'read',
  lockClass: 'insert',
  sequence: 16,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'budget', type: 'bigint', array: false },
    { name: 'number', type: 'text', array: false },
    { name: 'seesAll', type: 'boolean', array: false },
    { name: 'scope', type: 'bigint', array: true },
  ],
  text: "select r.id, r.order_id, r.account_number, r.returned_on, r.reason, count(*) over () as returns\nfrom (\n  select r.id, r.order_id, a.number as account_number, r.returned_on, r.reason\n  from customers.same c\n  join customers.account a on a.company_id = $1::bigint and a.customer_id = c.member_id\n  cross join lateral (\n    select r.id, r.order_id, r.returned_on, r.reason from fulfillment.customer_return r\n    where r.company_id = $1::bigint and r.account_id = a.id\n    order by r.id desc limit $2::bigint\n  ) r\n  where c.company_id = $1::bigint and c.number = $3::text\n    and ($4::boolean or (c.member_id = c.customer_id and a.id = any($5::bigint[])))\n) r\norder by r.id desc limit 50",
}

export const readCustomerReceipts: ReadStatement<{ companyId: bigint | null; number: string | null; seesAll: boolean | null; scope: readonly bigint[] }, { id: bigint; account_number: string; received_on: string; currency: string; amount: bigint; method: string; reference: string | null; unapplied: bigint | null }> = {
  name: 'insight.read_customer_receipts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 17,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'number', type: 'text', array: false },
    { name: 'seesAll', type: 'boolean', array: false },
    { name: 'scope', type: 'bigint', array: true },
  ],
  text: "select r.id, a.number as account_number, r.received_on, r.currency, r.amount, r.method, r.reference, u.amount as unapplied\nfrom customers.same c\njoin customers.account a on a.company_id = $1::bigint and a.customer_id = c.member_id\ncross join lateral (\n  select r.id, r.received_on, r.currency, r.amount, r.method, r.reference from billing.receipt r\n  where r.company_id = $1::bigint and r.account_id = a.id\n  order by r.id desc limit 50\n) r\nleft join billing.unapplied u on u.company_id = $1::bigint and u.account_id = a.id and u.receipt_id = r.id\nwhere c.company_id = $1::bigint and c.number = $2::text\n  and ($3::boolean or (c.member_id = c.customer_id and a.id = any($4::bigint[])))\norder by r.id desc limit 50",
}

/** Whoever sees some accounts only is told of those that it was shown as they stand. */
export const readCustomerQuotes: ReadStatement<{ companyId: bigint | null; seesAll: boolean | null; number: string | null; scope: readonly bigint[] }, { id: bigint; state: string; version: number; made_at: Date; account_number: string; valid_until: string; customer_reference: string | null }> = {
  name: 'insight.read_customer_quotes',
  kind: 'read',
  lockClass: 'insert',
  sequence: 18,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'seesAll', type: 'boolean', array: false },
    { name: 'number', type: 'text', array: false },
    { name: 'scope', type: 'bigint', array: true },
  ],
  text: "select q.id, q.state, q.version, q.made_at, v.account_number, v.valid_until, v.customer_reference\nfrom (\n  select q.* from customers.same c\n  join customers.account a on a.company_id = $1::bigint and a.customer_id = c.member_id\n  cross join lateral (\n    select q.id, q.state, q.version, q.made_at from negotiation.quote q\n    where q.company_id = $1::bigint and q.account_id = a.id and ($2::boolean or q.sent_version = q.version)\n    order by q.id desc limit 50\n  ) q\n  where c.company_id = $1::bigint and c.number = $3::text\n    and ($2::boolean or (c.member_id = c.customer_id and a.id = any($4::bigint[])))\n  order by q.id desc limit 50\n) q\njoin negotiation.quote_version v on v.company_id = $1::bigint and v.quote_id = q.id and v.version = q.version\norder by q.id desc",
}

/** Holds that are not released yet, among the newest orders of each account. */
export const readCustomerHolds: ReadStatement<{ companyId: bigint | null; budget: bigint | null; number: string | null; seesAll: boolean | null; scope: readonly bigint[] }, { order_id: bigint; id: bigint; code: string; reason: string; kind: string }> = {
  name: 'insight.read_customer_holds',
  kind: 'read',
  lockClass: 'insert',
  sequence: 19,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'budget', type: 'bigint', array: false },
    { name: 'number', type: 'text', array: false },
    { name: 'seesAll', type: 'boolean', array: false },
    { name: 'scope', type: 'bigint', array: true },
  ],
  text: "select h.order_id, h.id, h.code, h.reason, h.kind\nfrom customers.same c\njoin customers.account a on a.company_id = $1::bigint and a.customer_id = c.member_id\ncross join lateral (\n  select o.id, o.version from orders.sales_order o\n  where o.company_id = $1::bigint and o.account_id = a.id\n  order by o.placed_at desc, o.id desc limit $2::bigint\n) o\njoin orders.order_state s on s.company_id = $1::bigint and s.order_id = o.id and s.version = o.version and s.open_holds > 0\njoin orders.hold h on h.company_id = $1::bigint and h.order_id = o.id and h.released_batch is null\nwhere c.company_id = $1::bigint and c.number = $3::text\n  and ($4::boolean or (c.member_id = c.customer_id and a.id = any($5::bigint[])))\norder by h.order_id desc, h.id limit 200",
}

/** Of all records, in the order in which they became facts, the newest first; the text is null when it was erased. They are for the company alone. */
export const readCustomerNotes: ReadStatement<{ companyId: bigint | null; number: string | null; seesAll: boolean | null; afterPos: bigint | null; afterId: bigint | null; fetch: bigint | null }, { pos: bigint; id: bigint; number: string; actor: string; at: Date; text: string | null }> = {
  name: 'insight.read_customer_notes',
  kind: 'read',
  lockClass: 'insert',
  sequence: 20,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'number', type: 'text', array: false },
    { name: 'seesAll', type: 'boolean', array: false },
    { name: 'afterPos', type: 'bigint', array: false },
    { name: 'afterId', type: 'bigint', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select g.pos, n.id, c.number, n.actor, g.at, d.note as text\nfrom customers.same s\njoin customers.note n on n.company_id = $1::bigint and n.customer_id = s.member_id\njoin customers.customer c on c.company_id = $1::bigint and c.id = n.customer_id\njoin platform.company_log g on g.company_id = $1::bigint and g.batch = n.batch\nleft join customers.person_data d on d.company_id = $1::bigint and d.customer_id = n.customer_id and d.id = n.id\nwhere s.company_id = $1::bigint and s.number = $2::text and $3::boolean\n  and ($4::bigint is null or (g.pos, n.id) < ($4::bigint, $5::bigint))\norder by g.pos desc, n.id desc limit $6::bigint",
}
