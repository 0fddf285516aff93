-- Why: an order for which nobody answers in time goes on to who is asked next, instead of waiting for somebody who is away.
-- Locks: both tables for an instant. Duration: instant. Breaking: no; an older version beside this one escalates nothing, and a rule that it
-- saves keeps its hours.
alter table orders.approval_rule add column escalate_hours integer check (escalate_hours between 1 and 8760);
-- The hours that held when it was asked for, and when the level that is asked is passed over; null: never.
alter table orders.approval add column escalate_hours integer;
alter table orders.approval add column escalate_at timestamptz;
