import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from './flow.ts'
import { startTestServer, type TestServer } from './server.ts'

/** A company whose warehouse system says what is on hand at a place, and whose purchasing says what comes. Two processes of Docket. */

export let flow: Flow

export let second: TestServer

/** The second process begins anew. */
export async function startSecond(): Promise<void> {
  second = await startTestServer({ beside: flow.server })
}

let made = 0
export const nextNumber = () => (made += 1)

/** The place of a test, its feed, and its item. */
export let at = ''

export let sku = ''

export async function open(): Promise<void> {
  flow = new Flow(await startTestServer({ sample: true }))
  await startSecond()
}

export async function close(): Promise<void> {
  await second.close()
  await flow.close()
}

export const limits = { mostItemsPercent: 100, mostValuePercent: 10_000, settleSeconds: 0 }

export const item = async (code: string) =>
  flow.put('/items', { sku: code, name: code, itemClass: 'hardware', taxCode: 'standard' })

/** A place with a feed of its own. */
export async function place(more: object = {}, location: object = {}): Promise<void> {
  at = `F${(made += 1)}`
  await flow.put('/locations', { code: at, name: at, country: 'GB', rank: 1000 + made, ...location })
  await flow.put('/feeds', { code: at, name: at, gives: 'stock', location: at, ...limits, ...more })
  sku = `${at}-A`
  await item(sku)
}

/** Another place is spoken of from here on. */
export function turnTo(location: string): void {
  at = location
}

export const now = (milliseconds = 0) => new Date(Date.now() + milliseconds).toISOString()

export const stock = (quantity: string, of = sku) =>
  flow.ok('/stock/receipts', [{ sku: of, location: at, quantity, unitCost: '2.00' }])

export const told = async (...events: object[]) =>
  (await flow.put('/stock-events', { feed: at, events })).outcomes.map(
    (one: Seen) => one.answer?.change ?? one,
  )

export const say = (rows: object[], more: object = {}) =>
  flow.put('/stock-snapshots', {
    feed: at,
    snapshot: `s${(made += 1)}`,
    asOf: now(),
    complete: true,
    rows,
    ...more,
  })

export async function onHand(of = sku): Promise<string | undefined> {
  const { body } = await flow.server.request('GET', `/api/v1/stock?sku=${of}`)
  return body.rows.find((row: Seen) => row.location === at)?.onHand
}

export async function snapshots(feed = at): Promise<Seen[]> {
  return (await flow.server.request('GET', `/api/v1/feed-snapshots?feed=${feed}&limit=200`)).body.rows
}

export const differences = async (id: string) =>
  (await flow.server.request('GET', `/api/v1/feed-snapshots/${id}/differences?limit=200`)).body.rows

/** What became of a snapshot once nobody has anything to do with it. */
export async function settled(id: string, feed = at): Promise<Seen> {
  const end = performance.now() + 60_000
  for (;;) {
    const found = (await snapshots(feed)).find((one) => one.id === id)
    if (found && !['coming', 'complete', 'posting'].includes(found.state)) return found
    assert.ok(performance.now() < end, `waited too long: ${JSON.stringify(found)}`)
    await sleep(50)
  }
}

export const decide = (ids: string[], decision: string) =>
  flow.ok('/feed-snapshots/decide', { ids, decision, reason: 'it was counted by hand' })
