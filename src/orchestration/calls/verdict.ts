import type { Json } from '../../platform/json.ts'
import { textAt } from '../model/call-template.ts'
import type { Said } from './port.ts'
import type { Means, SystemBody } from '../model/system.ts'

/** How a failure is gone on from (O-87): by itself, by a person, by a revision of the order, or by whoever finds out what happened. */
export type FailureClass = 'later' | 'wrong' | 'impossible' | 'unknown'

/** What is done next about a call. */
export type NextStep = 'send' | 'look_up' | 'ask_a_person'

export interface CallState {
  /** As it stood when it was claimed. */
  was: string
  acceptedAt: Date | null
}

/** What was kept is sent. Of what went out and was not heard of is asked, or it is sent again, where that does no harm (trap 6). */
export function nextStep(
  { was, acceptedAt }: CallState,
  { lookUp, takesKeysTwice }: Pick<SystemBody, 'lookUp' | 'takesKeysTwice'>,
): NextStep {
  if (was === 'kept') return 'send'
  if (lookUp !== null) return 'look_up'
  return takesKeysTwice && acceptedAt === null ? 'send' : 'ask_a_person'
}

/** What a call has come to, by something that was said of it, or not. */
export type Verdict =
  | { what: 'done'; status: string; body: Json }
  /** The system has it, or is at it still; what it says meanwhile is known from now on. */
  | { what: 'going_on'; status: string; body: Json; lookInMs: number; answerWithinMs: number }
  /** Nothing was done: it is sent again. */
  | { what: 'again'; inMs: number; problem: string }
  /** Nobody knows: it is asked again. */
  | { what: 'doubt'; inMs: number; problem: string }
  | { what: 'failed'; class: FailureClass; status: string | null; body: Json; problem: string }

const MOST_PROBLEM = 500

/** @param of how often it was tried, what came before, and chance from 0 to 1 */
export function verdictOf(
  system: SystemBody,
  step: 'send' | 'look_up',
  said: Said,
  of: { attempt: number; overdue: boolean; jitter: number },
): Verdict {
  if (said.what === 'not_sent') return later(system, said.problem, of)
  if (said.what !== 'answered')
    return step === 'look_up' || system.lookUp !== null || system.takesKeysTwice
      ? doubt(system, said.problem, of)
      : failed('unknown', null, null, said.problem)
  const { status: http } = said
  const body = (said.body ?? null) as Json
  const stated = textAt(body, system.read.status)
  const ok = http >= 200 && http < 300
  const code = [stated, `http_${http}`].find((one) => meaningOf(system, one) !== undefined)
  if (step === 'look_up' && http === 404 && code === undefined)
    return { what: 'again', inMs: 0, problem: 'it never came there' }
  if (code !== undefined) return meant(system, code, meaningOf(system, code)!, body, of, said.retryAfterMs)
  if (ok) {
    if (system.reply === 'answer' && system.statuses.length === 0)
      return { what: 'done', status: stated ?? `http_${http}`, body }
    if (system.reply === 'answer' || step === 'look_up')
      return failed(
        'wrong',
        stated ?? null,
        body,
        `it said ${stated ?? `http_${http}`}, and nobody said what that means`,
      )
    return goingOn(system, stated ?? `http_${http}`, body, of)
  }
  const problem = `it answered ${http}${reasonIn(system, body)}`
  if (http === 429 || http === 503 || http === 408 || http === 425)
    return later(system, problem, of, said.retryAfterMs)
  if (http >= 500)
    return step === 'look_up' || system.lookUp !== null || system.takesKeysTwice
      ? doubt(system, problem, of)
      : failed('unknown', null, body, problem)
  if (step === 'look_up') return doubt(system, problem, of)
  return failed('wrong', `http_${http}`, body, problem)
}

/** What a status that a system told by itself means; one that nobody said anything of is for a person. */
export function meantBy(system: SystemBody, status: string): Means {
  return meaningOf(system, status) ?? 'wrong'
}

/** The verdict of a reply that came by itself, or was kept. */
export function verdictOfReply(
  system: SystemBody,
  { means, status, body, problem }: { means: Means; status: string; body: Json; problem: string | null },
  of: { attempt: number; jitter: number },
): Verdict {
  if ((means === 'wrong' || means === 'impossible') && problem !== null)
    return failed(means, status, body, problem)
  if (means === 'wrong' && meaningOf(system, status) === undefined)
    return failed('wrong', status, body, `it said ${status}, and nobody said what that means`)
  return meant(system, status, means, body, { ...of, overdue: false }, 0)
}

function meaningOf({ statuses }: SystemBody, code: string | undefined): Means | undefined {
  return statuses.find((one) => one.code === code)?.means
}

function meant(
  system: SystemBody,
  status: string,
  means: Means,
  body: Json,
  of: { attempt: number; overdue: boolean; jitter: number },
  retryAfterMs: number,
): Verdict {
  const problem = `it said ${status}${reasonIn(system, body)}`
  switch (means) {
    case 'done':
      return { what: 'done', status, body }
    case 'going_on':
      return goingOn(system, status, body, of)
    case 'later':
      return later(system, problem, of, retryAfterMs)
    case 'wrong':
    case 'impossible':
      return failed(means, status, body, problem)
  }
}

/** Past its time nobody waits any more. */
function goingOn(system: SystemBody, status: string, body: Json, { overdue }: { overdue: boolean }): Verdict {
  if (overdue)
    return failed(
      'unknown',
      status,
      body,
      `it did not say what came of it in ${system.answerWithinMinutes} minutes`,
    )
  const answerWithinMs = system.answerWithinMinutes * 60_000
  const lookInMs = system.reply === 'poll' ? system.pollSeconds * 1000 : answerWithinMs
  return { what: 'going_on', status, body, lookInMs, answerWithinMs }
}

function later(
  system: SystemBody,
  problem: string,
  of: { attempt: number; jitter: number },
  retryAfterMs = 0,
): Verdict {
  if (of.attempt >= system.attempts) return failed('later', null, null, `${problem}, ${of.attempt} times`)
  return { what: 'again', inMs: Math.max(retryAfterMs, pauseMs(system, of)), problem: cut(problem) }
}

function doubt(
  system: SystemBody,
  problem: string,
  of: { attempt: number; overdue: boolean; jitter: number },
): Verdict {
  if (of.overdue || of.attempt >= system.attempts)
    return failed('unknown', null, null, `${problem}, ${of.attempt} times`)
  return { what: 'doubt', inMs: pauseMs(system, of), problem: cut(problem) }
}

const MOST_PAUSE_MS = 3_600_000

/** Each pause is four times as long, and by chance up to half of it shorter: what failed together does not come together again. */
export function pauseMs(
  { retrySeconds }: Pick<SystemBody, 'retrySeconds'>,
  { attempt, jitter }: { attempt: number; jitter: number },
): number {
  const full = Math.min(retrySeconds * 1000 * 4 ** Math.max(0, attempt - 1), MOST_PAUSE_MS)
  return Math.round(full * (1 - jitter / 2))
}

function failed(of: FailureClass, status: string | null, body: Json, problem: string): Verdict {
  return { what: 'failed', class: of, status, body, problem: cut(problem) }
}

const cut = (problem: string) => problem.slice(0, MOST_PROBLEM)

function reasonIn(system: SystemBody, body: Json): string {
  const reason = textAt(body, system.read.problem)
  return reason === undefined || reason === '' ? '' : `: ${reason}`
}
