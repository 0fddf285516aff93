-- name: list_stock :read
-- Stock by item and location in order of sku, with the cost pool behind each; at most `budget` items are looked at.
-- notnull: sku, name
-- null: method, pool_quantity, pool_value, last_cost
select g.item_id, i.sku, i.name, g.location_id, l.code as location_code, l.name as location_name, g.on_hand, g.reserved,
  p.method, p.quantity as pool_quantity, p.value as pool_value, p.last_cost
from (
  select i.id, i.sku, i.name from catalog.item_public i
  where i.company_id = :company_id::bigint and i.sku >= :sku_from::text and i.sku < :sku_end::text
    and i.sku >= coalesce(:after_sku::text, '')
  order by i.sku limit :budget::bigint
) i
join inventory.stock_gate g on g.company_id = :company_id::bigint and g.item_id = i.id
  and g.location_id >= coalesce(:location_id::bigint, 0)
  and g.location_id <= coalesce(:location_id::bigint, 9223372036854775807)
join inventory.location l on l.company_id = :company_id::bigint and l.id = g.location_id
left join inventory.cost_pool p
  on p.company_id = :company_id::bigint and p.cost_organization = l.cost_organization and p.item_id = g.item_id
where (i.sku, g.location_id) > (coalesce(:after_sku::text, ''), coalesce(:after_location::bigint, -1))
order by i.sku, g.location_id limit :fetch::bigint

-- name: find_stock_budget_end :read
-- notnull: sku
select i.sku from catalog.item_public i
where i.company_id = :company_id::bigint and i.sku >= :sku_from::text and i.sku < :sku_end::text
  and i.sku >= coalesce(:after_sku::text, '')
order by i.sku offset :budget::bigint - 1 limit 1

-- name: page_of_goods :read
-- Active goods in order of sku, behind one.
-- notnull: id, sku
select i.id, i.sku from catalog.item_public i
where i.company_id = :company_id::bigint and i.sku > :after_sku::text and i.kind = 'goods' and i.active
order by i.sku limit :fetch::bigint

-- name: find_filters :read
-- null: location_id
select exists (select 1 from catalog.item_public i where i.company_id = :company_id::bigint and i.sku = :sku::text) as item_known,
  (select l.id from inventory.location l where l.company_id = :company_id::bigint and l.code = :location::text) as location_id

-- name: find_item :read
-- notnull: id, sku, name
select i.id, i.sku, i.name from catalog.item_public i where i.company_id = :company_id::bigint and i.sku = :sku::text

-- name: read_item_gates :read
select g.location_id, l.code as location_code, l.rank, g.on_hand, g.reserved, g.safety
from catalog.item_public i
join inventory.stock_gate g on g.company_id = :company_id::bigint and g.item_id = i.id
join inventory.location l on l.company_id = :company_id::bigint and l.id = g.location_id
where i.company_id = :company_id::bigint and i.sku = :sku::text
order by l.rank, l.code

-- name: read_item_supply :read
select s.location_id, l.code as location_code, l.rank, s.number, s.kind, s.due_on, s.quantity - s.received as open
from catalog.item_public i
join inventory.supply s on s.company_id = :company_id::bigint and s.item_id = i.id and s.received < s.quantity
join inventory.location l on l.company_id = :company_id::bigint and l.id = s.location_id
where i.company_id = :company_id::bigint and i.sku = :sku::text
order by s.due_on, s.number

-- name: read_item_demand :read
-- By promised day; no day is a backorder, which holds no supply. What is needed to make something else is promised, too.
-- notnull: location_id, quantity
-- null: promised_on
select d.location_id, d.promised_on, sum(d.quantity) as quantity
from catalog.item_public i
cross join lateral (
  select d.location_id, d.promised_on, d.quantity from inventory.planned_demand d
  where d.company_id = :company_id::bigint and d.item_id = i.id
  union all
  select n.location_id, n.needed_on, n.quantity from inventory.material_need n
  where n.company_id = :company_id::bigint and n.item_id = i.id
) d
where i.company_id = :company_id::bigint and i.sku = :sku::text
group by d.location_id, d.promised_on
order by d.location_id, d.promised_on

-- name: list_moves :read
-- Moves of an item, newest cause first, along the primary key; at most `budget` moves are looked at.
select m.root_id, m.id, m.kind, l.code as location_code, m.quantity, m.value, m.moved_on, m.source_id
from (
  select m.* from (
    select m.* from inventory.stock_move m
    where m.company_id = :company_id::bigint
      and (m.root_id, m.id) < (coalesce(:after_root::bigint, 9223372036854775807), coalesce(:after_id::bigint, 0))
    order by m.root_id desc, m.id desc limit :budget::bigint
  ) m
  where m.item_id = :item_id::bigint
  limit :fetch::bigint
) m
join inventory.location l on l.company_id = :company_id::bigint and l.id = m.location_id
order by m.root_id desc, m.id desc

-- name: find_move_budget_end :read
select m.root_id, m.id from inventory.stock_move m
where m.company_id = :company_id::bigint
  and (m.root_id, m.id) < (coalesce(:after_root::bigint, 9223372036854775807), coalesce(:after_id::bigint, 0))
order by m.root_id desc, m.id desc offset :budget::bigint - 1 limit 1
