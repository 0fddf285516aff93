-- Why: what we have and can promise. The gate row of an (item, location) is the only thing that guards stock: every
-- change of supply or demand passes it, in class `stock`; cost pools stand behind it in class `cost`.
-- Locks: none. Duration: instant. Breaking: no.
create schema inventory;

create table inventory.location (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  name text not null,
  country text collate "C" not null,
  -- 1 = asked first
  rank integer not null,
  cost_organization bigint not null,
  ship_lead_days integer not null default 0,
  -- true: shipments confirm themselves; false: they wait for POST …/shipments/{id}/confirm
  auto_confirm boolean not null default true,
  primary key (company_id, id),
  unique (company_id, code)
);

create table inventory.stock_gate (
  company_id bigint not null,
  item_id bigint not null,
  location_id bigint not null,
  -- may go below zero by a physical fact (count, outside shipment): a fact is never refused
  on_hand numeric(20, 6) not null,
  reserved numeric(20, 6) not null check (reserved >= 0),
  horizon_version bigint not null default 0,
  primary key (company_id, item_id, location_id)
) with (fillfactor = 50);

-- Quantity and value, never an average.
create table inventory.cost_pool (
  company_id bigint not null,
  cost_organization bigint not null,
  item_id bigint not null,
  method text collate "C" not null check (method in ('moving_average', 'standard')),
  standard_cost numeric(20, 6),
  quantity numeric(20, 6) not null,
  value bigint not null,
  last_cost numeric(20, 6) not null,
  primary key (company_id, cost_organization, item_id)
) with (fillfactor = 50);

create table inventory.supply (
  company_id bigint not null,
  id bigint not null,
  number text collate "C" not null,
  item_id bigint not null,
  location_id bigint not null,
  due_on date not null,
  quantity numeric(20, 6) not null check (quantity > 0),
  received numeric(20, 6) not null default 0,
  unit_cost numeric(20, 6) not null check (unit_cost >= 0),
  primary key (company_id, id),
  unique (company_id, number),
  check (received >= 0)
);
create index supply_item on inventory.supply (company_id, item_id) where received < quantity;

-- A claim on stock on hand: counted in the gate's `reserved`. `root_id` and `source_id` are the owner's, opaque.
create table inventory.reservation (
  company_id bigint not null,
  root_id bigint not null,
  source_id bigint not null,
  item_id bigint not null,
  location_id bigint not null,
  quantity numeric(20, 6) not null check (quantity > 0),
  primary key (company_id, root_id, source_id)
);

-- A promise on dated supply or a backorder: demand that holds no stock yet.
create table inventory.planned_demand (
  company_id bigint not null,
  root_id bigint not null,
  source_id bigint not null,
  item_id bigint not null,
  location_id bigint not null,
  quantity numeric(20, 6) not null check (quantity > 0),
  -- null: nothing is promised (backordered)
  promised_on date,
  asked_at timestamptz not null,
  primary key (company_id, root_id, source_id)
);
create index planned_demand_item on inventory.planned_demand (company_id, item_id, asked_at);
create index planned_demand_dated on inventory.planned_demand (company_id, item_id) where promised_on is not null;

-- Every physical change of stock, with the value that it took or brought (functional currency, minor units).
create table inventory.stock_move (
  company_id bigint not null,
  root_id bigint not null,
  id bigint not null,
  batch bigint not null,
  kind text collate "C" not null check (kind in ('opening', 'receipt', 'issue', 'return', 'adjustment')),
  item_id bigint not null,
  location_id bigint not null,
  quantity numeric(20, 6) not null,
  value bigint not null,
  moved_on date not null,
  source_id bigint not null,
  primary key (company_id, root_id, id)
);

create view inventory.stock_public as
select company_id, item_id, location_id, on_hand, reserved, on_hand - reserved as available from inventory.stock_gate;
create view inventory.location_public as select company_id, id, code, name, country, rank, cost_organization, ship_lead_days, auto_confirm from inventory.location;
create view inventory.move_public as select company_id, root_id, id, batch, kind, item_id, location_id, quantity, value, moved_on, source_id from inventory.stock_move;

-- Value that has left a pool of `quantity` and `value` once `cumulative` units are gone (decision 0006): proportional
-- while there is stock, at the last known cost below zero. `unit` is minor units a unit.
create function inventory.relieved(value numeric, quantity numeric, cumulative numeric, unit numeric) returns numeric
language sql immutable as $$
  select case when quantity > 0
    then round(value * least(cumulative, quantity) / quantity) + round(greatest(cumulative - quantity, 0) * unit)
    else round(cumulative * unit) end
$$;
