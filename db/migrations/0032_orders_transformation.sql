-- Why: what a channel sends is seldom in our words. Transformation rules set the priority, the reference and other data of
-- an order, some by tables of foreign words and ours. An order has a priority (0 to 9), which its tasks have in the queue.
-- Locks: orders.order_state exclusively. Duration: one pass over it, to check; a plain default rewrites no row.
-- Breaking: no; an older version writes orders of the usual priority.
alter table orders.order_state add column priority smallint not null default 4 check (priority between 0 and 9);

-- One thing that is set: by the most relevant active rule of it whose condition is true.
create table orders.transformation_rule (
  company_id bigint not null,
  id bigint not null,
  name text collate "C" not null,
  relevancy integer not null default 5 check (relevancy >= 0),
  -- CEL; null: always
  condition text,
  -- `priority`, `customerReference`, `lines.sku`, …
  sets text collate "C" not null,
  -- CEL
  value text not null,
  active boolean not null default true,
  primary key (company_id, id)
);

-- Tables that transformations look things up in: a foreign word gives one of ours.
create table orders.lookup_value (
  company_id bigint not null,
  lookup text collate "C" not null,
  key text collate "C" not null,
  value text not null,
  active boolean not null default true,
  primary key (company_id, lookup, key)
);
