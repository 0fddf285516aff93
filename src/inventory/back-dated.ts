import { addDays } from '../platform/clock.ts'
import type { Reader } from '../platform/database/index.ts'
import type { Micro } from '../platform/money.ts'
import { countGone as countGoneRows, readPoolMarks } from './back-dated.sql.ts'

/** What left a cost pool since a day, less what came back, and what had ever left it when that was counted. */
export interface Gone {
  since: Micro
  counted: Micro
}

/** Days that a count goes back at most: what left before keeps its cost; see docs/reference/settings.md. */
export const MOST_DAYS_BACK = 100

interface Asked {
  costOrganization: bigint
  itemId: bigint
  /** Day of the receipt. */
  on: string
}

/**
 * Counts what left pools since days before today, before a receipt of such a day is decided. A statement reads the moves of one
 * day, so none comes near its limit, and no lock is held meanwhile: the pool knows what leaves after it.
 *
 * @returns one for each that was asked; undefined where no pool at moving average stands
 */
export async function countGone(
  db: Reader,
  companyId: bigint,
  today: string,
  asked: readonly Asked[],
): Promise<(Gone | undefined)[]> {
  const itemIds = asked.map((one) => one.itemId)
  const costOrganizations = asked.map((one) => one.costOrganization)
  const rows = await db.read(readPoolMarks, { companyId, costOrganizations, itemIds })
  const marks = new Map(rows.map((row) => [`${row.cost_organization}/${row.item_id}`, row]))
  const pos = rows[0]?.pos
  if (pos === undefined) return asked.map(() => undefined)
  const earliest = addDays(today, -MOST_DAYS_BACK)
  const first = asked.reduce((least, { on }) => (on < least ? on : least), today)
  const counted = []
  for (let day = first < earliest ? earliest : first; day <= today; day = addDays(day, 1))
    counted.push(
      ...(await db.read(countGoneRows, { companyId, itemIds, pos, fromDay: day, toDay: addDays(day, 1) })),
    )
  const ofPools = Map.groupBy(counted, (row) => `${row.cost_organization}/${row.item_id}`)
  return asked.map(({ costOrganization, itemId, on }) => {
    const key = `${costOrganization}/${itemId}`
    const mark = marks.get(key)
    if (!mark) return undefined
    const since = (ofPools.get(key) ?? []).reduce(
      (sum, row) => (row.moved_on >= on ? sum + row.quantity : sum),
      0n,
    )
    return { since, counted: mark.gone }
  })
}
