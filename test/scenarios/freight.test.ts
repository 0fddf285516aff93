import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
  for (const [shipMethod, amount] of [
    ['standard', '50.00'],
    ['express', '100.00'],
  ] as const) {
    await flow.put('/transit-lanes', { shipMethod, country: 'GB', transitDays: 1 })
    await flow.put('/freight-rules', { currency: 'GBP', shipMethod, amount: gbp(amount), rank: 1 })
  }
  for (const [code, freightRefund] of [
    ['SHARE', 'pro_rata'],
    ['ALL-BACK', 'whole'],
    ['NEVER', 'never'],
  ])
    await flow.put('/return-reasons', { code, name: code, restockingPercent: '0', freightRefund })
  await flow.put('/items', { sku: 'FRT', name: 'Freight', itemClass: 'kitchen', taxCode: 'standard' })
  await flow.put('/prices', { list: 'RETAIL', sku: 'FRT', validFrom: '2020-01-01', unitPrice: gbp('10.00') })
  await flow.ok('/stock/opening', [{ sku: 'FRT', location: 'PORT', quantity: '1000', unitCost: '6' }])
})
after(() => flow.close())

const gbp = (amount: string) => ({ amount, currency: 'GBP' })
async function freightOf(shipMethod: string | undefined, more: object = {}): Promise<Seen> {
  const cart = {
    source: 'webshop',
    customer: { account: 'GB-0001' },
    currency: 'GBP',
    shipTo: { country: 'GB' },
  }
  const lines = [{ sku: 'FRT', quantity: '3' }]
  const { body } = await flow.server.request('POST', '/api/v1/prices', {
    carts: [{ ...cart, lines, ...(shipMethod ? { shipMethod } : {}), ...more }],
  })
  assert.deepEqual(body.carts[0].problems, [])
  return body.carts[0]
}

test('A9-11 freight is charged where something is sent, and not where the customer fetches all of it', async () => {
  const fetched = { sku: 'FRT', quantity: '1', location: 'PORT' }
  const sent = { sku: 'FRT', quantity: '1' }
  const charged = async (lines: object[], more: object = {}): Promise<string> =>
    (await freightOf('standard', { lines, ...more })).freight.amount
  assert.equal(await charged([fetched, fetched]), '0.00')
  assert.equal(await charged([fetched, sent]), '50.00')
  // It lies on what is sent, so that it goes with that when it is cancelled or comes back.
  const mixed = await freightOf('standard', { lines: [fetched, sent, { ...sent, quantity: '3' }] })
  assert.deepEqual(
    mixed.lines.map((one: Seen) => one.freight.amount),
    ['0.00', '12.50', '37.50'],
  )
  assert.equal(await charged([sent]), '50.00')
  // What somebody agreed is charged, whatever is fetched.
  assert.equal(await charged([fetched], { freight: gbp('2.00') }), '2.00')
  const nowhere = await flow.ok('/prices', {
    carts: [
      {
        source: 'webshop',
        customer: { account: 'GB-0001' },
        currency: 'GBP',
        lines: [{ ...fetched, location: 'NOPE' }],
      },
    ],
  })
  assert.deepEqual(
    nowhere.carts[0].problems.map((one: Seen) => [one.path, one.code]),
    [['/carts/0/lines/0/location', 'unknown_location']],
  )
  const order = await flow.sell([fetched], { shipMethod: 'standard' })
  assert.deepEqual([order.state, order.freight?.amount], ['in_progress', '0.00'], JSON.stringify(order))
})

test('A9-11 what shipping costs depends on the method: standard 50, express 100, and a rule for all others', async () => {
  const before = (await freightOf(undefined)).freight.amount
  assert.equal((await freightOf('standard')).freight.amount, '50.00')
  const express = await freightOf('express')
  assert.equal(express.freight.amount, '100.00')
  const step = express.lines[0].waterfall.find((one: Seen) => one.step === 'freight')
  assert.deepEqual([step.rule.code, step.effect.amount], ['GBP express', '100.00'])
  assert.ok(!['50.00', '100.00'].includes(before), before)
  // Of one rank that of the method comes first, whatever the country.
  await flow.put('/freight-rules', { currency: 'GBP', country: 'GB', amount: gbp('7.00'), rank: 1 })
  assert.equal((await freightOf('express')).freight.amount, '100.00')
  assert.equal((await freightOf(undefined)).freight.amount, '7.00')
  const rules = (await flow.server.request('GET', '/api/v1/freight-rules?limit=200')).body.freightRules
  assert.deepEqual(
    rules.filter((one: Seen) => one.rank === 1).map((one: Seen) => one.shipMethod ?? one.country),
    ['express', 'standard', 'GB'],
  )
  const again = await flow.put('/freight-rules', {
    currency: 'GBP',
    shipMethod: 'express',
    amount: gbp('100.00'),
    rank: 1,
  })
  assert.equal(again.change, 'unchanged')
})

async function sold(): Promise<string> {
  const made = await flow.sell([{ sku: 'FRT', quantity: '3' }], { shipMethod: 'standard' })
  const order = await flow.until(made.id, (one) => one.billingStatus === 'billed')
  // 30.00 and 50.00, both with 20 % tax.
  assert.equal(order.total.amount, '96.00')
  return made.id
}
async function back(orderId: string, quantity: string, reasonCode?: string): Promise<Seen> {
  const named = reasonCode === undefined ? {} : { reasonCode }
  const answer = await flow.post('/returns', {
    orderId,
    reason: 'no',
    lines: [{ lineNo: 1, quantity }],
    ...named,
  })
  assert.equal(answer.status, 201, answer.bytes.toString())
  const memo = (await flow.server.request('GET', `/api/v1/invoices/${answer.body.creditMemoId}`)).body
  return [memo.net.amount, memo.freight.amount, memo.tax.amount, answer.body.freightKept?.amount ?? null]
}

test('A9-11 freight comes back in proportion, once all has come back, or never, by the reason', async () => {
  const share = await sold()
  assert.deepEqual(await back(share, '1', 'SHARE'), ['10.00', '16.67', '5.33', null])
  assert.deepEqual(await back(share, '2'), ['20.00', '33.33', '10.67', null])

  const whole = await sold()
  assert.deepEqual(await back(whole, '1', 'ALL-BACK'), ['10.00', '0.00', '2.00', '16.67'])
  assert.deepEqual(await back(whole, '2', 'ALL-BACK'), ['20.00', '50.00', '14.00', '-16.67'])

  const never = await sold()
  assert.deepEqual(await back(never, '3', 'NEVER'), ['30.00', '0.00', '6.00', '50.00'])

  // No return makes up for what another one kept.
  const mixed = await sold()
  assert.deepEqual(await back(mixed, '1', 'NEVER'), ['10.00', '0.00', '2.00', '16.67'])
  assert.deepEqual(await back(mixed, '1', 'SHARE'), ['10.00', '16.66', '5.34', null])
  assert.deepEqual((await flow.read(mixed)).returns[0].reasonCode, 'NEVER')
  await flow.lawful()
})

test('A9-11 A9-19 a fee and freight are kept together, each on its line', async () => {
  await flow.put('/return-reasons', {
    code: 'BOTH',
    name: 'Both',
    restockingPercent: '100',
    freightRefund: 'never',
  })
  const orderId = await sold()
  const kept = await back(orderId, '3', 'BOTH')
  assert.deepEqual(kept, ['0.00', '0.00', '6.00', '50.00'])
  const books = await flow.books(orderId)
  const earned = books.filter((one) => one.startsWith('credit_memo.issued') && one.includes('/4200'))
  assert.deepEqual(earned, ['credit_memo.issued 1200/4200 30.00'])
  await flow.lawful()
})
