// Written by `npm run generate` from goods-list.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

/** What filters name; null: it is not there, or of none of these accounts (null: all). */
export const findGoodsFilters: ReadStatement<{ companyId: bigint | null; location: string | null; sku: string | null; account: string | null; scoped: boolean | null; accountIds: readonly bigint[]; orderId: bigint | null }, { location_id: bigint | null; item_id: bigint | null; account_id: bigint | null; order_id: bigint | null }> = {
  name: 'insight.find_goods_filters',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'location', type: 'text', array: false },
    { name: 'sku', type: 'text', array: false },
    { name: 'account', type: 'text', array: false },
    { name: 'scoped', type: 'boolean', array: false },
    { name: 'accountIds', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select (select l.id from inventory.location l where l.company_id = $1::bigint and l.code = $2::text) as location_id,\n  (select i.id from catalog.item i where i.company_id = $1::bigint and i.sku = $3::text) as item_id,\n  (select a.id from customers.account a where a.company_id = $1::bigint and a.number = $4::text\n    and (not $5::boolean or a.id = any($6::bigint[]))) as account_id,\n  (select s.order_id from orders.order_state s where s.company_id = $1::bigint and s.order_id = $7::bigint\n    and (not $5::boolean or exists (select from orders.sales_order o where o.company_id = s.company_id\n      and o.id = s.order_id and o.version = s.version and o.account_id = any($6::bigint[])))) as order_id",
}

/** Newest first, along shipment_id, or of one order along its key; what is `open` along the key of open_shipment, or along open_shipment_location, however many there were. At most `budget` rows are looked at for filters without an index; the last of them `ends` the page, whether it `matches` or not. */
export const listShipments: ReadStatement<{ budget: bigint | null; state: string | null; open: boolean | null; locationId: bigint | null; fromOn: string | null; toOn: string | null; scoped: boolean | null; accountIds: readonly bigint[]; orderId: bigint | null; companyId: bigint | null; afterId: bigint | null; fetch: bigint | null }, { id: bigint; cause_id: bigint; state: string; released_on: string; carrier: string; tracking_number: string; location_code: string | null; matches: boolean; ends: boolean }> = {
  name: 'insight.list_shipments',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'budget', type: 'bigint', array: false },
    { name: 'state', type: 'text', array: false },
    { name: 'open', type: 'boolean', array: false },
    { name: 'locationId', type: 'bigint', array: false },
    { name: 'fromOn', type: 'date', array: false },
    { name: 'toOn', type: 'date', array: false },
    { name: 'scoped', type: 'boolean', array: false },
    { name: 'accountIds', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'afterId', type: 'bigint', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select m.id, m.cause_id, m.state, m.released_on, m.carrier, m.tracking_number, l.code as location_code, m.matches, m.ends\nfrom (\n  select s.*, s.n = $1::bigint as ends, ($2::text is null or s.state = $2::text)\n    and (not $3::boolean or s.state in ('requested', 'partially_shipped'))\n    and ($4::bigint is null or s.location_id = $4::bigint)\n    and s.released_on >= coalesce($5::date, '-infinity') and s.released_on <= coalesce($6::date, 'infinity')\n    and (not $7::boolean or exists (select from orders.order_state t\n      join orders.sales_order o on o.company_id = t.company_id and o.id = t.order_id and o.version = t.version\n      where t.company_id = s.company_id and t.order_id = s.cause_id and o.account_id = any($8::bigint[]))) as matches\n  from (\n    select s.*, row_number() over (order by s.id desc) as n from (\n      (select s.* from fulfillment.shipment s\n      where $9::bigint is null and not $3::boolean and s.company_id = $10::bigint and s.id < coalesce($11::bigint, 9223372036854775807)\n      order by s.id desc limit $1::bigint)\n      union all\n      (select s.* from (\n        (select o.id, o.cause_id from fulfillment.open_shipment o\n        where $3::boolean and $4::bigint is null and o.company_id = $10::bigint\n          and o.id < coalesce($11::bigint, 9223372036854775807)\n        order by o.id desc limit $1::bigint)\n        union all\n        (select o.id, o.cause_id from fulfillment.open_shipment o\n        where $3::boolean and o.company_id = $10::bigint and o.location_id >= $4::bigint\n          and (o.location_id, o.id) < ($4::bigint, coalesce($11::bigint, 9223372036854775807))\n        order by o.location_id desc, o.id desc limit $1::bigint)\n      ) o\n      cross join lateral (select * from fulfillment.shipment s\n        where s.company_id = $10::bigint and s.cause_id = o.cause_id and s.id = o.id offset 0) s\n      where $9::bigint is null)\n      union all\n      (select s.* from fulfillment.shipment s\n      where s.company_id = $10::bigint and s.cause_id >= $9::bigint\n        and (s.cause_id, s.id) < ($9::bigint, coalesce($11::bigint, 9223372036854775807))\n      order by s.cause_id desc, s.id desc limit $1::bigint)\n    ) s\n  ) s\n) m\nleft join inventory.location l on l.company_id = $10::bigint and l.id = m.location_id\nwhere m.matches or m.ends\norder by m.id desc limit $12::bigint",
}

/** The same along customer_return_id, of one account along customer_return_account, of one order along its key. Equal is said as a range, which no other index has in its order: none is tempting where an account has little. */
export const listReturns: ReadStatement<{ budget: bigint | null; accountId: bigint | null; fromOn: string | null; toOn: string | null; scoped: boolean | null; accountIds: readonly bigint[]; orderId: bigint | null; companyId: bigint | null; afterId: bigint | null; fetch: bigint | null }, { id: bigint; order_id: bigint | null; returned_on: string; reason: string; account_number: string | null; matches: boolean; ends: boolean }> = {
  name: 'insight.list_returns',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'budget', type: 'bigint', array: false },
    { name: 'accountId', type: 'bigint', array: false },
    { name: 'fromOn', type: 'date', array: false },
    { name: 'toOn', type: 'date', array: false },
    { name: 'scoped', type: 'boolean', array: false },
    { name: 'accountIds', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'afterId', type: 'bigint', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select m.id, m.order_id, m.returned_on, m.reason, a.number as account_number, m.matches, m.ends\nfrom (\n  select r.*, r.n = $1::bigint as ends, ($2::bigint is null or r.account_id = $2::bigint)\n    and r.returned_on >= coalesce($3::date, '-infinity') and r.returned_on <= coalesce($4::date, 'infinity')\n    and (not $5::boolean or r.account_id = any($6::bigint[])) as matches\n  from (\n    select r.*, row_number() over (order by r.id desc) as n from (\n      (select r.* from fulfillment.customer_return r\n      where $7::bigint is null and $2::bigint is null and r.company_id = $8::bigint\n        and r.id < coalesce($9::bigint, 9223372036854775807)\n      order by r.id desc limit $1::bigint)\n      union all\n      (select r.* from fulfillment.customer_return r\n      where $7::bigint is null and r.company_id = $8::bigint and r.account_id >= $2::bigint\n        and (r.account_id, r.id) < ($2::bigint, coalesce($9::bigint, 9223372036854775807))\n      order by r.account_id desc, r.id desc limit $1::bigint)\n      union all\n      (select r.* from fulfillment.customer_return r\n      where r.company_id = $8::bigint and r.cause_id >= $7::bigint\n        and (r.cause_id, r.id) < ($7::bigint, coalesce($9::bigint, 9223372036854775807))\n      order by r.cause_id desc, r.id desc limit $1::bigint)\n    ) r\n  ) r\n) m\nleft join customers.account a on a.company_id = $8::bigint and a.id = m.account_id\nwhere m.matches or m.ends\norder by m.id desc limit $10::bigint",
}

/** The same along the key of supply. */
export const listSupplyOrders: ReadStatement<{ budget: bigint | null; open: boolean | null; itemId: bigint | null; locationId: bigint | null; fromOn: string | null; toOn: string | null; companyId: bigint | null; afterId: bigint | null; fetch: bigint | null }, { id: bigint; number: string; due_on: string; quantity: bigint; received: bigint; unit_cost: bigint; sku: string | null; location_code: string | null; matches: boolean; ends: boolean }> = {
  name: 'insight.list_supply_orders',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'budget', type: 'bigint', array: false },
    { name: 'open', type: 'boolean', array: false },
    { name: 'itemId', type: 'bigint', array: false },
    { name: 'locationId', type: 'bigint', array: false },
    { name: 'fromOn', type: 'date', array: false },
    { name: 'toOn', type: 'date', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'afterId', type: 'bigint', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select m.id, m.number, m.due_on, m.quantity, m.received, m.unit_cost, i.sku, l.code as location_code, m.matches, m.ends\nfrom (\n  select s.*, s.n = $1::bigint as ends, ($2::boolean is null or (s.received < s.quantity) = $2::boolean)\n    and ($3::bigint is null or s.item_id = $3::bigint)\n    and ($4::bigint is null or s.location_id = $4::bigint)\n    and s.due_on >= coalesce($5::date, '-infinity') and s.due_on <= coalesce($6::date, 'infinity') as matches\n  from (\n    select s.*, row_number() over (order by s.id desc) as n from (\n      select s.* from inventory.supply s\n      where s.company_id = $7::bigint and s.id < coalesce($8::bigint, 9223372036854775807)\n      order by s.id desc limit $1::bigint\n    ) s\n  ) s\n) m\nleft join catalog.item i on i.company_id = $7::bigint and i.id = m.item_id\nleft join inventory.location l on l.company_id = $7::bigint and l.id = m.location_id\nwhere m.matches or m.ends\norder by m.id desc limit $9::bigint",
}

/** What left without a sale, newest first: of one order along its key, of an item along stray_item, in a state along stray_state, all along stray_id. Equal is said as a range, as in list_returns. */
export const listStrays: ReadStatement<{ budget: bigint | null; state: string | null; itemId: bigint | null; locationId: bigint | null; untilOn: string | null; fromOn: string | null; toOn: string | null; orderId: bigint | null; companyId: bigint | null; afterId: bigint | null; fetch: bigint | null }, { id: bigint; cause_id: bigint; shipment_id: bigint; source_id: bigint; why: string; left_on: string; quantity: bigint; state: string; expected_until: string | null; billed: bigint; returned: bigint; written_off: bigint; invoice_id: bigint | null; sku: string | null; location_code: string | null; matches: boolean; ends: boolean }> = {
  name: 'insight.list_strays',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'budget', type: 'bigint', array: false },
    { name: 'state', type: 'text', array: false },
    { name: 'itemId', type: 'bigint', array: false },
    { name: 'locationId', type: 'bigint', array: false },
    { name: 'untilOn', type: 'date', array: false },
    { name: 'fromOn', type: 'date', array: false },
    { name: 'toOn', type: 'date', array: false },
    { name: 'orderId', type: 'bigint', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'afterId', type: 'bigint', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select m.id, m.cause_id, m.shipment_id, m.source_id, m.why, m.left_on, m.quantity, m.state, m.expected_until, m.billed, m.returned,\n  m.written_off, m.invoice_id, i.sku, l.code as location_code, m.matches, m.ends\nfrom (\n  select s.*, s.n = $1::bigint as ends, ($2::text is null or s.state = $2::text)\n    and ($3::bigint is null or s.item_id = $3::bigint)\n    and ($4::bigint is null or s.location_id = $4::bigint)\n    and ($5::date is null or s.state = 'expected' and coalesce(s.expected_until, s.left_on + 30) <= $5::date)\n    and s.left_on >= coalesce($6::date, '-infinity') and s.left_on <= coalesce($7::date, 'infinity') as matches\n  from (\n    select s.*, row_number() over (order by s.id desc) as n from (\n      (select s.* from fulfillment.stray s\n      where $8::bigint is null and $3::bigint is null and $2::text is null and s.company_id = $9::bigint\n        and s.id < coalesce($10::bigint, 9223372036854775807)\n      order by s.id desc limit $1::bigint)\n      union all\n      (select s.* from fulfillment.stray s\n      where $8::bigint is null and $3::bigint is null and s.company_id = $9::bigint and s.state >= $2::text\n        and (s.state, s.id) < ($2::text, coalesce($10::bigint, 9223372036854775807))\n      order by s.state desc, s.id desc limit $1::bigint)\n      union all\n      (select s.* from fulfillment.stray s\n      where $8::bigint is null and s.company_id = $9::bigint and s.item_id >= $3::bigint\n        and (s.item_id, s.id) < ($3::bigint, coalesce($10::bigint, 9223372036854775807))\n      order by s.item_id desc, s.id desc limit $1::bigint)\n      union all\n      (select s.* from fulfillment.stray s\n      where s.company_id = $9::bigint and s.cause_id >= $8::bigint\n        and (s.cause_id, s.id) < ($8::bigint, coalesce($10::bigint, 9223372036854775807))\n      order by s.cause_id desc, s.id desc limit $1::bigint)\n    ) s\n  ) s\n) m\nleft join catalog.item i on i.company_id = $9::bigint and i.id = m.item_id\nleft join inventory.location l on l.company_id = $9::bigint and l.id = m.location_id\nwhere m.matches or m.ends\norder by m.id desc limit $11::bigint",
}
