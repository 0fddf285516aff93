-- name: sources_of_companies :read
select s.company_id, s.code, s.name, s.pre_priced, s.create_customers, s.duplicate_reference, s.remorse_minutes, s.amendable, s.active
from orders.source_system s where s.company_id = any(:company_ids::bigint[])

-- name: save_source_systems :write insert
insert into orders.source_system as s (company_id, code, name, pre_priced, create_customers, duplicate_reference, remorse_minutes, amendable, active)
select r.* from :rows(company_id bigint, code text, name text, pre_priced boolean, create_customers boolean, duplicate_reference text,
  remorse_minutes integer, amendable boolean, active boolean)
order by r.company_id, r.code
on conflict (company_id, code) do update set name = excluded.name, pre_priced = excluded.pre_priced,
  create_customers = excluded.create_customers, duplicate_reference = excluded.duplicate_reference,
  remorse_minutes = excluded.remorse_minutes, amendable = excluded.amendable, active = excluded.active

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

-- name: read_transformation_rules :read
select t.company_id, t.name, t.condition, t.sets, t.value
from orders.transformation_rule t where t.company_id = any(:company_ids::bigint[]) and t.active
order by t.company_id, t.relevancy desc, t.id

-- name: transformations_of_companies :read
select t.company_id, t.id, t.name, t.relevancy, t.condition, t.sets, t.value, t.active
from orders.transformation_rule t where t.company_id = any(:company_ids::bigint[])

-- name: save_transformation_rules :write insert
insert into orders.transformation_rule as t (company_id, id, name, relevancy, condition, sets, value, active)
select r.* from :rows(company_id bigint, id bigint, name text, relevancy integer, condition text, sets text, value text, active boolean)
order by r.company_id, r.id
on conflict (company_id, id) do update set relevancy = excluded.relevancy, condition = excluded.condition, sets = excluded.sets,
  value = excluded.value, active = excluded.active

-- name: lookups_of_companies :read
select l.company_id, l.lookup, l.key, l.value, l.active
from orders.lookup_value l where l.company_id = any(:company_ids::bigint[])

-- name: lookups_named :read
select l.company_id, l.lookup, l.key, l.value, l.active
from unnest(:company_ids::bigint[], :lookups::text[], :keys::text[]) as w(company_id, lookup, key)
cross join lateral (select * from orders.lookup_value l where l.company_id = w.company_id and l.lookup = w.lookup and l.key = w.key offset 0) l

-- name: count_lookups :read
select l.company_id, count(*)::integer as count
from orders.lookup_value l where l.company_id = any(:company_ids::bigint[]) group by l.company_id

-- name: page_of_lookups :read
select l.company_id, l.lookup, l.key, l.value, l.active
from orders.lookup_value l
where l.company_id = :company_id::bigint and (l.lookup, l.key) > (:after_lookup::text, :after_key::text)
order by l.lookup, l.key limit :fetch::bigint

-- name: save_lookup_values :write insert
insert into orders.lookup_value as l (company_id, lookup, key, value, active)
select r.* from :rows(company_id bigint, lookup text, key text, value text, active boolean)
order by r.company_id, r.lookup, r.key
on conflict (company_id, lookup, key) do update set value = excluded.value, active = excluded.active
