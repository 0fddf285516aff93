import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

const save = (body: object) => flow.server.request('PUT', '/api/v1/patterns', body)
const listed = async (code: string): Promise<Seen[]> =>
  (await flow.server.request('GET', '/api/v1/patterns?limit=500')).body.patterns.filter(
    (one: Seen) => one.code === code,
  )
const perform = (key: string, more: object = {}) => ({
  kind: 'perform',
  key,
  tasks: [{ kind: 'ship' }, { kind: 'invoice' }],
  ...more,
})
const goodsTasks = [
  { kind: 'reserve', when: 'part.supply != "on_hand"' },
  { kind: 'release', when: '!part.autoConfirm' },
  { kind: 'ship' },
  { kind: 'invoice' },
]
/** Components of an order beside the one that settles it. */
const components = async (id: string): Promise<Seen[]> =>
  (await flow.read(id)).plan.components.filter((one: Seen) => one.kind !== 'settle')

test('O-26 the key of a pattern says which parts share a component: one an order, one a line, one a day, however many', async () => {
  const days = ['01', '02', '03', '04', '05', '06', '07'].map((day) => `2099-06-${day}`)
  const lines = [...days, days[0]!].map((requestedOn) => ({
    sku: 'SRV-ASSEMBLY',
    quantity: '1',
    requestedOn,
  }))
  const drawn = async (key: string) => {
    await flow.put('/patterns', { code: 'service', components: [perform(key)] })
    return components((await flow.sell(lines)).id)
  }
  const ofOrder = await drawn('"all"')
  assert.equal(ofOrder.length, 1)
  assert.equal(ofOrder[0].lines.length, lines.length)
  assert.equal((await drawn('string(part.lineNo)')).length, lines.length)
  assert.equal((await drawn('part.promisedOn')).length, days.length)
  // A key that faults shares with nobody; no order is lost by it.
  assert.equal((await drawn('string(1 / (part.lineNo - part.lineNo))')).length, lines.length)
  await flow.lawful()
})

test('what shares a component leaves on its last day, from one place, and what waits for goods waits alone', async () => {
  await flow.put('/patterns', {
    code: 'goods',
    components: [
      { kind: 'export', when: 'order.country != "GB"', key: '"all"', tasks: goodsTasks },
      { kind: 'parcel', key: '"all"', tasks: goodsTasks },
    ],
  })
  const requestedOn = '2099-05-04'
  const free = { net: '0.00', tax: '0.00' }
  const later = { sku: 'KIT-102', quantity: '1', requestedOn, ...free }
  const home = await flow.order([
    { sku: 'KIT-101', quantity: '1', ...free },
    later,
    { sku: 'KIT-103', quantity: '900000', allowSplit: false, ...free },
  ])
  const parts = await components(home.id)
  assert.deepEqual(parts.map((one) => [one.kind, one.lines.length]).toSorted(), [
    ['parcel', 1],
    ['parcel', 2],
  ])
  const order = await flow.read(home.id)
  const together = parts.find((one) => one.lines.length === 2)
  const first = order.plan.tasks.find((task: Seen) => task.componentId === together.id)
  // The day begins where the company is.
  assert.match(first.startAt, /^2099-05-0[34]/)

  const abroad = await flow.sell([{ sku: 'KIT-101', quantity: '1' }], { shipTo: { country: 'IE' } })
  assert.deepEqual(
    (await components(abroad.id)).map((one) => one.kind),
    ['export'],
  )
  await flow.until(abroad.id, (one) => one.invoices.length > 0)
  await flow.lawful()
})

test('a plan that runs keeps the version it was drawn by, a new order takes the newest active one', async () => {
  await flow.put('/patterns', { code: 'charge', components: [perform('"first"')] })
  await flow.put('/items', { sku: 'FEE-1', name: 'Fee', itemClass: 'fees', kind: 'charge' })
  await flow.put('/patterns', { code: 'fees', components: [perform('"a"')] })
  await flow.put('/items', { sku: 'FEE-1', name: 'Fee', itemClass: 'fees', kind: 'charge', pattern: 'fees' })
  const order = () =>
    flow.order([{ sku: 'FEE-1', quantity: '1', net: '5.00', tax: '1.00' }], { requestedOn: '2099-01-01' })
  const drawnBy = async (id: string) => (await components(id)).map((one) => [one.modelVersion, one.key])
  const old = await order()
  assert.deepEqual(await drawnBy(old.id), [[1, 'a']])

  assert.equal((await save({ code: 'fees', components: [perform('"b"')] })).body.change, 'changed')
  const again = await save({ code: 'fees', version: 2, components: [perform('"b"')] })
  assert.equal(again.body.change, 'unchanged')
  await save({ code: 'fees', version: 2, components: [perform('"c"')], active: false })
  assert.deepEqual(
    (await listed('fees')).map((one) => [one.version, one.components[0].key, one.active]),
    [
      [1, '"a"', true],
      [2, '"b"', true],
      [3, '"c"', false],
    ],
  )
  assert.deepEqual(await drawnBy((await order()).id), [[2, 'b']])
  assert.deepEqual(await drawnBy(old.id), [[1, 'a']])
  const late = await save({ code: 'fees', version: 2, components: [perform('"d"')] })
  assert.deepEqual(
    late.body.errors.map((one: Seen) => [one.path, one.code]),
    [['/version', 'not_the_newest']],
  )
})

test('a pattern is refused with everything that is wrong with it, also if it would leave some part standing still', async () => {
  const refused = async (components: unknown[]) => {
    const answer = await save({ code: 'wrong', components })
    assert.equal(answer.status, 422, answer.bytes.toString())
    return answer.body.errors.map((one: Seen) => `${one.path} ${one.code}`)
  }
  assert.deepEqual(await refused([]), ['/components no_component'])
  assert.deepEqual(
    await refused([
      perform('part.price'),
      perform('part.lineNo', { when: 'part.location' }),
      {
        kind: 'settle',
        key: '"x"',
        when: 'true',
        tasks: [
          { kind: 'invoice', when: 'true' },
          { kind: 'pack' },
          { kind: 'reserve' },
          { kind: 'reserve' },
        ],
      },
      perform('"last"', { kind: 'none', tasks: [] }),
    ]),
    [
      '/components/0/when unreachable',
      '/components/1/kind duplicate_component',
      '/components/2/kind duplicate_component',
      '/components/2/tasks/0/when always_needed',
      '/components/2/tasks/1/kind unknown_task_kind',
      '/components/2/tasks/2/kind task_order',
      '/components/2/tasks/3/kind duplicate_task',
      '/components/2/tasks task_missing',
      '/components/3/tasks task_missing',
      '/components/3/tasks task_missing',
      '/components/0/key rule_type',
      '/components/1/when rule_result',
      '/components/1/key rule_result',
    ],
  )
  // Sound as it is written, but goods would wait for what nobody says.
  const tried = (tasks: object[]) => refused([{ kind: 'ship', key: '"x"', tasks }])
  const end = [{ kind: 'ship' }, { kind: 'invoice' }]
  assert.deepEqual(
    await tried([{ kind: 'reserve' }, { kind: 'release', when: '!part.autoConfirm' }, ...end]),
    ['/components/0/tasks/0/when task_in_vain'],
  )
  assert.deepEqual(await tried([{ kind: 'reserve', when: 'part.supply == "backorder"' }, ...end]), [
    '/components/0/tasks task_missing',
    '/components/0/tasks/0/when task_missing',
  ])
  assert.deepEqual(
    await tried([{ kind: 'reserve', when: 'part.location != ""' }, { kind: 'release' }, ...end]),
    ['/components/0/tasks/0/when rule_type'],
  )
})

test('goods that ask for a pattern that is not for goods make the order failed, and nothing is lost', async () => {
  await flow.put('/patterns', { code: 'by-hand', components: [perform('"all"')] })
  await flow.put('/items', {
    sku: 'ODD-1',
    name: 'Odd',
    itemClass: 'odds',
    kind: 'goods',
    pattern: 'by-hand',
  })
  const made = await flow.sell([{ sku: 'ODD-1', quantity: '1' }])
  assert.equal(made.state, 'failed')
  const problem = made.problems.find((one: Seen) => one.code === 'pattern_not_found')
  assert.deepEqual([problem.path, problem.message.endsWith('or is not for goods')], ['/lines/0/sku', true])
})

test('a pattern that stands and no longer compiles is none: its orders fail and say so, and go by no other one', async () => {
  const { sql } = flow.server.database
  await flow.put('/patterns', { code: 'service', components: [perform('"all"')] })
  await sql(
    `update orchestration.pattern set body = jsonb_set(body, '{components,0,key}', '"bygone()"') where code = 'service'`,
  )
  await flow.put('/lookup-values', { lookup: 'turns', key: 'pattern', value: 'changed' })
  const made = await flow.sell([{ sku: 'SRV-ASSEMBLY', quantity: '1' }])
  assert.deepEqual([made.state, made.problems[0].code], ['failed', 'pattern_not_found'])
  await flow.put('/patterns', { code: 'service', components: [perform('"one"')] })
  assert.equal((await flow.sell([{ sku: 'SRV-ASSEMBLY', quantity: '1' }])).state, 'in_progress')
})
