import { Fault } from './act.ts'
import type { Reader } from '../database/index.ts'
import { readNumberSeries } from './batch.sql.ts'

/** Where a number series stands, as the batch sees it: its own documents count. */
export interface SeriesState {
  monotone: boolean
  lastOn: string | null
  /** Closed by a restore, until somebody confirms the last number that left the house. */
  closed: boolean
}

/** Number series by `companyId/series/year`. */
export type SeriesPicture = Map<string, SeriesState>

/** Reads the number series of companies, without a lock: the head statement asks the dates again. */
export async function readSeries(db: Reader, companyIds: Iterable<bigint>): Promise<SeriesPicture> {
  const wanted = [...new Set(companyIds)]
  const rows = wanted.length === 0 ? [] : await db.read(readNumberSeries, { companyIds: wanted })
  return new Map(
    rows.map((row) => [
      `${row.company_id}/${row.series}/${row.year}`,
      { monotone: row.policy === 'monotone', lastOn: row.last_on, closed: row.closed ?? false },
    ]),
  )
}

/** Whether a restore closed a series, so that a document of it cannot be issued. */
export function isSeriesClosed(
  picture: SeriesPicture,
  series: { companyId: bigint; series: string; year: number },
): boolean {
  return picture.get(`${series.companyId}/${series.series}/${series.year}`)?.closed ?? false
}

/**
 * The date that a document wished for `date` may bear: in a monotone series not before the last one's.
 * @throws Fault `series_closed` of a series that a restore closed
 */
export function dateInSeries(
  picture: SeriesPicture,
  series: { companyId: bigint; series: string; year: number },
  date: string,
): string {
  const state = picture.get(`${series.companyId}/${series.series}/${series.year}`)
  if (state?.closed)
    throw new Fault(
      `number series ${series.series} is closed since a restore: docket restore --confirm-series`,
      'series_closed',
    )
  return state?.monotone && state.lastOn !== null && state.lastOn > date ? state.lastOn : date
}

/** Remembers that the batch gave a document of a series this date. */
export function datedInSeries(
  picture: SeriesPicture,
  series: { companyId: bigint; series: string; year: number },
  date: string,
): void {
  const state = picture.get(`${series.companyId}/${series.series}/${series.year}`)
  if (state && (state.lastOn === null || state.lastOn < date)) state.lastOn = date
}
