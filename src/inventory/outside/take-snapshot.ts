import { Type, type Static } from 'typebox'
import { readItems, type Item } from '../../catalog/index.ts'
import { readBooks, type Books, type ComputedEntry } from '../../ledger/index.ts'
import { businessDate, RATE_ONE, readCompanies, type Company } from '../../organization/index.ts'
import { Fault, type Act, type Context } from '../../platform/batch/index.ts'
import { isCurrency, MOST_AMOUNT, mulPriceQuantity, power10, type Micro } from '../../platform/money.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { Check, SETUP_REFUSED, type Saved, type SetupRequest } from '../../platform/setup.ts'
import { UnitPriceShape } from '../../platform/wire.ts'
import { AHEAD_MS } from '../as-of.ts'
import { readLocationsOf, type Location } from '../places.ts'
import { insertCostPools, lockCostPools } from '../stock.sql.ts'
import { covers, type SystemRow } from './save-system.ts'
import { costSource, readSnapshots, type Snapshots } from './snapshot.ts'
import { confirmCosts, readPoolQuantities, takeCosts, takePrices } from './snapshot.sql.ts'
import { notePushed } from './system.sql.ts'

const Sku = Type.String({ minLength: 1, maxLength: 200 })
const AsOf = Type.String({ format: 'date-time', description: 'When the system looked' })

const said = {
  sku: Sku,
  location: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 100,
      description: 'Whose cost it is; of every place when absent',
    }),
  ),
  unitCost: Type.Optional(UnitPriceShape),
  unitPrice: Type.Optional(UnitPriceShape),
  uom: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 20,
      description: 'Of the price; the unit of the item when absent',
    }),
  ),
}

/** What a system answers of an item; its page says as of when, unless the row does. */
export const SnapshotRow = Type.Object({ ...said, asOf: Type.Optional(AsOf) }, { title: 'SnapshotRow' })
export type SnapshotRow = Static<typeof SnapshotRow>

export const SnapshotInput = Type.Object(
  {
    system: Type.String({ minLength: 1, maxLength: 100, description: 'Code of the inventory system' }),
    ...said,
    asOf: AsOf,
  },
  { title: 'SnapshotInput', $id: 'SnapshotInput', additionalProperties: false },
)
export type SnapshotInput = Static<typeof SnapshotInput>

/** `fetched`: we asked for it; else it was handed over, by which its system is heard. */
export type SnapshotRequest = SetupRequest<SnapshotInput> & { fetched?: true }

interface CostWrite {
  row: {
    companyId: bigint
    itemId: bigint
    costOrganization: bigint
    systemId: bigint
    unitCost: Micro
    asOf: Date
  }
  item: Item
  /** False: what stands is confirmed as of later. */
  changes: boolean
}

interface TakeFacts {
  companies: Map<bigint, Company>
  items(company: bigint, sku: string): Item | undefined
  locations: Map<bigint, Location[]>
  snapshots: Snapshots
  /** On hand, by pool: what a cost makes of it must be an amount. */
  quantities: Map<string, Micro>
  books: Books
  costs: Map<string, CostWrite>
  prices: Map<string, Parameters<typeof addPrice>[1]>
  heard: Map<string, { companyId: bigint; systemId: bigint; asOf: Date }>
}

/**
 * Takes in what an outside system says that items cost and are sold for (B3-1, B3-2). A row that is not newer than what
 * stands changes nothing, so everything may come twice and from two askers at once. A new cost is the standard cost of
 * its pools from now on: stock on hand is revalued in the books (D9 row 38), and what leaves is valued by it.
 *
 * Refused, all at once: `unknown_system`, `unknown_item`, `unknown_location`, `nothing_said`, `not_above_zero`,
 * `wrong_currency`, `unknown_unit`, `as_of_in_future`, `no_period`, `posting_rule_missing`, `value_too_large`.
 */
export const takeSnapshot: Act<SnapshotRequest, TakeFacts, Saved | Refusal> = {
  name: 'inventory.take_snapshot',
  weigh: () => 1,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const companies = await readCompanies(db, new Set(requests.map((request) => request.companyId)))
    const known = [...companies.values()]
    const asked = requests.flatMap(({ companyId, input }) => {
      const company = companies.get(companyId)
      return company ? [{ company, sku: input.sku }] : []
    })
    const [items, locations, books] = await Promise.all([
      readItems(db, asked),
      readLocationsOf(db, known),
      readBooks(db, known),
    ])
    const wanted = new Map<string, { companyId: bigint; itemId: bigint }>()
    for (const { company, sku } of asked) {
      const item = items(company.id, sku)
      if (item) wanted.set(`${company.id}/${item.id}`, { companyId: company.id, itemId: item.id })
    }
    const keys = [...wanted.values()]
    const [snapshots, pools] = await Promise.all([
      readSnapshots(db, known, keys),
      db.read(readPoolQuantities, {
        companyIds: keys.map((one) => one.companyId),
        itemIds: keys.map((one) => one.itemId),
      }),
    ])
    const quantities = new Map(
      pools.map((pool) => [`${pool.company_id}/${pool.cost_organization}/${pool.item_id}`, pool.quantity]),
    )
    const nothing = { costs: new Map(), prices: new Map(), heard: new Map() }
    return { companies, items, locations, books, snapshots, quantities, ...nothing }
  },
  lock({ costs }, locks) {
    for (const { row } of costs.values()) locks.add(lockCostPools, row)
  },
  decide(request, facts, context) {
    const { companyId, input } = request
    const company = facts.companies.get(companyId)
    if (!company) return refuse('unknown_company', 'there is no such company')
    const check = new Check(request.malformed)
    const system = facts.snapshots.systems.get(companyId)?.find((one) => one.code === input.system)
    if (!system) check.add('/system', 'unknown_system', `No active system "${input.system}" is set up.`)
    const item = facts.items(companyId, input.sku)
    if (!item) check.add('/sku', 'unknown_item', `There is no item "${input.sku}".`)
    const asOf = new Date(input.asOf)
    if (!(asOf.getTime() <= context.now.getTime() + AHEAD_MS))
      check.add('/asOf', 'as_of_in_future', 'It must be an instant that is over.')
    const places = placesOf(input, facts.locations.get(companyId) ?? [], check)
    const unitCost = aboveZero(check, '/unitCost', input.unitCost, company.currency)
    const unitPrice = aboveZero(check, '/unitPrice', input.unitPrice)
    if (!input.unitCost && !input.unitPrice)
      check.add('', 'nothing_said', 'It says neither what a unit costs nor what it is sold for.')
    if (item && input.uom !== undefined && input.uom !== item.uom)
      check.add('/uom', 'unknown_unit', `Item ${item.sku} is sold by ${item.uom}, not by ${input.uom}.`)
    const on = businessDate(company, context.now)
    if (unitCost !== undefined && !facts.books.hasPeriod(companyId, on))
      check.add('/unitCost', 'no_period', `The books have no period with ${on}.`)
    if (unitCost !== undefined && system?.costs && check.stated('/sku'))
      needRule(check, facts.books, company, item?.itemClass ?? '')
    const isSource = item && system && costSource(facts.snapshots, companyId, item.itemClass) === system
    const costed = unitCost !== undefined && isSource && item.kind === 'goods' ? places : new Set<bigint>()
    for (const costOrganization of costed) {
      const onHand = facts.quantities.get(`${companyId}/${costOrganization}/${item!.id}`) ?? 0n
      const worth = mulPriceQuantity(unitCost!, onHand < 0n ? -onHand : onHand, company.digits)
      if (worth <= MOST_AMOUNT) continue
      check.add(
        '/unitCost',
        'value_too_large',
        'What is on hand would be worth more than an amount can hold.',
      )
      break
    }
    const { refusal } = check
    if (refusal || !system || !item) return refusal ?? refuse(SETUP_REFUSED, check.problems)

    let change: Saved['change'] = 'unchanged'
    const raise = (to: Saved['change']) => {
      if (change === 'unchanged' || to === 'created') change = to
    }
    for (const costOrganization of costed)
      raise(
        addCost(facts, item, {
          companyId,
          itemId: item.id,
          costOrganization,
          systemId: system.id,
          unitCost: unitCost!,
          asOf,
        }),
      )
    if (unitPrice !== undefined && system.prices && covers(system, item.itemClass)) {
      const price = {
        systemId: system.id,
        uom: item.uom,
        currency: input.unitPrice!.currency,
        unitPrice,
        asOf,
      }
      raise(addPrice(facts, { companyId, itemId: item.id, ...price }))
    }
    if (!request.fetched) hear(facts, companyId, system, asOf)
    return { ok: true, id: item.id, code: item.sku, change }
  },
  conclude(facts, context) {
    const { writes, now: fetchedAt, batch } = context
    writeCosts(facts, context)
    for (const price of facts.prices.values()) writes.add(takePrices, { ...price, fetchedAt, batch })
    for (const heard of facts.heard.values()) writes.add(notePushed, { ...heard, fetchedAt })
  },
}

/** Data exceptions, broken constraints and what a function raises: the row is wrong, and will be at the next try. */
const OF_THE_ROW = /^(21|22|23|P0)...$/

/** A row that the database cannot compute is refused as any wrong row; other faults are ours, and pass. */
export function judged(outcome: Saved | Refusal | Error): Saved | Refusal {
  if (!(outcome instanceof Error)) return outcome
  if (!(outcome instanceof Fault && OF_THE_ROW.test(outcome.code))) throw outcome
  return refuse(SETUP_REFUSED, [
    { path: '', code: 'not_computable', message: `The database cannot compute it (${outcome.code}).` },
  ])
}

function placesOf({ location }: SnapshotInput, locations: readonly Location[], check: Check): Set<bigint> {
  const named = location === undefined ? locations : locations.filter((one) => one.code === location)
  if (named.length === 0) {
    const message =
      location === undefined ? 'There is no location yet.' : `There is no location "${location}".`
    check.add('/location', 'unknown_location', message)
  }
  return new Set(named.map((one) => one.costOrganization))
}

/** Systems say 0 where they know nothing: that is no cost and no price. */
function aboveZero(
  check: Check,
  path: string,
  money: { amount: string; currency: string } | undefined,
  currency?: string,
): Micro | undefined {
  if (!money) return undefined
  const before = check.problems.length
  if (currency === undefined && !isCurrency(money.currency))
    check.currency(`${path}/currency`, money.currency)
  const value = check.unitPrice(path, money, currency ?? money.currency)
  if (check.problems.length > before) return undefined
  check.that(value > 0n, path, 'not_above_zero', 'It must be above 0; leave it out when it is not known.')
  return value
}

function needRule(check: Check, books: Books, company: Company, itemClass: string): void {
  const question = { orderType: '', itemClass }
  try {
    books.determine(company.id, 'cost.adjusted', 'revaluation', question, company.currency)
  } catch (error) {
    if (!(error instanceof Fault && error.code === 'posting_rule_missing')) throw error
    check.add('/unitCost', error.code, error.message)
  }
}

function addCost(facts: TakeFacts, item: Item, row: CostWrite['row']): Saved['change'] {
  const key = `${row.companyId}/${row.costOrganization}/${row.itemId}`
  const standing = facts.snapshots.costs.get(key)
  // Clocks of two systems say nothing of each other: of another source than the one that stands every row is news.
  if (standing?.systemId === row.systemId && standing.asOf >= row.asOf) return 'unchanged'
  const same = standing?.unitCost === row.unitCost && standing.systemId === row.systemId
  // A row that changes in this batch and is then confirmed is still a change.
  const changes = !same || (facts.costs.get(key)?.changes ?? false)
  facts.snapshots.costs.set(key, row)
  facts.costs.set(key, { row, item, changes })
  if (!standing) return 'created'
  return same ? 'unchanged' : 'changed'
}

function addPrice(
  facts: TakeFacts,
  row: {
    companyId: bigint
    itemId: bigint
    systemId: bigint
    uom: string
    currency: string
    unitPrice: Micro
    asOf: Date
  },
): Saved['change'] {
  const key = `${row.companyId}/${row.itemId}`
  const known = facts.snapshots.prices.get(key) ?? []
  facts.snapshots.prices.set(key, known)
  const at = known.findIndex(
    (one) => one.systemId === row.systemId && one.uom === row.uom && one.currency === row.currency,
  )
  const standing = known[at]
  if (standing && standing.asOf >= row.asOf) return 'unchanged'
  if (standing) known[at] = row
  else known.push(row)
  facts.prices.set(`${key}/${row.systemId}/${row.uom}/${row.currency}`, row)
  if (!standing) return 'created'
  return standing.unitPrice === row.unitPrice ? 'unchanged' : 'changed'
}

function hear(facts: TakeFacts, companyId: bigint, { id: systemId }: SystemRow, asOf: Date): void {
  const key = `${companyId}/${systemId}`
  const heard = facts.heard.get(key)
  if (!heard || heard.asOf < asOf) facts.heard.set(key, { companyId, systemId, asOf })
}

/** One entry a company and batch holds what its stock is worth more or less. */
function writeCosts({ costs, companies, books }: TakeFacts, context: Context): void {
  const { writes, ids, now: fetchedAt, batch } = context
  const entries = new Map<bigint, { entry: ComputedEntry; rootId: bigint; on: string }>()
  for (const { row, item, changes } of costs.values()) {
    const { companyId, costOrganization, itemId, unitCost } = row
    const pool = { companyId, costOrganization, itemId }
    if (!changes) {
      writes.add(lockCostPools, pool)
      writes.add(confirmCosts, { ...row, fetchedAt, batch })
      continue
    }
    const company = companies.get(companyId)!
    let opened = entries.get(companyId)
    if (!opened) {
      const on = businessDate(company, context.now)
      const rootId = ids.next()
      const entry = books.openComputed(context, {
        companyId,
        event: 'cost.adjusted',
        postedOn: on,
        sourceType: 'snapshot',
        sourceId: rootId,
        causeId: null,
        currency: company.currency,
        rateE10: RATE_ONE,
      })
      entries.set(companyId, (opened = { entry, rootId, on }))
    }
    const { entry, rootId, on } = opened
    const question = { orderType: '', itemClass: item.itemClass }
    const { currency } = company
    const accounts = books.determine(companyId, 'cost.adjusted', 'revaluation', question, currency)
    writes.add(insertCostPools, { ...pool, method: 'standard', standardCost: unitCost })
    writes.add(lockCostPools, pool)
    writes.add(takeCosts, {
      ...row,
      itemClass: item.itemClass,
      fetchedAt,
      batch,
      minorPerUnit: Number(power10(company.digits)),
      rootId,
      moveId: ids.next(),
      movedOn: on,
      entryId: entry.id,
      debitAccount: accounts.debit,
      creditAccount: accounts.credit,
      ruleId: accounts.ruleId,
      event: entry.header.event,
      sourceType: entry.header.sourceType,
      currency,
    })
  }
}
