-- name: read_accounts :read
-- An account with its credit gate, read without a lock: the writing statement asks the gate again.
select a.company_id, a.id, a.customer_id, a.number, a.currency, a.terms_days, a.segment, a.ship_to_country, a.ship_to_region,
  a.tax_exempt, a.backorders, a.partial_shipments, a.delivery_priority, g.credit_limit, g.open_orders, g.open_receivables, g.unapplied
from unnest(:company_ids::bigint[], :numbers::text[]) as w(company_id, number)
cross join lateral (select * from customers.account a where a.company_id = w.company_id and a.number = w.number offset 0) a
cross join lateral (select * from customers.credit_gate g where g.company_id = a.company_id and g.account_id = a.id offset 0) g

-- name: read_accounts_by_id :read
select a.company_id, a.id, a.customer_id, a.number, a.currency, a.terms_days, a.segment, a.ship_to_country, a.ship_to_region,
  a.tax_exempt, a.backorders, a.partial_shipments, a.delivery_priority, g.credit_limit, g.open_orders, g.open_receivables, g.unapplied
from unnest(:company_ids::bigint[], :ids::bigint[]) as w(company_id, id)
cross join lateral (select * from customers.account a where a.company_id = w.company_id and a.id = w.id offset 0) a
cross join lateral (select * from customers.credit_gate g where g.company_id = a.company_id and g.account_id = a.id offset 0) g

-- name: read_partner_accounts :read
select p.account_id from unnest(:company_ids::bigint[]) as w(company_id)
join customers.account_partner p on p.company_id = w.company_id and p.partner_id = :partner_id::bigint
limit :most::integer

-- name: read_acting :read
-- Firms that order for others: their number, how many accounts name them (one more than there may be at most), and which account of a
-- number does, as of now.
-- null: acts_for
-- notnull: ordinal, named
select w.ordinal, p.number, (select count(*) from (select from customers.account_partner n
    where n.company_id = w.company_id and n.partner_id = w.partner_id limit :most::bigint + 1) s) as named,
  (select a.id from customers.account a
    join customers.account_partner n on n.company_id = a.company_id and n.account_id = a.id and n.partner_id = w.partner_id
    where a.company_id = w.company_id and a.number = w.number) as acts_for
from unnest(:company_ids::bigint[], :partner_ids::bigint[], :numbers::text[]) with ordinality as w(company_id, partner_id, number, ordinal)
join customers.account p on p.company_id = w.company_id and p.id = w.partner_id
order by w.ordinal

-- name: lock_partners :lock key
-- Two batches that give one firm accounts come one after the other.
select count(*) as locked from (
  select 1 from customers.account a
  where (a.company_id, a.id) in (select r.company_id, r.id from :rows(company_id bigint, id bigint))
  order by a.company_id, a.number for no key update
) l

-- name: verify_partners :write key
-- Of locked accounts: the partner stands as it was read, or DK001.
with wanted as (
  select * from :rows(company_id bigint, account_id bigint, partner_id bigint)
)
select platform.verify(not exists (
  select from wanted w
  left join customers.account_partner n on n.company_id = w.company_id and n.account_id = w.account_id
  where n.partner_id is distinct from w.partner_id)) as verified

-- name: insert_partners :write insert
-- Of accounts that orders make. A firm with more accounts than may be would see nothing any more: DK001, and the batch is decided again.
with wanted as (
  select * from :rows(company_id bigint, account_id bigint, partner_id bigint, most bigint)
), made as (
  insert into customers.account_partner (company_id, account_id, partner_id)
  select w.company_id, w.account_id, w.partner_id from wanted w
)
select platform.verify(not exists (
  select from (select company_id, partner_id, most, count(*) as more from wanted group by 1, 2, 3) w
  where w.more + (select count(*) from customers.account_partner n
    where n.company_id = w.company_id and n.partner_id = w.partner_id) > w.most)) as verified

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
