-- name: search_persons :read
-- Customers along the keys of what is personal, each an index of its own; what is said exactly comes first in each.
-- notnull: customer_id, field, key
select k.customer_id, w.field, k.key
from unnest(:fields::text[], :texts::text[], :ends::text[]) as w(field, text, upto)
cross join lateral (
  (select d.customer_id, lower(d.email) as key from customers.person_data d
  where w.field = 'email' and d.company_id = :company_id::bigint and d.email is not null
    and lower(d.email) >= w.text collate "C" and lower(d.email) < w.upto collate "C"
  order by lower(d.email) limit :fetch::bigint)
  union all
  (select d.customer_id, reverse(regexp_replace(d.phone, '[^0-9]', '', 'g')) from customers.person_data d
  where w.field = 'phone' and d.company_id = :company_id::bigint and d.phone is not null
    and reverse(regexp_replace(d.phone, '[^0-9]', '', 'g')) >= w.text collate "C" and reverse(regexp_replace(d.phone, '[^0-9]', '', 'g')) < w.upto collate "C"
  order by reverse(regexp_replace(d.phone, '[^0-9]', '', 'g')) limit :fetch::bigint)
  union all
  (select d.customer_id, upper(regexp_replace(d.address ->> 'postcode', '\W', '', 'g')) collate "C" from customers.person_data d
  where w.field = 'postcode' and d.company_id = :company_id::bigint and d.address ->> 'postcode' is not null
    and upper(regexp_replace(d.address ->> 'postcode', '\W', '', 'g')) collate "C" >= w.text collate "C" and upper(regexp_replace(d.address ->> 'postcode', '\W', '', 'g')) collate "C" < w.upto collate "C"
  order by upper(regexp_replace(d.address ->> 'postcode', '\W', '', 'g')) collate "C" limit :fetch::bigint)
  union all
  (select d.customer_id, d.search_name from customers.person_data d
  where w.field = 'name' and d.company_id = :company_id::bigint and d.search_name is not null
    and d.search_name ~>=~ w.text collate "C" and d.search_name ~<~ w.upto collate "C"
  order by d.search_name using ~<~ limit :fetch::bigint)
  union all
  (select d.customer_id, substring(d.search_name from '[^ ]+$') from customers.person_data d
  where w.field = 'name' and d.company_id = :company_id::bigint and d.search_name like '% %'
    and substring(d.search_name from '[^ ]+$') >= w.text collate "C" and substring(d.search_name from '[^ ]+$') < w.upto collate "C"
  order by substring(d.search_name from '[^ ]+$') limit :fetch::bigint)
  union all
  (select d.customer_id, lower(d.name) collate "C" from customers.person_data d
  where w.field = 'name' and d.company_id = :company_id::bigint and d.id <> 0 and d.name is not null
    and lower(d.name) collate "C" >= w.text collate "C" and lower(d.name) collate "C" < w.upto collate "C"
  order by lower(d.name) collate "C" limit :fetch::bigint)
) k

-- name: search_persons_among :read
-- The same for who sees some accounts only: what their customers have is read, and nothing else.
-- notnull: customer_id, field, key
select d.customer_id, w.field, k.key
from (select distinct a.customer_id as id from customers.account a
  where a.company_id = :company_id::bigint and a.id = any(:scope::bigint[])) c
cross join lateral (
  select * from customers.person_data d where d.company_id = :company_id::bigint and d.customer_id = c.id offset 0
) d
cross join lateral (values ('email', lower(d.email)), ('phone', reverse(regexp_replace(d.phone, '[^0-9]', '', 'g'))),
  ('postcode', upper(regexp_replace(d.address ->> 'postcode', '\W', '', 'g')) collate "C"),
  ('name', d.search_name), ('name', substring(d.search_name from '[^ ]+$')), ('name', lower(d.name) collate "C")) k(field, key)
join unnest(:fields::text[], :texts::text[], :ends::text[]) as w(field, text, upto)
  on k.field = w.field and k.key >= w.text collate "C" and k.key < w.upto collate "C"
order by k.key limit :fetch::bigint

-- name: search_customer_numbers :read
-- Customers by the beginning of their own number, of an account's, or of one in another system.
select f.customer_id, f.field, f.key
from unnest(:texts::text[], :ends::text[]) as w(text, upto)
cross join lateral (
  (select c.id as customer_id, 'number' as field, c.number as key from customers.customer c
  where c.company_id = :company_id::bigint and c.number >= w.text collate "C" and c.number < w.upto collate "C"
    and (:sees_all::boolean or exists (select from customers.account a
      where a.company_id = :company_id::bigint and a.customer_id = c.id and a.id = any(:scope::bigint[])))
  order by c.number limit :fetch::bigint)
  union all
  (select a.customer_id, 'account', a.number from customers.account a
  where a.company_id = :company_id::bigint and a.number >= w.text collate "C" and a.number < w.upto collate "C"
    and (:sees_all::boolean or a.id = any(:scope::bigint[]))
  order by a.number limit :fetch::bigint)
  union all
  (select n.customer_id, 'alternate_number', n.number from customers.alternate_number n
  where n.company_id = :company_id::bigint and n.number >= w.text collate "C" and n.number < w.upto collate "C"
    and (:sees_all::boolean or exists (select from customers.account a
      where a.company_id = :company_id::bigint and a.customer_id = n.customer_id and a.id = any(:scope::bigint[])))
  order by n.number limit :fetch::bigint)
) f

-- name: read_customers_found :read
-- null: name, email
select c.id, c.number, d.name, d.email
from unnest(:customer_ids::bigint[]) as w(id)
join customers.customer c on c.company_id = :company_id::bigint and c.id = w.id
left join customers.person_data d on d.company_id = :company_id::bigint and d.customer_id = c.id and d.id = 0
where :sees_all::boolean or exists (select from customers.account a
  where a.company_id = :company_id::bigint and a.customer_id = c.id and a.id = any(:scope::bigint[]))

-- name: search_orders :read
-- Orders by what a channel or a customer calls them, and shipments by what their carrier does.
-- null: shipment_id
select f.order_id, f.field, f.key, f.shipment_id
from unnest(:texts::text[], :ends::text[]) as w(text, upto)
cross join lateral (
  select k.order_id, 'external_id' as field, k.external_id as key, null::bigint as shipment_id
  from orders.source_system s cross join lateral (
    select k.order_id, k.external_id from orders.source_key k
    where k.company_id = :company_id::bigint and k.source = s.code and k.external_id >= w.text collate "C"
      and k.external_id < w.upto collate "C"
    order by k.external_id limit :fetch::bigint
  ) k
  where s.company_id = :company_id::bigint
  union all
  (select o.id, 'customer_reference', o.customer_reference, null from orders.sales_order o
  where o.company_id = :company_id::bigint and o.customer_reference >= w.text collate "C"
    and o.customer_reference < w.upto collate "C"
  order by o.customer_reference limit :fetch::bigint)
  union all
  (select p.cause_id, 'tracking_number', p.tracking_number, p.id from fulfillment.shipment p
  where p.company_id = :company_id::bigint and p.tracking_number >= w.text collate "C"
    and p.tracking_number < w.upto collate "C"
  order by p.tracking_number limit :fetch::bigint)
) f

-- name: search_orders_among :read
-- The same among the newest orders of each account that is seen.
-- null: shipment_id
select f.order_id, f.field, f.key, f.shipment_id
from unnest(:scope::bigint[]) as a(id)
cross join lateral (
  select o.id, o.external_id, o.customer_reference from orders.sales_order o
  where o.company_id = :company_id::bigint and o.account_id = a.id
  order by o.placed_at desc, o.id desc limit :budget::bigint
) o
cross join lateral (
  select o.id as order_id, 'external_id' as field, o.external_id as key, null::bigint as shipment_id
  union all
  select o.id, 'customer_reference', o.customer_reference, null where o.customer_reference is not null
  union all
  select p.cause_id, 'tracking_number', p.tracking_number, p.id from fulfillment.shipment p
  where p.company_id = :company_id::bigint and p.cause_id = o.id and p.tracking_number is not null
) f
join unnest(:texts::text[], :ends::text[]) as w(text, upto) on f.key >= w.text collate "C" and f.key < w.upto collate "C"
limit :fetch::bigint

-- name: read_orders_found :read
-- null: customer_name, customer_number
select o.id, o.external_id, s.status, c.number as customer_number, d.name as customer_name
from (select distinct w.id from unnest(:order_ids::bigint[]) as w(id)) w
join orders.order_state s on s.company_id = :company_id::bigint and s.order_id = w.id
join orders.sales_order o on o.company_id = :company_id::bigint and o.id = s.order_id and o.version = s.version
left join customers.account a on a.company_id = :company_id::bigint and a.id = o.account_id
left join customers.customer c on c.company_id = :company_id::bigint and c.id = a.customer_id
left join customers.person_data d on d.company_id = :company_id::bigint and d.customer_id = c.id and d.id = 0
where :sees_all::boolean or o.account_id = any(:scope::bigint[])

-- name: search_documents :read
-- Invoices and credit memos by id or printed number, whose prefix and year may be left out.
-- null: year, number, prefix
select v.id, v.kind, v.currency, v.total, a.number as account_number, n.year, n.number, e.prefix
from (
  select n.document_id as id from platform.number_series y
  join organization.document_series e on e.company_id = :company_id::bigint and e.code = y.series
  join platform.document_number n on n.company_id = :company_id::bigint and n.series = y.series and n.year = y.year
    and n.number = :number::bigint
  where y.company_id = :company_id::bigint and (:prefix::text = '' or upper(e.prefix) = :prefix::text)
    and (:year::integer = 0 or y.year = :year::integer)
  union all
  select :invoice_id::bigint where :invoice_id::bigint is not null
) f
join billing.invoice v on v.company_id = :company_id::bigint and v.id = f.id
join customers.account a on a.company_id = :company_id::bigint and a.id = v.account_id
left join platform.document_number n on n.company_id = :company_id::bigint and n.document_id = v.id
left join organization.document_series e on e.company_id = :company_id::bigint and e.code = n.series
where :sees_all::boolean or v.account_id = any(:scope::bigint[])
order by v.id desc limit :fetch::bigint

-- name: search_receipts :read
-- By id or by the reference that came with the money.
-- null: reference
select r.id, r.reference, r.received_on, r.currency, r.amount, a.number as account_number
from (
  select f.id from unnest(:texts::text[], :ends::text[]) as w(text, upto) cross join lateral (
    select r.id from billing.receipt r
    where r.company_id = :company_id::bigint and r.reference >= w.text collate "C" and r.reference < w.upto collate "C"
      and (:sees_all::boolean or r.account_id = any(:scope::bigint[]))
    order by r.reference limit :fetch::bigint
  ) f
  union select :receipt_id::bigint where :receipt_id::bigint is not null
) f
join billing.receipt r on r.company_id = :company_id::bigint and r.id = f.id
join customers.account a on a.company_id = :company_id::bigint and a.id = r.account_id
where :sees_all::boolean or r.account_id = any(:scope::bigint[])
order by r.reference, r.id desc limit :fetch::bigint

-- name: search_items :read
select f.id, f.sku, f.name, f.field
from (
  select k.id, k.sku, k.name, 'sku' as field from unnest(:texts::text[], :ends::text[]) as w(text, upto) cross join lateral (
    select i.id, i.sku, i.name from catalog.item i
    where i.company_id = :company_id::bigint and i.sku >= w.text collate "C" and i.sku < w.upto collate "C"
    order by i.sku limit :fetch::bigint
  ) k
  union all
  (select i.id, i.sku, i.name, 'name' from catalog.item i
  where i.company_id = :company_id::bigint and lower(i.name) collate "C" >= :name::text collate "C"
    and lower(i.name) collate "C" < :name_end::text collate "C"
  order by lower(i.name) collate "C" limit :fetch::bigint)
) f

-- name: search_quotes :read
-- Quotes by their own number or by what their customer calls them, as they stand.
-- null: customer_reference
select q.id, q.state, v.account_number, v.customer_reference
from (
  select f.quote_id from unnest(:texts::text[], :ends::text[]) as w(text, upto)
  cross join lateral (select v.quote_id from negotiation.quote_version v
    where v.company_id = :company_id::bigint and v.customer_reference collate "C" >= w.text collate "C"
      and v.customer_reference collate "C" < w.upto collate "C"
    order by v.customer_reference collate "C" limit :fetch::bigint) f
  union select :quote_id::bigint where :quote_id::bigint is not null
) f
join negotiation.quote q on q.company_id = :company_id::bigint and q.id = f.quote_id
join negotiation.quote_version v on v.company_id = q.company_id and v.quote_id = q.id and v.version = q.version
order by q.id desc limit :fetch::bigint

-- name: search_quotes_among :read
-- The same among the newest quotes of each account that is seen, of those that their customer was shown as they stand.
-- null: customer_reference
select q.id, q.state, v.account_number, v.customer_reference
from unnest(:scope::bigint[]) as a(id)
cross join lateral (
  select q.id, q.state, q.version from negotiation.quote q
  where q.company_id = :company_id::bigint and q.account_id = a.id and q.sent_version = q.version
  order by q.id desc limit :budget::bigint
) q
join negotiation.quote_version v on v.company_id = :company_id::bigint and v.quote_id = q.id and v.version = q.version
where q.id = :quote_id::bigint or exists (select from unnest(:texts::text[], :ends::text[]) as w(text, upto)
  where v.customer_reference collate "C" >= w.text collate "C" and v.customer_reference collate "C" < w.upto collate "C")
order by q.id desc limit :fetch::bigint
