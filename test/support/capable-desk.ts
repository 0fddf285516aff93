import assert from 'node:assert/strict'
import { addDays } from '../../src/platform/clock.ts'
import { Flow, type Seen } from './flow.ts'

/** A company with a clock of its own: Monday 2030-03-04, ten in the morning in London. Every day is worked. */

export let flow: Flow

export const MONDAY = '2030-03-04'

export const day = (number: number) => addDays(MONDAY, number)

export async function open(): Promise<void> {
  flow = await Flow.open()
  const answer = await flow.server.request('PUT', '/api/v1/clock', { to: `${MONDAY}T10:00:00Z` })
  assert.ok(answer.status < 300, answer.bytes.toString())
  await flow.put('/periods', { code: '2030-03', startsOn: '2030-03-01', endsOn: '2030-03-31' })
  for (const [code, rank] of [
    ['WORKS', 1],
    ['DEPOT', 2],
  ] as const)
    await flow.put('/locations', { code, name: code, country: 'GB', rank, autoConfirm: false })
  await flow.put('/atp-rules', {
    code: 'ALL',
    name: 'What is there, or can be had',
    mode: 'stock',
    assignments: [{}],
    capable: true,
  })
}

export const close = (): Promise<void> => flow.close()

export const item = (sku: string, onHand: Record<string, string> = {}) => flow.stockedItem(sku, onHand, '1')

export const comes = (sku: string, quantity: string, dueOn: string, more: object = {}) =>
  flow.ok('/supply-orders', [
    { sku, quantity, dueOn, location: 'WORKS', unitCost: '1', number: `PO ${sku} ${dueOn}`, ...more },
  ])

/** How an item comes: by a rule of its own. */
export const ways = (sku: string, origins: object[], at: object = { location: 'WORKS' }) =>
  flow.put('/supply-rules', { code: sku, name: sku, assignments: [{ sku, ...at }], origins })

export const bill = (sku: string, materials: object[], more: object = {}) =>
  flow.put('/bills-of-materials', { sku, leadDays: 3, materials, ...more })

/** Something with four wheels, built at the works in three days. */
export async function cart(name: string, wheels: Record<string, string> = {}): Promise<void> {
  await item(`WHEEL-${name}`, wheels)
  await item(`CART-${name}`)
  await bill(`CART-${name}`, [{ sku: `WHEEL-${name}`, quantity: 4 }])
  await ways(`CART-${name}`, [{ by: 'make' }])
}

export const buy = async (sku: string, quantity: string, more: object = {}): Promise<Seen> =>
  flow.read((await flow.order([{ sku, quantity, net: '10.00', tax: '2.00', ...more }])).id)

export const partsOf = (parts: Seen[]): string[] =>
  parts.map(
    (one: Seen) =>
      `${one.location?.code ?? one.location} ${one.quantity} ${one.supply} ${one.promisedOn ?? one.reason}`,
  )

export const promised = async (order: Promise<Seen>) => partsOf((await order).fulfillmentLines)

export async function asked(sku: string, quantity: string, more: object = {}): Promise<Seen[]> {
  const [outcome] = (await flow.ok('/promises', [{ lines: [{ sku, quantity, ...more }] }])).outcomes
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome.answer.lines[0].promises
}

export const needs = (...skus: string[]) =>
  flow.server.database.sql<{ sku: string; needed_on: string; quantity: string }>(
    `select i.sku, n.needed_on::text, trim_scale(n.quantity)::text as quantity from inventory.material_need n
     join catalog.item i on i.id = n.item_id where i.sku = any($1) order by 1, 2, 3`,
    [skus],
  )
