-- Why: goods that are collected at a store wait for what comes to that store, and for nothing else.
-- Locks: inventory.planned_demand exclusively, for the change of the catalog alone. Duration: at once. Breaking: yes, stop
-- older processes before lines are bound: one that runs beside a newer one leaves the column out, and serves goods that are to be collected
-- at a store from anywhere.
alter table inventory.planned_demand add column bound boolean not null default false;
