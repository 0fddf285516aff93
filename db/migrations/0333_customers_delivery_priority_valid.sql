-- Why: 0330 left the check of delivery priorities to this migration, so that nobody is kept from writing meanwhile.
-- Locks: none that keeps a writer out. Duration: one pass over customers.account, about 1 s a million rows. Breaking: no.
alter table customers.account validate constraint account_delivery_priority;
