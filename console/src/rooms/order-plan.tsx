import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo, useState } from 'react'
import { Link, useLocation } from 'react-router'
import type { OrderView } from '../api-orders.ts'
import type { Component, Plan, PlanStep, PlanSummary, Task, TaskRow } from '../api-plan.ts'
import { get } from '../http.ts'
import { Facts, Panel } from '../parts/facts.tsx'
import { useFilters } from '../parts/filters.tsx'
import { Free, isBlank } from '../parts/free.tsx'
import { draw, type Drawing, SIZES } from '../parts/layers.ts'
import { linesText } from '../parts/lines.ts'
import { ListPanel, useList } from '../parts/list.tsx'
import { Nothing, quantityText } from '../parts/money.tsx'
import { Asked, Empty } from '../parts/states.tsx'
import { Status, toneOf, words } from '../parts/status.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Instant } from '../parts/time.tsx'
import { RetryTask } from './order-acts.tsx'
import { componentText, type Named, PlanOfLines, taskText } from './order-plan-lines.tsx'
import { OrderWork } from './order-work.tsx'

const MOST_DRAWN = 400

/** The plan: what must happen, in which order, and how far it is. A large one is told by its steps and read by page. */
export function OrderPlan({ order }: { order: OrderView }) {
  const summary = order.planSummary
  if (summary === undefined || summary.tasks === 0)
    return (
      <section className="panel">
        <Empty title="There is no plan yet.">
          <p>It is drawn when the order is submitted and nothing holds it.</p>
        </Empty>
      </section>
    )
  const works = summary.steps.some(({ kind }) => kind === 'work')
  return (
    <div className="stack">
      {works && <OrderWork order={order} />}
      {summary.tasks > MOST_DRAWN ? (
        <LargePlan order={order} summary={summary} />
      ) : (
        <WholePlan order={order} />
      )}
    </div>
  )
}

/** An address may lead to a task. */
function useChosen() {
  const { hash } = useLocation()
  const led = hash.startsWith('#tsk_') ? hash.slice(1) : undefined
  const [chosen, setChosen] = useState(led)
  const choose = (id: string): void => setChosen(id === chosen ? undefined : id)
  return { led, chosen, choose }
}

/** Every task as a node and as a row. */
function WholePlan({ order }: { order: OrderView }) {
  const whole = useQuery({
    queryKey: ['order', order.id, 'plan'],
    queryFn: ({ signal }) => get<OrderView>(`/orders/${order.id}`, { include: 'plan' }, signal),
    refetchInterval: 10_000,
  })
  const { chosen, choose } = useChosen()
  return (
    <Asked query={whole} what="plan">
      {({ plan = { components: [], tasks: [], dependencies: [] } }) => {
        const components = new Map(plan.components.map((one) => [one.id, one]))
        const task = plan.tasks.find((one) => one.id === chosen)
        const component = components.get(task?.componentId ?? '')
        return (
          <div className="stack">
            <Panel title="Plan" aside={<Progress steps={order.planSummary!.steps} />}>
              <Graph plan={plan} components={components} chosen={chosen} onChoose={choose} />
            </Panel>
            <div aria-live="polite">
              {task && component && (
                <TaskSheet
                  task={task}
                  order={order}
                  component={component}
                  lineNos={component.lineNos}
                  after={plan.dependencies
                    .filter((one) => one.to === task.id)
                    .map(({ from, met }) => {
                      const before = plan.tasks.find((one) => one.id === from)
                      return `${before ? taskText(before) : from}${met ? ' (done)' : ''}`
                    })}
                />
              )}
            </div>
            <PlanOfLines plan={plan} />
            <Panel title={`Tasks (${plan.tasks.length})`}>
              <Table
                caption="Tasks of the plan"
                rows={plan.tasks}
                keyOf={(one) => one.id}
                idOf={(one) => one.id}
                columns={columnsOf(
                  chosen,
                  choose,
                  (one) => components.get(one.componentId),
                  (one) => linesText(components.get(one.componentId)?.lineNos ?? []),
                )}
              />
            </Panel>
          </div>
        )
      }}
    </Asked>
  )
}

/** The kinds of tasks as nodes, with how many are how far; the tasks themselves a page at a time. */
function LargePlan({ order, summary }: { order: OrderView; summary: PlanSummary }) {
  const { led, chosen, choose } = useChosen()
  const filters = useFilters()
  const list = useList<TaskRow>(`/orders/${order.id}/tasks`, { limit: 100, task: led }, 10_000)
  const task = list.data?.body.rows.find((one) => one.id === chosen)
  return (
    <div className="stack">
      <Panel title="Plan" aside={<Progress steps={summary.steps} />}>
        <StepGraph summary={summary} />
      </Panel>
      <div aria-live="polite">
        {task && (
          <TaskSheet task={task} order={order} component={task.component} lineNos={task.lineNos} after={[]} />
        )}
      </div>
      <ListPanel
        list={list}
        what="tasks"
        caption="Tasks of the plan"
        head={
          <header>
            <h2>Tasks ({quantityText(String(summary.tasks))})</h2>
          </header>
        }
        keyOf={(one) => one.id}
        idOf={(one) => one.id}
        columns={columnsOf<TaskRow>(
          chosen,
          choose,
          (one) => one.component,
          (one) => linesText(one.lineNos, one.lines),
        )}
        led={led !== undefined && filters.value('after') === ''}
        empty={<Empty title="There is no task." />}
      />
    </div>
  )
}

function columnsOf<T extends Task>(
  chosen: string | undefined,
  choose: (id: string) => void,
  componentOf: (task: T) => Named | undefined,
  linesOf: (task: T) => string,
): Column<T>[] {
  return [
    {
      head: 'Task',
      cell: (one) => (
        <button
          type="button"
          className="disclose"
          aria-expanded={one.id === chosen}
          onClick={() => choose(one.id)}
        >
          {taskText(one)}
        </button>
      ),
    },
    { head: 'State', cell: (one) => <Status value={one.state} /> },
    {
      head: 'Component',
      cell: (one) => (
        <>
          {componentText(componentOf(one))}
          <div className="small soft">{linesOf(one)}</div>
        </>
      ),
      minor: true,
    },
    {
      head: 'Mode',
      cell: (one) => (one.mode === 'do' ? <Nothing word="as planned" /> : words(one.mode)),
      minor: true,
    },
    {
      head: 'Waits for',
      cell: (one) => <span className="number">{one.waits}</span>,
      end: true,
      minor: true,
    },
    { head: 'Not before', cell: (one) => <Instant value={one.startAt} />, minor: true },
    { head: 'Due', cell: (one) => <Instant value={one.dueAt} />, minor: true },
  ]
}

const isDone = (state: string): boolean => state === 'completed' || state === 'skipped'
const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0)
const doneOf = (states: PlanStep['states']): number =>
  sumOf(Object.entries(states).map(([state, count]) => (isDone(state) ? count : 0)))

function Progress({ steps }: { steps: readonly PlanStep[] }) {
  const done = sumOf(steps.map(({ states }) => doneOf(states)))
  const all = sumOf(steps.flatMap(({ states }) => Object.values(states)))
  return (
    <span className="small soft">
      {quantityText(String(done))} of {quantityText(String(all))} done
    </span>
  )
}

const keyOf = (step: { component: string; kind: string }): string => `${step.component} ${step.kind}`

/** What hurts most in a step is its color. */
function toneOfStep(states: PlanStep['states']): string {
  const worst = ['failed', 'running', 'ready', 'waiting', 'completed', 'skipped'].find(
    (state) => states[state],
  )
  return toneOf(worst ?? 'waiting')
}

/** A node a kind of task: as small for ten thousand lines as for one. */
function StepGraph({ summary }: { summary: PlanSummary }) {
  const drawing = useMemo(
    () =>
      draw(
        summary.steps.map(keyOf),
        summary.dependencies.map(({ from, to }) => ({ from: keyOf(from), to: keyOf(to) })),
      ),
    [summary],
  )
  const steps = new Map(summary.steps.map((step) => [keyOf(step), step]))
  return (
    <Canvas drawing={drawing} label={`${summary.steps.length} kinds of tasks`} openEdge={() => true}>
      {drawing.nodes.map(({ id, x, y }) => {
        const step = steps.get(id)!
        const all = sumOf(Object.values(step.states))
        return (
          <g key={id} className={`node ${toneOfStep(step.states)}`} transform={`translate(${x} ${y})`}>
            <Box
              title={
                step.kind === 'work' || step.kind === 'wait' || step.kind === 'call'
                  ? `${words(step.kind)}: ${words(step.component).toLowerCase()}`
                  : words(step.kind)
              }
              sub={`${quantityText(String(doneOf(step.states)))} of ${quantityText(String(all))} done`}
            />
            <title>
              {`${words(step.component)}: ${Object.entries(step.states)
                .map(([state, count]) => `${quantityText(String(count))} ${words(state).toLowerCase()}`)
                .join(', ')}`}
            </title>
          </g>
        )
      })}
    </Canvas>
  )
}

/** The frame of a drawing, with its edges. */
function Canvas({
  drawing,
  label,
  openEdge,
  children,
}: {
  drawing: Drawing
  label: string
  openEdge: (edge: { from: string; to: string }) => boolean
  children: ReactNode
}) {
  return (
    // A drawing that scrolls must be reachable by the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="plan" role="region" aria-label="Graph of the plan" tabIndex={0}>
      <svg
        width={drawing.width}
        height={drawing.height}
        viewBox={`0 0 ${drawing.width} ${drawing.height}`}
        role="group"
        aria-label={`${label}, each right of what it waits for`}
      >
        <defs>
          <marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <path d="M0 0 8 4 0 8z" fill="var(--line-strong)" />
          </marker>
        </defs>
        {drawing.edges.map((edge) => (
          <path
            key={`${edge.from} ${edge.to}`}
            className={openEdge(edge) ? 'edge open' : 'edge met'}
            d={edge.path}
            markerEnd="url(#tip)"
          />
        ))}
        {children}
      </svg>
    </div>
  )
}

function Box({ title, sub }: { title: string; sub: string }) {
  return (
    <>
      <rect width={SIZES.nodeWidth} height={SIZES.nodeHeight} rx="6" />
      <rect className="mark" x="0.5" y="6" width="4" height={SIZES.nodeHeight - 12} rx="2" />
      <text x="13" y="18">
        {cut(title)}
      </text>
      <text x="13" y="34" className="sub">
        {cut(sub)}
      </text>
    </>
  )
}

function Graph({
  plan: { tasks, dependencies },
  components,
  chosen,
  onChoose,
}: {
  plan: Plan
  components: ReadonlyMap<string, Component>
  chosen: string | undefined
  onChoose: (id: string) => void
}) {
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
    <Canvas
      drawing={drawing}
      label={`${tasks.length} tasks`}
      openEdge={(edge) => !met.has(`${edge.from} ${edge.to}`)}
    >
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
            <Box
              title={taskText(task) + mode}
              sub={[words(task.state), component && placeText(component)].filter(Boolean).join(' · ')}
            />
          </g>
        )
      })}
    </Canvas>
  )
}

/** Where a component is, or of which lines. */
const placeText = ({ location, lines, lineNos }: Component): string =>
  location ? location.code : lines.length === 0 ? linesText(lineNos) : ''

const cut = (text: string): string => (text.length > 21 ? `${text.slice(0, 20)}…` : text)

/** As many lines of a component as a person reads. */
const MOST_LINES = 20

function TaskSheet({
  task,
  order,
  component,
  lineNos,
  after,
}: {
  task: Task
  order: OrderView
  component: Named
  lineNos: readonly number[]
  after: readonly string[]
}) {
  return (
    <Panel
      title={taskText(task)}
      aside={
        <span className="row">
          {order.acts.includes('retry') && <RetryTask orderId={order.id} task={task} />}
          <Status value={task.state} />
        </span>
      }
      padded
    >
      <div className="stack">
        {task.problem !== null && <p className="notice bad">{task.problem}</p>}
        <Facts
          of={[
            ['Component', componentText(component)],
            ['Pattern', `${component.pattern} v${component.modelVersion}`],
            ['Mode', `${words(task.mode)}, generation ${task.generation}`],
            [
              'Lines',
              lineNos.length > 0 && (
                <span className="row">
                  {lineNos.slice(0, MOST_LINES).map((lineNo) => (
                    <Link key={lineNo} to={`/orders/${order.id}#line-${lineNo}`}>
                      {lineNo}
                    </Link>
                  ))}
                  {lineNos.length > MOST_LINES && (
                    <span className="soft">and {quantityText(String(lineNos.length - MOST_LINES))} more</span>
                  )}
                </span>
              ),
            ],
            ['Comes after', after.join(', ')],
            ['Not before', task.startAt && <Instant value={task.startAt} />],
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
