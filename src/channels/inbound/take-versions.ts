import { cancelOrder, type CancelLine } from '../../orchestration/index.ts'
import { readOrders, type Order } from '../../orders/index.ts'
import { open } from '../../platform/blob.ts'
import type { Json } from '../../platform/json.ts'
import { formatAmount, parseAmount } from '../../platform/money.ts'
import type { Problem } from '../../platform/outcome.ts'
import { onTheirWay } from './follow-orders.ts'
import { lowered, type LoweredLine } from './lowered.ts'
import { ordersOfKeys, readBodies } from './message.sql.ts'
import type { Mapped } from './port.ts'
import {
  paysElsewhere,
  readReplacing,
  receivePayments,
  untaken,
  wasReplaced,
  type PaidOrder,
  type ReplacingPayment,
} from './receive-payments.ts'
import { actorOf } from './take-message.ts'
import { understand } from './understand.ts'
import {
  BACKGROUND,
  keyOf,
  keysOf,
  nameOf,
  outcomeOf,
  type Of,
  type Verdict,
  type Verdicts,
  type Work,
  type WorkOffOptions,
} from './work.ts'

type MappedOrder = Extract<Mapped, { what: 'order' }>

interface Standing {
  order: Order
  version: bigint | null
  /** As its message said it; null: that can be read no more. */
  mapped: MappedOrder | null
  /** Payments that took the place of one in the store before, */
  replacing: readonly ReplacingPayment[]
  /** as they are kept: without those of versions that are being worked off. */
  kept: readonly ReplacingPayment[]
}

/** The whole of a message that was cut is not asked for again: today's answer is not what it said. */
const ASK_NOBODY = { signal: AbortSignal.abort(), allowPrivate: false }

/**
 * Versions of orders that are here (C-14, C-26). One that only takes away is carried out as a cancellation of lines while
 * nothing of the order has left; whatever else changed stands in the log, where a person sees it.
 */
export async function takeVersions(
  all: readonly Of<'order'>[],
  options: WorkOffOptions,
  verdicts: Verdicts,
): Promise<void> {
  if (all.length === 0) return
  const { db, door } = options
  // The oldest version first, each compared with the one before it.
  const inOrder = all.toSorted((one, other) => Number((one.work.version ?? 0n) - (other.work.version ?? 0n)))
  const firsts = new Map(
    all
      .toSorted((one, other) => Number(other.work.id - one.work.id))
      .map(({ work }) => [nameOf(work, work.key), work]),
  )
  const [standing, earlier] = await Promise.all([
    readStanding(all, options),
    // Another server, or this very batch, may have an earlier version in hand.
    onTheirWay(
      [...firsts.values()].map((work) => ({ work, key: work.key, before: work.id })),
      db,
    ),
  ])
  const paid: PaidOrder[] = []
  const sound: (Of<'order'> & { found: Standing; lines: CancelLine[] })[] = []
  for (const { work, mapped } of inOrder) {
    const name = nameOf(work, work.key)
    const found = standing.get(name)
    const orderId = found?.order.id ?? null
    const older = work.version !== null && found?.version != null && work.version < found.version
    const keep = (code: string, message: string) =>
      verdicts.set(work.id, { outcome: 'kept', problems: [changed(code, message)], orderId })
    if (older) keep('older_version', 'a newer version of it is here')
    else if (earlier.get(name)?.whole) {
      const problems = [changed('not_in_turn', 'an earlier message of it is worked off first')]
      verdicts.set(work.id, { outcome: 'again', problems, orderId })
    } else if (!found) keep('not_supported_yet', 'the order that is here came in another way')
    else {
      const change = changeOf(work, mapped, found)
      if (typeof change === 'string') {
        keep('not_supported_yet', change)
        continue
      }
      const { payments = [] } = mapped
      const { order, replacing: before, kept } = found
      const isPaid =
        wasReplaced(found.mapped?.payments, payments) || (before.length > 0 && paysElsewhere(payments))
      if (isPaid) paid.push({ work, order, payments, before: kept })
      const replacing = isPaid ? asTaken(before, payments) : before
      standing.set(name, { ...found, version: work.version, mapped, replacing })
      if (change.length > 0) sound.push({ work, mapped, found, lines: change })
      else verdicts.set(work.id, { outcome: 'accepted', problems: [], orderId })
    }
  }
  await receivePayments(paid, options, verdicts)
  const requests = sound.map(({ work, found: { order }, lines }) => ({
    companyId: work.companyId,
    orderId: order.id,
    actor: actorOf(work.channel.code),
    reason: 'changed in the shop',
    lines,
    onlyIfNothingShipped: true,
    key: keyOf(work, `lowerOrder ${order.id}`, work.id.toString()),
  }))
  const outcomes = await door.requestAll(cancelOrder, requests, BACKGROUND)
  for (const [index, { work, mapped, found }] of sound.entries()) {
    const verdict = outcomeOf(outcomes[index]!, ({ answer }) => ({
      outcome: 'accepted',
      problems: amountProblems(answer, found, mapped),
    }))
    // What has left can be returned; what cannot be carried out, somebody has to see.
    const outcome = verdict.outcome === 'failed' ? 'kept' : verdict.outcome
    const received = verdicts.get(work.id)
    if (received && received.outcome !== 'accepted' && outcome === 'accepted') continue
    verdicts.set(work.id, { ...verdict, outcome, orderId: found.order.id })
  }
}

/** As it will stand when it was taken in. */
function asTaken(
  before: readonly ReplacingPayment[],
  payments: NonNullable<MappedOrder['payments']>,
): ReplacingPayment[] {
  const taken = before.filter((one) => one.taken)
  const others = payments.filter(({ id }) => !taken.some(({ part }) => part === id))
  return [...taken, ...others.map(({ id: part, amount, settled }) => ({ part, amount, taken: settled }))]
}

function changed(code: string, message: string): Problem {
  return { path: '/order/lastModifiedTime', code, message }
}

/** The lines to cancel, or why that is not all that changed. */
function changeOf(
  work: Work,
  mapped: MappedOrder,
  { order, version, mapped: before, replacing }: Standing,
): CancelLine[] | string {
  const yet = 'an order cannot be amended yet'
  if (work.version === null || version === null) return `nobody can tell which version is newer, and ${yet}`
  if (order.state !== 'in_progress') return `the order is ${order.state}`
  if (!before) return `the version that is here can be read no more, and ${yet}`
  if (mapped.problems.length > 0) return `${mapped.problems[0]!.message}; ${yet}`
  const lost = untaken(replacing, mapped.payments)
  if (lost) return `payment ${lost.part} was taken in and is no more as it was, and ${yet}`
  const replaced = wasReplaced(before.payments, mapped.payments)
  const same = lowered(before.input, mapped.input, false)
  const paysOtherwise = !same.ok && (replaced || (replacing.length > 0 && paysElsewhere(mapped.payments)))
  const change = paysOtherwise ? lowered(before.input, mapped.input, true) : same
  if (change.ok && (replaced || paysOtherwise) && change.lines.length > 0)
    return `it is paid otherwise and has fewer goods at once, and ${yet}`
  if (!change.ok) return `${change.message}, and ${yet}`
  if (change.lines.length === 0 && before.total !== mapped.total)
    return `its total is another though its lines are the same, and ${yet}`
  const lines = change.lines.map((line) => ({ line, lineNo: lineNoOf(order, line) }))
  const unknown = lines.find(({ lineNo }) => lineNo === undefined)
  if (unknown) return `the order has no line ${unknown.line.lineId}`
  return lines.map(({ line, lineNo }): CancelLine => ({ lineNo: lineNo!, leaves: line.leaves }))
}

function lineNoOf(order: Order, { lineId }: LoweredLine): number | undefined {
  return order.lines.find((line) => line.externalLineId === lineId)?.lineNo
}

/** A line takes its share with it; where the shop takes another sum off, somebody has to know. */
function amountProblems(answer: Json, { order, mapped: before }: Standing, after: MappedOrder): Problem[] {
  if (before?.total === undefined || after.total === undefined) return []
  const { amount } = answer as { amount: { amount: string } }
  const less = before.total - after.total
  if (parseAmount(amount.amount, order.currency) === less) return []
  const message = `the shop takes ${formatAmount(less, order.currency)} off, what was cancelled comes to ${amount.amount}`
  return [{ path: '/order/priceInfo/total', code: 'amount_differs', message }]
}

/** The orders that are here under the keys of messages, as their newest messages said them. */
async function readStanding(
  all: readonly Of<'order'>[],
  { db }: WorkOffOptions,
): Promise<Map<string, Standing>> {
  const rows = await db.read(ordersOfKeys, keysOf(all.map(({ work }) => ({ work, key: work.key }))))
  const [orders, bodies] = await Promise.all([
    readOrders(
      db,
      rows.map((row) => ({ companyId: row.company_id, orderId: row.order_id })),
      { lines: true, holds: false, parts: 'sum' },
    ),
    db.read(readBodies, {
      companyIds: rows.map((row) => row.company_id),
      ids: rows.map((row) => row.message_id),
    }),
  ])
  const replacing = await readReplacing(db, [...orders.values()])
  const works = new Map(all.map(({ work }) => [nameOf(work, work.key), work]))
  const bodyOf = new Map(bodies.map((row) => [row.id, row]))
  const found = await Promise.all(
    rows.map(async (row): Promise<[string, Standing][]> => {
      const name = `${row.channel_id}/${row.key}`
      const order = orders.get(`${row.company_id}/${row.order_id}`)
      if (!order) return []
      const body = bodyOf.get(row.message_id)
      const said: Mapped | Verdict | undefined =
        body?.key && !row.cut
          ? await understand(works.get(name)!, open(body.body, body.key), ASK_NOBODY)
          : undefined
      const mapped = said && 'what' in said && said.what === 'order' ? said : null
      const before = replacing.get(`${row.company_id}/${row.order_id}`) ?? []
      return [[name, { order, version: row.version, mapped, replacing: before, kept: before }]]
    }),
  )
  return new Map(found.flat())
}
