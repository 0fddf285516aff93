import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { activate, Calling, skuOf, taskOf } from '../support/calling.ts'
import type { Seen } from '../support/flow.ts'
import { WELL } from '../support/provisioning-process.ts'

// What outside systems did for an order is undone before it is cancelled.
let calling: Calling
before(async () => {
  calling = await Calling.open()
  await chained('chain', 'answers')
  await chained('chain_back', 'calls_back')
  await each('each', 'answers')
  await each('kept', 'answers', { whenGone: 'nothing' })
  await each('back', 'calls_back')
})
after(() => calling.close())
beforeEach(() => calling.calm())

const performed = {
  dependencies: [],
  components: [{ kind: 'perform', key: '"p"', tasks: [{ kind: 'ship' }, { kind: 'invoice' }] }],
}
/** Three requests one after another. */
const chained = (code: string, system: string) =>
  calling.pattern(
    code,
    ['one', 'two', 'three'].map((name) => ({ ...activate, name, system, facts: {} })),
    performed,
  )
/** A request for each line. */
async function each(code: string, system: string, more: object = {}): Promise<void> {
  const tasks = [{ ...activate, system, ...more }]
  const lineComponents = [{ kind: 'provision', key: 'string(line.lineNo)', tasks }]
  await calling.pattern(code, tasks, { ...performed, lineComponents })
}
/** Nothing of it leaves before it is cancelled. */
const placed = (code: string, lines = 1, quantity = 1): Promise<Seen> =>
  calling.flow.order(
    Array.from({ length: lines }, () => ({
      sku: skuOf(code),
      quantity: `${quantity}`,
      unitPrice: '10',
      net: `${quantity * 10}.00`,
      tax: `${quantity * 2}.00`,
      requestedOn: '2031-03-03',
    })),
  )
const callsOf = (seen: Seen): Seen[] => seen.plan.tasks.filter(({ kind }: Seen) => kind === 'call')
const allDone = (seen: Seen): boolean => callsOf(seen).every(({ state }) => state === 'completed')
const cancel = (id: string, more: object = {}) =>
  calling.flow.ok(`/orders/${id}/cancel`, { reason: 'changed my mind', ...more })
const over = (id: string) => calling.flow.until(id, ({ state }) => state === 'cancelled')
/** What was asked for since: the method, and of what is removed the place among what had been activated. */
async function since(count: number, made: readonly { id: string }[]): Promise<string[]> {
  const rows = (await calling.network.activations()).slice(count)
  const place = (path: string) => made.findIndex(({ id }) => path.endsWith(`/${id}`))
  return rows.map(({ method, path }) => (method === 'DELETE' ? `DELETE ${place(path)}` : method))
}
const made = () => calling.network.activations()

test('O-72 P-37 A5-4 an order that is cancelled in flight is cancelled when what was done for it is undone, the last first, each once', async () => {
  const { id, number } = await placed('chain')
  await calling.flow.until(id, allDone)
  const before = await made()
  await calling.network.behave({ delayMs: 300 })
  const told = await cancel(id)
  assert.deepEqual([told.state, told.amount.amount], ['cancelling', '12.00'])
  const seen = await calling.flow.read(id)
  // What it holds and owes is given up at once; what undoes it goes on.
  assert.deepEqual([seen.state, seen.status, seen.acts], ['cancelling', 'cancelling', ['abort', 'retry']])
  assert.equal(seen.cancelledTotal.amount, '12.00')
  await calling.flow.lawful()
  // Asked for again it is the same.
  assert.equal((await cancel(id)).state, 'cancelling')
  const gone = await over(id)
  const own = before.filter(({ asked }) => asked['order'] === number)
  assert.deepEqual(await since(before.length, own), ['DELETE 2', 'DELETE 1', 'DELETE 0'])
  const events = gone.timeline.flatMap(({ events: of }: Seen) => of)
  const at = (event: string) => events.indexOf(event)
  assert.ok(at('order.cancelling') >= 0 && at('order.cancelling') < at('order.cancelled'), events.join())
  await calling.flow.lawful()
})

test('O-72 of lines that are cancelled what was done is undone, of those that stay it is kept', async () => {
  const { id } = await placed('each', 3)
  await calling.flow.until(id, allDone)
  const before = await made()
  assert.equal((await cancel(id, { lines: [{ lineNo: 2 }] })).state, 'in_progress')
  await calling.flow.until(id, (seen) => callsOf(seen).length === 4 && allDone(seen))
  const asked = await since(before.length, before)
  assert.equal(asked.length, 1)
  assert.match(asked[0]!, /^DELETE/)
  assert.equal((await calling.flow.read(id)).state, 'in_progress')
  await calling.flow.lawful()
})

test('O-72 a step of which nothing is undone leaves what it did, and the order is cancelled at once', async () => {
  const { id } = await placed('kept')
  await calling.flow.until(id, allDone)
  const before = await made()
  assert.equal((await cancel(id)).state, 'cancelled')
  assert.deepEqual(await since(before.length, before), [])
  await calling.flow.lawful()
})

test('O-72 a request that is out when its order is cancelled is undone when it is answered', async () => {
  for (const code of ['each', 'back']) {
    if (code === 'back') await calling.callBack()
    else await calling.network.callBack(null)
    await calling.network.behave({ ...WELL, ...(code === 'each' ? { delayMs: 500 } : { workMs: 500 }) })
    const count = (await made()).length
    const { id } = await placed(code)
    await calling.until(id, 'running')
    while ((await made()).length === count) await sleep(20)
    assert.equal((await cancel(id)).state, 'cancelling', code)
    await calling.flow.lawful()
    await calling.network.behave(WELL)
    await over(id)
    assert.deepEqual(
      (await made()).slice(count).map(({ method }) => method),
      ['POST', 'DELETE'],
      code,
    )
    await calling.flow.lawful()
  }
})

test('O-72 a request that failed after its order was cancelled leaves nothing to undo, and nothing to see to', async () => {
  await calling.callBack()
  await calling.network.behave({ workMs: 60_000 })
  const { id, number } = await placed('back')
  while ((await calling.asked({ number })).length === 0) await sleep(20)
  const [asked] = await calling.asked({ number })
  assert.equal((await cancel(id)).state, 'cancelling')
  await calling.network.tell(`no-${number}`, { key: asked!.key, status: 'rejected' })
  const seen = await over(id)
  assert.deepEqual(
    callsOf(seen).map(({ state }) => state),
    ['skipped', 'skipped'],
  )
  assert.equal(seen.fallout, false)
  await calling.flow.lawful()
})

test('O-72 an undo that fails is seen to by a person, and the order is cancelled then', async () => {
  const { id } = await placed('each')
  await calling.flow.until(id, allDone)
  await calling.network.behave({ fail: 1, status: 422 })
  await cancel(id)
  const undo = (seen: Seen) => callsOf(seen).find(({ mode }) => mode === 'undo')
  const failed = await calling.flow.until(id, (seen) => undo(seen)?.state === 'failed')
  assert.deepEqual([failed.state, failed.fallout], ['cancelling', true])
  await calling.flow.lawful()
  await calling.network.behave(WELL)
  await calling.flow.ok(`/orders/${id}/tasks/${undo(failed).id}/retry`, undefined)
  await over(id)
  await calling.flow.lawful()
})

test('O-72 O-75 an order that is suspended is cancelled all the same, also with a request out', async () => {
  await calling.callBack()
  await calling.network.behave({ workMs: 60_000 })
  const { id, number } = await placed('back')
  while ((await calling.asked({ number })).length === 0) await sleep(20)
  const [asked] = await calling.asked({ number })
  await calling.flow.ok(`/orders/${id}/suspend`, { reason: 'wait' })
  const kept = await calling.network.tell(`done-${number}`, {
    key: asked!.key,
    status: 'active',
    result: { id: asked!.id },
  })
  assert.equal(kept.body['state'], 'kept')
  await calling.network.behave(WELL)
  assert.equal((await cancel(id)).state, 'cancelling')
  await calling.flow.lawful()
  await over(id)
  assert.ok((await made()).some(({ method, path }) => method === 'DELETE' && path.endsWith(`/${asked!.id}`)))
  await calling.flow.lawful()
})

test('O-72 P-37 however a cancellation and an answer meet, what was done is undone and the order over', async () => {
  for (let round = 0; round < 8; round += 1) {
    const count = (await made()).length
    const { id } = await placed('chain')
    if (round % 2 === 1) await calling.flow.until(id, (seen) => taskOf(seen, 'one').state === 'completed')
    else await sleep(round * 5)
    await cancel(id)
    await over(id)
    const rows = (await made()).slice(count)
    const [done, undone] = ['POST', 'DELETE'].map((one) => rows.filter(({ method }) => method === one))
    assert.deepEqual(
      undone!.map(({ path }) => path.split('/').at(-1)),
      done!.map((one) => one.id).toReversed(),
      `round ${round}`,
    )
  }
  await calling.flow.lawful()
})

test('O-74 an order that is aborted while it is being cancelled ends as it stands', async () => {
  const { id } = await placed('chain')
  await calling.flow.until(id, allDone)
  await calling.network.behave({ delayMs: 400 })
  await cancel(id)
  await calling.flow.ok(`/orders/${id}/abort`, { reason: 'enough' })
  const seen = await calling.flow.read(id)
  assert.equal(seen.state, 'aborted')
  assert.ok(
    callsOf(seen)
      .filter(({ mode }) => mode === 'undo')
      .every(({ state }) => state === 'skipped'),
  )
  await calling.flow.lawful()
})
