-- name: hold_codes_of_companies :read
-- null: days
select h.company_id, h.id, h.code, h.name, h.tasks, h.place_scope, h.release_scope, h.days, h.active, h.version
from orchestration.hold_code h where h.company_id = any(:company_ids::bigint[])

-- name: save_hold_codes :write insert
insert into orchestration.hold_code as t (company_id, id, code, name, tasks, place_scope, release_scope, days, active, version)
select r.* from :rows(company_id bigint, id bigint, code text, name text, tasks text[], place_scope text, release_scope text, days integer,
  active boolean, version integer)
order by r.company_id, r.code
on conflict (company_id, code) do update set name = excluded.name, tasks = excluded.tasks, place_scope = excluded.place_scope,
  release_scope = excluded.release_scope, days = excluded.days, active = excluded.active, version = excluded.version
