-- name: read_setup_versions :read
select c.company_id, c.setup_version from organization.company c where c.company_id = any(:ids::bigint[])

-- name: lock_setup :lock order
-- Before a second decision: nobody else changes the set-up of these companies until it is written.
select count(*) as locked from (
  select 1 from organization.company c
  where c.company_id in (select r.company_id from :rows(company_id bigint))
  order by c.company_id for no key update
) l

-- name: touch_setup :write order
-- Raises the set-up version of a company. Every act of set-up reads the version first and is refused (DK001, decided
-- again) when another one came between: so set-up rows need no guards of their own. `expected` null: no question asked.
-- The company's row is locked before any set-up row, so two acts that write the same rows never wait for each other in a ring.
with wanted as (
  select r.company_id, max(r.expected) as expected from :rows(company_id bigint, expected bigint) group by r.company_id
), locked as materialized (
  select c.company_id from organization.company c
  where c.company_id in (select w.company_id from wanted w)
  order by c.company_id for no key update
), touched as (
  update organization.company c set setup_version = c.setup_version + 1
  from wanted w, locked l
  where c.company_id = w.company_id and l.company_id = w.company_id
    and (w.expected is null or c.setup_version = w.expected)
  returning c.company_id
)
select platform.verify((select count(*) from touched) = (select count(*) from wanted)) as verified

-- name: companies_by_code :read
select c.company_id, c.code, c.name, c.currency, c.country, c.time_zone, c.tax_rounding, c.sandbox, c.live, c.settings,
  c.custom
from organization.company c where c.code = any(:codes::text[])

-- name: list_companies :read
select c.company_id, c.code, c.name, c.currency, c.country, c.time_zone, c.tax_rounding, c.sandbox, c.live, c.clock_offset_ms,
  c.settings, c.custom
from organization.company c where c.company_id = any(:ids::bigint[]) order by c.code

-- name: all_companies :read
select c.company_id, c.code from organization.company c order by c.code

-- name: insert_companies :write insert
insert into organization.company (company_id, code, name, currency, country, time_zone, tax_rounding, sandbox, live, settings,
  custom)
select r.* from :rows(company_id bigint, code text, name text, currency text, country text, time_zone text,
  tax_rounding text, sandbox boolean, live boolean, settings jsonb, custom jsonb)
order by r.code

-- name: update_companies :write insert
-- Currency, sandbox and code of a company never change; it goes live by an act of its own.
update organization.company c
set name = r.name, country = r.country, time_zone = r.time_zone, tax_rounding = r.tax_rounding, settings = r.settings,
  custom = r.custom
from :rows(company_id bigint, name text, country text, time_zone text, tax_rounding text, settings jsonb, custom jsonb)
where c.company_id = r.company_id

-- name: open_to_orders :write insert
update organization.company c set live = true
from :rows(company_id bigint)
where c.company_id = r.company_id

-- name: move_clocks :write insert
update organization.company c set clock_offset_ms = r.clock_offset_ms
from :rows(company_id bigint, clock_offset_ms bigint)
where c.company_id = r.company_id and c.sandbox

-- name: read_calendars :read
select c.company_id, c.code, c.working_days, c.holidays from organization.calendar c
where c.company_id = any(:company_ids::bigint[]) order by c.company_id, c.code

-- name: save_calendars :write insert
-- Lists travel as JSON: a row cannot hold an array among arrays.
insert into organization.calendar as c (company_id, code, working_days, holidays)
select r.company_id, r.code,
  (select coalesce(array_agg(d.value::integer), '{}') from jsonb_array_elements_text(r.working_days) d),
  (select coalesce(array_agg(d.value::date), '{}') from jsonb_array_elements_text(r.holidays) d)
from :rows(company_id bigint, code text, working_days jsonb, holidays jsonb)
order by r.company_id, r.code
on conflict (company_id, code) do update set working_days = excluded.working_days, holidays = excluded.holidays

-- name: read_exchange_rates :read
select x.company_id, x.from_currency, x.to_currency, x.valid_from, x.rate_e10 from organization.exchange_rate x
where x.company_id = any(:company_ids::bigint[]) order by x.company_id, x.from_currency, x.to_currency, x.valid_from

-- name: save_exchange_rates :write insert
insert into organization.exchange_rate as x (company_id, from_currency, to_currency, valid_from, rate_e10)
select r.* from :rows(company_id bigint, from_currency text, to_currency text, valid_from date, rate_e10 bigint)
order by r.company_id, r.from_currency, r.to_currency, r.valid_from
on conflict (company_id, from_currency, to_currency, valid_from) do update set rate_e10 = excluded.rate_e10

-- name: read_document_series :read
select s.company_id, s.kind, s.code, s.prefix, s.policy from organization.document_series s
where s.company_id = any(:company_ids::bigint[]) order by s.company_id, s.code

-- name: save_document_series :write insert
-- Kind and policy of a series never change: its numbers were given under them.
insert into organization.document_series as s (company_id, kind, code, prefix, policy)
select r.* from :rows(company_id bigint, kind text, code text, prefix text, policy text)
order by r.company_id, r.code
on conflict (company_id, code) do update set prefix = excluded.prefix
