import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { addDays } from '../../src/platform/clock.ts'
import { Flow, type Seen } from '../support/flow.ts'

type Call = (method: string, path: string, body?: unknown, key?: string) => Promise<Seen>

let flow: Flow
let anna: Call
let paul: Call
let vera: Call
const ids = new Map<string, string>()
let made = 0

before(async () => {
  flow = await Flow.open()
  anna = await userOf('anna', 'operations')
  paul = await userOf('paul', 'finance')
  vera = await userOf('vera', 'viewer')
})
after(() => flow.close())

/** Somebody with a role, signed in. */
async function userOf(login: string, role: string, company = 'SAMPLE'): Promise<Call> {
  const password = 'a long enough password'
  const { id } = await flow.ok('/users', { login, name: login, password, grants: [{ company, role }] })
  ids.set(login, `user:${id}`)
  const { url } = flow.server
  const headers = { 'content-type': 'application/json', origin: url }
  const body = JSON.stringify({ login, password })
  const session = await fetch(`${url}/api/v1/session`, { method: 'POST', headers, body })
  const cookie = session.headers.get('set-cookie')!.split(';')[0]!
  return async (method, path, said, key = `u-${(made += 1)}`) => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { ...headers, cookie, 'idempotency-key': key },
      ...(said === undefined ? {} : { body: JSON.stringify(said) }),
    })
    return { status: answer.status, body: await answer.json() }
  }
}

const rule = (levels: readonly string[]) => ({
  code: 'DISCOUNT',
  condition: 'order.discountPercent > 10.0',
  levels,
})
const sell = () => flow.sell([{ sku: 'KIT-101', quantity: '2', discounts: [{ percent: '12' }] }])
async function decide(who: Call, order: Seen, outcome = 'approve', comment?: string): Promise<string> {
  const row = { orderId: order.id, version: order.version, outcome, ...(comment ? { comment } : {}) }
  const { body } = await who('POST', '/approvals/decisions', [row])
  const [one] = body.outcomes
  return one.ok ? one.answer.state : one.code
}
const waiting = async (who: Call): Promise<Seen[]> =>
  (await who('GET', '/approvals?mine=true&limit=500')).body.rows

test('A4-2 a user and a role are asked by name, together or one of them, and each sees what waits for the own name', async () => {
  await flow.put('/approval-rules', rule([`${ids.get('vera')} or role:finance`]))
  const one = await sell()
  const two = await sell()
  assert.equal(one.state, 'pending_approval')
  assert.deepEqual((await waiting(anna)).length, 0)
  assert.deepEqual(
    (await waiting(vera)).map(({ orderId, levels }) => [orderId, levels]),
    [one, two].map(({ id }) => [id, [`${ids.get('vera')} or role:finance`]]),
  )
  assert.equal(await decide(anna, one), 'not_an_approver')
  assert.equal(await decide(vera, one), 'in_progress')
  assert.equal(await decide(paul, two), 'in_progress')

  await flow.put('/approval-rules', rule([`${ids.get('vera')} and role:finance and goodwill:write`]))
  const all = await sell()
  assert.equal(await decide(vera, all), 'pending_approval')
  assert.equal(await decide(vera, all), 'not_an_approver')
  const [row] = await waiting(anna)
  assert.deepEqual([row.agreed, row.level], [[ids.get('vera')], 1])
  assert.equal(await decide(anna, all), 'pending_approval')
  assert.equal(
    await decide(paul, all),
    'in_progress',
    'finance holds goodwill:write, and is asked as finance',
  )
  const acts = (await flow.read(all.id)).timeline.map((fact: Seen) => fact.actor)
  assert.deepEqual(acts.slice(1, 4), [ids.get('vera'), ids.get('anna'), ids.get('paul')])
})

test('A4-2 of all of a level who agree at once each counts once', async () => {
  await flow.put('/approval-rules', rule([`${ids.get('vera')} and role:finance`]))
  const orders = await Promise.all(Array.from({ length: 5 }, sell))
  for (const order of orders) {
    const said = await Promise.all([decide(vera, order), decide(paul, order), decide(vera, order)])
    for (const who of [vera, paul]) if (said.includes('approval_moved')) await decide(who, order)
    assert.equal((await flow.read(order.id)).state, 'in_progress', said.join())
  }
})

test('A4-6 an approver who hands an order over is passed over; where nobody else is named the administrator decides', async () => {
  await flow.put('/approval-rules', rule([ids.get('anna')!, 'role:finance']))
  const asked = (externalId: string) => ({
    source: 'webshop',
    externalId,
    customer: { account: 'GB-0001' },
    currency: 'GBP',
    shipTo: { country: 'GB' },
    lines: [{ sku: 'KIT-101', quantity: '2', discounts: [{ percent: '12' }] }],
  })
  const own = (await anna('POST', '/orders', asked('OWN-1'))).body
  const [row] = await waiting(paul)
  assert.deepEqual([row.orderId, row.levels], [own.id, ['role:finance']])
  assert.equal(await decide(anna, own), 'self_approval')
  assert.equal(await decide(paul, own), 'in_progress')
  await flow.put('/approval-rules', rule([ids.get('anna')!]))
  const alone = (await anna('POST', '/orders', asked('OWN-2'))).body
  assert.equal(await decide(anna, alone), 'self_approval')
  assert.equal(await decide(paul, alone), 'not_an_approver')
  const row2 = { orderId: alone.id, version: alone.version, outcome: 'approve' }
  assert.equal((await flow.ok('/approvals/decisions', [row2])).outcomes[0].answer.state, 'in_progress')
})

test('A4-6 of whom nothing is heard in time is passed over by the job, the last level never, and a late answer is of no use', async () => {
  await flow.put('/approval-rules', {
    ...rule([ids.get('vera')!, 'role:operations', 'role:finance']),
    escalateHours: 24,
  })
  const late = await sell()
  const answered = await sell()
  assert.equal(await decide(anna, answered), 'pending_approval')
  const levels = async () => {
    const { body } = await flow.server.request('GET', '/api/v1/approvals?limit=500')
    return [late, answered].map(({ id }) => body.rows.find((row: Seen) => row.orderId === id)?.level)
  }
  const path = '/monitoring/jobs/approvals'
  const runs = async () => (await flow.server.request('GET', `/api/v1${path}/runs`)).body.rows.length
  /** The job looks now, and has looked. */
  const run = async () => {
    const seen = await runs()
    await flow.ok(`${path}/run`, { reason: 'now' })
    for (let tries = 0; (await runs()) === seen; tries += 1) {
      assert.ok(tries < 300, 'the job did not run')
      await sleep(50)
    }
  }
  await run()
  assert.deepEqual(await levels(), [1, 3])
  await flow.ok(`${path}/stop`, { reason: 'to see what waits' })
  await flow.put('/clock', { days: 1 })
  const { body } = await flow.server.request('GET', `/api/v1${path}`)
  assert.equal(body.queue.due, 1)
  await flow.ok(`${path}/start`, { reason: 'enough' })
  await run()
  assert.deepEqual(await levels(), [2, 3])
  assert.equal(await decide(vera, late), 'not_an_approver')
  await flow.put('/clock', { days: 5 })
  await run()
  assert.deepEqual(await levels(), [3, 3], 'the last level is asked without end')
  assert.equal(await decide(paul, late), 'in_progress')
  assert.equal(await decide(paul, answered), 'in_progress')
})

test('A4-2 a rule that names nobody is refused with every name, and what is listed is taken back as it is', async () => {
  const { id } = await flow.ok('/users', {
    login: 'guest',
    name: 'guest',
    password: 'a long enough password',
    grants: [{ company: 'SAMPLE', role: 'viewer' }],
  })
  const left = await flow.server.request('PATCH', `/api/v1/users/${id}`, { disabled: true })
  assert.equal(left.status, 204, left.bytes.toString())
  const wrong = [
    'role:king or shout',
    'user:usr_0000000000000',
    'role:customer',
    'admin or admin',
    `user:${id}`,
  ]
  const answer = await flow.server.request('PUT', '/api/v1/approval-rules', rule(wrong))
  assert.equal(answer.status, 422, answer.bytes.toString())
  assert.deepEqual(
    answer.body.errors.map(({ path, code }: Seen) => `${path} ${code}`),
    [
      '/levels/0 unknown_role',
      '/levels/0 unknown_scope',
      '/levels/1 unknown_user',
      '/levels/2 unknown_role',
      '/levels/3 twice',
      '/levels/4 unknown_user',
    ],
  )
  await flow.put('/approval-rules', rule([`${ids.get('vera')} and role:finance`, 'admin']))
  const { body } = await flow.server.request('GET', '/api/v1/approval-rules')
  const [listed] = body.approvalRules.filter(({ code }: Seen) => code === 'DISCOUNT')
  assert.deepEqual(listed.levels, [`${ids.get('vera')} and role:finance`, 'admin'])
  assert.equal((await flow.put('/approval-rules', listed)).change, 'unchanged')
  await flow.lawful()
})

test('A4-6 an approver who is away names somebody who decides instead for some days, not on what the approver handed over', async () => {
  const idOf = (login: string) => ids.get(login)!.slice('user:'.length)
  const name = (who: Call, body: object) => who('PUT', '/approval-delegates', body)
  await flow.put('/approval-rules', rule([ids.get('paul')!, 'credit:write']))
  const quote = await flow.ok('/quotes', {
    source: 'webshop',
    account: 'GB-0001',
    currency: 'GBP',
    validDays: 14,
    alternatives: [{ code: 'A', lines: [{ sku: 'KIT-101', quantity: '2', discounts: [{ percent: '12' }] }] }],
  })
  // Today, as the clock of the company says.
  const day = (days: number) => addDays(quote.validFrom, days)
  const order = await sell()
  assert.equal(await decide(vera, order), 'not_an_approver')
  const period = { validFrom: day(-1), validTo: day(1) }
  // Everything that is wrong is told, and nobody names somebody for another.
  const wrong = await name(paul, { delegate: idOf('paul'), validFrom: day(1), validTo: day(-1) })
  assert.deepEqual(
    wrong.body.errors.map(({ path, code }: Seen) => `${path} ${code}`),
    ['/delegate same_user', '/validTo dates_reversed'],
  )
  const stranger = await name(paul, { delegate: 'usr_nobody', validFrom: day(0), validTo: day(400) })
  assert.deepEqual(
    stranger.body.errors.map(({ path, code }: Seen) => `${path} ${code}`),
    ['/delegate unknown_user', '/validTo too_late'],
  )
  assert.equal((await name(vera, { user: idOf('paul'), delegate: idOf('vera'), ...period })).status, 403)
  assert.equal((await name(paul, { delegate: idOf('vera'), validFrom: day(2), validTo: day(3) })).status, 201)
  assert.equal(await decide(vera, order), 'not_an_approver', 'he is not away yet')
  assert.equal((await name(paul, { delegate: idOf('vera'), ...period })).body.change, 'changed')
  assert.deepEqual(
    (await waiting(vera)).map(({ orderId }) => orderId),
    [order.id],
  )
  assert.equal(await decide(vera, order), 'in_progress', 'for paul, who also holds credit:write')
  const { body } = await vera('GET', `/orders/${order.id}/approvals`)
  assert.deepEqual(
    body.rows[0].decisions.map(({ actor, onBehalfOf }: Seen) => [actor, onBehalfOf]),
    [[ids.get('vera'), [ids.get('paul')]]],
  )
  // Who is named does not hand it on, nor decides on what the one who is away handed over.
  assert.equal((await name(vera, { delegate: idOf('anna'), ...period })).status, 201)
  const other = await sell()
  assert.equal(await decide(anna, other), 'not_an_approver')
  const own = await paul('POST', '/orders', {
    source: 'webshop',
    externalId: 'DELEGATED',
    customer: { account: 'GB-0001' },
    currency: 'GBP',
    shipTo: { country: 'GB' },
    lines: [{ sku: 'KIT-101', quantity: '2', discounts: [{ percent: '12' }] }],
  })
  if (own.status === 201) assert.equal(await decide(vera, own.body), 'not_an_approver')
  else assert.equal(own.status, 403, 'finance enters no orders')
  // A quote is decided on likewise, and its history says for whom.
  await flow.ok(`/quotes/${quote.id}/send`, {})
  const said = await vera('POST', '/quote-decisions', [{ quote: quote.id, version: 1, outcome: 'approve' }])
  assert.equal(said.body.outcomes[0].answer?.state, 'sent', JSON.stringify(said.body))
  const { history } = (await flow.server.request('GET', `/api/v1/quotes/${quote.id}`)).body
  assert.equal(history.find(({ act }: Seen) => act === 'approve').reason, `for ${ids.get('paul')}`)
  assert.equal((await name(paul, { delegate: idOf('vera'), ...period, active: false })).status, 200)
  assert.equal(await decide(vera, other), 'not_an_approver')
})
