-- Why: an urgent order overtakes the others in the queue, and none waits for ever. A step of priority is worth a minute:
-- whose turn it is says the due time, less a minute for each step above the usual 4, plus one for each below. Almost all
-- tasks have the usual priority: their index stays as narrow as it was, and the others have one of their own.
-- Locks: orchestration.ready exclusively. Duration: as long as the queue is, below a second for 100,000 tasks.
-- Breaking: no; an older version claims by a scan of the queue until it is gone.
drop index orchestration.ready_due;
create index ready_due on orchestration.ready (kind, due_at) where priority = 4;
create index ready_turn on orchestration.ready
  (kind, ((due_at at time zone 'UTC') - (priority - 4) * interval '1 minute')) where priority <> 4;
