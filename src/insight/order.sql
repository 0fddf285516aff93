-- name: find_orders_by_source :read
-- Behind a unit separator (31) stands the account of a customer who orders under ids of its own.
select distinct k.order_id from (
  select k.order_id from orders.source_key k
  where k.company_id = :company_id::bigint and k.source = :source::text and k.external_id = :external_id::text
  union all
  select k.order_id from orders.source_key k
  where k.company_id = :company_id::bigint and k.source = :source::text
    and k.external_id >= :external_id::text || chr(31) and k.external_id < :external_id::text || chr(32)
) k
limit 100

-- name: find_company_of_order :read
-- Whose order it is: of each company one look by key.
select s.company_id from organization.company c
join orders.order_state s on s.company_id = c.company_id and s.order_id = :order_id::bigint

-- name: read_order_head :read
-- notnull: fallout
-- null: account_number, customer_number, customer_name
select o.id, o.version, s.revision, s.state, s.open_holds, s.priority, o.order_type, o.source, o.external_id, o.customer_reference,
  o.account_id, o.currency, o.pre_priced, o.tax_inclusive, o.prepaid, o.terms_days, o.placed_at, o.ordered_on,
  o.requested_on, o.ship_to_country, o.ship_to_region, o.total, o.tax_total, o.freight, o.freight_tax, o.problems,
  o.decisions, o.rate_e10, o.custom, s.lines, y.currency as functional_currency, y.setup_version,
  s.status, s.fulfillment_status, s.billing_status, s.payment_status, s.promised_on,
  exists (select from orchestration.task t where t.company_id = :company_id::bigint and t.order_id = :order_id::bigint
    and t.problem is not null and t.state = 'failed') as fallout,
  a.number as account_number, c.number as customer_number, d.name as customer_name,
  (select coalesce(sum(x.net + x.tax + x.freight), 0)::bigint from orders.cancellation x
    where x.company_id = :company_id::bigint and x.order_id = :order_id::bigint) as cancelled_total
from orders.order_state s
join orders.sales_order o on o.company_id = :company_id::bigint and o.id = s.order_id and o.version = s.version
join organization.company y on y.company_id = :company_id::bigint
left join customers.account a on a.company_id = :company_id::bigint and a.id = o.account_id
left join customers.customer c on c.company_id = :company_id::bigint and c.id = a.customer_id
left join customers.person_data d on d.company_id = :company_id::bigint and d.customer_id = a.customer_id and d.id = 0
where s.company_id = :company_id::bigint and s.order_id = :order_id::bigint

-- name: read_order_lines :read
-- A line stands from its version until a newer one of the same number; one that an edit took out stands no more.
-- null: item_name, parent_no, per_parent, configuration, charges, sold
select * from (
  select distinct on (l.line_no) l.line_no, l.from_version, l.action, l.external_line_id, l.item_id, l.sku, l.item_class,
    l.kind, l.uom, l.quantity, l.unit_price, l.net, l.tax, l.freight, l.tax_percent, l.unit_cost, l.waterfall, l.custom, l.charges, l.sold,
    i.name as item_name, c.parent_no, c.per_parent, c.configuration
  from orders.order_state s
  join orders.order_line l on l.company_id = :company_id::bigint and l.order_id = s.order_id and l.from_version <= s.version
  left join catalog.item i on i.company_id = :company_id::bigint and i.id = l.item_id
  left join orders.line_configuration c on c.company_id = :company_id::bigint and c.order_id = l.order_id and c.line_no = l.line_no
  where s.company_id = :company_id::bigint and s.order_id = :order_id::bigint
  order by l.line_no, l.from_version desc
) l where l.action <> 'delete' order by l.line_no

-- name: read_fulfillment_lines :read
-- null: location_code, location_name
select f.id, f.line_no, f.item_id, f.quantity, f.supply, f.requested_on, f.promised_on, f.first_promised_on, f.split_from, f.decision,
  f.shipped, f.invoiced, f.returned, f.cancelled, l.code as location_code, l.name as location_name, coalesce(i.kind, 'goods') as item_kind
from orders.fulfillment_line f
left join inventory.location l on l.company_id = :company_id::bigint and l.id = f.location_id
left join catalog.item i on i.company_id = :company_id::bigint and i.id = f.item_id
where f.company_id = :company_id::bigint and f.order_id = :order_id::bigint
order by f.line_no, f.id

-- name: read_sourcing :read
-- Searches of an order for locations, the first one first, with what they knew.
select s.attempt, s.rule, s.rule_version, s.record, b.at
from inventory.sourcing_search s
join platform.company_log b on b.company_id = s.company_id and b.batch = s.batch
where s.company_id = :company_id::bigint and s.root_id = :order_id::bigint
order by s.id limit 1000

-- name: read_reserved :read
-- What is reserved for each part. A statement of its own: joined, an order that is just made would have all of it looked at for
-- each of its parts.
-- notnull: source_id, quantity
select r.source_id, r.quantity from inventory.reservation_public r
where r.company_id = :company_id::bigint and r.root_id = :order_id::bigint

-- name: read_rule_codes :read
-- What the rules of a waterfall are called: price lists and promotions by their code, freight by where it holds.
select l.id, l.code from pricing.price_list l where l.company_id = :company_id::bigint
union all
select p.id, p.code from pricing.promotion p where p.company_id = :company_id::bigint
union all
select a.id, a.code from pricing.adjustment_rule a where a.company_id = :company_id::bigint
union all
select g.id, g.code from pricing.agreement g where g.company_id = :company_id::bigint
union all
select f.id, f.currency || coalesce(' ' || f.country, '') || coalesce(' ' || f.ship_method, '') from pricing.freight_rule f where f.company_id = :company_id::bigint
union all
select c.id, c.code from pricing.charge_type c where c.company_id = :company_id::bigint
union all
select s.id, s.code from inventory.system s where s.company_id = :company_id::bigint and s.prices

-- name: read_location_codes :read
-- Promises name the locations that lost by their ids.
select l.id, l.code from inventory.location l where l.company_id = :company_id::bigint

-- name: read_holds :read
-- null: placed_at, released_at, line_nos
select h.id, h.line_no, h.line_nos, h.task_kind, h.kind, h.code, h.reason, h.placed_by, h.expires_on, h.released_batch, h.released_by,
  h.release_reason, p.at as placed_at, r.at as released_at
from orders.hold h
left join platform.company_log p on p.company_id = :company_id::bigint and p.batch = h.placed_batch
left join platform.company_log r on r.company_id = :company_id::bigint and r.batch = h.released_batch
where h.company_id = :company_id::bigint and h.order_id = :order_id::bigint order by h.id

-- name: read_components :read
-- null: planned_start, planned_end, location_code, location_name
select c.id, c.kind, c.key, c.pattern, c.model_version, c.line_ids, c.line_nos, c.planned_start, c.planned_end, l.code as location_code, l.name as location_name
from orchestration.component c
left join inventory.location l on l.company_id = :company_id::bigint and l.id = c.location_id
where c.company_id = :company_id::bigint and c.order_id = :order_id::bigint order by c.id

-- name: read_tasks :read
-- The queue is looked up by its key, whatever the statistics say of an order that is just made.
-- null: name, due_at, attempt
select t.id, t.component_id, t.kind, t.name, t.mode, t.generation, t.state, t.waits, t.frees, t.start_at, t.input, t.output, t.problem,
  r.due_at, r.attempt
from orchestration.task t
left join lateral (select r.due_at, r.attempt from orchestration.ready r
  where r.company_id = :company_id::bigint and r.order_id = :order_id::bigint and r.task_id = t.id offset 0) r on true
where t.company_id = :company_id::bigint and t.order_id = :order_id::bigint order by t.id

-- name: read_shipments :read
-- null: location_code, location_name, keep_until
select s.id, s.released_on, s.state, s.carrier, s.tracking_number, l.code as location_code, l.name as location_name, o.keep_until
from fulfillment.shipment s
left join fulfillment.open_shipment o on o.company_id = :company_id::bigint and o.id = s.id
left join inventory.location l on l.company_id = :company_id::bigint and l.id = s.location_id
where s.company_id = :company_id::bigint and s.cause_id = :order_id::bigint order by s.id

-- name: read_shipment_lines :read
-- null: sku
select s.shipment_id, s.source_id, s.item_id, s.requested, s.shipped, i.sku
from fulfillment.shipment_line s left join catalog.item i on i.company_id = :company_id::bigint and i.id = s.item_id
where s.company_id = :company_id::bigint and s.cause_id = :order_id::bigint order by s.shipment_id, s.source_id

-- name: read_confirmations :read
select c.shipment_id, c.id, c.message_key, c.shipped_on from fulfillment.confirmation c
where c.company_id = :company_id::bigint and c.cause_id = :order_id::bigint order by c.shipment_id, c.id

-- name: read_strays :read
-- null: sku, location_code, invoice_id, expected_until
select s.id, s.cause_id, s.shipment_id, s.source_id, s.why, s.left_on, s.quantity, s.state, s.billed, s.returned, s.written_off,
  s.invoice_id, s.expected_until, i.sku, l.code as location_code
from fulfillment.stray s
left join catalog.item i on i.company_id = :company_id::bigint and i.id = s.item_id
left join inventory.location l on l.company_id = :company_id::bigint and l.id = s.location_id
where s.company_id = :company_id::bigint and s.cause_id = :order_id::bigint order by s.id

-- name: read_returns :read
-- Returns keep their lines under the same cause as the order that they refer to.
-- null: reason_code, sku, location_code, location_name
select r.id, r.returned_on, r.reason, r.reason_code, l.ordinal, l.source_id, l.item_id, l.quantity, i.sku, w.code as location_code,
  w.name as location_name
from fulfillment.customer_return r
join fulfillment.customer_return_line l on l.company_id = :company_id::bigint and l.cause_id = r.cause_id and l.return_id = r.id
left join catalog.item i on i.company_id = :company_id::bigint and i.id = l.item_id
left join inventory.location w on w.company_id = :company_id::bigint and w.id = l.location_id
where r.company_id = :company_id::bigint and r.cause_id = :order_id::bigint order by r.id, l.ordinal

-- name: read_exchanges :read
-- Exchanges that goods of the order came back for, or that the order is the replacement of.
-- notnull: name, replacement, order_id
-- null: replacement_id, credit_memo_id, settled_at
select e.name, e.replacement, e.order_id, e.replacement_id, e.credit_memo_id, e.settled_at
from (
  select x.* from channels.exchange x where x.company_id = :company_id::bigint and x.order_id = :order_id::bigint
  union
  select x.* from channels.exchange x where x.company_id = :company_id::bigint and x.replacement_id = :order_id::bigint
) e
order by e.name, e.replacement

-- name: read_order_invoices :read
-- Those that bill it, and those of goods that left for it without a sale: these name no cause, their strays lead to them.
-- null: series, year, number, prefix, open, stray_id
select v.id, v.kind, v.account_id, v.issued_on, v.due_on, v.currency, v.net, v.tax, v.freight, v.total, n.year, n.number,
  e.prefix, i.open, v.stray_id
from (
  select v.*, null::bigint as stray_id from billing.invoice v
  where v.company_id = :company_id::bigint and v.cause_id = :order_id::bigint
  union all
  select v.*, s.id from fulfillment.stray s
  cross join lateral (select v.* from billing.invoice v where v.company_id = :company_id::bigint and v.id = s.invoice_id offset 0) v
  where s.company_id = :company_id::bigint and s.cause_id = :order_id::bigint and s.invoice_id is not null
) v
left join platform.document_number n on n.company_id = :company_id::bigint and n.document_id = v.id
left join organization.document_series e on e.company_id = :company_id::bigint and e.code = v.series
left join billing.open_item i on i.company_id = :company_id::bigint and i.account_id = v.account_id and i.invoice_id = v.id
order by v.id

-- name: read_order_applications :read
-- What was applied to these, or from its credit memos; between two of them it is found twice.
select distinct p.id, p.from_type, p.from_id, p.invoice_id, p.applied_on, p.amount, p.rule
from (
  select v.id from billing.invoice v where v.company_id = :company_id::bigint and v.cause_id = :order_id::bigint
  union all
  select s.invoice_id from fulfillment.stray s
  where s.company_id = :company_id::bigint and s.cause_id = :order_id::bigint and s.invoice_id is not null
) v
cross join lateral (
  select p.* from billing.application p where p.company_id = :company_id::bigint and p.invoice_id = v.id
  union all
  select p.* from billing.application p where p.company_id = :company_id::bigint and p.from_id = v.id
  offset 0
) p
order by p.id

-- name: read_order_deposits :read
select r.id, u.kind, r.received_on, r.currency, r.amount, u.amount as unapplied, r.method, r.reference
from billing.unapplied u
join billing.receipt r on r.company_id = :company_id::bigint and r.id = u.receipt_id
where u.company_id = :company_id::bigint and u.cause_id = :order_id::bigint
  and u.account_id = any(array(select o.account_id from orders.sales_order o
    where o.company_id = :company_id::bigint and o.id = :order_id::bigint))
order by r.id

-- name: read_timeline :read
select g.pos, g.at, h.act, h.actor, h.reason, h.changes, h.events
from orders.history h
join platform.company_log g on g.company_id = :company_id::bigint and g.batch = h.batch
where h.company_id = :company_id::bigint and h.order_id = :order_id::bigint order by g.pos

-- name: read_books :read
-- What the order caused, and what was posted for invoices of its strays (along entry_invoice) and for what paid them: an application
-- of a receipt bears the id of its entry.
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
order by g.pos, e.id, p.ordinal

-- name: read_intake :read
select i.id, i.received_at, i.principal, i.content_type, i.outcome, i.body_hash, i.problems
from orders.order_state s
join orders.sales_order o on o.company_id = :company_id::bigint and o.id = s.order_id and o.version = s.version
join channels.intake i on i.company_id = :company_id::bigint and i.id = o.intake_id
where s.company_id = :company_id::bigint and s.order_id = :order_id::bigint

-- name: read_part_lines :read
-- Of which line each fulfillment line is.
select f.id, f.line_no from orders.fulfillment_line f
where f.company_id = :company_id::bigint and f.order_id = :order_id::bigint

-- name: count_plan :read
-- The plan by what its tasks do and how far they are: as small for ten thousand lines as for one. Each row is looked up by its
-- key: of an order that is just made there are no statistics, and a join without them took minutes.
-- notnull: tasks
select c.kind as component, t.kind, t.state, count(*) as tasks
from orchestration.task t
cross join lateral (select c.kind from orchestration.component c
  where c.company_id = :company_id::bigint and c.order_id = :order_id::bigint and c.id = t.component_id offset 0) c
where t.company_id = :company_id::bigint and t.order_id = :order_id::bigint
group by c.kind, t.kind, t.state order by c.kind, min(t.id), t.state

-- name: count_plan_dependencies :read
select distinct c.kind as from_component, t.kind as from_kind, d.kind as to_component, u.kind as to_kind
from orchestration.task t
cross join unnest(t.frees) w(task_id)
cross join lateral (select u.kind, u.component_id from orchestration.task u
  where u.company_id = :company_id::bigint and u.order_id = :order_id::bigint and u.id = w.task_id offset 0) u
cross join lateral (select c.kind from orchestration.component c
  where c.company_id = :company_id::bigint and c.order_id = :order_id::bigint and c.id = t.component_id offset 0) c
cross join lateral (select d.kind from orchestration.component d
  where d.company_id = :company_id::bigint and d.order_id = :order_id::bigint and d.id = u.component_id offset 0) d
where t.company_id = :company_id::bigint and t.order_id = :order_id::bigint
order by 1, 2, 3, 4
