-- Why: a source may give its shoppers a time in which they take an order back; nothing of it goes on until that is over (C-23).
-- Locks: orders.source_system for a moment: a column with a constant default. Duration: at once. Breaking: no, an older
-- version knows no such time.
alter table orders.source_system add column remorse_minutes integer not null default 0
  check (remorse_minutes between 0 and 43200);
