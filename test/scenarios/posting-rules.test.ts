import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

const tryPut = async (path: string, body: object) => {
  const { status, body: answer } = await flow.server.request('PUT', `/api/v1${path}`, body)
  return [
    status,
    ...(answer.errors ?? []).map((one: { path: string; code: string }) => `${one.path} ${one.code}`),
  ]
}
const sell = async (net: string) => {
  const made = await flow.order([{ sku: 'KIT-101', quantity: '1', unitPrice: net, net, tax: '0.00' }])
  await flow.until(made.id, (one) => one.billingStatus === 'billed')
  return flow.books(made.id)
}
const revenue = {
  event: 'invoice.issued',
  amountKind: 'revenue',
  debitAccount: '1200',
  creditAccount: '4000',
}

test('D9 a condition sees the currency and the amount of what is posted', async () => {
  const rule = { ...revenue, condition: 'currency == "GBP" && amount > minor("30.00", "GBP")' }
  await flow.put('/posting-rules', { ...rule, creditAccount: '4900' })
  const large = await sell('30.01')
  const small = await sell('30.00')
  assert.ok(
    large.some((one: string) => one.includes('1200/4900')),
    large.join('; '),
  )
  assert.ok(
    small.some((one: string) => one.includes('1200/4000')),
    small.join('; '),
  )
  await flow.put('/posting-rules', { ...rule, creditAccount: '4900', active: false })
  await flow.lawful()
})

test('D9 a condition on what is not known when accounts are chosen is refused', async () => {
  const cost = {
    event: 'shipment.confirmed',
    amountKind: 'cost',
    debitAccount: '5000',
    creditAccount: '1300',
  }
  assert.deepEqual(await tryPut('/posting-rules', { ...cost, condition: 'amount > 100' }), [
    422,
    '/condition rule_type',
  ])
  assert.deepEqual(await tryPut('/posting-rules', { ...revenue, condition: 'country == "FR"' }), [
    422,
    '/condition rule_type',
  ])
  const exchange = {
    event: 'receipt.applied',
    amountKind: 'exchange',
    debitAccount: '5300',
    creditAccount: '1200',
  }
  assert.deepEqual(await tryPut('/posting-rules', { ...exchange, condition: 'amount > 100' }), [
    422,
    '/condition rule_type',
  ])
})

test('D9 a rule moves the account of a sub-ledger when the sub-ledger moves, and no other', async () => {
  const wrong = async (rule: object) => (await tryPut('/posting-rules', rule)).slice(1)
  assert.deepEqual(await wrong({ ...revenue, debitAccount: '1300' }), ['/debitAccount wrong_control'])
  assert.deepEqual(await wrong({ ...revenue, debitAccount: '5000', creditAccount: '2200' }), [
    '/debitAccount wrong_control',
    '/creditAccount wrong_control',
  ])
  assert.deepEqual(await wrong({ ...revenue, event: 'invoice.isued' }), ['/event unknown_event'])
  assert.deepEqual(await wrong({ ...revenue, amountKind: 'revenu' }), ['/amountKind unknown_amount_kind'])
  // Docket keeps no bank statements: money may come into several accounts.
  await flow.put('/ledger-accounts', { code: '1010', name: 'Bank, dollars', type: 'asset' })
  const receipt = { event: 'receipt.received', amountKind: 'receipt', creditAccount: '2150' }
  await flow.put('/posting-rules', { ...receipt, debitAccount: '1010', condition: 'currency == "USD"' })
})

test('D9 the checklist names rules that stand and cannot be right', async () => {
  const found = async () => {
    const { steps } = (await flow.server.request('GET', '/api/v1/setup')).body
    return steps.find((one: { key: string }) => one.key === 'posting_rules')
  }
  assert.equal((await found()).state, 'pass')
  const spoil = (set: string) =>
    flow.server.database.sql(
      `update ledger.posting_rule r set ${set}
       where r.event = 'invoice.issued' and r.amount_kind = 'revenue' and r.condition is null`,
    )
  await spoil(
    `debit_account = (select a.id from ledger.account a where a.company_id = r.company_id and a.code = '1300')`,
  )
  assert.match((await found()).found, /revenue of invoice\.issued moves receivable/)
  await spoil(
    `debit_account = (select a.id from ledger.account a where a.company_id = r.company_id and a.code = '1200')`,
  )
  assert.equal((await found()).state, 'pass')
})
