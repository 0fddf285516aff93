-- Why: holds that end by themselves on a day are found without a look at all others.
-- Transaction: none
-- Locks: orders.hold, against nobody who reads or writes. Duration: seconds a million holds. Breaking: no.
create index concurrently hold_expires on orders.hold (company_id, expires_on, id) where released_batch is null and expires_on is not null;
