-- name: read_source_systems :read
select company_id, code, pre_priced, create_customers, duplicate_reference, remorse_minutes, amendable, active
from orders.source_system where company_id = any(:company_ids::bigint[])

-- name: read_recognition_rules :read
select company_id, id, name, relevancy, condition, order_type, fail_reason
from orders.recognition_rule where company_id = any(:company_ids::bigint[]) and active
order by company_id, relevancy desc, id

-- name: read_validation_rules :read
select company_id, id, order_type, condition, message, path
from orders.validation_rule where company_id = any(:company_ids::bigint[]) and active
order by company_id, id

-- name: read_source_keys :read
-- Every version of the asked orders: replays find theirs, a revision finds its base, and whether that is a draft.
-- notnull: is_draft
select k.company_id, k.source, k.external_id, k.version, k.order_id, k.body_hash,
  exists (select from orders.order_state s
    where s.company_id = k.company_id and s.order_id = k.order_id and s.state = 'draft') as is_draft
from unnest(:company_ids::bigint[], :sources::text[], :external_ids::text[]) as w(company_id, source, external_id)
cross join lateral (select * from orders.source_key k where k.company_id = w.company_id and k.source = w.source and k.external_id = w.external_id offset 0) k
order by k.company_id, k.source, k.external_id, k.version

-- name: insert_source_key :write key
-- A unique violation means that another batch captured the same order: the batch reads again and answers from it.
insert into orders.source_key (company_id, source, external_id, version, order_id, body_hash)
select r.* from :rows(company_id bigint, source text, external_id text, version integer, order_id bigint, body_hash bytea)
order by r.company_id, r.source, r.external_id, r.version

-- name: find_source_keys_in_flight :read
-- Places, from 1, of orders that another transaction is taking in; undoes what it tries.
select k.place from platform.keys_in_flight('orders.source_key', :candidates::jsonb) as k(place)

-- name: insert_sales_order :write insert
insert into orders.sales_order (company_id, id, version, batch, order_type, source, external_id, customer_reference, account_id,
  currency, rate_e10, pre_priced, tax_inclusive, prepaid, terms_days, placed_at, ordered_on, requested_on, ship_to_country,
  ship_to_region, ship_to_site, ship_to_address, bill_to_site, bill_to_address, total, tax_total, freight, freight_tax, problems,
  decisions, intake_id, custom)
select r.* from :rows(company_id bigint, id bigint, version integer, batch bigint, order_type text, source text, external_id text,
  customer_reference text, account_id bigint, currency text, rate_e10 bigint, pre_priced boolean, tax_inclusive boolean, prepaid boolean,
  terms_days integer, placed_at timestamptz, ordered_on date, requested_on date, ship_to_country text, ship_to_region text,
  ship_to_site bigint, ship_to_address bigint, bill_to_site bigint, bill_to_address bigint, total bigint, tax_total bigint, freight bigint, freight_tax bigint, problems jsonb, decisions jsonb, intake_id bigint, custom jsonb)

-- name: insert_order_line :write insert
insert into orders.order_line (company_id, order_id, line_no, from_version, action, external_line_id, item_id, sku, item_class, kind, uom,
  quantity, unit_price, net, tax, freight, tax_rate_id, tax_percent, unit_cost, waterfall, custom, charges, sold)
select r.* from :rows(company_id bigint, order_id bigint, line_no integer, from_version integer, action text, external_line_id text,
  item_id bigint, sku text, item_class text, kind text, uom text, quantity numeric, unit_price numeric, net bigint, tax bigint,
  freight bigint, tax_rate_id bigint, tax_percent numeric, unit_cost numeric, waterfall jsonb, custom jsonb, charges jsonb,
  sold jsonb)

-- name: insert_line_configuration :write insert
-- Of agreed orders alone; a line that is neither configured nor a component has none.
insert into orders.line_configuration (company_id, order_id, line_no, parent_no, per_parent, option, configuration)
select r.* from :rows(company_id bigint, order_id bigint, line_no integer, parent_no integer, per_parent integer, option text,
  configuration jsonb)

-- name: insert_fulfillment_line :write insert
-- What is split off was promised first what the part was that it comes from, and what its order fixed of that holds for it, too.
insert into orders.fulfillment_line (company_id, order_id, id, line_no, item_id, location_id, quantity, supply, requested_on, promised_on,
  first_promised_on, decision, split_from, share_whole, share_from, from_location_id, share_net, share_tax, share_freight)
select r.company_id, r.order_id, r.id, r.line_no, r.item_id, r.location_id, r.quantity, r.supply, r.requested_on, r.promised_on,
  case when r.split_from is null then r.promised_on else coalesce((select f.first_promised_on from orders.fulfillment_line f
    where f.company_id = r.company_id and f.order_id = r.order_id and f.id = r.split_from), r.promised_on) end,
  case when r.split_from is null then r.decision else coalesce((select jsonb_strip_nulls(jsonb_build_object('only', f.decision->'only',
      'whole', f.decision->'whole', 'together', f.decision->'together', 'unit', f.decision->'unit',
      'shipMethod', f.decision->'shipMethod')) from orders.fulfillment_line f
    where f.company_id = r.company_id and f.order_id = r.order_id and f.id = r.split_from), '{}') || r.decision end,
  r.split_from, r.share_whole, r.share_from, r.from_id, r.share_net, r.share_tax, r.share_freight
from :rows(company_id bigint, order_id bigint, id bigint, line_no integer, item_id bigint, location_id bigint, quantity numeric,
  supply text, requested_on date, promised_on date, decision jsonb, split_from bigint, share_whole numeric, share_from numeric, from_id bigint,
  share_net bigint, share_tax bigint, share_freight bigint)

-- name: insert_order_state :write insert
insert into orders.order_state (company_id, order_id, version, revision, state, open_holds, priority, source, placed_at, lines, status, fulfillment_status,
  billing_status, payment_status, promised_on)
select r.* from :rows(company_id bigint, order_id bigint, version integer, revision bigint, state text, open_holds integer, priority smallint, source text,
  placed_at timestamptz, lines integer, status text, fulfillment_status text, billing_status text, payment_status text, promised_on date)

-- name: insert_hold :write insert
-- Those that do not stop all of an order are counted apart; its row is locked.
with given as materialized (
  select r.company_id, r.order_id, r.id, r.line_no, nullif(r.line_nos, '{}') as line_nos, r.task_kind, r.kind, r.code, r.reason, r.placed_by,
    r.placed_batch, r.expires_on
  from :rows(company_id bigint, order_id bigint, id bigint, line_no integer, line_nos integer[], task_kind text, kind text, code text,
    reason text, placed_by text, placed_batch bigint, expires_on date)
), counted as (
  update orders.order_state s set scoped_holds = s.scoped_holds + g.more
  from (select company_id, order_id, count(*)::integer as more from given where line_nos is not null or task_kind is not null group by 1, 2) g
  where s.company_id = g.company_id and s.order_id = g.order_id
)
insert into orders.hold (company_id, order_id, id, line_no, line_nos, task_kind, kind, code, reason, placed_by, placed_batch, expires_on)
select g.company_id, g.order_id, g.id, g.line_no, g.line_nos, g.task_kind, g.kind, g.code, g.reason, g.placed_by, g.placed_batch, g.expires_on
from given g

-- name: insert_draft :write insert
-- Sealed: it names people.
insert into orders.draft (company_id, order_id, key, input)
select r.* from :rows(company_id bigint, order_id bigint, key bytea, input bytea)

-- name: replace_draft :write insert
-- With a new key: the old one sealed the old input. One that was erased meanwhile is not stated anew: DK001.
with wanted as (
  select * from :rows(company_id bigint, order_id bigint, key bytea, input bytea)
), replaced as (
  update orders.draft d set key = w.key, input = w.input from wanted w
  where d.company_id = w.company_id and d.order_id = w.order_id
  returning 1
)
select platform.verify((select count(*) from replaced) = (select count(*) from wanted)) as verified

-- name: delete_draft :write insert
delete from orders.draft d using :rows(company_id bigint, order_id bigint) where d.company_id = r.company_id and d.order_id = r.order_id

-- name: insert_history :write insert
insert into orders.history (company_id, order_id, batch, act, actor, reason, changes, events, known)
select r.company_id, r.order_id, r.batch, r.act, r.actor, r.reason, r.changes, string_to_array(r.events, ' '), r.known
from :rows(company_id bigint, order_id bigint, batch bigint, act text, actor text, reason text, changes jsonb, events text, known jsonb)

-- name: end_remorse :write insert
-- The time in which an order may be taken back ends sooner than was decided; its order is locked, its history keeps both.
update orders.sales_order o set decisions = o.decisions || jsonb_build_object('remorseUntil', r.until)
from :rows(company_id bigint, id bigint, version integer, until text)
where o.company_id = r.company_id and o.id = r.id and o.version = r.version

-- name: lock_orders :lock order
select count(*) as locked from (
  select 1 from orders.order_state s
  where (s.company_id, s.order_id) in (select r.company_id, r.order_id from :rows(company_id bigint, order_id bigint))
  order by s.company_id, s.order_id for update
) l

-- name: move_order :write order
-- Every batch that changes an order passes here: the revision that its decision saw must still stand, else DK001. `lines`
-- null: they were not read and did not change.
with wanted as (
  select * from :rows(company_id bigint, order_id bigint, revision bigint, version integer, state text, priority smallint,
    open_holds integer, placed_at timestamptz, lines integer, status text, fulfillment_status text, billing_status text, payment_status text, promised_on date)
), moved as (
  update orders.order_state s
  set revision = s.revision + 1, version = w.version, state = w.state, priority = w.priority, open_holds = w.open_holds,
    placed_at = w.placed_at, lines = coalesce(w.lines, s.lines), status = w.status, fulfillment_status = w.fulfillment_status,
    billing_status = w.billing_status, payment_status = w.payment_status, promised_on = w.promised_on
  from wanted w
  where s.company_id = w.company_id and s.order_id = w.order_id and s.revision = w.revision
  returning s.company_id, s.order_id
)
select platform.verify((select count(*) from moved) = (select count(*) from wanted)) as verified

-- name: move_fulfillment_line :write insert
-- Cumulative quantities and amounts of a line; its order is locked.
update orders.fulfillment_line f
set shipped = r.shipped, invoiced = r.invoiced, returned = r.returned, billed_net = r.billed_net, billed_tax = r.billed_tax,
  billed_freight = r.billed_freight
from :rows(company_id bigint, order_id bigint, id bigint, shipped numeric, invoiced numeric, returned numeric, billed_net bigint,
  billed_tax bigint, billed_freight bigint)
where f.company_id = r.company_id and f.order_id = r.order_id and f.id = r.id

-- name: cancel_fulfillment_line :write insert
-- Its order is locked. Of several cancellations of one batch each takes its own.
update orders.fulfillment_line f set cancelled = f.cancelled + r.quantity
from (select company_id, order_id, id, sum(quantity) as quantity
  from :rows(company_id bigint, order_id bigint, id bigint, quantity numeric) group by 1, 2, 3) r
where f.company_id = r.company_id and f.order_id = r.order_id and f.id = r.id

-- name: insert_cancellation :write insert
-- A row a part and batch: what two requests of one batch cancel of a part adds up, the first one says why.
insert into orders.cancellation as c (company_id, order_id, part_id, batch, quantity, net, tax, freight, actor, reason)
select r.company_id, r.order_id, r.part_id, r.batch, sum(r.quantity), sum(r.net), sum(r.tax), sum(r.freight),
  (array_agg(r.actor))[1], (array_agg(r.reason))[1]
from :rows(company_id bigint, order_id bigint, part_id bigint, batch bigint, quantity numeric, net bigint, tax bigint, freight bigint,
  actor text, reason text)
group by 1, 2, 3, 4

-- name: shrink_fulfillment_line :write insert
-- A part is split: what it keeps, of which amounts it has its share. Its order is locked. One that is split twice keeps the least.
update orders.fulfillment_line f set quantity = r.quantity, share_whole = r.share_whole
from (select company_id, order_id, id, min(quantity) as quantity, max(share_whole) as share_whole
  from :rows(company_id bigint, order_id bigint, id bigint, quantity numeric, share_whole numeric) group by 1, 2, 3) r
where f.company_id = r.company_id and f.order_id = r.order_id and f.id = r.id

-- name: reason_fulfillment_line :write insert
-- Why it comes from where it comes now; its order is locked.
update orders.fulfillment_line f set decision = r.decision
from :rows(company_id bigint, order_id bigint, id bigint, decision jsonb)
where f.company_id = r.company_id and f.order_id = r.order_id and f.id = r.id

-- name: add_to_decision :write insert
-- More of why it comes as it does; its order is locked.
update orders.fulfillment_line f set decision = f.decision || r.more
from :rows(company_id bigint, order_id bigint, id bigint, more jsonb)
where f.company_id = r.company_id and f.order_id = r.order_id and f.id = r.id

-- name: forget_min_split :write insert
-- Its first part has left it, or is served beside it: what is left comes as it may. Its order is locked.
update orders.fulfillment_line f set decision = f.decision - 'minSplitQuantity'
from :rows(company_id bigint, order_id bigint, id bigint)
where f.company_id = r.company_id and f.order_id = r.order_id and f.id = r.id

-- name: source_fulfillment_line :write insert
-- A promise was changed: another source or date; its order is locked.
update orders.fulfillment_line f
set location_id = r.location_id, supply = r.supply, promised_on = r.promised_on, from_location_id = r.from_id,
  first_promised_on = coalesce(f.first_promised_on, r.promised_on),
  decision = case when r.arrives_on is not null then f.decision || jsonb_build_object('arrivesOn', r.arrives_on)
    else f.decision - 'arrivesOn' end
from :rows(company_id bigint, order_id bigint, id bigint, location_id bigint, supply text, promised_on date, arrives_on date, from_id bigint)
where f.company_id = r.company_id and f.order_id = r.order_id and f.id = r.id

-- name: read_orders :read
-- The newest version of each order, with its state.
-- notnull: cancelled_total
select o.company_id, o.id, o.version, o.order_type, o.source, o.external_id, o.customer_reference, o.account_id, o.currency, o.rate_e10,
  o.pre_priced, o.tax_inclusive, o.prepaid, o.terms_days, o.placed_at, o.ordered_on, o.requested_on, o.ship_to_country, o.ship_to_region,
  o.ship_to_site, o.ship_to_address, o.bill_to_site, o.bill_to_address, o.total, o.tax_total, o.freight, o.freight_tax, o.problems, o.decisions, o.intake_id, o.custom, s.revision, s.state, s.open_holds, s.scoped_holds, s.priority,
  -- Only what was to be paid beforehand is compared with money that is there.
  case when o.prepaid then coalesce((select sum(c.net + c.tax + c.freight) from orders.cancellation c
    where c.company_id = o.company_id and c.order_id = o.id), 0) else 0 end::bigint as cancelled_total
from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)
cross join lateral (select * from orders.order_state s where s.company_id = w.company_id and s.order_id = w.order_id offset 0) s
cross join lateral (select * from orders.sales_order o where o.company_id = w.company_id and o.id = w.order_id and o.version = s.version offset 0) o

-- name: read_shown_status :read
-- The batch that moved an order wrote its status into the same row.
select s.company_id, s.order_id, s.status
from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)
cross join lateral (select * from orders.order_state s where s.company_id = w.company_id and s.order_id = w.order_id offset 0) s

-- name: read_order_sizes :read
-- How many lines an order has, without a look at them.
select s.company_id, s.order_id, s.lines
from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)
cross join lateral (select * from orders.order_state s where s.company_id = w.company_id and s.order_id = w.order_id offset 0) s

-- name: read_order_lines :read
-- The lines that stand: of each number the newest copy, deleted ones left out.
-- null: sold
select l.company_id, l.order_id, l.line_no, l.external_line_id, l.item_id, l.sku, l.item_class, l.kind, l.uom, l.quantity, l.unit_price,
  l.net, l.tax, l.freight, l.tax_rate_id, l.tax_percent, l.unit_cost, l.charges, l.sold
from (
  select distinct on (l.company_id, l.order_id, l.line_no) l.company_id, l.order_id, l.line_no, l.action, l.external_line_id, l.item_id,
    l.sku, l.item_class, l.kind, l.uom, l.quantity, l.unit_price, l.net, l.tax, l.freight, l.tax_rate_id, l.tax_percent, l.unit_cost, l.charges, l.sold
  from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)
  cross join lateral (select * from orders.order_line l where l.company_id = w.company_id and l.order_id = w.order_id offset 0) l
  order by l.company_id, l.order_id, l.line_no, l.from_version desc
) l where l.action <> 'delete'
order by l.company_id, l.order_id, l.line_no

-- name: read_components :read
-- Lines that configured lines brought, with how many of them go with one.
-- notnull: parent_no, per_parent
select c.company_id, c.order_id, c.line_no, c.parent_no, c.per_parent
from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)
cross join lateral (select * from orders.line_configuration c
  where c.company_id = w.company_id and c.order_id = w.order_id and c.parent_no is not null offset 0) c
order by c.company_id, c.order_id, c.line_no

-- name: read_lines_of_parts :read
-- The lines that parts of orders belong to, each with all of its parts. An order's parts are walked once, however many are asked for.
-- notnull: part_ids
-- null: bound_to, sold
with part as (
  select f.company_id, f.order_id, f.line_no, array_agg(f.id) as part_ids,
    max(f.location_id) filter (where f.decision ? 'only') as bound_to
  from (select distinct w.company_id, w.order_id from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)) o
  cross join lateral (select * from orders.fulfillment_line f where f.company_id = o.company_id and f.order_id = o.order_id offset 0) f
  group by f.company_id, f.order_id, f.line_no having bool_or(f.id = any(:part_ids::bigint[]))
)
select l.company_id, l.order_id, l.line_no, l.external_line_id, l.item_id, l.sku, l.item_class, l.kind, l.uom, l.quantity, l.unit_price,
  l.net, l.tax, l.freight, l.tax_rate_id, l.tax_percent, l.unit_cost, l.charges, l.sold, p.part_ids, p.bound_to
from part p
cross join lateral (select * from orders.order_line l where l.company_id = p.company_id and l.order_id = p.order_id
  and l.line_no = p.line_no and l.action <> 'delete' order by l.from_version desc limit 1) l

-- name: read_fulfillment_lines :read
-- null: location_id, requested_on, promised_on, first_promised_on, ship_method, together, unit, min_split, split_from, share_whole, from_location_id, share_net, share_tax, share_freight
select f.company_id, f.order_id, f.id, f.line_no, f.item_id, f.location_id, f.quantity, f.supply, f.requested_on, f.promised_on,
  f.first_promised_on, f.shipped, f.invoiced, f.returned, f.cancelled, f.billed_net, f.billed_tax, f.billed_freight,
  f.decision ? 'only' as bound, f.decision->>'shipMethod' as ship_method, f.decision ? 'whole' as whole,
  (f.decision->>'together')::integer as together, (f.decision->>'unit')::numeric(20, 6) as unit,
  (f.decision->>'minSplitQuantity')::numeric(20, 6) as min_split,
  f.split_from, f.share_whole, f.share_from, f.from_location_id, f.share_net, f.share_tax, f.share_freight
from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)
cross join lateral (select * from orders.fulfillment_line f where f.company_id = w.company_id and f.order_id = w.order_id offset 0) f
order by f.company_id, f.order_id, f.id

-- name: read_fulfillment_sums :read
-- The fulfillment lines of an order added up as one: all that its statuses and its end depend on.
-- null: promised_on
select f.company_id, f.order_id, sum(f.quantity - f.cancelled)::numeric(20, 6) as quantity,
  bool_or(f.supply = 'backorder' and f.cancelled < f.quantity) as backordered,
  case when bool_and(f.promised_on is not null or f.cancelled = f.quantity) then max(f.promised_on) filter (where f.cancelled < f.quantity) end as promised_on,
  sum(f.shipped)::numeric(20, 6) as shipped, sum(f.invoiced)::numeric(20, 6) as invoiced, sum(f.returned)::numeric(20, 6) as returned
from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)
cross join lateral (select * from orders.fulfillment_line f where f.company_id = w.company_id and f.order_id = w.order_id offset 0) f
group by f.company_id, f.order_id

-- name: read_holds :read
-- null: line_no, line_nos, task_kind, expires_on, released_batch
select h.company_id, h.order_id, h.id, h.line_no, h.line_nos, h.task_kind, h.kind, h.code, h.reason, h.placed_by, h.expires_on, h.released_batch
from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)
cross join lateral (select * from orders.hold h where h.company_id = w.company_id and h.order_id = w.order_id offset 0) h
order by h.company_id, h.order_id, h.id

-- name: release_hold :write insert
-- What was released before stays as it was; the row of the order is locked.
with released as (
  update orders.hold h set released_batch = r.batch, released_by = r.released_by, release_reason = r.reason
  from :rows(company_id bigint, order_id bigint, id bigint, batch bigint, released_by text, reason text)
  where h.company_id = r.company_id and h.order_id = r.order_id and h.id = r.id and h.released_batch is null
  returning h.company_id, h.order_id, h.line_nos is not null or h.task_kind is not null as scoped
)
update orders.order_state s set scoped_holds = s.scoped_holds - g.fewer
from (select company_id, order_id, count(*)::integer as fewer from released where scoped group by 1, 2) g
where s.company_id = g.company_id and s.order_id = g.order_id

-- name: find_expired_holds :read
-- Holds whose day has come, by the business date of each company.
select h.company_id, h.order_id, h.id, h.expires_on
from unnest(:company_ids::bigint[], :todays::date[]) as w(company_id, today)
cross join lateral (select * from orders.hold h where h.company_id = w.company_id and h.released_batch is null
  and h.expires_on <= w.today order by h.expires_on, h.id limit :most::bigint) h
order by h.expires_on, h.id limit :most::bigint

-- name: read_drafts :read
-- With the greatest number that a line of it ever had: none is given twice.
-- notnull: last_line
select d.company_id, d.order_id, d.key, d.input,
  (select max(l.line_no) from orders.order_line l where l.company_id = d.company_id and l.order_id = d.order_id) as last_line
from unnest(:company_ids::bigint[], :order_ids::bigint[]) as w(company_id, order_id)
cross join lateral (select * from orders.draft d where d.company_id = w.company_id and d.order_id = w.order_id offset 0) d

-- name: read_customer_references :read
-- Orders of an account that carry a customer reference (A1-13). Asked only for sources that want it.
select o.company_id, o.account_id, o.customer_reference, min(o.id) as order_id
from unnest(:company_ids::bigint[], :account_ids::bigint[], :refs::text[]) as w(company_id, account_id, ref)
cross join lateral (select * from orders.sales_order o where o.company_id = w.company_id and o.account_id = w.account_id and o.customer_reference = w.ref offset 0) o
group by o.company_id, o.account_id, o.customer_reference
