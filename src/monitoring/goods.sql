-- name: count_strays :read
-- What left without a sale and nobody has decided on, by why it did. What it cost stands in the books of the batch in which it left.
-- Strays and moves are put in groups: an order of ten thousand strays is no walk over all its moves for each.
-- notnull: why, first_order, first_on
with astray as materialized (
  select s.company_id, s.cause_id, s.id, s.why, s.left_on
  from organization.company c
  cross join lateral (select s.* from fulfillment.stray s
    where s.company_id = c.company_id and s.state = 'open' limit 10000) s
), one as (
  select x.company_id, x.cause_id, max(x.why) as why, max(x.left_on) as left_on, sum(x.value) as value from (
    select a.company_id, a.cause_id, a.id, a.why, a.left_on, null::bigint as value from astray a
    union all
    select m.company_id, m.root_id, m.source_id, null, null, m.value
    from (select distinct a.company_id, a.cause_id from astray a) a
    cross join lateral (select * from inventory.stock_move m
      where m.company_id = a.company_id and m.root_id = a.cause_id and m.kind = 'adjustment' offset 0) m
  ) x
  group by x.company_id, x.cause_id, x.id having count(x.why) > 0
)
select o.company_id, o.why, count(*) as strays, count(distinct o.cause_id) as orders, min(o.cause_id) as first_order,
  min(o.left_on) as first_on, c.currency, coalesce(-sum(o.value), 0)::bigint as at_risk
from one o
join organization.company c on c.company_id = o.company_id
group by o.company_id, o.why, c.currency
order by o.company_id, o.why

-- name: count_strays_not_back :read
-- What was to come back by a day that is over, of a company, along stray_expected.
-- notnull: first_order, first_until
select s.company_id, count(*) as strays, count(distinct s.cause_id) as orders, min(s.until) as first_until,
  (array_agg(s.cause_id order by s.until, s.id))[1] as first_order
from organization.company c
cross join lateral (select s.company_id, s.id, s.cause_id, coalesce(s.expected_until, s.left_on + 30) as until from fulfillment.stray s
  where s.company_id = c.company_id and s.state = 'expected'
    and coalesce(s.expected_until, s.left_on + 30) < (:now::timestamptz at time zone c.time_zone)::date
  order by coalesce(s.expected_until, s.left_on + 30) limit 10000) s
group by s.company_id
order by s.company_id

-- name: count_shortages :read
-- Where more is reserved than is there and has been for long: a matter of seconds, unless a warehouse is asked to ship it.
-- notnull: first_sku, first_location, since
select s.company_id, l.auto_confirm, count(*) as places, min(s.since) as since,
  (array_agg(i.sku order by s.since, s.item_id, s.location_id))[1] as first_sku,
  (array_agg(l.code order by s.since, s.item_id, s.location_id))[1] as first_location
from organization.company c
cross join lateral (select s.* from inventory.shortage s
  where s.company_id = c.company_id and s.since < :ours_before::timestamptz limit 10000) s
join inventory.stock_gate g on g.company_id = s.company_id and g.item_id = s.item_id and g.location_id = s.location_id
  and g.reserved > 0 and g.reserved > g.on_hand
join inventory.location l on l.company_id = s.company_id and l.id = s.location_id
join catalog.item i on i.company_id = s.company_id and i.id = s.item_id
where l.auto_confirm or s.since < :theirs_before::timestamptz
group by s.company_id, l.auto_confirm
order by s.company_id, l.auto_confirm

-- name: count_unfulfillable :read
-- What places refused and nobody has, of the newest 10,000 refusals of a company of which that was so: the lines that wait for it still,
-- without goods or a day. `at_risk`: what their orders are worth, in the company's currency.
-- notnull: first_order, since
with line as materialized (
  select distinct on (r.company_id, d.root_id, d.source_id) r.company_id, d.root_id, d.source_id, r.batch
  from organization.company c
  cross join lateral (select j.* from orchestration.rejection j
    where j.company_id = c.company_id and j.unfulfillable order by j.order_id desc, j.id desc limit 10000) r
  cross join lateral unnest(r.into_part_ids) as p(id)
  join inventory.planned_demand d
    on d.company_id = r.company_id and d.root_id = r.order_id and d.source_id = p.id and d.promised_on is null
  order by r.company_id, d.root_id, d.source_id, r.batch
), one as (
  select l.company_id, l.root_id, count(*) as lines, min(l.batch) as batch from line l group by 1, 2
)
select o.company_id, sum(o.lines)::bigint as lines, count(*) as orders, min(o.root_id) as first_order, min(g.at) as since, c.currency,
  coalesce(sum(platform.in_books(s.total, s.rate_e10, s.currency, c.currency)), 0)::bigint as at_risk
from one o
join organization.company c on c.company_id = o.company_id
join platform.company_log g on g.company_id = o.company_id and g.batch = o.batch
join orders.order_state e on e.company_id = o.company_id and e.order_id = o.root_id
join orders.sales_order s on s.company_id = e.company_id and s.id = e.order_id and s.version = e.version
group by o.company_id, c.currency
order by o.company_id

-- name: read_over_receipts :read
-- Of the 10,000 newest supply orders of each company those of which `percent` more than was ordered came.
select s.company_id, s.number, i.sku, l.code as location_code, s.quantity, s.received, c.currency,
  round((s.received - s.quantity) * s.unit_cost * 10 ^ platform.currency_digits(c.currency))::bigint as at_risk
from organization.company c
cross join lateral (select s.* from inventory.supply s where s.company_id = c.company_id order by s.id desc limit 10000) s
join catalog.item i on i.company_id = s.company_id and i.id = s.item_id
join inventory.location l on l.company_id = s.company_id and l.id = s.location_id
where s.received > s.quantity * (1 + :percent::integer / 100.0)
order by s.company_id, s.id limit 1000
