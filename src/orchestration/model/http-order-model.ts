import { Type } from 'typebox'
import { ok, route, type Route } from '../../platform/http/index.ts'
import type { JsonObject } from '../../platform/json.ts'
import { setupRoutes, type SetupRouting } from '../../platform/setup-routes.ts'
import { InstantShape, instant } from '../../platform/wire.ts'
import { OrderModelInput } from './order-model.ts'
import { listOrderModels } from './pattern.sql.ts'
import { compareOrderModel, saveOrderModel } from './save-order-model.ts'

const Comparison = Type.Object(
  {
    problems: Type.Array(Type.Object({ path: Type.String(), code: Type.String(), message: Type.String() }), {
      description: 'For these it would be refused',
    }),
    differences: Type.Array(
      Type.Object({
        code: Type.String(),
        change: Type.String({
          description: 'created, changed, unchanged; not_in_model: it stands, and stays',
        }),
      }),
    ),
  },
  { $id: 'OrderModelComparison', title: 'OrderModelComparison' },
)

/** Routes by which the patterns of a company are deployed together, compared with what stands, and listed by version. */
export function orderModelRoutes(routing: SetupRouting): Route[] {
  const { db } = routing
  return [
    ...setupRoutes(routing, {
      tag: 'Orders',
      read: 'setup:read',
      write: 'setup:write',
      noun: 'order model',
      path: 'order-models',
      schema: OrderModelInput,
      act: saveOrderModel,
      named: [],
      keyShape: 'n',
      shown: {
        version: Type.Optional(Type.Integer()),
        versions: Type.Optional(
          Type.Record(Type.String(), Type.Integer(), { description: 'Of which versions of patterns it is' }),
        ),
        deployedAt: Type.Optional(InstantShape),
      },
      async list(reading, companyId, { after, fetch }) {
        const rows = await reading.read(listOrderModels, {
          companyId,
          after: (after?.[0] as number | undefined) ?? 0,
          fetch: BigInt(fetch),
        })
        return rows.map(({ version, note, versions, body, deployed_at }) => ({
          key: [version],
          body: { version, note, versions, deployedAt: instant(deployed_at), ...(body as JsonObject) },
        }))
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/order-models/compare',
      operationId: 'compareOrderModel',
      summary: 'What deploying a model would change, and why it would be refused',
      description: 'Nothing is written.',
      tags: ['Orders'],
      scope: 'setup:read',
      body: OrderModelInput,
      responses: { 200: { description: 'The differences', schema: Comparison } },
      async handle({ companyId, body }) {
        return ok(await compareOrderModel(db, companyId, body))
      },
    }),
  ]
}
