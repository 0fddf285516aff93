import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { settleStray } from '../../src/orchestration/index.ts'
import { decodeId } from '../../src/platform/public-id.ts'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'

let flow: Flow
before(async () => {
  flow = new Flow(await startTestServer({ sample: true, limits: { DOCKET_ALERT_EVERY_SECONDS: '1' } }))
  await flow.put('/locations', { code: 'DOCK', name: 'Dockside', country: 'GB', rank: 1, autoConfirm: false })
})
after(() => flow.close())

const reason = 'the lorry went without asking'
const get = async (path: string): Promise<Seen> => {
  const answer = await flow.server.request('GET', `/api/v1${path}`)
  assert.equal(answer.status, 200, answer.bytes.toString())
  return answer.body
}

/** An order of many lines, one piece of 10.00 each, all of which left although it was cancelled. */
async function mishap(sku: string, lines: number): Promise<{ id: string; strays: Seen[] }> {
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  await flow.ok('/stock/opening', [{ sku, location: 'DOCK', quantity: `${lines}`, unitCost: '6' }])
  const line = { sku, quantity: '1', unitPrice: '10', net: '10.00', tax: '2.00' }
  const { id } = await flow.order(Array.from({ length: lines }, () => line))
  const { shipments } = await flow.until(id, (one) => one.shipments.length === 1)
  await flow.ok(`/orders/${id}/cancel`, { reason })
  return { id, strays: (await flow.ok(`/shipments/${shipments[0].id}/confirm`, {})).strays }
}

async function listed(query: string): Promise<string[]> {
  const ids: string[] = []
  for (let after: string | null = ''; after !== null;) {
    const page: Seen = await get(`/strays?${query}${after === '' ? '' : `&after=${after}`}`)
    ids.push(...page.rows.map((row: Seen) => row.id))
    after = page.next
  }
  return ids
}

async function alert(condition: string, standing: boolean): Promise<Seen> {
  const end = performance.now() + 30_000
  for (;;) {
    const { rows } = await get('/monitoring/alerts')
    const found = rows.find((row: Seen) => row.condition === condition)
    if ((found?.standing ?? false) === standing) return found
    assert.ok(performance.now() < end, `waited too long: ${JSON.stringify(rows)}`)
    await sleep(100)
  }
}

test('F-7 what left of 300 lines after a mishap is decided on by one request, each row for itself, in one batch', async () => {
  const { id, strays } = await mishap('MANY-1', 300)
  const ids = strays.map((one) => one.id as string)
  const decisions = ['bill', 'expect', 'receive', 'write_off']
  const rows = ids.map((one, index) => ({ id: one, decision: decisions[index % 4], reason }))
  const wrong = { id: 'str_0000000000009', decision: 'bill', reason }
  const asked = [...rows, { ...rows[3], decision: 'receive', quantity: '2' }, wrong]
  const { outcomes } = await flow.ok('/strays/settle', asked, 'mishap')
  assert.deepEqual((await flow.ok('/strays/settle', asked, 'mishap')).outcomes, outcomes)
  const reused = await flow.post('/strays/settle', rows, 'mishap')
  assert.deepEqual([reused.status, reused.body.code], [422, 'idempotency_key_reused'])
  assert.deepEqual(
    outcomes.filter((one: Seen) => !one.ok).map((one: Seen) => [one.index, one.code]),
    [
      [300, 'nothing_left'],
      [301, 'not_found'],
    ],
  )
  assert.equal(outcomes[0].answer.billed, '1')
  // One batch: one entry of history, with what became of each.
  const batches = await flow.server.db.sql<{ changes: number }>(
    `select jsonb_array_length(h.changes) as changes from orders.history h
     where h.order_id = $1 and h.act like 'stray%'`,
    [decodeId('ord', id)],
  )
  assert.deepEqual(
    batches.map((one) => one.changes),
    [300],
  )
  const order = await flow.read(id)
  assert.equal(order.state, 'cancelled')
  assert.deepEqual(
    Object.entries(Object.groupBy(order.strays as Seen[], (one) => one.state))
      .map(([state, of]) => [state, of!.length])
      .sort(),
    [
      ['expected', 75],
      ['settled', 225],
    ],
  )
  assert.deepEqual((await listed('state=expected&limit=20')).sort(), ids.filter((_, n) => n % 4 === 1).sort())
  await flow.lawful()
})

test('N-13 a decision on one of many strays of an order reads its line, and of the rest a sum', async () => {
  const { id, strays } = await mishap('MANY-4', 30)
  const orderId = decodeId('ord', id)!
  const [row] = await flow.server.db.sql<{ company_id: bigint }>(
    'select company_id from orders.order_state where order_id = $1',
    [orderId],
  )
  const { company_id: companyId } = row!
  const strayId = decodeId('str', strays[7].id)!
  const asked = { companyId, actor: 'user:1', strayId, location: null, on: null, until: null, reason }
  for (const act of ['bill', 'receive'] as const) {
    const request = { ...asked, act, quantity: null, expectedDays: 30 }
    const { inner } = await settleStray.read(flow.server.db, [request], false)
    const order = inner.progress.orders.get(`${companyId}/${orderId}`)!
    assert.deepEqual(
      [
        order.lines.length,
        order.parts.length,
        inner.progress.tasks.size,
        inner.strays.size,
        inner.strayed.size,
      ],
      [0, 1, 0, 1, 1],
    )
    assert.equal(inner.lines.size, 1)
  }
})

test('F-7 a decision on many needs what each of them needs, and what is wrong with their form is told at once', async () => {
  const { strays } = await mishap('MANY-2', 2)
  const [first, second] = strays.map((one) => one.id as string)
  const clerk = await flow.keyOf(['orders:write'])
  const as = (rows: object[]) =>
    flow.server.request('POST', '/api/v1/strays/settle', rows, { ...clerk, 'idempotency-key': 'clerk' })
  const refused = await as([
    { id: first, decision: 'expect', reason },
    { id: second, decision: 'bill', reason },
  ])
  assert.deepEqual([refused.status, refused.body.code], [403, 'scope_missing'])
  assert.equal((await listed('state=open&sku=MANY-2')).length, 2)
  const malformed = await flow.post('/strays/settle', [
    { id: first, decision: 'write_off', reason, quantity: 'all' },
    { id: 'ord_1', decision: 'write_off', reason },
    { id: second, decision: 'expect', until: '2020-01-01', reason },
  ])
  assert.deepEqual(
    [malformed.status, malformed.body.errors.map((one: Seen) => one.path).sort()],
    [422, ['/0/quantity', '/1/id', '/2/until']],
  )
  assert.equal((await listed('state=open&sku=MANY-2')).length, 2)
  assert.equal((await as([{ id: first, decision: 'expect', reason }])).body.outcomes[0].ok, true)
})

test('F-7 goods are expected back by a day; when it is over an alert says so, until there is another day', async () => {
  const { strays } = await mishap('MANY-3', 2)
  const [first, second] = strays.map((one) => one.id as string)
  const { today } = { today: (await get('/strays?sku=MANY-3')).rows[0].leftOn as string }
  const days = (count: number) => new Date(Date.parse(today) + count * 86_400_000).toISOString().slice(0, 10)
  const past = await flow.post(`/strays/${first}/expect`, { reason, until: days(-1) })
  assert.deepEqual(
    [past.status, past.body.errors[0].path, past.body.errors[0].code],
    [422, '/until', 'in_the_past'],
  )
  assert.equal((await flow.ok(`/strays/${first}/expect`, { reason })).expectedUntil, days(30))
  assert.equal((await flow.ok(`/strays/${second}/expect`, { reason, until: today })).expectedUntil, today)
  assert.deepEqual(await listed(`expectedTo=${days(1)}&sku=MANY-3`), [second])
  // Its day goes by.
  await flow.server.db.sql('update fulfillment.stray set expected_until = $2 where id = $1', [
    decodeId('str', second!),
    days(-1),
  ])
  const raised = await alert('goods-not-back', true)
  assert.match(raised.says, /were to come back and did not/)
  assert.equal(raised.page, 'docs/operating/goods-astray.md#they-do-not-come-back')
  await flow.ok(`/strays/${second}/expect`, { reason, until: days(2) })
  await alert('goods-not-back', false)
  const back = await flow.ok(`/strays/${second}/receive`, { reason })
  assert.deepEqual([back.state, back.expectedUntil], ['settled', null])
})
