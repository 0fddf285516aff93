-- Why: orders that will miss their promise are told before they do (P-42, O-89): a company says how long tasks take and how late is how bad,
-- and each open order of it is looked at when something of it changes, or when time alone can have made it worse.
-- Locks: none. Duration: instant. Breaking: no.
create table orchestration.jeopardy_policy (
  company_id bigint primary key,
  version integer not null,
  body jsonb not null
);

-- Up to where a job has heard what happened to the orders of a company, and which of its open orders it has taken up for a version of its policy.
create table orchestration.jeopardy_place (
  company_id bigint primary key,
  policy_version integer not null,
  -- The last of the open orders that was taken up; null: all are.
  taken_up bigint,
  pos bigint not null
);

-- Open orders that are watched; deleted when nothing of what was promised is open.
create table orchestration.jeopardy (
  company_id bigint not null,
  order_id bigint not null,
  -- When time alone can have made it worse (business time of the company); null: it cannot.
  due_at timestamptz,
  priority text collate "C" check (priority in ('low', 'medium', 'high')),
  score integer,
  reason text,
  task_id bigint,
  required_by timestamptz,
  -- Null: no day is known.
  expected_at timestamptz,
  -- Since when it has this priority, or a higher one (time of operations).
  since timestamptz,
  acknowledged_by text collate "C",
  primary key (company_id, order_id)
) with (fillfactor = 70);
create index jeopardy_due on orchestration.jeopardy (company_id, due_at) where due_at is not null;
create index jeopardy_priority on orchestration.jeopardy (company_id, priority, order_id) where priority is not null;
