-- Why: an outside inventory system may be the source of what goods cost and are sold for. What it says is kept as a
-- snapshot: one row for an item and a cost organization, one for an item, unit and currency, each with its as-of time.
-- A new cost is a new standard cost of the pool; the difference to the stock on hand is a move of quantity 0.
-- Locks: inventory.stock_move exclusively while its check is exchanged (instant: not valid), then shared while its rows are
-- read once. Duration: seconds for ten million moves. Breaking: no.
alter table inventory.stock_move drop constraint stock_move_kind_check;
alter table inventory.stock_move add constraint stock_move_kind_check
  check (kind in ('opening', 'receipt', 'issue', 'return', 'adjustment', 'revaluation')) not valid;
alter table inventory.stock_move validate constraint stock_move_kind_check;

-- Set-up: whom to ask, for what.
create table inventory.system (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  name text not null,
  -- names a connection in the settings of the processes; null: it pushes, nobody asks it
  connection text collate "C",
  costs boolean not null,
  prices boolean not null,
  price_rank integer not null,
  -- null: of every class
  item_class text collate "C",
  refresh_seconds integer not null,
  stale_seconds integer not null,
  active boolean not null,
  primary key (company_id, id),
  unique (company_id, code)
);

-- Where the asking of a system stands. Of several askers at one step the first moves it on.
create table inventory.system_state (
  company_id bigint not null,
  system_id bigint not null,
  step bigint not null,
  cursor text,
  -- null: now
  due_at timestamptz,
  -- of the newest snapshot that came in whole
  as_of timestamptz,
  fetched_at timestamptz,
  failures integer not null,
  problem text,
  failed_at timestamptz,
  primary key (company_id, system_id)
) with (fillfactor = 50);

-- Rows that a system answered and that could not be taken, until a good one comes.
create table inventory.system_problem (
  company_id bigint not null,
  system_id bigint not null,
  sku text collate "C" not null,
  place text collate "C" not null,
  problems jsonb not null,
  seen_at timestamptz not null,
  primary key (company_id, system_id, sku, place)
);

create table inventory.system_cost (
  company_id bigint not null,
  item_id bigint not null,
  cost_organization bigint not null,
  system_id bigint not null,
  unit_cost numeric(20, 6) not null,
  as_of timestamptz not null,
  fetched_at timestamptz not null,
  batch bigint not null,
  primary key (company_id, item_id, cost_organization)
) with (fillfactor = 80);

create table inventory.system_price (
  company_id bigint not null,
  item_id bigint not null,
  system_id bigint not null,
  uom text collate "C" not null,
  currency text collate "C" not null,
  unit_price numeric(20, 6) not null,
  as_of timestamptz not null,
  fetched_at timestamptz not null,
  batch bigint not null,
  primary key (company_id, item_id, system_id, uom, currency)
) with (fillfactor = 80);
