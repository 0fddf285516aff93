-- Why: goods that are collected at a store wait for what comes to that store, and for nothing else.
-- Locks: inventory.planned_demand exclusively, for the change of the catalog alone. Duration: at once. Breaking: no.
alter table inventory.planned_demand add column bound boolean not null default false;
