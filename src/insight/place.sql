-- name: read_order_places :read
-- Where an order goes and who pays. What is personal is read for those alone who may see it.
-- null: site, address_id, name, email, phone, address, kept_id
select p.what, t.code as site, p.address_id, d.id as kept_id, d.name, d.email, d.phone, d.address
from orders.order_state s
join orders.sales_order o on o.company_id = :company_id::bigint and o.id = s.order_id and o.version = s.version
cross join lateral (values ('shipTo', o.ship_to_site, o.ship_to_address), ('billTo', o.bill_to_site, o.bill_to_address)
  ) p(what, site_id, address_id)
left join customers.account a on a.company_id = :company_id::bigint and a.id = o.account_id
left join customers.site t on t.company_id = :company_id::bigint and t.id = p.site_id
left join customers.person_data d on :seen::boolean and d.company_id = :company_id::bigint and d.customer_id = a.customer_id
  and d.id = p.address_id
where s.company_id = :company_id::bigint and s.order_id = :order_id::bigint

-- name: find_shipment :read
select s.cause_id as order_id from fulfillment.shipment s
where s.company_id = :company_id::bigint and s.id = :shipment_id::bigint

-- name: read_shipment :read
-- null: location_code, location_name, customer_reference, account_id, polls, offer_at
select s.id, s.released_on, s.state, q.polls, q.offer_at, s.carrier, s.tracking_number, l.code as location_code, l.name as location_name,
  o.id as order_id, o.account_id, o.customer_reference, o.ship_to_country, o.ship_to_region
from fulfillment.shipment s
join orders.order_state e on e.company_id = :company_id::bigint and e.order_id = s.cause_id
join orders.sales_order o on o.company_id = :company_id::bigint and o.id = e.order_id and o.version = e.version
left join inventory.location l on l.company_id = :company_id::bigint and l.id = s.location_id
left join fulfillment.open_shipment q on q.company_id = :company_id::bigint and q.id = s.id
where s.company_id = :company_id::bigint and s.cause_id = :order_id::bigint and s.id = :shipment_id::bigint

-- name: read_pick_list :read
-- `rejected` by its place, and what of that nobody else has.
-- notnull: rejected, unfulfillable
-- null: sku, name, uom
select s.source_id, s.item_id, s.requested, s.shipped, s.recalled, s.accepted, s.picked, i.sku, i.name, i.uom,
  coalesce(r.rejected, 0)::numeric(20, 6) as rejected, coalesce(r.unfulfillable, 0)::numeric(20, 6) as unfulfillable
from fulfillment.shipment_line s
left join lateral (select sum(r.quantity) as rejected, sum(r.quantity) filter (where r.unfulfillable) as unfulfillable
  from orchestration.rejection r where r.company_id = :company_id::bigint and r.order_id = :order_id::bigint
    and r.shipment_id = :shipment_id::bigint and r.part_id = s.source_id) r on true
left join catalog.item i on i.company_id = :company_id::bigint and i.id = s.item_id
where s.company_id = :company_id::bigint and s.cause_id = :order_id::bigint and s.shipment_id = :shipment_id::bigint
order by i.sku, s.source_id

-- name: read_account_holder :read
-- Who has an account; nobody has a name once it was erased.
-- null: name
select d.name
from customers.account a
left join customers.person_data d on d.company_id = :company_id::bigint and d.customer_id = a.customer_id and d.id = 0
where a.company_id = :company_id::bigint and a.id = :account_id::bigint
