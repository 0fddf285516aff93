import { Type, type Static } from 'typebox'
import { readItems, type Item } from '../catalog/index.ts'
import { readCompanies } from '../organization/index.ts'
import type { Json, JsonObject } from '../platform/json.ts'
import {
  camelRows,
  companiesOf,
  setupAct,
  type CamelRow,
  type Check,
  type SetupAct,
} from '../platform/setup.ts'
import { MOST_LEVELS } from './allocation.ts'
import { allocationPlansOfCompanies, saveAllocationPlans } from './setup.sql.ts'

const Code = Type.String({ minLength: 1, maxLength: 100 })
const Percent = Type.Integer({ minimum: 0, maximum: 100 })
const anyOf = (what: string) =>
  Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
      maxItems: 100,
      description: `Orders of these ${what} only; any when absent`,
    }),
  )
const strict = { additionalProperties: false }

const NodeInput = Type.Object(
  {
    code: Code,
    parent: Type.Optional({
      ...Code,
      description: 'Gives when the node has nothing left, and is for all orders that the node is for',
    }),
    orderTypes: anyOf('order types'),
    sources: anyOf('sources'),
    segments: anyOf('segments of accounts'),
    percent: Type.Optional({
      ...Percent,
      description: 'Of all supply, by percentages: those of all nodes add up to 100',
    }),
    rank: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1_000_000,
        description: 'The lowest is the most important; 100 when absent',
      }),
    ),
    takesFromLower: Type.Optional(
      Type.Boolean({
        description:
          'When nothing of its own is left, from nodes with a higher number of rank; false when absent',
      }),
    ),
    protectedPercent: Type.Optional({
      ...Percent,
      description: 'So much of its share no other node takes; 100 when absent',
    }),
  },
  strict,
)

export const AllocationPlanInput = Type.Object(
  {
    code: Code,
    name: Type.String({ minLength: 1, maxLength: 200 }),
    active: Type.Optional(Type.Boolean()),
    precedence: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1_000_000,
        description: 'Of several plans for an item the lowest holds; 100 when absent',
      }),
    ),
    by: Type.Optional(
      Type.Union([Type.Literal('percent'), Type.Literal('quantity')], {
        description: 'Shares are percentages, or quantities that are stated by week; percent when absent',
      }),
    ),
    skus: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
        minItems: 1,
        maxItems: 1000,
        description: 'The goods that it is for; all when absent',
      }),
    ),
    nodes: Type.Array(NodeInput, { minItems: 1, maxItems: 100 }),
  },
  { title: 'AllocationPlanInput', $id: 'AllocationPlanInput', additionalProperties: false },
)
export type AllocationPlanInput = Static<typeof AllocationPlanInput>
/** What of a plan stands in one column: as it was described. */
export type AllocationTerms = Pick<AllocationPlanInput, 'skus' | 'nodes'>

type PlanRow = CamelRow<typeof allocationPlansOfCompanies>

/** Plans of a company. */
const MOST_PLANS = 50

/** Between whom the supply of goods is shared out (A10-17); a change raises its version. What was promised before stands. */
export const saveAllocationPlan: SetupAct<AllocationPlanInput> = setupAct<
  AllocationPlanInput,
  PlanRow,
  { items(companyId: bigint, sku: string): Item | undefined; counts: Map<bigint, number> }
>({
  name: 'inventory.save_allocation_plan',
  key: (input) => input.code,
  async read(db, requests) {
    const companyIds = companiesOf(requests)
    const companies = await readCompanies(db, companyIds)
    const [read, items] = await Promise.all([
      db.read(allocationPlansOfCompanies, { companyIds }),
      readItems(
        db,
        requests.flatMap(({ companyId, input: { skus } }) => {
          const company = companies.get(companyId)
          return company && Array.isArray(skus) ? skus.map((sku) => ({ company, sku })) : []
        }),
      ),
    ])
    const counts = new Map<bigint, number>()
    for (const row of read) counts.set(row.company_id, (counts.get(row.company_id) ?? 0) + 1)
    return {
      rows: camelRows(allocationPlansOfCompanies, read).map((row) => [row.code, row]),
      known: { items, counts },
    }
  },
  describe(input, check, { companyId, before, known }) {
    const { code, name, active = true, precedence = 100, by = 'percent', ...terms } = input
    if (!before) {
      const count = (known.counts.get(companyId) ?? 0) + 1
      const message = `A company has at most ${MOST_PLANS} allocation plans.`
      check.that(count <= MOST_PLANS, '/code', 'too_many', message)
      if (check.problems.length === 0) known.counts.set(companyId, count)
    }
    terms.skus?.forEach((sku, index) => {
      const item = known.items(companyId, sku)
      const path = `/skus/${index}`
      if (!item) check.add(path, 'unknown_item', `There is no item "${sku}".`)
      else check.that(item.kind === 'goods', path, 'not_goods', `Nothing of ${sku} is held in stock.`)
      check.that(terms.skus!.indexOf(sku) === index, path, 'named_twice', `"${sku}" is named twice.`)
    })
    checkNodes(check, terms.nodes ?? [], by)
    return {
      companyId,
      code,
      version: before?.version ?? 1,
      name,
      active,
      precedence,
      by,
      terms: JSON.parse(JSON.stringify(terms)) as JsonObject,
    }
  },
  write: saveAllocationPlans,
})

function checkNodes(check: Check, nodes: AllocationPlanInput['nodes'], by: 'percent' | 'quantity'): void {
  const parents = new Map(nodes.map(({ code, parent }) => [code, parent]))
  const named = new Set<string>()
  nodes.forEach(({ code, parent, percent }, index) => {
    const path = `/nodes/${index}`
    check.that(!named.has(code), `${path}/code`, 'named_twice', `"${code}" is named twice.`)
    named.add(code)
    if (parent !== undefined && !parents.has(parent))
      check.add(`${path}/parent`, 'unknown_node', `The plan has no node "${parent}".`)
    else if (levelOf(code, parents) > MOST_LEVELS) {
      const message = `A node has at most ${MOST_LEVELS - 1} nodes above it, and never itself.`
      check.add(`${path}/parent`, 'too_deep', message)
    }
    if (by === 'quantity' && percent !== undefined)
      check.add(`${path}/percent`, 'not_by_percent', 'Shares of this plan are stated as quantities.')
    if (by === 'percent' && percent === undefined)
      check.add(`${path}/percent`, 'required', 'Shares of this plan are percentages: 0, where it has none.')
  })
  if (by === 'quantity' || nodes.some(({ percent }) => percent === undefined)) return
  const sum = nodes.reduce((total, { percent = 0 }) => total + percent, 0)
  check.that(sum === 100, '/nodes', 'not_whole', `The percentages add up to ${sum}, not to 100.`)
}

/** 1: no parent. One more than may be: it goes on, or in a circle. */
function levelOf(code: string, parents: ReadonlyMap<string, string | undefined>): number {
  let level = 1
  let parent = parents.get(code)
  while (parent !== undefined && level <= MOST_LEVELS) {
    level += 1
    parent = parents.get(parent)
  }
  return level
}

/** A plan as it was described. */
export function describedPlan({
  companyId: _company,
  version,
  terms,
  ...row
}: PlanRow): Record<string, Json> {
  return { ...row, ...(terms as JsonObject), version }
}
