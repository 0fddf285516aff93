-- name: find_goods_filters :read
-- What filters name; null: it is not there, or of none of these accounts (null: all).
-- null: location_id, item_id, account_id, order_id
select (select l.id from inventory.location l where l.company_id = :company_id::bigint and l.code = :location::text) as location_id,
  (select i.id from catalog.item i where i.company_id = :company_id::bigint and i.sku = :sku::text) as item_id,
  (select a.id from customers.account a where a.company_id = :company_id::bigint and a.number = :account::text
    and (not :scoped::boolean or a.id = any(:account_ids::bigint[]))) as account_id,
  (select s.order_id from orders.order_state s where s.company_id = :company_id::bigint and s.order_id = :order_id::bigint
    and (not :scoped::boolean or exists (select from orders.sales_order o where o.company_id = s.company_id
      and o.id = s.order_id and o.version = s.version and o.account_id = any(:account_ids::bigint[])))) as order_id

-- name: list_shipments :read
-- Newest first, along shipment_id, or of one order along its key; what is `open` along the key of open_shipment, or along
-- open_shipment_location, however many there were. At most `budget` rows are looked at for filters without an
-- index; the last of them `ends` the page, whether it `matches` or not.
-- notnull: matches, ends
-- null: location_code
select m.id, m.cause_id, m.state, m.released_on, m.carrier, m.tracking_number, l.code as location_code, m.matches, m.ends
from (
  select s.*, s.n = :budget::bigint as ends, (:state::text is null or s.state = :state::text)
    and (not :open::boolean or s.state in ('requested', 'partially_shipped'))
    and (:location_id::bigint is null or s.location_id = :location_id::bigint)
    and s.released_on >= coalesce(:from_on::date, '-infinity') and s.released_on <= coalesce(:to_on::date, 'infinity')
    and (not :scoped::boolean or exists (select from orders.order_state t
      join orders.sales_order o on o.company_id = t.company_id and o.id = t.order_id and o.version = t.version
      where t.company_id = s.company_id and t.order_id = s.cause_id and o.account_id = any(:account_ids::bigint[]))) as matches
  from (
    select s.*, row_number() over (order by s.id desc) as n from (
      (select s.* from fulfillment.shipment s
      where :order_id::bigint is null and not :open::boolean and s.company_id = :company_id::bigint and s.id < coalesce(:after_id::bigint, 9223372036854775807)
      order by s.id desc limit :budget::bigint)
      union all
      (select s.* from (
        (select o.id, o.cause_id from fulfillment.open_shipment o
        where :open::boolean and :location_id::bigint is null and o.company_id = :company_id::bigint
          and o.id < coalesce(:after_id::bigint, 9223372036854775807)
        order by o.id desc limit :budget::bigint)
        union all
        (select o.id, o.cause_id from fulfillment.open_shipment o
        where :open::boolean and o.company_id = :company_id::bigint and o.location_id >= :location_id::bigint
          and (o.location_id, o.id) < (:location_id::bigint, coalesce(:after_id::bigint, 9223372036854775807))
        order by o.location_id desc, o.id desc limit :budget::bigint)
      ) o
      cross join lateral (select * from fulfillment.shipment s
        where s.company_id = :company_id::bigint and s.cause_id = o.cause_id and s.id = o.id offset 0) s
      where :order_id::bigint is null)
      union all
      (select s.* from fulfillment.shipment s
      where s.company_id = :company_id::bigint and s.cause_id >= :order_id::bigint
        and (s.cause_id, s.id) < (:order_id::bigint, coalesce(:after_id::bigint, 9223372036854775807))
      order by s.cause_id desc, s.id desc limit :budget::bigint)
    ) s
  ) s
) m
left join inventory.location l on l.company_id = :company_id::bigint and l.id = m.location_id
where m.matches or m.ends
order by m.id desc limit :fetch::bigint

-- name: list_returns :read
-- The same along customer_return_id, of one account along customer_return_account, of one order along its key. Equal is said
-- as a range, which no other index has in its order: none is tempting where an account has little.
-- notnull: matches, ends
-- null: order_id, account_number
select m.id, m.order_id, m.returned_on, m.reason, a.number as account_number, m.matches, m.ends
from (
  select r.*, r.n = :budget::bigint as ends, (:account_id::bigint is null or r.account_id = :account_id::bigint)
    and r.returned_on >= coalesce(:from_on::date, '-infinity') and r.returned_on <= coalesce(:to_on::date, 'infinity')
    and (not :scoped::boolean or r.account_id = any(:account_ids::bigint[])) as matches
  from (
    select r.*, row_number() over (order by r.id desc) as n from (
      (select r.* from fulfillment.customer_return r
      where :order_id::bigint is null and :account_id::bigint is null and r.company_id = :company_id::bigint
        and r.id < coalesce(:after_id::bigint, 9223372036854775807)
      order by r.id desc limit :budget::bigint)
      union all
      (select r.* from fulfillment.customer_return r
      where :order_id::bigint is null and r.company_id = :company_id::bigint and r.account_id >= :account_id::bigint
        and (r.account_id, r.id) < (:account_id::bigint, coalesce(:after_id::bigint, 9223372036854775807))
      order by r.account_id desc, r.id desc limit :budget::bigint)
      union all
      (select r.* from fulfillment.customer_return r
      where r.company_id = :company_id::bigint and r.cause_id >= :order_id::bigint
        and (r.cause_id, r.id) < (:order_id::bigint, coalesce(:after_id::bigint, 9223372036854775807))
      order by r.cause_id desc, r.id desc limit :budget::bigint)
    ) r
  ) r
) m
left join customers.account a on a.company_id = :company_id::bigint and a.id = m.account_id
where m.matches or m.ends
order by m.id desc limit :fetch::bigint

-- name: list_supply_orders :read
-- The same along the key of supply.
-- notnull: matches, ends
-- null: sku, location_code
select m.id, m.number, m.due_on, m.quantity, m.received, m.unit_cost, i.sku, l.code as location_code, m.matches, m.ends
from (
  select s.*, s.n = :budget::bigint as ends, (:open::boolean is null or (s.received < s.quantity) = :open::boolean)
    and (:item_id::bigint is null or s.item_id = :item_id::bigint)
    and (:location_id::bigint is null or s.location_id = :location_id::bigint)
    and s.due_on >= coalesce(:from_on::date, '-infinity') and s.due_on <= coalesce(:to_on::date, 'infinity') as matches
  from (
    select s.*, row_number() over (order by s.id desc) as n from (
      select s.* from inventory.supply s
      where s.company_id = :company_id::bigint and s.id < coalesce(:after_id::bigint, 9223372036854775807)
      order by s.id desc limit :budget::bigint
    ) s
  ) s
) m
left join catalog.item i on i.company_id = :company_id::bigint and i.id = m.item_id
left join inventory.location l on l.company_id = :company_id::bigint and l.id = m.location_id
where m.matches or m.ends
order by m.id desc limit :fetch::bigint

-- name: list_strays :read
-- What left without a sale, newest first: of one order along its key, of an item along stray_item, in a state along stray_state, all
-- along stray_id. Equal is said as a range, as in list_returns.
-- notnull: matches, ends
-- null: sku, location_code, invoice_id, expected_until
select m.id, m.cause_id, m.shipment_id, m.source_id, m.why, m.left_on, m.quantity, m.state, m.expected_until, m.billed, m.returned,
  m.written_off, m.invoice_id, i.sku, l.code as location_code, m.matches, m.ends
from (
  select s.*, s.n = :budget::bigint as ends, (:state::text is null or s.state = :state::text)
    and (:item_id::bigint is null or s.item_id = :item_id::bigint)
    and (:location_id::bigint is null or s.location_id = :location_id::bigint)
    and (:until_on::date is null or s.state = 'expected' and coalesce(s.expected_until, s.left_on + 30) <= :until_on::date)
    and s.left_on >= coalesce(:from_on::date, '-infinity') and s.left_on <= coalesce(:to_on::date, 'infinity') as matches
  from (
    select s.*, row_number() over (order by s.id desc) as n from (
      (select s.* from fulfillment.stray s
      where :order_id::bigint is null and :item_id::bigint is null and :state::text is null and s.company_id = :company_id::bigint
        and s.id < coalesce(:after_id::bigint, 9223372036854775807)
      order by s.id desc limit :budget::bigint)
      union all
      (select s.* from fulfillment.stray s
      where :order_id::bigint is null and :item_id::bigint is null and s.company_id = :company_id::bigint and s.state >= :state::text
        and (s.state, s.id) < (:state::text, coalesce(:after_id::bigint, 9223372036854775807))
      order by s.state desc, s.id desc limit :budget::bigint)
      union all
      (select s.* from fulfillment.stray s
      where :order_id::bigint is null and s.company_id = :company_id::bigint and s.item_id >= :item_id::bigint
        and (s.item_id, s.id) < (:item_id::bigint, coalesce(:after_id::bigint, 9223372036854775807))
      order by s.item_id desc, s.id desc limit :budget::bigint)
      union all
      (select s.* from fulfillment.stray s
      where s.company_id = :company_id::bigint and s.cause_id >= :order_id::bigint
        and (s.cause_id, s.id) < (:order_id::bigint, coalesce(:after_id::bigint, 9223372036854775807))
      order by s.cause_id desc, s.id desc limit :budget::bigint)
    ) s
  ) s
) m
left join catalog.item i on i.company_id = :company_id::bigint and i.id = m.item_id
left join inventory.location l on l.company_id = :company_id::bigint and l.id = m.location_id
where m.matches or m.ends
order by m.id desc limit :fetch::bigint
