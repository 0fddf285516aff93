// Written by `npm run generate` from orders.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

export const readSourceSystems: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; code: string; pre_priced: boolean; create_customers: boolean; duplicate_reference: string; remorse_minutes: number; amendable: boolean; active: boolean }> = {
  name: 'orders.read_source_systems',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select company_id, code, pre_priced, create_customers, duplicate_reference, remorse_minutes, amendable, active\nfrom orders.source_system where company_id = any($1::bigint[])",
}

export const readRecognitionRules: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; name: string; relevancy: number; condition: string; order_type: string; fail_reason: string | null }> = {
  name: 'orders.read_recognition_rules',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select company_id, id, name, relevancy, condition, order_type, fail_reason\nfrom orders.recognition_rule where company_id = any($1::bigint[]) and active\norder by company_id, relevancy desc, id",
}

export const readValidationRules: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; order_type: string | null; condition: string; message: string; path: string }> = {
  name: 'orders.read_validation_rules',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select company_id, id, order_type, condition, message, path\nfrom orders.validation_rule where company_id = any($1::bigint[]) and active\norder by company_id, id",
}

/** Every version of the asked orders: replays find theirs, a revision finds its base, and whether that is a draft. */
export const readSourceKeys: ReadStatement<{ companyIds: readonly bigint[]; sources: readonly string[]; externalIds: readonly string[] }, { company_id: bigint; source: string; external_id: string; version: number; order_id: bigint; body_hash: Buffer; is_draft: boolean }> = {
  name: 'orders.read_source_keys',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'sources', type: 'text', array: true },
    { name: 'externalIds', type: 'text', array: true },
  ],
  text: "select k.company_id, k.source, k.external_id, k.version, k.order_id, k.body_hash,\n  exists (select from orders.order_state s\n    where s.company_id = k.company_id and s.order_id = k.order_id and s.state = 'draft') as is_draft\nfrom unnest($1::bigint[], $2::text[], $3::text[]) as w(company_id, source, external_id)\ncross join lateral (select * from orders.source_key k where k.company_id = w.company_id and k.source = w.source and k.external_id = w.external_id offset 0) k\norder by k.company_id, k.source, k.external_id, k.version",
}

/** A unique violation means that another batch captured the same order: the batch reads again and answers from it. */
export const insertSourceKey: WriteStatement<{ companyId: bigint | null; source: string | null; externalId: string | null; version: number | null; orderId: bigint | null; bodyHash: Buffer | null }, never> = {
  name: 'orders.insert_source_key',
  kind: 'write',
  lockClass: 'key',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'source', type: 'text', array: true },
    { name: 'externalId', type: 'text', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'bodyHash', type: 'bytea', array: true },
  ],
  text: "insert into orders.source_key (company_id, source, external_id, version, order_id, body_hash)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as source, unnest($3::text[]) as external_id, unnest($4::integer[]) as version, unnest($5::bigint[]) as order_id, unnest($6::bytea[]) as body_hash) as r\norder by r.company_id, r.source, r.external_id, r.version",
}

/** Places, from 1, of orders that another transaction is taking in; undoes what it tries. */
export const findSourceKeysInFlight: ReadStatement<{ candidates: Json | null }, { place: number }> = {
  name: 'orders.find_source_keys_in_flight',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'candidates', type: 'jsonb', array: false },
  ],
  text: "select k.place from platform.keys_in_flight('orders.source_key', $1::jsonb) as k(place)",
}

export const insertSalesOrder: WriteStatement<{ companyId: bigint | null; id: bigint | null; version: number | null; batch: bigint | null; orderType: string | null; source: string | null; externalId: string | null; customerReference: string | null; accountId: bigint | null; currency: string | null; rateE10: bigint | null; prePriced: boolean | null; taxInclusive: boolean | null; prepaid: boolean | null; termsDays: number | null; placedAt: Date | null; orderedOn: string | null; requestedOn: string | null; shipToCountry: string | null; shipToRegion: string | null; shipToSite: bigint | null; shipToAddress: bigint | null; billToSite: bigint | null; billToAddress: bigint | null; total: bigint | null; taxTotal: bigint | null; freight: bigint | null; freightTax: bigint | null; problems: Json | null; decisions: Json | null; intakeId: bigint | null; custom: Json | null }, never> = {
  name: 'orders.insert_sales_order',
  kind: 'write',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'orderType', type: 'text', array: true },
    { name: 'source', type: 'text', array: true },
    { name: 'externalId', type: 'text', array: true },
    { name: 'customerReference', type: 'text', array: true },
    { name: 'accountId', type: 'bigint', array: true },
    { name: 'currency', type: 'text', array: true },
    { name: 'rateE10', type: 'bigint', array: true },
    { name: 'prePriced', type: 'boolean', array: true },
    { name: 'taxInclusive', type: 'boolean', array: true },
    { name: 'prepaid', type: 'boolean', array: true },
    { name: 'termsDays', type: 'integer', array: true },
    { name: 'placedAt', type: 'timestamptz', array: true },
    { name: 'orderedOn', type: 'date', array: true },
    { name: 'requestedOn', type: 'date', array: true },
    { name: 'shipToCountry', type: 'text', array: true },
    { name: 'shipToRegion', type: 'text', array: true },
    { name: 'shipToSite', type: 'bigint', array: true },
    { name: 'shipToAddress', type: 'bigint', array: true },
    { name: 'billToSite', type: 'bigint', array: true },
    { name: 'billToAddress', type: 'bigint', array: true },
    { name: 'total', type: 'bigint', array: true },
    { name: 'taxTotal', type: 'bigint', array: true },
    { name: 'freight', type: 'bigint', array: true },
    { name: 'freightTax', type: 'bigint', array: true },
    { name: 'problems', type: 'jsonb', array: true },
    { name: 'decisions', type: 'jsonb', array: true },
    { name: 'intakeId', type: 'bigint', array: true },
    { name: 'custom', type: 'jsonb', array: true },
  ],
  text: "insert into orders.sales_order (company_id, id, version, batch, order_type, source, external_id, customer_reference, account_id,\n  currency, rate_e10, pre_priced, tax_inclusive, prepaid, terms_days, placed_at, ordered_on, requested_on, ship_to_country,\n  ship_to_region, ship_to_site, ship_to_address, bill_to_site, bill_to_address, total, tax_total, freight, freight_tax, problems,\n  decisions, intake_id, custom)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::integer[]) as version, unnest($4::bigint[]) as batch, unnest($5::text[]) as order_type, unnest($6::text[]) as source, unnest($7::text[]) as external_id, unnest($8::text[]) as customer_reference, unnest($9::bigint[]) as account_id, unnest($10::text[]) as currency, unnest($11::bigint[]) as rate_e10, unnest($12::boolean[]) as pre_priced, unnest($13::boolean[]) as tax_inclusive, unnest($14::boolean[]) as prepaid, unnest($15::integer[]) as terms_days, unnest($16::timestamptz[]) as placed_at, unnest($17::date[]) as ordered_on, unnest($18::date[]) as requested_on, unnest($19::text[]) as ship_to_country, unnest($20::text[]) as ship_to_region, unnest($21::bigint[]) as ship_to_site, unnest($22::bigint[]) as ship_to_address, unnest($23::bigint[]) as bill_to_site, unnest($24::bigint[]) as bill_to_address, unnest($25::bigint[]) as total, unnest($26::bigint[]) as tax_total, unnest($27::bigint[]) as freight, unnest($28::bigint[]) as freight_tax, unnest($29::jsonb[]) as problems, unnest($30::jsonb[]) as decisions, unnest($31::bigint[]) as intake_id, unnest($32::jsonb[]) as custom) as r",
}

export const insertOrderLine: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; lineNo: number | null; fromVersion: number | null; action: string | null; externalLineId: string | null; itemId: bigint | null; sku: string | null; itemClass: string | null; kind: string | null; uom: string | null; quantity: bigint | null; unitPrice: bigint | null; net: bigint | null; tax: bigint | null; freight: bigint | null; taxRateId: bigint | null; taxPercent: bigint | null; unitCost: bigint | null; waterfall: Json | null; custom: Json | null; charges: Json | null; sold: Json | null }, never> = {
  name: 'orders.insert_order_line',
  kind: 'write',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'lineNo', type: 'integer', array: true },
    { name: 'fromVersion', type: 'integer', array: true },
    { name: 'action', type: 'text', array: true },
    { name: 'externalLineId', type: 'text', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'sku', type: 'text', array: true },
    { name: 'itemClass', type: 'text', array: true },
    { name: 'kind', type: 'text', array: true },
    { name: 'uom', type: 'text', array: true },
    { name: 'quantity', type: 'numeric', array: true },
    { name: 'unitPrice', type: 'numeric', array: true },
    { name: 'net', type: 'bigint', array: true },
    { name: 'tax', type: 'bigint', array: true },
    { name: 'freight', type: 'bigint', array: true },
    { name: 'taxRateId', type: 'bigint', array: true },
    { name: 'taxPercent', type: 'numeric', array: true },
    { name: 'unitCost', type: 'numeric', array: true },
    { name: 'waterfall', type: 'jsonb', array: true },
    { name: 'custom', type: 'jsonb', array: true },
    { name: 'charges', type: 'jsonb', array: true },
    { name: 'sold', type: 'jsonb', array: true },
  ],
  text: "insert into orders.order_line (company_id, order_id, line_no, from_version, action, external_line_id, item_id, sku, item_class, kind, uom,\n  quantity, unit_price, net, tax, freight, tax_rate_id, tax_percent, unit_cost, waterfall, custom, charges, sold)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::integer[]) as line_no, unnest($4::integer[]) as from_version, unnest($5::text[]) as action, unnest($6::text[]) as external_line_id, unnest($7::bigint[]) as item_id, unnest($8::text[]) as sku, unnest($9::text[]) as item_class, unnest($10::text[]) as kind, unnest($11::text[]) as uom, unnest($12::numeric[]) as quantity, unnest($13::numeric[]) as unit_price, unnest($14::bigint[]) as net, unnest($15::bigint[]) as tax, unnest($16::bigint[]) as freight, unnest($17::bigint[]) as tax_rate_id, unnest($18::numeric[]) as tax_percent, unnest($19::numeric[]) as unit_cost, unnest($20::jsonb[]) as waterfall, unnest($21::jsonb[]) as custom, unnest($22::jsonb[]) as charges, unnest($23::jsonb[]) as sold) as r",
}

/** Of agreed orders alone; a line that is neither configured nor a component has none. */
export const insertLineConfiguration: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; lineNo: number | null; parentNo: number | null; perParent: number | null; option: string | null; configuration: Json | null }, never> = {
  name: 'orders.insert_line_configuration',
  kind: 'write',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'lineNo', type: 'integer', array: true },
    { name: 'parentNo', type: 'integer', array: true },
    { name: 'perParent', type: 'integer', array: true },
    { name: 'option', type: 'text', array: true },
    { name: 'configuration', type: 'jsonb', array: true },
  ],
  text: "insert into orders.line_configuration (company_id, order_id, line_no, parent_no, per_parent, option, configuration)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::integer[]) as line_no, unnest($4::integer[]) as parent_no, unnest($5::integer[]) as per_parent, unnest($6::text[]) as option, unnest($7::jsonb[]) as configuration) as r",
}

/** What is split off was promised first what the part was that it comes from, and what its order fixed of that holds for it, too. */
export const insertFulfillmentLine: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; id: bigint | null; lineNo: number | null; itemId: bigint | null; locationId: bigint | null; quantity: bigint | null; supply: string | null; requestedOn: string | null; promisedOn: string | null; decision: Json | null; splitFrom: bigint | null; shareWhole: bigint | null; shareFrom: bigint | null; fromId: bigint | null; shareNet: bigint | null; shareTax: bigint | null; shareFreight: bigint | null }, never> = {
  name: 'orders.insert_fulfillment_line',
  kind: 'write',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'lineNo', type: 'integer', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'locationId', type: 'bigint', array: true },
    { name: 'quantity', type: 'numeric', array: true },
    { name: 'supply', type: 'text', array: true },
    { name: 'requestedOn', type: 'date', array: true },
    { name: 'promisedOn', type: 'date', array: true },
    { name: 'decision', type: 'jsonb', array: true },
    { name: 'splitFrom', type: 'bigint', array: true },
    { name: 'shareWhole', type: 'numeric', array: true },
    { name: 'shareFrom', type: 'numeric', array: true },
    { name: 'fromId', type: 'bigint', array: true },
    { name: 'shareNet', type: 'bigint', array: true },
    { name: 'shareTax', type: 'bigint', array: true },
    { name: 'shareFreight', type: 'bigint', array: true },
  ],
  text: "insert into orders.fulfillment_line (company_id, order_id, id, line_no, item_id, location_id, quantity, supply, requested_on, promised_on,\n  first_promised_on, decision, split_from, share_whole, share_from, from_location_id, share_net, share_tax, share_freight)\nselect r.company_id, r.order_id, r.id, r.line_no, r.item_id, r.location_id, r.quantity, r.supply, r.requested_on, r.promised_on,\n  case when r.split_from is null then r.promised_on else coalesce((select f.first_promised_on from orders.fulfillment_line f\n    where f.company_id = r.company_id and f.order_id = r.order_id and f.id = r.split_from), r.promised_on) end,\n  case when r.split_from is null then r.decision else coalesce((select jsonb_strip_nulls(jsonb_build_object('only', f.decision->'only',\n      'whole', f.decision->'whole', 'together', f.decision->'together', 'unit', f.decision->'unit',\n      'shipMethod', f.decision->'shipMethod')) from orders.fulfillment_line f\n    where f.company_id = r.company_id and f.order_id = r.order_id and f.id = r.split_from), '{}') || r.decision end,\n  r.split_from, r.share_whole, r.share_from, r.from_id, r.share_net, r.share_tax, r.share_freight\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as id, unnest($4::integer[]) as line_no, unnest($5::bigint[]) as item_id, unnest($6::bigint[]) as location_id, unnest($7::numeric[]) as quantity, unnest($8::text[]) as supply, unnest($9::date[]) as requested_on, unnest($10::date[]) as promised_on, unnest($11::jsonb[]) as decision, unnest($12::bigint[]) as split_from, unnest($13::numeric[]) as share_whole, unnest($14::numeric[]) as share_from, unnest($15::bigint[]) as from_id, unnest($16::bigint[]) as share_net, unnest($17::bigint[]) as share_tax, unnest($18::bigint[]) as share_freight) as r",
}

export const insertOrderState: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; version: number | null; revision: bigint | null; state: string | null; openHolds: number | null; priority: number | null; source: string | null; placedAt: Date | null; lines: number | null; status: string | null; fulfillmentStatus: string | null; billingStatus: string | null; paymentStatus: string | null; promisedOn: string | null }, never> = {
  name: 'orders.insert_order_state',
  kind: 'write',
  lockClass: 'insert',
  sequence: 10,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'revision', type: 'bigint', array: true },
    { name: 'state', type: 'text', array: true },
    { name: 'openHolds', type: 'integer', array: true },
    { name: 'priority', type: 'smallint', array: true },
    { name: 'source', type: 'text', array: true },
    { name: 'placedAt', type: 'timestamptz', array: true },
    { name: 'lines', type: 'integer', array: true },
    { name: 'status', type: 'text', array: true },
    { name: 'fulfillmentStatus', type: 'text', array: true },
    { name: 'billingStatus', type: 'text', array: true },
    { name: 'paymentStatus', type: 'text', array: true },
    { name: 'promisedOn', type: 'date', array: true },
  ],
  text: "insert into orders.order_state (company_id, order_id, version, revision, state, open_holds, priority, source, placed_at, lines, status, fulfillment_status,\n  billing_status, payment_status, promised_on)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::integer[]) as version, unnest($4::bigint[]) as revision, unnest($5::text[]) as state, unnest($6::integer[]) as open_holds, unnest($7::smallint[]) as priority, unnest($8::text[]) as source, unnest($9::timestamptz[]) as placed_at, unnest($10::integer[]) as lines, unnest($11::text[]) as status, unnest($12::text[]) as fulfillment_status, unnest($13::text[]) as billing_status, unnest($14::text[]) as payment_status, unnest($15::date[]) as promised_on) as r",
}

/** Those that do not stop all of an order are counted apart; its row is locked. */
export const insertHold: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; id: bigint | null; lineNo: number | null; lineNos: readonly (number | null)[] | null; taskKind: string | null; kind: string | null; code: string | null; reason: string | null; placedBy: string | null; placedBatch: bigint | null; expiresOn: string | null }, never> = {
  name: 'orders.insert_hold',
  kind: 'write',
  lockClass: 'insert',
  sequence: 11,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'lineNo', type: 'integer', array: true },
    { name: 'lineNos', type: 'integer', array: true, list: true },
    { name: 'taskKind', type: 'text', array: true },
    { name: 'kind', type: 'text', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'reason', type: 'text', array: true },
    { name: 'placedBy', type: 'text', array: true },
    { name: 'placedBatch', type: 'bigint', array: true },
    { name: 'expiresOn', type: 'date', array: true },
  ],
  text: "with given as materialized (\n  select r.company_id, r.order_id, r.id, r.line_no, nullif(r.line_nos, '{}') as line_nos, r.task_kind, r.kind, r.code, r.reason, r.placed_by,\n    r.placed_batch, r.expires_on\n  from (select u.company_id, u.order_id, u.id, u.line_no, ($5::integer[])[coalesce(($6::integer[])[u.place - 1], 0) + 1 : ($6::integer[])[u.place]] as line_nos, u.task_kind, u.kind, u.code, u.reason, u.placed_by, u.placed_batch, u.expires_on from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as id, unnest($4::integer[]) as line_no, unnest($7::text[]) as task_kind, unnest($8::text[]) as kind, unnest($9::text[]) as code, unnest($10::text[]) as reason, unnest($11::text[]) as placed_by, unnest($12::bigint[]) as placed_batch, unnest($13::date[]) as expires_on, generate_subscripts($1::bigint[], 1) as place) as u) as r\n), counted as (\n  update orders.order_state s set scoped_holds = s.scoped_holds + g.more\n  from (select company_id, order_id, count(*)::integer as more from given where line_nos is not null or task_kind is not null group by 1, 2) g\n  where s.company_id = g.company_id and s.order_id = g.order_id\n)\ninsert into orders.hold (company_id, order_id, id, line_no, line_nos, task_kind, kind, code, reason, placed_by, placed_batch, expires_on)\nselect g.company_id, g.order_id, g.id, g.line_no, g.line_nos, g.task_kind, g.kind, g.code, g.reason, g.placed_by, g.placed_batch, g.expires_on\nfrom given g",
}

/** Sealed: it names people. */
export const insertDraft: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; key: Buffer | null; input: Buffer | null }, never> = {
  name: 'orders.insert_draft',
  kind: 'write',
  lockClass: 'insert',
  sequence: 12,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'key', type: 'bytea', array: true },
    { name: 'input', type: 'bytea', array: true },
  ],
  text: "insert into orders.draft (company_id, order_id, key, input)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bytea[]) as key, unnest($4::bytea[]) as input) as r",
}

/** With a new key: the old one sealed the old input. One that was erased meanwhile is not stated anew: DK001. */
export const replaceDraft: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; key: Buffer | null; input: Buffer | null }, { verified: boolean }> = {
  name: 'orders.replace_draft',
  kind: 'write',
  lockClass: 'insert',
  sequence: 13,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'key', type: 'bytea', array: true },
    { name: 'input', type: 'bytea', array: true },
  ],
  text: "with wanted as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bytea[]) as key, unnest($4::bytea[]) as input) as r\n), replaced as (\n  update orders.draft d set key = w.key, input = w.input from wanted w\n  where d.company_id = w.company_id and d.order_id = w.order_id\n  returning 1\n)\nselect platform.verify((select count(*) from replaced) = (select count(*) from wanted)) as verified",
}

export const deleteDraft: WriteStatement<{ companyId: bigint | null; orderId: bigint | null }, never> = {
  name: 'orders.delete_draft',
  kind: 'write',
  lockClass: 'insert',
  sequence: 14,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
  ],
  text: "delete from orders.draft d using (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id) as r where d.company_id = r.company_id and d.order_id = r.order_id",
}

export const insertHistory: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; batch: bigint | null; act: string | null; actor: string | null; reason: string | null; changes: Json | null; events: string | null; known: Json | null }, never> = {
  name: 'orders.insert_history',
  kind: 'write',
  lockClass: 'insert',
  sequence: 15,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'act', type: 'text', array: true },
    { name: 'actor', type: 'text', array: true },
    { name: 'reason', type: 'text', array: true },
    { name: 'changes', type: 'jsonb', array: true },
    { name: 'events', type: 'text', array: true },
    { name: 'known', type: 'jsonb', array: true },
  ],
  text: "insert into orders.history (company_id, order_id, batch, act, actor, reason, changes, events, known)\nselect r.company_id, r.order_id, r.batch, r.act, r.actor, r.reason, r.changes, string_to_array(r.events, ' '), r.known\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as batch, unnest($4::text[]) as act, unnest($5::text[]) as actor, unnest($6::text[]) as reason, unnest($7::jsonb[]) as changes, unnest($8::text[]) as events, unnest($9::jsonb[]) as known) as r",
}

/** The time in which an order may be taken back ends sooner than was decided; its order is locked, its history keeps both. */
export const endRemorse: WriteStatement<{ companyId: bigint | null; id: bigint | null; version: number | null; until: string | null }, never> = {
  name: 'orders.end_remorse',
  kind: 'write',
  lockClass: 'insert',
  sequence: 16,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'until', type: 'text', array: true },
  ],
  text: "update orders.sales_order o set decisions = o.decisions || jsonb_build_object('remorseUntil', r.until)\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::integer[]) as version, unnest($4::text[]) as until) as r\nwhere o.company_id = r.company_id and o.id = r.id and o.version = r.version",
}

export const lockOrders: WriteStatement<{ companyId: bigint | null; orderId: bigint | null }, { locked: bigint }> = {
  name: 'orders.lock_orders',
  kind: 'lock',
  lockClass: 'order',
  sequence: 17,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
  ],
  text: "select count(*) as locked from (\n  select 1 from orders.order_state s\n  where (s.company_id, s.order_id) in (select r.company_id, r.order_id from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id) as r)\n  order by s.company_id, s.order_id for update\n) l",
}

/** Every batch that changes an order passes here: the revision that its decision saw must still stand, else DK001. `lines` */
export const moveOrder: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; revision: bigint | null; version: number | null; state: string | null; priority: number | null; openHolds: number | null; placedAt: Date | null; lines: number | null; status: string | null; fulfillmentStatus: string | null; billingStatus: string | null; paymentStatus: string | null; promisedOn: string | null }, { verified: boolean }> = {
  name: 'orders.move_order',
  kind: 'write',
  lockClass: 'order',
  sequence: 18,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'revision', type: 'bigint', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'state', type: 'text', array: true },
    { name: 'priority', type: 'smallint', array: true },
    { name: 'openHolds', type: 'integer', array: true },
    { name: 'placedAt', type: 'timestamptz', array: true },
    { name: 'lines', type: 'integer', array: true },
    { name: 'status', type: 'text', array: true },
    { name: 'fulfillmentStatus', type: 'text', array: true },
    { name: 'billingStatus', type: 'text', array: true },
    { name: 'paymentStatus', type: 'text', array: true },
    { name: 'promisedOn', type: 'date', array: true },
  ],
  text: "with wanted as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as revision, unnest($4::integer[]) as version, unnest($5::text[]) as state, unnest($6::smallint[]) as priority, unnest($7::integer[]) as open_holds, unnest($8::timestamptz[]) as placed_at, unnest($9::integer[]) as lines, unnest($10::text[]) as status, unnest($11::text[]) as fulfillment_status, unnest($12::text[]) as billing_status, unnest($13::text[]) as payment_status, unnest($14::date[]) as promised_on) as r\n), moved as (\n  update orders.order_state s\n  set revision = s.revision + 1, version = w.version, state = w.state, priority = w.priority, open_holds = w.open_holds,\n    placed_at = w.placed_at, lines = coalesce(w.lines, s.lines), status = w.status, fulfillment_status = w.fulfillment_status,\n    billing_status = w.billing_status, payment_status = w.payment_status, promised_on = w.promised_on\n  from wanted w\n  where s.company_id = w.company_id and s.order_id = w.order_id and s.revision = w.revision\n  returning s.company_id, s.order_id\n)\nselect platform.verify((select count(*) from moved) = (select count(*) from wanted)) as verified",
}

/** Cumulative quantities and amounts of a line; its order is locked. */
export const moveFulfillmentLine: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; id: bigint | null; shipped: bigint | null; invoiced: bigint | null; returned: bigint | null; billedNet: bigint | null; billedTax: bigint | null; billedFreight: bigint | null }, never> = {
  name: 'orders.move_fulfillment_line',
  kind: 'write',
  lockClass: 'insert',
  sequence: 19,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'shipped', type: 'numeric', array: true },
    { name: 'invoiced', type: 'numeric', array: true },
    { name: 'returned', type: 'numeric', array: true },
    { name: 'billedNet', type: 'bigint', array: true },
    { name: 'billedTax', type: 'bigint', array: true },
    { name: 'billedFreight', type: 'bigint', array: true },
  ],
  text: "update orders.fulfillment_line f\nset shipped = r.shipped, invoiced = r.invoiced, returned = r.returned, billed_net = r.billed_net, billed_tax = r.billed_tax,\n  billed_freight = r.billed_freight\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as id, unnest($4::numeric[]) as shipped, unnest($5::numeric[]) as invoiced, unnest($6::numeric[]) as returned, unnest($7::bigint[]) as billed_net, unnest($8::bigint[]) as billed_tax, unnest($9::bigint[]) as billed_freight) as r\nwhere f.company_id = r.company_id and f.order_id = r.order_id and f.id = r.id",
}

/** Its order is locked. Of several cancellations of one batch each takes its own. */
export const cancelFulfillmentLine: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; id: bigint | null; quantity: bigint | null }, never> = {
  name: 'orders.cancel_fulfillment_line',
  kind: 'write',
  lockClass: 'insert',
  sequence: 20,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'quantity', type: 'numeric', array: true },
  ],
  text: "update orders.fulfillment_line f set cancelled = f.cancelled + r.quantity\nfrom (select company_id, order_id, id, sum(quantity) as quantity\n  from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as id, unnest($4::numeric[]) as quantity) as r group by 1, 2, 3) r\nwhere f.company_id = r.company_id and f.order_id = r.order_id and f.id = r.id",
}

/** A row a part and batch: what two requests of one batch cancel of a part adds up, the first one says why. */
export const insertCancellation: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; partId: bigint | null; batch: bigint | null; quantity: bigint | null; net: bigint | null; tax: bigint | null; freight: bigint | null; actor: string | null; reason: string | null }, never> = {
  name: 'orders.insert_cancellation',
  kind: 'write',
  lockClass: 'insert',
  sequence: 21,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'partId', type: 'bigint', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'quantity', type: 'numeric', array: true },
    { name: 'net', type: 'bigint', array: true },
    { name: 'tax', type: 'bigint', array: true },
    { name: 'freight', type: 'bigint', array: true },
    { name: 'actor', type: 'text', array: true },
    { name: 'reason', type: 'text', array: true },
  ],
  text: "insert into orders.cancellation as c (company_id, order_id, part_id, batch, quantity, net, tax, freight, actor, reason)\nselect r.company_id, r.order_id, r.part_id, r.batch, sum(r.quantity), sum(r.net), sum(r.tax), sum(r.freight),\n  (array_agg(r.actor))[1], (array_agg(r.reason))[1]\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as part_id, unnest($4::bigint[]) as batch, unnest($5::numeric[]) as quantity, unnest($6::bigint[]) as net, unnest($7::bigint[]) as tax, unnest($8::bigint[]) as freight, unnest($9::text[]) as actor, unnest($10::text[]) as reason) as r\ngroup by 1, 2, 3, 4",
}

/** A part is split: what it keeps, of which amounts it has its share. Its order is locked. One that is split twice keeps the least. */
export const shrinkFulfillmentLine: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; id: bigint | null; quantity: bigint | null; shareWhole: bigint | null }, never> = {
  name: 'orders.shrink_fulfillment_line',
  kind: 'write',
  lockClass: 'insert',
  sequence: 22,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'quantity', type: 'numeric', array: true },
    { name: 'shareWhole', type: 'numeric', array: true },
  ],
  text: "update orders.fulfillment_line f set quantity = r.quantity, share_whole = r.share_whole\nfrom (select company_id, order_id, id, min(quantity) as quantity, max(share_whole) as share_whole\n  from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as id, unnest($4::numeric[]) as quantity, unnest($5::numeric[]) as share_whole) as r group by 1, 2, 3) r\nwhere f.company_id = r.company_id and f.order_id = r.order_id and f.id = r.id",
}

/** Why it comes from where it comes now; its order is locked. */
export const reasonFulfillmentLine: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; id: bigint | null; decision: Json | null }, never> = {
  name: 'orders.reason_fulfillment_line',
  kind: 'write',
  lockClass: 'insert',
  sequence: 23,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'decision', type: 'jsonb', array: true },
  ],
  text: "update orders.fulfillment_line f set decision = r.decision\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as id, unnest($4::jsonb[]) as decision) as r\nwhere f.company_id = r.company_id and f.order_id = r.order_id and f.id = r.id",
}

/** More of why it comes as it does; its order is locked. */
export const addToDecision: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; id: bigint | null; more: Json | null }, never> = {
  name: 'orders.add_to_decision',
  kind: 'write',
  lockClass: 'insert',
  sequence: 24,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'more', type: 'jsonb', array: true },
  ],
  text: "update orders.fulfillment_line f set decision = f.decision || r.more\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as id, unnest($4::jsonb[]) as more) as r\nwhere f.company_id = r.company_id and f.order_id = r.order_id and f.id = r.id",
}

/** Its first part has left it, or is served beside it: what is left comes as it may. Its order is locked. */
export const forgetMinSplit: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; id: bigint | null }, never> = {
  name: 'orders.forget_min_split',
  kind: 'write',
  lockClass: 'insert',
  sequence: 25,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
  ],
  text: "update orders.fulfillment_line f set decision = f.decision - 'minSplitQuantity'\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as id) as r\nwhere f.company_id = r.company_id and f.order_id = r.order_id and f.id = r.id",
}

/** A promise was changed: another source or date; its order is locked. */
export const sourceFulfillmentLine: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; id: bigint | null; locationId: bigint | null; supply: string | null; promisedOn: string | null; arrivesOn: string | null; fromId: bigint | null }, never> = {
  name: 'orders.source_fulfillment_line',
  kind: 'write',
  lockClass: 'insert',
  sequence: 26,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'locationId', type: 'bigint', array: true },
    { name: 'supply', type: 'text', array: true },
    { name: 'promisedOn', type: 'date', array: true },
    { name: 'arrivesOn', type: 'date', array: true },
    { name: 'fromId', type: 'bigint', array: true },
  ],
  text: "update orders.fulfillment_line f\nset location_id = r.location_id, supply = r.supply, promised_on = r.promised_on, from_location_id = r.from_id,\n  first_promised_on = coalesce(f.first_promised_on, r.promised_on),\n  decision = case when r.arrives_on is not null then f.decision || jsonb_build_object('arrivesOn', r.arrives_on)\n    else f.decision - 'arrivesOn' end\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as id, unnest($4::bigint[]) as location_id, unnest($5::text[]) as supply, unnest($6::date[]) as promised_on, unnest($7::date[]) as arrives_on, unnest($8::bigint[]) as from_id) as r\nwhere f.company_id = r.company_id and f.order_id = r.order_id and f.id = r.id",
}

/** The newest version of each order, with its state. */
export const readOrders: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[] }, { company_id: bigint; id: bigint; version: number; order_type: string; source: string; external_id: string; customer_reference: string | null; account_id: bigint | null; currency: string; rate_e10: bigint; pre_priced: boolean; tax_inclusive: boolean; prepaid: boolean; terms_days: number; placed_at: Date; ordered_on: string; requested_on: string | null; ship_to_country: string; ship_to_region: string; ship_to_site: bigint | null; ship_to_address: bigint | null; bill_to_site: bigint | null; bill_to_address: bigint | null; total: bigint; tax_total: bigint; freight: bigint; freight_tax: bigint; problems: Json; decisions: Json; intake_id: bigint | null; custom: Json; revision: bigint; state: string; open_holds: number; scoped_holds: number; priority: number; cancelled_total: bigint }> = {
  name: 'orders.read_orders',
  kind: 'read',
  lockClass: 'insert',
  sequence: 27,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select o.company_id, o.id, o.version, o.order_type, o.source, o.external_id, o.customer_reference, o.account_id, o.currency, o.rate_e10,\n  o.pre_priced, o.tax_inclusive, o.prepaid, o.terms_days, o.placed_at, o.ordered_on, o.requested_on, o.ship_to_country, o.ship_to_region,\n  o.ship_to_site, o.ship_to_address, o.bill_to_site, o.bill_to_address, o.total, o.tax_total, o.freight, o.freight_tax, o.problems, o.decisions, o.intake_id, o.custom, s.revision, s.state, s.open_holds, s.scoped_holds, s.priority,\n  -- Only what was to be paid beforehand is compared with money that is there.\n  case when o.prepaid then coalesce((select sum(c.net + c.tax + c.freight) from orders.cancellation c\n    where c.company_id = o.company_id and c.order_id = o.id), 0) else 0 end::bigint as cancelled_total\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\ncross join lateral (select * from orders.order_state s where s.company_id = w.company_id and s.order_id = w.order_id offset 0) s\ncross join lateral (select * from orders.sales_order o where o.company_id = w.company_id and o.id = w.order_id and o.version = s.version offset 0) o",
}

/** The batch that moved an order wrote its status into the same row. */
export const readShownStatus: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; status: string }> = {
  name: 'orders.read_shown_status',
  kind: 'read',
  lockClass: 'insert',
  sequence: 28,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select s.company_id, s.order_id, s.status\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\ncross join lateral (select * from orders.order_state s where s.company_id = w.company_id and s.order_id = w.order_id offset 0) s",
}

/** How many lines an order has, without a look at them. */
export const readOrderSizes: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; lines: number }> = {
  name: 'orders.read_order_sizes',
  kind: 'read',
  lockClass: 'insert',
  sequence: 29,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select s.company_id, s.order_id, s.lines\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\ncross join lateral (select * from orders.order_state s where s.company_id = w.company_id and s.order_id = w.order_id offset 0) s",
}

/** The lines that stand: of each number the newest copy, deleted ones left out. */
export const readOrderLines: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; line_no: number; external_line_id: string | null; item_id: bigint | null; sku: string; item_class: string; kind: string; uom: string; quantity: bigint; unit_price: bigint; net: bigint; tax: bigint; freight: bigint; tax_rate_id: bigint | null; tax_percent: bigint; unit_cost: bigint | null; charges: Json | null; sold: Json | null }> = {
  name: 'orders.read_order_lines',
  kind: 'read',
  lockClass: 'insert',
  sequence: 30,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select l.company_id, l.order_id, l.line_no, l.external_line_id, l.item_id, l.sku, l.item_class, l.kind, l.uom, l.quantity, l.unit_price,\n  l.net, l.tax, l.freight, l.tax_rate_id, l.tax_percent, l.unit_cost, l.charges, l.sold\nfrom (\n  select distinct on (l.company_id, l.order_id, l.line_no) l.company_id, l.order_id, l.line_no, l.action, l.external_line_id, l.item_id,\n    l.sku, l.item_class, l.kind, l.uom, l.quantity, l.unit_price, l.net, l.tax, l.freight, l.tax_rate_id, l.tax_percent, l.unit_cost, l.charges, l.sold\n  from unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\n  cross join lateral (select * from orders.order_line l where l.company_id = w.company_id and l.order_id = w.order_id offset 0) l\n  order by l.company_id, l.order_id, l.line_no, l.from_version desc\n) l where l.action <> 'delete'\norder by l.company_id, l.order_id, l.line_no",
}

/** Lines that configured lines brought, with how many of them go with one. */
export const readComponents: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; line_no: number; parent_no: number; per_parent: number }> = {
  name: 'orders.read_components',
  kind: 'read',
  lockClass: 'insert',
  sequence: 31,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select c.company_id, c.order_id, c.line_no, c.parent_no, c.per_parent\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\ncross join lateral (select * from orders.line_configuration c\n  where c.company_id = w.company_id and c.order_id = w.order_id and c.parent_no is not null offset 0) c\norder by c.company_id, c.order_id, c.line_no",
}

/** The lines that parts of orders belong to, each with all of its parts. An order's parts are walked once, however many are asked for. */
export const readLinesOfParts: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[]; partIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; line_no: number; external_line_id: string | null; item_id: bigint | null; sku: string; item_class: string; kind: string; uom: string; quantity: bigint; unit_price: bigint; net: bigint; tax: bigint; freight: bigint; tax_rate_id: bigint | null; tax_percent: bigint; unit_cost: bigint | null; charges: Json | null; sold: Json | null; part_ids: bigint[]; bound_to: bigint | null }> = {
  name: 'orders.read_lines_of_parts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 32,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
    { name: 'partIds', type: 'bigint', array: true },
  ],
  text: "with part as (\n  select f.company_id, f.order_id, f.line_no, array_agg(f.id) as part_ids,\n    max(f.location_id) filter (where f.decision ? 'only') as bound_to\n  from (select distinct w.company_id, w.order_id from unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)) o\n  cross join lateral (select * from orders.fulfillment_line f where f.company_id = o.company_id and f.order_id = o.order_id offset 0) f\n  group by f.company_id, f.order_id, f.line_no having bool_or(f.id = any($3::bigint[]))\n)\nselect l.company_id, l.order_id, l.line_no, l.external_line_id, l.item_id, l.sku, l.item_class, l.kind, l.uom, l.quantity, l.unit_price,\n  l.net, l.tax, l.freight, l.tax_rate_id, l.tax_percent, l.unit_cost, l.charges, l.sold, p.part_ids, p.bound_to\nfrom part p\ncross join lateral (select * from orders.order_line l where l.company_id = p.company_id and l.order_id = p.order_id\n  and l.line_no = p.line_no and l.action <> 'delete' order by l.from_version desc limit 1) l",
}

export const readFulfillmentLines: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; id: bigint; line_no: number; item_id: bigint; location_id: bigint | null; quantity: bigint; supply: string; requested_on: string | null; promised_on: string | null; first_promised_on: string | null; shipped: bigint; invoiced: bigint; returned: bigint; cancelled: bigint; billed_net: bigint; billed_tax: bigint; billed_freight: bigint; bound: boolean; ship_method: string | null; whole: boolean; together: number | null; unit: bigint | null; min_split: bigint | null; split_from: bigint | null; share_whole: bigint | null; share_from: bigint; from_location_id: bigint | null; share_net: bigint | null; share_tax: bigint | null; share_freight: bigint | null }> = {
  name: 'orders.read_fulfillment_lines',
  kind: 'read',
  lockClass: 'insert',
  sequence: 33,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select f.company_id, f.order_id, f.id, f.line_no, f.item_id, f.location_id, f.quantity, f.supply, f.requested_on, f.promised_on,\n  f.first_promised_on, f.shipped, f.invoiced, f.returned, f.cancelled, f.billed_net, f.billed_tax, f.billed_freight,\n  f.decision ? 'only' as bound, f.decision->>'shipMethod' as ship_method, f.decision ? 'whole' as whole,\n  (f.decision->>'together')::integer as together, (f.decision->>'unit')::numeric(20, 6) as unit,\n  (f.decision->>'minSplitQuantity')::numeric(20, 6) as min_split,\n  f.split_from, f.share_whole, f.share_from, f.from_location_id, f.share_net, f.share_tax, f.share_freight\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\ncross join lateral (select * from orders.fulfillment_line f where f.company_id = w.company_id and f.order_id = w.order_id offset 0) f\norder by f.company_id, f.order_id, f.id",
}

/** The fulfillment lines of an order added up as one: all that its statuses and its end depend on. */
export const readFulfillmentSums: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; quantity: bigint; backordered: boolean; promised_on: string | null; shipped: bigint; invoiced: bigint; returned: bigint }> = {
  name: 'orders.read_fulfillment_sums',
  kind: 'read',
  lockClass: 'insert',
  sequence: 34,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select f.company_id, f.order_id, sum(f.quantity - f.cancelled)::numeric(20, 6) as quantity,\n  bool_or(f.supply = 'backorder' and f.cancelled < f.quantity) as backordered,\n  case when bool_and(f.promised_on is not null or f.cancelled = f.quantity) then max(f.promised_on) filter (where f.cancelled < f.quantity) end as promised_on,\n  sum(f.shipped)::numeric(20, 6) as shipped, sum(f.invoiced)::numeric(20, 6) as invoiced, sum(f.returned)::numeric(20, 6) as returned\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\ncross join lateral (select * from orders.fulfillment_line f where f.company_id = w.company_id and f.order_id = w.order_id offset 0) f\ngroup by f.company_id, f.order_id",
}

export const readHolds: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; id: bigint; line_no: number | null; line_nos: number[] | null; task_kind: string | null; kind: string; code: string; reason: string; placed_by: string; expires_on: string | null; released_batch: bigint | null }> = {
  name: 'orders.read_holds',
  kind: 'read',
  lockClass: 'insert',
  sequence: 35,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select h.company_id, h.order_id, h.id, h.line_no, h.line_nos, h.task_kind, h.kind, h.code, h.reason, h.placed_by, h.expires_on, h.released_batch\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\ncross join lateral (select * from orders.hold h where h.company_id = w.company_id and h.order_id = w.order_id offset 0) h\norder by h.company_id, h.order_id, h.id",
}

/** What was released before stays as it was; the row of the order is locked. */
export const releaseHold: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; id: bigint | null; batch: bigint | null; releasedBy: string | null; reason: string | null }, never> = {
  name: 'orders.release_hold',
  kind: 'write',
  lockClass: 'insert',
  sequence: 36,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'releasedBy', type: 'text', array: true },
    { name: 'reason', type: 'text', array: true },
  ],
  text: "with released as (\n  update orders.hold h set released_batch = r.batch, released_by = r.released_by, release_reason = r.reason\n  from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as id, unnest($4::bigint[]) as batch, unnest($5::text[]) as released_by, unnest($6::text[]) as reason) as r\n  where h.company_id = r.company_id and h.order_id = r.order_id and h.id = r.id and h.released_batch is null\n  returning h.company_id, h.order_id, h.line_nos is not null or h.task_kind is not null as scoped\n)\nupdate orders.order_state s set scoped_holds = s.scoped_holds - g.fewer\nfrom (select company_id, order_id, count(*)::integer as fewer from released where scoped group by 1, 2) g\nwhere s.company_id = g.company_id and s.order_id = g.order_id",
}

/** Holds whose day has come, by the business date of each company. */
export const findExpiredHolds: ReadStatement<{ companyIds: readonly bigint[]; todays: readonly string[]; most: bigint | null }, { company_id: bigint; order_id: bigint; id: bigint; expires_on: string | null }> = {
  name: 'orders.find_expired_holds',
  kind: 'read',
  lockClass: 'insert',
  sequence: 37,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'todays', type: 'date', array: true },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select h.company_id, h.order_id, h.id, h.expires_on\nfrom unnest($1::bigint[], $2::date[]) as w(company_id, today)\ncross join lateral (select * from orders.hold h where h.company_id = w.company_id and h.released_batch is null\n  and h.expires_on <= w.today order by h.expires_on, h.id limit $3::bigint) h\norder by h.expires_on, h.id limit $3::bigint",
}

/** With the greatest number that a line of it ever had: none is given twice. */
export const readDrafts: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; key: Buffer; input: Buffer; last_line: number }> = {
  name: 'orders.read_drafts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 38,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select d.company_id, d.order_id, d.key, d.input,\n  (select max(l.line_no) from orders.order_line l where l.company_id = d.company_id and l.order_id = d.order_id) as last_line\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\ncross join lateral (select * from orders.draft d where d.company_id = w.company_id and d.order_id = w.order_id offset 0) d",
}

/** Orders of an account that carry a customer reference (A1-13). Asked only for sources that want it. */
export const readCustomerReferences: ReadStatement<{ companyIds: readonly bigint[]; accountIds: readonly bigint[]; refs: readonly string[] }, { company_id: bigint; account_id: bigint | null; customer_reference: string | null; order_id: bigint }> = {
  name: 'orders.read_customer_references',
  kind: 'read',
  lockClass: 'insert',
  sequence: 39,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'accountIds', type: 'bigint', array: true },
    { name: 'refs', type: 'text', array: true },
  ],
  text: "select o.company_id, o.account_id, o.customer_reference, min(o.id) as order_id\nfrom unnest($1::bigint[], $2::bigint[], $3::text[]) as w(company_id, account_id, ref)\ncross join lateral (select * from orders.sales_order o where o.company_id = w.company_id and o.account_id = w.account_id and o.customer_reference = w.ref offset 0) o\ngroup by o.company_id, o.account_id, o.customer_reference",
}
