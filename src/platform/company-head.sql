-- name: open_heads :write insert
-- The place of a new company in its own order of facts; nothing is closed yet.
insert into platform.company_head (company_id, pos, at, chain_hash, closed_to)
select r.company_id, 0, r.at, r.chain_hash, '1900-01-01' from :rows(company_id bigint, at timestamptz, chain_hash bytea)
order by r.company_id

-- name: open_series :write insert
-- The counter of a document series; year 0 counts on over the years. One that stands is left alone.
insert into platform.number_series (company_id, series, year, policy, last_number)
select r.company_id, r.series, r.year, r.policy, 0 from :rows(company_id bigint, series text, year integer, policy text)
order by r.company_id, r.series, r.year
on conflict (company_id, series, year) do nothing
