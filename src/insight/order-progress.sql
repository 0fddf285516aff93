-- name: read_of_source :read
-- Which of these orders came from a source.
select s.order_id
from unnest(:order_ids::bigint[]) as w(order_id)
join orders.order_state s on s.company_id = :company_id::bigint and s.order_id = w.order_id and s.source = :source::text
order by s.order_id

-- name: read_progress :read
-- How far orders are, for those who tell others of it.
select s.order_id, o.source, o.external_id, s.state, s.open_holds, s.payment_status
from unnest(:order_ids::bigint[]) as w(order_id)
join orders.order_state s on s.company_id = :company_id::bigint and s.order_id = w.order_id
join orders.sales_order o on o.company_id = :company_id::bigint and o.id = s.order_id and o.version = s.version
order by s.order_id

-- name: read_line_progress :read
-- Lines as they stand, each with what its fulfillment lines sum to.
-- null: external_line_id
select l.order_id, l.line_no, l.external_line_id, l.custom, f.quantity, f.shipped, f.cancelled, f.backordered
from (
  select distinct on (l.order_id, l.line_no) l.order_id, l.line_no, l.action, l.external_line_id, l.custom
  from unnest(:order_ids::bigint[]) as w(order_id)
  join orders.order_state s on s.company_id = :company_id::bigint and s.order_id = w.order_id
  join orders.order_line l on l.company_id = :company_id::bigint and l.order_id = s.order_id and l.from_version <= s.version
  order by l.order_id, l.line_no, l.from_version desc
) l
cross join lateral (
  select coalesce(sum(f.quantity), 0) as quantity, coalesce(sum(f.shipped), 0) as shipped,
    coalesce(sum(f.cancelled), 0) as cancelled,
    coalesce(bool_or(f.supply = 'backorder' and f.shipped + f.cancelled < f.quantity), false) as backordered
  from orders.fulfillment_line f
  where f.company_id = :company_id::bigint and f.order_id = l.order_id and f.line_no = l.line_no
) f
where l.action <> 'delete'
order by l.order_id, l.line_no

-- name: read_parcel_progress :read
-- Which lines each shipment carries, in the order in which they were asked for.
-- null: tracking_number
select f.order_id, f.line_no, s.id, s.state, s.tracking_number, sum(p.requested) as requested, sum(p.shipped) as shipped
from unnest(:order_ids::bigint[]) as w(order_id)
join fulfillment.shipment s on s.company_id = :company_id::bigint and s.cause_id = w.order_id
join fulfillment.shipment_line p on p.company_id = :company_id::bigint and p.cause_id = s.cause_id and p.shipment_id = s.id
join orders.fulfillment_line f on f.company_id = :company_id::bigint and f.order_id = s.cause_id and f.id = p.source_id
group by f.order_id, f.line_no, s.id, s.state, s.tracking_number
order by f.order_id, s.id, f.line_no
