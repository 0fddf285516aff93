import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays } from '../../src/platform/clock.ts'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

async function sold(sku = 'KIT-101') {
  const made = await flow.order([{ sku, quantity: '7', unitPrice: '14.285714', net: '100.00', tax: '20.00' }])
  await flow.until(made.id, (one) => one.billingStatus === 'billed')
  return made.id as string
}

const back = (orderId: string, quantity: string, more: object = {}, line: object = {}) =>
  flow.post('/returns', { orderId, reason: 'damaged', lines: [{ lineNo: 1, quantity, ...line }], ...more })

test('F-4 D1 P-57 A12-2 D10 three returns exhaust a line exactly, its cost goes back to stock, a fourth is refused', async () => {
  const orderId = await sold()
  const before = await flow.books(orderId)
  const cost = before
    .find((one) => one.startsWith('shipment.confirmed'))!
    .split(' ')
    .at(-1)!
  const credited: string[] = []
  for (const quantity of ['3', '3', '1']) {
    const answer = await back(orderId, quantity)
    assert.equal(answer.status, 201, answer.bytes.toString())
    credited.push(`${answer.body.lines[0].net.amount} ${answer.body.lines[0].tax.amount}`)
  }
  assert.deepEqual(credited, ['42.86 8.57', '42.85 8.57', '14.29 2.86'])
  const fourth = await back(orderId, '1')
  assert.equal(fourth.status, 422)
  assert.deepEqual(
    fourth.body.errors.map((one: Seen) => [one.path, one.code]),
    [['/lines/0/quantity', 'more_than_shipped']],
  )
  // The credit memos settled the invoice: nothing is owed, the order closes.
  const order = await flow.until(orderId, (one) => one.state === 'completed')
  assert.equal(order.fulfillmentStatus, 'returned')
  const books = await flow.books(orderId)
  const sum = (start: string) =>
    books
      .filter((one) => one.startsWith(start))
      .reduce((total, one) => total + Math.round(Number(one.split(' ').at(-1)) * 100), 0)
  assert.equal(sum('return.received 1300/5000'), Math.round(Number(cost) * 100))
  assert.deepEqual(
    books.filter((one) => !one.includes('1300')),
    [
      'invoice.issued 1200/4000 100.00',
      'invoice.issued 1200/2200 20.00',
      'credit_memo.issued 4000/1200 42.86',
      'credit_memo.issued 2200/1200 8.57',
      'credit_memo.issued 4000/1200 42.85',
      'credit_memo.issued 2200/1200 8.57',
      'credit_memo.issued 4000/1200 14.29',
      'credit_memo.issued 2200/1200 2.86',
    ],
  )
  await flow.lawful()
})

test('A12-2 an order that was credited in part, and of which nobody paid anything, is unpaid; it is paid in part by money', async () => {
  const orderId = await sold()
  assert.equal((await back(orderId, '3')).status, 201)
  const shown = async () => {
    const { status, paymentStatus } = await flow.read(orderId)
    return [status, paymentStatus]
  }
  assert.deepEqual(await shown(), ['billed', 'unpaid'])
  const { invoices } = await flow.read(orderId)
  const amount = { amount: '8.00', currency: 'GBP' }
  await flow.ok('/receipts', { account: 'GB-0001', amount, invoiceIds: [invoices[0].id], method: 'card' })
  assert.deepEqual(await shown(), ['partially_paid', 'partially_paid'])
  await flow.lawful()
})

test('F-4 D13 a return after price, cost and tax rate changed gives back what was paid, with the tax of the line, at its cost', async () => {
  const orderId = await sold('KIT-106')
  const cost = (await flow.books(orderId))
    .find((one) => one.startsWith('shipment.confirmed'))!
    .split(' ')
    .at(-1)!
  await flow.ok('/stock/receipts', [{ sku: 'KIT-106', location: 'PORT', quantity: '500', unitCost: '99' }])
  const rate = { taxCode: 'standard', country: 'GB', name: 'VAT', percent: '25', validFrom: '2011-01-04' }
  assert.ok((await flow.server.request('PUT', '/api/v1/tax-rates', rate)).status < 300)
  const answer = await back(orderId, '7')
  assert.equal(answer.body.total.amount, '120.00')
  assert.deepEqual(
    (await flow.books(orderId)).filter((one) => one.startsWith('return.received')),
    [`return.received 1300/5000 ${cost}`],
  )
  await flow.lawful()
})

test('A12-2 D9 a return of a closed order leaves it closed, and the credit on account', async () => {
  const orderId = await sold()
  await flow.ok('/receipts', {
    account: 'GB-0001',
    amount: { amount: '120.00', currency: 'GBP' },
    orderId,
    method: 'card',
  })
  await flow.until(orderId, (one) => one.state === 'completed')
  const answer = await back(orderId, '2', {}, { restock: false })
  assert.equal(answer.status, 201, answer.bytes.toString())
  assert.equal(answer.body.onAccount.amount, '34.28')
  const order = await flow.read(orderId)
  assert.deepEqual(
    [order.state, order.fulfillmentStatus, order.returns.length],
    ['completed', 'partially_returned', 1],
  )
  assert.deepEqual(
    (await flow.books(orderId)).filter((one) => one.startsWith('return')),
    [],
  )
  await flow.lawful()
})

test('A12-6 D9 without an order the credit stays on account, at the price that is given and the tax of the day', async () => {
  const body = {
    account: 'GB-0001',
    reason: 'goodwill',
    lines: [{ sku: 'KIT-102', quantity: '2', unitPrice: '5', unitCost: '2', location: 'PORT' }],
  }
  const answer = await flow.ok('/returns', body, 'free-1')
  // The rate has been 25 % since the test before.
  assert.deepEqual([answer.orderId, answer.total.amount, answer.onAccount.amount], [null, '12.50', '12.50'])
  assert.deepEqual([answer.lines[0].net.amount, answer.lines[0].tax.amount], ['10.00', '2.50'])
  const [memo] = await flow.server.database.sql<{ id: bigint; text: string }>(
    `select i.id, string_agg(d.code || '/' || c.code || ' ' || p.functional_amount, ', ' order by p.ordinal) as text
     from billing.invoice i
     join ledger.entry e on e.company_id = i.company_id and e.source_id = i.id
     join ledger.posting_public p on p.company_id = e.company_id and p.entry_id = e.id
     join ledger.account d on d.company_id = p.company_id and d.id = p.debit_account
     join ledger.account c on c.company_id = p.company_id and c.id = p.credit_account
     where i.kind = 'credit_memo' group by i.id order by i.id desc limit 1`,
  )
  assert.equal(memo!.text, '4000/1200 1000, 2200/1200 250')
  assert.deepEqual(await flow.ok('/returns', body, 'free-1'), answer)
  const wrong = await flow.post('/returns', {
    account: 'NOBODY',
    reason: 'x',
    lines: [{ sku: 'KIT-102', quantity: '0' }],
  })
  assert.equal(wrong.status, 422)
  assert.deepEqual(
    wrong.body.errors.map((one: Seen) => one.path),
    ['/account', '/lines/0/quantity', '/lines/0/unitPrice', '/lines/0/location', '/lines/0/unitCost'],
  )
  await flow.lawful()
})

test('F-4 D10 D9 at standard cost a return is worth the standard of today, and the difference has a name', async () => {
  const item = { sku: 'STD-1', name: 'Standard', itemClass: 'kitchen', taxCode: 'standard' }
  assert.ok((await flow.server.request('PUT', '/api/v1/items', item)).status < 300)
  await flow.ok('/stock/opening', [
    { sku: 'STD-1', location: 'PORT', quantity: '7', unitCost: '10', standardCost: '10' },
  ])
  const orderId = await sold('STD-1')
  // Nothing is on hand, so the books are not touched by the new standard.
  await flow.server.database.sql(
    `update inventory.cost_pool p set standard_cost = 12 from catalog.item i where i.id = p.item_id and i.sku = 'STD-1'`,
  )
  for (const quantity of ['1', '2']) assert.equal((await back(orderId, quantity)).status, 201)
  assert.deepEqual(
    (await flow.books(orderId)).filter((one) => one.startsWith('return')),
    [
      'return.received 1300/5000 12.00',
      'return.received 5000/5100 2.00',
      'return.received 1300/5000 24.00',
      'return.received 5000/5100 4.00',
    ],
  )
  await flow.lawful()
})

test('A12-6 D13 a credit without an order bears no tax for an account that is exempt, or an item that is', async () => {
  const exempt = { number: 'EXEMPT-1', kind: 'organization', name: 'Exempt', currency: 'GBP' }
  await flow.put('/customer-accounts', { ...exempt, shipToCountry: 'GB', taxExempt: true })
  await flow.put('/items', { sku: 'NIL-1', name: 'Untaxed', itemClass: 'kitchen', taxCode: 'none' })
  const credit = async (account: string, sku: string) => {
    const lines = [{ sku, quantity: '1', unitPrice: '10.00', restock: false }]
    return (await flow.ok('/returns', { account, reason: 'goodwill', lines })).lines[0].tax.amount
  }
  assert.equal(await credit('EXEMPT-1', 'KIT-102'), '0.00')
  assert.equal(await credit('GB-0001', 'NIL-1'), '0.00')
  await flow.put('/items', { sku: 'ODD-1', name: 'Odd', itemClass: 'kitchen', taxCode: 'unheard-of' })
  const lines = [{ sku: 'ODD-1', quantity: '1', unitPrice: '10.00', restock: false }]
  const wrong = await flow.post('/returns', { account: 'GB-0001', reason: 'goodwill', lines })
  assert.deepEqual(
    wrong.body.errors.map((one: Seen) => [one.path, one.code]),
    [['/lines/0/sku', 'tax_rate_not_found']],
  )
  await flow.lawful()
})

test('F-4 a negative price is refused at its place, with an order and without', async () => {
  const orderId = await sold()
  const line = { quantity: '1', unitPrice: '-5' }
  const both = [
    { orderId, lines: [{ ...line, lineNo: 1 }] },
    { account: 'GB-0001', lines: [{ ...line, sku: 'KIT-102', restock: false }] },
  ]
  for (const body of both) {
    const answer = await flow.post('/returns', { ...body, reason: 'x' })
    assert.equal(answer.status, 422, answer.bytes.toString())
    assert.deepEqual(
      answer.body.errors.map((one: Seen) => [one.path, one.code]),
      [['/lines/0/unitPrice', 'bad_price']],
    )
  }
  await flow.lawful()
})

test('A12-2 A12-6 the key of a shop returns what was billed; what it would value itself needs scopes of money and stock', async () => {
  const keyed = async (...scopes: string[]) => {
    const made = await flow.server.request('POST', '/api/v1/keys', {
      company: 'SAMPLE',
      name: `shop ${scopes.join(' ')}`,
      scopes: ['orders:read', 'orders:write', ...scopes],
    })
    assert.equal(made.status, 201, made.bytes.toString())
    return { authorization: `Bearer ${made.body.secret}` }
  }
  const shop = await keyed()
  const finance = await keyed('billing:write')
  const both = await keyed('billing:write', 'inventory:write')
  const orderId = await sold()
  let made = 0
  const by = async (key: { authorization: string }, line: object, more: object = { orderId }) => {
    const body = { reason: 'x', ...more, lines: [{ quantity: '1', ...line }] }
    const headers = { ...key, 'idempotency-key': `valued-${(made += 1)}` }
    const { status, body: said } = await flow.server.request('POST', '/api/v1/returns', body, headers)
    return status === 201 ? 201 : `${status} ${said.code} ${said.detail ?? ''}`
  }
  const free = { account: 'GB-0001' }
  const credit = { sku: 'KIT-102', unitPrice: '1000', restock: false }
  const goods = { sku: 'KIT-102', unitPrice: '1', unitCost: '500', location: 'PORT' }
  const money = '403 scope_missing This needs the scope billing:write.'
  const goodwill = '403 scope_missing This needs the scope billing:write or goodwill:write.'
  const stock = '403 scope_missing This needs the scope inventory:write.'
  assert.deepEqual(
    [
      await by(shop, credit, free),
      await by(shop, { lineNo: 1, unitPrice: '14.285714' }),
      await by(shop, { lineNo: 1, unitCost: '500' }),
      await by(finance, goods, free),
    ],
    [goodwill, money, stock, stock],
  )
  assert.deepEqual(
    [
      await by(shop, { lineNo: 1 }),
      await by(finance, credit, free),
      await by(finance, { lineNo: 1, unitPrice: '14.285714' }),
      await by(both, goods, free),
    ],
    [201, 201, 201, 201],
  )
})

test('F-4 D13 at a price of its own a return credits of the tax that was billed, not of the one that was agreed', async () => {
  const rate = (percent: string, validFrom: string) =>
    flow.put('/tax-rates', { taxCode: 'book', country: 'GB', name: `VAT ${percent} %`, percent, validFrom })
  await rate('20', '2011-01-04')
  await flow.put('/items', { sku: 'BOOK-1', name: 'Book', itemClass: 'living', taxCode: 'book' })
  const unitPrice = { amount: '10.00', currency: 'GBP' }
  await flow.put('/prices', { list: 'RETAIL', sku: 'BOOK-1', validFrom: '2020-01-01', unitPrice })
  await flow.put('/locations', { code: 'DOCK', name: 'Dock', country: 'GB', rank: 4, autoConfirm: false })
  await flow.ok('/stock/opening', [{ sku: 'BOOK-1', location: 'DOCK', quantity: '100', unitCost: '2' }])
  const club = {
    number: 'BOOKS',
    kind: 'organization',
    name: 'Book club',
    currency: 'GBP',
    shipToCountry: 'GB',
  }
  await flow.put('/customer-accounts', club)
  const made = await flow.sell([{ sku: 'BOOK-1', quantity: '10' }], { customer: { account: 'BOOKS' } })
  const asked = await flow.until(made.id, (one: Seen) => one.shipments.length === 1)
  await rate('5', asked.orderedOn)
  await flow.ok(`/shipments/${asked.shipments[0].id}/confirm`, {})
  const order = await flow.until(made.id, (one: Seen) => one.billingStatus === 'billed')
  assert.equal(order.invoices[0].total.amount, '105.00')
  const credited = async (quantity: string, own?: string) => {
    const answer = await back(made.id, quantity, {}, own === undefined ? {} : { unitPrice: own })
    if (answer.status !== 201) return answer.body.errors.map((one: Seen) => one.code)
    return `${answer.body.lines[0].net.amount} ${answer.body.lines[0].tax.amount}`
  }
  assert.equal(await credited('3', '10.00'), '30.00 1.50')
  // More than its share: what comes back later gets the rest of what was paid, and no more.
  assert.equal(await credited('2', '25.00'), '50.00 2.50')
  assert.deepEqual(await credited('1', '20.01'), ['more_than_paid'])
  assert.equal(await credited('4'), '20.00 1.00')
  assert.equal(await credited('1'), '0.00 0.00')
  await flow.lawful()
})

test('A12-6 D13 a credit that its series moves to a later day bears the tax of that day', async () => {
  const rate = (percent: string, validFrom: string) =>
    flow.put('/tax-rates', { taxCode: 'moved', country: 'GB', name: `VAT ${percent} %`, percent, validFrom })
  await rate('5', '2011-01-04')
  await flow.put('/items', {
    sku: 'MOVED',
    name: 'Moved',
    itemClass: 'kitchen',
    kind: 'service',
    taxCode: 'moved',
  })
  const lines = [{ sku: 'MOVED', quantity: '1', unitPrice: '100', restock: false }]
  const credit = (more: object) =>
    flow.ok('/returns', { account: 'GB-0001', currency: 'GBP', reason: 'late', lines, ...more })
  const today = (await credit({})).issuedOn
  await rate('20', today)
  const late = await credit({ returnedOn: addDays(today, -3) })
  assert.deepEqual([late.issuedOn, late.lines[0].tax.amount], [today, '20.00'])
})
