import { returnGoods, type ReturnLine } from '../../orchestration/index.ts'
import type { Order } from '../../orders/index.ts'
import type { Json } from '../../platform/json.ts'
import { formatAmount, parseAmount, type Micro } from '../../platform/money.ts'
import type { Problem } from '../../platform/outcome.ts'
import { aboutOrder, type KnownOrders } from './follow-orders.ts'
import type { MappedReturn } from './port.ts'
import { actorOf } from './take-message.ts'
import {
  BACKGROUND,
  failed,
  keyOf,
  nameOf,
  outcomeOf,
  type Of,
  type Verdict,
  type Verdicts,
  type WorkOffOptions,
} from './work.ts'

type Back = Of<'return'> & { order: Order; lines: ReturnLine[] }

/** Goods that came back: credited at what was paid, once for each return of the shop (C-27). */
export async function takeBack(
  all: readonly Of<'return'>[],
  known: KnownOrders,
  { door }: WorkOffOptions,
  verdicts: Verdicts,
): Promise<void> {
  const sound: Back[] = []
  for (const one of all) {
    const { work, mapped } = one
    const found = known.get(nameOf(work, mapped.order))
    if (!found) {
      verdicts.set(
        work.id,
        failed('unknown_order', `order ${mapped.order} is not here`, '/return/originatingOrder'),
      )
      continue
    }
    const problems: Problem[] = []
    const lines = mapped.lines.flatMap((line, index) => linesBack(line, index, found.order, problems))
    const back = { ...one, order: found.order, lines }
    const verdict: Verdict | undefined =
      problems.length > 0 ? { outcome: 'failed', problems } : withoutCredit(back)
    if (verdict) verdicts.set(work.id, { ...verdict, ...aboutOrder(found) })
    else sound.push(back)
  }
  const requests = sound.map(({ work, mapped, order, lines }) => ({
    companyId: work.companyId,
    actor: actorOf(work.channel.code),
    orderId: order.id,
    account: null,
    currency: null,
    reason: mapped.reason,
    on: null,
    series: null,
    lines,
    // The shop tells of one return again and again: its goods come back once.
    key: keyOf(work, `returnGoods ${order.id}`, mapped.name),
  }))
  const outcomes = await door.requestAll(returnGoods, requests, BACKGROUND)
  for (const [index, { work, mapped, order }] of sound.entries()) {
    const verdict = outcomeOf(outcomes[index]!, ({ answer }) => ({
      outcome: 'accepted',
      problems: [...mapped.problems, ...creditProblems(answer, mapped.credit, order.currency)],
    }))
    // Billing follows shipping within moments: what is not billed yet is asked for again.
    const early =
      verdict.problems.length > 0 && verdict.problems.every(({ code }) => code === 'not_billed_yet')
    verdicts.set(work.id, {
      ...verdict,
      ...(early ? { outcome: 'again' as const } : {}),
      ...aboutOrder(known.get(nameOf(work, mapped.order))),
    })
  }
}

const REFUNDS = '/return/refundMethodList'

/**
 * A return whose goods and whose money do not belong together: no credit of ours is right for it. Where money moved in the shop, or
 * goods came that it gives nothing for, it has failed, so that a person decides.
 */
function withoutCredit({ mapped, order, lines }: Back): Verdict | undefined {
  const { credit, problems } = mapped
  if (lines.length === 0) {
    if (credit === null || credit === 0n) return { outcome: 'kept', problems }
    const message = `the shop refunds ${formatAmount(credit, order.currency)}, and takes nothing back for it: credit it on account, or have the refund mended`
    return {
      outcome: 'failed',
      problems: [...problems, { path: REFUNDS, code: 'refunded_not_credited', message }],
    }
  }
  if (credit !== 0n) return undefined
  const numbers = new Set(lines.map(({ lineNo }) => lineNo))
  if (order.lines.every((line) => !numbers.has(line.lineNo) || line.net + line.tax === 0n)) return undefined
  const message = 'the shop took goods back and refunds nothing: take them in here at the price that is due'
  return { outcome: 'failed', problems: [...problems, { path: REFUNDS, code: 'nothing_refunded', message }] }
}

/** The lines of the order that an item of the shop became, filled in their order. */
function linesBack(
  { line, quantity, restock }: MappedReturn,
  index: number,
  order: Order,
  problems: Problem[],
): ReturnLine[] {
  let left = quantity
  const lines = order.lines
    .filter(({ externalLineId }) => externalLineId === line || externalLineId?.startsWith(`${line}/`))
    .flatMap(({ lineNo, quantity: most }): ReturnLine[] => {
      const part: Micro = left < most ? left : most
      left -= part
      if (part <= 0n) return []
      const whole = { sku: null, fulfillmentLineId: null, location: null, unitPrice: null, unitCost: null }
      return [{ ...whole, lineNo, quantity: part, restock }]
    })
  if (left > 0n) {
    const message =
      lines.length === 0 ? `the order has no item ${line}` : `the order has less of item ${line}`
    const path = `/return/returnItemList/${index}`
    problems.push({ path, code: lines.length === 0 ? 'unknown_line' : 'more_than_shipped', message })
  }
  return lines
}

/** We credit what was paid; where the shop promised another sum, somebody has to know. */
function creditProblems(answer: Json, credit: bigint | null, currency: string): Problem[] {
  const { total } = answer as { total: { amount: string } }
  if (credit === null || parseAmount(total.amount, currency) === credit) return []
  const message = `the shop refunds ${formatAmount(credit, currency)}, what was paid for it is ${total.amount}`
  return [{ path: REFUNDS, code: 'refund_differs', message }]
}
