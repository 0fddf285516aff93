import { Type, type Static } from 'typebox'
import { readCalendarCodes, readCompanies, type Company } from '../organization/index.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { checkCalendar } from './save-location.ts'
import { lanesOfCompanies, locationsOfCompanies, saveLanes } from './setup.sql.ts'

const Calendar = (of: string) =>
  Type.Optional(
    Type.String({ maxLength: 40, description: `Code of the calendar ${of}; every day when absent` }),
  )

export const TransitLaneInput = Type.Object(
  {
    shipMethod: Type.String({ minLength: 1, maxLength: 40 }),
    location: Type.Optional(Type.String({ maxLength: 100, description: 'Its code; from any when absent' })),
    country: Type.Optional(
      Type.String({
        pattern: '^([A-Z]{2})?$',
        form: 'two capital letters, such as GB',
        description: 'To any when absent',
      }),
    ),
    region: Type.Optional(
      Type.String({ maxLength: 100, description: 'Of the country; all of it when absent' }),
    ),
    transitDays: Type.Integer({ minimum: 0, maximum: 365, description: 'Days on which the carrier drives' }),
    carrierCalendar: Calendar('of the days on which the carrier drives'),
    receivingCalendar: Calendar('of the days on which goods are taken in there'),
    cost: Type.Optional(
      Type.Object(
        {
          amount: Type.String({ maxLength: 32 }),
          currency: Type.String({ pattern: '^[A-Z]{3}$', form: 'three capital letters, such as GBP' }),
        },
        {
          additionalProperties: false,
          description: 'Of a shipment, in the currency of the books; not known when absent',
        },
      ),
    ),
  },
  { title: 'TransitLaneInput', $id: 'TransitLaneInput', additionalProperties: false },
)
export type TransitLaneInput = Static<typeof TransitLaneInput>

type LaneRow = Omit<CamelRow<typeof lanesOfCompanies>, 'location'>
const keyOf = ({ shipMethod, location, country, region }: Omit<TransitLaneInput, 'cost' | 'transitDays'>) =>
  [shipMethod, location ?? '', country ?? '', region ?? ''].join('\t')

/** How long goods are on their way by a ship method, from a place to a country or a region of it. */
export const saveTransitLane: SetupAct<TransitLaneInput> = setupAct<
  TransitLaneInput,
  LaneRow,
  { locations: Map<string, bigint>; calendars: ReadonlySet<string>; companies: Map<bigint, Company> }
>({
  name: 'inventory.save_transit_lane',
  key: keyOf,
  async read(db, requests) {
    const companyIds = companiesOf(requests)
    const [lanes, locations, calendars, companies] = await Promise.all([
      db.read(lanesOfCompanies, { companyIds }),
      db.read(locationsOfCompanies, { companyIds }),
      readCalendarCodes(db, companyIds),
      readCompanies(db, companyIds),
    ])
    return {
      rows: camelRows(lanesOfCompanies, lanes).map(({ location, ...row }) => [
        keyOf({ ...row, location: location ?? '' }),
        row,
      ]),
      known: {
        locations: new Map(locations.map((row) => [`${row.company_id} ${row.code}`, row.id])),
        calendars,
        companies,
      },
    }
  },
  describe(input, check, { companyId, known }) {
    const { location = '', country = '', region = '', carrierCalendar = '', receivingCalendar = '' } = input
    const locationId = location === '' ? null : known.locations.get(`${companyId} ${location}`)
    if (locationId === undefined)
      check.add('/location', 'unknown_location', `There is no location "${location}".`)
    check.that(region === '' || country !== '', '/region', 'region_alone', 'A region is one of a country.')
    checkCalendar(check, '/carrierCalendar', carrierCalendar, companyId, known.calendars)
    checkCalendar(check, '/receivingCalendar', receivingCalendar, companyId, known.calendars)
    const { currency } = known.companies.get(companyId)!
    return {
      companyId,
      cost: input.cost ? check.money('/cost', input.cost, currency) : null,
      shipMethod: input.shipMethod,
      locationId: locationId ?? null,
      country,
      region,
      transitDays: input.transitDays,
      carrierCalendar,
      receivingCalendar,
    }
  },
  write(rows, writes) {
    for (const row of rows) writes.add(saveLanes, row)
  },
})
