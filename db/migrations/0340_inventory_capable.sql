-- Why: what is short can often be made, bought or moved in time. Which way goods come to a place, what something is made of and how many
-- hours it takes are described; what a promise counts on of materials and hours is kept, so that the next promise leaves it alone.
-- Locks: planned_demand for the moment in which it gets a column with a constant; 0341 looks at the rows. Duration: at once. Breaking: no,
-- an older version promises what is on hand and announced: let no ATP rule look through the supply chain before all nodes are new.
create table inventory.supply_rule (
  company_id bigint not null,
  code text collate "C" not null,
  version integer not null,
  name text not null,
  active boolean not null,
  -- The ways in which goods come, as they were described.
  origins jsonb not null check (jsonb_typeof(origins) = 'array'),
  -- For which items, classes and places it is: one element each, an item with its id.
  assignments jsonb not null check (jsonb_typeof(assignments) = 'array'),
  primary key (company_id, code)
);
create table inventory.bill_of_materials (
  company_id bigint not null,
  item_id bigint not null,
  -- 0: wherever it has no other.
  location_id bigint not null,
  version integer not null,
  active boolean not null,
  -- Working days of the place from the first day to the last.
  lead_days integer not null check (lead_days >= 0),
  -- Items with their ids.
  materials jsonb not null check (jsonb_typeof(materials) = 'array'),
  resources jsonb not null check (jsonb_typeof(resources) = 'array'),
  primary key (company_id, item_id, location_id)
);
create table inventory.resource (
  company_id bigint not null,
  code text collate "C" not null,
  location_id bigint not null,
  name text not null,
  hours_per_day numeric(20, 6) not null check (hours_per_day >= 0),
  -- '': every day is a working day.
  calendar text collate "C" not null,
  primary key (company_id, code, location_id)
);
-- Stepped whenever hours of a resource are promised: whoever weighed them meanwhile decides again.
create table inventory.resource_load (
  company_id bigint not null,
  resource text collate "C" not null,
  location_id bigint not null,
  version bigint not null,
  primary key (company_id, resource, location_id)
);
-- What a part of an order that is to be made, bought or moved needs of other items, or of its own elsewhere. It goes with its planned demand.
create table inventory.material_need (
  company_id bigint not null,
  root_id bigint not null,
  source_id bigint not null,
  place integer not null,
  item_id bigint not null,
  location_id bigint not null,
  needed_on date not null,
  quantity numeric(20, 6) not null check (quantity > 0),
  primary key (company_id, root_id, source_id, place)
);
create index material_need_item on inventory.material_need (company_id, item_id);
create table inventory.resource_hours (
  company_id bigint not null,
  root_id bigint not null,
  source_id bigint not null,
  place integer not null,
  resource text collate "C" not null,
  location_id bigint not null,
  on_day date not null,
  hours numeric(20, 6) not null check (hours > 0),
  primary key (company_id, root_id, source_id, place)
);
create index resource_hours_day on inventory.resource_hours (company_id, resource, location_id, on_day);
-- So much of what waits is to be made, bought or moved for it; the rest of it counts on what is there and comes.
alter table inventory.planned_demand
  add column made numeric(20, 6) not null default 0,
  add constraint planned_demand_made check (made >= 0 and made <= quantity) not valid;
