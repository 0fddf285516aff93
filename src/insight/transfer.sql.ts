// Written by `npm run generate` from transfer.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

/** What places have still to send (of `from_id`), along transfer_to_send, or what is on its way (to `to_id`), along transfer_to_receive; or all of an order; else both of all places, along transfer_open. Oldest first. */
export const listTransfers: ReadStatement<{ fromId: bigint | null; companyId: bigint | null; afterId: bigint | null; budget: bigint | null; toId: bigint | null; orderId: bigint | null; scoped: boolean | null; accountIds: readonly bigint[]; fetch: bigint | null }, { id: bigint; cause_id: bigint; source_id: bigint; requested: bigint; shipped: bigint; received: bigint; lost: bigint; asked_on: string; due_on: string | null; shipped_on: string | null; from_code: string; to_code: string; sku: string | null; name: string | null; uom: string | null }> = {
  name: 'insight.list_transfers',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'fromId', type: 'bigint', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'afterId', type: 'bigint', array: false },
    { name: 'budget', type: 'bigint', array: false },
    { name: 'toId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
    { name: 'scoped', type: 'boolean', array: false },
    { name: 'accountIds', type: 'bigint', array: true },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select t.id, t.cause_id, t.source_id, t.requested, t.shipped, t.received, t.lost, t.asked_on, t.due_on, t.shipped_on,\n  f.code as from_code, g.code as to_code, i.sku, i.name, i.uom\nfrom (\n  (select t.* from fulfillment.transfer t where $1::bigint is not null and t.company_id = $2::bigint\n    and t.from_location_id = $1::bigint and t.shipped < t.requested and t.id > coalesce($3::bigint, 0)\n    order by t.id limit $4::bigint)\n  union all\n  (select t.* from fulfillment.transfer t where $5::bigint is not null and t.company_id = $2::bigint\n    and t.to_location_id = $5::bigint and t.received + t.lost < t.shipped and t.id > coalesce($3::bigint, 0)\n    order by t.id limit $4::bigint)\n  union all\n  (select t.* from fulfillment.transfer t where $6::bigint is not null and t.company_id = $2::bigint\n    and t.cause_id = $6::bigint and t.id > coalesce($3::bigint, 0)\n    order by t.id limit $4::bigint)\n  union all\n  (select t.* from fulfillment.transfer t where $1::bigint is null and $5::bigint is null and $6::bigint is null\n    and t.company_id = $2::bigint and (t.shipped < t.requested or t.received + t.lost < t.shipped)\n    and t.id > coalesce($3::bigint, 0)\n    order by t.id limit $4::bigint)\n) t\njoin inventory.location f on f.company_id = $2::bigint and f.id = t.from_location_id\njoin inventory.location g on g.company_id = $2::bigint and g.id = t.to_location_id\nleft join catalog.item i on i.company_id = $2::bigint and i.id = t.item_id\nwhere not $7::boolean or exists (select from orders.order_state e\n  join orders.sales_order o on o.company_id = e.company_id and o.id = e.order_id and o.version = e.version\n  where e.company_id = $2::bigint and e.order_id = t.cause_id and o.account_id = any($8::bigint[]))\norder by t.id limit $9::bigint",
}
