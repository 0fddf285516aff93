-- name: customer_ids :read
select c.company_id, c.id, c.number
from unnest(:company_ids::bigint[], :codes::text[]) as w(company_id, number)
join customers.customer c on c.company_id = w.company_id and c.number = w.number

-- name: sites_by_code :read
-- null: person_id
select s.company_id, s.id, s.customer_id, s.code, s.ship_to, s.bill_to, s.country, s.region, s.person_id, s.active, s.custom
from unnest(:company_ids::bigint[], :customer_ids::bigint[], :codes::text[]) as w(company_id, customer_id, code)
join customers.site s on s.company_id = w.company_id and s.customer_id = w.customer_id and s.code = w.code

-- name: contacts_by_code :read
-- null: site_id, person_id
select t.company_id, t.id, t.customer_id, t.code, t.site_id, t.role, t.person_id, t.active, t.custom
from unnest(:company_ids::bigint[], :customer_ids::bigint[], :codes::text[]) as w(company_id, customer_id, code)
join customers.contact t on t.company_id = w.company_id and t.customer_id = w.customer_id and t.code = w.code

-- name: list_sites :read
-- By customer and code; the address is null when there is none.
-- null: name, email, phone, address
select s.id, c.number as customer, s.code, s.ship_to, s.bill_to, s.country, s.region, s.active, s.custom, d.name, d.email, d.phone, d.address
from customers.customer c
join customers.site s on s.company_id = c.company_id and s.customer_id = c.id
left join customers.person_data d on d.company_id = s.company_id and d.customer_id = s.customer_id and d.id = s.person_id
where c.company_id = :company_id::bigint
  and (c.number, s.code) > (coalesce(:after_customer::text, ''), coalesce(:after_code::text, ''))
  and c.number >= coalesce(:after_customer::text, '')
  and (:customer::text is null or c.number = :customer::text)
order by c.number, s.code limit :fetch::integer

-- name: list_contacts :read
-- null: site, name, email, phone
select c.number as customer, t.code, s.code as site, t.role, t.active, t.custom, d.name, d.email, d.phone
from customers.customer c
join customers.contact t on t.company_id = c.company_id and t.customer_id = c.id
left join customers.site s on s.company_id = t.company_id and s.id = t.site_id
left join customers.person_data d on d.company_id = t.company_id and d.customer_id = t.customer_id and d.id = t.person_id
where c.company_id = :company_id::bigint
  and (c.number, t.code) > (coalesce(:after_customer::text, ''), coalesce(:after_code::text, ''))
  and c.number >= coalesce(:after_customer::text, '')
order by c.number, t.code limit :fetch::integer

-- name: save_sites :write key
-- One that was made meanwhile under the same code has another id: DK001, and the batch is decided again.
with wanted as (
  select * from :rows(company_id bigint, id bigint, customer_id bigint, code text, ship_to boolean, bill_to boolean, country text,
    region text, person_id bigint, active boolean, custom jsonb)
), saved as (
  insert into customers.site as s (company_id, id, customer_id, code, ship_to, bill_to, country, region, person_id, active, custom)
  select w.* from wanted w order by w.company_id, w.customer_id, w.code
  on conflict (company_id, customer_id, code) do update set ship_to = excluded.ship_to, bill_to = excluded.bill_to,
    country = excluded.country, region = excluded.region, person_id = excluded.person_id, active = excluded.active,
    custom = excluded.custom
  where s.id = excluded.id
  returning s.company_id, s.id
)
select platform.verify((select count(*) from saved) = (select count(*) from wanted)) as verified

-- name: save_contacts :write key
with wanted as (
  select * from :rows(company_id bigint, id bigint, customer_id bigint, code text, site_id bigint, role text, person_id bigint,
    active boolean, custom jsonb)
), saved as (
  insert into customers.contact as t (company_id, id, customer_id, code, site_id, role, person_id, active, custom)
  select w.* from wanted w order by w.company_id, w.customer_id, w.code
  on conflict (company_id, customer_id, code) do update set site_id = excluded.site_id, role = excluded.role,
    person_id = excluded.person_id, active = excluded.active, custom = excluded.custom
  where t.id = excluded.id
  returning t.company_id, t.id
)
select platform.verify((select count(*) from saved) = (select count(*) from wanted)) as verified
