-- name: read_companies :read
select company_id, code, name, currency, country, time_zone, tax_rounding, sandbox, clock_offset_ms, setup_version, settings
from organization.company where company_id = any(:ids::bigint[])

-- name: read_rates :read
-- The rate in force on the day, per pair of currencies.
select distinct on (r.company_id, r.from_currency, r.to_currency) r.company_id, r.from_currency, r.to_currency, r.rate_e10
from organization.exchange_rate r
where r.company_id = :company_id::bigint and r.valid_from <= :on::date
order by r.company_id, r.from_currency, r.to_currency, r.valid_from desc
