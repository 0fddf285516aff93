import { Type, type Static } from 'typebox'
import { readItems, tooFine, type Item } from '../catalog/index.ts'
import { readCompanies } from '../organization/index.ts'
import type { JsonObject } from '../platform/json.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { weekOf } from './allocation.ts'
import type { AllocationTerms } from './save-allocation-plan.ts'
import {
  allocationPlansOfCompanies,
  allocationQuantitiesNamed,
  locationsOfCompanies,
  saveAllocationQuantities,
} from './setup.sql.ts'

const Code = Type.String({ minLength: 1, maxLength: 100 })

export const AllocationQuantityInput = Type.Object(
  {
    plan: { ...Code, description: 'Its code; shares of it are quantities' },
    node: Code,
    sku: Type.String({ minLength: 1, maxLength: 200 }),
    location: Code,
    week: Type.String({ format: 'date', description: 'Its Monday' }),
    quantity: Type.String({
      maxLength: 32,
      description:
        'Of what is there or comes in this week, the share of the node; less, as that of the others, when there is less',
    }),
  },
  { title: 'AllocationQuantityInput', $id: 'AllocationQuantityInput', additionalProperties: false },
)
export type AllocationQuantityInput = Static<typeof AllocationQuantityInput>

type Row = CamelRow<typeof allocationQuantitiesNamed>
interface Known {
  items(company: bigint, sku: string): Item | undefined
  locations: Map<string, bigint>
  /** By company and code: the nodes of those whose shares are quantities; null: they are percentages. */
  plans: Map<string, ReadonlySet<string> | null>
  rows: Map<string, Row>
}

const idKey = ({ companyId, itemId, locationId, week, plan, node }: Omit<Row, 'quantity'>) =>
  [companyId, itemId, locationId, week, plan, node].join('\t')

/** What a node may be promised of an item at a place in a week (A10-18). It is read anew for each batch: it may come every night. */
export const saveAllocationQuantity: SetupAct<AllocationQuantityInput> = setupAct<
  AllocationQuantityInput,
  Row,
  Known
>({
  name: 'inventory.save_allocation_quantity',
  key: ({ plan, node, sku, location, week }) => [plan, node, sku, location, week].join('\t'),
  touches: false,
  async read(db, requests) {
    const companyIds = companiesOf(requests)
    const companies = await readCompanies(db, companyIds)
    const [items, locations, plans] = await Promise.all([
      readItems(
        db,
        requests.flatMap(({ companyId, input }) => {
          const company = companies.get(companyId)
          return company ? [{ company, sku: input.sku }] : []
        }),
      ),
      db.read(locationsOfCompanies, { companyIds }),
      db.read(allocationPlansOfCompanies, { companyIds }),
    ])
    const places = new Map(locations.map((row) => [`${row.company_id} ${row.code}`, row.id]))
    const wanted = requests.flatMap(({ companyId, input }) => {
      const itemId = items(companyId, input.sku)?.id
      const locationId = places.get(`${companyId} ${input.location}`)
      if (itemId === undefined || locationId === undefined || !isDay(input.week)) return []
      return [{ companyId, itemId, locationId, week: input.week, plan: input.plan, node: input.node }]
    })
    const rows =
      wanted.length === 0
        ? []
        : await db.read(allocationQuantitiesNamed, {
            companyIds: wanted.map((one) => one.companyId),
            itemIds: wanted.map((one) => one.itemId),
            locationIds: wanted.map((one) => one.locationId),
            weeks: wanted.map((one) => one.week),
            plans: wanted.map((one) => one.plan),
            nodes: wanted.map((one) => one.node),
          })
    return {
      rows: [],
      known: {
        items,
        locations: places,
        plans: new Map(
          plans.map((row) => [
            `${row.company_id} ${row.code}`,
            row.by === 'percent'
              ? null
              : new Set(
                  (row.terms as JsonObject as unknown as AllocationTerms).nodes.map(({ code }) => code),
                ),
          ]),
        ),
        rows: new Map(camelRows(allocationQuantitiesNamed, rows).map((row) => [idKey(row), row])),
      },
    }
  },
  find(input, { companyId, known }) {
    const { plan, node, sku, location, week } = input
    const itemId = known.items(companyId, sku)?.id
    const locationId = known.locations.get(`${companyId} ${location}`)
    if (itemId === undefined || locationId === undefined) return undefined
    return known.rows.get(idKey({ companyId, itemId, locationId, week, plan, node }))
  },
  rowKey: idKey,
  describe({ plan, node, sku, location, week, quantity }, check, { companyId, known }) {
    const nodes = known.plans.get(`${companyId} ${plan}`)
    if (nodes === undefined) check.add('/plan', 'unknown_plan', `There is no allocation plan "${plan}".`)
    else if (nodes === null)
      check.add('/plan', 'not_by_quantity', `Shares of plan "${plan}" are percentages.`)
    else check.that(nodes.has(node), '/node', 'unknown_node', `The plan has no node "${node}".`)
    const item = known.items(companyId, sku)
    if (!item) check.add('/sku', 'unknown_item', `There is no item "${sku}".`)
    else check.that(item.kind === 'goods', '/sku', 'not_goods', `Nothing of ${sku} is held in stock.`)
    const locationId = known.locations.get(`${companyId} ${location}`)
    if (locationId === undefined)
      check.add('/location', 'unknown_location', `There is no location "${location}".`)
    if (check.date('/week', week))
      check.that(weekOf(week) === week, '/week', 'not_a_monday', 'A week is named by its Monday.')
    const share = check.decimal('/quantity', quantity)
    const fine = item && tooFine(item, share)
    if (fine) check.add('/quantity', fine.code, fine.message)
    const row = { companyId, itemId: item?.id ?? 0n, locationId: locationId ?? 0n, week, plan, node }
    const described = { ...row, quantity: share }
    if (check.problems.length === 0) known.rows.set(idKey(row), described)
    return described
  },
  write: saveAllocationQuantities,
})

function isDay(text: unknown): text is string {
  return typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))
}
