import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays } from '../../src/platform/clock.ts'
import { Flow, type Seen } from '../support/flow.ts'

// A company with a clock of its own: Monday 2030-03-04, ten in the morning in London; DEPOT works from Monday to Friday.
const MONDAY = '2030-03-04'
const day = (number: number) => addDays(MONDAY, number)
let flow: Flow
before(async () => {
  flow = await Flow.open()
  await clockTo(`${MONDAY}T10:00:00Z`)
  await flow.put('/periods', { code: '2030-03', startsOn: '2030-03-01', endsOn: '2030-03-31' })
  await flow.put('/calendars', { code: 'WEEK', workingDays: [1, 2, 3, 4, 5], holidays: [] })
  for (const [code, rank] of [
    ['DEPOT', 200],
    ['ANNEX', 201],
  ] as const)
    await flow.put('/locations', { code, name: code, country: 'GB', rank, autoConfirm: false })
  await flow.put('/atp-rules', { code: 'ALL', name: 'What is there', mode: 'stock', assignments: [{}] })
})
after(() => flow.close())

async function clockTo(to: string): Promise<void> {
  const answer = await flow.server.request('PUT', '/api/v1/clock', { to })
  assert.ok(answer.status < 300, answer.bytes.toString())
}

async function item(sku: string, onHand = '0', itemClass = 'kitchen'): Promise<void> {
  await flow.put('/items', { sku, name: sku, itemClass, taxCode: 'standard' })
  if (onHand !== '0')
    await flow.ok('/stock/opening', [{ sku, location: 'DEPOT', quantity: onHand, unitCost: '1' }])
}

let announced = 0
const announce = (sku: string, quantity: string, dueOn: string, more: object = {}) =>
  flow.ok('/supply-orders', [
    { sku, quantity, dueOn, location: 'DEPOT', unitCost: '1', number: `S-${(announced += 1)}`, ...more },
  ])

/** The rule of an item. */
const rule = (sku: string, more: Record<string, unknown>) =>
  flow.put('/atp-rules', {
    code: `R-${sku}`,
    name: `Of ${sku}`,
    mode: 'stock',
    assignments: [{ sku }],
    ...more,
  })

async function asked(sku: string, quantity: string, more: object = {}): Promise<string[]> {
  const [outcome] = (await flow.ok('/promises', [{ lines: [{ sku, quantity, location: 'DEPOT', ...more }] }]))
    .outcomes
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome.answer.lines[0].promises.map(
    (one: Seen) => `${one.quantity} ${one.supply} ${one.promisedOn}`,
  )
}

/** What an order is promised; a question before it is answered the same. */
async function ordered(
  sku: string,
  quantity: string,
  more: object = {},
): Promise<{ parts: string[]; id: string }> {
  const answer = await asked(sku, quantity, more)
  const line = { sku, quantity, net: '10.00', tax: '2.00', location: 'DEPOT', ...more }
  const { id } = await flow.order([line])
  const parts = partsOf(await flow.read(id))
  assert.deepEqual(parts, answer)
  return { parts, id }
}

const partsOf = (order: Seen): string[] =>
  order.fulfillmentLines.map((one: Seen) => `${one.quantity} ${one.supply} ${one.promisedOn}`)

const read = async (sku: string, on = MONDAY): Promise<Seen> =>
  (await flow.server.request('GET', `/api/v1/availability?sku=${sku}&on=${on}`)).body

async function depot(sku: string, on = MONDAY): Promise<Seen> {
  const { locations } = await read(sku, on)
  return locations.find((one: Seen) => one.location === 'DEPOT')
}

/** What can be promised on each day of the table. */
async function table(sku: string): Promise<number[]> {
  const { steps } = await depot(sku)
  const on = (number: number) => steps.filter((step: Seen) => step.from <= day(number)).at(-1).available
  return [1, 2, 3, 4, 5, 6, 7, 8].map((number) => Number(on(number)))
}

test('A10-1 A10-2 the same item is there at once, after a lead time of working days, or when supply comes', async () => {
  await item('MODE')
  await announce('MODE', '5', day(10))
  assert.deepEqual((await ordered('MODE', '2')).parts, [`2 dated ${day(10)}`])
  await rule('MODE', { mode: 'lead_time', leadTime: { by: 'user_defined', days: 3 }, calendar: 'WEEK' })
  assert.deepEqual((await ordered('MODE', '9')).parts, [`9 dated ${day(3)}`])
  // Five working days after Monday, over the weekend.
  const total = { by: 'total', preProcessingDays: 1, processingDays: 3, postProcessingDays: 1 }
  await rule('MODE', { mode: 'lead_time', leadTime: total, calendar: 'WEEK' })
  assert.deepEqual((await ordered('MODE', '9')).parts, [`9 dated ${day(7)}`])
  assert.deepEqual((await ordered('MODE', '9', { requestedOn: day(9) })).parts, [`9 dated ${day(9)}`])
  assert.equal((await depot('MODE')).unlimitedFrom, day(7))
  await rule('MODE', { mode: 'infinite' })
  const { parts, id } = await ordered('MODE', '20000')
  assert.deepEqual(parts, [`20000 dated ${MONDAY}`])
  const [{ decision }] = (await flow.read(id)).fulfillmentLines
  assert.deepEqual([decision.reason, decision.atpRule, decision.atpRuleVersion], ['infinite', 'R-MODE', 3])
  const { unlimitedFrom, rule: answered, onHand } = await depot('MODE')
  assert.deepEqual([unlimitedFrom, onHand], [MONDAY, '0'])
  assert.deepEqual(answered, {
    code: 'R-MODE',
    name: 'Of MODE',
    version: 3,
    mode: 'infinite',
    because: 'item',
  })
  await flow.lawful()
})

test('A10-1 what is promised without stock waits for its goods, and has them when they come', async () => {
  await item('WAIT')
  await rule('WAIT', { mode: 'infinite' })
  const first = await ordered('WAIT', '4')
  const second = await ordered('WAIT', '3')
  assert.deepEqual([first.parts, second.parts], [[`4 dated ${MONDAY}`], [`3 dated ${MONDAY}`]])
  assert.deepEqual((await flow.read(first.id)).shipments, [])
  await flow.ok('/stock/receipts', [{ sku: 'WAIT', location: 'DEPOT', quantity: '6', unitCost: '1' }])
  assert.deepEqual(partsOf(await flow.read(first.id)), [`4 on_hand ${MONDAY}`])
  assert.deepEqual(partsOf(await flow.read(second.id)), [`3 dated ${MONDAY}`])
  // Two are left on hand: whoever they cover has them at once, more is promised and waits.
  assert.deepEqual((await ordered('WAIT', '5')).parts, [`5 dated ${MONDAY}`])
  const { onHand, reserved, demand } = await depot('WAIT')
  assert.deepEqual([onHand, reserved, demand], ['6', '4', '8'])
  await flow.lawful()
})

test('A10-3 the most particular rule answers; where none is for an item at a place nothing is promised of it', async () => {
  await item('PART', '10', 'particular')
  await item('OTHER', '10')
  const at = async (sku: string) => (await depot(sku)).rule
  const builtIn = (await at('PART')).because
  assert.equal(builtIn, 'everything')
  const named = { name: 'Particular', mode: 'infinite' }
  const add = (code: string, assignment: object) =>
    flow.put('/atp-rules', { ...named, code, assignments: [assignment] })
  const steps = [
    ['P-1', { location: 'DEPOT' }, 'location'],
    ['P-2', { itemClass: 'particular' }, 'class'],
    ['P-3', { itemClass: 'particular', location: 'DEPOT' }, 'class_and_location'],
    ['P-4', { sku: 'PART' }, 'item'],
    ['P-5', { sku: 'PART', location: 'DEPOT' }, 'item_and_location'],
  ] as const
  for (const [code, assignment, because] of steps) {
    assert.equal((await add(code, assignment)).change, 'created')
    assert.deepEqual(await at('PART'), { code, name: 'Particular', version: 1, mode: 'infinite', because })
  }
  assert.equal((await at('OTHER')).code, 'P-1')
  for (const [code, assignment] of steps)
    await flow.put('/atp-rules', { ...named, code, assignments: [assignment], active: false })
  assert.equal((await at('PART')).code, 'ALL')

  const all = { code: 'ALL', name: 'What is there', mode: 'stock' }
  await flow.put('/atp-rules', { ...all, assignments: [{ sku: 'OTHER' }, { location: 'ANNEX' }] })
  const line = { sku: 'PART', quantity: '1' }
  const [outcome] = (await flow.ok('/promises', [{ lines: [line, { ...line, location: 'DEPOT' }] }])).outcomes
  assert.deepEqual(
    outcome.problems.map((one: Seen) => `${one.path} ${one.code} ${one.message}`),
    ['/lines/1 no_atp_rule no ATP rule says what is available of it at DEPOT'],
  )
  await flow.put('/atp-rules', { ...all, assignments: [{ sku: 'OTHER' }] })
  const refused = await flow.post('/orders', {
    source: 'webshop',
    externalId: 'NO-RULE',
    customer: { account: 'GB-0001' },
    currency: 'GBP',
    shipTo: { country: 'GB' },
    lines: [{ sku: 'OTHER', quantity: '1' }, line],
  })
  assert.ok(JSON.stringify(refused.body).includes('no_atp_rule'), refused.bytes.toString())
  const view = await depot('PART')
  assert.deepEqual(view.rule, {
    code: null,
    name: null,
    version: null,
    mode: null,
    because: 'no_atp_rule',
  })
  assert.deepEqual([view.onHand, view.availableOn], ['10', '0'])
  await flow.put('/atp-rules', { ...all, assignments: [{}] })
  assert.deepEqual((await ordered('PART', '1')).parts, [`1 on_hand ${MONDAY}`])
})

test('A10-4 a kind of supply that does not count is promised to nobody', async () => {
  await item('KIND', '2')
  await announce('KIND', '5', day(2))
  await announce('KIND', '5', day(4), { kind: 'planned_order' })
  assert.deepEqual(await asked('KIND', '6', { allowSplit: false }), [`6 dated ${day(2)}`])
  await rule('KIND', { supplyKinds: ['on_hand', 'planned_order'] })
  assert.deepEqual(await asked('KIND', '6', { allowSplit: false }), [`6 dated ${day(4)}`])
  const { supplies } = await depot('KIND')
  assert.deepEqual(
    supplies.map((one: Seen) => [one.kind, one.counts]),
    [
      ['purchase_order', false],
      ['planned_order', true],
    ],
  )
  await rule('KIND', { supplyKinds: ['purchase_order'] })
  assert.deepEqual((await ordered('KIND', '1')).parts, [`1 dated ${day(2)}`])
  assert.equal((await depot('KIND', day(9))).availableOn, '4')
  await rule('KIND', { supplyKinds: ['on_hand'] })
  assert.deepEqual(await asked('KIND', '3', { allowSplit: false }), ['3 backorder null'])
  // What was promised already counts unless the rule says otherwise.
  await rule('KIND', { supplyKinds: ['purchase_order'], demandKinds: [] })
  assert.equal((await depot('KIND', day(9))).availableOn, '5')
})

test('D3 A10-5 A10-6 the rows of the reference table are what is available and what is promised', async () => {
  await item('TABLE')
  for (const [index, quantity] of ['6', '4', '2', '4', '8', '4', '4', '4'].entries())
    await announce('TABLE', quantity, day(index + 1))
  // Demand lies where it was asked for, since all of it was promised without a search.
  await rule('TABLE', { mode: 'infinite' })
  for (const [index, quantity] of ['6', '2', '3', '6', '6', '1', '2', '2'].entries())
    assert.deepEqual((await ordered('TABLE', quantity, { requestedOn: day(index + 1) })).parts, [
      `${quantity} dated ${day(index + 1)}`,
    ])
  const rows: [options: Record<string, unknown>, expected: number[]][] = [
    [{ backward: false, forward: false }, [0, 2, 0, 0, 2, 3, 2, 2]],
    [{ forward: false, accumulate: false }, [0, 0, 0, 0, 2, 3, 2, 2]],
    [{ backward: false }, [0, 2, 0, 0, 0, 2, 2, 2]],
    [{ forward: false }, [0, 0, 0, 0, 2, 5, 7, 9]],
    [{}, [0, 0, 0, 0, 1, 4, 6, 8]],
  ]
  const wanted = { requestedOn: day(2), allowSplit: false }
  const firsts = [
    `2 dated ${day(2)}`,
    `2 dated ${day(5)}`,
    `2 dated ${day(2)}`,
    `2 dated ${day(5)}`,
    `2 dated ${day(6)}`,
  ]
  for (const [place, [options, expected]] of rows.entries()) {
    await rule('TABLE', options)
    assert.deepEqual(await table('TABLE'), expected, JSON.stringify(options))
    assert.deepEqual(await asked('TABLE', '2', wanted), [firsts[place]], JSON.stringify(options))
  }
  await rule('TABLE', { forward: false })
  assert.deepEqual(await asked('TABLE', '9', { allowSplit: false }), [`9 dated ${day(8)}`])
  assert.deepEqual((await ordered('TABLE', '3', { requestedOn: day(7), allowSplit: false })).parts, [
    `3 dated ${day(7)}`,
  ])
  assert.deepEqual(await table('TABLE'), [0, 0, 0, 0, 2, 4, 4, 6])
  await flow.lawful()
})

test('A10-5 A10-7 a window ends what goods serve, and from the fence on anything is available', async () => {
  await item('FENCE', '5')
  await rule('FENCE', { accumulationDays: 2 })
  assert.deepEqual(await asked('FENCE', '5', { requestedOn: day(2) }), [`5 on_hand ${day(2)}`])
  assert.deepEqual(await asked('FENCE', '5', { requestedOn: day(3) }), ['5 backorder null'])
  await rule('FENCE', { infiniteFence: { by: 'user_defined', days: 6 } })
  assert.equal((await depot('FENCE')).unlimitedFrom, day(6))
  const whole = { allowSplit: false }
  assert.deepEqual(await asked('FENCE', '9', { requestedOn: day(5), ...whole }), [`9 dated ${day(6)}`])
  assert.deepEqual(await asked('FENCE', '9', { requestedOn: day(6), ...whole }), [`9 dated ${day(6)}`])
  assert.deepEqual(await asked('FENCE', '5', { requestedOn: day(5), ...whole }), [`5 on_hand ${day(5)}`])
  const total = { by: 'total', processingDays: 5 }
  await rule('FENCE', { infiniteFence: { by: 'total_lead_time' }, leadTime: total, calendar: 'WEEK' })
  assert.deepEqual((await ordered('FENCE', '9', whole)).parts, [`9 dated ${day(7)}`])
})
