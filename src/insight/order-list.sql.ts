// Written by `npm run generate` from order-list.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

/** One page of orders, newest first, along sales_order_placed. At most `budget` rows are looked at for filters that have no index, so one request never reads a whole company; the last of them `ends` the page, whether it `matches` or not. */
export const listOrdersByTime: ReadStatement<{ companyId: bigint | null; budget: bigint | null; states: readonly string[]; source: string | null; afterAt: Date | null; afterId: bigint | null; placedFrom: string | null; placedTo: string | null; fetch: bigint | null }, { order_id: bigint; source: string; external_id: string; account_id: bigint | null; placed_at: Date; currency: string; total: bigint; lines: number; state: string; status: string; fulfillment_status: string; billing_status: string; payment_status: string; promised_on: string | null; matches: boolean; ends: boolean; fallout: boolean; account_number: string | null; customer_number: string | null; customer_name: string | null }> = {
  name: 'insight.list_orders_by_time',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'budget', type: 'bigint', array: false },
    { name: 'states', type: 'text', array: true },
    { name: 'source', type: 'text', array: false },
    { name: 'afterAt', type: 'timestamptz', array: false },
    { name: 'afterId', type: 'bigint', array: false },
    { name: 'placedFrom', type: 'date', array: false },
    { name: 'placedTo', type: 'date', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select l.order_id, l.source, l.external_id, l.account_id, l.placed_at, l.currency, l.total, l.lines, l.state, l.status,\n  l.fulfillment_status, l.billing_status, l.payment_status, l.promised_on, l.matches, l.ends,\n  exists (select from orchestration.task t where t.company_id = $1::bigint and t.order_id = l.order_id\n    and t.problem is not null and t.state = 'failed') as fallout,\n  a.number as account_number, c.number as customer_number, d.name as customer_name\nfrom (\n  select m.* from (\n    select o.id as order_id, o.source, o.external_id, o.account_id, o.placed_at, o.currency, o.total, s.lines, s.state, s.status,\n      s.fulfillment_status, s.billing_status, s.payment_status, s.promised_on, o.n = $2::bigint as ends,\n      s.version = o.version and (cardinality($3::text[]) = 0 or s.state = any($3::text[]))\n        and ($4::text is null or o.source = $4::text) as matches\n    from (\n      select o.*, row_number() over (order by o.placed_at desc, o.id desc, o.version desc) as n from (\n        select o.id, o.version, o.source, o.external_id, o.account_id, o.placed_at, o.currency, o.total from orders.sales_order o\n        where o.company_id = $1::bigint\n          and (o.placed_at, o.id) < (coalesce($5::timestamptz, 'infinity'), coalesce($6::bigint, 0))\n          and o.placed_at >= coalesce(($7::date)::timestamp at time zone\n            (select y.time_zone from organization.company y where y.company_id = $1::bigint), '-infinity')\n          and o.placed_at < coalesce(($8::date + 1)::timestamp at time zone\n            (select y.time_zone from organization.company y where y.company_id = $1::bigint), 'infinity')\n        order by o.placed_at desc, o.id desc, o.version desc limit $2::bigint\n      ) o\n    ) o\n    join orders.order_state s on s.company_id = $1::bigint and s.order_id = o.id\n  ) m\n  where m.matches or m.ends\n  order by m.placed_at desc, m.order_id desc limit $9::bigint\n) l\nleft join customers.account a on a.company_id = $1::bigint and a.id = l.account_id\nleft join customers.customer c on c.company_id = $1::bigint and c.id = a.customer_id\nleft join customers.person_data d on d.company_id = $1::bigint and d.customer_id = a.customer_id and d.id = 0\norder by l.placed_at desc, l.order_id desc, l.matches desc",
}

/** The same for shown statuses: the first rows of each along order_state_status, merged. Each has a `budget` of its own. */
export const listOrdersByStatus: ReadStatement<{ companyId: bigint | null; statuses: readonly string[]; budget: bigint | null; states: readonly string[]; source: string | null; afterAt: Date | null; afterId: bigint | null; placedFrom: string | null; placedTo: string | null; fetch: bigint | null }, { order_id: bigint; source: string; external_id: string; account_id: bigint | null; placed_at: Date; currency: string; total: bigint; lines: number; state: string; status: string; fulfillment_status: string; billing_status: string; payment_status: string; promised_on: string | null; matches: boolean; ends: boolean; fallout: boolean; account_number: string | null; customer_number: string | null; customer_name: string | null }> = {
  name: 'insight.list_orders_by_status',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'statuses', type: 'text', array: true },
    { name: 'budget', type: 'bigint', array: false },
    { name: 'states', type: 'text', array: true },
    { name: 'source', type: 'text', array: false },
    { name: 'afterAt', type: 'timestamptz', array: false },
    { name: 'afterId', type: 'bigint', array: false },
    { name: 'placedFrom', type: 'date', array: false },
    { name: 'placedTo', type: 'date', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select l.order_id, l.source, l.external_id, l.account_id, l.placed_at, l.currency, l.total, l.lines, l.state, l.status,\n  l.fulfillment_status, l.billing_status, l.payment_status, l.promised_on, l.matches, l.ends,\n  exists (select from orchestration.task t where t.company_id = $1::bigint and t.order_id = l.order_id\n    and t.problem is not null and t.state = 'failed') as fallout,\n  a.number as account_number, c.number as customer_number, d.name as customer_name\nfrom (\n  select m.* from (select distinct w.status from unnest($2::text[]) as w(status)) w cross join lateral (\n    select s.order_id, o.source, o.external_id, o.account_id, s.placed_at, o.currency, o.total, s.lines, s.state, s.status,\n      s.fulfillment_status, s.billing_status, s.payment_status, s.promised_on, s.ends, s.matches\n    from (\n      select s.*, s.n = $3::bigint as ends, (cardinality($4::text[]) = 0 or s.state = any($4::text[]))\n        and ($5::text is null or s.source = $5::text) as matches\n      from (\n        select s.*, row_number() over (order by s.placed_at desc, s.order_id desc) as n from (\n          select s.* from orders.order_state s\n          where s.company_id = $1::bigint and s.status = w.status\n            and (s.placed_at, s.order_id) < (coalesce($6::timestamptz, 'infinity'), coalesce($7::bigint, 0))\n            and s.placed_at >= coalesce(($8::date)::timestamp at time zone\n              (select y.time_zone from organization.company y where y.company_id = $1::bigint), '-infinity')\n            and s.placed_at < coalesce(($9::date + 1)::timestamp at time zone\n              (select y.time_zone from organization.company y where y.company_id = $1::bigint), 'infinity')\n          order by s.placed_at desc, s.order_id desc limit $3::bigint\n        ) s\n      ) s\n    ) s\n    join orders.sales_order o on o.company_id = $1::bigint and o.id = s.order_id and o.version = s.version\n    where s.matches or s.ends\n    order by s.placed_at desc, s.order_id desc limit $10::bigint\n  ) m\n  order by m.placed_at desc, m.order_id desc, m.matches desc limit $10::bigint\n) l\nleft join customers.account a on a.company_id = $1::bigint and a.id = l.account_id\nleft join customers.customer c on c.company_id = $1::bigint and c.id = a.customer_id\nleft join customers.person_data d on d.company_id = $1::bigint and d.customer_id = a.customer_id and d.id = 0\norder by l.placed_at desc, l.order_id desc, l.matches desc",
}

/** The same for accounts (along sales_order_account, each with a `budget` of its own) and single orders (by key). `sees_all` sees more accounts than those of `scope`; `fallout`: those alone of which a task failed for good. */
export const listOrdersOf: ReadStatement<{ companyId: bigint | null; orderIds: readonly bigint[]; accountIds: readonly bigint[]; afterAt: Date | null; afterId: bigint | null; placedFrom: string | null; placedTo: string | null; states: readonly string[]; statuses: readonly string[]; source: string | null; seesAll: boolean | null; scope: readonly bigint[]; fallout: boolean | null; budget: bigint | null; fetch: bigint | null }, { order_id: bigint; source: string; external_id: string; account_id: bigint; placed_at: Date; currency: string; total: bigint; lines: number; state: string; status: string; fulfillment_status: string; billing_status: string; payment_status: string; promised_on: string; matches: boolean; ends: boolean; fallout: boolean; account_number: string | null; customer_number: string | null; customer_name: string | null }> = {
  name: 'insight.list_orders_of',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
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
    { name: 'seesAll', type: 'boolean', array: false },
    { name: 'scope', type: 'bigint', array: true },
    { name: 'fallout', type: 'boolean', array: false },
    { name: 'budget', type: 'bigint', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select l.order_id, l.source, l.external_id, l.account_id, l.placed_at, l.currency, l.total, l.lines, l.state, l.status,\n  l.fulfillment_status, l.billing_status, l.payment_status, l.promised_on, l.matches, l.ends,\n  exists (select from orchestration.task t where t.company_id = $1::bigint and t.order_id = l.order_id\n    and t.problem is not null and t.state = 'failed') as fallout,\n  a.number as account_number, c.number as customer_number, d.name as customer_name\nfrom (\n  select m.* from (\n    select o.order_id, o.source, o.external_id, o.account_id, o.placed_at, o.currency, o.total, o.lines, o.state, o.status,\n      o.fulfillment_status, o.billing_status, o.payment_status, o.promised_on, false as ends, true as matches\n    from orders.list o\n    where o.company_id = $1::bigint and o.order_id = any($2::bigint[])\n      and not coalesce(o.account_id = any($3::bigint[]), false)\n      and (o.placed_at, o.order_id) < (coalesce($4::timestamptz, 'infinity'), coalesce($5::bigint, 0))\n      and o.placed_at >= coalesce(($6::date)::timestamp at time zone\n        (select y.time_zone from organization.company y where y.company_id = $1::bigint), '-infinity')\n      and o.placed_at < coalesce(($7::date + 1)::timestamp at time zone\n        (select y.time_zone from organization.company y where y.company_id = $1::bigint), 'infinity')\n      and (cardinality($8::text[]) = 0 or o.state = any($8::text[]))\n      and (cardinality($9::text[]) = 0 or o.status = any($9::text[]))\n      and ($10::text is null or o.source = $10::text)\n      and ($11::boolean or o.account_id = any($12::bigint[]))\n      and (not $13::boolean or exists (select from orchestration.task t where t.company_id = $1::bigint\n        and t.order_id = o.order_id and t.problem is not null and t.state = 'failed'))\n    union all\n    select m.* from (select distinct w.id from unnest($3::bigint[]) as w(id)\n      where $11::boolean or w.id = any($12::bigint[])) w cross join lateral (\n      select m.* from (\n        select o.id, o.source, o.external_id, o.account_id, o.placed_at, o.currency, o.total, s.lines, s.state, s.status,\n          s.fulfillment_status, s.billing_status, s.payment_status, s.promised_on, o.n = $14::bigint as ends,\n          s.version = o.version and (cardinality($8::text[]) = 0 or s.state = any($8::text[]))\n            and (cardinality($9::text[]) = 0 or s.status = any($9::text[]))\n            and ($10::text is null or o.source = $10::text)\n            and (not $13::boolean or exists (select from orchestration.task t where t.company_id = $1::bigint\n              and t.order_id = o.id and t.problem is not null and t.state = 'failed')) as matches\n        from (\n          select o.*, row_number() over (order by o.placed_at desc, o.id desc, o.version desc) as n from (\n            select o.id, o.version, o.source, o.external_id, o.account_id, o.placed_at, o.currency, o.total from orders.sales_order o\n            where o.company_id = $1::bigint and o.account_id = w.id\n              and (o.placed_at, o.id) < (coalesce($4::timestamptz, 'infinity'), coalesce($5::bigint, 0))\n              and o.placed_at >= coalesce(($6::date)::timestamp at time zone\n                (select y.time_zone from organization.company y where y.company_id = $1::bigint), '-infinity')\n              and o.placed_at < coalesce(($7::date + 1)::timestamp at time zone\n                (select y.time_zone from organization.company y where y.company_id = $1::bigint), 'infinity')\n            order by o.placed_at desc, o.id desc, o.version desc limit $14::bigint\n          ) o\n        ) o\n        join orders.order_state s on s.company_id = $1::bigint and s.order_id = o.id\n      ) m\n      where m.matches or m.ends\n      order by m.placed_at desc, m.id desc limit $15::bigint\n    ) m\n  ) m\n  order by m.placed_at desc, m.order_id desc, m.matches desc limit $15::bigint\n) l\nleft join customers.account a on a.company_id = $1::bigint and a.id = l.account_id\nleft join customers.customer c on c.company_id = $1::bigint and c.id = a.customer_id\nleft join customers.person_data d on d.company_id = $1::bigint and d.customer_id = a.customer_id and d.id = 0\norder by l.placed_at desc, l.order_id desc, l.matches desc",
}

/** External ids that begin with the text, in every source, along the registry of source keys. */
export const findOrdersByExternalId: ReadStatement<{ companyId: bigint | null; text: string | null; textEnd: string | null }, { order_id: bigint }> = {
  name: 'insight.find_orders_by_external_id',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
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
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'text', type: 'text', array: false },
    { name: 'textEnd', type: 'text', array: false },
  ],
  text: "select a.id from (\n  select d.customer_id from customers.person_data d\n  where d.company_id = $1::bigint and d.search_name ~>=~ $2::text and d.search_name ~<~ $3::text\n  order by d.search_name using ~<~ limit 200\n) d\njoin customers.account a on a.company_id = $1::bigint and a.customer_id = d.customer_id\nlimit 500",
}

/** An account by its own number or id (and its customer's, when given), or all of a customer by the number of any of its records. Who sees some accounts only is not told which records are one customer. */
export const findAccountsByNumber: ReadStatement<{ companyId: bigint | null; accountNumber: string | null; accountId: bigint | null; customerNumber: string | null; seesAll: boolean | null }, { id: bigint }> = {
  name: 'insight.find_accounts_by_number',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'accountNumber', type: 'text', array: false },
    { name: 'accountId', type: 'bigint', array: false },
    { name: 'customerNumber', type: 'text', array: false },
    { name: 'seesAll', type: 'boolean', array: false },
  ],
  text: "select a.id from customers.account a\nwhere a.company_id = $1::bigint and (a.number = $2::text or a.id = $3::bigint)\n  and ($4::text is null or exists (select from customers.same s\n    where s.company_id = $1::bigint and s.number = $4::text and s.member_id = a.customer_id\n      and ($5::boolean or s.member_id = s.customer_id)))\nunion\nselect a.id from customers.same_account_public a\nwhere a.company_id = $1::bigint and a.customer_number = $4::text and $2::text is null\n  and $3::bigint is null and ($5::boolean or a.member_id = a.customer_id)",
}

export const findSource: ReadStatement<{ companyId: bigint | null; code: string | null }, { code: string }> = {
  name: 'insight.find_source',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'code', type: 'text', array: false },
  ],
  text: "select s.code from orders.source_system s where s.company_id = $1::bigint and s.code = $2::text",
}

/** Orders `below` an id with a task that failed for good, newest first, by themselves along task_problem; `most` of them. */
export const findFallout: ReadStatement<{ companyId: bigint | null; below: bigint | null; most: bigint | null }, { order_id: bigint }> = {
  name: 'insight.find_fallout',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'below', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select distinct t.order_id from orchestration.task t\nwhere t.company_id = $1::bigint and t.order_id < $2::bigint and t.problem is not null and t.state = 'failed'\norder by t.order_id desc limit $3::bigint",
}
