import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays } from '../../src/platform/clock.ts'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
let today: string
before(async () => {
  flow = await Flow.open()
  today = (await flow.server.request('GET', '/api/v1/availability?sku=KIT-101')).body.today
})
after(() => flow.close())

async function stocked(
  sku: string,
  onHand: string | undefined,
  later?: [on: number, quantity: string],
): Promise<void> {
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  const row = { sku, location: 'PORT', unitCost: '3' }
  if (onHand !== undefined) await flow.ok('/stock/opening', [{ ...row, quantity: onHand }])
  if (later)
    await flow.ok('/supply-orders', [
      { ...row, quantity: later[1], number: `PO-${sku}`, dueOn: addDays(today, later[0]) },
    ])
}

const stands = (sku: string, substitute: string, more: Record<string, unknown> = {}) =>
  flow.put('/item-substitutes', { sku, substitute, validFrom: '2020-01-01', ...more })

async function offered(line: Record<string, unknown>): Promise<Seen[]> {
  const [outcome] = (await flow.ok('/promises', [{ alternatives: true, lines: [line] }])).outcomes
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome.answer.lines[0].alternatives.filter((one: Seen) => one.kind === 'substitute')
}

const shown = ({ ask, promises }: Seen) => [
  ask.lines.map((line: Seen) => [line.sku, line.quantity]),
  promises.map((one: Seen) => [one.sku ?? null, one.quantity, one.promisedOn]),
]

test('A10-11 what stands for an item is offered where it is sooner: for the whole line, and for what of it is not there', async () => {
  await stocked('GAS-80', '80', [9, '40'])
  await stocked('GAS-50', '50')
  assert.deepEqual(await offered({ sku: 'GAS-80', quantity: '100', allowSplit: true }), [])
  await stands('GAS-80', 'GAS-50')
  const split = await offered({ sku: 'GAS-80', quantity: '100', allowSplit: true })
  assert.deepEqual(split.map(shown), [
    [
      [
        ['GAS-80', '80'],
        ['GAS-50', '20'],
      ],
      [
        [null, '80', today],
        ['GAS-50', '20', today],
      ],
    ],
  ])
  assert.deepEqual(
    [split[0]!.completeOn, split[0]!.goodsCost, split[0]!.margin],
    [today, { amount: '300.00', currency: 'GBP' }, null],
  )
  // Whole there is not enough of it, and what is asked for whole is not mixed.
  assert.deepEqual(await offered({ sku: 'GAS-80', quantity: '100', allowSplit: false }), [])
  await stocked('GAS-99', '500')
  await stands('GAS-80', 'GAS-99', { rank: 5, ratio: '0.3' })
  const whole = await offered({ sku: 'GAS-80', quantity: '101', allowSplit: false })
  // 30.3 of it are 31 where it is counted.
  assert.deepEqual(whole.map(shown), [[[['GAS-99', '31']], [['GAS-99', '31', today]]]])
  // What is there in time needs nothing in its place.
  assert.deepEqual(await offered({ sku: 'GAS-80', quantity: '80' }), [])
  // A question takes nothing away.
  assert.deepEqual(
    await offered({ sku: 'GAS-80', quantity: '100', allowSplit: true }).then((all) => all.length),
    3,
  )
})

test('A10-11 a substitute counts from day to day, while it is sold, and is taken back', async () => {
  await stocked('SEAL-1', undefined, [9, '10'])
  await stocked('SEAL-2', '10')
  const count = async () => (await offered({ sku: 'SEAL-1', quantity: '5' })).length
  await stands('SEAL-1', 'SEAL-2', { validFrom: addDays(today, 1) })
  assert.equal(await count(), 0)
  await stands('SEAL-1', 'SEAL-2', { validTo: addDays(today, -1) })
  assert.equal(await count(), 0)
  await stands('SEAL-1', 'SEAL-2', { validTo: today, kind: 'successor' })
  assert.equal(await count(), 1)
  const { body } = await flow.server.request('GET', '/api/v1/item-substitutes?sku=SEAL-1')
  assert.deepEqual(body.itemSubstitutes, [
    {
      sku: 'SEAL-1',
      substitute: 'SEAL-2',
      kind: 'successor',
      rank: 100,
      ratio: '1',
      validFrom: '2020-01-01',
      validTo: today,
      active: true,
    },
  ])
  await flow.put('/items', {
    sku: 'SEAL-2',
    name: 'x',
    itemClass: 'kitchen',
    taxCode: 'standard',
    active: false,
  })
  assert.equal(await count(), 0)
  await flow.put('/items', { sku: 'SEAL-2', name: 'x', itemClass: 'kitchen', taxCode: 'standard' })
  await stands('SEAL-1', 'SEAL-2', { active: false })
  assert.equal(await count(), 0)
})

test('A10-11 everything that is wrong with a substitute is told at once', async () => {
  const wrong = await flow.server.request('PUT', '/api/v1/item-substitutes', {
    sku: 'NO-SUCH',
    substitute: 'NO-SUCH',
    ratio: '0',
    validFrom: '2026-02-30',
  })
  assert.deepEqual(
    [wrong.status, wrong.body.errors.map((one: Seen) => `${one.path} ${one.code}`).sort()],
    [
      422,
      [
        '/ratio too_small',
        '/sku unknown_item',
        '/substitute itself',
        '/substitute unknown_item',
        '/validFrom not_a_date',
      ],
    ],
  )
  await stocked('MANY', undefined)
  for (let made = 0; made < 20; made += 1) {
    await stocked(`MANY-${made}`, undefined)
    await stands('MANY', `MANY-${made}`)
  }
  await stocked('MANY-20', undefined)
  const more = await flow.server.request('PUT', '/api/v1/item-substitutes', {
    sku: 'MANY',
    substitute: 'MANY-20',
    validFrom: '2020-01-01',
  })
  assert.deepEqual([more.status, more.body.errors?.[0]?.code], [422, 'too_many'])
  await stands('MANY', 'MANY-3', { rank: 1 })
})
