import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actsIn, LIFE_ACTS, mayAct } from './life-cycle.ts'
import { isOver, ORDER_STATES, TRANSITIONS } from './order.ts'

test('A2-5 what each state allows stands in one table, whole; what is over allows nothing', () => {
  const allowed = Object.fromEntries(ORDER_STATES.map((state) => [state, actsIn(state).join(' ')]))
  assert.deepEqual(allowed, {
    draft: 'edit submit cancel',
    pending_approval: 'edit approve reject cancel',
    rejected: '',
    not_started: 'cancel abort hold prioritize retry end_remorse',
    in_progress: 'cancel abort suspend amend hold prioritize retry end_remorse',
    suspended: 'cancel abort resume amend hold prioritize retry end_remorse',
    amending: 'abort',
    cancelling: 'abort retry',
    waiting_for_revision: 'abort',
    failed: 'edit cancel',
    cancelled: '',
    completed: '',
    aborted: '',
  })
  for (const state of ORDER_STATES) if (isOver(state)) assert.deepEqual(actsIn(state), [], state)
})

test('A2-5 O-15 an act that moves a state is allowed exactly where it leads to one; one of data leaves it', () => {
  const moving = ['edit', 'submit', 'approve', 'reject', 'cancel', 'suspend', 'resume'] as const
  for (const state of ORDER_STATES)
    for (const act of LIFE_ACTS) {
      const moves = moving.find((one) => one === act)
      if (moves) assert.equal(mayAct(state, act), TRANSITIONS[state][moves] !== null, `${state} ${act}`)
    }
})
