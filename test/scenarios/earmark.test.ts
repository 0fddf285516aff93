import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { earmarkCredit } from '../../src/orchestration/index.ts'
import { decodeId } from '../../src/platform/public-id.ts'
import { Flow, type Seen } from '../support/flow.ts'

// A credit memo is set aside for orders that replace what came back.
let flow: Flow
let companyId: bigint
before(async () => {
  flow = await Flow.open()
  const [company] = await flow.server.database.sql<{ id: bigint }>(
    `select company_id as id from organization.company where code = 'SAMPLE'`,
  )
  companyId = BigInt(company!.id)
})
after(() => flow.close())

const sold = (prepaid: boolean, net = '60.00', tax = '12.00'): Promise<Seen> =>
  flow.order([{ sku: 'KIT-102', quantity: '1', net, tax }], { prepaid })
/** A credit of 60.00 and 12.00 of tax. */
async function credit(account = 'GB-0001'): Promise<string> {
  const lines = [{ sku: 'KIT-102', quantity: '1', unitPrice: '60', restock: false }]
  const { creditMemoId, total } = await flow.ok('/returns', { account, reason: 'exchange', lines })
  assert.equal(total.amount, '72.00')
  return creditMemoId
}
/** Asks for all at once, as one batch; what was paid and is left, or why not. */
async function earmark(...pairs: [memo: string, order: Seen][]): Promise<string[]> {
  const requests = pairs.map(([memo, order]) => ({
    companyId,
    actor: 'test',
    creditMemoId: decodeId('inv', memo)!,
    orderId: decodeId('ord', order.id)!,
  }))
  const outcomes: Seen[] = await flow.server.database.door.requestAll(earmarkCredit, requests)
  return outcomes.map(({ ok, answer, problems }) =>
    ok ? `${answer.applied.amount} ${answer.left.amount}` : problems[0].code,
  )
}
const openOf = async (memo: string): Promise<string> =>
  (await flow.server.request('GET', `/api/v1/invoices/${memo}`)).body.open.amount
const applied = async (memo: string): Promise<unknown[]> => {
  const { status, body } = await flow.post(`/invoices/${memo}/apply`, {})
  return [status, ...(body.errors ?? []).map(({ code }: Seen) => code)]
}
const pay = (amount: string, orderId?: string) =>
  flow.ok('/receipts', {
    account: 'GB-0001',
    amount: { amount, currency: 'GBP' },
    method: 'transfer',
    ...(orderId && { orderId }),
  })

test('A12-7 one credit lets one prepaid order go, not each that it was asked for; what is cancelled gives its part back', async () => {
  const memo = await credit()
  const [first, second, third] = [await sold(true), await sold(true), await sold(true, '30.00', '6.00')]
  assert.deepEqual(await earmark([memo, first], [memo, second]), ['0.00 72.00', '0.00 72.00'])
  const done = await flow.until(first.id, (one) => one.state === 'completed')
  assert.deepEqual(
    done.invoices.map((one: Seen) => one.open.amount),
    ['0.00'],
  )
  assert.equal(await openOf(memo), '0.00')
  const waits = await flow.read(second.id)
  assert.deepEqual([waits.state, waits.shipments.length, waits.paymentStatus], ['in_progress', 0, 'due'])
  await flow.lawful()

  // Of a second credit 72.00 wait for what is not complete; that order is given up, and the third is paid by what is free again.
  const next = await credit()
  const dear = await sold(true, '100.00', '20.00')
  assert.deepEqual(await earmark([next, dear], [next, third]), ['0.00 72.00', '0.00 72.00'])
  assert.equal((await flow.read(third.id)).shipments.length, 0)
  assert.deepEqual(await applied(next), [422, 'nothing_left'])
  await flow.ok(`/orders/${dear.id}/cancel`, { reason: 'no more' })
  await flow.lawful()
  const fourth = await sold(true, '30.00', '6.00')
  await earmark([next, fourth])
  await flow.until(fourth.id, (one) => one.state === 'completed')
  assert.equal(await openOf(next), '-36.00')
  await flow.lawful()
})

test('A12-7 what is set aside for a prepaid order pays nothing else: no receipt of the account and nobody by hand uses it before', async () => {
  const memo = await credit()
  const order = await sold(true, '120.00', '24.00')
  const owing = await sold(false)
  await flow.until(owing.id, (one) => one.invoices.length === 1)
  const asked = [earmark([memo, order]), applied(memo)] as const
  const [told] = await Promise.all(asked)
  if (told[0] === '0.00 72.00') {
    assert.deepEqual(await applied(memo), [422, 'nothing_left'])
    await pay('10.00')
    assert.equal(await openOf(memo), '-72.00')
  }
  const left = 144 + Number(await openOf(memo))
  assert.equal((await flow.read(order.id)).shipments.length, 0)
  await pay(left.toFixed(2), order.id)
  const done = await flow.until(order.id, (one) => one.state === 'completed')
  assert.deepEqual(
    done.invoices.map((one: Seen) => one.open.amount),
    ['0.00'],
  )
  assert.equal(await openOf(memo), '0.00')
  await flow.lawful()
})

test('A12-7 a credit waits for no order of another account and none that is over, and an invoice pays nothing', async () => {
  const memo = await credit()
  const other = await flow.order([{ sku: 'KIT-102', quantity: '1', net: '60.00', tax: '12.00' }], {
    prepaid: true,
    customer: { account: 'GB-0002' },
  })
  const over = await sold(true)
  await flow.ok(`/orders/${over.id}/cancel`, { reason: 'no more' })
  const billed = await sold(false)
  const { invoices } = await flow.until(billed.id, (one) => one.invoices.length === 1)
  assert.deepEqual(await earmark([memo, other], [invoices[0].id, billed], [memo, over]), [
    'other_account',
    'not_a_credit',
    '0.00 72.00',
  ])
  const waiting = await flow.server.database.sql(
    `select from billing.earmark where invoice_id = ${decodeId('inv', memo)}`,
  )
  assert.equal(waiting.length, 0)
  assert.equal((await flow.read(other.id)).shipments.length, 0)
  await flow.lawful()
})
