import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
const gbp = (amount: string) => ({ amount, currency: 'GBP' })
const noFreight = { freight: gbp('0.00') }

/** A rack: a charge for the model itself, parts that are picked, and rules between them. */
const RACK = {
  code: 'RACK',
  version: 1,
  sku: 'RACK',
  name: 'Rack',
  state: 'published',
  validFrom: '2020-01-01',
  groups: [
    {
      code: 'FRAME',
      min: 1,
      max: 1,
      options: [
        { code: 'LOW', sku: 'R-LOW' },
        { code: 'HIGH', sku: 'R-HIGH' },
      ],
    },
    {
      code: 'FIXED',
      options: [{ code: 'SCREWS', sku: 'R-SCREW', included: true, quantity: { min: 4, max: 4 } }],
    },
    { code: 'EXTRA', options: [{ code: 'DOOR', sku: 'R-DOOR' }, { code: 'LAMP' }] },
  ],
  rules: [{ kind: 'excludes', code: 'NO_DOOR', text: 'a low rack has no door', a: 'LOW', b: 'DOOR' }],
}

before(async () => {
  flow = await Flow.open()
  const item = async (sku: string, price: string, kind: string) => {
    await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', kind, taxCode: 'none' })
    await flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp(price) })
  }
  await item('RACK', '10.71', 'service')
  await item('FLAT', '50.00', 'service')
  await item('R-LOW', '5.66', 'service')
  await item('R-HIGH', '7.004', 'service')
  await item('R-SCREW', '0', 'service')
  await item('R-DOOR', '3.00', 'service')
  await flow.put('/configuration-models', RACK)
})
after(() => flow.close())

const send = (method: string, path: string, body?: object, headers: object = {}) =>
  flow.server.request(method, `/api/v1${path}`, body, { 'idempotency-key': `c-${(made += 1)}`, ...headers })
let made = 0
const check = (choices: object[], more: object = {}): Promise<Seen> =>
  flow.ok('/configurations/check', { model: 'RACK', choices, ...more })
const lineOf = (sku: string, quantity: string, choices: object[]) => ({
  sku,
  quantity,
  configuration: { choices },
})

test('A8-4 A8-6 each choice is answered with states, reasons, what is missing, a price and a date', async () => {
  const empty = await check([], { offer: { currency: 'GBP' } })
  assert.deepEqual([empty.valid, empty.complete, empty.missing[0].code], [true, false, 'FRAME'])
  const low = await check([{ option: 'LOW' }], {
    explain: ['DOOR'],
    offer: { currency: 'GBP', quantity: '2' },
  })
  assert.deepEqual(
    low.options.map((one: Seen) => [one.code, one.state, one.quantity]),
    [
      ['LOW', 'chosen', 1],
      ['HIGH', 'excluded', 0],
      ['SCREWS', 'forced', 4],
      ['DOOR', 'excluded', 0],
      ['LAMP', 'open', 0],
    ],
  )
  assert.deepEqual([low.valid, low.complete, low.offer.price.net.amount], [true, true, '32.74'])
  assert.match(low.offer.on, /^\d{4}-/)
  const [door] = low.explanations
  assert.deepEqual([door.because.constraints[0].text, door.waysOut], ['a low rack has no door', [[0]]])
  const both = await check([{ option: 'LOW' }, { option: 'DOOR' }])
  assert.deepEqual([both.valid, both.complete], [false, false])
  assert.deepEqual(
    both.contradictions.map((one: Seen) => [one.choice, one.because.choices, one.waysOut]),
    [[1, [0, 1], [[0], [1]]]],
  )
})

test('A8-11 A8-8 a configured line brings its parts as lines, and its price is the sum of theirs: 10.71 + 5.66 = 16.37', async () => {
  const order = await flow.sell([lineOf('RACK', '1', [{ option: 'LOW' }])], noFreight)
  assert.equal(order.state, 'in_progress', JSON.stringify(order.problems))
  assert.deepEqual(
    order.lines.map((line: Seen) => [line.lineNo, line.sku, line.quantity, line.net.amount]),
    [
      [1, 'RACK', '1', '10.71'],
      [2, 'R-LOW', '1', '5.66'],
      [3, 'R-SCREW', '4', '0.00'],
    ],
  )
  assert.equal(order.total.amount, '16.37')
  // Each is rounded on its own: 2 × 10.71 + 2 × 7.004 to 14.01.
  const two = await flow.sell([lineOf('RACK', '2', [{ option: 'HIGH' }, { option: 'DOOR' }])], noFreight)
  assert.deepEqual([two.total.amount, two.lines.length], ['41.43', 4])
})

test('A8-11 A9-23 a cart with configured lines is told what the order then comes to, part by part', async () => {
  const cartOf = (lines: object[]) => ({
    source: 'webshop',
    customer: { account: 'GB-0001' },
    currency: 'GBP',
    shipTo: { country: 'GB' },
    lines,
    ...noFreight,
  })
  const ask = async (carts: object[]): Promise<Seen[]> => (await flow.ok('/prices', { carts })).carts
  const lines = [
    lineOf('RACK', '2', [{ option: 'HIGH' }, { option: 'DOOR' }]),
    { sku: 'R-DOOR', quantity: '3' },
    lineOf('RACK', '1', [{ option: 'LOW' }]),
  ]
  const order = await flow.sell(lines, noFreight)
  const [cart, wrong] = await ask([
    cartOf(lines),
    cartOf([lineOf('RACK', '1', [{ option: 'WHEELS' }]), { sku: 'R-DOOR', quantity: '1' }]),
  ])
  assert.deepEqual(cart.problems, [])
  assert.deepEqual([cart.total, cart.tax], [order.total, order.tax])
  const seen = (line: Seen) => [line.lineNo, line.sku, line.quantity, line.unitPrice, line.net]
  assert.deepEqual(cart.lines.map(seen), order.lines.map(seen))
  assert.deepEqual(
    cart.lines.map((line: Seen) => [line.sku, line.parentLineNo, line.option]),
    [
      ['RACK', null, null],
      ['R-DOOR', null, null],
      ['RACK', null, null],
      ['R-HIGH', 1, 'HIGH'],
      ['R-SCREW', 1, 'SCREWS'],
      ['R-DOOR', 1, 'DOOR'],
      ['R-LOW', 3, 'LOW'],
      ['R-SCREW', 3, 'SCREWS'],
    ],
  )
  assert.deepEqual(
    wrong.problems.map((one: Seen) => `${one.path} ${one.code}`),
    [
      '/carts/1/lines/0/configuration/choices/0/option unknown_option',
      '/carts/1/lines/0/configuration/choices incomplete_configuration',
    ],
  )
  // Carts of a request share what one order may have: a hundred configured lines.
  const many = await ask(
    Array.from({ length: 3 }, () =>
      cartOf(Array.from({ length: 50 }, () => lineOf('RACK', '1', [{ option: 'LOW' }]))),
    ),
  )
  assert.deepEqual(
    many.map((one) => [one.lines.length, one.problems.length, one.problems[0]?.code]),
    [
      [150, 0, undefined],
      [150, 0, undefined],
      [50, 50, 'too_many_configured'],
    ],
  )
})

test('A8-11 the price of a model with a fixed price is all: its parts cost nothing more', async () => {
  await flow.put('/configuration-models', { ...RACK, code: 'FLAT', sku: 'FLAT', pricing: 'fixed' })
  const order = await flow.sell([lineOf('FLAT', '1', [{ option: 'HIGH' }])], noFreight)
  assert.deepEqual(
    order.lines.map((line: Seen) => line.net.amount),
    ['50.00', '0.00', '0.00'],
  )
})

test('A8-11 the price that is offered is that of an order: of its source, and of an account that is known', async () => {
  const rule = {
    code: 'OF-SOURCE',
    percent: '10',
    bucket: 1,
    validFrom: '2020-01-01',
    sources: ['marketplace'],
  }
  await flow.put('/adjustment-rules', rule)
  const offerOf = async (more: object) => {
    const asked = await check([{ option: 'LOW' }], { offer: { currency: 'GBP', ...more } })
    return asked.offer.price?.net.amount ?? asked.offer.problems.map((one: Seen) => [one.path, one.code])
  }
  assert.equal(await offerOf({}), '16.37')
  assert.equal(await offerOf({ source: 'marketplace' }), '14.73')
  assert.deepEqual(await offerOf({ account: 'NOBODY', source: 'nowhere' }), [
    ['/offer/account', 'unknown_customer'],
    ['/offer/source', 'unregistered_source'],
  ])
})

test('A8-11 what is taken off a configured line by hand is off the whole of it: a percentage of each part, an amount by largest remainder', async () => {
  const netsOf = async (discounts: object[], more: object = {}) => {
    const line = { ...lineOf('RACK', '1', [{ option: 'LOW' }]), discounts }
    const order = await flow.sell([line], { ...noFreight, ...more })
    assert.equal(order.state, 'in_progress', JSON.stringify(order.problems))
    return [...order.lines.map((each: Seen) => each.net.amount), order.total.amount]
  }
  assert.deepEqual(await netsOf([{ percent: '10' }]), ['9.64', '5.09', '0.00', '14.73'])
  assert.deepEqual(await netsOf([{ amount: gbp('1.00') }]), ['10.06', '5.31', '0.00', '15.37'])
  assert.deepEqual(await netsOf([{ amount: gbp('99.00') }]), ['0.00', '0.00', '0.00', '0.00'])
  // Both are of what it costs without them; what is off the order comes after.
  assert.deepEqual(
    await netsOf([{ amount: gbp('1.00') }, { percent: '10' }], { discounts: [{ percent: '50' }] }),
    ['4.49', '2.37', '0.00', '6.86'],
  )
})

test('A8-4 options that are asked about and unknown are refused at their places; choices of one option that contradict name both', async () => {
  const unknown = await send('POST', '/configurations/check', {
    model: 'RACK',
    choices: [],
    explain: ['DOOR', 'DOORS', 'WHEELS'],
  })
  assert.deepEqual(
    [unknown.status, unknown.body.errors.map((one: Seen) => [one.path, one.code])],
    [
      422,
      [
        ['/explain/1', 'unknown_option'],
        ['/explain/2', 'unknown_option'],
      ],
    ],
  )
  const choices = [{ option: 'HIGH' }, { option: 'DOOR', chosen: false }, { option: 'DOOR' }]
  const checked = await check(choices)
  assert.deepEqual(
    checked.contradictions.map((one: Seen) => [one.choice, one.because.choices]),
    [[2, [1, 2]]],
  )
  const draft = await flow.sell([lineOf('RACK', '1', choices)], noFreight)
  assert.deepEqual(
    draft.problems.map((one: Seen) => [one.path, one.message]),
    [['/lines/0/configuration/choices/2', 'it contradicts /lines/0/configuration/choices/1']],
  )
})

test('A8-6 what is incomplete or contradicts itself is a draft with every problem and its place, and goes on when it is put right', async () => {
  const draft = await flow.sell(
    [
      lineOf('RACK', '1', [{ option: 'DOOR' }, { option: 'LOW' }, { option: 'WHEELS' }]),
      lineOf('RACK', '1', []),
    ],
    noFreight,
  )
  assert.equal(draft.state, 'draft')
  assert.deepEqual(
    draft.problems.map((one: Seen) => [one.path, one.code]),
    [
      ['/lines/0/configuration/choices/2/option', 'unknown_option'],
      ['/lines/0/configuration/choices/1', 'contradicting_choice'],
      ['/lines/1/configuration/choices', 'incomplete_configuration'],
    ],
  )
  assert.deepEqual(
    draft.lines.map((line: Seen) => line.lineNo),
    [1, 2],
  )
  const edit = [
    { lineNo: 1, configuration: { choices: [{ option: 'HIGH' }, { option: 'DOOR' }] } },
    { lineNo: 2, configuration: { choices: [{ option: 'LOW' }] } },
  ]
  const { body: order } = await send(
    'PATCH',
    `/orders/${draft.id}`,
    { lines: edit, submit: true },
    { 'if-match': `"${draft.revision}"` },
  )
  assert.equal(order.state, 'in_progress', JSON.stringify(order.problems))
  assert.deepEqual(
    order.lines.map((line: Seen) => `${line.lineNo} ${line.sku}`),
    ['1 RACK', '2 RACK', '3 R-HIGH', '4 R-SCREW', '5 R-DOOR', '6 R-LOW', '7 R-SCREW'],
  )
})

test('A8-10 A12-8 what comes back, or is cancelled, of a configured line takes its parts along in their ratio', async () => {
  const { id } = await flow.sell([lineOf('RACK', '2', [{ option: 'LOW' }])], noFreight)
  await flow.until(id, (one) => one.invoices.length > 0 && one.status === 'billed')
  const back = await flow.ok('/returns', {
    orderId: id,
    reason: 'one is too many',
    lines: [{ lineNo: 1, quantity: '1', restock: false }],
  })
  assert.equal(back.total?.amount ?? back.amount?.amount, '16.37', JSON.stringify(back))
  const after = await flow.read(id)
  assert.deepEqual(
    after.fulfillmentLines.map((part: Seen) => [part.lineNo, part.returned]),
    [
      [1, '1'],
      [2, '1'],
      [3, '4'],
    ],
  )
  assert.deepEqual(
    after.lines.map((line: Seen) => [line.lineNo, line.parentLineNo, line.perParent]),
    [
      [1, null, null],
      [2, 1, 1],
      [3, 1, 4],
    ],
  )
  assert.deepEqual(after.lines[0].configuration, {
    model: 'RACK',
    version: 1,
    choices: [{ option: 'LOW' }],
  })
})

test('A8-10 of ten that wait six stay with their parts when four are cancelled; a part alone is not', async () => {
  for (const sku of ['W-MODEL', 'W-PART']) {
    await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', kind: 'goods', taxCode: 'none' })
    await flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp('1.00') })
  }
  const groups = [
    { code: 'P', options: [{ code: 'PART', sku: 'W-PART', included: true, quantity: { min: 3, max: 3 } }] },
  ]
  const model = { code: 'WAIT', version: 1, sku: 'W-MODEL', name: 'Waits', state: 'published' }
  await flow.put('/configuration-models', { ...model, validFrom: '2020-01-01', groups })
  const { id, lines } = await flow.sell([{ sku: 'W-MODEL', quantity: '10' }], noFreight)
  assert.deepEqual(
    lines.map((line: Seen) => line.quantity),
    ['10', '30'],
  )
  const alone = await send('POST', `/orders/${id}/cancel`, {
    reason: 'x',
    lines: [{ lineNo: 2, quantity: '1' }],
  })
  assert.deepEqual(
    alone.body.errors.map((one: Seen) => [one.path, one.code]),
    [['/lines/0/lineNo', 'part_of_configured']],
  )
  await flow.ok(`/orders/${id}/cancel`, { reason: 'fewer', lines: [{ lineNo: 1, quantity: '4' }] })
  const { fulfillmentLines } = await flow.read(id)
  assert.deepEqual(
    fulfillmentLines.map((part: Seen) => [part.lineNo, part.cancelled]),
    [
      [1, '4'],
      [2, '12'],
    ],
  )
})

test('an order has so many configured lines and no more: what is too much is told at its place', async () => {
  const lines = Array.from({ length: 101 }, () => lineOf('RACK', '1', [{ option: 'LOW' }]))
  const draft = await flow.sell(lines, noFreight)
  assert.deepEqual(
    [draft.state, draft.problems.map((one: Seen) => [one.path, one.code])],
    ['draft', [['/lines/100/configuration', 'too_many_configured']]],
  )
})

test('A8-13 a draft that was configured is judged again when it is submitted: an option that ended is told, and not dropped', async () => {
  const line = lineOf('RACK', '1', [{ option: 'HIGH' }, { option: 'LAMP' }])
  const draft = await flow.sell([line], { ...noFreight, submit: false })
  assert.deepEqual([draft.state, draft.problems], ['draft', []])
  const groups = RACK.groups.map((group) =>
    group.code === 'EXTRA' ? { ...group, options: [group.options[0]!] } : group,
  )
  await flow.put('/configuration-models', { ...RACK, version: 2, groups })
  const refused = await send('POST', `/orders/${draft.id}/submit`)
  assert.deepEqual(
    [refused.status, refused.body.errors.map((one: Seen) => [one.path, one.code])],
    [422, [['/lines/0/configuration/choices/1/option', 'unknown_option']]],
  )
  // By the version that it was made with it still stands.
  const old = await flow.sell([{ ...line, configuration: { version: 1, ...line.configuration } }], noFreight)
  assert.equal(old.state, 'in_progress', JSON.stringify(old.problems))
})

test('A8-2 a model is published only when every option can be chosen, and every name is known; then it stays', async () => {
  const put = (more: object) => send('PUT', '/configuration-models', { ...RACK, version: 9, ...more })
  const dead = await put({
    rules: [...RACK.rules, { kind: 'implies', code: 'X', a: 'SCREWS', b: '!LAMP & HIGH' }],
  })
  assert.deepEqual(
    [dead.status, dead.body.errors.map((one: Seen) => [one.path, one.code])],
    [
      422,
      [
        ['/groups/0/options/0', 'dead_option'],
        ['/groups/2/options/1', 'dead_option'],
      ],
    ],
  )
  assert.match(dead.body.errors[0].message, /SCREWS is always included; .*SCREWS implies !LAMP & HIGH/)
  const never = await put({ rules: [{ kind: 'statement', code: 'X', must: '!FRAME' }] })
  assert.deepEqual(
    never.body.errors.map((one: Seen) => [one.path, one.code]),
    [['/rules/0', 'contradiction']],
  )
  const names = await put({
    sku: 'NOTHING',
    groups: [{ code: 'G', of: 'NOBODY', options: [{ code: 'A', sku: 'NO-ITEM' }, { code: 'A' }] }],
    rules: [
      { kind: 'implies', code: 'X', a: 'A &', b: 'B' },
      { kind: 'statement', code: 'X', must: 'sum(weight) < 3' },
    ],
  })
  assert.deepEqual(
    names.body.errors.map((one: Seen) => `${one.path} ${one.code}`),
    [
      '/sku unknown_item',
      '/groups/0/of unknown_option',
      '/groups/0/options/1/code told_twice',
      '/rules/0/a formula',
      '/rules/0/b unknown_name',
      '/rules/1/code told_twice',
      '/rules/1/must unknown_name',
      '/groups/0/options/0/sku unknown_item',
    ],
  )
  const changed = await send('PUT', '/configuration-models', { ...RACK, rules: [] })
  assert.deepEqual(
    changed.body.errors.map((one: Seen) => [one.path, one.code]),
    [['/groups', 'fixed']],
  )
})

test('A8-2 a feature model is a model, and what is not published cannot be configured', async () => {
  const uvl = 'features\n\tShop\n\t\talternative\n\t\t\tA\n\t\t\tB\nconstraints\n\t!A\n'
  const model = { code: 'UVL', version: 1, sku: 'R-DOOR', name: 'Shop', validFrom: '2020-01-01', uvl }
  await flow.put('/configuration-models', model)
  const nothing = await send('POST', '/configurations/check', { model: 'UVL', choices: [] })
  assert.deepEqual([nothing.status, nothing.body.code], [404, 'no_model'])
  const dead = await send('PUT', '/configuration-models', { ...model, state: 'published' })
  assert.deepEqual(
    dead.body.errors.map((one: Seen) => one.code),
    ['dead_option'],
  )
  const great = uvl.replace('A\n', `${'A'.repeat(101)} cardinality [1..2000]\n`).replace('!A', 'B')
  const bounds = await send('PUT', '/configuration-models', { ...model, uvl: great })
  assert.deepEqual(
    bounds.body.errors.map((one: Seen) => [one.path, one.code, one.message.split(':')[0]]),
    [
      ['/uvl', 'too_long', '/groups/1/options/0/code'],
      ['/uvl', 'too_great', '/groups/1/options/0/quantity/max'],
    ],
  )
  await flow.put('/configuration-models', { ...model, state: 'published', uvl: uvl.replace('!A', 'A | B') })
  const asked = await check([{ option: 'A' }], { model: 'UVL' })
  assert.deepEqual([asked.complete, asked.sku], [true, 'R-DOOR'])
})

test('A8-8 a kit in a kit comes to the parts that are picked; one that is to be chosen of keeps the order back', async () => {
  for (const sku of ['K-IN', 'K-OUT', 'K-OPEN'])
    await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', kind: 'service', taxCode: 'none' })
  for (const sku of ['K-IN', 'K-OUT', 'K-OPEN'])
    await flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp('1.00') })
  const kit = (sku: string, part: string, count: number, more: object = {}) => ({
    code: sku,
    version: 1,
    sku,
    name: sku,
    state: 'published',
    validFrom: '2020-01-01',
    groups: [
      {
        code: 'PARTS',
        options: [{ code: `OF-${part}`, sku: part, included: true, quantity: { min: count, max: count } }],
      },
    ],
    ...more,
  })
  await flow.put('/configuration-models', kit('K-IN', 'R-SCREW', 3, { pricing: 'fixed' }))
  await flow.put('/configuration-models', kit('K-OUT', 'K-IN', 2))
  const { id } = await flow.sell([{ sku: 'K-OUT', quantity: '5' }], noFreight)
  const order = await flow.read(id)
  assert.deepEqual(
    order.lines.map((line: Seen) => [line.sku, line.quantity, line.parentLineNo, line.perParent]),
    [
      ['K-OUT', '5', null, null],
      ['K-IN', '10', 1, 2],
      ['R-SCREW', '30', 1, 6],
    ],
  )
  await flow.put('/configuration-models', kit('K-OPEN', 'RACK', 1))
  const open = await flow.sell([{ sku: 'K-OPEN', quantity: '1' }], noFreight)
  assert.deepEqual(
    [open.state, open.problems.map((one: Seen) => [one.path, one.code])],
    ['draft', [['/lines/0/configuration', 'incomplete_configuration']]],
  )
  assert.match(open.problems[0].message, /^OF-RACK: FRAME/)
  const asked = await check([], { model: 'K-OPEN' })
  assert.deepEqual([asked.complete, asked.problems[0].code], [false, 'incomplete_configuration'])
  // Neither itself, nor by way of another, also where both come at once.
  const around = await send('PUT', '/configuration-models', { ...kit('K-IN', 'K-OUT', 1), version: 2 })
  const itself = await send('PUT', '/configuration-models', { ...kit('K-IN', 'K-IN', 1), version: 2 })
  for (const { status, body } of [around, itself])
    assert.deepEqual(
      [status, body.errors.map((one: Seen) => [one.path, one.code])],
      [422, [['/groups', 'kit_in_itself']]],
    )
})

test('A8-6 A8-13 what nobody sells any more is not complete: an ended version, and a part that is not sold', async () => {
  const sku = 'R-OLD'
  const item = { sku, name: sku, itemClass: 'kitchen', kind: 'service', taxCode: 'none' }
  await flow.put('/items', item)
  const groups = [{ code: 'G', options: [{ code: 'OLD', sku, included: true }] }]
  const model = { code: 'ENDED', version: 1, sku, name: 'Ended', state: 'published', validFrom: '2020-01-01' }
  await flow.put('/items', { ...item, sku: 'R-ENDS' })
  await flow.put('/configuration-models', { ...model, sku: 'R-ENDS', groups, validTo: '2020-12-31' })
  const ended = await send('POST', '/configurations/check', { model: 'ENDED', version: 1, choices: [] })
  assert.deepEqual([ended.status, ended.body.code], [404, 'no_model'])
  await flow.put('/configuration-models', { ...model, sku: 'R-ENDS', groups, version: 2 })
  assert.equal((await check([], { model: 'ENDED' })).complete, true)
  await flow.put('/items', { ...item, active: false })
  const inactive = await check([], { model: 'ENDED' })
  assert.deepEqual(
    [inactive.complete, inactive.problems.map((one: Seen) => one.code)],
    [false, ['inactive_item']],
  )
})

test('A10-16 A8-8 what would be promised of a kit is what an order of it gets: its parts, from what is there', async () => {
  await flow.put('/items', {
    sku: 'P-KIT',
    name: 'Kit',
    itemClass: 'kitchen',
    kind: 'service',
    taxCode: 'none',
  })
  await flow.put('/items', {
    sku: 'P-PART',
    name: 'Part',
    itemClass: 'kitchen',
    kind: 'goods',
    taxCode: 'none',
  })
  for (const sku of ['P-KIT', 'P-PART'])
    await flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp('1.00') })
  const options = (code: string) => [{ code, sku: 'P-PART', included: true, quantity: { min: 1, max: 9 } }]
  const model = { code: 'P-KIT', version: 1, sku: 'P-KIT', name: 'Kit', state: 'published' }
  const groups = [{ code: 'G', options: options('PART') }]
  await flow.put('/configuration-models', { ...model, validFrom: '2020-01-01', groups })
  await flow.ok('/stock/opening', [{ sku: 'P-PART', location: 'DEPOT', quantity: '1', unitCost: '1' }])
  const line = lineOf('P-KIT', '1', [{ option: 'PART', quantity: 4 }])
  const { outcomes } = await flow.ok('/promises', [
    { lines: [line] },
    { lines: [lineOf('P-KIT', '1', [{ option: 'X' }])] },
  ])
  const [kit] = outcomes[0].answer.lines
  assert.deepEqual([kit.completeOn, kit.promises[0].supply], [null, 'none'])
  const shown = kit.parts[0].promises.map((one: Seen) => [one.quantity, one.supply])
  assert.deepEqual([kit.parts[0].sku, kit.parts[0].perParent, kit.parts[0].quantity], ['P-PART', 4, '4'])
  assert.deepEqual(
    outcomes[1].problems.map((one: Seen) => [one.path, one.code]),
    [['/lines/0/configuration/choices/0/option', 'unknown_option']],
  )
  const { id } = await flow.sell([line], noFreight)
  const order = await flow.read(id)
  assert.deepEqual(
    order.fulfillmentLines
      .filter((one: Seen) => one.lineNo === 2)
      .map((one: Seen) => [one.quantity, one.supply]),
    shown,
  )
})
