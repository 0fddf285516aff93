import { addReason, NOT_ALLOWED, type FulfillmentLine, type Order } from '../../orders/index.ts'
import type { Company } from '../../organization/index.ts'
import type { Context } from '../../platform/batch/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'
import { readCompensations, type Compensable } from '../calls/compensate.ts'
import { cancelChosen } from '../cancel/cancel-order.ts'
import { holdIfBelow, readJudged, type Judged } from './judge-resourced.ts'
import type { Progress } from '../plan/progress.ts'
import { REFUSED_NEEDS } from './refuse-lines.ts'
import { segmentOf } from '../plan/segment.ts'
import type { Serving } from '../waiting/serve-waiting.ts'
import type { Acting } from '../plan/settlement.ts'
import { leftOfPart } from '../waiting/transfers.ts'
import { readWaitFlags, waitRefusedBy, type WaitFlags } from '../waiting/wait-flags.ts'

/** What orders have to be read with of which something may be brought anew. */
export const BROUGHT_NEEDS = { ...REFUSED_NEEDS, transfers: true } as const

/** What is decided on of parts that were brought anew, beside what serves them. */
export interface BroughtFacts {
  flags: WaitFlags
  judged: Judged
  /** Of what may not wait, and is cancelled. */
  compensable: Compensable
}

/** @param progress of the orders, read with `BROUGHT_NEEDS` */
export async function readBrought(
  db: Reader,
  progress: Progress,
  goods: readonly { companyId: bigint; itemId: bigint }[],
): Promise<BroughtFacts> {
  const [flags, compensable] = await Promise.all([
    readWaitFlags(db, progress),
    readCompensations(db, progress),
  ])
  return { flags, compensable, judged: await readJudged(db, progress, goods, flags) }
}

/** What is told of parts that were promised anew, beside where they are. */
interface Judgement {
  changes: Json[]
  events: string[]
}

/** An order is judged at what it costs from its new senders (N-10), when their parts are arranged. */
export function judgeBrought(
  { progress, judged }: Pick<BroughtFacts, 'judged'> & Pick<Serving, 'progress'>,
  context: Context,
  { company, order, parts }: { company: Company; order: Order; parts: readonly FulfillmentLine[] },
): Judgement {
  if (parts.length === 0) return { changes: [], events: [] }
  const lineNos = new Set(parts.map(({ lineNo }) => lineNo))
  const segment = segmentOf(progress.accounts, order)
  const held = holdIfBelow(judged, progress, context, { order, company, segment, lineNos })
  if (!held) return { changes: [], events: [] }
  return { changes: [['hold', held.id.toString(), null, held.code]], events: ['order.held'] }
}

/** Some of it waits, and a person decides. */
export function isUnfulfillable(
  { progress, flags }: Pick<BroughtFacts, 'flags'> & Pick<Serving, 'progress'>,
  order: Order,
  parts: readonly FulfillmentLine[],
): boolean {
  return parts.some(
    (part) =>
      part.supply === 'backorder' &&
      waitRefusedBy(flags, progress.stock, order, part, part.locationId!) === undefined,
  )
}

/** What of parts has neither goods nor a day, and may not wait, is cancelled with its money (B6-1). */
export function cancelUnserved(
  { progress, waiting, flags, compensable }: Pick<BroughtFacts, 'flags' | 'compensable'> & Serving,
  context: Context,
  order: Order,
  parts: readonly FulfillmentLine[],
  acting: Pick<Acting, 'act' | 'actor'>,
): void {
  const refused = parts.flatMap((part) => {
    if (part.supply !== 'backorder') return []
    const by = waitRefusedBy(flags, progress.stock, order, part, part.locationId!)
    return by === undefined ? [] : [{ part, by }]
  })
  if (refused.length === 0) return
  for (const { part, by } of refused) addReason(order, part, { backorderRefusedBy: by }, context)
  cancelChosen(
    { progress, waiting, items: flags.items, compensable },
    context,
    order,
    refused.map(({ part }) => ({ part, quantity: leftOfPart(part) })),
    { ...acting, reason: NOT_ALLOWED },
  )
}
