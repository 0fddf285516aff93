import assert from 'node:assert/strict'
import { after, before, test, type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { countJob, readOrder, readOrderProgress } from '../../src/insight/index.ts'
import { checkInvariants, listLaws } from '../../src/monitoring/index.ts'
import { Database } from '../../src/platform/database/index.ts'
import { decodeId } from '../../src/platform/public-id.ts'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer, type TestAnswer } from '../support/server.ts'
import { assertWithin } from '../support/pace.ts'

/** One order of as many lines as there may be, behind the whole machine, on tables that have no statistics yet. */
const LINES = 10_000
const SECTIONS = [
  'lines',
  'fulfillmentLines',
  'holds',
  'plan',
  'planSummary',
  'shipments',
  'strays',
  'returns',
  'invoices',
  'deposits',
  'timeline',
  'books',
] as const
let flow: Flow
let order: Seen
let lines: Parameters<Flow['order']>[0]
before(async () => {
  flow = new Flow(await startTestServer({ sample: true, limits: { DOCKET_REQUEST_BODY_BYTES: '8388608' } }))
  await flow.put('/locations', { code: 'DOCK', name: 'Dock', country: 'GB', rank: 90, autoConfirm: false })
  await flow.put('/items', { sku: 'BIG-1', name: 'Big', itemClass: 'kitchen', taxCode: 'standard' })
  await flow.ok('/stock/opening', [{ sku: 'BIG-1', location: 'DOCK', quantity: '100000', unitCost: '0.05' }])
  const line = { sku: 'BIG-1', quantity: '2', unitPrice: '0.10', net: '0.20', tax: '0.04' }
  lines = Array.from({ length: LINES }, () => line)
  order = await flow.order(lines)
})
after(() => flow.close())

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; answer: T }> {
  const start = performance.now()
  const answer = await work()
  return { ms: performance.now() - start, answer }
}

async function until(orderId: string, section: string, is: (body: Seen) => boolean): Promise<Seen> {
  const end = performance.now() + 60_000
  for (;;) {
    const { body } = await get(`/orders/${orderId}?include=${section}`)
    if (is(body)) return body
    assert.ok(performance.now() < end, `waited too long for ${section}`)
    await sleep(200)
  }
}

const get = (path: string): Promise<TestAnswer> => flow.server.request('GET', `/api/v1${path}`)

/**
 * Through the door, and on a connection of acts, where no rows are joined by hash: so are plans that are made before there are
 * statistics. A row looks at all others of the order, unless it has a key.
 */
async function readAll(context: TestContext): Promise<void> {
  const { db } = flow.server
  const orderId = decodeId('ord', order.id)!
  const [state] = await db.sql<{ company_id: bigint }>(
    'select company_id from orders.order_state where order_id = $1',
    [orderId],
  )
  const key = { companyId: state!.company_id, orderId }
  const sight = { outsider: null, costs: true, books: true, addresses: true }
  const pages = ['lines?limit=500', 'tasks?limit=500', 'postings?limit=500', 'timeline?limit=500']
  const works: Record<string, () => Promise<unknown>> = {
    whole: async () =>
      assert.equal((await readOrder(db, key, new Set(SECTIONS), sight))?.view.lines?.length, LINES),
    progress: async () =>
      assert.equal((await readOrderProgress(db, key.companyId, [orderId]))[0]?.lines.length, LINES),
    ...Object.fromEntries(
      ['', `?include=${SECTIONS.join()}`, ...pages.map((page) => `/${page}`)].map((part) => [
        `GET ${part}`,
        async () => assert.equal((await get(`/orders/${order.id}${part}`)).status, 200, part),
      ]),
    ),
  }
  assert.deepEqual(await db.sql('show enable_hashjoin'), [{ enable_hashjoin: 'off' }])
  for (const [what, work] of Object.entries(works)) {
    const { ms } = await timed(work)
    context.diagnostic(`${what}: ${ms.toFixed(0)} ms`)
    assertWithin(ms, 3000, what)
  }
}

test('N-13 an order of 10,000 lines that was just made is read at once', readAll)

test('C14-9 N-13 an order of 10,000 lines that is shipped and billed is counted within two seconds', async (context) => {
  const { shipments } = await until(order.id, 'shipments', (body) => body.shipments.length === 1)
  await flow.ok(`/shipments/${shipments[0].id}/confirm`, { trackingNumber: 'T' })
  await until(order.id, 'holds', (body) => body.billingStatus === 'billed')
  const today = new Date().toISOString().slice(0, 10)
  const days = `from=${today}&to=${today}`
  for (const path of [`line-fill-rate?${days}`, `line-fill-rate/rows?${days}&limit=50`]) {
    const { ms, answer } = await timed(() => get(`/operations/measures/${path}`))
    context.diagnostic(`${path}: ${ms.toFixed(0)} ms`)
    assert.equal(answer.status, 200, answer.bytes.toString().slice(0, 500))
    assertWithin(ms, 2000, path)
  }
  const db = new Database({ url: flow.server.database.url, name: 'count', max: 3 })
  const { ms } = await timed(() => countJob(db).run(AbortSignal.timeout(60_000))).finally(() => db.close())
  context.diagnostic(`counted in ${ms.toFixed(0)} ms`)
  assertWithin(ms, 2000, 'counting')
  const measure = await get(`/operations/measures/line-fill-rate?${days}`)
  assert.deepEqual([measure.body.whole, measure.body.value], [true, '100.00'], JSON.stringify(measure.body))
})

test('N-13 ten thousand lines of an order that left although cancelled raise their alert, and one is decided on by itself', async (context) => {
  const { id } = await flow.order(lines)
  const { shipments } = await until(id, 'shipments', (body) => body.shipments.length === 1)
  await flow.ok(`/orders/${id}/cancel`, { reason: 'x' })
  const { strays } = await flow.ok(`/shipments/${shipments[0].id}/confirm`, {})
  const end = performance.now() + 60_000
  for (;;) {
    const { rows } = (await get('/monitoring/alerts')).body
    assert.deepEqual(
      rows.filter((row: Seen) => row.condition === 'condition-unknown'),
      [],
    )
    const alert = rows.find((row: Seen) => row.condition === 'goods-astray')
    if (alert?.facts.strays === LINES) break
    assert.ok(performance.now() < end, `waited too long: ${JSON.stringify(alert)}`)
    await flow.run('alerts')
  }
  const took: number[] = []
  for (const [index, act] of ['expect', 'bill', 'receive', 'write-off', 'expect'].entries()) {
    const { ms } = await timed(() => flow.ok(`/strays/${strays[index].id}/${act}`, { reason: 'x' }))
    took.push(ms)
  }
  context.diagnostic(`decided in ${took.map((ms) => ms.toFixed(0)).join(', ')} ms`)
  assertWithin(took.toSorted((a, b) => a - b)[2]!, 1000, 'a decision')
  const rows = strays.slice(10, 1010).map((one: Seen) => ({ id: one.id, decision: 'bill', reason: 'x' }))
  const { ms, answer } = await timed(() => flow.ok('/strays/settle', rows))
  context.diagnostic(`decided on 1,000 in ${ms.toFixed(0)} ms`)
  assert.ok(answer.outcomes.every((one: Seen) => one.ok))
  assertWithin(ms, 5000, 'a decision on 1,000')
  // Each is an invoice of its own, which the order shows.
  for (const part of ['?include=invoices', '?include=books', '/postings?limit=500']) {
    const read = await timed(() => get(`/orders/${id}${part}`))
    context.diagnostic(`GET ${part}: ${read.ms.toFixed(0)} ms`)
    if (part === '?include=invoices') assert.equal(read.answer.body.invoices.length, 1001)
    assertWithin(read.ms, 3000, part)
  }
})

test('P-78 N-13 every law is checked of orders of 10,000 lines within two seconds', async (context) => {
  const { url } = flow.server.database
  const db = new Database({ url, name: 'laws', max: 1, unlimited: true, wholeTables: true })
  try {
    for (const { law } of listLaws()) {
      const { ms, answer } = await timed(() => checkInvariants(db, { laws: [law] }))
      if (ms > 200) context.diagnostic(`${law}: ${ms.toFixed(0)} ms`)
      assert.deepEqual(answer[0]!.rows, [], law)
      assertWithin(ms, 2000, law)
    }
  } finally {
    await db.close()
  }
})

test('N-13 an order of 10,000 lines that is shipped and billed is read at once', readAll)
