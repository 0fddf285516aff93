-- Why: a run over the backlog may choose the cheapest of the places that serve its lines on their days (A10-10), and says what that saves.
-- Locks: orchestration.backlog_run exclusively, for the change of the catalog alone. Duration: at once. Breaking: no, an older version
-- leaves the column empty.
alter table orchestration.backlog_run
  -- Before, after and at least, in minor units of the books' currency as decimal strings; null: not asked for.
  add column shipping jsonb;
