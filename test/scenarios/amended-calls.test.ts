import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Seen } from '../support/flow.ts'
import { activate, Calling } from '../support/calling.ts'

let calling: Calling
before(async () => {
  calling = await Calling.open()
})
after(() => calling.close())
beforeEach(() => calling.calm())

const step = (more: object = {}) => ({ ...activate, system: 'answers', ...more })
const perLine = {
  lineComponents: (tasks: object[]) => [{ kind: 'provision', key: 'string(line.lineNo)', tasks }],
}
const CASES: [string, object, string, object, string[]][] = [
  ['ch_redo', {}, 'changed', { lines: [{ lineNo: 1, quantity: '2' }] }, ['POST redo']],
  [
    'ch_anew',
    { whenChanged: 'undo_then_do' },
    'changed',
    { lines: [{ lineNo: 1, quantity: '2' }] },
    ['DELETE undo', 'POST do'],
  ],
  ['ch_none', { whenChanged: 'nothing' }, 'changed', { lines: [{ lineNo: 1, quantity: '2' }] }, []],
  ['same', {}, 'unchanged', { lines: [{ lineNo: 1, custom: { note: 'ring' } }] }, []],
  ['gone', {}, 'removed', { lines: [{ lineNo: 2, remove: true }] }, ['DELETE undo']],
  ['gone_none', { whenGone: 'nothing' }, 'removed', { lines: [{ lineNo: 2, remove: true }] }, []],
]

for (const [code, more, what, body, expected] of CASES)
  test(`O-62 P-34 a call that was done, ${JSON.stringify(more)}, of a line that is ${what}: ${expected.join(', ') || 'kept'}`, async () => {
    const tasks = [step(more)]
    await calling.pattern(code, tasks, {
      lineComponents: perLine.lineComponents(tasks),
      dependencies: [],
      components: [{ kind: 'perform', key: '"p"', tasks: [{ kind: 'ship' }, { kind: 'invoice' }] }],
    })
    const { id } = await calling.flow.order(
      [1, 2].map(() => ({
        sku: `SVC-${code.toUpperCase().replaceAll('_', '-')}`,
        quantity: '1',
        unitPrice: '10',
        net: '10.00',
        tax: '2.00',
        requestedOn: '2031-03-03',
      })),
    )
    const calls = (seen: Seen) => seen.plan.tasks.filter(({ kind }: Seen) => kind === 'call')
    const done = (seen: Seen) => calls(seen).every(({ state }: Seen) => state === 'completed')
    await calling.flow.until(id, done)
    const before = (await calling.network.activations()).length
    const told = await calling.flow.post(`/orders/${id}/amendments/preview`, body)
    assert.equal(told.status, 200, told.bytes.toString())
    const made = told.body.calls.filter((one: Seen) => one.what !== 'keep').map((one: Seen) => one.what)
    assert.deepEqual(
      made,
      expected.map((one) => one.split(' ')[1]),
    )
    const amended = await calling.flow.post(`/orders/${id}/amendments`, { ...body, token: told.body.token })
    assert.equal(amended.status, 200, amended.bytes.toString())
    assert.deepEqual(amended.body.calls, told.body.calls)
    await calling.flow.until(id, done)
    const asked = (await calling.network.activations()).slice(before)
    assert.deepEqual(
      asked.map(({ method, key }) => `${method} ${key.split('-').at(-1)}`),
      expected,
    )
    await calling.flow.lawful()
  })
