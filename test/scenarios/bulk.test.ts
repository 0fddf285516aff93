import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeId } from '../../src/platform/public-id.ts'
import { failedWork } from '../support/failed-work.ts'
import { Flow, type Seen } from '../support/flow.ts'

// One act done to many orders, and what failed by one cause recovered at once.
let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

const line = (sku: string) => ({ sku, quantity: '1', unitPrice: '10', net: '10.00', tax: '2.00' })
const get = async (path: string): Promise<Seen> => {
  const answer = await flow.server.request('GET', `/api/v1${path}`)
  assert.equal(answer.status, 200, answer.bytes.toString())
  return answer.body
}
const ended = async (id: string, seconds = 20): Promise<Seen> => {
  const end = performance.now() + seconds * 1000
  for (;;) {
    const job = await get(`/bulk-jobs/${id}`)
    if (job.state !== 'running') return job
    assert.ok(performance.now() < end, JSON.stringify(job))
    await sleep(50)
  }
}
const counts = ({ state, total, done, failed, leftOut, untouched }: Seen) => ({
  state,
  total,
  done,
  failed,
  leftOut,
  untouched,
})

test('O-77 of 41 orders of which one allows less only the common acts are offered; what is not common is done to none, or to the others', async () => {
  await flow.newItem('BK-1')
  const orders: Seen[] = []
  for (let index = 0; index < 41; index += 1) orders.push(await flow.order([line('BK-1')]))
  const ids = orders.map(({ id }) => id)
  await flow.ok(`/orders/${ids[40]}/suspend`, { reason: 'one of them' })
  const asked = { act: 'suspend', reason: 'The place is closed.', orders: ids }
  const preview = await flow.ok('/bulk-jobs/preview', asked)
  assert.deepEqual(
    [preview.targets, preview.orders, preview.allowed, preview.refusedCount, preview.refusals.length],
    [41, 41, 40, 1, 1],
  )
  assert.deepEqual(preview.common, ['cancel', 'abort', 'amend', 'hold', 'prioritize', 'retry', 'end_remorse'])
  assert.deepEqual(
    preview.acts.find(({ act }: Seen) => act === 'suspend'),
    { act: 'suspend', orders: 40 },
  )
  const refused = await flow.post('/bulk-jobs', asked)
  assert.deepEqual([refused.status, refused.body.code], [409, 'not_common'])
  assert.equal((await flow.read(ids[0])).state, 'in_progress')
  const begun = await flow.ok('/bulk-jobs', { ...asked, leaveOthers: true }, 'suspend-all')
  // The second identical request is the same job.
  assert.deepEqual(await flow.ok('/bulk-jobs', { ...asked, leaveOthers: true }, 'suspend-all'), begun)
  const done = await ended(begun.id)
  assert.deepEqual(counts(done), {
    state: 'completed',
    total: 41,
    done: 40,
    failed: 0,
    leftOut: 1,
    untouched: 0,
  })
  for (const id of [ids[0], ids[39]]) {
    const seen = await flow.read(id)
    assert.equal(seen.state, 'suspended')
    assert.equal(seen.timeline.filter(({ act }: Seen) => act === 'suspend').length, 1)
    assert.equal(seen.timeline.at(-1).reason, 'The place is closed.')
  }
  const left = await get(`/bulk-jobs/${begun.id}/targets?state=left_out`)
  assert.deepEqual(
    left.rows.map(({ orderId, code }: Seen) => [orderId, code]),
    [[ids[40], 'not_in_this_state']],
  )
  const page = await get(`/bulk-jobs/${begun.id}/targets?limit=10`)
  assert.equal(page.rows.length, 10)
  assert.notEqual(page.next, null)
  assert.equal((await get('/bulk-jobs')).rows[0].id, begun.id)
  await flow.lawful()
})

test('O-77 a job stops after the third failure and leaves the rest untouched', async () => {
  await flow.stockedItem('BK-2', { PORT: '100' }, '4')
  await flow.newItem('BK-3')
  const gone: Seen[] = []
  for (let index = 0; index < 4; index += 1) gone.push(await flow.order([line('BK-2')]))
  for (const { id } of gone) await flow.until(id, (one) => one.billingStatus === 'billed')
  const waiting: Seen[] = []
  for (let index = 0; index < 6; index += 1) waiting.push(await flow.order([line('BK-3')]))
  // What has left cannot be held any more: no state says so beforehand.
  const ids = [...waiting.slice(0, 2), ...gone, ...waiting.slice(2)].map(({ id }) => id)
  const sorted = ids.toSorted((a, b) => (decodeId('ord', a)! < decodeId('ord', b)! ? -1 : 1))
  const { id } = await flow.ok('/bulk-jobs', {
    act: 'hold',
    code: 'ask',
    reason: 'Ask first.',
    orders: ids,
    failureLimit: 3,
  })
  const job = await ended(id)
  const { rows } = await get(`/bulk-jobs/${id}/targets`)
  assert.deepEqual(
    rows.map(({ orderId }: Seen) => orderId),
    sorted,
  )
  assert.deepEqual(counts(job), { state: 'stopped', total: 10, done: 0, failed: 3, leftOut: 0, untouched: 7 })
  assert.deepEqual([...new Set(rows.slice(0, 3).map(({ code }: Seen) => code))], ['too_late'])
  for (const order of waiting) assert.equal((await flow.read(order.id)).openHolds, 0)
  const over = await flow.post(`/bulk-jobs/${id}/stop`, {})
  assert.deepEqual([over.status, over.body.state], [200, 'stopped'])
  await flow.lawful()
})

test('O-77 everything that is wrong with a job is told at once, and it needs the scope that its act needs', async () => {
  const wrong = await flow.post('/bulk-jobs', {
    act: 'complete',
    reason: 'x',
    orders: ['nonsense', 'ord_0000000000000'],
  })
  assert.deepEqual(wrong.body.errors.map(({ path }: Seen) => path).toSorted(), [
    '/orders/0',
    '/orders/1',
    '/status',
  ])
  const nothing = await flow.post('/bulk-jobs', { act: 'suspend', reason: 'x' })
  assert.equal(nothing.body.errors[0].code, 'nothing_chosen')
  const operator = await flow.keyOf(['operations:read', 'operations:write'])
  const send = (body: object) =>
    flow.server.request('POST', '/api/v1/bulk-jobs', body, {
      ...operator,
      'idempotency-key': JSON.stringify(body),
    })
  const denied = await send({ act: 'cancel', reason: 'x', states: ['in_progress'] })
  assert.deepEqual([denied.status, denied.body.code], [403, 'scope_missing'])
  const unknown = await flow.post('/bulk-jobs', { act: 'cancel', reason: 'x', orders: ['SO7'] })
  assert.deepEqual(
    unknown.body.errors.map(({ path, code }: Seen) => [path, code]),
    [
      ['', 'nothing_chosen'],
      ['/orders/0', 'unknown_order'],
    ],
  )
})

test('A6-16 O-85 N-15 P-41 thousands of orders that failed by one cause recover by one act, with a dry run first and nothing done twice', async () => {
  // All 10,000 of N-15 with --long.
  const count = process.env['TEST_LONG'] ? 10_000 : 2000
  await flow.stockedItem('BK-4', { PORT: `${count}` }, '4')
  const creditLimit = { amount: '900000.00', currency: 'GBP' }
  await flow.put('/customer-accounts/GB-0001/credit-limit', { creditLimit })
  await flow.ok('/monitoring/jobs/tasks-ship/stop', { reason: 'to make them fail' })
  await sleep(1500)
  for (let part = 0; part < count / 1000; part += 1) await flow.orders(`BULK-${part}`, 1000, ['BK-4'])
  // Nothing that leaves can be posted.
  const { rules } = await get('/posting-rules?limit=500').then((body) => ({
    rules: body.rows ?? body.postingRules,
  }))
  const cost = rules.find(({ event }: Seen) => event === 'shipment.confirmed')
  assert.ok(cost, JSON.stringify(rules[0]))
  const { version: _version, ...rule } = cost
  await flow.put('/posting-rules', { ...rule, active: false })
  // The last attempt of each: the pauses between them would take minutes.
  await flow.server.database.sql('update orchestration.ready set attempt = 4 where kind = $1', ['ship'])
  await flow.ok('/monitoring/jobs/tasks-ship/start', { reason: 'now' })
  const end = performance.now() + 120_000
  const failed = async () => (await get('/fallout')).causes.find(({ kind }: Seen) => kind === 'ship')
  for (;;) {
    const found = await failed()
    if (found?.tasks === count) break
    assert.ok(performance.now() < end, JSON.stringify(found))
    await sleep(500)
  }
  const cause = await failed()
  assert.deepEqual([cause.orders, cause.stopped], [count, 0])
  assert.equal(cause.atRisk.amount, `${count * 12}.00`)
  assert.match(cause.problem, /posting/)
  const asked = { act: 'retry', reason: 'The rule stands again.', cause: cause.cause }
  const dry = await flow.ok('/bulk-jobs/preview', asked)
  assert.deepEqual([dry.targets, dry.orders, dry.allowed, dry.refusedCount], [count, count, count, 0])
  // A dry run does nothing.
  assert.equal((await failed()).tasks, count)
  await flow.put('/posting-rules', { ...rule, active: true })
  const { id } = await flow.ok('/bulk-jobs', asked)
  const job = await ended(id, 120)
  assert.deepEqual(counts(job), {
    state: 'completed',
    total: count,
    done: count,
    failed: 0,
    leftOut: 0,
    untouched: 0,
  })
  for (;;) {
    const [row] = await flow.server.database.sql<{ shipped: bigint }>(
      `select count(*) as shipped from orders.fulfillment_line f join catalog.item i on i.company_id = f.company_id and i.id = f.item_id
       where i.sku = 'BK-4' and f.shipped = 1 and f.invoiced = 1`,
    )
    if (Number(row!.shipped) === count) break
    assert.ok(performance.now() < end + 120_000, String(row!.shipped))
    await sleep(500)
  }
  const [moved] = await flow.server.database.sql<{ shipments: bigint; orders: bigint; left: string }>(
    `select count(distinct h.id) as shipments, count(distinct h.cause_id) as orders,
       (select g.on_hand from inventory.stock_gate g join catalog.item i on i.company_id = g.company_id and i.id = g.item_id
        where i.sku = 'BK-4' and g.on_hand is not null limit 1) as left
     from fulfillment.shipment h join orders.fulfillment_line f on f.company_id = h.company_id and f.order_id = h.cause_id
     join catalog.item i on i.company_id = f.company_id and i.id = f.item_id where i.sku = 'BK-4'`,
  )
  assert.deepEqual([Number(moved!.shipments), Number(moved!.orders), Number(moved!.left)], [count, count, 0])
  assert.equal(await failed(), undefined)
  await flow.lawful()
})

test('O-82 O-86 P-41 of work that failed for one cause some is ended by hand with a status that its pattern maps, no other, and lines are given up', async () => {
  const orders = await failedWork(flow, 'BK-FIT', 3)
  const { causes } = await get('/fallout')
  const cause = causes.find(({ kind }: Seen) => kind === 'work')
  assert.deepEqual([cause.tasks, cause.orders, cause.atRisk.amount], [3, 3, '36.00'])
  const { rows } = await get(`/fallout/tasks?cause=${cause.cause}`)
  assert.deepEqual(
    rows.map(({ statuses: known }: Seen) => known),
    [['fitted'], ['fitted'], ['fitted']],
  )
  const by = { cause: cause.cause, reason: 'The fitter called.' }
  const unmapped = await flow.post('/bulk-jobs', { ...by, act: 'complete', status: 'no_access' })
  assert.deepEqual([unmapped.status, unmapped.body.code], [409, 'not_common'])
  const dry = await flow.ok('/bulk-jobs/preview', { ...by, act: 'complete', status: 'fitted' })
  assert.equal(dry.allowed, 3)
  const two = orders.slice(0, 2).map(({ id }) => id)
  const fitted = await flow.ok('/bulk-jobs', { ...by, act: 'complete', status: 'fitted', orders: two })
  assert.equal((await ended(fitted.id)).done, 2)
  for (const id of two) await flow.until(id, (one) => one.billingStatus === 'billed')
  const given = await flow.ok('/bulk-jobs', { ...by, act: 'fail_lines' })
  assert.equal((await ended(given.id)).done, 1)
  assert.equal((await flow.read(orders[2]!.id)).state, 'cancelled')
  assert.equal(
    (await get('/fallout')).causes.some(({ kind }: Seen) => kind === 'work'),
    false,
  )
  await flow.lawful()
})
