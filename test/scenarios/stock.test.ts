import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

async function newItem(sku: string): Promise<void> {
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
}

/** What a row of a stock call came to: true, or the places and codes of its refusal. */
function said(outcomes: Seen): unknown[] {
  return outcomes.map((one: Seen) =>
    one.ok ? true : one.problems.map((problem: Seen) => `${problem.path} ${problem.code}`).join(', '),
  )
}

test('D9 D10 goods cost nothing or more, whatever way they come in', async () => {
  await newItem('COST-1')
  const goods = { sku: 'COST-1', location: 'PORT', quantity: '2' }
  const refused = '/unitCost bad_price'
  for (const path of ['/stock/receipts', '/stock/opening', '/stock/adjustments']) {
    const { outcomes } = await flow.ok(path, [{ ...goods, unitCost: '-5' }])
    assert.deepEqual(said(outcomes), [refused], path)
  }
  const standard = await flow.ok('/stock/receipts', [{ ...goods, unitCost: '1', standardCost: '-1' }])
  assert.deepEqual(said(standard.outcomes), ['/standardCost bad_price'])
  const supply = { ...goods, dueOn: '2099-01-31' }
  const announced = await flow.ok('/supply-orders', [
    { ...supply, number: 'COST-PO-1', unitCost: '-3' },
    { ...supply, number: 'COST-PO-2', unitCost: '0' },
  ])
  assert.deepEqual(said(announced.outcomes), [refused, true])
  const back = { sku: 'COST-1', quantity: '1', unitPrice: '3', location: 'PORT', unitCost: '-5' }
  const returned = await flow.post('/returns', { account: 'GB-0001', reason: 'dented', lines: [back] })
  assert.equal(returned.status, 422)
  assert.deepEqual(
    returned.body.errors.map((one: Seen) => [one.path, one.code]),
    [['/lines/0/unitCost', 'bad_price']],
  )
  const free = await flow.ok('/stock/receipts', [{ ...goods, unitCost: '0' }])
  assert.deepEqual(said(free.outcomes), [true])
  await flow.lawful()
})

test('D3 a supply order that was due before today is still to come: it counts as due today', async () => {
  await newItem('LATE-1')
  const goods = { sku: 'LATE-1', location: 'PORT', quantity: '2', unitCost: '3' }
  const announced = await flow.ok('/supply-orders', [{ ...goods, number: 'LATE-PO', dueOn: '2020-01-31' }])
  assert.deepEqual(said(announced.outcomes), [true])
  const made = await flow.order([
    { sku: 'LATE-1', quantity: '2', unitPrice: '10', net: '20.00', tax: '4.00' },
  ])
  const { fulfillmentLines } = await flow.read(made.id)
  assert.equal(fulfillmentLines[0].supply, 'dated', JSON.stringify(fulfillmentLines))
  assert.equal(fulfillmentLines[0].promisedOn, announced.outcomes[0].answer.dueOn)
  await flow.lawful()
})
