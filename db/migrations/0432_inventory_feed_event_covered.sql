-- Why: events that a snapshot had already are found by their age, as those that moved something are, to be deleted.
-- Locks: none that stops readers or writers of inventory.feed_event. Duration: one read of it. Breaking: no.
-- Transaction: none
create index concurrently feed_event_covered on inventory.feed_event (company_id, feed_id, as_of) where not applied;
