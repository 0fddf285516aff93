import type { Order } from '../../orders/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import type { Problem } from '../../platform/outcome.ts'
import { camelRows, type CamelRow } from '../../platform/setup.ts'
import { readPassedPoints } from '../plan/plan.sql.ts'
import type { Progress } from '../plan/progress.ts'
import type { Calls } from './call.ts'

/** Steps of orders that were done and are points of no return (O-67), by company/order. */
export type PassedPoints = ReadonlyMap<string, readonly CamelRow<typeof readPassedPoints>[]>

/** Of plans that were read whole; where nothing was done for lines beside delivering them nothing is read. */
export async function readPassed(db: Reader, progress: Pick<Progress, 'tasks'>): Promise<PassedPoints> {
  const orders = [...progress.tasks.values()].flatMap((tasks) => {
    const done = tasks.find(({ lineNos, state }) => lineNos.length > 0 && state === 'completed')
    return done ? [done] : []
  })
  if (orders.length === 0) return new Map()
  const rows = await db.read(readPassedPoints, {
    companyIds: orders.map(({ companyId }) => companyId),
    orderIds: orders.map(({ orderId }) => orderId),
  })
  return Map.groupBy(camelRows(readPassedPoints, rows), (row) => `${row.companyId}/${row.orderId}`)
}

/**
 * Why lines of an order are not changed any more (O-67, P-36). What was undone since is none.
 *
 * @param accepts whoever asks takes on what a soft one costs
 */
export function pastNoReturn(
  { passed, calls }: { passed: PassedPoints; calls: Calls },
  order: Order,
  changes: readonly { lineNo: number; path: string }[],
  accepts: boolean,
): Problem[] {
  const points = passed.get(`${order.companyId}/${order.id}`) ?? []
  if (points.length === 0) return []
  const undone = new Set(
    [...calls.tasks.values()].flatMap(({ mode, undoes }) => (mode === 'undo' ? [undoes] : [])),
  )
  return changes.flatMap(({ lineNo, path }) =>
    points
      .filter(({ lineNos, taskId }) => lineNos.includes(lineNo) && !undone.has(taskId))
      .flatMap(({ name, point }): Problem[] => {
        if (point === 'soft' && accepts) return []
        const hard = point === 'hard'
        const what = `line ${lineNo} is past its point of no return: ${name ?? 'a step of it'} was done`
        return [
          {
            path,
            code: hard ? 'past_no_return' : 'penalty_not_accepted',
            message: hard
              ? `${what}; place another order, that waits for this one`
              : `${what}; it may be changed by whoever takes on what that costs (acceptPenalty)`,
          },
        ]
      }),
  )
}
