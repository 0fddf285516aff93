import type { Order } from '../../orders/index.ts'
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

/** What is done for lines of which nothing is wanted any more is skipped, be somebody at it; what was done is done. */
export function skipUnwantedLines(progress: Progress, order: Order): void {
  const wanted = new Set(
    order.parts.flatMap(({ lineNo, cancelled, quantity }) => (cancelled < quantity ? [lineNo] : [])),
  )
  for (const task of tasksOf(progress, { companyId: order.companyId, orderId: order.id }))
    if (task.lineNos.length > 0 && isLeft(task) && !task.lineNos.some((lineNo) => wanted.has(lineNo)))
      skip(progress.moved, task)
}

function isLeft({ state }: Task): boolean {
  return state !== 'completed' && state !== 'skipped'
}

/** A component of which nothing is wanted is skipped. */
export function skipUnwanted(progress: Progress, wanted: ReadonlySet<bigint>, tasks: readonly Task[]): void {
  if (tasks[0]!.partIds.some((id) => wanted.has(id))) return
  for (const task of tasks) if (isLeft(task)) skip(progress.moved, task)
}
