import { creditTotalAfter } from '../../billing/index.ts'
import { answerRequest, type ReturnAsked, type TakenReturn } from '../../fulfillment/index.ts'
import type { Order } from '../../orders/index.ts'
import type { Context } from '../../platform/batch/index.ts'
import type { Json } from '../../platform/json.ts'
import type { Answered } from '../../platform/keyed.ts'
import { formatAmount, type Micro } from '../../platform/money.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import { orderOf, touch, type Progress } from '../plan/progress.ts'
import type { ReturnFacts, ReturnRequest } from './returned.ts'

/**
 * Goods that a person took back while a sender waits for them (C-28): when the sender says that they came, it is the same return if
 * it is of the same goods, and nothing is done twice. Those that were found to answer it count together; of those that answer none yet,
 * one that is of the same goods, or all of them together. Of other quantities nobody knows whether it is the same: a person decides.
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
  const { source, name } = asked
  const wanted = quantities(request.lines)
  const all = facts.taken.get(`${companyId}/${orderId}`) ?? []
  const lineOf = new Map(order.parts.map((part) => [part.id, part.lineNo]))
  const sum = (taken: readonly TakenReturn[]) =>
    quantities(
      taken.flatMap(({ lines }) =>
        lines.map(({ sourceId, quantity }) => ({
          lineNo: (sourceId === null ? undefined : lineOf.get(sourceId)) ?? null,
          quantity,
        })),
      ),
    )
  const isWanted = (taken: readonly TakenReturn[]) => {
    const of = sum(taken)
    return of.size === wanted.size && [...wanted].every(([no, much]) => of.get(no) === much)
  }
  const own = all.filter((one) => one.asked?.source === source && one.asked.name === name)
  const free = all.filter(
    (one) =>
      !one.asked &&
      one.recordedAt !== null &&
      one.recordedAt >= asked.since &&
      [...wanted.keys()].some((no) => sum([one]).has(no)),
  )
  if (own.length === 0 && free.length === 0) return undefined
  const tries = own.length > 0 ? [own, [...own, ...free]] : [...free.map((one) => [one]), free]
  const same = tries.find(isWanted)
  if (!same) {
    const named = [...own, ...free].map(({ id }) => encodeId('ret', id)).slice(0, MOST_NAMED)
    return refuse('return_refused', [
      {
        path: '/lines',
        code: 'taken_otherwise',
        message: `${named.join(', ')} took other quantities back since it was asked for`,
      },
    ])
  }
  answerWith(
    same.filter((one) => !one.asked),
    { asked: { source, name }, order, act: { act: 'return', actor, reason } },
    facts.progress,
    context,
  )
  return { ok: true, answer: answerOf(order, same, facts) }
}

/** So many returns a refusal names. */
const MOST_NAMED = 10

/** From now on these returns answer that request, and no other. */
export function answerWith(
  returns: readonly TakenReturn[],
  {
    asked,
    order,
    act,
  }: { asked: ReturnAsked; order: Order; act: { act: string; actor: string; reason?: string } },
  progress: Progress,
  context: Context,
): void {
  if (returns.length === 0) return
  const { companyId, id: causeId } = order
  for (const one of returns) {
    one.asked = asked
    answerRequest({ companyId, causeId, returnId: one.id, asked }, context)
  }
  // Moves the revision: of two requests that are decided at once, one sees the other's answer.
  const changes = returns.map(({ id }): Json => ['return_request', String(id), null, asked.name])
  touch(progress, order, act, { changes })
}

function quantities(lines: readonly { lineNo: number | null; quantity: Micro }[]): Map<number | null, Micro> {
  const found = new Map<number | null, Micro>()
  for (const { lineNo, quantity } of lines) found.set(lineNo, (found.get(lineNo) ?? 0n) + quantity)
  return found
}

/** `total`: what was credited for them, `creditMemoId` by which memo; null where that is not known yet, or by several. */
function answerOf(
  { companyId, id, currency }: Order,
  taken: readonly TakenReturn[],
  { creditTotals }: ReturnFacts,
) {
  const totals = creditTotals.get(`${companyId}/${id}`)
  const credits = taken.flatMap((one) => creditTotalAfter(totals, one) ?? [])
  const isKnown = credits.length === taken.length
  const total = credits.reduce((sum, one) => sum + one.total, 0n)
  return {
    id: encodeId('ret', taken[0]!.id),
    orderId: encodeId('ord', id),
    takenBefore: true,
    creditMemoId: isKnown && credits.length === 1 ? encodeId('inv', credits[0]!.creditMemoId) : null,
    total: isKnown ? { amount: formatAmount(total, currency), currency } : null,
  }
}
