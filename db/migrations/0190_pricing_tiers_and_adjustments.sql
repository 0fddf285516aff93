-- Why: a price has tiers and blocks by quantity or amount; rules adjust the prices of lines in buckets. A price without tiers is
-- what it was.
-- Locks: pricing.price exclusively, at once. Duration: instant, whatever its rows. Breaking: no; an older version beside it prices
-- without tiers and adjustments, so nobody sets them up before all nodes are new.
alter table pricing.price add column tiers jsonb;

create table pricing.adjustment_rule (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  -- percent and amount lower the price, or raise it when negative; price takes its place
  kind text collate "C" not null check (kind in ('percent', 'amount', 'price')),
  value numeric(20, 6) not null,
  currency text collate "C",
  -- What it is for; empty: whatever it is.
  skus text[] not null,
  item_classes text[] not null,
  segments text[] not null,
  sources text[] not null,
  condition text not null,
  -- Buckets run in order, each on what the one before left; null runs last, on the list price.
  bucket smallint check (bucket > 0),
  exclusive_group text collate "C",
  precedence integer,
  quantity_over text collate "C" not null check (quantity_over in ('line', 'order')),
  min_quantity numeric(20, 6),
  max_quantity numeric(20, 6),
  valid_from date not null,
  valid_to date,
  version integer not null default 1,
  primary key (company_id, id),
  unique (company_id, code)
);
