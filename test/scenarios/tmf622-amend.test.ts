import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { decodeId } from '../../src/platform/public-id.ts'
import type { Seen } from '../support/flow.ts'
import { crmOrder, TmfDesk } from '../support/tmf-desk.ts'

// A product order that runs is changed by a patch: an amendment as any other, where the source may amend its orders.
let desk: TmfDesk
before(async () => {
  desk = await TmfDesk.at()
  await desk.put('/source-systems', { code: 'tmf622', name: 'CRM', amendable: true })
  for (const sku of ['TA-1', 'TA-2', 'TA-3']) await desk.slowItem(sku)
})
after(() => desk.close())

const item = (id: string, sku: string, quantity: number) => ({
  id,
  action: 'add',
  quantity,
  productOffering: { id: sku },
})
const placed = (...items: object[]) =>
  desk.taken('POST', '/productOrder', { ...crmOrder(), productOrderItem: items })
const patch = (id: string, body: object) => desk.tmf('PATCH', `/productOrder/${id}`, body)
const itemsOf = ({ productOrderItem }: Seen) =>
  productOrderItem.map((one: Seen) => [one.id, one.quantity, one.state])
/** What became of the bodies that came for an order, in the order in which they came. */
async function outcomesOf(id: string): Promise<string[]> {
  const rows = await desk.server.db.sql<{ outcome: string }>(
    'select outcome from channels.intake where order_id = $1 order by id',
    [decodeId('ord', id)],
  )
  return rows.map(({ outcome }) => outcome)
}

test('A5-10 O-54 O-105 a patch of an agreed product order amends it: what is told, and what is done, is what it says', async () => {
  const order = await placed(item('a', 'TA-1', 2), item('b', 'TA-2', 1))
  const change = {
    description: 'One more, and another',
    productOrderItem: [item('a', 'TA-1', 3), item('c', 'TA-3', 1)],
  }
  const now = await patch(order.id, change)
  assert.equal(now.status, 200, now.bytes.toString())
  assert.deepEqual(itemsOf(now.body), [
    ['a', 3, 'inProgress'],
    ['c', 1, 'inProgress'],
    ['b', 1, 'cancelled'],
  ])
  assert.deepEqual([now.body.description, now.body.state], ['One more, and another', 'inProgress'])
  const seen = await desk.read(order.id)
  assert.equal(seen.version, 2)
  const open = seen.fulfillmentLines
    .map((part: Seen) => [part.lineNo, Number(part.quantity) - Number(part.cancelled)])
    .filter(([, quantity]: number[]) => quantity! > 0)
  assert.deepEqual(open, [
    [1, 2],
    [1, 1],
    [3, 1],
  ])
  const { items } = (await desk.server.request('GET', `/api/v1/orders/${order.id}/amendments`)).body
  assert.deepEqual(
    items.map(({ outcome, version }: Seen) => [outcome, version]),
    [['applied', 2]],
  )
  // Sent again, and sent back as it was told, it changes nothing.
  assert.deepEqual((await patch(order.id, change)).body, now.body)
  assert.equal((await patch(order.id, now.body)).status, 200)
  assert.equal((await desk.read(order.id)).version, 2)
  await desk.lawful()
})

test('O-59 O-105 what may not be amended is refused with its place, told and done as it was, and kept as refused', async () => {
  const order = await placed(item('a', 'TA-1', 2))
  const other = await patch(order.id, {
    billingAccount: { id: 'GB-0002', '@referredType': 'BillingAccount' },
    productOrderItem: [item('a', 'TA-1', 5)],
  })
  assert.deepEqual(
    [other.status, other.body.code, other.body.errors.map((one: Seen) => [one.path, one.code])],
    [422, 'amendment_refused', [['/billingAccount/id', 'fixed']]],
    other.bytes.toString(),
  )
  const unknown = await patch(order.id, { productOrderItem: [item('a', 'NO-SUCH', 2), item('b', 'TA-2', 0)] })
  assert.ok([400, 422].includes(unknown.status), unknown.bytes.toString())
  assert.ok(unknown.body.errors.some((one: Seen) => one.path.startsWith('/productOrderItem/')))
  const nothing = await patch(order.id, {
    productOrderItem: [item('a', 'TA-1', 2), { id: 'x', action: 'add' }],
  })
  assert.deepEqual([nothing.status, nothing.body.code], [400, 'invalid_product_order'])
  const told = await desk.taken('GET', `/productOrder/${order.id}`)
  assert.deepEqual(itemsOf(told), [['a', 2, 'inProgress']])
  assert.deepEqual(told.relatedParty, order.relatedParty)
  assert.equal(told.billingAccount?.id, order.billingAccount?.id)
  assert.equal((await desk.read(order.id)).version, 1)
  // What cannot be understood never became a version.
  assert.deepEqual(await outcomesOf(order.id), ['accepted', 'refused'])
})

test('O-105 of two patches at once one is done, and the other one refused or done after it', async () => {
  for (let round = 0; round < 5; round += 1) {
    const order = await placed(item('a', 'TA-1', 1))
    const answers = await Promise.all(
      [2, 3].map((quantity) => patch(order.id, { productOrderItem: [item('a', 'TA-1', quantity)] })),
    )
    const done = answers.filter(({ status }) => status === 200)
    assert.ok(done.length > 0, answers.map(({ bytes }) => bytes.toString()).join('\n'))
    for (const { status } of answers)
      assert.ok(status === 200 || status === 409 || status === 422, String(status))
    const told = await desk.taken('GET', `/productOrder/${order.id}`)
    const { fulfillmentLines } = await desk.read(order.id)
    const wanted = fulfillmentLines.reduce(
      (sum: number, part: Seen) => sum + Number(part.quantity) - Number(part.cancelled),
      0,
    )
    assert.equal(told.productOrderItem[0].quantity, wanted)
    assert.ok(wanted === 2 || wanted === 3)
  }
  await desk.lawful()
})

test('O-105 an order that was amended otherwise is told so: what is wanted by now, and what was taken out', async () => {
  const order = await placed(item('a', 'TA-1', 4), item('b', 'TA-2', 1))
  await desk.ok(`/orders/${order.id}/amendments`, {
    lines: [
      { lineNo: 1, quantity: '3' },
      { lineNo: 2, remove: true },
    ],
  })
  assert.deepEqual(itemsOf(await desk.taken('GET', `/productOrder/${order.id}`)), [
    ['a', 3, 'inProgress'],
    ['b', 1, 'cancelled'],
  ])
})

test('O-83 a line that failed marks the bundle that it is in, and is found by who looks for it; the others go on', async () => {
  const statuses = [
    { code: 'fitted', to: 'next' },
    { code: 'no_access', to: 'fallout' },
  ]
  await desk.put('/patterns', {
    code: 'fit',
    components: [
      { kind: 'ship', key: 'string(part.lineNo)', tasks: [{ kind: 'ship' }, { kind: 'invoice' }] },
    ],
    lineComponents: [
      {
        kind: 'fit',
        key: 'string(line.lineNo)',
        tasks: [{ kind: 'work', name: 'fit', title: 'Fit', statuses }],
      },
    ],
    dependencies: [{ from: 'fit', to: 'ship', items: 'same' }],
  })
  for (const sku of ['TA-TV', 'TA-NET']) {
    const service = { kind: 'service', itemClass: 'kitchen', taxCode: 'standard', pattern: 'fit' }
    await desk.put('/items', { sku, name: sku, ...service })
    await desk.priced(sku)
  }
  const order = await desk.taken('POST', '/productOrder', {
    ...crmOrder(),
    productOrderItem: [
      { id: 'home', action: 'noChange', productOrderItem: [item('tv', 'TA-TV', 1)] },
      item('net', 'TA-NET', 1),
    ],
  })
  const worksOf = (seen: Seen): Seen[] => seen.plan.tasks.filter(({ kind }: Seen) => kind === 'work')
  const ready = await desk.until(order.id, (seen) => worksOf(seen).every(({ state }) => state === 'ready'))
  const lineOf = (task: Seen) =>
    ready.plan.components.find(({ id }: Seen) => id === task.componentId).lineNos[0] as number
  for (const task of worksOf(ready)) {
    const status = lineOf(task) === 1 ? 'no_access' : 'fitted'
    await desk.ok(`/orders/${order.id}/tasks/${task.id}/complete`, { status })
  }
  await desk.until(order.id, (seen) => seen.invoices.length === 1)
  const { state, productOrderItem } = await desk.taken('GET', `/productOrder/${order.id}`)
  const [home, net] = productOrderItem
  assert.deepEqual(
    [state, home.state, home.productOrderItem[0].state, net.state],
    ['held', 'held', 'held', 'completed'],
  )
  const { causes } = (await desk.server.request('GET', '/api/v1/fallout')).body
  const { rows } = (await desk.server.request('GET', `/api/v1/fallout/tasks?cause=${causes[0].cause}`)).body
  assert.deepEqual(
    rows.map(({ number, lineNos }: Seen) => [number, lineNos]),
    [[(await desk.read(order.id)).number, [1]]],
  )
})
