import { Type } from 'typebox'
import { checkBody, ok, route, type Reply, type Route } from '../../platform/http/index.ts'
import type { Json } from '../../platform/json.ts'
import { refuse } from '../../platform/outcome.ts'
import { camelRows } from '../../platform/setup.ts'
import { pagedWhole, setupRoutes, type SetupRouting } from '../../platform/setup-routes.ts'
import { InventorySystemInput, saveInventorySystem } from './save-system.ts'
import { systemsOfCompanies } from './system.sql.ts'
import { judged, SnapshotInput, takeSnapshot } from './take-snapshot.ts'

const MOST_ROWS = 1000
const checkRow = checkBody(SnapshotInput)

/** The rows of a body of which some have another form; undefined: it is no list of rows at all. */
function rowsOf(body: unknown): unknown[] | undefined {
  return Array.isArray(body) && body.length > 0 && body.length <= MOST_ROWS ? body : undefined
}

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
      input: 'raw',
      body: Type.Array(SnapshotInput, { minItems: 1, maxItems: MOST_ROWS }),
      responses: { 200: { description: 'An outcome for each row, in order.', schema: Outcomes } },
      async handle(request) {
        const parsed = request.parse()
        const given = parsed.ok ? parsed.body : rowsOf(parsed.value)
        if (given === undefined) return (parsed as { reply: Reply }).reply
        const rows = given.map(checkRow)
        const inputs = rows.flatMap((row) => (row.ok ? [row.value as SnapshotInput] : []))
        const requests = inputs.map((input) => ({ companyId: request.companyId, input }))
        const lane = requests.length > 10 ? 'bulk' : 'interactive'
        // Our failure is no answer to a row; what was taken in stays.
        const judgements = (await door.requestAll(takeSnapshot, requests, { lane })).map(judged)
        return ok({
          outcomes: rows.map((row, index): Json => {
            const outcome = row.ok ? judgements.shift()! : refuse('invalid_body', row.problems)
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
