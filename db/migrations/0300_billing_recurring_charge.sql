-- Why: what an item costs in each period or by use is handed over to whoever bills it: what began, and with a minus what ended.
-- Locks: none. Duration: instant. Breaking: no; an older version beside it bills goods whose charges nobody is told of, so give prices none
-- before all nodes are new.
create table billing.recurring_charge (
  company_id bigint not null,
  -- The order, opaque.
  cause_id bigint not null,
  id bigint not null,
  batch bigint not null,
  -- The fulfillment line, opaque.
  source_id bigint not null,
  account_id bigint not null,
  item_id bigint not null,
  sku text collate "C" not null,
  charge text collate "C" not null,
  name text not null,
  kind text collate "C" not null check (kind in ('recurring', 'usage')),
  period text collate "C",
  usage_unit text collate "C",
  -- From this day on so many units are due it; below zero: so many are no more.
  starts_on date not null,
  quantity numeric(20, 6) not null check (quantity <> 0),
  currency text collate "C" not null,
  unit_price numeric(20, 6) not null,
  -- Of these units in each period, minor units; 0 by usage.
  net bigint not null,
  tax bigint not null,
  tax_rate_id bigint,
  tax_percent numeric(20, 6) not null,
  primary key (company_id, cause_id, id)
);
create index recurring_charge_newest on billing.recurring_charge (company_id, id);
create index recurring_charge_account on billing.recurring_charge (company_id, account_id, id);
