import { paymentReasons, prepaymentReasons } from './why-money.ts'
import type { Beside, Found, OrderWhy, Reason, Seen } from './why-shapes.ts'
import { openSteps, stepReasons } from './why-steps.ts'
import { beginningReasons, remorseReasons, stopReasons } from './why-stops.ts'

const MOST_REASONS = 50
const MOST_LINES = 20
const MOST_CALLS = 20
/** Those that a person has to see to come first. */
const URGENT = ['problem', 'failed', 'unfulfillable', 'suspended', 'hold', 'approval', 'prepayment']

/** Why an order is where it is: what it waits for, since when, and what would let it go on. Pure: told from its view. */
export function whyOf(order: Seen, beside: Beside, now: Date): OrderWhy {
  const { id, number, state, status, statusName } = order
  const all = grouped(reasonsOf(order, beside, now))
  const reasons = all.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST_REASONS)
  const since = order.timeline.at(-1)?.at ?? null
  return { id, number, state, status, statusName, since, reasons, more: all.length - reasons.length }
}

function rank({ code }: Reason): number {
  const place = URGENT.indexOf(code)
  return place < 0 ? URGENT.length : place
}

function reasonsOf(order: Seen, beside: Beside, now: Date): Found[] {
  const stands = beginningReasons(order)
  if (stands) return stands
  const steps = openSteps(order)
  return [
    ...stopReasons(order),
    ...remorseReasons(order, now),
    ...prepaymentReasons(order),
    ...(steps.length > 0 ? stepReasons(order, beside, steps, now) : paymentReasons(order)),
  ]
}

/** Reasons in the same words are one, of all their lines, since the first of them, and with the calls of each. */
function grouped(found: readonly Found[]): Reason[] {
  const groups = Map.groupBy(found, ({ code, text, until, by, release, lineNos }) =>
    // What is of the whole order is not of some of its lines.
    JSON.stringify([code, text, until, by, release, lineNos.length === 0]),
  )
  return [...groups.values()].map((own) => {
    const lineNos = [...new Set(own.flatMap((one) => one.lineNos))].sort((a, b) => a - b)
    const since = own.reduce((first: string | null, one) => earlier(first, one.since), null)
    const calls = [...new Set(own.flatMap((one) => one.calls))].slice(0, MOST_CALLS)
    return { ...own[0]!, since, calls, lineNos: lineNos.slice(0, MOST_LINES), lines: lineNos.length }
  })
}

function earlier(a: string | null, b: string | null): string | null {
  return a === null || (b !== null && b < a) ? b : a
}
