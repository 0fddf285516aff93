import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Beside, Seen } from './why-shapes.ts'
import { whyOf } from './why.ts'
import { assertWithin } from '../../test/support/pace.ts'

const AT = '2026-11-30T09:00:00.000Z'
const LATER = '2026-11-30T10:00:00.000Z'
const NOW = new Date('2026-11-30T12:00:00.000Z')
const NOTHING: Beside = { free: new Map(), bringing: new Map(), bases: new Map() }
const NONE = { shipments: [], invoices: [], deposits: [], problems: [], holds: [], timeline: [] }
const GBP = { amount: '10.00', currency: 'GBP' }

const task = (id: string, more: object = {}) => ({
  id: `t${id}`,
  componentId: `c${id}`,
  kind: 'reserve',
  name: null,
  state: 'waiting',
  problem: null,
  startAt: null,
  dueAt: null,
  attempt: 0,
  ...more,
})
const part = (lineNo: number, more: object = {}) => ({
  id: `f${lineNo}`,
  lineNo,
  quantity: '1',
  cancelled: '0',
  shipped: '0',
  supply: 'backorder',
  promisedOn: null,
  decision: {},
  location: { code: 'X' },
  ...more,
})
const component = (lineNo: number, more: object = {}) => ({
  id: `c${lineNo}`,
  kind: 'goods',
  lineNos: [lineNo],
  lines: [`f${lineNo}`],
  location: { code: 'X' },
  ...more,
})

/** An order of so many lines, each waiting for goods by itself. */
function orderOf(lines: number, more: object = {}): Seen {
  const numbers = Array.from({ length: lines }, (_, index) => index + 1)
  return {
    ...NONE,
    id: 'ord_1',
    number: 'SO1',
    state: 'in_progress',
    status: 'backordered',
    statusName: 'Backordered',
    remorseUntil: null,
    placedAt: AT,
    prepaid: false,
    total: GBP,
    cancelledTotal: { ...GBP, amount: '0.00' },
    lines: numbers.map((lineNo) => ({ lineNo, sku: `S${lineNo}` })),
    fulfillmentLines: numbers.map((lineNo) => part(lineNo)),
    plan: {
      components: numbers.map((lineNo) => component(lineNo)),
      tasks: numbers.map((lineNo) => task(String(lineNo))),
      dependencies: [],
    },
    ...more,
  } as unknown as Seen
}
const codes = (order: Seen) => whyOf(order, NOTHING, NOW).reasons.map(({ code }) => code)

test('P-31 an order of ten thousand lines is told why it waits in a moment, whatever it waits for', () => {
  const count = 10_000
  const numbers = Array.from({ length: count }, (_, index) => index + 1)
  // Of each line the worst: brought, failed, asked for, waiting for another, and a history as long as all that happened.
  const kinds = numbers.map((lineNo) => lineNo % 4)
  const order = orderOf(count, {
    fulfillmentLines: numbers.map((lineNo) =>
      part(lineNo, {
        supply: kinds[lineNo - 1] === 0 ? 'transfer' : kinds[lineNo - 1] === 1 ? 'backorder' : 'on_hand',
      }),
    ),
    plan: {
      components: numbers.map((lineNo) => component(lineNo)),
      tasks: numbers.map((lineNo) =>
        task(
          String(lineNo),
          kinds[lineNo - 1] === 2 ? { kind: 'ship' } : kinds[lineNo - 1] === 3 ? { state: 'failed' } : {},
        ),
      ),
      dependencies: numbers
        .slice(1)
        .map((lineNo) => ({ from: `t${lineNo - 1}`, to: `t${lineNo}`, met: false })),
    },
    // One that ships all of them, and one each.
    shipments: [numbers, ...numbers.map((lineNo) => [lineNo])].map((own, index) => ({
      id: `s${index}`,
      state: 'requested',
      releasedOn: '2026-11-30',
      keepUntil: null,
      location: { code: 'X' },
      lines: own.map((lineNo) => ({ fulfillmentLineId: `f${lineNo}`, requested: '1', shipped: '0' })),
    })),
    timeline: Array.from({ length: 2 * count }, (_, index) => ({
      at: AT,
      act: 'bring',
      events: ['transfer.requested'],
      reason: null,
      changes: [{ what: 'task', key: `t${index}`, from: 'ready', to: index % 2 === 0 ? 'failed' : 'ready' }],
    })),
  })
  const begin = performance.now()
  const why = whyOf(order, NOTHING, NOW)
  const tookMs = performance.now() - begin
  assert.equal(why.reasons.length, 50)
  assert.ok(why.more > 4000, String(why.more))
  assertWithin(tookMs, 500, 'the answer')
})

test('P-31 what a person has to see comes first, and what was stopped, failed or refused before what waits', () => {
  const hold = {
    id: 'h',
    code: 'c',
    reason: 'r',
    placedBy: null,
    placedAt: AT,
    expiresOn: null,
    lineNo: null,
  }
  const order = orderOf(5, {
    state: 'suspended',
    prepaid: true,
    holds: [{ ...hold, released: false }],
    fulfillmentLines: [1, 2, 3, 4, 5].map((lineNo) =>
      part(lineNo, lineNo === 4 ? { decision: { rejectedBy: ['Y'] } } : {}),
    ),
    plan: {
      components: [1, 2, 3, 4, 5].map((lineNo) => component(lineNo)),
      tasks: [
        task('1'),
        task('2', { kind: 'ship', state: 'ready', dueAt: AT }),
        task('3', { state: 'failed', problem: 'torn' }),
        task('4'),
        task('5', { kind: 'ship' }),
        task('6', { componentId: 'c6', kind: 'collect' }),
      ],
      dependencies: [],
    },
    timeline: [
      {
        at: AT,
        act: 'fail',
        events: ['task.failed'],
        changes: [{ what: 'task', key: 't3', from: 'ready', to: 'failed' }],
      },
      {
        at: LATER,
        act: 'fail',
        events: ['task.failed'],
        changes: [{ what: 'task', key: 't9', from: 'ready', to: 'failed' }],
      },
      { at: LATER, act: 'suspend', events: [], reason: 'x', actor: 'key:a', changes: [] },
    ],
  })
  const { reasons } = whyOf(order, NOTHING, NOW)
  assert.deepEqual(
    reasons.map(({ code, lineNos, since }) => [code, lineNos, since]),
    [
      ['failed', [3], AT],
      ['unfulfillable', [4], null],
      ['suspended', [], LATER],
      ['hold', [], AT],
      ['prepayment', [], AT],
      ['goods', [1], null],
      ['worker', [2], AT],
    ],
  )
  // What stands still is served in no other way.
  for (const { calls } of reasons) assert.equal(calls.includes('POST /promises/what-if'), false)
})

test('P-31 reasons in the same words are one, with the calls of all of them and since the first', () => {
  const failed = ['1', '2', '3'].map((id) => task(id, { state: 'failed', problem: 'torn' }))
  const { plan, ...order } = orderOf(3)
  const changes = (key: string) => [{ what: 'task', key, from: 'ready', to: 'failed' }]
  const timeline = [
    { at: LATER, act: 'fail', changes: changes('t1') },
    { at: AT, act: 'fail', changes: changes('t2') },
  ]
  const [reason, ...more] = whyOf(
    { ...order, timeline, plan: { ...plan, tasks: failed } } as unknown as Seen,
    NOTHING,
    NOW,
  ).reasons
  assert.deepEqual(more, [])
  assert.deepEqual(
    [reason!.lines, reason!.since, reason!.calls],
    [3, AT, ['t1', 't2', 't3'].map((id) => `POST /orders/{id}/tasks/${id}/retry`)],
  )
})

test('P-31 what is paid, and not stopped, tells of each component what it waits for', () => {
  const ship = task('1', { kind: 'ship' })
  const collect = (state: string) => task('2', { componentId: 'settle', kind: 'collect', state })
  const of = (state: string) =>
    orderOf(1, {
      prepaid: true,
      plan: { components: [component(1)], tasks: [ship, collect(state)], dependencies: [] },
    })
  assert.deepEqual(codes(of('waiting')), ['prepayment'])
  assert.deepEqual(codes(of('completed')), ['before'])
})

test('P-31 what was rejected and lies free elsewhere by now is told with where', () => {
  const order = orderOf(1, {
    fulfillmentLines: [part(1, { quantity: '5', shipped: '1', decision: { rejectedBy: ['Y', 'Z'] } })],
  })
  const told = (free: Beside['free']) => whyOf(order, { ...NOTHING, free }, NOW).reasons[0]!.text
  const places = ['A', 'B', 'C'].map((location) => ({ location, quantity: '1.5' }))
  const before = '4 of S1 wait at X for a person: Y, Z rejected them'
  assert.equal(told(new Map()), `${before}, and no other place had them`)
  assert.equal(
    told(new Map([['f1', { waitsForRelease: false, quantity: '7', places }]])),
    `${before}; 7 are free (1.5 at A, 1.5 at B, 1.5 at C, …), and do not come by themselves`,
  )
})
