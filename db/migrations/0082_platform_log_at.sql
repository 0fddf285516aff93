-- Why: what happened on a day is found along the log by its time; until now only by its place.
-- Locks: share on platform.company_log while the index is built. Duration: seconds for a million batches. Breaking: no.
create index company_log_at on platform.company_log (company_id, at);
