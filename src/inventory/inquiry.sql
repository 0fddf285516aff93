-- name: read_gates_of_items :read
-- Stock of items, a row an item, without a lock: for questions, which write nothing. The version of a gate tells whether what comes to
-- it and what is promised of it are still what is remembered.
-- notnull: location_ids, on_hand, reserved, safeties, horizon_versions
select w.company_id, w.item_id, g.location_ids, g.on_hand, g.reserved, g.safeties, g.horizon_versions
from unnest(:company_ids::bigint[], :item_ids::bigint[]) as w(company_id, item_id)
cross join lateral (
  select array_agg(g.location_id) as location_ids, array_agg(g.on_hand) as on_hand, array_agg(g.reserved) as reserved, array_agg(g.safety) as safeties,
    array_agg(g.horizon_version) as horizon_versions
  from inventory.stock_gate g where g.company_id = w.company_id and g.item_id = w.item_id
) g
where g.location_ids is not null
