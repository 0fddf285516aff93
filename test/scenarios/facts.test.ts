import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Seen } from '../support/flow.ts'
import { activate, Calling, taskOf } from '../support/calling.ts'

let calling: Calling
before(async () => {
  calling = await Calling.open()
  const wait = { kind: 'wait', name: 'known', when: 'line.facts.find("ready") == "yes"' }
  await calling.pattern('waits', [wait])
  // Rung through as soon as it is up, while the network is still at it.
  await calling.pattern('rung', [], {
    lineComponents: [
      {
        kind: 'provision',
        key: '"all"',
        tasks: [{ ...activate, system: 'calls_back', facts: { state: '/status', serial: '/result/serial' } }],
      },
      {
        kind: 'ring',
        key: 'string(line.lineNo)',
        tasks: [
          {
            ...activate,
            system: 'answers',
            name: 'ring',
            request: {
              ...activate.request,
              body: { order: '=order.number', serial: '=line.facts.find("serial")' },
            },
          },
        ],
      },
    ],
    dependencies: [
      { from: 'provision', to: 'ring', until: 'line.facts.find("state") == "up"' },
      { from: 'provision', to: 'perform' },
    ],
  })
  await calling.flow.put('/systems', {
    code: 'calls_back',
    connection: 'network',
    reply: 'callback',
    statuses: [
      { code: 'active', means: 'done' },
      { code: 'up', means: 'going_on' },
    ],
  })
})
after(() => calling.close())
beforeEach(() => calling.calm())

const tell = (id: string, facts: object[], key?: string) =>
  calling.flow.post(`/orders/${id}/facts`, { facts }, key)
const factsOf = async (id: string): Promise<unknown[]> => {
  const { body } = await calling.flow.server.request('GET', `/api/v1/orders/${id}/facts`)
  return body.rows.map(({ lineNo, name, value, actor }: Seen) => [lineNo, name, value, actor.split(':')[0]])
}

test('O-42 a wait for something that is known already is over when it begins, and else as soon as it becomes known of all lines', async () => {
  const early = await calling.order('waits', 2)
  const ordered = new Date()
  const seen = await calling.until(early.id, 'running', 'known')
  assert.deepEqual(await calling.why(early.id), [
    ['before', 'ship waits for provision'],
    ['known', 'known lasts until something becomes known: line.facts.find("ready") == "yes"'],
  ])
  // It lasts since it began, not from some day to come.
  const since = new Date(taskOf(seen, 'known').dueAt).getTime()
  assert.ok(Math.abs(since - ordered.getTime()) < 10_000, taskOf(seen, 'known').dueAt)
  await calling.flow.ok(`/orders/${early.id}/facts`, { facts: [{ lineNo: 1, name: 'ready', value: 'yes' }] })
  await sleep(300)
  assert.equal(taskOf(await calling.flow.read(early.id), 'known').state, 'running')
  await calling.flow.lawful()
  await calling.flow.ok(`/orders/${early.id}/facts`, { facts: [{ lineNo: 2, name: 'ready', value: 'yes' }] })
  const done = await calling.flow.until(early.id, ({ invoices }) => invoices.length > 0)
  assert.equal(taskOf(done, 'known').state, 'completed')
  assert.equal(taskOf(seen, 'known').state, 'running')

  // Said while the order is held: its wait has not begun, and is over when it does.
  const { id } = await calling.flow.order([{ sku: 'SVC-WAITS', quantity: '1', net: '10.00', tax: '2.00' }])
  await calling.flow.ok(`/orders/${id}/holds`, { code: 'CHECK', reason: 'look' })
  await calling.flow.ok(`/orders/${id}/facts`, { facts: [{ lineNo: 1, name: 'ready', value: 'yes' }] })
  const [hold] = (await calling.flow.read(id)).holds
  await calling.flow.ok(`/orders/${id}/holds/${hold.id}/release`, { reason: 'fine' })
  await calling.until(id, 'completed', 'known')
  await calling.flow.lawful()
})

test('O-51 O-71 of two who say different things at once both are kept, what is said again changes nothing, and nothing is done again', async () => {
  const made = await calling.order('answers', 1)
  const { id } = made
  await calling.until(id, 'completed')
  const names = Array.from({ length: 12 }, (_, place) => `n${place}`)
  const answers = await Promise.all(names.map((name) => tell(id, [{ lineNo: 1, name, value: 'x' }])))
  assert.deepEqual([...new Set(answers.map(({ status, body }) => `${status} ${body.changed}`))], ['200 1'])
  const known = await factsOf(id)
  assert.deepEqual(
    known.filter((one) => (one as string[])[1] !== 'serial'),
    names.toSorted().map((name) => [1, name, 'x', 'key']),
  )
  // What the call brought is known beside it, and said to be otherwise calls nobody.
  assert.equal(known.length, 13)
  assert.equal((await tell(id, [{ lineNo: 1, name: 'serial', value: 'S-OTHER' }])).body.changed, 1)
  assert.equal((await tell(id, [{ lineNo: 1, name: 'serial', value: 'S-OTHER' }])).body.changed, 0)
  await sleep(300)
  assert.equal((await calling.asked(made)).length, 1)
  assert.equal((await tell(id, [{ lineNo: 1, name: 'n0', value: null }], 'once')).body.changed, 1)
  assert.equal((await tell(id, [{ lineNo: 1, name: 'n0', value: null }], 'once')).body.changed, 1)
  assert.equal((await factsOf(id)).length, 12)
  const refused = await tell(id, [
    { lineNo: 7, name: 'a', value: 'x' },
    { lineNo: 1, name: 'b', value: 'x' },
    { lineNo: 1, name: 'b', value: 'y' },
  ])
  assert.deepEqual(
    refused.body.errors.map(({ path, code }: Seen) => `${path} ${code}`),
    ['/facts/0/lineNo unknown_line', '/facts/2/name said_twice'],
  )
  await calling.flow.lawful()
})

test('O-30 what waits for something to become known starts while the system that said so is still at it', async () => {
  await calling.callBack()
  await calling.network.behave({ loseReplies: 1 })
  const { id, number } = await calling.order('rung', 1)
  while ((await calling.asked({ number })).length === 0) await sleep(20)
  const [asked] = await calling.asked({ number })
  await calling.network.callBack(null)
  const say = async (reply: string, body: object) => {
    await calling.callBack()
    const told = await calling.network.tell(reply, body)
    await calling.network.callBack(null)
    return told.body['state']
  }
  // Nothing is asked of it while it says things by itself: it would answer that so, too.
  await calling.flow.ok('/monitoring/jobs/tasks-call/stop', { reason: 'to say something first' })
  await sleep(1200)
  assert.equal(await say('up', { key: asked!.key, status: 'up', result: { serial: 'S-77' } }), 'applied')
  await calling.flow.ok('/monitoring/jobs/tasks-call/start', { reason: 'said' })
  const seen = await calling.until(id, 'completed', 'ring')
  assert.equal(taskOf(seen).state, 'running')
  const rung = (await calling.asked({ number })).find(({ key }) => key !== asked!.key)
  assert.deepEqual(rung!.asked, { order: number, serial: 'S-77' })
  await calling.flow.lawful()
  assert.equal(await say('done', { key: asked!.key, status: 'active' }), 'applied')
  await calling.flow.until(id, ({ invoices }) => invoices.length > 0)
  await calling.flow.lawful()
})

test('A6-8 what is waited for in turn may become known in any order, and none of it is lost', async () => {
  const wait = (name: string) => ({ kind: 'wait', name, when: `line.facts.find("${name}") == "yes"` })
  await calling.pattern('in_turn', [wait('shipped'), wait('billed')])
  const { id } = await calling.order('in_turn')
  await calling.until(id, 'running', 'shipped')
  await tell(id, [{ lineNo: 1, name: 'billed', value: 'yes' }])
  assert.equal(taskOf(await calling.flow.read(id), 'billed').state, 'waiting')
  await tell(id, [{ lineNo: 1, name: 'shipped', value: 'yes' }])
  await calling.until(id, 'completed', 'billed')
  await calling.flow.lawful()
})
