// Written by `npm run generate` from order-list.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

/** One page of orders, newest first, along sales_order_placed. At most `budget` rows are looked at for filters that have no index, so one request never reads a whole company. */
export const listOrdersByTime: ReadStatement<{ companyId: bigint | null; afterAt: Date | null; afterId: bigint | null; placedFrom: string | null; placedTo: string | null; budget: bigint | null; states: readonly string[]; source: string | null; fetch: bigint | null }, { order_id: bigint; source: string; external_id: string; account_id: bigint | null; placed_at: Date; currency: string; total: bigint; lines: number; state: string; status: string; fulfillment_status: string; billing_status: string; payment_status: string; promised_on: string | null; account_number: string | null; customer_number: string | null; customer_name: string | null }> = {
  name: 'insight.list_orders_by_time',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'afterAt', type: 'timestamptz', array: false },
    { name: 'afterId', type: 'bigint', array: false },
    { name: 'placedFrom', type: 'date', array: false },
    { name: 'placedTo', type: 'date', array: false },
    { name: 'budget', type: 'bigint', array: false },
    { name: 'states', type: 'text', array: true },
    { name: 'source', type: 'text', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select l.order_id, l.source, l.external_id, l.account_id, l.placed_at, l.currency, l.total, l.lines, l.state, l.status,\n  l.fulfillment_status, l.billing_status, l.payment_status, l.promised_on,\n  a.number as account_number, c.number as customer_number, d.name as customer_name\nfrom (\n  select o.id as order_id, o.source, o.external_id, o.account_id, o.placed_at, o.currency, o.total, s.lines, s.state, s.status,\n    s.fulfillment_status, s.billing_status, s.payment_status, s.promised_on\n  from (\n    select o.id, o.version, o.source, o.external_id, o.account_id, o.placed_at, o.currency, o.total from orders.sales_order o\n    where o.company_id = $1::bigint\n      and (o.placed_at, o.id) < (coalesce($2::timestamptz, 'infinity'), coalesce($3::bigint, 0))\n      and o.placed_at >= coalesce(($4::date)::timestamp at time zone\n        (select y.time_zone from organization.company y where y.company_id = $1::bigint), '-infinity')\n      and o.placed_at < coalesce(($5::date + 1)::timestamp at time zone\n        (select y.time_zone from organization.company y where y.company_id = $1::bigint), 'infinity')\n    order by o.placed_at desc, o.id desc, o.version desc limit $6::bigint\n  ) o\n  join orders.order_state s on s.company_id = $1::bigint and s.order_id = o.id and s.version = o.version\n  where (cardinality($7::text[]) = 0 or s.state = any($7::text[]))\n    and ($8::text is null or o.source = $8::text)\n  order by o.placed_at desc, o.id desc limit $9::bigint\n) l\nleft join customers.account a on a.company_id = $1::bigint and a.id = l.account_id\nleft join customers.customer c on c.company_id = $1::bigint and c.id = a.customer_id\nleft join customers.person_data d on d.company_id = $1::bigint and d.customer_id = a.customer_id and d.id = 0\norder by l.placed_at desc, l.order_id desc",
}

/** The last row that list_orders_by_time may have looked at: the next page starts behind it. */
export const findBudgetEnd: ReadStatement<{ companyId: bigint | null; afterAt: Date | null; afterId: bigint | null; placedFrom: string | null; placedTo: string | null; budget: bigint | null }, { placed_at: Date; order_id: bigint }> = {
  name: 'insight.find_budget_end',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'afterAt', type: 'timestamptz', array: false },
    { name: 'afterId', type: 'bigint', array: false },
    { name: 'placedFrom', type: 'date', array: false },
    { name: 'placedTo', type: 'date', array: false },
    { name: 'budget', type: 'bigint', array: false },
  ],
  text: "select o.placed_at, o.id as order_id from orders.sales_order o\nwhere o.company_id = $1::bigint\n  and (o.placed_at, o.id) < (coalesce($2::timestamptz, 'infinity'), coalesce($3::bigint, 0))\n  and o.placed_at >= coalesce(($4::date)::timestamp at time zone\n    (select y.time_zone from organization.company y where y.company_id = $1::bigint), '-infinity')\n  and o.placed_at < coalesce(($5::date + 1)::timestamp at time zone\n    (select y.time_zone from organization.company y where y.company_id = $1::bigint), 'infinity')\norder by o.placed_at desc, o.id desc, o.version desc offset $6::bigint - 1 limit 1",
}

/** The same for shown statuses: the first rows of each along order_state_status, merged. */
export const listOrdersByStatus: ReadStatement<{ statuses: readonly string[]; companyId: bigint | null; afterAt: Date | null; afterId: bigint | null; placedFrom: string | null; placedTo: string | null; states: readonly string[]; source: string | null; fetch: bigint | null }, { order_id: bigint; source: string; external_id: string; account_id: bigint | null; placed_at: Date; currency: string; total: bigint; lines: number; state: string; status: string; fulfillment_status: string; billing_status: string; payment_status: string; promised_on: string | null; account_number: string | null; customer_number: string | null; customer_name: string | null }> = {
  name: 'insight.list_orders_by_status',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'statuses', type: 'text', array: true },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'afterAt', type: 'timestamptz', array: false },
    { name: 'afterId', type: 'bigint', array: false },
    { name: 'placedFrom', type: 'date', array: false },
    { name: 'placedTo', type: 'date', array: false },
    { name: 'states', type: 'text', array: true },
    { name: 'source', type: 'text', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select l.order_id, l.source, l.external_id, l.account_id, l.placed_at, l.currency, l.total, l.lines, l.state, l.status,\n  l.fulfillment_status, l.billing_status, l.payment_status, l.promised_on,\n  a.number as account_number, c.number as customer_number, d.name as customer_name\nfrom (\n  select m.* from (select distinct w.status from unnest($1::text[]) as w(status)) w cross join lateral (\n    select s.order_id, o.source, o.external_id, o.account_id, s.placed_at, o.currency, o.total, s.lines, s.state, s.status,\n      s.fulfillment_status, s.billing_status, s.payment_status, s.promised_on\n    from orders.order_state s\n    join orders.sales_order o on o.company_id = $2::bigint and o.id = s.order_id and o.version = s.version\n    where s.company_id = $2::bigint and s.status = w.status\n      and (s.placed_at, s.order_id) < (coalesce($3::timestamptz, 'infinity'), coalesce($4::bigint, 0))\n      and s.placed_at >= coalesce(($5::date)::timestamp at time zone\n        (select y.time_zone from organization.company y where y.company_id = $2::bigint), '-infinity')\n      and s.placed_at < coalesce(($6::date + 1)::timestamp at time zone\n        (select y.time_zone from organization.company y where y.company_id = $2::bigint), 'infinity')\n      and (cardinality($7::text[]) = 0 or s.state = any($7::text[]))\n      and ($8::text is null or s.source = $8::text)\n    order by s.placed_at desc, s.order_id desc limit $9::bigint\n  ) m\n  order by m.placed_at desc, m.order_id desc limit $9::bigint\n) l\nleft join customers.account a on a.company_id = $2::bigint and a.id = l.account_id\nleft join customers.customer c on c.company_id = $2::bigint and c.id = a.customer_id\nleft join customers.person_data d on d.company_id = $2::bigint and d.customer_id = a.customer_id and d.id = 0\norder by l.placed_at desc, l.order_id desc",
}

/** The same for accounts (along sales_order_account) and single orders (by key). `sees_all` sees more accounts than those of `scope`. */
export const listOrdersOf: ReadStatement<{ companyId: bigint | null; orderIds: readonly bigint[]; accountIds: readonly bigint[]; afterAt: Date | null; afterId: bigint | null; placedFrom: string | null; placedTo: string | null; states: readonly string[]; statuses: readonly string[]; source: string | null; fetch: bigint | null; seesAll: boolean | null; scope: readonly bigint[] }, { order_id: bigint; source: string; external_id: string; account_id: bigint; placed_at: Date; currency: string; total: bigint; lines: number; state: string; status: string; fulfillment_status: string; billing_status: string; payment_status: string; promised_on: string; account_number: string | null; customer_number: string | null; customer_name: string | null }> = {
  name: 'insight.list_orders_of',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderIds', type: 'bigint', array: true },
    { name: 'accountIds', type: 'bigint', array: true },
    { name: 'afterAt', type: 'timestamptz', array: false },
    { name: 'afterId', type: 'bigint', array: false },
    { name: 'placedFrom', type: 'date', array: false },
    { name: 'placedTo', type: 'date', array: false },
    { name: 'states', type: 'text', array: true },
    { name: 'statuses', type: 'text', array: true },
    { name: 'source', type: 'text', array: false },
    { name: 'fetch', type: 'bigint', array: false },
    { name: 'seesAll', type: 'boolean', array: false },
    { name: 'scope', type: 'bigint', array: true },
  ],
  text: "select l.order_id, l.source, l.external_id, l.account_id, l.placed_at, l.currency, l.total, l.lines, l.state, l.status,\n  l.fulfillment_status, l.billing_status, l.payment_status, l.promised_on,\n  a.number as account_number, c.number as customer_number, d.name as customer_name\nfrom (\n  select m.* from (\n    select o.* from orders.list o where o.company_id = $1::bigint and o.order_id = any($2::bigint[])\n    union\n    select m.* from (select distinct w.id from unnest($3::bigint[]) as w(id)) w cross join lateral (\n      select o.* from orders.list o\n      where o.company_id = $1::bigint and o.account_id = w.id\n        and (o.placed_at, o.order_id) < (coalesce($4::timestamptz, 'infinity'), coalesce($5::bigint, 0))\n        and o.placed_at >= coalesce(($6::date)::timestamp at time zone\n          (select y.time_zone from organization.company y where y.company_id = $1::bigint), '-infinity')\n        and o.placed_at < coalesce(($7::date + 1)::timestamp at time zone\n          (select y.time_zone from organization.company y where y.company_id = $1::bigint), 'infinity')\n        and (cardinality($8::text[]) = 0 or o.state = any($8::text[]))\n        and (cardinality($9::text[]) = 0 or o.status = any($9::text[]))\n        and ($10::text is null or o.source = $10::text)\n      order by o.placed_at desc, o.order_id desc limit $11::bigint\n    ) m\n  ) m\n  where (m.placed_at, m.order_id) < (coalesce($4::timestamptz, 'infinity'), coalesce($5::bigint, 0))\n    and m.placed_at >= coalesce(($6::date)::timestamp at time zone\n      (select y.time_zone from organization.company y where y.company_id = $1::bigint), '-infinity')\n    and m.placed_at < coalesce(($7::date + 1)::timestamp at time zone\n      (select y.time_zone from organization.company y where y.company_id = $1::bigint), 'infinity')\n    and (cardinality($8::text[]) = 0 or m.state = any($8::text[]))\n    and (cardinality($9::text[]) = 0 or m.status = any($9::text[]))\n    and ($10::text is null or m.source = $10::text)\n    and ($12::boolean or m.account_id = any($13::bigint[]))\n  order by m.placed_at desc, m.order_id desc limit $11::bigint\n) l\nleft join customers.account a on a.company_id = $1::bigint and a.id = l.account_id\nleft join customers.customer c on c.company_id = $1::bigint and c.id = a.customer_id\nleft join customers.person_data d on d.company_id = $1::bigint and d.customer_id = a.customer_id and d.id = 0\norder by l.placed_at desc, l.order_id desc",
}

/** External ids that begin with the text, in every source, along the registry of source keys. */
export const findOrdersByExternalId: ReadStatement<{ companyId: bigint | null; text: string | null; textEnd: string | null }, { order_id: bigint }> = {
  name: 'insight.find_orders_by_external_id',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'text', type: 'text', array: false },
    { name: 'textEnd', type: 'text', array: false },
  ],
  text: "select distinct k.order_id from orders.source_system s cross join lateral (\n  select k.order_id from orders.source_key k\n  where k.company_id = $1::bigint and k.source = s.code\n    and k.external_id >= $2::text and k.external_id < $3::text\n  order by k.external_id limit 100\n) k\nwhere s.company_id = $1::bigint",
}

/** Accounts of the customers whose name begins with the text. */
export const findAccountsByName: ReadStatement<{ companyId: bigint | null; text: string | null; textEnd: string | null }, { id: bigint }> = {
  name: 'insight.find_accounts_by_name',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'text', type: 'text', array: false },
    { name: 'textEnd', type: 'text', array: false },
  ],
  text: "select a.id from (\n  select d.customer_id from customers.person_data d\n  where d.company_id = $1::bigint and d.search_name ~>=~ $2::text and d.search_name ~<~ $3::text\n  order by d.search_name using ~<~ limit 200\n) d\njoin customers.account a on a.company_id = $1::bigint and a.customer_id = d.customer_id\nlimit 500",
}

/** An account by its own number or id (and its customer's, when given), or all of a customer by the customer's. */
export const findAccountsByNumber: ReadStatement<{ companyId: bigint | null; accountNumber: string | null; customerNumber: string | null; accountId: bigint | null }, { id: bigint }> = {
  name: 'insight.find_accounts_by_number',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'accountNumber', type: 'text', array: false },
    { name: 'customerNumber', type: 'text', array: false },
    { name: 'accountId', type: 'bigint', array: false },
  ],
  text: "select a.id from customers.account a\njoin customers.customer c on c.company_id = $1::bigint and c.id = a.customer_id\nwhere a.company_id = $1::bigint and a.number = $2::text\n  and ($3::text is null or c.number = $3::text)\nunion\nselect a.id from customers.customer c\njoin customers.account a on a.company_id = $1::bigint and a.customer_id = c.id\nwhere c.company_id = $1::bigint and c.number = $3::text and $2::text is null\n  and $4::bigint is null\nunion\nselect a.id from customers.account a\njoin customers.customer c on c.company_id = $1::bigint and c.id = a.customer_id\nwhere a.company_id = $1::bigint and a.id = $4::bigint\n  and ($3::text is null or c.number = $3::text)",
}

export const findSource: ReadStatement<{ companyId: bigint | null; code: string | null }, { code: string }> = {
  name: 'insight.find_source',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'code', type: 'text', array: false },
  ],
  text: "select s.code from orders.source_system s where s.company_id = $1::bigint and s.code = $2::text",
}
