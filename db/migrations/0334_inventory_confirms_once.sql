-- Why: a warehouse may say once what left of a shipment, and then what it does not name does not come.
-- Locks: inventory.location exclusively, for the change of the catalog alone: the default is constant. Duration: at once. Breaking: no, an
-- older version waits for the rest, as before.
alter table inventory.location add column confirms_once boolean not null default false;
