-- name: return_reasons_of_companies :read
select r.company_id, r.id, r.code, r.name, r.fee_percent, r.active, r.version, r.freight_refund
from orchestration.return_reason r where r.company_id = any(:company_ids::bigint[])

-- name: active_return_reasons :read
select r.company_id, r.code, r.fee_percent, r.freight_refund
from (select distinct * from unnest(:company_ids::bigint[], :codes::text[]) as w(company_id, code)) w
join orchestration.return_reason r on r.company_id = w.company_id and r.code = w.code
where r.active

-- name: save_return_reasons :write insert
insert into orchestration.return_reason as t (company_id, id, code, name, fee_percent, active, version, freight_refund)
select r.* from :rows(company_id bigint, id bigint, code text, name text, fee_percent numeric, active boolean, version integer,
  freight_refund text)
order by r.company_id, r.code
on conflict (company_id, code) do update set name = excluded.name, fee_percent = excluded.fee_percent, active = excluded.active,
  version = excluded.version, freight_refund = excluded.freight_refund
