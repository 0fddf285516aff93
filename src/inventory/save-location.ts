import { Type, type Static } from 'typebox'
import { readCalendarCodes, readCompanies, type Company } from '../organization/index.ts'
import type { Micro } from '../platform/money.ts'
import {
  camelRows,
  companiesOf,
  setupAct,
  type CamelRow,
  type Check,
  type SetupAct,
} from '../platform/setup.ts'
import { restartForCosts } from './outside/system.sql.ts'
import { locationsOfCompanies, saveLocations } from './setup.sql.ts'

export const LocationInput = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 100 }),
    name: Type.String({ minLength: 1, maxLength: 200 }),
    country: Type.String({ pattern: '^[A-Z]{2}$', form: 'two capital letters, such as GB' }),
    region: Type.Optional(
      Type.String({ maxLength: 40, description: 'Of its tax, where what is picked up here bears one' }),
    ),
    rank: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 1_000_000, description: '1 = asked first; 100 when absent' }),
    ),
    costOrganization: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: 'Code of the location whose costs it shares; its own when absent; never changes',
      }),
    ),
    shipLeadDays: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 365,
        description:
          'Days of its shipping calendar from picking to shipping; without a calendar it is not counted',
      }),
    ),
    shippingCalendar: Type.Optional(
      Type.String({
        maxLength: 40,
        description: 'Code of the calendar of the days on which it ships; every day when absent',
      }),
    ),
    cutOff: Type.Optional(
      Type.String({
        pattern: '^(([01][0-9]|2[0-3]):[0-5][0-9])?$',
        form: 'a time of day, such as 16:30',
        description:
          'HH:MM in the time zone of the company: what is ordered from then on is of the next day. None when absent',
      }),
    ),
    locationType: Type.Optional(
      Type.String({ maxLength: 40, description: 'A word of yours that sourcing rules name, such as store' }),
    ),
    latitude: Type.Optional(
      Type.Number({ minimum: -90, maximum: 90, description: 'Degrees; with longitude, for the distance' }),
    ),
    longitude: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
    laborCost: Type.Optional(
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
    autoConfirm: Type.Optional(
      Type.Boolean({ description: 'true (when absent): shipments confirm themselves' }),
    ),
    backorders: Type.Optional(
      Type.Boolean({
        description:
          'false: what nobody has does not wait for goods here and is cancelled at once; true when absent',
      }),
    ),
    confirmsOnce: Type.Optional(
      Type.Boolean({
        description:
          'true: its first confirmation of a shipment is its last, and what it does not name is short; false when absent',
      }),
    ),
    pickUpDays: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 3650,
        description:
          'So many days what is to be picked up here waits, from the day on which it is ready; then it is cancelled. 0: without an end. 14 when absent',
      }),
    ),
    allowPartial: Type.Optional(
      Type.Boolean({
        description:
          'true (when absent): it may accept and pick a part of a line. Of what left, parts are always taken in',
      }),
    ),
    mostPolls: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 100,
        description:
          'So often it is told of the same shipment when it asks (`pollShipments`); then a person looks at it. 5 when absent',
      }),
    ),
    transferMethod: Type.Optional(
      Type.String({
        maxLength: 40,
        description:
          'The ship method by which it is brought from other places what is picked up here and is not here; transit lanes say how long that takes. Absent: nothing is brought',
      }),
    ),
    stockConnection: Type.Optional(
      Type.String({
        pattern: '^([a-z][a-z0-9_]{0,39})?$',
        form: 'at most 40 small letters, digits and _, beginning with a letter',
        description:
          'Name of the connection in the settings of the processes (DOCKET_OUTSIDE_<NAME>_URL) over which it is asked what is here now when somebody looks for goods (`searchLocations`); absent: what we know is told',
      }),
    ),
    stockOffline: Type.Optional(
      Type.Boolean({ description: 'true: it is not asked, what we know is told; false when absent' }),
    ),
  },
  { title: 'LocationInput', $id: 'LocationInput', additionalProperties: false },
)
export type LocationInput = Static<typeof LocationInput>

type LocationRow = CamelRow<typeof locationsOfCompanies>

/** A place that holds stock. Costs of its own are asked of outside systems at once. */
export const saveLocation: SetupAct<LocationInput> = setupAct<
  LocationInput,
  LocationRow,
  { locations: Map<string, LocationRow>; calendars: ReadonlySet<string>; companies: Map<bigint, Company> }
>({
  name: 'inventory.save_location',
  key: (input) => input.code,
  async read(db, requests) {
    const companyIds = companiesOf(requests)
    const [read, calendars, companies] = await Promise.all([
      db.read(locationsOfCompanies, { companyIds }),
      readCalendarCodes(db, companyIds),
      readCompanies(db, companyIds),
    ])
    const rows = camelRows(locationsOfCompanies, read)
    const locations = new Map(rows.map((row) => [`${row.companyId} ${row.code}`, row]))
    return { rows: rows.map((row) => [row.code, row]), known: { locations, calendars, companies } }
  },
  describe(input, check, { companyId, before, known, context }) {
    const id = before?.id ?? context.ids.next()
    const { code, name, country, costOrganization: sharedWith } = input
    let costOrganization = before?.costOrganization ?? id
    if (sharedWith !== undefined && sharedWith !== code) {
      const other = known.locations.get(`${companyId} ${sharedWith}`)
      if (other) costOrganization = other.costOrganization
      else check.add('/costOrganization', 'unknown_location', `There is no location "${sharedWith}".`)
    }
    if (before) {
      const same = before.costOrganization === costOrganization
      check.that(same, '/costOrganization', 'fixed', 'It never changes: costs were kept in it.')
    }
    const { shippingCalendar = '', cutOff = '' } = input
    checkCalendar(check, '/shippingCalendar', shippingCalendar, companyId, known.calendars)
    const { latitude, longitude, laborCost } = input
    check.that(
      (latitude === undefined) === (longitude === undefined),
      latitude === undefined ? '/latitude' : '/longitude',
      'half_a_place',
      'A place on the globe has both, latitude and longitude.',
    )
    const { currency } = known.companies.get(companyId)!
    const row: LocationRow = {
      companyId,
      id,
      code,
      name,
      country,
      region: input.region ?? '',
      rank: input.rank ?? 100,
      costOrganization,
      shipLeadDays: input.shipLeadDays ?? 0,
      autoConfirm: input.autoConfirm ?? true,
      backorders: input.backorders ?? true,
      confirmsOnce: input.confirmsOnce ?? false,
      pickUpDays: input.pickUpDays ?? 14,
      allowPartial: input.allowPartial ?? true,
      mostPolls: input.mostPolls ?? 5,
      transferMethod: input.transferMethod ?? '',
      stockConnection: input.stockConnection ?? '',
      stockOffline: input.stockOffline ?? false,
      shippingCalendar,
      cutOff,
      locationType: input.locationType ?? '',
      latitude: latitude === undefined ? null : microDegrees(latitude),
      longitude: longitude === undefined ? null : microDegrees(longitude),
      laborCost: laborCost ? check.money('/laborCost', laborCost, currency) : null,
    }
    if (check.problems.length === 0) known.locations.set(`${companyId} ${code}`, row)
    return row
  },
  write(rows, writes) {
    for (const row of rows) {
      writes.add(saveLocations, row)
      writes.add(restartForCosts, row)
    }
  },
})

/** Degrees × 10^6, to a tenth of a meter. */
export function microDegrees(degrees: number): Micro {
  return BigInt(Math.round(degrees * 1e6))
}

/** A calendar that is named is there. */
export function checkCalendar(
  check: Check,
  path: string,
  code: string,
  companyId: bigint,
  calendars: ReadonlySet<string>,
): void {
  if (code === '' || calendars.has(`${companyId} ${code}`)) return
  check.add(path, 'unknown_calendar', `There is no calendar "${code}".`)
}
