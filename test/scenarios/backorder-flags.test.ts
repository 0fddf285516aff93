import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
  for (const [code, more] of [
    ['WAITS', {}],
    ['NEVER', { backorders: false }],
  ] as const)
    await flow.put('/locations', { code, name: code, country: 'GB', rank: 500, autoConfirm: false, ...more })
  for (const [account, more] of [
    ['PATIENT', {}],
    ['HASTY', { backorders: false }],
    ['WHOLE', { partialShipments: false }],
    ['WHOLE-HASTY', { partialShipments: false, backorders: false }],
  ] as const)
    await flow.put('/customer-accounts', {
      number: account,
      name: account,
      currency: 'GBP',
      shipToCountry: 'GB',
      ...more,
    })
})
after(() => flow.close())

const gbp = (amount: string) => ({ amount, currency: 'GBP' })
let made = 0
/** An item, with stock where it says. */
async function newItem(opening: Record<string, string>, more: object = {}): Promise<string> {
  const sku = `FLAG-${(made += 1)}`
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'none', ...more })
  for (const [location, quantity] of Object.entries(opening))
    await flow.ok('/stock/opening', [{ sku, location, quantity, unitCost: '6' }])
  await flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp('10.00') })
  return sku
}
const sell = (account: string, lines: object[], more: object = {}): Promise<Seen> =>
  flow.sell(lines, { customer: { account }, freight: gbp('0.00'), ...more })
const supplies = ({ fulfillmentLines }: Seen) =>
  fulfillmentLines.map((one: Seen) => `${one.supply} ${one.quantity} less ${one.cancelled}`)
async function exposure(account: string): Promise<number> {
  const [row] = await flow.server.database.sql<{ open: bigint }>(
    `select g.open_orders as open from customers.credit_gate g
     join customers.account a on a.company_id = g.company_id and a.id = g.account_id where a.number = $1`,
    [account],
  )
  return Number(row!.open)
}
const ask = async (customer: string | undefined, lines: object[]): Promise<Seen> => {
  const { outcomes } = await flow.ok('/promises', [
    { lines, ...(customer === undefined ? {} : { customer }) },
  ])
  return outcomes[0]
}
const toldOf = ({ answer }: Seen) =>
  answer.lines[0].promises.map((one: Seen) => `${one.supply} ${one.quantity}`)

test('B6-1 what is short waits where customer, item and location all allow backorders, else it is cancelled, and a question says so before', async () => {
  for (const account of ['PATIENT', 'HASTY'])
    for (const backorders of [true, false])
      for (const location of ['WAITS', 'NEVER']) {
        const waits = account === 'PATIENT' && backorders && location === 'WAITS'
        const about = `${account} ${backorders} ${location}`
        const sku = await newItem({ [location]: '7' }, backorders ? {} : { backorders })
        const line = { sku, quantity: '10', location }
        const told = await ask(account, [line])
        assert.deepEqual(toldOf(told), ['on_hand 7', waits ? 'backorder 3' : 'cancelled 3'], about)
        assert.equal(told.answer.lines[0].completeOn, null)
        const before = await exposure(account)
        const answer = await sell(account, [line])
        const order = await flow.read(answer.id)
        assert.deepEqual(
          supplies(order),
          ['on_hand 7 less 0', waits ? 'backorder 3 less 0' : 'backorder 3 less 3'],
          about,
        )
        assert.equal((await exposure(account)) - before, waits ? 10_000 : 7000, about)
        assert.deepEqual(
          answer.lines[0].promises.map((one: Seen) => one.cancelled ?? null),
          [null, waits ? null : '3'],
        )
        const first = order.timeline.find((one: Seen) => one.events.includes('order.submitted'))
        assert.equal(first.events.includes('order.cancelled_in_part'), !waits, about)
        assert.equal(first.events.includes('order.backordered'), waits, about)
      }
  await flow.lawful()
})

test('B6-1 an order of which nobody has anything, and nothing may wait, is cancelled whole, and owes nothing; paid before, it waits for the money of the rest', async () => {
  const sku = await newItem({})
  const before = await exposure('HASTY')
  const made = await sell('HASTY', [{ sku, quantity: '3' }])
  assert.equal(made.state, 'cancelled')
  const order = await flow.read(made.id)
  assert.deepEqual(
    [order.status, supplies(order), order.plan?.tasks ?? []],
    ['cancelled', ['backorder 3 less 3'], []],
  )
  assert.equal((await exposure('HASTY')) - before, 0)
  const some = await newItem({ PORT: '2' })
  const paid = await sell('HASTY', [{ sku: some, quantity: '5' }], { prepaid: true })
  assert.deepEqual(supplies(await flow.read(paid.id)), ['on_hand 2 less 0', 'backorder 3 less 3'])
  await flow.lawful()
})

test('B6-1 a customer who takes no line in parts gets it whole, later or not at all, and is asked about no other way', async () => {
  const sku = await newItem({ PORT: '7' })
  assert.deepEqual(toldOf(await ask('WHOLE', [{ sku, quantity: '10', allowSplit: true }])), ['backorder 10'])
  assert.deepEqual(toldOf(await ask('WHOLE-HASTY', [{ sku, quantity: '10' }])), ['cancelled 10'])
  assert.deepEqual(toldOf(await ask(undefined, [{ sku, quantity: '10' }])), ['on_hand 7', 'backorder 3'])
  const waits = await flow.read((await sell('WHOLE', [{ sku, quantity: '10' }])).id)
  assert.deepEqual(supplies(waits), ['backorder 10 less 0'])
  const gone = await sell('WHOLE-HASTY', [{ sku, quantity: '10' }])
  assert.equal(gone.state, 'cancelled')
  const whole = await flow.read((await sell('WHOLE-HASTY', [{ sku, quantity: '7' }])).id)
  assert.deepEqual(supplies(whole), ['on_hand 7 less 0'])
  const unknown = await ask('NOBODY', [{ sku: 'NO-SUCH', quantity: '1' }])
  assert.deepEqual(
    unknown.problems.map((one: Seen) => one.path),
    ['/customer', '/lines/0/sku'],
  )
  await flow.lawful()
})

test('B6-1 A9-7 what is cancelled as an order is agreed spends nothing of a promotion', async () => {
  const sku = await newItem({ PORT: '7' }, { itemClass: 'flagged' })
  const promotion = {
    code: 'FLAGGED',
    condition: 'true',
    validFrom: '2020-01-01',
    rank: 1,
  }
  await flow.put('/promotions', { ...promotion, percent: '50', budget: gbp('500.00') })
  const made = await sell('HASTY', [{ sku, quantity: '10' }])
  assert.equal(made.lines[0].net.amount, '50.00')
  const [row] = await flow.server.database.sql<{ spent: bigint; used: bigint }>(
    `select b.spent, b.used from pricing.promotion_budget b
     join pricing.promotion p on p.company_id = b.company_id and p.id = b.promotion_id where p.code = 'FLAGGED'`,
  )
  assert.deepEqual([Number(row!.spent), Number(row!.used)], [3500, 1])
  const gone = await sell('HASTY', [{ sku, quantity: '4' }])
  assert.equal(gone.state, 'cancelled')
  const [after] = await flow.server.database.sql<{ spent: bigint; used: bigint }>(
    `select b.spent, b.used from pricing.promotion_budget b
     join pricing.promotion p on p.company_id = b.company_id and p.id = b.promotion_id where p.code = 'FLAGGED'`,
  )
  assert.deepEqual([Number(after!.spent), Number(after!.used)], [3500, 1])
  await flow.lawful()
})
