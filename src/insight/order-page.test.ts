import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../../test/support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

const get = (path: string) => flow.server.request('GET', `/api/v1${path}`)

/** All rows of a list, a few a page, each page by the cursor of the one before. */
async function pages(path: string): Promise<Seen[]> {
  const rows: Seen[] = []
  for (let next: string | null = ''; next !== null;) {
    const { status, body } = await get(`${path}?limit=2${next === '' ? '' : `&after=${next}`}`)
    assert.equal(status, 200, JSON.stringify(body))
    assert.ok(body.rows.length <= 2)
    rows.push(...body.rows)
    next = body.next
  }
  return rows
}

test('P-31 O-72 what an order has many of comes by page as it comes whole, and a line says what became of it', async () => {
  const line = (sku: string) => ({ sku, quantity: '5', unitPrice: '10.00', net: '50.00', tax: '10.00' })
  const { id } = await flow.order([line('KIT-101'), line('KIT-102'), line('KIT-103')])
  await flow.until(id, (order) => order.invoices.length > 0)
  await flow.ok('/returns', { orderId: id, reason: 'Broken', lines: [{ lineNo: 2, quantity: '1' }] })
  await flow.until(id, (order) => order.invoices.length === 2)
  const { body: whole } = await get(
    `/orders/${id}?include=lines,fulfillmentLines,timeline,plan,planSummary,books`,
  )

  const lines = await pages(`/orders/${id}/lines`)
  assert.deepEqual(
    lines.flatMap((one) => one.parts),
    whole.fulfillmentLines,
  )
  assert.deepEqual(
    lines.map((one) => [
      one.lineNo,
      one.quantity,
      one.cancelled,
      one.shipped,
      one.returned,
      one.netBilled.amount,
      one.netCredited.amount,
    ]),
    [1, 2, 3].map((n) => [n, '5', '0', '5', n === 2 ? '1' : '0', '50.00', n === 2 ? '10.00' : '0.00']),
  )
  const facts = await pages(`/orders/${id}/timeline`)
  assert.deepEqual(
    facts.map(({ changed, ...fact }) => (assert.equal(changed, fact.changes.length), fact)),
    whole.timeline,
  )
  const tasks = await pages(`/orders/${id}/tasks`)
  assert.deepEqual(
    tasks.map((one) => one.id),
    whole.plan.tasks.map((one: { id: string }) => one.id),
  )
  assert.equal(whole.planSummary.tasks, tasks.length)
  const postings = await pages(`/orders/${id}/postings`)
  assert.deepEqual(
    postings.map(({ posting }) => posting),
    whole.books.flatMap((entry: { postings: unknown[] }) => entry.postings),
  )

  const at = async (place: string) =>
    (await get(`/orders/${id}/lines?limit=2&at=${place}`)).body.rows[0].lineNo
  assert.deepEqual([await at('2'), await at('3'), await at(lines[2].parts[0].id)], [1, 3, 3])
  assert.equal((await get('/orders/ord_0000000000000/lines')).status, 404)
})

test('P-31 O-72 a line that an edit took out is on no page, and takes no place of those behind it', async () => {
  const draft = await flow.sell(
    ['KIT-101', 'KIT-102', 'KIT-103', 'KIT-101'].map((sku) => ({ sku, quantity: '1' })),
    { submit: false },
  )
  const tag = (await get(`/orders/${draft.id}`)).headers.get('etag')!
  const took = { lines: [1, 3].map((lineNo) => ({ lineNo, remove: true })) }
  const headers = { 'if-match': tag, 'idempotency-key': 'took-out' }
  const edited = await flow.server.request('PATCH', `/api/v1/orders/${draft.id}`, took, headers)
  assert.equal(edited.status, 200, edited.bytes.toString())
  await flow.ok(`/orders/${draft.id}/submit`, {})
  const { body: whole } = await get(`/orders/${draft.id}?include=lines,fulfillmentLines`)
  const { body: page } = await get(`/orders/${draft.id}/lines?limit=2`)
  assert.deepEqual(
    page.rows.map((one: Seen) => [one.lineNo, one.parts.length]),
    [
      [2, 1],
      [4, 1],
    ],
  )
  assert.equal(page.next, null)
  assert.deepEqual(
    page.rows.map((one: Seen) => one.lineNo),
    whole.lines.map((one: Seen) => one.lineNo),
  )
})
