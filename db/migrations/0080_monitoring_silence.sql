-- Why: what did not come cannot be seen in what came (decision 0020). What each channel, warehouse, shop and subscriber owes us
-- is stated; how many orders come in an hour, and which numbers are missing, is kept along the order of facts.
-- Locks: none. Duration: instant. Breaking: no.
create table monitoring.expectation (
  company_id bigint not null,
  party text collate "C" not null check (party in ('channel', 'warehouse', 'shop', 'webhook')),
  code text collate "C" not null,
  -- an acknowledgement comes within
  within_seconds integer,
  -- of a channel: orders an hour, numbers without gaps, and counts of each day
  rate jsonb,
  sequence jsonb,
  reconciled_within_hours integer,
  -- nothing before is missed: in time, and in the company's order of facts
  stated_at timestamptz not null,
  stated_pos bigint not null,
  primary key (company_id, party, code)
);

create table monitoring.arrival_state (
  company_id bigint not null,
  source text collate "C" not null,
  -- place in the company's order of facts
  pos bigint not null,
  first_at timestamptz,
  last_at timestamptz,
  -- the highest number that came, of names that begin so
  prefix text collate "C",
  highest bigint,
  primary key (company_id, source)
) with (fillfactor = 50);

create table monitoring.arrival (
  company_id bigint not null,
  source text collate "C" not null,
  hour timestamptz not null,
  currency text collate "C" not null,
  orders integer not null,
  total numeric not null,
  -- in the company's currency
  worth numeric not null,
  primary key (company_id, source, hour, currency)
) with (fillfactor = 60);

-- Numbers that did not come, as runs.
create table monitoring.order_gap (
  company_id bigint not null,
  source text collate "C" not null,
  first bigint not null,
  last bigint not null,
  -- digits of the name
  width integer not null,
  since_at timestamptz not null,
  check (first <= last),
  primary key (company_id, source, first)
);

-- What the other side says of a day, and what of it is otherwise here.
create table monitoring.reconciliation (
  company_id bigint not null,
  source text collate "C" not null,
  day date not null,
  stated_at timestamptz not null,
  stated_by text collate "C" not null,
  -- false: counts and totals alone
  listed boolean not null,
  orders_there integer not null,
  orders_here integer not null,
  -- minor units by currency
  totals_there jsonb not null,
  totals_here jsonb not null,
  primary key (company_id, source, day)
);

create table monitoring.difference (
  company_id bigint not null,
  source text collate "C" not null,
  day date not null,
  what text collate "C" not null
    check (what in ('missing_here', 'missing_there', 'other_amount', 'not_submitted', 'duplicate', 'count', 'total')),
  -- an order id of the channel; empty: of the whole day
  name text collate "C" not null,
  currency text collate "C" not null,
  there bigint,
  here bigint,
  order_id bigint,
  found_at timestamptz not null,
  settled_at timestamptz,
  primary key (company_id, source, day, what, name, currency)
);
create index difference_open on monitoring.difference (company_id, source, day) where settled_at is null;
