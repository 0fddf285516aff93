-- Transaction: none
-- Why: the feed of events finds the merges of a place in the log by their batch.
-- Locks: none that keeps a writer out. Duration: instant, the table holds a row a merge. Breaking: no.
create index concurrently merge_batch on customers.merge (company_id, batch);
