import type { ConditionContext, Standing } from './condition.ts'
import { readHeldFeeds, readStaleFeeds } from './conditions.sql.ts'

/** Feeds of stock or supply that said nothing for longer than they may. */
export async function feedsSilent({ db, now }: ConditionContext): Promise<Standing[]> {
  const rows = await db.read(readStaleFeeds, { now })
  return rows.map((row) => ({
    companyId: row.company_id,
    subject: row.code,
    severity: 'warning',
    says: `The feed ${row.code} has said nothing of ${row.gives} for longer than ${row.stale_seconds} seconds.`,
    facts: { heardAt: row.heard_at?.toISOString() ?? null },
  }))
}

/** Feeds of which something waits for a person: what they say is not what is promised from. */
export async function feedsHeld({ db }: ConditionContext): Promise<Standing[]> {
  const rows = await db.read(readHeldFeeds, {})
  return rows.map(({ company_id: companyId, code, held, refused, since, why }) => ({
    companyId,
    subject: code,
    severity: 'warning',
    says:
      held > 0n
        ? `Of the feed ${code} ${held === 1n ? 'a snapshot waits' : `${held} snapshots wait`} for a person, the oldest as of ${since.toISOString()}.`
        : `${refused} differences to the newest snapshot of the feed ${code} could not be posted.`,
    facts: { held: Number(held), refused: Number(refused), why },
  }))
}
