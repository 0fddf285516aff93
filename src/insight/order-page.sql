-- name: read_order_of_page :read
-- Whose the order is, and what its amounts are counted in.
select o.account_id, o.currency, o.decisions, y.currency as functional_currency
from orders.order_state s
join orders.sales_order o on o.company_id = :company_id::bigint and o.id = s.order_id and o.version = s.version
join organization.company y on y.company_id = :company_id::bigint
where s.company_id = :company_id::bigint and s.order_id = :order_id::bigint

-- name: read_part_line :read
select f.line_no from orders.fulfillment_line f
where f.company_id = :company_id::bigint and f.order_id = :order_id::bigint and f.id = :part_id::bigint

-- name: list_order_lines :read
-- As `read_order_lines`, along the primary key from one line on.
-- null: item_name
select distinct on (l.line_no) l.line_no, l.from_version, l.action, l.external_line_id, l.item_id, l.sku, l.item_class,
  l.kind, l.uom, l.quantity, l.unit_price, l.net, l.tax, l.freight, l.tax_percent, l.unit_cost, l.waterfall, l.custom,
  i.name as item_name
from orders.order_state s
join orders.order_line l on l.company_id = :company_id::bigint and l.order_id = s.order_id and l.from_version <= s.version
left join catalog.item i on i.company_id = :company_id::bigint and i.id = l.item_id
where s.company_id = :company_id::bigint and s.order_id = :order_id::bigint and l.line_no > :after::integer
order by l.line_no, l.from_version desc limit :fetch::bigint

-- name: list_parts_of_lines :read
-- The fulfillment lines of the same lines; only these look for what is reserved for them.
-- null: location_code, location_name, reserved
select f.id, f.line_no, f.item_id, f.quantity, f.supply, f.requested_on, f.promised_on, f.first_promised_on, f.decision,
  f.shipped, f.invoiced, f.returned, f.cancelled, l.code as location_code, l.name as location_name, r.quantity as reserved,
  coalesce(i.kind, 'goods') as item_kind
from orders.fulfillment_line f
left join inventory.location l on l.company_id = :company_id::bigint and l.id = f.location_id
left join inventory.reservation_public r on r.company_id = :company_id::bigint and r.root_id = f.order_id and r.source_id = f.id
left join catalog.item i on i.company_id = :company_id::bigint and i.id = f.item_id
where f.company_id = :company_id::bigint and f.order_id = :order_id::bigint
  and f.line_no = any(array(
    select distinct n.line_no from orders.order_line n
    where n.company_id = :company_id::bigint and n.order_id = :order_id::bigint and n.line_no > :after::integer
    order by n.line_no limit :fetch::bigint))
order by f.line_no, f.id

-- name: sum_line_amounts :read
-- What of the net amount of the same lines was cancelled, billed and credited.
-- notnull: cancelled, billed, credited
select f.line_no, coalesce(sum(x.net), 0)::bigint as cancelled, coalesce(sum(b.billed), 0)::bigint as billed,
  coalesce(sum(b.credited), 0)::bigint as credited
from orders.fulfillment_line f
left join (
  select x.part_id, sum(x.net) as net from orders.cancellation x
  where x.company_id = :company_id::bigint and x.order_id = :order_id::bigint group by x.part_id
) x on x.part_id = f.id
left join (
  select n.source_id, sum(n.net) filter (where v.kind <> 'credit_memo') as billed,
    sum(n.net) filter (where v.kind = 'credit_memo') as credited
  from billing.invoice v
  join billing.invoice_line n on n.company_id = :company_id::bigint and n.invoice_id = v.id
  where v.company_id = :company_id::bigint and v.cause_id = :order_id::bigint group by n.source_id
) b on b.source_id = f.id
where f.company_id = :company_id::bigint and f.order_id = :order_id::bigint
  and f.line_no = any(array(
    select distinct n.line_no from orders.order_line n
    where n.company_id = :company_id::bigint and n.order_id = :order_id::bigint and n.line_no > :after::integer
    order by n.line_no limit :fetch::bigint))
group by f.line_no

-- name: list_timeline :read
-- A fact of ten thousand lines is told by its first changes, and how many there are.
select g.pos, g.at, h.act, h.actor, h.reason, jsonb_path_query_array(h.changes, '$[0 to 99]') as changes, h.events,
  jsonb_array_length(h.changes) as changed
from orders.history h
join platform.company_log g on g.company_id = :company_id::bigint and g.batch = h.batch
where h.company_id = :company_id::bigint and h.order_id = :order_id::bigint and g.pos > :after::bigint
order by g.pos limit :fetch::bigint

-- name: list_order_postings :read
-- null: pos
-- notnull: ordinal, amount, functional_amount, kind
select e.id, g.pos, e.event, e.posted_on, e.source_type, e.source_id, e.currency, p.ordinal, p.amount, p.functional_amount,
  p.kind, p.line_id, p.rule_id, d.code as debit, c.code as credit
from ledger.entry e
join ledger.posting_public p on p.company_id = :company_id::bigint and p.entry_id = e.id
join ledger.account d on d.company_id = :company_id::bigint and d.id = p.debit_account
join ledger.account c on c.company_id = :company_id::bigint and c.id = p.credit_account
left join platform.company_log g on g.company_id = :company_id::bigint and g.batch = e.batch
where e.company_id = :company_id::bigint and e.cause_id = :order_id::bigint and e.id >= :after_entry::bigint
  and (e.id > :after_entry::bigint or p.ordinal > :after_ordinal::integer)
order by e.id, p.ordinal limit :fetch::bigint

-- name: list_order_tasks :read
-- A component may hold every line of the order: its first lines are named.
-- null: due_at, attempt, location_code, location_name
-- notnull: lines, line_nos
select t.id, t.component_id, t.kind, t.mode, t.generation, t.state, t.waits, t.frees, t.start_at, t.input, t.output, t.problem,
  r.due_at, r.attempt, c.kind as component_kind, c.key, c.pattern, c.model_version, l.code as location_code,
  l.name as location_name, cardinality(c.line_ids) as lines,
  array(select f.line_no from orders.fulfillment_line f
    where f.company_id = :company_id::bigint and f.order_id = t.order_id and f.id = any(c.line_ids[1:20])
    group by f.line_no order by f.line_no) as line_nos
from orchestration.task t
join orchestration.component c on c.company_id = :company_id::bigint and c.order_id = t.order_id and c.id = t.component_id
left join inventory.location l on l.company_id = :company_id::bigint and l.id = c.location_id
left join orchestration.ready r on r.company_id = :company_id::bigint and r.order_id = t.order_id and r.task_id = t.id
where t.company_id = :company_id::bigint and t.order_id = :order_id::bigint and t.id > :after::bigint
order by t.id limit :fetch::bigint
