import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
  // A warehouse that says itself what it shipped; it is asked before all others.
  await flow.put('/locations', { code: 'DOCK', name: 'Dockside', country: 'GB', rank: 1, autoConfirm: false })
})
after(() => flow.close())

const LATER = '2031-03-03'

const lineOf = (sku: string, quantity: number, more: object = {}) => ({
  sku,
  quantity: `${quantity}`,
  unitPrice: '10',
  net: `${quantity * 10}.00`,
  tax: `${quantity * 2}.00`,
  requestedOn: LATER,
  ...more,
})
const amend = (id: string, body: object) => flow.post(`/orders/${id}/amendments`, body)
async function amended(id: string, body: object): Promise<Seen> {
  const { status, body: told, bytes } = await amend(id, body)
  assert.equal(status, 200, bytes.toString())
  return told
}
async function refusedWith(id: string, body: object): Promise<[number, string, string[]]> {
  const { status, body: said } = await amend(id, body)
  return [status, said.code, (said.errors ?? []).map((one: Seen) => `${one.path} ${one.code}`)]
}
const preview = (id: string, body: object) =>
  flow.server.request('POST', `/api/v1/orders/${id}/amendments/preview`, body)

async function gate(sku: string): Promise<{ reserved: number }> {
  const [row] = await flow.server.db.sql<{ reserved: string }>(
    `select coalesce(sum(g.reserved), 0)::text as reserved from inventory.stock_gate g
     join catalog.item i on i.company_id = g.company_id and i.id = g.item_id where i.sku = $1`,
    [sku],
  )
  return { reserved: Number(row!.reserved) }
}
const wantedOf = (order: Seen) =>
  order.fulfillmentLines
    .map((one: Seen) => [one.lineNo, Number(one.quantity) - Number(one.cancelled ?? 0)])
    .filter(([, quantity]: number[]) => quantity! > 0)

test('P-32 A5-1 quantity goes up and down, lines come and go, and the laws hold after each', async () => {
  await flow.stockedItem('AM-1', { DOCK: '20' }, '6')
  await flow.stockedItem('AM-2', { DOCK: '20' }, '6')
  const made = await flow.order([lineOf('AM-1', 4)])

  const up = await amended(made.id, { lines: [{ lineNo: 1, quantity: '6' }] })
  assert.deepEqual(
    [up.baseVersion, up.version, up.money.before.total.amount, up.money.after.total.amount],
    [1, 2, '48.00', '72.00'],
  )
  assert.deepEqual(up.stock, {
    taken: [{ sku: 'AM-1', location: 'DOCK', supply: 'on_hand', quantity: '2' }],
    freed: [],
  })
  assert.equal((await gate('AM-1')).reserved, 6)
  await flow.lawful()

  const down = await amended(made.id, { lines: [{ lineNo: 1, quantity: '3' }] })
  assert.equal(down.money.after.total.amount, '36.00')
  assert.equal((await gate('AM-1')).reserved, 3)
  await flow.lawful()

  const more = await amended(made.id, {
    lines: [
      { sku: 'AM-2', quantity: '1', unitPrice: { amount: '20.00', currency: 'GBP' }, requestedOn: LATER },
    ],
  })
  assert.deepEqual(
    more.lines.map((one: Seen) => [one.lineNo, one.change]),
    [[2, 'added']],
  )
  await flow.lawful()
  const less = await amended(made.id, { lines: [{ lineNo: 1, remove: true }] })
  assert.deepEqual([(await gate('AM-1')).reserved, (await gate('AM-2')).reserved], [0, 1])
  assert.equal(less.version, 5)
  await flow.lawful()
  assert.deepEqual(wantedOf(await flow.read(made.id)), [[2, 1]])
  const { body } = await flow.server.request('GET', `/api/v1/orders/${made.id}/amendments`)
  assert.deepEqual(
    body.items.map((one: Seen) => [one.outcome, one.baseVersion, one.version]),
    [4, 3, 2, 1].map((from) => ['applied', from, from + 1]),
  )
})

test('A5-11 D1-6 what was raised, shipped in part and lowered is billed to the minor unit', async () => {
  await flow.stockedItem('AM-3', { DOCK: '20' }, '6')
  const made = await flow.order([
    { ...lineOf('AM-3', 3), unitPrice: '3.33', net: '9.99', tax: '2.00', requestedOn: '2026-01-01' },
  ])
  const asked = await flow.until(made.id, (one) => one.shipments.length === 1)
  const [shipment] = asked.shipments
  const [{ id: line }] = asked.fulfillmentLines
  await flow.ok(`/shipments/${shipment.id}/confirm`, {
    lines: [{ fulfillmentLineId: line, quantity: '1' }],
  })
  await flow.until(made.id, (one) => one.invoices.length === 1)
  const up = await amended(made.id, { lines: [{ lineNo: 1, quantity: '5' }] })
  assert.equal(up.lines[0].change, 'changed')
  await flow.lawful()
  assert.deepEqual(await refusedWith(made.id, { lines: [{ lineNo: 1, quantity: '0.5' }] }), [
    422,
    'amendment_refused',
    ['/lines/0/quantity has_left'],
  ])
  await amended(made.id, { lines: [{ lineNo: 1, quantity: '4' }] })
  await flow.lawful()
})

test('A5-8 everything that is wrong is told at once, and nothing changes', async () => {
  await flow.stockedItem('AM-4', { DOCK: '5' }, '6')
  const made = await flow.order([lineOf('AM-4', 2)])
  const before = await flow.read(made.id)
  assert.deepEqual(
    await refusedWith(made.id, {
      lines: [
        { lineNo: 7, quantity: '1' },
        { lineNo: 1, quantity: '-1' },
        { sku: 'NO-SUCH', quantity: '1', unitPrice: { amount: '1', currency: 'GBP' } },
        { quantity: '1' },
      ],
    }),
    [
      422,
      'amendment_refused',
      [
        '/lines/0/lineNo unknown_line',
        '/lines/3/sku required',
        '/lines/1/quantity bad_quantity',
        '/lines/3/unitPrice price_required',
      ],
    ],
  )
  assert.deepEqual(await refusedWith(made.id, { baseVersion: 3, lines: [{ lineNo: 1, quantity: '1' }] }), [
    409,
    'stale_base',
    ['/baseVersion stale_base'],
  ])
  assert.deepEqual(await refusedWith(made.id, { whole: true, lines: [] }), [
    422,
    'amendment_refused',
    ['/lines nothing_left'],
  ])
  const after = await flow.read(made.id)
  assert.deepEqual([after.version, after.total], [before.version, before.total])
})

test('O-39 another day re-schedules: nothing is given up, nothing is done again', async () => {
  await flow.stockedItem('AM-5', { DOCK: '5' }, '6')
  const made = await flow.order([lineOf('AM-5', 2)])
  const told = await amended(made.id, { requestedOn: '2031-05-05' })
  assert.deepEqual(
    [told.stock, told.promise.to, told.money.change.total.amount],
    [{ taken: [], freed: [] }, '2031-05-05', '0.00'],
  )
  assert.deepEqual([...new Set(told.tasks.map((one: Seen) => one.what))], ['keep'])
  await flow.lawful()
  const order = await flow.read(made.id)
  assert.deepEqual(
    order.fulfillmentLines.map((one: Seen) => [one.requestedOn, one.promisedOn]),
    [['2031-05-05', '2031-05-05']],
  )
})

test('P-33 a preview writes nothing, and its token does just that', async () => {
  await flow.stockedItem('AM-6', { DOCK: '5' }, '6')
  const made = await flow.order([lineOf('AM-6', 2)])
  const asked = { lines: [{ lineNo: 1, quantity: '4' }] }
  const first = await preview(made.id, asked)
  assert.equal(first.status, 200, first.bytes.toString())
  assert.equal((await gate('AM-6')).reserved, 2)
  const { token, ...told } = first.body
  assert.deepEqual((await preview(made.id, asked)).body, first.body)
  // Somebody else takes the goods meanwhile.
  await flow.order([lineOf('AM-6', 2)])
  assert.deepEqual((await refusedWith(made.id, { ...asked, token })).slice(0, 2), [409, 'stale_preview'])
  assert.equal((await gate('AM-6')).reserved, 4)
  const second = await preview(made.id, asked)
  const { token: anew, ...toldNow } = second.body
  assert.notDeepEqual(toldNow, told)
  assert.deepEqual(await amended(made.id, { ...asked, token: anew }), toldNow)
  await flow.lawful()
})

test('A5-2 O-60 O-61 a note and another order of the lines do nothing', async () => {
  await flow.stockedItem('AM-7', { DOCK: '5' }, '6')
  await flow.stockedItem('AM-8', { DOCK: '5' }, '6')
  const made = await flow.order([lineOf('AM-7', 1, { lineId: 'a' }), lineOf('AM-8', 1, { lineId: 'b' })])
  const stated = (lineId: string, sku: string) => ({
    lineId,
    sku,
    quantity: '1',
    unitPrice: { amount: '10.00', currency: 'GBP' },
  })
  const same = await amended(made.id, { whole: true, lines: [stated('b', 'AM-8'), stated('a', 'AM-7')] })
  assert.deepEqual([same.version, same.lines.map((one: Seen) => one.change)], [1, ['same', 'same']])
  const noted = await amended(made.id, {
    lines: [{ lineId: 'a', custom: { ring: 'twice' } }],
    customerReference: 'PO-9',
  })
  assert.deepEqual(
    [noted.lines.map((one: Seen) => one.change), noted.tasks.every((one: Seen) => one.what === 'keep')],
    [['noted'], true],
  )
  await flow.lawful()
})

const erp = (id: string, version: number, lines: object[], more: object = {}) => ({
  source: 'marketplace',
  externalId: id,
  version,
  customer: { account: 'GB-0001' },
  currency: 'GBP',
  shipTo: { country: 'GB' },
  requestedOn: LATER,
  lines,
  ...more,
})
const stated = (sku: string, quantity: number, more: object = {}) => ({
  lineId: sku,
  sku,
  quantity: `${quantity}`,
  unitPrice: { amount: '10.00', currency: 'GBP' },
  ...more,
})
const send = (body: object) => flow.server.request('POST', '/api/v1/orders', body)

test('O-54 O-55 O-56 O-58 an order that comes again in a newer version amends the one that runs, where its source may', async () => {
  await flow.stockedItem('AM-9', { DOCK: '50' }, '6')
  await flow.stockedItem('AM-10', { DOCK: '50' }, '6')
  const made = await send(erp('R-1', 1, [stated('AM-9', 2), stated('AM-10', 1)]))
  assert.equal(made.status, 201, made.bytes.toString())
  const { id } = made.body
  const no = await send(erp('R-1', 2, [stated('AM-9', 3)]))
  assert.deepEqual([no.status, no.body.code], [422, 'revision_not_available'])
  await flow.put('/source-systems', {
    code: 'marketplace',
    name: 'Marketplace',
    prePriced: true,
    createCustomers: true,
    amendable: true,
  })
  const third = erp('R-1', 3, [stated('AM-9', 3)])
  const done = await send(third)
  assert.deepEqual([done.status, done.body.change, done.body.id], [200, 'amended', id], done.bytes.toString())
  // What a version leaves out is removed.
  assert.deepEqual(wantedOf(await flow.read(id)), [
    [1, 2],
    [1, 1],
  ])
  assert.deepEqual([(await gate('AM-9')).reserved, (await gate('AM-10')).reserved], [3, 0])
  assert.equal((await send(third)).body.change, 'duplicate')
  const late = await send(erp('R-1', 2, [stated('AM-9', 9)]))
  assert.deepEqual([late.status, late.body.change], [200, 'skipped'])
  const other = await send(erp('R-1', 3, [stated('AM-9', 8)]))
  assert.deepEqual([other.status, other.body.code], [422, 'key_reused'])
  const wrong = await send(erp('R-1', 4, [stated('AM-9', 3)], { prepaid: true }))
  assert.deepEqual([wrong.status, wrong.body.code], [422, 'amendment_refused'], wrong.bytes.toString())
  const { body } = await flow.server.request('GET', `/api/v1/orders/${id}/amendments`)
  assert.deepEqual(
    body.items.map((one: Seen) => [one.outcome, one.sourceVersion]),
    [
      ['refused', 4],
      ['skipped', 2],
      ['applied', 3],
    ],
  )
  await flow.lawful()
})

test('O-59 A5-10 of fifty versions that come at once in any order the highest stands', async () => {
  await flow.stockedItem('AM-11', { DOCK: '500' }, '6')
  const made = await send(erp('R-2', 1, [stated('AM-11', 1)]))
  assert.equal(made.status, 201, made.bytes.toString())
  const versions = Array.from({ length: 50 }, (_, place) => place + 2)
  const shuffled = versions.toSorted((one, other) => ((one * 37) % 53) - ((other * 37) % 53))
  const answers = await Promise.all(
    shuffled.map((version) => send(erp('R-2', version, [stated('AM-11', version)]))),
  )
  for (const { status, bytes } of answers) assert.equal(status, 200, bytes.toString())
  const order = await flow.read(made.body.id)
  assert.equal(
    wantedOf(order).reduce((sum: number, [, quantity]: number[]) => sum + quantity!, 0),
    51,
  )
  assert.equal((await gate('AM-11')).reserved, 51)
  const changes = answers.map(({ body }) => body.change)
  assert.equal(
    changes.filter((one) => one === 'amended').length + changes.filter((one) => one === 'skipped').length,
    50,
  )
  await flow.lawful()
})
