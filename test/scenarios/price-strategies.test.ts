import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'
import { gbp, noFreight, newItem, cart, nets } from '../support/price-desk.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

test('A9-1 two customers pay another net for the same item: the first strategy by rank that is for the order says which lists', async () => {
  await newItem(flow, 'STRAT', '10.00')
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
    nets(await cart(flow, [{ sku: 'STRAT', quantity: '1' }], { customer: { account }, ...more }))[0]
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
  await newItem(flow, 'DAY', '10.00')
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
    const answer = await cart(flow, [{ sku: 'DAY', quantity: '1' }], {
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
    const answer = await cart(flow, [{ sku: 'TIE', quantity: '1', discounts }], {
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
