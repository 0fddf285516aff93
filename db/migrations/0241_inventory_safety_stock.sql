-- Why: a safety stock of an item at a place is promised to nobody (P-28, B4-3). It stands in the gate, which asks it under its lock.
-- Locks: inventory.stock_gate exclusively, for the change of the catalog alone. Duration: at once. Breaking: no; an older version beside it
-- promises the safety stock, too.
alter table inventory.stock_gate add column safety numeric(20, 6) not null default 0;
