-- name: read_tax_rates :read
select company_id, id, tax_code, country, region, percent, valid_from, valid_to
from tax.rate where company_id = any(:company_ids::bigint[])
