import { Type } from 'typebox'
import { ok, route, type Route } from '../../platform/http/index.ts'
import type { Json } from '../../platform/json.ts'
import { camelRows } from '../../platform/setup.ts'
import { pagedWhole, setupRoutes, type SetupRouting } from '../../platform/setup-routes.ts'
import { InventorySystemInput, saveInventorySystem } from './save-system.ts'
import { systemsOfCompanies } from './system.sql.ts'
import { judged, SnapshotInput, takeSnapshot } from './take-snapshot.ts'

const MOST_ROWS = 1000

const Outcomes = Type.Object(
  {
    outcomes: Type.Array(
      Type.Object({
        index: Type.Integer(),
        ok: Type.Boolean(),
        change: Type.Optional(Type.String({ description: 'created, changed or unchanged' })),
        code: Type.Optional(Type.String()),
        problems: Type.Optional(Type.Array(Type.Unknown())),
      }),
    ),
  },
  { $id: 'SnapshotOutcomes' },
)

/** Routes of outside inventory systems: which there are, and what they hand over by themselves. */
export function outsideRoutes(routing: SetupRouting): Route[] {
  const { door } = routing
  return [
    ...setupRoutes(routing, {
      noun: 'inventory system',
      plural: 'inventory systems',
      path: 'inventory-systems',
      tag: 'Inventory',
      read: 'inventory:read',
      write: 'setup:write',
      schema: InventorySystemInput,
      act: saveInventorySystem,
      keyShape: 's',
      async list(db, companyId, at) {
        const rows = camelRows(
          systemsOfCompanies,
          await db.read(systemsOfCompanies, { companyIds: [companyId] }),
        )
        const listed = rows.map(({ companyId: _company, id: _id, connection, itemClass, ...system }) => ({
          key: [system.code],
          body: {
            ...system,
            ...(connection === null ? {} : { connection }),
            ...(itemClass === null ? {} : { itemClass }),
          },
        }))
        return pagedWhole(listed, at)
      },
    }),
    route({
      method: 'PUT',
      url: '/api/v1/inventory-snapshots',
      operationId: 'saveInventorySnapshots',
      summary: 'Hand over what items cost and are sold for in an outside inventory system',
      description:
        'Every row is judged on its own: a wrong one does not disturb the others. A row that is not newer than what stands changes nothing, so all may be sent again.',
      tags: ['Inventory'],
      scope: 'inventory:write',
      body: Type.Array(SnapshotInput, { minItems: 1, maxItems: MOST_ROWS }),
      responses: { 200: { description: 'An outcome for each row, in order.', schema: Outcomes } },
      async handle({ companyId, body }) {
        const requests = body.map((input) => ({ companyId, input }))
        const lane = requests.length > 10 ? 'bulk' : 'interactive'
        const outcomes = await door.requestAll(takeSnapshot, requests, { lane })
        return ok({
          outcomes: outcomes.map((one, index): Json => {
            // Our failure is no answer to a row; what was taken in stays.
            const outcome = judged(one)
            if (outcome.ok) return { index, ok: true, change: outcome.change }
            return {
              index,
              ok: false,
              code: outcome.code,
              problems: outcome.problems.map((one) => ({ ...one })),
            }
          }),
        })
      },
    }),
  ]
}
