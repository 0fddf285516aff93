// Written by `npm run generate` from amendment.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

/** The line of a part was amended: the amounts that it has its share of are its own from now on. Its order is locked; a part stands once. */
export const keepPartShare: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; id: bigint | null; shareWhole: bigint | null; shareFrom: bigint | null; shareNet: bigint | null; shareTax: bigint | null; shareFreight: bigint | null }, never> = {
  name: 'orders.keep_part_share',
  kind: 'write',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'shareWhole', type: 'numeric', array: true },
    { name: 'shareFrom', type: 'numeric', array: true },
    { name: 'shareNet', type: 'bigint', array: true },
    { name: 'shareTax', type: 'bigint', array: true },
    { name: 'shareFreight', type: 'bigint', array: true },
  ],
  text: "update orders.fulfillment_line f set share_whole = r.share_whole, share_from = r.share_from, share_net = r.share_net, share_tax = r.share_tax,\n  share_freight = r.share_freight\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as id, unnest($4::numeric[]) as share_whole, unnest($5::numeric[]) as share_from, unnest($6::bigint[]) as share_net, unnest($7::bigint[]) as share_tax, unnest($8::bigint[]) as share_freight) as r\nwhere f.company_id = r.company_id and f.order_id = r.order_id and f.id = r.id",
}

/** Another day is asked for parts; their order is locked. A part that was asked for twice in a batch stands with the last word. */
export const askPartsForDay: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; id: bigint | null; requestedOn: string | null }, never> = {
  name: 'orders.ask_parts_for_day',
  kind: 'write',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'requestedOn', type: 'date', array: true },
  ],
  text: "update orders.fulfillment_line f set requested_on = r.requested_on\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as id, unnest($4::date[]) as requested_on) as r\nwhere f.company_id = r.company_id and f.order_id = r.order_id and f.id = r.id",
}

/** What of lines acts do not decide on, but keep when they write them again. */
export const readLineWords: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; line_no: number; custom: Json; waterfall: Json }> = {
  name: 'orders.read_line_words',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select distinct on (l.company_id, l.order_id, l.line_no) l.company_id, l.order_id, l.line_no, l.custom, l.waterfall\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\ncross join lateral (select * from orders.order_line l where l.company_id = w.company_id and l.order_id = w.order_id offset 0) l\norder by l.company_id, l.order_id, l.line_no, l.from_version desc",
}

export const insertAmendment: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; id: bigint | null; batch: bigint | null; outcome: string | null; baseVersion: number | null; version: number | null; sourceVersion: number | null; actor: string | null; reason: string | null; told: Json | null }, never> = {
  name: 'orders.insert_amendment',
  kind: 'write',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'outcome', type: 'text', array: true },
    { name: 'baseVersion', type: 'integer', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'sourceVersion', type: 'integer', array: true },
    { name: 'actor', type: 'text', array: true },
    { name: 'reason', type: 'text', array: true },
    { name: 'told', type: 'jsonb', array: true },
  ],
  text: "insert into orders.amendment (company_id, order_id, id, batch, outcome, base_version, version, source_version, actor, reason, told)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as id, unnest($4::bigint[]) as batch, unnest($5::text[]) as outcome, unnest($6::integer[]) as base_version, unnest($7::integer[]) as version, unnest($8::integer[]) as source_version, unnest($9::text[]) as actor, unnest($10::text[]) as reason, unnest($11::jsonb[]) as told) as r",
}

/** The newest first; a page ends before `before`. */
export const readAmendments: ReadStatement<{ companyId: bigint | null; orderId: bigint | null; before: bigint | null; most: number | null }, { id: bigint; outcome: string; base_version: number; version: number; source_version: number | null; actor: string; reason: string | null; told: Json; at: Date }> = {
  name: 'orders.read_amendments',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
    { name: 'before', type: 'bigint', array: false },
    { name: 'most', type: 'integer', array: false },
  ],
  text: "select a.id, a.outcome, a.base_version, a.version, a.source_version, a.actor, a.reason, a.told, g.at\nfrom orders.amendment a\njoin platform.log_public g on g.company_id = a.company_id and g.batch = a.batch\nwhere a.company_id = $1::bigint and a.order_id = $2::bigint and a.id < $3::bigint\norder by a.id desc limit $4::integer",
}
