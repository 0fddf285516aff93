import { hash } from 'node:crypto'
import { readDrafts, readOrders, type Order } from '../../orders/index.ts'
import { Fault } from '../../platform/batch/index.ts'
import type { Problem } from '../../platform/outcome.ts'
import type { Captured, CaptureRequest } from '../capture-request.ts'
import { capture } from '../capture.ts'
import { checkOrder } from '../received.ts'
import { cancelledKeys } from './message.sql.ts'
import { takeVersions } from './take-versions.ts'
import { actorOf } from './take-message.ts'
import {
  BACKGROUND,
  keysOf,
  nameOf,
  outcomeOf,
  type Of,
  type Verdict,
  type Verdicts,
  type Work,
  type WorkOffOptions,
} from './work.ts'

const NO_BYTES = Buffer.alloc(0)

/** Orders: each is captured once, and a draft that its message made is stated anew while nobody acted on it (C-14). */
export async function captureOrders(
  all: readonly Of<'order'>[],
  options: WorkOffOptions,
  verdicts: Verdicts,
): Promise<void> {
  if (all.length === 0) return
  const { db, door, orderLines } = options
  const again = all.flatMap(({ work: { companyId, orderId } }) =>
    orderId === null ? [] : [{ companyId, orderId }],
  )
  const [drafts, cancelled] = await Promise.all([
    readDrafts(db, again),
    db.read(cancelledKeys, keysOf(all.map(({ work }) => ({ work, key: work.key })))),
  ])
  const stopped = new Set(cancelled.map((row) => `${row.channel_id}/${row.key}`))
  const requests = all.map(({ work, mapped }): CaptureRequest => {
    const { companyId, channel, contentType, orderId } = work
    const standing = orderId === null ? undefined : drafts.get(`${companyId}/${orderId}`)?.order
    const found = stopped.has(nameOf(work, work.key)) ? [...mapped.problems, CANCELLED] : mapped.problems
    const { input } = mapped
    return {
      companyId,
      actor: actorOf(channel.code),
      accounts: null,
      key: null,
      bytes: NO_BYTES,
      contentType,
      bodyHash: identityOf(work),
      content: checkOrder(input),
      kept: work.id,
      found,
      mostLines: orderLines,
      ...(standing && (standing.state === 'draft' || standing.state === 'failed')
        ? { draft: { orderId: standing.id, edit: null, ifMatch: undefined, lines: input.lines.length } }
        : {}),
    }
  })
  const outcomes = await door.requestAll(capture, requests, BACKGROUND)
  const repeated = outcomes.flatMap((one, index) =>
    !(one instanceof Fault) && one.ok && one.change === 'duplicate'
      ? [{ companyId: all[index]!.work.companyId, orderId: one.orderId }]
      : [],
  )
  const orders = await readOrders(db, repeated)
  for (const [index, { work }] of all.entries()) {
    const outcome = outcomes[index]!
    if (refusedAs(outcome, 'key_reused')) continue
    verdicts.set(
      work.id,
      outcomeOf(outcome, (captured) => {
        const verdict = verdictOn(captured as Captured & { ok: true }, work, orders)
        const early = stopped.has(nameOf(work, work.key)) && verdict.outcome === 'draft'
        return early ? { ...verdict, outcome: 'accepted', problems: [CANCELLED], cancelled: true } : verdict
      }),
    )
  }
  await takeVersions(
    all.filter((_one, index) => refusedAs(outcomes[index]!, 'key_reused')),
    options,
    verdicts,
  )
}

/** With it an order stands as a draft, of which nothing is promised, for the moment until its cancellation is carried out. */
const CANCELLED: Problem = {
  path: '/order/state',
  code: 'cancelled_before',
  message: 'the shop cancelled it before it was here: it is cancelled at once',
}

/** By what a repetition of an order is told from another version of it (C-14): when it was changed, else its bytes. */
function identityOf({ version, bodyHash }: Work): Buffer {
  return version === null ? bodyHash : hash('sha256', `changed at ${version}`, 'buffer')
}

function verdictOn(captured: Captured & { ok: true }, { id }: Work, orders: Map<string, Order>): Verdict {
  const order =
    captured.change === 'duplicate'
      ? [...orders.values()].find((one) => one.id === captured.orderId)
      : captured.order
  // Made by this very message, whose claim ended before that was written.
  const own = captured.change !== 'duplicate' || order?.intakeId === id
  const orderId = captured.change === 'duplicate' ? captured.orderId : captured.order.id
  if (!own) return { outcome: 'duplicate', problems: [], orderId }
  const stands = order?.state === 'draft' || order?.state === 'failed'
  return { outcome: stands ? 'draft' : 'accepted', problems: order?.problems ?? [], orderId }
}

const refusedAs = (outcome: Captured | Fault, code: string): boolean =>
  !(outcome instanceof Fault) && !outcome.ok && outcome.code === code
