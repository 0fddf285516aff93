-- Why: the look for items that can be served asks for the smallest demand of each item, however much waits for it.
-- Locks: inventory.planned_demand against writes. Duration: one pass over the demand that waits, about 1 s a million rows. Breaking: no.
create index planned_demand_quantity on inventory.planned_demand (company_id, item_id, quantity);
