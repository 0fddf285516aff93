-- name: read_companies :read
select company_id, code, name, currency, country, time_zone, tax_rounding, sandbox, clock_offset_ms, live, setup_version, settings
from organization.company where company_id = any(:ids::bigint[])

-- name: read_rates :read
select company_id, from_currency, to_currency, valid_from, rate_e10
from organization.exchange_rate where company_id = any(:company_ids::bigint[])
order by company_id, from_currency, to_currency, valid_from desc
