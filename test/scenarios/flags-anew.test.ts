import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays } from '../../src/platform/clock.ts'
import { Flow, type Seen } from '../support/flow.ts'

// What flags of a customer say of an order that is promised anew: by a planner, by who takes days from others, by who brings.
let flow: Flow
let today: string
const day = (offset: number) => addDays(today, offset)
before(async () => {
  flow = await Flow.open()
  today = (await flow.server.request('GET', '/api/v1/availability?sku=KIT-101')).body.today
  const place = { country: 'GB', autoConfirm: false }
  for (const [index, code] of ['NORTH', 'SOUTH', 'WEST'].entries())
    await flow.put('/locations', { ...place, code, name: code, rank: 500 + index })
  const store = { ...place, country: 'IE', rank: 900, transferMethod: 'van' }
  await flow.put('/locations', { ...store, code: 'KIOSK', name: 'Kiosk' })
  await flow.put('/transit-lanes', { shipMethod: 'van', country: 'IE', transitDays: 2 })
  await account('USUAL', {})
  await account('WHOLE', { partialShipments: false })
  await account('HASTY', { backorders: false })
})
after(() => flow.close())

const account = (number: string, more: object) =>
  flow.put('/customer-accounts', { number, name: number, currency: 'GBP', shipToCountry: 'GB', ...more })
const item = (sku: string, onHand: Record<string, string> = {}) => flow.stockedItem(sku, onHand, '2')
const buy = (number: string, sku: string, quantity: string, more: object = {}): Promise<Seen> =>
  flow.order([{ sku, quantity, net: '10.00', tax: '2.00', ...more }], { customer: { account: number } })
const lineOf = async ({ id }: Seen): Promise<Seen> => ({
  orderId: id,
  line: (await flow.read(id)).fulfillmentLines[0].id,
})
const shown = async ({ id }: Seen): Promise<string[]> =>
  (await flow.read(id)).fulfillmentLines.map(
    (one: Seen) => `${one.quantity} ${one.supply} ${one.promisedOn ?? ''}`,
  )
async function ask(order: Seen, more: object = {}): Promise<Seen> {
  const { outcomes } = await flow.ok('/promises/what-if', [{ ...(await lineOf(order)), ...more }])
  assert.ok(outcomes[0].ok, JSON.stringify(outcomes))
  return outcomes[0].answer
}
async function carryOut(order: Seen, { token }: Seen, more: object = {}): Promise<Seen> {
  const asked = { ...(await lineOf(order)), token, ...more }
  return (await flow.ok('/promises/re-source', [asked])).outcomes[0]
}
const kinds = ({ options }: Seen) => options.map(({ kind }: Seen) => kind)

test('N-4 B6-2 what a customer takes in one piece is not offered in parts, and a token from before is stale', async () => {
  await item('FA-1')
  const usual = await buy('USUAL', 'FA-1', '2')
  const whole = await buy('WHOLE', 'FA-1', '2')
  await flow.ok('/stock/receipts', [
    { sku: 'FA-1', location: 'SOUTH', quantity: '1', unitCost: '2' },
    { sku: 'FA-1', location: 'WEST', quantity: '1', unitCost: '2' },
  ])
  const split = (await ask(usual)).options.find(({ kind }: Seen) => kind === 'split')
  assert.ok(split, 'a customer that takes parts is offered some')
  const answer = await ask(whole)
  assert.ok(!kinds(answer).includes('split'))
  assert.deepEqual(
    answer.notOffered.filter(({ kind }: Seen) => kind === 'split'),
    [{ kind: 'split', why: 'it is taken in one piece' }],
  )
  await account('USUAL', { partialShipments: false })
  assert.equal((await carryOut(usual, split)).code, 'stale_option')
  await account('USUAL', {})
  assert.ok((await carryOut(usual, split)).ok)
  assert.deepEqual(await shown(usual), [`1 on_hand ${today}`, `1 on_hand ${today}`])
  await flow.lawful()
})

test('N-4 B6-1 nobody who may not wait loses its day to another: others do, or it is not offered', async () => {
  const comes = (sku: string, quantity: string) =>
    flow.ok('/supply-orders', [
      { sku, location: 'NORTH', quantity, unitCost: '2', number: sku, dueOn: day(5) },
    ])
  const ahead = { takeFromOthers: true }
  for (const [sku, those, slips] of [
    ['FA-2', ['USUAL'], ['USUAL']],
    ['FA-3', ['HASTY'], null],
    ['FA-4', ['USUAL', 'HASTY'], ['USUAL']],
    ['FA-5', ['HASTY', 'HASTY'], null],
  ] as const) {
    await item(sku)
    await comes(sku, `${those.length * 10}`)
    const others: Seen[] = []
    for (const number of those) others.push(await buy(number, sku, '10'))
    const urgent = await buy('USUAL', sku, '10')
    await flow.ok(`/orders/${urgent.id}/priority`, { priority: 9, reason: 'urgent' })
    assert.deepEqual(await shown(urgent), ['10 backorder '], sku)
    const option = (await ask(urgent, ahead)).options.find(({ kind }: Seen) => kind === 'ahead')
    assert.equal(option === undefined, slips === null, sku)
    if (option === undefined || slips === null) continue
    const slipped = others.filter((_one, index) => (slips as readonly string[]).includes(those[index]!))
    assert.deepEqual(
      option.slips.map((one: Seen) => [one.orderId, one.promisedOn]),
      slipped.map(({ id }) => [id, null]),
      sku,
    )
    const done = await carryOut(urgent, option, ahead)
    assert.ok(done.ok, JSON.stringify(done))
    assert.deepEqual(await shown(urgent), [`10 dated ${day(5)}`])
    for (const one of others)
      assert.deepEqual(await shown(one), [slipped.includes(one) ? '10 backorder ' : `10 dated ${day(5)}`])
    await flow.lawful()
  }
})

test('C13-1 B6-2 what a customer takes in one piece is brought anew in parts, too, and handed over at once', async () => {
  for (const number of ['USUAL', 'WHOLE']) {
    const sku = `FA-BRING-${number}`
    await item(sku, { NORTH: '4', SOUTH: '2', WEST: '2' })
    const order = await buy(number, sku, '4', { location: 'KIOSK' })
    await flow.until(order.id, (seen) => seen.timeline.some((fact: Seen) => fact.act === 'bring'))
    const moving = async () =>
      (await flow.server.request('GET', `/api/v1/transfers?order=${order.id}`)).body.rows.filter(
        (one: Seen) => one.state === 'requested',
      )
    await flow.ok(`/transfers/${(await moving())[0].id}/reject`, { reason: 'not on the shelf' })
    assert.deepEqual(
      (await flow.read(order.id)).fulfillmentLines.map((one: Seen) => `${one.quantity} ${one.supply}`),
      ['2 transfer', '2 transfer'],
    )
    await flow.lawful()
    const [first, second] = await moving()
    for (const one of [first, second]) {
      await flow.ok(`/transfers/${one.id}/send`, {})
      await flow.ok(`/transfers/${one.id}/receive`, {})
      if (one !== first) continue
      // One half alone is ready for who takes parts.
      if (number === 'USUAL') await flow.until(order.id, (seen) => seen.shipments.length === 1)
      else assert.deepEqual((await flow.read(order.id)).shipments, [])
    }
    const wanted = number === 'USUAL' ? ['2', '2'] : ['2 2']
    const { shipments } = await flow.until(order.id, (seen) => seen.shipments.length === wanted.length)
    assert.deepEqual(
      shipments.map((one: Seen) => one.lines.map((line: Seen) => line.requested).join(' ')),
      wanted,
    )
    await flow.lawful()
  }
})

test('A10-21 B6-1 a run leaves nobody without a day who may not wait, as long as others can be: else its release cancels it with its money', async () => {
  const comes = (sku: string, number: string, quantity: string, offset: number) =>
    flow.ok('/supply-orders', [
      { sku, location: 'NORTH', quantity, unitCost: '2', number, dueOn: day(offset) },
    ])
  const run = async (sku: string, more: object = {}): Promise<[run: Seen, lines: Seen[]]> => {
    const made = await flow.ok('/backlog-runs', { skus: [sku], ...more })
    const { body } = await flow.server.request('GET', `/api/v1/backlog-runs/${made.id}/lines`)
    return [made, body.rows]
  }
  const told = (lines: Seen[]) => lines.map((one) => `${one.promisedOn ?? 'none'} ${one.reason}`)
  // Who is ranked first would take the last goods from who may not wait: that one keeps its day, and another loses his.
  await item('FA-6')
  await comes('FA-6', 'FA-6', '20', 5)
  const hasty = await buy('HASTY', 'FA-6', '10')
  const usual = await buy('USUAL', 'FA-6', '10')
  const urgent = await buy('USUAL', 'FA-6', '10')
  await flow.ok(`/orders/${urgent.id}/priority`, { priority: 9, reason: 'urgent' })
  await flow.ok(`/orders/${usual.id}/priority`, { priority: 6, reason: 'dear' })
  const rank = [{ by: 'priority', direction: 'descending' }]
  const [first, lines] = await run('FA-6', { rank })
  assert.deepEqual(told(lines), [`${day(5)} late`, 'none no_supply', `${day(5)} late`])
  await flow.ok(`/backlog-runs/${first.id}/release`, {})
  assert.deepEqual(await shown(hasty), [`10 dated ${day(5)}`])
  assert.deepEqual(await shown(usual), ['10 backorder '])
  assert.deepEqual(await shown(urgent), [`10 dated ${day(5)}`])
  await flow.lawful()
  // What does not come at all is nobody's.
  const shock = [{ number: 'FA-6', lost: true }]
  const [, lost] = await run('FA-6', { rank, supply: shock })
  assert.deepEqual(told(lost), ['none no_supply', 'none no_supply', 'none may_not_wait'])
  await flow.ok('/supply-orders/changes', [{ number: 'FA-6', open: '0', reason: 'sunk' }])
  const [last] = await run('FA-6', { rank })
  await flow.ok(`/backlog-runs/${last.id}/release`, {})
  const gone = await flow.read(hasty.id)
  assert.equal(gone.state, 'cancelled')
  assert.equal(gone.cancelledTotal.amount, gone.total.amount)
  assert.deepEqual(await shown(urgent), ['10 backorder '])
  await flow.lawful()
})
