-- Why: who waits for goods is planned anew by rules, looked at, and released as it was looked at (A10-21).
-- Locks: nothing, the tables are new. Duration: at once. Breaking: no.
create table orchestration.backlog_run (
  company_id bigint not null,
  id bigint not null,
  batch bigint not null,
  made_by text collate "C" not null,
  -- Business date: days are of then.
  made_on date not null,
  -- As it was asked for: rank, controls, what it is about.
  rules jsonb not null,
  lines integer not null,
  -- By change: how many lines, and what they bring in minor units of the books' currency.
  counts jsonb not null,
  -- What each item looked like: nothing is released of one that looks different.
  item_ids bigint[] not null,
  looks text[] not null,
  released_batch bigint,
  released_by text collate "C",
  primary key (company_id, id)
);

create table orchestration.backlog_line (
  company_id bigint not null,
  run_id bigint not null,
  -- In order of priority, from 1 on.
  place integer not null,
  order_id bigint not null,
  part_id bigint not null,
  item_id bigint not null,
  quantity numeric(20, 6) not null,
  value bigint not null,
  priority integer not null,
  location_before bigint not null,
  promised_before date,
  location_id bigint not null,
  promised_on date,
  arrives_on date,
  change text collate "C" not null check (change in ('gains', 'slips', 'moves', 'same')),
  reason text collate "C" not null,
  -- When it was asked for, and the turn that it has once the run is released.
  asked_at timestamptz not null,
  turn_at timestamptz not null,
  primary key (company_id, run_id, place)
);
create index backlog_line_change on orchestration.backlog_line (company_id, run_id, change, place);
