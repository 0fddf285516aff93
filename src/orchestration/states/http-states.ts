import { Type } from 'typebox'
import type { Route } from '../../platform/http/index.ts'
import type { JsonObject } from '../../platform/json.ts'
import { pagedWhole, setupRoutes, type SetupRouting } from '../../platform/setup-routes.ts'
import { FulfillmentStatesInput } from './model.ts'
import { saveFulfillmentStates } from './save-states.ts'
import { stateModels } from './states.sql.ts'

/** Routes of what a company tells of its orders. */
export function fulfillmentStateRoutes(routing: SetupRouting): Route[] {
  return setupRoutes(routing, {
    tag: 'Orders',
    read: 'setup:read',
    write: 'setup:write',
    noun: 'fulfillment states',
    plural: 'fulfillment states',
    path: 'fulfillment-states',
    schema: FulfillmentStatesInput,
    act: saveFulfillmentStates,
    named: [],
    keyShape: 'n',
    shown: { version: Type.Optional(Type.Integer()) },
    async list(db, companyId, at) {
      const rows = await db.read(stateModels, { companyIds: [companyId] })
      return pagedWhole(
        rows.map(({ version, body }) => ({ key: [1], body: { version, ...(body as JsonObject) } })),
        at,
      )
    },
  })
}
