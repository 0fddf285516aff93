import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { Flow, type Seen } from '../support/flow.ts'

// An order is asked for as it was known at moments of the past.
let flow: Flow
before(async () => {
  flow = await Flow.open()
  await flow.put('/locations', { code: 'SAYS', name: 'Says', country: 'GB', rank: 1, autoConfirm: false })
})
after(() => flow.close())

const line = (sku: string, quantity = '1') => ({ sku, quantity, net: '10.00', tax: '2.00' })

async function get(path: string): Promise<Seen> {
  const answer = await flow.server.request('GET', `/api/v1${path}`)
  assert.equal(answer.status, 200, `${path}: ${answer.bytes.toString()}`)
  return answer.body
}
/** The newest place at which something happened to the order. */
const placeOf = async (id: string): Promise<string> =>
  (await get(`/orders/${id}?include=timeline`)).timeline.at(-1).pos
const then = (id: string, moment: string) => get(`/orders/${id}/then?asOf=${encodeURIComponent(moment)}`)

/** The same of the ordinary answer. */
async function shownNow(id: string) {
  const seen = await flow.read(id)
  const numbers = ({ quantity, shipped, invoiced, returned, cancelled, supply, promisedOn }: Seen) => [
    quantity,
    shipped,
    invoiced,
    returned,
    cancelled,
    supply,
    promisedOn,
  ]
  return {
    state: [
      seen.state,
      seen.status,
      seen.fulfillmentStatus,
      seen.billingStatus,
      seen.paymentStatus,
      seen.priority,
    ],
    lines: seen.lines.map((one: Seen) => [one.lineNo, one.sku, one.quantity, one.net.amount]),
    parts: seen.fulfillmentLines.map((one: Seen) => [one.id, ...numbers(one)]),
    tasks: seen.plan.tasks.map((one: Seen) => [one.id, one.state]).toSorted(),
    holds: seen.holds.filter((one: Seen) => !one.released).map((one: Seen) => one.id),
  }
}
function shownThen(view: Seen): Awaited<ReturnType<typeof shownNow>> {
  return {
    state: [
      view.state,
      view.status,
      view.fulfillmentStatus,
      view.billingStatus,
      view.paymentStatus,
      view.priority,
    ],
    lines: view.lines.map((one: Seen) => [one.lineNo, one.sku, one.quantity, one.net.amount]),
    parts: view.fulfillmentLines.map((one: Seen) => [
      one.id,
      one.quantity,
      one.shipped,
      one.invoiced,
      one.returned,
      one.cancelled,
      one.supply,
      one.promisedOn,
    ]),
    tasks: view.tasks.map((one: Seen) => [one.id, one.state]).toSorted(),
    holds: view.holds.map((one: Seen) => one.id),
  }
}

/** What can be done to an order; what is refused changes nothing. */
const ACTS: Readonly<Record<string, (id: string, made: { sku: string }) => Promise<unknown>>> = {
  hold: (id) => flow.post(`/orders/${id}/holds`, { code: 'manual', reason: 'x' }),
  release: async (id) => {
    const open = (await flow.read(id)).holds.find((one: Seen) => !one.released)
    return open && flow.post(`/orders/${id}/holds/${open.id}/release`, { reason: 'x' })
  },
  suspend: (id) => flow.post(`/orders/${id}/suspend`, { reason: 'x' }),
  resume: (id) => flow.post(`/orders/${id}/resume`, {}),
  urgent: (id) => flow.post(`/orders/${id}/priority`, { priority: 9 }),
  usual: (id) => flow.post(`/orders/${id}/priority`, { priority: 4 }),
  cancelOne: (id) =>
    flow.post(`/orders/${id}/cancel`, { reason: 'x', lines: [{ lineNo: 1, quantity: '1' }] }),
  cancelLine: (id) => flow.post(`/orders/${id}/cancel`, { reason: 'x', lines: [{ lineNo: 2 }] }),
  goodsCome: (_id, { sku }) => flow.receive(sku, '2', 'SAYS'),
  ship: async (id) => {
    const [open] = (await flow.read(id)).shipments.filter((one: Seen) => one.state === 'requested')
    return open && flow.post(`/shipments/${open.id}/confirm`, {})
  },
  shipOne: async (id) => {
    const [open] = (await flow.read(id)).shipments.filter((one: Seen) => one.state === 'requested')
    const [of] = open?.lines ?? []
    return (
      of &&
      flow.post(`/shipments/${open.id}/confirm`, {
        lines: [{ fulfillmentLineId: of.fulfillmentLineId, quantity: '1' }],
      })
    )
  },
  pay: (id) =>
    flow.post('/receipts', {
      account: 'GB-0001',
      orderId: id,
      amount: { amount: '12.00', currency: 'GBP' },
      method: 'card',
    }),
}

let made = 0
test('N-7 P-69 O-17 a snapshot of an order taken at a moment equals the answer asked for that moment later, whatever happened since', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...Object.keys(ACTS)), { minLength: 4, maxLength: 10 }),
      fc.boolean(),
      async (acts, prepaid) => {
        const sku = `T-${(made += 1)}`
        await flow.stockedItem(sku, { SAYS: '2' }, '4')
        const { id } = await flow.order([line(sku, '3'), line(sku)], { prepaid })
        const taken = new Map<string, { view: Seen; now: unknown }>()
        const snapshot = async (): Promise<void> => {
          // What workers do meanwhile comes behind it: it is taken of a moment at which they did nothing.
          for (;;) {
            const pos = await placeOf(id)
            const [view, now] = [await then(id, pos), await shownNow(id)]
            if ((await placeOf(id)) !== pos) continue
            assert.deepEqual(shownThen(view), now)
            taken.set(pos, { view, now })
            return
          }
        }
        await snapshot()
        for (const act of acts) {
          await ACTS[act]!(id, { sku })
          await snapshot()
        }
        for (const [pos, { view }] of taken)
          assert.deepEqual(await then(id, pos), view, `${acts.join()} at ${pos}`)
      },
    ),
    { numRuns: 12, interruptAfterTimeLimit: 60_000 },
  )
})

test('N-7 P-69 a draft, what it was agreed as, and what became of it: each of its time, by place and by instant, and their difference', async () => {
  await flow.stockedItem('T-DRAFT', { SAYS: '9' }, '4')
  await flow.put('/prices', {
    list: 'RETAIL',
    sku: 'T-DRAFT',
    validFrom: '2020-01-01',
    unitPrice: { amount: '5.00', currency: 'GBP' },
  })
  const { id } = await flow.sell([{ sku: 'NO-SUCH', quantity: '1' }])
  const draft = await placeOf(id)
  const edit = { lines: [{ lineNo: 1, sku: 'T-DRAFT', quantity: '2' }], submit: true }
  const agreed = await flow.server.request('PATCH', `/api/v1/orders/${id}`, edit, { 'if-match': '*' })
  assert.equal(agreed.body.state, 'in_progress', agreed.bytes.toString())
  const [shipment] = (await flow.until(id, (seen) => seen.shipments.length === 1)).shipments
  const between = await placeOf(id)
  await new Promise((resolve) => setTimeout(resolve, 30))
  const instant = new Date().toISOString()
  await flow.ok(`/shipments/${shipment.id}/confirm`, {})
  const asDraft = await then(id, draft)
  assert.deepEqual(
    [asDraft.state, asDraft.lines[0].sku, asDraft.fulfillmentLines, asDraft.tasks, asDraft.version],
    ['draft', 'NO-SUCH', [], [], 1],
  )
  const asAgreed = await then(id, instant)
  assert.deepEqual(
    [asAgreed.state, asAgreed.lines[0].sku, asAgreed.fulfillmentLines[0].shipped, asAgreed.version],
    ['in_progress', 'T-DRAFT', '0', 2],
  )
  const [part] = asAgreed.fulfillmentLines
  const { differences } = await get(`/orders/${id}/differences?from=${between}&to=${await placeOf(id)}`)
  assert.deepEqual(
    differences.find(({ path }: Seen) => path === `/fulfillmentLines/${part.id}/shipped`),
    { path: `/fulfillmentLines/${part.id}/shipped`, from: '0', to: '2' },
  )
  assert.deepEqual((await get(`/orders/${id}/differences?from=${draft}&to=${draft}`)).differences, [])
  // By the address of the order, too.
  assert.equal((await get(`/orders/${id}?asOf=${draft}`)).state, 'draft')
  const statusOf = async (path: string) => (await flow.server.request('GET', `/api/v1/orders/${path}`)).status
  assert.equal(await statusOf(`${id}/then?asOf=1`), 404)
  assert.equal(await statusOf(`${id}/then?asOf=yesterday`), 400)
  // Without a moment now, and since it came.
  assert.equal((await get(`/orders/${id}/then`)).fulfillmentLines[0].shipped, '2')
  const all = (await get(`/orders/${id}/differences`)).differences
  assert.deepEqual(
    all.find(({ path }: Seen) => path === '/lines/1/sku'),
    { path: '/lines/1/sku', from: 'NO-SUCH', to: 'T-DRAFT' },
  )
  assert.equal(await statusOf(`ord_none/then?asOf=${draft}`), 404)
})
