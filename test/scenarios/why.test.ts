import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { Flow, type Seen } from '../support/flow.ts'

const run = promisify(execFile)
let flow: Flow
before(async () => {
  flow = await Flow.open()
  await flow.put('/locations', { code: 'SAYS', name: 'Says', country: 'GB', rank: 1, autoConfirm: false })
})
after(() => flow.close())

const line = (sku: string, quantity = '1', more: object = {}) => ({
  sku,
  quantity,
  net: '10.00',
  tax: '2.00',
  ...more,
})
async function why(id: string): Promise<Seen> {
  const { status, body } = await flow.server.request('GET', `/api/v1/orders/${id}/why`)
  assert.equal(status, 200, JSON.stringify(body))
  return body
}
/** What the reasons of an order are: code, lines, and whether something lets it go on. */
const told = ({ reasons }: Seen) => reasons.map((one: Seen) => [one.code, one.lineNos])
const whyUntil = async (id: string, code: string): Promise<Seen> => {
  await flow.until(id, () => true)
  const end = performance.now() + 5000
  for (;;) {
    const found = await why(id)
    if (found.reasons.some((one: Seen) => one.code === code)) return found
    assert.ok(performance.now() < end, JSON.stringify(found))
  }
}

test('P-31 why an order is where it is: goods, a hold, suspension, the warehouse, money, and that it is over', async () => {
  await flow.newItem('WHY-1')
  await flow.stockedItem('WHY-2', { SAYS: '5' }, '4')
  const { id, number } = await flow.order([line('WHY-1', '3'), line('WHY-2')])
  const first = await whyUntil(id, 'warehouse')
  assert.deepEqual(told(first), [
    ['goods', [1]],
    ['warehouse', [2]],
  ])
  assert.match(first.reasons[0].text, /^3 of WHY-1 are not there at \w+, and none are known to come$/)
  const [shipment] = (await flow.read(id)).shipments
  assert.match(first.reasons[1].text, /^SAYS was asked on \d{4}-\d\d-\d\d to ship it$/)
  assert.equal(first.reasons[1].calls[0], `POST /shipments/${shipment.id}/confirm`)
  assert.ok(Date.parse(first.reasons[1].since) <= Date.now())

  await flow.ok(`/orders/${id}/holds`, { code: 'fraud', reason: 'The address looks wrong.' })
  await flow.ok(`/orders/${id}/suspend`, { reason: 'Wait for the desk.' })
  const stopped = await why(id)
  assert.deepEqual(
    told(stopped).map(([code]: unknown[]) => code),
    ['suspended', 'hold', 'goods', 'warehouse'],
  )
  assert.deepEqual(
    [stopped.reasons[0].text, stopped.reasons[0].by],
    ['it is suspended: Wait for the desk.', 'key:dk_test'],
  )
  assert.match(stopped.reasons[1].text, /^it is held \(fraud\): The address looks wrong\.$/)
  await flow.ok(`/orders/${id}/resume`, {})
  const [hold] = (await flow.read(id)).holds
  await flow.ok(`/orders/${id}/holds/${hold.id}/release`, { reason: 'It is right.' })

  await flow.receive('WHY-1', '3', 'PORT')
  await flow.ok(`/shipments/${shipment.id}/confirm`, {})
  const billed = await flow.until(id, (seen) => seen.billingStatus === 'billed')
  const money = await why(id)
  assert.deepEqual([...new Set(told(money).map(([code]: unknown[]) => code))], ['payment'])
  for (const invoice of billed.invoices)
    assert.ok(
      money.reasons.some((one: Seen) => one.text.includes(invoice.number)),
      JSON.stringify(money),
    )
  await flow.ok('/receipts', { account: 'GB-0001', orderId: id, amount: billed.total, method: 'card' })
  await flow.until(id, (seen) => seen.state === 'completed')
  const over = await why(number)
  assert.deepEqual(told(over), [['over', []]])
  assert.equal(over.reasons[0].release, null)
})

test('P-31 why a draft is none yet, why a prepaid order waits, and for what day', async () => {
  const draft = await flow.sell([{ sku: 'NO-SUCH', quantity: '1' }])
  const problem = await why(draft.id)
  assert.deepEqual(told(problem), [['problem', []]])
  assert.match(problem.reasons[0].text, /NO-SUCH/)
  await flow.stockedItem('WHY-3', { PORT: '50' }, '4')
  const prepaid = await flow.order([line('WHY-3')], { prepaid: true })
  const paid = await why(prepaid.id)
  assert.deepEqual(told(paid), [['prepayment', []]])
  assert.match(paid.reasons[0].text, /^its money comes first: 12\.00 GBP$/)
  const { today } = (await flow.server.request('GET', '/api/v1/availability?sku=WHY-3')).body
  const day = new Date(Date.parse(today) + 9 * 86_400_000).toISOString().slice(0, 10)
  const later = await flow.order([line('WHY-3', '1', { requestedOn: day })])
  const waits = await why(later.id)
  assert.deepEqual(told(waits), [['its_day', [1]]])
  assert.ok(waits.reasons[0].until > today, JSON.stringify(waits))
})

test('P-31 who sees none of it is told nothing; the command line says the same in words', async () => {
  await flow.newItem('WHY-4')
  const { id, number } = await flow.order([line('WHY-4', '2')])
  const missing = await flow.server.request('GET', '/api/v1/orders/SO9999999/why')
  assert.equal(missing.status, 404)
  const env = { ...process.env, DATABASE_URL: flow.server.database.url }
  const said = async (...args: string[]) =>
    run(process.execPath, ['bin/docket.mjs', 'order', 'why', ...args], { env })
  const { stdout } = await said(number)
  const { reasons } = await why(id)
  assert.ok(stdout.startsWith(`${number}: Backordered, as it is since `), stdout)
  assert.ok(stdout.includes(`- ${reasons[0].text} (line 1)`), stdout)
  assert.ok(stdout.includes(`goes on when: ${reasons[0].release}; ${reasons[0].calls.join('; ')}`), stdout)
  assert.deepEqual(JSON.parse((await said(id, '--json')).stdout).reasons, reasons)
  for (const [wrong, text] of [
    ['nothing', /nothing is no number of an order/],
    ['SO9999999', /There is no order SO9999999/],
  ] as const)
    await assert.rejects(said(wrong), (error: { stderr: string }) => text.test(error.stderr))
})
