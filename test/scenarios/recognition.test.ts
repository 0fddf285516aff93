import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

const lines = [{ sku: 'KIT-101', quantity: '1' }]

test('O-03 of the rules that recognize an order the most relevant active one gives its type; 5 is the relevancy unsaid', async () => {
  const rule = (name: string, more: object) =>
    flow.put('/recognition-rules', { name, condition: 'order.type == "gift"', orderType: name, ...more })
  await rule('gift-four', { relevancy: 4 })
  await rule('gift-unsaid', {})
  await rule('gift-six', { relevancy: 6 })
  const typeOf = async () => (await flow.sell(lines, { orderType: 'gift' })).orderType
  assert.equal(await typeOf(), 'gift-six')
  await rule('gift-six', { relevancy: 6, active: false })
  assert.equal(await typeOf(), 'gift-unsaid')
  await rule('gift-unsaid', { active: false })
  assert.equal(await typeOf(), 'gift-four')
})

test('O-04 O-05 O-84 an order that nothing recognizes, or that breaks rules of its type, stands among the failed ones with every reason', async () => {
  const unknown = await flow.sell(lines, { orderType: 'no-such-type' })
  assert.deepEqual([unknown.state, unknown.problems.length], ['failed', 1])
  const demand = (message: string, condition: string, path: string) =>
    flow.put('/validation-rules', { orderType: 'standard', message, condition, path })
  await demand('No cash on delivery.', 'order.customerReference != "COD"', '/customerReference')
  await demand('Not on this day.', 'order.customerReference == ""', '/requestedOn')
  await demand('Only a few lines.', 'order.lines <= 5', '/lines')
  const broken = await flow.sell(lines, { customerReference: 'COD' })
  assert.equal(broken.state, 'failed')
  assert.deepEqual(broken.problems.map((one: Seen) => [one.path, one.message]).toSorted(), [
    ['/customerReference', 'No cash on delivery.'],
    ['/requestedOn', 'Not on this day.'],
  ])
  const fine = await flow.sell(lines)
  assert.equal(fine.state, 'in_progress')
  const failed = await flow.server.request('GET', '/api/v1/orders?status=failed')
  assert.deepEqual(
    failed.body.rows.map((one: Seen) => one.id),
    [broken.id, unknown.id],
  )
  // What was received is kept with it.
  const order = (await flow.server.request('GET', `/api/v1/orders/${unknown.id}?include=intake`)).body
  assert.equal(
    JSON.parse((await flow.server.request('GET', `/api/v1/intake/${order.intake.id}`)).bytes.toString())
      .orderType,
    'no-such-type',
  )
})
