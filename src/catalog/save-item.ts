import { Type, type Static } from 'typebox'
import type { Reader } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'
import { formatMicro, HUNDRED_PERCENT } from '../platform/money.ts'
import {
  camelRows,
  keyColumns,
  setupAct,
  type CamelRow,
  type Check,
  type SetupAct,
} from '../platform/setup.ts'
import type { Item } from './item.ts'
import { FINEST, usualDecimals } from './unit.ts'
import { itemsById, itemsBySku, saveItems } from './setup.sql.ts'

const code = (maxLength: number) => Type.String({ minLength: 1, maxLength })

export const ItemInput = Type.Object(
  {
    sku: code(200),
    name: code(500),
    itemClass: code(100),
    kind: Type.Optional(
      Type.Union(
        [
          Type.Literal('goods'),
          Type.Literal('service'),
          Type.Literal('charge'),
          Type.Literal('gift_card'),
          Type.Literal('coverage'),
        ],
        { description: 'goods when absent; never changes' },
      ),
    ),
    uom: Type.Optional(
      Type.String({ minLength: 1, maxLength: 20, description: 'EA when absent; never changes' }),
    ),
    decimals: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: FINEST,
        description:
          'Decimals that a quantity of it may have; absent: 0 for a unit that is counted (EA, box …), 6 for one that is measured (KG, M, L, HUR …)',
      }),
    ),
    taxCode: Type.Optional(Type.String({ minLength: 1, maxLength: 50, description: 'standard when absent' })),
    pattern: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, description: 'Fulfillment pattern; by kind when absent' }),
    ),
    coverage: Type.Optional(
      Type.Object(
        {
          percent: Type.Optional(
            Type.String({
              maxLength: 24,
              description:
                'Of a unit of the line that it covers, for a period; absent: its own price, for one',
            }),
          ),
          basis: Type.Optional(
            Type.Union([Type.Literal('list'), Type.Literal('net')], {
              description:
                'Of its list price, after tiers, or (net, when absent) of what is left after the discounts of the line',
            }),
          ),
          period: Type.String({ minLength: 1, maxLength: 40, description: 'What a period is: year' }),
        },
        { additionalProperties: false, description: 'What an item of kind coverage costs' },
      ),
    ),
    active: Type.Optional(Type.Boolean()),
    backorders: Type.Optional(
      Type.Boolean({
        description: 'false: what an order wants of it and nobody has is cancelled at once; true when absent',
      }),
    ),
    custom: Type.Optional(Type.Record(Type.String({ maxLength: 100 }), Type.Unknown())),
  },
  { title: 'ItemInput', $id: 'ItemInput', additionalProperties: false },
)
export type ItemInput = Static<typeof ItemInput>

/** Code of the fulfillment pattern of an item that names none. */
export const PATTERN_OF_KIND: Readonly<Record<Item['kind'], string>> = {
  goods: 'goods',
  service: 'service',
  charge: 'charge',
  gift_card: 'gift_card',
  coverage: 'service',
}

type ItemRow = CamelRow<typeof itemsBySku>

/** Finds how fine the quantities of items are that are held or waited for: decimals by item, where there are any. */
type FindDecimalsHeld = (
  db: Reader,
  items: readonly { companyId: bigint; id: bigint }[],
) => Promise<ReadonlyMap<bigint, number>>

let findDecimalsHeld: FindDecimalsHeld | undefined

/** Joins the module that holds quantities of items; it says so when it is loaded. */
export function keepDecimals(find: FindDecimalsHeld): void {
  findDecimalsHeld = find
}

/** What can be sold, by its SKU. Kind and unit never change: stock and cost were kept in them. */
export const saveItem: SetupAct<ItemInput> = setupAct<ItemInput, ItemRow, ReadonlyMap<bigint, number>>({
  name: 'catalog.save_item',
  key: (input) => input.sku,
  async read(db, requests) {
    const read = await db.read(
      itemsBySku,
      keyColumns(requests, (input) => input.sku),
    )
    const rows = camelRows(itemsBySku, read)
    const bySku = new Map(rows.map((row) => [`${row.companyId} ${row.sku}`, row]))
    const coarser = requests.flatMap(({ companyId, input }) => {
      const row = bySku.get(`${companyId} ${input.sku}`)
      return row && decimalsOf(input) < row.decimals ? [row] : []
    })
    if (coarser.length > 0 && !findDecimalsHeld)
      throw new Error('Nobody knows what is held of items: src/inventory is not loaded')
    const known = coarser.length > 0 ? await findDecimalsHeld!(db, coarser) : new Map<bigint, number>()
    return { rows: rows.map((row) => [row.sku, row]), known }
  },
  describe(input, check, { companyId, before, known, context }) {
    const kind = input.kind ?? 'goods'
    const uom = uomOf(input)
    const decimals = decimalsOf(input)
    if (before) {
      const fixed = 'It never changes: stock and cost were kept in it.'
      check.that(before.kind === kind, '/kind', 'fixed', fixed)
      check.that(before.uom === uom, '/uom', 'fixed', fixed)
      const held = known.get(before.id) ?? 0
      check.that(
        decimals >= held || !check.stated('/uom'),
        '/decimals',
        'finer_held',
        `Stock or open orders have quantities of it with ${held} decimals.`,
      )
    }
    const { coverage } = input
    if (kind === 'coverage')
      check.that(coverage !== undefined, '/coverage', 'required', 'Say what a period of it costs.')
    else
      check.that(
        coverage === undefined,
        '/coverage',
        'not_a_coverage',
        'Only an item of kind coverage has one.',
      )
    return {
      companyId,
      id: before?.id ?? context.ids.next(),
      sku: input.sku,
      name: input.name,
      itemClass: input.itemClass,
      kind,
      uom,
      decimals,
      taxCode: input.taxCode ?? 'standard',
      pattern: input.pattern ?? PATTERN_OF_KIND[kind],
      active: input.active ?? true,
      backorders: input.backorders ?? true,
      custom: (input.custom ?? {}) as Json,
      coverage: coverage === undefined ? null : describeCoverage(coverage, check),
    }
  },
  write: saveItems,
})

function describeCoverage(
  { percent, basis = 'net', period }: NonNullable<ItemInput['coverage']>,
  check: Check,
): Json {
  if (percent === undefined) return { percent: null, basis, period }
  const value = check.decimal('/coverage/percent', percent)
  check.that(
    value > 0n && value <= 10n * HUNDRED_PERCENT,
    '/coverage/percent',
    'not_a_share',
    'It lies above 0 and up to 1000.',
  )
  return { percent: formatMicro(value), basis, period }
}

function uomOf(input: ItemInput): string {
  return input.uom ?? 'EA'
}

function decimalsOf(input: ItemInput): number {
  return input.decimals ?? usualDecimals(uomOf(input))
}

/** What set-up of other modules needs of an item. */
export interface ItemKey {
  companyId: bigint
  id: bigint
  sku: string
  uom: string
}

/** Finds items by SKU in the database itself, past every picture in memory: for acts of set-up. */
export async function findItems(
  db: Reader,
  wanted: readonly { companyId: bigint; sku: string }[],
): Promise<(companyId: bigint, sku: string) => ItemKey | undefined> {
  const keys = new Map(wanted.map((one) => [`${one.companyId} ${one.sku}`, one]))
  const found = new Map<string, ItemKey>()
  if (keys.size > 0) {
    const rows = await db.read(itemsBySku, {
      companyIds: [...keys.values()].map((one) => one.companyId),
      codes: [...keys.values()].map((one) => one.sku),
    })
    for (const row of camelRows(itemsBySku, rows)) found.set(`${row.companyId} ${row.sku}`, row)
  }
  return (companyId, sku) => found.get(`${companyId} ${sku}`)
}

/** SKUs of items, for lists of set-up. */
export async function findSkus(
  db: Reader,
  companyId: bigint,
  ids: readonly bigint[],
): Promise<Map<bigint, string>> {
  if (ids.length === 0) return new Map()
  const unique = [...new Set(ids)]
  const rows = await db.read(itemsById, { companyIds: unique.map(() => companyId), ids: unique })
  return new Map(rows.map((row) => [row.id, row.sku]))
}
