// Written by `npm run generate` from count-laws.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

/** What is kept of the numbers of a day is what the history says, up to the place that is counted. */
export const lawDaysCounted: ReadStatement<{ companyId: bigint | null; most: bigint | null }, { company_id: bigint; what: string; expected: string; actual: string }> = {
  name: 'monitoring.law_days_counted',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select x.company_id, x.what, x.expected, x.actual from (\n  select coalesce(h.company_id, t.company_id) as company_id,\n    coalesce(h.code, t.code) || ' on ' || coalesce(h.day, t.day) || ' from ' || coalesce(h.source, t.source) as what,\n    coalesce(h.orders, 0) || ' orders, ' || coalesce(h.facts, 0) as expected,\n    coalesce(t.numerator, 0) || ' orders, ' || coalesce(t.denominator, 0) as actual\n  from (\n    select k.company_id, (g.at at time zone k.time_zone)::date as day, s.source, w.code,\n      case when w.code in (1005, 1006) then 0 else count(distinct h.order_id) end as orders, count(distinct (h.order_id, h.batch)) as facts\n    from insight.counted k\n    join platform.company_log g on g.company_id = k.company_id and g.pos <= k.pos\n    join orders.history h on h.company_id = k.company_id and h.batch = g.batch\n    join orders.order_state s on s.company_id = k.company_id and s.order_id = h.order_id\n    join (values (1001, 'order.submitted'), (1002, 'order.held'), (1003, 'order.backordered'), (1004, 'shipment.shipped'),\n      (1004, 'shipment.partially_shipped'), (1005, 'shipment.shipped'), (1005, 'shipment.partially_shipped'),\n      (1006, 'invoice.issued'), (1007, 'invoice.issued'), (1008, 'order.paid')) as w(code, event) on w.event = any(h.events)\n    where ($1::bigint is null or k.company_id = $1::bigint)\n    group by 1, 2, 3, 4\n  ) h\n  full join (\n    select t.company_id, t.day, t.source, t.code, t.numerator, t.denominator from insight.counted k\n    join insight.tally t on t.company_id = k.company_id and t.edition = k.edition and t.code > 1000\n    where ($1::bigint is null or k.company_id = $1::bigint)\n  ) t on t.company_id = h.company_id and t.day = h.day and t.source = h.source and t.code = h.code\n) x\nwhere x.expected <> x.actual\norder by 1, 2 limit $2::bigint",
}

/** What is kept of a measure on a day is what its orders add, and the orders kept are those that are counted. */
export const lawMeasuresCounted: ReadStatement<{ companyId: bigint | null; most: bigint | null }, { company_id: bigint; what: string; expected: string; actual: string }> = {
  name: 'monitoring.law_measures_counted',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select x.company_id, x.what, x.expected, x.actual from (\n  select coalesce(o.company_id, t.company_id) as company_id,\n    coalesce(o.code, t.code) || ' on ' || coalesce(o.day, t.day) || ' from ' || coalesce(o.source, t.source) || ' in '\n      || coalesce(o.bin, t.bin) as what,\n    coalesce(o.numerator, 0) || ' of ' || coalesce(o.denominator, 0) as expected,\n    coalesce(t.numerator, 0) || ' of ' || coalesce(t.denominator, 0) as actual\n  from (\n    select k.company_id, o.day, o.source, a.code, a.bin, sum(a.numerator) as numerator, sum(a.denominator) as denominator\n    from insight.counted k\n    join insight.order_tally o on o.company_id = k.company_id and o.edition = k.edition\n    cross join lateral unnest(o.codes, o.bins, o.numerators, o.denominators) as a(code, bin, numerator, denominator)\n    where ($1::bigint is null or k.company_id = $1::bigint)\n    group by 1, 2, 3, 4, 5\n  ) o\n  full join (\n    select t.company_id, t.day, t.source, t.code, t.bin, t.numerator, t.denominator from insight.counted k\n    join insight.tally t on t.company_id = k.company_id and t.edition = k.edition and t.code <= 1000\n    where ($1::bigint is null or k.company_id = $1::bigint)\n  ) t on t.company_id = o.company_id and t.day = o.day and t.source = o.source and t.code = o.code and t.bin = o.bin\n) x\nwhere x.expected <> x.actual\nunion all\n-- Every order that counts adds to the touchless rate: it is kept, unless something happened to it behind the place.\nselect k.company_id, 'order ' || s.order_id, case when s.counts then 'kept' else 'not kept' end,\n  case when o.order_id is null then 'not kept' else 'kept' end\nfrom insight.counted k\ncross join lateral (select s.order_id, s.state not in ('draft', 'pending_approval', 'rejected', 'cancelled', 'aborted') as counts\n  from orders.order_state s where s.company_id = k.company_id) s\nleft join insight.order_tally o on o.company_id = k.company_id and o.edition = k.edition and o.order_id = s.order_id\nwhere ($1::bigint is null or k.company_id = $1::bigint) and s.counts <> (o.order_id is not null)\n  and not exists (select from orders.history h join platform.company_log g on g.company_id = h.company_id and g.batch = h.batch\n    and g.pos > k.pos where h.company_id = k.company_id and h.order_id = s.order_id)\norder by 1, 2 limit $2::bigint",
}
