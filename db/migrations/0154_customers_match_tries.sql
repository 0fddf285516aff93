-- Why: a customer that could not be matched was tried twice a second for ever, and nothing but the log said so: who waits says how often
-- it was tried, what stopped it, and when it is tried next.
-- Locks: customers.to_match exclusively, at once. Duration: instant. Breaking: no; an older version beside it does not count its tries.
alter table customers.to_match
  add column due_at timestamptz not null default '-infinity',
  add column attempts integer not null default 0,
  add column problem text;
