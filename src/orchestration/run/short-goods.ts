import { noteShortage, readNoted, readShort, type Short } from '../../inventory/index.ts'
import type { FulfillmentLine, Order } from '../../orders/index.ts'
import type { Context } from '../../platform/batch/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import { putBackTask } from '../plan/plan.sql.ts'
import {
  readProgress,
  type Needs,
  type Progress,
  type TaskOutcome,
  type TaskRequest,
} from '../plan/progress.ts'
import { leftOfPart } from '../waiting/transfers.ts'

/** The picture of what leaves by our own word, and where it does not cover what is reserved. */
export interface Leaving extends Progress {
  /** What is short as the queue says; all that is, when the locked gates said that more is. */
  short: Short
}

export async function readLeaving(
  db: Reader,
  requests: readonly TaskRequest[],
  needs: Needs,
  locked: boolean,
): Promise<Leaving> {
  const [progress, noted] = await Promise.all([
    readProgress(db, requests, needs),
    locked
      ? undefined
      : readNoted(
          db,
          requests.map((request) => request.companyId),
        ),
  ])
  return { ...progress, short: noted ?? (await readShort(db, goodsOf(progress))) }
}

function goodsOf({ orders }: Progress): { companyId: bigint; itemId: bigint }[] {
  const parts = [...orders.values()].flatMap(({ companyId, parts }) =>
    parts
      .filter(({ supply }) => supply === 'on_hand' || supply === 'transfer')
      .map(({ itemId }) => ({ companyId, itemId })),
  )
  return [...new Map(parts.map((part) => [`${part.companyId}/${part.itemId}`, part])).values()]
}

/** Where it leaves from, more is reserved than is there. */
export function isShort({ short }: Leaving, { companyId }: Order, part: FulfillmentLine): boolean {
  return leftOfPart(part) > 0n && short.has(`${companyId}/${part.itemId}/${leavesFrom(part)}`)
}

/** As long as goods wait for a decision whose they are: it is a matter of seconds. */
const SHORT_MS = 5000

/** A task of which something is short is tried again when it is decided whose the goods are; it costs none of its attempts. */
export function waitForGoods(
  { short }: Leaving,
  context: Context,
  request: TaskRequest,
  parts: readonly FulfillmentLine[],
): TaskOutcome {
  for (const part of parts) {
    const locationId = leavesFrom(part)
    if (locationId !== null)
      noteShortage(short, context, { companyId: request.companyId, itemId: part.itemId, locationId })
  }
  const dueAt = new Date(context.now.getTime() + SHORT_MS)
  context.writes.add(putBackTask, { ...request, dueAt })
  return { ok: true, taskId: request.taskId, done: 'postponed' }
}

function leavesFrom({ supply, locationId, fromId }: FulfillmentLine): bigint | null {
  return supply === 'transfer' ? fromId : locationId
}
