-- Why: what can be sold.
-- Locks: none. Duration: instant. Breaking: no.
create schema catalog;

create table catalog.item (
  company_id bigint not null,
  id bigint not null,
  sku text collate "C" not null,
  name text not null,
  item_class text collate "C" not null,
  -- goods move stock and cost; service and charge do neither; gift_card is owed, not earned.
  kind text collate "C" not null check (kind in ('goods', 'service', 'charge', 'gift_card')),
  uom text collate "C" not null,
  tax_code text collate "C" not null,
  pattern text collate "C" not null,
  active boolean not null default true,
  custom jsonb not null default '{}',
  primary key (company_id, id),
  unique (company_id, sku)
);
