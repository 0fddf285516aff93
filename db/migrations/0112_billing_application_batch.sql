-- Transaction: none
-- Why: what was open at the end of a past date is what is open now and what was settled since; what was settled since is found by the
-- batches behind the place of that date, as the trial balance of that date finds its own.
-- Locks: none that keeps a writer out. Duration: seconds for a million applications. Breaking: no.
create index concurrently application_by_batch on billing.application (company_id, batch);
