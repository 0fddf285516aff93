-- Transaction: none
-- Why: whoever has something free asks for the smallest demand that it may serve; what waits for another place is not walked past.
-- Locks: none that keeps a writer out. Duration: seconds for a million that wait. Breaking: no.
create index concurrently planned_demand_free on inventory.planned_demand (company_id, item_id, quantity) where not bound;
create index concurrently planned_demand_bound on inventory.planned_demand (company_id, item_id, location_id, quantity) where bound;
drop index concurrently if exists inventory.planned_demand_quantity;
