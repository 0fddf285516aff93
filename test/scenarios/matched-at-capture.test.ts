import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { DocketProcess } from '../kill/process.ts'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'

/** The server runs no job; what matches is a process that is killed. */
let flow: Flow
let jobs: DocketProcess
before(async () => {
  flow = new Flow(await startTestServer({ sample: true, roles: 'api' }))
  for (const one of (await get('/match-rules')).matchRules)
    await flow.put('/match-rules', { ...one, active: false })
  await flow.put('/match-rules', { code: 'mail', keys: ['email'], outcome: 'merge', mostRecords: 3 })
  process.env.DOCKET_ROLES = 'scheduler'
  jobs = await DocketProcess.start({ databaseUrl: flow.server.database.url }, flow.server.apiKey)
})
after(async () => {
  await jobs.stop()
  await flow.close()
})

const sql = <R>(text: string, values?: unknown[]) => flow.server.database.sql<R>(text, values)
const get = async (path: string): Promise<Seen> => {
  const answer = await flow.server.request('GET', `/api/v1${path}`)
  assert.equal(answer.status, 200, answer.bytes.toString())
  return answer.body
}
const orderOf = (account: string, create: object, source = 'webshop') => ({
  source,
  externalId: `M-${account}-${source}`,
  customer: { account, create },
  currency: 'GBP',
  shipTo: { country: 'GB' },
  lines: [
    {
      sku: 'KIT-101',
      quantity: '1',
      ...(source === 'marketplace' && {
        unitPrice: { amount: '10.00', currency: 'GBP' },
        taxAmount: { amount: '2.00', currency: 'GBP' },
      }),
    },
  ],
})
const buy = (...of: Parameters<typeof orderOf>) => flow.ok('/orders', orderOf(...of))
const waiting = async () =>
  Number((await sql<{ count: bigint }>('select count(*) from customers.to_match'))[0]!.count)
async function matched(ms = 5000): Promise<void> {
  const end = performance.now() + ms
  while ((await waiting()) > 0) {
    assert.ok(performance.now() < end, `waited too long: ${jobs.output}`)
    await sleep(20)
  }
}
const records = async (number: string): Promise<string[]> =>
  (await get(`/customers/${number}`)).records.map((row: Seen) => row.number)
const questions = async (): Promise<string[]> =>
  (await get('/match-questions')).questions.map((one: Seen) => `${one.customer} ${one.other} ${one.rule}`)

test('C12-2 a person who buys on two channels, written otherwise, is one customer within a second; it can be taken back', async () => {
  await buy('W-1', { name: 'Ada Byron', email: 'Ada@Byron.example' })
  await matched()
  await buy('MP-1', { name: 'A. BYRON', email: ' ada@byron.EXAMPLE' }, 'marketplace')
  await matched(2000)
  assert.deepEqual(await records('MP-1'), ['W-1', 'MP-1'])
  const { merges } = await get('/customers/MP-1')
  assert.deepEqual([merges[0].actor, merges[0].rule], ['system', 'mail'])
  const { events } = await get('/events?limit=1000')
  assert.ok(events.some((event: Seen) => event.type.endsWith('customer.merged')))
  await flow.put('/customers/MP-1/merge', { into: null, reason: 'her sister' })
  assert.deepEqual(await records('MP-1'), ['MP-1'])
  // A known customer has been matched.
  await flow.ok('/orders', { ...orderOf('MP-1', {}), externalId: 'M-AGAIN' })
  assert.equal(await waiting(), 0)
  await flow.lawful()
})

test('what rules leave open is asked of a person, who says that they are one, or two for good', async () => {
  await flow.put('/match-rules', { code: 'mail', keys: ['email'], outcome: 'suggest' })
  for (const number of ['Q-1', 'Q-2', 'Q-3']) {
    await buy(number, { email: 'quill@home.example' })
    await matched()
  }
  assert.deepEqual(await questions(), ['Q-2 Q-1 mail', 'Q-3 Q-1 mail', 'Q-3 Q-2 mail'])
  await flow.put('/customers/Q-2/merge', { into: 'Q-1', reason: 'the same' })
  assert.deepEqual(await questions(), ['Q-3 Q-1 mail', 'Q-3 Q-2 mail'])
  for (const from of ['Q-1', 'Q-2']) await flow.put('/customers/Q-3/apart', { from, reason: 'her son' })
  assert.deepEqual(await questions(), [])
  const one = await flow.server.request('PUT', '/api/v1/customers/Q-2/apart', { from: 'Q-1', reason: 'why' })
  assert.deepEqual([one.status, one.body.errors[0].code], [422, 'one_customer'])
  // No rule says otherwise from now on.
  await flow.put('/match-rules', { code: 'mail', keys: ['email'], outcome: 'merge', mostRecords: 9 })
  await flow.put('/customer-accounts', {
    number: 'Q-3',
    kind: 'person',
    email: 'quill@home.example',
    currency: 'GBP',
    shipToCountry: 'GB',
  })
  assert.deepEqual(await records('Q-3'), ['Q-3'])
  const { matches } = await get('/customers/Q-3/matches')
  assert.deepEqual(
    matches.map((match: Seen) => match.decidedApart),
    [true],
  )
  await flow.put('/match-rules', { code: 'mail', keys: ['email'], outcome: 'merge', mostRecords: 3 })
  await flow.lawful()
})

test('C12-2 five thousand orders of new people in a stream are matched, whoever is killed between', async () => {
  const lines = Array.from({ length: 5000 }, (_value, index) =>
    // Half of them come twice, on two channels.
    JSON.stringify(
      index < 2500
        ? orderOf(`S-${index}`, { email: `person${index}@mass.example` })
        : orderOf(`S-${index}`, { email: `PERSON${index - 2500}@mass.example` }, 'marketplace'),
    ),
  )
  const stream = flow.server.request('POST', '/api/v1/orders/batch', `${lines.join('\n')}\n`, {
    'content-type': 'application/x-ndjson',
    'idempotency-key': 'mass',
  })
  await sleep(300)
  await jobs.kill()
  assert.equal((await stream).status, 200)
  await jobs.start()
  await sleep(200)
  await jobs.kill()
  await jobs.start()
  await matched(60_000)
  const rows = await sql<{ merged: bigint; right: bigint }>(
    `select count(*) as merged, count(*) filter (where
        abs(substr(c.number, 3)::int - substr(h.number, 3)::int) = 2500) as right
     from customers.merge g join customers.customer c on c.id = g.customer_id join customers.customer h on h.id = g.head_id
     where c.number like 'S-%'`,
  )
  assert.deepEqual(rows, [{ merged: 2500n, right: 2500n }])
  await flow.lawful()
})

test('C12-7 who was erased is never matched, and no question of them stays', async () => {
  await jobs.stop()
  const create = { name: 'Zelda Quill', email: 'zelda@quill.example' }
  await buy('E-1', create)
  await buy('E-2', create)
  await flow.put('/customers/E-1/erasure', { reason: 'asked to be forgotten', force: true })
  await jobs.start()
  await matched()
  assert.deepEqual([await records('E-2'), await questions()], [['E-2'], []])
  await flow.put('/match-rules', { code: 'mail', keys: ['email'], outcome: 'suggest' })
  await buy('E-3', create)
  await matched()
  assert.deepEqual(await questions(), ['E-3 E-2 mail'])
  await flow.put('/customers/E-2/erasure', { reason: 'asked to be forgotten', force: true })
  assert.deepEqual(await questions(), [])
  // Erased while it is matched: one of the two waits for the other, and decides again.
  await flow.put('/match-rules', { code: 'mail', keys: ['email'], outcome: 'merge', mostRecords: 3 })
  const numbers = Array.from({ length: 10 }, (_value, index) => index)
  for (const index of numbers) {
    const email = `race${index}@quill.example`
    await buy(`R-${index}-A`, { email })
    await Promise.all([
      buy(`R-${index}-B`, { email }),
      flow.put(`/customers/R-${index}-A/erasure`, { reason: 'asked to be forgotten', force: true }),
    ])
  }
  await matched()
  const rows = await sql<{ late: bigint }>(
    `select count(*) as late from customers.merge m join customers.erasure e
       on e.company_id = m.company_id and e.customer_id in (m.customer_id, m.into_id)
     join platform.company_log l on l.company_id = m.company_id and l.batch = m.batch
     join platform.company_log g on g.company_id = e.company_id and g.batch = e.batch where l.pos > g.pos`,
  )
  assert.deepEqual(rows, [{ late: 0n }])
  await flow.lawful()
})

test('a caller who sees some accounts learns nothing of others by it', async () => {
  await buy('L-1', { name: 'Lena Low', email: 'lena@low.example' })
  await matched()
  const own = (await get('/customer-accounts?account=L-1')).customerAccounts[0]
  const { secret } = await flow.ok('/keys', {
    name: 'limited',
    company: 'SAMPLE',
    scopes: ['customers:read', 'customers:write', 'orders:read'],
    rows: 'customers',
    customerAccountIds: [own.id],
  })
  const headers = { authorization: `Bearer ${secret}` }
  const seen = async () =>
    (await flow.server.request('GET', '/api/v1/customers/L-1', undefined, headers)).body
  const before = await seen()
  await buy('L-2', { name: 'Lena Low', email: 'LENA@low.example' }, 'marketplace')
  await matched()
  assert.deepEqual((await records('L-1')).toSorted(), ['L-1', 'L-2'])
  assert.deepEqual(
    (await seen()).records.map((row: Seen) => row.number),
    before.records.map((row: Seen) => row.number),
  )
  assert.ok(!JSON.stringify(await seen()).includes('L-2'))
  for (const [method, path, body] of [
    ['GET', '/match-questions', undefined],
    ['GET', '/customers/L-1/matches', undefined],
    ['PUT', '/customers/L-1/apart', { from: 'L-2', reason: 'why not' }],
  ] as const) {
    const answer = await flow.server.request(method, `/api/v1${path}`, body, headers)
    assert.deepEqual([answer.status, answer.body.code], [403, 'rows_limited'], path)
  }
})
