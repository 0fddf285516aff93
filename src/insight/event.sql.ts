// Written by `npm run generate` from event.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

/** Facts of orders in the company's order of facts; a batch of many orders keeps them in order of id. */
export const readFeed: ReadStatement<{ companyId: bigint | null; after: bigint | null; fetch: bigint | null }, { pos: bigint; at: Date; order_id: bigint; act: string; actor: string; reason: string | null; changes: Json; events: string[]; currency: string }> = {
  name: 'insight.read_feed',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'after', type: 'bigint', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select g.pos, g.at, h.order_id, h.act, h.actor, h.reason, h.changes, h.events, o.currency\nfrom platform.company_log g\njoin orders.history h on h.company_id = $1::bigint and h.batch = g.batch\njoin orders.order_state s on s.company_id = $1::bigint and s.order_id = h.order_id\njoin orders.sales_order o on o.company_id = $1::bigint and o.id = s.order_id and o.version = s.version\nwhere g.company_id = $1::bigint and g.pos > $2::bigint\norder by g.pos, h.order_id limit $3::bigint",
}

/** All facts of one place. */
export const readFeedAt: ReadStatement<{ companyId: bigint | null; pos: bigint | null }, { pos: bigint; at: Date; order_id: bigint; act: string; actor: string; reason: string | null; changes: Json; events: string[]; currency: string }> = {
  name: 'insight.read_feed_at',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'pos', type: 'bigint', array: false },
  ],
  text: "select g.pos, g.at, h.order_id, h.act, h.actor, h.reason, h.changes, h.events, o.currency\nfrom platform.company_log g\njoin orders.history h on h.company_id = $1::bigint and h.batch = g.batch\njoin orders.order_state s on s.company_id = $1::bigint and s.order_id = h.order_id\njoin orders.sales_order o on o.company_id = $1::bigint and o.id = s.order_id and o.version = s.version\nwhere g.company_id = $1::bigint and g.pos = $2::bigint\norder by h.order_id",
}

export const readFeedHead: ReadStatement<{ companyId: bigint | null }, { pos: bigint; code: string; epoch: string }> = {
  name: 'insight.read_feed_head',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select h.pos, y.code, n.epoch\nfrom platform.company_head h\njoin organization.company y on y.company_id = h.company_id\ncross join platform.installation n\nwhere h.company_id = $1::bigint",
}
