import type { HoldKind } from '../../orders/index.ts'
import type { Route } from '../../platform/http/index.ts'
import { pagedWhole, setupRoutes, type SetupRouting } from '../../platform/setup-routes.ts'
import { camelRows } from '../../platform/setup.ts'
import { HoldCodeInput, saveHoldCode, type HoldingScope } from './hold-code.ts'
import { holdCodesOfCompanies } from './hold-code.sql.ts'

/** Routes of the reasons for which orders are held. */
export function holdCodeRoutes(routing: SetupRouting): Route[] {
  return setupRoutes(routing, {
    tag: 'Orders',
    read: 'setup:read',
    write: 'setup:write',
    noun: 'hold code',
    plural: 'hold codes',
    path: 'hold-codes',
    schema: HoldCodeInput,
    act: saveHoldCode,
    keyShape: 's',
    async list(db, companyId, at) {
      const read = await db.read(holdCodesOfCompanies, { companyIds: [companyId] })
      const rows = camelRows(holdCodesOfCompanies, read).map(
        ({ code, name, tasks, placeScope, releaseScope, days, active }) => ({
          key: [code],
          body: {
            code,
            name,
            ...(tasks.length === 0 ? {} : { tasks: tasks as HoldKind[] }),
            placedWith: placeScope as HoldingScope,
            releasedWith: releaseScope as HoldingScope,
            ...(days === null ? {} : { days }),
            active,
          },
        }),
      )
      return pagedWhole(rows, at)
    },
  })
}
