-- What is watched of orders: how they stand against what was promised of them.

-- name: read_promised_orders :read
select s.company_id, s.order_id, s.state, s.placed_at, o.order_type, s.source, o.prepaid, o.ship_to_country
from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)
cross join lateral (select * from orders.order_state s where s.company_id = w.company_id and s.order_id = w.order_id offset 0) s
cross join lateral (select * from orders.sales_order o where o.company_id = s.company_id and o.id = s.order_id and o.version = s.version offset 0) o

-- name: read_promised_parts :read
-- Parts, with what was promised first and what is promised now.
-- null: requested_on, promised_on, first_promised_on
select f.company_id, f.order_id, f.id, f.line_no, f.supply, f.requested_on, f.promised_on, f.first_promised_on,
  f.cancelled < f.quantity as wanted
from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)
cross join lateral (select * from orders.fulfillment_line f where f.company_id = w.company_id and f.order_id = w.order_id offset 0) f
order by f.company_id, f.order_id, f.id

-- name: list_open_orders :read
-- Orders that go on, by id; so many rows are looked at.
select s.order_id, s.state = any(:states::text[]) as open
from orders.order_state s
where s.company_id = :company_id::bigint and s.order_id > :after::bigint
order by s.order_id limit :budget::bigint

-- name: list_touched_orders :read
-- Orders that something happened to in places of the log behind one.
select distinct h.order_id
from platform.log_public g
cross join lateral (select h.order_id from orders.history h where h.company_id = g.company_id and h.batch = g.batch offset 0) h
where g.company_id = :company_id::bigint and g.pos > :after::bigint and g.pos <= :until::bigint
