-- Why: what a place refused is not given to the same order again from there, however long it waits and wherever goods get free.
-- Locks: inventory.planned_demand exclusively, for the change of the catalog alone: the default is constant. Duration: at once. Breaking:
-- no; an older version beside it serves what waits from any place, as it did.
alter table inventory.planned_demand add column not_at bigint[] not null default '{}';
