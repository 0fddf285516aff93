import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Check } from '../../platform/setup.ts'
import { judge, priorityOf, type JudgedTask } from './judge.ts'
import { compilePolicy, type JeopardyPolicyInput } from './policy.ts'
import { project, type TimedTask } from './project.ts'

const DAY = 86_400_000
const utc = { agreedAt: 0, timeZone: 'UTC' }

/** A chain of tasks, the last of which is required on a day; what is over is named with the day on which it was. */
function chain(
  leads: Record<string, string>,
  { over = {}, required }: { over?: Record<string, number>; required: number | null },
): TimedTask[] {
  const names = Object.keys(leads)
  return names.map((name, place) => ({
    id: BigInt(place),
    state: name in over ? 'completed' : place === Object.keys(over).length ? 'ready' : 'waiting',
    frees: place + 1 < names.length ? [BigInt(place + 1)] : [],
    takes: leads[name]!,
    notBefore: null,
    expectedAt: null,
    endedAt: name in over ? over[name]! * DAY : null,
    dueAt: place === names.length - 1 && required !== null ? required * DAY : null,
    expected: true,
  }))
}

const LEADS = { schedule: 'P1D', reserve: 'P1D', ship: 'P4D', invoice: 'P2D' }

function judged(tasks: readonly TimedTask[], now: number, names: readonly string[]): JudgedTask[] {
  const dates = project(tasks, { ...utc, now })
  return tasks.map(({ id }, place) => ({
    id,
    pattern: 'goods',
    component: 'ship',
    task: names[place]!,
    dates: dates.get(id)!,
  }))
}

function policy(input: JeopardyPolicyInput) {
  const check = new Check()
  const compiled = compilePolicy(input, 1, check)
  assert.deepEqual(check.problems, [])
  return compiled
}

const D7 = policy({
  rules: [
    { of: 'task', over: 'PT0S', upTo: 'P1D', score: 50 },
    { of: 'task', over: 'P1D', upTo: 'P3D', score: 150 },
    { of: 'task', over: 'P3D', score: 300 },
  ],
  ranges: [
    { priority: 'low', from: 0, to: 100 },
    { priority: 'medium', from: 100, to: 200 },
    { priority: 'high', from: 200, to: 300 },
  ],
})

test('A6-11 A6-12 each task is planned forwards from now and backwards from the day that is required, and one that is late moves those behind it', () => {
  const names = Object.keys(LEADS)
  const fresh = judged(chain(LEADS, { required: 10 }), 0, names)
  const days = (of: (one: JudgedTask) => number) => fresh.map((one) => of(one) / DAY)
  assert.deepEqual(
    days(({ dates }) => dates.planned.end),
    [1, 2, 6, 8],
  )
  assert.deepEqual(
    days(({ dates }) => dates.requiredBy!),
    [3, 4, 8, 10],
  )
  assert.deepEqual(
    days(({ dates }) => dates.delayMs!),
    [-2, -2, -2, -2],
  )
  assert.equal(judge(fresh, D7, 0).priority, null)

  const late = judged(chain(LEADS, { over: { schedule: 1, reserve: 7 }, required: 10 }), 7 * DAY, names)
  assert.deepEqual(
    late.map(({ dates }) => dates.projected.end / DAY),
    [1, 7, 11, 13],
  )
  assert.deepEqual(
    late.map(({ dates }) => dates.delayMs! / DAY),
    [-2, 3, 3, 3],
  )
  // What was planned stays what it was.
  assert.deepEqual(
    late.map(({ dates }) => dates.planned.end / DAY),
    [1, 2, 6, 8],
  )
  const { priority, score } = judge(late, D7, 7 * DAY)
  assert.deepEqual([priority, score], ['medium', 150])
})

test('A6-13 a score on the boundary of two ranges belongs to the lower one, and ranges never overlap', () => {
  const ranges = [
    { priority: 'low', from: 10, to: 200 },
    { priority: 'medium', from: 200, to: 400 },
  ] as const
  assert.deepEqual(
    [9, 10, 200, 201, 400, 401].map((score) => priorityOf({ ranges }, score)),
    [null, 'low', 'low', 'medium', 'medium', null],
  )
  // In whatever order they were written.
  const reversed = policy({ rules: [{ of: 'task', score: 200 }], ranges: [...ranges].toReversed() })
  assert.equal(priorityOf(reversed, 200), 'low')

  const check = new Check()
  compilePolicy(
    {
      leadTimes: [
        { task: 'ship' },
        { task: 'ship', takes: '2 days' },
        { task: 'ship', takesBy: 'order.nothing' },
      ],
      rules: [
        { of: 'task', over: 'P2D', upTo: 'P1D', score: 150 },
        { of: 'order', task: 'ship', over: 'soon', score: 999 },
      ],
      ranges: [
        { priority: 'medium', from: 100, to: 200 },
        { priority: 'low', from: 0, to: 101 },
        { priority: 'high', from: 300, to: 300 },
      ],
    },
    1,
    check,
  )
  assert.deepEqual(
    check.problems.map(({ path, code }) => [path, code]),
    [
      ['/leadTimes/0', 'takes_one'],
      ['/leadTimes/1/takes', 'bad_duration'],
      ['/leadTimes/2/takesBy', 'rule_type'],
      ['/rules/0/upTo', 'bounds_reversed'],
      ['/rules/1/task', 'names_no_task'],
      ['/rules/1/over', 'bad_duration'],
      ['/ranges/1', 'ranges_overlap'],
      ['/ranges/2/to', 'bounds_reversed'],
      ['/rules/1/score', 'score_in_no_range'],
    ],
  )
})

test('A6-14 an order is in high jeopardy for what was late though what it does now is not', () => {
  const names = Object.keys(LEADS)
  const rules = policy({
    rules: [
      { of: 'task', task: 'reserve', over: 'P1D', score: 250 },
      { of: 'task', score: 50 },
    ],
  })
  // It ended three days late; shipping takes no time now, so nothing behind it is.
  const tasks = chain({ ...LEADS, ship: 'PT1H' }, { over: { schedule: 1, reserve: 8 }, required: 7 })
  const verdict = judge(judged(tasks, 8 * DAY, names), rules, 8 * DAY)
  assert.deepEqual([verdict.priority, verdict.score, verdict.of?.task], ['high', 250, 'reserve'])
  // The rule for one task holds of it, and that for all does not.
  const few = judged(chain(LEADS, { over: { schedule: 1, reserve: 4.5 }, required: 10 }), 4.5 * DAY, names)
  assert.deepEqual([judge(few, rules, 4.5 * DAY).score, judge(few, rules, 4.5 * DAY).of?.task], [50, 'ship'])
})

test('O-89 an order is looked at again when time alone can have made it worse, not before and not later', () => {
  const names = Object.keys(LEADS)
  const rules = policy({ rules: [{ of: 'order', over: '-P1D', score: 250 }] })
  let now = 0
  let looks = 0
  const at = () => judge(judged(chain(LEADS, { required: 10 }), now, names), rules, now)
  for (let verdict = at(); verdict.priority === null; verdict = at()) {
    assert.ok(verdict.lookAt! > now)
    now = verdict.lookAt!
    looks += 1
  }
  // Two days are left; the first task can end at day 1, and is one day late at day 2.
  assert.deepEqual([now, looks], [2 * DAY + 1, 1])
  // Nothing more can become of it.
  assert.equal(at().lookAt, null)
})

test('O-50 what nobody promised is late when it takes longer than it is expected to, and makes nothing else late', () => {
  const names = Object.keys(LEADS)
  const slow = judged(chain(LEADS, { over: { schedule: 1 }, required: null }), 5 * DAY, names)
  assert.deepEqual(
    slow.map(({ dates }) => dates.delayMs! / DAY),
    [0, 3, 0, 0],
  )
  assert.equal(judge(slow, D7, 5 * DAY).of?.task, 'reserve')
})

test('A6-11 the days of a chain follow the clocks of the company, and a day that nobody knows makes all that waits for it unknown', () => {
  const tasks = chain({ wait: 'P1D', ship: 'PT0S' }, { required: 3 })
  // The night of 2026-03-29 has 23 hours in London.
  const agreedAt = Date.parse('2026-03-28T12:00:00Z')
  const dates = project(tasks, { agreedAt, now: agreedAt, timeZone: 'Europe/London' })
  assert.equal(new Date(dates.get(0n)!.planned.end).toISOString(), '2026-03-29T11:00:00.000Z')
  const [first, second] = tasks as [TimedTask, TimedTask]
  const unknown = project([{ ...first, state: 'waiting', expectedAt: Infinity }, second], {
    agreedAt: 0,
    now: 0,
    timeZone: 'UTC',
  })
  assert.deepEqual(
    [...unknown.values()].map(({ delayMs }) => delayMs),
    [Infinity, Infinity],
  )
  // What nobody needs any more keeps nothing waiting, and is not late.
  const skipped = project([{ ...first, state: 'skipped', expectedAt: Infinity }, second], {
    agreedAt: 0,
    now: DAY,
    timeZone: 'UTC',
  })
  assert.deepEqual([skipped.get(0n)!.delayMs, skipped.get(1n)!.projected.end], [null, DAY])
})
