-- name: find_persons :read
-- A hold of any record of the customer counts, the longest. `not_erased`: other records of it that have personal data.
-- null: hold_until, hold_reason
select c.company_id, c.id, c.number, h.until as hold_until, h.reason as hold_reason,
  array(select a.id from customers.account a where a.company_id = c.company_id and a.customer_id = c.id order by a.id) as account_ids,
  (select count(*)::integer from (select from customers.person_data d
    where d.company_id = c.company_id and d.customer_id = c.id limit :most::integer) d) as person_rows,
  exists (select from customers.erasure e where e.company_id = c.company_id and e.customer_id = c.id and not e.finished) as under_way,
  array(select m.number from customers.same s
    join customers.customer m on m.company_id = s.company_id and m.id = s.member_id
    where s.company_id = c.company_id and s.customer_id = c.id and m.id <> c.id
      and exists (select from customers.person_data d where d.company_id = m.company_id and d.customer_id = m.id)
    order by m.number) as not_erased
from unnest(:company_ids::bigint[], :numbers::text[]) as w(company_id, number)
join customers.customer c on c.company_id = w.company_id and c.number = w.number
left join lateral (
  select h.until, h.reason from customers.same s
  cross join lateral (select * from customers.legal_hold h where h.company_id = s.company_id and h.customer_id = s.member_id
    order by h.version desc limit 1) h
  where s.company_id = c.company_id and s.customer_id = c.id
  order by h.until desc nulls last limit 1
) h on true

-- name: lock_customers :lock key
-- An erasure and a legal hold of one customer come one after the other; an erasure waits for orders of the customer just now.
select count(*) as locked from (
  select 1 from customers.customer c
  where (c.company_id, c.id) in (select r.company_id, r.customer_id from :rows(company_id bigint, customer_id bigint))
  order by c.company_id, c.id for update
) l

-- name: verify_no_hold :write computed
-- After the lock: a hold that was placed meanwhile is seen, else DK001. The newest row of each record of the customer counts.
select platform.verify(not exists (
  select from :rows(company_id bigint, customer_id bigint, day date)
  cross join lateral (
    select h.until from customers.same s cross join lateral (
      select h.until from customers.legal_hold h where h.company_id = s.company_id and h.customer_id = s.member_id
      order by h.version desc limit 1
    ) h
    where s.company_id = r.company_id and s.customer_id = r.customer_id offset 0
  ) h
  where h.until >= r.day
)) as verified

-- name: erase_person_data :write key
-- Under the lock of the customer, whom everybody holds who keeps an address or refers to one. Up to `most` of a customer, null: all.
with gone as (
  select d.company_id, d.customer_id, d.id from :rows(company_id bigint, customer_id bigint, most integer)
  cross join lateral (select * from customers.person_data d where d.company_id = r.company_id and d.customer_id = r.customer_id
    order by d.id limit r.most) d
)
delete from customers.person_data d using gone g
where d.company_id = g.company_id and d.customer_id = g.customer_id and d.id = g.id

-- name: forget_alternate_numbers :write key
delete from customers.alternate_number n
using :rows(company_id bigint, customer_id bigint) where n.company_id = r.company_id and n.customer_id = r.customer_id

-- name: forget_sites :write key
update customers.site s set person_id = null, active = false
from :rows(company_id bigint, customer_id bigint) where s.company_id = r.company_id and s.customer_id = r.customer_id

-- name: forget_contacts :write key
update customers.contact t set person_id = null, active = false
from :rows(company_id bigint, customer_id bigint) where t.company_id = r.company_id and t.customer_id = r.customer_id

-- name: insert_erasures :write insert
-- Two that begin one at a time meet on the one that is under way: the later one reads again.
insert into customers.erasure (company_id, customer_id, batch, actor, reason, forced, person_rows, bodies, drafts, finished)
select r.* from :rows(company_id bigint, customer_id bigint, batch bigint, actor text, reason text, forced boolean,
  person_rows integer, bodies integer, drafts integer, finished boolean)

-- name: advance_erasures :write computed
-- A further round of the erasure that is under way, whose batch is that of its latest round: what it erases came before. One that
-- was finished meanwhile is missed, DK001.
with wanted as (
  select * from :rows(company_id bigint, customer_id bigint, batch bigint, forced boolean, person_rows integer, bodies integer,
    drafts integer, finished boolean)
), advanced as (
  update customers.erasure e
  set batch = w.batch, forced = e.forced or w.forced, person_rows = e.person_rows + w.person_rows, bodies = e.bodies + w.bodies,
    drafts = e.drafts + w.drafts, finished = w.finished
  from wanted w
  where e.company_id = w.company_id and e.customer_id = w.customer_id and not e.finished
  returning 1
)
select platform.verify((select count(*) from advanced) = (select count(*) from wanted)) as verified

-- name: legal_holds_by_number :read
-- The newest row of each customer; version 0: there is none.
-- null: until, reason, placed_by, batch
select c.company_id, c.number, c.id as customer_id, coalesce(h.version, 0) as version, h.until, h.reason, h.placed_by, h.batch
from unnest(:company_ids::bigint[], :codes::text[]) as w(company_id, number)
join customers.customer c on c.company_id = w.company_id and c.number = w.number
left join lateral (
  select * from customers.legal_hold h where h.company_id = c.company_id and h.customer_id = c.id order by h.version desc limit 1
) h on true

-- name: insert_legal_holds :write key
-- Two that say one at a time meet on its version: the later one reads again.
insert into customers.legal_hold (company_id, customer_id, version, until, reason, placed_by, batch)
select r.* from :rows(company_id bigint, customer_id bigint, version integer, until date, reason text, placed_by text, batch bigint)
order by r.company_id, r.customer_id, r.version
