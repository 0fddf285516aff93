import { Type, type Static } from 'typebox'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { microDegrees } from './save-location.ts'
import { areasNamed, countAreas, saveAreas } from './setup.sql.ts'

export const PostcodeAreaInput = Type.Object(
  {
    country: Type.String({ pattern: '^[A-Z]{2}$', form: 'two capital letters, such as GB' }),
    prefix: Type.Optional(
      Type.String({
        maxLength: 20,
        description:
          'What a postcode begins with, without regard to blanks and small letters; the longest that fits holds. The country when absent',
      }),
    ),
    latitude: Type.Number({ minimum: -90, maximum: 90, description: 'Degrees, of its middle' }),
    longitude: Type.Number({ minimum: -180, maximum: 180 }),
  },
  { title: 'PostcodeAreaInput', $id: 'PostcodeAreaInput', additionalProperties: false },
)
export type PostcodeAreaInput = Static<typeof PostcodeAreaInput>

/** Areas that are kept in memory of a company. */
const MOST_AREAS = 50_000

const keyOf = ({ country, prefix = '' }: Pick<PostcodeAreaInput, 'country' | 'prefix'>) =>
  `${country}\t${plainPostcode(prefix)}`

/** A postcode, or the beginning of one, as it is compared. */
export function plainPostcode(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9]/g, '').toUpperCase()
}

/** Where the goods of a postcode go, for the distance from a location (C13-2). */
export const savePostcodeArea: SetupAct<PostcodeAreaInput> = setupAct<
  PostcodeAreaInput,
  CamelRow<typeof areasNamed>,
  Map<bigint, number>
>({
  name: 'inventory.save_postcode_area',
  key: keyOf,
  async read(db, requests) {
    const keys = [...new Map(requests.map((one) => [`${one.companyId} ${keyOf(one.input)}`, one])).values()]
    const [read, counts] = await Promise.all([
      db.read(areasNamed, {
        companyIds: keys.map((one) => one.companyId),
        countries: keys.map((one) => one.input.country),
        prefixes: keys.map((one) => plainPostcode(one.input.prefix ?? '')),
      }),
      db.read(countAreas, { companyIds: companiesOf(requests) }),
    ])
    return {
      rows: camelRows(areasNamed, read).map((row) => [keyOf(row), row]),
      known: new Map(counts.map((row) => [row.company_id, Number(row.count)])),
    }
  },
  describe(input, check, { companyId, before, known }) {
    const { country, prefix = '', latitude, longitude } = input
    if (!before) {
      const count = (known.get(companyId) ?? 0) + 1
      check.that(
        count <= MOST_AREAS,
        '/prefix',
        'too_many',
        `A company has at most ${MOST_AREAS} postcode areas.`,
      )
      if (check.problems.length === 0) known.set(companyId, count)
    }
    return {
      companyId,
      country,
      prefix: plainPostcode(prefix),
      latitude: microDegrees(latitude),
      longitude: microDegrees(longitude),
    }
  },
  write: saveAreas,
})
