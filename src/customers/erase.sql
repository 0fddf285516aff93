-- name: find_persons :read
-- null: hold_until, hold_reason
select c.company_id, c.id, c.number, h.until as hold_until, h.reason as hold_reason,
  array(select a.id from customers.account a where a.company_id = c.company_id and a.customer_id = c.id order by a.id) as account_ids,
  (select count(*)::integer from customers.person_data d where d.company_id = c.company_id and d.customer_id = c.id) as person_rows
from unnest(:company_ids::bigint[], :numbers::text[]) as w(company_id, number)
join customers.customer c on c.company_id = w.company_id and c.number = w.number
left join customers.legal_hold h on h.company_id = c.company_id and h.customer_id = c.id

-- name: lock_customers :lock key
-- An erasure and a legal hold of one customer come one after the other.
select count(*) as locked from (
  select 1 from customers.customer c
  where (c.company_id, c.id) in (select r.company_id, r.customer_id from :rows(company_id bigint, customer_id bigint))
  order by c.company_id, c.id for update
) l

-- name: verify_no_hold :write computed
-- After the lock: a hold that was placed meanwhile is seen, else DK001.
select platform.verify(not exists (
  select from :rows(company_id bigint, customer_id bigint, day date)
  join customers.legal_hold h on h.company_id = r.company_id and h.customer_id = r.customer_id and h.until >= r.day
)) as verified

-- name: erase_person_data :write key
-- Waits for orders that refer to an address of the customer just now.
with locked as materialized (
  select d.company_id, d.customer_id, d.id from customers.person_data d
  where (d.company_id, d.customer_id) in (select r.company_id, r.customer_id from :rows(company_id bigint, customer_id bigint))
  order by d.company_id, d.customer_id, d.id for update
)
delete from customers.person_data d using locked l
where d.company_id = l.company_id and d.customer_id = l.customer_id and d.id = l.id

-- name: forget_sites :write key
update customers.site s set person_id = null, active = false
from :rows(company_id bigint, customer_id bigint) where s.company_id = r.company_id and s.customer_id = r.customer_id

-- name: forget_contacts :write key
update customers.contact t set person_id = null, active = false
from :rows(company_id bigint, customer_id bigint) where t.company_id = r.company_id and t.customer_id = r.customer_id

-- name: insert_erasure :write insert
insert into customers.erasure (company_id, customer_id, batch, actor, reason, forced)
select r.* from :rows(company_id bigint, customer_id bigint, batch bigint, actor text, reason text, forced boolean)

-- name: legal_holds_by_number :read
-- null: until, reason, placed_by
select c.company_id, c.number, c.id as customer_id, h.until, h.reason, h.placed_by
from unnest(:company_ids::bigint[], :codes::text[]) as w(company_id, number)
join customers.customer c on c.company_id = w.company_id and c.number = w.number
left join customers.legal_hold h on h.company_id = c.company_id and h.customer_id = c.id

-- name: save_legal_holds :write key
insert into customers.legal_hold as h (company_id, customer_id, until, reason, placed_by)
select r.* from :rows(company_id bigint, customer_id bigint, until date, reason text, placed_by text)
order by r.company_id, r.customer_id
on conflict (company_id, customer_id) do update set until = excluded.until, reason = excluded.reason, placed_by = excluded.placed_by
