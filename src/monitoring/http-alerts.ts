import { Type } from 'typebox'
import { actorOf, shownActor } from '../platform/auth/index.ts'
import type { Database, RowOf } from '../platform/database/index.ts'
import {
  accessIn,
  allows,
  ok,
  page,
  pageParameters,
  pageRequest,
  problem,
  route,
  type Principal,
  type Route,
  type Scope,
} from '../platform/http/index.ts'
import { readClock } from '../platform/platform.sql.ts'
import { encodeId, orderNumber } from '../platform/public-id.ts'
import { instant, listOf, money } from '../platform/wire.ts'
import {
  changeAlert,
  listAlerts,
  listMessages,
  readAlert,
  readAlertChanges,
  writeTestMessages,
} from './alerts.sql.ts'
import { AlertDetailShape, AlertShape, MessageShape, StuckOrderShape } from './alert-shapes.ts'
import type { Thresholds } from './condition.ts'
import { isStuck, pageOf, readStuck } from './conditions.ts'
import { mustOperateAll } from './http-jobs.ts'
import type { Target } from './messages.ts'

const STATES = ['open', 'acknowledged', 'resolved'] as const
const Id = Type.Object({
  id: Type.String({ pattern: '^[0-9]{1,18}$', form: 'a whole number of at most 18 digits' }),
})
const whenKnown = (time: Date | null) => (time === null ? null : instant(time))

export interface AlertRouteOptions {
  db: Database
  targets: readonly Target[]
  thresholds: Thresholds
}

/** Alerts and the messages about them; orders that are stuck. */
export function alertRoutes({ db, targets, thresholds }: AlertRouteOptions): Route[] {
  const common = { tags: ['monitoring'], scope: 'operations:read', company: false } as const
  const clock = async () => (await db.read(readClock, {}))[0]!.now
  const names = targets.map((target) => target.name)

  const detail = async (principal: Principal, id: bigint) => {
    const companyIds = seenBy(principal, 'operations:read')
    const [row] = await db.read(readAlert, { companyIds, id })
    if (!row) return undefined
    const [changes, messages] = await Promise.all([
      db.read(readAlertChanges, { companyId: row.company_id, id }),
      db.read(listMessages, { companyIds: [row.company_id], alertId: id, after: null, most: 100n }),
    ])
    return {
      ...shown(row, principal),
      changes: changes.map(({ at, state, actor, note }) => ({
        at: instant(at),
        state,
        by: shownActor(actor),
        note,
      })),
      messages: messages.map(message),
    }
  }

  const change = (verb: string, state: 'acknowledged' | 'resolved', summary: string) =>
    route({
      ...common,
      method: 'POST',
      url: `/api/v1/monitoring/alerts/:id/${verb}`,
      operationId: `${verb}Alert`,
      summary,
      description: 'What concerns the whole installation is for those who may operate every company.',
      scope: 'operations:write',
      params: Id,
      body: Type.Object({ note: Type.String({ minLength: 1, maxLength: 1000 }) }),
      responses: { 200: { description: 'The alert', schema: AlertDetailShape } },
      problems: ['not_found', 'company_forbidden'],
      async handle({ params, body, principal }) {
        const id = BigInt(params.id)
        const [of] = await db.read(readAlert, { companyIds: seenBy(principal, 'operations:read'), id })
        if (of?.company_id === 0n) await mustOperateAll(db, principal)
        await db.read(changeAlert, {
          // What concerns every company was asked above.
          companyIds: of?.company_id === 0n ? [0n] : operatedBy(principal, 'operations:write'),
          id,
          state,
          now: await clock(),
          actor: actorOf(principal),
          note: body.note,
          targets: names,
        })
        const found = await detail(principal, id)
        return found === undefined ? problem('not_found') : ok(found)
      },
    })

  return [
    route({
      ...common,
      method: 'GET',
      url: '/api/v1/monitoring/alerts',
      operationId: 'listAlerts',
      summary: 'What is wrong, the newest first',
      description: 'Those that are not resolved, unless `state` says otherwise.',
      query: Type.Object({
        ...pageParameters,
        state: Type.Optional(Type.Union(STATES.map((state) => Type.Literal(state)))),
      }),
      responses: { 200: { description: 'Alerts', schema: listOf(AlertShape, 'AlertList') } },
      async handle(request) {
        const { principal, query } = request
        const at = pageRequest(request, 'b')
        const rows = await db.read(listAlerts, {
          companyIds: seenBy(principal, 'operations:read'),
          states: query.state === undefined ? ['open', 'acknowledged'] : [query.state],
          after: (at.after?.[0] as bigint | undefined) ?? null,
          most: BigInt(at.fetch),
        })
        const found = page(request, at, rows, (row) => [row.id])
        return ok({ rows: found.rows.map((row) => shown(row, principal)), next: found.next }, found.headers)
      },
    }),
    route({
      ...common,
      method: 'GET',
      url: '/api/v1/monitoring/alerts/:id',
      operationId: 'readAlert',
      summary: 'One alert, with who did what about it, and whom it was told',
      params: Id,
      responses: { 200: { description: 'The alert', schema: AlertDetailShape } },
      problems: ['not_found'],
      async handle({ params, principal }) {
        const found = await detail(principal, BigInt(params.id))
        return found === undefined ? problem('not_found') : ok(found)
      },
    }),
    change('acknowledge', 'acknowledged', 'Say that somebody looks after an alert'),
    change(
      'resolve',
      'resolved',
      'Say that an alert is settled; it is raised again when it was gone and comes back',
    ),
    route({
      ...common,
      method: 'GET',
      url: '/api/v1/monitoring/messages',
      operationId: 'listAlertMessages',
      summary: 'Messages about alerts: sent, waiting, failed; the newest first',
      query: Type.Object(pageParameters),
      responses: { 200: { description: 'Messages', schema: listOf(MessageShape, 'AlertMessageList') } },
      async handle(request) {
        const at = pageRequest(request, 'b')
        const rows = await db.read(listMessages, {
          companyIds: seenBy(request.principal, 'operations:read'),
          alertId: null,
          after: (at.after?.[0] as bigint | undefined) ?? null,
          most: BigInt(at.fetch),
        })
        const found = page(request, at, rows, (row) => [row.id])
        return ok({ rows: found.rows.map(message), next: found.next }, found.headers)
      },
    }),
    route({
      ...common,
      method: 'POST',
      url: '/api/v1/monitoring/alerts/test',
      operationId: 'testAlerts',
      summary: 'Send a test message to every target, to see that it arrives',
      scope: 'operations:write',
      responses: {
        200: {
          description: 'The targets that get one; see `/monitoring/messages` for how it went',
          schema: Type.Object({ targets: Type.Array(Type.String()) }),
        },
      },
      problems: ['company_forbidden'],
      async handle({ principal }) {
        await mustOperateAll(db, principal)
        await db.read(writeTestMessages, { targets: names, now: await clock(), actor: actorOf(principal) })
        return ok({ targets: names })
      },
    }),
    route({
      ...common,
      company: true,
      method: 'GET',
      url: '/api/v1/monitoring/stuck-orders',
      operationId: 'listStuckOrders',
      summary: 'Open orders that have not changed for long, since when, and what each waits for',
      query: Type.Object({
        ...pageParameters,
        hours: Type.Optional(Type.Integer({ minimum: 1, maximum: 8760 })),
      }),
      responses: { 200: { description: 'Orders, by id', schema: listOf(StuckOrderShape, 'StuckOrderList') } },
      async handle(request) {
        const { query, companyId } = request
        const at = pageRequest(request, 'b')
        const orders = await readStuck(db, {
          now: await clock(),
          hours: query.hours ?? thresholds.stuckHours,
          companyId,
          after: (at.after?.[0] as bigint | undefined) ?? 0n,
          most: BigInt(at.fetch),
        })
        const found = page(request, at, orders, (order) => [order.orderId])
        const rows = found.rows.map((order) => ({
          orderId: encodeId('ord', order.orderId),
          orderNumber: orderNumber(order.orderId),
          status: order.status,
          since: instant(order.since),
          waitsFor: order.waitsFor,
          stuck: isStuck(order),
          problem: order.problem,
          total: money(order.atRisk.amount, order.atRisk.currency),
        }))
        return ok({ rows, next: found.next }, found.headers)
      },
    }),
  ]
}

/** The companies whose alerts somebody sees; what concerns the whole installation is seen by all who operate. */
function seenBy(principal: Principal, scope: Scope): bigint[] {
  const own = operatedBy(principal, scope)
  return own.length > 0 || allows(accessIn(principal.identity, 0n), scope) ? [0n, ...own] : []
}

function operatedBy({ identity, companies }: Principal, scope: Scope): bigint[] {
  return companies.map((company) => company.id).filter((id) => allows(accessIn(identity, id), scope))
}

function shown(row: RowOf<typeof listAlerts>, { companies }: Principal) {
  return {
    id: String(row.id),
    company: companies.find((company) => company.id === row.company_id)?.code ?? null,
    condition: row.condition,
    subject: row.subject,
    severity: row.severity,
    says: row.says,
    facts: row.facts,
    atRisk: row.at_risk === null || row.currency === null ? null : money(row.at_risk, row.currency),
    state: row.state,
    standing: row.standing,
    raised: row.episode,
    seen: Number(row.seen),
    raisedAt: instant(row.raised_at),
    lastSeenAt: instant(row.last_seen_at),
    resolvedAt: whenKnown(row.resolved_at),
    page: `docs/operating/${pageOf(row.condition)}`,
  }
}

function message(row: RowOf<typeof listMessages>) {
  return {
    id: `alert_${row.id}`,
    alertId: row.alert_id === 0n ? null : String(row.alert_id),
    event: row.event,
    target: row.target,
    state: row.state,
    attempts: row.attempts,
    madeAt: instant(row.made_at),
    sentAt: whenKnown(row.sent_at),
    problem: row.problem,
  }
}
