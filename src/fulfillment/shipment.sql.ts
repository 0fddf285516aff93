// Written by `npm run generate` from shipment.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'

export const insertShipment: WriteStatement<{ companyId: bigint | null; causeId: bigint | null; id: bigint | null; locationId: bigint | null; releasedOn: string | null; state: string | null; taskIds: readonly (bigint | null)[] | null; carrier: string | null; trackingNumber: string | null; releasedAt: Date | null }, never> = {
  name: 'fulfillment.insert_shipment',
  kind: 'write',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'causeId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'locationId', type: 'bigint', array: true },
    { name: 'releasedOn', type: 'date', array: true },
    { name: 'state', type: 'text', array: true },
    { name: 'taskIds', type: 'bigint', array: true, list: true },
    { name: 'carrier', type: 'text', array: true },
    { name: 'trackingNumber', type: 'text', array: true },
    { name: 'releasedAt', type: 'timestamptz', array: true },
  ],
  text: "insert into fulfillment.shipment (company_id, cause_id, id, location_id, released_on, state, task_ids, carrier, tracking_number,\n  released_at)\nselect r.* from (select u.company_id, u.cause_id, u.id, u.location_id, u.released_on, u.state, ($7::bigint[])[coalesce(($8::integer[])[u.place - 1], 0) + 1 : ($8::integer[])[u.place]] as task_ids, u.carrier, u.tracking_number, u.released_at from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as cause_id, unnest($3::bigint[]) as id, unnest($4::bigint[]) as location_id, unnest($5::date[]) as released_on, unnest($6::text[]) as state, unnest($9::text[]) as carrier, unnest($10::text[]) as tracking_number, unnest($11::timestamptz[]) as released_at, generate_subscripts($1::bigint[], 1) as place) as u) as r",
}

/** It is open until its last word; see move_shipment. */
export const openShipment: WriteStatement<{ companyId: bigint | null; id: bigint | null; causeId: bigint | null; locationId: bigint | null; keepUntil: string | null; remindOn: string | null }, never> = {
  name: 'fulfillment.open_shipment',
  kind: 'write',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'causeId', type: 'bigint', array: true },
    { name: 'locationId', type: 'bigint', array: true },
    { name: 'keepUntil', type: 'date', array: true },
    { name: 'remindOn', type: 'date', array: true },
  ],
  text: "insert into fulfillment.open_shipment (company_id, id, cause_id, location_id, keep_until, remind_on)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::bigint[]) as cause_id, unnest($4::bigint[]) as location_id, unnest($5::date[]) as keep_until, unnest($6::date[]) as remind_on) as r",
}

/** Its order is locked. Of several of one batch the last stands. */
export const keepShipment: WriteStatement<{ companyId: bigint | null; id: bigint | null; step: bigint | null; keepUntil: string | null; remindOn: string | null }, never> = {
  name: 'fulfillment.keep_shipment',
  kind: 'write',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'step', type: 'bigint', array: true },
    { name: 'keepUntil', type: 'date', array: true },
    { name: 'remindOn', type: 'date', array: true },
  ],
  text: "update fulfillment.open_shipment o set keep_until = r.keep_until, remind_on = r.remind_on\nfrom (select distinct on (r.company_id, r.id) r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::bigint[]) as step, unnest($4::date[]) as keep_until, unnest($5::date[]) as remind_on) as r\n  order by r.company_id, r.id, r.step desc) r\nwhere o.company_id = r.company_id and o.id = r.id",
}

/** Its order is locked: it is over. */
export const closeShipment: WriteStatement<{ companyId: bigint | null; id: bigint | null }, never> = {
  name: 'fulfillment.close_shipment',
  kind: 'write',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
  ],
  text: "delete from fulfillment.open_shipment o using (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id) as r\nwhere o.company_id = r.company_id and o.id = r.id",
}

/** What of some companies was to be picked up by a day before their today, behind a place of each, longest ago first. */
export const findUnfetched: ReadStatement<{ companyIds: readonly bigint[]; todays: readonly string[]; afterDays: readonly string[]; afterIds: readonly bigint[]; fetch: bigint | null }, { ordinal: bigint; company_id: bigint; id: bigint; cause_id: bigint; keep_until: string | null }> = {
  name: 'fulfillment.find_unfetched',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'todays', type: 'date', array: true },
    { name: 'afterDays', type: 'date', array: true },
    { name: 'afterIds', type: 'bigint', array: true },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select w.ordinal, o.company_id, o.id, o.cause_id, o.keep_until\nfrom unnest($1::bigint[], $2::date[], $3::date[], $4::bigint[]) with ordinality\n  as w(company_id, today, after_day, after_id, ordinal)\ncross join lateral (\n  select o.* from fulfillment.open_shipment o\n  where o.company_id = w.company_id and o.keep_until is not null and o.keep_until < w.today\n    and (o.keep_until, o.id) > (w.after_day, w.after_id)\n  order by o.keep_until, o.id limit $5::bigint\n) o\norder by w.ordinal, o.keep_until, o.id",
}

/** Of what is to be picked up in some companies somebody is to be reminded by their today, behind a place of each. */
export const findToRemind: ReadStatement<{ companyIds: readonly bigint[]; todays: readonly string[]; afterDays: readonly string[]; afterIds: readonly bigint[]; fetch: bigint | null }, { ordinal: bigint; company_id: bigint; id: bigint; cause_id: bigint; remind_on: string | null }> = {
  name: 'fulfillment.find_to_remind',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'todays', type: 'date', array: true },
    { name: 'afterDays', type: 'date', array: true },
    { name: 'afterIds', type: 'bigint', array: true },
    { name: 'fetch', type: 'bigint', array: false },
  ],
  text: "select w.ordinal, o.company_id, o.id, o.cause_id, o.remind_on\nfrom unnest($1::bigint[], $2::date[], $3::date[], $4::bigint[]) with ordinality\n  as w(company_id, today, after_day, after_id, ordinal)\ncross join lateral (\n  select o.* from fulfillment.open_shipment o\n  where o.company_id = w.company_id and o.remind_on is not null and o.remind_on <= w.today\n    and (o.remind_on, o.id) > (w.after_day, w.after_id)\n  order by o.remind_on, o.id limit $5::bigint\n) o\norder by w.ordinal, o.remind_on, o.id",
}

export const insertShipmentLine: WriteStatement<{ companyId: bigint | null; causeId: bigint | null; shipmentId: bigint | null; sourceId: bigint | null; itemId: bigint | null; requested: bigint | null; shipped: bigint | null }, never> = {
  name: 'fulfillment.insert_shipment_line',
  kind: 'write',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'causeId', type: 'bigint', array: true },
    { name: 'shipmentId', type: 'bigint', array: true },
    { name: 'sourceId', type: 'bigint', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'requested', type: 'numeric', array: true },
    { name: 'shipped', type: 'numeric', array: true },
  ],
  text: "insert into fulfillment.shipment_line (company_id, cause_id, shipment_id, source_id, item_id, requested, shipped)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as cause_id, unnest($3::bigint[]) as shipment_id, unnest($4::bigint[]) as source_id, unnest($5::bigint[]) as item_id, unnest($6::numeric[]) as requested, unnest($7::numeric[]) as shipped) as r",
}

/** Its order is locked. Several confirmations of one batch: the furthest state stands. */
export const moveShipment: WriteStatement<{ companyId: bigint | null; causeId: bigint | null; id: bigint | null; state: string | null; carrier: string | null; trackingNumber: string | null }, never> = {
  name: 'fulfillment.move_shipment',
  kind: 'write',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'causeId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'state', type: 'text', array: true },
    { name: 'carrier', type: 'text', array: true },
    { name: 'trackingNumber', type: 'text', array: true },
  ],
  text: "update fulfillment.shipment s\nset state = r.state, carrier = coalesce(r.carrier, s.carrier), tracking_number = coalesce(r.tracking_number, s.tracking_number)\nfrom (\n  select r.company_id, r.cause_id, r.id,\n    (array['requested', 'partially_shipped', 'shipped', 'cancelled'])[\n      max(array_position(array['requested', 'partially_shipped', 'shipped', 'cancelled'], r.state))] as state,\n    max(r.carrier) as carrier, max(r.tracking_number) as tracking_number\n  from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as cause_id, unnest($3::bigint[]) as id, unnest($4::text[]) as state, unnest($5::text[]) as carrier, unnest($6::text[]) as tracking_number) as r group by 1, 2, 3\n) r\nwhere s.company_id = r.company_id and s.cause_id = r.cause_id and s.id = r.id",
}

/** Cumulative: of several confirmations of one batch the last one counts. */
export const moveShipmentLine: WriteStatement<{ companyId: bigint | null; causeId: bigint | null; shipmentId: bigint | null; sourceId: bigint | null; shipped: bigint | null }, never> = {
  name: 'fulfillment.move_shipment_line',
  kind: 'write',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'causeId', type: 'bigint', array: true },
    { name: 'shipmentId', type: 'bigint', array: true },
    { name: 'sourceId', type: 'bigint', array: true },
    { name: 'shipped', type: 'numeric', array: true },
  ],
  text: "update fulfillment.shipment_line l set shipped = r.shipped\nfrom (\n  select r.company_id, r.cause_id, r.shipment_id, r.source_id, max(r.shipped) as shipped\n  from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as cause_id, unnest($3::bigint[]) as shipment_id, unnest($4::bigint[]) as source_id, unnest($5::numeric[]) as shipped) as r group by 1, 2, 3, 4\n) r\nwhere l.company_id = r.company_id and l.cause_id = r.cause_id and l.shipment_id = r.shipment_id and l.source_id = r.source_id",
}

/** Its order is locked: what was confirmed before stands. */
export const recallShipmentLine: WriteStatement<{ companyId: bigint | null; causeId: bigint | null; shipmentId: bigint | null; sourceId: bigint | null; quantity: bigint | null }, never> = {
  name: 'fulfillment.recall_shipment_line',
  kind: 'write',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'causeId', type: 'bigint', array: true },
    { name: 'shipmentId', type: 'bigint', array: true },
    { name: 'sourceId', type: 'bigint', array: true },
    { name: 'quantity', type: 'numeric', array: true },
  ],
  text: "update fulfillment.shipment_line l set requested = l.requested - r.quantity, recalled = l.recalled + r.quantity\nfrom (\n  select r.company_id, r.cause_id, r.shipment_id, r.source_id, sum(r.quantity) as quantity\n  from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as cause_id, unnest($3::bigint[]) as shipment_id, unnest($4::bigint[]) as source_id, unnest($5::numeric[]) as quantity) as r group by 1, 2, 3, 4\n) r\nwhere l.company_id = r.company_id and l.cause_id = r.cause_id and l.shipment_id = r.shipment_id and l.source_id = r.source_id",
}

/** Its order is locked. What left all the same is not to be heard of again. */
export const strayShipmentLine: WriteStatement<{ companyId: bigint | null; causeId: bigint | null; shipmentId: bigint | null; sourceId: bigint | null; quantity: bigint | null }, never> = {
  name: 'fulfillment.stray_shipment_line',
  kind: 'write',
  lockClass: 'insert',
  sequence: 10,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'causeId', type: 'bigint', array: true },
    { name: 'shipmentId', type: 'bigint', array: true },
    { name: 'sourceId', type: 'bigint', array: true },
    { name: 'quantity', type: 'numeric', array: true },
  ],
  text: "update fulfillment.shipment_line l set recalled = greatest(l.recalled - r.quantity, 0)\nfrom (\n  select r.company_id, r.cause_id, r.shipment_id, r.source_id, sum(r.quantity) as quantity\n  from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as cause_id, unnest($3::bigint[]) as shipment_id, unnest($4::bigint[]) as source_id, unnest($5::numeric[]) as quantity) as r group by 1, 2, 3, 4\n) r\nwhere l.company_id = r.company_id and l.cause_id = r.cause_id and l.shipment_id = r.shipment_id and l.source_id = r.source_id",
}

/** Its order is locked. Cumulative: of several words of one batch the furthest counts. */
export const workShipmentLine: WriteStatement<{ companyId: bigint | null; causeId: bigint | null; shipmentId: bigint | null; sourceId: bigint | null; accepted: bigint | null; picked: bigint | null }, never> = {
  name: 'fulfillment.work_shipment_line',
  kind: 'write',
  lockClass: 'insert',
  sequence: 11,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'causeId', type: 'bigint', array: true },
    { name: 'shipmentId', type: 'bigint', array: true },
    { name: 'sourceId', type: 'bigint', array: true },
    { name: 'accepted', type: 'numeric', array: true },
    { name: 'picked', type: 'numeric', array: true },
  ],
  text: "update fulfillment.shipment_line l set accepted = r.accepted, picked = r.picked\nfrom (\n  select r.company_id, r.cause_id, r.shipment_id, r.source_id, max(r.accepted) as accepted, max(r.picked) as picked\n  from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as cause_id, unnest($3::bigint[]) as shipment_id, unnest($4::bigint[]) as source_id, unnest($5::numeric[]) as accepted, unnest($6::numeric[]) as picked) as r group by 1, 2, 3, 4\n) r\nwhere l.company_id = r.company_id and l.cause_id = r.cause_id and l.shipment_id = r.shipment_id and l.source_id = r.source_id",
}

/** Its order is locked. Of several of one batch the last stands. */
export const offerShipment: WriteStatement<{ companyId: bigint | null; id: bigint | null; step: bigint | null; polls: number | null; offerAt: Date | null }, never> = {
  name: 'fulfillment.offer_shipment',
  kind: 'write',
  lockClass: 'insert',
  sequence: 12,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'step', type: 'bigint', array: true },
    { name: 'polls', type: 'integer', array: true },
    { name: 'offerAt', type: 'timestamptz', array: true },
  ],
  text: "update fulfillment.open_shipment o set polls = r.polls, offer_at = r.offer_at\nfrom (select distinct on (r.company_id, r.id) r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::bigint[]) as step, unnest($4::integer[]) as polls, unnest($5::timestamptz[]) as offer_at) as r\n  order by r.company_id, r.id, r.step desc) r\nwhere o.company_id = r.company_id and o.id = r.id",
}

/** What places are to be told of by now, longest waiting first. */
export const findOffered: ReadStatement<{ companyIds: readonly bigint[]; locationIds: readonly bigint[]; counts: readonly bigint[]; now: Date | null }, { ordinal: bigint; company_id: bigint; id: bigint; cause_id: bigint }> = {
  name: 'fulfillment.find_offered',
  kind: 'read',
  lockClass: 'insert',
  sequence: 13,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'locationIds', type: 'bigint', array: true },
    { name: 'counts', type: 'bigint', array: true },
    { name: 'now', type: 'timestamptz', array: false },
  ],
  text: "select w.ordinal, o.company_id, o.id, o.cause_id\nfrom unnest($1::bigint[], $2::bigint[], $3::bigint[]) with ordinality as w(company_id, location_id, most, ordinal)\ncross join lateral (\n  select o.* from fulfillment.open_shipment o\n  where o.company_id = w.company_id and o.location_id = w.location_id and o.offer_at <= $4::timestamptz\n  order by o.offer_at, o.id limit w.most\n) o\norder by w.ordinal, o.offer_at, o.id",
}

export const insertConfirmation: WriteStatement<{ companyId: bigint | null; causeId: bigint | null; shipmentId: bigint | null; id: bigint | null; batch: bigint | null; messageKey: string | null; shippedOn: string | null }, never> = {
  name: 'fulfillment.insert_confirmation',
  kind: 'write',
  lockClass: 'insert',
  sequence: 14,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'causeId', type: 'bigint', array: true },
    { name: 'shipmentId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'messageKey', type: 'text', array: true },
    { name: 'shippedOn', type: 'date', array: true },
  ],
  text: "insert into fulfillment.confirmation (company_id, cause_id, shipment_id, id, batch, message_key, shipped_on)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as cause_id, unnest($3::bigint[]) as shipment_id, unnest($4::bigint[]) as id, unnest($5::bigint[]) as batch, unnest($6::text[]) as message_key, unnest($7::date[]) as shipped_on) as r",
}

/** The order of a shipment, by the shipment's id. */
export const findShipments: ReadStatement<{ companyIds: readonly bigint[]; ids: readonly bigint[] }, { company_id: bigint; id: bigint; cause_id: bigint }> = {
  name: 'fulfillment.find_shipments',
  kind: 'read',
  lockClass: 'insert',
  sequence: 15,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'ids', type: 'bigint', array: true },
  ],
  text: "select s.company_id, s.id, s.cause_id\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, id)\ncross join lateral (select * from fulfillment.shipment s where s.company_id = w.company_id and s.id = w.id offset 0) s",
}

export const readShipments: ReadStatement<{ companyIds: readonly bigint[]; causeIds: readonly bigint[] }, { company_id: bigint; cause_id: bigint; id: bigint; location_id: bigint | null; released_on: string; state: string; task_ids: bigint[]; keep_until: string | null; remind_on: string | null; polls: number | null; offer_at: Date | null }> = {
  name: 'fulfillment.read_shipments',
  kind: 'read',
  lockClass: 'insert',
  sequence: 16,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'causeIds', type: 'bigint', array: true },
  ],
  text: "select s.company_id, s.cause_id, s.id, s.location_id, s.released_on, s.state, s.task_ids, o.keep_until, o.remind_on, o.polls, o.offer_at\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, cause_id)\ncross join lateral (select * from fulfillment.shipment s where s.company_id = w.company_id and s.cause_id = w.cause_id offset 0) s\nleft join fulfillment.open_shipment o on o.company_id = s.company_id and o.id = s.id\norder by s.company_id, s.cause_id, s.id",
}

export const readShipmentLines: ReadStatement<{ companyIds: readonly bigint[]; causeIds: readonly bigint[] }, { company_id: bigint; cause_id: bigint; shipment_id: bigint; source_id: bigint; item_id: bigint; requested: bigint; shipped: bigint; recalled: bigint; accepted: bigint; picked: bigint }> = {
  name: 'fulfillment.read_shipment_lines',
  kind: 'read',
  lockClass: 'insert',
  sequence: 17,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'causeIds', type: 'bigint', array: true },
  ],
  text: "select l.company_id, l.cause_id, l.shipment_id, l.source_id, l.item_id, l.requested, l.shipped, l.recalled, l.accepted, l.picked\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, cause_id)\ncross join lateral (select * from fulfillment.shipment_line l where l.company_id = w.company_id and l.cause_id = w.cause_id offset 0) l\norder by l.company_id, l.cause_id, l.shipment_id, l.source_id",
}

export const readConfirmations: ReadStatement<{ companyIds: readonly bigint[]; causeIds: readonly bigint[] }, { company_id: bigint; cause_id: bigint; shipment_id: bigint; message_key: string; shipped_on: string }> = {
  name: 'fulfillment.read_confirmations',
  kind: 'read',
  lockClass: 'insert',
  sequence: 18,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'causeIds', type: 'bigint', array: true },
  ],
  text: "select c.company_id, c.cause_id, c.shipment_id, c.message_key, c.shipped_on\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, cause_id)\ncross join lateral (select * from fulfillment.confirmation c where c.company_id = w.company_id and c.cause_id = w.cause_id offset 0) c\norder by c.company_id, c.cause_id, c.shipment_id, c.shipped_on, c.id",
}

export const insertReturn: WriteStatement<{ companyId: bigint | null; causeId: bigint | null; id: bigint | null; batch: bigint | null; orderId: bigint | null; accountId: bigint | null; returnedOn: string | null; reason: string | null; reasonCode: string | null; recordedAt: Date | null }, never> = {
  name: 'fulfillment.insert_return',
  kind: 'write',
  lockClass: 'insert',
  sequence: 19,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'causeId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'accountId', type: 'bigint', array: true },
    { name: 'returnedOn', type: 'date', array: true },
    { name: 'reason', type: 'text', array: true },
    { name: 'reasonCode', type: 'text', array: true },
    { name: 'recordedAt', type: 'timestamptz', array: true },
  ],
  text: "insert into fulfillment.customer_return (company_id, cause_id, id, batch, order_id, account_id, returned_on, reason, reason_code, recorded_at)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as cause_id, unnest($3::bigint[]) as id, unnest($4::bigint[]) as batch, unnest($5::bigint[]) as order_id, unnest($6::bigint[]) as account_id, unnest($7::date[]) as returned_on, unnest($8::text[]) as reason, unnest($9::text[]) as reason_code, unnest($10::timestamptz[]) as recorded_at) as r",
}

export const insertReturnLine: WriteStatement<{ companyId: bigint | null; causeId: bigint | null; returnId: bigint | null; ordinal: number | null; sourceId: bigint | null; itemId: bigint | null; locationId: bigint | null; quantity: bigint | null }, never> = {
  name: 'fulfillment.insert_return_line',
  kind: 'write',
  lockClass: 'insert',
  sequence: 20,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'causeId', type: 'bigint', array: true },
    { name: 'returnId', type: 'bigint', array: true },
    { name: 'ordinal', type: 'integer', array: true },
    { name: 'sourceId', type: 'bigint', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'locationId', type: 'bigint', array: true },
    { name: 'quantity', type: 'numeric', array: true },
  ],
  text: "insert into fulfillment.customer_return_line (company_id, cause_id, return_id, ordinal, source_id, item_id, location_id, quantity)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as cause_id, unnest($3::bigint[]) as return_id, unnest($4::integer[]) as ordinal, unnest($5::bigint[]) as source_id, unnest($6::bigint[]) as item_id, unnest($7::bigint[]) as location_id, unnest($8::numeric[]) as quantity) as r",
}

/** Which request of a sender a return answers. */
export const insertReturnRequest: WriteStatement<{ companyId: bigint | null; causeId: bigint | null; source: string | null; name: string | null; returnId: bigint | null; batch: bigint | null }, never> = {
  name: 'fulfillment.insert_return_request',
  kind: 'write',
  lockClass: 'insert',
  sequence: 21,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'causeId', type: 'bigint', array: true },
    { name: 'source', type: 'text', array: true },
    { name: 'name', type: 'text', array: true },
    { name: 'returnId', type: 'bigint', array: true },
    { name: 'batch', type: 'bigint', array: true },
  ],
  text: "insert into fulfillment.return_request (company_id, cause_id, source, name, return_id, batch)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as cause_id, unnest($3::text[]) as source, unnest($4::text[]) as name, unnest($5::bigint[]) as return_id, unnest($6::bigint[]) as batch) as r",
}

/** What of causes came back, line by line, and the request that it answers. */
export const returnsOfCauses: ReadStatement<{ companyIds: readonly bigint[]; causeIds: readonly bigint[] }, { company_id: bigint; cause_id: bigint; id: bigint; batch: bigint; recorded_at: Date | null; source: string | null; name: string | null; source_id: bigint | null; quantity: bigint }> = {
  name: 'fulfillment.returns_of_causes',
  kind: 'read',
  lockClass: 'insert',
  sequence: 22,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'causeIds', type: 'bigint', array: true },
  ],
  text: "select r.company_id, r.cause_id, r.id, r.batch, r.recorded_at, q.source, q.name, l.source_id, l.quantity\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, cause_id)\ncross join lateral (select * from fulfillment.customer_return r where r.company_id = w.company_id and r.cause_id = w.cause_id offset 0) r\ncross join lateral (select * from fulfillment.customer_return_line l where l.company_id = w.company_id and l.cause_id = w.cause_id\n  and l.return_id = r.id offset 0) l\nleft join fulfillment.return_request q on q.company_id = r.company_id and q.cause_id = r.cause_id and q.return_id = r.id\norder by r.company_id, r.cause_id, r.id, l.ordinal",
}

/** What places were asked to ship by an instant and have not confirmed, by item: it may have left, and we have not heard of it yet. */
export const readAskedAt: ReadStatement<{ companyIds: readonly bigint[]; locationIds: readonly bigint[]; askedBy: readonly Date[] }, { company_id: bigint; location_id: bigint; item_id: bigint; asked: bigint }> = {
  name: 'fulfillment.read_asked_at',
  kind: 'read',
  lockClass: 'insert',
  sequence: 23,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'locationIds', type: 'bigint', array: true },
    { name: 'askedBy', type: 'timestamptz', array: true },
  ],
  text: "select o.company_id, o.location_id, l.item_id, sum(l.requested - l.shipped - l.recalled)::numeric(20, 6) as asked\nfrom unnest($1::bigint[], $2::bigint[], $3::timestamptz[]) as w(company_id, location_id, asked_by)\ncross join lateral (select * from fulfillment.open_shipment o where o.company_id = w.company_id and o.location_id = w.location_id offset 0) o\ncross join lateral (select * from fulfillment.shipment s where s.company_id = o.company_id and s.cause_id = o.cause_id and s.id = o.id\n  and (s.released_at is null or s.released_at <= w.asked_by) offset 0) s\njoin fulfillment.shipment_line l on l.company_id = s.company_id and l.cause_id = s.cause_id and l.shipment_id = s.id\nwhere l.requested > l.shipped + l.recalled\ngroup by 1, 2, 3",
}
