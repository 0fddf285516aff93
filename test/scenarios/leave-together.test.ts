import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'

/** What of an order is ready together leaves together (decision 0031). */
let flow: Flow
before(async () => {
  flow = new Flow(await startTestServer({ sample: true, limits: { DOCKET_REQUEST_BODY_BYTES: '8388608' } }))
  // A warehouse that says itself what it shipped.
  await flow.put('/locations', { code: 'DOCK', name: 'Dock', country: 'GB', rank: 90, autoConfirm: false })
})
after(() => flow.close())

let made = 0
async function newItems(count: number): Promise<string[]> {
  const skus = Array.from({ length: count }, () => `TOGETHER-${(made += 1)}`)
  for (const sku of skus)
    await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  return skus
}
const lineOf = (sku: string) => ({ sku, quantity: '1', unitPrice: '10', net: '10.00', tax: '2.00' })
const goods = (skus: readonly string[], location: string) =>
  skus.map((sku) => ({ sku, location, quantity: '1', unitCost: '6' }))
const linesOf = ({ shipments }: Seen): number[] => shipments.map((one: Seen) => one.lines.length)

const componentOf = ({ components }: Seen, lineId: string): string =>
  components.find(({ lines }: Seen) => lines.includes(lineId)).id

/** What became of the tasks that ship and bill each of these lines. */
const tasksOf = ({ plan }: Seen, lines: readonly Seen[]): string[][] =>
  lines.map(({ fulfillmentLineId }) =>
    plan.tasks
      .filter(
        ({ componentId, kind }: Seen) =>
          componentId === componentOf(plan, fulfillmentLineId) && (kind === 'ship' || kind === 'invoice'),
      )
      .map(({ kind, state }: Seen) => `${kind} ${state}`),
  )

/** An order whose every line waits for goods that nobody has announced. */
async function waiting(count: number): Promise<{ id: string; skus: string[] }> {
  const skus = await newItems(count)
  const { id } = await flow.order(skus.map(lineOf))
  const { plan } = await flow.read(id)
  assert.equal(plan.components.length, count + 1, 'each waits by itself')
  return { id, skus }
}

test('P-27 P-54 lines whose goods come in one delivery leave in one shipment and stand on one invoice', async () => {
  const { id, skus } = await waiting(5)
  await flow.ok('/stock/receipts', goods(skus.slice(0, 3), 'PORT'))
  const some = await flow.until(id, (one) => one.fulfillmentStatus === 'partially_shipped')
  assert.deepEqual(linesOf(some), [3])
  await flow.ok('/stock/receipts', goods(skus.slice(3), 'PORT'))
  const all = await flow.until(id, (one) => one.billingStatus === 'billed')
  assert.deepEqual([linesOf(all), all.invoices.length], [[3, 2], 2])
  await flow.lawful()
})

for (const [how, announced] of [
  ['goods that nobody expected there', false],
  ['goods that were on their way to it', true],
] as const)
  test(`P-40 P-44 a warehouse is asked once for ${how}, confirms in parts, and what is cancelled meanwhile is taken back`, async () => {
    const skus = await newItems(4)
    const supplies = skus.map((sku) => ({
      sku,
      location: 'DOCK',
      quantity: '1',
      unitCost: '6',
      number: sku,
      dueOn: '2099-01-05',
    }))
    if (announced) await flow.ok('/supply-orders', supplies)
    const { id } = await flow.order(skus.map(lineOf))
    const rows = goods(skus, 'DOCK')
    await flow.ok(
      '/stock/receipts',
      announced ? rows.map((row) => ({ ...row, supplyNumber: row.sku })) : rows,
    )
    const asked = await flow.until(id, (one) => one.shipments.length > 0)
    assert.deepEqual(linesOf(asked), [4])
    const [shipment] = asked.shipments
    const confirm = (lines: readonly Seen[]) =>
      flow.ok(`/shipments/${shipment.id}/confirm`, {
        lines: lines.map(({ fulfillmentLineId }) => ({ fulfillmentLineId, quantity: '1' })),
      })

    await confirm(shipment.lines.slice(0, 2))
    const parted = await flow.until(id, (one) => one.invoices.length === 1)
    assert.deepEqual(
      [parted.shipments[0].state, parted.invoices[0].total.amount, parted.billingStatus],
      ['partially_shipped', '24.00', 'partially_billed'],
    )
    // Each of the two is done by its own goods, and billed by the task that was drawn for it.
    assert.deepEqual(tasksOf(parted, shipment.lines.slice(0, 2)), [
      ['ship completed', 'invoice completed'],
      ['ship completed', 'invoice completed'],
    ])
    assert.deepEqual(tasksOf(parted, shipment.lines.slice(2)), [
      ['ship waiting', 'invoice waiting'],
      ['ship waiting', 'invoice waiting'],
    ])
    await flow.lawful()
    // The third is not wanted any more; the fourth ends the shipment, and the plan of all four goes on.
    const { lineNo } = shipment.lines[2]
    await flow.ok(`/orders/${id}/cancel`, { reason: 'too late', lines: [{ lineNo, quantity: '1' }] })
    await confirm([shipment.lines[3]])
    const all = await flow.until(id, (one) => one.billingStatus === 'billed')
    assert.deepEqual([linesOf(all), all.shipments[0].state, all.invoices.length], [[4], 'shipped', 2])
    await flow.ok('/receipts', {
      account: 'GB-0001',
      amount: { amount: '36.00', currency: 'GBP' },
      orderId: id,
      method: 'transfer',
    })
    await flow.until(id, (one) => one.state === 'completed')
    await flow.lawful()
  })

test('P-40 P-54 C-24 a component of a shipment is done when its own goods have left or are not wanted any more', async () => {
  const skus = await newItems(3)
  const { id } = await flow.order(
    skus.map((sku) => ({ ...lineOf(sku), quantity: '2', net: '20.00', tax: '4.00' })),
  )
  await flow.ok(
    '/stock/receipts',
    goods(skus, 'DOCK').map((row) => ({ ...row, quantity: '2' })),
  )
  const [shipment] = (await flow.until(id, (one) => one.shipments.length > 0)).shipments
  await flow.ok(`/shipments/${shipment.id}/confirm`, {
    lines: ['2', '1'].map((quantity, place) => ({
      fulfillmentLineId: shipment.lines[place].fulfillmentLineId,
      quantity,
    })),
  })
  const billed = await flow.until(id, (one) => one.invoices.length === 1)
  assert.equal(billed.invoices[0].total.amount, '36.00')
  // One more task bills what left of the second; the first needs none.
  assert.deepEqual(tasksOf(billed, shipment.lines), [
    ['ship completed', 'invoice completed'],
    ['ship waiting', 'invoice waiting', 'invoice completed'],
    ['ship waiting', 'invoice waiting'],
  ])
  await flow.lawful()

  const cancel = ({ lineNo }: Seen) =>
    flow.ok(`/orders/${id}/cancel`, { reason: 'too late', lines: [{ lineNo, quantity: '1' }] })
  await cancel(shipment.lines[1])
  const without = await flow.until(id, (one) =>
    tasksOf(one, [shipment.lines[1]])[0]!.every((task) => task.endsWith(' completed')),
  )
  assert.deepEqual(
    [without.shipments[0].state, tasksOf(without, shipment.lines)],
    [
      'partially_shipped',
      [
        ['ship completed', 'invoice completed'],
        ['ship completed', 'invoice completed', 'invoice completed'],
        ['ship waiting', 'invoice waiting'],
      ],
    ],
  )
  await flow.lawful()

  // The last of it: a unit is not wanted, the other leaves, and nothing is met a second time.
  await cancel(shipment.lines[2])
  await flow.ok(`/shipments/${shipment.id}/confirm`, {})
  const all = await flow.until(id, (one) => one.billingStatus === 'billed')
  assert.deepEqual([all.shipments[0].state, all.invoices.length], ['shipped', 2])
  await flow.lawful()
})

test('N-13 ten thousand lines that waited leave in a few shipments, and nobody waits behind them', async (context) => {
  const [sku] = await newItems(1)
  const cheap = { unitPrice: '0.10', net: '0.10', tax: '0.02' }
  const lines = Array.from({ length: 10_000 }, () => ({ ...lineOf(sku!), ...cheap }))
  const { id } = await flow.order(lines)
  const [own] = await newItems(1)
  await flow.ok('/stock/opening', [{ sku: own, location: 'PORT', quantity: '1000', unitCost: '1' }])
  const start = performance.now()
  await flow.ok('/stock/receipts', [{ sku, location: 'PORT', quantity: '10000', unitCost: '6' }])
  const waits: number[] = []
  const state = async () =>
    (await flow.server.request('GET', `/api/v1/orders/${id}?include=planSummary`)).body
  for (let seen = await state(); seen.billingStatus !== 'billed'; seen = await state()) {
    assert.ok(performance.now() - start < 60_000, `waited too long: ${JSON.stringify(seen.planSummary)}`)
    const from = performance.now()
    const other = await flow.order([{ ...lineOf(own!), ...cheap }])
    while ((await flow.server.request('GET', `/api/v1/orders/${other.id}`)).body.billingStatus !== 'billed') {
      assert.ok(performance.now() - from < 20_000, 'another order waits too long')
      await sleep(20)
    }
    waits.push(performance.now() - from)
  }
  const all = performance.now() - start
  const [{ shipments }] = (await flow.server.database.sql<{ shipments: number }>(
    `select count(*)::integer as shipments from fulfillment.shipment where cause_id =
      (select cause_id from fulfillment.shipment group by 1 order by count(*) desc, cause_id limit 1)`,
  )) as [{ shipments: number }]
  context.diagnostic(
    `${shipments} shipments in ${all.toFixed(0)} ms; others waited ${Math.max(...waits).toFixed(0)} ms at most`,
  )
  assert.ok(shipments <= 20, `${shipments} shipments`)
  await flow.lawful()
})
