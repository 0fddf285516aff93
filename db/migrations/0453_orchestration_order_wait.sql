-- Why: what is done for lines of an order waits for what is done for those of another one (O-32). Its task sleeps in the queue; whatever
-- happens to the other order finds it here.
-- Locks: nothing, the table is new. Duration: instant. Breaking: no.
create table orchestration.order_wait (
  company_id bigint not null,
  order_id bigint not null,
  task_id bigint not null,
  -- the order that is waited for, as it was named: a source and its id there, or its own id
  base_source text collate "C" not null,
  base_external_id text collate "C" not null,
  -- null: nobody has found it yet
  base_order_id bigint,
  -- a line of it, by its number or its id there; empty: all of them
  base_line text collate "C" not null,
  -- a component; empty: all that is done for it
  base_component text collate "C" not null,
  -- how often it was looked for
  looks integer not null default 0,
  primary key (company_id, order_id, task_id)
);
create index order_wait_base on orchestration.order_wait (company_id, base_order_id) where base_order_id is not null;
create index order_wait_key on orchestration.order_wait (company_id, base_source, base_external_id) where base_order_id is null;
