-- Why: what the state takes: dated rates by destination.
-- Locks: none. Duration: instant. Breaking: no.
create schema tax;

create table tax.rate (
  company_id bigint not null,
  id bigint not null,
  tax_code text collate "C" not null,
  country text collate "C" not null,
  region text collate "C" not null default '',
  name text not null,
  -- percent
  percent numeric(20, 6) not null check (percent >= 0 and percent < 1000),
  valid_from date not null,
  valid_to date,
  primary key (company_id, id),
  unique (company_id, tax_code, country, region, valid_from)
);
