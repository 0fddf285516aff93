import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { decodeId } from '../../src/platform/public-id.ts'
import { startTestServer, type TestAnswer, type TestServer } from '../support/server.ts'
import { assertWithin } from '../support/pace.ts'

let server: TestServer
before(async () => {
  server = await startTestServer({
    sample: true,
    roles: 'api',
    limits: { DOCKET_REQUEST_BODY_BYTES: '8388608' },
  })
})
after(() => server.close())

/** Lines over the items of the sample that are well stocked, one piece each. */
const linesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    sku: `${['KIT', 'LIV', 'GAR'][index % 3]}-${101 + (index % 36)}`,
    quantity: '1',
  }))
let made = 0
const orderOf = (count: number, more: object = {}) => ({
  source: 'webshop',
  externalId: `LARGE-${(made += 1)}`,
  customer: { account: 'GB-0001' },
  currency: 'GBP',
  shipTo: { country: 'GB' },
  lines: linesOf(count),
  ...more,
})

async function timed(work: () => Promise<TestAnswer>): Promise<{ ms: number; answer: TestAnswer }> {
  const start = performance.now()
  const answer = await work()
  return { ms: performance.now() - start, answer }
}

const post = (body: unknown) => server.request('POST', '/api/v1/orders', body)

test('P-6 N-13 a line is added to a draft of 1,000 lines within 200 ms', async (context) => {
  const { answer: draft } = await timed(() => post(orderOf(1000, { submit: false })))
  assert.deepEqual([draft.status, draft.body.state, draft.body.lines.length], [201, 'draft', 1000])
  const times: number[] = []
  let tag = draft.headers.get('etag') ?? ''
  for (let round = 1; round <= 7; round += 1) {
    const { ms, answer } = await timed(() =>
      server.request(
        'PATCH',
        `/api/v1/orders/${draft.body.id}`,
        { lines: [{ sku: 'KIT-101', quantity: '2' }] },
        { 'if-match': tag, 'idempotency-key': `add-${round}` },
      ),
    )
    assert.equal(answer.status, 200, answer.bytes.toString().slice(0, 500))
    assert.equal(answer.body.lines.length, 1000 + round)
    tag = answer.headers.get('etag') ?? ''
    times.push(ms)
  }
  // The least: what else the machine does only adds.
  const least = Math.min(...times)
  context.diagnostic(`adding a line: ${times.map((ms) => ms.toFixed(0)).join(', ')} ms`)
  assertWithin(least, 200, 'adding a line')
})

test('P-6 N-13 an order of 10,000 lines is captured within two seconds, and the time grows with the lines', async (context) => {
  await post(orderOf(100))
  const best = async (count: number): Promise<number> => {
    let least = Number.POSITIVE_INFINITY
    for (let round = 0; round < 3; round += 1) {
      const { ms, answer } = await timed(() => post(orderOf(count)))
      assert.equal(answer.status, 201, answer.bytes.toString().slice(0, 500))
      assert.equal(answer.body.lines.length, count)
      assert.notEqual(answer.body.state, 'draft', JSON.stringify(answer.body.problems).slice(0, 300))
      least = Math.min(least, ms)
    }
    return least
  }
  const small = await best(1000)
  const large = await best(10_000)
  context.diagnostic(`1,000 lines: ${small.toFixed(0)} ms, 10,000 lines: ${large.toFixed(0)} ms`)
  assertWithin(large, 2000, '10,000 lines')
  // Linear: ten times the lines take about ten times as long, never the hundredfold of a loop in a loop.
  assert.ok(large < 20 * small, `${large.toFixed(0)} ms beside ${small.toFixed(0)} ms`)
})

test('N-13 a line of a hundred thousand pieces is as few rows as a line of one', async () => {
  const rowsOf = async (quantity: string) => {
    const money = (amount: string) => ({ amount, currency: 'GBP' })
    const line = { sku: 'KIT-101', quantity, unitPrice: money('0.01'), taxAmount: money('0.00') }
    const answer = await post(orderOf(1, { source: 'marketplace', lines: [line] }))
    assert.equal(answer.body.state, 'in_progress', answer.bytes.toString().slice(0, 500))
    const [row] = await server.database.sql<{ rows: bigint }>(
      `select (select count(*) from orders.order_line where order_id = $1)
         + (select count(*) from orders.fulfillment_line where order_id = $1)
         + (select count(*) from orchestration.task where order_id = $1)
         + (select count(*) from inventory.reservation_public where root_id = $1)
         + (select count(*) from inventory.planned_demand where root_id = $1) as rows`,
      [decodeId('ord', answer.body.id)],
    )
    return Number(row!.rows)
  }
  const rows = [{ sku: 'KIT-101', location: 'PORT', quantity: '200000', unitCost: '1' }]
  const headers = { 'idempotency-key': 'many' }
  const received = await server.request('POST', '/api/v1/stock/receipts', rows, headers)
  assert.equal(received.status, 200, received.bytes.toString())
  assert.equal(await rowsOf('1'), await rowsOf('100000'))
})
