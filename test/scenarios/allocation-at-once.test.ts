import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { addDays } from '../../src/platform/clock.ts'
import { AllocationDesk } from '../support/allocation-desk.ts'
import { Flow } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'

// Shares when many ask at once, of one server and of two, and of orders with very many lines.
let desk: AllocationDesk
before(async () => {
  desk = await AllocationDesk.open()
})
after(() => desk.close())

async function patiently<T>(act: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await act()
    } catch (error) {
      if (tries === 20 || !String(error).includes('too_many_requests')) throw error
      await sleep(250)
    }
  }
}

test('A10-17 N-3 two hundred buy ten at once over two channels of seven and three: seven and three have them', async () => {
  await desk.stocked('AL-3', '10')
  await desk.split('AL-3', ['AL-3'])
  const buyers = Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? 'marketplace' : 'outlet'))
  const orders = await Promise.all(buyers.map((source) => patiently(() => desk.buy(source, 'AL-3', '1'))))
  const parts = await Promise.all(orders.map(({ id }) => patiently(() => desk.partsOf(id))))
  const had = (source: string) =>
    parts.filter(([part], index) => buyers[index] === source && part![1] === 'on_hand').length
  assert.deepEqual([had('marketplace'), had('outlet')], [7, 3])
  await desk.flow.lawful()
})

test('A10-17 N-3 carts, orders and cancellations of a node at once take its share and no more', async () => {
  await desk.stocked('AL-10', '50')
  await desk.split('AL-10', ['AL-10'])
  const until = new Date(Date.now() + 600_000).toISOString()
  const cart = async (key: string): Promise<boolean> =>
    (
      await desk.flow.ok('/promises', [
        { source: 'outlet', reserve: { key, until }, lines: [{ sku: 'AL-10', quantity: '1' }] },
      ])
    ).outcomes[0].answer.reserved.whole
  const early = await Promise.all(
    Array.from({ length: 10 }, () =>
      patiently(() => desk.buy('outlet', 'AL-10', '1', { requestedOn: addDays(desk.today, 5) })),
    ),
  )
  const [sales, carts] = await Promise.all([
    Promise.all(Array.from({ length: 40 }, () => patiently(() => desk.buy('outlet', 'AL-10', '1')))),
    Promise.all(Array.from({ length: 40 }, (_, at) => patiently(() => cart(`al-10-${at}`)))),
    Promise.all(
      early.map(({ id }) =>
        patiently(() => desk.flow.ok(`/orders/${id}/cancel`, { reason: 'changed my mind' })),
      ),
    ),
  ])
  const parts = (await Promise.all(sales.map(({ id }) => patiently(() => desk.partsOf(id))))).flat()
  const had = parts.filter((part) => part[1] === 'on_hand').length + carts.filter((whole) => whole).length
  const left = Number(await desk.available('AL-10', 'outlet'))
  assert.equal(had + left, 15, `${had} had, ${left} left`)
  assert.equal(await desk.available('AL-10', 'marketplace'), '35')
  await desk.flow.lawful()
})

test('A10-17 A10-15 of two orders at two servers for the last unit of a share one has it, every time', async () => {
  const other = new Flow(await startTestServer({ beside: desk.flow.server }))
  try {
    const skus = Array.from({ length: 20 }, (_, index) => `AL-12-${index}`)
    for (const sku of skus) await desk.stocked(sku, '3')
    await desk.split('AL-12', skus)
    const order = (by: Flow, sku: string) => {
      const externalId = `${sku}-${by === other ? 'b' : 'a'}`
      const gbp = (amount: string) => ({ amount, currency: 'GBP' })
      const body = {
        source: 'outlet',
        externalId,
        customer: { account: 'GB-0001' },
        currency: 'GBP',
        shipTo: { country: 'GB' },
        lines: [{ sku, quantity: '1', unitPrice: gbp('10.00'), taxAmount: gbp('2.00') }],
      }
      return by.ok('/orders', body, externalId)
    }
    for (const sku of skus) {
      const orders = await Promise.all([order(desk.flow, sku), order(other, sku)])
      const parts = (await Promise.all(orders.map(({ id }) => desk.partsOf(id)))).flat()
      const supplies = parts.map((part) => part[1]!).toSorted()
      assert.deepEqual(supplies, ['backorder', 'on_hand'], sku)
    }
    await desk.flow.lawful()
  } finally {
    await other.close()
  }
})

test('A10-17 an order of two thousand lines takes of shares, and gives all of it back', async () => {
  await desk.stocked('AL-13', '4000')
  await desk.split(
    'AL-13',
    ['AL-13'],
    [
      { code: 'OUTLET', sources: ['webshop'], percent: 30 },
      { code: 'MARKET', sources: ['marketplace'], percent: 70 },
    ],
  )
  const unitPrice = { amount: '1.00', currency: 'GBP' }
  await desk.flow.put('/prices', { list: 'RETAIL', sku: 'AL-13', unitPrice, validFrom: '2020-01-01' })
  const lines = Array.from({ length: 2000 }, () => ({ sku: 'AL-13', quantity: '1', allowSplit: false }))
  const order = await desk.flow.sell(lines, { requestedOn: addDays(desk.today, 5) })
  assert.equal(await desk.available('AL-13', 'webshop'), '0')
  assert.equal(await desk.available('AL-13', 'marketplace'), '2800')
  await desk.flow.lawful()
  await desk.flow.ok(`/orders/${order.id}/cancel`, { reason: 'changed my mind' })
  assert.equal(await desk.available('AL-13', 'webshop'), '1200')
  await desk.flow.lawful()
})
