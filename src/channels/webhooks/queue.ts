import type { PlacedEvent, Stretch } from './event-source.ts'

/** Limits of delivering; those of the settings come from `config.limits`. See docs/reference/settings.md. */
export interface WebhookLimits {
  /** Queues that one process works on at once. */
  atOnce: number
  timeoutMs: number
  /** Calls with one event in vain, then it is given up. */
  attempts: number
  backOffMs: number
  mostBackOffMs: number
  /** Failures of an endpoint in a row, then it is set aside. */
  setAsideAfter: number
  probeMs: number
}

/**
 * A place in a queue: everything up to `pos` was settled, and the first `done` events of the next place that has any. So a
 * place of a thousand events need not be sent as one.
 */
export interface Cursor {
  pos: bigint
  done: number
}

/** An event to send, and where the queue stands when it is settled. */
export interface Ahead {
  event: PlacedEvent
  after: Cursor
}

/**
 * What a stretch of the feed holds for a queue.
 *
 * @returns undefined when the stretch ends before the queue's place; `end`: where the queue stands after all of it
 */
export function aheadOf(
  cursor: Cursor,
  { events, cut, head }: Stretch,
): { ahead: Ahead[]; end: Cursor } | undefined {
  const first = events.findIndex((event) => event.pos > cursor.pos)
  const at = first < 0 ? events.length : first + cursor.done
  // A place is cut where the stretch ends, and only there.
  if (at >= events.length && cut) return undefined
  const end: Cursor = cut ? cursor : { pos: head > cursor.pos ? head : cursor.pos, done: 0 }
  const ahead = events.slice(at).map((event, index): Ahead => {
    const next = events[at + index + 1]
    const whole = next === undefined ? !cut : next.pos > event.pos
    return {
      event,
      after: whole ? { pos: event.pos, done: 0 } : { pos: event.pos - 1n, done: event.n + 1 },
    }
  })
  return { ahead, end: cut ? ahead.at(-1)!.after : end }
}

/** True behind the last event of a replay. */
export function isBehind(
  event: { pos: bigint; n: number },
  until: { pos: bigint; n: number } | null,
): boolean {
  return until !== null && (event.pos > until.pos || (event.pos === until.pos && event.n > until.n))
}

/**
 * How long to wait after the `attempt`th failure: twice as long each time, and a fifth more or less by `chance` (0 to 1),
 * so that what failed together does not come back together. A receiver may ask for more.
 */
export function backOff(
  attempt: number,
  retryAfterMs: number,
  chance: number,
  { backOffMs, mostBackOffMs }: WebhookLimits,
): number {
  const doubled = Math.min(mostBackOffMs, backOffMs * 2 ** Math.min(attempt - 1, 30))
  return Math.round(Math.max(doubled * (0.8 + 0.4 * chance), Math.min(retryAfterMs, mostBackOffMs)))
}
