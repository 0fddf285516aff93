// Written by `npm run generate` from bodies.sql; do not edit.
import type { ReadStatement } from '../../platform/database/index.ts'

/** What was sent of product orders, the first body and what changed it since, in the order in which they came. No key: it was erased. */
export const readProductOrderBodies: ReadStatement<{ orderIds: readonly bigint[]; companyId: bigint | null; most: number | null }, { order_id: bigint; id: bigint; body: Buffer; key: Buffer | null }> = {
  name: 'channels.tmf.read_product_order_bodies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'orderIds', type: 'bigint', array: true },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'most', type: 'integer', array: false },
  ],
  text: "select i.order_id, i.id, i.body, i.key\nfrom unnest($1::bigint[]) as w(order_id)\ncross join lateral (select * from channels.intake i\n  where i.company_id = $2::bigint and i.order_id = w.order_id\n    and i.content_type = 'application/vnd.tmf622+json' and i.outcome in ('accepted', 'draft', 'failed')\n  order by i.id limit $3::integer) i\norder by i.order_id, i.id",
}
