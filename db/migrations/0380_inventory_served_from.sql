-- Why: what is wanted on a later day may wait for supply that comes before it, and is not looked at before.
-- Locks: inventory.planned_demand exclusively, for the change of the catalog alone. Duration: at once. Breaking: no; an older version
-- gives what waits so what is there.
alter table inventory.planned_demand add column served_from date;
