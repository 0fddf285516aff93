import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
  for (const [code, restockingPercent] of [
    ['UNWANTED', '20'],
    ['OURS', '0'],
    ['ALL', '100'],
    ['THIRD', '33.333333'],
  ])
    await flow.put('/return-reasons', { code, name: code, restockingPercent })
  await flow.put('/return-reasons', { code: 'OLD', name: 'Old', restockingPercent: '20', active: false })
})
after(() => flow.close())

async function sold(net: string, tax: string, quantity = '1') {
  const line = { sku: 'KIT-101', quantity, unitPrice: String(Number(net) / Number(quantity)), net, tax }
  const made = await flow.order([line])
  await flow.until(made.id, (one) => one.billingStatus === 'billed')
  return made.id as string
}

const back = (orderId: string, quantity: string, more: object = {}) =>
  flow.post('/returns', { orderId, reason: 'not wanted', lines: [{ lineNo: 1, quantity }], ...more })

test('A9-19 of net 100 and tax 8 a fee of 20 % leaves a credit of 80 and 8, and is earned by a rule of its own', async () => {
  const orderId = await sold('100.00', '8.00')
  const answer = await back(orderId, '1', { reasonCode: 'UNWANTED' })
  assert.equal(answer.status, 201, answer.bytes.toString())
  const { lines, restockingFee, total, creditMemoId } = answer.body
  assert.deepEqual([lines[0].net.amount, lines[0].tax.amount], ['100.00', '8.00'])
  assert.deepEqual([restockingFee.amount, total.amount], ['20.00', '88.00'])
  const memo = (await flow.server.request('GET', `/api/v1/invoices/${creditMemoId}`)).body
  assert.deepEqual([memo.net.amount, memo.tax.amount, memo.total.amount], ['80.00', '8.00', '88.00'])
  assert.deepEqual(
    memo.lines.map((one: Seen) => [one.sku, one.net.amount, one.tax.amount]),
    [
      ['KIT-101', '100.00', '8.00'],
      ['RESTOCKING-FEE', '-20.00', '0.00'],
    ],
  )
  assert.deepEqual(
    (await flow.books(orderId)).filter((one) => one.startsWith('credit_memo.issued')).toSorted(),
    [
      'credit_memo.issued 1200/4200 20.00',
      'credit_memo.issued 2200/1200 8.00',
      'credit_memo.issued 4000/1200 100.00',
    ],
  )
  assert.equal((await flow.read(orderId)).returns[0].reasonCode, 'UNWANTED')
  await flow.lawful()
})

test('A9-19 F-4 part by part each return keeps its own fee, and the next one does not give it back', async () => {
  const orderId = await sold('100.00', '20.00', '4')
  const seen: string[][] = []
  for (const reasonCode of ['UNWANTED', 'OURS', 'ALL', 'THIRD']) {
    const { body } = await back(orderId, '1', { reasonCode })
    seen.push([
      body.lines[0].net.amount,
      body.lines[0].tax.amount,
      body.restockingFee?.amount,
      body.total.amount,
    ])
  }
  assert.deepEqual(seen, [
    ['25.00', '5.00', '5.00', '25.00'],
    ['25.00', '5.00', undefined, '30.00'],
    ['25.00', '5.00', '25.00', '5.00'],
    ['25.00', '5.00', '8.33', '21.67'],
  ])
  await flow.lawful()
})

test('A9-19 a fee that is changed later moves no return, and a repeat answers as before', async () => {
  await flow.put('/return-reasons', { code: 'TURNS', name: 'Turns', restockingPercent: '10' })
  const orderId = await sold('100.00', '20.00', '2')
  const body = { orderId, reason: 'turns', reasonCode: 'TURNS', lines: [{ lineNo: 1, quantity: '1' }] }
  const send = () =>
    flow.server.request('POST', '/api/v1/returns', body, { 'idempotency-key': `turns-${orderId}` })
  const first = await send()
  assert.equal(first.status, 201, first.bytes.toString())
  await flow.put('/return-reasons', { code: 'TURNS', name: 'Turns', restockingPercent: '50' })
  const again = await send()
  assert.deepEqual(again.body, first.body)
  assert.equal(first.body.restockingFee.amount, '5.00')
  assert.equal((await back(orderId, '1', { reasonCode: 'TURNS' })).body.restockingFee.amount, '25.00')
  await flow.lawful()
})

test('A9-19 two returns at once for the last unit keep one fee', async () => {
  const orderId = await sold('100.00', '20.00')
  const answers = await Promise.all(['1', '2'].map(() => back(orderId, '1', { reasonCode: 'UNWANTED' })))
  assert.deepEqual(answers.map((one) => one.status).toSorted(), [201, 422])
  await flow.lawful()
})

test('A9-19 a reason that is not there or not active, or without an order, is refused with everything else that is wrong', async () => {
  const orderId = await sold('100.00', '20.00')
  const errors = (answer: Seen) => answer.body.errors.map((one: Seen) => [one.path, one.code])
  for (const reasonCode of ['NO-SUCH', 'OLD'])
    assert.deepEqual(errors(await back(orderId, '2', { reasonCode })), [
      ['/lines/0/quantity', 'more_than_shipped'],
      ['/reasonCode', 'unknown_reason'],
    ])
  const free = {
    account: 'GB-0001',
    reason: 'goodwill',
    reasonCode: 'UNWANTED',
    lines: [{ sku: 'KIT-101', quantity: '1', unitPrice: '5', restock: false }],
  }
  assert.deepEqual(errors(await flow.post('/returns', free)), [['/reasonCode', 'order_required']])
  for (const restockingPercent of ['101', '-1', 'x']) {
    const bad = { code: 'BAD', name: 'Bad', restockingPercent }
    const answer = await flow.server.request('PUT', '/api/v1/return-reasons', bad)
    assert.equal(answer.status, 422, restockingPercent)
  }
})
