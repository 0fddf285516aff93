-- name: customers_by_number :read
-- null: name, email, phone, address
-- notnull: alternate_numbers
select c.company_id, c.id, c.number, c.kind, c.custom, p.name, p.email, p.phone, p.address,
  coalesce((select jsonb_agg(jsonb_build_object('system', n.system, 'number', n.number) order by n.system, n.number)
    from customers.alternate_number n where n.company_id = c.company_id and n.customer_id = c.id), '[]') as alternate_numbers
from unnest(:company_ids::bigint[], :codes::text[]) as w(company_id, number)
join customers.customer c on c.company_id = w.company_id and c.number = w.number
left join customers.person_data p on p.company_id = c.company_id and p.customer_id = c.id and p.id = 0

-- name: accounts_by_number :read
-- null: partner_id
select a.company_id, a.id, a.customer_id, a.number, a.currency, a.terms_days, a.segment, a.ship_to_country, a.ship_to_region,
  a.tax_exempt, a.backorders, a.partial_shipments, a.delivery_priority, a.custom, g.credit_limit, p.partner_id
from unnest(:company_ids::bigint[], :codes::text[]) as w(company_id, number)
join customers.account a on a.company_id = w.company_id and a.number = w.number
join customers.credit_gate g on g.company_id = a.company_id and g.account_id = a.id
left join customers.account_partner p on p.company_id = a.company_id and p.account_id = a.id

-- name: list_customers :read
-- null: name, email, phone, address, partner
-- notnull: alternate_numbers
select a.id, c.id as customer_id, c.number, c.kind, c.custom, p.name, p.email, p.phone, p.address,
  coalesce((select jsonb_agg(jsonb_build_object('system', n.system, 'number', n.number) order by n.system, n.number)
    from customers.alternate_number n where n.company_id = c.company_id and n.customer_id = c.id), '[]') as alternate_numbers, a.number as account, a.currency, a.terms_days, a.segment,
  a.ship_to_country, a.ship_to_region, a.tax_exempt, a.backorders, a.partial_shipments, a.delivery_priority, g.credit_limit, r.number as partner
from customers.account a
join customers.customer c on c.company_id = a.company_id and c.id = a.customer_id
join customers.credit_gate g on g.company_id = a.company_id and g.account_id = a.id
left join customers.person_data p on p.company_id = a.company_id and p.customer_id = a.customer_id and p.id = 0
left join customers.account_partner n on n.company_id = a.company_id and n.account_id = a.id
left join customers.account r on r.company_id = n.company_id and r.id = n.partner_id
where a.company_id = :company_id::bigint and (:after::text is null or a.number > :after::text)
  and (:account::text is null or a.number = :account::text)
  and (:number::text is null or c.number = :number::text)
  and (:currency::text is null or a.currency = :currency::text)
  and (:segment::text is null or a.segment = :segment::text)
  and (:partner::text is null or r.number = :partner::text)
order by a.number limit :fetch::integer

-- name: save_customers :write key
-- One that was made meanwhile under the same number has another id: DK001, and the batch is decided again.
with wanted as (
  select * from :rows(company_id bigint, id bigint, number text, kind text, custom jsonb)
), saved as (
  insert into customers.customer as c (company_id, id, number, kind, custom)
  select w.company_id, w.id, w.number, w.kind, w.custom from wanted w
  order by w.company_id, w.number
  on conflict (company_id, number) do update set kind = excluded.kind, custom = excluded.custom where c.id = excluded.id
  returning c.company_id, c.id
)
select platform.verify((select count(*) from saved) = (select count(*) from wanted)) as verified

-- name: save_accounts :write key
-- One that was made meanwhile under the same number has another id: DK001, and the batch is decided again.
with wanted as (
  select * from :rows(company_id bigint, id bigint, customer_id bigint, number text, currency text, terms_days integer,
    segment text, ship_to_country text, ship_to_region text, tax_exempt boolean, backorders boolean,
    partial_shipments boolean, delivery_priority smallint, custom jsonb)
), saved as (
  insert into customers.account as a (company_id, id, customer_id, number, currency, terms_days, segment, ship_to_country,
    ship_to_region, tax_exempt, backorders, partial_shipments, delivery_priority, custom)
  select w.company_id, w.id, w.customer_id, w.number, w.currency, w.terms_days, w.segment, w.ship_to_country,
    w.ship_to_region, w.tax_exempt, w.backorders, w.partial_shipments, w.delivery_priority, w.custom from wanted w
  order by w.company_id, w.number
  on conflict (company_id, number) do update set terms_days = excluded.terms_days, segment = excluded.segment,
    ship_to_country = excluded.ship_to_country, ship_to_region = excluded.ship_to_region,
    tax_exempt = excluded.tax_exempt, backorders = excluded.backorders, partial_shipments = excluded.partial_shipments,
    delivery_priority = excluded.delivery_priority,
    custom = excluded.custom
  where a.id = excluded.id
  returning a.company_id, a.id
)
select platform.verify((select count(*) from saved) = (select count(*) from wanted)) as verified

-- name: save_partners :write insert
insert into customers.account_partner as p (company_id, account_id, partner_id)
select r.* from :rows(company_id bigint, account_id bigint, partner_id bigint)
order by r.company_id, r.account_id
on conflict (company_id, account_id) do update set partner_id = excluded.partner_id

-- name: remove_partners :write insert
delete from customers.account_partner p
where (p.company_id, p.account_id) in (select r.company_id, r.account_id from :rows(company_id bigint, account_id bigint))

-- name: save_person_data :write insert
-- The only home of personal data; 0 is the customer itself.
insert into customers.person_data as p (company_id, customer_id, id, name, email, phone, address, search_name)
select r.company_id, r.customer_id, 0, r.name, r.email, r.phone, r.address, r.search_name
from :rows(company_id bigint, customer_id bigint, name text, email text, phone text, address jsonb, search_name text)
order by r.company_id, r.customer_id
on conflict (company_id, customer_id, id) do update set name = excluded.name, email = excluded.email, phone = excluded.phone,
  address = excluded.address, search_name = excluded.search_name

-- name: open_credit_gates :write insert
insert into customers.credit_gate (company_id, account_id, credit_limit)
select r.* from :rows(company_id bigint, account_id bigint, credit_limit bigint)
order by r.company_id, r.account_id
on conflict (company_id, account_id) do nothing

-- name: set_credit_limits :write credit
-- Locks the gates in order; exposure stays what it is.
with wanted as (
  select * from :rows(company_id bigint, account_id bigint, credit_limit bigint)
), locked as materialized (
  select g.company_id, g.account_id from customers.credit_gate g
  where (g.company_id, g.account_id) in (select w.company_id, w.account_id from wanted w)
  order by g.company_id, g.account_id for update
), changed as (
  update customers.credit_gate g set credit_limit = w.credit_limit
  from wanted w, locked l
  where g.company_id = w.company_id and g.account_id = w.account_id
    and l.company_id = w.company_id and l.account_id = w.account_id
  returning g.company_id, g.account_id
)
select platform.verify((select count(*) from changed) = (select count(*) from wanted)) as verified

-- name: save_alternate_numbers :write insert
-- Of customers who are held since their own row was written; those that were not said again go.
with wanted as (
  select * from :rows(company_id bigint, customer_id bigint, alternate_numbers jsonb)
), said as (
  select w.company_id, w.customer_id, n.system, n.number
  from wanted w cross join lateral jsonb_to_recordset(w.alternate_numbers) as n(system text, number text)
), gone as (
  delete from customers.alternate_number a using wanted w
  where a.company_id = w.company_id and a.customer_id = w.customer_id and not exists (select from said s
    where s.company_id = a.company_id and s.customer_id = a.customer_id and s.system = a.system and s.number = a.number)
)
insert into customers.alternate_number (company_id, system, number, customer_id)
select s.company_id, s.system, s.number, s.customer_id from said s
order by s.company_id, s.system, s.number, s.customer_id
on conflict do nothing

-- name: credit_defaults_of_companies :read
-- null: credit_limit
select d.company_id, d.currency, d.credit_limit from customers.credit_default d
where d.company_id = any(:company_ids::bigint[]) order by d.company_id, d.currency

-- name: save_credit_defaults :write insert
insert into customers.credit_default as d (company_id, currency, credit_limit)
select r.* from :rows(company_id bigint, currency text, credit_limit bigint)
order by r.company_id, r.currency
on conflict (company_id, currency) do update set credit_limit = excluded.credit_limit
