-- Why: a plan has components of lines, too: work of people, waits (decision 0070). What they are about are lines of the order, not parts of
-- them; each task has a name of its own there. A dependency between components keeps for which lines it was drawn; how it runs are its tasks.
-- Work that a person does has a row beside its task: what is to be done, by whom, and what came of it.
-- Locks: orchestration.component, orchestration.task for an instant. Duration: instant. Breaking: no.
alter table orchestration.component add column line_nos integer[] not null default '{}';
alter table orchestration.task add column name text collate "C";

create table orchestration.dependency (
  company_id bigint not null,
  order_id bigint not null,
  from_component bigint not null,
  to_component bigint not null,
  -- pairs, one beside the other; of what waits for all of the others each line once
  from_lines integer[] not null,
  to_lines integer[] not null,
  -- how lines were matched: same, all, or by equal values
  items text collate "C" not null check (items in ('same', 'all', 'equal')),
  primary key (company_id, order_id, from_component, to_component)
);

create table orchestration.work (
  company_id bigint not null,
  order_id bigint not null,
  task_id bigint not null,
  title text not null,
  role text collate "C" not null,
  -- [[code, what follows], …]
  statuses jsonb not null,
  line_nos integer[] not null,
  -- who is to do it, and who has taken it on: actors
  assignee text collate "C",
  owner text collate "C",
  accepted_at timestamptz,
  -- what came of it
  status text collate "C",
  note text,
  data jsonb,
  done_by text collate "C",
  done_at timestamptz,
  primary key (company_id, order_id, task_id),
  check ((done_at is null) = (status is null) and (done_at is null) = (done_by is null)),
  check ((owner is null) = (accepted_at is null))
) with (fillfactor = 80);
