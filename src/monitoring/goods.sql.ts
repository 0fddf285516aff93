// Written by `npm run generate` from goods.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

/** What left without a sale and nobody has decided on, by why it did. What it cost stands in the books of the batch in which it left. Strays and moves are put in groups: an order of ten thousand strays is no walk over all its moves for each. */
export const countStrays: ReadStatement<{  }, { company_id: bigint; why: string; strays: bigint; orders: bigint; first_order: bigint; first_on: string; currency: string; at_risk: bigint }> = {
  name: 'monitoring.count_strays',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
  ],
  text: "with astray as materialized (\n  select s.company_id, s.cause_id, s.id, s.why, s.left_on\n  from organization.company c\n  cross join lateral (select s.* from fulfillment.stray s\n    where s.company_id = c.company_id and s.state = 'open' limit 10000) s\n), one as (\n  select x.company_id, x.cause_id, max(x.why) as why, max(x.left_on) as left_on, sum(x.value) as value from (\n    select a.company_id, a.cause_id, a.id, a.why, a.left_on, null::bigint as value from astray a\n    union all\n    select m.company_id, m.root_id, m.source_id, null, null, m.value\n    from (select distinct a.company_id, a.cause_id from astray a) a\n    cross join lateral (select * from inventory.stock_move m\n      where m.company_id = a.company_id and m.root_id = a.cause_id and m.kind = 'adjustment' offset 0) m\n  ) x\n  group by x.company_id, x.cause_id, x.id having count(x.why) > 0\n)\nselect o.company_id, o.why, count(*) as strays, count(distinct o.cause_id) as orders, min(o.cause_id) as first_order,\n  min(o.left_on) as first_on, c.currency, coalesce(-sum(o.value), 0)::bigint as at_risk\nfrom one o\njoin organization.company c on c.company_id = o.company_id\ngroup by o.company_id, o.why, c.currency\norder by o.company_id, o.why",
}

/** What was to come back by a day that is over, of a company, along stray_expected. */
export const countStraysNotBack: ReadStatement<{ now: Date | null }, { company_id: bigint; strays: bigint; orders: bigint; first_until: string; first_order: bigint }> = {
  name: 'monitoring.count_strays_not_back',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
  ],
  text: "select s.company_id, count(*) as strays, count(distinct s.cause_id) as orders, min(s.until) as first_until,\n  (array_agg(s.cause_id order by s.until, s.id))[1] as first_order\nfrom organization.company c\ncross join lateral (select s.company_id, s.id, s.cause_id, coalesce(s.expected_until, s.left_on + 30) as until from fulfillment.stray s\n  where s.company_id = c.company_id and s.state = 'expected'\n    and coalesce(s.expected_until, s.left_on + 30) < ($1::timestamptz at time zone c.time_zone)::date\n  order by coalesce(s.expected_until, s.left_on + 30) limit 10000) s\ngroup by s.company_id\norder by s.company_id",
}

/** Where more is reserved than is there and has been for long: a matter of seconds, unless a warehouse is asked to ship it. */
export const countShortages: ReadStatement<{ oursBefore: Date | null; theirsBefore: Date | null }, { company_id: bigint; auto_confirm: boolean; places: bigint; since: Date; first_sku: string; first_location: string }> = {
  name: 'monitoring.count_shortages',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'oursBefore', type: 'timestamptz', array: false },
    { name: 'theirsBefore', type: 'timestamptz', array: false },
  ],
  text: "select s.company_id, l.auto_confirm, count(*) as places, min(s.since) as since,\n  (array_agg(i.sku order by s.since, s.item_id, s.location_id))[1] as first_sku,\n  (array_agg(l.code order by s.since, s.item_id, s.location_id))[1] as first_location\nfrom organization.company c\ncross join lateral (select s.* from inventory.shortage s\n  where s.company_id = c.company_id and s.since < $1::timestamptz limit 10000) s\njoin inventory.stock_gate g on g.company_id = s.company_id and g.item_id = s.item_id and g.location_id = s.location_id\n  and g.reserved > 0 and g.reserved > g.on_hand\njoin inventory.location l on l.company_id = s.company_id and l.id = s.location_id\njoin catalog.item i on i.company_id = s.company_id and i.id = s.item_id\nwhere l.auto_confirm or s.since < $2::timestamptz\ngroup by s.company_id, l.auto_confirm\norder by s.company_id, l.auto_confirm",
}

/** What places refused and nobody has, of the newest 10,000 refusals of a company of which that was so: the lines that wait for it still, without goods or a day. `at_risk`: what their orders are worth, in the company's currency. */
export const countUnfulfillable: ReadStatement<{  }, { company_id: bigint; lines: bigint; orders: bigint; first_order: bigint; since: Date; currency: string; at_risk: bigint }> = {
  name: 'monitoring.count_unfulfillable',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
  ],
  text: "with line as materialized (\n  select distinct on (r.company_id, d.root_id, d.source_id) r.company_id, d.root_id, d.source_id, r.batch\n  from organization.company c\n  cross join lateral (select j.* from orchestration.rejection j\n    where j.company_id = c.company_id and j.unfulfillable order by j.order_id desc, j.id desc limit 10000) r\n  cross join lateral unnest(r.into_part_ids) as p(id)\n  join inventory.planned_demand d\n    on d.company_id = r.company_id and d.root_id = r.order_id and d.source_id = p.id and d.promised_on is null\n  order by r.company_id, d.root_id, d.source_id, r.batch\n), one as (\n  select l.company_id, l.root_id, count(*) as lines, min(l.batch) as batch from line l group by 1, 2\n)\nselect o.company_id, sum(o.lines)::bigint as lines, count(*) as orders, min(o.root_id) as first_order, min(g.at) as since, c.currency,\n  coalesce(sum(platform.in_books(s.total, s.rate_e10, s.currency, c.currency)), 0)::bigint as at_risk\nfrom one o\njoin organization.company c on c.company_id = o.company_id\njoin platform.company_log g on g.company_id = o.company_id and g.batch = o.batch\njoin orders.order_state e on e.company_id = o.company_id and e.order_id = o.root_id\njoin orders.sales_order s on s.company_id = e.company_id and s.id = e.order_id and s.version = e.version\ngroup by o.company_id, c.currency\norder by o.company_id",
}

/** Of the 10,000 newest supply orders of each company those of which `percent` more than was ordered came. */
export const readOverReceipts: ReadStatement<{ percent: number | null }, { company_id: bigint; number: string; sku: string; location_code: string; quantity: bigint; received: bigint; currency: string; at_risk: bigint }> = {
  name: 'monitoring.read_over_receipts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'percent', type: 'integer', array: false },
  ],
  text: "select s.company_id, s.number, i.sku, l.code as location_code, s.quantity, s.received, c.currency,\n  round((s.received - s.quantity) * s.unit_cost * 10 ^ platform.currency_digits(c.currency))::bigint as at_risk\nfrom organization.company c\ncross join lateral (select s.* from inventory.supply s where s.company_id = c.company_id order by s.id desc limit 10000) s\njoin catalog.item i on i.company_id = s.company_id and i.id = s.item_id\njoin inventory.location l on l.company_id = s.company_id and l.id = s.location_id\nwhere s.received > s.quantity * (1 + $1::integer / 100.0)\norder by s.company_id, s.id limit 1000",
}
