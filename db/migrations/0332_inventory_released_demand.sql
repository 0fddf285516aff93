-- Transaction: none
-- Why: whoever has something free asks for the smallest demand that it may serve by itself, and for the first in turn: what waits to be
-- released is not walked past, however much of it there is. They take the place of the indexes of 0134 and 0151; the last one finds what
-- waits to be released.
-- Locks: none that keeps a writer out. Duration: seconds for a million that wait. Breaking: no.
create index concurrently planned_demand_free_now on inventory.planned_demand (company_id, item_id, quantity)
  where not bound and not waits_for_release;
create index concurrently planned_demand_bound_now on inventory.planned_demand (company_id, item_id, location_id, quantity)
  where bound and not waits_for_release;
create index concurrently planned_demand_turn_now on inventory.planned_demand
  (company_id, item_id, waits_for_release, (case when bound then location_id else 0 end), asked_at, root_id, source_id, quantity);
create index concurrently planned_demand_to_release on inventory.planned_demand (company_id, item_id) where waits_for_release;
drop index concurrently if exists inventory.planned_demand_free;
drop index concurrently if exists inventory.planned_demand_bound;
drop index concurrently if exists inventory.planned_demand_turn;
