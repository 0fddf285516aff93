import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
  for (const [code, more] of [
    ['SHORT', {}],
    ['ONCE', { confirmsOnce: true }],
    ['NEVER', { backorders: false }],
    ['OTHER', {}],
  ] as const)
    await flow.put('/locations', { code, name: code, country: 'GB', rank: 500, autoConfirm: false, ...more })
  for (const [account, more] of [
    ['PATIENT', {}],
    ['WHOLE', { partialShipments: false }],
    ['HASTY', { backorders: false }],
    ['WHOLE-HASTY', { backorders: false, partialShipments: false }],
  ] as const)
    await flow.put('/customer-accounts', {
      number: account,
      name: account,
      currency: 'GBP',
      shipToCountry: 'GB',
      ...more,
    })
})
after(() => flow.close())

const gbp = (amount: string) => ({ amount, currency: 'GBP' })
let made = 0
async function newItem(opening: Record<string, string>, more: object = {}): Promise<string> {
  const sku = `SHORT-${(made += 1)}`
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'none', ...more })
  for (const [location, quantity] of Object.entries(opening))
    await flow.ok('/stock/opening', [{ sku, location, quantity, unitCost: '6' }])
  await flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp('10.00') })
  return sku
}
const sell = (account: string, sku: string, quantity: string): Promise<Seen> =>
  flow.sell([{ sku, quantity }], { customer: { account }, freight: gbp('0.00') })
const shown = ({ fulfillmentLines }: Seen): string[] =>
  fulfillmentLines
    .map(
      (one: Seen) =>
        `${one.location.code ?? one.location} ${one.supply} ${one.quantity} shipped ${one.shipped} less ${one.cancelled}`,
    )
    .toSorted()
async function exposure(account: string): Promise<number> {
  const [row] = await flow.server.database.sql<{ open: bigint }>(
    `select g.open_orders + g.open_receivables as open from customers.credit_gate g
     join customers.account a on a.company_id = g.company_id and a.id = g.account_id where a.number = $1`,
    [account],
  )
  return Number(row!.open)
}
async function asked(order: Seen): Promise<Seen> {
  return await flow.until(order.id, (one) => one.shipments.some((of: Seen) => of.state === 'requested'))
}
async function confirm(order: Seen, quantity: string, more: object = {}): Promise<Seen> {
  const { shipments, fulfillmentLines } = await asked(order)
  const lines = [{ fulfillmentLineId: fulfillmentLines[0].id, quantity }]
  return await flow.ok(`/shipments/${shipments[0].id}/confirm`, { lines, ...more }, `left-${order.id}`)
}

test('B6-3 of ten of which seven leave the rest is a line of its own that waits, or is cancelled, as its customer and its item let it', async () => {
  for (const account of ['PATIENT', 'HASTY'])
    for (const backorders of [true, false])
      for (const location of ['SHORT', 'NEVER']) {
        // Where one location lets nothing wait, it waits at the first that does.
        const waits = account === 'PATIENT' && backorders
        const about = `${account} ${backorders} ${location}`
        const sku = await newItem({ [location]: '10' }, { backorders })
        const before = await exposure(account)
        const order = await sell(account, sku, '10')
        const told = await confirm(order, '7', { final: true })
        assert.deepEqual(
          [told.state, told.short.map((one: Seen) => one.servedBy[0].supply)],
          ['shipped', [waits ? 'backorder' : 'cancelled']],
          about,
        )
        const after = await flow.until(order.id, (one) => one.invoices.length === 1)
        assert.deepEqual(
          shown(after),
          [
            `PORT backorder 3 shipped 0 less ${waits ? 0 : 3}`,
            `${location} on_hand 7 shipped 7 less 0`,
          ].toSorted(),
          about,
        )
        const events = after.timeline.flatMap((one: Seen) => one.events)
        assert.equal(events.includes('order.unfulfillable'), waits, about)
        assert.equal(events.includes('order.cancelled_in_part'), !waits, about)
        assert.equal((await exposure(account)) - before, waits ? 10_000 : 7000, about)
        assert.equal(after.invoices[0].total.amount, '70.00', about)
      }
  await flow.lawful()
})

test('B6-3 what is short is served from where it is, and what was not said to be the last word is still to come', async () => {
  const sku = await newItem({ SHORT: '10' })
  const order = await sell('HASTY', sku, '10')
  await flow.ok('/stock/receipts', [{ sku, location: 'OTHER', quantity: '3', unitCost: '6' }])
  const told = await confirm(order, '7', { final: true })
  assert.deepEqual(
    told.short[0].servedBy.map((one: Seen) => `${one.location} ${one.quantity} ${one.supply}`),
    ['OTHER 3 on_hand'],
  )
  const again = await flow.until(order.id, (one) => one.shipments.length === 2)
  const rest = again.shipments.find((one: Seen) => one.state === 'requested')
  await flow.ok(`/shipments/${rest.id}/confirm`, {})
  assert.deepEqual(shown(await flow.read(order.id)), [
    'OTHER on_hand 3 shipped 3 less 0',
    'SHORT on_hand 7 shipped 7 less 0',
  ])
  const open = await sell('HASTY', await newItem({ SHORT: '10' }), '10')
  const partly = await confirm(open, '7')
  assert.deepEqual([partly.state, partly.short], ['partially_shipped', []])
  await flow.lawful()
})

test('B6-3 of what is short others serve what they have, and the rest alone waits or is cancelled', async () => {
  for (const account of ['PATIENT', 'HASTY']) {
    const sku = await newItem({ SHORT: '5' })
    const before = await exposure(account)
    const order = await sell(account, sku, '5')
    await asked(order)
    await flow.ok('/stock/receipts', [{ sku, location: 'OTHER', quantity: '1', unitCost: '6' }])
    const told = await confirm(order, '2', { final: true })
    const rest = account === 'HASTY' ? 'cancelled' : 'backorder'
    assert.deepEqual(
      told.short[0].servedBy.map((one: Seen) => `${one.quantity} ${one.supply}`),
      ['1 on_hand', `2 ${rest}`],
    )
    assert.deepEqual(
      shown(await flow.read(order.id)),
      [
        'OTHER on_hand 1 shipped 0 less 0',
        `PORT backorder 2 shipped 0 less ${account === 'HASTY' ? 2 : 0}`,
        'SHORT on_hand 2 shipped 2 less 0',
      ],
      account,
    )
    await flow.lawful()
    const again = await flow.until(order.id, (one) => one.shipments.length === 2)
    const ofOther = again.shipments.find((one: Seen) => one.state === 'requested')
    await flow.ok(`/shipments/${ofOther.id}/confirm`, {})
    assert.equal((await exposure(account)) - before, account === 'HASTY' ? 3000 : 5000, account)
  }
  await flow.lawful()
})

test('B6-3 the first word of a location that confirms once is its last, also of lines that it does not name', async () => {
  const [first, second] = [await newItem({ ONCE: '10' }), await newItem({ ONCE: '5' })]
  const order = await flow.sell(
    [
      { sku: first, quantity: '10' },
      { sku: second, quantity: '5' },
    ],
    { customer: { account: 'HASTY' }, freight: gbp('0.00') },
  )
  const told = await confirm(order, '7')
  assert.deepEqual([told.state, told.short.length], ['shipped', 2])
  const after = await flow.until(order.id, (one) => one.invoices.length === 1)
  assert.deepEqual(shown(after), [
    'ONCE on_hand 7 shipped 7 less 0',
    'PORT backorder 3 shipped 0 less 3',
    'PORT backorder 5 shipped 0 less 5',
  ])
  const more = await sell('HASTY', await newItem({ ONCE: '10' }), '10')
  assert.equal((await confirm(more, '7', { final: false })).state, 'partially_shipped')
  await flow.lawful()
})

test('B6-1 what a count takes away of who may not wait is cancelled with its money, and else waits: as much as is lacking, or whole where it takes no parts', async () => {
  for (const [account, lost, left] of [
    ['PATIENT', 'SHORT backorder 3 shipped 0 less 0', ['SHORT on_hand 7 shipped 0 less 0']],
    ['WHOLE', 'SHORT backorder 10 shipped 0 less 0', []],
    ['HASTY', 'SHORT backorder 3 shipped 0 less 3', ['SHORT on_hand 7 shipped 0 less 0']],
    ['WHOLE-HASTY', 'SHORT backorder 10 shipped 0 less 10', []],
  ] as const) {
    const sku = await newItem({ SHORT: '10' })
    const before = await exposure(account)
    const order = await flow.sell([{ sku, quantity: '10' }], {
      customer: { account },
      freight: gbp('0.00'),
      requestedOn: '2099-01-01',
    })
    assert.deepEqual(shown(await flow.read(order.id)), ['SHORT on_hand 10 shipped 0 less 0'], account)
    await flow.ok('/stock/adjustments', [{ sku, location: 'SHORT', quantity: '-3' }])
    const after = await flow.until(order.id, (one) =>
      one.timeline.some((of: Seen) => of.events.includes('order.promise_lost')),
    )
    assert.deepEqual(shown(after), [lost, ...left], account)
    const cancelled = account === 'HASTY' ? 3 : account === 'WHOLE-HASTY' ? 10 : 0
    assert.equal((await exposure(account)) - before, 10_000 - cancelled * 1000, account)
    const events = after.timeline.flatMap((one: Seen) => one.events)
    assert.equal(events.includes('order.cancelled_in_part'), account === 'HASTY', account)
    assert.equal(after.status === 'cancelled', account === 'WHOLE-HASTY', account)
  }
  await flow.lawful()
})

test('B6-1 what a count takes away of who may not wait is served from another place, if there is one', async () => {
  const sku = await newItem({ SHORT: '10' })
  const order = await flow.sell([{ sku, quantity: '10' }], {
    customer: { account: 'HASTY' },
    freight: gbp('0.00'),
    requestedOn: '2099-01-01',
  })
  await flow.ok('/stock/receipts', [{ sku, location: 'OTHER', quantity: '4', unitCost: '6' }])
  await flow.ok('/stock/adjustments', [{ sku, location: 'SHORT', quantity: '-3' }])
  const after = await flow.until(order.id, (one) => one.fulfillmentLines.length === 2)
  assert.deepEqual(shown(after), ['OTHER on_hand 3 shipped 0 less 0', 'SHORT on_hand 7 shipped 0 less 0'])
  await flow.lawful()
})
