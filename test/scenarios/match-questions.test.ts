import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
  for (const one of (await get('/match-rules')).matchRules)
    await flow.put('/match-rules', { ...one, active: false })
  await flow.put('/match-rules', { code: 'mail', keys: ['email'], outcome: 'suggest' })
})
after(() => flow.close())

const request = (method: string, path: string, body?: unknown) =>
  flow.server.request(method, `/api/v1${path}`, body)
const get = async (path: string): Promise<Seen> => {
  const answer = await request('GET', path)
  assert.equal(answer.status, 200, answer.bytes.toString())
  return answer.body
}
/** Hands over an order of a new customer, and waits until it has been compared. */
async function buy(account: string, create: object): Promise<Seen> {
  const order = await flow.ok('/orders', {
    source: 'webshop',
    externalId: `Q-${account}`,
    customer: { account, create },
    currency: 'GBP',
    shipTo: { country: 'GB' },
    lines: [{ sku: 'KIT-101', quantity: '1' }],
  })
  const end = performance.now() + 5000
  const waiting = 'select 1 from customers.to_match'
  while ((await flow.server.database.sql(waiting)).length > 0) {
    assert.ok(performance.now() < end, 'nobody compares')
    await sleep(20)
  }
  return order
}
const pairs = async (query = ''): Promise<string[]> =>
  (await get(`/match-questions${query}`)).questions.map((one: Seen) => `${one.customer} ${one.other}`)
const answer = async (rows: object[]): Promise<Seen[]> =>
  (await flow.put('/match-questions', rows)).outcomes as Seen[]

test('C12-2 a question shows both records side by side: what agrees, what differs, their orders and money', async () => {
  await buy('A-1', { name: 'Ada Byron', email: 'ada@byron.example' })
  const order = await buy('A-2', { name: 'Max Byron', email: 'ADA@byron.example' })
  for (const [number, name, phone] of [
    ['A-1', 'Ada Byron', '020 7946 0321'],
    ['A-2', 'Max Byron', '+44 20 7946 0321'],
  ]) {
    const email = 'ada@byron.example'
    const account = { number, name, email, phone, kind: 'person', currency: 'GBP', shipToCountry: 'GB' }
    await flow.put('/customer-accounts', account)
  }
  const { questions } = await get('/match-questions')
  assert.equal(questions.length, 1)
  const [question] = questions
  assert.deepEqual(
    [question.customer, question.other, question.rule, question.keys, question.later],
    ['A-2', 'A-1', 'mail', ['email'], null],
  )
  assert.deepEqual([question.agrees.toSorted(), question.differs], [['email', 'phone'], ['name']])
  assert.ok(Date.parse(question.askedAt) > Date.parse('2020-01-01'))
  const [later, before] = question.records
  assert.deepEqual([later.number, later.name, later.head, later.records], ['A-2', 'Max Byron', 'A-2', 1])
  assert.deepEqual([later.orders, later.sources, later.whole], [1, ['webshop'], true])
  assert.equal(later.newestOrder.id, order.id)
  const read = await flow.until(order.id, (one) => one.invoices.length > 0)
  assert.deepEqual(later.money[0].ordered, read.total ?? read.totals.total)
  assert.deepEqual([before.number, before.orders], ['A-1', 1])
  const invoiced = (await get('/match-questions')).questions[0].records[0].money[0]
  assert.deepEqual(invoiced.open, invoiced.ordered)
  assert.equal((await get('/match-questions/count')).waiting, 1)
})

test('C12-2 many questions are answered in one call: each row is told its own outcome, and the rest stands', async () => {
  for (const number of ['B-1', 'B-2', 'B-3', 'B-4']) await buy(number, { email: 'b@home.example' })
  await flow.put('/match-questions', [{ customer: 'A-2', other: 'A-1', answer: 'apart', reason: 'her son' }])
  assert.deepEqual(await pairs(), ['B-2 B-1', 'B-3 B-1', 'B-3 B-2', 'B-4 B-1', 'B-4 B-2', 'B-4 B-3'])
  // By pages, the oldest first.
  const first = await request('GET', '/match-questions?limit=4')
  const next = String(first.headers.get('link')).match(/after=([^&>]+)/)![1]!
  assert.deepEqual(await pairs(`?limit=4&after=${next}`), ['B-4 B-2', 'B-4 B-3'])

  const outcomes = await answer([
    { customer: 'B-2', other: 'B-1', answer: 'merge', leads: 'B-2', reason: 'the same person' },
    { customer: 'B-2', other: 'B-1', answer: 'apart', reason: 'and yet they are two' },
    { customer: 'B-3', other: 'B-1', answer: 'apart', reason: 'another person' },
    { customer: 'B-4', other: 'B-1', answer: 'merge', leads: 'B-3', reason: 'led by a third' },
    { customer: 'B-4', other: 'NOBODY', answer: 'merge', reason: 'with nobody' },
    { customer: 'B-4', other: 'B-3', answer: 'later', until: '2099-01-01', reason: 'in a lifetime' },
  ])
  assert.deepEqual(
    outcomes.map((one) => (one.ok ? 'ok' : one.problems.map((each: Seen) => `${each.path} ${each.code}`))),
    [
      'ok',
      ['/other one_customer'],
      'ok',
      ['/leads not_of_them'],
      ['/other unknown_customer'],
      ['/until not_later'],
    ],
  )
  const { number, records } = await get('/customers/B-1')
  assert.deepEqual([number, records.map((one: Seen) => one.number)], ['B-2', ['B-2', 'B-1']])
  // Said again, nothing changes.
  const again = await answer([{ customer: 'B-2', other: 'B-1', answer: 'merge', reason: 'the same person' }])
  assert.deepEqual(again, [{ index: 0, ok: true }])
  assert.deepEqual(await pairs(), ['B-3 B-2', 'B-4 B-1', 'B-4 B-2', 'B-4 B-3'])
  // The figures are of the whole customer.
  const merged = (await get('/match-questions')).questions[0].records[1]
  assert.deepEqual([merged.number, merged.records, merged.orders], ['B-2', 2, 2])
  await flow.lawful()
})

test('a question that is left for later waits no more until its day', async () => {
  const { today } = (await get('/companies')).companies[0] ?? {}
  const now = today ?? new Date().toISOString().slice(0, 10)
  const inDays = (days: number) => new Date(Date.parse(now) + days * 86_400_000).toISOString().slice(0, 10)
  const row = { customer: 'B-4', other: 'B-3', answer: 'later', reason: 'we wait for their call' }
  const waiting = (await get('/match-questions/count')).waiting
  const outcomes = await answer([
    { ...row, until: inDays(5) },
    { ...row, customer: 'B-1', other: 'B-2', until: inDays(5) },
    { ...row, until: inDays(-1) },
    row,
  ])
  assert.deepEqual(
    outcomes.map((one) => (one.ok ? 'ok' : one.problems.map((each: Seen) => each.code))),
    ['ok', ['not_asked'], ['not_later'], ['not_later']],
  )
  assert.ok(!(await pairs()).includes('B-4 B-3'))
  assert.equal((await get('/match-questions/count')).waiting, waiting - 1)
  const left = (await get('/match-questions?state=later')).questions
  assert.deepEqual(
    left.map((one: Seen) => [one.customer, one.later.until, one.later.reason]),
    [['B-4', inDays(5), 'we wait for their call']],
  )
  // Its day comes.
  await flow.server.database.sql(
    `update customers.match_question set later_until = '${inDays(0)}' where later_until is not null`,
  )
  assert.ok((await pairs()).includes('B-4 B-3'))
  assert.deepEqual(await pairs('?state=later'), [])
})

test('who may not change customers answers no question, and a wrong row is told with its place', async () => {
  const reading = await flow.keyOf(['customers:read'])
  const row = { customer: 'B-4', other: 'B-3', answer: 'apart', reason: 'two persons' }
  const refused = await flow.server.request('PUT', '/api/v1/match-questions', [row], reading)
  assert.deepEqual([refused.status, refused.body.code], [403, 'scope_missing'])
  const wrong = await request('PUT', '/match-questions', [
    row,
    { customer: '', other: 'B-3', answer: 'maybe' },
  ])
  assert.equal(wrong.status, 422)
  const paths = wrong.body.errors.map((one: Seen) => one.path)
  for (const path of ['/1/customer', '/1/answer', '/1/reason']) assert.ok(paths.includes(path), paths.join())
})
