import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { after, before, test } from 'node:test'
import { decodeId } from '../../src/platform/public-id.ts'
import { Flow, type Seen } from '../support/flow.ts'

// A follow-on order waits for what is done for lines of another one.
let flow: Flow
let made = 0
const line = { sku: 'OTH-1', quantity: '1' }
const perform = {
  kind: 'perform',
  key: 'string(part.lineNo)',
  tasks: [{ kind: 'ship' }, { kind: 'invoice' }],
}
const provision = {
  kind: 'provision',
  key: 'string(line.lineNo)',
  tasks: [{ kind: 'work', name: 'provision', title: 'Provision it' }],
}
const waitsFor = [
  {
    to: 'provision',
    order: 'line.custom.find("after")',
    line: 'line.custom.find("afterLine")',
    component: 'provision',
  },
]
before(async () => {
  flow = await Flow.open()
  await flow.put('/patterns', {
    code: 'access',
    components: [perform],
    lineComponents: [provision],
    dependencies: [{ from: 'provision', to: 'perform' }],
    waitsFor,
  })
  await flow.put('/items', {
    sku: 'OTH-1',
    name: 'Access',
    kind: 'service',
    itemClass: 'service',
    taxCode: 'standard',
    pattern: 'access',
  })
  await flow.put('/prices', {
    list: 'RETAIL',
    sku: 'OTH-1',
    validFrom: '2020-01-01',
    unitPrice: { amount: '50.00', currency: 'GBP' },
  })
})
after(() => flow.close())

const sell = (custom: object = {}, more: object = {}, lines: object[] = [{ ...line, custom }]) =>
  flow.sell(lines, {
    externalId: `OTH-${(made += 1)}`,
    freight: { amount: '0.00', currency: 'GBP' },
    ...more,
  })
const tasks = (seen: Seen, name: string): Seen[] => seen.plan.tasks.filter((task: Seen) => task.name === name)
const stateOf = async (id: string, name = 'provision') => tasks(await flow.read(id), name)[0].state
const until = (id: string, name: string, state: string) =>
  flow.until(id, (seen) => tasks(seen, name)[0].state === state)
const end = async (id: string, place = 0) =>
  flow.ok(`/orders/${id}/tasks/${tasks(await flow.read(id), 'provision')[place].id}/complete`, {
    status: 'done',
  })
const why = async (id: string): Promise<Seen[]> =>
  (await flow.server.request('GET', `/api/v1/orders/${id}/why`)).body.reasons.filter(
    ({ code }: Seen) => code === 'other_order' || code === 'failed',
  )
/** How the queue has it: asleep for long, or due. */
const due = async (id: string) => {
  const [row] = await flow.server.database.sql<{ ms: number }>(
    `select extract(epoch from y.due_at - clock_timestamp()) * 1000 as ms from orchestration.ready y
     where y.order_id = $1 and y.kind = 'wait'`,
    [decodeId('ord', id)],
  )
  return Number(row!.ms)
}

/** It has looked, and sleeps until something happens to the other one. */
const asleep = async (id: string) => {
  const end = performance.now() + 60_000
  while ((await due(id)) < 60_000 && performance.now() < end) await sleep(50)
  assert.ok((await due(id)) > 60_000)
}

test('O-32 a line waits for what is done for a line of another order, sleeps on one row until then, and says what it waits for', async () => {
  const base = await sell({}, {}, [
    { ...line, lineId: 'a' },
    { ...line, lineId: 'b' },
  ])
  const { externalId, number } = await flow.read(base.id)
  const { id } = await sell({ after: externalId, afterLine: 'b' })
  for (const end = performance.now() + 5000; (await due(id)) < 5000 && performance.now() < end;)
    await sleep(50)
  assert.ok((await due(id)) > 5000)
  assert.equal(await stateOf(id), 'waiting')
  const [reason] = await why(id)
  assert.deepEqual(
    [reason.code, reason.text],
    [
      'other_order',
      `it waits for provision of line b of order webshop/${externalId}: that is ${number}, in_progress`,
    ],
  )
  await flow.lawful()
  // Of the other line nothing is waited for.
  await end(base.id, 0)
  await sleep(700)
  assert.equal(await stateOf(id), 'waiting')
  await end(base.id, 1)
  await until(id, 'provision', 'ready')
  await flow.lawful()
})

test('O-32 an order that is not here yet is waited for, visibly, and found when it comes; named by its own id it is found, too', async () => {
  const { id } = await sell({ after: 'OTH-LATER', afterLine: '1' })
  await flow.until(id, () => true)
  for (const end = performance.now() + 5000; (await due(id)) < 5000 && performance.now() < end;)
    await sleep(50)
  const [reason] = await why(id)
  assert.equal(
    reason.text,
    'it waits for provision of line 1 of order webshop/OTH-LATER, which is not here yet',
  )
  const base = await sell({}, { externalId: 'OTH-LATER' })
  const third = await sell({ after: base.id, afterLine: '1' })
  const fourth = await sell({ after: base.number, afterLine: '1' })
  await until(base.id, 'provision', 'ready')
  await end(base.id)
  await until(id, 'provision', 'ready')
  await until(third.id, 'provision', 'ready')
  await until(fourth.id, 'provision', 'ready')
  await flow.lawful()
})

test('O-32 what will never be done stands failed with the reason, and is waited for by nobody for ever', async () => {
  const base = await sell({}, {}, [line, line])
  const { externalId } = await flow.read(base.id)
  const one = await sell({ after: externalId, afterLine: '1' })
  const two = await sell({ after: externalId, afterLine: '2' })
  const whole = await sell({ after: externalId })
  const wrong = await sell({ after: externalId, afterLine: '7' })
  const failed = async (id: string) => {
    const seen = await until(id, 'order', 'failed')
    return tasks(seen, 'order')[0].problem
  }
  assert.equal(await failed(wrong.id), `webshop/${externalId} has no line 7`)
  await flow.ok(`/orders/${base.id}/cancel`, { reason: 'No more.', lines: [{ lineNo: 1 }] })
  assert.equal(await failed(one.id), `provision of line 1 of webshop/${externalId} was cancelled`)
  assert.equal(await stateOf(two.id, 'order'), 'ready')
  await flow.ok(`/orders/${base.id}/cancel`, { reason: 'No more.' })
  assert.equal(await failed(two.id), `provision of line 2 of webshop/${externalId} was cancelled`)
  assert.equal(await failed(whole.id), `webshop/${externalId} is cancelled`)
  assert.match((await why(whole.id))[0].text, /is cancelled/)
  await flow.lawful()
  // Tried again it says the same, and a line that waited is cancelled as any.
  const [task] = tasks(await flow.read(one.id), 'order')
  await flow.ok(`/orders/${one.id}/tasks/${task.id}/retry`, undefined)
  assert.match(await failed(one.id), /was cancelled/)
  await flow.ok(`/orders/${one.id}/cancel`, { reason: 'No more.' })
  await flow.lawful()
})

test('O-32 what was done half when its line was cancelled, or its order aborted, is not what is waited for', async () => {
  await flow.put('/patterns', {
    code: 'surveyed',
    components: [perform],
    lineComponents: [
      {
        kind: 'provision',
        key: 'string(line.lineNo)',
        tasks: ['survey', 'provision'].map((name) => ({ kind: 'work', name, title: name })),
      },
    ],
    dependencies: [{ from: 'provision', to: 'perform' }],
  })
  await flow.put('/items', {
    sku: 'OTH-2',
    name: 'Surveyed access',
    kind: 'service',
    itemClass: 'service',
    taxCode: 'standard',
    pattern: 'surveyed',
  })
  await flow.put('/prices', {
    list: 'RETAIL',
    sku: 'OTH-2',
    validFrom: '2020-01-01',
    unitPrice: { amount: '50.00', currency: 'GBP' },
  })
  const surveyed = { sku: 'OTH-2', quantity: '1' }
  const base = await sell({}, {}, [surveyed, surveyed])
  const { externalId } = await flow.read(base.id)
  const waiting = []
  for (const afterLine of ['1', '2']) waiting.push(await sell({ after: externalId, afterLine }))
  for (const { id } of tasks(await flow.read(base.id), 'survey'))
    await flow.ok(`/orders/${base.id}/tasks/${id}/complete`, { status: 'done' })
  const [first, second] = waiting
  for (const one of waiting) await asleep(one.id)
  await flow.ok(`/orders/${base.id}/cancel`, { reason: 'No more.', lines: [{ lineNo: 1 }] })
  const stands = (id: string) => flow.until(id, (seen) => tasks(seen, 'order')[0].state === 'failed', 60_000)
  const failed = tasks(await stands(first!.id), 'order')[0]
  assert.equal(failed.problem, `provision of line 1 of webshop/${externalId} was cancelled`)
  assert.equal(await stateOf(second!.id, 'order'), 'ready')
  await flow.ok(`/orders/${base.id}/abort`, { reason: 'Stop.' })
  await stands(second!.id)
  assert.equal(await stateOf(second!.id), 'waiting')
  await flow.lawful()
})

test('O-32 orders that wait for each other, or for themselves, are told so with the way round', async () => {
  const self = await sell({ after: 'OTH-SELF', afterLine: '1' }, { externalId: 'OTH-SELF' })
  const told = tasks(await until(self.id, 'order', 'failed'), 'order')[0].problem
  assert.match(told, /^orders that wait for each other never start: (\S+) → \1$/)
  const a = await sell({ after: 'OTH-B', afterLine: '1' }, { externalId: 'OTH-A' })
  await flow.until(a.id, () => true)
  for (const end = performance.now() + 5000; (await due(a.id)) < 5000 && performance.now() < end;)
    await sleep(50)
  const b = await sell({ after: 'OTH-A', afterLine: '1' }, { externalId: 'OTH-B' })
  const round = async () =>
    [a, b]
      .map(({ id }) => id)
      .reduce<Promise<string[]>>(
        async (found, id) => [...(await found), tasks(await flow.read(id), 'order')[0].problem ?? ''],
        Promise.resolve([]),
      )
  const end = performance.now() + 40_000
  while (
    !(await round()).some((problem) => problem.startsWith('orders that wait')) &&
    performance.now() < end
  )
    await sleep(200)
  assert.ok(
    (await round()).some((problem) => /(\S+) → (\S+) → \1/.test(problem)),
    String(await round()),
  )
  await flow.lawful()
})

test('O-32 the whole of another order is waited for until it is completed, and a hold stops what waits as anything', async () => {
  const base = await sell()
  const { externalId } = await flow.read(base.id)
  const { id } = await sell({ after: externalId })
  const hold = await flow.ok(`/orders/${id}/holds`, { code: 'manual', reason: 'Stop.' })
  await flow.lawful()
  await end(base.id)
  await flow.until(base.id, (seen) => seen.invoices.length === 1)
  await flow.ok('/receipts', { account: 'GB-0001', orderId: base.id, amount: base.total, method: 'card' })
  await flow.until(base.id, (seen) => seen.state === 'completed')
  await sleep(600)
  assert.equal(await stateOf(id), 'waiting')
  await flow.ok(`/orders/${id}/holds/${hold.id}/release`, { reason: 'Go.' })
  await until(id, 'provision', 'ready')
  await flow.lawful()
})

test('O-32 what a pattern waits for of others is checked: every problem at once, with its place', async () => {
  const answer = await flow.server.request('PUT', '/api/v1/patterns', {
    code: 'wrong',
    components: [perform],
    waitsFor: [
      { to: 'install', order: '1', component: 'provision' },
      { to: 'perform', order: 'line.nothing', line: '"1"', delay: 'P2Y' },
    ],
  })
  assert.deepEqual(
    [answer.status, answer.body.errors.map(({ path, code }: Seen) => `${path} ${code}`).toSorted()],
    [
      422,
      [
        '/waitsFor/0/line required',
        '/waitsFor/0/order rule_result',
        '/waitsFor/0/to unknown_component',
        '/waitsFor/1/delay bad_duration',
        '/waitsFor/1/order rule_type',
      ],
    ],
  )
})
