-- name: systems_of_companies :read
select s.company_id, s.code, s.connection, s.body, s.active
from orchestration.system s where s.company_id = any(:company_ids::bigint[]) order by s.company_id, s.code

-- name: save_systems :write insert
-- Its limits stand in columns: they are asked where calls are claimed.
insert into orchestration.system (company_id, code, connection, body, active, at_once, per_second)
select r.company_id, r.code, r.connection, r.body, r.active, (r.body ->> 'atOnce')::integer, (r.body ->> 'perSecond')::integer
from :rows(company_id bigint, code text, connection text, body jsonb, active boolean) order by r.company_id, r.code
on conflict (company_id, code) do update set connection = excluded.connection, body = excluded.body, active = excluded.active,
  at_once = excluded.at_once, per_second = excluded.per_second
