-- name: read_turns :read
-- How urgent orders are, how many lines they have, and when they were agreed.
-- notnull: agreed_at
select s.company_id, s.order_id, s.priority, s.lines, g.at as agreed_at
from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)
cross join lateral (select * from orders.order_state s where s.company_id = w.company_id and s.order_id = w.order_id offset 0) s
cross join lateral (select * from orders.sales_order o where o.company_id = s.company_id and o.id = s.order_id and o.version = s.version offset 0) o
cross join lateral (select * from platform.log_public g where g.company_id = o.company_id and g.batch = o.batch offset 0) g
