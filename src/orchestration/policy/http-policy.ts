import { Type } from 'typebox'
import type { Route } from '../../platform/http/index.ts'
import { pagedWhole, setupRoutes, type SetupRouting } from '../../platform/setup-routes.ts'
import { LifeCyclePolicyInput } from './policy-input.ts'
import { lifeCyclePolicies } from './policy.sql.ts'
import { saveLifeCyclePolicy } from './save-policy.ts'

/** Routes of who may do what to orders in which state. */
export function lifeCyclePolicyRoutes(routing: SetupRouting): Route[] {
  return setupRoutes(routing, {
    tag: 'Orders',
    read: 'setup:read',
    write: 'setup:write',
    noun: 'life-cycle policy',
    plural: 'life-cycle policies',
    path: 'life-cycle-policies',
    schema: LifeCyclePolicyInput,
    act: saveLifeCyclePolicy,
    keyShape: 's',
    shown: { version: Type.Optional(Type.Integer()) },
    async list(db, companyId, at) {
      const rows = await db.read(lifeCyclePolicies, { companyIds: [companyId] })
      return pagedWhole(
        rows.map(({ code, version, body, active }) => ({
          key: [code],
          body: { ...(body as unknown as LifeCyclePolicyInput), active, version },
        })),
        at,
      )
    },
  })
}
