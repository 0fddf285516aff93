import type { Route } from '../../platform/http/index.ts'
import type { JsonObject } from '../../platform/json.ts'
import { listWhole, setupRoutes, type SetupRouting } from '../../platform/setup-routes.ts'
import { systemsOfCompanies } from './system.sql.ts'
import { saveSystem } from './save-system.ts'
import { SystemInput } from './system.ts'

/** Routes of outside systems that plans call. */
export function systemRoutes(routing: SetupRouting): Route[] {
  return setupRoutes(routing, {
    tag: 'Orders',
    read: 'setup:read',
    write: 'setup:write',
    noun: 'system',
    schema: SystemInput,
    act: saveSystem,
    keyShape: 's',
    list: listWhole(systemsOfCompanies, ({ code, connection, body, active }) => {
      const { lookUp, ...rest } = body as JsonObject
      return {
        key: [code],
        body: { code, connection, ...rest, ...(lookUp === null ? {} : { lookUp }), active },
      }
    }),
  })
}
