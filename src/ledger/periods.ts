import type { Reader } from '../platform/database/index.ts'
import { Pictures, type Versioned } from '../platform/picture.ts'
import { periodsOfCompanies } from './setup.sql.ts'

/** The periods that companies have set up. */
export interface PeriodBook {
  /** Does a date lie in a period? A company without any period keeps its books without them: every date does. */
  covers(companyId: bigint, date: string): boolean
}

interface Picture {
  loaded: boolean
  periods: { startsOn: string; endsOn: string }[]
}

/** Reads the periods of companies; kept in memory while their set-up stands. */
export async function readPeriods(db: Reader, companies: Iterable<Versioned>): Promise<PeriodBook> {
  const pictures = db.memory.get(
    'ledger.periods',
    () => new Pictures<Picture>(() => ({ loaded: false, periods: [] })),
  )
  const found = new Map<bigint, Picture>()
  for (const company of companies) found.set(company.id, pictures.of(company))
  const missing = [...found].filter(([, picture]) => !picture.loaded).map(([id]) => id)
  if (missing.length > 0) {
    for (const row of await db.read(periodsOfCompanies, { companyIds: missing }))
      found.get(row.company_id)!.periods.push({ startsOn: row.starts_on, endsOn: row.ends_on })
    for (const id of missing) found.get(id)!.loaded = true
  }
  return {
    covers(companyId, date) {
      const periods = found.get(companyId)?.periods ?? []
      return periods.length === 0 || periods.some((one) => one.startsOn <= date && date <= one.endsOn)
    },
  }
}
