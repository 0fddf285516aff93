import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays } from '../../src/platform/clock.ts'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
let today: string
const day = (offset: number) => addDays(today, offset)

before(async () => {
  flow = await Flow.open()
  today = (await flow.server.request('GET', '/api/v1/availability?sku=KIT-101')).body.today
  for (const [place, [code, rank]] of [
    ['North', ['NORTH', 60]],
    ['South', ['SOUTH', 70]],
    ['West', ['WEST', 80]],
  ] as const)
    await flow.put('/locations', { code, name: place, country: 'GB', rank })
  const lane = (shipMethod: string, transitDays: number, amount: string, location?: string) =>
    flow.put('/transit-lanes', {
      shipMethod,
      country: 'GB',
      transitDays,
      cost: { amount, currency: 'GBP' },
      ...(location ? { location } : {}),
    })
  await lane('van', 3, '2.00')
  await lane('van', 1, '4.00', 'SOUTH')
  await lane('bike', 1, '9.00')
})
after(() => flow.close())

const item = (sku: string, onHand: Record<string, string> = {}) => flow.stockedItem(sku, onHand, '2')

async function told({ outcomes }: Seen): Promise<Seen[]> {
  for (const outcome of outcomes) assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcomes.map((one: Seen) => one.answer)
}

const comes = async (sku: string, location: string, on: number, quantity: string) =>
  told(
    await flow.ok('/supply-orders', [
      { sku, location, quantity, unitCost: '2', number: `${sku} ${location} ${on}`, dueOn: day(on) },
    ]),
  )

const arrived = async (sku: string, location: string, quantity: string) =>
  told(await flow.ok('/stock/receipts', [{ sku, location, quantity, unitCost: '2' }]))

async function buy(
  sku: string,
  quantity: string,
  line: Record<string, unknown> = {},
  more: Record<string, unknown> = { shipMethod: 'van' },
): Promise<Seen> {
  const order = await flow.order([{ sku, quantity, net: '10.00', tax: '20.00', ...line }], more)
  const { fulfillmentLines } = await flow.read(order.id)
  assert.equal(fulfillmentLines.length, 1, JSON.stringify(fulfillmentLines))
  return { orderId: order.id, line: fulfillmentLines[0].id }
}

const later = { requestedOn: '' }
const ask = async (...lines: Seen[]): Promise<Seen[]> => told(await flow.ok('/promises/what-if', lines))
const carryOut = async (line: Seen, option: Seen): Promise<Seen> =>
  (
    await flow.ok('/promises/re-source', [
      { ...line, token: option.token, ...(option.kind === 'ahead' ? { takeFromOthers: true } : {}) },
    ])
  ).outcomes[0]

const promised = (one: Seen) =>
  one.promises.map((part: Seen) => [
    part.location,
    part.quantity,
    part.supply,
    part.promisedOn,
    part.arrivesOn,
  ])
const offered = (one: Seen) => one.options.map((option: Seen) => [option.kind, ...promised(option)])
const cost = (one: Seen) => [
  one.goodsCost?.amount,
  one.freightCost.amount,
  one.margin?.amount,
  one.costChange?.amount,
]

/** How the parts of an order stand, as an option says it. */
async function stands({ orderId }: Seen): Promise<Seen[]> {
  const { fulfillmentLines } = await flow.read(orderId)
  return fulfillmentLines.map((one: Seen) => [
    one.location.code,
    one.quantity,
    one.supply,
    one.promisedOn,
    one.decision.arrivesOn ?? null,
  ])
}

/** Where the log stands, and how many rows every table has. */
async function everything(): Promise<Seen> {
  const tables = await flow.server.database.sql<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema)' order by 1`,
  )
  const counts = tables.map(({ name }) => `select '${name}' as name, count(*) as rows from ${name}`)
  return flow.server.database.sql(
    `select jsonb_object_agg(t.name, t.rows) as rows, (select max(batch) from platform.log_public) as log,
      (select jsonb_agg(g order by g.item_id, g.location_id) from inventory.stock_gate g) as gates
      from (${counts.join(' union all ')}) t`,
  )
}

test('N-4 A10-11 what if tells each way to serve a line with its days, cost and margin, and writes nothing', async () => {
  later.requestedOn = day(9)
  await item('WHAT-1', { NORTH: '10', SOUTH: '10', WEST: '4' })
  const line = await buy('WHAT-1', '10', later)
  const before = await everything()
  const [answer] = await ask(line)
  assert.deepEqual(promised(answer.stands), [['NORTH', '10', 'on_hand', day(9), day(12)]])
  assert.deepEqual(cost(answer.stands), ['20.00', '2.00', '78.00', '0.00'])
  const own = answer.options.filter((one: Seen) => !['standard', 'express'].includes(one.shipMethod))
  assert.deepEqual(
    own.map((one: Seen) => [one.kind, ...promised(one), ...cost(one)]),
    [
      ['place', ['SOUTH', '10', 'on_hand', day(9), day(10)], '20.00', '4.00', '76.00', '2.00'],
      ['ship_method', ['NORTH', '10', 'on_hand', day(9), day(10)], '20.00', '9.00', '71.00', '7.00'],
      [
        'split',
        ['WEST', '4', 'on_hand', day(9), day(12)],
        ['SOUTH', '6', 'on_hand', day(9), day(10)],
        '20.00',
        '6.00',
        '74.00',
        '4.00',
      ],
    ],
  )
  assert.deepEqual(
    answer.notOffered.map((one: Seen) => [one.kind, one.why]),
    [['substitute', 'an order that runs keeps its items: substitutes are offered beside a promise']],
  )
  const many = await ask(...Array.from({ length: 50 }, () => line))
  for (const one of many) assert.deepEqual(one, answer)
  assert.deepEqual(await everything(), before)
})

test('N-4 places that are short are told what they give together, also where another has all; none of them is barred then', async () => {
  await item('WHAT-0', { NORTH: '40', SOUTH: '3', WEST: '6' })
  const line = await buy('WHAT-0', '4', later)
  const [answer] = await ask(line)
  const split = answer.options.find((one: Seen) => one.kind === 'split')
  assert.deepEqual(
    split.promises.map((one: Seen) => [one.location, one.quantity]),
    [
      ['SOUTH', '3'],
      ['WEST', '1'],
    ],
  )
  const done = await carryOut(
    line,
    answer.options.find((one: Seen) => one.kind === 'place' && one.location === 'WEST'),
  )
  assert.ok(done.ok, JSON.stringify(done))
  const [{ decision }] = (await flow.read(line.orderId)).fulfillmentLines
  const told = decision.losers.map((one: Seen) => `${one.location} ${one.why}`)
  assert.ok(told.includes('SOUTH short'), told.join())
  assert.doesNotMatch(told.join(), /barred|NORTH/)
  // Where nobody is short, one that has all is not made two shipments of.
  await item('WHAT-00', { NORTH: '40', SOUTH: '40' })
  const [{ notOffered }] = await ask(await buy('WHAT-00', '4', later))
  assert.ok(notOffered.some(({ kind, why }: Seen) => kind === 'split' && /give it together/.test(why)))
})

test('N-4 each option that is carried out gives just the days that it was told with', async () => {
  await item('WHAT-2', { NORTH: '40', SOUTH: '40' })
  const first = await buy('WHAT-2', '10', later)
  const [{ options }] = await ask(first)
  for (const { kind, location, shipMethod } of options) {
    const line = await buy('WHAT-2', '10', later)
    const [again] = await ask(line)
    const option = again.options.find(
      (one: Seen) => one.kind === kind && one.location === location && one.shipMethod === shipMethod,
    )
    const done = await carryOut(line, option)
    assert.ok(done.ok, JSON.stringify(done))
    assert.deepEqual(promised(done.answer), promised(option))
    assert.deepEqual(await stands(line), promised(option), kind)
    // Asked again, it is what stands.
    const [after] = await ask(line)
    assert.deepEqual(promised(after.stands), promised(option), kind)
    assert.deepEqual(cost(after.stands).slice(0, 3), cost(option).slice(0, 3), kind)
    await flow.ok(`/orders/${line.orderId}/cancel`, { reason: 'changed_mind' })
  }
  await flow.lawful()
})

test('N-4 E-13 what waits takes what came meanwhile elsewhere, whole or split, and what it gives up goes to who waits', async () => {
  await item('WHAT-3')
  await comes('WHAT-3', 'NORTH', 10, '10')
  const line = await buy('WHAT-3', '10')
  const other = await buy('WHAT-3', '10')
  // Not enough for anybody whole; and supply, of which the other has the most.
  await arrived('WHAT-3', 'WEST', '4')
  await comes('WHAT-3', 'SOUTH', 5, '16')
  assert.deepEqual(await stands(other), [['SOUTH', '10', 'dated', day(5), day(6)]])
  const behind = await buy('WHAT-3', '10', { allowSplit: false })
  assert.equal((await stands(behind))[0][2], 'backorder')
  const [answer] = await ask(line)
  assert.deepEqual(promised(answer.stands), [['NORTH', '10', 'dated', day(10), day(13)]])
  assert.deepEqual(
    offered(answer).filter(([kind]: Seen) => kind !== 'ship_method'),
    [['split', ['WEST', '4', 'on_hand', today, day(3)], ['SOUTH', '6', 'dated', day(5), day(6)]]],
  )
  const split = answer.options.find((one: Seen) => one.kind === 'split')
  const done = await carryOut(line, split)
  assert.ok(done.ok, JSON.stringify(done))
  assert.deepEqual(done.answer.lines.length, 2)
  const after = await flow.until(line.orderId, ({ fulfillmentLines }) => fulfillmentLines[0].shipped === '4')
  assert.deepEqual(
    after.fulfillmentLines.map((one: Seen) => [one.location.code, one.quantity, one.supply, one.promisedOn]),
    [
      ['WEST', '4', 'on_hand', today],
      ['SOUTH', '6', 'dated', day(5)],
    ],
  )
  // Both parts were promised first what their line was, so that the measure of promises compares with that.
  assert.deepEqual(
    after.fulfillmentLines.map((one: Seen) => one.firstPromisedOn),
    [day(10), day(10)],
  )
  // Who stood behind has its goods now.
  assert.deepEqual(await stands(behind), [['NORTH', '10', 'dated', day(10), day(13)]])
  await arrived('WHAT-3', 'SOUTH', '6')
  await flow.until(line.orderId, ({ fulfillmentLines }) => fulfillmentLines[1].shipped === '6')
  await flow.lawful()
})

const refusal = (one: Seen): Seen[] => [one.code, ...one.problems.map(({ path, code }: Seen) => [path, code])]

test('N-4 an option that cannot be had any more is stale, says what changed, and does nothing', async () => {
  await item('WHAT-4', { NORTH: '10', SOUTH: '10' })
  const line = await buy('WHAT-4', '10', later)
  const [{ options }] = await ask(line)
  const south = options.find((one: Seen) => one.location === 'SOUTH')
  const taken = await buy('WHAT-4', '1', later)
  assert.equal((await stands(taken))[0][0], 'SOUTH')
  const before = await stands(line)
  const stale = await carryOut(line, south)
  assert.deepEqual(refusal(stale), ['stale_option', ['/token', 'promised_otherwise']])
  assert.match(stale.problems[0].message, /SOUTH 10 on_hand .*; now it would be SOUTH 10 backorder/)
  assert.deepEqual(await stands(line), before)
  // What happens elsewhere disturbs nobody.
  await flow.ok(`/orders/${taken.orderId}/cancel`, { reason: 'changed_mind' })
  await comes('WHAT-4', 'WEST', 3, '5')
  const key = 'what-4'
  const body = [{ ...line, token: south.token, reason: 'sooner there' }]
  const done = await flow.ok('/promises/re-source', body, key)
  assert.ok(done.outcomes[0].ok, JSON.stringify(done))
  assert.deepEqual(await flow.ok('/promises/re-source', body, key), done)
  const again = await carryOut(line, south)
  assert.deepEqual(refusal(again), ['stale_option', ['/token', 'line_moved']])
  assert.match(again.problems[0].message, /SOUTH 10 on_hand/)
  const { timeline } = await flow.read(line.orderId)
  assert.equal(timeline.filter((one: Seen) => one.act === 're_source').length, 1)
  await flow.lawful()
})

test('N-4 of those who race for the goods of a place one has them, and the others keep theirs', async () => {
  await item('WHAT-5', { NORTH: '60', SOUTH: '10' })
  const lines = await Promise.all(Array.from({ length: 6 }, () => buy('WHAT-5', '10', later)))
  const answers = await ask(...lines)
  const south = answers.map(({ options }) => options.find((one: Seen) => one.location === 'SOUTH'))
  const raced = await Promise.all([
    ...lines.map((line, index) => carryOut(line, south[index])),
    carryOut(lines[0], south[0]),
    flow.post(`/orders/${lines[1].orderId}/cancel`, { reason: 'changed_mind' }),
  ])
  const won = raced.slice(0, 7).filter((one: Seen) => one.ok)
  assert.equal(won.length, 1, JSON.stringify(raced))
  const places = await Promise.all(lines.map(stands))
  assert.equal(places.flat().filter(([place]) => place === 'SOUTH').length, 1)
  await flow.lawful()
  // Many at once, of one order and of several: each is an act of its own.
  await item('WHAT-5B', { NORTH: '100', SOUTH: '35' })
  const order = await flow.order(
    Array.from({ length: 10 }, () => ({ sku: 'WHAT-5B', quantity: '5', net: '10', tax: '10', ...later })),
    { shipMethod: 'van' },
  )
  const { fulfillmentLines } = await flow.read(order.id)
  const own = fulfillmentLines.map(({ id }: Seen) => ({ orderId: order.id, line: id }))
  const tokens = (await ask(...own)).map(
    ({ options }) => options.find((one: Seen) => one.location === 'SOUTH').token,
  )
  const rows = own.map((line: Seen, index: number) => ({ ...line, token: tokens[index] }))
  const { outcomes } = await flow.ok('/promises/re-source', [...rows, rows[0]])
  assert.deepEqual(
    outcomes.map((one: Seen) => one.ok),
    [true, true, true, true, true, true, true, false, false, false, false],
  )
  await flow.lawful()
})

test('A10-11 what an order fixed, and what is at a warehouse, is not offered otherwise', async () => {
  await flow.put('/locations', { code: 'SHOP', name: 'Shop', country: 'GB', rank: 90, autoConfirm: false })
  await item('WHAT-6', { NORTH: '50', SHOP: '50' })
  const fetched = await buy('WHAT-6', '5', { ...later, location: 'NORTH' })
  const [bound] = await ask(fetched)
  assert.deepEqual(bound.options, [])
  assert.deepEqual(
    bound.notOffered.map((one: Seen) => one.kind),
    ['place', 'split', 'ship_method', 'substitute'],
  )
  // A token of another kind does not get what is not offered.
  const forged = (kind: string, location: string | null, slips = '') =>
    Buffer.from(JSON.stringify([...said.slice(0, 2), kind, location, null, said[5], slips])).toString(
      'base64url',
    )
  const free = await buy('WHAT-6', '5', later)
  const [other] = await ask(free)
  const shop = other.options.find((one: Seen) => one.location === 'SHOP')
  const said: Seen[] = JSON.parse(Buffer.from(shop.token, 'base64url').toString())
  const whole = await buy('WHAT-6', '5', { ...later, allowSplit: false })
  assert.ok((await ask(whole))[0].notOffered.some((one: Seen) => /one piece/.test(one.why)))
  const { outcomes } = await flow.ok('/promises/re-source', [
    { ...free, token: 'nonsense' },
    { ...whole, token: shop.token },
    { ...free, token: forged('split', null) },
    { ...free, token: forged('place', '999999999') },
    { ...free, token: forged('anything', null) },
    { ...free, token: forged('ahead', null, '1 2 3, 999999999999999999 x'), takeFromOthers: true },
    { orderId: free.orderId, line: fetched.line, token: shop.token },
    {
      orderId: (await flow.sell([{ sku: 'UNKNOWN', quantity: '1' }])).id,
      line: free.line,
      token: shop.token,
    },
  ])
  assert.deepEqual(outcomes.map(refusal), [
    ['what_if_refused', ['/token', 'wrong_form']],
    ['what_if_refused', ['/token', 'other_line']],
    ['stale_option', ['/token', 'promised_otherwise']],
    ['stale_option', ['/token', 'promised_otherwise']],
    ['what_if_refused', ['/token', 'wrong_form']],
    ['stale_option', ['/token', 'promised_otherwise']],
    ['what_if_refused', ['/line', 'unknown_line'], ['/token', 'other_line']],
    ['what_if_refused', ['/orderId', 'not_in_progress']],
  ])
  // A warehouse was asked to ship it.
  const shipping = await flow.order(
    [{ sku: 'WHAT-6', quantity: '46', net: '10', tax: '1', allowSplit: false }],
    { shipMethod: 'van' },
  )
  const at = await flow.until(shipping.id, ({ shipments }) => shipments.length > 0)
  const row = { orderId: shipping.id, line: at.fulfillmentLines[0].id }
  const [busy] = (await flow.ok('/promises/what-if', [row])).outcomes
  assert.deepEqual(refusal(busy), ['what_if_refused', ['/line', 'with_warehouse']])
  await flow.lawful()
})

test('N-4 what if refuses what is malformed, all at once, and whoever may not ask', async () => {
  await item('WHAT-7', { NORTH: '5', SOUTH: '5' })
  const line = await buy('WHAT-7', '5', later)
  const bad = await flow.post('/promises/re-source', [
    { orderId: 'x', line: line.line, token: '', more: 1 },
    { orderId: line.orderId, line: 'y', token: 'z' },
  ])
  assert.equal(bad.status, 422)
  assert.deepEqual(
    bad.body.errors.map(({ path }: Seen) => path).toSorted(),
    ['/0/more', '/0/orderId', '/0/token', '/1/line', '/1/token'],
    JSON.stringify(bad.body),
  )
  const many = Array.from({ length: 1001 }, () => line)
  assert.equal((await flow.post('/promises/what-if', many)).status, 422)
  assert.equal((await flow.post('/promises/what-if', [])).status, 422)
  const reading = await flow.keyOf(['inventory:read'])
  const send = (path: string, body: unknown, headers: Record<string, string>) =>
    flow.server.request('POST', `/api/v1${path}`, body, { 'idempotency-key': 'w7', ...headers })
  assert.equal((await send('/promises/what-if', [line], reading)).status, 200)
  const token = (await ask(line))[0].options[0].token
  assert.equal((await send('/promises/re-source', [{ ...line, token }], reading)).status, 403)
  const seller = await flow.keyOf(['orders:write'])
  assert.equal((await send('/promises/what-if', [line], seller)).status, 403)
})

test('N-4 where it may take from those who rank behind it, what if says whose promise slips, and they have just these days', async () => {
  await item('WHAT-8')
  await comes('WHAT-8', 'NORTH', 5, '10')
  await comes('WHAT-8', 'NORTH', 12, '10')
  await comes('WHAT-8', 'NORTH', 20, '10')
  const prompt = await buy('WHAT-8', '4')
  const small = await buy('WHAT-8', '6')
  const next = await buy('WHAT-8', '10')
  const line = await buy('WHAT-8', '10')
  const lastOf = async (one: Seen) => (await stands(one))[0][3]
  assert.deepEqual(await Promise.all([prompt, small, next, line].map(lastOf)), [
    day(5),
    day(5),
    day(12),
    day(20),
  ])
  const allowed = { takeFromOthers: true }
  const ahead = ({ options }: Seen) => options.find((one: Seen) => one.kind === 'ahead')
  // Nobody of its priority asked after it.
  assert.equal(ahead((await ask({ ...line, ...allowed }))[0]), undefined)
  await flow.ok(`/orders/${line.orderId}/priority`, { priority: 9, reason: 'urgent' })
  await flow.ok(`/orders/${prompt.orderId}/priority`, { priority: 9, reason: 'urgent' })
  assert.equal(ahead((await ask(line))[0]), undefined)
  const before = await everything()
  const [answer] = await ask({ ...line, ...allowed })
  assert.deepEqual(await everything(), before)
  const option = ahead(answer)
  // The first four of day 5 are of one who ranks before it.
  assert.deepEqual(promised(option), [['NORTH', '10', 'dated', day(12), day(15)]])
  assert.deepEqual(
    option.slips.map((one: Seen) => [one.orderId, one.promisedBefore, one.promisedOn, one.slipDays]),
    [[next.orderId, day(12), day(20), 8]],
  )
  // Whoever carries it out says that it may, as the question did.
  const unsaid = await carryOut(line, { token: option.token })
  assert.deepEqual(
    [unsaid.code, unsaid.problems[0].code, unsaid.problems[0].path],
    ['what_if_refused', 'takes_from_others', '/takeFromOthers'],
  )
  // Both at once: what the one gave is not there for the other.
  const raced = await Promise.all([carryOut(line, option), carryOut(line, option)])
  assert.deepEqual(raced.map((one) => one.ok).toSorted(), [false, true], JSON.stringify(raced))
  assert.deepEqual(await Promise.all([prompt, small, next, line].map(lastOf)), [
    day(5),
    day(5),
    day(20),
    day(12),
  ])
  assert.deepEqual(await stands(line), promised(option))
  await flow.lawful()
  // What comes on its day is for who was given it, though the other asked before.
  const receipt = (number: string) =>
    flow.ok('/stock/receipts', [{ sku: 'WHAT-8', location: 'NORTH', quantity: '10', supplyNumber: number }])
  await receipt('WHAT-8 NORTH 5')
  await receipt('WHAT-8 NORTH 12')
  assert.deepEqual([(await stands(line))[0][2], (await stands(next))[0][2]], ['on_hand', 'dated'])
  await flow.lawful()
})

test('N-4 an option that costs others their days is stale as soon as it would cost them otherwise', async () => {
  await item('WHAT-9')
  await comes('WHAT-9', 'NORTH', 5, '10')
  await comes('WHAT-9', 'NORTH', 12, '20')
  const [next, line] = [await buy('WHAT-9', '10'), await buy('WHAT-9', '10')]
  await flow.ok(`/orders/${line.orderId}/priority`, { priority: 9, reason: 'urgent' })
  const [{ options }] = await ask({ ...line, takeFromOthers: true })
  const option = options.find((one: Seen) => one.kind === 'ahead')
  assert.deepEqual(
    option.slips.map((one: Seen) => one.promisedOn),
    [day(12)],
  )
  const other = await buy('WHAT-9', '10')
  const done = await carryOut(line, option)
  assert.ok(done.ok, JSON.stringify(done))
  assert.deepEqual((await stands(other))[0][3], day(12))
  const [again] = await ask({ ...next, takeFromOthers: true })
  assert.ok(!again.options.some((one: Seen) => one.kind === 'ahead'))
  // The one who was to slip is gone.
  await item('WHAT-10')
  await comes('WHAT-10', 'NORTH', 5, '10')
  await comes('WHAT-10', 'NORTH', 12, '10')
  const [gone, urgent] = [await buy('WHAT-10', '10'), await buy('WHAT-10', '10')]
  await flow.ok(`/orders/${urgent.orderId}/priority`, { priority: 9, reason: 'urgent' })
  const [told_] = await ask({ ...urgent, takeFromOthers: true })
  await flow.ok(`/orders/${gone.orderId}/cancel`, { reason: 'changed_mind' })
  const stale = await carryOut(
    urgent,
    told_.options.find((one: Seen) => one.kind === 'ahead'),
  )
  assert.equal(stale.code, 'stale_option', JSON.stringify(stale))
  await flow.lawful()
})

test('A10-11 what a bound line is offered is carried out, and a token cannot name a ship method that does not lead there', async () => {
  await item('WHAT-11')
  const here = { location: 'WEST' }
  await comes('WHAT-11', 'WEST', 5, '10')
  await comes('WHAT-11', 'WEST', 12, '10')
  const [next, line] = [await buy('WHAT-11', '10', here), await buy('WHAT-11', '10', here)]
  await flow.ok(`/orders/${line.orderId}/priority`, { priority: 9, reason: 'urgent' })
  const [{ options }] = await ask({ ...line, takeFromOthers: true })
  const ahead = options.find((one: Seen) => one.kind === 'ahead')
  const done = await carryOut(line, ahead)
  assert.ok(done.ok, JSON.stringify(done))
  assert.deepEqual([(await stands(line))[0][3], (await stands(next))[0][3]], [day(5), day(12)])
  // No ferry goes there.
  await flow.put('/transit-lanes', { shipMethod: 'ferry', country: 'FR', transitDays: 1 })
  await item('WHAT-12', { NORTH: '10' })
  const free = await buy('WHAT-12', '5', { requestedOn: day(9) })
  const [answer] = await ask(free)
  const bike = answer.options.find((one: Seen) => one.shipMethod === 'bike')
  const said: Seen[] = JSON.parse(Buffer.from(bike.token, 'base64url').toString())
  const token = Buffer.from(JSON.stringify(said.with(4, 'ferry'))).toString('base64url')
  assert.deepEqual(refusal(await carryOut(free, { token })), [
    'stale_option',
    ['/token', 'promised_otherwise'],
  ])
  await flow.lawful()
})

test('N-4 N-14 what an option that is carried out chose is kept with the rule, what was known of each place, and why others lost', async () => {
  await flow.put('/sourcing-rules', {
    code: 'WHAT',
    name: 'What if',
    source: 'marketplace',
    criteria: [{ by: 'priority' }],
    locations: ['NORTH', 'SOUTH', 'WEST'],
  })
  await item('WHAT-13', { NORTH: '10', SOUTH: '10', WEST: '3' })
  const line = await buy('WHAT-13', '10', { requestedOn: day(9) })
  const [{ options }] = await ask(line)
  const south = options.find((one: Seen) => one.location === 'SOUTH')
  const done = await carryOut(line, south)
  assert.ok(done.ok, JSON.stringify(done))
  const { sourcing, fulfillmentLines } = (
    await flow.server.request('GET', `/api/v1/orders/${line.orderId}?include=sourcing,fulfillmentLines`)
  ).body
  assert.deepEqual(
    sourcing.map((one: Seen) => [one.attempt, one.rule, one.outcome]),
    [
      [1, 'WHAT', 'one_fills_all'],
      [1, 'WHAT', 'one_fills_all'],
    ],
  )
  const known = sourcing[1].places.map((one: Seen) => [one.location, one.barred ?? null])
  assert.deepEqual(
    known.filter(([place]: Seen) => ['NORTH', 'SOUTH', 'WEST'].includes(place)),
    [
      ['SOUTH', null],
      ['NORTH', 'not_chosen'],
      ['WEST', 'not_chosen'],
    ],
  )
  assert.deepEqual(sourcing[1].option, {
    kind: 'place',
    location: 'SOUTH',
    before: `NORTH 10 on_hand ${day(9)} ${day(12)}`,
  })
  const [{ decision }] = fulfillmentLines
  assert.deepEqual([decision.option, decision.rule], ['place', 'WHAT'])
  await flow.lawful()
  await flow.put('/sourcing-rules', {
    code: 'WHAT',
    name: 'What if',
    source: 'marketplace',
    criteria: [{ by: 'priority' }],
    active: false,
  })
})
test('N-4 many lines that go before others in one call see what those before them took, each as it was told or not at all', async () => {
  await item('WHAT-14')
  for (const [index, on] of [5, 12, 20, 27, 34].entries())
    await comes('WHAT-14', 'NORTH', on, index < 4 ? '10' : '20')
  const lines: Seen[] = []
  for (let index = 0; index < 6; index += 1) lines.push(await buy('WHAT-14', '10'))
  const urgent = lines.slice(3, 5)
  for (const { orderId } of urgent)
    await flow.ok(`/orders/${orderId}/priority`, { priority: 9, reason: 'urgent' })
  const options = (await ask(...urgent.map((line) => ({ ...line, takeFromOthers: true })))).map((answer) =>
    answer.options.find((one: Seen) => one.kind === 'ahead'),
  )
  const { outcomes } = await flow.ok(
    '/promises/re-source',
    urgent.map((line, index) => ({ ...line, token: options[index].token, takeFromOthers: true })),
  )
  // Both were told the first day: one has it, and the other is told that it is gone.
  assert.deepEqual(outcomes.map((one: Seen) => one.code ?? 'done').toSorted(), ['done', 'stale_option'])
  await flow.lawful()
  const left = urgent[outcomes.findIndex((one: Seen) => !one.ok)]
  const [again] = await ask({ ...left, takeFromOthers: true })
  const done = await carryOut(
    left,
    again.options.find((one: Seen) => one.kind === 'ahead'),
  )
  assert.ok(done.ok, JSON.stringify(done))
  const days = await Promise.all(lines.map(async (one) => (await stands(one))[0][3]))
  assert.equal(days.toSorted()[0], day(5))
  assert.ok(
    urgent.every((line: Seen) => [day(5), day(12)].includes(days[lines.indexOf(line)])),
    JSON.stringify(days),
  )
  await flow.lawful()
})
