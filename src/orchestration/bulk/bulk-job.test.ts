import assert from 'node:assert/strict'
import { test } from 'node:test'
import { batchOf, commonActs, judgeTarget, type Target } from './bulk-job.ts'

const order = (state: Target['state'], more: Partial<Target> = {}): Target => ({
  orderId: 1n,
  state,
  holds: 0,
  ...more,
})
const work = (statuses: [string, 'next' | 'fallout'][]) =>
  order('in_progress', {
    task: { id: 2n, kind: 'work', lineNos: [1], statuses: statuses.map(([code, to]) => ({ code, to })) },
  })
const codeOf = (...[act, input, target]: Parameters<typeof judgeTarget>) =>
  judgeTarget(act, input, target)?.code

test('O-77 what all of some orders allow is offered, with how many allow each; of none nothing is', () => {
  const { common, counts } = commonActs([order('in_progress'), order('in_progress'), order('suspended')])
  assert.deepEqual(common, ['cancel', 'abort', 'amend', 'hold', 'prioritize', 'retry', 'end_remorse'])
  assert.deepEqual(
    counts.filter(({ act }) => act === 'suspend' || act === 'resume'),
    [
      { act: 'suspend', orders: 2 },
      { act: 'resume', orders: 1 },
    ],
  )
  assert.deepEqual(commonActs([order('in_progress'), order('completed')]).common, [])
  assert.deepEqual(commonActs([]), { common: [], counts: [] })
})

test('O-77 a batch never has more than may still fail', () => {
  assert.equal(batchOf(400, { failed: 9, failureLimit: null }), 400)
  assert.equal(batchOf(400, { failed: 1, failureLimit: 3 }), 2)
  assert.equal(batchOf(400, { failed: 3, failureLimit: 3 }), 1)
  assert.equal(batchOf(2, { failed: 0, failureLimit: 3 }), 2)
})

test('O-86 only work of people is ended by hand, with a status from which the plan goes on', () => {
  const statuses: [string, 'next' | 'fallout'][] = [
    ['done', 'next'],
    ['no', 'fallout'],
  ]
  const input = (status: string) => ({ reason: 'x', status })
  assert.equal(codeOf('complete', input('done'), work(statuses)), undefined)
  assert.equal(codeOf('complete', input('no'), work(statuses)), 'unknown_status')
  assert.equal(codeOf('complete', input('other'), work(statuses)), 'unknown_status')
  const ship = order('in_progress', { task: { id: 2n, kind: 'ship', lineNos: [], statuses: null } })
  assert.equal(codeOf('complete', input('done'), ship), 'not_by_hand')
  assert.equal(codeOf('retry', { reason: 'x' }, { ...ship, holds: 1 }), 'order_on_hold')
  assert.equal(codeOf('retry', { reason: 'x' }, { ...ship, state: 'cancelled' }), 'not_in_this_state')
})
