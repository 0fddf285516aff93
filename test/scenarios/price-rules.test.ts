import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

const gbp = (amount: string) => ({ amount, currency: 'GBP' })
const COMPANY = { code: 'SAMPLE', name: 'Sample', currency: 'GBP', country: 'GB', timeZone: 'Europe/London' }
const noFreight = { freight: gbp('0.00') }

async function newItem(sku: string, price: string, more: object = {}) {
  await flow.put('/items', {
    sku,
    name: sku,
    itemClass: sku.toLowerCase(),
    kind: 'service',
    taxCode: 'standard',
  })
  return flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp(price), ...more })
}

const rule = (code: string, more: object) =>
  flow.put('/adjustment-rules', { code, validFrom: '2020-01-01', ...more })

async function cart(lines: readonly object[], more: object = {}): Promise<Seen> {
  const asked = {
    source: 'webshop',
    customer: { account: 'GB-0001' },
    currency: 'GBP',
    shipTo: { country: 'GB' },
    ...noFreight,
    lines,
    ...more,
  }
  const { status, body, bytes } = await flow.server.request('POST', '/api/v1/prices', { carts: [asked] })
  assert.equal(status, 200, bytes.toString())
  assert.deepEqual(body.carts[0].problems, [])
  return body.carts[0]
}

const nets = (of: Seen) => of.lines.map((line: Seen) => line.net.amount)
const results = (line: Seen) => line.waterfall.map((step: Seen) => `${step.step} ${step.result.amount}`)

test('A9-4 D2 P-11 the table of tiers: 10, 11, 20 and 25 units at the highest tier and at all of them, by order and simulation', async () => {
  const steps = [
    { over: '10', unitPrice: gbp('9') },
    { over: '20', percent: '20' },
  ]
  await newItem('TIER-H', '10', { tiers: { mode: 'highest', steps } })
  await newItem('TIER-A', '10', { tiers: { mode: 'all', steps } })
  const lines = (sku: string) => ['10', '11', '20', '25'].map((quantity) => ({ sku, quantity }))
  for (const [sku, table] of [
    ['TIER-H', ['100.00', '99.00', '180.00', '200.00']],
    ['TIER-A', ['100.00', '109.00', '190.00', '230.00']],
  ] as const) {
    // An order above 100.00 has the promotion of the sample company; the waterfall tells the two apart.
    const listed: string[] = []
    for (const line of lines(sku)) {
      const [{ waterfall }] = (await cart([line])).lines
      const sum = waterfall
        .filter((step: Seen) => step.step !== 'promotion')
        .reduce((total: number, step: Seen) => total + Math.round(Number(step.effect.amount) * 100), 0)
      listed.push((sum / 100).toFixed(2))
    }
    assert.deepEqual(listed, table)
  }
  const [{ waterfall }] = (
    await cart([
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
  await newItem('SPLIT', '4.00', { tiers: { mode: 'highest', over: 'order', steps } })
  const total = async (...quantities: string[]) => {
    const answer = await cart(quantities.map((quantity) => ({ sku: 'SPLIT', quantity })))
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
  await newItem('BUCKET', '100.00')
  const itemClasses = ['bucket']
  await rule('B-LIST', { percent: '5', itemClasses })
  await rule('B-2', { percent: '10', itemClasses, bucket: 2 })
  await rule('B-1A', { percent: '10', itemClasses, bucket: 1 })
  await rule('B-1B', { amount: gbp('5'), itemClasses, bucket: 1 })
  const expected = ['list 100', 'discount 90', 'discount 85', 'discount 76.5', 'discount 71.5']
  const answer = await cart([{ sku: 'BUCKET', quantity: '1' }])
  assert.deepEqual(results(answer.lines[0]), expected)
  const sold = await flow.sell([{ sku: 'BUCKET', quantity: '1' }], noFreight)
  const [line] = (await flow.read(sold.id)).lines
  assert.deepEqual(results(line), expected)
  assert.deepEqual(
    line.waterfall.slice(1).map((step: Seen) => step.rule),
    ['B-1A', 'B-1B', 'B-2', 'B-LIST'].map((code) => ({ code, version: 1 })),
  )
  // What was agreed does not move when a rule changes.
  await rule('B-2', { percent: '50', itemClasses, bucket: 2 })
  assert.deepEqual(results((await flow.read(sold.id)).lines[0]), expected)
  assert.deepEqual(results((await cart([{ sku: 'BUCKET', quantity: '1' }])).lines[0]).at(-1), 'discount 37.5')
})

test('B3-3 10 % of the base and then 5 % of the current net are 85.50, both of the base 85.00', async () => {
  await newItem('BASIS', '100.00')
  const itemClasses = ['basis']
  await rule('BASIS-1', { percent: '10', itemClasses, bucket: 1 })
  await rule('BASIS-2', { percent: '5', itemClasses, bucket: 2 })
  assert.deepEqual(nets(await cart([{ sku: 'BASIS', quantity: '1' }])), ['85.50'])
  await rule('BASIS-2', { percent: '5', itemClasses, bucket: 1 })
  assert.deepEqual(nets(await cart([{ sku: 'BASIS', quantity: '1' }])), ['85.00'])
})

test('A9-9 of a group one rule applies, by precedence or the better price, and each that lost is named with its reason', async () => {
  await newItem('GROUP', '100.00')
  const itemClasses = ['group']
  await rule('G-5', { percent: '5', itemClasses, group: 'sale' })
  await rule('G-8', { amount: gbp('8'), itemClasses, group: 'sale' })
  await rule('G-20', { percent: '20', itemClasses, group: 'vip', precedence: 2 })
  await rule('G-1', { percent: '1', itemClasses, group: 'vip', precedence: 1 })
  await rule('G-MANY', { percent: '50', itemClasses, minQuantity: '100' })
  await rule('G-FR', { percent: '50', itemClasses, condition: 'order.country == "FR"' })
  const [line] = (await cart([{ sku: 'GROUP', quantity: '1' }])).lines
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
  await newItem('RED-1', '20.00')
  await newItem('RED-2', '20.00')
  await rule('RED', { amount: gbp('-5'), skus: ['RED-1'], condition: 'line.custom.find("color") == "red"' })
  const red = { sku: 'RED-1', quantity: '1', custom: { color: 'red' } }
  assert.deepEqual(nets(await cart([red, { ...red, custom: { color: 'blue' } }, { ...red, sku: 'RED-2' }])), [
    '25.00',
    '20.00',
    '20.00',
  ])
  const today =
    (await flow.server.request('GET', '/api/v1/clock')).body.businessDate ??
    new Date().toISOString().slice(0, 10)
  await rule('TODAY', { newPrice: gbp('12'), skus: ['RED-2'], validFrom: today, validTo: today })
  assert.deepEqual(nets(await cart([{ sku: 'RED-2', quantity: '1' }])), ['12.00'])
  await rule('TODAY', { newPrice: gbp('12'), skus: ['RED-2'], validTo: '2020-02-02' })
  assert.deepEqual(nets(await cart([{ sku: 'RED-2', quantity: '1' }])), ['20.00'])
  await rule('MIX', { percent: '50', skus: ['RED-1', 'RED-2'], quantityOver: 'order', minQuantity: '3' })
  assert.deepEqual(
    nets(
      await cart([
        { sku: 'RED-1', quantity: '1' },
        { sku: 'RED-2', quantity: '1' },
      ]),
    ),
    ['20.00', '20.00'],
  )
  assert.deepEqual(
    nets(
      await cart([
        { sku: 'RED-1', quantity: '1' },
        { sku: 'RED-2', quantity: '2' },
      ]),
    ),
    ['10.00', '20.00'],
  )
})

test('A9-1 two customers pay another net for the same item: the first strategy by rank that is for the order says which lists', async () => {
  await newItem('STRAT', '10.00')
  for (const [code, price] of [
    ['S-WEB', '7.00'],
    ['S-KEY', '6.00'],
  ] as const) {
    await flow.put('/price-lists', {
      code,
      currency: 'GBP',
      segment: 'nobody',
      rank: 1,
      validFrom: '2020-01-01',
    })
    await flow.put('/prices', { list: code, sku: 'STRAT', validFrom: '2020-01-01', unitPrice: gbp(price) })
  }
  for (const [number, segment] of [
    ['KEY-1', 'key'],
    ['PLAIN-1', 'plain'],
  ])
    await flow.put('/customer-accounts', { number, currency: 'GBP', segment, shipToCountry: 'GB' })
  const strategy = (code: string, more: object) =>
    flow.put('/price-strategies', { code, validFrom: '2020-01-01', ...more })
  await strategy('KEYS', { segments: ['key'], lists: ['S-KEY', 'RETAIL'], rank: 10 })
  await strategy('KEYS-IE', { segments: ['key'], countries: ['IE'], lists: ['S-WEB', 'S-KEY'], rank: 5 })
  const net = async (account: string, more: object = {}) =>
    nets(await cart([{ sku: 'STRAT', quantity: '1' }], { customer: { account }, ...more }))[0]
  assert.equal(await net('PLAIN-1'), '10.00')
  assert.equal(await net('KEY-1'), '6.00')
  assert.equal(await net('KEY-1', { shipTo: { country: 'IE' } }), '7.00')
  const sold = await flow.sell([{ sku: 'STRAT', quantity: '1' }], {
    customer: { account: 'KEY-1' },
    ...noFreight,
  })
  const order = await flow.read(sold.id)
  assert.equal(order.decisions.priceStrategy, 'KEYS@1')
  assert.deepEqual(
    order.lines[0].waterfall[0].losers.map((one: Seen) => `${one.rule.code} ${one.why}`),
    ['RETAIL lower_list', 'S-WEB list_not_in_strategy', 'TEN-OVER-100 condition'],
  )
  // A later strategy changes nothing of what was agreed.
  await strategy('KEYS', { segments: ['key'], lists: ['RETAIL'], rank: 10 })
  assert.equal((await flow.read(sold.id)).lines[0].net.amount, '6.00')
  assert.equal(await net('KEY-1'), '10.00')
})

test('A9-21 a strategy says of which day the prices are: an order for a later day has the list of that day, none that of a past day', async () => {
  await newItem('DAY', '10.00')
  await flow.put('/customer-accounts', {
    number: 'LATER',
    currency: 'GBP',
    segment: 'later',
    shipToCountry: 'GB',
  })
  const next = `${new Date().getUTCFullYear() + 1}-01-01`
  await flow.put('/price-lists', {
    code: 'NEXT',
    currency: 'GBP',
    segment: 'nobody',
    rank: 1,
    validFrom: next,
  })
  await flow.put('/prices', { list: 'NEXT', sku: 'DAY', validFrom: next, unitPrice: gbp('12.00') })
  await flow.put('/price-lists', {
    code: 'PAST',
    currency: 'GBP',
    segment: 'nobody',
    rank: 1,
    validFrom: '2020-01-01',
    validTo: '2020-12-31',
  })
  await flow.put('/prices', { list: 'PAST', sku: 'DAY', validFrom: '2020-01-01', unitPrice: gbp('1.00') })
  const lists = ['PAST', 'NEXT', 'RETAIL']
  const day = (priceDay: string) =>
    flow.put('/price-strategies', {
      code: 'DAYS',
      segments: ['later'],
      lists,
      priceDay,
      rank: 1,
      validFrom: '2020-01-01',
    })
  const net = async (requestedOn: string) => {
    const answer = await cart([{ sku: 'DAY', quantity: '1' }], {
      customer: { account: 'LATER' },
      requestedOn,
    })
    return [nets(answer)[0], answer.pricedOn]
  }
  await day('requested')
  assert.deepEqual(await net(next), ['12.00', next])
  const [paid, pricedOn] = await net('2020-06-01')
  assert.equal(paid, '10.00')
  assert.notEqual(pricedOn, '2020-06-01')
  await day('decided')
  assert.equal((await net(next))[0], '10.00')
})

test('A9-14 a discount by hand names a reason and keeps its limit: 50 % of the list price is taken, 50.01 keeps a draft, which is put right', async () => {
  await newItem('HAND', '100.00')
  const hand = (discounts: object[]) => [{ sku: 'HAND', quantity: '1', discounts }]
  const free = await flow.sell(hand([{ percent: '90' }]), noFreight)
  assert.equal(free.state, 'in_progress', 'without reasons there is no limit')
  await flow.put('/discount-reasons', { code: 'GOODWILL', name: 'Late last time', maxPercent: '50' })
  await flow.put('/discount-reasons', {
    code: 'OLD',
    name: 'Not given any more',
    maxPercent: '50',
    active: false,
  })
  const told = ({ problems }: Seen) => problems.map((one: Seen) => `${one.path} ${one.code}`)
  const GOODWILL = { code: 'GOODWILL', reason: 'Late' }
  const half = await flow.sell(hand([{ ...GOODWILL, percent: '50' }]), noFreight)
  assert.deepEqual([half.state, half.lines[0].net.amount], ['in_progress', '50.00'])
  for (const discounts of [
    [{ ...GOODWILL, percent: '50.01' }],
    [
      { ...GOODWILL, percent: '30' },
      { ...GOODWILL, amount: gbp('20.01') },
    ],
  ]) {
    const over = await flow.sell(hand(discounts), noFreight)
    assert.equal(over.state, 'draft')
    assert.deepEqual(told(over), ['/lines/0/discounts/0 discount_over_limit'])
    const asked = {
      source: 'webshop',
      customer: { account: 'GB-0001' },
      currency: 'GBP',
      lines: hand(discounts),
    }
    const { body } = await flow.server.request('POST', '/api/v1/prices', { carts: [asked] })
    assert.deepEqual(told(body.carts[0]), ['/carts/0/lines/0/discounts/0 discount_over_limit'])
    const edit = { submit: true, lines: [{ lineNo: 1, discounts: [{ ...GOODWILL, percent: '20' }] }] }
    const right = await flow.server.request('PATCH', `/api/v1/orders/${over.id}`, edit, { 'if-match': '"1"' })
    assert.deepEqual([right.status, right.body.state], [200, 'in_progress'], right.bytes.toString())
  }
  const nameless = await flow.sell(hand([{ percent: '1' }, { code: 'OLD', percent: '1' }]), {
    ...noFreight,
    discounts: [{ code: 'GOODWILL', amount: gbp('50.01') }],
  })
  assert.deepEqual(told(nameless), [
    '/lines/0/discounts/0/code unknown_reason',
    '/lines/0/discounts/1/code unknown_reason',
    '/discounts/0 discount_over_limit',
  ])
})

test('A9-14 what is off for one reason counts together over a line and its order, and what is off for all of them keeps the limit of the company', async () => {
  await newItem('TWICE', '100.00')
  await newItem('PENNY', '0.26')
  for (const code of ['HALF', 'OTHER-HALF'])
    await flow.put('/discount-reasons', { code, name: code, maxPercent: '50' })
  await flow.put('/discount-reasons', { code: 'TENTH', name: 'A tenth', maxPercent: '10' })
  const told = async (discounts: object[], more: object = {}, sku = 'TWICE') => {
    const asked = {
      source: 'webshop',
      customer: { account: 'GB-0001' },
      currency: 'GBP',
      ...noFreight,
      lines: [
        { sku, quantity: '1', discounts },
        { sku: 'TWICE', quantity: '1' },
      ],
      ...more,
    }
    const { body } = await flow.server.request('POST', '/api/v1/prices', { carts: [asked] })
    return body.carts[0].problems.map((one: Seen) => `${one.path.slice(8)} ${one.code}`)
  }
  const of = (code: string, percent: string) => ({ code, percent })
  const half = of('HALF', '50')
  const over = '/lines/0/discounts/0 discount_over_limit'
  assert.deepEqual(await told([half]), [])
  assert.deepEqual(await told([half], { discounts: [half] }), [over])
  assert.deepEqual(await told([of('HALF', '1')], { discounts: [half] }), [over])
  assert.deepEqual(await told([of('HALF', '20')], { discounts: [of('HALF', '37.5')] }), [])
  assert.deepEqual(await told([half], { discounts: [half, { code: 'HALF', amount: gbp('100.00') }] }), [
    over,
    '/discounts/0 discount_over_limit',
  ])
  // 10 % of 0.26 leave 0.234, so 0.23: what rounding takes is not over the limit.
  assert.deepEqual(await told([of('TENTH', '10')], {}, 'PENNY'), [])
  assert.deepEqual(await told([of('TENTH', '25')], {}, 'PENNY'), [over])

  const all = '/lines/0/discounts discounts_over_limit'
  // Nobody said what all may come to: no more than one of them may.
  assert.deepEqual(await told([half, of('OTHER-HALF', '10')]), [all])
  await flow.put('/companies', { ...COMPANY, settings: { maxDiscountPercent: '60' } })
  assert.deepEqual(await told([half, of('OTHER-HALF', '50')]), [all])
  assert.deepEqual(await told([half, of('OTHER-HALF', '10')]), [])
  assert.deepEqual(await told([half, of('OTHER-HALF', '10.01')]), [all])
  assert.deepEqual(await told([half], { discounts: [of('OTHER-HALF', '20')] }), [])
  assert.deepEqual(await told([half], { discounts: [of('OTHER-HALF', '21')] }), [all])
  assert.deepEqual(await told([], { discounts: [half, of('OTHER-HALF', '50')] }), [
    '/discounts discounts_over_limit',
  ])
  for (const maxDiscountPercent of ['101', '-1', 'x', 60]) {
    const company = { ...COMPANY, settings: { maxDiscountPercent } }
    const { status, body } = await flow.server.request('PUT', '/api/v1/companies', company)
    assert.deepEqual(
      [status, body.errors?.map((one: Seen) => one.path)],
      [422, ['/settings/maxDiscountPercent']],
    )
  }
  await flow.put('/companies', { ...COMPANY, settings: {} })
})

test('N-14 freight of a country stands before that of all, of one rank the first code holds, and each step keeps the version of what it is by', async () => {
  await flow.put('/items', { sku: 'TIE', name: 'Tie', itemClass: 'tie', kind: 'service', taxCode: 'none' })
  const lists = (rank: number) => async (code: string) =>
    flow.put('/price-lists', { code, currency: 'GBP', validFrom: '2020-01-01', rank })
  for (const [code, amount] of [
    ['TIE-Z', '9.00'],
    ['TIE-A', '100.00'],
  ] as const) {
    await lists(3)(code)
    await flow.put('/prices', { list: code, sku: 'TIE', validFrom: '2020-01-01', unitPrice: gbp(amount) })
  }
  const promotion = (code: string, more: object = {}) =>
    flow.put('/promotions', {
      code,
      percent: '10',
      condition: 'true',
      skus: ['TIE'],
      group: 'tie',
      rank: 3,
      validFrom: '2020-01-01',
      ...more,
    })
  for (const code of ['TIE-Y', 'TIE-B']) await promotion(code)
  const freight = (amount: string, more: object = {}) =>
    flow.put('/freight-rules', { currency: 'GBP', amount: gbp(amount), taxCode: 'none', rank: 3, ...more })
  await freight('19.95')
  await freight('7.00', { country: 'IE' })
  await flow.put('/discount-reasons', { code: 'TIED', name: 'Tied', maxPercent: '50' })
  const ask = async (country: string) => {
    const discounts = [{ code: 'TIED', amount: gbp('1.00') }]
    const answer = await cart([{ sku: 'TIE', quantity: '1', discounts }], {
      shipTo: { country },
      freight: undefined,
    })
    return answer.lines[0].waterfall.map(({ step, rule: by, result, reasonVersion }: Seen) =>
      [step, by?.code, by?.version, by?.listVersion, reasonVersion, result.amount]
        .filter((one) => one !== undefined && one !== null)
        .join(' '),
    )
  }
  assert.deepEqual(await ask('IE'), [
    'list TIE-A 1 1 100',
    'discount 1 99',
    'promotion TIE-B 1 89.1',
    'freight GBP IE 1 96.1',
  ])
  assert.equal((await ask('GB')).at(-1), 'freight GBP 2 109.05')
  await lists(2)('TIE-A')
  await freight('8.00', { country: 'IE' })
  await promotion('TIE-B', { percent: '20' })
  await flow.put('/discount-reasons', { code: 'TIED', name: 'Tied', maxPercent: '40' })
  assert.deepEqual(await ask('IE'), [
    'list TIE-A 1 2 100',
    'discount 2 99',
    'promotion TIE-B 2 79.2',
    'freight GBP IE 2 87.2',
  ])
  const sold = await flow.sell(
    [{ sku: 'TIE', quantity: '1', discounts: [{ code: 'TIED', amount: gbp('1.00') }] }],
    { discounts: [{ code: 'TIED', percent: '1' }] },
  )
  const kept = (await flow.read(sold.id)).lines[0].waterfall
  assert.deepEqual(
    [kept[0].rule, kept[1].reasonVersion, kept[2].reasonVersion, kept.at(-1).reasonVersion],
    [{ code: 'TIE-A', version: 1, listVersion: 2 }, 2, 2, null],
  )
  await freight('19.95', { rank: 1000 })
  await freight('8.00', { country: 'IE', rank: 1000 })
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
