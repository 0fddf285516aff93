import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
  // The rules of the sample company rest.
  for (const { code, keys, outcome } of (await get('/match-rules')).matchRules) {
    await rule(code, keys, outcome, { active: false })
  }
})
after(() => flow.close())

const request = (method: string, path: string, body?: object) =>
  flow.server.request(method, `/api/v1${path}`, body)
const get = async (path: string): Promise<Seen> => {
  const answer = await request('GET', path)
  assert.equal(answer.status, 200, answer.bytes.toString())
  return answer.body
}
const save = (number: string, more: object = {}) =>
  flow.put('/customer-accounts', { number, kind: 'person', currency: 'GBP', shipToCountry: 'GB', ...more })
const rule = (code: string, keys: string[], outcome: string, more: object = {}) =>
  flow.put('/match-rules', { code, keys, outcome, ...more })
const matches = async (number: string) =>
  (await get(`/customers/${number}/matches`)).matches.map((one: Seen) =>
    [one.customer, one.rule, one.outcome, one.keys.join('+')].join(' '),
  )
const records = async (number: string): Promise<string[]> =>
  (await get(`/customers/${number}`)).records.map((row: Seen) => row.number)
const merges = async (number: string): Promise<Seen[]> => (await get(`/customers/${number}`)).merges
const leeds = { address: { lines: ['1 Mill Lane'], city: 'Leeds', postcode: 'LS1 4AP' } }

test('C12-2 candidates are found by rules in their order, with the keys that agreed', async () => {
  assert.deepEqual(await matches('GB-0001'), [])
  await rule('contact', ['email', 'phone'], 'suggest', { position: 1 })
  await rule('email', ['email'], 'suggest', { position: 2 })
  await rule('phone', ['phone'], 'suggest', { position: 3 })
  await rule('home', ['name', 'postcode'], 'suggest', { position: 4 })
  await rule('pos', ['alternate_number'], 'suggest', { position: 5 })
  const pos = { alternateNumbers: [{ system: 'pos', number: '4711' }] }
  const all = { name: 'Ada Byron', email: 'Ada@byron.example', phone: '+44 20 7946 0321', ...leeds, ...pos }
  await save('A-1', all)
  await save('A-2', { email: 'ada@BYRON.example', phone: '020 7946 0321' })
  await save('A-3', { email: 'ada@byron.example', phone: '020 7946 0322' })
  await save('A-4', { phone: '0044 (20) 7946-0321' })
  await save('A-5', { name: 'ADA BYRON', address: { postcode: 'ls14ap' } })
  await save('A-6', pos)
  // Nobody: another system, another town, an organization, a counter, an order's receiver.
  await save('A-7', { alternateNumbers: [{ system: 'erp', number: '4711' }] })
  await save('A-8', { name: 'Ada Byron', address: { postcode: 'LS2 4AP' } })
  await save('A-9', { ...all, kind: 'organization' })
  await save('A-10', { ...all, kind: 'walk_in' })
  await save('A-11')
  await flow.put('/contacts', { customer: 'A-11', code: 'SISTER', name: 'Ada', email: 'ada@byron.example' })
  assert.deepEqual(await matches('A-1'), [
    'A-2 contact suggest email+phone',
    'A-3 email suggest email',
    'A-4 phone suggest phone',
    'A-5 home suggest name+postcode',
    'A-6 pos suggest alternate_number',
  ])
  assert.deepEqual([await matches('A-10'), await matches('A-11')], [[], []])
  // Nothing was merged; what is merged by a person is no candidate any more.
  assert.deepEqual(await records('A-1'), ['A-1'])
  await request('PUT', '/customers/A-2/merge', { into: 'A-1', reason: 'the same' })
  assert.equal((await matches('A-1')).length, 4)
  assert.deepEqual(await matches('A-2'), await matches('A-1'))
  assert.equal((await request('GET', '/customers/NOBODY/matches')).status, 404)
})

test('rules are set up like everything else, and one that would match half the town is refused', async () => {
  for (const keys of [['name'], ['postcode'], []]) {
    const answer = await request('PUT', '/match-rules', { code: 'weak', keys, outcome: 'merge' })
    assert.ok(answer.status === 422 || answer.status === 400, answer.bytes.toString())
  }
  const home = { code: 'home', position: 4, keys: ['name', 'postcode'], outcome: 'suggest' }
  const again = await flow.put('/match-rules', home)
  assert.equal(again.change, 'unchanged')
  const listed = (await get('/match-rules')).matchRules.find((one: Seen) => one.code === 'home')
  assert.deepEqual(listed, { ...home, keys: ['name', 'postcode'], mostRecords: 3, active: true })
})

test('C12-2 rules merge what is described, in one batch, and the audit says which rule', async () => {
  for (const code of ['contact', 'email', 'phone', 'home', 'pos']) {
    await rule(code, ['email'], 'suggest', { active: false })
  }
  await rule('loyalty', ['alternate_number'], 'merge')
  await rule('mail', ['email', 'name'], 'merge', { position: 1 })
  const zoe = { name: 'Zoe Quill', email: 'zoe@quill.example' }
  await save('Z-1', zoe)
  await save('Z-2', { ...zoe, email: 'ZOE@quill.example' })
  assert.deepEqual(await records('Z-2'), ['Z-1', 'Z-2'])
  const [merge] = await merges('Z-2')
  assert.deepEqual(
    [merge!.customer, merge!.into, merge!.actor, merge!.rule, merge!.reason],
    ['Z-2', 'Z-1', 'system', 'mail', 'email, name agree'],
  )
  // Another person who uses the same mail.
  await save('Z-3', { ...zoe, name: 'Max Quill' })
  assert.deepEqual(await records('Z-3'), ['Z-3'])
  // A record that stands and says something new of itself.
  await save('Z-4', { name: 'Zoe' })
  await save('Z-4', zoe)
  assert.deepEqual(await records('Z-4'), ['Z-1', 'Z-2', 'Z-4'])
  // A person's word stands above rules, whoever of the two is described again.
  await request('PUT', '/customers/Z-2/merge', { into: null, reason: 'her mother' })
  await save('Z-2', { ...zoe, phone: '1' })
  await save('Z-1', { ...zoe, phone: '2' })
  assert.deepEqual(await records('Z-2'), ['Z-2'])
  const candidates = (await get('/customers/Z-2/matches')).matches
  assert.deepEqual(
    candidates.map((one: Seen) => [one.customer, one.decidedApart]),
    [['Z-1', true]],
  )
  await flow.lawful()
})

test('a key that many share merges nobody beyond the first few, and two that agree are only suggested', async () => {
  await rule('counter', ['email'], 'merge', { position: 9 })
  const counter = { email: 'counter@shop.example' }
  for (const number of ['C-1', 'C-2', 'C-3', 'C-4', 'C-5']) await save(number, counter)
  assert.deepEqual(await records('C-1'), ['C-1', 'C-2', 'C-3'])
  assert.deepEqual([await records('C-4'), await records('C-5')], [['C-4'], ['C-5']])
  // Two customers agree with one: which of them it is, a person decides.
  await rule('counter', ['email'], 'suggest', { position: 9 })
  await save('D-1', { email: 'd@shop.example' })
  await save('D-2', { email: 'd@shop.example' })
  await rule('counter', ['email'], 'merge', { position: 9, mostRecords: 10 })
  await save('D-3', { email: 'd@shop.example' })
  assert.deepEqual(await records('D-3'), ['D-3'])
  assert.deepEqual(await matches('D-3'), ['D-1 counter merge email', 'D-2 counter merge email'])
  await rule('counter', ['email'], 'merge', { active: false })
})

test('records of one person in one file are one customer when the file is in', async () => {
  const card = { alternateNumbers: [{ system: 'loyalty', number: '77' }] }
  const answers = await Promise.all(
    ['F-1', 'F-2', 'F-3'].map((number) =>
      request('PUT', '/customer-accounts', {
        number,
        kind: 'person',
        currency: 'GBP',
        shipToCountry: 'GB',
        ...card,
      }),
    ),
  )
  assert.deepEqual(
    answers.map((answer) => answer.status),
    [201, 201, 201],
  )
  assert.deepEqual((await records('F-2')).toSorted(), ['F-1', 'F-2', 'F-3'])
  await flow.lawful()
})

test('rules that merge on two servers at once leave whole customers', async () => {
  await rule('loyalty', ['alternate_number'], 'merge', { mostRecords: 100 })
  const card = { alternateNumbers: [{ system: 'loyalty', number: '88' }] }
  const numbers = Array.from({ length: 40 }, (_value, index) => `P-${index}`)
  await save(numbers[0]!, card)
  const second = await startTestServer({ beside: flow.server, roles: 'api' })
  try {
    const answers = await Promise.all(
      numbers.map((number, index) =>
        (index % 2 === 0 ? flow.server : second).request('PUT', '/api/v1/customer-accounts', {
          number,
          kind: 'person',
          currency: 'GBP',
          shipToCountry: 'GB',
          name: `Person ${index}`,
          ...card,
        }),
      ),
    )
    assert.ok(answers.every(({ status }) => status === 200 || status === 201))
    const all = await records(numbers[0]!)
    assert.ok(all.length > 1)
    for (const number of all) assert.deepEqual(await records(number), all)
    // Who was missed is a candidate.
    const missed = numbers.filter((number) => !all.includes(number))
    for (const number of missed) assert.notDeepEqual(await matches(number), [])
    await flow.lawful()
  } finally {
    await second.close()
  }
})
