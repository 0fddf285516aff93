-- name: list_source_orders :read
-- Orders of one source in the order in which they were captured, a page at a time: an import asks what it brought before.
select o.external_id, s.order_id, s.state, o.total
from orders.order_state s
join orders.sales_order o on o.company_id = :company_id::bigint and o.id = s.order_id and o.version = s.version
where s.company_id = :company_id::bigint and s.source = :source::text and s.order_id > :after::bigint
order by s.order_id limit :fetch::integer

-- name: count_source_orders :read
select s.state, count(*) as orders
from orders.order_state s
where s.company_id = :company_id::bigint and s.source = :source::text
group by s.state
