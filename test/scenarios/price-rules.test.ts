import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'
import { gbp, COMPANY, noFreight, newItem, rule, cart, nets, results } from '../support/price-desk.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

test('A9-4 D2 P-11 the table of tiers: 10, 11, 20 and 25 units at the highest tier and at all of them, by order and simulation', async () => {
  const steps = [
    { over: '10', unitPrice: gbp('9') },
    { over: '20', percent: '20' },
  ]
  await newItem(flow, 'TIER-H', '10', { tiers: { mode: 'highest', steps } })
  await newItem(flow, 'TIER-A', '10', { tiers: { mode: 'all', steps } })
  const lines = (sku: string) => ['10', '11', '20', '25'].map((quantity) => ({ sku, quantity }))
  for (const [sku, table] of [
    ['TIER-H', ['100.00', '99.00', '180.00', '200.00']],
    ['TIER-A', ['100.00', '109.00', '190.00', '230.00']],
  ] as const) {
    // An order above 100.00 has the promotion of the sample company; the waterfall tells the two apart.
    const listed: string[] = []
    for (const line of lines(sku)) {
      const [{ waterfall }] = (await cart(flow, [line])).lines
      const sum = waterfall
        .filter((step: Seen) => step.step !== 'promotion')
        .reduce((total: number, step: Seen) => total + Math.round(Number(step.effect.amount) * 100), 0)
      listed.push((sum / 100).toFixed(2))
    }
    assert.deepEqual(listed, table)
  }
  const [{ waterfall }] = (
    await cart(flow, [
      { sku: 'TIER-A', quantity: '9' },
      { sku: 'TIER-A', quantity: '11' },
    ])
  ).lines.slice(1)
  assert.deepEqual(
    waterfall
      .slice(0, 2)
      .map((step: Seen) => [step.step, step.per, step.base.amount, step.amount.amount, step.result.amount]),
    [
      ['list', 'unit', '10', '0', '10'],
      ['graduated', 'line', '110', '-1', '109'],
    ],
  )
})

test('A9-5 F-2 10 as 6 and 4 cost what 10 cost, whatever the split, where tiers are over the order; a cliff at 11 stays where it is', async () => {
  await flow.put('/companies', { ...COMPANY, taxRounding: 'document' })
  const steps = [{ over: '9', unitPrice: gbp('3.333333') }]
  await newItem(flow, 'SPLIT', '4.00', { tiers: { mode: 'highest', over: 'order', steps } })
  const total = async (...quantities: string[]) => {
    const answer = await cart(
      flow,
      quantities.map((quantity) => ({ sku: 'SPLIT', quantity })),
    )
    return [answer.net.amount, answer.tax.amount, answer.total.amount]
  }
  const whole = await total('10')
  assert.deepEqual(whole, ['33.33', '6.67', '40.00'])
  for (const split of [
    ['6', '4'],
    ['1', '1', '1', '7'],
    ['5', '5'],
    ['2', '3', '2', '3'],
  ])
    assert.deepEqual(await total(...split), whole, split.join(' + '))
  assert.deepEqual((await total('9'))[0], '36.00')
  await flow.put('/companies', { ...COMPANY, taxRounding: 'line' })
})

test('A9-8 D2 the bucket example: 100, then 10 % and 5.00, then 10 %, then 5 % of the list price, is 71.50', async () => {
  await newItem(flow, 'BUCKET', '100.00')
  const itemClasses = ['bucket']
  await rule(flow, 'B-LIST', { percent: '5', itemClasses })
  await rule(flow, 'B-2', { percent: '10', itemClasses, bucket: 2 })
  await rule(flow, 'B-1A', { percent: '10', itemClasses, bucket: 1 })
  await rule(flow, 'B-1B', { amount: gbp('5'), itemClasses, bucket: 1 })
  const expected = ['list 100', 'discount 90', 'discount 85', 'discount 76.5', 'discount 71.5']
  const answer = await cart(flow, [{ sku: 'BUCKET', quantity: '1' }])
  assert.deepEqual(results(answer.lines[0]), expected)
  const sold = await flow.sell([{ sku: 'BUCKET', quantity: '1' }], noFreight)
  const [line] = (await flow.read(sold.id)).lines
  assert.deepEqual(results(line), expected)
  assert.deepEqual(
    line.waterfall.slice(1).map((step: Seen) => step.rule),
    ['B-1A', 'B-1B', 'B-2', 'B-LIST'].map((code) => ({ code, version: 1 })),
  )
  // What was agreed does not move when a rule changes.
  await rule(flow, 'B-2', { percent: '50', itemClasses, bucket: 2 })
  assert.deepEqual(results((await flow.read(sold.id)).lines[0]), expected)
  assert.deepEqual(
    results((await cart(flow, [{ sku: 'BUCKET', quantity: '1' }])).lines[0]).at(-1),
    'discount 37.5',
  )
})

test('B3-3 10 % of the base and then 5 % of the current net are 85.50, both of the base 85.00', async () => {
  await newItem(flow, 'BASIS', '100.00')
  const itemClasses = ['basis']
  await rule(flow, 'BASIS-1', { percent: '10', itemClasses, bucket: 1 })
  await rule(flow, 'BASIS-2', { percent: '5', itemClasses, bucket: 2 })
  assert.deepEqual(nets(await cart(flow, [{ sku: 'BASIS', quantity: '1' }])), ['85.50'])
  await rule(flow, 'BASIS-2', { percent: '5', itemClasses, bucket: 1 })
  assert.deepEqual(nets(await cart(flow, [{ sku: 'BASIS', quantity: '1' }])), ['85.00'])
})

test('A9-9 of a group one rule applies, by precedence or the better price, and each that lost is named with its reason', async () => {
  await newItem(flow, 'GROUP', '100.00')
  const itemClasses = ['group']
  await rule(flow, 'G-5', { percent: '5', itemClasses, group: 'sale' })
  await rule(flow, 'G-8', { amount: gbp('8'), itemClasses, group: 'sale' })
  await rule(flow, 'G-20', { percent: '20', itemClasses, group: 'vip', precedence: 2 })
  await rule(flow, 'G-1', { percent: '1', itemClasses, group: 'vip', precedence: 1 })
  await rule(flow, 'G-MANY', { percent: '50', itemClasses, minQuantity: '100' })
  await rule(flow, 'G-FR', { percent: '50', itemClasses, condition: 'order.country == "FR"' })
  const [line] = (await cart(flow, [{ sku: 'GROUP', quantity: '1' }])).lines
  assert.equal(line.net.amount, '91.00')
  const steps: Seen[] = line.waterfall
  const lost = steps.flatMap((step: Seen) =>
    step.losers
      .filter((one: Seen) => one.rule.code.startsWith('G-'))
      .map((one: Seen) => `${step.rule.code}: ${one.rule.code} ${one.why}`),
  )
  assert.deepEqual(lost.toSorted(), [
    'G-1: G-20 incompatible',
    'G-1: G-FR condition',
    'G-1: G-MANY quantity',
    'G-8: G-5 incompatible',
  ])
})

test('A9-6 A9-7 a rule is for items, classes, segments, sources and attributes, for days that include both ends, and for quantities of all lines', async () => {
  await newItem(flow, 'RED-1', '20.00')
  await newItem(flow, 'RED-2', '20.00')
  await rule(flow, 'RED', {
    amount: gbp('-5'),
    skus: ['RED-1'],
    condition: 'line.custom.find("color") == "red"',
  })
  const red = { sku: 'RED-1', quantity: '1', custom: { color: 'red' } }
  assert.deepEqual(
    nets(await cart(flow, [red, { ...red, custom: { color: 'blue' } }, { ...red, sku: 'RED-2' }])),
    ['25.00', '20.00', '20.00'],
  )
  const today =
    (await flow.server.request('GET', '/api/v1/clock')).body.businessDate ??
    new Date().toISOString().slice(0, 10)
  await rule(flow, 'TODAY', { newPrice: gbp('12'), skus: ['RED-2'], validFrom: today, validTo: today })
  assert.deepEqual(nets(await cart(flow, [{ sku: 'RED-2', quantity: '1' }])), ['12.00'])
  await rule(flow, 'TODAY', { newPrice: gbp('12'), skus: ['RED-2'], validTo: '2020-02-02' })
  assert.deepEqual(nets(await cart(flow, [{ sku: 'RED-2', quantity: '1' }])), ['20.00'])
  await rule(flow, 'MIX', {
    percent: '50',
    skus: ['RED-1', 'RED-2'],
    quantityOver: 'order',
    minQuantity: '3',
  })
  assert.deepEqual(
    nets(
      await cart(flow, [
        { sku: 'RED-1', quantity: '1' },
        { sku: 'RED-2', quantity: '1' },
      ]),
    ),
    ['20.00', '20.00'],
  )
  assert.deepEqual(
    nets(
      await cart(flow, [
        { sku: 'RED-1', quantity: '1' },
        { sku: 'RED-2', quantity: '2' },
      ]),
    ),
    ['10.00', '20.00'],
  )
})

test('every wrong thing of tiers and adjustment rules is told at once, and a list can be sent back as it is', async () => {
  const wrong = await flow.server.request('PUT', '/api/v1/prices', {
    list: 'RETAIL',
    sku: 'KIT-101',
    validFrom: '2026-01-01',
    unitPrice: gbp('10'),
    tiers: {
      mode: 'all',
      steps: [
        { over: '10', unitPrice: gbp('9'), percent: '5' },
        { over: '5', amount: gbp('11') },
        { over: '20', percent: '101' },
      ],
    },
  })
  const told = ({ body }: Seen) => body.errors.map((one: Seen) => `${one.path} ${one.code}`)
  assert.deepEqual(told(wrong), [
    '/tiers/steps/0 one_price',
    '/tiers/steps/1/over not_ascending',
    '/tiers/steps/1/amount too_great',
    '/tiers/steps/2/percent bad_percent',
  ])
  const bad = await flow.server.request('PUT', '/api/v1/adjustment-rules', {
    code: 'WRONG',
    percent: '120',
    amount: gbp('5'),
    skus: ['KIT-101', 'NO-SUCH'],
    condition: 'line.nothing > 1',
    minQuantity: '5',
    maxQuantity: '4',
    validFrom: '2026-13-01',
  })
  assert.deepEqual(told(bad), [
    '/percent one_value',
    '/percent not_a_decimal',
    '/skus/1 unknown_item',
    '/condition rule_type',
    '/maxQuantity below_minimum',
    '/validFrom not_a_date',
  ])
  await flow.put('/discount-reasons', { code: 'SHOWN', name: 'Shown', maxPercent: '10' })
  await flow.put('/price-strategies', { code: 'SHOWN', validFrom: '2020-01-01', lists: ['RETAIL'] })
  for (const [path, member] of [
    ['adjustment-rules', 'adjustmentRules'],
    ['price-strategies', 'strategies'],
    ['discount-reasons', 'discountReasons'],
    ['prices', 'prices'],
  ] as const) {
    const { body } = await flow.server.request('GET', `/api/v1/${path}?limit=500`)
    const rows: Seen[] = body[member].filter((row: Seen) => path !== 'prices' || row.tiers)
    assert.ok(rows.length > 0, path)
    for (const row of rows)
      assert.equal((await flow.put(`/${path}`, row)).change, 'unchanged', JSON.stringify(row))
  }
})
