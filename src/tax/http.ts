import type { Route } from '../platform/http/index.ts'
import { formatMicro } from '../platform/money.ts'
import { camelRows } from '../platform/setup.ts'
import { pagedWhole, setupRoutes, type SetupRouting } from '../platform/setup-routes.ts'
import { saveTaxRate, TaxRateInput } from './save-tax-rate.ts'
import { ratesOfCompanies } from './setup.sql.ts'

/** Routes of what the state takes. */
export function taxRoutes(routing: SetupRouting): Route[] {
  return setupRoutes(routing, {
    noun: 'tax rate',
    named: ['taxCode', 'country', 'region', 'validFrom'],
    plural: 'tax rates',
    path: 'tax-rates',
    tag: 'Tax',
    read: 'setup:read',
    write: 'setup:write',
    schema: TaxRateInput,
    act: saveTaxRate,
    keyShape: 'ssss',
    async list(db, companyId, at) {
      const rows = camelRows(ratesOfCompanies, await db.read(ratesOfCompanies, { companyIds: [companyId] }))
      const listed = rows.map((rate) => ({
        key: [rate.taxCode, rate.country, rate.region, rate.validFrom],
        body: {
          taxCode: rate.taxCode,
          country: rate.country,
          region: rate.region,
          name: rate.name,
          percent: formatMicro(rate.percent),
          validFrom: rate.validFrom,
          ...(rate.validTo === null ? {} : { validTo: rate.validTo }),
        },
      }))
      return pagedWhole(listed, at)
    },
  })
}
