-- name: patterns_of_companies :read
-- Every version, oldest first.
select p.company_id, p.code, p.version, p.body, p.active
from orchestration.pattern p where p.company_id = any(:company_ids::bigint[])
order by p.company_id, p.code, p.version

-- name: insert_pattern :write insert
-- A version stands for good: plans say by which one they were drawn.
insert into orchestration.pattern (company_id, code, version, body, active)
select r.* from :rows(company_id bigint, code text, version integer, body jsonb, active boolean)

-- name: read_patterns :read
select distinct on (company_id, code) company_id, code, version, body
from orchestration.pattern where company_id = any(:company_ids::bigint[]) and active
order by company_id, code, version desc
