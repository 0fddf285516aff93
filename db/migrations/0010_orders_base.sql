-- Why: what was agreed. Wide rows are written once a version; the narrow state row is the one that moves and the one
-- that is locked. Tables that grow with orders have no foreign keys (decision 0003): existence is proven by the writing
-- statement and by a law.
-- Locks: none. Duration: instant. Breaking: no.
create schema orders;

create table orders.source_system (
  company_id bigint not null,
  code text collate "C" not null,
  name text not null,
  -- true: orders come with final prices, kept for good
  pre_priced boolean not null default false,
  create_customers boolean not null default false,
  -- a customer reference that was seen before: ignore, warn or refuse
  duplicate_reference text collate "C" not null default 'ignore' check (duplicate_reference in ('ignore', 'warn', 'refuse')),
  active boolean not null default true,
  primary key (company_id, code)
);

-- Which kind of order an intake is: rules by falling relevancy, the first true one wins (O-03). All rules are CEL.
create table orders.recognition_rule (
  company_id bigint not null,
  id bigint not null,
  name text not null,
  relevancy integer not null default 5 check (relevancy >= 0),
  condition text not null,
  order_type text collate "C" not null,
  fail_reason text,
  active boolean not null default true,
  primary key (company_id, id)
);

-- Every one must be true (O-05).
create table orders.validation_rule (
  company_id bigint not null,
  id bigint not null,
  order_type text collate "C",
  condition text not null,
  message text not null,
  path text collate "C" not null default '',
  active boolean not null default true,
  primary key (company_id, id)
);

create table orders.source_key (
  company_id bigint not null,
  source text collate "C" not null,
  external_id text collate "C" not null,
  version integer not null,
  order_id bigint not null,
  body_hash bytea not null,
  primary key (company_id, source, external_id, version)
);

create table orders.sales_order (
  company_id bigint not null,
  id bigint not null,
  version integer not null,
  batch bigint not null,
  order_type text collate "C" not null,
  source text collate "C" not null,
  external_id text collate "C" not null,
  customer_reference text collate "C",
  account_id bigint,
  currency text collate "C" not null,
  rate_e10 bigint not null,
  pre_priced boolean not null,
  tax_inclusive boolean not null,
  prepaid boolean not null,
  terms_days integer not null,
  placed_at timestamptz not null,
  ordered_on date not null,
  requested_on date,
  ship_to_country text collate "C" not null,
  ship_to_region text collate "C" not null,
  total bigint not null,
  tax_total bigint not null,
  freight bigint not null,
  freight_tax bigint not null,
  -- problems of a draft, decisions of the whole order (promotion, freight, credit, recognition)
  problems jsonb not null,
  decisions jsonb not null,
  intake_id bigint,
  custom jsonb not null,
  primary key (company_id, id, version)
);

-- Found by the buyer's own number; only orders that carry one are in it.
create index sales_order_reference on orders.sales_order (company_id, account_id, customer_reference) where customer_reference is not null;

-- What a draft was stated as, until it is submitted.
create table orders.draft (
  company_id bigint not null,
  order_id bigint not null,
  input jsonb not null,
  primary key (company_id, order_id)
);

-- Copy on write: a line stands from its version until a newer one of the same number.
create table orders.order_line (
  company_id bigint not null,
  order_id bigint not null,
  line_no integer not null,
  from_version integer not null,
  action text collate "C" not null check (action in ('add', 'modify', 'delete', 'no_change')),
  external_line_id text collate "C",
  item_id bigint,
  sku text collate "C" not null,
  item_class text collate "C" not null,
  kind text collate "C" not null,
  uom text collate "C" not null,
  quantity numeric(20, 6) not null,
  unit_price numeric(20, 6) not null,
  -- minor units of the order's currency; net is after every discount, without tax
  net bigint not null,
  tax bigint not null,
  freight bigint not null,
  tax_rate_id bigint,
  tax_percent numeric(20, 6) not null,
  unit_cost numeric(20, 6),
  waterfall jsonb not null,
  custom jsonb not null,
  primary key (company_id, order_id, line_no, from_version)
);

-- The part of a line that moves together: one source, one date.
create table orders.fulfillment_line (
  company_id bigint not null,
  order_id bigint not null,
  id bigint not null,
  line_no integer not null,
  item_id bigint not null,
  location_id bigint,
  quantity numeric(20, 6) not null check (quantity > 0),
  supply text collate "C" not null check (supply in ('on_hand', 'dated', 'backorder', 'none')),
  requested_on date,
  promised_on date,
  first_promised_on date,
  decision jsonb not null,
  shipped numeric(20, 6) not null default 0,
  invoiced numeric(20, 6) not null default 0,
  returned numeric(20, 6) not null default 0,
  cancelled numeric(20, 6) not null default 0,
  -- amounts already billed, minor units: the cumulative method needs what was given before
  billed_net bigint not null default 0,
  billed_tax bigint not null default 0,
  billed_freight bigint not null default 0,
  primary key (company_id, order_id, id),
  check (shipped >= 0 and invoiced >= 0 and returned >= 0 and cancelled >= 0)
) with (fillfactor = 45);

-- The narrow row that moves. `revision` rises with every batch that changes the order; it is the ETag.
create table orders.order_state (
  company_id bigint not null,
  order_id bigint not null,
  version integer not null,
  revision bigint not null,
  state text collate "C" not null check (state in ('draft', 'pending_approval', 'rejected', 'not_started', 'in_progress',
    'suspended', 'amending', 'cancelling', 'waiting_for_revision', 'failed', 'cancelled', 'completed', 'aborted')),
  open_holds integer not null default 0 check (open_holds >= 0),
  primary key (company_id, order_id)
) with (fillfactor = 50);

create table orders.hold (
  company_id bigint not null,
  order_id bigint not null,
  id bigint not null,
  -- null: the whole order
  line_no integer,
  task_kind text collate "C",
  kind text collate "C" not null check (kind in ('generic', 'service', 'system')),
  code text collate "C" not null,
  reason text not null,
  placed_by text collate "C" not null,
  placed_batch bigint not null,
  expires_on date,
  released_batch bigint,
  released_by text collate "C",
  release_reason text,
  primary key (company_id, order_id, id)
);

-- One append-only row an order and batch: what changed, who did it and why. Also the feed of events, in order of pos.
create table orders.history (
  company_id bigint not null,
  order_id bigint not null,
  batch bigint not null,
  act text collate "C" not null,
  actor text collate "C" not null,
  reason text,
  -- [[what, key, from, to], …]
  changes jsonb not null,
  -- event types in order: ["order.submitted", …]
  events text[] not null,
  primary key (company_id, order_id, batch)
);
create index history_batch on orders.history (company_id, batch);

-- One narrow row an order for lists; written by the same batch as the facts it shows (a law recomputes it).
create table orders.list (
  company_id bigint not null,
  order_id bigint not null,
  source text collate "C" not null,
  external_id text collate "C" not null,
  account_id bigint,
  placed_at timestamptz not null,
  currency text collate "C" not null,
  total bigint not null,
  lines integer not null,
  state text collate "C" not null,
  status text collate "C" not null,
  fulfillment_status text collate "C" not null,
  billing_status text collate "C" not null,
  payment_status text collate "C" not null,
  promised_on date,
  primary key (company_id, order_id)
) with (fillfactor = 70);
create index list_placed on orders.list (company_id, placed_at desc, order_id desc);
create index list_status on orders.list (company_id, status, placed_at desc, order_id desc);
create index list_account on orders.list (company_id, account_id, placed_at desc, order_id desc);
