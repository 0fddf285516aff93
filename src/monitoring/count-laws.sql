-- Laws of what insight keeps counted; see invariants.sql.

-- name: law_days_counted :read
-- What is kept of the numbers of a day is what the history says, up to the place that is counted.
select x.company_id, x.what, x.expected, x.actual from (
  select coalesce(h.company_id, t.company_id) as company_id,
    coalesce(h.code, t.code) || ' on ' || coalesce(h.day, t.day) || ' from ' || coalesce(h.source, t.source) as what,
    coalesce(h.orders, 0) || ' orders, ' || coalesce(h.facts, 0) as expected,
    coalesce(t.numerator, 0) || ' orders, ' || coalesce(t.denominator, 0) as actual
  from (
    select k.company_id, (g.at at time zone k.time_zone)::date as day, s.source, w.code,
      case when w.code in (1005, 1006) then 0 else count(distinct h.order_id) end as orders, count(distinct (h.order_id, h.batch)) as facts
    from insight.counted k
    join platform.company_log g on g.company_id = k.company_id and g.pos <= k.pos
    join orders.history h on h.company_id = k.company_id and h.batch = g.batch
    join orders.order_state s on s.company_id = k.company_id and s.order_id = h.order_id
    join (values (1001, 'order.submitted'), (1002, 'order.held'), (1003, 'order.backordered'), (1004, 'shipment.shipped'),
      (1004, 'shipment.partially_shipped'), (1005, 'shipment.shipped'), (1005, 'shipment.partially_shipped'),
      (1006, 'invoice.issued'), (1007, 'invoice.issued'), (1008, 'order.paid')) as w(code, event) on w.event = any(h.events)
    where (:company_id::bigint is null or k.company_id = :company_id::bigint)
    group by 1, 2, 3, 4
  ) h
  full join (
    select t.company_id, t.day, t.source, t.code, t.numerator, t.denominator from insight.counted k
    join insight.tally t on t.company_id = k.company_id and t.edition = k.edition and t.code > 1000
    where (:company_id::bigint is null or k.company_id = :company_id::bigint)
  ) t on t.company_id = h.company_id and t.day = h.day and t.source = h.source and t.code = h.code
) x
where x.expected <> x.actual
order by 1, 2 limit :most::bigint

-- name: law_measures_counted :read
-- What is kept of a measure on a day is what its orders add, and the orders kept are those that are counted.
select x.company_id, x.what, x.expected, x.actual from (
  select coalesce(o.company_id, t.company_id) as company_id,
    coalesce(o.code, t.code) || ' on ' || coalesce(o.day, t.day) || ' from ' || coalesce(o.source, t.source) || ' in '
      || coalesce(o.bin, t.bin) as what,
    coalesce(o.numerator, 0) || ' of ' || coalesce(o.denominator, 0) as expected,
    coalesce(t.numerator, 0) || ' of ' || coalesce(t.denominator, 0) as actual
  from (
    select k.company_id, o.day, o.source, a.code, a.bin, sum(a.numerator) as numerator, sum(a.denominator) as denominator
    from insight.counted k
    join insight.order_tally o on o.company_id = k.company_id and o.edition = k.edition
    cross join lateral unnest(o.codes, o.bins, o.numerators, o.denominators) as a(code, bin, numerator, denominator)
    where (:company_id::bigint is null or k.company_id = :company_id::bigint)
    group by 1, 2, 3, 4, 5
  ) o
  full join (
    select t.company_id, t.day, t.source, t.code, t.bin, t.numerator, t.denominator from insight.counted k
    join insight.tally t on t.company_id = k.company_id and t.edition = k.edition and t.code <= 1000
    where (:company_id::bigint is null or k.company_id = :company_id::bigint)
  ) t on t.company_id = o.company_id and t.day = o.day and t.source = o.source and t.code = o.code and t.bin = o.bin
) x
where x.expected <> x.actual
union all
-- Every order that counts adds to the touchless rate: it is kept, unless something happened to it behind the place.
select k.company_id, 'order ' || s.order_id, case when s.counts then 'kept' else 'not kept' end,
  case when o.order_id is null then 'not kept' else 'kept' end
from insight.counted k
cross join lateral (select s.order_id, s.state not in ('draft', 'pending_approval', 'rejected', 'cancelled', 'aborted') as counts
  from orders.order_state s where s.company_id = k.company_id) s
left join insight.order_tally o on o.company_id = k.company_id and o.edition = k.edition and o.order_id = s.order_id
where (:company_id::bigint is null or k.company_id = :company_id::bigint) and s.counts <> (o.order_id is not null)
  and not exists (select from orders.history h join platform.company_log g on g.company_id = h.company_id and g.batch = h.batch
    and g.pos > k.pos where h.company_id = k.company_id and h.order_id = s.order_id)
order by 1, 2 limit :most::bigint
