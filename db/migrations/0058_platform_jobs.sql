-- Why: what works in the background can be stopped, drained and started again for all processes at once, and is seen: who
-- runs it, since when, how much goes through it, what failed.
-- Locks: none on existing data. Duration: instant. Breaking: no; an older process does not know that a job was stopped.

-- A job that was never stopped may have no row: it runs.
create table platform.job (
  name text collate "C" primary key,
  state text collate "C" not null default 'running' check (state in ('running', 'draining', 'stopped')),
  -- draining takes what was due by then
  changed_at timestamptz not null,
  changed_by text collate "C" not null,
  reason text,
  -- the process whose turn it is, where one works at a time
  holder text collate "C",
  held_until timestamptz
) with (fillfactor = 50);

create table platform.job_change (
  id bigint generated always as identity primary key,
  job text collate "C" not null,
  at timestamptz not null,
  state text collate "C" not null,
  actor text collate "C" not null,
  reason text
);
create index job_change_job on platform.job_change (job, id);

-- Processes that are there, by their beat. What one knows of its machine comes along.
create table platform.process (
  id text collate "C" primary key,
  roles text[] not null,
  version text collate "C" not null,
  started_at timestamptz not null,
  beat_at timestamptz not null,
  -- its clock less the database's
  clock_off_ms integer not null,
  -- of the disk of an embedded database
  disk_free bigint,
  disk_size bigint
) with (fillfactor = 50);

create table platform.job_process (
  job text collate "C" not null,
  process text collate "C" not null,
  since timestamptz not null,
  beat_at timestamptz not null,
  working_since timestamptz,
  done bigint not null,
  failed bigint not null,
  -- its last run did
  failing boolean not null,
  last_error text,
  last_error_at timestamptz,
  primary key (job, process)
) with (fillfactor = 50);

-- What went through a job, by the minute; depth: what waited at its end.
create table platform.job_minute (
  job text collate "C" not null,
  minute timestamptz not null,
  done bigint not null,
  failed bigint not null,
  depth bigint,
  primary key (job, minute)
) with (fillfactor = 50);

-- Runs of periodic jobs that found something to do or failed.
create table platform.job_run (
  id bigint generated always as identity primary key,
  job text collate "C" not null,
  process text collate "C" not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  evaluated bigint not null,
  processed bigint not null,
  error text
);
create index job_run_job on platform.job_run (job, id);
