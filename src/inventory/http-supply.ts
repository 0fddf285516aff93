import { Type } from 'typebox'
import type { Route } from '../platform/http/index.ts'
import { formatMicro } from '../platform/money.ts'
import { camelRows } from '../platform/setup.ts'
import { pagedWhole, setupRoutes, type SetupRouting } from '../platform/setup-routes.ts'
import { BillOfMaterialsInput, describedBill, saveBill } from './save-bill.ts'
import { ResourceInput, saveResource } from './save-resource.ts'
import { describedSupplyRule, saveSupplyRule, SupplyRuleInput } from './save-supply-rule.ts'
import {
  billsOfCompanies,
  locationsOfCompanies,
  resourcesOfCompanies,
  supplyRulesOfCompanies,
} from './setup.sql.ts'

/** Routes of how goods come to places where they are short (A10-8, A10-9). */
export function supplySetupRoutes(routing: SetupRouting): Route[] {
  const rules = setupRoutes(routing, {
    noun: 'supply rule',
    plural: 'supply rules',
    path: 'supply-rules',
    tag: 'Inventory',
    read: 'setup:read',
    write: 'setup:write',
    schema: SupplyRuleInput,
    act: saveSupplyRule,
    shown: { version: Type.Integer() },
    keyShape: 's',
    async list(db, companyId, at) {
      const read = await db.read(supplyRulesOfCompanies, { companyIds: [companyId] })
      const listed = camelRows(supplyRulesOfCompanies, read).map((row) => ({
        key: [row.code],
        body: describedSupplyRule(row),
      }))
      return pagedWhole(listed, at)
    },
  })
  const bills = setupRoutes(routing, {
    noun: 'bill of materials',
    plural: 'bills of materials',
    path: 'bills-of-materials',
    tag: 'Inventory',
    read: 'setup:read',
    write: 'setup:write',
    schema: BillOfMaterialsInput,
    act: saveBill,
    named: ['sku', 'location'],
    shown: { version: Type.Integer() },
    keyShape: 'ss',
    async list(db, companyId, at) {
      const [read, locations] = await Promise.all([
        db.read(billsOfCompanies, { companyIds: [companyId] }),
        db.read(locationsOfCompanies, { companyIds: [companyId] }),
      ])
      const codes = new Map(locations.map((row) => [row.id, row.code]))
      const listed = camelRows(billsOfCompanies, read).map((row) => {
        const location = codes.get(row.locationId) ?? ''
        return { key: [row.sku, location], body: describedBill(row, location) }
      })
      return pagedWhole(listed, at)
    },
  })
  const resources = setupRoutes(routing, {
    noun: 'resource',
    plural: 'resources',
    path: 'resources',
    tag: 'Inventory',
    read: 'setup:read',
    write: 'setup:write',
    schema: ResourceInput,
    act: saveResource,
    named: ['code', 'location'],
    keyShape: 'ss',
    async list(db, companyId, at) {
      const read = await db.read(resourcesOfCompanies, { companyIds: [companyId] })
      const listed = camelRows(resourcesOfCompanies, read).map((row) => {
        const { companyId: _company, locationId: _id, hoursPerDay, ...resource } = row
        return {
          key: [row.code, row.location],
          body: { ...resource, hoursPerDay: formatMicro(hoursPerDay) },
        }
      })
      return pagedWhole(listed, at)
    },
  })
  return [...rules, ...bills, ...resources]
}
