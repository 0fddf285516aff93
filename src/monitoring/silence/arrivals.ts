import type { Database } from '../../platform/database/index.ts'
import type { Job } from '../../platform/jobs.ts'
import { readClock } from '../../platform/platform.sql.ts'
import { camelRows, type CamelRow } from '../../platform/setup.ts'
import { beginWatching, readArrivals, readGapsOf, readWatched, settleArrivals } from './arrivals.sql.ts'
import { cameIn, numberOf, type Gap, type Numbered, type Numbers } from './gaps.ts'
import { LEARNED_WEEKS } from './rate.ts'

/** Limits of watching what comes; see docs/reference/settings.md. */
export const ARRIVAL_LIMITS = {
  everyMs: 2000,
  /** Places of a round, a batch of at most some hundred orders each. */
  places: 100n,
  /** Rounds of a run. */
  rounds: 50,
  /** Numbers that did not come are missed for so long. */
  missedMs: 90 * 86_400_000,
} as const

/** What is learned from begins here; a week more than is looked at, so that the first one is whole. */
export const learnFrom = (now: Date): Date =>
  new Date(now.getTime() - (LEARNED_WEEKS.most + 1) * 7 * 86_400_000)

type Watched = CamelRow<typeof readWatched>
type Arrival = CamelRow<typeof readArrivals>

/** Goes along the order of facts and notes which orders of expected channels came, so that silence costs nothing to judge. */
export function arrivalJob(db: Database): Job {
  return {
    name: 'arrivals',
    title: 'Notes which orders of expected channels came',
    everyMs: ARRIVAL_LIMITS.everyMs,
    alone: true,
    async run(signal) {
      const counts = { evaluated: 0, processed: 0 }
      const [clock] = await db.read(readClock, {})
      await db.read(beginWatching, { learnFrom: learnFrom(clock!.now) })
      for (let round = 0; round < ARRIVAL_LIMITS.rounds && !signal.aborted; round += 1) {
        const watched = camelRows(readWatched, await db.read(readWatched, {}))
        if (watched.length === 0) break
        counts.evaluated += watched.length
        counts.processed += await note(db, watched)
      }
      return counts
    },
  }
}

/** Notes what came to each channel in its next stretch. @returns orders that came */
async function note(db: Database, watched: readonly Watched[]): Promise<number> {
  const untils = watched.map(({ pos, head }) =>
    pos + ARRIVAL_LIMITS.places < head ? pos + ARRIVAL_LIMITS.places : head,
  )
  const of = { companyIds: watched.map((one) => one.companyId), sources: watched.map((one) => one.source) }
  const stretch = { ...of, afters: watched.map((one) => one.pos), untils }
  const [came, gaps] = await Promise.all([db.read(readArrivals, stretch), db.read(readGapsOf, of)])
  const arrivals = camelRows(readArrivals, came)
  const byChannel = Map.groupBy(arrivals, nameOfChannel)
  const gapsOf = Map.groupBy(camelRows(readGapsOf, gaps), nameOfChannel)
  const found = watched.map((one) => {
    const mine = byChannel.get(nameOfChannel(one)) ?? []
    const standing = (gapsOf.get(nameOfChannel(one)) ?? []).map(({ sinceAt, ...gap }) => ({
      ...gap,
      since: sinceAt,
    }))
    return { one, mine, numbers: numbersOf(one, standing, mine) }
  })
  const missing = found.flatMap(({ one, numbers }) => numbers.gaps.map((gap) => ({ ...one, ...gap })))
  await db.read(settleArrivals, {
    ...stretch,
    cames: found.map(({ mine }) => mine.length),
    firstAts: found.map(({ one, mine }) => mine[0]?.at ?? one.statedAt),
    lastAts: found.map(({ one, mine }) => mine.at(-1)?.at ?? one.statedAt),
    prefixes: watched.map((one) => one.wantedPrefix ?? ''),
    highests: found.map(({ numbers }) => numbers.highest ?? NO_NUMBER),
    ofCompanyIds: arrivals.map((one) => one.companyId),
    ofSources: arrivals.map((one) => one.source),
    ats: arrivals.map((one) => one.at),
    currencies: arrivals.map((one) => one.currency),
    totals: arrivals.map((one) => one.total),
    worths: arrivals.map((one) => one.worth),
    gapCompanyIds: missing.map((one) => one.companyId),
    gapSources: missing.map((one) => one.source),
    firsts: missing.map((one) => one.first),
    lasts: missing.map((one) => one.last),
    widths: missing.map((one) => one.width),
    sinces: missing.map((one) => one.since),
  })
  return arrivals.length
}

/** Stands for none: numbers begin at 0. */
const NO_NUMBER = -1n

const nameOfChannel = ({ companyId, source }: { companyId: bigint; source: string }) =>
  `${companyId} ${source}`

/** The numbers of a channel after more came; another prefix begins anew. */
function numbersOf(
  { wantedPrefix, prefix, highest, statedAt }: Watched,
  gaps: readonly Gap[],
  came: readonly Arrival[],
): Numbers {
  if (wantedPrefix === null) return { highest: null, gaps: [] }
  const before: Numbers = wantedPrefix === prefix ? { highest, gaps } : { highest: null, gaps: [] }
  const numbered = came.flatMap(({ externalId, at, pos }): (Numbered & { pos: bigint })[] => {
    const found = numberOf(externalId, wantedPrefix)
    return found ? [{ ...found, at, pos }] : []
  })
  // What one commit brought came at once.
  numbered.sort((a, b) => Number(a.pos - b.pos) || (a.number < b.number ? -1 : 1))
  return cameIn(before, numbered, statedAt)
}
