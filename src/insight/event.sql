-- name: read_feed :read
-- Facts of orders in the company's order of facts; a batch of many orders keeps them in order of id.
select g.pos, g.at, h.order_id, h.act, h.actor, h.reason, h.changes, h.events, o.currency
from platform.company_log g
join orders.history h on h.company_id = :company_id::bigint and h.batch = g.batch
join orders.order_state s on s.company_id = :company_id::bigint and s.order_id = h.order_id
join orders.sales_order o on o.company_id = :company_id::bigint and o.id = s.order_id and o.version = s.version
where g.company_id = :company_id::bigint and g.pos > :after::bigint
order by g.pos, h.order_id limit :fetch::bigint

-- name: read_feed_at :read
-- All facts of one place.
select g.pos, g.at, h.order_id, h.act, h.actor, h.reason, h.changes, h.events, o.currency
from platform.company_log g
join orders.history h on h.company_id = :company_id::bigint and h.batch = g.batch
join orders.order_state s on s.company_id = :company_id::bigint and s.order_id = h.order_id
join orders.sales_order o on o.company_id = :company_id::bigint and o.id = s.order_id and o.version = s.version
where g.company_id = :company_id::bigint and g.pos = :pos::bigint
order by h.order_id

-- name: read_feed_head :read
select h.pos, y.code, n.epoch
from platform.company_head h
join organization.company y on y.company_id = h.company_id
cross join platform.installation n
where h.company_id = :company_id::bigint
