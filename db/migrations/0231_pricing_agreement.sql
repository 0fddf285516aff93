-- Why: a customer and the company agree on prices, or on what is off, for items or classes of them in a window of days, up to a quantity
-- or an amount (A9-16, A9-17, B2-6). Orders release it: what is released of a line stands in a row of its own, locked by the orders that release
-- it; each order keeps what it released, so that what is cancelled or returned is given back.
-- Locks: none but on the tables that it makes. Duration: instant. Breaking: no; nobody has an agreement until one is set. An older version
-- beside it prices without agreements, so nobody sets one before all nodes are new.
create table pricing.agreement (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  account_id bigint not null,
  currency text collate "C" not null,
  -- What happens to what is more than agreed.
  over text collate "C" not null check (over in ('block', 'warn')),
  active boolean not null,
  valid_from date not null,
  valid_to date,
  -- As they are described, with decimals as text.
  lines jsonb not null,
  version integer not null default 1,
  primary key (company_id, id),
  unique (company_id, code)
);
create index agreement_of on pricing.agreement (company_id, account_id);

create table pricing.agreement_line (
  company_id bigint not null,
  agreement_id bigint not null,
  line_no integer not null,
  -- Null: not bounded. A bound is asked only where the agreement blocks what is more.
  most_quantity numeric(20, 6) check (most_quantity >= 0),
  most_amount bigint check (most_amount >= 0),
  -- Less what was given back; amounts are minor units without tax.
  released_quantity numeric(20, 6) not null default 0 check (released_quantity >= 0),
  released_amount bigint not null default 0 check (released_amount >= 0),
  primary key (company_id, agreement_id, line_no),
  foreign key (company_id, agreement_id) references pricing.agreement
);

create table pricing.agreement_release (
  company_id bigint not null,
  -- The order, and its line.
  cause_id bigint not null,
  order_line integer not null,
  agreement_id bigint not null,
  line_no integer not null,
  batch bigint not null,
  quantity numeric(20, 6) not null check (quantity > 0),
  amount bigint not null,
  given_quantity numeric(20, 6) not null default 0 check (given_quantity between 0 and quantity),
  given_amount bigint not null default 0,
  primary key (company_id, cause_id, order_line)
);
create index agreement_release_of on pricing.agreement_release (company_id, agreement_id, line_no);
