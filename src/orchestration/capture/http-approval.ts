import { Type } from 'typebox'
import type { Door } from '../../platform/batch/index.ts'
import type { Database } from '../../platform/database/index.ts'
import {
  approvalsOfOrder,
  delegationsTo,
  listApprovals,
  readOrderSizes,
  shownLevel,
  standingFor,
} from '../../orders/index.ts'
import { businessDate, readCompanies } from '../../organization/index.ts'
import {
  defineProblems,
  pageParameters,
  pageRequest,
  route,
  type Principal,
  type Route,
} from '../../platform/http/index.ts'
import { readClock } from '../../platform/platform.sql.ts'
import { encodeId, orderNumber } from '../../platform/public-id.ts'
import { listReply } from '../../platform/list-reply.ts'
import { actorOf, shownActor } from '../../platform/auth/index.ts'
import { IdShape, listOf, money, MoneyShape, orNull } from '../../platform/wire.ts'
import { decideApproval } from './decide-approval.ts'
import { askedBy, idIn, IdIn, Input, namesOf, strict } from '../wire/http-input.ts'
import { keysOf, MOST_ROWS, outcomesOf, takeRows } from '../wire/http-rows.ts'

defineProblems({
  approval_refused: [422, 'The decision is incomplete.', 'Correct everything that `errors` names.'],
})

const Decision = strict(
  {
    orderId: IdIn,
    version: Type.Integer({ minimum: 1, description: 'Of the order that was looked at' }),
    outcome: Type.Union([Type.Literal('approve'), Type.Literal('reject'), Type.Literal('ask')], {
      description: 'ask: more is to be known, it goes on waiting',
    }),
    comment: Type.Optional(Type.String({ maxLength: 500, description: 'Needed unless it is approved' })),
  },
  'ApprovalDecisionInput',
)

/** What was said of one version that is shown; questions may be asked without end. */
const MOST_SAID = 50
/** Above every version. */
const NO_VERSION = 2_147_483_647n

const ApprovalRow = Type.Object(
  {
    orderId: IdShape,
    number: Type.String(),
    version: Type.Integer(),
    source: Type.String(),
    total: MoneyShape,
    rules: Type.Array(Type.String(), { description: 'Why it waits: code@version' }),
    level: Type.Integer({ description: 'Which of the levels is asked, from 1 on' }),
    levels: Type.Array(Type.String(), { description: 'Who is asked, in this order' }),
    agreed: Type.Array(Type.String(), { description: 'Who of a level of several has agreed' }),
    requestedBy: Type.String(),
    asked: orNull(Type.String({ description: 'What was asked last' })),
  },
  { title: 'ApprovalRow' },
)

const OrderApproval = Type.Object(
  {
    version: Type.Integer({ description: 'Of the order that was to be looked at' }),
    state: Type.String({ description: 'pending, approved, rejected or withdrawn' }),
    total: MoneyShape,
    rules: Type.Array(Type.String(), { description: 'Why it waits or waited: code@version' }),
    level: Type.Integer({ description: 'Which of the levels is or was asked last, from 1 on' }),
    levels: Type.Array(Type.String(), { description: 'Who is asked, in this order' }),
    agreed: Type.Array(Type.String(), { description: 'Who of a level of several has agreed' }),
    requestedBy: Type.String(),
    decisions: Type.Array(
      Type.Object({
        level: Type.Integer(),
        outcome: Type.String({ description: 'approve, reject or ask' }),
        actor: Type.String(),
        comment: orNull(Type.String()),
        onBehalfOf: Type.Array(Type.String(), { description: 'Who was away and had named the actor' }),
      }),
      { description: `In their order; the last ${MOST_SAID}` },
    ),
  },
  { title: 'OrderApproval' },
)

/** The routes by which people look at orders that wait for approval, and decide on them. */
export function approvalRoutes({ door, db }: { door: Door; db: Database }): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/v1/approvals',
      operationId: 'listApprovals',
      summary: 'Orders that wait for approval, oldest first',
      description:
        '`mine=true`: those on which the caller could decide, by its scopes, its roles or its name.',
      tags: ['Orders'],
      scope: 'orders:read',
      query: Type.Object({ ...pageParameters, mine: Type.Optional(Type.Boolean()) }),
      responses: { 200: { description: 'A page', schema: listOf(ApprovalRow, 'ApprovalList') } },
      async handle(asked) {
        const { companyId, principal, query } = asked
        const { limit, after, fetch } = pageRequest(asked, 'b')
        const names = query.mine === true ? await namesOfDay(db, companyId, principal) : []
        const found = await db.read(listApprovals, {
          companyId,
          afterOrder: (after?.[0] as bigint | undefined) ?? 0n,
          mine: query.mine === true,
          actor: actorOf(principal),
          names,
          anybody: names.includes('admin'),
          fetch: BigInt(fetch),
        })
        const rows = found.slice(0, limit)
        const shown = rows.map((row) => ({
          orderId: encodeId('ord', row.order_id),
          number: orderNumber(row.order_id),
          version: row.version,
          source: row.source,
          total: money(row.total, row.currency),
          rules: row.rules,
          level: row.level + 1,
          levels: row.levels.map(shownLevel),
          agreed: row.agreed.map(shownLevel),
          requestedBy: shownActor(row.requested_by),
          asked: row.outcome === 'ask' ? row.comment : null,
        }))
        return listReply(asked, shown, found.length > limit ? [rows.at(-1)!.order_id] : null)
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/orders/:id/approvals',
      operationId: 'listOrderApprovals',
      summary: 'Who was asked about an order, who answered and why, newest version first',
      tags: ['Orders'],
      scope: 'orders:read',
      params: Type.Object({ id: IdIn }),
      query: Type.Object(pageParameters),
      responses: { 200: { description: 'A page', schema: listOf(OrderApproval, 'OrderApprovalList') } },
      async handle(asked) {
        const { limit, after, fetch } = pageRequest(asked, 'b')
        const found = await db.read(approvalsOfOrder, {
          companyId: asked.companyId,
          orderId: idIn('ord', asked.params.id),
          beforeVersion: Number((after?.[0] as bigint | undefined) ?? NO_VERSION),
          said: BigInt(MOST_SAID),
          fetch: BigInt(fetch),
        })
        const rows = found.slice(0, limit)
        const shown = rows.map((row) => ({
          version: row.version,
          state: row.state,
          total: money(row.total, row.currency),
          rules: row.rules,
          level: row.level + 1,
          levels: row.levels.map(shownLevel),
          agreed: row.agreed.map(shownLevel),
          requestedBy: shownActor(row.requested_by),
          decisions: (row.decisions as unknown as Said[]).map(({ level, actor, onBehalfOf, ...said }) => ({
            level: level + 1,
            actor: shownActor(actor),
            onBehalfOf: onBehalfOf.map(shownActor),
            ...said,
          })),
        }))
        return listReply(asked, shown, found.length > limit ? [BigInt(rows.at(-1)!.version)] : null)
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/approvals/decisions',
      operationId: 'decideApprovals',
      summary: 'Approve, reject or ask about orders that wait',
      description:
        'Each row is decided on its own. The last approval agrees the order; a rejection makes it a draft again, with the comment in its history. Who handed an order over does not decide on it; who is asked at a later level may speak for the earlier ones.',
      tags: ['Orders'],
      scope: 'orders:read',
      idempotencyKey: 'required',
      input: 'raw',
      body: Type.Array(Decision, { minItems: 1, maxItems: MOST_ROWS }),
      responses: {
        200: { description: 'An outcome for each row, in order.', schema: outcomesOf('ApprovalOutcomes') },
      },
      problems: ['approval_refused', 'idempotency_key_reused'],
      async handle(request) {
        const by = askedBy(request, 'decideApprovals')
        const names = namesOf(request.principal)
        const input = new Input()
        const { companyId } = by
        const rows = input.body(request.parse()).map((row, index) => ({
          ...row,
          orderId: input.id(`/${index}/orderId`, 'ord', row.orderId),
        }))
        const sizes = await readOrderSizes(
          db,
          rows.map(({ orderId }) => ({ companyId, orderId })),
        )
        const requests = rows.map((row, index) => ({
          companyId,
          actor: by.actor,
          ...keysOf(by, index),
          names,
          orderId: row.orderId,
          orderLines: sizes.get(`${companyId}/${row.orderId}`) ?? 0,
          version: row.version,
          outcome: row.outcome,
          comment: row.comment ?? null,
        }))
        return takeRows((asked, options) => door.requestAll(decideApproval, asked, options), requests, input)
      },
    }),
  ]
}

interface Said {
  level: number
  outcome: string
  actor: string
  comment: string | null
  onBehalfOf: string[]
}

/** By which names somebody goes today, those of who is away and has named them with it. */
export async function namesOfDay(db: Database, companyId: bigint, principal: Principal): Promise<string[]> {
  const actor = actorOf(principal)
  const [delegations, companies, [clock]] = await Promise.all([
    delegationsTo(db, [{ companyId, actor }]),
    readCompanies(db, [companyId]),
    db.read(readClock, {}),
  ])
  const today = businessDate(companies.get(companyId)!, clock!.now)
  const standing = standingFor(delegations.get(`${companyId}/${actor}`) ?? [], today, [])
  return [...new Set([...namesOf(principal), ...standing.flatMap(({ names }) => names)])]
}
