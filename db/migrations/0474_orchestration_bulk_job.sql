-- Why: one act is done to thousands of orders as a job, in batches, with an outcome of each; it goes on after a crash, and stops when too many
-- fail (decision 0084).
-- Locks: none, the tables are new. Duration: instant. Breaking: no; an older version beside it carries no such job out.
create table orchestration.bulk_job (
  company_id bigint not null,
  id bigint not null,
  act text collate "C" not null,
  -- What the act is given beside its order: reason, code, priority, status.
  input jsonb not null,
  -- How its targets were chosen, as it was asked for.
  chosen jsonb not null,
  actor text collate "C" not null,
  scopes text[] collate "C" not null,
  state text collate "C" not null check (state in ('running', 'completed', 'stopped')),
  total integer not null,
  done integer not null default 0,
  failed integer not null default 0,
  left_out integer not null,
  failure_limit integer check (failure_limit > 0),
  asked_at timestamptz not null,
  ended_at timestamptz,
  primary key (company_id, id)
);
create index bulk_job_running on orchestration.bulk_job (id) where state = 'running';

create table orchestration.bulk_target (
  company_id bigint not null,
  job_id bigint not null,
  place integer not null,
  order_id bigint not null,
  task_id bigint,
  -- left_out: its state did not allow the act, and others were to be done all the same
  state text collate "C" not null check (state in ('open', 'done', 'failed', 'left_out')),
  code text collate "C",
  message text,
  primary key (company_id, job_id, place)
);
create index bulk_target_open on orchestration.bulk_target (company_id, job_id, place) where state = 'open';

-- The cause for which a task failed: its kind, and its problem without numbers and names, so that what failed alike is one.
create function orchestration.cause_public(kind text, problem text) returns text language sql immutable parallel safe
return md5(kind || ' ' || regexp_replace(problem, '[0-9]+|"[^"]*"|[a-z]{3}_[a-z0-9]{13}', '#', 'g'));
