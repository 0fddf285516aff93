-- Why: alternatives to a promise are compared by what they cost, of which the way is a part.
-- Locks: inventory.transit_lane exclusively, for the change of the catalog alone. Duration: at once. Breaking: no, an older version leaves
-- the column as it is.
alter table inventory.transit_lane
  -- What a shipment costs, in minor units of the currency of the books; null: nobody said.
  add column cost bigint check (cost >= 0);
