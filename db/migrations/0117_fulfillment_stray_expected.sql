-- Why: goods that are expected back have a last day: when it is over, somebody is told. What was expected before this gets the usual
-- 30 days from its leaving.
-- Locks: fulfillment.stray exclusively for an instant, then the rows of what is expected. Duration: at once; there are few.
-- Breaking: no; what an older version expects has no day, and counts as 30 days from its leaving.
alter table fulfillment.stray add column expected_until date;
update fulfillment.stray set expected_until = left_on + 30 where state = 'expected';
