import type { Order } from '../../orders/index.ts'
import type { Context } from '../../platform/batch/index.ts'
import { narrowComponent, narrowWork } from './plan.sql.ts'
import { tasksOf, type Progress } from './progress.ts'
import { skip, type Task } from './task.ts'

/** Parts of which not all is cancelled. */
export function wantedOf({ parts }: Order): Set<bigint> {
  return new Set(parts.filter((part) => part.cancelled < part.quantity).map((part) => part.id))
}

/** The tasks of the components that lose something. */
export function componentsOf(progress: Progress, order: Order, lost: ReadonlySet<bigint>): Task[][] {
  const tasks = tasksOf(progress, { companyId: order.companyId, orderId: order.id })
  return [...Map.groupBy(tasks, (task) => task.componentId).values()].filter((own) =>
    own[0]!.partIds.some((id) => lost.has(id)),
  )
}

/**
 * What is done for lines of which nothing is wanted any more, be it cancelled or come back, is skipped, be somebody at it; what was done is
 * done. What is done for others, too, is done for those alone.
 *
 * @param lineNos lines of which less is wanted since now
 * @param stays what goes on all the same
 */
export function skipUnwantedLines(
  progress: Progress,
  order: Order,
  lineNos: ReadonlySet<number>,
  { writes }: Context,
  stays: (task: Task) => boolean = () => false,
): void {
  const { companyId, id: orderId } = order
  const tasks = tasksOf(progress, { companyId, orderId }).filter(
    (task) => task.lineNos.length > 0 && isLeft(task) && !stays(task),
  )
  if (tasks.length === 0) return
  const wanted = new Set(
    order.parts.flatMap(({ lineNo, cancelled, returned, quantity }) =>
      cancelled + returned < quantity ? [lineNo] : [],
    ),
  )
  const gone = new Set([...lineNos].filter((lineNo) => !wanted.has(lineNo)))
  if (gone.size === 0) return
  for (const [componentId, own] of Map.groupBy(tasks, (task) => task.componentId)) {
    const left = own[0]!.lineNos.filter((lineNo) => !gone.has(lineNo))
    if (left.length === own[0]!.lineNos.length) continue
    if (left.length === 0) {
      for (const task of own) skip(progress.moved, task)
      continue
    }
    for (const task of own) {
      task.lineNos = left
      if (task.kind === 'work') writes.add(narrowWork, { companyId, orderId, taskId: task.id, lineNos: left })
    }
    writes.add(narrowComponent, { companyId, orderId, componentId, lineNos: left })
  }
}

function isLeft({ state }: Task): boolean {
  return state !== 'completed' && state !== 'skipped'
}

/** A component of which nothing is wanted is skipped. */
export function skipUnwanted(progress: Progress, wanted: ReadonlySet<bigint>, tasks: readonly Task[]): void {
  if (tasks[0]!.partIds.some((id) => wanted.has(id))) return
  for (const task of tasks) if (isLeft(task)) skip(progress.moved, task)
}
