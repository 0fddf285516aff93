// Written by `npm run generate` from place.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

/** Where an order goes and who pays. What is personal is read for those alone who may see it. */
export const readOrderPlaces: ReadStatement<{ companyId: bigint | null; seen: boolean | null; orderId: bigint | null }, { what: string; site: string | null; address_id: bigint | null; kept_id: bigint | null; name: string | null; email: string | null; phone: string | null; address: Json | null }> = {
  name: 'insight.read_order_places',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'seen', type: 'boolean', array: false },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select p.what, t.code as site, p.address_id, d.id as kept_id, d.name, d.email, d.phone, d.address\nfrom orders.order_state s\njoin orders.sales_order o on o.company_id = $1::bigint and o.id = s.order_id and o.version = s.version\ncross join lateral (values ('shipTo', o.ship_to_site, o.ship_to_address), ('billTo', o.bill_to_site, o.bill_to_address)\n  ) p(what, site_id, address_id)\nleft join customers.account a on a.company_id = $1::bigint and a.id = o.account_id\nleft join customers.site t on t.company_id = $1::bigint and t.id = p.site_id\nleft join customers.person_data d on $2::boolean and d.company_id = $1::bigint and d.customer_id = a.customer_id\n  and d.id = p.address_id\nwhere s.company_id = $1::bigint and s.order_id = $3::bigint",
}

export const findShipment: ReadStatement<{ companyId: bigint | null; shipmentId: bigint | null }, { order_id: bigint }> = {
  name: 'insight.find_shipment',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'shipmentId', type: 'bigint', array: false },
  ],
  text: "select s.cause_id as order_id from fulfillment.shipment s\nwhere s.company_id = $1::bigint and s.id = $2::bigint",
}

export const readShipment: ReadStatement<{ companyId: bigint | null; orderId: bigint | null; shipmentId: bigint | null }, { id: bigint; released_on: string; state: string; polls: number | null; offer_at: Date | null; carrier: string | null; tracking_number: string | null; location_code: string | null; location_name: string | null; order_id: bigint; account_id: bigint | null; customer_reference: string | null; ship_to_country: string; ship_to_region: string }> = {
  name: 'insight.read_shipment',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
    { name: 'shipmentId', type: 'bigint', array: false },
  ],
  text: "select s.id, s.released_on, s.state, q.polls, q.offer_at, s.carrier, s.tracking_number, l.code as location_code, l.name as location_name,\n  o.id as order_id, o.account_id, o.customer_reference, o.ship_to_country, o.ship_to_region\nfrom fulfillment.shipment s\njoin orders.order_state e on e.company_id = $1::bigint and e.order_id = s.cause_id\njoin orders.sales_order o on o.company_id = $1::bigint and o.id = e.order_id and o.version = e.version\nleft join inventory.location l on l.company_id = $1::bigint and l.id = s.location_id\nleft join fulfillment.open_shipment q on q.company_id = $1::bigint and q.id = s.id\nwhere s.company_id = $1::bigint and s.cause_id = $2::bigint and s.id = $3::bigint",
}

/** `rejected` by its place, and what of that nobody else has. */
export const readPickList: ReadStatement<{ companyId: bigint | null; orderId: bigint | null; shipmentId: bigint | null }, { source_id: bigint; item_id: bigint; requested: bigint; shipped: bigint; recalled: bigint; accepted: bigint; picked: bigint; sku: string | null; name: string | null; uom: string | null; rejected: bigint; unfulfillable: bigint }> = {
  name: 'insight.read_pick_list',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
    { name: 'shipmentId', type: 'bigint', array: false },
  ],
  text: "select s.source_id, s.item_id, s.requested, s.shipped, s.recalled, s.accepted, s.picked, i.sku, i.name, i.uom,\n  coalesce(r.rejected, 0)::numeric(20, 6) as rejected, coalesce(r.unfulfillable, 0)::numeric(20, 6) as unfulfillable\nfrom fulfillment.shipment_line s\nleft join lateral (select sum(r.quantity) as rejected, sum(r.quantity) filter (where r.unfulfillable) as unfulfillable\n  from orchestration.rejection r where r.company_id = $1::bigint and r.order_id = $2::bigint\n    and r.shipment_id = $3::bigint and r.part_id = s.source_id) r on true\nleft join catalog.item i on i.company_id = $1::bigint and i.id = s.item_id\nwhere s.company_id = $1::bigint and s.cause_id = $2::bigint and s.shipment_id = $3::bigint\norder by i.sku, s.source_id",
}

/** Who has an account; nobody has a name once it was erased. */
export const readAccountHolder: ReadStatement<{ companyId: bigint | null; accountId: bigint | null }, { name: string | null }> = {
  name: 'insight.read_account_holder',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'accountId', type: 'bigint', array: false },
  ],
  text: "select d.name\nfrom customers.account a\nleft join customers.person_data d on d.company_id = $1::bigint and d.customer_id = a.customer_id and d.id = 0\nwhere a.company_id = $1::bigint and a.id = $2::bigint",
}
