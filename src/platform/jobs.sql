-- name: read_job_states :read
-- Asked by every process twice a second: a job without a row runs.
-- null: asked_at
select j.name, j.state, j.changed_at, j.asked_at from platform.job j where j.state <> 'running' or j.asked_at is not null

-- name: order_job :read
-- Starts, drains or stops a job for all processes, and keeps who and why. Locks its row. A job that is in that state already
-- is left alone.
with given as (
  insert into platform.job (name, state, changed_at, changed_by, reason)
  select v.name, :state::text, :at::timestamptz, :actor::text, :reason::text from (select :name::text as name) v
  where v.name is not null
  on conflict (name) do update set state = excluded.state, changed_at = excluded.changed_at, changed_by = excluded.changed_by,
    reason = excluded.reason
  where platform.job.state <> excluded.state
  returning name, state, changed_at, changed_by, reason
)
insert into platform.job_change (job, at, state, actor, reason)
select g.name, g.changed_at, g.state, g.changed_by, g.reason from given g
returning id

-- name: ask_job :read
-- A job that runs comes now in all processes that run it, and it is kept who asked and why. Locks its row.
with given as (
  insert into platform.job (name, changed_at, changed_by, asked_at)
  select v.name, :at::timestamptz, 'system', :at::timestamptz from (select :name::text as name) v where v.name is not null
  on conflict (name) do update set asked_at = excluded.asked_at where platform.job.state = 'running'
  returning name, asked_at
)
insert into platform.job_change (job, at, state, actor, reason)
select g.name, g.asked_at, 'asked', :actor::text, :reason::text from given g
returning id

-- name: end_drain :read
-- Nothing is left that was due when draining began, and nobody else is at work: the job stops. Locks its row.
with given as (
  update platform.job j set state = 'stopped', changed_at = :at::timestamptz, changed_by = 'system', reason = 'drained'
  where j.name = :name::text and j.state = 'draining' and j.changed_at = :since::timestamptz
    and not exists (select from platform.job_process p where p.job = j.name and p.process <> :process::text
      and p.working_since is not null and p.beat_at >= :alive_from::timestamptz)
  returning j.name, j.changed_at
)
insert into platform.job_change (job, at, state, actor, reason)
select g.name, g.changed_at, 'stopped', 'system', 'drained' from given g
returning id

-- name: hold_job :read
-- The turn of one process at a job where one works at a time; whoever dies loses it when its lease ends. Locks its row.
insert into platform.job (name, changed_at, changed_by, holder, held_until)
select v.name, :now::timestamptz, 'system', :process::text, :until::timestamptz from (select :name::text as name) v
where v.name is not null
on conflict (name) do update set holder = excluded.holder, held_until = excluded.held_until
where platform.job.holder = excluded.holder or platform.job.held_until is null or platform.job.held_until <= :now::timestamptz
returning name

-- name: beat :read
-- A process and the jobs that it runs are there; arrays hold no null, so nothing is '' or the epoch. Locks the rows of the process, and those of the minute, sorted by job.
with here as (
  insert into platform.process (id, roles, version, started_at, beat_at, clock_off_ms, disk_free, disk_size)
  select v.id, :roles::text[], :version::text, :started_at::timestamptz, :now::timestamptz, :clock_off_ms::integer,
    :disk_free::bigint, :disk_size::bigint
  from (select :process::text as id) v where v.id is not null
  on conflict (id) do update set beat_at = excluded.beat_at, clock_off_ms = excluded.clock_off_ms,
    disk_free = excluded.disk_free, disk_size = excluded.disk_size
), told as (
  select t.job, nullif(t.working_since, timestamptz 'epoch') as working_since, t.done, t.failed, t.failing, nullif(t.error, '') as error,
    nullif(t.error_at, timestamptz 'epoch') as error_at
  from unnest(:jobs::text[], :working_since::timestamptz[], :done::bigint[], :failed::bigint[], :failing::boolean[],
    :errors::text[], :error_at::timestamptz[]) as t(job, working_since, done, failed, failing, error, error_at)
), at_work as (
  insert into platform.job_process (job, process, since, beat_at, working_since, done, failed, failing, last_error, last_error_at)
  select t.job, :process::text, :started_at::timestamptz, :now::timestamptz, t.working_since, t.done, t.failed, t.failing, t.error,
    t.error_at
  from told t
  on conflict (job, process) do update set beat_at = excluded.beat_at, working_since = excluded.working_since,
    done = platform.job_process.done + excluded.done, failed = platform.job_process.failed + excluded.failed,
    failing = excluded.failing, last_error = coalesce(excluded.last_error, platform.job_process.last_error),
    last_error_at = coalesce(excluded.last_error_at, platform.job_process.last_error_at)
), counted as (
  insert into platform.job_minute (job, minute, done, failed)
  select t.job, date_trunc('minute', :now::timestamptz, 'UTC'), t.done, t.failed from told t
  where t.done > 0 or t.failed > 0 order by t.job
  on conflict (job, minute) do update set done = platform.job_minute.done + excluded.done,
    failed = platform.job_minute.failed + excluded.failed
)
select 1 as here

-- name: leave :read
-- A process that ends in order is not missed.
with gone as (delete from platform.job_process where process = :process::text),
  turns as (update platform.job set held_until = null where holder = :process::text)
delete from platform.process where id = :process::text returning id

-- name: write_depths :read
-- What waits now, for the rate at which it comes in.
insert into platform.job_minute (job, minute, done, failed, depth)
select d.job, date_trunc('minute', :now::timestamptz, 'UTC'), 0, 0, d.depth
from unnest(:jobs::text[], :depths::bigint[]) as d(job, depth) order by d.job
on conflict (job, minute) do update set depth = excluded.depth
returning job

-- name: write_run :read
insert into platform.job_run (job, process, started_at, ended_at, evaluated, processed, error)
select v.job, :process::text, :started_at::timestamptz, :ended_at::timestamptz, :evaluated::bigint, :processed::bigint, :error::text
from (select :job::text as job) v where v.job is not null
returning id

-- name: forget_jobs :read
-- What is kept of jobs has an end: minutes a day, runs and silent processes as long as their reader may ask.
with minutes as (delete from platform.job_minute where minute < :minutes_before::timestamptz returning 1),
  runs as (delete from platform.job_run where started_at < :runs_before::timestamptz returning 1),
  processes as (delete from platform.process where beat_at < :silent_before::timestamptz returning 1),
  rows as (delete from platform.job_process where beat_at < :silent_before::timestamptz returning 1)
select (select count(*) from minutes) + (select count(*) from runs) + (select count(*) from processes)
  + (select count(*) from rows) as count
