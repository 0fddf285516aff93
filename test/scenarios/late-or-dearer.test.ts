import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { close, comes, day, flow, item, MONDAY, open, partsOf } from '../support/capable-desk.ts'
import type { Seen } from '../support/flow.ts'

before(open)
after(close)

test('A10-10 D3 of places that are in time the one from which most is left serves, a late one only if its lateness costs less than it saves', async () => {
  for (const [location, amount] of [
    ['WORKS', '9.00'],
    ['DEPOT', '4.00'],
  ] as const)
    await flow.put('/transit-lanes', {
      shipMethod: 'van',
      location,
      transitDays: 1,
      cost: { amount, currency: 'GBP' },
    })
  await item('SOFA', { WORKS: '50', DEPOT: '10' })
  await comes('SOFA', '50', day(2), { location: 'DEPOT' })
  const rule = (latePenalty: string) =>
    flow.put('/sourcing-rules', {
      code: 'MOST',
      name: 'What leaves most',
      source: 'marketplace',
      locations: ['WORKS', 'DEPOT'],
      criteria: [{ by: 'margin' }],
      latePenaltyPerDay: { amount: latePenalty, currency: 'GBP' },
    })
  const byVan = async (quantity: string): Promise<string[]> => {
    const lines = [{ sku: 'SOFA', quantity, net: '10.00', tax: '2.00', allowSplit: false }]
    const order = await flow.read((await flow.order(lines, { shipMethod: 'van' })).id)
    return partsOf(order.fulfillmentLines)
  }
  await rule('3.00')
  assert.deepEqual(await byVan('5'), [`DEPOT 5 on_hand ${MONDAY}`])
  // Two days late cost 6.00, the way is 5.00 less; at 2.00 a day the depot waits for its goods.
  assert.deepEqual(await byVan('15'), [`WORKS 15 on_hand ${MONDAY}`])
  await rule('2.00')
  assert.deepEqual(await byVan('15'), [`DEPOT 15 dated ${day(2)}`])
  const refused = await flow.server.request('PUT', '/api/v1/sourcing-rules', {
    code: 'NONE',
    name: 'None',
    criteria: [{ by: 'cost' }],
    latePenaltyPerDay: { amount: '1', currency: 'EUR' },
  })
  assert.deepEqual(
    refused.body.errors.map((one: Seen) => `${one.path} ${one.code}`),
    ['/latePenaltyPerDay/currency wrong_currency', '/latePenaltyPerDay not_of_criteria'],
  )
  await flow.lawful()
})
