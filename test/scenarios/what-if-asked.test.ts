import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Seen } from '../support/flow.ts'
import {
  ask,
  buy,
  carryOut,
  close,
  cost,
  day,
  everything,
  flow,
  item,
  later,
  open,
  promised,
  refusal,
} from '../support/what-if-desk.ts'

before(open)
after(close)

test('N-4 A10-11 what if tells each way to serve a line with its days, cost and margin, and writes nothing', async () => {
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
