import { addDays } from '../platform/clock.ts'
import { isOutOfTime, type Reader } from '../platform/database/index.ts'
import type { Micro } from '../platform/money.ts'
import { countGone as countGoneRows, readPoolMarks } from './back-dated.sql.ts'

/** What left a cost pool since a day, less what came back, and what had ever left it when that was counted. */
export interface Gone {
  since: Micro
  counted: Micro
}

/** Days that a count goes back at most: what left before keeps its cost; see docs/reference/settings.md. */
export const MOST_DAYS_BACK = 100

/** A count takes no longer: others wait for it. */
const MOST_MS = 30_000

interface Asked {
  costOrganization: bigint
  itemId: bigint
  /** Day of the receipt. */
  on: string
}

/** A count that ran out of time on this day, and knows what left on later ones only. */
export interface Uncounted {
  uncountedOn: string
}

/**
 * Counts what left pools since days before today, before a receipt of such a day is decided. A statement reads the moves of one
 * day, of whatever company: along the days of moves (decision 0034), the latest first. No lock is held meanwhile: the pool knows
 * what leaves after it.
 *
 * @returns one for each that was asked; undefined where no pool at moving average stands
 */
export async function countGone(
  db: Reader,
  companyId: bigint,
  today: string,
  asked: readonly Asked[],
): Promise<(Gone | Uncounted | undefined)[]> {
  const itemIds = asked.map((one) => one.itemId)
  const costOrganizations = asked.map((one) => one.costOrganization)
  const rows = await db.read(readPoolMarks, { companyId, costOrganizations, itemIds })
  const marks = new Map(rows.map((row) => [`${row.cost_organization}/${row.item_id}`, row]))
  const pos = rows[0]?.pos ?? null
  if (pos === null) return asked.map(() => undefined)
  const earliest = addDays(today, -MOST_DAYS_BACK)
  const first = asked.reduce((least, { on }) => (on < least ? on : least), today)
  const { counted, uncountedOn } = await countDays(
    db,
    { companyId, itemIds, pos },
    first < earliest ? earliest : first,
    today,
  )
  const ofPools = Map.groupBy(counted, (row) => `${row.cost_organization}/${row.item_id}`)
  return asked.map(({ costOrganization, itemId, on }) => {
    const key = `${costOrganization}/${itemId}`
    const mark = marks.get(key)
    if (!mark) return undefined
    if (uncountedOn !== null && on <= uncountedOn) return { uncountedOn }
    const since = (ofPools.get(key) ?? []).reduce(
      (sum, row) => (row.moved_on >= on ? sum + row.quantity : sum),
      0n,
    )
    return { since, counted: mark.gone }
  })
}

/** Counts day after day back to the first, or until time is over. */
async function countDays(
  db: Reader,
  of: { companyId: bigint; itemIds: bigint[]; pos: bigint },
  first: string,
  last: string,
) {
  const counted = []
  const until = performance.now() + MOST_MS
  for (let day = last; day >= first; day = addDays(day, -1)) {
    if (performance.now() > until) return { counted, uncountedOn: day }
    try {
      counted.push(...(await db.read(countGoneRows, { ...of, fromDay: day, toDay: addDays(day, 1) })))
    } catch (error) {
      if (isOutOfTime(error)) return { counted, uncountedOn: day }
      throw error
    }
  }
  return { counted, uncountedOn: null }
}
