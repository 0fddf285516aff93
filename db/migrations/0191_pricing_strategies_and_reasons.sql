-- Why: which lists an order is priced from, and of which day, depends on who buys where; a discount that somebody gives by hand has a
-- reason and a limit. A company without strategies and reasons prices as before.
-- Locks: none. Duration: instant. Breaking: no; an older version beside it knows neither, so nobody sets them up before all nodes
-- are new.
create table pricing.strategy (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  rank integer not null,
  -- Whose orders it is for; empty: everybody's.
  segments text[] not null,
  sources text[] not null,
  order_types text[] not null,
  countries text[] not null,
  -- In the order in which they are looked at.
  list_ids bigint[] not null,
  price_day text collate "C" not null check (price_day in ('decided', 'ordered', 'requested')),
  valid_from date not null,
  valid_to date,
  version integer not null default 1,
  primary key (company_id, id),
  unique (company_id, code)
);

create table pricing.discount_reason (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  name text not null,
  -- Of the list price
  max_percent numeric(20, 6) not null check (max_percent between 0 and 100),
  active boolean not null,
  version integer not null default 1,
  primary key (company_id, id),
  unique (company_id, code)
);
