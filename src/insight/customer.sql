-- name: list_customers :read
-- By number; `sees_all` sees more accounts than those of `scope`.
-- null: name, email
select c.id, c.number, c.kind, d.name, d.email
from customers.customer c
left join customers.person_data d on d.company_id = :company_id::bigint and d.customer_id = c.id and d.id = 0
where c.company_id = :company_id::bigint and c.number > coalesce(:after::text, '')
  and (:sees_all::boolean or c.id = any(array(select a.customer_id from customers.account a
    where a.company_id = :company_id::bigint and a.id = any(:scope::bigint[]))))
order by c.number limit :fetch::bigint

-- name: search_customers :read
-- Whose number or name begins with the text, in order of number.
-- null: name, email
select c.id, c.number, c.kind, d.name, d.email
from (
  select n.id from (select c.id from customers.customer c
    where c.company_id = :company_id::bigint and c.number >= :text::text and c.number < :text_end::text
      and c.number > coalesce(:after::text, '')
    order by c.number limit :fetch::bigint) n
  union
  select n.customer_id from (select d.customer_id from customers.person_data d
    where d.company_id = :company_id::bigint and d.search_name ~>=~ :name::text and d.search_name ~<~ :name_end::text
    limit 2000) n
) f
join customers.customer c on c.company_id = :company_id::bigint and c.id = f.id
left join customers.person_data d on d.company_id = :company_id::bigint and d.customer_id = c.id and d.id = 0
where c.number > coalesce(:after::text, '')
  and (:sees_all::boolean or c.id = any(array(select a.customer_id from customers.account a
    where a.company_id = :company_id::bigint and a.id = any(:scope::bigint[]))))
order by c.number limit :fetch::bigint

-- name: read_customer :read
-- null: name, email, phone, address
select c.id, c.number, c.kind, c.custom, d.name, d.email, d.phone, d.address
from customers.customer c
left join customers.person_data d on d.company_id = :company_id::bigint and d.customer_id = c.id and d.id = 0
where c.company_id = :company_id::bigint and c.number = :number::text

-- name: read_customer_accounts :read
-- null: credit_limit
select a.id, a.number, a.currency, a.terms_days, a.segment, a.ship_to_country, a.ship_to_region, a.tax_exempt,
  g.credit_limit, coalesce(g.open_orders, 0) as open_orders, coalesce(g.open_receivables, 0) as open_receivables,
  coalesce(g.unapplied, 0) as unapplied
from customers.customer c
join customers.account a on a.company_id = :company_id::bigint and a.customer_id = c.id
left join customers.credit_gate g on g.company_id = :company_id::bigint and g.account_id = a.id
where c.company_id = :company_id::bigint and c.number = :number::text
  and (:sees_all::boolean or a.id = any(:scope::bigint[]))
order by a.number

-- name: read_customer_orders :read
-- The newest orders over all accounts of the customer.
select o.order_id, o.source, o.external_id, o.account_id, o.placed_at, o.currency, o.total, o.lines, o.state, o.status,
  o.fulfillment_status, o.billing_status, o.payment_status, o.promised_on, a.number as account_number,
  c.number as customer_number
from customers.customer c
join customers.account a on a.company_id = :company_id::bigint and a.customer_id = c.id
cross join lateral (
  select s.order_id, o.source, o.external_id, o.account_id, o.placed_at, o.currency, o.total, s.lines, s.state, s.status,
    s.fulfillment_status, s.billing_status, s.payment_status, s.promised_on
  from orders.sales_order o
  join orders.order_state s on s.company_id = :company_id::bigint and s.order_id = o.id and s.version = o.version
  where o.company_id = :company_id::bigint and o.account_id = a.id
  order by o.placed_at desc, o.id desc limit 50
) o
where c.company_id = :company_id::bigint and c.number = :number::text
  and (:sees_all::boolean or a.id = any(:scope::bigint[]))
order by o.placed_at desc, o.order_id desc limit 50

-- name: read_customer_open_items :read
-- null: year, number, prefix
select a.number as account_number, i.invoice_id, i.cause_id, i.due_on, i.currency, i.original, i.open, n.year, n.number,
  e.prefix
from customers.customer c
join customers.account a on a.company_id = :company_id::bigint and a.customer_id = c.id
join billing.open_item i on i.company_id = :company_id::bigint and i.account_id = a.id and i.open <> 0
join billing.invoice v on v.company_id = :company_id::bigint and v.id = i.invoice_id
left join platform.document_number n on n.company_id = :company_id::bigint and n.document_id = i.invoice_id
left join organization.document_series e on e.company_id = :company_id::bigint and e.code = v.series
where c.company_id = :company_id::bigint and c.number = :number::text
  and (:sees_all::boolean or a.id = any(:scope::bigint[]))
order by i.due_on, i.invoice_id limit 200

-- name: read_customer_unapplied :read
select a.number as account_number, u.receipt_id, u.kind, u.currency, u.amount, r.received_on
from customers.customer c
join customers.account a on a.company_id = :company_id::bigint and a.customer_id = c.id
join billing.unapplied u on u.company_id = :company_id::bigint and u.account_id = a.id and u.amount > 0
join billing.receipt r on r.company_id = :company_id::bigint and r.id = u.receipt_id
where c.company_id = :company_id::bigint and c.number = :number::text
  and (:sees_all::boolean or a.id = any(:scope::bigint[]))
order by u.receipt_id limit 200

-- name: read_customer_sites :read
-- null: name, email, phone, address, person_id
select s.code, s.ship_to, s.bill_to, s.country, s.region, s.active, d.id as person_id, d.name, d.email, d.phone, d.address
from customers.customer c
join customers.site s on s.company_id = :company_id::bigint and s.customer_id = c.id
left join customers.person_data d on d.company_id = :company_id::bigint and d.customer_id = s.customer_id and d.id = s.person_id
where c.company_id = :company_id::bigint and c.number = :number::text
order by s.code limit 200

-- name: read_legal_hold :read
select h.until, h.reason
from customers.customer c
join customers.legal_hold h on h.company_id = :company_id::bigint and h.customer_id = c.id
where c.company_id = :company_id::bigint and c.number = :number::text

-- name: read_erasures :read
select g.at, e.actor, e.reason, e.forced
from customers.customer c
join customers.erasure e on e.company_id = :company_id::bigint and e.customer_id = c.id
join platform.company_log g on g.company_id = :company_id::bigint and g.batch = e.batch
where c.company_id = :company_id::bigint and c.number = :number::text
order by g.pos desc limit 50
