import { readTakenReturns } from '../../fulfillment/index.ts'
import { returnGoods, type AgreedBack, type ReturnLine } from '../../orchestration/index.ts'
import type { Order } from '../../orders/index.ts'
import type { Json } from '../../platform/json.ts'
import { allocate, formatAmount, parseAmount, type Micro } from '../../platform/money.ts'
import type { Problem } from '../../platform/outcome.ts'
import { decodeId, encodeId } from '../../platform/public-id.ts'
import { aboutOrder, type KnownOrders } from './follow-orders.ts'
import { firstOfKeys } from './message.sql.ts'
import type { MappedReturn } from './port.ts'
import { actorOf } from './take-message.ts'
import {
  BACKGROUND,
  failed,
  keyOf,
  keysOf,
  nameOf,
  outcomeOf,
  type Of,
  type Verdict,
  type Verdicts,
  type WorkOffOptions,
} from './work.ts'

type Back = Of<'return'> & { order: Order; lines: ReturnLine[]; agreed: AgreedBack | undefined }

/** Goods that came back: credited at what was paid, once for each return of the shop (C-27). */
export async function takeBack(
  all: readonly Of<'return'>[],
  known: KnownOrders,
  { db, door }: WorkOffOptions,
  verdicts: Verdicts,
): Promise<void> {
  const since = await firstSaid(all, db)
  const sound: Back[] = []
  const without: Back[] = []
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
    const byItem = mapped.lines.map((line, index) => linesBack(line, index, found.order, problems))
    const lines = byItem.flat()
    const back = { ...one, order: found.order, lines, agreed: agreedOf(mapped, byItem) }
    const verdict: Verdict | undefined =
      problems.length > 0 ? { outcome: 'failed', problems } : withoutCredit(back)
    if (verdict) verdicts.set(work.id, { ...verdict, ...aboutOrder(found) })
    if (!verdict) sound.push(back)
    else if (lines.length === 0) without.push(back)
  }
  await nameCredited(without, since, db, verdicts)
  const requests = sound.map(({ work, mapped, order, lines, agreed }) => ({
    companyId: work.companyId,
    actor: actorOf(work.channel.code),
    orderId: order.id,
    account: null,
    currency: null,
    reason: mapped.reason,
    on: null,
    series: null,
    lines,
    ...(agreed && { agreed }),
    asked: { source: work.channel.source, name: mapped.name, since: since.get(nameOf(work, work.key))! },
    // The shop tells of one return again and again: its goods come back once.
    key: keyOf(work, `returnGoods ${order.id}`, mapped.name),
  }))
  const outcomes = await door.requestAll(returnGoods, requests, BACKGROUND)
  for (const [index, { work, mapped, order }] of sound.entries()) {
    const verdict = outcomeOf(outcomes[index]!, ({ answer }): Verdict => {
      const differs = creditProblems(answer, mapped.credit, order.currency)
      const { creditMemoId } = answer as { creditMemoId: string | null }
      return {
        // It is booked, and not what the shop gave back: a person decides on the difference.
        outcome: differs.length > 0 ? 'failed' : 'accepted',
        problems: [...mapped.problems, ...linkProblems(answer), ...differs],
        ...(creditMemoId === null ? {} : { creditMemoId: decodeId('inv', creditMemoId)! }),
      }
    })
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

/** When the channel first spoke of each return: what a person takes back from then on may be what it waits for. */
async function firstSaid(all: readonly Of<'return'>[], db: WorkOffOptions['db']): Promise<Map<string, Date>> {
  if (all.length === 0) return new Map()
  const rows = await db.read(firstOfKeys, keysOf(all.map(({ work }) => ({ work, key: work.key }))))
  return new Map(rows.map((row) => [`${row.channel_id}/${row.key}`, row.first_at]))
}

/**
 * Returns of which the sender accepts nothing, although goods came back and were credited here since it was asked: what is in the
 * books stays, and a person decides.
 */
async function nameCredited(
  all: readonly Back[],
  since: ReadonlyMap<string, Date>,
  db: WorkOffOptions['db'],
  verdicts: Verdicts,
): Promise<void> {
  const keys = new Map(
    all.map(({ work: { companyId }, order }) => [
      `${companyId}/${order.id}`,
      { companyId, causeId: order.id },
    ]),
  )
  const taken = await readTakenReturns(db, [...keys.values()])
  for (const { work, mapped, order } of all) {
    const first = since.get(nameOf(work, work.key))!
    const credited = (taken.get(`${work.companyId}/${order.id}`) ?? []).find(({ asked, recordedAt }) =>
      asked === null
        ? recordedAt !== null && recordedAt >= first
        : asked.source === work.channel.source && asked.name === mapped.name,
    )
    if (!credited) continue
    const verdict = verdicts.get(work.id)!
    const message = `${encodeId('ret', credited.id)} was credited here since it was asked for, and the shop accepts nothing of it: what is booked stays`
    const problems = [...verdict.problems, { path: '/return', code: 'credited_before', message }]
    verdicts.set(work.id, { ...verdict, outcome: 'failed', problems })
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
  // Of an exchange the order that replaces the goods takes what is given back.
  if (credit !== 0n || (mapped.replacedBy ?? []).length > 0) return undefined
  const numbers = new Set(lines.map(({ lineNo }) => lineNo))
  if (order.lines.every((line) => !numbers.has(line.lineNo) || line.net + line.tax === 0n)) return undefined
  const message = 'the shop took goods back and refunds nothing: take them in here at the price that is due'
  return { outcome: 'failed', problems: [...problems, { path: REFUNDS, code: 'nothing_refunded', message }] }
}

/** What the shop gives back by line of the order: of an item that is on several, in proportion to what of it comes back. */
function agreedOf(
  { lines, agreed }: Back['mapped'],
  byItem: readonly ReturnLine[][],
): AgreedBack | undefined {
  if (!agreed) return undefined
  const nets = byItem.flatMap((own, index) =>
    own.length === 0
      ? []
      : allocate(
          lines[index]!.net ?? 0n,
          own.map(({ quantity }) => quantity),
        ),
  )
  return { nets, ...agreed }
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

/** Somebody took the goods back here before the sender said that they came. */
function linkProblems(answer: Json): Problem[] {
  const { id, takenBefore } = answer as { id: string; takenBefore?: true }
  if (!takenBefore) return []
  const message = `${id} took these goods back since it was asked for: it is the same return, and nothing is done twice`
  return [{ path: '/return', code: 'taken_before', message }]
}

/** We credit what the shop gives back, never more than was paid; where that is another sum, somebody has to know. */
function creditProblems(answer: Json, credit: bigint | null, currency: string): Problem[] {
  const { total } = answer as { total: { amount: string } | null }
  if (credit === null || total === null || parseAmount(total.amount, currency) === credit) return []
  const message = `the shop refunds ${formatAmount(credit, currency)}, what is credited for it is ${total.amount}`
  return [{ path: REFUNDS, code: 'refund_differs', message }]
}
