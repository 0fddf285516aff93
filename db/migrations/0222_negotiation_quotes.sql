-- Why: what is offered to a customer before an order: quotes in versions, with alternatives, and the orders that were made of them.
-- Locks: none that anybody waits for, all tables are new. Duration: instant. Breaking: no; an older version beside it knows no quotes.
create schema negotiation;

-- The narrow row of a quote: what lists look for, locked in class `order`.
create table negotiation.quote (
  company_id bigint not null,
  id bigint not null,
  -- Counts what was done with it; its ETag.
  revision bigint not null,
  version integer not null,
  state text collate "C" not null check (state in ('draft', 'sent', 'accepted', 'refused', 'expired', 'withdrawn')),
  -- The last version that the customer was shown; null: none yet.
  sent_version integer,
  account_id bigint not null,
  made_at timestamptz not null,
  -- Its last day while it is with the customer; null: nothing ends by itself.
  expires_on date,
  -- The alternative of which orders were made.
  alternative text collate "C",
  primary key (company_id, id)
);
create index quote_account on negotiation.quote (company_id, account_id, id);
create index quote_state on negotiation.quote (company_id, state, id);
create index quote_expiry on negotiation.quote (company_id, expires_on, id) where expires_on is not null;

-- What was offered; a row a version, never changed.
create table negotiation.quote_version (
  company_id bigint not null,
  quote_id bigint not null,
  version integer not null,
  batch bigint not null,
  source text collate "C" not null,
  account_id bigint not null,
  account_number text collate "C" not null,
  currency text collate "C" not null,
  valid_from date not null,
  valid_until date not null,
  customer_reference text,
  tax_inclusive boolean not null,
  -- The rest of an order that is stated for all its lines: where to, by when, how.
  terms jsonb not null,
  priced_on date not null,
  -- What the rules of its waterfalls were called when it was priced, by their ids: it reads the same years later.
  rule_names jsonb not null,
  primary key (company_id, quote_id, version)
);

create table negotiation.quote_alternative (
  company_id bigint not null,
  quote_id bigint not null,
  version integer not null,
  place integer not null,
  code text collate "C" not null,
  title text,
  -- Discounts of the whole, as they were stated.
  discounts jsonb not null,
  net bigint not null,
  freight bigint not null,
  tax bigint not null,
  primary key (company_id, quote_id, version, place)
);

create table negotiation.quote_line (
  company_id bigint not null,
  quote_id bigint not null,
  version integer not null,
  place integer not null,
  line_no integer not null,
  -- Of what a configured line brings: the number of that line, and how many of it a unit takes.
  parent_no integer,
  per_parent integer,
  option text,
  -- The line as it was stated; null of what a configured line brings.
  stated jsonb,
  sku text collate "C" not null,
  uom text collate "C" not null,
  quantity numeric(20,6) not null,
  unit_price numeric(20,6) not null,
  -- What it comes to after all discounts, with its tax where prices include it.
  amount bigint not null,
  freight_amount bigint not null,
  net bigint not null,
  freight bigint not null,
  tax bigint not null,
  tax_percent numeric(20,6) not null,
  waterfall jsonb not null,
  requested_on date not null,
  promises jsonb not null,
  primary key (company_id, quote_id, version, place, line_no)
);

-- What of an alternative went into orders; one row a line and order, never changed.
create table negotiation.quote_release (
  company_id bigint not null,
  quote_id bigint not null,
  order_id bigint not null,
  line_no integer not null,
  version integer not null,
  place integer not null,
  batch bigint not null,
  quantity numeric(20,6) not null check (quantity > 0),
  primary key (company_id, quote_id, order_id, line_no)
);

-- What was done with a quote, one row a revision, never changed.
create table negotiation.quote_history (
  company_id bigint not null,
  quote_id bigint not null,
  revision bigint not null,
  batch bigint not null,
  at timestamptz not null,
  act text collate "C" not null,
  actor text collate "C" not null,
  reason text,
  version integer not null,
  state text collate "C" not null,
  primary key (company_id, quote_id, revision)
);
