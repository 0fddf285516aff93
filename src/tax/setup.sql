-- name: rates_of_companies :read
select t.company_id, t.id, t.tax_code, t.country, t.region, t.name, t.percent, t.valid_from, t.valid_to from tax.rate t
where t.company_id = any(:company_ids::bigint[])

-- name: save_rates :write insert
insert into tax.rate as t (company_id, id, tax_code, country, region, name, percent, valid_from, valid_to)
select r.* from :rows(company_id bigint, id bigint, tax_code text, country text, region text, name text, percent numeric, valid_from date, valid_to date)
order by r.company_id, r.tax_code, r.country, r.region, r.valid_from
on conflict (company_id, tax_code, country, region, valid_from) do update set name = excluded.name, percent = excluded.percent,
  valid_to = excluded.valid_to
