import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { addDays } from '../../src/platform/clock.ts'
import { Flow, type Seen } from '../support/flow.ts'

// Holds that stop some of an order, or a kind of task, and let the rest pass.
let flow: Flow
let today: string
before(async () => {
  flow = await Flow.open()
  today = (await flow.server.request('GET', '/api/v1/availability?sku=KIT-101')).body.today
  // A warehouse that says itself what it shipped.
  await flow.put('/locations', { code: 'DOCK', name: 'Dock', country: 'GB', rank: 1, autoConfirm: false })
})
after(() => flow.close())

const line = (sku: string, quantity = '1', more: object = {}) => ({
  sku,
  quantity,
  unitPrice: '10',
  net: `${Number(quantity) * 10}.00`,
  tax: `${Number(quantity) * 2}.00`,
  ...more,
})
const gbp = (amount: string) => ({ amount, currency: 'GBP' })
const hold = (id: string, more: object = {}) =>
  flow.post(`/orders/${id}/holds`, { code: 'ask', reason: 'Ask them first.', ...more })
const held = async (id: string, more: object = {}): Promise<Seen> => {
  const answer = await hold(id, more)
  assert.equal(answer.status, 201, answer.bytes.toString())
  return answer.body
}
const release = (id: string, holdId: string) =>
  flow.ok(`/orders/${id}/holds/${holdId}/release`, { reason: 'They were asked.' })
/** What workers would do meanwhile. */
const meanwhile = () => sleep(800)
/** Until it is started again; every process has heard of it. */
const nothingShips = async () => {
  await flow.ok('/monitoring/jobs/tasks-ship/stop', { reason: 'to hold it before it leaves' })
  await sleep(1500)
}
/** Lines of which all has shipped, and of which all is billed. */
const progressOf = ({ fulfillmentLines }: Seen) => ({
  shipped: linesWith(fulfillmentLines, 'shipped'),
  billed: linesWith(fulfillmentLines, 'invoiced'),
})
const linesWith = (parts: readonly Seen[], member: string): number[] =>
  [...new Set(parts.map(({ lineNo }) => lineNo))].filter((lineNo) =>
    parts.every((part) => part.lineNo !== lineNo || part[member] === part.quantity),
  )
const inStock = (sku: string, quantity = '50', location = 'PORT') =>
  flow.stockedItem(sku, { [location]: quantity }, '6')

test('A3-1 P-5 a hold of billing lets goods leave, and one of shipping lets what has shipped be billed', async () => {
  await flow.newItem('HK-1')
  const { id } = await flow.order([line('HK-1', '2')])
  const billing = await held(id, { task: 'invoice' })
  assert.deepEqual(
    [billing.kind, billing.task, billing.lines, billing.openHolds],
    ['service', 'invoice', null, 0],
  )
  await flow.receive('HK-1', '2')
  await flow.until(id, (one) => one.fulfillmentStatus === 'shipped')
  await meanwhile()
  const stopped = await flow.read(id)
  assert.deepEqual([stopped.invoices, stopped.billingStatus], [[], 'not_billed'])
  await flow.lawful()
  const why = await flow.server.request('GET', `/api/v1/orders/${id}/why`)
  assert.match(JSON.stringify(why.body), /billing is held \(ask\): Ask them first/)
  await release(id, billing.id)
  await flow.until(id, (one) => one.billingStatus === 'billed')
  await flow.lawful()

  await flow.newItem('HK-2')
  const some = await flow.order([line('HK-2', '1'), line('HK-1', '1')])
  await flow.receive('HK-1', '1')
  await flow.until(some.id, (one) => one.billingStatus === 'partially_billed')
  const shipping = await held(some.id, { task: 'ship' })
  await flow.receive('HK-2', '1')
  await meanwhile()
  assert.deepEqual(progressOf(await flow.read(some.id)), { shipped: [2], billed: [2] })
  await flow.lawful()
  await release(some.id, shipping.id)
  await flow.until(some.id, (one) => one.billingStatus === 'billed')
  await flow.lawful()
})

test('A3-3 A3-4 a hold of what has not come yet takes effect when it comes; one of what is done is refused with what to do instead', async () => {
  await inStock('HK-3', '5', 'DOCK')
  const { id } = await flow.order([line('HK-3', '2')])
  const asked = await flow.until(id, (one) => one.shipments.length === 1)
  const late = await hold(id, { task: 'ship' })
  assert.deepEqual([late.status, late.body.code], [409, 'too_late'])
  assert.match(JSON.stringify(late.body), /cancel what a warehouse was asked for/)
  // Billing has not come yet.
  const early = await held(id, { task: 'invoice', lines: [1] })
  await flow.ok(`/shipments/${asked.shipments[0].id}/confirm`, {})
  await meanwhile()
  assert.deepEqual(progressOf(await flow.read(id)), { shipped: [1], billed: [] })
  await flow.lawful()
  await release(id, early.id)
  await flow.until(id, (one) => one.billingStatus === 'billed')
  const billed = await hold(id, { task: 'invoice' })
  assert.deepEqual([billed.status, billed.body.code], [409, 'too_late'])
  assert.match(JSON.stringify(billed.body), /credit what was billed by a return/)
  assert.equal((await hold(id, { task: 'reserve', lines: [1] })).body.code, 'too_late')
  assert.equal((await hold(id, { task: 'work' })).body.code, 'too_late')
  await flow.lawful()
})

test('A3-1 P-5 a hold of a line lets the others of the same place and day leave', async () => {
  await inStock('HK-4')
  await inStock('HK-5')
  await nothingShips()
  const { id } = await flow.order([line('HK-4'), line('HK-5')])
  assert.equal((await flow.read(id)).plan.components.filter((one: Seen) => one.lines.length > 1).length, 1)
  const of = await held(id, { lines: [2] })
  assert.deepEqual([of.lines, of.kind, of.openHolds], [[2], 'generic', 0])
  await flow.lawful()
  await flow.ok('/monitoring/jobs/tasks-ship/start', { reason: 'it is held' })
  await flow.until(id, (one) => progressOf(one).shipped.includes(1))
  await meanwhile()
  const apart = await flow.read(id)
  assert.deepEqual(progressOf(apart), { shipped: [1], billed: [1] })
  assert.notEqual(apart.status, 'on_hold')
  assert.deepEqual(
    apart.holds.map((one: Seen) => [one.lines, one.taskKind]),
    [[[2], null]],
  )
  await flow.lawful()
  // Of two holds the last one lets it go on.
  const second = await held(id, { lines: [2], task: 'ship' })
  await release(id, of.id)
  await meanwhile()
  assert.deepEqual(progressOf(await flow.read(id)).shipped, [1])
  await flow.lawful()
  await release(id, second.id)
  await flow.until(id, (one) => one.billingStatus === 'billed')
  await flow.lawful()
})

test('A3-5 what is split off a held line is held, and what leaves with a line in a set is held with it', async () => {
  await flow.put('/locations', { code: 'WEST', name: 'West', country: 'GB', rank: 95 })
  await flow.put('/locations', { code: 'EAST', name: 'East', country: 'GB', rank: 96 })
  await flow.stockedItem('HK-6', { PORT: '100', WEST: '50', EAST: '25' }, '6')
  await nothingShips()
  const { id } = await flow.order([line('HK-6', '100')])
  const of = await held(id, { lines: [1] })
  await flow.ok('/monitoring/jobs/tasks-ship/start', { reason: 'it is held' })
  await flow.ok('/stock/adjustments', [{ sku: 'HK-6', location: 'PORT', quantity: '-75' }])
  await flow.run('shortages')
  const split = await flow.until(id, (one) => one.fulfillmentLines.length === 3)
  await meanwhile()
  const firsts = split.plan.components.flatMap((component: Seen) => {
    const own = split.plan.tasks.filter((task: Seen) => task.componentId === component.id)
    return component.lines.length === 0 ? [] : [own.some((task: Seen) => task.state === 'ready')]
  })
  assert.deepEqual([firsts, (await flow.read(id)).shipments], [[false, false, false], []])
  await flow.lawful()
  await release(id, of.id)
  await flow.until(id, (one) => one.billingStatus === 'billed')
  await flow.lawful()
})

test('A3-5 a hold of a kit, or of one of its goods, holds all that leaves with it, and not what is beside it', async () => {
  for (const sku of ['HK-A', 'HK-B', 'HK-C']) {
    await inStock(sku)
    await flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp('10.00') })
  }
  await flow.put('/items', {
    sku: 'HK-KIT',
    name: 'Kit',
    itemClass: 'kitchen',
    kind: 'service',
    taxCode: 'none',
  })
  await flow.put('/prices', {
    list: 'RETAIL',
    sku: 'HK-KIT',
    validFrom: '2020-01-01',
    unitPrice: gbp('10.00'),
  })
  const options = ['HK-A', 'HK-B'].map((sku) => ({
    code: sku,
    sku,
    included: true,
    quantity: { min: 1, max: 1 },
  }))
  await flow.put('/configuration-models', {
    code: 'HK-KIT',
    version: 1,
    sku: 'HK-KIT',
    name: 'Kit',
    state: 'published',
    validFrom: '2020-01-01',
    pricing: 'fixed',
    groups: [{ code: 'G', options }],
  })
  await nothingShips()
  const lines = [
    { sku: 'HK-KIT', quantity: '1' },
    { sku: 'HK-C', quantity: '1' },
  ]
  const { id } = await flow.sell(lines, { freight: gbp('0.00') })
  const before = await flow.read(id)
  const of = (sku: string): number => before.lines.find((one: Seen) => one.sku === sku).lineNo
  const kit = [of('HK-KIT'), of('HK-A'), of('HK-B')].toSorted((a, b) => a - b)
  const whole = await held(id, { lines: [of('HK-KIT')] })
  const one = await held(id, { lines: [of('HK-B')], task: 'ship' })
  assert.deepEqual([whole.lines, one.lines.includes(of('HK-C'))], [kit, false])
  await flow.lawful()
  await flow.ok('/monitoring/jobs/tasks-ship/start', { reason: 'it is held' })
  await flow.until(id, (seen) => progressOf(seen).shipped.includes(of('HK-C')))
  await meanwhile()
  assert.deepEqual(progressOf(await flow.read(id)).shipped, [of('HK-C')])
  await release(id, whole.id)
  await release(id, one.id)
  await flow.until(id, (seen) => seen.billingStatus === 'billed')
  await flow.lawful()
})

test('A3-6 A3-7 a company says for what its orders are held, and who may place and release such a hold', async () => {
  await inStock('HK-7')
  const { id } = await flow.order([line('HK-7', '1', { requestedOn: addDays(today, 30) })])
  const wrong = await hold(id, {
    lines: [1, 7],
    code: "o'brien,",
    expiresOn: addDays(today, -1),
    task: 'collect',
  })
  assert.equal(wrong.status, 422)
  assert.deepEqual(wrong.body.errors.map(({ path }: Seen) => path).sort(), ['/code', '/task'])
  const past = await hold(id, { lines: [1, 7], expiresOn: addDays(today, -10) })
  assert.deepEqual(
    [past.status, past.body.errors.map(({ path, code }: Seen) => `${path} ${code}`)],
    [422, ['/lines/1 unknown_line', '/expiresOn in_the_past']],
  )
  await flow.put('/hold-codes', {
    code: 'export',
    name: 'Looked at by the export desk',
    tasks: ['ship'],
    placedWith: 'orders:write',
    releasedWith: 'credit:write',
  })
  const unknown = await hold(id)
  assert.deepEqual(
    unknown.body.errors.map(({ code }: Seen) => code),
    ['unknown_hold_code'],
  )
  const whole = await hold(id, { code: 'export' })
  assert.deepEqual(
    whole.body.errors.map(({ path, code }: Seen) => [path, code]),
    [['/task', 'not_of_code']],
  )
  const of = await held(id, { code: 'export', task: 'ship' })
  const clerk = await flow.keyOf(['orders:read', 'orders:write'])
  const manager = await flow.keyOf(['orders:read', 'credit:write'])
  const free = (headers: Record<string, string>, reason = 'Looked at.') =>
    flow.server.request('POST', `/api/v1/orders/${id}/holds/${of.id}/release`, { reason }, headers)
  const denied = await free(clerk)
  assert.deepEqual([denied.status, denied.body.code], [403, 'scope_missing'])
  assert.equal((await free(manager, ' ')).status, 422)
  assert.equal((await free(manager)).status, 200)
  const [seen] = (await flow.read(id)).holds
  assert.deepEqual([seen.released, seen.releaseReason], [true, 'Looked at.'])
  assert.notEqual(seen.releasedBy, null)
  const placed = await flow.server.request(
    'POST',
    `/api/v1/orders/${id}/holds`,
    { code: 'export', reason: 'Once more.', task: 'ship' },
    { ...manager, 'idempotency-key': 'a-manager' },
  )
  assert.deepEqual([placed.status, placed.body.code], [403, 'scope_missing'])
  assert.equal(
    (await flow.server.request('PUT', '/api/v1/hold-codes', { code: 'credit', name: 'x' })).body.errors[0]
      .code,
    'reserved',
  )
  await flow.put('/hold-codes', { code: 'ask', name: 'Ask them', days: 2 })
  await flow.lawful()
})

test('A3-12 a hold ends by itself on its day, by the date where the company is, and no day before', async () => {
  const now = (await flow.server.request('GET', '/api/v1/availability?sku=KIT-101')).body.today
  await flow.newItem('HK-8')
  const { id } = await flow.order([line('HK-8')])
  const byCode = await held(id)
  assert.equal(byCode.expiresOn, addDays(now, 2))
  const byHand = await held(id, { expiresOn: addDays(now, 1), task: 'ship' })
  await flow.receive('HK-8', '1')
  await flow.run('hold-expiry')
  const ended = async () => (await flow.read(id)).holds.map((one: Seen) => one.released)
  assert.deepEqual(await ended(), [false, false])
  await flow.put('/clock', { days: 1 })
  await flow.run('hold-expiry')
  assert.deepEqual(await ended(), [false, true], byHand.id)
  await flow.lawful()
  await flow.put('/clock', { days: 1 })
  await flow.run('hold-expiry')
  const over = await flow.until(id, (one) => one.billingStatus === 'billed')
  assert.deepEqual(
    over.holds.map((one: Seen) => [one.released, one.releasedBy?.kind ?? one.releasedBy]),
    over.holds.map(() => [true, over.holds[0].releasedBy?.kind ?? over.holds[0].releasedBy]),
  )
  await flow.lawful()
})
