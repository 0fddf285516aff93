import { Type, type Static } from 'typebox'
import { readCalendarCodes } from '../organization/index.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { checkCalendar } from './save-location.ts'
import { locationsOfCompanies, resourcesOfCompanies, saveResources } from './setup.sql.ts'

export const ResourceInput = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 100 }),
    location: Type.String({ minLength: 1, maxLength: 100, description: 'Where it stands' }),
    name: Type.String({ minLength: 1, maxLength: 200 }),
    hoursPerDay: Type.Union([Type.String({ maxLength: 32 }), Type.Number()], {
      description: 'So many hours it has on a working day, of all of its kind together',
    }),
    calendar: Type.Optional(
      Type.String({
        maxLength: 40,
        description: 'Code of the calendar of its working days; every day when absent',
      }),
    ),
  },
  { title: 'ResourceInput', $id: 'ResourceInput', additionalProperties: false },
)
export type ResourceInput = Static<typeof ResourceInput>

type ResourceRow = CamelRow<typeof resourcesOfCompanies>

const keyOf = ({ code, location }: Pick<ResourceInput, 'code' | 'location'>) => `${code}\t${location}`

/** Resources of a company, at all places. */
const MOST_RESOURCES = 1000

/** What makes goods at a place, and how many hours a day it has (A10-9). */
export const saveResource: SetupAct<ResourceInput> = setupAct<
  ResourceInput,
  ResourceRow,
  { locations: ReadonlyMap<string, bigint>; calendars: ReadonlySet<string>; counts: Map<bigint, number> }
>({
  name: 'inventory.save_resource',
  key: keyOf,
  async read(db, requests) {
    const companyIds = companiesOf(requests)
    const [read, locations, calendars] = await Promise.all([
      db.read(resourcesOfCompanies, { companyIds }),
      db.read(locationsOfCompanies, { companyIds }),
      readCalendarCodes(db, companyIds),
    ])
    const rows = camelRows(resourcesOfCompanies, read)
    const byCompany = Map.groupBy(rows, ({ companyId }) => companyId)
    return {
      rows: rows.map((row) => [keyOf(row), row]),
      known: {
        locations: new Map(locations.map((row) => [`${row.company_id} ${row.code}`, row.id])),
        calendars,
        counts: new Map(Array.from(byCompany, ([id, own]) => [id, own.length])),
      },
    }
  },
  describe({ code, location, name, hoursPerDay, calendar = '' }, check, { companyId, before, known }) {
    const locationId = known.locations.get(`${companyId} ${location}`)
    if (locationId === undefined)
      check.add('/location', 'unknown_location', `There is no location "${location}".`)
    checkCalendar(check, '/calendar', calendar, companyId, known.calendars)
    const count = known.counts.get(companyId) ?? 0
    check.that(
      before !== undefined || count < MOST_RESOURCES,
      '/code',
      'too_many',
      `A company has at most ${MOST_RESOURCES} resources.`,
    )
    if (!before) known.counts.set(companyId, count + 1)
    return {
      companyId,
      code,
      locationId: locationId ?? 0n,
      location,
      name,
      hoursPerDay: check.decimal('/hoursPerDay', hoursPerDay),
      calendar,
    }
  },
  write(rows, writes) {
    for (const { location: _code, ...row } of rows) writes.add(saveResources, row)
  },
})
