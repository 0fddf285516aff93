import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Check } from '../../platform/setup.ts'
import { defaultPatterns } from '../model/pattern.ts'
import { composed, composeOrder, mapped, rawOf, type StateComponent } from './compose.ts'
import {
  compileStates,
  rawStatesOf,
  USUAL_STATES,
  usualStates,
  type FulfillmentStatesInput,
} from './model.ts'
import { stateChanges } from './tell.ts'

const patterns = Object.entries(defaultPatterns).map(([code, body]) => ({ code, body }))
const compiled = (input: FulfillmentStatesInput) => {
  const check = new Check()
  const model = compileStates(input, 1, check, rawStatesOf(patterns))
  return { model, problems: check.problems.map(({ path, code }) => `${path} ${code}`) }
}

test('O-80 of lines that are done, done and failed an order is done in part, and the order of the rules matters', () => {
  const { model, problems } = compiled(usualStates)
  assert.deepEqual(problems, [])
  const three = ['DONE', 'DONE', 'FAILED']
  assert.equal(composed(model.order, three), 'PARTIAL')
  assert.equal(composed(model.order, ['FAILED', 'FAILED']), 'FAILED')
  assert.equal(composed(model.order, ['DONE', 'CANCELLED']), 'DONE')
  assert.equal(composed(model.order, ['DONE', 'PENDING']), 'IN_PROGRESS')
  const [own, first, second, ...rest] = model.order
  assert.equal(composed([own!, second!, first!, ...rest], three), 'FAILED')
  // Of nothing, nothing is any or all.
  assert.equal(composed(model.order, []), 'IN_PROGRESS')
})

test('O-80 a state stands for those below it, and none is a condition as any and all are', () => {
  const { model, problems } = compiled({
    ...usualStates,
    states: [
      ...usualStates.states,
      { code: 'STUCK', name: 'Stuck', parent: 'FAILED' },
      { code: 'LOST', name: 'Lost', parent: 'STUCK' },
    ],
    order: [
      { state: 'DONE', when: [{ none: ['FAILED', 'PENDING'] }] },
      { state: 'FAILED', when: [{ any: ['FAILED'] }] },
      { state: 'PENDING' },
    ],
  })
  assert.deepEqual(problems, [])
  assert.deepEqual(
    [['DONE'], ['DONE', 'LOST'], ['PENDING']].map((states) => composed(model.order, states)),
    ['DONE', 'FAILED', 'PENDING'],
  )
})

const goods = (lineNos: number[], ...states: string[]): StateComponent => ({
  pattern: 'goods',
  kind: 'ship',
  lineNos,
  tasks: ['release', 'ship', 'invoice'].map((task, place) => ({ task, state: states[place]!, status: null })),
})

test('O-78 O-79 a component is where its first open task is, and the first entry that fits says what that is called', () => {
  const raw = (component: StateComponent) => {
    const { task, on } = rawOf(component)!
    return `${task} ${on}`
  }
  assert.equal(raw(goods([1], 'completed', 'waiting', 'waiting')), 'ship waiting')
  assert.equal(raw(goods([1], 'completed', 'completed', 'completed')), 'invoice completed')
  assert.equal(raw(goods([1], 'skipped', 'skipped', 'skipped')), 'invoice skipped')
  // What was sent before the rest was cancelled was sent.
  assert.equal(raw(goods([1], 'completed', 'completed', 'skipped')), 'ship completed')
  const work = { task: 'install', state: 'completed', status: 'done_late' }
  assert.equal(rawOf({ pattern: 'p', kind: 'install', lineNos: [1], tasks: [work] })?.on, 'done_late')
  const entry = { pattern: null, component: null, task: null, on: null }
  const map = [
    { ...entry, component: 'install', on: 'done_late', state: 'LATE' },
    { ...entry, task: 'install', state: 'OWN' },
    { ...entry, pattern: 'goods', state: 'GOODS' },
  ]
  const at = { pattern: 'p', component: 'install', task: 'install', on: 'done_late' }
  assert.deepEqual(
    [
      at,
      { ...at, on: 'ready' },
      { ...at, pattern: 'goods', task: 'ship', on: 'ready' },
      { ...at, task: 'look', on: 'ready' },
    ].map((one) => mapped(map, one)),
    ['LATE', 'OWN', 'GOODS', undefined],
  )
  // A line is composed of all its components, an order of its lines; what settles it is of no line.
  assert.deepEqual(
    composeOrder(USUAL_STATES, [
      goods([1, 2], 'completed', 'completed', 'waiting'),
      goods([2], 'failed', 'waiting', 'waiting'),
      goods([3], 'skipped', 'skipped', 'skipped'),
      { ...goods([], 'waiting', 'waiting', 'waiting'), kind: 'settle' },
    ]),
    {
      state: 'PARTIAL',
      items: [
        [1, 'DONE'],
        [2, 'PARTIAL'],
        [3, 'CANCELLED'],
      ],
    },
  )
})

test('O-78 O-79 O-80 a model is checked whole: what nothing maps, what is not named, what no line reaches', () => {
  const { problems } = compiled({
    states: [
      { code: 'DONE', name: 'Done' },
      { code: 'DONE', name: 'Done, too' },
      { code: 'A', name: 'A', parent: 'B' },
      { code: 'B', name: 'B', parent: 'A' },
      { code: 'C', name: 'C', parent: 'NOWHERE' },
    ],
    map: [
      { pattern: 'goods', state: 'DONE' },
      { component: 'perform', task: 'ship', state: 'GONE' },
      { pattern: 'service', state: 'DONE' },
      { pattern: 'gift_card', state: 'DONE' },
      { pattern: 'charge', task: 'invoice', on: 'completed', state: 'DONE' },
    ],
    items: [{ state: 'DONE' }, { state: 'DONE', when: [{ any: ['DONE'], none: ['A'] }] }],
    order: [
      { state: 'DONE', when: [{}] },
      { state: 'DONE', when: [{ all: ['NONE'] }] },
    ],
  })
  assert.deepEqual(problems, [
    '/states/1/code duplicate_state',
    '/states/2/parent cycle',
    '/states/3/parent cycle',
    '/states/4/parent unknown_state',
    '/map/1/state unknown_state',
    '/items/0/when unreachable',
    '/items/1/when last_conditional',
    '/items/1/when/0 one_quantifier',
    '/order/0/when/0 one_quantifier',
    '/order/1/when last_conditional',
    '/order/1/when/0/all/0 unknown_state',
    // Of charges: waiting, ready, failed and skipped invoices.
    ...Array.from({ length: 4 }, () => '/map unmapped_state'),
  ])
})

test('O-81 what is the same is no change, and what changed is told together', () => {
  const order = { state: 'DONE', items: [[1, 'DONE']] as [number, string][] }
  assert.deepEqual(stateChanges({ composed: order, told: { ...order, sequence: 3 } }), [])
  assert.deepEqual(stateChanges({ composed: undefined, told: undefined }), [])
  assert.deepEqual(
    stateChanges({ composed: order, told: { sequence: 1, state: 'PENDING', items: [[1, 'PENDING']] } }),
    [
      ['fulfillment_state', null, 'PENDING', 'DONE'],
      ['fulfillment_state_of_line', '1', 'PENDING', 'DONE'],
    ],
  )
})
