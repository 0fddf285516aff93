import type { Route } from '../../platform/http/index.ts'
import type { JsonObject } from '../../platform/json.ts'
import { pagedWhole, setupRoutes, type SetupRouting } from '../../platform/setup-routes.ts'
import { PatternInput } from './pattern-input.ts'
import { readPatternVersions, savePattern } from './save-pattern.ts'

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
