-- Why: whether a place may accept and pick a part of a line, and how often it is told of the same shipment when it asks, is of the place.
-- Locks: inventory.location exclusively, for the change of the catalog and one read of it. Duration: at once. Breaking: no; an older
-- version beside it saves a location as it was in this.
alter table inventory.location
  add column allow_partial boolean not null default true,
  add column most_polls integer not null default 5 constraint location_most_polls_check check (most_polls between 1 and 100);
