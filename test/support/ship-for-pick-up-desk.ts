import assert from 'node:assert/strict'
import { Flow, type Seen } from './flow.ts'

/** A warehouse and two stores that say themselves what left. What a store has not got is brought there by van, in two days. */

export let flow: Flow

export let today: string

export async function open(): Promise<void> {
  flow = await Flow.open()
  today = (await flow.server.request('GET', '/api/v1/availability?sku=KIT-101')).body.today
  const place = { autoConfirm: false }
  await flow.put('/locations', { ...place, code: 'BIG', name: 'Big warehouse', country: 'GB', rank: 500 })
  await flow.put('/locations', { ...place, code: 'FAR', name: 'Far store', country: 'GB', rank: 501 })
  const store = { ...place, country: 'IE', rank: 900, transferMethod: 'van' }
  await flow.put('/locations', { ...store, code: 'KIOSK', name: 'Kiosk' })
  await flow.put('/transit-lanes', { shipMethod: 'van', country: 'IE', transitDays: 2 })
}

export const close = (): Promise<void> => flow.close()

export async function stocked(sku: string, onHand: Record<string, string>, cost = '4'): Promise<void> {
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  const rows = Object.entries(onHand).map(([location, quantity]) => ({
    sku,
    location,
    quantity,
    unitCost: cost,
  }))
  if (rows.length > 0) await flow.ok('/stock/opening', rows)
}

export const line = (sku: string, quantity: string, location?: string) => ({
  sku,
  quantity,
  unitPrice: '10',
  net: (10 * Number(quantity)).toFixed(2),
  tax: (2 * Number(quantity)).toFixed(2),
  ...(location === undefined ? {} : { location }),
})

/** The transfers of an order, as soon as there are so many. */
export async function brought(id: string, count = 1): Promise<Seen[]> {
  await flow.until(id, (seen) => seen.timeline.some((fact: Seen) => fact.act === 'bring'))
  const { body } = await flow.server.request('GET', `/api/v1/transfers?order=${id}`)
  assert.equal(body.rows.length, count, JSON.stringify(body))
  return body.rows
}

export async function listed(query: string): Promise<Seen[]> {
  const { status, body } = await flow.server.request('GET', `/api/v1/${query}`)
  assert.equal(status, 200, JSON.stringify(body))
  return body.rows
}

export async function onHand(sku: string, location: string): Promise<[onHand: string, reserved: string]> {
  const [row] = await listed(`stock?sku=${sku}&location=${location}`)
  return [row?.onHand ?? '0', row?.reserved ?? '0']
}

/** What is brought is on its way from BIG. */
export async function onItsWay(sku: string, quantity: string): Promise<{ id: string; transfer: Seen }> {
  const { id } = await flow.order([line(sku, quantity, 'KIOSK')])
  const [transfer] = await brought(id)
  await flow.ok(`/transfers/${transfer.id}/send`, {})
  return { id, transfer }
}

/** Hands over what is ready, until all of it is billed. */
export async function fetched(id: string): Promise<Seen> {
  const order = await flow.read(id)
  for (const shipment of order.shipments)
    if (shipment.state === 'requested') await flow.ok(`/shipments/${shipment.id}/confirm`, {})
  return flow.until(id, (one) => one.billingStatus === 'billed')
}

export const parts = (order: Seen) =>
  order.fulfillmentLines.map((one: Seen) => `${one.location.code} ${one.quantity} ${one.supply}`)
