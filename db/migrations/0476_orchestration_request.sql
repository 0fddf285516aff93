-- Why: somebody outside asks for an order to be cancelled, suspended or resumed, and is told later what became of that (the task resources
-- of TM Forum). It is kept before it is worked on, so that whoever dies in between leaves it to the next.
-- Locks: nothing, the table is new. Duration: at once. Breaking: no.
create table orchestration.request (
  company_id bigint not null,
  id bigint not null,
  order_id bigint not null,
  kind text collate "C" not null check (kind in ('cancel', 'suspend', 'resume')),
  actor text collate "C" not null,
  reason text,
  made_at timestamptz not null,
  -- not before this instant
  wanted_at timestamptz,
  state text collate "C" not null check (state in ('acknowledged', 'in_progress', 'done', 'failed')),
  -- when it is worked on next; null: it is settled
  due_at timestamptz,
  attempts integer not null,
  -- why it failed
  code text collate "C",
  problem text,
  settled_at timestamptz,
  primary key (company_id, id),
  check ((due_at is null) = (settled_at is not null) and (due_at is null) = (state in ('done', 'failed')))
) with (fillfactor = 80);
create index request_due on orchestration.request (due_at, id) where due_at is not null;
-- One at a time for an order: the second one meets the first.
create unique index request_open on orchestration.request (company_id, order_id) where due_at is not null;
create index request_order on orchestration.request (company_id, order_id, id);
