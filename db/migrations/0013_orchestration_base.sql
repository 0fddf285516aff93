-- Why: what happens next. The plan is rows: components, tasks, dependencies; a task can be claimed when it has a row in
-- `ready`, never by an index on its state.
-- Locks: none. Duration: instant. Breaking: no.
create schema orchestration;

create table orchestration.pattern (
  company_id bigint not null,
  code text collate "C" not null,
  version integer not null,
  body jsonb not null,
  active boolean not null default true,
  primary key (company_id, code, version)
);

create table orchestration.component (
  company_id bigint not null,
  order_id bigint not null,
  id bigint not null,
  kind text collate "C" not null,
  key text collate "C" not null,
  pattern text collate "C" not null,
  model_version integer not null,
  location_id bigint,
  -- fulfillment lines, opaque
  line_ids bigint[] not null,
  primary key (company_id, order_id, id)
);

create table orchestration.task (
  company_id bigint not null,
  order_id bigint not null,
  id bigint not null,
  component_id bigint not null,
  kind text collate "C" not null,
  mode text collate "C" not null default 'do' check (mode in ('do', 'redo', 'undo', 'amend_do')),
  generation integer not null default 1,
  state text collate "C" not null check (state in ('waiting', 'ready', 'running', 'completed', 'failed', 'skipped')),
  -- predecessors and events not met yet
  waits integer not null check (waits >= 0),
  -- not before this instant (time of operations)
  start_at timestamptz,
  input jsonb,
  output jsonb,
  problem text,
  primary key (company_id, order_id, id)
) with (fillfactor = 50);

create table orchestration.dependency (
  company_id bigint not null,
  order_id bigint not null,
  from_task bigint not null,
  to_task bigint not null,
  met boolean not null default false,
  primary key (company_id, order_id, from_task, to_task)
) with (fillfactor = 70);

-- The queue. A claim moves `due_at` to the end of its lease; a settled task has no row; an expired lease is simply due.
create table orchestration.ready (
  company_id bigint not null,
  order_id bigint not null,
  task_id bigint not null,
  kind text collate "C" not null,
  due_at timestamptz not null,
  priority smallint not null default 4,
  attempt integer not null default 0,
  primary key (company_id, order_id, task_id)
) with (fillfactor = 70);
create index ready_due on orchestration.ready (kind, due_at);
