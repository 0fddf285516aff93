-- Why: what waits takes of the share of the node that it belonged to when it was asked for, and a cart gives back what it took of shares.
-- Locks: inventory.planned_demand and inventory.temporary_reservation exclusively, for the change of the catalog alone. Duration: at once.
-- Breaking: no; an older version leaves the columns as they are, and serves what waits without regard to shares.
alter table inventory.planned_demand add column node text collate "C" not null default '';
alter table inventory.temporary_reservation add column shares jsonb not null default '[]';
