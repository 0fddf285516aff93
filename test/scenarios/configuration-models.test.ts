import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Seen } from '../support/flow.ts'
import { configuredLine, gbp, noFreight, RACK, Racks } from '../support/racks.ts'

// Models: published, drawn from feature models, in kits, and ended.
let racks: Racks
before(async () => {
  racks = await Racks.open()
})
after(() => racks.close())

test('A8-2 a model is published only when every option can be chosen, and every name is known; then it stays', async () => {
  const put = (more: object) => racks.send('PUT', '/configuration-models', { ...RACK, version: 9, ...more })
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
  const changed = await racks.send('PUT', '/configuration-models', { ...RACK, rules: [] })
  assert.deepEqual(
    changed.body.errors.map((one: Seen) => [one.path, one.code]),
    [['/groups', 'fixed']],
  )
})

test('A8-2 a feature model is a model, and what is not published cannot be configured', async () => {
  const uvl = 'features\n\tShop\n\t\talternative\n\t\t\tA\n\t\t\tB\nconstraints\n\t!A\n'
  const model = { code: 'UVL', version: 1, sku: 'R-DOOR', name: 'Shop', validFrom: '2020-01-01', uvl }
  await racks.flow.put('/configuration-models', model)
  const nothing = await racks.send('POST', '/configurations/check', { model: 'UVL', choices: [] })
  assert.deepEqual([nothing.status, nothing.body.code], [404, 'no_model'])
  const dead = await racks.send('PUT', '/configuration-models', { ...model, state: 'published' })
  assert.deepEqual(
    dead.body.errors.map((one: Seen) => one.code),
    ['dead_option'],
  )
  const great = uvl.replace('A\n', `${'A'.repeat(101)} cardinality [1..2000]\n`).replace('!A', 'B')
  const bounds = await racks.send('PUT', '/configuration-models', { ...model, uvl: great })
  assert.deepEqual(
    bounds.body.errors.map((one: Seen) => [one.path, one.code, one.message.split(':')[0]]),
    [
      ['/uvl', 'too_long', '/groups/1/options/0/code'],
      ['/uvl', 'too_great', '/groups/1/options/0/quantity/max'],
    ],
  )
  await racks.flow.put('/configuration-models', {
    ...model,
    state: 'published',
    uvl: uvl.replace('!A', 'A | B'),
  })
  const asked = await racks.check([{ option: 'A' }], { model: 'UVL' })
  assert.deepEqual([asked.complete, asked.sku], [true, 'R-DOOR'])
})

test('A8-8 a kit in a kit comes to the parts that are picked; one that is to be chosen of keeps the order back', async () => {
  for (const sku of ['K-IN', 'K-OUT', 'K-OPEN'])
    await racks.flow.put('/items', { sku, name: sku, itemClass: 'kitchen', kind: 'service', taxCode: 'none' })
  for (const sku of ['K-IN', 'K-OUT', 'K-OPEN'])
    await racks.flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp('1.00') })
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
  await racks.flow.put('/configuration-models', kit('K-IN', 'R-SCREW', 3, { pricing: 'fixed' }))
  await racks.flow.put('/configuration-models', kit('K-OUT', 'K-IN', 2))
  const { id } = await racks.flow.sell([{ sku: 'K-OUT', quantity: '5' }], noFreight)
  const order = await racks.flow.read(id)
  assert.deepEqual(
    order.lines.map((line: Seen) => [line.sku, line.quantity, line.parentLineNo, line.perParent]),
    [
      ['K-OUT', '5', null, null],
      ['K-IN', '10', 1, 2],
      ['R-SCREW', '30', 1, 6],
    ],
  )
  await racks.flow.put('/configuration-models', kit('K-OPEN', 'RACK', 1))
  const open = await racks.flow.sell([{ sku: 'K-OPEN', quantity: '1' }], noFreight)
  assert.deepEqual(
    [open.state, open.problems.map((one: Seen) => [one.path, one.code])],
    ['draft', [['/lines/0/configuration', 'incomplete_configuration']]],
  )
  assert.match(open.problems[0].message, /^OF-RACK: FRAME/)
  const asked = await racks.check([], { model: 'K-OPEN' })
  assert.deepEqual([asked.complete, asked.problems[0].code], [false, 'incomplete_configuration'])
  // Neither itself, nor by way of another, also where both come at once.
  const around = await racks.send('PUT', '/configuration-models', { ...kit('K-IN', 'K-OUT', 1), version: 2 })
  const itself = await racks.send('PUT', '/configuration-models', { ...kit('K-IN', 'K-IN', 1), version: 2 })
  for (const { status, body } of [around, itself])
    assert.deepEqual(
      [status, body.errors.map((one: Seen) => [one.path, one.code])],
      [422, [['/groups', 'kit_in_itself']]],
    )
})

test('A8-6 A8-13 what nobody sells any more is not complete: an ended version, and a part that is not sold', async () => {
  const sku = 'R-OLD'
  const item = { sku, name: sku, itemClass: 'kitchen', kind: 'service', taxCode: 'none' }
  await racks.flow.put('/items', item)
  const groups = [{ code: 'G', options: [{ code: 'OLD', sku, included: true }] }]
  const model = { code: 'ENDED', version: 1, sku, name: 'Ended', state: 'published', validFrom: '2020-01-01' }
  await racks.flow.put('/items', { ...item, sku: 'R-ENDS' })
  await racks.flow.put('/configuration-models', { ...model, sku: 'R-ENDS', groups, validTo: '2020-12-31' })
  const ended = await racks.send('POST', '/configurations/check', { model: 'ENDED', version: 1, choices: [] })
  assert.deepEqual([ended.status, ended.body.code], [404, 'no_model'])
  await racks.flow.put('/configuration-models', { ...model, sku: 'R-ENDS', groups, version: 2 })
  assert.equal((await racks.check([], { model: 'ENDED' })).complete, true)
  await racks.flow.put('/items', { ...item, active: false })
  const inactive = await racks.check([], { model: 'ENDED' })
  assert.deepEqual(
    [inactive.complete, inactive.problems.map((one: Seen) => one.code)],
    [false, ['inactive_item']],
  )
})

test('A10-16 A8-8 what would be promised of a kit is what an order of it gets: its parts, from what is there', async () => {
  await racks.flow.put('/items', {
    sku: 'P-KIT',
    name: 'Kit',
    itemClass: 'kitchen',
    kind: 'service',
    taxCode: 'none',
  })
  await racks.flow.put('/items', {
    sku: 'P-PART',
    name: 'Part',
    itemClass: 'kitchen',
    kind: 'goods',
    taxCode: 'none',
  })
  for (const sku of ['P-KIT', 'P-PART'])
    await racks.flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp('1.00') })
  const options = (code: string) => [{ code, sku: 'P-PART', included: true, quantity: { min: 1, max: 9 } }]
  const model = { code: 'P-KIT', version: 1, sku: 'P-KIT', name: 'Kit', state: 'published' }
  const groups = [{ code: 'G', options: options('PART') }]
  await racks.flow.put('/configuration-models', { ...model, validFrom: '2020-01-01', groups })
  await racks.flow.ok('/stock/opening', [{ sku: 'P-PART', location: 'DEPOT', quantity: '1', unitCost: '1' }])
  const line = configuredLine('P-KIT', '1', [{ option: 'PART', quantity: 4 }])
  const { outcomes } = await racks.flow.ok('/promises', [
    { lines: [line] },
    { lines: [configuredLine('P-KIT', '1', [{ option: 'X' }])] },
  ])
  const [kit] = outcomes[0].answer.lines
  assert.deepEqual([kit.completeOn, kit.promises[0].supply], [null, 'none'])
  const shown = kit.parts[0].promises.map((one: Seen) => [one.quantity, one.supply])
  assert.deepEqual([kit.parts[0].sku, kit.parts[0].perParent, kit.parts[0].quantity], ['P-PART', 4, '4'])
  assert.deepEqual(
    outcomes[1].problems.map((one: Seen) => [one.path, one.code]),
    [['/lines/0/configuration/choices/0/option', 'unknown_option']],
  )
  const { id } = await racks.flow.sell([line], noFreight)
  const order = await racks.flow.read(id)
  assert.deepEqual(
    order.fulfillmentLines
      .filter((one: Seen) => one.lineNo === 2)
      .map((one: Seen) => [one.quantity, one.supply]),
    shown,
  )
})
