-- Why: what nobody has waits as a backorder only at a place that lets it.
-- Locks: inventory.location exclusively, for the change of the catalog alone. Duration: at once. Breaking: no, an older version lets
-- everything wait, as before.
alter table inventory.location add column backorders boolean not null default true;
