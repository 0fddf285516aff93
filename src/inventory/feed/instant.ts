import { AHEAD_MS } from '../as-of.ts'
/** What is older is compared with too much that moved since; see docs/reference/settings.md. */
const MOST_AGE_DAYS = 7

/** What is wrong with the instant of which a feed speaks, of a snapshot or of an event; undefined: nothing. */
export function judgeInstant(asOf: Date, now: Date): { code: string; message: string } | undefined {
  const age = now.getTime() - asOf.getTime()
  if (age < -AHEAD_MS) return { code: 'as_of_in_future', message: 'an instant that is over' }
  if (age <= MOST_AGE_DAYS * 86_400_000) return undefined
  return { code: 'too_old', message: 'an instant of the last seven days: too much moved since' }
}
