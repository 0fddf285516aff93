-- Why: what it costs: dated price lists, the order-level promotion, freight.
-- Locks: none. Duration: instant. Breaking: no.
create schema pricing;

create table pricing.price_list (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  currency text collate "C" not null,
  segment text collate "C",
  rank integer not null,
  valid_from date not null,
  valid_to date,
  primary key (company_id, id),
  unique (company_id, code)
);

create table pricing.price (
  company_id bigint not null,
  list_id bigint not null,
  item_id bigint not null,
  uom text collate "C" not null,
  valid_from date not null,
  valid_to date,
  unit_price numeric(20, 6) not null check (unit_price >= 0),
  version integer not null default 1,
  primary key (company_id, list_id, item_id, uom, valid_from)
);
create index price_item on pricing.price (company_id, item_id);

create table pricing.promotion (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  kind text collate "C" not null check (kind in ('percent', 'amount')),
  -- percent (numeric) or minor units, by kind
  value numeric(20, 6) not null check (value >= 0),
  currency text collate "C",
  condition text not null,
  valid_from date not null,
  valid_to date,
  rank integer not null,
  version integer not null default 1,
  primary key (company_id, id),
  unique (company_id, code)
);

create table pricing.freight_rule (
  company_id bigint not null,
  id bigint not null,
  currency text collate "C" not null,
  country text collate "C",
  amount bigint not null check (amount >= 0),
  free_above bigint,
  tax_code text collate "C" not null,
  rank integer not null,
  primary key (company_id, id)
);
