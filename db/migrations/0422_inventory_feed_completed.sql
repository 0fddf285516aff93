-- Why: how long a snapshot waits for the job that compares it counts from its last page, not from its first.
-- Locks: inventory.feed_snapshot exclusively, for the change of the catalog alone. Duration: at once. Breaking: no; of what is under way
-- meanwhile no age is told.
alter table inventory.feed_snapshot add column completed_at timestamptz;
