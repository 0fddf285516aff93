import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays } from '../../src/platform/clock.ts'
import { decodeId, encodeId } from '../../src/platform/public-id.ts'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

const UNKNOWN = encodeId('inv', 1n)
const gbp = (amount: string) => ({ amount, currency: 'GBP' })

/** An account of its own, so that nothing else is open in it. */
async function payer(number: string, more: object = {}): Promise<string> {
  const customer = { number, kind: 'organization', name: number, currency: 'GBP', shipToCountry: 'GB' }
  await flow.put('/customer-accounts', { ...customer, ...more })
  return number
}

/** An order of the account that is shipped and billed: its id and its invoice. */
async function billed(account: string, net: string, tax: string) {
  const line = { sku: 'KIT-101', quantity: '1', unitPrice: net, net, tax }
  const made = await flow.order([line], { customer: { account } })
  const order = await flow.until(made.id, (one) => one.billingStatus === 'billed')
  return { orderId: made.id as string, invoiceId: order.invoices[0].id as string }
}

const pay = (account: string, amount: string, more: object = {}) =>
  flow.post('/receipts', { account, amount: gbp(amount), method: 'transfer', ...more })

const errors = (answer: { body: Seen }) =>
  answer.body.errors.map((one: Seen) => [one.path, one.code] as const)

async function exposure(account: string) {
  const [row] = await flow.server.database.sql<{ open_receivables: bigint; unapplied: bigint }>(
    `select g.open_receivables, g.unapplied from customers.account a
     join customers.credit_gate g on g.company_id = a.company_id and g.account_id = a.id where a.number = $1`,
    [account],
  )
  return [row!.open_receivables, row!.unapplied]
}

test('D9 D11 P-58 money that was left pays a later invoice, closes its order, and is used once', async () => {
  const account = await payer('PAY-1')
  const receipt = (await pay(account, '114.05')).body
  assert.equal(receipt.unapplied.amount, '114.05')
  const { orderId, invoiceId } = await billed(account, '32.66', '6.53')
  assert.deepEqual(await exposure(account), [3919n, 11405n])
  const path = `/receipts/${receipt.id}/apply`
  const applied = await flow.ok(path, {}, 'apply-1')
  assert.deepEqual(applied, {
    id: receipt.id,
    appliedOn: applied.appliedOn,
    left: gbp('74.86'),
    applications: [{ invoiceId, orderId, amount: gbp('39.19'), settled: true }],
    rules: ['oldest_first'],
    passedOver: [],
    goesOn: false,
  })
  assert.deepEqual(await flow.ok(path, {}, 'apply-1'), applied)
  const order = await flow.read(orderId)
  assert.deepEqual([order.state, order.paymentStatus], ['completed', 'paid'])
  assert.deepEqual((await flow.books(orderId)).slice(-1), ['receipt.applied 2150/1200 39.19'])
  assert.deepEqual(await exposure(account), [0n, 7486n])
  // Nothing is open: nothing happens, and nothing is lost.
  const idle = await flow.ok(path, {})
  assert.deepEqual([idle.applications, idle.left], [[], gbp('74.86')])
  await flow.lawful()
})

test('D11 named invoices come first; those that cannot be paid are told apart', async () => {
  const account = await payer('PAY-2')
  const stranger = await billed(await payer('PAY-3'), '10.00', '2.00')
  const receipt = (await pay(account, '50.00')).body
  const first = await billed(account, '10.00', '2.00')
  const second = await billed(account, '20.00', '4.00')
  const path = `/receipts/${receipt.id}/apply`
  const wrong = await flow.post(path, { invoiceIds: [first.invoiceId, stranger.invoiceId, UNKNOWN] })
  assert.equal(wrong.status, 422)
  assert.deepEqual(errors(wrong), [
    ['/invoiceIds/1', 'other_account'],
    ['/invoiceIds/2', 'unknown_invoice'],
  ])
  const applied = await flow.ok(path, { invoiceIds: [second.invoiceId] })
  assert.deepEqual(
    applied.applications.map((one: Seen) => [one.invoiceId, one.amount.amount]),
    [
      [second.invoiceId, '24.00'],
      [first.invoiceId, '12.00'],
    ],
  )
  assert.deepEqual(applied.rules, ['named', 'oldest_first'])
  const again = await flow.ok(path, { invoiceIds: [second.invoiceId] })
  assert.deepEqual([again.applications, again.passedOver], [[], [second.invoiceId]])
  const third = await billed(account, '10.00', '4.00')
  assert.deepEqual((await flow.ok(path, {})).rules, ['match_invoice'])
  assert.equal((await flow.read(third.orderId)).state, 'completed')
  const empty = await flow.post(path, {})
  assert.deepEqual(
    [empty.status, empty.body.code, errors(empty)],
    [422, 'application_refused', [['', 'nothing_left']]],
  )
  assert.equal((await flow.post(`/receipts/${encodeId('rct', 1n)}/apply`, {})).status, 404)
  await flow.lawful()
})

test('D9 D11 a credit that a return left on account pays another invoice, and nothing is posted', async () => {
  const account = await payer('PAY-4')
  const { orderId } = await billed(account, '100.00', '20.00')
  assert.equal((await pay(account, '120.00', { orderId })).status, 201)
  const back = await flow.ok('/returns', {
    orderId,
    reason: 'too many',
    lines: [{ lineNo: 1, quantity: '1', unitPrice: '41.67' }],
  })
  assert.equal(back.onAccount.amount, '50.00')
  const next = await billed(account, '30.00', '8.00')
  const path = `/invoices/${back.creditMemoId}/apply`
  assert.deepEqual(errors(await flow.post(`/invoices/${next.invoiceId}/apply`, {})), [['', 'not_a_credit']])
  const applied = await flow.ok(path, {})
  assert.deepEqual([applied.left, applied.rules], [gbp('12.00'), ['oldest_first']])
  assert.equal((await flow.read(next.orderId)).state, 'completed')
  assert.deepEqual(
    (await flow.books(next.orderId)).filter((one) => one.includes('applied')),
    [],
  )
  assert.deepEqual(await exposure(account), [-1200n, 0n])
  await flow.lawful()
})

test('D6 the deposit of a prepaid order, which is no credit, lets nothing else be bought on credit', async () => {
  const account = await payer('PAY-LIMIT', { creditLimit: gbp('10.00') })
  const customer = { account }
  const goods = (net: string, tax: string) => [{ sku: 'KIT-101', quantity: '1', unitPrice: net, net, tax }]
  const prepaid = await flow.order(goods('100.00', '20.00'), { customer, prepaid: true })
  assert.equal((await pay(account, '119.00', { orderId: prepaid.id })).body.unapplied.amount, '119.00')
  const held = await flow.order(goods('100.00', '20.00'), { customer })
  assert.deepEqual(
    (await flow.read(held.id)).holds.map((one: Seen) => one.code),
    ['credit'],
  )
  await flow.lawful()
  // Paid in full and shipped nothing is owed; what was paid too much is the account's own, and counts.
  await pay(account, '9.00', { orderId: prepaid.id })
  await flow.until(prepaid.id, (one) => one.state === 'completed')
  assert.deepEqual(await exposure(account), [0n, 800n])
  // The deposit of an order that was agreed on credit is taken off what that order takes.
  const down = { account: await payer('PAY-DOWN', { creditLimit: gbp('10.00') }) }
  const credit = await flow.order(goods('5.00', '1.00'), { customer: down })
  await pay(down.account, '6.00', { orderId: credit.id })
  const next = await flow.order(goods('8.00', '1.60'), { customer: down })
  assert.deepEqual((await flow.read(next.id)).holds, [])
  await flow.lawful()
})

test('D9 P-62 the deposit of an open order waits for its invoices; what a closed one was paid too much is free', async () => {
  const account = await payer('PAY-5')
  const sold = await billed(account, '10.00', '2.00')
  const other = await billed(account, '20.00', '4.00')
  const prepaid = await flow.order(
    [{ sku: 'KIT-101', quantity: '1', unitPrice: '50', net: '50.00', tax: '10.00' }],
    { customer: { account }, prepaid: true },
  )
  const deposit = (await pay(account, '30.00', { orderId: prepaid.id })).body
  assert.deepEqual(errors(await flow.post(`/receipts/${deposit.id}/apply`, {})), [['', 'deposit_waits']])
  const kept = async (id: string) => {
    const receipt = (await flow.server.request('GET', `/api/v1/receipts/${id}`)).body
    return [receipt.kind, receipt.unapplied.amount]
  }
  assert.deepEqual(await kept(deposit.id), ['deposit', '30.00'])
  // The receipt that closes its order, and one of an order that is closed: what is left pays what else is owed.
  const over = (await pay(account, '20.00', { orderId: sold.orderId })).body
  assert.equal(over.unapplied.amount, '8.00')
  assert.equal((await flow.read(sold.orderId)).state, 'completed')
  assert.deepEqual((await flow.books(sold.orderId)).slice(-1), ['deposit.freed 2100/2150 8.00'])
  const late = (await pay(account, '3.00', { orderId: sold.orderId })).body
  assert.deepEqual(await kept(over.id), ['unapplied', '8.00'])
  assert.deepEqual(await kept(late.id), ['unapplied', '3.00'])
  const applied = await flow.ok(`/receipts/${over.id}/apply`, { invoiceIds: [other.invoiceId] })
  assert.deepEqual([applied.applications[0].amount, applied.left], [gbp('8.00'), gbp('0.00')])
  assert.deepEqual((await flow.books(other.orderId)).slice(-1), ['receipt.applied 2150/1200 8.00'])
  // Paid too much before it ships: the deposit is free when the order closes, and the history says so.
  const rest = (await pay(account, '34.50', { orderId: prepaid.id })).body
  const done = await flow.until(prepaid.id, (one) => one.state === 'completed')
  assert.deepEqual(done.timeline.at(-1).events.slice(-2), ['deposit.freed', 'order.closed'])
  const [freed] = done.timeline.at(-1).changes.filter((one: Seen) => one.what === 'deposit')
  assert.deepEqual([freed.from, freed.to], [gbp('4.50'), null])
  assert.deepEqual(await kept(rest.id), ['unapplied', '4.50'])
  assert.deepEqual((await flow.books(prepaid.id)).slice(-1), ['deposit.freed 2100/2150 4.50'])
  assert.deepEqual(await exposure(account), [1600n, 750n])
  const used = await flow.ok(`/receipts/${rest.id}/apply`, {})
  assert.deepEqual([used.applications[0].amount, used.left], [gbp('4.50'), gbp('0.00')])
  await flow.lawful()
})

test('D9 D11 a receipt that came before the invoice pays it on the day of the invoice: no month owes less than nothing', async () => {
  const account = await payer('PAY-13')
  const { invoiceId } = await billed(account, '32.66', '6.53')
  const path = `/api/v1/invoices/${invoiceId}`
  const { issuedOn } = (await flow.server.request('GET', path)).body
  const paid = (await pay(account, '39.19', { receivedOn: addDays(issuedOn, -40) })).body
  const dates = await flow.server.database.sql<{ event: string; on: string; applied: string | null }>(
    `select e.event, e.posted_on as on, a.applied_on as applied from ledger.entry e
     left join billing.application a on a.company_id = e.company_id and a.id = e.id
     where e.source_id = $1 order by e.id`,
    [decodeId('rct', paid.id)],
  )
  assert.deepEqual(
    dates.map((one) => [one.event, one.on, one.applied]),
    [
      ['receipt.received', addDays(issuedOn, -40), null],
      ['receipt.applied', issuedOn, issuedOn],
    ],
  )
  await flow.lawful()
})

test('D9 F-10 what unapplied money in foreign currency gains or loses is posted by name', async () => {
  const account = await payer('PAY-6', { currency: 'EUR' })
  const [rate] = await flow.server.database.sql<{ n: bigint }>(
    `select count(*) as n from organization.exchange_rate where from_currency = 'EUR'`,
  )
  assert.ok(rate!.n > 0n)
  const eur = (amount: string) => ({ amount, currency: 'EUR' })
  const receipt = await flow.ok('/receipts', { account, amount: eur('120.00'), method: 'transfer' })
  const today = receipt.receivedOn
  await flow.put('/exchange-rates', { from: 'EUR', to: 'GBP', validFrom: today, rate: '0.5' })
  const made = await flow.ok('/orders', {
    source: 'marketplace',
    externalId: 'EUR-1',
    customer: { account },
    currency: 'EUR',
    shipTo: { country: 'GB' },
    lines: [{ sku: 'KIT-101', quantity: '1', unitPrice: eur('100'), taxAmount: eur('20.00') }],
  })
  await flow.until(made.id, (one) => one.billingStatus === 'billed')
  await flow.ok(`/receipts/${receipt.id}/apply`, {})
  const applied = (await flow.books(made.id)).filter((one) => one.startsWith('receipt.applied'))
  assert.equal(applied.length, 2)
  assert.match(applied[1]!, /^receipt\.applied 1200\/5300 |^receipt\.applied 5300\/1200 /)
  await flow.lawful()
})

test('P-58 two requests that apply one receipt at once use it once', async () => {
  const account = await payer('PAY-7')
  const receipt = (await pay(account, '30.00')).body
  for (const net of ['10.00', '20.00', '30.00']) await billed(account, net, '0.00')
  const both = await Promise.all([1, 2].map(() => flow.post(`/receipts/${receipt.id}/apply`, {})))
  const used = both.flatMap((one) => (one.status === 200 ? one.body.applications : []))
  assert.deepEqual(
    used.map((one: Seen) => one.amount.amount),
    ['30.00'],
  )
  await flow.lawful()
})

test('D11 a receipt that names an invoice of another account, or none that is known, is refused; a paid one is passed over', async () => {
  const account = await payer('PAY-8')
  const stranger = await billed(await payer('PAY-9'), '10.00', '2.00')
  const own = await billed(account, '10.00', '2.00')
  const memo = await flow.ok('/returns', {
    orderId: stranger.orderId,
    reason: 'broken',
    lines: [{ lineNo: 1, quantity: '1', unitPrice: '1' }],
  })
  const named = [own.invoiceId, stranger.invoiceId, UNKNOWN, memo.creditMemoId]
  const wrong = await pay(account, '12.00', { invoiceIds: named })
  assert.deepEqual([wrong.status, wrong.body.code], [422, 'receipt_refused'])
  assert.deepEqual(errors(wrong), [
    ['/invoiceIds/1', 'other_account'],
    ['/invoiceIds/2', 'unknown_invoice'],
    ['/invoiceIds/3', 'other_account'],
  ])
  assert.deepEqual(errors(await pay('PAY-9', '12.00', { invoiceIds: [memo.creditMemoId] })), [
    ['/invoiceIds/0', 'not_an_invoice'],
  ])
  // What has another form is told with what is not so: each of what can be judged without the other.
  const key = { 'idempotency-key': 'mended-receipt' }
  const post = (body: object) => flow.server.request('POST', '/api/v1/receipts', body, key)
  const mended = { account, amount: gbp('12.00'), method: 'transfer', invoiceIds: [own.invoiceId] }
  const formless = await post({
    ...mended,
    amount: { amount: '1.234', currency: 'EUR' },
    invoiceIds: ['one', stranger.invoiceId],
    receivedOn: '2999-01-01',
    method: 7,
    hue: 'red',
  })
  assert.deepEqual([formless.status, formless.body.code], [422, 'invalid_body'])
  assert.deepEqual(errors(formless).toSorted(), [
    ['/amount/amount', 'wrong_form'],
    ['/amount/currency', 'mixed_currency'],
    ['/hue', 'unknown_member'],
    ['/invoiceIds/0', 'wrong_form'],
    ['/invoiceIds/1', 'other_account'],
    ['/method', 'wrong_type'],
    ['/receivedOn', 'in_future'],
  ])
  const blank = await post({ account: 'NOBODY', orderId: UNKNOWN })
  assert.deepEqual(errors(blank).toSorted(), [
    ['/account', 'unknown_customer'],
    ['/amount', 'required'],
    ['/method', 'required'],
    ['/orderId', 'wrong_form'],
  ])
  assert.deepEqual(errors(await post([])), [['', 'wrong_type']])
  assert.equal((await flow.server.request('POST', '/api/v1/receipts', mended)).status, 400)
  const taken = (await post(mended)).body
  assert.deepEqual([taken.applications[0].invoiceId, taken.passedOver], [own.invoiceId, []])
  const late = await pay(account, '5.00', { invoiceIds: [own.invoiceId] })
  assert.equal(late.status, 201)
  assert.deepEqual([late.body.unapplied, late.body.passedOver], [gbp('5.00'), [own.invoiceId]])
  await flow.lawful()
})

test('D11 a currency that does not exist, and an amount too great, are each named as what they are', async () => {
  const send = async (amount: string, currency: string) =>
    errors(await flow.post('/receipts', { account: 'GB-0001', amount: { amount, currency }, method: 'card' }))
  assert.deepEqual(await send('10.00', 'ZZZ'), [['/amount/currency', 'unknown_currency']])
  for (const amount of ['99999999999999999999', '99999999999999999999.00', '99999999999999'])
    assert.deepEqual(await send(amount, 'GBP'), [['/amount/amount', 'too_great']])
  for (const amount of ['1.005', 'ten', '99999999999999999999.001'])
    assert.deepEqual(await send(amount, 'GBP'), [['/amount/amount', 'wrong_form']])
})

test('P-62 a draft takes no money: nothing is agreed yet', async () => {
  const draft = await flow.sell([{ sku: 'KIT-101', quantity: '1' }], { submit: false, prepaid: true })
  assert.equal(draft.state, 'draft')
  const wrong = await pay('GB-0001', '9000.00', { orderId: draft.id })
  assert.deepEqual([wrong.status, errors(wrong)], [422, [['/orderId', 'not_agreed']]])
})

test('D9 P-62 money for a cancelled order is unapplied at once; a deposit that such an order was given before can be applied', async () => {
  const account = await payer('PAY-12')
  const other = await billed(account, '20.00', '4.00')
  const line = { sku: 'KIT-101', quantity: '1', unitPrice: '50', net: '50.00', tax: '10.00' }
  const cancelled = async () => {
    const { id } = await flow.order([line], { customer: { account }, prepaid: true })
    await flow.ok(`/orders/${id}/cancel`, { reason: 'no more' })
    await flow.until(id, (one) => one.state === 'cancelled')
    return id
  }
  const kind = async (id: string) => (await flow.server.request('GET', `/api/v1/receipts/${id}`)).body.kind
  const late = (await pay(account, '5.00', { orderId: await cancelled() })).body
  assert.equal(await kind(late.id), 'unapplied')
  const applied = await flow.ok(`/receipts/${late.id}/apply`, { invoiceIds: [other.invoiceId] })
  assert.deepEqual(applied.left, gbp('0.00'))
  await flow.lawful()
  // As it was kept before: the deposit of an order that is over. From here on the books of this company show it.
  const orderId = await cancelled()
  const stuck = (await pay(account, '7.00', { orderId })).body
  const receiptId = decodeId('rct', stuck.id)
  await flow.server.database.sql(`update billing.unapplied set kind = 'deposit' where receipt_id = $1`, [
    receiptId,
  ])
  const freed = await flow.ok(`/receipts/${stuck.id}/apply`, { invoiceIds: [other.invoiceId] })
  assert.deepEqual([freed.applications[0].amount, freed.left], [gbp('7.00'), gbp('0.00')])
  const books = await flow.books(orderId)
  assert.ok(books.includes('deposit.freed 2100/2150 7.00'), books.join())
  assert.ok((await flow.books(other.orderId)).includes('receipt.applied 2150/1200 7.00'))
  assert.deepEqual((await flow.read(orderId)).timeline.at(-1).events, ['deposit.freed'])
})
