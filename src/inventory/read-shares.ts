import { businessDate, readCompanies } from '../organization/index.ts'
import { addDays } from '../platform/clock.ts'
import type { Reader } from '../platform/database/index.ts'
import { power10 } from '../platform/money.ts'
import { Pictures, type Versioned } from '../platform/picture.ts'
import { readClock } from '../platform/platform.sql.ts'
import { weekOf, type AllocationNode, type AllocationPlan } from './allocation.ts'
import {
  readAllocationQuantities,
  readAllocationUsed,
  readAllocationUses,
  readGrains,
} from './allocation.sql.ts'
import type { AllocationTerms } from './save-allocation-plan.ts'
import { allocationItemsOfCompanies, allocationPlansOfCompanies } from './setup.sql.ts'
import {
  addTaken,
  gateOf,
  noAllocation,
  planOf,
  type AllocationFacts,
  type AllocationSetup,
  type GateKey,
  type ItemKey,
} from './share-facts.ts'

/** Adds to a picture what it was read without: what is shared out of items. */
export async function addAllocation(
  db: Reader,
  facts: { allocation: AllocationFacts },
  companies: readonly Versioned[],
  items: readonly ItemKey[],
): Promise<void> {
  const { uses } = facts.allocation
  facts.allocation = { ...(await readAllocation(db, companies, items)), uses }
}

/** Reads the plans of companies (kept in memory), and of items that are shared out what was taken and stated. */
async function readAllocation(
  db: Reader,
  companies: readonly Versioned[],
  items: readonly ItemKey[],
): Promise<AllocationFacts> {
  const facts = noAllocation()
  facts.setups = await readSetups(db, companies)
  const shared = items.filter((item) => planOf(facts, item))
  if (shared.length === 0) return facts
  const [known, [clock]] = await Promise.all([
    readCompanies(db, new Set(shared.map(({ companyId }) => companyId))),
    db.read(readClock, {}),
  ])
  // A batch may decide on the day that comes: what was taken a week ago is left out of the sum by its week.
  const since = new Map(
    [...known].map(([id, company]) => [id, addDays(weekOf(businessDate(company, clock!.now)), -7)]),
  )
  const asked = {
    companyIds: shared.map(({ companyId }) => companyId),
    itemIds: shared.map(({ itemId }) => itemId),
    since: shared.map(({ companyId }) => since.get(companyId)!),
  }
  const [grains, used, stated] = await Promise.all([
    db.read(readGrains, asked),
    db.read(readAllocationUsed, asked),
    db.read(readAllocationQuantities, asked),
  ])
  for (const row of grains)
    facts.grains.set(`${row.company_id}/${row.item_id}`, power10(DECIMALS_KEPT - row.decimals))
  for (const row of used) addTaken(gateOf(facts, keyOf(row)).taken, row)
  for (const row of stated) {
    const item = keyOf(row)
    if (planOf(facts, item)?.code === row.plan) addTaken(gateOf(facts, item).stated, row)
  }
  return facts
}

/** Decimals in which quantities are kept. */
const DECIMALS_KEPT = 6

function keyOf(row: { company_id: bigint; item_id: bigint; location_id: bigint }): GateKey {
  return { companyId: row.company_id, itemId: row.item_id, locationId: row.location_id }
}

/** Adds what orders took of shares to a picture, so that it can be given back; asks for nothing where there never was a plan. */
export async function addUses(
  db: Reader,
  facts: { allocation: AllocationFacts },
  companies: readonly Versioned[],
  roots: readonly { companyId: bigint; rootId: bigint }[],
): Promise<void> {
  const { allocation } = facts
  const setups = await readSetups(db, companies)
  const sharing = roots.filter(({ companyId }) => setups.get(companyId)?.any)
  if (sharing.length === 0) return
  const rows = await db.read(readAllocationUses, {
    companyIds: sharing.map(({ companyId }) => companyId),
    rootIds: sharing.map(({ rootId }) => rootId),
  })
  for (const row of rows) {
    const key = `${row.company_id}/${row.source_id}`
    const { itemId, locationId } = keyOf(row)
    const { week, node, place, buyer, quantity } = row
    const use = { rootId: row.root_id, sourceId: row.source_id, itemId, locationId, week, node, place, buyer }
    const own = allocation.uses.get(key) ?? []
    allocation.uses.set(key, own)
    own.push({ ...use, quantity, moved: 0n })
  }
}

async function readSetups(
  db: Reader,
  companies: readonly Versioned[],
): Promise<Map<bigint, AllocationSetup>> {
  const pictures = db.memory.get(
    'inventory.allocation',
    () => new Pictures<AllocationSetup>(() => ({ plans: [], any: false })),
  )
  return pictures.load(companies, async (companyIds, setups) => {
    const [plans, items] = await Promise.all([
      db.read(allocationPlansOfCompanies, { companyIds }),
      db.read(allocationItemsOfCompanies, { companyIds }),
    ])
    const byPlan = Map.groupBy(items, (row) => `${row.company_id}/${row.code}`)
    for (const { company_id: companyId, code, by, active, terms } of plans) {
      const setup = setups.get(companyId)!
      setup.any = true
      if (!active) continue
      const { skus, nodes } = terms as unknown as AllocationTerms
      const own = byPlan.get(`${companyId}/${code}`) ?? []
      setup.plans.push({
        code,
        by: by as AllocationPlan['by'],
        items: skus ? new Set(own.map((row) => row.item_id)) : null,
        nodes: nodes.map((node): AllocationNode => ({
          code: node.code,
          parent: node.parent ?? null,
          orderTypes: node.orderTypes ?? [],
          sources: node.sources ?? [],
          segments: node.segments ?? [],
          percent: node.percent ?? 0,
          rank: node.rank ?? 100,
          takes: node.takesFromLower ?? false,
          protectedPercent: node.protectedPercent ?? 100,
        })),
      })
    }
  })
}
