import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeId } from '../../src/platform/public-id.ts'
import { Flow, type Seen } from '../support/flow.ts'

// Goods that are installed where they were delivered, and billed only then.
let flow: Flow
const goods = {
  kind: 'deliver',
  key: 'string(part.lineNo) + part.supply + part.promisedOn',
  tasks: [
    { kind: 'reserve', when: 'part.supply != "on_hand"' },
    { kind: 'release', when: '!part.autoConfirm' },
    { kind: 'ship' },
    { kind: 'invoice' },
  ],
}
const install = {
  kind: 'work',
  name: 'install',
  title: 'Install it',
  role: 'installers',
  statuses: [
    { code: 'done', to: 'next' },
    { code: 'not_possible', to: 'fallout' },
  ],
}
before(async () => {
  flow = await Flow.open()
  await flow.put('/patterns', {
    code: 'installed',
    components: [goods],
    lineComponents: [{ kind: 'install', key: 'string(line.lineNo)', tasks: [install] }],
    dependencies: [
      { from: 'deliver', to: 'install' },
      { from: 'install', to: 'deliver/invoice' },
    ],
  })
  await flow.put('/patterns', {
    code: 'later',
    components: [goods],
    lineComponents: [{ kind: 'install', key: 'string(line.lineNo)', tasks: [install] }],
    dependencies: [{ from: 'deliver', to: 'install', delay: 'PT1S' }],
  })
})
after(() => flow.close())

const item = (sku: string, onHand: string, pattern = 'installed') =>
  flow
    .stockedItem(sku, onHand === '0' ? {} : { PORT: onHand }, '4')
    .then(() => flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard', pattern }))
const line = (sku: string, quantity = '1') => ({ sku, quantity, net: '10.00', tax: '2.00' })
const listed = async (query: string): Promise<Seen[]> => {
  const answer = await flow.server.request('GET', `/api/v1/worklist?${query}`)
  assert.equal(answer.status, 200, answer.bytes.toString())
  return answer.body.rows
}
const workOf = (seen: Seen): Seen => seen.plan.tasks.find((task: Seen) => task.kind === 'work')
const isDue = (seen: Seen) => workOf(seen).state === 'ready'
const at = (id: string, task: Seen, what: string) => `/orders/${id}/tasks/${task.id}/${what}`
const pay = ({ id, total }: Seen) =>
  flow.ok('/receipts', { account: 'GB-0001', orderId: id, amount: total, method: 'card' })

test('O-43 P-43 work is listed when it can be done, one of two has it, and what waits for it goes on when it ends', async () => {
  await item('WRK-1', '5')
  await item('WRK-2', '5', 'goods')
  const made = await flow.order([line('WRK-1'), line('WRK-2')])
  const { id } = made
  const delivered = await flow.until(id, isDue)
  // What is not installed was billed meanwhile; what is waits.
  assert.deepEqual(
    (await flow.until(id, (seen) => seen.invoices.length === 1)).fulfillmentLines.map(
      ({ shipped, invoiced }: Seen) => [shipped, invoiced],
    ),
    [
      ['1', '0'],
      ['1', '1'],
    ],
  )
  const task = workOf(delivered)
  const [row] = await listed(`order=${id}`)
  assert.deepEqual(
    [row.taskId, row.orderId, row.title, row.role, row.lineNos, row.state, row.owner, row.account],
    [task.id, id, 'Install it', 'installers', [1], 'received', null, 'GB-0001'],
  )
  assert.deepEqual(await listed(`order=${id}&role=painters`), [])

  const anna = await flow.keyOf(['operations:read', 'operations:write'])
  const bert = await flow.keyOf(['operations:read', 'operations:write'])
  const take = (who: Record<string, string>) =>
    flow.server.request('POST', `/api/v1${at(id, task, 'take')}`, undefined, who)
  const both = await Promise.all([take(anna), take(bert)])
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 409])
  const [winner, loser] = both[0].status === 200 ? [anna, bert] : [bert, anna]
  assert.equal((await take(winner)).status, 200)
  const end = (who: Record<string, string>, body: object) =>
    flow.server.request('POST', `/api/v1${at(id, task, 'complete')}`, body, who)
  const refusal = await end(loser, { status: 'done' })
  assert.deepEqual([refusal.status, refusal.body.code], [409, 'work_taken'])
  assert.deepEqual(
    (await end(winner, { status: 'finished' })).body.errors.map(({ path, code }: Seen) => [path, code]),
    [['/status', 'unknown_status']],
  )
  await flow.lawful()
  assert.equal((await listed(`order=${id}&taken=true`))[0].state, 'accepted')

  const ended = await end(winner, { status: 'done', note: 'Works.', data: { serial: 'X-1' } })
  assert.deepEqual([ended.status, ended.body.state, ended.body.status], [200, 'completed', 'done'])
  assert.equal((await end(winner, { status: 'done', note: 'Works.', data: { serial: 'X-1' } })).status, 200)
  // What differs is not taken for the same: nobody is told that it was kept.
  const other = await end(winner, { status: 'done', note: 'Works.', data: { serial: 'X-2' } })
  assert.deepEqual([other.status, other.body.code], [409, 'work_over'])
  assert.equal((await end(loser, { status: 'done' })).body.code, 'work_over')
  const billed = await flow.until(id, (seen) => seen.invoices.length === 2)
  assert.equal(billed.state, 'in_progress')
  assert.deepEqual(await listed(`order=${id}`), [])
  assert.deepEqual(workOf(billed).output, { status: 'done', data: { serial: 'X-1' }, note: 'Works.' })
  const told = billed.timeline.find((one: Seen) => one.act === 'complete_work')
  assert.deepEqual([told.reason, told.events], [null, ['work.completed']])
  await pay(made)
  await flow.until(id, (seen) => seen.state === 'completed')
  await flow.lawful()
})

test('P-31 why an order waits tells of work that a person has to do, and of what waits for it', async () => {
  await item('WRK-12', '5')
  const { id } = await flow.order([line('WRK-12')])
  const task = workOf(await flow.until(id, isDue))
  const why = async () => {
    const { body } = await flow.server.request('GET', `/api/v1/orders/${id}/why`)
    return body.reasons.map(({ code, text, lineNos }: Seen) => [code, text, lineNos])
  }
  assert.deepEqual(await why(), [
    ['before', 'invoice waits for install', [1]],
    ['work', 'a person has to do it: install', [1]],
  ])
  await flow.ok(at(id, task, 'take'), undefined)
  assert.deepEqual((await why())[1], ['work', 'somebody is at it: install', [1]])
  await flow.ok(at(id, task, 'complete'), { status: 'done' })
  await flow.until(id, (seen) => seen.invoices.length === 1)
})

test('O-43 an order is open until what is done for its lines is done, be it paid', async () => {
  await item('WRK-3', '5', 'later')
  const made = await flow.order([line('WRK-3')])
  const { id } = made
  await flow.until(id, (seen) => seen.invoices.length === 1)
  await pay(made)
  const due = await flow.until(id, isDue)
  assert.deepEqual([due.state, due.paymentStatus], ['in_progress', 'paid'])
  await flow.lawful()
  await flow.ok(at(id, workOf(due), 'complete'), { status: 'done' })
  await flow.until(id, (seen) => seen.state === 'completed')
  await flow.lawful()
})

test('O-31 what is delayed waits that long after what it waits for, and not from the beginning', async () => {
  await item('WRK-4', '0', 'later')
  const { id } = await flow.order([line('WRK-4')])
  await sleep(1200)
  const gate = (seen: Seen): Seen => seen.plan.tasks.find((task: Seen) => task.kind === 'wait')
  assert.deepEqual([gate(await flow.read(id)).state, gate(await flow.read(id)).startAt], ['waiting', null])
  await flow.receive('WRK-4', '1')
  const begun = await flow.until(id, (seen) => gate(seen).startAt !== null)
  const shipped = begun.timeline.find((one: Seen) => one.act === 'ship')
  const pause = Date.parse(gate(begun).startAt) - Date.parse(shipped.at)
  assert.ok(pause >= 1000 && pause < 4000, `${pause} ms`)
  assert.equal(workOf(begun).state, 'waiting')
  await flow.until(id, isDue)
  await flow.lawful()
})

test('O-43 what somebody has taken on is not stopped: a hold and a suspension stop what follows, and nothing of it is lost', async () => {
  await item('WRK-5', '5')
  const { id } = await flow.order([line('WRK-5')])
  const task = workOf(await flow.until(id, isDue))
  await flow.ok(at(id, task, 'take'), undefined)
  const hold = await flow.ok(`/orders/${id}/holds`, { code: 'manual', reason: 'Stop.' })
  await flow.ok(`/orders/${id}/suspend`, { reason: 'All of it.' })
  await flow.lawful()
  const ended = await flow.ok(at(id, task, 'complete'), { status: 'done' })
  assert.equal(ended.state, 'completed')
  await sleep(600)
  assert.deepEqual((await flow.read(id)).invoices, [])
  await flow.lawful()
  await flow.ok(`/orders/${id}/resume`, {})
  await flow.ok(`/orders/${id}/holds/${hold.id}/release`, { reason: 'Go.' })
  await flow.until(id, (seen) => seen.invoices.length === 1)
  await flow.lawful()
})

test('O-43 work that is given back while its order stands still is stopped with it, and can be done when it goes on', async () => {
  await item('WRK-6', '5')
  const { id } = await flow.order([line('WRK-6')])
  const task = workOf(await flow.until(id, isDue))
  await flow.ok(at(id, task, 'assign'), { assignee: 'Team north' })
  assert.equal((await listed('assignee=Team%20north'))[0].state, 'assigned')
  await flow.ok(at(id, task, 'take'), undefined)
  await flow.ok(`/orders/${id}/suspend`, { reason: 'All of it.' })
  await flow.lawful()
  assert.equal((await flow.ok(at(id, task, 'give-back'), undefined)).state, 'waiting')
  await flow.lawful()
  assert.deepEqual(await listed(`order=${id}`), [])
  const early = await flow.post(at(id, task, 'take'), undefined)
  assert.deepEqual([early.status, early.body.code], [409, 'work_not_due'])
  await flow.ok(`/orders/${id}/resume`, {})
  await flow.lawful()
  await flow.ok(at(id, task, 'complete'), { status: 'done' })
  await flow.until(id, (seen) => seen.invoices.length === 1)
  await flow.lawful()
})

test('O-44 a status that leads to a person makes the task stand failed, and it can be done again', async () => {
  await item('WRK-7', '5')
  const { id } = await flow.order([line('WRK-7')])
  const task = workOf(await flow.until(id, isDue))
  await flow.ok(at(id, task, 'complete'), { status: 'not_possible', note: 'No socket.' })
  const failed = await flow.read(id)
  assert.deepEqual(
    [workOf(failed).state, workOf(failed).problem],
    ['failed', 'Install it: not_possible. No socket.'],
  )
  await flow.lawful()
  await flow.ok(at(id, task, 'retry'), undefined)
  const [row] = await listed(`order=${id}`)
  assert.deepEqual([row.state, row.owner], ['received', null])
  await flow.ok(at(id, task, 'complete'), { status: 'done' })
  await flow.until(id, (seen) => seen.invoices.length === 1)
  await flow.lawful()
})

test('O-28 a line that is served in parts is installed when all of them have left, be it that one lost its goods', async () => {
  await item('WRK-8', '3')
  const { id } = await flow.order([line('WRK-8', '5')])
  const first = await flow.until(id, (seen) => seen.fulfillmentLines.some((one: Seen) => one.shipped === '3'))
  assert.equal(workOf(first).state, 'waiting')
  await flow.lawful()
  await flow.receive('WRK-8', '2')
  await flow.until(id, isDue)
  await flow.lawful()

  await flow.put('/locations', { code: 'LATER', name: 'Later', country: 'GB', rank: 9, autoConfirm: false })
  await flow.stockedItem('WRK-9', { LATER: '4' }, '4')
  await item('WRK-9', '0')
  const other = await flow.order([line('WRK-9', '4')])
  const asked = await flow.until(other.id, (seen) => seen.shipments.length === 1)
  const [shipment] = asked.shipments
  const [part] = asked.fulfillmentLines
  await flow.ok(`/shipments/${shipment.id}/confirm`, {
    lines: [{ fulfillmentLineId: part.id, quantity: '1' }],
    final: true,
  })
  await flow.lawful()
  const short = await flow.read(other.id)
  assert.deepEqual([workOf(short).state, short.invoices], ['waiting', []])
  await flow.receive('WRK-9', '3')
  const due = await flow.until(other.id, isDue)
  // What is billed when it is installed is billed whole.
  assert.deepEqual(due.invoices, [])
  await flow.ok(at(other.id, workOf(due), 'complete'), { status: 'done' })
  await flow.until(other.id, (seen) =>
    seen.fulfillmentLines.every(({ quantity, invoiced }: Seen) => quantity === invoiced),
  )
  await flow.lawful()
})

test('O-72 with a line that is cancelled goes what was to be done for it; what of it was done stays', async () => {
  await item('WRK-10', '1')
  await item('WRK-11', '0')
  const { id } = await flow.order([line('WRK-10'), line('WRK-11')])
  const works = (seen: Seen): Seen[] => seen.plan.tasks.filter((task: Seen) => task.kind === 'work')
  await flow.until(id, (seen) => works(seen).some(({ state }) => state === 'ready'))
  await flow.ok(`/orders/${id}/cancel`, { reason: 'No more.', lines: [{ lineNo: 2 }] })
  const left = await flow.read(id)
  assert.deepEqual(
    works(left)
      .map(({ state }) => state)
      .toSorted(),
    ['ready', 'skipped'],
  )
  await flow.lawful()
  const whole = await flow.order([line('WRK-11')])
  await flow.ok(`/orders/${whole.id}/cancel`, { reason: 'No more.' })
  const over = await flow.read(whole.id)
  assert.deepEqual([over.state, workOf(over).state], ['cancelled', 'skipped'])
  await flow.lawful()
})

test('O-72 whoever is at work for a line that is cancelled says what came of it all the same: it is kept, and moves nothing', async () => {
  await flow.put('/patterns', {
    code: 'surveyed',
    components: [goods],
    lineComponents: [{ kind: 'survey', key: 'string(line.lineNo)', tasks: [{ ...install, name: 'survey' }] }],
    dependencies: [{ from: 'survey', to: 'deliver' }],
  })
  await item('WRK-13', '5', 'surveyed')
  const { id } = await flow.order([line('WRK-13')])
  const task = workOf(await flow.until(id, isDue))
  await sleep(600)
  assert.deepEqual((await flow.read(id)).shipments, [])
  await flow.ok(at(id, task, 'take'), undefined)
  await flow.ok(`/orders/${id}/cancel`, { reason: 'No more.' })
  await flow.lawful()
  const ended = await flow.ok(at(id, task, 'complete'), { status: 'not_possible', note: 'No socket.' })
  assert.deepEqual([ended.state, ended.status], ['skipped', 'not_possible'])
  const { state, timeline } = await flow.read(id)
  assert.deepEqual(
    [state, timeline.at(-1).events, workOf(await flow.read(id)).output],
    ['cancelled', ['work.late'], { status: 'not_possible', data: {}, note: 'No socket.' }],
  )
  await flow.lawful()

  const other = await flow.order([line('WRK-13')])
  const due = await flow.until(other.id, isDue)
  await flow.ok(at(other.id, workOf(due), 'complete'), { status: 'done' })
  await flow.until(other.id, (seen) => seen.shipments.length === 1)
  await flow.lawful()
})

test('O-36 work that is scheduled is in the list on its start day and not before, and its plan says when that is', async () => {
  await flow.put('/patterns', {
    code: 'scheduled',
    components: [goods],
    lineComponents: [
      {
        kind: 'survey',
        key: '"all"',
        duration: 'P3D',
        scheduled: true,
        tasks: [{ ...install, name: 'survey' }],
      },
    ],
    dependencies: [{ from: 'survey', to: 'deliver' }],
  })
  await item('WRK-14', '5', 'scheduled')
  const later = await flow.order([{ ...line('WRK-14'), requestedOn: '2099-03-30' }])
  const { plan } = await flow.read(later.id)
  const survey = plan.components.find(({ kind }: Seen) => kind === 'survey')
  // By the clocks of the company, which change in the night before.
  assert.deepEqual(
    [survey.plannedStart, survey.plannedEnd],
    ['2099-03-27T00:00:00.000Z', '2099-03-29T23:00:00.000Z'],
  )
  assert.equal(workOf({ plan }).startAt, survey.plannedStart)
  assert.deepEqual(await listed(`order=${later.id}`), [])
  const early = await flow.post(at(later.id, workOf({ plan }), 'take'), undefined)
  assert.deepEqual([early.status, early.body.code], [409, 'work_not_due'])
  const soon = await flow.order([line('WRK-14')])
  await flow.until(soon.id, isDue)
  assert.equal((await listed(`order=${soon.id}`)).length, 1)
  await flow.lawful()
})

test('O-43 work that ends with a person to look at it while its order stands still leaves nothing stopped behind it', async () => {
  await flow.put('/patterns', {
    code: 'twice',
    components: [goods],
    lineComponents: [
      { kind: 'install', key: '"all"', tasks: [install, { kind: 'work', name: 'test', title: 'Test it' }] },
    ],
  })
  await item('WRK-15', '5', 'twice')
  const made = await flow.order([line('WRK-15')])
  const { id } = made
  const task = workOf(await flow.until(id, isDue))
  await flow.ok(at(id, task, 'take'), undefined)
  const hold = await flow.ok(`/orders/${id}/holds`, { code: 'manual', reason: 'Stop.' })
  await flow.ok(at(id, task, 'complete'), { status: 'not_possible' })
  await flow.lawful()
  await flow.ok(`/orders/${id}/holds/${hold.id}/release`, { reason: 'Go.' })
  await flow.ok(at(id, task, 'retry'), undefined)
  await flow.lawful()
  await flow.ok(at(id, task, 'complete'), { status: 'done' })
  const next = (await flow.read(id)).plan.tasks.find(({ name }: Seen) => name === 'test')
  assert.equal(next.state, 'ready')
  await flow.ok(at(id, next, 'complete'), { status: 'done' })
  await flow.lawful()
})

test('O-31 what is scheduled, and waits for a time, waits from its start day on; a wait for no day stands failed and says so', async () => {
  const waits = (code: string, tasks: object[], more: object = {}) =>
    flow.put('/patterns', {
      code,
      components: [goods],
      lineComponents: [{ kind: 'rest', key: '"all"', tasks, ...more }],
    })
  await waits('rests', [{ kind: 'wait', name: 'rest', for: 'P3D' }], { duration: 'P4D', scheduled: true })
  await item('WRK-16', '5', 'rests')
  // Its start day is this morning, or was.
  const { id } = await flow.order([line('WRK-16')])
  const rest = (seen: Seen): Seen => seen.plan.tasks.find(({ kind }: Seen) => kind === 'wait')
  const begun = await flow.until(id, (seen) => rest(seen).startAt !== null)
  assert.equal(rest(begun).state, 'ready')
  assert.ok(Date.parse(rest(begun).startAt) - Date.now() > 2 * 86_400_000)
  await flow.lawful()
  const later = await flow.order([{ ...line('WRK-16'), requestedOn: '2099-06-20' }])
  assert.equal(rest(await flow.read(later.id)).startAt, '2099-06-15T23:00:00.000Z')

  await waits('never', [{ kind: 'wait', name: 'day', until: '"2099-02-30"' }])
  await item('WRK-17', '5', 'never')
  const { id: never } = await flow.order([line('WRK-17')])
  let failed = await flow.read(never)
  for (
    const end = performance.now() + 5000;
    rest(failed).state !== 'failed';
    failed = await flow.read(never)
  ) {
    assert.ok(performance.now() < end, rest(failed).state)
    // Its last attempt comes now, and not in a minute.
    await flow.server.database.sql(
      `update orchestration.ready set attempt = 4, due_at = now() where kind = 'wait' and order_id = $1 and attempt between 1 and 3`,
      [decodeId('ord', never)],
    )
    await sleep(100)
  }
  assert.match(rest(failed).problem, /it waits for a day, and "2099-02-30" is none/)
  await flow.lawful()
})
