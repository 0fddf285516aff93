import { Type } from 'typebox'
import { readCompanies } from '../organization/index.ts'
import type { Route } from '../platform/http/index.ts'
import { formatMicro, type Micro } from '../platform/money.ts'
import { camelRows } from '../platform/setup.ts'
import { listWhole, pagedWhole, setupRoutes, type SetupRouting } from '../platform/setup-routes.ts'
import { money } from '../platform/wire.ts'
import { AllocationPlanInput, describedPlan, saveAllocationPlan } from './save-allocation-plan.ts'
import { AllocationQuantityInput, saveAllocationQuantity } from './save-allocation-quantity.ts'
import { AtpRuleInput, describedAtpRule, saveAtpRule } from './save-atp-rule.ts'
import { supplySetupRoutes } from './http-supply.ts'
import { LocationInput, saveLocation } from './save-location.ts'
import { PostcodeAreaInput, savePostcodeArea } from './save-area.ts'
import { TransitLaneInput, saveTransitLane } from './save-lane.ts'
import { SafetyStockInput, saveSafetyStock } from './save-safety.ts'
import { saveSellThrough, SellThroughInput } from './save-sell-through.ts'
import { describedRule, saveSourcingRule, SourcingRuleInput } from './save-sourcing-rule.ts'
import {
  allocationPlansOfCompanies,
  atpRulesOfCompanies,
  lanesOfCompanies,
  listSafety,
  locationsOfCompanies,
  pageOfAllocationQuantities,
  pageOfAreas,
  pageOfSellThroughs,
  sourcingRulesOfCompanies,
} from './setup.sql.ts'

const SET_UP = { tag: 'Inventory', read: 'setup:read', write: 'setup:write' } as const
const OF_STOCK = { tag: 'Inventory', read: 'inventory:read', write: 'inventory:write' } as const

/** Routes of the places that hold stock, and of the ways from there. */
export function inventorySetupRoutes(routing: SetupRouting): Route[] {
  const locations = setupRoutes(routing, {
    ...OF_STOCK,
    noun: 'location',
    write: 'setup:write',
    schema: LocationInput,
    act: saveLocation,
    keyShape: 's',
    async list(db, companyId, at) {
      const [read, companies] = await Promise.all([
        db.read(locationsOfCompanies, { companyIds: [companyId] }),
        readCompanies(db, [companyId]),
      ])
      const { currency } = companies.get(companyId)!
      const rows = camelRows(locationsOfCompanies, read)
      // A cost organization is named by the location that it began with.
      const codes = new Map(rows.map((row) => [row.id, row.code]))
      const listed = rows.map((row) => {
        const { companyId: _company, id: _id, costOrganization, ...location } = row
        const { latitude, longitude, laborCost, ...body } = location
        return {
          key: [location.code],
          body: {
            ...body,
            ...degrees({ latitude, longitude }),
            ...(laborCost === null ? {} : { laborCost: money(laborCost, currency) }),
            costOrganization: codes.get(costOrganization),
          },
        }
      })
      return pagedWhole(listed, at)
    },
  })
  const lanes = setupRoutes(routing, {
    ...SET_UP,
    noun: 'transit lane',
    schema: TransitLaneInput,
    act: saveTransitLane,
    named: ['shipMethod', 'location', 'country', 'region'],
    keyShape: 'ssss',
    async list(db, companyId, at) {
      const [read, companies] = await Promise.all([
        db.read(lanesOfCompanies, { companyIds: [companyId] }),
        readCompanies(db, [companyId]),
      ])
      const { currency } = companies.get(companyId)!
      const rows = camelRows(lanesOfCompanies, read)
      const listed = rows.map(({ companyId: _company, locationId: _id, location, cost, ...lane }) => ({
        key: [lane.shipMethod, location ?? '', lane.country, lane.region],
        body: {
          ...lane,
          location: location ?? '',
          ...(cost === null ? {} : { cost: money(cost, currency) }),
        },
      }))
      return pagedWhole(listed, at)
    },
  })
  const safety = setupRoutes(routing, {
    ...OF_STOCK,
    noun: 'safety stock',
    write: 'setup:write',
    schema: SafetyStockInput,
    act: saveSafetyStock,
    named: ['sku', 'location'],
    keyShape: 'bb',
    async list(db, companyId, { after, fetch }) {
      const [itemId = null, locationId = null] = (after ?? []) as [bigint?, bigint?]
      const rows = await db.read(listSafety, { companyId, itemId, locationId, fetch })
      return rows.map((row) => ({
        key: [row.item_id, row.location_id],
        body: { sku: row.sku, location: row.location, quantity: formatMicro(row.safety) },
      }))
    },
  })
  return [
    ...locations,
    ...lanes,
    ...safety,
    ...sourcingRoutes(routing),
    ...allocationRoutes(routing),
    ...supplySetupRoutes(routing),
  ]
}

/** Routes of what a search for places is decided by. */
function sourcingRoutes(routing: SetupRouting): Route[] {
  const rules = setupRoutes(routing, {
    ...SET_UP,
    noun: 'sourcing rule',
    schema: SourcingRuleInput,
    act: saveSourcingRule,
    shown: { version: Type.Integer() },
    keyShape: 's',
    list: listWhole(sourcingRulesOfCompanies, (row) => ({ key: [row.code], body: describedRule(row) })),
  })
  const available = setupRoutes(routing, {
    ...SET_UP,
    noun: 'atp rule',
    schema: AtpRuleInput,
    act: saveAtpRule,
    shown: { version: Type.Integer() },
    keyShape: 's',
    list: listWhole(atpRulesOfCompanies, ({ looks: _looks, ...row }) => ({
      key: [row.code],
      body: describedAtpRule(row),
    })),
  })
  const areas = setupRoutes(routing, {
    ...SET_UP,
    noun: 'postcode area',
    schema: PostcodeAreaInput,
    act: savePostcodeArea,
    named: ['country', 'prefix'],
    keyShape: 'ss',
    async list(db, companyId, at) {
      const [afterCountry, afterPrefix] = (at.after ?? ['', '']) as [string, string]
      const asked = { companyId, afterCountry, afterPrefix, fetch: BigInt(at.fetch) }
      const rows = await db.read(pageOfAreas, asked)
      return rows.map(({ company_id: _company, country, prefix, ...point }) => ({
        key: [country, prefix],
        body: { country, prefix, ...degrees(point) },
      }))
    },
  })
  const throughs = setupRoutes(routing, {
    ...OF_STOCK,
    noun: 'sell-through',
    schema: SellThroughInput,
    act: saveSellThrough,
    named: ['sku', 'location'],
    keyShape: 'ss',
    async list(db, companyId, at) {
      const [afterSku, afterLocation] = (at.after ?? ['', '']) as [string, string]
      const rows = await db.read(pageOfSellThroughs, {
        companyId,
        afterSku,
        afterLocation,
        fetch: BigInt(at.fetch),
      })
      return rows.map(({ sku, location, quantity }) => ({
        key: [sku, location],
        body: { sku, location, quantity: formatMicro(quantity) },
      }))
    },
  })
  return [...rules, ...available, ...areas, ...throughs]
}

/** Routes of what supply is shared out by. */
function allocationRoutes(routing: SetupRouting): Route[] {
  const plans = setupRoutes(routing, {
    ...SET_UP,
    noun: 'allocation plan',
    schema: AllocationPlanInput,
    act: saveAllocationPlan,
    shown: { version: Type.Integer() },
    keyShape: 's',
    list: listWhole(allocationPlansOfCompanies, (row) => ({ key: [row.code], body: describedPlan(row) })),
  })
  const quantities = setupRoutes(routing, {
    ...OF_STOCK,
    noun: 'allocation quantity',
    plural: 'allocation quantities',
    schema: AllocationQuantityInput,
    act: saveAllocationQuantity,
    named: ['plan', 'node', 'sku', 'location', 'week'],
    keyShape: 'bbsss',
    async list(db, companyId, at) {
      const after = (at.after ?? [0n, 0n, '0001-01-01', '', '']) as [bigint, bigint, string, string, string]
      const [afterItem, afterLocation, afterWeek, afterPlan, afterNode] = after
      const place = { afterItem, afterLocation, afterWeek, afterPlan, afterNode }
      const fetch = BigInt(at.fetch)
      const rows = await db.read(pageOfAllocationQuantities, { companyId, ...place, fetch })
      return rows.map(({ item_id: itemId, location_id: locationId, quantity, ...row }) => ({
        key: [itemId, locationId, row.week, row.plan, row.node],
        body: { ...row, quantity: formatMicro(quantity) },
      }))
    },
  })
  return [...plans, ...quantities]
}

/** A point in degrees; nothing, where nobody said. */
function degrees({ latitude, longitude }: { latitude: Micro | null; longitude: Micro | null }) {
  if (latitude === null || longitude === null) return {}
  return { latitude: Number(latitude) / 1e6, longitude: Number(longitude) / 1e6 }
}
