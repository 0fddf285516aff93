import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { actsIn, LIFE_ACTS, mayAct, ORDER_STATES, type LifeAct } from '../../src/orders/index.ts'
import { decodeId } from '../../src/platform/public-id.ts'
import { Flow, type Seen } from '../support/flow.ts'

// What a state of an order allows, and what became of it.
let flow: Flow
before(async () => {
  flow = await Flow.open()
  // A warehouse that says itself what it shipped.
  await flow.put('/locations', { code: 'SAYS', name: 'Says', country: 'GB', rank: 1, autoConfirm: false })
})
after(() => flow.close())

const line = (sku: string, quantity = '1') => ({
  sku,
  quantity,
  unitPrice: '10',
  net: `${Number(quantity) * 10}.00`,
  tax: `${Number(quantity) * 2}.00`,
})
const reason = { reason: 'We have to.' }

/** How each act is asked for. */
const CALLS: Readonly<
  Record<LifeAct, (order: Seen) => readonly [method: string, path: string, body: object]>
> = {
  edit: ({ id }) => ['PATCH', `/orders/${id}`, { customerReference: 'x' }],
  submit: ({ id }) => ['POST', `/orders/${id}/submit`, {}],
  approve: ({ id, version }) => [
    'POST',
    '/approvals/decisions',
    [{ orderId: id, version, outcome: 'approve' }],
  ],
  reject: ({ id, version }) => [
    'POST',
    '/approvals/decisions',
    [{ orderId: id, version, outcome: 'reject', comment: 'no' }],
  ],
  cancel: ({ id }) => ['POST', `/orders/${id}/cancel`, reason],
  abort: ({ id }) => ['POST', `/orders/${id}/abort`, reason],
  suspend: ({ id }) => ['POST', `/orders/${id}/suspend`, reason],
  resume: ({ id }) => ['POST', `/orders/${id}/resume`, reason],
  amend: ({ id }) => ['POST', `/orders/${id}/amendments`, { customerReference: 'y' }],
  hold: ({ id }) => ['POST', `/orders/${id}/holds`, { code: 'ask', ...reason }],
  prioritize: ({ id }) => ['POST', `/orders/${id}/priority`, { priority: 7 }],
  retry: ({ id, task }) => ['POST', `/orders/${id}/tasks/${task}/retry`, {}],
  end_remorse: ({ id }) => ['POST', `/orders/${id}/end-remorse`, reason],
}
/** What an act is refused with by the state of its order alone. */
const BY_STATE = new Set([
  'not_a_draft',
  'nothing_to_approve',
  'nothing_to_cancel',
  'not_abortable',
  'not_amendable',
  'not_in_progress',
  'not_suspended',
])
/** Said again, it is as it is. */
const AGAIN = new Set([
  'cancelled cancel',
  'cancelling cancel',
  'aborted abort',
  'suspended suspend',
  'in_progress resume',
])

test('A2-5 O-15 of every state and every act the API does what the table says, and a refusal leaves the order as it was', async (t) => {
  // States that no act leads to yet are forged: no law holds of them.
  const forged = await Flow.open()
  t.after(() => forged.close())
  await forged.newItem('LC-1')
  await forged.put('/approval-rules', {
    code: 'LC',
    condition: 'order.discountPercent > 10.0',
    levels: ['goodwill:write'],
    exemptSources: [],
  })
  const make = async (state: string): Promise<Seen> => {
    const made =
      state === 'draft' || state === 'failed'
        ? await forged.sell([{ sku: 'LC-NONE', quantity: '1' }])
        : state === 'pending_approval'
          ? await forged.sell([{ sku: 'KIT-101', quantity: '1', discounts: [{ percent: '20' }] }])
          : await forged.order([line('LC-1')])
    // What no act leads to yet is as if one had.
    await forged.server.database.sql('update orders.order_state set state = $2 where order_id = $1', [
      decodeId('ord', made.id),
      state,
    ])
    const seen = await forged.read(made.id)
    return { ...seen, task: seen.plan.tasks[0]?.id ?? 'tsk_0000000000000' }
  }
  const told: string[] = []
  const expected: string[] = []
  for (const state of ORDER_STATES)
    for (const act of LIFE_ACTS) {
      const order = await make(state)
      assert.deepEqual(order.acts, actsIn(state))
      const [method, path, body] = CALLS[act](order)
      const answer = await forged.server.request(method, `/api/v1${path}`, body, {
        'idempotency-key': `${state}-${act}`,
        ...(method === 'PATCH' ? { 'if-match': `"${order.revision}"` } : {}),
      })
      const found = [answer.body, ...(answer.body.outcomes ?? [])]
      const codes = found.flatMap((one: Seen) => [
        one.code,
        ...(one.errors ?? []).map(({ code }: Seen) => code),
      ])
      const isRefused = codes.some((code) => BY_STATE.has(code)) || (act === 'retry' && answer.status === 404)
      told.push(`${state} ${act}: ${isRefused ? 'refused' : 'allowed'}`)
      const allowed = mayAct(state, act) || AGAIN.has(`${state} ${act}`)
      expected.push(`${state} ${act}: ${allowed ? 'allowed' : 'refused'}`)
      if (!isRefused) continue
      const after = await forged.read(order.id)
      assert.deepEqual([after.state, after.revision], [order.state, order.revision], `${state} ${act}`)
    }
  assert.deepEqual(told, expected)
})

test('O-17 the history of an order tells in which state it was at any time, since when, by whom and why', async () => {
  await flow.newItem('LC-2')
  const { id } = await flow.order([line('LC-2')])
  const seen: [at: string, state: string][] = []
  const look = async () => {
    const answer = await flow.server.request('GET', '/api/v1/orders/' + id)
    seen.push([new Date().toISOString(), answer.body.state])
    await sleep(20)
  }
  await sleep(20)
  await look()
  for (let round = 0; round < 2; round += 1) {
    await flow.ok(`/orders/${id}/suspend`, { reason: `round ${round}` })
    await look()
    await flow.ok(`/orders/${id}/priority`, { priority: 5 + round })
    await flow.ok(`/orders/${id}/resume`, {})
    await look()
  }
  await flow.ok(`/orders/${id}/cancel`, { reason: 'enough' })
  await look()
  const get = async (query = '') =>
    (await flow.server.request('GET', `/api/v1/orders/${id}/states${query}`)).body
  const { states } = await get()
  assert.deepEqual(
    states.map(({ state, act, reason: why }: Seen) => [state, act, why]),
    [
      ['in_progress', 'capture', null],
      ['suspended', 'suspend', 'round 0'],
      ['in_progress', 'resume', null],
      ['suspended', 'suspend', 'round 1'],
      ['in_progress', 'resume', null],
      ['cancelled', 'cancel', 'enough'],
    ],
  )
  for (const [place, one] of states.entries()) assert.equal(one.until, states[place + 1]?.from ?? null)
  for (const [at, state] of seen) {
    const then = await get(`?at=${at}`)
    assert.deepEqual(
      then.states.map((one: Seen) => one.state),
      [state],
      at,
    )
  }
  assert.deepEqual((await get('?at=2020-01-01T00:00:00Z')).states, [])
})

test('O-16 each change of state is told once with the batch that made it, a refused one and one said again not at all', async () => {
  await flow.newItem('LC-3')
  const { id } = await flow.order([line('LC-3')])
  await flow.ok(`/orders/${id}/suspend`, reason)
  await flow.ok(`/orders/${id}/suspend`, reason)
  await flow.ok(`/orders/${id}/resume`, reason)
  await flow.ok(`/orders/${id}/cancel`, reason)
  assert.equal((await flow.post(`/orders/${id}/suspend`, reason)).status, 409)
  const { timeline } = await flow.read(id)
  const told = timeline
    .flatMap(({ events }: Seen) => events)
    .filter((one: string) => one.startsWith('order.'))
  assert.deepEqual(told.slice(-3), ['order.suspended', 'order.resumed', 'order.cancelled'])
  assert.equal(new Set(told).size, told.length)
})

test('A2-3 an order shows what of it came furthest, and that it is only a part', async () => {
  for (const sku of ['LC-4', 'LC-5', 'LC-6']) await flow.newItem(sku)
  const { id } = await flow.order([line('LC-4'), line('LC-5'), line('LC-6')])
  await flow.receive('LC-4', '1')
  const part = await flow.until(id, (one) => one.billingStatus === 'partially_billed')
  assert.deepEqual(
    [part.state, part.status, part.fulfillmentStatus, part.billingStatus],
    ['in_progress', 'partially_shipped', 'partially_shipped', 'partially_billed'],
  )
  await flow.ok('/receipts', {
    account: 'GB-0001',
    amount: { amount: '12.00', currency: 'GBP' },
    orderId: id,
    method: 'bank',
  })
  const paid = await flow.read(id)
  assert.notEqual(paid.status, 'closed')
  assert.equal(paid.paymentStatus, 'partially_paid')
})

test('O-74 an aborted order is closed as it stands: what has not left is free, what was billed is owed and can be paid, and it needs its own permission', async () => {
  await flow.stockedItem('LC-7', { PORT: '1' }, '4')
  await flow.stockedItem('LC-8', { SAYS: '5' }, '4')
  const { id } = await flow.order([line('LC-7'), line('LC-8', '5')])
  await flow.until(id, (one) => one.invoices.length === 1 && one.shipments.length === 2)
  const behind = await flow.order([line('LC-8', '3')])
  const writer = await flow.keyOf(['orders:read', 'orders:write', 'operations:write'])
  const path = `/api/v1/orders/${id}/abort`
  const denied = await flow.server.request('POST', path, reason, { ...writer, 'idempotency-key': 'no' })
  assert.deepEqual([denied.status, denied.body.code], [403, 'scope_missing'])
  const done = await flow.ok(`/orders/${id}/abort`, reason, 'once')
  const money = (amount: string) => ({ amount, currency: 'GBP' })
  assert.deepEqual(done, { orderId: id, state: 'aborted', givenUp: money('60.00'), owed: money('12.00') })
  assert.deepEqual(await flow.ok(`/orders/${id}/abort`, reason, 'once'), done)
  assert.deepEqual((await flow.ok(`/orders/${id}/abort`, reason)).givenUp, money('0.00'))
  const over = await flow.read(id)
  assert.deepEqual([over.state, over.status, over.acts], ['aborted', 'aborted', []])
  assert.deepEqual(over.shipments.map((one: Seen) => one.state).toSorted(), ['cancelled', 'shipped'])
  for (const task of over.plan.tasks) assert.match(task.state, /completed|skipped/)
  assert.deepEqual(over.timeline.at(-1).events.slice(-1), ['order.aborted'])
  await flow.lawful()
  // The goods go to who waits.
  await flow.until(behind.id, (one) => one.fulfillmentLines[0].supply === 'on_hand')
  await flow.ok('/receipts', {
    account: 'GB-0001',
    amount: money('12.00'),
    orderId: id,
    method: 'bank',
  })
  const paid = await flow.read(id)
  assert.deepEqual([paid.state, paid.invoices[0].open.amount], ['aborted', '0.00'])
  await flow.lawful()
})
