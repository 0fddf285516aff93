// Written by `npm run generate` from source-orders.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

/** Orders of one source in the order in which they were captured, a page at a time: an import asks what it brought before. */
export const listSourceOrders: ReadStatement<{ companyId: bigint | null; source: string | null; after: bigint | null; fetch: number | null }, { external_id: string; order_id: bigint; state: string; total: bigint }> = {
  name: 'orders.list_source_orders',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'source', type: 'text', array: false },
    { name: 'after', type: 'bigint', array: false },
    { name: 'fetch', type: 'integer', array: false },
  ],
  text: "select o.external_id, s.order_id, s.state, o.total\nfrom orders.order_state s\njoin orders.sales_order o on o.company_id = $1::bigint and o.id = s.order_id and o.version = s.version\nwhere s.company_id = $1::bigint and s.source = $2::text and s.order_id > $3::bigint\norder by s.order_id limit $4::integer",
}

export const countSourceOrders: ReadStatement<{ companyId: bigint | null; source: string | null }, { state: string; orders: bigint }> = {
  name: 'orders.count_source_orders',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'source', type: 'text', array: false },
  ],
  text: "select s.state, count(*) as orders\nfrom orders.order_state s\nwhere s.company_id = $1::bigint and s.source = $2::text\ngroup by s.state",
}
