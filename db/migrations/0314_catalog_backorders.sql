-- Why: what nobody has waits as a backorder only where its item lets it.
-- Locks: catalog.item exclusively, for the change of the catalog alone. Duration: at once. Breaking: no, an older version lets
-- everything wait, as before.
alter table catalog.item add column backorders boolean not null default true;
