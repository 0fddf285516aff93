import { Type, type Static } from 'typebox'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../../platform/setup.ts'
import { restartSystem, saveSystems, systemsOfCompanies } from './system.sql.ts'

const seconds = (least: number, most: number, description: string) =>
  Type.Optional(Type.Integer({ minimum: least, maximum: most, description }))

export const InventorySystemInput = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 100 }),
    name: Type.String({ minLength: 1, maxLength: 200 }),
    connection: Type.Optional(
      Type.String({
        pattern: '^[a-z][a-z0-9_]{0,39}$',
        form: 'at most 40 small letters, digits and _, beginning with a letter',
        description:
          'Name of the connection in the settings of the processes (DOCKET_OUTSIDE_<NAME>_URL); absent: it hands its snapshots over by itself',
      }),
    ),
    costs: Type.Optional(Type.Boolean({ description: 'It says what goods cost; false when absent' })),
    prices: Type.Optional(
      Type.Boolean({ description: 'It says what items are sold for; false when absent' }),
    ),
    priceRank: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1_000_000,
        description: 'Where its prices stand among the price lists for everybody; 100 when absent',
      }),
    ),
    itemClass: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: 'Only for items of this class; for all when absent',
      }),
    ),
    refreshSeconds: seconds(1, 604_800, 'How often it is asked; 900 when absent'),
    staleSeconds: seconds(1, 31_536_000, 'A snapshot that is older is stale; 86400 when absent'),
    active: Type.Optional(Type.Boolean()),
  },
  { title: 'InventorySystemInput', $id: 'InventorySystemInput', additionalProperties: false },
)
export type InventorySystemInput = Static<typeof InventorySystemInput>

export type SystemRow = CamelRow<typeof systemsOfCompanies>

/** Does a system speak for items of a class? */
export function covers(system: SystemRow, itemClass: string): boolean {
  return system.itemClass === null || system.itemClass === itemClass
}

/**
 * An outside system that is the source of cost or price. What a unit costs has one source: two that overlap are refused.
 * Described in another way it is asked from the beginning, at once.
 */
export const saveInventorySystem: SetupAct<InventorySystemInput> = setupAct<
  InventorySystemInput,
  SystemRow,
  Map<string, SystemRow>
>({
  name: 'inventory.save_system',
  key: (input) => input.code,
  async read(db, requests) {
    const read = await db.read(systemsOfCompanies, { companyIds: companiesOf(requests) })
    const rows = camelRows(systemsOfCompanies, read)
    return {
      rows: rows.map((row) => [row.code, row]),
      known: new Map(rows.map((row) => [`${row.companyId} ${row.code}`, row])),
    }
  },
  describe(input, check, { companyId, before, known, context }) {
    const row: SystemRow = {
      companyId,
      id: before?.id ?? context.ids.next(),
      code: input.code,
      name: input.name,
      connection: input.connection ?? null,
      costs: input.costs ?? false,
      prices: input.prices ?? false,
      priceRank: input.priceRank ?? 100,
      itemClass: input.itemClass ?? null,
      refreshSeconds: input.refreshSeconds ?? 900,
      staleSeconds: input.staleSeconds ?? 86_400,
      active: input.active ?? true,
    }
    check.that(
      row.costs || row.prices || !check.stated('/prices'),
      '/costs',
      'nothing_asked',
      'It gives costs, prices or both: say which with `costs` and `prices`.',
    )
    const other = [...known.values()].find((one) => one.companyId === companyId && overlap(one, row))
    if (other && check.stated('/code', '/itemClass', '/active'))
      check.add('/costs', 'costs_overlap', `"${other.code}" says what these items cost already.`)
    if (check.problems.length === 0) known.set(`${companyId} ${row.code}`, row)
    return row
  },
  write(rows, writes) {
    for (const row of rows) {
      writes.add(saveSystems, row)
      writes.add(restartSystem, { companyId: row.companyId, systemId: row.id })
    }
  },
})

function overlap(one: SystemRow, other: SystemRow): boolean {
  if (one.code === other.code || !one.costs || !other.costs || !one.active || !other.active) return false
  return one.itemClass === null || other.itemClass === null || one.itemClass === other.itemClass
}
