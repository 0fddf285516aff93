import { Type, type Static } from 'typebox'
import { MICRO } from '../platform/money.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { findItems, type ItemKey } from './save-item.ts'
import { saveSubstitutes, substitutesOfItems } from './setup.sql.ts'

const sku = (description: string) => Type.String({ minLength: 1, maxLength: 200, description })

export const SubstituteInput = Type.Object(
  {
    sku: sku('What is asked for'),
    substitute: sku('What may be sold in its place'),
    kind: Type.Optional(
      Type.Union([Type.Literal('substitute'), Type.Literal('successor')], {
        description: 'successor: of an item that is not made any more; substitute when absent',
      }),
    ),
    ratio: Type.Optional(
      Type.Union([Type.String({ maxLength: 32 }), Type.Number()], {
        description: 'So much of it stands for one unit of the item; 1 when absent',
      }),
    ),
    rank: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'Lowest first; 100 when absent' }),
    ),
    validFrom: Type.String({ description: 'YYYY-MM-DD, the first day' }),
    validTo: Type.Optional(Type.String({ description: 'YYYY-MM-DD, the last day' })),
    active: Type.Optional(Type.Boolean({ description: 'true when absent' })),
  },
  { title: 'SubstituteInput', $id: 'SubstituteInput', additionalProperties: false },
)
export type SubstituteInput = Static<typeof SubstituteInput>

type SubstituteRow = CamelRow<typeof substitutesOfItems>

interface Known {
  items(companyId: bigint, sku: string): ItemKey | undefined
  rows: ReadonlyMap<string, readonly SubstituteRow[]>
}

/** Of one item. */
const MOST_OF_AN_ITEM = 20

const keyOf = (input: Pick<SubstituteInput, 'sku' | 'substitute'>) => `${input.sku}\t${input.substitute}`

/** What may be sold in place of an item (A10-11). Both ways are two descriptions: what replaces it need not be replaced by it. */
export const saveSubstitute: SetupAct<SubstituteInput> = setupAct<SubstituteInput, SubstituteRow, Known>({
  name: 'catalog.save_substitute',
  key: keyOf,
  async read(db, requests) {
    const asked = requests.flatMap(({ companyId, input }) =>
      [input.sku, input.substitute].map((one) => ({ companyId, sku: one })),
    )
    const items = await findItems(db, asked)
    const itemIds = requests.flatMap(({ companyId, input }) => items(companyId, input.sku)?.id ?? [])
    const read = await db.read(substitutesOfItems, { companyIds: companiesOf(requests), itemIds })
    const rows = camelRows(substitutesOfItems, read)
    return {
      rows: rows.map((row) => [keyOf(row), row]),
      known: { items, rows: Map.groupBy(rows, ({ companyId, sku: of }) => `${companyId} ${of}`) },
    }
  },
  describe(input, check, { companyId, before, known }) {
    const of = (path: '/sku' | '/substitute', named: string) => {
      const item = known.items(companyId, named)
      if (!item) check.add(path, 'unknown_item', `There is no item "${named}".`)
      return item
    }
    const item = of('/sku', input.sku)
    const substitute = of('/substitute', input.substitute)
    check.that(input.sku !== input.substitute, '/substitute', 'itself', 'An item does not stand for itself.')
    const ratio = input.ratio === undefined ? MICRO : check.decimal('/ratio', input.ratio)
    check.that(ratio > 0n || !check.stated('/ratio'), '/ratio', 'too_small', 'It must be above 0.')
    check.validity(input)
    const others = (known.rows.get(`${companyId} ${input.sku}`) ?? []).filter(({ active }) => active)
    check.that(
      before !== undefined || others.length < MOST_OF_AN_ITEM,
      '/substitute',
      'too_many',
      `An item has at most ${MOST_OF_AN_ITEM} substitutes.`,
    )
    return {
      companyId,
      itemId: item?.id ?? 0n,
      substituteId: substitute?.id ?? 0n,
      sku: input.sku,
      substitute: input.substitute,
      kind: input.kind ?? 'substitute',
      rank: input.rank ?? 100,
      ratio,
      validFrom: input.validFrom,
      validTo: input.validTo ?? null,
      active: input.active ?? true,
    }
  },
  write: saveSubstitutes,
})
