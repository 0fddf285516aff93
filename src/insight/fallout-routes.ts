import { Type } from 'typebox'
import { orderNumber } from '../orders/index.ts'
import type { Database } from '../platform/database/index.ts'
import { ok, pageParameters, pageRequest, route, type Route } from '../platform/http/index.ts'
import { listReply } from '../platform/list-reply.ts'
import { encodeId } from '../platform/public-id.ts'
import { IdShape, instant, InstantShape, listOf, money, MoneyShape, orNull } from '../platform/wire.ts'
import { listFalloutTasks, readFallout } from './fallout.sql.ts'

/** Most causes that are told. */
const MOST_CAUSES = 500n

const Fallout = Type.Object(
  {
    causes: Type.Array(
      Type.Object({
        cause: Type.String({ description: 'By which `bulk-jobs` chooses' }),
        kind: Type.String({ description: 'Of the tasks' }),
        problem: Type.String({ description: 'Of the first of them' }),
        tasks: Type.Integer(),
        orders: Type.Integer(),
        stopped: Type.Integer({ description: 'Of the tasks: of orders that are held or suspended' }),
        atRisk: Type.Object(MoneyShape.properties, {
          description: 'What these orders are worth, in the currency of the books',
        }),
        oldestPlacedAt: orNull(InstantShape),
      }),
      { description: 'The costliest first' },
    ),
  },
  { $id: 'Fallout', title: 'Fallout' },
)

const FalloutTask = Type.Object(
  {
    orderId: IdShape,
    number: Type.String(),
    taskId: IdShape,
    kind: Type.String(),
    name: orNull(Type.String()),
    problem: Type.String(),
    lineNos: Type.Array(Type.Integer()),
    state: Type.String({ description: 'Of the order' }),
    status: Type.String(),
    holds: Type.Integer(),
    total: MoneyShape,
    statuses: Type.Array(Type.String(), { description: 'With which it may be ended by hand' }),
  },
  { title: 'FalloutTask' },
)

/** Routes of what failed for good, by cause; for credentials that see all rows. */
export function falloutRoutes(db: Database): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/v1/fallout',
      operationId: 'readFallout',
      summary: 'What failed for good, by cause: tasks, orders and the money at risk',
      description:
        'A cause is the kind of task and what went wrong, without the numbers and names in it. What is done about all of it at once: `POST /bulk-jobs` with `cause`, and before it `/bulk-jobs/preview`.',
      tags: ['Operations'],
      scope: 'operations:read',
      responses: { 200: { description: 'The causes', schema: Fallout } },
      async handle({ companyId }) {
        const rows = await db.read(readFallout, { companyId, most: MOST_CAUSES })
        const causes = rows.map(({ cause, kind, problem, ...row }) => ({
          cause,
          kind,
          problem,
          tasks: Number(row.tasks),
          orders: Number(row.orders),
          stopped: Number(row.stopped),
          atRisk: money(row.at_risk, row.currency!),
          oldestPlacedAt: row.since === null ? null : instant(row.since),
        }))
        return ok({ causes })
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/fallout/tasks',
      operationId: 'listFalloutTasks',
      summary: 'Tasks that failed for good of one cause',
      tags: ['Operations'],
      scope: 'operations:read',
      query: Type.Object({
        ...pageParameters,
        cause: Type.String({ pattern: '^[0-9a-f]{32}$', form: 'a cause, as GET /fallout tells it' }),
      }),
      responses: { 200: { description: 'A page', schema: listOf(FalloutTask, 'FalloutTasks') } },
      async handle(asked) {
        const { after, limit } = pageRequest(asked, 'bb')
        const [afterOrder = 0n, afterTask = 0n] = (after ?? []) as bigint[]
        const { companyId, query } = asked
        const most = BigInt(limit + 1)
        const rows = await db.read(listFalloutTasks, {
          companyId,
          cause: query.cause,
          afterOrder,
          afterTask,
          most,
        })
        const page = rows.slice(0, limit)
        const last = page.at(-1)
        const next = rows.length > limit ? [last!.order_id, last!.task_id] : null
        return listReply(
          asked,
          page.map((row) => ({
            orderId: encodeId('ord', row.order_id),
            number: orderNumber(row.order_id),
            taskId: encodeId('tsk', row.task_id),
            kind: row.kind,
            name: row.name,
            problem: row.problem,
            lineNos: row.line_nos,
            state: row.state,
            status: row.status,
            holds: row.holds,
            total: money(row.total, row.currency),
            statuses: ((row.statuses ?? []) as [string, string][])
              .filter(([, to]) => to === 'next')
              .map(([code]) => code),
          })),
          next,
        )
      },
    }),
  ]
}
