-- Why: a running order is amended (decision 0073). An amendment leaves a row for good; a part whose line was amended keeps the amounts that
-- it has its share of by itself, so that what was billed of it stays what it was; a source says whether its orders may be amended by sending
-- them again.
-- Locks: fulfillment_line and source_system for an instant; columns without a value rewrite nothing. Duration: instant. Breaking: no.
create table orders.amendment (
  company_id bigint not null,
  order_id bigint not null,
  id bigint not null,
  batch bigint not null,
  outcome text collate "C" not null check (outcome in ('applied', 'skipped', 'refused')),
  -- Of the order, before and after it; the same where nothing was applied.
  base_version integer not null,
  version integer not null,
  -- As its source counts; null: a person, or a program, amended it here.
  source_version integer,
  actor text collate "C" not null,
  reason text,
  -- What it did, as its preview told it.
  told jsonb not null,
  primary key (company_id, order_id, id)
);

alter table orders.fulfillment_line
  add column share_net bigint,
  add column share_tax bigint,
  add column share_freight bigint;

alter table orders.source_system add column amendable boolean default false not null;
