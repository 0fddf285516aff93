-- name: list_source_orders :read
-- Orders of one source in the order in which they were captured, a page at a time: an import asks what it brought before.
select l.external_id, l.order_id, l.state, l.total
from orders.list l
where l.company_id = :company_id::bigint and l.source = :source::text and l.order_id > :after::bigint
order by l.order_id limit :fetch::integer

-- name: count_source_orders :read
select l.state, count(*) as orders
from orders.list l
where l.company_id = :company_id::bigint and l.source = :source::text
group by l.state
