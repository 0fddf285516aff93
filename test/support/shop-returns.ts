import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Flow, Seen } from './flow.ts'
import { channelInput, SECRET } from './shop.ts'
import type { ShopProcess } from './shop-process.ts'

/** What a look finds, once it finds something. */
export async function eventually<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
  const end = performance.now() + 25_000
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    assert.ok(performance.now() < end, `waited too long: ${what}`)
    await sleep(50)
  }
}

/** A shop whose returns come back to our warehouse: the channel `shop` and what tests ask of both sides. */
export async function openReturns(flow: Flow, shop: ShopProcess) {
  const { webhooks } = await flow.put('/channels/shop', channelInput())
  await shop.ok('PUT', '/settings', { allowReturnOnPartiallyFulfilledOrder: true })
  for (const id of ['orderSubmit', 'returnRequestUpdate'])
    await shop.api('PUT', `/webhooks/${id}`, {
      urls: [flow.server.url + webhooks],
      secretKey: SECRET,
      algorithm: 'sha512',
    })

  const log = async (key: string): Promise<Seen[]> =>
    (await flow.server.request('GET', `/api/v1/channels/shop/messages?key=${key}`)).body.rows
  const said = async ({ id }: Seen): Promise<Seen> => (await shop.api('GET', `/returnRequests/${id}`)).body
  const is = (request: Seen, state: string): Promise<Seen> =>
    eventually(`${request.id} is ${state}`, async () => {
      const found = await said(request)
      return found.state === state && found
    })

  /** An order of the shop that was delivered, and a return of so many of it that the shop waits for. */
  async function asked(sold: number, quantity: number): Promise<{ orderId: string; request: Seen }> {
    const order = await shop.ok('POST', '/orders', {
      items: [{ sku: 'KIT-101', quantity: sold, price: '10.00' }],
    })
    const { orderId } = await eventually(`${order.id} came`, async () =>
      (await log(order.id)).find(({ outcome }) => outcome === 'accepted'),
    )
    await flow.until(orderId, (one) => one.invoices.length > 0)
    await eventually(`${order.id} is delivered`, async () => {
      const { body } = await shop.api('GET', `/orders/${order.id}`)
      return body.commerceItems.every(({ state }: Seen) => state === 'DELIVERED')
    })
    const items = [{ commerceItemId: order.commerceItems[0].id, quantity }]
    const request = await shop.ok('POST', `/orders/${order.id}/returns`, { items })
    await eventually(`${request.id} came`, async () =>
      (await log(request.id)).some(({ outcome }) => outcome === 'kept'),
    )
    return { orderId, request }
  }
  const takeBack = (orderId: string, quantity: string): Promise<Seen> =>
    flow.ok('/returns', { orderId, reason: 'at the dock', lines: [{ lineNo: 1, quantity }] })

  return { log, said, is, asked, takeBack }
}
