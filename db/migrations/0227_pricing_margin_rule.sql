-- Why: an order line that leaves less than a floor is stopped before it is agreed, not found in the numbers of the month.
-- Locks: none. Duration: instant. Breaking: no; without rules nothing is stopped, and an older version does not ask for them, so nobody
-- sets them up before all nodes are new.
create table pricing.margin_rule (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  -- Whose lines it is for; empty: all.
  item_classes text[] not null,
  segments text[] not null,
  sources text[] not null,
  -- Of net.
  floor_percent numeric(20, 6) not null check (floor_percent between -1000 and 100),
  action text collate "C" not null check (action in ('block', 'approve', 'hold')),
  active boolean not null,
  version integer not null default 1,
  primary key (company_id, id),
  unique (company_id, code)
);
