import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeId } from '../../src/platform/public-id.ts'
import { activate, Calling, skuOf, taskOf } from '../support/calling.ts'
import { signed, WELL } from '../support/provisioning-process.ts'

let calling: Calling
before(async () => {
  calling = await Calling.open()
})
after(() => calling.close())
beforeEach(() => calling.calm())

test('O-49 a plan asks an outside system once, with what its pattern says of the order and its lines, and goes on by the answer', async () => {
  const { id, number } = await calling.order('answers', 2)
  const seen = await calling.until(id, 'completed')
  const [asked, ...others] = await calling.asked({ number })
  assert.equal(others.length, 0)
  const { key } = asked!
  assert.deepEqual([asked!.came, asked!.method, asked!.path], [1, 'POST', '/activations'])
  const line = (lineNo: number) => ({ line: lineNo, sku: skuOf('answers'), quantity: '1', site: '' })
  assert.deepEqual(asked!.asked, { order: number, reference: key, lines: [line(1), line(2)] })
  assert.match(key, /-tsk_\w+-1-do$/)
  const { output } = taskOf(seen)
  assert.deepEqual([output.key, output.status, output.data.result.id], [key, 'active', asked!.id])
  const billed = await calling.flow.until(id, (one) => one.invoices.length > 0)
  const told = billed.timeline.find(({ events }: { events: string[] }) => events.includes('call.answered'))
  assert.equal(told.actor, 'system:answers')
  await calling.flow.lawful()
})

test('O-49 a reply that comes by itself goes on before its request was answered, and twice, with one id or with others, it is once', async () => {
  await calling.callBack()
  // The answer to the request is still on its way for half a second when the reply is there.
  await calling.network.behave({ delayMs: 500, duplicate: 2, repeat: 1 })
  const { id, number } = await calling.order('calls_back')
  const seen = await calling.until(id, 'completed')
  const [asked] = await calling.asked({ number })
  assert.deepEqual([asked!.came, taskOf(seen).output.key], [1, asked!.key])
  const parked = async () => (await calling.parked()).filter(({ key }) => key === asked!.key)
  while ((await parked()).length === 0) await sleep(30)
  // What comes by an id of its own once more moves nothing, and is seen.
  assert.deepEqual(
    (await parked()).map(({ reason, status }) => [reason, status]),
    [['answered_before', 'active']],
  )
  await sleep(700)
  const after = await calling.flow.read(id)
  const ends = (one: typeof after) =>
    one.timeline.filter(({ events }: { events: string[] }) => events.includes('call.answered')).length
  assert.deepEqual([ends(seen), ends(after)], [1, 1])
  const call = await calling.call(id)
  assert.deepEqual([call.state, call.attempts, call.status], ['answered', 1, 'active'])
  await calling.flow.lawful()
})

test('O-49 what comes of no request, or after the order was aborted, is parked and moves nothing', async () => {
  await calling.callBack()
  await calling.network.behave({ loseReplies: 1 })
  const never = await calling.network.tell('never-asked', { key: 'nobody-knows-it', status: 'active' })
  assert.deepEqual(never, { status: 200, body: { state: 'parked', reason: 'unknown_key', again: false } })
  assert.equal(
    (await calling.network.tell('never-asked', { key: 'nobody-knows-it', status: 'active' })).body['again'],
    true,
  )
  const { id, number } = await calling.order('calls_back')
  while ((await calling.asked({ number })).length === 0) await sleep(20)
  const [asked] = await calling.asked({ number })
  await calling.flow.ok(`/orders/${id}/abort`, { reason: 'no more' })
  const late = await calling.network.tell('too-late', { key: asked!.key, status: 'active', result: {} })
  assert.deepEqual(late.body, { state: 'parked', reason: 'not_open', again: false })
  assert.equal(taskOf(await calling.flow.read(id)).state, 'skipped')
  const rows = await calling.parked()
  assert.deepEqual(
    rows.filter(({ id: own }) => own === 'never-asked' || own === 'too-late').map(({ reason }) => reason),
    ['unknown_key', 'not_open'],
  )
  await calling.flow.lawful()
})

test('O-49 what was answered after its order was aborted is parked, too, so that somebody sees what was done', async () => {
  await calling.network.behave({ delayMs: 600 })
  const { id, number } = await calling.order('answers')
  while ((await calling.asked({ number })).length === 0) await sleep(20)
  await calling.flow.ok(`/orders/${id}/abort`, { reason: 'no more' })
  const { key } = await calling.call(id)
  const parked = async () => (await calling.parked()).find((one) => one.key === key)
  const end = performance.now() + 20_000
  while ((await parked()) === undefined) {
    assert.ok(performance.now() < end, 'it was not parked')
    await sleep(50)
  }
  const { reason, status } = (await parked())!
  assert.deepEqual([reason, status], ['not_open', 'active'])
  await calling.flow.lawful()
})

test('O-49 what is not signed by the secret of the system, or was changed by a space, is not taken', async () => {
  const url = `${calling.flow.server.url}/systems/SAMPLE/calls_back/replies`
  const body = '{"key":"k","status":"active"}'
  const sent = async (to: string, content: string, headers: object) => {
    const response = await fetch(to, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: content,
    })
    const { code, state } = (await response.json()) as { code?: string; state?: string }
    return [response.status, code ?? state]
  }
  const wrong = [401, 'reply_not_genuine']
  assert.deepEqual(await sent(url, body, {}), wrong)
  assert.deepEqual(await sent(url, body, signed('space-1', body, 'another secret of sixteen')), wrong)
  assert.deepEqual(await sent(url, `${body} `, signed('space-1', body)), wrong)
  assert.deepEqual(await sent(url.replace('calls_back', 'nobody'), body, signed('space-1', body)), wrong)
  assert.deepEqual(await sent(url.replace('SAMPLE', 'OTHER'), body, signed('space-1', body)), wrong)
  assert.deepEqual(await sent(url, body, signed('space-1', body)), [200, 'parked'])
  const short = '{"status":"active"}'
  assert.deepEqual(await sent(url, short, signed('space-2', short)), [422, 'invalid_body'])
})

test('O-75 what a system says while the order is suspended is kept, and moves the plan when it is resumed', async () => {
  for (const code of ['calls_back', 'answers', 'polled']) {
    if (code === 'calls_back') await calling.callBack()
    else await calling.network.callBack(null)
    await calling.network.behave({ ...WELL, ...(code === 'answers' ? { delayMs: 700 } : { workMs: 700 }) })
    const { id, number } = await calling.order(code)
    while ((await calling.asked({ number })).length === 0) await sleep(20)
    await calling.flow.ok(`/orders/${id}/suspend`, { reason: 'wait' })
    const { database } = calling.flow.server
    const kept = () =>
      database.sql<{ state: string }>('select state from orchestration.reply where order_id = $1', [
        decodeId('ord', id),
      ])
    const end = performance.now() + 6000
    while ((await kept()).length === 0 && performance.now() < end) await sleep(30)
    assert.deepEqual(await kept(), [{ state: 'kept' }], code)
    assert.equal(taskOf(await calling.flow.read(id)).state, 'running', code)
    await calling.flow.lawful()
    await calling.flow.ok(`/orders/${id}/resume`, { reason: 'go on' })
    await calling.until(id, 'completed')
    assert.deepEqual(await kept(), [{ state: 'applied' }], code)
    assert.equal((await calling.asked({ number }))[0]!.came, 1)
    await calling.flow.lawful()
  }
})

test('O-87 what a system cannot do now is tried again by itself, by the same key, and in the end a person is asked', async () => {
  await calling.network.behave({ fail: 2 })
  const first = await calling.order('answers')
  await calling.flow.until(first.id, (seen) => taskOf(seen).state === 'running')
  const seen = await calling.until(first.id, 'completed', 'activate', 12_000)
  assert.equal((await calling.call(first.id)).attempts, 3)
  assert.equal(taskOf(seen).generation, 1)

  await calling.network.behave({ fail: 3 })
  const { id, number } = await calling.order('answers')
  const failed = await calling.until(id, 'failed', 'activate', 12_000)
  assert.match(taskOf(failed).problem, /^answers: it answered 503: It was told to fail\., 3 times \(later: /)
  assert.equal((await calling.asked({ number })).length, 0)
  assert.deepEqual((await calling.why(id))[0], ['failed', `activate failed: ${taskOf(failed).problem}`])
  const listed = await calling.flow.server.request('GET', '/api/v1/orders?fallout=true&limit=100')
  assert.ok(
    listed.body.rows.some((one: { id: string }) => one.id === id),
    listed.bytes.toString().slice(0, 300),
  )
  await calling.flow.lawful()
  // It was not done, for sure: what is asked for now is another request.
  await calling.flow.ok(`/orders/${id}/tasks/${taskOf(failed).id}/retry`, undefined)
  const done = await calling.until(id, 'completed')
  assert.deepEqual([taskOf(done).generation, taskOf(done).problem], [2, null])
  assert.match((await calling.asked({ number }))[0]!.key, /-2-do$/)
  await calling.flow.lawful()
})

test('O-87 what a system finds wrong, or cannot be done at all, is for a person at once', async () => {
  await calling.network.behave({ fail: 1, status: 422 })
  const wrong = await calling.order('answers')
  const seen = await calling.until(wrong.id, 'failed')
  assert.match(taskOf(seen).problem, /^answers: it answered 422: It was told to fail\. \(wrong: correct/)
  await calling.network.behave({ fail: 0, reject: 1 })
  const impossible = await calling.order('answers')
  const refused = await calling.until(impossible.id, 'failed')
  assert.match(
    taskOf(refused).problem,
    /it said rejected: There is no free port\. \(impossible: the order has to be changed\)/,
  )
  const call = await calling.call(impossible.id)
  assert.deepEqual([call.state, call.class, call.attempts], ['failed', 'impossible', 1])
  await calling.flow.lawful()
})

test('O-49 a request that was not answered is in doubt: it is looked up, or sent again by the same key, or a person decides', async () => {
  // Done, and never answered: the look-up finds it.
  await calling.network.behave({ lose: 1 })
  const looked = await calling.order('looked_up')
  await calling.until(looked.id, 'completed', 'activate', 10_000)
  const [found] = await calling.asked(looked)
  assert.deepEqual([found!.came, found!.state], [1, 'active'])

  // Never come: the look-up does not find it, and it is sent again.
  await calling.network.behave({ drop: 1 })
  const dropped = await calling.order('looked_up')
  await calling.until(dropped.id, 'completed', 'activate', 10_000)
  assert.equal((await calling.asked(dropped))[0]!.came, 1)

  // Where a key does nothing twice it is sent again.
  await calling.network.behave({ lose: 1 })
  const again = await calling.order('twice')
  await calling.until(again.id, 'completed', 'activate', 10_000)
  assert.equal((await calling.asked(again))[0]!.came, 2)

  // Where neither is so nobody knows.
  await calling.network.behave({ lose: 1 })
  const { id, number } = await calling.order('answers')
  const failed = await calling.until(id, 'failed', 'activate', 10_000)
  assert.match(
    taskOf(failed).problem,
    /did not answer within 1 s \(unknown: nobody knows whether it was done/,
  )
  assert.deepEqual([(await calling.call(id)).state, (await calling.call(id)).class], ['unknown', 'unknown'])
  // A person has it sent again: as it was, by the same key.
  await calling.flow.ok(`/orders/${id}/tasks/${taskOf(failed).id}/retry`, undefined)
  const done = await calling.until(id, 'completed')
  assert.equal(taskOf(done).generation, 1)
  const [one, ...others] = await calling.asked({ number })
  assert.deepEqual([one!.came, others.length], [2, 0])
  await calling.flow.lawful()
})

test('O-49 a reply ends the doubt about a request of which a person was asked, also on a held order', async () => {
  await calling.callBack()
  await calling.network.behave({ lose: 1, workMs: 60_000 })
  const { id, number } = await calling.order('calls_back')
  const failed = await calling.until(id, 'failed', 'activate', 10_000)
  assert.match(taskOf(failed).problem, /unknown/)
  await calling.flow.ok(`/orders/${id}/holds`, { code: 'CHECK', reason: 'look' })
  await calling.flow.lawful()
  const [asked] = await calling.asked({ number })
  const { body } = await calling.network.tell('at-last', {
    key: asked!.key,
    status: 'active',
    result: { serial: 'S-9' },
  })
  assert.deepEqual(body, { state: 'applied', reason: null, again: false })
  const seen = await calling.until(id, 'completed')
  assert.equal(taskOf(seen).problem, null)
  await calling.flow.lawful()
})

test('O-63 what was done outside is undone by what it was asked and answered then, the last first, once, and the order waits for it', async () => {
  const second = {
    ...activate,
    name: 'second',
    system: 'answers',
    request: { ...activate.request, body: { order: '=order.number', after: '=line.facts.find("serial")' } },
    facts: {},
  }
  await calling.pattern('undone', [{ ...activate, system: 'answers' }, second])
  const { id, number } = await calling.order('undone')
  const done = await calling.until(id, 'completed', 'second')
  const [first, last] = await calling.asked({ number })
  assert.deepEqual((last!.asked as { after: string }).after, first!.serial)
  // What is known meanwhile is not what it was made of.
  await calling.flow.ok(`/orders/${id}/facts`, { facts: [{ lineNo: 1, name: 'serial', value: 'S-OTHER' }] })
  const undo = (body: object) => calling.flow.post(`/orders/${id}/calls/undo`, body)
  const ship = done.plan.tasks.find(({ kind }: { kind: string }) => kind === 'ship')
  const refused = await undo({ taskIds: [taskOf(done).id, ship.id], reason: 'no' })
  assert.deepEqual(
    refused.body.errors.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`),
    ['/taskIds/1 not_undoable'],
  )
  await calling.network.behave({ delayMs: 200 })
  assert.equal((await undo({ reason: 'moved away' })).body.undone, 2)
  assert.equal((await undo({ reason: 'moved away' })).body.undone, 0)
  await calling.flow.lawful()
  const undoing = (seen: typeof done) =>
    seen.plan.tasks
      .filter(({ mode }: { mode: string }) => mode === 'undo')
      .map(({ state }: { state: string }) => state)
  await calling.flow.until(id, (seen) => undoing(seen).every((state: string) => state === 'completed'))
  const removed = (await calling.network.activations()).filter(
    ({ method, path }) =>
      method === 'DELETE' && [first!.id, last!.id].some((one) => path.endsWith(`/${one}`)),
  )
  assert.deepEqual(
    removed.map(({ path, came }) => [path, came]),
    [
      [`/activations/${last!.id}`, 1],
      [`/activations/${first!.id}`, 1],
    ],
  )
  assert.match(removed[0]!.key, /-1-undo$/)
  await calling.flow.lawful()
})

test('A6-9 which system is asked for a line is said by rules: a line of a supplier by another one than a line of stock', async () => {
  const asks = (kind: string, system: string, when: string) => ({
    kind,
    key: 'string(line.lineNo)',
    when,
    tasks: [
      {
        ...activate,
        name: kind,
        system,
        request: { ...activate.request, body: { order: '=order.number', from: kind } },
      },
    ],
  })
  const supplied = 'line.custom.find("supplier") != ""'
  await calling.pattern('routed', [], {
    lineComponents: [asks('supply', 'looked_up', supplied), asks('pick', 'answers', `!(${supplied})`)],
    dependencies: [],
  })
  const line = { sku: skuOf('routed'), quantity: '1', net: '10.00', tax: '2.00' }
  const { id, number } = await calling.flow.order([{ ...line, custom: { supplier: 'ACME' } } as never, line])
  await calling.until(id, 'completed', 'supply')
  await calling.until(id, 'completed', 'pick')
  const { body } = await calling.flow.server.request('GET', `/api/v1/orders/${id}/calls`)
  assert.deepEqual(body.rows.map(({ system }: { system: string }) => system).toSorted(), [
    'answers',
    'looked_up',
  ])
  const froms = (await calling.asked({ number })).map(({ asked }) => asked['from'])
  assert.deepEqual(froms.toSorted(), ['pick', 'supply'])
})

test('O-49 hundreds of requests go out within the limits of their system, each once', async () => {
  await calling.flow.put('/systems', {
    code: 'limited',
    connection: 'network',
    reply: 'callback',
    statuses: [{ code: 'active', means: 'done' }],
    atOnce: 10,
    perSecond: 80,
  })
  await calling.network.callBack(`${calling.flow.server.url}/systems/SAMPLE/limited/replies`)
  await calling.pattern('limited', [], {
    lineComponents: [
      {
        kind: 'provision',
        key: 'string(line.lineNo)',
        tasks: [{ ...activate, system: 'limited', facts: {} }],
      },
    ],
    dependencies: [],
  })
  const before = (await calling.network.activations()).length
  const began = performance.now()
  for (let made = 0; made < 10; made += 1) await calling.order('limited', 20)
  const { database } = calling.flow.server
  let most = 0
  for (;;) {
    const [row] = await database.sql<{ n: number; answered: number }>(
      `select count(*) filter (where out_until > now())::integer as n, count(*) filter (where state = 'answered')::integer as answered
       from orchestration.call where system = 'limited'`,
    )
    most = Math.max(most, row!.n)
    if (row!.answered === 200 || performance.now() - began > 60_000) break
    await sleep(30)
  }
  const asked = (await calling.network.activations()).slice(before)
  assert.deepEqual([asked.length, asked.filter(({ came }) => came > 1).length], [200, 0])
  assert.ok(most > 1 && most <= 10, `${most} at once`)
  // 80 a second: the last does not leave before the third second.
  assert.ok(performance.now() - began > 2000)
  await calling.flow.lawful()
})
