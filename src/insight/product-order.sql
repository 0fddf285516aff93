-- name: list_product_orders :read
-- A page of orders, the newest first; each filter is null when it is not given. `sees_all`: also those of other accounts than `accounts`.
select s.order_id
from orders.order_state s
join orders.sales_order o on o.company_id = :company_id::bigint and o.id = s.order_id and o.version = s.version
where s.company_id = :company_id::bigint
  and (:order_id::bigint is null or s.order_id = :order_id::bigint)
  and (:external_id::text is null or o.external_id = :external_id::text)
  and (:placed_at::timestamptz is null or s.placed_at = :placed_at::timestamptz)
  and (:placed_from::timestamptz is null or s.placed_at >= :placed_from::timestamptz)
  and (:placed_to::timestamptz is null or s.placed_at <= :placed_to::timestamptz)
  and (cardinality(:states::text[]) = 0 or s.state = any(:states::text[]))
  and (:account::text is null or o.account_id in (select a.id from customers.account a
    where a.company_id = :company_id::bigint and a.number = :account::text))
  and (:sees_all::boolean or o.account_id = any(:accounts::bigint[]))
order by s.placed_at desc, s.order_id desc offset :skip::bigint limit :most::bigint

-- name: count_product_orders :read
-- How many there are of them, up to `most`.
select count(*)::integer as found from (
  select 1 from orders.order_state s
  join orders.sales_order o on o.company_id = :company_id::bigint and o.id = s.order_id and o.version = s.version
  where s.company_id = :company_id::bigint
    and (:order_id::bigint is null or s.order_id = :order_id::bigint)
    and (:external_id::text is null or o.external_id = :external_id::text)
    and (:placed_at::timestamptz is null or s.placed_at = :placed_at::timestamptz)
    and (:placed_from::timestamptz is null or s.placed_at >= :placed_from::timestamptz)
    and (:placed_to::timestamptz is null or s.placed_at <= :placed_to::timestamptz)
    and (cardinality(:states::text[]) = 0 or s.state = any(:states::text[]))
    and (:account::text is null or o.account_id in (select a.id from customers.account a
      where a.company_id = :company_id::bigint and a.number = :account::text))
    and (:sees_all::boolean or o.account_id = any(:accounts::bigint[]))
  limit :most::bigint
) f

-- name: read_product_orders :read
-- Heads of orders as product orders tell them.
-- notnull: fallout, held
-- null: account_number, customer_name, customer_kind, ended_at, cancelled_at, cancel_reason, request_due
select o.id, s.version, s.revision, s.state, s.priority, s.placed_at, s.promised_on, o.source, o.external_id, o.account_id, o.currency, o.prepaid, s.payment_status,
  o.total, o.tax_total, o.freight, o.freight_tax, o.problems, o.decisions, a.number as account_number, d.name as customer_name, c.kind as customer_kind,
  exists (select from orders.hold h where h.company_id = s.company_id and h.order_id = s.order_id
    and h.line_nos is null and h.task_kind is null and h.released_batch is null) as held,
  exists (select from orchestration.task t
    join orchestration.component p on p.company_id = t.company_id and p.order_id = t.order_id and p.id = t.component_id
    where t.company_id = s.company_id and t.order_id = s.order_id and t.state = 'failed' and t.problem is not null
      and cardinality(p.line_ids) = 0 and cardinality(p.line_nos) = 0) as fallout,
  e.at as ended_at, x.at as cancelled_at, x.reason as cancel_reason, r.due_at as request_due
from unnest(:order_ids::bigint[]) with ordinality as w(order_id, place)
join orders.order_state s on s.company_id = :company_id::bigint and s.order_id = w.order_id
join orders.sales_order o on o.company_id = :company_id::bigint and o.id = s.order_id and o.version = s.version
left join customers.account a on a.company_id = :company_id::bigint and a.id = o.account_id
left join customers.customer c on c.company_id = :company_id::bigint and c.id = a.customer_id
left join customers.person_data d on d.company_id = :company_id::bigint and d.customer_id = a.customer_id and d.id = 0
-- The last time that something of it left, or that it ended.
left join lateral (select max(g.at) as at from orders.history h
  join platform.company_log g on g.company_id = h.company_id and g.batch = h.batch
  where h.company_id = :company_id::bigint and h.order_id = s.order_id
    and h.events && '{shipment.shipped,shipment.partially_shipped,order.cancelled,order.cancelled_in_part}'::text[]) e on true
left join lateral (select g.at, h.reason from orders.history h
  join platform.company_log g on g.company_id = h.company_id and g.batch = h.batch
  where h.company_id = :company_id::bigint and h.order_id = s.order_id and h.events @> '{order.cancelled}'::text[]
  order by g.pos desc limit 1) x on s.state = 'cancelled'
left join lateral (select r.due_at from orchestration.request r
  where r.company_id = :company_id::bigint and r.order_id = s.order_id and r.kind = 'cancel' and r.due_at is not null
    and (r.wanted_at is null or r.wanted_at <= :now::timestamptz) limit 1) r on true
order by w.place

-- name: read_product_order_lines :read
-- Lines that stand, each with what its parts sum to; a line without parts stands for itself.
-- notnull: quantity, shipped, cancelled, held, fallout
-- null: external_line_id, item_name, parent_no, sold
select l.order_id, l.line_no, l.external_line_id, l.sku, l.item_name, l.uom, l.ordered, l.unit_price, l.net, l.tax, l.tax_percent, l.charges, l.parent_no, l.sold,
  coalesce(f.quantity, l.ordered) as quantity, coalesce(f.shipped, 0) as shipped,
  -- What was given up with the order failed; it was not cancelled.
  (coalesce(f.cancelled, 0) - coalesce(g.given_up, 0))::numeric(20, 6) as cancelled,
  exists (select from orders.hold h where h.company_id = :company_id::bigint and h.order_id = l.order_id
    and l.line_no = any(h.line_nos) and h.released_batch is null) as held,
  exists (select from orchestration.task t
    join orchestration.component p on p.company_id = t.company_id and p.order_id = t.order_id and p.id = t.component_id
    where t.company_id = :company_id::bigint and t.order_id = l.order_id and t.state = 'failed' and t.problem is not null
      and (l.line_no = any(p.line_nos) or p.line_ids && f.part_ids)) as fallout
from (
  select distinct on (l.order_id, l.line_no) l.order_id, l.line_no, l.action, l.external_line_id, l.sku, i.name as item_name, l.uom,
    l.quantity as ordered, l.unit_price, l.net, l.tax, l.tax_percent, l.charges, c.parent_no, l.sold
  from unnest(:order_ids::bigint[]) as w(order_id)
  join orders.order_state s on s.company_id = :company_id::bigint and s.order_id = w.order_id
  join orders.order_line l on l.company_id = :company_id::bigint and l.order_id = s.order_id and l.from_version <= s.version
  left join catalog.item i on i.company_id = :company_id::bigint and i.id = l.item_id
  left join orders.line_configuration c on c.company_id = :company_id::bigint and c.order_id = l.order_id and c.line_no = l.line_no
  order by l.order_id, l.line_no, l.from_version desc
) l
left join (
  select f.order_id, f.line_no, array_agg(f.id) as part_ids, sum(f.quantity)::numeric(20, 6) as quantity,
    sum(f.shipped)::numeric(20, 6) as shipped, sum(f.cancelled)::numeric(20, 6) as cancelled
  from unnest(:order_ids::bigint[]) as w(order_id)
  join orders.fulfillment_line f on f.company_id = :company_id::bigint and f.order_id = w.order_id
  group by 1, 2
) f on f.order_id = l.order_id and f.line_no = l.line_no
left join (
  select f.order_id, f.line_no, sum(c.quantity) as given_up
  from unnest(:order_ids::bigint[]) as w(order_id)
  join orders.order_state s on s.company_id = :company_id::bigint and s.order_id = w.order_id and s.state = 'aborted'
  join orders.history h on h.company_id = s.company_id and h.order_id = s.order_id and h.act = 'abort'
  join orders.cancellation c on c.company_id = s.company_id and c.order_id = s.order_id and c.batch = h.batch
  join orders.fulfillment_line f on f.company_id = s.company_id and f.order_id = s.order_id and f.id = c.part_id
  group by 1, 2
) g on g.order_id = l.order_id and g.line_no = l.line_no
where l.action <> 'delete'
order by l.order_id, l.line_no
