// Written by `npm run generate` from search.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

/** Customers along the keys of what is personal, each an index of its own; what is said exactly comes first in each. */
export const searchPersons: ReadStatement<{ fields: readonly string[]; texts: readonly string[]; ends: readonly string[]; companyId: bigint | null; fetch: bigint | null }, { customer_id: bigint; field: string; key: string }> = {
  name: 'insight.search_persons',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'fields', type: 'text', array: true },
    { name: 'texts', type: 'text', array: true },
    { name: 'ends', type: 'text', array: true },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select k.customer_id, w.field, k.key\nfrom unnest($1::text[], $2::text[], $3::text[]) as w(field, text, upto)\ncross join lateral (\n  (select d.customer_id, lower(d.email) as key from customers.person_data d\n  where w.field = 'email' and d.company_id = $4::bigint and d.email is not null\n    and lower(d.email) >= w.text collate \"C\" and lower(d.email) < w.upto collate \"C\"\n  order by lower(d.email) limit $5::bigint)\n  union all\n  (select d.customer_id, reverse(regexp_replace(d.phone, '[^0-9]', '', 'g')) from customers.person_data d\n  where w.field = 'phone' and d.company_id = $4::bigint and d.phone is not null\n    and reverse(regexp_replace(d.phone, '[^0-9]', '', 'g')) >= w.text collate \"C\" and reverse(regexp_replace(d.phone, '[^0-9]', '', 'g')) < w.upto collate \"C\"\n  order by reverse(regexp_replace(d.phone, '[^0-9]', '', 'g')) limit $5::bigint)\n  union all\n  (select d.customer_id, upper(regexp_replace(d.address ->> 'postcode', '\\W', '', 'g')) collate \"C\" from customers.person_data d\n  where w.field = 'postcode' and d.company_id = $4::bigint and d.address ->> 'postcode' is not null\n    and upper(regexp_replace(d.address ->> 'postcode', '\\W', '', 'g')) collate \"C\" >= w.text collate \"C\" and upper(regexp_replace(d.address ->> 'postcode', '\\W', '', 'g')) collate \"C\" < w.upto collate \"C\"\n  order by upper(regexp_replace(d.address ->> 'postcode', '\\W', '', 'g')) collate \"C\" limit $5::bigint)\n  union all\n  (select d.customer_id, d.search_name from customers.person_data d\n  where w.field = 'name' and d.company_id = $4::bigint and d.search_name is not null\n    and d.search_name ~>=~ w.text collate \"C\" and d.search_name ~<~ w.upto collate \"C\"\n  order by d.search_name using ~<~ limit $5::bigint)\n  union all\n  (select d.customer_id, substring(d.search_name from '[^ ]+$') from customers.person_data d\n  where w.field = 'name' and d.company_id = $4::bigint and d.search_name like '% %'\n    and substring(d.search_name from '[^ ]+$') >= w.text collate \"C\" and substring(d.search_name from '[^ ]+$') < w.upto collate \"C\"\n  order by substring(d.search_name from '[^ ]+$') limit $5::bigint)\n  union all\n  (select d.customer_id, lower(d.name) collate \"C\" from customers.person_data d\n  where w.field = 'name' and d.company_id = $4::bigint and d.id <> 0 and d.name is not null\n    and lower(d.name) collate \"C\" >= w.text collate \"C\" and lower(d.name) collate \"C\" < w.upto collate \"C\"\n  order by lower(d.name) collate \"C\" limit $5::bigint)\n) k",
}

/** The same for who sees some accounts only: what their customers have is read, and nothing else. */
export const searchPersonsAmong: ReadStatement<{ companyId: bigint | null; scope: readonly bigint[]; fields: readonly string[]; texts: readonly string[]; ends: readonly string[]; fetch: bigint | null }, { customer_id: bigint; field: string; key: string }> = {
  name: 'insight.search_persons_among',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'scope', type: 'bigint', array: true },
    { name: 'fields', type: 'text', array: true },
    { name: 'texts', type: 'text', array: true },
    { name: 'ends', type: 'text', array: true },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select d.customer_id, w.field, k.key\nfrom (select distinct a.customer_id as id from customers.account a\n  where a.company_id = $1::bigint and a.id = any($2::bigint[])) c\ncross join lateral (\n  select * from customers.person_data d where d.company_id = $1::bigint and d.customer_id = c.id offset 0\n) d\ncross join lateral (values ('email', lower(d.email)), ('phone', reverse(regexp_replace(d.phone, '[^0-9]', '', 'g'))),\n  ('postcode', upper(regexp_replace(d.address ->> 'postcode', '\\W', '', 'g')) collate \"C\"),\n  ('name', d.search_name), ('name', substring(d.search_name from '[^ ]+$')), ('name', lower(d.name) collate \"C\")) k(field, key)\njoin unnest($3::text[], $4::text[], $5::text[]) as w(field, text, upto)\n  on k.field = w.field and k.key >= w.text collate \"C\" and k.key < w.upto collate \"C\"\norder by k.key limit $6::bigint",
}

/** Customers by the beginning of their own number, of an account's, or of one in another system. */
export const searchCustomerNumbers: ReadStatement<{ texts: readonly string[]; ends: readonly string[]; companyId: bigint | null; seesAll: boolean | null; scope: readonly bigint[]; fetch: bigint | null }, { customer_id: bigint; field: string; key: string }> = {
  name: 'insight.search_customer_numbers',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'texts', type: 'text', array: true },
    { name: 'ends', type: 'text', array: true },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'seesAll', type: 'boolean', array: false },
    { name: 'scope', type: 'bigint', array: true },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select f.customer_id, f.field, f.key\nfrom unnest($1::text[], $2::text[]) as w(text, upto)\ncross join lateral (\n  (select c.id as customer_id, 'number' as field, c.number as key from customers.customer c\n  where c.company_id = $3::bigint and c.number >= w.text collate \"C\" and c.number < w.upto collate \"C\"\n    and ($4::boolean or exists (select from customers.account a\n      where a.company_id = $3::bigint and a.customer_id = c.id and a.id = any($5::bigint[])))\n  order by c.number limit $6::bigint)\n  union all\n  (select a.customer_id, 'account', a.number from customers.account a\n  where a.company_id = $3::bigint and a.number >= w.text collate \"C\" and a.number < w.upto collate \"C\"\n    and ($4::boolean or a.id = any($5::bigint[]))\n  order by a.number limit $6::bigint)\n  union all\n  (select n.customer_id, 'alternate_number', n.number from customers.alternate_number n\n  where n.company_id = $3::bigint and n.number >= w.text collate \"C\" and n.number < w.upto collate \"C\"\n    and ($4::boolean or exists (select from customers.account a\n      where a.company_id = $3::bigint and a.customer_id = n.customer_id and a.id = any($5::bigint[])))\n  order by n.number limit $6::bigint)\n) f",
}

export const readCustomersFound: ReadStatement<{ customerIds: readonly bigint[]; companyId: bigint | null; seesAll: boolean | null; scope: readonly bigint[] }, { id: bigint; number: string; name: string | null; email: string | null }> = {
  name: 'insight.read_customers_found',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'customerIds', type: 'bigint', array: true },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'seesAll', type: 'boolean', array: false },
    { name: 'scope', type: 'bigint', array: true },
  ],
  text: "select c.id, c.number, d.name, d.email\nfrom unnest($1::bigint[]) as w(id)\njoin customers.customer c on c.company_id = $2::bigint and c.id = w.id\nleft join customers.person_data d on d.company_id = $2::bigint and d.customer_id = c.id and d.id = 0\nwhere $3::boolean or exists (select from customers.account a\n  where a.company_id = $2::bigint and a.customer_id = c.id and a.id = any($4::bigint[]))",
}

/** Orders by what a channel or a customer calls them, and shipments by what their carrier does. */
export const searchOrders: ReadStatement<{ texts: readonly string[]; ends: readonly string[]; companyId: bigint | null; fetch: bigint | null }, { order_id: bigint; field: string; key: string; shipment_id: bigint | null }> = {
  name: 'insight.search_orders',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'texts', type: 'text', array: true },
    { name: 'ends', type: 'text', array: true },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select f.order_id, f.field, f.key, f.shipment_id\nfrom unnest($1::text[], $2::text[]) as w(text, upto)\ncross join lateral (\n  select k.order_id, 'external_id' as field, k.external_id as key, null::bigint as shipment_id\n  from orders.source_system s cross join lateral (\n    select k.order_id, k.external_id from orders.source_key k\n    where k.company_id = $3::bigint and k.source = s.code and k.external_id >= w.text collate \"C\"\n      and k.external_id < w.upto collate \"C\"\n    order by k.external_id limit $4::bigint\n  ) k\n  where s.company_id = $3::bigint\n  union all\n  (select o.id, 'customer_reference', o.customer_reference, null from orders.sales_order o\n  where o.company_id = $3::bigint and o.customer_reference >= w.text collate \"C\"\n    and o.customer_reference < w.upto collate \"C\"\n  order by o.customer_reference limit $4::bigint)\n  union all\n  (select p.cause_id, 'tracking_number', p.tracking_number, p.id from fulfillment.shipment p\n  where p.company_id = $3::bigint and p.tracking_number >= w.text collate \"C\"\n    and p.tracking_number < w.upto collate \"C\"\n  order by p.tracking_number limit $4::bigint)\n) f",
}

/** The same among the newest orders of each account that is seen. */
export const searchOrdersAmong: ReadStatement<{ scope: readonly bigint[]; companyId: bigint | null; budget: bigint | null; texts: readonly string[]; ends: readonly string[]; fetch: bigint | null }, { order_id: bigint; field: string; key: string; shipment_id: bigint | null }> = {
  name: 'insight.search_orders_among',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'scope', type: 'bigint', array: true },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'budget', type: 'bigint', array: false },
    { name: 'texts', type: 'text', array: true },
    { name: 'ends', type: 'text', array: true },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select f.order_id, f.field, f.key, f.shipment_id\nfrom unnest($1::bigint[]) as a(id)\ncross join lateral (\n  select o.id, o.external_id, o.customer_reference from orders.sales_order o\n  where o.company_id = $2::bigint and o.account_id = a.id\n  order by o.placed_at desc, o.id desc limit $3::bigint\n) o\ncross join lateral (\n  select o.id as order_id, 'external_id' as field, o.external_id as key, null::bigint as shipment_id\n  union all\n  select o.id, 'customer_reference', o.customer_reference, null where o.customer_reference is not null\n  union all\n  select p.cause_id, 'tracking_number', p.tracking_number, p.id from fulfillment.shipment p\n  where p.company_id = $2::bigint and p.cause_id = o.id and p.tracking_number is not null\n) f\njoin unnest($4::text[], $5::text[]) as w(text, upto) on f.key >= w.text collate \"C\" and f.key < w.upto collate \"C\"\nlimit $6::bigint",
}

export const readOrdersFound: ReadStatement<{ orderIds: readonly bigint[]; companyId: bigint | null; seesAll: boolean | null; scope: readonly bigint[] }, { id: bigint; external_id: string; status: string; customer_number: string | null; customer_name: string | null }> = {
  name: 'insight.read_orders_found',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'orderIds', type: 'bigint', array: true },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'seesAll', type: 'boolean', array: false },
    { name: 'scope', type: 'bigint', array: true },
  ],
  text: "select o.id, o.external_id, s.status, c.number as customer_number, d.name as customer_name\nfrom (select distinct w.id from unnest($1::bigint[]) as w(id)) w\njoin orders.order_state s on s.company_id = $2::bigint and s.order_id = w.id\njoin orders.sales_order o on o.company_id = $2::bigint and o.id = s.order_id and o.version = s.version\nleft join customers.account a on a.company_id = $2::bigint and a.id = o.account_id\nleft join customers.customer c on c.company_id = $2::bigint and c.id = a.customer_id\nleft join customers.person_data d on d.company_id = $2::bigint and d.customer_id = c.id and d.id = 0\nwhere $3::boolean or o.account_id = any($4::bigint[])",
}

/** Invoices and credit memos by id or printed number, whose prefix and year may be left out. */
export const searchDocuments: ReadStatement<{ companyId: bigint | null; number: bigint | null; prefix: string | null; year: number | null; invoiceId: bigint | null; seesAll: boolean | null; scope: readonly bigint[]; fetch: bigint | null }, { id: bigint; kind: string; currency: string; total: bigint; account_number: string; year: number | null; number: bigint | null; prefix: string | null }> = {
  name: 'insight.search_documents',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'number', type: 'bigint', array: false },
    { name: 'prefix', type: 'text', array: false },
    { name: 'year', type: 'integer', array: false },
    { name: 'invoiceId', type: 'bigint', array: false },
    { name: 'seesAll', type: 'boolean', array: false },
    { name: 'scope', type: 'bigint', array: true },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select v.id, v.kind, v.currency, v.total, a.number as account_number, n.year, n.number, e.prefix\nfrom (\n  select n.document_id as id from platform.number_series y\n  join organization.document_series e on e.company_id = $1::bigint and e.code = y.series\n  join platform.document_number n on n.company_id = $1::bigint and n.series = y.series and n.year = y.year\n    and n.number = $2::bigint\n  where y.company_id = $1::bigint and ($3::text = '' or upper(e.prefix) = $3::text)\n    and ($4::integer = 0 or y.year = $4::integer)\n  union all\n  select $5::bigint where $5::bigint is not null\n) f\njoin billing.invoice v on v.company_id = $1::bigint and v.id = f.id\njoin customers.account a on a.company_id = $1::bigint and a.id = v.account_id\nleft join platform.document_number n on n.company_id = $1::bigint and n.document_id = v.id\nleft join organization.document_series e on e.company_id = $1::bigint and e.code = n.series\nwhere $6::boolean or v.account_id = any($7::bigint[])\norder by v.id desc limit $8::bigint",
}

/** By id or by the reference that came with the money. */
export const searchReceipts: ReadStatement<{ texts: readonly string[]; ends: readonly string[]; companyId: bigint | null; seesAll: boolean | null; scope: readonly bigint[]; fetch: bigint | null; receiptId: bigint | null }, { id: bigint; reference: string | null; received_on: string; currency: string; amount: bigint; account_number: string }> = {
  name: 'insight.search_receipts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'texts', type: 'text', array: true },
    { name: 'ends', type: 'text', array: true },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'seesAll', type: 'boolean', array: false },
    { name: 'scope', type: 'bigint', array: true },
    { name: 'fetch', type: 'bigint', array: false },
    { name: 'receiptId', type: 'bigint', array: false },
  ],
  text: "select r.id, r.reference, r.received_on, r.currency, r.amount, a.number as account_number\nfrom (\n  select f.id from unnest($1::text[], $2::text[]) as w(text, upto) cross join lateral (\n    select r.id from billing.receipt r\n    where r.company_id = $3::bigint and r.reference >= w.text collate \"C\" and r.reference < w.upto collate \"C\"\n      and ($4::boolean or r.account_id = any($5::bigint[]))\n    order by r.reference limit $6::bigint\n  ) f\n  union select $7::bigint where $7::bigint is not null\n) f\njoin billing.receipt r on r.company_id = $3::bigint and r.id = f.id\njoin customers.account a on a.company_id = $3::bigint and a.id = r.account_id\nwhere $4::boolean or r.account_id = any($5::bigint[])\norder by r.reference, r.id desc limit $6::bigint",
}

export const searchItems: ReadStatement<{ texts: readonly string[]; ends: readonly string[]; companyId: bigint | null; fetch: bigint | null; name: string | null; nameEnd: string | null }, { id: bigint; sku: string; name: string; field: string }> = {
  name: 'insight.search_items',
  kind: 'read',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'texts', type: 'text', array: true },
    { name: 'ends', type: 'text', array: true },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'fetch', type: 'bigint', array: false },
    { name: 'name', type: 'text', array: false },
    { name: 'nameEnd', type: 'text', array: false },
  ],
  text: "select f.id, f.sku, f.name, f.field\nfrom (\n  select k.id, k.sku, k.name, 'sku' as field from unnest($1::text[], $2::text[]) as w(text, upto) cross join lateral (\n    select i.id, i.sku, i.name from catalog.item i\n    where i.company_id = $3::bigint and i.sku >= w.text collate \"C\" and i.sku < w.upto collate \"C\"\n    order by i.sku limit $4::bigint\n  ) k\n  union all\n  (select i.id, i.sku, i.name, 'name' from catalog.item i\n  where i.company_id = $3::bigint and lower(i.name) collate \"C\" >= $5::text collate \"C\"\n    and lower(i.name) collate \"C\" < $6::text collate \"C\"\n  order by lower(i.name) collate \"C\" limit $4::bigint)\n) f",
}

/** Quotes by their own number or by what their customer calls them, as they stand. */
export const searchQuotes: ReadStatement<{ texts: readonly string[]; ends: readonly string[]; companyId: bigint | null; fetch: bigint | null; quoteId: bigint | null }, { id: bigint; state: string; account_number: string; customer_reference: string | null }> = {
  name: 'insight.search_quotes',
  kind: 'read',
  lockClass: 'insert',
  sequence: 10,
  params: [
    { name: 'texts', type: 'text', array: true },
    { name: 'ends', type: 'text', array: true },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'fetch', type: 'bigint', array: false },
    { name: 'quoteId', type: 'bigint', array: false },
  ],
  text: "select q.id, q.state, v.account_number, v.customer_reference\nfrom (\n  select f.quote_id from unnest($1::text[], $2::text[]) as w(text, upto)\n  cross join lateral (select v.quote_id from negotiation.quote_version v\n    where v.company_id = $3::bigint and v.customer_reference collate \"C\" >= w.text collate \"C\"\n      and v.customer_reference collate \"C\" < w.upto collate \"C\"\n    order by v.customer_reference collate \"C\" limit $4::bigint) f\n  union select $5::bigint where $5::bigint is not null\n) f\njoin negotiation.quote q on q.company_id = $3::bigint and q.id = f.quote_id\njoin negotiation.quote_version v on v.company_id = q.company_id and v.quote_id = q.id and v.version = q.version\norder by q.id desc limit $4::bigint",
}

/** The same among the newest quotes of each account that is seen, of those that their customer was shown as they stand. */
export const searchQuotesAmong: ReadStatement<{ scope: readonly bigint[]; companyId: bigint | null; budget: bigint | null; quoteId: bigint | null; texts: readonly string[]; ends: readonly string[]; fetch: bigint | null }, { id: bigint; state: string; account_number: string; customer_reference: string | null }> = {
  name: 'insight.search_quotes_among',
  kind: 'read',
  lockClass: 'insert',
  sequence: 11,
  params: [
    { name: 'scope', type: 'bigint', array: true },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'budget', type: 'bigint', array: false },
    { name: 'quoteId', type: 'bigint', array: false },
    { name: 'texts', type: 'text', array: true },
    { name: 'ends', type: 'text', array: true },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select q.id, q.state, v.account_number, v.customer_reference\nfrom unnest($1::bigint[]) as a(id)\ncross join lateral (\n  select q.id, q.state, q.version from negotiation.quote q\n  where q.company_id = $2::bigint and q.account_id = a.id and q.sent_version = q.version\n  order by q.id desc limit $3::bigint\n) q\njoin negotiation.quote_version v on v.company_id = $2::bigint and v.quote_id = q.id and v.version = q.version\nwhere q.id = $4::bigint or exists (select from unnest($5::text[], $6::text[]) as w(text, upto)\n  where v.customer_reference collate \"C\" >= w.text collate \"C\" and v.customer_reference collate \"C\" < w.upto collate \"C\")\norder by q.id desc limit $7::bigint",
}
