import type { Database } from '../../platform/database/index.ts'
import type { Job } from '../../platform/jobs.ts'
import { readClock } from '../../platform/platform.sql.ts'
import { camelRows, type CamelRow } from '../../platform/setup.ts'
import { money } from '../../platform/wire.ts'
import type { ConditionContext, Standing } from '../condition.ts'
import { readOpenDifferences, readUnstatedDays, settleDifferences } from './reconciliation.sql.ts'

/** Limits of reconciling; see docs/reference/settings.md. */
export const RECONCILE_LIMITS = {
  /** Orders that are listed of a day; whoever has more states counts and totals. */
  orders: 20_000,
  /** Orders of a day that are counted here. */
  day: 500_000n,
  /** How often it is asked whether a difference is one still, and of how many. */
  everyMs: 5000,
  asked: 10_000n,
} as const

const SHOWN = 10

/** Settles differences that are none any more, because the order came or was put right. */
export function differenceJob(db: Database): Job {
  return {
    name: 'differences',
    title: 'Settles differences of reconciliations that are none any more',
    everyMs: RECONCILE_LIMITS.everyMs,
    alone: true,
    async run() {
      const [clock] = await db.read(readClock, {})
      const settled = await db.read(settleDifferences, { now: clock!.now, most: RECONCILE_LIMITS.asked })
      return { evaluated: settled.length, processed: settled.length }
    },
  }
}

type Open = CamelRow<typeof readOpenDifferences>

const WORDS: { readonly [what: string]: string } = {
  missing_here: 'missing here',
  missing_there: 'missing there',
  other_amount: 'of another amount',
  not_submitted: 'a draft or failed here',
  duplicate: 'stated twice',
  count: 'the count of orders',
  total: 'the total',
}

/** One alert a channel and day whose sides differ (P-79). */
export async function daysDiffering({ db }: ConditionContext): Promise<Standing[]> {
  const rows = camelRows(
    readOpenDifferences,
    await db.read(readOpenDifferences, { most: RECONCILE_LIMITS.asked }),
  )
  const days = Map.groupBy(rows, ({ companyId, source, day }) => `${companyId} ${source} ${day}`)
  return [...days.values()].map((of): Standing => {
    const [{ companyId, source, day, home, what, name }] = of as [Open]
    const kinds = Map.groupBy(of, (one) => one.what)
    const worth = Map.groupBy(
      of.filter((one) => one.currency !== ''),
      (one) => one.currency,
    )
    const perCurrency = [...worth].map(([currency, some]) => ({ currency, amount: sum(some) }))
    const first = name === '' ? WORDS[what]! : `${name}, ${WORDS[what]!}`
    return {
      companyId,
      subject: `${source} ${day}`,
      severity: 'critical',
      says: `${of.length} differences with ${source} of ${day}, first ${first}.`,
      facts: {
        day,
        differences: Object.fromEntries([...kinds].map(([kind, some]) => [kind, some.length])),
        first: of.slice(0, SHOWN).map((one) => ({ what: one.what, name: one.name })),
        since: of[0]!.foundAt.toISOString(),
        perCurrency: perCurrency.map(({ amount, currency }) => money(amount, currency)),
      },
      atRisk: { amount: perCurrency.find((one) => one.currency === home)?.amount ?? 0n, currency: home },
    }
  })
}

/** How far both sides are apart. */
function sum(differences: readonly Open[]): bigint {
  return differences.reduce((total, { there, here }) => {
    const apart = (there ?? 0n) - (here ?? 0n)
    return total + (apart < 0n ? -apart : apart)
  }, 0n)
}

/** One alert a channel that did not state the counts of its days. */
export async function daysUnstated({ db, now }: ConditionContext): Promise<Standing[]> {
  const rows = camelRows(readUnstatedDays, await db.read(readUnstatedDays, { now }))
  const channels = Map.groupBy(rows, ({ companyId, source }) => `${companyId} ${source}`)
  return [...channels.values()].map((of): Standing => {
    const [{ companyId, source, day }] = of as [(typeof of)[number]]
    return {
      companyId,
      subject: source,
      severity: 'warning',
      says: `${source} has not stated its counts of ${day}${of.length === 1 ? '' : ` and ${of.length - 1} more days`}.`,
      facts: { days: of.map((one) => one.day) },
    }
  })
}
