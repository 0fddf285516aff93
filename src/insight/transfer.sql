-- name: list_transfers :read
-- What places have still to send (of `from_id`), along transfer_to_send, or what is on its way (to `to_id`), along transfer_to_receive; or
-- all of an order; else both of all places, along transfer_open. Oldest first.
-- null: due_on, shipped_on, sku, name, uom
select t.id, t.cause_id, t.source_id, t.requested, t.shipped, t.received, t.lost, t.asked_on, t.due_on, t.shipped_on,
  f.code as from_code, g.code as to_code, i.sku, i.name, i.uom
from (
  (select t.* from fulfillment.transfer t where :from_id::bigint is not null and t.company_id = :company_id::bigint
    and t.from_location_id = :from_id::bigint and t.shipped < t.requested and t.id > coalesce(:after_id::bigint, 0)
    order by t.id limit :budget::bigint)
  union all
  (select t.* from fulfillment.transfer t where :to_id::bigint is not null and t.company_id = :company_id::bigint
    and t.to_location_id = :to_id::bigint and t.received + t.lost < t.shipped and t.id > coalesce(:after_id::bigint, 0)
    order by t.id limit :budget::bigint)
  union all
  (select t.* from fulfillment.transfer t where :order_id::bigint is not null and t.company_id = :company_id::bigint
    and t.cause_id = :order_id::bigint and t.id > coalesce(:after_id::bigint, 0)
    order by t.id limit :budget::bigint)
  union all
  (select t.* from fulfillment.transfer t where :from_id::bigint is null and :to_id::bigint is null and :order_id::bigint is null
    and t.company_id = :company_id::bigint and (t.shipped < t.requested or t.received + t.lost < t.shipped)
    and t.id > coalesce(:after_id::bigint, 0)
    order by t.id limit :budget::bigint)
) t
join inventory.location f on f.company_id = :company_id::bigint and f.id = t.from_location_id
join inventory.location g on g.company_id = :company_id::bigint and g.id = t.to_location_id
left join catalog.item i on i.company_id = :company_id::bigint and i.id = t.item_id
where not :scoped::boolean or exists (select from orders.order_state e
  join orders.sales_order o on o.company_id = e.company_id and o.id = e.order_id and o.version = e.version
  where e.company_id = :company_id::bigint and e.order_id = t.cause_id and o.account_id = any(:account_ids::bigint[]))
order by t.id limit :fetch::bigint
