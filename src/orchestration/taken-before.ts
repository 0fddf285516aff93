import { answerRequest } from '../fulfillment/index.ts'
import type { Order } from '../orders/index.ts'
import type { Context } from '../platform/batch/index.ts'
import type { Answered } from '../platform/keyed.ts'
import { formatAmount, type Micro } from '../platform/money.ts'
import { refuse, type Refusal } from '../platform/outcome.ts'
import { encodeId } from '../platform/public-id.ts'
import { orderOf, touch } from './progress.ts'
import type { ReturnFacts, ReturnRequest } from './returned.ts'

/**
 * Goods that a person took back while a sender waits for them (C-28): when the sender says that they came, it is the same return if
 * it is of the same goods, and nothing is done twice. Of other quantities nobody knows whether it is the same: a person decides.
 *
 * @returns undefined when nothing was taken back for it
 */
export function takenBefore(
  request: ReturnRequest,
  facts: ReturnFacts,
  context: Context,
): Answered | Refusal | undefined {
  const { companyId, orderId, asked, actor, reason } = request
  if (!asked || orderId === null) return undefined
  const order = orderOf(facts.progress, { companyId, orderId })
  if (!order) return undefined
  const wanted = quantities(request.lines)
  const lineOf = new Map(order.parts.map((part) => [part.id, part.lineNo]))
  const since = (facts.taken.get(`${companyId}/${orderId}`) ?? []).flatMap((one) => {
    if (one.asked || !one.recordedAt || one.recordedAt < asked.since) return []
    const lines = one.lines.map(({ sourceId, quantity }) => ({
      lineNo: (sourceId === null ? undefined : lineOf.get(sourceId)) ?? null,
      quantity,
    }))
    return [{ one, of: quantities(lines) }]
  })
  const same = since.find(
    ({ of }) => of.size === wanted.size && [...wanted].every(([no, much]) => of.get(no) === much),
  )
  if (!same) {
    const touching = since.find(({ of }) => [...wanted.keys()].some((no) => of.has(no)))
    if (!touching) return undefined
    const named = encodeId('ret', touching.one.id)
    return refuse('return_refused', [
      {
        path: '/lines',
        code: 'taken_otherwise',
        message: `${named} took other quantities back since it was asked for`,
      },
    ])
  }
  const { one } = same
  const { source, name } = asked
  one.asked = { source, name }
  answerRequest({ companyId, causeId: orderId, returnId: one.id, asked: one.asked }, context)
  // Moves the revision: of two requests that are decided at once, one sees the other's answer.
  touch(
    facts.progress,
    order,
    { act: 'return', actor, reason },
    { changes: [['return_request', String(one.id), null, name]] },
  )
  return { ok: true, answer: answerOf(order, one, facts) }
}

function quantities(lines: readonly { lineNo: number | null; quantity: Micro }[]): Map<number | null, Micro> {
  const found = new Map<number | null, Micro>()
  for (const { lineNo, quantity } of lines) found.set(lineNo, (found.get(lineNo) ?? 0n) + quantity)
  return found
}

/** `creditMemoId`, `total`: what was credited for it; null where that cannot be told apart. */
function answerOf(
  { companyId, id, currency }: Order,
  one: { id: bigint; batch: bigint },
  { creditTotals }: ReturnFacts,
) {
  const credit = creditTotals.get(`${companyId}/${id}/${one.batch}`)
  return {
    id: encodeId('ret', one.id),
    orderId: encodeId('ord', id),
    takenBefore: true,
    creditMemoId: credit ? encodeId('inv', credit.creditMemoId) : null,
    total: credit ? { amount: formatAmount(credit.total, currency), currency } : null,
  }
}
