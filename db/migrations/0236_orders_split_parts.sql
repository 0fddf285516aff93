-- Why: what a place refuses of a part leaves from another place. The part is split, and what each of both is billed has to be what the
-- whole would have been, to the last minor unit.
-- Locks: orders.fulfillment_line exclusively, for the change of the catalog alone: the columns have constant defaults. Duration: at once.
-- Breaking: an older version bills a split part by its own quantity; let nothing be refused before all nodes are new.
alter table orders.fulfillment_line
  -- The part that it was split from; null: it was promised with its order.
  add column split_from bigint,
  -- The quantity that its amounts are shares of, and where in it its own begins; null: its own quantity, from the beginning.
  add column share_whole numeric(20, 6) check (share_whole > 0),
  add column share_from numeric(20, 6) not null default 0 check (share_from >= 0);
