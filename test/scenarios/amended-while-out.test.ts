import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { activate, Calling, skuOf } from '../support/calling.ts'
import type { Seen } from '../support/flow.ts'
import { WELL } from '../support/provisioning-process.ts'

// What an amendment does about requests that follow each other, are out, are done again already, or whose rule chooses.
let calling: Calling
before(async () => {
  calling = await Calling.open()
})
after(() => calling.close())
beforeEach(() => calling.calm())

const performed = {
  dependencies: [],
  components: [{ kind: 'perform', key: '"p"', tasks: [{ kind: 'ship' }, { kind: 'invoice' }] }],
}
const step = (more: object = {}) => ({ ...activate, system: 'answers', facts: {}, ...more })
async function pattern(code: string, tasks: object[], more: object = {}): Promise<void> {
  const lineComponents = [{ kind: 'provision', key: 'string(line.lineNo)', tasks }]
  await calling.pattern(code, tasks, { ...performed, lineComponents, ...more })
}
const placed = (code: string, lines = 1): Promise<Seen> =>
  calling.flow.order(
    Array.from({ length: lines }, () => ({
      sku: skuOf(code),
      quantity: '1',
      unitPrice: '10',
      net: '10.00',
      tax: '2.00',
      requestedOn: '2031-03-03',
    })),
  )
const callsOf = (seen: Seen): Seen[] => seen.plan.tasks.filter(({ kind }: Seen) => kind === 'call')
const allOver = (seen: Seen): boolean =>
  callsOf(seen).every(({ state }) => state === 'completed' || state === 'skipped')
const amend = (id: string, body: object) => calling.flow.ok(`/orders/${id}/amendments`, body)
const preview = (id: string, body: object) => calling.flow.ok(`/orders/${id}/amendments/preview`, body)
const raised = (quantity: number, lineNo = 1) => ({ lines: [{ lineNo, quantity: `${quantity}` }] })
/** Method, mode and quantity of what was asked for since. */
const since = async (count: number): Promise<string[]> =>
  (await calling.network.activations()).slice(count).map(({ method, key, asked }) => {
    const [line] = ((asked as { lines?: { quantity: string }[] } | null)?.lines ?? []) as {
      quantity: string
    }[]
    return [method, key.split('-').at(-1), line?.quantity].filter(Boolean).join(' ')
  })
const count = async () => (await calling.network.activations()).length

test('O-62 O-69 A5-4 P-35 what followed one that is undone and done again is so, too: undone the last first, then done again the first first', async () => {
  const names = ['one', 'two', 'three']
  await pattern(
    'chain_anew',
    names.map((name) => step({ name, ...(name === 'one' && { whenChanged: 'undo_then_do' }) })),
  )
  const { id } = await placed('chain_anew')
  await calling.flow.until(id, allOver)
  const from = await count()
  const before = await calling.network.activations()
  const told = await preview(id, raised(2))
  assert.deepEqual(
    told.calls.map(({ what, name }: Seen) => `${what} ${name}`),
    ['undo three', 'undo two', 'undo one', 'do one', 'do two', 'do three'],
  )
  await amend(id, { ...raised(2), token: told.token })
  await calling.flow.lawful()
  await calling.flow.until(id, (seen) => callsOf(seen).length === 9 && allOver(seen))
  const rows = (await calling.network.activations()).slice(from)
  const ids = before.slice(-3).map((one) => one.id)
  assert.deepEqual(
    rows.slice(0, 3).map(({ method, path }) => `${method} ${ids.indexOf(path.split('/').at(-1)!)}`),
    ['DELETE 2', 'DELETE 1', 'DELETE 0'],
  )
  assert.deepEqual((await since(from)).slice(3), ['POST do 2', 'POST do 2', 'POST do 2'])
  // What it did, and how that ran, stays to be seen.
  const { items } = (await calling.flow.server.request('GET', `/api/v1/orders/${id}/amendments`)).body
  assert.deepEqual(items[0].told.calls, told.calls)
  const ran = callsOf(await calling.flow.read(id)).map(({ mode, state }) => `${mode} ${state}`)
  const undone = Array<string>(3).fill('undo completed')
  assert.deepEqual(ran.toSorted(), [...Array<string>(6).fill('do completed'), ...undone])
  await calling.flow.lawful()
})

test('O-65 a wait that was over is not waited for again when what stood before and behind it is undone and done again', async () => {
  await pattern('waited', [
    step({ name: 'one', whenChanged: 'undo_then_do' }),
    { kind: 'wait', name: 'settle', for: 'PT1S' },
    step({ name: 'two' }),
  ])
  const { id } = await placed('waited')
  await calling.flow.until(id, (seen) => callsOf(seen).length === 2 && allOver(seen))
  const from = await count()
  await amend(id, raised(2))
  await calling.flow.until(id, (seen) => callsOf(seen).length === 6 && allOver(seen))
  assert.deepEqual(await since(from), ['DELETE undo', 'DELETE undo', 'POST do 2', 'POST do 2'])
  const waits = (await calling.flow.read(id)).plan.tasks.filter(({ name }: Seen) => name === 'settle')
  assert.deepEqual(
    waits.map(({ state }: Seen) => state),
    ['completed'],
  )
  await calling.flow.lawful()
})

test('O-62 P-35 a request that is out when its line is amended is answered first, and done again then', async () => {
  await pattern('out', [step()])
  await calling.network.behave({ delayMs: 500 })
  const from = await count()
  const { id } = await placed('out')
  await calling.until(id, 'running')
  while ((await count()) === from) await sleep(20)
  await amend(id, raised(3))
  await calling.flow.lawful()
  await calling.network.behave(WELL)
  await calling.flow.until(id, (seen) => callsOf(seen).length === 2 && allOver(seen))
  assert.deepEqual(await since(from), ['POST do 1', 'POST redo 3'])
  await calling.flow.lawful()
})

test('O-62 P-35 a request that is out when its line is removed is undone when it was answered', async () => {
  await pattern('out_gone', [step()])
  const { id } = await placed('out_gone', 2)
  await calling.flow.until(id, allOver)
  const from = await count()
  await calling.network.behave({ delayMs: 500 })
  await amend(id, {
    lines: [
      {
        sku: skuOf('out_gone'),
        quantity: '1',
        unitPrice: { amount: '10', currency: 'GBP' },
        requestedOn: '2031-03-03',
      },
    ],
  })
  while ((await count()) === from) await sleep(20)
  await amend(id, { lines: [{ lineNo: 3, remove: true }] })
  await calling.flow.lawful()
  await calling.network.behave(WELL)
  await calling.flow.until(id, (seen) => callsOf(seen).length === 4 && allOver(seen))
  assert.deepEqual(await since(from), ['POST do 1', 'DELETE undo'])
  assert.equal((await calling.flow.read(id)).state, 'in_progress')
  await calling.flow.lawful()
})

test('O-59 O-62 what is amended again before it was done again is done again once, as it is wanted last', async () => {
  await pattern('again', [step()])
  const { id } = await placed('again')
  await calling.flow.until(id, allOver)
  const from = await count()
  await calling.flow.ok('/monitoring/jobs/tasks-call/stop', { reason: 'to amend twice' })
  await sleep(1200)
  await amend(id, raised(2))
  await amend(id, raised(3))
  await calling.flow.lawful()
  await calling.flow.ok('/monitoring/jobs/tasks-call/start', { reason: 'amended' })
  await calling.flow.until(id, allOver)
  assert.deepEqual(await since(from), ['POST redo 3'])
  // What was done again is what the next one is compared with, and what is undone in the end.
  await amend(id, raised(4))
  await calling.flow.until(id, allOver)
  await calling.flow.ok(`/orders/${id}/cancel`, { reason: 'no more' })
  await calling.flow.until(id, ({ state }) => state === 'cancelled')
  assert.deepEqual(await since(from), ['POST redo 3', 'POST redo 4', 'DELETE undo'])
  await calling.flow.lawful()
})

test('O-62 what an amendment does is chosen by a rule, which is checked when the pattern is saved; where it says nothing that can be done, what holds without it holds, and is told', async () => {
  const wrong = await calling.flow.server.request('PUT', '/api/v1/patterns', {
    code: 'chosen_wrong',
    ...performed,
    lineComponents: [
      {
        kind: 'provision',
        key: '"all"',
        tasks: [
          step({ whenChanged: 'perhaps', whenGone: '=line.nothing' }),
          { ...step({ name: 'bare', whenGone: 'undo' }), undo: undefined },
        ],
      },
    ],
  })
  assert.deepEqual(
    wrong.body.errors.map(({ path, code }: Seen) => [path, code]),
    [
      ['/lineComponents/0/tasks/0/whenChanged', 'bad_strategy'],
      ['/lineComponents/0/tasks/0/whenGone', 'rule_type'],
      ['/lineComponents/0/tasks/1/whenGone', 'undo_missing'],
    ],
  )
  await pattern('chosen', [
    step({ whenChanged: '=double(line.quantity) > 2.0 ? "undo_then_do" : line.custom.find("how")' }),
  ])
  const { id } = await placed('chosen')
  await calling.flow.until(id, allOver)
  const some = await preview(id, { lines: [{ lineNo: 1, quantity: '2', custom: { how: 'nothing' } }] })
  assert.deepEqual(
    some.calls.map(({ what, note }: Seen) => [what, note]),
    [['keep', null]],
  )
  const odd = await preview(id, { lines: [{ lineNo: 1, quantity: '2', custom: { how: 'by hand' } }] })
  assert.deepEqual(
    odd.calls.map(({ what, note }: Seen) => [what, note]),
    [['redo', '"by hand" is none of redo, undo_then_do, nothing']],
  )
  const more = await preview(id, raised(3))
  assert.deepEqual(
    more.calls.map(({ what }: Seen) => what),
    ['undo', 'do'],
  )
})

test('O-63 what is done again may say what it was and what it is', async () => {
  const request = {
    method: 'POST',
    path: '"/activations"',
    body: {
      order: '=order.number',
      reference: '=call.key',
      lines: {
        $lines: {
          quantity: '=line.quantity',
          was: '=before.quantity',
          serial: '=reply.find("/result/serial")',
        },
      },
    },
  }
  await pattern('both', [step({ request })])
  const { id, number } = await placed('both')
  await calling.flow.until(id, allOver)
  await amend(id, raised(5))
  await calling.flow.until(id, allOver)
  const [first, second] = await calling.asked({ number })
  const linesOf = (one: typeof first) => (one!.asked as { lines: object[] }).lines
  assert.deepEqual(linesOf(first), [{ quantity: '1', was: '', serial: '' }])
  assert.deepEqual(linesOf(second), [{ quantity: '5', was: '1', serial: first!.serial }])
})

test('N-2 P-34 an amendment that would ask outside systems for something else than its preview told is not done', async () => {
  await pattern('stale', [step()])
  await calling.flow.ok('/monitoring/jobs/tasks-call/stop', { reason: 'to look first' })
  await sleep(1200)
  const { id } = await placed('stale')
  const told = await preview(id, raised(2))
  assert.deepEqual(told.calls, [])
  await calling.flow.ok('/monitoring/jobs/tasks-call/start', { reason: 'looked' })
  await calling.flow.until(id, allOver)
  const late = await calling.flow.post(`/orders/${id}/amendments`, { ...raised(2), token: told.token })
  assert.deepEqual([late.status, late.body.code], [409, 'stale_preview'])
  assert.equal((await calling.flow.read(id)).version, 1)
  const again = await preview(id, raised(2))
  assert.deepEqual(
    again.calls.map(({ what, system }: Seen) => [what, system]),
    [['redo', 'answers']],
  )
  await amend(id, { ...raised(2), token: again.token })
  await calling.flow.lawful()
})
