-- Why: an item may cost more than its price: something once beside it, something in each period, something by use, each with a tax of its own.
-- Locks: ACCESS EXCLUSIVE on pricing.price for an instant: a column that may be null. Duration: instant. Breaking: no; an older version
-- beside it prices without charges, so give prices none before all nodes are new.
create table pricing.charge_type (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  name text not null,
  kind text collate "C" not null check (kind in ('one_time', 'recurring', 'usage')),
  category text collate "C" not null check (category in ('sale', 'shipping', 'handling')),
  -- How often it is due; of recurring ones alone.
  period text collate "C" check (period in ('day', 'week', 'month', 'quarter', 'year')),
  -- What use is counted in; of usage alone.
  usage_unit text collate "C",
  -- Null: taxed as its item.
  tax_code text collate "C",
  -- By which its revenue is posted; null: that of its item.
  item_class text collate "C",
  -- Is it given back when goods come back?
  refundable boolean not null,
  active boolean not null,
  version integer not null default 1,
  primary key (company_id, id),
  unique (company_id, code),
  check ((kind = 'recurring') = (period is not null)),
  check ((kind = 'usage') = (usage_unit is not null))
);
alter table pricing.price add column charges jsonb;
