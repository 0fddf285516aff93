import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { changePriority } from '../../src/orchestration/index.ts'
import { runBatch } from '../../src/platform/batch/index.ts'
import type { Connection, Database } from '../../src/platform/database/index.ts'
import { Ids } from '../../src/platform/ids.ts'
import { decodeId } from '../../src/platform/public-id.ts'
import type { Seen } from '../support/flow.ts'
import { crmOrder, TmfDesk } from '../support/tmf-desk.ts'

// Who may do what to an order in which state, and under which conditions, as a company says it.
let desk: TmfDesk
before(async () => {
  desk = await TmfDesk.at()
  await desk.slowItem('SLOW')
  for (const sku of ['LCP-1', 'LCP-2']) await desk.newItem(sku)
  await desk.priced('LCP-1')
})
after(() => desk.close())

const line = (sku: string, quantity = '1') => ({
  sku,
  quantity,
  unitPrice: '10',
  net: `${Number(quantity) * 10}.00`,
  tax: `${Number(quantity) * 2}.00`,
})
const because = { reason: 'We have to.' }
type Rule = Record<string, unknown>
/** What the company says from now on. */
const says = (...rules: Rule[]) => desk.put('/life-cycle-policies', { code: 'house', rules })
const silent = () => desk.put('/life-cycle-policies', { code: 'house', rules: [], active: false })
const refusal = ({ status, body }: Seen) => [
  status,
  body.code,
  (body.errors ?? []).map(({ path, code, message }: Seen) => `${path} ${code}: ${message}`),
]

/** Somebody with a role, signed in. */
async function userOf(login: string, role: string) {
  const password = 'a long enough password'
  const { id } = await desk.ok('/users', {
    login,
    name: login,
    password,
    grants: [{ company: 'SAMPLE', role }],
  })
  const { url } = desk.server
  const headers = { 'content-type': 'application/json', origin: url }
  const body = JSON.stringify({ login, password })
  const session = await fetch(`${url}/api/v1/session`, { method: 'POST', headers, body })
  const cookie = session.headers.get('set-cookie')!.split(';')[0]!
  let made = 0
  const call = async (method: string, path: string, said?: unknown): Promise<Seen> => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { ...headers, cookie, 'idempotency-key': `${login}-${(made += 1)}` },
      ...(said === undefined ? {} : { body: JSON.stringify(said) }),
    })
    return { status: answer.status, body: await answer.json() }
  }
  return { id: id as string, call }
}

test('O-12 the same person may do the same act to an order in one state and not in another, as the policy says for roles', async () => {
  const anna = await userOf('anna', 'operations')
  const paul = await userOf('paul', 'developer')
  await says(
    { acts: ['cancel', 'suspend'], states: ['in_progress'], roles: ['role:operations'] },
    {
      acts: ['cancel', 'resume'],
      states: ['suspended'],
      roles: [`user:${paul.id}`.replace('user:user:', 'user:')],
    },
  )
  const { id } = await desk.order([line('LCP-1')])
  const acts = async (who: { call: Awaited<ReturnType<typeof userOf>>['call'] }): Promise<Seen> =>
    (await who.call('GET', `/orders/${id}`)).body
  const offered = async (): Promise<boolean[][]> =>
    await Promise.all(
      [anna, paul].map(async (who) => {
        const seen = await acts(who)
        return ['cancel', 'suspend', 'resume', 'hold'].map((act) => seen.acts.includes(act))
      }),
    )
  assert.deepEqual(await offered(), [
    [true, true, false, true],
    [false, false, false, true],
  ])
  assert.deepEqual(
    (await acts(paul)).actLimits.map(({ act, limit, message }: Seen) => [act, limit, message]),
    ['cancel', 'suspend'].map((act) => [
      act,
      'others',
      'To an order that is in_progress it is done by: role:operations.',
    ]),
  )
  const cancel = (who: typeof anna) => who.call('POST', `/orders/${id}/cancel`, because)
  assert.deepEqual(refusal(await cancel(paul)), [
    403,
    'act_of_others',
    [' not_among_roles: To an order that is in_progress it is done by: role:operations.'],
  ])
  assert.equal((await anna.call('POST', `/orders/${id}/suspend`, because)).status, 200)
  assert.deepEqual(await offered(), [
    [false, false, false, true],
    [true, false, true, true],
  ])
  // Who is named is told to nobody else.
  assert.deepEqual(refusal(await cancel(anna)), [
    403,
    'act_of_others',
    [' not_among_roles: To an order that is suspended it is done by: those who are named.'],
  ])
  const writer = await desk.keyOf(['orders:read', 'orders:write'])
  const byKey = await desk.server.request('POST', `/api/v1/orders/${id}/cancel`, because, {
    ...writer,
    'idempotency-key': 'by-key',
  })
  assert.deepEqual([byKey.status, byKey.body.code], [403, 'act_of_others'])
  assert.equal((await desk.read(id)).state, 'suspended')
  assert.equal((await cancel(paul)).status, 200)
  await desk.lawful()
})

test('O-13 a condition that is false disables an act wherever it is asked for, with its message: not offered, refused by the API, to a CRM, in bulk', async () => {
  const message = 'The warehouse has it: take a return.'
  await says({
    acts: ['cancel', 'amend'],
    states: ['in_progress'],
    conditions: [{ when: 'goods.asked == 0 && goods.shipped == 0', message, severity: 'critical' }],
  })
  const free = await desk.taken('POST', '/productOrder', crmOrder('LCP-1', { quantity: 1 }))
  const seen = await desk.taken('POST', '/productOrder', crmOrder('SLOW', { quantity: 2 }))
  await desk.until(seen.id, ({ shipments }) => shipments.length === 1)
  const order = await desk.read(seen.id)
  assert.deepEqual(
    ['cancel', 'amend', 'suspend'].map((act) => order.acts.includes(act)),
    [false, false, true],
  )
  assert.deepEqual(
    order.actLimits,
    ['cancel', 'amend'].map((act) => ({ act, limit: 'disabled', severity: 'critical', message })),
  )
  const told = [409, 'act_disabled', [` condition_false: ${message}`]]
  assert.deepEqual(refusal(await desk.post(`/orders/${seen.id}/cancel`, because)), told)
  const more = { lines: [{ lineNo: 1, quantity: '3' }] }
  assert.deepEqual(refusal(await desk.post(`/orders/${seen.id}/amendments`, more)), told)
  assert.deepEqual(refusal(await desk.post(`/orders/${seen.id}/amendments/preview`, more)), told)
  const asked = await desk.asked('/cancelProductOrder', seen.id, { cancellationReason: 'No more' })
  assert.deepEqual(
    [asked.state, asked.errorMessage],
    ['terminatedWithError', { code: 'act_disabled', message }],
  )
  const many = { act: 'cancel', ...because, orders: [free.id, seen.id] }
  const preview = await desk.ok('/bulk-jobs/preview', many)
  assert.equal(preview.allowed, 1)
  assert.ok(!preview.common.includes('cancel') && preview.common.includes('suspend'))
  assert.deepEqual(
    preview.refusals.map(({ orderId, code, message: why }: Seen) => [orderId, code, why]),
    [[seen.id, 'act_disabled', message]],
  )
  assert.equal((await desk.post('/bulk-jobs', many)).body.code, 'not_common')
  const { id: job } = await desk.ok('/bulk-jobs', { ...many, leaveOthers: true })
  const done = await desk.until(free.id, ({ state }) => state === 'cancelled', 60_000)
  assert.equal(done.state, 'cancelled')
  const { body } = await desk.server.request('GET', `/api/v1/bulk-jobs/${job}/targets?state=left_out`)
  assert.deepEqual(
    body.rows.map(({ orderId, code }: Seen) => [orderId, code]),
    [[seen.id, 'act_disabled']],
  )
  assert.equal((await desk.read(seen.id)).state, 'in_progress')
  await silent()
  assert.ok((await desk.read(seen.id)).acts.includes('cancel'))
  await desk.ok(`/orders/${seen.id}/cancel`, because)
  await desk.lawful()
})

test('O-13 a condition may ask for the order, its lines, the tasks of its plan and what its customer was told', async () => {
  await desk.put('/fulfillment-states', {
    states: [
      { code: 'COMING', name: 'Coming' },
      { code: 'HERE', name: 'Here' },
    ],
    map: [{ task: 'invoice', on: 'completed', state: 'HERE' }, { state: 'COMING' }],
    items: [{ state: 'HERE', when: [{ all: ['HERE'] }] }, { state: 'COMING' }],
    order: [{ state: 'HERE', when: [{ all: ['HERE'] }] }, { state: 'COMING' }],
  })
  const { id } = await desk.order([line('LCP-1', '2'), line('LCP-2')], { customerReference: 'PO-7' })
  await desk.until(
    id,
    ({ timeline }) => timeline.some(({ events }: Seen) => events.includes('order.fulfillment_state_changed')),
    60_000,
  )
  const holds = [
    'order.state == "in_progress" && order.customerReference == "PO-7" && order.total == minor("36.00", "GBP")',
    'lines.count == 2 && lines.skus == ["LCP-1", "LCP-2"] && "goods" in lines.kinds',
    'goods.wanted == micro("3") && goods.shipped == 0 && goods.asked == 0',
    '"reserve" in tasks.waiting && !tasks.completed.exists(name, name == "ship")',
    'told.order == "COMING" && told.lines == ["COMING"]',
  ]
  for (const when of holds) {
    const condition = (text: string) => ({ acts: ['suspend'], conditions: [{ when: text, message: text }] })
    await says(condition(when))
    assert.ok((await desk.read(id)).acts.includes('suspend'), when)
    await says(condition(`!(${when})`))
    assert.ok(!(await desk.read(id)).acts.includes('suspend'), when)
    const refused = await desk.post(`/orders/${id}/suspend`, because)
    assert.deepEqual(refusal(refused), [409, 'act_disabled', [` condition_false: !(${when})`]])
    await says(condition(when))
    await desk.ok(`/orders/${id}/suspend`, because)
    await desk.ok(`/orders/${id}/resume`, because)
  }
  // What cannot be judged lets nothing pass.
  await says({
    acts: ['suspend'],
    conditions: [{ when: 'lines.skus[5] == "X"', message: 'Look.' }],
  })
  const broken = await desk.post(`/orders/${id}/suspend`, because)
  assert.deepEqual([broken.status, broken.body.code], [409, 'act_disabled'])
  assert.match(broken.body.errors[0].message, /^Look\. \(It cannot be judged: /)
  await silent()
})

test('O-12 O-13 every act of people asks the policy, in every state that allows it', async () => {
  await desk.put('/approval-rules', {
    code: 'LCP',
    condition: 'order.discountPercent > 10.0',
    levels: ['goodwill:write'],
  })
  const draft = await desk.sell([{ sku: 'LCP-NONE', quantity: '1' }])
  const waits = await desk.sell([{ sku: 'KIT-101', quantity: '1', discounts: [{ percent: '20' }] }])
  const runs = await desk.order([line('LCP-1')])
  const stands = await desk.order([line('LCP-1')])
  await desk.ok(`/orders/${stands.id}/suspend`, because)
  const order = await desk.read(runs.id)
  const decision = (outcome: string) => [
    { orderId: waits.id, version: waits.version, outcome, comment: 'so it is' },
  ]
  const calls: [act: string, method: string, path: string, body: unknown][] = [
    ['edit', 'PATCH', `/orders/${draft.id}`, { customerReference: 'x' }],
    ['submit', 'POST', `/orders/${draft.id}/submit`, {}],
    ['approve', 'POST', '/approvals/decisions', decision('approve')],
    ['reject', 'POST', '/approvals/decisions', decision('reject')],
    ['cancel', 'POST', `/orders/${runs.id}/cancel`, because],
    ['abort', 'POST', `/orders/${runs.id}/abort`, because],
    ['suspend', 'POST', `/orders/${runs.id}/suspend`, because],
    ['resume', 'POST', `/orders/${stands.id}/resume`, because],
    ['amend', 'POST', `/orders/${runs.id}/amendments`, { customerReference: 'y' }],
    ['hold', 'POST', `/orders/${runs.id}/holds`, { code: 'ask', ...because }],
    ['prioritize', 'POST', `/orders/${runs.id}/priority`, { priority: 7 }],
    ['retry', 'POST', `/orders/${runs.id}/tasks/${order.plan.tasks[0].id}/retry`, {}],
    ['end_remorse', 'POST', `/orders/${runs.id}/end-remorse`, because],
  ]
  const { draft: edits, ...of } = { draft: draft.revision, runs, stands }
  await says({
    acts: calls.map(([act]) => act),
    conditions: [{ when: 'order.priority > 9', message: 'Never.' }],
  })
  const told: string[] = []
  for (const [act, method, path, body] of calls) {
    const answer = await desk.server.request(method, `/api/v1${path}`, body, {
      'idempotency-key': `every-${act}`,
      ...(method === 'PATCH' ? { 'if-match': `"${edits}"` } : {}),
    })
    const [one = answer.body] = answer.body.outcomes ?? []
    told.push(`${act} ${one.code} ${(one.errors ?? one.problems)[0].message}`)
  }
  assert.deepEqual(
    told,
    calls.map(([act]) => `${act} act_disabled Never.`),
  )
  for (const { id } of [of.runs, of.stands, draft, waits]) assert.deepEqual((await desk.read(id)).acts, [])
  await silent()
})

test('A5-7 an act that asks for a reason is done with one and not without; the reason stands in the history', async () => {
  await says(
    { acts: ['cancel'], conditions: [{ message: 'Say why it is cancelled.', asks: 'reason' }] },
    {
      acts: ['prioritize'],
      conditions: [
        { when: 'order.total < minor("15.00", "GBP")', message: 'Say why it is urgent.', asks: 'reason' },
      ],
    },
  )
  const order = await desk.taken('POST', '/productOrder', crmOrder('LCP-1', { quantity: 1 }))
  const seen = await desk.read(order.id)
  assert.ok(seen.acts.includes('cancel'))
  assert.deepEqual(
    seen.actLimits.filter(({ act }: Seen) => act === 'cancel'),
    [{ act: 'cancel', limit: 'asks_reason', severity: 'error', message: 'Say why it is cancelled.' }],
  )
  const silentCrm = await desk.asked('/cancelProductOrder', order.id)
  assert.deepEqual(
    [silentCrm.state, silentCrm.errorMessage],
    ['terminatedWithError', { code: 'reason_required', message: 'Say why it is cancelled.' }],
  )
  const blank = await desk.post(`/orders/${order.id}/cancel`, { reason: ' ' }, 'why')
  assert.deepEqual(refusal(blank), [422, 'reason_required', ['/reason required: Say why it is cancelled.']])
  assert.equal((await desk.read(order.id)).state, 'in_progress')
  const dear = await desk.order([line('LCP-1', '9')])
  const cheap = await desk.order([line('LCP-1')])
  await desk.ok(`/orders/${cheap.id}/priority`, { priority: 8 })
  const urgent = await desk.post(`/orders/${dear.id}/priority`, { priority: 8 })
  assert.deepEqual([urgent.status, urgent.body.code], [422, 'reason_required'])
  await desk.ok(`/orders/${dear.id}/priority`, { priority: 8, reason: 'They called.' })
  // The key of a request without one stays free for the same with one.
  await desk.ok(`/orders/${order.id}/cancel`, { reason: 'Ordered twice.' }, 'why')
  const { timeline } = await desk.read(order.id)
  const { act, reason, changes } = timeline.findLast((one: Seen) => one.act === 'cancel')
  assert.deepEqual([act, reason, changes.length > 0], ['cancel', 'Ordered twice.', true])
  await desk.lawful()
  await silent()
})

test('O-12 each type of order goes by the policy that names it, all others by that of the company, those of a company without one by their state', async () => {
  await desk.put('/recognition-rules', {
    name: 'rush',
    relevancy: 60,
    condition: 'order.customerReference.startsWith("RUSH")',
    orderType: 'rush',
  })
  const never = (code: string, act: string, more: object = {}) =>
    desk.put('/life-cycle-policies', {
      code,
      ...more,
      rules: [{ acts: [act], conditions: [{ when: 'false', message: code }] }],
    })
  const rush = await desk.order([line('LCP-1')], { customerReference: 'RUSH 1' })
  const other = await desk.order([line('LCP-1')])
  const offered = async () =>
    await Promise.all(
      [rush, other].map(async ({ id }) => {
        const { acts } = await desk.read(id)
        return ['hold', 'suspend'].filter((act) => acts.includes(act)).join(' ')
      }),
    )
  assert.deepEqual(await offered(), ['hold suspend', 'hold suspend'])
  await never('house', 'suspend')
  assert.deepEqual(await offered(), ['hold', 'hold'])
  await never('rush', 'hold', { orderTypes: ['rush'] })
  assert.deepEqual(await offered(), ['suspend', 'hold'])
  assert.equal(
    (await desk.post(`/orders/${rush.id}/holds`, { code: 'x', ...because })).body.code,
    'act_disabled',
  )
  await desk.ok(`/orders/${other.id}/holds`, { code: 'x', ...because })
  const { body } = await desk.server.request('GET', '/api/v1/life-cycle-policies')
  const rows: Seen[] = Object.values(body).find(Array.isArray) as Seen[]
  assert.deepEqual(
    rows.map(({ code, orderTypes, active }) => [code, orderTypes, active]),
    [
      ['house', undefined, true],
      ['rush', ['rush'], true],
    ],
  )
  const version = () =>
    desk.server
      .request('GET', '/api/v1/life-cycle-policies')
      .then((answer) => (Object.values(answer.body).find(Array.isArray) as Seen[])[1].version as number)
  const before = await version()
  await never('rush', 'hold', { orderTypes: ['rush'] })
  assert.equal(await version(), before)
  await never('rush', 'cancel', { orderTypes: ['rush'], active: false })
  assert.equal(await version(), before + 1)
  assert.deepEqual(await offered(), ['hold', 'hold'])
  await silent()
})

test('O-12 O-13 a policy is checked whole when it is saved, each problem with its place', async () => {
  await desk.put('/life-cycle-policies', { code: 'taken', orderTypes: ['rush'], rules: [] })
  const answer = await desk.server.request('PUT', '/api/v1/life-cycle-policies', {
    code: 'wrong',
    orderTypes: ['fine', 'rush', 'fine'],
    rules: [
      {
        acts: ['cancel', 'teleport'],
        states: ['in_progress', 'happy'],
        roles: ['role:wizard', 'shout', 'user:x'],
      },
      { acts: ['edit'], states: ['completed'], roles: ['role:finance'] },
      { acts: ['cancel'] },
      {
        acts: ['submit', 'cancel'],
        conditions: [
          { when: 'order.total', message: 'x' },
          { when: 'order.taste == "red"', message: 'x' },
          { message: 'x' },
          { when: 'true', message: 'x', asks: 'reason' },
        ],
      },
    ],
  })
  assert.deepEqual([answer.status, answer.body.code], [422, 'set_up_refused'])
  assert.deepEqual(
    answer.body.errors.map(({ path, code }: Seen) => `${path} ${code}`).toSorted(),
    [
      '/orderTypes/1 policy_of_other',
      '/orderTypes/2 twice',
      '/rules/0/acts/1 unknown_act',
      '/rules/0/roles/0 unknown_role',
      '/rules/0/roles/1 unknown_role',
      '/rules/0/roles/2 unknown_user',
      '/rules/0/states/1 unknown_state',
      '/rules/1/acts/0 never_done',
      '/rules/1/states/0 allows_none',
      '/rules/2 says_nothing',
      '/rules/3/conditions/0/when rule_result',
      '/rules/3/conditions/1/when rule_type',
      '/rules/3/conditions/2/when when_missing',
      '/rules/3/conditions/3/asks takes_no_reason',
    ].toSorted(),
  )
  await desk.put('/life-cycle-policies', { code: 'taken', orderTypes: ['rush'], rules: [], active: false })
})

test('O-12 where no policy stands a batch asks the database nothing more for it', async () => {
  const { db } = desk.server
  const asked: string[] = []
  const watch = (connection: Connection) =>
    new Proxy(connection, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name, target)
        if (typeof member !== 'function') return member
        return (...told: unknown[]) => {
          if (name === 'read') asked.push((told as [{ name: string }])[0].name)
          return Reflect.apply(member, target, told) as unknown
        }
      },
    })
  const counted = new Proxy(db, {
    get(target, name) {
      if (name === 'use')
        return (work: (connection: Connection) => Promise<unknown>) =>
          target.use((connection) => work(watch(connection)))
      const member: unknown = Reflect.get(target, name, target)
      return typeof member === 'function' ? (member.bind(target) as unknown) : member
    },
  }) as Database
  const { id } = await desk.order([line('LCP-1')])
  const [company] = await desk.server.database.sql<{ id: bigint }>(
    "select company_id as id from organization.company where code = 'SAMPLE'",
  )
  const request = {
    companyId: company!.id,
    orderId: decodeId('ord', id)!,
    actor: 'test',
    priority: 5,
    reason: 'x',
  }
  const move = () => runBatch({ db: counted, ids: new Ids(db) }, changePriority, [request])
  await move()
  asked.length = 0
  await move()
  assert.ok(asked.length > 0)
  assert.deepEqual(
    asked.filter((name) => /polic/.test(name)),
    [],
  )
})
