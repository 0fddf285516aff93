import { Type } from 'typebox'
import type { Route } from '../../platform/http/index.ts'
import type { JsonObject } from '../../platform/json.ts'
import { pagedWhole, setupRoutes, type SetupRouting } from '../../platform/setup-routes.ts'
import { jeopardyPolicies } from './jeopardy.sql.ts'
import { JeopardyPolicyInput } from './policy.ts'
import { saveJeopardyPolicy } from './save-policy.ts'

/** Routes of what a company says of lateness. */
export function jeopardyPolicyRoutes(routing: SetupRouting): Route[] {
  return setupRoutes(routing, {
    tag: 'Orders',
    read: 'setup:read',
    write: 'setup:write',
    noun: 'jeopardy policy',
    plural: 'jeopardy policies',
    path: 'jeopardy-policy',
    schema: JeopardyPolicyInput,
    act: saveJeopardyPolicy,
    named: [],
    keyShape: 'n',
    shown: { version: Type.Optional(Type.Integer()) },
    async list(db, companyId, at) {
      const rows = await db.read(jeopardyPolicies, { companyIds: [companyId] })
      return pagedWhole(
        rows.map(({ version, body }) => ({ key: [1], body: { version, ...(body as JsonObject) } })),
        at,
      )
    },
  })
}
