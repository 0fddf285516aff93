import { formatMicro } from '../platform/money.ts'
import { camelRows } from '../platform/setup.ts'
import type { Route } from '../platform/http/index.ts'
import type { JsonObject } from '../platform/json.ts'
import { pagedWhole, setupRoutes, type SetupRouting } from '../platform/setup-routes.ts'
import { PatternInput, readPatternVersions, savePattern } from './save-pattern.ts'
import { ReturnReasonInput, saveReturnReason } from './save-return-reason.ts'
import { returnReasonsOfCompanies } from './setup.sql.ts'

/** Routes of fulfillment patterns; the list has every version, so that each plan finds its own. */
export function patternRoutes(routing: SetupRouting): Route[] {
  return setupRoutes(routing, {
    tag: 'Orders',
    read: 'setup:read',
    write: 'setup:write',
    noun: 'pattern',
    plural: 'patterns',
    path: 'patterns',
    schema: PatternInput,
    act: savePattern,
    keyShape: 'ss',
    async list(db, companyId, at) {
      const versions = await readPatternVersions(db, [companyId])
      const rows = versions.map(({ code, version, body, active }) => ({
        // As a text of one length, so that version 10 comes after 9.
        key: [code, String(version).padStart(8, '0')],
        body: { code, version, ...(body as JsonObject), active },
      }))
      return pagedWhole(rows, at)
    },
  })
}

/** Routes of the reasons for which goods come back. */
export function returnReasonRoutes(routing: SetupRouting): Route[] {
  return setupRoutes(routing, {
    tag: 'Orders',
    read: 'setup:read',
    write: 'setup:write',
    noun: 'return reason',
    plural: 'return reasons',
    path: 'return-reasons',
    schema: ReturnReasonInput,
    act: saveReturnReason,
    keyShape: 's',
    async list(db, companyId, at) {
      const read = await db.read(returnReasonsOfCompanies, { companyIds: [companyId] })
      const rows = camelRows(returnReasonsOfCompanies, read).map(
        ({ code, name, feePercent, freightRefund, active }) => ({
          key: [code],
          body: { code, name, restockingPercent: formatMicro(feePercent), freightRefund, active },
        }),
      )
      return pagedWhole(rows, at)
    },
  })
}
