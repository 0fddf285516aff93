import { businessDate } from '../../organization/index.ts'
import type { Progress } from './progress.ts'

/** What is wrong with a date. */
export interface WrongDate {
  code: 'in_future' | 'too_early' | 'no_period'
  message: string
}

/**
 * What is wrong with the date on which the world says that something happened: it is after the company's business date,
 * before what it follows, or before today in no period of the books. Undefined: nothing. What happens today is never
 * too early: the clock of who placed an order may be ahead of ours by up to a day.
 *
 * @param after what it follows, if anything: its date and its name in a sentence
 */
export function wrongDate(
  progress: Progress,
  companyId: bigint,
  now: Date,
  on: string,
  after?: { on: string; what: string },
): WrongDate | undefined {
  const today = businessDate(progress.companies.get(companyId)!, now)
  if (on > today) return { code: 'in_future', message: `it is after today, ${today}` }
  if (on === today) return undefined
  if (after && on < after.on) return { code: 'too_early', message: `it is before ${after.what}, ${after.on}` }
  if (progress.books.hasPeriod(companyId, on)) return undefined
  return { code: 'no_period', message: `no period of the books has ${on}` }
}
