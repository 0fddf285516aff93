-- Why: a warranty is an item that covers a line: its price is a share of that of the line, or its own, for as long as it lasts.
-- Locks: catalog.item exclusively, for the change of the catalog alone. Duration: at once. Breaking: no; an older version beside it prices a
-- coverage by its lists alone, so describe none before all nodes are new.
alter table catalog.item add column coverage jsonb;
alter table catalog.item drop constraint item_kind_check;
alter table catalog.item add constraint item_kind_check
  check (kind in ('goods', 'service', 'charge', 'gift_card', 'coverage')) not valid;
alter table catalog.item add constraint item_coverage_check check ((kind = 'coverage') = (coverage is not null)) not valid;
