-- Why: a backorder may wait until it is released, and what was released may be put back: nothing comes to it by itself.
-- Locks: inventory.planned_demand exclusively, for the change of the catalog alone: the default is constant. Duration: at once. Breaking: no;
-- an older version gives goods to whatever waits, as before.
alter table inventory.planned_demand add column waits_for_release boolean not null default false;
