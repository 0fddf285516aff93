-- name: read_accounts :read
-- An account with its credit gate, read without a lock: the writing statement asks the gate again.
select a.company_id, a.id, a.customer_id, a.number, a.currency, a.terms_days, a.segment, a.ship_to_country, a.ship_to_region,
  a.tax_exempt, g.credit_limit, g.open_orders, g.open_receivables, g.unapplied
from unnest(:company_ids::bigint[], :numbers::text[]) as w(company_id, number)
cross join lateral (select * from customers.account a where a.company_id = w.company_id and a.number = w.number offset 0) a
cross join lateral (select * from customers.credit_gate g where g.company_id = a.company_id and g.account_id = a.id offset 0) g

-- name: read_accounts_by_id :read
select a.company_id, a.id, a.customer_id, a.number, a.currency, a.terms_days, a.segment, a.ship_to_country, a.ship_to_region,
  a.tax_exempt, g.credit_limit, g.open_orders, g.open_receivables, g.unapplied
from unnest(:company_ids::bigint[], :ids::bigint[]) as w(company_id, id)
cross join lateral (select * from customers.account a where a.company_id = w.company_id and a.id = w.id offset 0) a
cross join lateral (select * from customers.credit_gate g where g.company_id = a.company_id and g.account_id = a.id offset 0) g

-- name: read_partner_accounts :read
select p.account_id from unnest(:company_ids::bigint[]) as w(company_id)
join customers.account_partner p on p.company_id = w.company_id and p.partner_id = :partner_id::bigint
limit :most::integer

-- name: insert_customer :write key
-- Made on the fly by an order; two batches that make the same customer meet on the number: the later one reads again.
insert into customers.customer (company_id, id, number, kind)
select r.company_id, r.id, r.number, r.kind from :rows(company_id bigint, id bigint, number text, kind text)
order by r.company_id, r.number

-- name: insert_person_data :write insert
insert into customers.person_data (company_id, customer_id, id, name, email, phone, address, search_name)
select r.company_id, r.customer_id, 0, r.name, r.email, r.phone, r.address, r.search_name
from :rows(company_id bigint, customer_id bigint, name text, email text, phone text, address jsonb, search_name text)

-- name: insert_account :write key
insert into customers.account (company_id, id, customer_id, number, currency, terms_days, segment, ship_to_country, ship_to_region)
select r.* from :rows(company_id bigint, id bigint, customer_id bigint, number text, currency text, terms_days integer,
  segment text, ship_to_country text, ship_to_region text)
order by r.company_id, r.number

-- name: insert_credit_gate :write insert
insert into customers.credit_gate (company_id, account_id, credit_limit)
select r.* from :rows(company_id bigint, account_id bigint, credit_limit bigint)

-- name: lock_credit_gates :lock credit
select count(*) as locked from (
  select 1 from customers.credit_gate g
  where (g.company_id, g.account_id) in (select r.company_id, r.account_id from :rows(company_id bigint, account_id bigint))
  order by g.company_id, g.account_id for update
) l

-- name: move_exposure :write credit
-- Adds to the parts of an account's exposure. `fit` is what was decided to fit under the limit: it is asked of the
-- locked row again, else DK001.
with wanted as (
  select * from :rows(company_id bigint, account_id bigint, open_orders bigint, open_receivables bigint, unapplied bigint, fit bigint)
), moved as (
  update customers.credit_gate g
  set open_orders = g.open_orders + w.open_orders,
      open_receivables = g.open_receivables + w.open_receivables,
      unapplied = g.unapplied + w.unapplied
  from wanted w
  where g.company_id = w.company_id and g.account_id = w.account_id
    and (w.fit is null or g.credit_limit is null
      or g.open_orders + g.open_receivables - g.unapplied + w.fit <= g.credit_limit)
  returning g.company_id, g.account_id
)
select platform.verify((select count(*) from moved) = (select count(*) from wanted)) as verified
