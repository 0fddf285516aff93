import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ORDER_STATES, type Order, type OrderState } from '../../orders/index.ts'
import { judgeBase, type Base } from './base-order.ts'

const order = (state: OrderState, more: Partial<Order> = {}) =>
  ({
    state,
    lines: [
      { lineNo: 1, externalLineId: 'a' },
      { lineNo: 2, externalLineId: '1' },
    ],
    parts: [{ id: 7n, lineNo: 1, quantity: 2n, cancelled: 0n }],
    ...more,
  }) as unknown as Order
const base = (more: Partial<Base>): Base => ({
  named: 'web/A',
  line: '',
  component: '',
  looks: 0,
  order: order('in_progress'),
  done: [],
  round: undefined,
  ...more,
})
const says = (more: Partial<Base>) => {
  const verdict = judgeBase(base(more))
  return verdict.what === 'gone' ? verdict.why : verdict.what
}
const done = (kind: string, isDone: boolean, left: number, shipped = false) => ({
  kind,
  ofLines: kind === 'fit',
  done: isDone,
  left,
  shipped,
})

test('O-32 an order that is waited for whole is met when it is completed, waited for while it is none yet, and gone when it is over otherwise', () => {
  assert.equal(says({ order: undefined }), 'waits')
  const verdicts = Object.fromEntries(ORDER_STATES.map((state) => [state, says({ order: order(state) })]))
  const { completed, cancelled, aborted, rejected, ...others } = verdicts
  assert.deepEqual(
    [completed, cancelled, aborted, rejected],
    ['met', 'web/A is cancelled', 'web/A is aborted', 'web/A is rejected'],
  )
  assert.deepEqual([...new Set(Object.values(others))], ['waits'])
})

test('O-32 of a line that is waited for all that is done for it counts, or one component; its id at the source comes before its number', () => {
  const line = (name: string, of: readonly ReturnType<typeof done>[], more: Partial<Base> = {}) =>
    says({ line: name, done: of, ...more })
  assert.equal(line('a', [done('deliver', true, 1, true), done('fit', true, 0)]), 'waits')
  assert.equal(line('a', [done('deliver', true, 0, true), done('fit', true, 0)]), 'met')
  const fit = { component: 'fit' }
  assert.equal(line('a', [done('deliver', false, 2), done('fit', true, 0)], fit), 'met')
  assert.equal(line('a', [done('fit', true, 1)], fit), 'waits')
  assert.equal(line('a', [done('fit', false, 0)], fit), 'fit of line a of web/A was cancelled')
  assert.equal(line('a', [done('deliver', true, 0)], fit), 'there is no fit of line a of web/A')
  // Its last task was skipped, or nothing is wanted of the line.
  assert.equal(
    line('a', [done('fit', true, 0), done('fit', false, 0)], fit),
    'fit of line a of web/A was cancelled',
  )
  assert.equal(line('a', [done('deliver', true, 0), done('fit', false, 0)]), 'line a of web/A was cancelled')
  const gone = order('in_progress', { parts: [{ id: 7n, lineNo: 1, quantity: 2n, cancelled: 2n }] as never })
  assert.equal(
    line('a', [done('fit', true, 1)], { order: gone, ...fit }),
    'fit of line a of web/A was cancelled',
  )
  // What is delivered is waited for, and not its bill; served in parts, all of them.
  const deliver = { component: 'deliver' }
  assert.equal(line('a', [done('deliver', true, 1, true)], deliver), 'met')
  assert.equal(line('a', [done('deliver', true, 1, true), done('deliver', false, 2)], deliver), 'waits')
  // One part left, of the other nothing is wanted; of one that was asked for at its place nothing left.
  assert.equal(line('a', [done('deliver', true, 0, true), done('deliver', false, 0)], deliver), 'met')
  assert.equal(line('a', [done('deliver', false, 0)], deliver), 'deliver of line a of web/A was cancelled')
  assert.equal(line('1', [done('fit', true, 0)], fit), 'met')
  assert.equal(line('9', []), 'web/A has no line 9')
  // Of what is not agreed lines may still come.
  assert.equal(line('9', [], { order: order('draft', { parts: [] }) }), 'waits')
  assert.equal(line('a', [done('fit', false, 1)], { order: order('aborted'), ...fit }), 'web/A is aborted')
})

test('O-32 orders that wait for each other are told with the way round', () => {
  const round = [1n, 2n, 1n]
  assert.match(says({ round }), /^orders that wait for each other never start: (\S+) → \S+ → \1$/)
})
