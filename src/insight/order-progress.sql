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
-- Lines as they stand, each with what its fulfillment lines sum to. Both are put in groups, not joined: an order of ten
-- thousand lines is no walk over all of its parts for each.
-- notnull: order_id, line_no, quantity, shipped, cancelled, backordered
-- null: external_line_id
select x.order_id, x.line_no, max(x.external_line_id) as external_line_id,
  (array_agg(x.custom) filter (where x.action is not null))[1] as custom, coalesce(sum(x.quantity), 0) as quantity,
  coalesce(sum(x.shipped), 0) as shipped, coalesce(sum(x.cancelled), 0) as cancelled, coalesce(bool_or(x.backordered), false) as backordered
from (
  select l.*, null::numeric as quantity, null::numeric as shipped, null::numeric as cancelled, null::boolean as backordered from (
    select distinct on (l.order_id, l.line_no) l.order_id, l.line_no, l.action, l.external_line_id, l.custom
    from unnest(:order_ids::bigint[]) as w(order_id)
    join orders.order_state s on s.company_id = :company_id::bigint and s.order_id = w.order_id
    join orders.order_line l on l.company_id = :company_id::bigint and l.order_id = s.order_id and l.from_version <= s.version
    order by l.order_id, l.line_no, l.from_version desc
  ) l
  union all
  select f.order_id, f.line_no, null, null, null, f.quantity, f.shipped, f.cancelled,
    f.supply = 'backorder' and f.shipped + f.cancelled < f.quantity
  from unnest(:order_ids::bigint[]) as w(order_id)
  join orders.fulfillment_line f on f.company_id = :company_id::bigint and f.order_id = w.order_id
) x
group by x.order_id, x.line_no
having max(x.action) <> 'delete'
order by x.order_id, x.line_no

-- name: read_parcel_progress :read
-- Which lines each shipment carries, in the order in which they were asked for.
-- null: tracking_number
select f.order_id, f.line_no, s.id, s.state, s.tracking_number, sum(p.requested) as requested, sum(p.shipped) as shipped
from unnest(:order_ids::bigint[]) as w(order_id)
join fulfillment.shipment s on s.company_id = :company_id::bigint and s.cause_id = w.order_id
join fulfillment.shipment_line p on p.company_id = :company_id::bigint and p.cause_id = s.cause_id and p.shipment_id = s.id
cross join lateral (select f.order_id, f.line_no from orders.fulfillment_line f
  where f.company_id = :company_id::bigint and f.order_id = s.cause_id and f.id = p.source_id offset 0) f
group by f.order_id, f.line_no, s.id, s.state, s.tracking_number
order by f.order_id, s.id, f.line_no
