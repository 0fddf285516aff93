// Written by `npm run generate` from transfer.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'

export const insertTransfer: WriteStatement<{ companyId: bigint | null; causeId: bigint | null; id: bigint | null; sourceId: bigint | null; itemId: bigint | null; fromId: bigint | null; toId: bigint | null; requested: bigint | null; askedOn: string | null; dueOn: string | null }, never> = {
  name: 'fulfillment.insert_transfer',
  kind: 'write',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'causeId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'sourceId', type: 'bigint', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'fromId', type: 'bigint', array: true },
    { name: 'toId', type: 'bigint', array: true },
    { name: 'requested', type: 'numeric', array: true },
    { name: 'askedOn', type: 'date', array: true },
    { name: 'dueOn', type: 'date', array: true },
  ],
  text: "insert into fulfillment.transfer (company_id, cause_id, id, source_id, item_id, from_location_id, to_location_id, requested, asked_on, due_on)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as cause_id, unnest($3::bigint[]) as id, unnest($4::bigint[]) as source_id, unnest($5::bigint[]) as item_id, unnest($6::bigint[]) as from_id, unnest($7::bigint[]) as to_id, unnest($8::numeric[]) as requested, unnest($9::date[]) as asked_on, unnest($10::date[]) as due_on) as r",
}

/** Its order is locked. Of several of one batch the last stands. */
export const moveTransfer: WriteStatement<{ companyId: bigint | null; causeId: bigint | null; id: bigint | null; step: bigint | null; requested: bigint | null; shipped: bigint | null; received: bigint | null; lost: bigint | null; settled: bigint | null; shippedOn: string | null }, never> = {
  name: 'fulfillment.move_transfer',
  kind: 'write',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'causeId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'step', type: 'bigint', array: true },
    { name: 'requested', type: 'numeric', array: true },
    { name: 'shipped', type: 'numeric', array: true },
    { name: 'received', type: 'numeric', array: true },
    { name: 'lost', type: 'numeric', array: true },
    { name: 'settled', type: 'bigint', array: true },
    { name: 'shippedOn', type: 'date', array: true },
  ],
  text: "update fulfillment.transfer t\nset requested = r.requested, shipped = r.shipped, received = r.received, lost = r.lost, settled = r.settled, shipped_on = r.shipped_on\nfrom (select distinct on (r.company_id, r.cause_id, r.id) r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as cause_id, unnest($3::bigint[]) as id, unnest($4::bigint[]) as step, unnest($5::numeric[]) as requested, unnest($6::numeric[]) as shipped, unnest($7::numeric[]) as received, unnest($8::numeric[]) as lost, unnest($9::bigint[]) as settled, unnest($10::date[]) as shipped_on) as r\n  order by r.company_id, r.cause_id, r.id, r.step desc) r\nwhere t.company_id = r.company_id and t.cause_id = r.cause_id and t.id = r.id",
}

/** What transfers belong to, and what of which item they bring. */
export const findTransfers: ReadStatement<{ companyIds: readonly bigint[]; ids: readonly bigint[] }, { company_id: bigint; id: bigint; cause_id: bigint; source_id: bigint; item_id: bigint; from_location_id: bigint; to_location_id: bigint; requested: bigint; shipped: bigint; received: bigint; lost: bigint }> = {
  name: 'fulfillment.find_transfers',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'ids', type: 'bigint', array: true },
  ],
  text: "select t.company_id, t.id, t.cause_id, t.source_id, t.item_id, t.from_location_id, t.to_location_id, t.requested, t.shipped,\n  t.received, t.lost\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, id)\ncross join lateral (select * from fulfillment.transfer t where t.company_id = w.company_id and t.id = w.id offset 0) t",
}

/** What places were asked by a day to bring and have not sent, and what is on its way to them and they have not received, by item: it may have left, or arrived, and we have not heard of it yet. At the cost of what is open. */
export const readBroughtAt: ReadStatement<{ companyIds: readonly bigint[]; locationIds: readonly bigint[]; askedBy: readonly string[] }, { company_id: bigint; location_id: bigint; item_id: bigint; asked: bigint; coming: bigint }> = {
  name: 'fulfillment.read_brought_at',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'locationIds', type: 'bigint', array: true },
    { name: 'askedBy', type: 'date', array: true },
  ],
  text: "with moving as (\n  select t.company_id, t.from_location_id as location_id, t.item_id, t.requested - t.shipped as asked, 0::numeric as coming\n  from unnest($1::bigint[], $2::bigint[], $3::date[]) as w(company_id, location_id, asked_by)\n  cross join lateral (select * from fulfillment.transfer t where t.company_id = w.company_id and t.from_location_id = w.location_id\n    and t.shipped < t.requested and t.asked_on <= w.asked_by offset 0) t\n  union all\n  select t.company_id, t.to_location_id, t.item_id, 0, t.shipped - t.received - t.lost\n  from unnest($1::bigint[], $2::bigint[], $3::date[]) as w(company_id, location_id, asked_by)\n  cross join lateral (select * from fulfillment.transfer t where t.company_id = w.company_id and t.to_location_id = w.location_id\n    and t.received + t.lost < t.shipped and t.asked_on <= w.asked_by offset 0) t\n)\nselect m.company_id, m.location_id, m.item_id, sum(m.asked)::numeric(20, 6) as asked, sum(m.coming)::numeric(20, 6) as coming\nfrom moving m\ngroup by 1, 2, 3",
}

export const readTransfers: ReadStatement<{ companyIds: readonly bigint[]; causeIds: readonly bigint[] }, { company_id: bigint; cause_id: bigint; id: bigint; source_id: bigint; item_id: bigint; from_location_id: bigint; to_location_id: bigint; requested: bigint; shipped: bigint; received: bigint; lost: bigint; settled: bigint; asked_on: string; due_on: string | null; shipped_on: string | null }> = {
  name: 'fulfillment.read_transfers',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'causeIds', type: 'bigint', array: true },
  ],
  text: "select t.company_id, t.cause_id, t.id, t.source_id, t.item_id, t.from_location_id, t.to_location_id, t.requested, t.shipped, t.received,\n  t.lost, t.settled, t.asked_on, t.due_on, t.shipped_on\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, cause_id)\ncross join lateral (select * from fulfillment.transfer t where t.company_id = w.company_id and t.cause_id = w.cause_id offset 0) t\norder by t.company_id, t.cause_id, t.id",
}
