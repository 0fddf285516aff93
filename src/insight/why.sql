-- name: read_free_for_waiting :read
-- Parts of an order that wait for goods without a day, the first `most` of them: what places that refused none of theirs have of their item
-- beyond the safety stock, and the three that have most.
-- notnull: free, location_codes, quantities
with waits as materialized (
  select d.source_id, d.item_id, d.waits_for_release, d.not_at from inventory.planned_demand d
  where d.company_id = :company_id::bigint and d.root_id = :order_id::bigint and d.promised_on is null
  order by d.source_id limit :most::bigint
), free as materialized (
  select g.item_id, g.location_id, l.code, g.on_hand - g.reserved - g.safety as quantity
  from (select distinct w.item_id from waits w) i
  cross join lateral (select * from inventory.stock_gate g
    where g.company_id = :company_id::bigint and g.item_id = i.item_id and g.on_hand - g.reserved > g.safety offset 0) g
  join inventory.location l on l.company_id = :company_id::bigint and l.id = g.location_id
)
select w.source_id, w.waits_for_release, coalesce(sum(f.quantity), 0) as free,
  coalesce((array_agg(f.code order by f.quantity desc, f.code) filter (where f.code is not null))[1:3], '{}') as location_codes,
  coalesce((array_agg(f.quantity order by f.quantity desc, f.code) filter (where f.code is not null))[1:3], '{}') as quantities
from waits w
left join free f on f.item_id = w.item_id and f.location_id <> all(w.not_at)
group by 1, 2

-- name: read_bringing :read
-- What places are asked to bring for parts of an order, or is on its way, the first `most`.
-- null: shipped_on
select t.id, t.source_id, t.requested - t.shipped as to_send, t.shipped - t.received - t.lost as on_way, t.asked_on, t.shipped_on,
  l.code as from_code
from fulfillment.transfer t
join inventory.location l on l.company_id = :company_id::bigint and l.id = t.from_location_id
where t.company_id = :company_id::bigint and t.cause_id = :order_id::bigint
  and (t.shipped < t.requested or t.received + t.lost < t.shipped)
order by t.id limit :most::bigint

-- name: read_bases_of_order :read
-- Other orders that tasks of an order wait for, as far as they were found.
-- null: base_order_id, state
select w.task_id, w.base_order_id, s.state from orchestration.order_wait w
left join orders.order_state s on s.company_id = w.company_id and s.order_id = w.base_order_id
where w.company_id = :company_id::bigint and w.order_id = :order_id::bigint
