-- name: locations_of_companies :read
select l.company_id, l.id, l.code, l.name, l.country, l.rank, l.cost_organization, l.ship_lead_days, l.auto_confirm
from inventory.location l where l.company_id = any(:company_ids::bigint[])

-- name: save_locations :write insert
-- The cost organization never changes: costs were kept in it.
insert into inventory.location as l (company_id, id, code, name, country, rank, cost_organization, ship_lead_days, auto_confirm)
select r.* from :rows(company_id bigint, id bigint, code text, name text, country text, rank integer, cost_organization bigint,
  ship_lead_days integer, auto_confirm boolean)
order by r.company_id, r.code
on conflict (company_id, code) do update set name = excluded.name, country = excluded.country, rank = excluded.rank,
  ship_lead_days = excluded.ship_lead_days, auto_confirm = excluded.auto_confirm
