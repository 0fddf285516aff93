-- Why: when a task was over is what its planned and promised days are compared with (O-50). Of those that ended before it is not known.
-- Locks: orchestration.task for an instant. Duration: instant. Breaking: no; an older version beside it tells no end.
-- In business time of the company.
alter table orchestration.task add column ended_at timestamptz;
