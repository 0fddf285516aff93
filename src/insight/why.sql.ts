// Written by `npm run generate` from why.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

/** Parts of an order that wait for goods without a day, the first `most` of them: what places that refused none of theirs have of their item beyond the safety stock, and the three that have most. */
export const readFreeForWaiting: ReadStatement<{ companyId: bigint | null; orderId: bigint | null; most: bigint | null }, { source_id: bigint; waits_for_release: boolean; free: bigint; location_codes: string[]; quantities: bigint[] }> = {
  name: 'insight.read_free_for_waiting',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "with waits as materialized (\n  select d.source_id, d.item_id, d.waits_for_release, d.not_at from inventory.planned_demand d\n  where d.company_id = $1::bigint and d.root_id = $2::bigint and d.promised_on is null\n  order by d.source_id limit $3::bigint\n), free as materialized (\n  select g.item_id, g.location_id, l.code, g.on_hand - g.reserved - g.safety as quantity\n  from (select distinct w.item_id from waits w) i\n  cross join lateral (select * from inventory.stock_gate g\n    where g.company_id = $1::bigint and g.item_id = i.item_id and g.on_hand - g.reserved > g.safety offset 0) g\n  join inventory.location l on l.company_id = $1::bigint and l.id = g.location_id\n)\nselect w.source_id, w.waits_for_release, coalesce(sum(f.quantity), 0) as free,\n  coalesce((array_agg(f.code order by f.quantity desc, f.code) filter (where f.code is not null))[1:3], '{}') as location_codes,\n  coalesce((array_agg(f.quantity order by f.quantity desc, f.code) filter (where f.code is not null))[1:3], '{}') as quantities\nfrom waits w\nleft join free f on f.item_id = w.item_id and f.location_id <> all(w.not_at)\ngroup by 1, 2",
}

/** What places are asked to bring for parts of an order, or is on its way, the first `most`. */
export const readBringing: ReadStatement<{ companyId: bigint | null; orderId: bigint | null; most: bigint | null }, { id: bigint; source_id: bigint; to_send: bigint; on_way: bigint; asked_on: string; shipped_on: string | null; from_code: string }> = {
  name: 'insight.read_bringing',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select t.id, t.source_id, t.requested - t.shipped as to_send, t.shipped - t.received - t.lost as on_way, t.asked_on, t.shipped_on,\n  l.code as from_code\nfrom fulfillment.transfer t\njoin inventory.location l on l.company_id = $1::bigint and l.id = t.from_location_id\nwhere t.company_id = $1::bigint and t.cause_id = $2::bigint\n  and (t.shipped < t.requested or t.received + t.lost < t.shipped)\norder by t.id limit $3::bigint",
}

/** Other orders that tasks of an order wait for, as far as they were found. */
export const readBasesOfOrder: ReadStatement<{ companyId: bigint | null; orderId: bigint | null }, { task_id: bigint; base_order_id: bigint | null; state: string | null }> = {
  name: 'insight.read_bases_of_order',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select w.task_id, w.base_order_id, s.state from orchestration.order_wait w\nleft join orders.order_state s on s.company_id = w.company_id and s.order_id = w.base_order_id\nwhere w.company_id = $1::bigint and w.order_id = $2::bigint",
}
