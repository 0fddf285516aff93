import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

const rule = (name: string, sets: string, value: string, more: object = {}) =>
  flow.put('/transformation-rules', { name, sets, value, ...more })
const read = async (id: string): Promise<Seen> =>
  (await flow.server.request('GET', `/api/v1/orders/${id}?include=lines,intake`)).body

test('O-06 rules give an order its priority, its reference and its data, in our words instead of those of the channel', async () => {
  await flow.put('/lookup-values', { lookup: 'skus', key: 'KETTLE-RED', value: 'KIT-101' })
  await flow.put('/lookup-values', { lookup: 'units', key: 'Stück', value: 'EA' })
  const foreign = 'order.custom.find("dialect") == "de"'
  await rule('rush', 'priority', 'order.custom.find("speed") == "rush" ? 9 : 2', {
    condition: 'order.custom.find("speed") != ""',
    relevancy: 7,
  })
  await rule('large', 'priority', '6', { condition: 'order.lines >= 2' })
  await rule('their number', 'customerReference', '"PO " + order.custom.find("poNumber")', {
    condition: 'order.custom.find("poNumber") != ""',
  })
  await rule('wished', 'requestedOn', 'order.custom.find("wishedOn")', { condition: foreign })
  await rule('to whom', 'shipTo.country', '"IE"', {
    condition: `${foreign} && order.custom.find("route") == "D"`,
  })
  await rule('where from', 'custom.channelGroup', '"marketplaces"', { condition: foreign })
  await rule('our sku', 'lines.sku', 'lookups.find("skus", line.sku, line.sku)', { condition: foreign })
  await rule('gift text', 'lines.custom.wrapped', '"yes"', {
    condition: 'line.custom.find("gift") == "true"',
  })

  const made = await flow.sell(
    [
      { sku: 'KETTLE-RED', quantity: '1', uom: 'Stück', custom: { gift: true } },
      { sku: 'KIT-102', quantity: '2' },
    ],
    {
      shipTo: { country: 'GB' },
      custom: { dialect: 'de', route: 'D', speed: 'rush', poNumber: '77', wishedOn: '2099-01-02' },
    },
  )
  assert.deepEqual([made.state, made.problems, made.priority], ['in_progress', [], 9])
  const order = await read(made.id)
  assert.equal(order.customerReference, 'PO 77')
  assert.equal(order.requestedOn, '2099-01-02')
  assert.equal(order.shipToCountry, 'IE')
  assert.equal(order.priority, 9)
  assert.equal(order.custom.channelGroup, 'marketplaces')
  assert.deepEqual(
    order.lines.map((line: Seen) => [line.sku, line.uom, line.custom]),
    [
      ['KIT-101', 'EA', { gift: true, wrapped: 'yes' }],
      ['KIT-102', 'EA', {}],
    ],
  )
  assert.deepEqual(
    order.decisions.transformations.map((one: string) => one.split('@')[0]),
    // The sample company has a rule for units.
    ['rush', 'their number', 'wished', 'to whom', 'where from', 'our units', 'our sku', 'gift text'],
  )
  // What came is kept as it came, and came again it is the same order.
  const intake = await flow.server.request('GET', `/api/v1/intake/${order.intake.id}`)
  assert.equal(JSON.parse(intake.bytes.toString()).lines[0].sku, 'KETTLE-RED')

  // The less relevant rule has its turn where the other does not apply; without any the priority is the usual one.
  const two = await flow.sell([
    { sku: 'KIT-101', quantity: '1' },
    { sku: 'KIT-102', quantity: '1' },
  ])
  assert.equal(two.priority, 6)
  assert.equal((await flow.sell([{ sku: 'KIT-101', quantity: '1' }])).priority, 4)
  await flow.lawful()
})

test('O-06 rules know the lines of an edited draft by the numbers that they keep', async () => {
  await rule('second', 'lines.custom.mark', '"second"', {
    condition: 'order.custom.find("marks") == "yes" && line.lineNo == 2',
  })
  const skus = ['KIT-101', 'KIT-102', 'KIT-103']
  const draft = await flow.sell(
    skus.map((sku) => ({ sku, quantity: '1' })),
    { custom: { marks: 'yes' }, submit: false },
  )
  const at = `/api/v1/orders/${draft.id}`
  const edit = { lines: [{ lineNo: 1, remove: true }] }
  const edited = await flow.server.request('PATCH', at, edit, { 'if-match': '"1"' })
  assert.equal(edited.status, 200, edited.bytes.toString())
  assert.deepEqual(
    (await read(draft.id)).lines.map((line: Seen) => [line.lineNo, line.custom.mark ?? null]),
    [
      [2, 'second'],
      [3, null],
    ],
  )
})

test('O-06 an order whose transformation fails is failed as it was stated, names every rule, and is converted when it is put right', async () => {
  await rule('strict size', 'lines.custom.size', 'lookups.find("sizes", line.custom.find("size"))', {
    condition: 'line.custom.find("size") != ""',
  })
  await rule('day', 'requestedOn', 'order.custom.find("day")', {
    condition: 'order.custom.find("day") != ""',
  })
  const externalId = 'T-FAULT'
  const failed = await flow.sell(
    [
      { sku: 'KIT-101', quantity: '1' },
      { sku: 'KIT-102', quantity: '1', custom: { size: 'XXL' } },
    ],
    { externalId, custom: { day: 'tomorrow' } },
  )
  assert.equal(failed.state, 'failed')
  assert.deepEqual(
    failed.problems.map((one: Seen) => [one.path, one.code]),
    [
      ['/requestedOn', 'transformation_fault'],
      ['/lines/1/custom/size', 'transformation_fault'],
    ],
  )
  assert.match(failed.problems[0].message, /rule day gives what cannot stand here/)
  assert.doesNotMatch(failed.problems[0].message, /tomorrow/)
  assert.match(failed.problems[1].message, /rule strict size: there is no lookup table "sizes"/)
  const kept = await read(failed.id)
  const bytes = (await flow.server.request('GET', `/api/v1/intake/${kept.intake.id}`)).bytes.toString()
  assert.equal(JSON.parse(bytes).custom.day, 'tomorrow')

  // The table and the order are put right: the same order goes on, and the rules see what was stated.
  await flow.put('/lookup-values', { lookup: 'sizes', key: 'XXL', value: '56' })
  const edited = await flow.server.request(
    'PATCH',
    `/api/v1/orders/${failed.id}`,
    { custom: { day: '2099-03-04' }, submit: true },
    { 'if-match': '"1"' },
  )
  assert.equal(edited.status, 200, edited.bytes.toString())
  assert.equal(edited.body.state, 'in_progress', edited.bytes.toString())
  const order = await read(failed.id)
  assert.deepEqual([order.requestedOn, order.lines[1].custom.size], ['2099-03-04', '56'])
})

test('O-06 a rule may say who pays in advance; a region is set only where a country is known', async () => {
  await rule('strangers pay first', 'prepaid', 'true', { condition: 'order.custom.find("new") == "yes"' })
  await rule('islands', 'shipTo.region', '"NIR"', { condition: 'order.custom.find("island") == "yes"' })
  const lines = [{ sku: 'KIT-101', quantity: '1' }]
  const prepaid = await flow.sell(lines, { custom: { new: 'yes', island: 'yes' } })
  const order = await read(prepaid.id)
  assert.deepEqual([order.prepaid, order.shipToCountry, order.shipToRegion], [true, 'GB', 'NIR'])
  const nowhere = await flow.sell(lines, { shipTo: undefined, custom: { island: 'yes' } })
  assert.equal(nowhere.state, 'failed')
  assert.deepEqual(
    nowhere.problems.map((one: Seen) => [one.path, one.code]),
    [['/shipTo/region', 'transformation_fault']],
  )
  // A site has its own region: the rule neither applies nor is told to have.
  await flow.put('/sites', { customer: 'GB-0003', code: 'ISLE', country: 'GB', region: 'IOM' })
  const customer = { account: 'GB-0003' }
  const toSite = await flow.sell(lines, { customer, shipTo: { site: 'ISLE' }, custom: { island: 'yes' } })
  const there = await read(toSite.id)
  assert.deepEqual([toSite.problems, there.shipToRegion], [[], 'IOM'])
  assert.equal(there.decisions.transformations, undefined)
})

test('O-06 a transformation that sets nothing known, or does not compile to what it sets, is refused with its place', async () => {
  const refused = async (body: object) => {
    const answer = await flow.server.request('PUT', '/api/v1/transformation-rules', body)
    assert.equal(answer.status, 422, answer.bytes.toString())
    return answer.body.errors.map((one: Seen) => `${one.path} ${one.code}`)
  }
  const name = 'wrong'
  assert.deepEqual(await refused({ name, sets: 'lines.price', value: '1' }), ['/sets unknown_target'])
  assert.deepEqual(await refused({ name, sets: 'priority', value: '"high"', condition: 'order.total > 1' }), [
    '/condition rule_type',
    '/value rule_result',
  ])
  // Whatever it should have set: what it asks is judged all the same, for the most that any rule may ask.
  const nowhere = { name, sets: 'line.sku', value: 'line.hue', condition: 'order.total > 1' }
  assert.deepEqual(await refused(nowhere), [
    '/sets unknown_target',
    '/condition rule_type',
    '/value rule_type',
  ])
  // A line is not there for what is set once an order.
  assert.deepEqual(await refused({ name, sets: 'custom.a', value: 'line.sku' }), ['/value rule_type'])
  // What is personal does not get into plain columns, which an erasure leaves alone.
  for (const personal of ['city', 'postcode'])
    assert.deepEqual(await refused({ name, sets: 'custom.a', value: `order.${personal}` }), [
      '/value rule_type',
    ])
  assert.deepEqual(await refused({ name, sets: 'custom.__proto__.a', value: '""' }), ['/sets unknown_target'])
})

test('O-06 a rule that stands and no longer compiles fails the orders that it is asked for, and says so', async () => {
  const { sql } = flow.server.database
  // What is kept in memory is old with the next change of the set-up.
  const change = async (statement: string) => {
    await sql(statement)
    await flow.put('/lookup-values', { lookup: 'turns', key: statement, value: 'changed' })
  }
  const sell = (custom: object) => flow.sell([{ sku: 'KIT-101', quantity: '1' }], { custom })
  await rule('aging', 'customerReference', '"A"', { condition: 'order.custom.find("aged") == "yes"' })
  await rule('removed', 'custom.gone', '"G"', { condition: 'order.custom.find("removed") == "yes"' })
  await change(`update orders.transformation_rule set value = 'bygone(order.source)' where name = 'aging'`)
  await change(`update orders.transformation_rule set sets = 'bygone.name' where name = 'removed'`)
  const [aged, removed, neither] = await Promise.all([
    sell({ aged: 'yes' }),
    sell({ removed: 'yes' }),
    sell({}),
  ])
  assert.deepEqual([aged.state, aged.problems[0].code], ['failed', 'transformation_fault'])
  assert.match(aged.problems[0].message, /^rule aging: it no longer compiles: .*bygone/)
  assert.deepEqual([removed.state, removed.problems[0].path], ['failed', '/bygone.name'])
  assert.match(removed.problems[0].message, /^rule removed: it sets bygone.name, which nothing sets any more/)
  assert.equal(neither.state, 'in_progress')

  await change(
    `update orders.transformation_rule set condition = 'bygone()', value = '"A"' where name = 'aging'`,
  )
  assert.match((await sell({})).problems[0].message, /^rule aging: it no longer compiles/)
  await change(`update orders.transformation_rule set active = false where name in ('aging', 'removed')`)
  assert.equal((await sell({ aged: 'yes' })).state, 'in_progress')
})

test('O-03 O-05 a rule of recognition or validation that no longer compiles lets no order pass', async () => {
  const { sql } = flow.server.database
  const sell = () => flow.sell([{ sku: 'KIT-101', quantity: '1' }])
  const add = async (path: string, body: object, table: string) => {
    await flow.put(path, body)
    await sql(`update orders.${table} set condition = 'bygone()' where condition = 'order.lines > 0'`)
    await flow.put('/lookup-values', { lookup: 'turns', key: path, value: 'changed' })
    return sell()
  }
  const end = async (table: string) => {
    await sql(`update orders.${table} set active = false where condition = 'bygone()'`)
    await flow.put('/lookup-values', { lookup: 'turns', key: table, value: 'ended' })
    assert.equal((await sell()).state, 'in_progress')
  }
  const condition = 'order.lines > 0'
  const recognition = { name: 'aged', relevancy: 1000, condition, orderType: 'standard' }
  const unknown = await add('/recognition-rules', recognition, 'recognition_rule')
  assert.deepEqual([unknown.state, unknown.problems[0].code], ['failed', 'not_recognized'])
  assert.match(unknown.problems[0].message, /^rule aged: it no longer compiles/)
  await end('recognition_rule')
  const wrong = await add('/validation-rules', { condition, message: 'aged' }, 'validation_rule')
  assert.equal(wrong.problems[0].code, 'validation_fault')
  assert.match(wrong.problems[0].message, /^it no longer compiles/)
  await end('validation_rule')
})

test('O-06 a company has so many rules and lookup values and no more; those that stand can still be changed', async () => {
  const { sql } = flow.server.database
  const tables = [
    [
      'lookup-values',
      { lookup: 'full', key: 'k1', value: 'v' },
      { lookup: 'full', key: 'one more', value: 'v' },
      `insert into orders.lookup_value (company_id, lookup, key, value, active)
       select company_id, 'full', 'k' || n, 'v', false
       from (select company_id, count(*) as had from orders.lookup_value group by 1) l, generate_series(1, 100000 - had) n`,
    ],
    [
      'transformation-rules',
      { name: 'r1', sets: 'priority', value: '1', active: false },
      { name: 'one more', sets: 'priority', value: '1', active: false },
      `insert into orders.transformation_rule (company_id, id, name, relevancy, condition, sets, value, active)
       select company_id, n, 'r' || n, 5, null, 'priority', '2', false
       from (select company_id, count(*) as had from orders.transformation_rule group by 1) t, generate_series(1, 500 - had) n`,
    ],
  ] as const
  for (const [path, standing, more, fill] of tables) {
    await sql(fill)
    const refused = await flow.server.request('PUT', `/api/v1/${path}`, more)
    assert.deepEqual([refused.status, refused.body.errors?.[0].code], [422, 'too_many'], path)
    const changed = await flow.server.request('PUT', `/api/v1/${path}`, standing)
    assert.equal(changed.status, 200, path)
  }
})
