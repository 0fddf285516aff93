import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemBody, type SystemInput } from '../model/system.ts'
import type { Said } from './port.ts'
import { nextStep, pauseMs, verdictOf, verdictOfReply, type Verdict } from './verdict.ts'

const system = (more: Partial<SystemInput> = {}) =>
  systemBody({ code: 's', connection: 's', reply: 'answer', ...more })
const answered = (status: number, body: unknown = null, retryAfterMs = 0): Said => ({
  what: 'answered',
  status,
  body,
  retryAfterMs,
})
const first = { attempt: 1, overdue: false, jitter: 0 }
/** `done`, `failed wrong` … */
const short = (verdict: Verdict): string =>
  verdict.what === 'failed'
    ? `failed ${verdict.class}`
    : 'inMs' in verdict
      ? `${verdict.what} ${verdict.inMs}`
      : verdict.what

test('O-87 what an answer means is told by its status, and by whether somebody can find out what happened', () => {
  const plain = system()
  const lookable = system({ lookUp: '"/x"' })
  const twice = system({ takesKeysTwice: true })
  const cases: [Said, string, string, string][] = [
    [answered(200), 'done', 'done', 'done'],
    [answered(204), 'done', 'done', 'done'],
    [answered(302), 'failed wrong', 'failed wrong', 'failed wrong'],
    [answered(400), 'failed wrong', 'failed wrong', 'failed wrong'],
    [answered(404), 'failed wrong', 'failed wrong', 'failed wrong'],
    [answered(408), 'again 1000', 'again 1000', 'again 1000'],
    [answered(429, null, 7000), 'again 7000', 'again 7000', 'again 7000'],
    [answered(503), 'again 1000', 'again 1000', 'again 1000'],
    [answered(500), 'failed unknown', 'doubt 1000', 'doubt 1000'],
    [answered(504), 'failed unknown', 'doubt 1000', 'doubt 1000'],
    [{ what: 'not_sent', problem: 'nobody' }, 'again 1000', 'again 1000', 'again 1000'],
    [{ what: 'unknown', problem: 'cut' }, 'failed unknown', 'doubt 1000', 'doubt 1000'],
  ]
  for (const [said, ...wanted] of cases)
    assert.deepEqual(
      [plain, lookable, twice].map((one) => short(verdictOf(one, 'send', said, first))),
      wanted,
      JSON.stringify(said),
    )
})

test('O-87 a status means what the system says that it means, before what HTTP says, and one that nobody explained is for a person', () => {
  const of = system({
    reply: 'callback',
    statuses: [
      { code: 'ok', means: 'done' },
      { code: 'busy', means: 'later' },
      { code: 'never', means: 'impossible' },
      { code: 'http_409', means: 'done' },
    ],
    lookUp: '"/x"',
  })
  const send = (said: Said) => short(verdictOf(of, 'send', said, first))
  assert.equal(send(answered(202, { status: 'queued' })), 'going_on')
  assert.equal(send(answered(200, { status: 'ok' })), 'done')
  assert.equal(send(answered(400, { status: 'busy' })), 'again 1000')
  assert.equal(send(answered(422, { status: 'never' })), 'failed impossible')
  assert.equal(send(answered(409)), 'done')
  const look = (said: Said, more = {}) => short(verdictOf(of, 'look_up', said, { ...first, ...more }))
  // It never came there: nothing was done.
  assert.equal(look(answered(404)), 'again 0')
  assert.equal(look(answered(200, { status: 'queued' })), 'failed wrong')
  assert.equal(look(answered(500)), 'doubt 1000')
  assert.equal(look(answered(403)), 'doubt 1000')
  assert.equal(look({ what: 'not_sent', problem: 'nobody' }), 'again 1000')
  const reply = (status: string, means: 'done' | 'wrong') =>
    short(verdictOfReply(of, { status, means, body: null, problem: null }, first))
  assert.equal(reply('ok', 'done'), 'done')
  assert.equal(reply('odd', 'wrong'), 'failed wrong')
})

test('O-87 pauses grow fourfold, chance shortens them by half at most, and the last attempt ends them', () => {
  const of = system({ retrySeconds: 2, attempts: 3, takesKeysTwice: true })
  const pauses = (jitter: number) => [1, 2, 3, 9].map((attempt) => pauseMs(of, { attempt, jitter }))
  assert.deepEqual(pauses(0), [2000, 8000, 32_000, 3_600_000])
  assert.deepEqual(pauses(1), [1000, 4000, 16_000, 1_800_000])
  const tried = (said: Said) =>
    [1, 2, 3].map((attempt) => short(verdictOf(of, 'send', said, { ...first, attempt })))
  assert.deepEqual(tried(answered(503)), ['again 2000', 'again 8000', 'failed later'])
  assert.deepEqual(tried({ what: 'unknown', problem: 'cut' }), ['doubt 2000', 'doubt 8000', 'failed unknown'])
})

test('O-49 what is done next about a request is asked, sent or left to a person', () => {
  const acceptedAt = new Date()
  const next = (was: string, accepted: Date | null, lookUp: string | null, takesKeysTwice: boolean) =>
    nextStep({ was, acceptedAt: accepted }, { lookUp, takesKeysTwice })
  for (const lookUp of [null, '"/x"'])
    for (const twice of [true, false]) assert.equal(next('kept', null, lookUp, twice), 'send')
  for (const was of ['sent', 'unknown']) {
    assert.equal(next(was, null, '"/x"', false), 'look_up')
    assert.equal(next(was, null, null, true), 'send')
    assert.equal(next(was, null, null, false), 'ask_a_person')
    // It has it: nothing is gained by sending it again.
    assert.equal(next(was, acceptedAt, null, true), 'ask_a_person')
  }
})

test('O-49 what a system took and is still at is waited for in its time, and in doubt after it', () => {
  const statuses = [
    { code: 'at_it', means: 'going_on' as const },
    { code: 'ok', means: 'done' as const },
  ]
  const polled = system({ reply: 'poll', lookUp: '"/x"', pollSeconds: 30, answerWithinMinutes: 5, statuses })
  const at = (overdue: boolean) =>
    verdictOf(polled, 'look_up', answered(200, { status: 'at_it' }), { ...first, overdue })
  const going = at(false)
  assert.ok(going.what === 'going_on')
  assert.deepEqual([going.lookInMs, going.answerWithinMs], [30_000, 300_000])
  assert.equal(short(at(true)), 'failed unknown')
  assert.equal(
    short(verdictOf(polled, 'look_up', answered(500), { ...first, overdue: true })),
    'failed unknown',
  )
})
