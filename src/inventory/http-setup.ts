import { readCompanies } from '../organization/index.ts'
import type { Route } from '../platform/http/index.ts'
import { formatMicro } from '../platform/money.ts'
import { camelRows } from '../platform/setup.ts'
import { pagedWhole, setupRoutes, type SetupRouting } from '../platform/setup-routes.ts'
import { money } from '../platform/wire.ts'
import { LocationInput, saveLocation } from './save-location.ts'
import { TransitLaneInput, saveTransitLane } from './save-lane.ts'
import { SafetyStockInput, saveSafetyStock } from './save-safety.ts'
import { lanesOfCompanies, listSafety, locationsOfCompanies } from './setup.sql.ts'

/** Routes of the places that hold stock, and of the ways from there. */
export function inventorySetupRoutes(routing: SetupRouting): Route[] {
  const locations = setupRoutes(routing, {
    noun: 'location',
    plural: 'locations',
    path: 'locations',
    tag: 'Inventory',
    read: 'inventory:read',
    write: 'setup:write',
    schema: LocationInput,
    act: saveLocation,
    keyShape: 's',
    async list(db, companyId, at) {
      const read = await db.read(locationsOfCompanies, { companyIds: [companyId] })
      const rows = camelRows(locationsOfCompanies, read)
      // A cost organization is named by the location that it began with.
      const codes = new Map(rows.map((row) => [row.id, row.code]))
      const listed = rows.map(({ companyId: _company, id: _id, costOrganization, ...location }) => ({
        key: [location.code],
        body: { ...location, costOrganization: codes.get(costOrganization) },
      }))
      return pagedWhole(listed, at)
    },
  })
  const lanes = setupRoutes(routing, {
    noun: 'transit lane',
    plural: 'transit lanes',
    path: 'transit-lanes',
    tag: 'Inventory',
    read: 'setup:read',
    write: 'setup:write',
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
    noun: 'safety stock',
    plural: 'safety stocks',
    path: 'safety-stocks',
    tag: 'Inventory',
    read: 'inventory:read',
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
  return [...locations, ...lanes, ...safety]
}
