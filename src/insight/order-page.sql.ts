// Written by `npm run generate` from order-page.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

/** Whose the order is, and what its amounts are counted in. */
export const readOrderOfPage: ReadStatement<{ companyId: bigint | null; orderId: bigint | null }, { account_id: bigint | null; currency: string; rate_e10: bigint; decisions: Json; functional_currency: string }> = {
  name: 'insight.read_order_of_page',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select o.account_id, o.currency, o.rate_e10, o.decisions, y.currency as functional_currency\nfrom orders.order_state s\njoin orders.sales_order o on o.company_id = $1::bigint and o.id = s.order_id and o.version = s.version\njoin organization.company y on y.company_id = $1::bigint\nwhere s.company_id = $1::bigint and s.order_id = $2::bigint",
}

export const readPartLine: ReadStatement<{ companyId: bigint | null; orderId: bigint | null; partId: bigint | null }, { line_no: number }> = {
  name: 'insight.read_part_line',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
    { name: 'partId', type: 'bigint', array: false },
  ],
  text: "select f.line_no from orders.fulfillment_line f\nwhere f.company_id = $1::bigint and f.order_id = $2::bigint and f.id = $3::bigint",
}

/** As `read_order_lines`, along the primary key from one line on. */
export const listOrderLines: ReadStatement<{ companyId: bigint | null; orderId: bigint | null; after: number | null; fetch: bigint | null }, { line_no: number; from_version: number; action: string; external_line_id: string | null; item_id: bigint | null; sku: string; item_class: string; kind: string; uom: string; quantity: bigint; unit_price: bigint; net: bigint; tax: bigint; freight: bigint; tax_percent: bigint; unit_cost: bigint | null; waterfall: Json; custom: Json; charges: Json | null; sold: Json | null; item_name: string | null; parent_no: number | null; per_parent: number | null; configuration: Json | null }> = {
  name: 'insight.list_order_lines',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
    { name: 'after', type: 'integer', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select * from (\n  select distinct on (l.line_no) l.line_no, l.from_version, l.action, l.external_line_id, l.item_id, l.sku, l.item_class,\n    l.kind, l.uom, l.quantity, l.unit_price, l.net, l.tax, l.freight, l.tax_percent, l.unit_cost, l.waterfall, l.custom, l.charges, l.sold,\n    i.name as item_name, c.parent_no, c.per_parent, c.configuration\n  from orders.order_state s\n  join orders.order_line l on l.company_id = $1::bigint and l.order_id = s.order_id and l.from_version <= s.version\n  left join catalog.item i on i.company_id = $1::bigint and i.id = l.item_id\n  left join orders.line_configuration c on c.company_id = $1::bigint and c.order_id = l.order_id and c.line_no = l.line_no\n  where s.company_id = $1::bigint and s.order_id = $2::bigint and l.line_no > $3::integer\n  order by l.line_no, l.from_version desc\n) l where l.action <> 'delete' order by l.line_no limit $4::bigint",
}

/** The fulfillment lines of the same lines. */
export const listPartsOfLines: ReadStatement<{ companyId: bigint | null; orderId: bigint | null; after: number | null; fetch: bigint | null }, { id: bigint; line_no: number; item_id: bigint; quantity: bigint; supply: string; requested_on: string | null; promised_on: string | null; first_promised_on: string | null; split_from: bigint | null; decision: Json; shipped: bigint; invoiced: bigint; returned: bigint; cancelled: bigint; location_code: string | null; location_name: string | null; item_kind: string }> = {
  name: 'insight.list_parts_of_lines',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
    { name: 'after', type: 'integer', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select f.id, f.line_no, f.item_id, f.quantity, f.supply, f.requested_on, f.promised_on, f.first_promised_on, f.split_from, f.decision,\n  f.shipped, f.invoiced, f.returned, f.cancelled, l.code as location_code, l.name as location_name, coalesce(i.kind, 'goods') as item_kind\nfrom orders.fulfillment_line f\nleft join inventory.location l on l.company_id = $1::bigint and l.id = f.location_id\nleft join catalog.item i on i.company_id = $1::bigint and i.id = f.item_id\nwhere f.company_id = $1::bigint and f.order_id = $2::bigint\n  and f.line_no = any(array(\n    select n.line_no from (\n      select distinct on (n.line_no) n.line_no, n.action from orders.order_state s\n      join orders.order_line n on n.company_id = $1::bigint and n.order_id = s.order_id and n.from_version <= s.version\n      where s.company_id = $1::bigint and s.order_id = $2::bigint and n.line_no > $3::integer\n      order by n.line_no, n.from_version desc\n    ) n where n.action <> 'delete' order by n.line_no limit $4::bigint))\norder by f.line_no, f.id",
}

/** What of the net amount of the same lines was cancelled, billed and credited. It is put in groups, not joined: whatever the estimates are, no part is looked for among all others. */
export const sumLineAmounts: ReadStatement<{ companyId: bigint | null; orderId: bigint | null; after: number | null; fetch: bigint | null }, { line_no: number; cancelled: bigint; billed: bigint; credited: bigint }> = {
  name: 'insight.sum_line_amounts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
    { name: 'after', type: 'integer', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select p.line_no, coalesce(sum(p.cancelled), 0)::bigint as cancelled, coalesce(sum(p.billed), 0)::bigint as billed,\n  coalesce(sum(p.credited), 0)::bigint as credited\nfrom (\n  select max(x.line_no) as line_no, sum(x.cancelled) as cancelled, sum(x.billed) as billed, sum(x.credited) as credited from (\n    select f.id as part_id, f.line_no, null::bigint as cancelled, null::bigint as billed, null::bigint as credited\n    from orders.fulfillment_line f\n    where f.company_id = $1::bigint and f.order_id = $2::bigint\n      and f.line_no = any(array(\n        select n.line_no from (\n          select distinct on (n.line_no) n.line_no, n.action from orders.order_state s\n          join orders.order_line n on n.company_id = $1::bigint and n.order_id = s.order_id and n.from_version <= s.version\n          where s.company_id = $1::bigint and s.order_id = $2::bigint and n.line_no > $3::integer\n          order by n.line_no, n.from_version desc\n        ) n where n.action <> 'delete' order by n.line_no limit $4::bigint))\n    union all\n    select c.part_id, null, c.net, null, null from orders.cancellation c\n    where c.company_id = $1::bigint and c.order_id = $2::bigint\n    union all\n    select n.source_id, null, null, case when v.kind <> 'credit_memo' then n.net end, case when v.kind = 'credit_memo' then n.net end\n    from billing.invoice v\n    join billing.invoice_line n on n.company_id = $1::bigint and n.invoice_id = v.id\n    where v.company_id = $1::bigint and v.cause_id = $2::bigint\n  ) x group by x.part_id\n) p\nwhere p.line_no is not null\ngroup by p.line_no",
}

/** A fact of ten thousand lines is told by its first changes, and how many there are. */
export const listTimeline: ReadStatement<{ companyId: bigint | null; orderId: bigint | null; after: bigint | null; fetch: bigint | null }, { pos: bigint; at: Date; act: string; actor: string; reason: string | null; changes: Json; events: string[]; changed: number }> = {
  name: 'insight.list_timeline',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
    { name: 'after', type: 'bigint', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select g.pos, g.at, h.act, h.actor, h.reason, jsonb_path_query_array(h.changes, '$[0 to 99]') as changes, h.events,\n  jsonb_array_length(h.changes) as changed\nfrom orders.history h\njoin platform.company_log g on g.company_id = $1::bigint and g.batch = h.batch\nwhere h.company_id = $1::bigint and h.order_id = $2::bigint and g.pos > $3::bigint\norder by g.pos limit $4::bigint",
}

/** As `read_books`, from one posting on. */
export const listOrderPostings: ReadStatement<{ companyId: bigint | null; orderId: bigint | null; afterEntry: bigint | null; afterOrdinal: number | null; fetch: bigint | null }, { id: bigint; pos: bigint | null; event: string; posted_on: string; source_type: string; source_id: bigint; currency: string; stray_id: bigint | null; ordinal: number; amount: bigint; functional_amount: bigint; kind: string; line_id: bigint | null; rule_id: bigint | null; debit: string; credit: string }> = {
  name: 'insight.list_order_postings',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
    { name: 'afterEntry', type: 'bigint', array: false },
    { name: 'afterOrdinal', type: 'integer', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select e.id, g.pos, e.event, e.posted_on, e.source_type, e.source_id, e.currency, e.stray_id, p.ordinal, p.amount,\n  p.functional_amount, p.kind, p.line_id, p.rule_id, d.code as debit, c.code as credit\nfrom (\n  select e.*, case when e.source_type = 'stray' then e.source_id end as stray_id from ledger.entry e\n  where e.company_id = $1::bigint and e.cause_id = $2::bigint\n  union all\n  select e.*, s.id from fulfillment.stray s\n  cross join lateral (\n    select e.* from ledger.entry e\n    where e.company_id = $1::bigint and e.source_id = s.invoice_id and e.cause_id is null and e.source_type = 'invoice'\n    union all\n    select e.* from billing.application a\n    join ledger.entry e on e.company_id = $1::bigint and e.id = a.id\n    where a.company_id = $1::bigint and a.invoice_id = s.invoice_id\n    offset 0\n  ) e\n  where s.company_id = $1::bigint and s.cause_id = $2::bigint and s.invoice_id is not null\n) e\njoin ledger.posting_public p on p.company_id = $1::bigint and p.entry_id = e.id\njoin ledger.account d on d.company_id = $1::bigint and d.id = p.debit_account\njoin ledger.account c on c.company_id = $1::bigint and c.id = p.credit_account\nleft join platform.company_log g on g.company_id = $1::bigint and g.batch = e.batch\nwhere e.id >= $3::bigint and (e.id > $3::bigint or p.ordinal > $4::integer)\norder by e.id, p.ordinal limit $5::bigint",
}

/** A component may hold every line of the order: its first lines are named. */
export const listOrderTasks: ReadStatement<{ companyId: bigint | null; orderId: bigint | null; after: bigint | null; fetch: bigint | null }, { id: bigint; component_id: bigint; kind: string; name: string | null; mode: string; generation: number; state: string; waits: number; frees: bigint[]; start_at: Date | null; input: Json | null; output: Json | null; problem: string | null; due_at: Date | null; attempt: number | null; component_kind: string; key: string; pattern: string; model_version: number; planned_start: Date | null; planned_end: Date | null; location_code: string | null; location_name: string | null; lines: number; line_nos: number[] }> = {
  name: 'insight.list_order_tasks',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
    { name: 'after', type: 'bigint', array: false },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select t.id, t.component_id, t.kind, t.name, t.mode, t.generation, t.state, t.waits, t.frees, t.start_at, t.input, t.output, t.problem,\n  r.due_at, r.attempt, c.kind as component_kind, c.key, c.pattern, c.model_version, c.planned_start, c.planned_end, l.code as location_code,\n  l.name as location_name, cardinality(c.line_ids) + cardinality(c.line_nos) as lines,\n  c.line_nos[1:20] || array(select f.line_no from orders.fulfillment_line f\n    where f.company_id = $1::bigint and f.order_id = t.order_id and f.id = any(c.line_ids[1:20])\n    group by f.line_no order by f.line_no) as line_nos\nfrom orchestration.task t\ncross join lateral (select * from orchestration.component c\n  where c.company_id = $1::bigint and c.order_id = $2::bigint and c.id = t.component_id offset 0) c\nleft join inventory.location l on l.company_id = $1::bigint and l.id = c.location_id\nleft join lateral (select r.due_at, r.attempt from orchestration.ready r\n  where r.company_id = $1::bigint and r.order_id = $2::bigint and r.task_id = t.id offset 0) r on true\nwhere t.company_id = $1::bigint and t.order_id = $2::bigint and t.id > $3::bigint\norder by t.id limit $4::bigint",
}
