-- name: await_match :write insert
-- Of customers that an order makes.
insert into customers.to_match (company_id, customer_id, made_at)
select r.* from :rows(company_id bigint, customer_id bigint, made_at timestamptz)

-- name: read_to_match :read
-- Who waits behind a key and is due, of all companies: those of one company stand together.
select t.company_id, t.customer_id from customers.to_match t
where (t.company_id, t.customer_id) > (:after_company::bigint, :after_customer::bigint) and t.due_at <= :now::timestamptz
order by t.company_id, t.customer_id limit :most::integer

-- name: put_off_match :read
-- Who could not be matched is tried again later, each time later. Answers for each how often it was tried.
update customers.to_match t
set attempts = t.attempts + 1, problem = w.problem,
  due_at = :now::timestamptz + least(:pause_ms::bigint * 2 ^ least(t.attempts, 20), :most_pause_ms::bigint) * interval '1 millisecond'
from unnest(:company_ids::bigint[], :customer_ids::bigint[], :problems::text[]) as w(company_id, customer_id, problem)
where t.company_id = w.company_id and t.customer_id = w.customer_id
returning t.company_id, t.customer_id, t.attempts

-- name: read_waiting :read
-- Which of these wait, and the turn of their company. Read before anything else of them: a turn that passes meanwhile is noticed.
-- notnull: turn
select w.company_id, w.customer_id, coalesce(m.turn, 0) as turn
from unnest(:company_ids::bigint[], :customer_ids::bigint[]) as w(company_id, customer_id)
join customers.to_match t on t.company_id = w.company_id and t.customer_id = w.customer_id
left join customers.match_turn m on m.company_id = w.company_id

-- name: read_apart :read
-- Pairs of these records of which a person said that they are not one.
select q.company_id, q.customer_id, q.other_id
from unnest(:company_ids::bigint[], :ids::bigint[]) as w(company_id, id)
join customers.match_question q on q.company_id = w.company_id and q.customer_id = w.id and q.apart_by is not null

-- name: rely_on_together :write computed
-- Under the locks of the heads that are merged: nobody said meanwhile of a record of each side that they are not one, else DK001.
-- `moving` names the merge, `side` whose record it is.
with joined as materialized (
  select * from :rows(company_id bigint, moving bigint, side boolean, customer_id bigint)
)
select platform.verify(not exists (
  select from joined a
  join customers.match_question q on q.company_id = a.company_id and q.customer_id = a.customer_id and q.apart_by is not null
  join joined b on b.company_id = a.company_id and b.moving = a.moving and b.side <> a.side and b.customer_id = q.other_id
)) as verified

-- name: lock_match_turns :lock key
select count(*) as locked from (
  select 1 from customers.match_turn t
  where t.company_id in (select r.company_id from :rows(company_id bigint))
  order by t.company_id for update
) l

-- name: take_match_turns :write key
-- Batches of a company come one after the other: who read before another one was written decides again, DK001.
with wanted as (
  select distinct * from :rows(company_id bigint, turn bigint)
), taken as (
  insert into customers.match_turn as t (company_id, turn)
  select w.company_id, w.turn + 1 from wanted w order by w.company_id
  on conflict (company_id) do update set turn = excluded.turn where t.turn = excluded.turn - 1
  returning t.company_id
)
select platform.verify((select count(*) from taken) = (select count(*) from wanted)) as verified

-- name: end_wait :write computed
-- Under the turn of the company.
delete from customers.to_match t
using :rows(company_id bigint, customer_id bigint) where t.company_id = r.company_id and t.customer_id = r.customer_id

-- name: rely_on_known :write computed
-- Under the lock of their rows, for which an erasure waits: nobody of them was erased since they were read, else DK001.
select platform.verify(not exists (
  select from :rows(company_id bigint, customer_id bigint)
  where not exists (select from customers.person_data p
    where p.company_id = r.company_id and p.customer_id = r.customer_id and p.id = 0)
)) as verified

-- name: ask_questions :write computed
-- A pair that was asked of before stays as it is.
insert into customers.match_question (company_id, customer_id, other_id, rule, batch)
select r.* from :rows(company_id bigint, customer_id bigint, other_id bigint, rule text, batch bigint)
order by r.company_id, r.customer_id, r.other_id
on conflict (company_id, customer_id, other_id) do nothing

-- name: answer_by_merge :write computed
-- Records that are one customer now answer what was asked of them: the merge says the rest.
with merged as materialized (
  select * from :rows(company_id bigint, customer_id bigint, head_id bigint)
)
delete from customers.match_question q using merged a, merged b
where q.company_id = a.company_id and q.customer_id = a.customer_id and q.apart_by is null
  and b.company_id = a.company_id and b.customer_id = q.other_id and b.head_id = a.head_id

-- name: keep_apart :write key
-- The first word stays.
insert into customers.match_question as q (company_id, customer_id, other_id, rule, batch, apart_by, reason)
select r.* from :rows(company_id bigint, customer_id bigint, other_id bigint, rule text, batch bigint, apart_by text, reason text)
order by r.company_id, r.customer_id, r.other_id
on conflict (company_id, customer_id, other_id) do update
set batch = excluded.batch, apart_by = excluded.apart_by, reason = excluded.reason where q.apart_by is null

-- name: forget_questions :write computed
-- Of records that are erased.
delete from customers.match_question q
using :rows(company_id bigint, customer_id bigint)
where q.company_id = r.company_id and (q.customer_id = r.customer_id or q.other_id = r.customer_id)

-- name: read_open_questions :read
-- Of these pairs, those of which nobody said anything yet.
select q.company_id, q.customer_id, q.other_id
from unnest(:company_ids::bigint[], :customer_ids::bigint[], :other_ids::bigint[]) as w(company_id, customer_id, other_id)
join customers.match_question q
  on q.company_id = w.company_id and q.customer_id = w.customer_id and q.other_id = w.other_id and q.apart_by is null

-- name: leave_questions :write computed
-- Until a day. Who answers at the same time is right: nothing is left then.
update customers.match_question q set later_until = r.until, later_by = r.actor, later_reason = r.reason
from :rows(company_id bigint, customer_id bigint, other_id bigint, until date, actor text, reason text)
where q.company_id = r.company_id and q.customer_id = r.customer_id and q.other_id = r.other_id and q.apart_by is null

-- name: read_match_depth :read
-- null: oldest_at
select count(*) as waiting, min(t.made_at) as oldest_at from customers.to_match t

-- name: list_to_match :read
-- null: problem
select t.customer_id, t.made_at, t.attempts, t.problem from customers.to_match t
where t.company_id = :company_id::bigint and t.customer_id > :after::bigint and (t.problem is not null) = :failed::boolean
order by t.customer_id limit :most::integer
