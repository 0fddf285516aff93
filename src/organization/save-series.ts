import { Type, type Static } from 'typebox'
import type { WriteSet } from '../platform/batch/index.ts'
import { openSeries } from '../platform/company-head.ts'
import { readUsedSeries } from '../platform/platform.sql.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { readDocumentSeries, saveDocumentSeries } from './setup.sql.ts'

export const SeriesInput = Type.Object(
  {
    code: Type.String({
      pattern: '^[A-Z0-9][A-Z0-9_-]{0,19}$',
      form: 'at most 20 capital letters, digits, _ and -, beginning with a letter or digit',
    }),
    kind: Type.Union([Type.Literal('invoice'), Type.Literal('credit_memo')]),
    prefix: Type.String({ maxLength: 20 }),
    policy: Type.Union([Type.Literal('monotone'), Type.Literal('free')], {
      description: 'monotone: dates must rise with the numbers; free: past dates may follow (imports)',
    }),
  },
  { title: 'DocumentSeriesInput', $id: 'DocumentSeriesInput', additionalProperties: false },
)
export type SeriesInput = Static<typeof SeriesInput>

/** Series that every company begins with. */
export const DEFAULT_SERIES: readonly SeriesInput[] = [
  { code: 'INV', kind: 'invoice', prefix: 'INV-', policy: 'monotone' },
  { code: 'CM', kind: 'credit_memo', prefix: 'CM-', policy: 'monotone' },
]

/** Adds a series and its counter (year 0: numbers go on over the years). */
export function addSeries(writes: WriteSet, series: { companyId: bigint } & SeriesInput): void {
  writes.add(saveDocumentSeries, series)
  openSeries(writes, { companyId: series.companyId, series: series.code, year: 0, policy: series.policy })
}

type SeriesRow = CamelRow<typeof readDocumentSeries>

interface KnownSeries {
  /** By company/code. */
  series: Map<string, SeriesRow>
  used: Set<string>
}

/**
 * A series of legal document numbers. Kind and policy never change, and the prefix no more once a number was given: it is
 * printed. No two series of a company may ever print one number.
 */
export const saveSeries: SetupAct<SeriesInput> = setupAct<SeriesInput, SeriesRow, KnownSeries>({
  name: 'organization.save_series',
  key: (input) => input.code,
  async read(db, requests) {
    const companyIds = companiesOf(requests)
    const [kept, used] = await Promise.all([
      db.read(readDocumentSeries, { companyIds }),
      db.read(readUsedSeries, { companyIds }),
    ])
    const rows = camelRows(readDocumentSeries, kept)
    const known = {
      series: new Map(rows.map((row) => [`${row.companyId}/${row.code}`, row])),
      used: new Set(used.map((row) => `${row.company_id}/${row.series}`)),
    }
    return { rows: rows.map((row) => [row.code, row]), known }
  },
  describe(input, check, { companyId, before, known }) {
    const key = `${companyId}/${input.code}`
    if (before) {
      const fixed = 'It never changes: numbers were given under it.'
      check.that(before.kind === input.kind, '/kind', 'fixed', fixed)
      check.that(before.policy === input.policy, '/policy', 'fixed', fixed)
      check.that(before.prefix === input.prefix || !known.used.has(key), '/prefix', 'fixed', fixed)
    }
    const other = [...known.series.values()].find(
      (one) => one.companyId === companyId && one.code !== input.code && printAlike(one.prefix, input.prefix),
    )
    if (other && before?.prefix !== input.prefix && check.stated('/code'))
      check.add('/prefix', 'prefix_taken', `Series ${other.code} would print the same numbers.`)
    const row = { companyId, ...input }
    if (check.problems.length === 0) known.series.set(key, row)
    return row
  },
  write(rows, writes) {
    for (const row of rows) addSeries(writes, row as { companyId: bigint } & SeriesInput)
  },
})

/** Two prefixes print one number where one goes on with nothing but digits. */
function printAlike(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return long.startsWith(short) && /^\d*$/.test(long.slice(short.length))
}
