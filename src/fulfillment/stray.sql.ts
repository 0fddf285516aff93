// Written by `npm run generate` from stray.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'

export const insertStray: WriteStatement<{ companyId: bigint | null; causeId: bigint | null; id: bigint | null; batch: bigint | null; shipmentId: bigint | null; sourceId: bigint | null; itemId: bigint | null; locationId: bigint | null; why: string | null; leftOn: string | null; quantity: bigint | null; state: string | null }, never> = {
  name: 'fulfillment.insert_stray',
  kind: 'write',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'causeId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'shipmentId', type: 'bigint', array: true },
    { name: 'sourceId', type: 'bigint', array: true },
    { name: 'itemId', type: 'bigint', array: true },
    { name: 'locationId', type: 'bigint', array: true },
    { name: 'why', type: 'text', array: true },
    { name: 'leftOn', type: 'date', array: true },
    { name: 'quantity', type: 'numeric', array: true },
    { name: 'state', type: 'text', array: true },
  ],
  text: "insert into fulfillment.stray (company_id, cause_id, id, batch, shipment_id, source_id, item_id, location_id, why, left_on, quantity, state)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as cause_id, unnest($3::bigint[]) as id, unnest($4::bigint[]) as batch, unnest($5::bigint[]) as shipment_id, unnest($6::bigint[]) as source_id, unnest($7::bigint[]) as item_id, unnest($8::bigint[]) as location_id, unnest($9::text[]) as why, unnest($10::date[]) as left_on, unnest($11::numeric[]) as quantity, unnest($12::text[]) as state) as r",
}

/** Its order is locked; once a batch. */
export const moveStray: WriteStatement<{ companyId: bigint | null; causeId: bigint | null; id: bigint | null; state: string | null; expectedUntil: string | null; billed: bigint | null; returned: bigint | null; writtenOff: bigint | null; invoiceId: bigint | null }, never> = {
  name: 'fulfillment.move_stray',
  kind: 'write',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'causeId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'state', type: 'text', array: true },
    { name: 'expectedUntil', type: 'date', array: true },
    { name: 'billed', type: 'numeric', array: true },
    { name: 'returned', type: 'numeric', array: true },
    { name: 'writtenOff', type: 'numeric', array: true },
    { name: 'invoiceId', type: 'bigint', array: true },
  ],
  text: "update fulfillment.stray s\nset state = r.state, expected_until = r.expected_until, billed = r.billed, returned = r.returned, written_off = r.written_off,\n  invoice_id = r.invoice_id\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as cause_id, unnest($3::bigint[]) as id, unnest($4::text[]) as state, unnest($5::date[]) as expected_until, unnest($6::numeric[]) as billed, unnest($7::numeric[]) as returned, unnest($8::numeric[]) as written_off, unnest($9::bigint[]) as invoice_id) as r\nwhere s.company_id = r.company_id and s.cause_id = r.cause_id and s.id = r.id",
}

/** Stray goods by their id, for what they belong to. */
export const findStrays: ReadStatement<{ companyIds: readonly bigint[]; ids: readonly bigint[] }, { company_id: bigint; id: bigint; cause_id: bigint; source_id: bigint; item_id: bigint; unsettled: bigint }> = {
  name: 'fulfillment.find_strays',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'ids', type: 'bigint', array: true },
  ],
  text: "select s.company_id, s.id, s.cause_id, s.source_id, s.item_id, s.quantity - s.billed - s.returned - s.written_off as unsettled\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, id)\ncross join lateral (select * from fulfillment.stray s where s.company_id = w.company_id and s.id = w.id offset 0) s",
}

/** Along stray_invoice. */
export const findBilledStray: ReadStatement<{ companyId: bigint | null; invoiceId: bigint | null }, { id: bigint; cause_id: bigint }> = {
  name: 'fulfillment.find_billed_stray',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'invoiceId', type: 'bigint', array: false },
  ],
  text: "select s.id, s.cause_id from fulfillment.stray s\nwhere s.company_id = $1::bigint and s.invoice_id = $2::bigint",
}

export const readStrays: ReadStatement<{ companyIds: readonly bigint[]; causeIds: readonly bigint[] }, { company_id: bigint; cause_id: bigint; id: bigint; shipment_id: bigint; source_id: bigint; item_id: bigint; location_id: bigint; why: string; left_on: string; quantity: bigint; state: string; expected_until: string | null; billed: bigint; returned: bigint; written_off: bigint; invoice_id: bigint | null }> = {
  name: 'fulfillment.read_strays',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'causeIds', type: 'bigint', array: true },
  ],
  text: "select s.company_id, s.cause_id, s.id, s.shipment_id, s.source_id, s.item_id, s.location_id, s.why, s.left_on, s.quantity, s.state,\n  s.expected_until, s.billed, s.returned, s.written_off, s.invoice_id\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, cause_id)\ncross join lateral (select * from fulfillment.stray s where s.company_id = w.company_id and s.cause_id = w.cause_id offset 0) s\norder by s.company_id, s.cause_id, s.id",
}

/** What strayed of sources (fulfillment lines), along stray_source: a decision is none of the rest of its order. */
export const readStraysOfSources: ReadStatement<{ companyIds: readonly bigint[]; causeIds: readonly bigint[]; sourceIds: readonly bigint[] }, { company_id: bigint; cause_id: bigint; id: bigint; shipment_id: bigint; source_id: bigint; item_id: bigint; location_id: bigint; why: string; left_on: string; quantity: bigint; state: string; expected_until: string | null; billed: bigint; returned: bigint; written_off: bigint; invoice_id: bigint | null }> = {
  name: 'fulfillment.read_strays_of_sources',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'causeIds', type: 'bigint', array: true },
    { name: 'sourceIds', type: 'bigint', array: true },
  ],
  text: "select s.company_id, s.cause_id, s.id, s.shipment_id, s.source_id, s.item_id, s.location_id, s.why, s.left_on, s.quantity, s.state,\n  s.expected_until, s.billed, s.returned, s.written_off, s.invoice_id\nfrom unnest($1::bigint[], $2::bigint[], $3::bigint[]) as w(company_id, cause_id, source_id)\ncross join lateral (select * from fulfillment.stray s\n  where s.company_id = w.company_id and s.cause_id = w.cause_id and s.source_id = w.source_id offset 0) s",
}
