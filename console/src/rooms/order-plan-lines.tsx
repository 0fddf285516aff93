import type { Component, Plan, Task } from '../api-plan.ts'
import { Panel } from '../parts/facts.tsx'
import { linesText } from '../parts/lines.ts'
import { Nothing } from '../parts/money.tsx'
import { Status, words } from '../parts/status.tsx'
import { Table } from '../parts/table.tsx'
import { Instant } from '../parts/time.tsx'

/** A component as far as its name says it. */
export type Named = Omit<Component, 'lines' | 'lineNos'>

export const componentText = (component: Named | undefined): string =>
  component === undefined
    ? ''
    : `${words(component.kind)}${component.location ? `, ${component.location.code}` : ''}`

export const taskText = ({ kind, name }: Task): string => words(name ?? kind)

/** As much as a person reads of one component: what settles an order waits for all of it. */
const MOST_WAITED = 8

/** What is done for lines beside delivering them, with what waits for what, item by item; nothing for a plan that only delivers. */
export function PlanOfLines({ plan: { components, tasks, dependencies } }: { plan: Plan }) {
  if (!components.some(({ lines, lineNos }) => lines.length === 0 && lineNos.length > 0)) return null
  const tasksOf = Map.groupBy(tasks, (task) => task.componentId)
  const taskById = new Map(tasks.map((task) => [task.id, task]))
  const componentById = new Map(components.map((component) => [component.id, component]))
  const before = Map.groupBy(
    dependencies.flatMap(({ from, to, met }) => {
      const [waited, waits] = [taskById.get(from), taskById.get(to)]
      // What of one component follows on each other stands in its list of tasks.
      return waited && waits && waited.componentId !== waits.componentId ? [{ waited, waits, met }] : []
    }),
    ({ waits }) => waits.componentId,
  )
  return (
    <Panel title="What waits for what">
      <Table
        caption="Components of the plan, and what they wait for"
        rows={components}
        keyOf={(one) => one.id}
        columns={[
          {
            head: 'Component',
            cell: (one) => (
              <>
                {componentText(one)}
                <div className="small soft">{linesText(one.lineNos)}</div>
              </>
            ),
          },
          {
            head: 'Tasks',
            cell: (one) => (
              <ol className="plain-list">
                {(tasksOf.get(one.id) ?? []).map((task) => (
                  <li key={task.id} className="row tight">
                    {taskText(task)} <Status value={task.state} />
                    {task.state === 'ready' && task.startAt !== null && (
                      <span className="small soft">
                        not before <Instant value={task.startAt} short />
                      </span>
                    )}
                  </li>
                ))}
              </ol>
            ),
          },
          {
            head: 'Waits for',
            cell: (one) => {
              const of = before.get(one.id)
              if (of === undefined) return <Nothing word="nothing" />
              return (
                <ul className="plain-list">
                  {of.slice(0, MOST_WAITED).map(({ waited, waits, met }) => (
                    <li key={`${waited.id} ${waits.id}`}>
                      {taskText(waits)}: after {afterText(waited, componentById.get(waited.componentId))}
                      {met && <span className="soft"> (done)</span>}
                    </li>
                  ))}
                  {of.length > MOST_WAITED && <li className="soft">and {of.length - MOST_WAITED} more</li>}
                </ul>
              )
            },
          },
        ]}
      />
    </Panel>
  )
}

function afterText(task: Task, component: Component | undefined): string {
  const named = [taskText(task).toLowerCase(), component && linesText(component.lineNos)]
  return named.filter(Boolean).join(' of ')
}
