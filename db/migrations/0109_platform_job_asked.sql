-- Why: somebody who has just mended something asks a periodic job to come now, instead of waiting for its interval.
-- Locks: access exclusive on platform.job, for a moment. Duration: none. Breaking: no.
alter table platform.job add column asked_at timestamptz;
