-- name: read_sites :read
-- null: person_id
select s.company_id, s.customer_id, s.id, s.code, s.ship_to, s.bill_to, s.country, s.region, s.person_id, s.active
from unnest(:company_ids::bigint[], :customer_ids::bigint[], :codes::text[]) as w(company_id, customer_id, code)
cross join lateral (select * from customers.site s where s.company_id = w.company_id and s.customer_id = w.customer_id and s.code = w.code offset 0) s

-- name: read_addresses :read
-- Which of the stated addresses a customer has already.
select d.company_id, d.customer_id, d.id, w.content
from unnest(:company_ids::bigint[], :customer_ids::bigint[], :contents::bytea[]) as w(company_id, customer_id, content)
cross join lateral (select * from customers.person_data d where d.company_id = w.company_id and d.customer_id = w.customer_id and d.content = w.content offset 0) d

-- name: hold_customers :lock key
-- Who keeps something personal of a customer holds it until the commit: an erasure waits, or was first. Orders do not wait for
-- one another, nor for who describes the customer.
select count(*) as locked from (
  select 1 from customers.customer c
  where (c.company_id, c.id) in (select r.company_id, r.customer_id from :rows(company_id bigint, customer_id bigint))
  order by c.company_id, c.id for key share
) l

-- name: insert_addresses :write key
-- Two batches that keep the same address of a customer meet on its content: the later one reads again.
insert into customers.person_data (company_id, customer_id, id, content, name, email, phone, address)
select r.* from :rows(company_id bigint, customer_id bigint, id bigint, content bytea, name text, email text, phone text,
  address jsonb)
order by r.company_id, r.customer_id, r.content

-- name: rely_on_addresses :write key
-- Under the hold of their customers: what was erased before it is missed, DK001.
select platform.verify(not exists (
  select from :rows(company_id bigint, customer_id bigint, id bigint)
  where not exists (select from customers.person_data d
    where d.company_id = r.company_id and d.customer_id = r.customer_id and d.id = r.id)
)) as verified

-- name: insert_sites :write key
-- Made on the fly with their customer.
insert into customers.site (company_id, id, customer_id, code, ship_to, bill_to, country, region, person_id, active, custom)
select r.company_id, r.id, r.customer_id, r.code, true, true, r.country, r.region, r.person_id, true, '{}'
from :rows(company_id bigint, id bigint, customer_id bigint, code text, country text, region text, person_id bigint)
order by r.company_id, r.customer_id, r.code
