-- Why: a rule may count purchase orders and not what is only planned: a supply order says what it is.
-- Locks: inventory.supply exclusively, for the change of the catalog alone. Duration: at once. Breaking: no, what an older version announces is
-- a purchase order.
alter table inventory.supply
  add column kind text collate "C" not null default 'purchase_order'
    check (kind in ('purchase_order', 'requisition', 'work_order', 'planned_order', 'transfer', 'in_transit'));
