-- name: list_customers :read
-- By number.
-- null: name, email
select c.id, c.number, c.kind, d.name, d.email
from customers.customer c
left join customers.person_data d on d.company_id = :company_id::bigint and d.customer_id = c.id and d.id = 0
where c.company_id = :company_id::bigint and c.number > coalesce(:after::text, '')
order by c.number limit :fetch::bigint

-- name: search_customers :read
-- Whose number, here or in another system, or name begins with the text, in order of number. So many may begin with it that not all
-- can be put in order: of these `most` are looked at, and every row says so.
-- null: name, email
with named as materialized (
  (select d.customer_id from customers.person_data d
  where d.company_id = :company_id::bigint and d.search_name ~>=~ :name::text and d.search_name ~<~ :name_end::text
  limit :most::bigint + 1)
  union all
  (select n.customer_id from customers.alternate_number n
  where n.company_id = :company_id::bigint and n.number >= :text::text and n.number < :text_end::text
  limit :most::bigint + 1)
)
select c.id, c.number, c.kind, d.name, d.email, (select count(*) <= :most::bigint from named) as complete
from (
  select n.id from (select c.id from customers.customer c
    where c.company_id = :company_id::bigint and c.number >= :text::text and c.number < :text_end::text
      and c.number > coalesce(:after::text, '')
    order by c.number limit :fetch::bigint) n
  union
  select n.customer_id from named n
) f
join customers.customer c on c.company_id = :company_id::bigint and c.id = f.id
left join customers.person_data d on d.company_id = :company_id::bigint and d.customer_id = c.id and d.id = 0
where c.number > coalesce(:after::text, '')
order by c.number limit :fetch::bigint

-- name: list_customers_of :read
-- The same for a credential that sees a few accounts: along these, whether a text is looked for or not.
-- null: name, email
select c.id, c.number, c.kind, d.name, d.email
from (select distinct a.customer_id from customers.account a
  where a.company_id = :company_id::bigint and a.id = any(:scope::bigint[])) w
join customers.customer c on c.company_id = :company_id::bigint and c.id = w.customer_id
left join customers.person_data d on d.company_id = :company_id::bigint and d.customer_id = c.id and d.id = 0
where c.number > coalesce(:after::text, '')
  and (:text::text = '' or (c.number >= :text::text and c.number < :text_end::text)
    or exists (select from customers.person_data p where p.company_id = :company_id::bigint and p.customer_id = c.id
      and p.search_name ~>=~ :name::text and p.search_name ~<~ :name_end::text)
    or exists (select from customers.alternate_number n where n.company_id = :company_id::bigint and n.customer_id = c.id
      and n.number >= :text::text and n.number < :text_end::text))
order by c.number limit :fetch::bigint

-- name: list_customers_known_as :read
-- Whom another system knows by exactly this number: one, or several records that may be one customer.
-- null: name, email
select c.id, c.number, c.kind, d.name, d.email
from customers.alternate_number n
join customers.customer c on c.company_id = :company_id::bigint and c.id = n.customer_id
left join customers.person_data d on d.company_id = :company_id::bigint and d.customer_id = c.id and d.id = 0
where n.company_id = :company_id::bigint and n.system = :system::text and n.number = :known_as::text
  and c.number > coalesce(:after::text, '')
  and (:sees_all::boolean or exists (select from customers.account a
    where a.company_id = :company_id::bigint and a.customer_id = c.id and a.id = any(:scope::bigint[])))
order by c.number limit :fetch::bigint

-- name: read_customer :read
-- The record that leads all of the customer. Who sees some accounts only is shown the one that was asked for, here and below: what
-- the company takes for one is its own matter.
-- null: name, email, phone, address
select c.id, c.number, c.kind, c.custom, d.name, d.email, d.phone, d.address
from customers.same s
join customers.customer c on c.company_id = :company_id::bigint and c.id = s.member_id
left join customers.person_data d on d.company_id = :company_id::bigint and d.customer_id = c.id and d.id = 0
where s.company_id = :company_id::bigint and s.number = :number::text
  and s.member_id = case when :sees_all::boolean then s.head_id else s.customer_id end

-- name: read_customer_records :read
-- The records of the customer, its head first, and how each came to it.
-- null: name, email, phone, into_number, at, actor, reason, rule
-- notnull: erased
select c.id, c.number, c.kind, s.head_id = c.id as head, d.name, d.email, d.phone, i.number as into_number, b.at, g.actor, g.reason,
  g.rule, d.customer_id is null and exists (select from customers.erasure e
    where e.company_id = :company_id::bigint and e.customer_id = c.id) as erased
from customers.same s
join customers.customer c on c.company_id = :company_id::bigint and c.id = s.member_id
left join customers.person_data d on d.company_id = :company_id::bigint and d.customer_id = c.id and d.id = 0
-- The decision: rows since then only say that it went along with another.
left join lateral (select g.* from customers.merge g where g.company_id = :company_id::bigint and g.customer_id = c.id
  and g.into_id is distinct from (select p.into_id from customers.merge p
    where p.company_id = :company_id::bigint and p.customer_id = g.customer_id and p.version = g.version - 1)
  order by g.version desc limit 1) g on g.into_id is not null
left join customers.customer i on i.company_id = :company_id::bigint and i.id = g.into_id
left join platform.company_log b on b.company_id = :company_id::bigint and b.batch = g.batch
where s.company_id = :company_id::bigint and s.number = :number::text and :sees_all::boolean
order by head desc, c.number

-- name: read_customer_merges :read
-- What was decided of the records of the customer and of those that once were: not the rows of others that went along.
-- null: into_number, rule
select b.at, g.actor, g.reason, g.rule, c.number, i.number as into_number
from (
  select g.* from customers.same s
  join customers.merge g on g.company_id = :company_id::bigint and g.customer_id = s.member_id
  where s.company_id = :company_id::bigint and s.number = :number::text and :sees_all::boolean
  union
  select n.* from customers.same s
  join customers.merge g on g.company_id = :company_id::bigint and g.head_id = s.member_id
  join customers.merge n on n.company_id = :company_id::bigint and n.customer_id = g.customer_id and n.version in (g.version, g.version + 1)
  where s.company_id = :company_id::bigint and s.number = :number::text and :sees_all::boolean
) g
join customers.customer c on c.company_id = :company_id::bigint and c.id = g.customer_id
left join customers.customer i on i.company_id = :company_id::bigint and i.id = g.into_id
join platform.company_log b on b.company_id = :company_id::bigint and b.batch = g.batch
where g.into_id is distinct from (select p.into_id from customers.merge p
  where p.company_id = :company_id::bigint and p.customer_id = g.customer_id and p.version = g.version - 1)
order by b.pos desc, c.number limit 50

-- name: read_customer_numbers :read
select s.system, s.number, c.number as customer_number
from customers.same m
join customers.alternate_number s on s.company_id = :company_id::bigint and s.customer_id = m.member_id
join customers.customer c on c.company_id = :company_id::bigint and c.id = m.member_id
where m.company_id = :company_id::bigint and m.number = :number::text
  and (:sees_all::boolean or m.member_id = m.customer_id)
order by s.system, s.number, c.number limit 200

-- name: read_customer_accounts :read
-- Which firm acts for an account, and for how many an account acts, is told to those who see all of them.
-- null: credit_limit, partner
-- notnull: member_id, acts_for
select a.id, a.number, c.member_id, a.currency, a.terms_days, a.segment, a.ship_to_country, a.ship_to_region, a.tax_exempt,
  g.credit_limit, coalesce(g.open_orders, 0) as open_orders, coalesce(g.open_receivables, 0) as open_receivables,
  coalesce(g.unapplied, 0) as unapplied, r.number as partner,
  (select count(*) from customers.account_partner n
    where :sees_all::boolean and n.company_id = :company_id::bigint and n.partner_id = a.id)::integer as acts_for
from customers.same c
join customers.account a on a.company_id = :company_id::bigint and a.customer_id = c.member_id
left join customers.credit_gate g on g.company_id = :company_id::bigint and g.account_id = a.id
left join customers.account_partner p on :sees_all::boolean and p.company_id = :company_id::bigint and p.account_id = a.id
left join customers.account r on r.company_id = :company_id::bigint and r.id = p.partner_id
where c.company_id = :company_id::bigint and c.number = :number::text
  and (:sees_all::boolean or (c.member_id = c.customer_id and a.id = any(:scope::bigint[])))
order by a.number

-- name: read_customer_orders :read
-- The newest orders over all accounts of the customer, or the one that is asked for.
-- notnull: member_id, fallout
select o.order_id, o.source, o.external_id, o.account_id, o.placed_at, o.currency, o.total, o.lines, o.state, o.status,
  o.fulfillment_status, o.billing_status, o.payment_status, o.promised_on, a.number as account_number, c.member_id,
  exists (select from orchestration.task t where t.company_id = :company_id::bigint and t.order_id = o.order_id
    and t.problem is not null and t.state = 'failed') as fallout
from customers.same c
join customers.account a on a.company_id = :company_id::bigint and a.customer_id = c.member_id
cross join lateral (
  select s.order_id, o.source, o.external_id, o.account_id, o.placed_at, o.currency, o.total, s.lines, s.state, s.status,
    s.fulfillment_status, s.billing_status, s.payment_status, s.promised_on
  from orders.sales_order o
  join orders.order_state s on s.company_id = :company_id::bigint and s.order_id = o.id and s.version = o.version
  where o.company_id = :company_id::bigint and o.account_id = a.id and (:order_id::bigint is null or o.id = :order_id::bigint)
  order by o.placed_at desc, o.id desc limit :orders::bigint
) o
where c.company_id = :company_id::bigint and c.number = :number::text
  and (:sees_all::boolean or (c.member_id = c.customer_id and a.id = any(:scope::bigint[])))
order by o.placed_at desc, o.order_id desc limit :orders::bigint

-- name: read_customer_open_items :read
-- Of each account the first 200 along its index, of all together the first 200.
-- null: year, number, prefix
select a.number as account_number, i.invoice_id, i.cause_id, i.due_on, i.currency, i.original, i.open, n.year, n.number,
  e.prefix
from customers.same c
join customers.account a on a.company_id = :company_id::bigint and a.customer_id = c.member_id
cross join lateral (select * from billing.open_item i
  where i.company_id = :company_id::bigint and i.account_id = a.id and i.open <> 0 order by i.due_on, i.invoice_id limit 200) i
join billing.invoice v on v.company_id = :company_id::bigint and v.id = i.invoice_id
left join platform.document_number n on n.company_id = :company_id::bigint and n.document_id = i.invoice_id
left join organization.document_series e on e.company_id = :company_id::bigint and e.code = v.series
where c.company_id = :company_id::bigint and c.number = :number::text
  and (:sees_all::boolean or (c.member_id = c.customer_id and a.id = any(:scope::bigint[])))
order by i.due_on, i.invoice_id limit 200

-- name: read_customer_unapplied :read
select a.number as account_number, u.receipt_id, u.kind, u.currency, u.amount, r.received_on
from customers.same c
join customers.account a on a.company_id = :company_id::bigint and a.customer_id = c.member_id
cross join lateral (select * from billing.unapplied u
  where u.company_id = :company_id::bigint and u.account_id = a.id and u.amount > 0 order by u.receipt_id limit 200) u
join billing.receipt r on r.company_id = :company_id::bigint and r.id = u.receipt_id
where c.company_id = :company_id::bigint and c.number = :number::text
  and (:sees_all::boolean or (c.member_id = c.customer_id and a.id = any(:scope::bigint[])))
order by u.receipt_id limit 200

-- name: read_customer_sites :read
-- null: name, email, phone, address, person_id
-- notnull: member_id
select c.member_id, s.code, s.ship_to, s.bill_to, s.country, s.region, s.active, d.id as person_id, d.name, d.email, d.phone, d.address
from customers.same c
join customers.site s on s.company_id = :company_id::bigint and s.customer_id = c.member_id
left join customers.person_data d on d.company_id = :company_id::bigint and d.customer_id = s.customer_id and d.id = s.person_id
where c.company_id = :company_id::bigint and c.number = :number::text
  and (:sees_all::boolean or c.member_id = c.customer_id)
order by s.code, c.member_id limit 200

-- name: read_legal_holds :read
-- Of each record the newest counts. Rows from before their history was kept have no time.
-- null: at, until
-- notnull: counts, member_id
select g.at, c.member_id, h.until, h.reason, h.placed_by, not exists (select from customers.legal_hold n
  where n.company_id = :company_id::bigint and n.customer_id = h.customer_id and n.version > h.version) as counts
from customers.same c
join customers.legal_hold h on h.company_id = :company_id::bigint and h.customer_id = c.member_id
left join platform.company_log g on g.company_id = :company_id::bigint and g.batch = h.batch
where c.company_id = :company_id::bigint and c.number = :number::text and :sees_all::boolean
order by counts desc, g.pos desc nulls last, h.version desc limit 150

-- name: read_erasures :read
-- null: person_rows, bodies, drafts
-- notnull: member_id
select g.at, c.member_id, e.actor, e.reason, e.forced, e.person_rows, e.bodies, e.drafts, e.finished
from customers.same c
join customers.erasure e on e.company_id = :company_id::bigint and e.customer_id = c.member_id
join platform.company_log g on g.company_id = :company_id::bigint and g.batch = e.batch
where c.company_id = :company_id::bigint and c.number = :number::text and :sees_all::boolean
order by g.pos desc limit 50

-- name: read_customer_lifetime :read
-- Figures over all orders and documents of the customer, by currency, from the newest `budget` of each account.
-- notnull: orders, cancelled, ordered, invoices, billed, credit_memos, credited, looked
select f.currency, sum(f.orders)::bigint as orders, sum(f.cancelled)::bigint as cancelled, sum(f.ordered)::bigint as ordered,
  sum(f.invoices)::bigint as invoices, sum(f.billed)::bigint as billed, sum(f.credit_memos)::bigint as credit_memos,
  sum(f.credited)::bigint as credited, max(f.looked)::bigint as looked
from customers.same c
join customers.account a on a.company_id = :company_id::bigint and a.customer_id = c.member_id
cross join lateral (
  select o.currency, count(*) filter (where s.state <> 'cancelled') as orders, count(*) filter (where s.state = 'cancelled') as cancelled,
    coalesce(sum(o.total) filter (where s.state <> 'cancelled'), 0) as ordered, 0 as invoices, 0 as billed, 0 as credit_memos,
    0 as credited, count(*) as looked
  from (
    select o.id, o.version, o.currency, o.total from orders.sales_order o
    where o.company_id = :company_id::bigint and o.account_id = a.id
    order by o.placed_at desc, o.id desc limit :budget::bigint
  ) o
  join orders.order_state s on s.company_id = :company_id::bigint and s.order_id = o.id and s.version = o.version
  where s.state not in ('draft', 'pending_approval', 'rejected')
  group by o.currency
  union all
  select v.currency, 0, 0, 0, count(*) filter (where v.kind = 'invoice'), coalesce(sum(v.total) filter (where v.kind = 'invoice'), 0),
    count(*) filter (where v.kind = 'credit_memo'), coalesce(sum(v.total) filter (where v.kind = 'credit_memo'), 0), count(*)
  from (
    select i.invoice_id from billing.open_item i
    where i.company_id = :company_id::bigint and i.account_id = a.id
    order by i.invoice_id desc limit :budget::bigint
  ) i
  join billing.invoice v on v.company_id = :company_id::bigint and v.id = i.invoice_id
  group by v.currency
) f
where c.company_id = :company_id::bigint and c.number = :number::text
  and (:sees_all::boolean or (c.member_id = c.customer_id and a.id = any(:scope::bigint[])))
group by f.currency order by f.currency

-- name: read_customer_returns :read
-- The newest returns, and how many there are.
-- null: order_id
-- notnull: returns
select r.id, r.order_id, r.account_number, r.returned_on, r.reason, count(*) over () as returns
from (
  select r.id, r.order_id, a.number as account_number, r.returned_on, r.reason
  from customers.same c
  join customers.account a on a.company_id = :company_id::bigint and a.customer_id = c.member_id
  cross join lateral (
    select r.id, r.order_id, r.returned_on, r.reason from fulfillment.customer_return r
    where r.company_id = :company_id::bigint and r.account_id = a.id
    order by r.id desc limit :budget::bigint
  ) r
  where c.company_id = :company_id::bigint and c.number = :number::text
    and (:sees_all::boolean or (c.member_id = c.customer_id and a.id = any(:scope::bigint[])))
) r
order by r.id desc limit 50

-- name: read_customer_receipts :read
-- null: reference, unapplied
select r.id, a.number as account_number, r.received_on, r.currency, r.amount, r.method, r.reference, u.amount as unapplied
from customers.same c
join customers.account a on a.company_id = :company_id::bigint and a.customer_id = c.member_id
cross join lateral (
  select r.id, r.received_on, r.currency, r.amount, r.method, r.reference from billing.receipt r
  where r.company_id = :company_id::bigint and r.account_id = a.id
  order by r.id desc limit 50
) r
left join billing.unapplied u on u.company_id = :company_id::bigint and u.account_id = a.id and u.receipt_id = r.id
where c.company_id = :company_id::bigint and c.number = :number::text
  and (:sees_all::boolean or (c.member_id = c.customer_id and a.id = any(:scope::bigint[])))
order by r.id desc limit 50

-- name: read_customer_quotes :read
-- Whoever sees some accounts only is told of those that it was shown as they stand.
-- null: customer_reference
select q.id, q.state, q.version, q.made_at, v.account_number, v.valid_until, v.customer_reference
from (
  select q.* from customers.same c
  join customers.account a on a.company_id = :company_id::bigint and a.customer_id = c.member_id
  cross join lateral (
    select q.id, q.state, q.version, q.made_at from negotiation.quote q
    where q.company_id = :company_id::bigint and q.account_id = a.id and (:sees_all::boolean or q.sent_version = q.version)
    order by q.id desc limit 50
  ) q
  where c.company_id = :company_id::bigint and c.number = :number::text
    and (:sees_all::boolean or (c.member_id = c.customer_id and a.id = any(:scope::bigint[])))
  order by q.id desc limit 50
) q
join negotiation.quote_version v on v.company_id = :company_id::bigint and v.quote_id = q.id and v.version = q.version
order by q.id desc

-- name: read_customer_holds :read
-- Holds that are not released yet, among the newest orders of each account.
select h.order_id, h.id, h.code, h.reason, h.kind
from customers.same c
join customers.account a on a.company_id = :company_id::bigint and a.customer_id = c.member_id
cross join lateral (
  select o.id, o.version from orders.sales_order o
  where o.company_id = :company_id::bigint and o.account_id = a.id
  order by o.placed_at desc, o.id desc limit :budget::bigint
) o
join orders.order_state s on s.company_id = :company_id::bigint and s.order_id = o.id and s.version = o.version and s.open_holds > 0
join orders.hold h on h.company_id = :company_id::bigint and h.order_id = o.id and h.released_batch is null
where c.company_id = :company_id::bigint and c.number = :number::text
  and (:sees_all::boolean or (c.member_id = c.customer_id and a.id = any(:scope::bigint[])))
order by h.order_id desc, h.id limit 200

-- name: read_customer_notes :read
-- Of all records, in the order in which they became facts, the newest first; the text is null when it was erased. They are for the
-- company alone.
-- null: text
select g.pos, n.id, c.number, n.actor, g.at, d.note as text
from customers.same s
join customers.note n on n.company_id = :company_id::bigint and n.customer_id = s.member_id
join customers.customer c on c.company_id = :company_id::bigint and c.id = n.customer_id
join platform.company_log g on g.company_id = :company_id::bigint and g.batch = n.batch
left join customers.person_data d on d.company_id = :company_id::bigint and d.customer_id = n.customer_id and d.id = n.id
where s.company_id = :company_id::bigint and s.number = :number::text and :sees_all::boolean
  and (:after_pos::bigint is null or (g.pos, n.id) < (:after_pos::bigint, :after_id::bigint))
order by g.pos desc, n.id desc limit :fetch::bigint
