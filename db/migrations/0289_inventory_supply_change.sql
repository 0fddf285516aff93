-- Why: supply comes on another day, or less of it, or none: the supply order says so from then on, and what was said before is kept.
-- Locks: inventory.supply exclusively while its check is exchanged. Duration: at once, its rows are looked through by the next migration,
-- beside writers. Breaking: no; an older version beside it knows supply as it stands.
alter table inventory.supply drop constraint supply_quantity_check;
alter table inventory.supply add constraint supply_quantity_check check (quantity >= 0) not valid;

create table inventory.supply_change (
  company_id bigint not null,
  supply_id bigint not null,
  id bigint not null,
  batch bigint not null,
  actor text collate "C" not null,
  reason text not null,
  due_before date not null,
  due_on date not null,
  quantity_before numeric(20, 6) not null,
  quantity numeric(20, 6) not null,
  primary key (company_id, supply_id, id)
);
