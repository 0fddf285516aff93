import { Type, type Static } from 'typebox'
import type { Reader } from '../platform/database/index.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { readCalendars, saveCalendars } from './setup.sql.ts'

export const CalendarInput = Type.Object(
  {
    code: Type.String({
      pattern: '^[A-Z0-9][A-Z0-9_-]{0,39}$',
      form: 'at most 40 capital letters, digits, _ and -, beginning with a letter or digit',
    }),
    workingDays: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), {
      minItems: 1,
      maxItems: 7,
      description: '1 = Monday',
    }),
    holidays: Type.Array(Type.String({ description: 'YYYY-MM-DD' }), { maxItems: 5000 }),
  },
  { title: 'CalendarInput', $id: 'CalendarInput', additionalProperties: false },
)
export type CalendarInput = Static<typeof CalendarInput>

type CalendarRow = CamelRow<typeof readCalendars>

/** A calendar of working days. */
export const saveCalendar: SetupAct<CalendarInput> = setupAct<CalendarInput, CalendarRow>({
  name: 'organization.save_calendar',
  key: (input) => input.code,
  async read(db, requests) {
    const rows = await db.read(readCalendars, { companyIds: companiesOf(requests) })
    return { rows: camelRows(readCalendars, rows).map((row) => [row.code, row]), known: undefined }
  },
  describe(input, check, { companyId }) {
    input.holidays.forEach((day, index) => check.date(`/holidays/${index}`, day))
    return {
      companyId,
      code: input.code,
      workingDays: [...new Set(input.workingDays)].sort(),
      holidays: [...new Set(input.holidays)].sort(),
    }
  },
  write(rows, writes) {
    for (const row of rows) writes.add(saveCalendars, row)
  },
})

/** Codes of the calendars of companies, as `company code`: for what names one. */
export async function readCalendarCodes(db: Reader, companyIds: readonly bigint[]): Promise<Set<string>> {
  const rows = await db.read(readCalendars, { companyIds })
  return new Set(rows.map((row) => `${row.company_id} ${row.code}`))
}
