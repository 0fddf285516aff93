-- Why: what may be promised is shared out between channels and segments (A10-17, A10-18): who may have how much, and what was taken of it.
-- Locks: none but on the tables that it makes. Duration: instant. Breaking: no; nobody has a plan until one is set. An older version
-- beside it promises without plans, so nobody sets one before all nodes are new.
create table inventory.allocation_plan (
  company_id bigint not null,
  code text collate "C" not null,
  version integer not null,
  name text not null,
  active boolean not null,
  -- Of several plans for an item the lowest holds.
  precedence integer not null,
  -- Percentages, or quantities that are stated for weeks.
  by text collate "C" not null check (by in ('percent', 'quantity')),
  -- Skus that it is for, none: all goods; and its nodes; as they were described.
  terms jsonb not null,
  primary key (company_id, code)
);

-- What is stated for a node of a plan by quantity, in a week, named by its Monday.
create table inventory.allocation_quantity (
  company_id bigint not null,
  item_id bigint not null,
  location_id bigint not null,
  week date not null check (extract(isodow from week) = 1),
  plan text collate "C" not null,
  node text collate "C" not null,
  quantity numeric(20, 6) not null check (quantity >= 0),
  primary key (company_id, item_id, location_id, week, plan, node)
);
create index allocation_quantity_since on inventory.allocation_quantity (company_id, item_id, week);

-- What was taken of the share of a node in a week: locked by the gate, which each change of it steps. Less what was given back.
create table inventory.allocation_used (
  company_id bigint not null,
  item_id bigint not null,
  location_id bigint not null,
  week date not null,
  -- '': of what is nobody's share.
  node text collate "C" not null,
  quantity numeric(20, 6) not null,
  primary key (company_id, item_id, location_id, week, node)
);

create index allocation_used_since on inventory.allocation_used (company_id, item_id, week);

-- The same by who took it: a part of an order. Guarded by its order.
create table inventory.allocation_use (
  company_id bigint not null,
  root_id bigint not null,
  source_id bigint not null,
  item_id bigint not null,
  location_id bigint not null,
  week date not null,
  node text collate "C" not null,
  -- The givers of a part are asked one after the other; the last gets its own back first.
  place smallint not null,
  -- The node that the order belonged to.
  buyer text collate "C" not null,
  quantity numeric(20, 6) not null,
  primary key (company_id, root_id, source_id, item_id, location_id, week, node)
);
create index allocation_use_of on inventory.allocation_use (company_id, item_id, location_id, week, node);
