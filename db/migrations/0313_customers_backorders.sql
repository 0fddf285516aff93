-- Why: what nobody has waits as a backorder only where its customer lets it, and a customer may take no line in parts.
-- Locks: customers.account exclusively, for the change of the catalog alone. Duration: at once. Breaking: no, an older version lets
-- everything wait and split, as before.
alter table customers.account
  add column backorders boolean not null default true,
  add column partial_shipments boolean not null default true;
