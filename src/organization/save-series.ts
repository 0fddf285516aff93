import { Type, type Static } from 'typebox'
import type { WriteSet } from '../platform/batch/index.ts'
import { openSeries } from '../platform/company-head.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { readDocumentSeries, saveDocumentSeries } from './setup.sql.ts'

export const SeriesInput = Type.Object(
  {
    code: Type.String({ pattern: '^[A-Z0-9][A-Z0-9_-]{0,19}$' }),
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

/** A series of legal document numbers. Kind and policy never change: numbers were given under them. */
export const saveSeries: SetupAct<SeriesInput> = setupAct<SeriesInput, SeriesRow>({
  name: 'organization.save_series',
  key: (input) => input.code,
  async read(db, requests) {
    const rows = await db.read(readDocumentSeries, { companyIds: companiesOf(requests) })
    return { rows: camelRows(readDocumentSeries, rows).map((row) => [row.code, row]), known: undefined }
  },
  describe(input, check, { companyId, before }) {
    if (before) {
      const fixed = 'It never changes: numbers were given under it.'
      check.that(before.kind === input.kind, '/kind', 'fixed', fixed)
      check.that(before.policy === input.policy, '/policy', 'fixed', fixed)
    }
    return { companyId, ...input }
  },
  write(rows, writes) {
    for (const row of rows) addSeries(writes, row as { companyId: bigint } & SeriesInput)
  },
})
