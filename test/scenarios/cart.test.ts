import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

async function stocked(sku: string, onHand: Record<string, string>): Promise<void> {
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  const opening = Object.entries(onHand).map(([location, quantity]) => ({ location, quantity }))
  await flow.ok(
    '/stock/opening',
    opening.map((one) => ({ ...one, sku, unitCost: '1' })),
  )
}

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
const cart = (key: string, lines: object[], minutes = 15) => ({
  reserve: { key, until: inMinutes(minutes) },
  lines,
})
const line = (sku: string, quantity: string, more: object = {}) => ({ sku, quantity, ...more })
const price = {
  unitPrice: { amount: '2', currency: 'GBP' },
  taxAmount: { amount: '2', currency: 'GBP' },
}
const priced = (sku: string, quantity: string) => ({ sku, quantity, net: '10.00', tax: '2.00' })

/** A server that is full says so before it begins; the caller comes again. */
async function patiently<T>(act: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await act()
    } catch (error) {
      if (tries === 20 || !String(error).includes('too_many_requests')) throw error
      await sleep(250)
    }
  }
}

async function hold(...carts: object[]): Promise<Seen[]> {
  return (await flow.ok('/promises', carts)).outcomes
}

/** What can be promised of an item today. */
async function left(sku: string): Promise<string> {
  return (await flow.server.request('GET', `/api/v1/availability?sku=${sku}`)).body.availableOn
}

async function partsOf(orderId: string): Promise<unknown[]> {
  const { fulfillmentLines } = await flow.read(orderId)
  return fulfillmentLines.map((part: Seen) => [part.location?.code ?? null, part.quantity, part.supply])
}

/** The job looks now, and has looked. */
async function look(): Promise<void> {
  const ask = async () =>
    (await flow.server.request('GET', '/api/v1/monitoring/jobs/temporary-reservations/runs')).body
      .rows as Seen[]
  const seen = (await ask()).length
  await flow.ok('/monitoring/jobs/temporary-reservations/run', { reason: 'now' })
  for (let tries = 0; tries < 300; tries += 1) {
    if ((await ask()).length > seen) return
    await sleep(30)
  }
  throw new Error('the job did not run')
}

test('A10-20 P-24 a cart holds ten of five hundred, said again holds the same, and abandoned gives them back', async () => {
  await stocked('CART-1', { PORT: '500' })
  const [held] = await hold(cart('c-1', [line('CART-1', '10')]))
  assert.deepEqual([held.answer.reserved.key, held.answer.reserved.whole], ['c-1', true])
  assert.equal(await left('CART-1'), '490')
  await hold(cart('c-1', [line('CART-1', '10')], 30))
  assert.equal(await left('CART-1'), '490')
  await hold(cart('c-1', [line('CART-1', '4'), line('CART-1', '2')]))
  assert.equal(await left('CART-1'), '494')
  await flow.lawful()
  const released = await flow.ok('/promises/release', [{ key: 'c-1' }, { key: 'nobody' }])
  assert.deepEqual(
    released.outcomes.map((one: Seen) => one.answer.released),
    [true, false],
  )
  assert.equal(await left('CART-1'), '500')
  assert.equal((await flow.ok('/promises/release', [{ key: 'c-1' }])).outcomes[0].answer.released, false)
  await flow.lawful()
})

test('A1-15 A10-20 an order that names its cart gets what it held, once, and others find none of it', async () => {
  await stocked('CART-2', { PORT: '5' })
  await hold(cart('c-2', [line('CART-2', '5')]))
  const other = await flow.order([priced('CART-2', '5')])
  assert.deepEqual(await partsOf(other.id), [['PORT', '5', 'backorder']])
  const draft = await flow.ok('/orders', {
    source: 'marketplace',
    externalId: 'cart-draft',
    customer: { account: 'GB-0001' },
    currency: 'GBP',
    reservationKey: 'c-2',
    lines: [{ ...price, sku: 'NO-SUCH', quantity: '5' }],
  })
  assert.equal(draft.state, 'draft')
  const own = await flow.order([priced('CART-2', '5')], { reservationKey: 'c-2' })
  assert.deepEqual(await partsOf(own.id), [['PORT', '5', 'on_hand']])
  await flow.lawful()
  const again = await flow.order([priced('CART-2', '5')], { reservationKey: 'c-2' })
  assert.deepEqual(await partsOf(again.id), [['PORT', '5', 'backorder']])
  const [late] = await hold(cart('c-2', [line('CART-2', '1')]))
  assert.deepEqual([late.ok, late.code], [false, 'reservation_used'])
  await flow.lawful()
})

test('A10-20 C13-3 an order gets what its cart held past a safety stock and a rule that were set meanwhile, and nothing else of them', async () => {
  await stocked('CART-12', { PORT: '5' })
  await hold(cart('c-12', [line('CART-12', '4')]))
  await flow.put('/safety-stocks', { sku: 'CART-12', location: 'PORT', quantity: '5' })
  const rule = { code: 'KEEPS', name: 'keeps', source: 'marketplace', locations: ['PORT'] }
  const terms = { criteria: [{ by: 'priority' }], preferences: [{ safetyMinimum: '5' }] }
  await flow.put('/sourcing-rules', { ...rule, ...terms })
  const own = await flow.order([priced('CART-12', '3')], { reservationKey: 'c-12' })
  assert.deepEqual(await partsOf(own.id), [['PORT', '3', 'on_hand']])
  // What the order left of it is kept back as the rest.
  const other = await flow.order([priced('CART-12', '1')])
  assert.deepEqual(await partsOf(other.id), [['PORT', '1', 'backorder']])
  await flow.lawful()
  await flow.put('/sourcing-rules', { ...rule, ...terms, active: false })
})

test('A10-20 what is not on hand is told and not held, and what an order leaves of its cart is free', async () => {
  await stocked('CART-3', { PORT: '6' })
  const [held] = await hold(cart('c-3', [line('CART-3', '8')]))
  assert.equal(held.answer.reserved.whole, false)
  assert.equal(await left('CART-3'), '0')
  await flow.order([priced('CART-3', '2')], { reservationKey: 'c-3' })
  assert.equal(await left('CART-3'), '4')
  const gates = await flow.server.database.sql(
    `select from inventory.planned_demand d join catalog.item i on i.id = d.item_id where i.sku = 'CART-3'`,
  )
  assert.equal(gates.length, 0)
  await flow.lawful()
})

test('A10-20 P-24 a cart whose time is over gives its goods back, and one that was renewed keeps them', async () => {
  await stocked('CART-4', { PORT: '9' })
  await hold(cart('c-4', [line('CART-4', '4')]), cart('c-5', [line('CART-4', '3')]))
  const over = async (key: string) =>
    flow.server.database.sql(
      `update inventory.temporary_reservation set until_at = until_at - interval '1 day' where key = $1`,
      [key],
    )
  await over('c-4')
  await over('c-5')
  await hold(cart('c-5', [line('CART-4', '3')]))
  await look()
  assert.equal(await left('CART-4'), '6')
  await flow.lawful()
})

test('A10-20 what a count takes away is lost by carts before any order loses it', async () => {
  await stocked('CART-5', { PORT: '10' })
  const order = await flow.order([priced('CART-5', '4')])
  await hold(cart('c-6', [line('CART-5', '6')]))
  await flow.ok('/stock/adjustments', [{ sku: 'CART-5', location: 'PORT', quantity: -5, unitCost: '1' }])
  const end = Date.now() + 10_000
  while (Date.now() < end && (await left('CART-5')) === '0') await sleep(50)
  assert.equal(await left('CART-5'), '1')
  assert.deepEqual(await partsOf(order.id), [['PORT', '4', 'on_hand']])
  await flow.lawful()
})

test('A10-20 everything that is wrong with a cart is told at once, and the others are held', async () => {
  await stocked('CART-6', { PORT: '5' })
  const wrong = {
    reserve: { key: 'w-1', until: inMinutes(-1) },
    lines: [line('NO-SUCH', '1'), line('CART-6', '1', { uom: 'ton' })],
  }
  const far = { reserve: { key: 'w-2', until: inMinutes(8 * 24 * 60) }, lines: [line('CART-6', '1')] }
  const outcomes = await hold(wrong, far, cart('w-3', [line('CART-6', '2')]))
  assert.deepEqual(
    outcomes.map((one) => (one.problems ?? []).map((of: Seen) => [of.path, of.code])),
    [
      [
        ['/reserve/until', 'in_past'],
        ['/lines/0/sku', 'unknown_item'],
        ['/lines/1/uom', 'unknown_unit'],
      ],
      [['/reserve/until', 'too_late']],
      [],
    ],
  )
  assert.equal(await left('CART-6'), '3')
  const form = await flow.post('/promises', [
    { reserve: { key: '', until: 'soon' }, alternatives: true, lines: [line('NO-SUCH', '1')] },
  ])
  assert.equal(form.status, 422)
  assert.deepEqual(form.body.errors.map((of: Seen) => of.path).toSorted(), [
    '/0/alternatives',
    '/0/lines/0/sku',
    '/0/reserve/key',
    '/0/reserve/until',
  ])
})

test('A10-20 N-3 P-25 of two hundred carts and orders for ten units ten get one each, in either way', async () => {
  await stocked('CART-7', { PORT: '10' })
  const [carts, orders] = await Promise.all([
    Promise.all(
      Array.from({ length: 100 }, (_, at) =>
        patiently(() => hold(cart(`race-${at}`, [line('CART-7', '1')]))),
      ),
    ),
    Promise.all(Array.from({ length: 100 }, () => patiently(() => flow.order([priced('CART-7', '1')])))),
  ])
  const held = carts.filter(([one]) => one.answer.reserved.whole).length
  const parts = await Promise.all(orders.map(({ id }) => partsOf(id)))
  const sold = parts.flat().filter((part) => (part as string[])[2] === 'on_hand').length
  assert.equal(held + sold, 10)
  await flow.lawful()
})

test('A10-20 a cart that is ordered, renewed and abandoned at the same moment is one of these', async () => {
  await stocked('CART-8', { PORT: '40' })
  const keys = Array.from({ length: 20 }, (_, at) => `moment-${at}`)
  await hold(...keys.map((key) => cart(key, [line('CART-8', '2')])))
  assert.equal(await left('CART-8'), '0')
  const outcomes = await Promise.all(
    keys.flatMap((key) => [
      patiently(() => flow.order([priced('CART-8', '2')], { reservationKey: key })),
      patiently(() => flow.ok('/promises/release', [{ key }])),
      patiently(() => hold(cart(key, [line('CART-8', '2')]))),
    ]),
  )
  assert.equal(outcomes.length, 60)
  await flow.lawful()
  await flow.ok(
    '/promises/release',
    keys.map((key) => ({ key })),
  )
  await flow.lawful()
})

test('A10-20 ten thousand carts hold a unit each and are freed when their time is over', async () => {
  await stocked('CART-9', { PORT: '10000' })
  for (let call = 0; call < 10; call += 1) {
    const carts = Array.from({ length: 1000 }, (_, at) => cart(`many-${call}-${at}`, [line('CART-9', '1')]))
    const outcomes = await hold(...carts)
    assert.ok(outcomes.every((one) => one.answer.reserved.whole))
  }
  assert.equal(await left('CART-9'), '0')
  await flow.server.database.sql(
    `update inventory.temporary_reservation set until_at = until_at - interval '1 day' where key like 'many-%'`,
  )
  await look()
  assert.equal(await left('CART-9'), '10000')
  await flow.lawful()
})

test('A10-20 another company neither frees nor uses what a cart holds, and who sees some accounts only holds nothing', async () => {
  const all = await left('KIT-101')
  const [ours] = await hold(cart('ours', [line('KIT-101', all)]))
  assert.equal(ours.answer.reserved.whole, true)
  const { server } = flow
  const account = { number: 'PARTNER', currency: 'GBP', shipToCountry: 'GB' }
  await flow.put('/customer-accounts', account)
  const { customerAccounts } = (await server.request('GET', '/api/v1/customer-accounts?account=PARTNER')).body
  const partner = await flow.ok('/keys', {
    name: 'partner',
    company: 'SAMPLE',
    scopes: ['orders:write'],
    rows: 'partner',
    partnerId: customerAccounts[0].id,
  })
  const outsider = { authorization: `Bearer ${partner.secret}` }
  const asked = await server.request(
    'POST',
    '/api/v1/promises',
    [cart('theirs', [line('KIT-101', '1')])],
    outsider,
  )
  assert.deepEqual(
    asked.body.outcomes[0].problems.map((one: Seen) => [one.path, one.code]),
    [['/reserve', 'reserve_not_allowed']],
  )
  assert.equal(
    (await server.request('POST', '/api/v1/promises/release', [{ key: 'ours' }], outsider)).status,
    403,
  )
  const taken = await server.request(
    'POST',
    '/api/v1/orders',
    {
      source: 'webshop',
      externalId: 'outsider',
      customer: { account: 'PARTNER' },
      currency: 'GBP',
      shipTo: { country: 'GB' },
      reservationKey: 'ours',
      lines: [line('KIT-101', '1')],
    },
    outsider,
  )
  assert.equal(taken.status, 201, taken.bytes.toString())
  const theirs = (await partsOf(taken.body.id)) as string[][]
  assert.deepEqual(
    theirs.map((part) => part[2] === 'on_hand'),
    [false],
  )
  // Nor by a draft, that they submit, or edit, or that somebody submits who may do so.
  const drafted = async (externalId: string, more: object) => {
    const made = await server.request(
      'POST',
      '/api/v1/orders',
      {
        source: 'webshop',
        externalId,
        customer: { account: 'PARTNER' },
        currency: 'GBP',
        shipTo: { country: 'GB' },
        submit: false,
        lines: [line('KIT-101', '1')],
        ...more,
      },
      outsider,
    )
    assert.deepEqual([made.status, made.body.state], [201, 'draft'], made.bytes.toString())
    return made.body.id as string
  }
  const submitted = await drafted('outsider-submits', { reservationKey: 'ours' })
  await server.request('POST', `/api/v1/orders/${submitted}/submit`, {}, outsider)
  const edited = await drafted('outsider-edits', {})
  const edit = { reservationKey: 'ours', submit: true }
  await server.request('PATCH', `/api/v1/orders/${edited}`, edit, { ...outsider, 'if-match': '*' })
  const byUs = await drafted('we-submit', { reservationKey: 'ours' })
  await server.request('POST', `/api/v1/orders/${byUs}/submit`, {})
  for (const id of [submitted, edited, byUs]) {
    const got = (await partsOf(id)) as string[][]
    assert.deepEqual(
      got.map((part) => part[2] === 'on_hand'),
      [false],
    )
  }
  const own = await flow.order([priced('KIT-101', all)], { reservationKey: 'ours' })
  const parts = (await partsOf(own.id)) as string[][]
  assert.ok(parts.length > 0 && parts.every((part) => part[2] === 'on_hand'), JSON.stringify(parts))
  const second = 'CART-11'
  await stocked(second, { PORT: '5' })
  await hold(cart('still-ours', [line(second, '5')]))
  const company = { code: 'OWN', name: 'Own', currency: 'GBP', country: 'GB', timeZone: 'Europe/London' }
  await flow.put('/companies', company)
  const make = () =>
    server.request('POST', '/api/v1/keys', { company: 'OWN', name: 'carts', scopes: ['orders:write'] })
  let made = await make()
  // Companies are kept in memory for some seconds.
  for (let tries = 0; made.status !== 201 && tries < 20; tries += 1) {
    await sleep(500)
    made = await make()
  }
  const other = { authorization: `Bearer ${made.body.secret}` }
  const released = await server.request('POST', '/api/v1/promises/release', [{ key: 'still-ours' }], other)
  assert.deepEqual(released.body.outcomes, [
    { index: 0, ok: true, answer: { key: 'still-ours', released: false } },
  ])
  const [held] = await server.database.sql(
    `select from inventory.temporary_reservation where key = 'still-ours'`,
  )
  assert.ok(held)
  await flow.lawful()
})
