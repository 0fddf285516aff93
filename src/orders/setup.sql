-- name: sources_of_companies :read
select s.company_id, s.code, s.name, s.pre_priced, s.create_customers, s.duplicate_reference, s.active
from orders.source_system s where s.company_id = any(:company_ids::bigint[])

-- name: save_source_systems :write insert
insert into orders.source_system as s (company_id, code, name, pre_priced, create_customers, duplicate_reference, active)
select r.* from :rows(company_id bigint, code text, name text, pre_priced boolean, create_customers boolean, duplicate_reference text, active boolean)
order by r.company_id, r.code
on conflict (company_id, code) do update set name = excluded.name, pre_priced = excluded.pre_priced,
  create_customers = excluded.create_customers, duplicate_reference = excluded.duplicate_reference, active = excluded.active

-- name: recognition_of_companies :read
select r.company_id, r.id, r.name, r.relevancy, r.condition, r.order_type, r.fail_reason, r.active
from orders.recognition_rule r where r.company_id = any(:company_ids::bigint[])

-- name: save_recognition_rules :write insert
insert into orders.recognition_rule as o (company_id, id, name, relevancy, condition, order_type, fail_reason, active)
select r.* from :rows(company_id bigint, id bigint, name text, relevancy integer, condition text, order_type text, fail_reason text, active boolean)
order by r.company_id, r.id
on conflict (company_id, id) do update set relevancy = excluded.relevancy, condition = excluded.condition,
  order_type = excluded.order_type, fail_reason = excluded.fail_reason, active = excluded.active

-- name: validation_of_companies :read
select v.company_id, v.id, v.order_type, v.condition, v.message, v.path, v.active
from orders.validation_rule v where v.company_id = any(:company_ids::bigint[])

-- name: save_validation_rules :write insert
insert into orders.validation_rule as v (company_id, id, order_type, condition, message, path, active)
select r.* from :rows(company_id bigint, id bigint, order_type text, condition text, message text, path text, active boolean)
order by r.company_id, r.id
on conflict (company_id, id) do update set condition = excluded.condition, active = excluded.active
