-- Transaction: none
-- Why: what waits for one place, and what may be served anywhere (place 0), is read apart, each in the order of asking: however much
-- of the one waits, the other is reached at once. What is too large is passed over inside the index. It takes the place of the index by
-- item, so that demand is written into no more of them.
-- Locks: none that keeps a writer out. Duration: seconds for a million that wait. Breaking: no.
create index concurrently planned_demand_turn on inventory.planned_demand
  (company_id, item_id, (case when bound then location_id else 0 end), asked_at, root_id, source_id, quantity);
drop index concurrently if exists inventory.planned_demand_item;
