import type { Door } from '../platform/batch/index.ts'
import type { Database } from '../platform/database/index.ts'
import { defineProblems, type Route } from '../platform/http/index.ts'
import { acceptanceRoutes } from './http-accept.ts'
import { approvalRoutes } from './http-approval.ts'
import { makingRoutes } from './http-make.ts'
import { type Printing, readingRoutes } from './http-read.ts'

defineProblems({
  invalid_quote: [422, 'Nothing can be quoted like this.', 'Correct everything that `errors` names.'],
  quote_state: [
    409,
    'The state of the quote does not allow this.',
    'Read the quote, and see what can be done.',
  ],
  quote_expired: [
    409,
    'The quote is not valid any more.',
    'Accept it with `repriceDays`, or make a new version, and send that.',
  ],
  quote_not_yet: [409, 'The quote is not valid yet.', 'Accept it from its first day on.'],
  acceptance_refused: [
    422,
    'The quote cannot be accepted like this.',
    'Correct everything that `errors` names.',
  ],
  all_ordered: [409, 'All of the quote was ordered.', 'Ask for a new quote.'],
  coverage_left: [
    409,
    'What is left of the quote covers lines that were ordered without it.',
    'Ask for a new quote: a coverage is ordered with what it covers.',
  ],
  quote_changed: [
    409,
    'The quote is not as it was seen: another version stands, or something else took of it just now.',
    'Read the quote, and accept what stands.',
  ],
  too_long_to_print: [
    409,
    'The quote has more lines than are printed.',
    'Read it by `GET /api/v1/quotes/{id}`.',
  ],
  not_as_agreed: [
    409,
    'An order at the quoted prices cannot be agreed today.',
    'Put right what `errors` names, or make a new version of the quote.',
  ],
})

interface Routing extends Printing {
  door: Door
  db: Database
  /** Lines that a quote may have, all alternatives together. */
  orderLines: number
}

/** The routes of quotes: made and moved, accepted, decided on, and read. */
export function negotiationRoutes({ door, db, orderLines, ...printing }: Routing): Route[] {
  return [
    ...makingRoutes({ door, db, orderLines }),
    ...acceptanceRoutes(door, db),
    ...approvalRoutes(door, db),
    ...readingRoutes(db, printing),
  ]
}
