-- Why: a plan calls outside systems (decision 0072). A system is set-up; a call is kept before it is made, and its bytes and key never change;
-- what systems say is kept by their own id before it moves anything; what calls bring are facts of lines.
-- Locks: none. Duration: instant. Breaking: no.
create table orchestration.system (
  company_id bigint not null,
  code text collate "C" not null,
  -- name of the connection in the settings
  connection text collate "C" not null,
  body jsonb not null,
  active boolean not null,
  at_once integer not null check (at_once > 0),
  per_second integer not null check (per_second > 0),
  -- how many steps were begun since an instant, over all processes
  turn_at timestamptz,
  begun integer not null default 0,
  primary key (company_id, code)
) with (fillfactor = 50);

create table orchestration.call (
  company_id bigint not null,
  order_id bigint not null,
  task_id bigint not null,
  generation integer not null,
  mode text collate "C" not null check (mode in ('do', 'redo', 'undo')),
  system text collate "C" not null,
  key text collate "C" not null,
  method text collate "C" not null,
  path text collate "C" not null,
  content bytea,
  -- what its expressions could read: the order, its lines with their facts, and of an undo what the undone call was answered
  input jsonb not null,
  state text collate "C" not null check (state in ('kept', 'sent', 'unknown', 'answered', 'failed')),
  attempt integer not null default 0,
  -- when a worker sees to it; null: nobody has to
  due_at timestamptz,
  -- a step is under way until then, at the latest
  out_until timestamptz,
  -- the system has it, and says later what came of it: by then
  accepted_at timestamptz,
  answer_by timestamptz,
  status text collate "C",
  data jsonb,
  class text collate "C" check (class in ('later', 'wrong', 'impossible', 'unknown')),
  problem text,
  kept_at timestamptz not null,
  settled_at timestamptz,
  primary key (company_id, order_id, task_id, generation, mode),
  check ((settled_at is not null) = (state in ('answered', 'failed'))),
  check (state not in ('answered', 'failed') or due_at is null)
) with (fillfactor = 60);
create unique index call_key on orchestration.call (company_id, key);
create index call_due on orchestration.call (company_id, system, due_at) where due_at is not null;
create index call_out on orchestration.call (company_id, system, out_until) where out_until is not null;

create table orchestration.reply (
  company_id bigint not null,
  system text collate "C" not null,
  -- the sender's own id of it
  id text collate "C" not null,
  key text collate "C",
  -- of the call that has the key; null: there is none
  order_id bigint,
  task_id bigint,
  -- what that meant when it came
  means text collate "C" not null check (means in ('done', 'going_on', 'later', 'wrong', 'impossible')),
  status text collate "C" not null,
  problem text,
  body jsonb,
  received_at timestamptz not null,
  -- kept: the order stands still, and it is applied when it goes on; parked: it moves nothing
  state text collate "C" not null check (state in ('kept', 'applied', 'parked')),
  reason text collate "C",
  due_at timestamptz,
  primary key (company_id, system, id),
  check ((state = 'parked') = (reason is not null))
);
create index reply_order on orchestration.reply (company_id, order_id) where order_id is not null;
create index reply_due on orchestration.reply (due_at) where due_at is not null;
create index reply_parked on orchestration.reply (company_id, received_at, system, id) where state = 'parked';

create table orchestration.fact (
  company_id bigint not null,
  order_id bigint not null,
  line_no integer not null,
  name text collate "C" not null,
  value text not null,
  -- the task whose call brought it; null: a person or another system said so
  task_id bigint,
  actor text collate "C" not null,
  at timestamptz not null,
  primary key (company_id, order_id, line_no, name)
) with (fillfactor = 70);
