-- Transaction: none
-- Why: lists of strays are read by state and by item, however many are settled; a decision reads the strays of its line alone; what
-- should be back by now is found by its day. What stands open is found by the state: the index of all that is not settled goes.
-- Locks: none that stops readers or writers of fulfillment.stray. Duration: a second for 100,000 strays.
-- Breaking: no.
create index concurrently stray_state on fulfillment.stray (company_id, state, id);
create index concurrently stray_item on fulfillment.stray (company_id, item_id, id);
create index concurrently stray_source on fulfillment.stray (company_id, cause_id, source_id);
create index concurrently stray_expected on fulfillment.stray (company_id, (coalesce(expected_until, left_on + 30)))
  where state = 'expected';
drop index concurrently if exists fulfillment.stray_unsettled;
