-- name: count_strays :read
-- What left without a sale and nobody has decided on, by why it did. What it cost stands in the books of the batch in which it left.
select s.company_id, s.why, count(*) as strays, count(distinct s.cause_id) as orders, min(s.cause_id) as first_order,
  min(s.left_on) as first_on, c.currency, coalesce(-sum(m.value), 0)::bigint as at_risk
from organization.company c
cross join lateral (select s.* from fulfillment.stray s
  where s.company_id = c.company_id and s.state <> 'settled' and s.state = 'open' limit 10000) s
cross join lateral (select sum(m.value) as value from inventory.stock_move m where m.company_id = s.company_id
  and m.root_id = s.cause_id and m.source_id = s.id and m.kind = 'adjustment') m
group by s.company_id, s.why, c.currency
order by s.company_id, s.why

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
