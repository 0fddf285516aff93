import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { chance } from '../support/chance.ts'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
  await flow.put('/locations', { code: 'DOCK', name: 'Dockside', country: 'GB', rank: 1, autoConfirm: false })
})
after(() => flow.close())

const SKUS = ['AR-1', 'AR-2', 'AR-3', 'AR-4'] as const
const DAYS = ['2026-01-01', '2031-03-03', '2031-04-04', '2031-05-05']
const STEPS = 60

/** An amendment of an order, made up; what is wanted of each line after it, where it is taken. */
function madeUp(pick: (n: number) => number, order: Seen): Record<string, unknown> {
  const open = order.lines.filter((line: Seen) => Number(line.quantity) - Number(line.cancelled ?? 0) > 0)
  const line = open[pick(open.length)]
  const some: (() => Record<string, unknown>)[] = [
    () => ({ lines: [{ lineNo: line.lineNo, quantity: `${1 + pick(8)}` }] }),
    () => ({ lines: [{ lineNo: line.lineNo, quantity: `${1 + pick(8)}`, requestedOn: DAYS[pick(4)] }] }),
    () => ({ lines: [{ sku: SKUS[pick(4)], quantity: `${1 + pick(3)}`, requestedOn: DAYS[pick(4)] }] }),
    () => ({ lines: [{ lineNo: line.lineNo, sku: SKUS[pick(4)], quantity: `${1 + pick(5)}` }] }),
    () => ({ lines: [{ lineNo: line.lineNo, remove: true }] }),
    () => ({ requestedOn: DAYS[pick(4)] }),
    () => ({ prices: 'today', lines: [{ lineNo: line.lineNo, quantity: `${1 + pick(6)}` }] }),
    () => ({ shipTo: { country: ['GB', 'DE'][pick(2)] } }),
    () => ({
      lines: open.slice(0, 3).map((one: Seen) => ({ lineNo: one.lineNo, quantity: `${1 + pick(6)}` })),
    }),
    () => ({ lines: [{ lineNo: line.lineNo, custom: { note: `${pick(3)}` } }] }),
  ]
  return some[pick(some.length)]!()
}

/** Part of what a warehouse was asked for leaves, so that amendments meet what has left and was billed. */
async function shipSome(pick: (n: number) => number, order: Seen): Promise<void> {
  const asked = order.shipments.find(
    (one: Seen) => one.state === 'requested' || one.state === 'partially_shipped',
  )
  const line = asked?.lines.find(
    (one: Seen) => Number(one.requested ?? one.quantity) > Number(one.shipped ?? 0),
  )
  if (!line) return
  const quantity =
    pick(2) === 0 ? '1' : String(Number(line.requested ?? line.quantity) - Number(line.shipped ?? 0))
  await flow.post(`/shipments/${asked.id}/confirm`, {
    lines: [{ fulfillmentLineId: line.fulfillmentLineId, quantity }],
  })
}

test('P-33 whatever an amendment is, and whenever it comes, it does what its preview told, to the byte, and the laws hold', async () => {
  for (const [index, sku] of SKUS.entries()) {
    await flow.stockedItem(sku, { DOCK: '60' }, '6')
    const unitPrice = { amount: `${3 + index}.33`, currency: 'GBP' }
    await flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice })
  }
  const pick = chance(20_261_201)
  const orders: string[] = []
  for (let place = 0; place < 4; place += 1) {
    const lines = SKUS.slice(0, 1 + pick(4)).map((sku) => ({
      sku,
      quantity: `${1 + pick(6)}`,
      requestedOn: DAYS[pick(4)],
    }))
    orders.push((await flow.sell(lines)).id)
  }
  const seen: Record<string, number> = {}
  for (let step = 0; step < STEPS; step += 1) {
    const id = orders[pick(orders.length)]!
    let order = await flow.read(id)
    if (pick(3) === 0) await shipSome(pick, order)
    order = await flow.read(id)
    if (order.state !== 'in_progress') continue
    const body = madeUp(pick, order)
    const preview = await flow.server.request('POST', `/api/v1/orders/${id}/amendments/preview`, body)
    const { token, ...told } = preview.body
    const done = await flow.post(
      `/orders/${id}/amendments`,
      preview.status === 200 ? { ...body, token } : body,
    )
    const said = `${step}: ${JSON.stringify(body)}: ${done.bytes.toString()}`
    // A task that ran in between, such as a bill, may have changed what there is to amend.
    if (done.status === 409) seen.moved = (seen.moved ?? 0) + 1
    else {
      assert.equal(done.status, preview.status, `${preview.bytes.toString()} ${said}`)
      if (done.status === 200) assert.equal(JSON.stringify(done.body), JSON.stringify(told), said)
      else assert.deepEqual(done.body.errors, preview.body.errors)
      seen[String(done.status)] = (seen[String(done.status)] ?? 0) + 1
    }
    if (step % 6 === 5) await flow.lawful()
  }
  await flow.lawful()
  assert.ok((seen['200'] ?? 0) > STEPS / 2, JSON.stringify(seen))
  const all = await Promise.all(orders.map((id) => flow.read(id)))
  assert.ok(
    all.some(({ invoices }) => invoices.length > 0),
    'nothing was billed',
  )
  assert.ok((seen.moved ?? 0) < STEPS / 10, JSON.stringify(seen))
})
