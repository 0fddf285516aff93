-- Why: who we are: companies, calendars, rates, document series. Set-up tables: small, constrained, versioned as a whole.
-- Locks: none. Duration: instant. Breaking: no.
create schema organization;

create table organization.company (
  company_id bigint primary key,
  code text collate "C" not null unique,
  name text not null,
  currency text collate "C" not null,
  country text collate "C" not null,
  time_zone text collate "C" not null,
  tax_rounding text collate "C" not null default 'line' check (tax_rounding in ('unit', 'line', 'document')),
  -- A sandbox company may move its business clock.
  sandbox boolean not null default false,
  clock_offset_ms bigint not null default 0,
  -- Raised by every set-up act: pictures of set-up data kept in memory are good while it stands.
  setup_version bigint not null default 1,
  settings jsonb not null default '{}',
  custom jsonb not null default '{}'
);

create table organization.calendar (
  company_id bigint not null references organization.company,
  code text collate "C" not null,
  working_days integer[] not null,
  holidays date[] not null,
  primary key (company_id, code)
);

create table organization.exchange_rate (
  company_id bigint not null references organization.company,
  from_currency text collate "C" not null,
  to_currency text collate "C" not null,
  valid_from date not null,
  -- functional units per unit, times 10^10
  rate_e10 bigint not null check (rate_e10 > 0),
  primary key (company_id, from_currency, to_currency, valid_from)
);

-- What a document of a kind is numbered by: prefix and whether its dates must rise.
create table organization.document_series (
  company_id bigint not null references organization.company,
  kind text collate "C" not null check (kind in ('invoice', 'credit_memo')),
  code text collate "C" not null,
  prefix text collate "C" not null,
  policy text collate "C" not null check (policy in ('monotone', 'free')),
  primary key (company_id, code)
);
