-- Why: who buys: customer, account, site, and the exposure that a credit limit guards. Personal data stand in
-- person_data alone; everything else holds references.
-- Locks: none. Duration: instant. Breaking: no.
create schema customers;

create table customers.customer (
  company_id bigint not null,
  id bigint not null,
  number text collate "C" not null,
  kind text collate "C" not null check (kind in ('organization', 'person', 'walk_in')),
  custom jsonb not null default '{}',
  primary key (company_id, id),
  unique (company_id, number)
);

create table customers.person_data (
  company_id bigint not null,
  customer_id bigint not null,
  name text,
  email text collate "C",
  phone text collate "C",
  address jsonb not null default '{}',
  search_name text collate "C",
  primary key (company_id, customer_id)
);
create index person_data_search on customers.person_data (company_id, search_name text_pattern_ops);

create table customers.account (
  company_id bigint not null,
  id bigint not null,
  customer_id bigint not null,
  number text collate "C" not null,
  currency text collate "C" not null,
  terms_days integer not null check (terms_days between 0 and 365),
  segment text collate "C" not null default '',
  ship_to_country text collate "C" not null,
  ship_to_region text collate "C" not null default '',
  tax_exempt boolean not null default false,
  custom jsonb not null default '{}',
  primary key (company_id, id),
  unique (company_id, number)
);

-- One row an account: what it owes and is about to owe, in the account's currency (minor units). Locked in class
-- `credit`; limit null = not checked.
create table customers.credit_gate (
  company_id bigint not null,
  account_id bigint not null,
  credit_limit bigint,
  open_orders bigint not null default 0,
  open_receivables bigint not null default 0,
  unapplied bigint not null default 0,
  primary key (company_id, account_id)
) with (fillfactor = 50);
