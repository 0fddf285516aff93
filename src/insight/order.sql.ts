// Written by `npm run generate` from order.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

/** Behind a unit separator (31) stands the account of a customer who orders under ids of its own. */
export const findOrdersBySource: ReadStatement<{ companyId: bigint | null; source: string | null; externalId: string | null }, { order_id: bigint }> = {
  name: 'insight.find_orders_by_source',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'source', type: 'text', array: false },
    { name: 'externalId', type: 'text', array: false },
  ],
  text: "select distinct k.order_id from (\n  select k.order_id from orders.source_key k\n  where k.company_id = $1::bigint and k.source = $2::text and k.external_id = $3::text\n  union all\n  select k.order_id from orders.source_key k\n  where k.company_id = $1::bigint and k.source = $2::text\n    and k.external_id >= $3::text || chr(31) and k.external_id < $3::text || chr(32)\n) k\nlimit 100",
}

/** Whose order it is: of each company one look by key. */
export const findCompanyOfOrder: ReadStatement<{ orderId: bigint | null }, { company_id: bigint }> = {
  name: 'insight.find_company_of_order',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select s.company_id from organization.company c\njoin orders.order_state s on s.company_id = c.company_id and s.order_id = $1::bigint",
}

export const readOrderHead: ReadStatement<{ companyId: bigint | null; orderId: bigint | null }, { id: bigint; version: number; revision: bigint; state: string; open_holds: number; priority: number; order_type: string; source: string; external_id: string; customer_reference: string | null; account_id: bigint | null; currency: string; pre_priced: boolean; tax_inclusive: boolean; prepaid: boolean; terms_days: number; placed_at: Date; ordered_on: string; requested_on: string | null; ship_to_country: string; ship_to_region: string; total: bigint; tax_total: bigint; freight: bigint; freight_tax: bigint; problems: Json; decisions: Json; rate_e10: bigint; custom: Json; lines: number; functional_currency: string; setup_version: bigint; status: string; fulfillment_status: string; billing_status: string; payment_status: string; promised_on: string | null; fallout: boolean; account_number: string | null; customer_number: string | null; customer_name: string | null; cancelled_total: bigint }> = {
  name: 'insight.read_order_head',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select o.id, o.version, s.revision, s.state, s.open_holds, s.priority, o.order_type, o.source, o.external_id, o.customer_reference,\n  o.account_id, o.currency, o.pre_priced, o.tax_inclusive, o.prepaid, o.terms_days, o.placed_at, o.ordered_on,\n  o.requested_on, o.ship_to_country, o.ship_to_region, o.total, o.tax_total, o.freight, o.freight_tax, o.problems,\n  o.decisions, o.rate_e10, o.custom, s.lines, y.currency as functional_currency, y.setup_version,\n  s.status, s.fulfillment_status, s.billing_status, s.payment_status, s.promised_on,\n  exists (select from orchestration.task t where t.company_id = $1::bigint and t.order_id = $2::bigint\n    and t.problem is not null and t.state = 'failed') as fallout,\n  a.number as account_number, c.number as customer_number, d.name as customer_name,\n  (select coalesce(sum(x.net + x.tax + x.freight), 0)::bigint from orders.cancellation x\n    where x.company_id = $1::bigint and x.order_id = $2::bigint) as cancelled_total\nfrom orders.order_state s\njoin orders.sales_order o on o.company_id = $1::bigint and o.id = s.order_id and o.version = s.version\njoin organization.company y on y.company_id = $1::bigint\nleft join customers.account a on a.company_id = $1::bigint and a.id = o.account_id\nleft join customers.customer c on c.company_id = $1::bigint and c.id = a.customer_id\nleft join customers.person_data d on d.company_id = $1::bigint and d.customer_id = a.customer_id and d.id = 0\nwhere s.company_id = $1::bigint and s.order_id = $2::bigint",
}

/** A line stands from its version until a newer one of the same number; one that an edit took out stands no more. */
export const readOrderLines: ReadStatement<{ companyId: bigint | null; orderId: bigint | null }, { line_no: number; from_version: number; action: string; external_line_id: string | null; item_id: bigint | null; sku: string; item_class: string; kind: string; uom: string; quantity: bigint; unit_price: bigint; net: bigint; tax: bigint; freight: bigint; tax_percent: bigint; unit_cost: bigint | null; waterfall: Json; custom: Json; charges: Json | null; sold: Json | null; item_name: string | null; parent_no: number | null; per_parent: number | null; configuration: Json | null }> = {
  name: 'insight.read_order_lines',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select * from (\n  select distinct on (l.line_no) l.line_no, l.from_version, l.action, l.external_line_id, l.item_id, l.sku, l.item_class,\n    l.kind, l.uom, l.quantity, l.unit_price, l.net, l.tax, l.freight, l.tax_percent, l.unit_cost, l.waterfall, l.custom, l.charges, l.sold,\n    i.name as item_name, c.parent_no, c.per_parent, c.configuration\n  from orders.order_state s\n  join orders.order_line l on l.company_id = $1::bigint and l.order_id = s.order_id and l.from_version <= s.version\n  left join catalog.item i on i.company_id = $1::bigint and i.id = l.item_id\n  left join orders.line_configuration c on c.company_id = $1::bigint and c.order_id = l.order_id and c.line_no = l.line_no\n  where s.company_id = $1::bigint and s.order_id = $2::bigint\n  order by l.line_no, l.from_version desc\n) l where l.action <> 'delete' order by l.line_no",
}

export const readFulfillmentLines: ReadStatement<{ companyId: bigint | null; orderId: bigint | null }, { id: bigint; line_no: number; item_id: bigint; quantity: bigint; supply: string; requested_on: string | null; promised_on: string | null; first_promised_on: string | null; split_from: bigint | null; decision: Json; shipped: bigint; invoiced: bigint; returned: bigint; cancelled: bigint; location_code: string | null; location_name: string | null; item_kind: string }> = {
  name: 'insight.read_fulfillment_lines',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select f.id, f.line_no, f.item_id, f.quantity, f.supply, f.requested_on, f.promised_on, f.first_promised_on, f.split_from, f.decision,\n  f.shipped, f.invoiced, f.returned, f.cancelled, l.code as location_code, l.name as location_name, coalesce(i.kind, 'goods') as item_kind\nfrom orders.fulfillment_line f\nleft join inventory.location l on l.company_id = $1::bigint and l.id = f.location_id\nleft join catalog.item i on i.company_id = $1::bigint and i.id = f.item_id\nwhere f.company_id = $1::bigint and f.order_id = $2::bigint\norder by f.line_no, f.id",
}

/** Searches of an order for locations, the first one first, with what they knew. */
export const readSourcing: ReadStatement<{ companyId: bigint | null; orderId: bigint | null }, { attempt: number; rule: string; rule_version: number; record: Json; at: Date }> = {
  name: 'insight.read_sourcing',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select s.attempt, s.rule, s.rule_version, s.record, b.at\nfrom inventory.sourcing_search s\njoin platform.company_log b on b.company_id = s.company_id and b.batch = s.batch\nwhere s.company_id = $1::bigint and s.root_id = $2::bigint\norder by s.id limit 1000",
}

/** What is reserved for each part. A statement of its own: joined, an order that is just made would have all of it looked at for each of its parts. */
export const readReserved: ReadStatement<{ companyId: bigint | null; orderId: bigint | null }, { source_id: bigint; quantity: bigint }> = {
  name: 'insight.read_reserved',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select r.source_id, r.quantity from inventory.reservation_public r\nwhere r.company_id = $1::bigint and r.root_id = $2::bigint",
}

/** What the rules of a waterfall are called: price lists and promotions by their code, freight by where it holds. */
export const readRuleCodes: ReadStatement<{ companyId: bigint | null }, { id: bigint; code: string }> = {
  name: 'insight.read_rule_codes',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select l.id, l.code from pricing.price_list l where l.company_id = $1::bigint\nunion all\nselect p.id, p.code from pricing.promotion p where p.company_id = $1::bigint\nunion all\nselect a.id, a.code from pricing.adjustment_rule a where a.company_id = $1::bigint\nunion all\nselect g.id, g.code from pricing.agreement g where g.company_id = $1::bigint\nunion all\nselect f.id, f.currency || coalesce(' ' || f.country, '') || coalesce(' ' || f.ship_method, '') from pricing.freight_rule f where f.company_id = $1::bigint\nunion all\nselect c.id, c.code from pricing.charge_type c where c.company_id = $1::bigint\nunion all\nselect s.id, s.code from inventory.system s where s.company_id = $1::bigint and s.prices",
}

/** Promises name the locations that lost by their ids. */
export const readLocationCodes: ReadStatement<{ companyId: bigint | null }, { id: bigint; code: string }> = {
  name: 'insight.read_location_codes',
  kind: 'read',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select l.id, l.code from inventory.location l where l.company_id = $1::bigint",
}

export const readHolds: ReadStatement<{ companyId: bigint | null; orderId: bigint | null }, { id: bigint; line_no: number | null; line_nos: number[] | null; task_kind: string | null; kind: string; code: string; reason: string; placed_by: string; expires_on: string | null; released_batch: bigint | null; released_by: string | null; release_reason: string | null; placed_at: Date | null; released_at: Date | null }> = {
  name: 'insight.read_holds',
  kind: 'read',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select h.id, h.line_no, h.line_nos, h.task_kind, h.kind, h.code, h.reason, h.placed_by, h.expires_on, h.released_batch, h.released_by,\n  h.release_reason, p.at as placed_at, r.at as released_at\nfrom orders.hold h\nleft join platform.company_log p on p.company_id = $1::bigint and p.batch = h.placed_batch\nleft join platform.company_log r on r.company_id = $1::bigint and r.batch = h.released_batch\nwhere h.company_id = $1::bigint and h.order_id = $2::bigint order by h.id",
}

export const readComponents: ReadStatement<{ companyId: bigint | null; orderId: bigint | null }, { id: bigint; kind: string; key: string; pattern: string; model_version: number; line_ids: bigint[]; line_nos: number[]; planned_start: Date | null; planned_end: Date | null; location_code: string | null; location_name: string | null }> = {
  name: 'insight.read_components',
  kind: 'read',
  lockClass: 'insert',
  sequence: 10,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select c.id, c.kind, c.key, c.pattern, c.model_version, c.line_ids, c.line_nos, c.planned_start, c.planned_end, l.code as location_code, l.name as location_name\nfrom orchestration.component c\nleft join inventory.location l on l.company_id = $1::bigint and l.id = c.location_id\nwhere c.company_id = $1::bigint and c.order_id = $2::bigint order by c.id",
}

/** The queue is looked up by its key, whatever the statistics say of an order that is just made. */
export const readTasks: ReadStatement<{ companyId: bigint | null; orderId: bigint | null }, { id: bigint; component_id: bigint; kind: string; name: string | null; mode: string; generation: number; state: string; waits: number; frees: bigint[]; start_at: Date | null; input: Json | null; output: Json | null; problem: string | null; due_at: Date | null; attempt: number | null }> = {
  name: 'insight.read_tasks',
  kind: 'read',
  lockClass: 'insert',
  sequence: 11,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select t.id, t.component_id, t.kind, t.name, t.mode, t.generation, t.state, t.waits, t.frees, t.start_at, t.input, t.output, t.problem,\n  r.due_at, r.attempt\nfrom orchestration.task t\nleft join lateral (select r.due_at, r.attempt from orchestration.ready r\n  where r.company_id = $1::bigint and r.order_id = $2::bigint and r.task_id = t.id offset 0) r on true\nwhere t.company_id = $1::bigint and t.order_id = $2::bigint order by t.id",
}

export const readShipments: ReadStatement<{ companyId: bigint | null; orderId: bigint | null }, { id: bigint; released_on: string; state: string; carrier: string | null; tracking_number: string | null; location_code: string | null; location_name: string | null; keep_until: string | null }> = {
  name: 'insight.read_shipments',
  kind: 'read',
  lockClass: 'insert',
  sequence: 12,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select s.id, s.released_on, s.state, s.carrier, s.tracking_number, l.code as location_code, l.name as location_name, o.keep_until\nfrom fulfillment.shipment s\nleft join fulfillment.open_shipment o on o.company_id = $1::bigint and o.id = s.id\nleft join inventory.location l on l.company_id = $1::bigint and l.id = s.location_id\nwhere s.company_id = $1::bigint and s.cause_id = $2::bigint order by s.id",
}

export const readShipmentLines: ReadStatement<{ companyId: bigint | null; orderId: bigint | null }, { shipment_id: bigint; source_id: bigint; item_id: bigint; requested: bigint; shipped: bigint; sku: string | null }> = {
  name: 'insight.read_shipment_lines',
  kind: 'read',
  lockClass: 'insert',
  sequence: 13,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select s.shipment_id, s.source_id, s.item_id, s.requested, s.shipped, i.sku\nfrom fulfillment.shipment_line s left join catalog.item i on i.company_id = $1::bigint and i.id = s.item_id\nwhere s.company_id = $1::bigint and s.cause_id = $2::bigint order by s.shipment_id, s.source_id",
}

export const readConfirmations: ReadStatement<{ companyId: bigint | null; orderId: bigint | null }, { shipment_id: bigint; id: bigint; message_key: string; shipped_on: string }> = {
  name: 'insight.read_confirmations',
  kind: 'read',
  lockClass: 'insert',
  sequence: 14,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select c.shipment_id, c.id, c.message_key, c.shipped_on from fulfillment.confirmation c\nwhere c.company_id = $1::bigint and c.cause_id = $2::bigint order by c.shipment_id, c.id",
}

export const readStrays: ReadStatement<{ companyId: bigint | null; orderId: bigint | null }, { id: bigint; cause_id: bigint; shipment_id: bigint; source_id: bigint; why: string; left_on: string; quantity: bigint; state: string; billed: bigint; returned: bigint; written_off: bigint; invoice_id: bigint | null; expected_until: string | null; sku: string | null; location_code: string | null }> = {
  name: 'insight.read_strays',
  kind: 'read',
  lockClass: 'insert',
  sequence: 15,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select s.id, s.cause_id, s.shipment_id, s.source_id, s.why, s.left_on, s.quantity, s.state, s.billed, s.returned, s.written_off,\n  s.invoice_id, s.expected_until, i.sku, l.code as location_code\nfrom fulfillment.stray s\nleft join catalog.item i on i.company_id = $1::bigint and i.id = s.item_id\nleft join inventory.location l on l.company_id = $1::bigint and l.id = s.location_id\nwhere s.company_id = $1::bigint and s.cause_id = $2::bigint order by s.id",
}

/** Returns keep their lines under the same cause as the order that they refer to. */
export const readReturns: ReadStatement<{ companyId: bigint | null; orderId: bigint | null }, { id: bigint; returned_on: string; reason: string; reason_code: string | null; ordinal: number; source_id: bigint | null; item_id: bigint; quantity: bigint; sku: string | null; location_code: string | null; location_name: string | null }> = {
  name: 'insight.read_returns',
  kind: 'read',
  lockClass: 'insert',
  sequence: 16,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select r.id, r.returned_on, r.reason, r.reason_code, l.ordinal, l.source_id, l.item_id, l.quantity, i.sku, w.code as location_code,\n  w.name as location_name\nfrom fulfillment.customer_return r\njoin fulfillment.customer_return_line l on l.company_id = $1::bigint and l.cause_id = r.cause_id and l.return_id = r.id\nleft join catalog.item i on i.company_id = $1::bigint and i.id = l.item_id\nleft join inventory.location w on w.company_id = $1::bigint and w.id = l.location_id\nwhere r.company_id = $1::bigint and r.cause_id = $2::bigint order by r.id, l.ordinal",
}

/** Exchanges that goods of the order came back for, or that the order is the replacement of. */
export const readExchanges: ReadStatement<{ companyId: bigint | null; orderId: bigint | null }, { name: string; replacement: string; order_id: bigint; replacement_id: bigint | null; credit_memo_id: bigint | null; settled_at: Date | null }> = {
  name: 'insight.read_exchanges',
  kind: 'read',
  lockClass: 'insert',
  sequence: 17,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select e.name, e.replacement, e.order_id, e.replacement_id, e.credit_memo_id, e.settled_at\nfrom (\n  select x.* from channels.exchange x where x.company_id = $1::bigint and x.order_id = $2::bigint\n  union\n  select x.* from channels.exchange x where x.company_id = $1::bigint and x.replacement_id = $2::bigint\n) e\norder by e.name, e.replacement",
}

/** Those that bill it, and those of goods that left for it without a sale: these name no cause, their strays lead to them. */
export const readOrderInvoices: ReadStatement<{ companyId: bigint | null; orderId: bigint | null }, { id: bigint; kind: string; account_id: bigint; issued_on: string; due_on: string; currency: string; net: bigint; tax: bigint; freight: bigint; total: bigint; year: number | null; number: bigint | null; prefix: string | null; open: bigint | null; stray_id: bigint | null }> = {
  name: 'insight.read_order_invoices',
  kind: 'read',
  lockClass: 'insert',
  sequence: 18,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select v.id, v.kind, v.account_id, v.issued_on, v.due_on, v.currency, v.net, v.tax, v.freight, v.total, n.year, n.number,\n  e.prefix, i.open, v.stray_id\nfrom (\n  select v.*, null::bigint as stray_id from billing.invoice v\n  where v.company_id = $1::bigint and v.cause_id = $2::bigint\n  union all\n  select v.*, s.id from fulfillment.stray s\n  cross join lateral (select v.* from billing.invoice v where v.company_id = $1::bigint and v.id = s.invoice_id offset 0) v\n  where s.company_id = $1::bigint and s.cause_id = $2::bigint and s.invoice_id is not null\n) v\nleft join platform.document_number n on n.company_id = $1::bigint and n.document_id = v.id\nleft join organization.document_series e on e.company_id = $1::bigint and e.code = v.series\nleft join billing.open_item i on i.company_id = $1::bigint and i.account_id = v.account_id and i.invoice_id = v.id\norder by v.id",
}

/** What was applied to these, or from its credit memos; between two of them it is found twice. */
export const readOrderApplications: ReadStatement<{ companyId: bigint | null; orderId: bigint | null }, { id: bigint; from_type: string; from_id: bigint; invoice_id: bigint; applied_on: string; amount: bigint; rule: string }> = {
  name: 'insight.read_order_applications',
  kind: 'read',
  lockClass: 'insert',
  sequence: 19,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select distinct p.id, p.from_type, p.from_id, p.invoice_id, p.applied_on, p.amount, p.rule\nfrom (\n  select v.id from billing.invoice v where v.company_id = $1::bigint and v.cause_id = $2::bigint\n  union all\n  select s.invoice_id from fulfillment.stray s\n  where s.company_id = $1::bigint and s.cause_id = $2::bigint and s.invoice_id is not null\n) v\ncross join lateral (\n  select p.* from billing.application p where p.company_id = $1::bigint and p.invoice_id = v.id\n  union all\n  select p.* from billing.application p where p.company_id = $1::bigint and p.from_id = v.id\n  offset 0\n) p\norder by p.id",
}

export const readOrderDeposits: ReadStatement<{ companyId: bigint | null; orderId: bigint | null }, { id: bigint; kind: string; received_on: string; currency: string; amount: bigint; unapplied: bigint; method: string; reference: string | null }> = {
  name: 'insight.read_order_deposits',
  kind: 'read',
  lockClass: 'insert',
  sequence: 20,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select r.id, u.kind, r.received_on, r.currency, r.amount, u.amount as unapplied, r.method, r.reference\nfrom billing.unapplied u\njoin billing.receipt r on r.company_id = $1::bigint and r.id = u.receipt_id\nwhere u.company_id = $1::bigint and u.cause_id = $2::bigint\n  and u.account_id = any(array(select o.account_id from orders.sales_order o\n    where o.company_id = $1::bigint and o.id = $2::bigint))\norder by r.id",
}

export const readTimeline: ReadStatement<{ companyId: bigint | null; orderId: bigint | null }, { pos: bigint; at: Date; act: string; actor: string; reason: string | null; changes: Json; events: string[] }> = {
  name: 'insight.read_timeline',
  kind: 'read',
  lockClass: 'insert',
  sequence: 21,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select g.pos, g.at, h.act, h.actor, h.reason, h.changes, h.events\nfrom orders.history h\njoin platform.company_log g on g.company_id = $1::bigint and g.batch = h.batch\nwhere h.company_id = $1::bigint and h.order_id = $2::bigint order by g.pos",
}

/** What the order caused, and what was posted for invoices of its strays (along entry_invoice) and for what paid them: an application of a receipt bears the id of its entry. */
export const readBooks: ReadStatement<{ companyId: bigint | null; orderId: bigint | null }, { id: bigint; pos: bigint | null; event: string; posted_on: string; source_type: string; source_id: bigint; currency: string; stray_id: bigint | null; ordinal: number; amount: bigint; functional_amount: bigint; kind: string; line_id: bigint | null; rule_id: bigint | null; debit: string; credit: string }> = {
  name: 'insight.read_books',
  kind: 'read',
  lockClass: 'insert',
  sequence: 22,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select e.id, g.pos, e.event, e.posted_on, e.source_type, e.source_id, e.currency, e.stray_id, p.ordinal, p.amount,\n  p.functional_amount, p.kind, p.line_id, p.rule_id, d.code as debit, c.code as credit\nfrom (\n  select e.*, case when e.source_type = 'stray' then e.source_id end as stray_id from ledger.entry e\n  where e.company_id = $1::bigint and e.cause_id = $2::bigint\n  union all\n  select e.*, s.id from fulfillment.stray s\n  cross join lateral (\n    select e.* from ledger.entry e\n    where e.company_id = $1::bigint and e.source_id = s.invoice_id and e.cause_id is null and e.source_type = 'invoice'\n    union all\n    select e.* from billing.application a\n    join ledger.entry e on e.company_id = $1::bigint and e.id = a.id\n    where a.company_id = $1::bigint and a.invoice_id = s.invoice_id\n    offset 0\n  ) e\n  where s.company_id = $1::bigint and s.cause_id = $2::bigint and s.invoice_id is not null\n) e\njoin ledger.posting_public p on p.company_id = $1::bigint and p.entry_id = e.id\njoin ledger.account d on d.company_id = $1::bigint and d.id = p.debit_account\njoin ledger.account c on c.company_id = $1::bigint and c.id = p.credit_account\nleft join platform.company_log g on g.company_id = $1::bigint and g.batch = e.batch\norder by g.pos, e.id, p.ordinal",
}

export const readIntake: ReadStatement<{ companyId: bigint | null; orderId: bigint | null }, { id: bigint; received_at: Date; principal: string; content_type: string; outcome: string; body_hash: Buffer; problems: Json }> = {
  name: 'insight.read_intake',
  kind: 'read',
  lockClass: 'insert',
  sequence: 23,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select i.id, i.received_at, i.principal, i.content_type, i.outcome, i.body_hash, i.problems\nfrom orders.order_state s\njoin orders.sales_order o on o.company_id = $1::bigint and o.id = s.order_id and o.version = s.version\njoin channels.intake i on i.company_id = $1::bigint and i.id = o.intake_id\nwhere s.company_id = $1::bigint and s.order_id = $2::bigint",
}

/** Of which line each fulfillment line is. */
export const readPartLines: ReadStatement<{ companyId: bigint | null; orderId: bigint | null }, { id: bigint; line_no: number }> = {
  name: 'insight.read_part_lines',
  kind: 'read',
  lockClass: 'insert',
  sequence: 24,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select f.id, f.line_no from orders.fulfillment_line f\nwhere f.company_id = $1::bigint and f.order_id = $2::bigint",
}

/** The plan by what its tasks do and how far they are: as small for ten thousand lines as for one. Each row is looked up by its key: of an order that is just made there are no statistics, and a join without them took minutes. */
export const countPlan: ReadStatement<{ companyId: bigint | null; orderId: bigint | null }, { component: string; kind: string; state: string; tasks: bigint }> = {
  name: 'insight.count_plan',
  kind: 'read',
  lockClass: 'insert',
  sequence: 25,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select c.kind as component, t.kind, t.state, count(*) as tasks\nfrom orchestration.task t\ncross join lateral (select c.kind from orchestration.component c\n  where c.company_id = $1::bigint and c.order_id = $2::bigint and c.id = t.component_id offset 0) c\nwhere t.company_id = $1::bigint and t.order_id = $2::bigint\ngroup by c.kind, t.kind, t.state order by c.kind, min(t.id), t.state",
}

export const countPlanDependencies: ReadStatement<{ companyId: bigint | null; orderId: bigint | null }, { from_component: string; from_kind: string; to_component: string; to_kind: string }> = {
  name: 'insight.count_plan_dependencies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 26,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select distinct c.kind as from_component, t.kind as from_kind, d.kind as to_component, u.kind as to_kind\nfrom orchestration.task t\ncross join unnest(t.frees) w(task_id)\ncross join lateral (select u.kind, u.component_id from orchestration.task u\n  where u.company_id = $1::bigint and u.order_id = $2::bigint and u.id = w.task_id offset 0) u\ncross join lateral (select c.kind from orchestration.component c\n  where c.company_id = $1::bigint and c.order_id = $2::bigint and c.id = t.component_id offset 0) c\ncross join lateral (select d.kind from orchestration.component d\n  where d.company_id = $1::bigint and d.order_id = $2::bigint and d.id = u.component_id offset 0) d\nwhere t.company_id = $1::bigint and t.order_id = $2::bigint\norder by 1, 2, 3, 4",
}
