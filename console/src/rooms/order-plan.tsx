import { useMemo, useState } from 'react'
import { Link, useLocation } from 'react-router'
import type { Component, OrderView, Task } from '../api.ts'
import { Facts, Panel } from '../parts/facts.tsx'
import { Free, isBlank } from '../parts/free.tsx'
import { draw, SIZES } from '../parts/layers.ts'
import { Empty } from '../parts/states.tsx'
import { Status, toneOf, words } from '../parts/status.tsx'
import { Table } from '../parts/table.tsx'
import { Day, Instant } from '../parts/time.tsx'

const MOST_DRAWN = 400

/** The plan: what must happen, in which order, and how far it is; as a graph, and as rows. */
export function OrderPlan({ order }: { order: OrderView }) {
  // An address may lead to a task.
  const { hash } = useLocation()
  const [chosen, setChosen] = useState<string | undefined>(hash === '' ? undefined : hash.slice(1))
  const plan = order.plan ?? { components: [], tasks: [], dependencies: [] }
  const components = new Map(plan.components.map((one) => [one.id, one]))
  const tasks = new Map(plan.tasks.map((one) => [one.id, one]))
  const task = chosen === undefined ? undefined : tasks.get(chosen)
  const choose = (id: string): void => setChosen(id === chosen ? undefined : id)
  if (plan.tasks.length === 0)
    return (
      <section className="panel">
        <Empty title="There is no plan yet.">
          <p>It is drawn when the order is submitted and nothing holds it.</p>
        </Empty>
      </section>
    )
  return (
    <div className="stack">
      <Panel title="Plan" aside={<Progress tasks={plan.tasks} />}>
        {plan.tasks.length > MOST_DRAWN ? (
          <Empty title={`${plan.tasks.length} tasks are too many for a drawing; they stand below.`} />
        ) : (
          <Graph order={order} components={components} chosen={chosen} onChoose={choose} />
        )}
      </Panel>
      <div aria-live="polite">
        {task && (
          <TaskSheet task={task} order={order} component={components.get(task.componentId)} tasks={tasks} />
        )}
      </div>
      <Panel title={`Tasks (${plan.tasks.length})`}>
        <Table
          caption="Tasks of the plan"
          rows={plan.tasks}
          keyOf={(one) => one.id}
          idOf={(one) => one.id}
          columns={[
            {
              head: 'Task',
              cell: (one) => (
                <button
                  type="button"
                  className="disclose"
                  aria-expanded={one.id === chosen}
                  onClick={() => choose(one.id)}
                >
                  {words(one.kind)}
                </button>
              ),
            },
            { head: 'State', cell: (one) => <Status value={one.state} /> },
            { head: 'Component', cell: (one) => componentText(components.get(one.componentId)), minor: true },
            { head: 'Mode', cell: (one) => words(one.mode), minor: true },
            {
              head: 'Waits for',
              cell: (one) => <span className="number">{one.waits}</span>,
              end: true,
              minor: true,
            },
            { head: 'Not before', cell: (one) => <Day value={one.startOn} />, minor: true },
            { head: 'Due', cell: (one) => <Instant value={one.dueAt} />, minor: true },
          ]}
        />
      </Panel>
    </div>
  )
}

const componentText = (component: Component | undefined): string =>
  component === undefined
    ? ''
    : `${words(component.kind)}${component.location ? `, ${component.location.code}` : ''}`

function Progress({ tasks }: { tasks: readonly Task[] }) {
  const done = tasks.filter((task) => task.state === 'completed' || task.state === 'skipped').length
  return (
    <span className="small soft">
      {done} of {tasks.length} done
    </span>
  )
}

function Graph({
  order,
  components,
  chosen,
  onChoose,
}: {
  order: OrderView
  components: ReadonlyMap<string, Component>
  chosen: string | undefined
  onChoose: (id: string) => void
}) {
  const { tasks, dependencies } = order.plan!
  const drawing = useMemo(
    () =>
      draw(
        tasks.map((task) => task.id),
        dependencies,
      ),
    [tasks, dependencies],
  )
  const byId = new Map(tasks.map((task) => [task.id, task]))
  const met = new Set(dependencies.filter((one) => one.met).map((one) => `${one.from} ${one.to}`))
  return (
    // A drawing that scrolls must be reachable by the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="plan" role="region" aria-label="Graph of the plan" tabIndex={0}>
      <svg
        width={drawing.width}
        height={drawing.height}
        viewBox={`0 0 ${drawing.width} ${drawing.height}`}
        role="group"
        aria-label={`${tasks.length} tasks, each right of what it waits for`}
      >
        <defs>
          <marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <path d="M0 0 8 4 0 8z" fill="var(--line-strong)" />
          </marker>
        </defs>
        {drawing.edges.map((edge) => (
          <path
            key={`${edge.from} ${edge.to}`}
            className={met.has(`${edge.from} ${edge.to}`) ? 'edge met' : 'edge open'}
            d={edge.path}
            markerEnd="url(#tip)"
          />
        ))}
        {drawing.nodes.map(({ id, x, y }) => {
          const task = byId.get(id)!
          const component = components.get(task.componentId)
          const mode = task.mode === 'do' ? '' : `, ${words(task.mode)}`
          return (
            <g
              key={id}
              className={`node ${toneOf(task.state)}`}
              transform={`translate(${x} ${y})`}
              role="button"
              tabIndex={0}
              aria-pressed={id === chosen}
              onClick={() => onChoose(id)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' && event.key !== ' ') return
                event.preventDefault()
                onChoose(id)
              }}
            >
              <rect width={SIZES.nodeWidth} height={SIZES.nodeHeight} rx="6" />
              <rect className="mark" x="0.5" y="6" width="4" height={SIZES.nodeHeight - 12} rx="2" />
              <text x="13" y="18">
                {cut(words(task.kind) + mode)}
              </text>
              <text x="13" y="34" className="sub">
                {cut(`${words(task.state)}${component?.location ? ` · ${component.location.code}` : ''}`)}
              </text>
            </g>
          )
        })}
      </svg>
    </div>
  )
}

const cut = (text: string): string => (text.length > 21 ? `${text.slice(0, 20)}…` : text)

function TaskSheet({
  task,
  order,
  component,
  tasks,
}: {
  task: Task
  order: OrderView
  component: Component | undefined
  tasks: ReadonlyMap<string, Task>
}) {
  const parts = (order.fulfillmentLines ?? []).filter((part) => component?.lines.includes(part.id))
  const before = order.plan!.dependencies.filter((one) => one.to === task.id)
  return (
    <Panel title={words(task.kind)} aside={<Status value={task.state} />} padded>
      <div className="stack">
        {task.problem !== null && <p className="notice bad">{task.problem}</p>}
        <Facts
          of={[
            ['Component', componentText(component)],
            ['Pattern', component && `${component.pattern} v${component.modelVersion}`],
            ['Mode', `${words(task.mode)}, generation ${task.generation}`],
            [
              'Lines',
              parts.length > 0 && (
                <span className="row">
                  {[...new Set(parts.map((part) => part.lineNo))].map((lineNo) => (
                    <Link key={lineNo} to={`/orders/${order.id}#line-${lineNo}`}>
                      {lineNo}
                    </Link>
                  ))}
                </span>
              ),
            ],
            [
              'Comes after',
              before
                .map(({ from, met }) => `${words(tasks.get(from)?.kind ?? from)}${met ? ' (done)' : ''}`)
                .join(', '),
            ],
            ['Not before', task.startOn && <Day value={task.startOn} />],
            ['Due', task.dueAt && <Instant value={task.dueAt} />],
            ['Attempts', task.attempt],
            [
              'Id',
              <span key="id" className="code">
                {task.id}
              </span>,
            ],
          ]}
        />
        {!isBlank(task.input) && (
          <div>
            <h3>Given</h3>
            <Free value={task.input} />
          </div>
        )}
        {!isBlank(task.output) && (
          <div>
            <h3>Came of it</h3>
            <Free value={task.output} />
          </div>
        )}
      </div>
    </Panel>
  )
}
