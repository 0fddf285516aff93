import { Type, type Static } from 'typebox'
import { addDays } from '../platform/clock.ts'
import { camelRows, Check, companiesOf, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { hasPeriod } from './period.ts'
import { findEntriesOutside, periodsOfCompanies, savePeriods } from './setup.sql.ts'

export const PeriodInput = Type.Object(
  {
    code: Type.String({
      pattern: '^[0-9A-Z][0-9A-Z-]{0,19}$',
      form: 'at most 20 capital letters, digits and -, such as 2026-03',
      description: 'e.g. 2026-03',
    }),
    startsOn: Type.String({ description: 'YYYY-MM-DD' }),
    endsOn: Type.String({ description: 'YYYY-MM-DD, the last day' }),
  },
  { title: 'PeriodInput', $id: 'PeriodInput', additionalProperties: false },
)
export type PeriodInput = Static<typeof PeriodInput>

type PeriodRow = CamelRow<typeof periodsOfCompanies>

interface Known {
  periods: PeriodRow[]
  /** Of a description by which a period loses days: do entries stand on them, at its beginning or its end? */
  outside: Map<PeriodInput, { early: boolean; late: boolean }>
}

/** An accounting period; periods of a company do not overlap, and no entry stands outside of one afterwards. */
export const savePeriod: SetupAct<PeriodInput> = setupAct<PeriodInput, PeriodRow, Known>({
  name: 'ledger.save_period',
  key: (input) => input.code,
  async read(db, requests) {
    const read = await db.read(periodsOfCompanies, { companyIds: companiesOf(requests) })
    const rows = camelRows(periodsOfCompanies, read)
    const byCode = new Map(rows.map((row) => [`${row.companyId} ${row.code}`, row]))
    const shrunk = requests.flatMap(({ companyId, input }) => {
      const stood = byCode.get(`${companyId} ${input.code}`)
      return stood && areDays(input) && (input.startsOn > stood.startsOn || input.endsOn < stood.endsOn)
        ? [{ input, stood }]
        : []
    })
    const found = await db.read(findEntriesOutside, {
      companyIds: shrunk.map(({ stood }) => stood.companyId),
      stoodFrom: shrunk.map(({ stood }) => stood.startsOn),
      stoodTo: shrunk.map(({ stood }) => stood.endsOn),
      startsOn: shrunk.map(({ input }) => input.startsOn),
      endsOn: shrunk.map(({ input }) => input.endsOn),
    })
    return {
      rows: rows.map((row) => [row.code, row]),
      known: {
        periods: [...rows],
        outside: new Map(found.map((one) => [shrunk[one.ordinal - 1]!.input, one])),
      },
    }
  },
  describe(input, check, { companyId, before, known: { periods, outside }, context }) {
    const days = checkDays(check, input)
    const reversed = days && check.stated('/startsOn') && input.startsOn > input.endsOn
    check.that(!reversed, '/endsOn', 'dates_reversed', 'It lies before startsOn.')
    const row = { companyId, code: input.code, startsOn: input.startsOn, endsOn: input.endsOn }
    if (before && check.problems.length === 0) {
      const { early = false, late = false } = outside.get(input) ?? {}
      const standing = 'Entries stand on days that would be in no period.'
      check.that(!early, '/startsOn', 'entries_outside', standing)
      check.that(!late, '/endsOn', 'entries_outside', standing)
      // The day of a company is one of these two, wherever it is: 12 hours behind to 14 before.
      const held = [dayOf(context.now, -12), dayOf(context.now, 14)].filter((day) => hasPeriod([before], day))
      const today = 'Today would be in no period: nothing could be posted.'
      check.that(!held.some((day) => day < row.startsOn), '/startsOn', 'today_outside', today)
      check.that(!held.some((day) => day > row.endsOn), '/endsOn', 'today_outside', today)
    }
    const other = periods.find(
      (one) =>
        one.companyId === companyId &&
        one.code !== row.code &&
        one.startsOn <= row.endsOn &&
        row.startsOn <= one.endsOn,
    )
    if (other && days && check.stated('/code', '/endsOn'))
      check.add('/startsOn', 'periods_overlap', `Period ${other.code} has days of it.`)
    if (check.problems.length === 0) {
      const place = periods.findIndex((one) => one.companyId === companyId && one.code === row.code)
      if (place < 0) periods.push(row)
      else periods[place] = row
    }
    return row
  },
  write: savePeriods,
})

function checkDays(check: Check, { startsOn, endsOn }: PeriodInput): boolean {
  const starts = check.date('/startsOn', startsOn)
  return check.date('/endsOn', endsOn) && starts
}

function areDays(input: PeriodInput): boolean {
  return checkDays(new Check(), input)
}

function dayOf(now: Date, hours: number): string {
  return new Date(now.getTime() + hours * 3_600_000).toISOString().slice(0, 10)
}

/** The twelve months of a year as periods. */
export function monthsOf(year: number): PeriodInput[] {
  return Array.from({ length: 12 }, (_, month) => {
    const startsOn = `${year}-${String(month + 1).padStart(2, '0')}-01`
    const next = month === 11 ? `${year + 1}-01-01` : `${year}-${String(month + 2).padStart(2, '0')}-01`
    return { code: startsOn.slice(0, 7), startsOn, endsOn: addDays(next, -1) }
  })
}
