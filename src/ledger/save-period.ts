import { Type, type Static } from 'typebox'
import { addDays } from '../platform/clock.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { periodsOfCompanies, savePeriods } from './setup.sql.ts'

export const PeriodInput = Type.Object(
  {
    code: Type.String({ pattern: '^[0-9A-Z][0-9A-Z-]{0,19}$', description: 'e.g. 2026-03' }),
    startsOn: Type.String({ description: 'YYYY-MM-DD' }),
    endsOn: Type.String({ description: 'YYYY-MM-DD, the last day' }),
  },
  { title: 'PeriodInput', $id: 'PeriodInput', additionalProperties: false },
)
export type PeriodInput = Static<typeof PeriodInput>

type PeriodRow = CamelRow<typeof periodsOfCompanies>

/** An accounting period; periods of a company do not overlap. */
export const savePeriod: SetupAct<PeriodInput> = setupAct<PeriodInput, PeriodRow, PeriodRow[]>({
  name: 'ledger.save_period',
  key: (input) => input.code,
  async read(db, requests) {
    const read = await db.read(periodsOfCompanies, { companyIds: companiesOf(requests) })
    const rows = camelRows(periodsOfCompanies, read)
    return { rows: rows.map((row) => [row.code, row]), known: [...rows] }
  },
  describe(input, check, { companyId, known }) {
    check.date('/startsOn', input.startsOn)
    check.date('/endsOn', input.endsOn)
    check.that(input.startsOn <= input.endsOn, '/endsOn', 'dates_reversed', 'It lies before startsOn.')
    const row = { companyId, code: input.code, startsOn: input.startsOn, endsOn: input.endsOn }
    const other = known.find(
      (one) =>
        one.companyId === companyId &&
        one.code !== row.code &&
        one.startsOn <= row.endsOn &&
        row.startsOn <= one.endsOn,
    )
    if (other) check.add('/startsOn', 'periods_overlap', `Period ${other.code} has days of it.`)
    if (check.problems.length === 0) {
      const place = known.findIndex((one) => one.companyId === companyId && one.code === row.code)
      if (place < 0) known.push(row)
      else known[place] = row
    }
    return row
  },
  write: savePeriods,
})

/** The twelve months of a year as periods. */
export function monthsOf(year: number): PeriodInput[] {
  return Array.from({ length: 12 }, (_, month) => {
    const startsOn = `${year}-${String(month + 1).padStart(2, '0')}-01`
    const next = month === 11 ? `${year + 1}-01-01` : `${year}-${String(month + 2).padStart(2, '0')}-01`
    return { code: startsOn.slice(0, 7), startsOn, endsOn: addDays(next, -1) }
  })
}
