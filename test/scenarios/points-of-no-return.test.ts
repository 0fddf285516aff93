import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { activate, Calling, skuOf } from '../support/calling.ts'
import type { Seen } from '../support/flow.ts'

// Once some steps are done for a line it stays as it was asked for, or costs whoever wants it otherwise.
let calling: Calling
before(async () => {
  calling = await Calling.open()
  for (const point of ['hard', 'soft'] as const) {
    const tasks = [
      { ...activate, name: 'reserve', system: 'answers', facts: {} },
      { kind: 'work', name: 'dig', title: 'Dig', pointOfNoReturn: point },
    ]
    await calling.pattern(point, tasks, {
      lineComponents: [{ kind: 'provision', key: 'string(line.lineNo)', tasks }],
      dependencies: [],
      components: [{ kind: 'perform', key: '"p"', tasks: [{ kind: 'ship' }, { kind: 'invoice' }] }],
    })
  }
})
after(() => calling.close())
beforeEach(() => calling.calm())

const line = (code: string) => ({
  sku: skuOf(code),
  quantity: '1',
  unitPrice: '10',
  net: '10.00',
  tax: '2.00',
  requestedOn: '2031-03-03',
})
/** Two lines, of which the first is dug for already. */
async function dug(code: string): Promise<Seen> {
  const { id } = await calling.flow.order([line(code), line(code)])
  const works = (seen: Seen): Seen[] => seen.plan.tasks.filter(({ kind }: Seen) => kind === 'work')
  const ready = await calling.flow.until(id, (seen) => works(seen).every(({ state }) => state === 'ready'))
  const components = new Map(ready.plan.components.map((one: Seen) => [one.id, one.lineNos]))
  const first = works(ready).find(({ componentId }) => (components.get(componentId) as number[]).includes(1))
  await calling.flow.ok(`/orders/${id}/tasks/${first.id}/complete`, { status: 'done' })
  return calling.flow.read(id)
}
const refusal = async (path: string, body: object): Promise<[number, string, [string, string][]]> => {
  const answer = await calling.flow.post(path, body)
  return [
    answer.status,
    answer.body.code,
    (answer.body.errors ?? []).map(({ path: at, code }: Seen) => [at, code]),
  ]
}
const raised = (lineNo: number) => ({ lines: [{ lineNo, quantity: '2' }] })

test('O-67 P-36 past a hard point of no return a line is neither amended nor cancelled, and nothing of it changes; other lines are', async () => {
  const { id } = await dug('hard')
  const past = (at: string) => [[at, 'past_no_return']]
  const amendments = `/orders/${id}/amendments`
  assert.deepEqual(await refusal(`${amendments}/preview`, raised(1)), [
    422,
    'amendment_refused',
    past('/lines/0'),
  ])
  assert.deepEqual(await refusal(amendments, { ...raised(1), acceptPenalty: true }), [
    422,
    'amendment_refused',
    past('/lines/0'),
  ])
  assert.deepEqual(
    await refusal(amendments, {
      lines: [
        { lineNo: 2, quantity: '2' },
        { lineNo: 1, remove: true },
      ],
    }),
    [422, 'amendment_refused', past('/lines/1')],
  )
  const why = { reason: 'no more' }
  assert.deepEqual(await refusal(`/orders/${id}/cancel`, why), [422, 'cancellation_refused', past('/lines')])
  assert.deepEqual(await refusal(`/orders/${id}/cancel`, { ...why, lines: [{ lineNo: 2 }, { lineNo: 1 }] }), [
    422,
    'cancellation_refused',
    past('/lines/1'),
  ])
  const stands = await calling.flow.read(id)
  assert.deepEqual([stands.version, stands.state, stands.cancelledTotal.amount], [1, 'in_progress', '0.00'])
  // What is only written of it changes nothing that was done.
  await calling.flow.ok(amendments, { lines: [{ lineNo: 1, custom: { note: 'ring' } }] })
  await calling.flow.ok(amendments, raised(2))
  await calling.flow.ok(`/orders/${id}/cancel`, { ...why, lines: [{ lineNo: 2 }] })
  await calling.flow.lawful()
})

test('O-67 past a soft point of no return a line is changed by whoever takes on what that costs', async () => {
  const { id } = await dug('soft')
  const amendments = `/orders/${id}/amendments`
  assert.deepEqual(await refusal(amendments, raised(1)), [
    422,
    'amendment_refused',
    [['/lines/0', 'penalty_not_accepted']],
  ])
  const told = await calling.flow.ok(amendments, { ...raised(1), acceptPenalty: true })
  assert.deepEqual(
    told.calls.map(({ what, name }: Seen) => `${what} ${name}`),
    ['keep reserve', 'redo reserve'],
  )
  const why = { reason: 'no more' }
  assert.deepEqual(await refusal(`/orders/${id}/cancel`, why), [
    422,
    'cancellation_refused',
    [['/lines', 'penalty_not_accepted']],
  ])
  await calling.flow.ok(`/orders/${id}/cancel`, { ...why, acceptPenalty: true })
  await calling.flow.until(id, ({ state }) => state === 'cancelled')
  await calling.flow.lawful()
})

test('O-68 what is wanted after the point of no return is another order, which waits for what is done for the first one', async () => {
  const performed = [{ kind: 'perform', key: '"p"', tasks: [{ kind: 'ship' }, { kind: 'invoice' }] }]
  const provision = (tasks: object[]) => ({ kind: 'provision', key: 'string(line.lineNo)', tasks })
  const work = (name: string, more: object = {}) => ({ kind: 'work', name, title: name, ...more })
  const tasks = [work('dig', { pointOfNoReturn: 'hard' }), work('fill')]
  await calling.pattern('base', [], {
    components: performed,
    lineComponents: [provision(tasks)],
    dependencies: [],
  })
  await calling.pattern('follow', [], {
    components: performed,
    lineComponents: [provision([work('move')])],
    dependencies: [],
    waitsFor: [
      {
        to: 'provision',
        order: 'line.custom.find("after")',
        line: 'line.custom.find("afterLine")',
        component: 'provision',
      },
    ],
  })
  const stateOf = (seen: Seen, name: string) => seen.plan.tasks.find((task: Seen) => task.name === name)
  const base = await calling.flow.order([line('base')])
  const end = async (name: string) => {
    const seen = await calling.flow.until(base.id, (one) => stateOf(one, name).state === 'ready')
    await calling.flow.ok(`/orders/${base.id}/tasks/${stateOf(seen, name).id}/complete`, { status: 'done' })
  }
  await end('dig')
  const answer = await calling.flow.post(`/orders/${base.id}/amendments`, raised(1))
  assert.match(answer.body.errors[0].message, /dig was done; place another order, that waits for this one/)
  const next = await calling.flow.order([
    { ...line('follow'), custom: { after: base.externalId, afterLine: '1' } } as never,
  ])
  const reasons = await calling.why(next.id)
  assert.ok(
    reasons.some(([code]) => code === 'other_order'),
    JSON.stringify(reasons),
  )
  assert.equal(stateOf(await calling.flow.read(next.id), 'move').state, 'waiting')
  await end('fill')
  await calling.flow.until(next.id, (seen) => stateOf(seen, 'move').state === 'ready')
  await calling.flow.lawful()
})
