-- Why: a return says by which reason of the set-up a fee was kept of it.
-- Locks: ACCESS EXCLUSIVE on the table for an instant: a column that may be null. Breaking: no; an older version beside it leaves it null.
alter table fulfillment.customer_return add column reason_code text collate "C";
