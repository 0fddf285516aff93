import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { decodeId } from '../../src/platform/public-id.ts'
import { Flow, type Seen } from '../support/flow.ts'

// What is done for lines goes with them: cancelled, returned, covered by others.
let flow: Flow
const goods = {
  kind: 'deliver',
  key: 'string(part.lineNo)',
  tasks: [
    { kind: 'reserve', when: 'part.supply != "on_hand"' },
    { kind: 'release', when: '!part.autoConfirm' },
    { kind: 'ship' },
    { kind: 'invoice' },
  ],
}
const perform = { kind: 'perform', key: '"all"', tasks: [{ kind: 'ship' }, { kind: 'invoice' }] }
const doing = (kind: string, key = 'string(line.lineNo)') => ({
  kind,
  key,
  tasks: [{ kind: 'work', name: kind, title: kind }],
})
const pattern = (code: string, body: object) => flow.put('/patterns', { code, components: [goods], ...body })
const item = async (sku: string, onHand: string, of: string) => {
  await flow.stockedItem(sku, onHand === '0' ? {} : { PORT: onHand }, '4')
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard', pattern: of })
}
const line = (sku: string, quantity = '1') => ({ sku, quantity, net: '10.00', tax: '2.00' })
const works = (seen: Seen): Seen[] => seen.plan.tasks.filter((task: Seen) => task.kind === 'work')
const listed = async (id: string): Promise<Seen[]> =>
  (await flow.server.request('GET', `/api/v1/worklist?order=${id}`)).body.rows

before(async () => {
  flow = await Flow.open()
  await pattern('fitted', { lineComponents: [doing('fit')], dependencies: [{ from: 'deliver', to: 'fit' }] })
  await pattern('together', { lineComponents: [doing('fit', '"all"')] })
})
after(() => flow.close())

test('O-72 with a line that came back whole goes what was to be done for it; of one that came back in part it stays', async () => {
  await item('WOL-1', '9', 'fitted')
  const made = await flow.order([line('WOL-1', '2'), line('WOL-1', '1')])
  const { id } = made
  await flow.until(
    id,
    (seen) => works(seen).every(({ state }) => state === 'ready') && seen.invoices.length > 0,
  )
  const back = (lineNo: number) =>
    flow.ok('/returns', { orderId: id, reason: 'It is not wanted.', lines: [{ lineNo, quantity: '1' }] })
  await back(1)
  assert.equal((await listed(id)).length, 2)
  await back(2)
  await back(1)
  assert.deepEqual(
    works(await flow.read(id)).map(({ state }) => state),
    ['skipped', 'skipped'],
  )
  assert.deepEqual(await listed(id), [])
  await flow.lawful()
  // Nothing of it is left to do: it is open no more, though nobody ever came to fit it.
  await flow.until(id, (seen) => seen.state === 'completed')
  await flow.lawful()
})

test('O-72 work that is done for several lines is done for those that are left when one is cancelled', async () => {
  await item('WOL-2', '0', 'together')
  const { id } = await flow.order([line('WOL-2'), line('WOL-2'), line('WOL-2')])
  const cancel = (lineNo: number) =>
    flow.ok(`/orders/${id}/cancel`, { reason: 'No more.', lines: [{ lineNo }] })
  await cancel(2)
  const [row] = await listed(id)
  assert.deepEqual([row.lineNos, row.state], [[1, 3], 'received'])
  const { plan } = await flow.read(id)
  const component = plan.components.find(({ kind }: Seen) => kind === 'fit')
  assert.deepEqual(component.lineNos, [1, 3])
  await flow.lawful()
  await cancel(1)
  assert.deepEqual((await listed(id))[0].lineNos, [3])
  await cancel(3)
  assert.deepEqual(await listed(id), [])
  await flow.lawful()
})

test('O-28 what is done for a line that goes with another waits for the goods of that', async () => {
  await item('WOL-3', '0', 'goods')
  await flow.put('/prices', {
    list: 'RETAIL',
    sku: 'WOL-3',
    validFrom: '2020-01-01',
    unitPrice: { amount: '50.00', currency: 'GBP' },
  })
  await pattern('registered', {
    components: [perform],
    lineComponents: [doing('register')],
    dependencies: [{ from: 'perform', to: 'register' }],
  })
  const cover = (sku: string, of: string) =>
    flow.put('/items', {
      sku,
      name: sku,
      kind: 'coverage',
      itemClass: 'service',
      taxCode: 'standard',
      coverage: { percent: '10', basis: 'net', period: 'year' },
      pattern: of,
    })
  await cover('WOL-CARE', 'registered')
  const sell = (sku: string) =>
    flow.sell(
      [
        { sku: 'WOL-3', quantity: '1', lineId: 'a' },
        { sku, quantity: '1', covers: { lineId: 'a', duration: '1' } },
      ],
      { freight: { amount: '0.00', currency: 'GBP' } },
    )
  const { id } = await sell('WOL-CARE')
  assert.deepEqual(
    works(await flow.read(id)).map(({ state }) => state),
    ['waiting'],
  )
  assert.deepEqual(await listed(id), [])
  await flow.lawful()
  await flow.receive('WOL-3', '1')
  const due = await flow.until(id, (seen) => works(seen)[0]!.state === 'ready')
  assert.ok(due.fulfillmentLines.every(({ shipped }: Seen) => shipped === '1'))
  await flow.lawful()
})

test('O-28 an order whose plan would wait for itself stands failed with the way round, and takes nothing from others of its batch', async () => {
  // Goods that wait for the check of what covers them, which waits for what is covered: no pattern waits for itself.
  await pattern('checked', {
    components: [perform],
    lineComponents: [doing('check')],
    dependencies: [{ from: 'perform', to: 'check' }],
  })
  await pattern('unchecked', { dependencies: [] })
  await pattern('waits_for_checks', {
    dependencies: [{ from: 'check', to: 'deliver', fromPattern: 'checked', items: 'all' }],
  })
  await item('WOL-4', '3', 'waits_for_checks')
  await flow.put('/prices', {
    list: 'RETAIL',
    sku: 'WOL-4',
    validFrom: '2020-01-01',
    unitPrice: { amount: '50.00', currency: 'GBP' },
  })
  await flow.put('/items', {
    sku: 'WOL-CHECK',
    name: 'Check',
    kind: 'coverage',
    itemClass: 'service',
    taxCode: 'standard',
    coverage: { percent: '10', basis: 'net', period: 'year' },
    pattern: 'checked',
  })
  const covered = [
    { sku: 'WOL-4', quantity: '1', lineId: 'a' },
    { sku: 'WOL-CHECK', quantity: '1', covers: { lineId: 'a', duration: '1' } },
  ]
  const alone = [{ sku: 'WOL-4', quantity: '1' }]
  const made = await Promise.all(
    [covered, alone, covered, alone, alone, alone].map((lines) => flow.sell(lines)),
  )
  assert.deepEqual(
    made.map(({ state }) => state),
    ['failed', 'in_progress', 'failed', 'in_progress', 'in_progress', 'in_progress'],
  )
  const [problem] = made[0].problems
  assert.deepEqual([problem.path, problem.code], ['', 'plan_cycle'])
  assert.match(
    problem.message,
    /waits_for_checks\/deliver → checked\/check|checked\/check → waits_for_checks\/deliver/,
  )
  // Three were there, and three of four who can be served have them.
  const supplies = await Promise.all(
    made.map(async ({ id }) => (await flow.read(id)).fulfillmentLines.map(({ supply }: Seen) => supply)),
  )
  assert.deepEqual(supplies.flat().toSorted(), ['backorder', 'on_hand', 'on_hand', 'on_hand'])
  await flow.lawful()
})

test('C12-7 what people told of work for orders of a person is erased with the person; how it ended stays', async () => {
  await item('WOL-5', '9', 'together')
  const sold = async (account: string) => {
    const made = await flow.order([line('WOL-5')], {
      customer: { account, create: { name: 'Zelda Quill', email: 'zelda@example.org' } },
    })
    const [work] = works(await flow.read(made.id))
    const note = 'Zelda Quill showed the socket.'
    await flow.ok(`/orders/${made.id}/tasks/${work.id}/complete`, {
      status: 'done',
      note,
      data: { by: 'Zelda Quill' },
    })
    return made.id
  }
  const id = await sold('WOL-P1')
  const other = await sold('WOL-P2')
  const told = async (of: string) => JSON.stringify(await flow.read(of)).includes('showed the socket')
  assert.deepEqual([await told(id), await told(other)], [true, true])
  const erase = () =>
    flow.server.request('PUT', '/api/v1/customers/WOL-P1/erasure', { reason: 'asked by letter', force: true })
  const first = await erase()
  assert.deepEqual([first.status, first.body.change], [200, 'erased'])
  assert.deepEqual([await told(id), await told(other)], [false, true])
  const [work] = works(await flow.read(id))
  assert.deepEqual([work.state, work.output], ['completed', { status: 'done' }])
  const rows = await flow.server.database.sql<{ all: string }>(
    `select (select string_agg(k::text, '') from orchestration.work k where k.order_id = $1)
       || (select string_agg(t::text, '') from orchestration.task t where t.order_id = $1)
       || (select string_agg(h::text, '') from orders.history h where h.order_id = $1) as all`,
    [decodeId('ord', id)],
  )
  assert.doesNotMatch(rows[0]!.all, /Zelda|socket/)
  assert.equal((await erase()).body.change, 'unchanged')
  await flow.lawful()
})

test('O-43 work that is given back while its order is held is stopped itself, and what was stopped behind it in its stead is not any more', async () => {
  const [first] = doing('fit', '"all"').tasks
  await pattern('in_turn', {
    lineComponents: [{ kind: 'fit', key: '"all"', tasks: [first, { ...first, name: 'test' }] }],
  })
  await item('WOL-6', '5', 'in_turn')
  const { id } = await flow.order([line('WOL-6')])
  const act = (name: string, what: string, body?: object) =>
    flow
      .read(id)
      .then((seen) => works(seen).find((one) => one.name === name))
      .then(({ id: taskId }) => flow.ok(`/orders/${id}/tasks/${taskId}/${what}`, body))
  await act('fit', 'take')
  const hold = await flow.ok(`/orders/${id}/holds`, { code: 'manual', reason: 'Stop.' })
  await flow.lawful()
  await act('fit', 'give-back')
  await flow.lawful()
  await flow.ok(`/orders/${id}/holds/${hold.id}/release`, { reason: 'Go.' })
  await flow.lawful()
  await act('fit', 'complete', { status: 'done' })
  await act('test', 'complete', { status: 'done' })
  await flow.lawful()
})
