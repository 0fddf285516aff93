import type { Route } from '../../platform/http/index.ts'
import { formatMicro } from '../../platform/money.ts'
import { pagedWhole, setupRoutes, type SetupRouting } from '../../platform/setup-routes.ts'
import { camelRows } from '../../platform/setup.ts'
import { returnReasonsOfCompanies } from './return-reason.sql.ts'
import { ReturnReasonInput, saveReturnReason } from './save-return-reason.ts'

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
