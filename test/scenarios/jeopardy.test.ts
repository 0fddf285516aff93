import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { addDays } from '../../src/platform/clock.ts'
import { Flow, type Seen } from '../support/flow.ts'

// Orders of the store on the high street, that leaves nothing until somebody confirms it, so that time alone makes them late.
let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

const look = () => flow.run('jeopardy')
/** The next day, in the morning. */
const morning = async (): Promise<string> => {
  const { businessTime } = await flow.put('/clock', { days: 1 })
  const day = addDays(businessTime.slice(0, 10), 1)
  await to(day, '10:00')
  return day
}
const to = (day: string, time: string) => flow.put('/clock', { to: `${day}T${time}:00Z` })
const line = (sku: string, more: object = {}) => ({
  sku,
  quantity: '1',
  net: '10.00',
  tax: '2.00',
  ...more,
})
const schedule = async (id: string): Promise<Seen> =>
  (await flow.server.request('GET', `/api/v1/orders/${id}/schedule`)).body
const told = async (id: string): Promise<Seen[]> =>
  (await flow.read(id)).timeline.filter(({ act }: Seen) => act === 'watch_jeopardy')
const listed = async (query = ''): Promise<Seen[]> =>
  (await flow.server.request('GET', `/api/v1/jeopardy?${query}`)).body.rows
const alerts = async (): Promise<Seen[]> =>
  (await flow.server.request('GET', '/api/v1/monitoring/alerts')).body.rows.filter(
    ({ condition, standing }: Seen) => condition === 'orders-in-jeopardy' && standing,
  )
const until = async (what: string, holds: () => Promise<boolean>) => {
  for (let tries = 0; !(await holds()); tries += 1) {
    assert.ok(tries < 400, what)
    await sleep(50)
  }
}

const POLICY = {
  rules: [
    { of: 'order', over: '-PT4H', upTo: 'PT0S', score: 150 },
    { of: 'order', over: 'PT0S', score: 300 },
  ],
}

test('P-42 A6-15 O-89 who will miss a promise is told before it breaks, once for each rise, and that it is over', async () => {
  await flow.stockedItem('JEO-1', { BRIGHTON: '50' }, '4')
  const promised = await morning()
  const { id } = await flow.order([line('JEO-1', { location: 'BRIGHTON' })])
  const [part] = (await flow.read(id)).fulfillmentLines
  assert.equal(part.promisedOn, promised)

  // Nobody has said what is late: nothing is watched.
  await to(promised, '21:00')
  await look()
  assert.deepEqual([await told(id), await listed('priority=medium')], [[], []])

  // The order was taken before: it is taken up. Three hours are left of its day.
  await flow.put('/jeopardy-policy', POLICY)
  await look()
  const [raised, ...more] = await told(id)
  assert.deepEqual(more, [])
  assert.deepEqual(
    [raised.events, raised.actor, raised.changes[0].what, raised.changes[0].from, raised.changes[0].to],
    [['order.jeopardy_raised'], 'system', 'jeopardy', null, 'medium'],
  )
  // Both dates, where the company is.
  assert.match(raised.reason, /^ship\/ship of line 1 is required by \S+ 00:00 and is expected \S+ 21:0\d$/)
  assert.ok(raised.reason.includes(`required by ${addDays(promised, 1)} 00:00`), raised.reason)
  const [row] = await listed('priority=medium')
  assert.deepEqual([row.orderId, row.priority, row.score, row.reason], [id, 'medium', 150, raised.reason])

  // Looked at again, however often: nothing more is told.
  await look()
  await look()
  assert.equal((await told(id)).length, 1)

  // The day is over: that is worse.
  await to(addDays(promised, 1), '00:30')
  await look()
  assert.deepEqual(
    (await told(id)).map(({ changes }) => [changes[0].from, changes[0].to]),
    [
      [null, 'medium'],
      ['medium', 'high'],
    ],
  )
  await until('no alert was raised', async () => (await alerts()).some(({ subject }) => subject === 'high'))
  const [alert] = (await alerts()).filter(({ subject }) => subject === 'high')
  assert.deepEqual(
    [alert.severity, alert.page, alert.facts.orders],
    ['critical', 'docs/operating/orders-in-jeopardy.md', 1],
  )

  // Somebody sees to it: the alert is over, the order stays late.
  const asked = { note: 'They look for it.' }
  const seen = await flow.ok(`/orders/${id}/jeopardy/acknowledge`, asked)
  assert.deepEqual([seen.orderId, seen.priority], [id, 'high'])
  await flow.ok(`/orders/${id}/jeopardy/acknowledge`, asked)
  const acknowledged = (await flow.read(id)).timeline.filter(
    ({ act }: Seen) => act === 'acknowledge_jeopardy',
  )
  assert.deepEqual(
    acknowledged.map(({ reason, events }: Seen) => [reason, events]),
    [['They look for it.', ['order.jeopardy_acknowledged']]],
  )
  await until('the alert stands', async () => (await alerts()).length === 0)
  assert.deepEqual([(await listed('acknowledged=false')).length, (await listed()).length], [0, 1])

  // It leaves at last, late as it is.
  const { shipments } = await flow.read(id)
  await flow.ok(`/shipments/${shipments[0].id}/confirm`, {})
  await look()
  const last = (await told(id)).at(-1)
  assert.deepEqual(
    [last.events, last.changes[0].from, last.changes[0].to],
    [['order.jeopardy_over'], 'high', null],
  )
  assert.deepEqual(await listed(), [])
  const refused = await flow.post(`/orders/${id}/jeopardy/acknowledge`, {})
  assert.deepEqual([refused.status, refused.body.code], [409, 'not_in_jeopardy'])
  await flow.lawful()
})

test('O-89 a policy that is put aside is silent, and one that is set up again finds who is late', async () => {
  const promised = await morning()
  const { id } = await flow.order([line('JEO-1', { location: 'BRIGHTON' })])
  await look()
  await flow.put('/jeopardy-policy', { ...POLICY, active: false })
  await look()
  await to(addDays(promised, 2), '09:00')
  await look()
  assert.deepEqual([await told(id), await listed()], [[], []])
  await flow.put('/jeopardy-policy', { rules: POLICY.rules.map((rule) => ({ ...rule, active: false })) })
  await look()
  assert.deepEqual([await told(id), await listed()], [[], []])
  await flow.put('/jeopardy-policy', POLICY)
  await look()
  assert.deepEqual(
    (await told(id)).map(({ changes }) => changes[0].to),
    ['high'],
  )
  // A cancelled order is late no more.
  await flow.ok(`/orders/${id}/cancel`, { reason: 'too late' })
  await look()
  assert.deepEqual((await told(id)).at(-1).events, ['order.jeopardy_over'])
  await flow.lawful()
})

test('A6-10 A6-11 O-50 lead times by an expression move the days of a plan, and what has ended says when', async () => {
  await flow.stockedItem('JEO-2', { BRIGHTON: '5', PORT: '5' }, '4')
  const today = await morning()
  const promised = addDays(today, 1)
  await flow.put('/jeopardy-policy', {
    leadTimes: [
      { task: 'ship', takesBy: 'component.location == "BRIGHTON" ? "P2D" : "PT4H"' },
      { pattern: 'goods', task: 'invoice', takes: 'PT1H' },
    ],
    rules: [{ of: 'task', over: 'PT0S', score: 120 }],
  })
  const made = await flow.order([
    line('JEO-2', { location: 'BRIGHTON', requestedOn: promised }),
    line('JEO-2', { location: 'PORT' }),
  ])
  const seen = await schedule(made.id)
  const ships = seen.components.flatMap(({ tasks, lineNos }: Seen) =>
    tasks.filter(({ kind }: Seen) => kind === 'ship').map((task: Seen) => [lineNos, task] as const),
  )
  const hours = (task: Seen) => (Date.parse(task.planned.end) - Date.parse(task.planned.start)) / 3_600_000
  assert.deepEqual(ships.map(([lineNos, task]: Seen) => [lineNos, hours(task)]).toSorted(), [
    [[1], 48],
    [[2], 4],
  ])
  // From the store it takes so long that it cannot be in time; the order is told of at once.
  const [first, second] = seen.lines
  assert.deepEqual([first.lineNo, first.firstPromisedOn], [1, promised])
  assert.ok(first.lateSeconds > 80_000, JSON.stringify(first))
  assert.deepEqual([second.lineNo, second.firstPromisedOn, second.lateSeconds < 0], [2, today, true])
  await look()
  const row = (await listed('priority=medium')).find(({ orderId }) => orderId === made.id)
  assert.equal(row?.score, 120)
  assert.deepEqual(await schedule(made.id).then(({ jeopardy }) => jeopardy.reason), row.reason)

  // What has gone is told as it went.
  await flow.until(made.id, ({ fulfillmentLines }: Seen) => fulfillmentLines[1].shipped === '1')
  const gone = await schedule(made.id)
  const shipped = gone.components.find(({ lineNos }: Seen) => lineNos.includes(2))
  const [ship] = shipped.tasks.filter(({ kind }: Seen) => kind === 'ship')
  assert.equal(ship.state, 'completed')
  assert.ok(ship.actual.end.startsWith(today), ship.actual.end)
  assert.deepEqual(ship.actual.end, ship.projected.end)
  await flow.lawful()
})

test('O-89 a policy that cannot be taken is refused with every place', async () => {
  const answer = await flow.server.request('PUT', '/api/v1/jeopardy-policy', {
    leadTimes: [{ task: 'ship' }],
    rules: [
      { of: 'task', over: 'soon', score: 5 },
      { of: 'order', score: 2_000_000 },
    ],
    ranges: [
      { priority: 'low', from: 10, to: 200 },
      { priority: 'medium', from: 199, to: 400 },
    ],
  })
  assert.deepEqual([answer.status, answer.body.code], [422, 'invalid_body'])
  const places = answer.body.errors.map(({ path, code }: Seen) => `${path} ${code}`)
  for (const place of [
    '/rules/1/score too_great',
    '/leadTimes/0 takes_one',
    '/rules/0/over bad_duration',
    '/ranges/1 ranges_overlap',
  ])
    assert.ok(places.includes(place), `${place} is not in ${places.join(', ')}`)
})
