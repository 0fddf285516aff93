-- Why: of places whose stock an outside system keeps, that system is asked live when somebody looks for goods, unless it is offline.
-- Locks: inventory.location exclusively, for the change of the catalog. Duration: at once. Breaking: no; an older version beside it
-- asks nobody.
alter table inventory.location
  -- Name of the connection in the settings of the processes; '': none.
  add column stock_connection text collate "C" not null default '',
  add column stock_offline boolean not null default false;
