-- name: read_order_of_page :read
-- Whose the order is, and what its amounts are counted in.
select o.account_id, o.currency, o.rate_e10, o.decisions, y.currency as functional_currency
from orders.order_state s
join orders.sales_order o on o.company_id = :company_id::bigint and o.id = s.order_id and o.version = s.version
join organization.company y on y.company_id = :company_id::bigint
where s.company_id = :company_id::bigint and s.order_id = :order_id::bigint

-- name: read_part_line :read
select f.line_no from orders.fulfillment_line f
where f.company_id = :company_id::bigint and f.order_id = :order_id::bigint and f.id = :part_id::bigint

-- name: list_order_lines :read
-- As `read_order_lines`, along the primary key from one line on.
-- null: item_name, parent_no, per_parent, configuration, charges, sold
select * from (
  select distinct on (l.line_no) l.line_no, l.from_version, l.action, l.external_line_id, l.item_id, l.sku, l.item_class,
    l.kind, l.uom, l.quantity, l.unit_price, l.net, l.tax, l.freight, l.tax_percent, l.unit_cost, l.waterfall, l.custom, l.charges, l.sold,
    i.name as item_name, c.parent_no, c.per_parent, c.configuration
  from orders.order_state s
  join orders.order_line l on l.company_id = :company_id::bigint and l.order_id = s.order_id and l.from_version <= s.version
  left join catalog.item i on i.company_id = :company_id::bigint and i.id = l.item_id
  left join orders.line_configuration c on c.company_id = :company_id::bigint and c.order_id = l.order_id and c.line_no = l.line_no
  where s.company_id = :company_id::bigint and s.order_id = :order_id::bigint and l.line_no > :after::integer
  order by l.line_no, l.from_version desc
) l where l.action <> 'delete' order by l.line_no limit :fetch::bigint

-- name: list_parts_of_lines :read
-- The fulfillment lines of the same lines.
-- null: location_code, location_name
select f.id, f.line_no, f.item_id, f.quantity, f.supply, f.requested_on, f.promised_on, f.first_promised_on, f.split_from, f.decision,
  f.shipped, f.invoiced, f.returned, f.cancelled, l.code as location_code, l.name as location_name, coalesce(i.kind, 'goods') as item_kind
from orders.fulfillment_line f
left join inventory.location l on l.company_id = :company_id::bigint and l.id = f.location_id
left join catalog.item i on i.company_id = :company_id::bigint and i.id = f.item_id
where f.company_id = :company_id::bigint and f.order_id = :order_id::bigint
  and f.line_no = any(array(
    select n.line_no from (
      select distinct on (n.line_no) n.line_no, n.action from orders.order_state s
      join orders.order_line n on n.company_id = :company_id::bigint and n.order_id = s.order_id and n.from_version <= s.version
      where s.company_id = :company_id::bigint and s.order_id = :order_id::bigint and n.line_no > :after::integer
      order by n.line_no, n.from_version desc
    ) n where n.action <> 'delete' order by n.line_no limit :fetch::bigint))
order by f.line_no, f.id

-- name: sum_line_amounts :read
-- What of the net amount of the same lines was cancelled, billed and credited. It is put in groups, not joined: whatever the
-- estimates are, no part is looked for among all others.
-- notnull: line_no, cancelled, billed, credited
select p.line_no, coalesce(sum(p.cancelled), 0)::bigint as cancelled, coalesce(sum(p.billed), 0)::bigint as billed,
  coalesce(sum(p.credited), 0)::bigint as credited
from (
  select max(x.line_no) as line_no, sum(x.cancelled) as cancelled, sum(x.billed) as billed, sum(x.credited) as credited from (
    select f.id as part_id, f.line_no, null::bigint as cancelled, null::bigint as billed, null::bigint as credited
    from orders.fulfillment_line f
    where f.company_id = :company_id::bigint and f.order_id = :order_id::bigint
      and f.line_no = any(array(
        select n.line_no from (
          select distinct on (n.line_no) n.line_no, n.action from orders.order_state s
          join orders.order_line n on n.company_id = :company_id::bigint and n.order_id = s.order_id and n.from_version <= s.version
          where s.company_id = :company_id::bigint and s.order_id = :order_id::bigint and n.line_no > :after::integer
          order by n.line_no, n.from_version desc
        ) n where n.action <> 'delete' order by n.line_no limit :fetch::bigint))
    union all
    select c.part_id, null, c.net, null, null from orders.cancellation c
    where c.company_id = :company_id::bigint and c.order_id = :order_id::bigint
    union all
    select n.source_id, null, null, case when v.kind <> 'credit_memo' then n.net end, case when v.kind = 'credit_memo' then n.net end
    from billing.invoice v
    join billing.invoice_line n on n.company_id = :company_id::bigint and n.invoice_id = v.id
    where v.company_id = :company_id::bigint and v.cause_id = :order_id::bigint
  ) x group by x.part_id
) p
where p.line_no is not null
group by p.line_no

-- name: list_timeline :read
-- A fact of ten thousand lines is told by its first changes, and how many there are.
select g.pos, g.at, h.act, h.actor, h.reason, jsonb_path_query_array(h.changes, '$[0 to 99]') as changes, h.events,
  jsonb_array_length(h.changes) as changed
from orders.history h
join platform.company_log g on g.company_id = :company_id::bigint and g.batch = h.batch
where h.company_id = :company_id::bigint and h.order_id = :order_id::bigint and g.pos > :after::bigint
order by g.pos limit :fetch::bigint

-- name: list_order_postings :read
-- As `read_books`, from one posting on.
-- null: pos, stray_id
-- notnull: ordinal, amount, functional_amount, kind
select e.id, g.pos, e.event, e.posted_on, e.source_type, e.source_id, e.currency, e.stray_id, p.ordinal, p.amount,
  p.functional_amount, p.kind, p.line_id, p.rule_id, d.code as debit, c.code as credit
from (
  select e.*, case when e.source_type = 'stray' then e.source_id end as stray_id from ledger.entry e
  where e.company_id = :company_id::bigint and e.cause_id = :order_id::bigint
  union all
  select e.*, s.id from fulfillment.stray s
  cross join lateral (
    select e.* from ledger.entry e
    where e.company_id = :company_id::bigint and e.source_id = s.invoice_id and e.cause_id is null and e.source_type = 'invoice'
    union all
    select e.* from billing.application a
    join ledger.entry e on e.company_id = :company_id::bigint and e.id = a.id
    where a.company_id = :company_id::bigint and a.invoice_id = s.invoice_id
    offset 0
  ) e
  where s.company_id = :company_id::bigint and s.cause_id = :order_id::bigint and s.invoice_id is not null
) e
join ledger.posting_public p on p.company_id = :company_id::bigint and p.entry_id = e.id
join ledger.account d on d.company_id = :company_id::bigint and d.id = p.debit_account
join ledger.account c on c.company_id = :company_id::bigint and c.id = p.credit_account
left join platform.company_log g on g.company_id = :company_id::bigint and g.batch = e.batch
where e.id >= :after_entry::bigint and (e.id > :after_entry::bigint or p.ordinal > :after_ordinal::integer)
order by e.id, p.ordinal limit :fetch::bigint

-- name: list_order_tasks :read
-- A component may hold every line of the order: its first lines are named.
-- null: name, due_at, attempt, planned_start, planned_end, location_code, location_name
-- notnull: lines, line_nos
select t.id, t.component_id, t.kind, t.name, t.mode, t.generation, t.state, t.waits, t.frees, t.start_at, t.input, t.output, t.problem,
  r.due_at, r.attempt, c.kind as component_kind, c.key, c.pattern, c.model_version, c.planned_start, c.planned_end, l.code as location_code,
  l.name as location_name, cardinality(c.line_ids) + cardinality(c.line_nos) as lines,
  c.line_nos[1:20] || array(select f.line_no from orders.fulfillment_line f
    where f.company_id = :company_id::bigint and f.order_id = t.order_id and f.id = any(c.line_ids[1:20])
    group by f.line_no order by f.line_no) as line_nos
from orchestration.task t
cross join lateral (select * from orchestration.component c
  where c.company_id = :company_id::bigint and c.order_id = :order_id::bigint and c.id = t.component_id offset 0) c
left join inventory.location l on l.company_id = :company_id::bigint and l.id = c.location_id
left join lateral (select r.due_at, r.attempt from orchestration.ready r
  where r.company_id = :company_id::bigint and r.order_id = :order_id::bigint and r.task_id = t.id offset 0) r on true
where t.company_id = :company_id::bigint and t.order_id = :order_id::bigint and t.id > :after::bigint
order by t.id limit :fetch::bigint
