// Written by `npm run generate` from goods.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

/** What left without a sale and nobody has decided on, by why it did. What it cost stands in the books of the batch in which it left. */
export const countStrays: ReadStatement<{  }, { company_id: bigint; why: string; strays: bigint; orders: bigint; first_order: bigint; first_on: string; currency: string; at_risk: bigint }> = {
  name: 'monitoring.count_strays',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
  ],
  text: "select s.company_id, s.why, count(*) as strays, count(distinct s.cause_id) as orders, min(s.cause_id) as first_order,\n  min(s.left_on) as first_on, c.currency, coalesce(-sum(m.value), 0)::bigint as at_risk\nfrom organization.company c\ncross join lateral (select s.* from fulfillment.stray s\n  where s.company_id = c.company_id and s.state <> 'settled' and s.state = 'open' limit 10000) s\ncross join lateral (select sum(m.value) as value from inventory.stock_move m where m.company_id = s.company_id\n  and m.root_id = s.cause_id and m.source_id = s.id and m.kind = 'adjustment') m\ngroup by s.company_id, s.why, c.currency\norder by s.company_id, s.why",
}

/** Of the 10,000 newest supply orders of each company those of which `percent` more than was ordered came. */
export const readOverReceipts: ReadStatement<{ percent: number | null }, { company_id: bigint; number: string; sku: string; location_code: string; quantity: bigint; received: bigint; currency: string; at_risk: bigint }> = {
  name: 'monitoring.read_over_receipts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'percent', type: 'integer', array: false },
  ],
  text: "select s.company_id, s.number, i.sku, l.code as location_code, s.quantity, s.received, c.currency,\n  round((s.received - s.quantity) * s.unit_cost * 10 ^ platform.currency_digits(c.currency))::bigint as at_risk\nfrom organization.company c\ncross join lateral (select s.* from inventory.supply s where s.company_id = c.company_id order by s.id desc limit 10000) s\njoin catalog.item i on i.company_id = s.company_id and i.id = s.item_id\njoin inventory.location l on l.company_id = s.company_id and l.id = s.location_id\nwhere s.received > s.quantity * (1 + $1::integer / 100.0)\norder by s.company_id, s.id limit 1000",
}
