import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Seen } from '../support/flow.ts'
import { configuredLine, gbp, noFreight, RACK, Racks } from '../support/racks.ts'

// What is configured: as it is chosen, in a cart, in an order, and when it comes back.
let racks: Racks
before(async () => {
  racks = await Racks.open()
})
after(() => racks.close())

test('A8-4 A8-6 each choice is answered with states, reasons, what is missing, a price and a date', async () => {
  const empty = await racks.check([], { offer: { currency: 'GBP' } })
  assert.deepEqual([empty.valid, empty.complete, empty.missing[0].code], [true, false, 'FRAME'])
  const low = await racks.check([{ option: 'LOW' }], {
    explain: ['DOOR'],
    offer: { currency: 'GBP', quantity: '2' },
  })
  assert.deepEqual(
    low.options.map((one: Seen) => [one.code, one.state, one.quantity]),
    [
      ['LOW', 'chosen', 1],
      ['HIGH', 'excluded', undefined],
      ['SCREWS', 'forced', 4],
      ['DOOR', 'excluded', undefined],
    ],
  )
  assert.deepEqual(low.open, ['LAMP'])
  assert.deepEqual([low.valid, low.complete, low.offer.price.net.amount], [true, true, '32.74'])
  assert.match(low.offer.on, /^\d{4}-/)
  const [door] = low.explanations
  assert.deepEqual([door.because.constraints[0].text, door.waysOut], ['a low rack has no door', [[0]]])
  const both = await racks.check([{ option: 'LOW' }, { option: 'DOOR' }])
  assert.deepEqual([both.valid, both.complete], [false, false])
  assert.deepEqual(
    both.contradictions.map((one: Seen) => [one.choice, one.because.choices, one.waysOut]),
    [[1, [0, 1], [[0], [1]]]],
  )
})

test('A8-11 A8-8 a configured line brings its parts as lines, and its price is the sum of theirs: 10.71 + 5.66 = 16.37', async () => {
  const order = await racks.flow.sell([configuredLine('RACK', '1', [{ option: 'LOW' }])], noFreight)
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
  const two = await racks.flow.sell(
    [configuredLine('RACK', '2', [{ option: 'HIGH' }, { option: 'DOOR' }])],
    noFreight,
  )
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
  const ask = async (carts: object[]): Promise<Seen[]> => (await racks.flow.ok('/prices', { carts })).carts
  const lines = [
    configuredLine('RACK', '2', [{ option: 'HIGH' }, { option: 'DOOR' }]),
    { sku: 'R-DOOR', quantity: '3' },
    configuredLine('RACK', '1', [{ option: 'LOW' }]),
  ]
  const order = await racks.flow.sell(lines, noFreight)
  const [cart, wrong] = await ask([
    cartOf(lines),
    cartOf([configuredLine('RACK', '1', [{ option: 'WHEELS' }]), { sku: 'R-DOOR', quantity: '1' }]),
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
      cartOf(Array.from({ length: 50 }, () => configuredLine('RACK', '1', [{ option: 'LOW' }]))),
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
  await racks.flow.put('/configuration-models', { ...RACK, code: 'FLAT', sku: 'FLAT', pricing: 'fixed' })
  const order = await racks.flow.sell([configuredLine('FLAT', '1', [{ option: 'HIGH' }])], noFreight)
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
  await racks.flow.put('/adjustment-rules', rule)
  const offerOf = async (more: object) => {
    const asked = await racks.check([{ option: 'LOW' }], { offer: { currency: 'GBP', ...more } })
    return asked.offer.price?.net.amount ?? asked.offer.problems.map((one: Seen) => [one.path, one.code])
  }
  assert.equal(await offerOf({}), '16.37')
  assert.equal(await offerOf({ source: 'marketplace' }), '14.73')
  assert.deepEqual(await offerOf({ account: 'NOBODY', source: 'nowhere' }), [
    ['/offer/account', 'unknown_customer'],
    ['/offer/source', 'unregistered_source'],
  ])
})

test('A8-11 B3-1 an offer is that of the order with every part: a promotion by count counts what costs nothing more, and problems name what was asked', async () => {
  const promotion = {
    code: 'TWELVE',
    condition: "order.quantity >= 12 && order.lines == 3 && order.source == 'webshop'",
    percent: '20',
    rank: 1,
    validFrom: '2020-01-01',
  }
  await racks.flow.put('/promotions', promotion)
  const offerOf = async (more: object): Promise<Seen> => {
    const offer = { currency: 'GBP', source: 'webshop', ...more }
    return (await racks.check([{ option: 'HIGH' }], { model: 'FLAT', offer })).offer
  }
  const { price } = await offerOf({ quantity: '2' })
  // 2 flat racks at 50.00, with 2 frames and 8 screws that cost nothing: 100.00 less 20 %.
  assert.equal(price.net.amount, '80.00')
  assert.deepEqual(
    price.lines.map((line: Seen) => [line.sku, line.option, line.quantity, line.net.amount]),
    [
      ['FLAT', null, '2', '80.00'],
      ['R-HIGH', 'HIGH', '2', '0.00'],
      ['R-SCREW', 'SCREWS', '8', '0.00'],
    ],
  )
  const order = await racks.flow.sell([configuredLine('FLAT', '2', [{ option: 'HIGH' }])], noFreight)
  assert.deepEqual(
    [order.state, order.total.amount],
    ['in_progress', '80.00'],
    JSON.stringify(order.problems),
  )
  await racks.flow.put('/promotions', { ...promotion, validTo: '2020-01-02' })
  const problemsOf = async (more: object) =>
    (await offerOf(more)).problems.map((one: Seen) => `${one.path} ${one.message}`)
  assert.deepEqual(await problemsOf({ quantity: '0.3' }), [
    '/offer/quantity item FLAT is counted in whole EA',
    '/offer/quantity HIGH: item R-HIGH is counted in whole EA',
    '/offer/quantity SCREWS: item R-SCREW is counted in whole EA',
  ])
  const [none, ...others] = await problemsOf({ currency: 'JPY' })
  assert.deepEqual(others, [])
  assert.match(none, /^\/model no price of FLAT/)
})

test('A8-4 every option is told once, settled or open, and what is settled with its reason', async () => {
  for (const [choices, settled] of [
    [[], [['SCREWS', []]]],
    [
      [{ option: 'LOW' }],
      [
        ['LOW', undefined],
        ['HIGH', [[0], 'FRAME']],
        ['SCREWS', []],
        ['DOOR', [[0], 'NO_DOOR']],
      ],
    ],
    [
      [{ option: 'DOOR', chosen: false }],
      [
        ['SCREWS', []],
        ['DOOR', undefined],
      ],
    ],
  ] as const) {
    const { options, open, reasons, constraints } = await racks.check([...choices])
    assert.deepEqual(
      options.map(({ code, because }: Seen) => {
        if (because === undefined) return [code, undefined]
        const { choices: places, constraints: named } = reasons[because]
        return [code, places.length === 0 ? [] : [places, ...named.map((at: number) => constraints[at].code)]]
      }),
      settled,
    )
    const all = RACK.groups.flatMap((group) => group.options.map(({ code }) => code))
    assert.deepEqual([...options.map(({ code }: Seen) => code), ...open].toSorted(), all.toSorted())
    assert.deepEqual(
      open,
      all.filter((code) => open.includes(code)),
    )
  }
})

test('A8-11 what is taken off a configured line by hand is off the whole of it: a percentage of each part, an amount by largest remainder', async () => {
  const netsOf = async (discounts: object[], more: object = {}) => {
    const line = { ...configuredLine('RACK', '1', [{ option: 'LOW' }]), discounts }
    const order = await racks.flow.sell([line], { ...noFreight, ...more })
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
  const unknown = await racks.send('POST', '/configurations/check', {
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
  const checked = await racks.check(choices)
  assert.deepEqual(
    checked.contradictions.map((one: Seen) => [one.choice, one.because.choices]),
    [[2, [1, 2]]],
  )
  const draft = await racks.flow.sell([configuredLine('RACK', '1', choices)], noFreight)
  assert.deepEqual(
    draft.problems.map((one: Seen) => [one.path, one.message]),
    [['/lines/0/configuration/choices/2', 'it contradicts /lines/0/configuration/choices/1']],
  )
})

test('A8-6 what is incomplete or contradicts itself is a draft with every problem and its place, and goes on when it is put right', async () => {
  const draft = await racks.flow.sell(
    [
      configuredLine('RACK', '1', [{ option: 'DOOR' }, { option: 'LOW' }, { option: 'WHEELS' }]),
      configuredLine('RACK', '1', []),
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
  const { body: order } = await racks.send(
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
  const { id } = await racks.flow.sell([configuredLine('RACK', '2', [{ option: 'LOW' }])], noFreight)
  await racks.flow.until(id, (one) => one.invoices.length > 0 && one.status === 'billed')
  const back = await racks.flow.ok('/returns', {
    orderId: id,
    reason: 'one is too many',
    lines: [{ lineNo: 1, quantity: '1', restock: false }],
  })
  assert.equal(back.total?.amount ?? back.amount?.amount, '16.37', JSON.stringify(back))
  const after = await racks.flow.read(id)
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
    await racks.flow.put('/items', { sku, name: sku, itemClass: 'kitchen', kind: 'goods', taxCode: 'none' })
    await racks.flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp('1.00') })
  }
  const groups = [
    { code: 'P', options: [{ code: 'PART', sku: 'W-PART', included: true, quantity: { min: 3, max: 3 } }] },
  ]
  const model = { code: 'WAIT', version: 1, sku: 'W-MODEL', name: 'Waits', state: 'published' }
  await racks.flow.put('/configuration-models', { ...model, validFrom: '2020-01-01', groups })
  const { id, lines } = await racks.flow.sell([{ sku: 'W-MODEL', quantity: '10' }], noFreight)
  assert.deepEqual(
    lines.map((line: Seen) => line.quantity),
    ['10', '30'],
  )
  const alone = await racks.send('POST', `/orders/${id}/cancel`, {
    reason: 'x',
    lines: [{ lineNo: 2, quantity: '1' }],
  })
  assert.deepEqual(
    alone.body.errors.map((one: Seen) => [one.path, one.code]),
    [['/lines/0/lineNo', 'part_of_configured']],
  )
  await racks.flow.ok(`/orders/${id}/cancel`, { reason: 'fewer', lines: [{ lineNo: 1, quantity: '4' }] })
  const { fulfillmentLines } = await racks.flow.read(id)
  assert.deepEqual(
    fulfillmentLines.map((part: Seen) => [part.lineNo, part.cancelled]),
    [
      [1, '4'],
      [2, '12'],
    ],
  )
})

test('A8-10 a kit that is a service leaves, is billed and is cancelled with its goods, and what covers it with it', async () => {
  const { flow } = racks
  const place = { autoConfirm: false, country: 'GB', rank: 700 }
  await flow.put('/locations', { ...place, code: 'BYHAND', name: 'Confirms by hand' })
  const priced = async (sku: string, kind: string, price: string) => {
    await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', kind, taxCode: 'none' })
    await flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp(price) })
  }
  await priced('S-KIT', 'service', '50.00')
  for (const sku of ['S-A', 'S-B']) {
    await priced(sku, 'goods', '1.00')
    await flow.receive(sku, '100', 'BYHAND')
  }
  const part = (sku: string, quantity: number) => ({
    code: sku,
    sku,
    included: true,
    quantity: { min: quantity, max: quantity },
  })
  await flow.put('/configuration-models', {
    code: 'S-KIT',
    version: 1,
    sku: 'S-KIT',
    name: 'Kit',
    state: 'published',
    pricing: 'fixed',
    validFrom: '2020-01-01',
    groups: [{ code: 'P', options: [part('S-A', 2), part('S-B', 1)] }],
  })
  const order = await flow.sell([{ sku: 'S-KIT', quantity: '5' }], noFreight)
  const seen = async () => {
    const { fulfillmentLines, invoices } = await flow.read(order.id)
    const parts = fulfillmentLines.map((one: Seen) => `${one.lineNo}: ${one.shipped}-${one.cancelled}`)
    return { parts, billed: invoices.map((one: Seen) => one.total.amount) }
  }
  const requested = async () => {
    const { shipments } = await flow.until(order.id, (one) => one.shipments.length > 0)
    return shipments[0]
  }
  const shipment = await requested()
  assert.deepEqual(await seen(), { parts: ['1: 0-0', '2: 0-0', '3: 0-0'], billed: [] })
  // Cancelled in their ratio, while nothing has left.
  await flow.ok(`/orders/${order.id}/cancel`, { reason: 'fewer', lines: [{ lineNo: 1, quantity: '2' }] })
  assert.deepEqual((await seen()).parts, ['1: 0-2', '2: 0-4', '3: 0-2'])
  // Of what leaves in parts as many are performed as are whole.
  const lineOf = (sku: string) => shipment.lines.find((one: Seen) => one.sku === sku).fulfillmentLineId
  const confirm = (lines: Record<string, string>) =>
    flow.ok(`/shipments/${shipment.id}/confirm`, {
      lines: Object.entries(lines).map(([sku, quantity]) => ({ fulfillmentLineId: lineOf(sku), quantity })),
    })
  await confirm({ 'S-A': '5', 'S-B': '1' })
  await flow.until(order.id, (one) => one.fulfillmentLines[0].shipped === '1')
  assert.deepEqual((await seen()).parts, ['1: 1-2', '2: 5-4', '3: 1-2'])
  // What has begun to leave is not cancelled by halves.
  const begun = await racks.send('POST', `/orders/${order.id}/cancel`, {
    reason: 'x',
    lines: [{ lineNo: 1, quantity: '1' }],
  })
  assert.deepEqual(
    begun.body.errors.map((one: Seen) => [one.path, one.code]),
    [['/lines/0/lineNo', 'nothing_left']],
  )
  await confirm({ 'S-A': '1', 'S-B': '2' })
  const done = await flow.until(order.id, (one) => one.status === 'billed')
  assert.deepEqual((await seen()).parts, ['1: 3-2', '2: 6-4', '3: 3-2'])
  const billed = done.invoices.reduce((sum: number, one: Seen) => sum + Number(one.total.amount), 0)
  assert.equal(billed, (Number(order.lines[0].net.amount) / 5) * 3)
  await flow.lawful()
})

test('an order has so many configured lines and no more: what is too much is told at its place', async () => {
  const lines = Array.from({ length: 101 }, () => configuredLine('RACK', '1', [{ option: 'LOW' }]))
  const draft = await racks.flow.sell(lines, noFreight)
  assert.deepEqual(
    [draft.state, draft.problems.map((one: Seen) => [one.path, one.code])],
    ['draft', [['/lines/100/configuration', 'too_many_configured']]],
  )
})

test('A8-13 a draft that was configured is judged again when it is submitted: an option that ended is told, and not dropped', async () => {
  const line = configuredLine('RACK', '1', [{ option: 'HIGH' }, { option: 'LAMP' }])
  const draft = await racks.flow.sell([line], { ...noFreight, submit: false })
  assert.deepEqual([draft.state, draft.problems], ['draft', []])
  const groups = RACK.groups.map((group) =>
    group.code === 'EXTRA' ? { ...group, options: [group.options[0]!] } : group,
  )
  await racks.flow.put('/configuration-models', { ...RACK, version: 2, groups })
  const refused = await racks.send('POST', `/orders/${draft.id}/submit`)
  assert.deepEqual(
    [refused.status, refused.body.errors.map((one: Seen) => [one.path, one.code])],
    [422, [['/lines/0/configuration/choices/1/option', 'unknown_option']]],
  )
  // By the version that it was made with it still stands.
  const old = await racks.flow.sell(
    [{ ...line, configuration: { version: 1, ...line.configuration } }],
    noFreight,
  )
  assert.equal(old.state, 'in_progress', JSON.stringify(old.problems))
})

test('A8-4 of many choices that are refused each is told at its place, and of the first ten why', async () => {
  const choices = Array.from({ length: 15 }, (_, index) => ({ option: index % 2 === 0 ? 'LOW' : 'HIGH' }))
  const checked = await racks.check(choices)
  const refused = [1, 3, 5, 7, 9, 11, 13]
  assert.deepEqual(checked.refused, refused)
  const many = Array.from({ length: 30 }, (_, index) => ({ option: index === 0 ? 'LOW' : 'HIGH' }))
  const wrong = await racks.check(many)
  assert.deepEqual([wrong.refused.length, wrong.contradictions.length], [29, 10])
  const draft = await racks.flow.sell([configuredLine('RACK', '1', many)], noFreight)
  const told = draft.problems.filter((one: Seen) => one.code === 'contradicting_choice')
  assert.deepEqual(
    told.map((one: Seen) => one.path),
    Array.from({ length: 29 }, (_, index) => `/lines/0/configuration/choices/${index + 1}`),
  )
})
