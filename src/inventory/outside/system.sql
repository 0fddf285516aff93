-- name: systems_of_companies :read
-- null: connection, item_class
select s.company_id, s.id, s.code, s.name, s.connection, s.costs, s.prices, s.price_rank, s.item_class, s.refresh_seconds,
  s.stale_seconds, s.active
from inventory.system s where s.company_id = any(:company_ids::bigint[])
order by s.company_id, s.code

-- name: save_systems :write insert
insert into inventory.system as s (company_id, id, code, name, connection, costs, prices, price_rank, item_class, refresh_seconds,
  stale_seconds, active)
select r.* from :rows(company_id bigint, id bigint, code text, name text, connection text, costs boolean, prices boolean,
  price_rank integer, item_class text, refresh_seconds integer, stale_seconds integer, active boolean)
order by r.company_id, r.code
on conflict (company_id, code) do update set name = excluded.name, connection = excluded.connection, costs = excluded.costs,
  prices = excluded.prices, price_rank = excluded.price_rank, item_class = excluded.item_class,
  refresh_seconds = excluded.refresh_seconds, stale_seconds = excluded.stale_seconds, active = excluded.active

-- name: claim_systems :read
-- Takes `most` systems of companies that are to be asked now over a connection, those never asked first, in a transaction of its own. They are due
-- again at `until`: that is the mark of the claim, and its end when the asker died. Of two that take the same the second finds
-- it not due.
-- null: cursor
with due as (
  select s.company_id, s.id from inventory.system s
  left join inventory.system_state t on t.company_id = s.company_id and t.system_id = s.id
  where s.active and s.connection = :connection::text and s.company_id = any(:company_ids::bigint[])
    and (t.due_at is null or t.due_at <= :now::timestamptz)
  order by t.due_at nulls first, s.company_id, s.id limit :most::integer for no key update of s skip locked
), claimed as (
  insert into inventory.system_state as t (company_id, system_id, step, round_rows, due_at, failures)
  select d.company_id, d.id, 0, 0, :until::timestamptz, 0 from due d order by d.company_id, d.id
  on conflict (company_id, system_id) do update set due_at = excluded.due_at
  where t.due_at is null or t.due_at <= :now::timestamptz
  returning t.company_id, t.system_id, t.step, t.cursor, t.round_rows, t.failures
)
select s.company_id, s.id, s.code, s.refresh_seconds, c.step, c.cursor, c.round_rows, c.failures
from claimed c join inventory.system s on s.company_id = c.company_id and s.id = c.system_id

-- name: read_claim :read
-- Whether a claim stands: the system was neither described anew nor taken by another process.
select from inventory.system_state t
where t.company_id = :company_id::bigint and t.system_id = :system_id::bigint and t.due_at = :until::timestamptz

-- name: release_system :read
-- Who took it ends before it has asked: it is due at once.
with released as (
  update inventory.system_state t set due_at = :now::timestamptz
  where t.company_id = :company_id::bigint and t.system_id = :system_id::bigint and t.due_at = :until::timestamptz
  returning 1
)
select count(*)::integer as count from released

-- name: count_stale :read
-- Systems whose newest snapshot is older than was set up, or that were never heard.
select count(*) as stale from inventory.system s
left join inventory.system_state t on t.company_id = s.company_id and t.system_id = s.id
where s.active and (t.as_of is null or t.as_of < :now::timestamptz - s.stale_seconds * interval '1 second')

-- name: read_problem_keys :read
-- The rows that systems answered in vain.
select p.company_id, p.system_id, p.sku, p.place
from unnest(:company_ids::bigint[], :system_ids::bigint[]) as w(company_id, system_id)
cross join lateral (select * from inventory.system_problem p where p.company_id = w.company_id and p.system_id = w.system_id offset 0) p

-- name: move_system :write key
-- The asker that was at this step first moves the place on; another one changes nothing. A failure keeps the place.
insert into inventory.system_state as t (company_id, system_id, step, cursor, round_rows, due_at, as_of, fetched_at, failures,
  problem, failed_at)
select r.* from :rows(company_id bigint, system_id bigint, step bigint, cursor text, round_rows integer, due_at timestamptz, as_of timestamptz,
  fetched_at timestamptz, failures integer, problem text, failed_at timestamptz)
order by r.company_id, r.system_id
on conflict (company_id, system_id) do update set step = excluded.step, cursor = excluded.cursor,
  round_rows = excluded.round_rows, due_at = excluded.due_at,
  as_of = greatest(t.as_of, excluded.as_of), fetched_at = greatest(t.fetched_at, excluded.fetched_at), failures = excluded.failures,
  problem = excluded.problem, failed_at = coalesce(excluded.failed_at, t.failed_at)
where t.step = excluded.step - 1

-- name: restart_system :write key
-- Another description: it is asked from the beginning, at once. Who asks it by the old one moves nothing any more.
update inventory.system_state t set step = t.step + 1, cursor = null, round_rows = 0, due_at = null, failures = 0, problem = null
where (t.company_id, t.system_id) in (select r.company_id, r.system_id from :rows(company_id bigint, system_id bigint))

-- name: restart_for_costs :write key
-- A cost organization of which nothing was said: what holds in every one is asked for anew, from the beginning, at once.
update inventory.system_state t set step = t.step + 1, cursor = null, round_rows = 0, due_at = null, failures = 0, problem = null
from inventory.system s
where s.company_id = t.company_id and s.id = t.system_id and s.active and s.costs and s.connection is not null
  and t.company_id in (
    select r.company_id from :rows(company_id bigint, cost_organization bigint)
    where not exists (select 1 from inventory.system_cost c
      where c.company_id = r.company_id and c.cost_organization = r.cost_organization))

-- name: note_pushed :write key
-- A system that hands its snapshots over by itself was heard.
insert into inventory.system_state as t (company_id, system_id, step, round_rows, due_at, as_of, fetched_at, failures)
select r.company_id, r.system_id, 0, 0, r.fetched_at, r.as_of, r.fetched_at, 0
from :rows(company_id bigint, system_id bigint, as_of timestamptz, fetched_at timestamptz)
order by r.company_id, r.system_id
on conflict (company_id, system_id) do update set as_of = greatest(t.as_of, excluded.as_of),
  fetched_at = greatest(t.fetched_at, excluded.fetched_at)

-- name: delete_problems :write key
-- A good row came after all, or another round began. Before those that are kept: of two in one page the wrong one stays.
delete from inventory.system_problem p
where (p.company_id, p.system_id, p.sku, p.place) in (
  select r.company_id, r.system_id, r.sku, r.place from :rows(company_id bigint, system_id bigint, sku text, place text))

-- name: save_problems :write key
insert into inventory.system_problem as p (company_id, system_id, sku, place, problems, seen_at)
select r.* from :rows(company_id bigint, system_id bigint, sku text, place text, problems jsonb, seen_at timestamptz)
order by r.company_id, r.system_id, r.sku, r.place
on conflict (company_id, system_id, sku, place) do update set problems = excluded.problems, seen_at = excluded.seen_at
