import { addDays } from '../platform/clock.ts'
import type { Reader } from '../platform/database/index.ts'
import { Pictures, type Versioned } from '../platform/picture.ts'
import { readCalendars } from './setup.sql.ts'

/** Which days are worked: of the week (1 = Monday), but for holidays 'YYYY-MM-DD'. */
export interface WorkingDays {
  workingDays: ReadonlySet<number>
  holidays: ReadonlySet<string>
}

/** Days that are looked at for one that is open: a calendar that has none for ten years is taken to be open again. */
const MOST_CLOSED = 3660

function isOpen({ workingDays, holidays }: WorkingDays, day: string): boolean {
  // 1970-01-01 was a Thursday.
  const weekday = ((Date.parse(`${day}T00:00:00Z`) / 86_400_000 + 3) % 7) + 1
  return workingDays.has(weekday) && !holidays.has(day)
}

/** The day itself, or the next one that is worked, or the last one before it (D3). Without a calendar every day is worked. */
export function openDay(calendar: WorkingDays | undefined, day: string, way: 1 | -1): string {
  if (!calendar) return day
  let at = day
  for (let looked = 0; looked < MOST_CLOSED; looked += 1) {
    if (isOpen(calendar, at)) return at
    at = addDays(at, way)
  }
  return day
}

/** So many worked days later, or earlier: of Monday to Friday, two after a Friday is the Tuesday (D3). */
export function addOpenDays(calendar: WorkingDays | undefined, day: string, days: number): string {
  if (!calendar) return addDays(day, days)
  const way = days < 0 ? -1 : 1
  let at = day
  for (let left = Math.abs(days); left > 0; left -= 1) at = openDay(calendar, addDays(at, way), way)
  return at
}

/** Calendars of companies by code; kept in memory while the set-up stands. */
export async function readWorkingDays(
  db: Reader,
  companies: Iterable<Versioned>,
): Promise<Map<bigint, Map<string, WorkingDays>>> {
  const pictures = db.memory.get(
    'organization.calendars',
    () => new Pictures<Map<string, WorkingDays>>(() => new Map()),
  )
  return pictures.load(companies, async (companyIds, made) => {
    for (const row of await db.read(readCalendars, { companyIds })) {
      const workingDays = new Set(row.working_days)
      made.get(row.company_id)!.set(row.code, { workingDays, holidays: new Set(row.holidays) })
    }
  })
}
