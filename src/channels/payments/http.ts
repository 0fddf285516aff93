import { Type } from 'typebox'
import { findSourceOrders, readOrders } from '../../orders/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { ok, pageParameters, pageRequest, problem, route, type Route } from '../../platform/http/index.ts'
import { listReply } from '../../platform/list-reply.ts'
import { decodeId, encodeId } from '../../platform/public-id.ts'
import {
  IdShape,
  instant,
  InstantShape,
  listOf,
  money,
  moneyOrNull,
  MoneyShape,
  orNull,
} from '../../platform/wire.ts'
import { paymentsNamed, type Payment } from './payment.ts'
import { latestPayments, paymentsOfOrder, troubledPayments } from './payment.sql.ts'
import { PAYMENT_KINDS } from './port.ts'

const PaymentShown = Type.Object(
  {
    channel: Type.String(),
    transactionId: Type.String({ description: 'The own id of the shop; `…/void`: Docket gave it back' }),
    kind: Type.Union(PAYMENT_KINDS.map((kind) => Type.Literal(kind))),
    gateway: Type.String(),
    orderId: orNull(IdShape),
    externalId: Type.String({ description: 'The own id of the order in the shop' }),
    paymentId: Type.String({ description: 'The payment group of the order in the shop' }),
    method: Type.String(),
    amount: MoneyShape,
    about: orNull(Type.String({ description: 'The authorization that is voided or refunded' })),
    state: Type.String({
      description:
        'asking, unknown, approved, declined, partial, failed, closed, or released: an authorization that is voided',
    }),
    problem: orNull(Type.String()),
    reason: orNull(Type.String({ description: 'Why Docket gave it back' })),
    actor: Type.String(),
    beganAt: InstantShape,
    attempts: Type.Integer(),
    dueAt: orNull(InstantShape),
    answer: orNull(
      Type.Object({
        at: InstantShape,
        amount: orNull(MoneyShape),
        balance: orNull(MoneyShape),
        reference: orNull(Type.String({ description: 'The own id of the gateway' })),
        code: orNull(Type.String()),
        message: orNull(Type.String()),
      }),
    ),
  },
  { title: 'Payment' },
)
const Payments = listOf(PaymentShown, 'Payments')
const MOST_OF_ORDER = 200

/** Routes that show what payment gateways were asked for, and what they answered. */
export function paymentRoutes({ db }: { db: Database }): Route[] {
  const shownOf = async (companyId: bigint, names: readonly { channel_id: bigint; key: string }[]) => {
    const wanted = names.map(({ channel_id: channelId, key }) => ({ companyId, channelId, key }))
    const payments = await paymentsNamed(db, wanted)
    const found = new Map(payments.map((one) => [`${one.channelId}/${one.key}`, one]))
    const orders = await ordersOf(companyId, payments)
    return wanted.flatMap(({ channelId, key }) => {
      const payment = found.get(`${channelId}/${key}`)
      return payment ? [shown(payment, orders.get(`${payment.source}/${payment.orderKey}`))] : []
    })
  }

  async function ordersOf(companyId: bigint, payments: readonly Payment[]): Promise<Map<string, bigint>> {
    const bySource = Map.groupBy(payments, ({ source }) => source)
    const found = await Promise.all(
      [...bySource].map(async ([source, ofSource]) => {
        const keys = [...new Set(ofSource.map(({ orderKey }) => orderKey))]
        const ids = await findSourceOrders(db, companyId, source, keys)
        return [...ids].map(([key, id]): [string, bigint] => [`${source}/${key}`, id])
      }),
    )
    return new Map(found.flat())
  }

  return [
    route({
      method: 'GET',
      url: '/api/v1/payments',
      operationId: 'listPayments',
      summary: 'What payment gateways were asked for, the last first',
      tags: ['channels'],
      scope: 'operations:read',
      query: Type.Object({
        ...pageParameters,
        only: Type.Optional(
          Type.Literal('troubled', {
            description: 'Those in doubt, or that could not be carried out; by id',
          }),
        ),
      }),
      responses: { 200: { description: 'A page of payments', schema: Payments } },
      async handle(asked) {
        const { companyId, query } = asked
        if (query.only === 'troubled') {
          const request = pageRequest(asked, 'bs')
          const [afterChannel, afterKey] = (request.after ?? [null, null]) as [bigint, string] | [null, null]
          const rows = await db.read(troubledPayments, {
            companyId,
            afterChannel,
            afterKey,
            fetch: BigInt(request.fetch),
          })
          const last = rows.length > request.limit ? rows[request.limit - 1]! : null
          const page = await shownOf(companyId, rows.slice(0, request.limit))
          return listReply(asked, page, last && [last.channel_id, last.key])
        }
        const request = pageRequest(asked, 'bbs')
        const [beforeMs, beforeChannel, beforeKey] = (request.after ?? [null, null, null]) as
          | [bigint, bigint, string]
          | [null, null, null]
        const rows = await db.read(latestPayments, {
          companyId,
          beforeAt: beforeMs === null ? null : new Date(Number(beforeMs)),
          beforeChannel,
          beforeKey,
          fetch: BigInt(request.fetch),
        })
        const last = rows.length > request.limit ? rows[request.limit - 1]! : null
        const page = await shownOf(companyId, rows.slice(0, request.limit))
        return listReply(asked, page, last && [BigInt(last.began_at.getTime()), last.channel_id, last.key])
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/orders/:id/payments',
      operationId: 'listPaymentsOfOrder',
      summary: 'What payment gateways were asked for an order, the first first',
      tags: ['channels'],
      scope: 'operations:read',
      params: Type.Object({ id: Type.String({ maxLength: 40, description: 'ord_…' }) }),
      responses: { 200: { description: `At most ${MOST_OF_ORDER} payments`, schema: Payments } },
      problems: ['not_found'],
      async handle({ companyId, params }) {
        const orderId = decodeId('ord', params.id)
        if (orderId === undefined) return problem('not_found')
        const sections = { lines: false, holds: false, parts: 'sum' } as const
        const order = (await readOrders(db, [{ companyId, orderId }], sections)).get(
          `${companyId}/${orderId}`,
        )
        if (!order) return problem('not_found')
        const { source, externalId: orderKey } = order
        const rows = await db.read(paymentsOfOrder, {
          companyId,
          source,
          orderKey,
          fetch: BigInt(MOST_OF_ORDER),
        })
        return ok({ rows: await shownOf(companyId, rows), next: null })
      },
    }),
  ]
}

function shown(payment: Payment, orderId: bigint | undefined) {
  const { currency, answeredAt } = payment
  return {
    channel: payment.channel,
    transactionId: payment.key,
    kind: payment.kind,
    gateway: payment.gateway,
    orderId: orderId === undefined ? null : encodeId('ord', orderId),
    externalId: payment.orderKey,
    paymentId: payment.part,
    method: payment.method,
    amount: money(payment.amount, currency),
    about: payment.about,
    state: payment.state,
    problem: payment.problem,
    reason: payment.reason,
    actor: payment.actor,
    beganAt: instant(payment.beganAt),
    attempts: payment.attempt,
    dueAt: payment.dueAt && instant(payment.dueAt),
    answer: answeredAt && {
      at: instant(answeredAt),
      amount: moneyOrNull(payment.answerAmount, currency),
      balance: moneyOrNull(payment.balance, currency),
      reference: payment.reference,
      code: payment.code,
      message: payment.message,
    },
  }
}
