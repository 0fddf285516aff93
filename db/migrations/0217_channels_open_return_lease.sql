-- Why: a return that is being told now and one that waits after a failure looked the same, so telling it again at a person's wish could
-- say a step twice. A return that does not end is looked at in the shop from time to time, so each is due at some time.
-- Locks: channels.open_return exclusively, at once. Duration: instant; a row is a return of a shop. Breaking: no; an older version beside
-- it keeps no lease, and lets a return be due no more.
alter table channels.open_return add column lease_until timestamptz;
update channels.open_return set due_at = first_at where state <> 'ended' and due_at is null;
