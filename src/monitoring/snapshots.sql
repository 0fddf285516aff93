-- name: read_system_states :read
-- How old what each outside inventory system said is, and what of it could not be taken.
-- null: connection, due_at, as_of, fetched_at, problem, failed_at
select s.id, s.code, s.name, s.connection, s.stale_seconds, s.active, t.due_at, t.as_of, t.fetched_at,
  coalesce(t.failures, 0)::integer as failures, t.problem, t.failed_at,
  (select count(*) from inventory.system_problem p where p.company_id = s.company_id and p.system_id = s.id) as refused
from inventory.system s
left join inventory.system_state t on t.company_id = s.company_id and t.system_id = s.id
where s.company_id = :company_id::bigint
order by s.code

-- name: read_refused_rows :read
select p.system_id, p.sku, p.place, p.problems, p.seen_at
from inventory.system_problem p
where p.company_id = :company_id::bigint
order by p.system_id, p.sku, p.place limit :most::bigint
