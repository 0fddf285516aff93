-- name: find_place_of_time :read
-- The last place in the order of facts up to an instant; 0: none.
-- notnull: pos
select coalesce((select g.pos from platform.company_log g where g.company_id = :company_id::bigint and g.at <= :at::timestamptz
  order by g.at desc, g.pos desc limit 1), 0) as pos

-- name: find_first_place :read
-- When an order came; no row: it never did.
-- notnull: pos
select min(g.pos) as pos from orders.history h
join platform.company_log g on g.company_id = h.company_id and g.batch = h.batch
where h.company_id = :company_id::bigint and h.order_id = :order_id::bigint having count(*) > 0

-- name: read_then_head :read
-- The version of an order that stood at a place, the newest, and when that place was.
-- null: at, place_at
select o.version, o.account_id, o.customer_reference, o.order_type, o.source, o.external_id, o.currency, o.prepaid, o.requested_on, o.placed_at,
  o.total, o.tax_total, o.freight, o.problems, s.state, s.priority, s.revision, h.at as place_at, g.at
from orders.order_state s
cross join lateral (
  select o.* from orders.sales_order o
  join platform.company_log g on g.company_id = o.company_id and g.batch = o.batch and g.pos <= :pos::bigint
  where o.company_id = :company_id::bigint and o.id = s.order_id order by o.version desc limit 1
) o
left join platform.company_log h on h.company_id = :company_id::bigint and h.pos = :pos::bigint
left join platform.company_log g on g.company_id = :company_id::bigint and g.batch = o.batch
where s.company_id = :company_id::bigint and s.order_id = :order_id::bigint

-- name: read_then_lines :read
-- Lines as they stood at a place; one that an edit took out stood no more.
select * from (
  select distinct on (l.line_no) l.line_no, l.action, l.external_line_id, l.sku, l.uom, l.quantity, l.unit_price, l.net, l.tax
  from orders.order_line l
  where l.company_id = :company_id::bigint and l.order_id = :order_id::bigint and l.from_version <= (
    select max(o.version) from orders.sales_order o
    join platform.company_log g on g.company_id = o.company_id and g.batch = o.batch and g.pos <= :pos::bigint
    where o.company_id = :company_id::bigint and o.id = :order_id::bigint)
  order by l.line_no, l.from_version desc
) l where l.action <> 'delete' order by l.line_no

-- name: read_then_facts :read
-- All that happened to an order, in order: what each fact changed, and what it kept of what was before.
-- null: reason, known
select g.pos, g.at, h.act, h.actor, h.reason, h.changes, h.events, h.known
from orders.history h
join platform.company_log g on g.company_id = h.company_id and g.batch = h.batch
where h.company_id = :company_id::bigint and h.order_id = :order_id::bigint
order by g.pos limit :most::bigint

-- name: read_then_parts :read
-- Parts as they stand now.
select f.id, f.line_no, f.location_id, f.from_location_id, f.quantity, f.supply, f.promised_on, f.shipped, f.invoiced, f.returned, f.cancelled
from orders.fulfillment_line f
where f.company_id = :company_id::bigint and f.order_id = :order_id::bigint
order by f.line_no, f.id

-- name: read_then_tasks :read
-- Tasks as they stand now.
-- null: name
select t.id, t.component_id, c.kind as component, c.key, t.kind, t.name, t.state
from orchestration.task t
join orchestration.component c on c.company_id = t.company_id and c.order_id = t.order_id and c.id = t.component_id
where t.company_id = :company_id::bigint and t.order_id = :order_id::bigint
order by t.component_id, t.id

-- name: read_then_holds :read
-- Holds that stood at a place.
select h.id, h.line_no, h.kind, h.code, h.reason
from orders.hold h
join platform.company_log p on p.company_id = h.company_id and p.batch = h.placed_batch and p.pos <= :pos::bigint
left join platform.company_log r on r.company_id = h.company_id and r.batch = h.released_batch
where h.company_id = :company_id::bigint and h.order_id = :order_id::bigint and (h.released_batch is null or r.pos > :pos::bigint)
order by h.id
