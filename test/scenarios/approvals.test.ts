import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
  await flow.put('/tax-rates', {
    taxCode: 'zero',
    name: 'None',
    country: 'GB',
    percent: '0',
    validFrom: '2020-01-01',
  })
  for (const itemClass of ['plain', 'floor']) {
    const sku = itemClass.toUpperCase()
    await flow.put('/items', { sku, name: sku, itemClass, kind: 'goods', taxCode: 'zero' })
    await flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp('10.00') })
    await flow.ok('/stock/opening', [{ sku, location: 'PORT', quantity: '100000', unitCost: '6' }])
  }
  await flow.put('/approval-rules', {
    code: 'DISCOUNT',
    condition: 'order.discountPercent > 10.0',
    levels: ['goodwill:write', 'credit:write'],
    exemptSources: ['call-center'],
  })
  await flow.put('/margin-rules', {
    code: 'FLOOR',
    floorPercent: '30',
    action: 'approve',
    itemClasses: ['floor'],
  })
  first = await flow.keyOf(['orders:read', 'goodwill:write'])
  second = await flow.keyOf(['orders:read', 'credit:write'])
})
after(() => flow.close())

type Key = Record<string, string>
let first: Key
let second: Key
let made = 0

const gbp = (amount: string) => ({ amount, currency: 'GBP' })
const off = (percent: string, sku = 'PLAIN') => [{ sku, quantity: '2', discounts: [{ percent }] }]
const read = async (id: string): Promise<Seen> =>
  (await flow.server.request('GET', `/api/v1/orders/${id}`)).body
const sell = (lines: object[], more: object = {}) => flow.sell(lines, { freight: gbp('0.00'), ...more })

async function decide(key: Key, rows: readonly object[]): Promise<Seen[]> {
  const headers = { 'idempotency-key': `d-${(made += 1)}`, ...key }
  const answer = await flow.server.request('POST', '/api/v1/approvals/decisions', rows, headers)
  assert.equal(answer.status, 200, answer.bytes.toString())
  return answer.body.outcomes
}
const one = async (key: Key, order: Seen, outcome: string, comment?: string) => {
  const row = { orderId: order.id, version: order.version, outcome, ...(comment ? { comment } : {}) }
  const [found] = await decide(key, [row])
  return found.ok ? found.answer.state : found.code
}

test('A4-1 A4-3 10 % needs nobody, more waits without a promise, and orders of an exempt source pass', async () => {
  assert.equal((await sell(off('10'))).state, 'in_progress')
  const order = await sell(off('10.5'))
  assert.deepEqual([order.state, order.status], ['pending_approval', 'pending_approval'])
  assert.deepEqual(order.lines[0].promises, [])
  assert.equal((await sell(off('10.5'), { source: 'call-center' })).state, 'in_progress')
  const { body } = await flow.server.request('GET', '/api/v1/approvals?mine=true', undefined, first)
  assert.deepEqual(
    body.rows.map((row: Seen) => [row.orderId, row.rules, row.level, row.total.amount]),
    [[order.id, ['DISCOUNT@1'], 1, '17.90']],
  )
  assert.equal(await one(second, order, 'reject', 'not today'), 'draft')
})

test('A4-2 A4-4 two levels agree one after the other; the order is then promised and goes on, and its history says who', async () => {
  const order = await sell(off('20'))
  assert.equal(await one(first, order, 'approve'), 'pending_approval')
  assert.equal(await one(first, order, 'approve'), 'not_an_approver')
  assert.equal(await one(second, order, 'ask'), 'approval_refused')
  assert.equal(await one(second, order, 'ask', 'for whom is it?'), 'pending_approval')
  const { body } = await flow.server.request('GET', '/api/v1/approvals')
  assert.equal(body.rows.find((row: Seen) => row.orderId === order.id).asked, 'for whom is it?')
  assert.equal(await one(second, order, 'approve', 'a good customer'), 'in_progress')
  assert.equal(await one(second, order, 'approve'), 'nothing_to_approve')
  const seen = await read(order.id)
  assert.equal(seen.fulfillmentLines.length, 1)
  const acts = seen.timeline.map((fact: Seen) => [fact.act, fact.reason ?? null])
  assert.deepEqual(acts.slice(0, 4), [
    ['capture', null],
    ['approve', null],
    ['ask_for_information', 'for whom is it?'],
    ['approve', 'a good customer'],
  ])
})

test('A4-4 A4-5 a rejected order is a draft with the comment; changed and handed over again it waits anew in its new version', async () => {
  const order = await sell(off('50'))
  assert.equal(await one(first, order, 'reject', 'half is too much'), 'draft')
  const draft = await read(order.id)
  assert.equal(draft.timeline.at(-1).reason, 'half is too much')
  const edit = async (percent: string, revision: number) => {
    const change = { lines: [{ lineNo: 1, discounts: [{ percent }] }], submit: true }
    const answer = await flow.server.request('PATCH', `/api/v1/orders/${order.id}`, change, {
      'if-match': `"${revision}"`,
    })
    assert.equal(answer.status, 200, answer.bytes.toString())
    return answer.body
  }
  const again = await edit('40', draft.revision)
  assert.equal(again.state, 'pending_approval')
  assert.equal(await one(second, { id: order.id, version: order.version }, 'approve'), 'version_changed')
  assert.equal(await one(second, again, 'reject', 'still too much'), 'draft')
  const fine = await edit('5', (await read(order.id)).revision)
  assert.equal(fine.state, 'in_progress')
})

test('A4-5 what costs something else by the time it is approved waits for approval of that', async () => {
  const order = await sell(off('30'))
  await flow.put('/prices', {
    list: 'RETAIL',
    sku: 'PLAIN',
    validFrom: '2020-01-01',
    unitPrice: gbp('9.00'),
  })
  assert.equal(await one(second, order, 'approve'), 'pending_approval')
  const now = await read(order.id)
  assert.equal(now.version, order.version + 1)
  assert.equal(await one(second, now, 'approve'), 'in_progress')
  await flow.put('/prices', {
    list: 'RETAIL',
    sku: 'PLAIN',
    validFrom: '2020-01-01',
    unitPrice: gbp('10.00'),
  })
})

test('A4-4 A4-5 an order that waits is cancelled, or edited and judged anew; what was asked is withdrawn and stays on record', async () => {
  const gone = await sell(off('20'))
  assert.equal(await one(first, gone, 'approve', 'go'), 'pending_approval')
  const cancelled = await flow.ok(`/orders/${gone.id}/cancel`, { reason: 'she changed her mind' })
  assert.equal(cancelled.state, 'cancelled')
  assert.equal(await one(second, gone, 'approve'), 'nothing_to_approve')
  const said = async (id: string) => {
    const { body } = await flow.server.request('GET', `/api/v1/orders/${id}/approvals`)
    return body.rows.map((row: Seen) => [
      row.version,
      row.state,
      row.decisions.map((each: Seen) => `${each.outcome} ${each.comment}`),
    ])
  }
  assert.deepEqual(await said(gone.id), [[gone.version, 'withdrawn', ['approve go']]])

  const order = await sell(off('20'))
  const edit = (change: object, revision: number) =>
    flow.server.request('PATCH', `/api/v1/orders/${order.id}`, change, { 'if-match': `"${revision}"` })
  const still = await edit({ customerReference: 'PO 7', submit: true }, (await read(order.id)).revision)
  assert.equal(still.body.state, 'pending_approval', still.bytes.toString())
  assert.equal(await one(second, order, 'approve'), 'version_changed')
  const draft = await edit({ lines: [{ lineNo: 1, discounts: [{ percent: '15' }] }] }, still.body.revision)
  assert.equal(draft.body.state, 'draft')
  assert.equal(await one(second, still.body, 'approve'), 'nothing_to_approve')
  const fine = await edit(
    { lines: [{ lineNo: 1, discounts: [{ percent: '5' }] }], submit: true },
    draft.body.revision,
  )
  assert.equal(fine.body.state, 'in_progress')
  assert.deepEqual(await said(order.id), [
    [still.body.version, 'withdrawn', []],
    [order.version, 'withdrawn', []],
  ])
  const { body } = await flow.server.request('GET', '/api/v1/approvals')
  assert.ok(!body.rows.some((row: Seen) => [order.id, gone.id].includes(row.orderId)))
})

test('A4-4 who cancels, who edits and who approves at once: one of them does', async (t) => {
  // What has left is cancelled no more: nothing leaves before.
  await flow.ok('/monitoring/jobs/tasks-ship/stop', { reason: 'to see who is first' })
  t.after(() => flow.ok('/monitoring/jobs/tasks-ship/start', { reason: 'seen' }))
  await sleep(1200)
  for (let round = 0; round < 6; round += 1) {
    const order = await sell(off('12'))
    const { revision } = await read(order.id)
    const [approved, cancel, edited] = await Promise.all([
      one(second, order, 'approve'),
      flow.post(`/orders/${order.id}/cancel`, { reason: 'no more', onlyIfNothingShipped: true }),
      flow.server.request(
        'PATCH',
        `/api/v1/orders/${order.id}`,
        { customerReference: 'PO 9' },
        { 'if-match': `"${revision}"` },
      ),
    ])
    const { state } = await read(order.id)
    const told = `${approved}, ${cancel.status}, ${edited.status}: ${state}`
    // A cancellation finds an approved or edited order, too; an approval and an edit find neither of the others.
    assert.ok(cancel.status === 200 && state === 'cancelled', told)
    assert.ok(!(approved === 'in_progress' && edited.status === 200), told)
  }
})

test('A4-6 nobody decides on an order of one’s own, and no partner on any', async () => {
  const key = await flow.keyOf(['orders:read', 'orders:write', 'credit:write', 'goodwill:write'])
  const asked = {
    source: 'webshop',
    externalId: 'OWN-1',
    customer: { account: 'GB-0001' },
    currency: 'GBP',
    shipTo: { country: 'GB' },
    freight: gbp('0.00'),
    lines: off('15'),
  }
  const taken = await flow.server.request('POST', '/api/v1/orders', asked, key)
  assert.equal(taken.body.state, 'pending_approval', taken.bytes.toString())
  assert.equal(await one(key, taken.body, 'approve'), 'self_approval')
  assert.equal(await one(first, taken.body, 'approve'), 'pending_approval')
  assert.equal(await one(second, taken.body, 'approve'), 'in_progress')
})

test('P-16 N-10 an order below a margin floor waits for finance, and runs without a hold once it is approved', async () => {
  const order = await sell(off('20', 'FLOOR'), { source: 'call-center' })
  assert.equal(order.state, 'pending_approval', 'a margin is judged whatever the source')
  assert.equal(await one(first, order, 'approve'), 'not_an_approver')
  assert.equal(await one(second, order, 'approve'), 'in_progress')
  const seen = await read(order.id)
  assert.deepEqual([seen.holds, seen.openHolds], [[], 0])
  assert.equal(seen.decisions.guardrail[0][2], 'approve')
})

test('A4-4 many are decided at once, each on its own, a repeated call changes nothing, and two who decide at once decide once', async () => {
  const orders = await Promise.all(Array.from({ length: 30 }, () => sell(off('12'))))
  const rows = orders.map((order) => ({ orderId: order.id, version: order.version, outcome: 'approve' }))
  const headers = { 'idempotency-key': 'many', ...second }
  const wrong = [...rows, { ...rows[0]!, version: 9 }, rows[1]!, { ...rows[0]!, orderId: 'SO9' }]
  const send = () => flow.server.request('POST', '/api/v1/approvals/decisions', wrong, headers)
  const codes = ({ body }: Seen) => body.outcomes.map((row: Seen) => (row.ok ? row.answer.state : row.code))
  const once = codes(await send())
  assert.deepEqual(
    once.slice(0, 30),
    Array.from({ length: 30 }, () => 'in_progress'),
  )
  assert.ok(['approval_moved', 'nothing_to_approve', 'version_changed'].includes(once[30]), once[30])
  assert.equal(once[32], 'not_found')
  assert.deepEqual(codes(await send()), once)
  const race = await sell(off('12'))
  const said = await Promise.all([one(second, race, 'approve'), one(first, race, 'reject', 'no')])
  const { state } = await read(race.id)
  assert.ok(['in_progress', 'draft'].includes(state), state)
  assert.equal(said.filter((outcome) => outcome === state).length, 1, said.join())
  const bad = await flow.server.request('POST', '/api/v1/approvals/decisions', [{ orderId: 'x' }], {
    'idempotency-key': 'bad',
  })
  assert.equal(bad.status, 422, bad.bytes.toString())
  await flow.lawful()
})
