import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
let made = 0
const gbp = (amount: string) => ({ amount, currency: 'GBP' })
before(async () => {
  flow = await Flow.open()
  await flow.put('/companies', {
    code: 'BARE',
    name: 'Bare Ltd',
    currency: 'GBP',
    country: 'GB',
    timeZone: 'Europe/London',
  })
  const describe = (path: string, body: object) => call('PUT', path, body)
  await describe('/calendars', { code: 'ALL', name: 'All days', workingDays: [1, 2, 3, 4, 5, 6, 7] })
  await describe('/locations', { code: 'SHED', name: 'Shed', country: 'GB', rank: 1 })
  await describe('/items', { sku: 'NAIL', name: 'Nail', itemClass: 'iron', taxCode: 'none' })
  await describe('/customer-accounts', { number: 'B-1', name: 'B', currency: 'GBP', shipToCountry: 'GB' })
})
after(() => flow.close())

const call = (method: string, path: string, body?: unknown, key = `bare-${(made += 1)}`) =>
  flow.server.request(method, `/api/v1${path}`, body, {
    'docket-company': 'BARE',
    ...(method === 'POST' ? { 'idempotency-key': key } : {}),
  })

test('what no posting rule is for is refused by name, in a row and alone, and is taken in once there is one', async () => {
  const rows = [{ sku: 'NAIL', location: 'SHED', quantity: '10', unitCost: '1' }]
  const opening = await call('POST', '/stock/opening', rows, 'opening')
  assert.equal(opening.status, 200, opening.bytes.toString())
  const [outcome] = (opening.body as Seen).outcomes
  assert.deepEqual([outcome.ok, outcome.code], [false, 'posting_rule_missing'])
  assert.match(outcome.problems[0].message, /^no posting rule.*PUT \/api\/v1\/posting-rules/)
  const money = { account: 'B-1', amount: gbp('5.00'), method: 'transfer' }
  const receipt = await call('POST', '/receipts', money, 'receipt')
  assert.deepEqual([receipt.status, (receipt.body as Seen).code], [409, 'posting_rule_missing'])
  assert.match((receipt.body as Seen).detail, /^no posting rule/)
  for (const account of [
    { code: '1300', name: 'Inventory', type: 'asset', control: 'inventory' },
    { code: '3000', name: 'Equity', type: 'equity' },
    { code: '5100', name: 'Variance', type: 'expense' },
  ]) {
    const described = await call('PUT', '/ledger-accounts', account)
    assert.ok(described.status < 300, described.bytes.toString())
  }
  // The same call with the same key: what was not taken in is tried again, and names the next that lacks.
  let again: Seen
  for (let rules = 0; rules < 6 && again?.ok !== true; rules += 1) {
    again = ((await call('POST', '/stock/opening', rows, 'opening')).body as Seen).outcomes[0]
    const [, amountKind, event] = /for (\w+) of ([\w.]+)/.exec(again.problems?.[0].message ?? '') ?? []
    if (event === undefined) continue
    const debitAccount = event === 'stock.opened' ? '1300' : '5100'
    const creditAccount = event === 'cost.adjusted' ? '1300' : '3000'
    const saved = await call('PUT', '/posting-rules', { event, amountKind, debitAccount, creditAccount })
    assert.ok(saved.status < 300, saved.bytes.toString())
  }
  assert.equal(again.ok, true, JSON.stringify(again))
  await flow.lawful()
})
