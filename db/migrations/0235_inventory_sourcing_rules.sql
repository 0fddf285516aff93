-- Why: which places may serve a line and which of them comes first was one rank for everybody. Business people describe it by order
-- type, source and ship method, and every search is kept with what it knew.
-- Locks: inventory.location exclusively, for the change of the catalog alone. Duration: at once. Breaking: no, an older version leaves the
-- columns as they are, chooses by rank and counts no assignment: let no rule be set up before all nodes are new.
alter table inventory.location
  -- A word of the company, such as store or warehouse; '': none.
  add column location_type text collate "C" not null default '',
  add column latitude numeric(9, 6) check (latitude between -90 and 90),
  add column longitude numeric(9, 6) check (longitude between -180 and 180),
  -- What a shipment costs in hands, in minor units of the currency of the books; null: nobody said.
  add column labor_cost bigint check (labor_cost >= 0),
  add constraint location_whole_place check ((latitude is null) = (longitude is null));

create table inventory.sourcing_rule (
  company_id bigint not null,
  code text collate "C" not null,
  version integer not null,
  name text not null,
  active boolean not null,
  -- The lowest is asked first.
  precedence integer not null,
  -- '': any.
  order_type text collate "C" not null,
  source text collate "C" not null,
  ship_method text collate "C" not null,
  -- Candidates, criteria, splits, preferences and used quantities, as they were described.
  terms jsonb not null,
  primary key (company_id, code)
);

-- Where postcodes are: the longest prefix of a postcode holds; '': the country.
create table inventory.postcode_area (
  company_id bigint not null,
  country text collate "C" not null,
  prefix text collate "C" not null,
  latitude numeric(9, 6) not null check (latitude between -90 and 90),
  longitude numeric(9, 6) not null check (longitude between -180 and 180),
  primary key (company_id, country, prefix)
);

-- How much of an item a place is expected to sell by itself until it is filled up again.
create table inventory.sell_through (
  company_id bigint not null,
  item_id bigint not null,
  location_id bigint not null,
  quantity numeric(20, 6) not null check (quantity >= 0),
  primary key (company_id, item_id, location_id)
);

-- How many orders a place was given on the day that stands there, and the last of them: one row a place.
create table inventory.location_load (
  company_id bigint not null,
  location_id bigint not null,
  on_day date not null,
  orders integer not null,
  last_root_id bigint not null,
  primary key (company_id, location_id)
);

-- What a search for places knew and chose; nothing of it changes.
create table inventory.sourcing_search (
  company_id bigint not null,
  -- The order, opaque.
  root_id bigint not null,
  id bigint not null,
  batch bigint not null,
  -- 1: the first; more: it was searched again after a place refused.
  attempt integer not null,
  rule text collate "C" not null,
  rule_version integer not null,
  record jsonb not null,
  primary key (company_id, root_id, id)
);
