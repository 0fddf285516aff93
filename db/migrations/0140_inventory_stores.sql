-- Why: what is picked up at a store is taxed where the store is, which may be a region of its country, and waits there for some days.
-- Locks: inventory.location exclusively, for the change of the catalog alone. Duration: at once. Breaking: no, an older version leaves
-- both as they are.
alter table inventory.location
  add column region text collate "C" not null default '',
  -- From the day on which goods are ready to be picked up; 0: without an end.
  add column pick_up_days integer not null default 14 check (pick_up_days between 0 and 3650);
