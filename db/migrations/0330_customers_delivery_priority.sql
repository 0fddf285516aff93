-- Why: who waits for goods is ranked by how urgent deliveries to its customer are.
-- Locks: customers.account exclusively, for the change of the catalog alone: the default is constant, and 0333 looks at the rows.
-- Duration: at once. Breaking: no, an older version leaves the column as it is.
alter table customers.account
  add column delivery_priority smallint not null default 4,
  add constraint account_delivery_priority check (delivery_priority between 0 and 9) not valid;
