-- name: count_jeopardy :read
-- Orders in jeopardy that nobody has acknowledged, of each company: those of high priority, and of medium, 10,000 each at most.
-- `at_risk`: what they are worth, in the company's currency.
-- notnull: first_order, since
select c.company_id, p.priority, count(*) as orders, min(j.order_id) as first_order, min(j.since) as since, c.currency,
  (array_agg(j.reason order by j.order_id))[1] as reason,
  coalesce(sum(platform.in_books(s.total, s.rate_e10, s.currency, c.currency)), 0)::bigint as at_risk
from organization.company c
cross join (values ('high'), ('medium')) as p(priority)
cross join lateral (select j.* from orchestration.jeopardy j
  where j.company_id = c.company_id and j.priority = p.priority and j.acknowledged_by is null order by j.order_id limit 10000) j
join orders.order_state e on e.company_id = j.company_id and e.order_id = j.order_id
join orders.sales_order s on s.company_id = e.company_id and s.id = e.order_id and s.version = e.version
group by c.company_id, p.priority, c.currency
order by c.company_id, p.priority
