-- Why: what is not served at some places is looked for among all that waits for an item whenever something comes; few of these are so.
-- Locks: none that keeps a writer out. Duration: one read of what waits. Breaking: no.
-- Transaction: none
create index concurrently planned_demand_refused on inventory.planned_demand (company_id, item_id, asked_at) where not_at <> '{}';
