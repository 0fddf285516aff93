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

-- name: items_of_patterns :read
-- Which kinds of items that are sold go by which pattern.
-- notnull: company_id, pattern, kind
select i.company_id, i.pattern, i.kind from catalog.item_public i
where i.company_id = any(:company_ids::bigint[]) and i.active group by i.company_id, i.pattern, i.kind

-- name: newest_order_models :read
select distinct on (m.company_id) m.company_id, m.version, m.note, m.versions, m.body
from orchestration.order_model m where m.company_id = any(:company_ids::bigint[])
order by m.company_id, m.version desc

-- name: list_order_models :read
select m.version, m.note, m.versions, m.body, m.deployed_at from orchestration.order_model m
where m.company_id = :company_id::bigint and m.version > :after::integer
order by m.version limit :fetch::bigint

-- name: insert_order_model :write insert
-- A version stands for good, as the patterns that it is of.
insert into orchestration.order_model (company_id, version, note, versions, body, deployed_at)
select r.* from :rows(company_id bigint, version integer, note text, versions jsonb, body jsonb, deployed_at timestamptz)
