import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { goOnApplying } from '../../src/orchestration/index.ts'
import { decodeId } from '../../src/platform/public-id.ts'
import { DocketProcess } from '../kill/process.ts'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'
import { assertWithin } from '../support/pace.ts'

const ORDERS = 6_000
const STREAM = 2_000

let flow: Flow
let scheduler: DocketProcess
before(async () => {
  // What goes on by itself runs in processes of its own, which are killed.
  flow = new Flow(await startTestServer({ sample: true, roles: 'api,worker' }))
})
after(async () => {
  await scheduler?.stop()
  await flow.close()
})

async function until<T>(what: string, ask: () => Promise<T>, is: (value: T) => boolean): Promise<T> {
  const end = performance.now() + 120_000
  for (;;) {
    const value = await ask()
    if (is(value)) return value
    assert.ok(performance.now() < end, `waited too long for ${what}: ${JSON.stringify(value)}`)
    await sleep(100)
  }
}

const gbp = (amount: string) => ({ amount, currency: 'GBP' })

/** Orders of an account of its own, each shipped and billed at 12.00. */
async function owing(
  sku: string,
  account: string,
  orders: number,
): Promise<() => Promise<{ items: number }>> {
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  await flow.ok('/stock/opening', [{ sku, location: 'PORT', quantity: `${orders}`, unitCost: '1' }])
  await flow.put('/customer-accounts', {
    number: account,
    kind: 'organization',
    currency: 'GBP',
    shipToCountry: 'GB',
    termsDays: 30,
    creditLimit: gbp('1000000.00'),
  })
  for (let from = 0; from < orders; from += STREAM) {
    const lines = Array.from({ length: Math.min(STREAM, orders - from) }, (_, place) =>
      JSON.stringify({
        source: 'marketplace',
        externalId: `${sku}-${from + place}`,
        customer: { account },
        currency: 'GBP',
        shipTo: { country: 'GB' },
        lines: [{ sku, quantity: '1', unitPrice: gbp('10.00'), taxAmount: gbp('2.00') }],
      }),
    )
    const taken = await flow.server.request('POST', '/api/v1/orders/batch', `${lines.join('\n')}\n`, {
      'content-type': 'application/x-ndjson',
      'idempotency-key': `${sku}-${from}`,
    })
    assert.equal(taken.status, 200, taken.bytes.toString().slice(0, 500))
  }
  const owed = async () =>
    (
      await flow.server.db.sql<{ items: number }>(
        `select count(*)::integer as items from billing.open_item i
         join customers.account a on a.company_id = i.company_id and a.id = i.account_id
         where a.number = $1 and i.open <> 0`,
        [account],
      )
    )[0]!
  await until('invoices', owed, ({ items }) => items === orders)
  return owed
}

test('D11 money that cannot be gone on with says so among what failed, is tried later each time, and goes on when nothing stops it', async () => {
  const owed = await owing('STOP-1', 'STOPPED', 150)
  const { db, door } = flow.server.database
  const errors: object[] = []
  const log = { error: (about: object) => void errors.push(about), info: () => {}, warn: () => {} }
  const run = () => goOnApplying({ db, door, log }).run(new AbortController().signal)
  const paid: Seen = await flow.ok('/receipts', {
    account: 'STOPPED',
    amount: gbp('1800.00'),
    method: 'bank',
  })
  assert.equal(paid.goesOn, true)
  const records = async () =>
    (await flow.server.request('GET', '/api/v1/monitoring/jobs/applying/records?status=failed')).body.rows
  assert.deepEqual(await records(), [])

  // As the deposit of an order that is open it pays nothing else.
  const line = { sku: 'KIT-101', quantity: '1', unitPrice: '1', net: '1.00', tax: '0.20' }
  const waits = await flow.order([line], { customer: { account: 'STOPPED' }, prepaid: true })
  const row = [decodeId('rct', paid.id)]
  const kind = (value: string, cause: bigint | null) =>
    db.sql('update billing.unapplied set kind = $2, cause_id = $3 where receipt_id = $1', [
      ...row,
      value,
      cause,
    ])
  await kind('deposit', decodeId('ord', waits.id)!)
  assert.deepEqual(await run(), { evaluated: 1, processed: 0 })
  // It is not due again: nobody is kept busy by it.
  assert.deepEqual(await run(), { evaluated: 0, processed: 0 })
  const [first] = await records()
  assert.deepEqual([first.status, first.attempts], ['failed', 1])
  assert.match(first.problem, /^deposit_waits: /)
  const due = () => db.sql('update billing.applying set due_at = queued_at where from_id = $1', row)
  await due()
  const before = Date.now()
  assert.deepEqual(await run(), { evaluated: 1, processed: 0 })
  const [second] = await records()
  const pause = Date.parse(second.dueAt) - before
  assert.deepEqual([second.attempts, errors.length], [2, 2])
  assert.ok(pause > 15_000 && pause < 25_000, `tried again after ${pause} ms`)
  // Since when it stands still is what raises the alert of an old queue, however seldom it is tried.
  const { queue } = (await flow.server.request('GET', '/api/v1/monitoring/jobs/applying')).body
  assert.ok(queue.due === 1 && Date.parse(queue.oldestDueAt) < before, JSON.stringify(queue))

  await kind('unapplied', null)
  await due()
  assert.deepEqual(await run(), { evaluated: 1, processed: 1 })
  assert.deepEqual([await owed(), await records()], [{ items: 0 }, []])
  await flow.lawful()
})

test('D11 F-10 a customer pays 6,000 orders at once: step by step every invoice is settled, whoever dies or pays by hand, and no other receipt waits', async (context) => {
  const account = 'MANY-1'
  const owed = await owing('CLEAR-1', account, ORDERS)

  const start = performance.now()
  const paid: Seen = await flow.ok('/receipts', { account, amount: gbp('72000.00'), method: 'bank' })
  context.diagnostic(`taken in after ${(performance.now() - start).toFixed(0)} ms`)
  assert.deepEqual(
    [paid.rules, paid.applications.length, paid.unapplied.amount, paid.goesOn],
    [['clear_account'], 100, '70800.00', true],
  )
  const read = async (): Promise<Seen> =>
    (await flow.server.request('GET', `/api/v1/receipts?limit=50`)).body.rows.find(
      (one: Seen) => one.id === paid.id,
    )
  const seen = await read()
  assert.deepEqual([seen.applied.amount, seen.unapplied.amount, seen.goesOn], ['1200.00', '70800.00', true])

  // A person names what it is to pay next; it goes on with the rest.
  const rows: Seen[] = (await flow.server.request('GET', `/api/v1/invoices?account=${account}&limit=1`)).body
    .rows
  const byHand: Seen = await flow.ok(`/receipts/${paid.id}/apply`, { invoiceIds: [rows[0].id] })
  assert.deepEqual(
    [byHand.rules, byHand.applications[0].invoiceId, byHand.applications.length, byHand.goesOn],
    [['named', 'clear_account'], rows[0].id, 100, true],
  )

  let worst = 0
  const elsewhere = { done: false }
  const others = (async () => {
    while (!elsewhere.done) {
      const before = performance.now()
      await flow.ok('/receipts', { account: 'GB-0001', amount: gbp('1.00'), method: 'bank' })
      worst = Math.max(worst, performance.now() - before)
      await sleep(50)
    }
  })()
  process.env.DOCKET_ROLES = 'scheduler'
  const began = performance.now()
  scheduler = await DocketProcess.start({ databaseUrl: flow.server.database.url }, flow.server.apiKey)
  await until('some steps', owed, ({ items }) => items < ORDERS - 1_000)
  await scheduler.kill()
  const { items } = await owed()
  assert.ok(items > 1_000, `${items} open when the process died`)
  // A person goes on with what it left, and then two processes do.
  await flow.ok(`/receipts/${paid.id}/apply`, {})
  await scheduler.start()
  const second = await DocketProcess.start({ databaseUrl: flow.server.database.url }, flow.server.apiKey)
  try {
    await until('the rest', owed, (now) => now.items === 0)
  } finally {
    await second.stop()
  }
  elsewhere.done = true
  await others
  context.diagnostic(
    `gone on for ${(performance.now() - began).toFixed(0)} ms, another receipt ${worst.toFixed(0)} ms at most`,
  )
  assertWithin(worst, 1_000, 'a receipt of another account')

  const { body: detail } = await flow.server.request('GET', `/api/v1/receipts/${paid.id}`)
  assert.deepEqual(
    [detail.unapplied.amount, detail.goesOn, detail.applications.length],
    ['0.00', false, ORDERS],
  )
  assert.equal(new Set(detail.applications.map((one: Seen) => one.invoiceId)).size, ORDERS)
  const closed = async () =>
    (
      await flow.server.db.sql<{ count: number }>(
        `select count(*)::integer as count from orders.sales_order o
         join orders.order_state s on s.company_id = o.company_id and s.order_id = o.id
         where o.external_id like 'CLEAR-%' and s.state = 'completed'`,
      )
    )[0]!.count
  await until('every order to be closed', closed, (count) => count === ORDERS)
  await flow.lawful()
})
