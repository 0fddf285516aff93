-- name: facts_for_manifest :read
-- What a copy says of itself: where each company stood, and how the installation is called.
select coalesce((select jsonb_agg(jsonb_build_object('companyId', h.company_id::text, 'pos', h.pos::text) order by h.company_id)
    from platform.company_head h), '[]') as companies,
  (select max(m.name) from platform.migration m) as migration,
  (select i.epoch from platform.installation i) as epoch

-- name: note_backup :read
insert into platform.backup (backup_id, began_at, ended_at, folder, bytes, problem)
select v.* from (select :backup_id::text as backup_id, :began_at::timestamptz, :ended_at::timestamptz, :folder::text, :bytes::bigint,
  :problem::text) v
where v.backup_id is not null

-- name: note_trial :read
-- A copy of another data folder, or from before a restore, has no row here yet.
insert into platform.backup as b (backup_id, began_at, ended_at, folder, bytes, tried_at, try_problem)
select v.* from (select :backup_id::text as backup_id, :began_at::timestamptz, :ended_at::timestamptz, :folder::text, :bytes::bigint,
  :tried_at::timestamptz, :try_problem::text) v
where v.backup_id is not null
on conflict (backup_id) do update
set folder = excluded.folder, tried_at = excluded.tried_at, try_problem = excluded.try_problem

-- name: renew_installation :read
-- A restored database begins another life, in one step: its own epoch, nobody signed in, no number until it is confirmed.
with noted as (
  insert into platform.restoration (restored_at, epoch_before, epoch, backup_id)
  select :at::timestamptz, i.epoch, :epoch::text, :backup_id::text from platform.installation i
), renewed as (
  update platform.installation set epoch = :epoch::text
), closed as (
  update platform.number_series set closed_at = :at::timestamptz where closed_at is null
), ended as (
  delete from platform.session returning 1
)
select count(*) as sessions from ended

-- name: jump_sequences :read
-- Ids of the lost hours are not given again. A million steps of the block sequence are 10^9 ids.
select s.sequencename as name,
  setval(format('%I.%I', s.schemaname, s.sequencename)::regclass,
    coalesce(s.last_value, s.start_value) + 1000000 * s.increment_by) as value
from pg_catalog.pg_sequences s

-- name: closed_series :read
select s.company_id, s.series, s.year, s.last_number, s.last_on from platform.number_series s
where s.closed_at is not null order by s.company_id, s.series, s.year

-- name: confirm_series :read
-- Opens a series behind the last number that left the house. Locks in the documented order: head, then series.
with head as materialized (
  select h.company_id from platform.company_head h where h.company_id = :company_id::bigint for update
), found as materialized (
  select s.company_id, s.series, s.year, s.last_number from platform.number_series s
  where s.company_id in (select head.company_id from head) and s.series = :series::text and s.year = :year::integer
    and s.closed_at is not null and s.last_number <= :last_number::bigint
  for update
), lost as (
  insert into platform.number_lost (company_id, series, year, first, last, confirmed_at)
  select f.company_id, f.series, f.year, f.last_number + 1, :last_number::bigint, :at::timestamptz
  from found f where f.last_number < :last_number::bigint
), opened as (
  update platform.number_series s set last_number = :last_number::bigint, closed_at = null
  from found f where (s.company_id, s.series, s.year) = (f.company_id, f.series, f.year)
  returning f.last_number as before
)
select o.before from opened o
