import type { Static } from 'typebox'
import {
  readSchedules,
  type Schedule,
  type ScheduledComponent,
  type ScheduledTask,
} from '../orchestration/index.ts'
import { shownActor } from '../platform/auth/index.ts'
import type { Database, Reader, RowOf } from '../platform/database/index.ts'
import { encodeId, orderNumber } from '../platform/public-id.ts'
import { instant } from '../platform/wire.ts'
import type { Sight } from './sight.ts'
import type { JeopardyList, OrderSchedule } from './schedule-shapes.ts'
import { listJeopardy as listJeopardyRows, readJeopardyOfOrder } from './schedule.sql.ts'

type View = Static<typeof OrderSchedule>

/** When an order goes: as planned, as projected and as it went, and how late it will be. Undefined: there is no such order. */
export async function readSchedule(
  db: Database,
  key: { companyId: bigint; orderId: bigint },
  sight: Sight,
  { now, most }: { now: Date; most: number },
): Promise<{ view: View; accountId: bigint | null } | undefined> {
  const [schedules, [row]] = await Promise.all([
    readSchedules(db, [key], now),
    db.read(readJeopardyOfOrder, key),
  ])
  const schedule = schedules.get(`${key.companyId}/${key.orderId}`)
  return schedule && row && { view: viewOf(schedule, row, sight, most), accountId: row.account_id }
}

function viewOf(
  schedule: Schedule,
  row: RowOf<typeof readJeopardyOfOrder>,
  { outsider }: Sight,
  most: number,
): View {
  const { order, now } = schedule
  const all = schedule.components.flatMap(({ tasks }) => tasks)
  const lines = linesOf(schedule)
  const components = schedule.components.map(renderComponent)
  return {
    orderId: encodeId('ord', order.orderId),
    orderNumber: orderNumber(order.orderId),
    now: instant(new Date(now)),
    // How bad we find it is told to none of those who wait.
    jeopardy:
      row.priority === null || outsider !== null ? null : jeopardyOf({ ...row, priority: row.priority }),
    ...datesOf(all),
    linesInAll: lines.length,
    lines: latestOf(lines, most).toSorted((a, b) => a.lineNo - b.lineNo),
    componentsInAll: components.length,
    components: latestOf(components, most).toSorted(
      (a, b) => startOf(a) - startOf(b) || (a.id < b.id ? -1 : 1),
    ),
  }
}

function renderComponent(component: ScheduledComponent): View['components'][number] {
  const { id, kind, key, pattern, lineNos, tasks } = component
  return {
    id: encodeId('cmp', id),
    kind,
    key,
    pattern,
    lineNos,
    state: stateOf(component),
    ...datesOf(tasks),
    tasks: tasks.map((task) => ({
      id: encodeId('tsk', task.id),
      kind: task.kind,
      name: task.name,
      state: task.state,
      ...datesOf([task]),
    })),
  }
}

/** Of very many those that are latest. */
function latestOf<T extends { lateSeconds: number | null }>(rows: readonly T[], most: number): T[] {
  if (rows.length <= most) return [...rows]
  const late = ({ lateSeconds }: T) => lateSeconds ?? -Number.MAX_VALUE
  return rows.toSorted((a, b) => late(b) - late(a)).slice(0, most)
}

/** In order of their beginning; what has none comes last. */
function startOf({ projected: { start } }: View['components'][number]): number {
  return start === null ? Number.MAX_VALUE : Date.parse(start)
}

type JeopardyColumns = Omit<RowOf<typeof readJeopardyOfOrder>, 'account_id' | 'priority'> & {
  priority: string
}

function jeopardyOf(row: JeopardyColumns) {
  return {
    priority: row.priority,
    score: row.score!,
    reason: row.reason!,
    taskId: encodeId('tsk', row.task_id!),
    requiredBy: instant(row.required_by!),
    expectedAt: at(row.expected_at?.getTime() ?? null),
    since: instant(row.since!),
    acknowledgedBy: row.acknowledged_by && shownActor(row.acknowledged_by),
  }
}

/** From the first beginning to the last end of tasks; what is skipped says nothing where something is not. */
function datesOf(tasks: readonly ScheduledTask[]) {
  const done = tasks.filter(({ state }) => state !== 'skipped')
  const own = done.length > 0 ? done : tasks
  // Of tens of thousands, which are too many to be arguments.
  const least = (of: readonly number[]) => (of.length === 0 ? null : of.reduce((a, b) => Math.min(a, b)))
  const most = (of: readonly number[]) => (of.length === 0 ? null : of.reduce((a, b) => Math.max(a, b)))
  const span = (name: 'planned' | 'projected') => ({
    start: at(least(own.map(({ dates }) => dates[name].start))),
    end: at(most(own.map(({ dates }) => dates[name].end))),
  })
  const ended = own.filter(({ endedAt }) => endedAt !== null)
  const whole = own.length > 0 && ended.length === own.length
  // What nobody promised is late, or says nothing.
  const said = own.filter(({ dates }) => dates.promised || dates.delayMs! > 0)
  const late = most(said.flatMap(({ dates }) => dates.delayMs ?? []))
  return {
    planned: span('planned'),
    projected: span('projected'),
    actual: {
      start: at(least(ended.map(({ dates }) => dates.projected.start))),
      end: whole ? at(most(ended.map(({ endedAt }) => endedAt!))) : null,
    },
    requiredBy: at(most(own.flatMap(({ dates }) => dates.requiredBy ?? []))),
    lateSeconds: late === null || !Number.isFinite(late) ? null : Math.ceil(late / 1000),
  }
}

/** The state in which most is left to do; of what is over, that something was done. */
const STATES = ['failed', 'running', 'ready', 'waiting', 'completed', 'skipped']

function stateOf({ tasks }: ScheduledComponent): string {
  const [least = 'completed'] = tasks
    .map(({ state }) => state)
    .toSorted((a, b) => STATES.indexOf(a) - STATES.indexOf(b))
  return least
}

/** Each line beside its promise: it is done when all that was promised of it is. */
function linesOf({ order, components }: Schedule): View['lines'] {
  const tasks = new Map<number, ScheduledTask[]>()
  for (const { lineNos, tasks: own } of components)
    for (const lineNo of lineNos) {
      const promised = own.filter(({ dates, state }) => dates.promised && state !== 'skipped')
      tasks.set(lineNo, [...(tasks.get(lineNo) ?? []), ...promised])
    }
  const wanted = order.parts.filter((part) => part.wanted)
  return Array.from(
    Map.groupBy(wanted, ({ lineNo }) => lineNo),
    ([lineNo, parts]) => {
      const { projected, lateSeconds } = datesOf(tasks.get(lineNo) ?? [])
      const last = (days: readonly (string | null)[]) => days.toSorted().at(-1) ?? null
      return {
        lineNo,
        requestedOn: last(parts.map(({ requestedOn }) => requestedOn)),
        firstPromisedOn: last(parts.map(({ firstPromisedOn }) => firstPromisedOn)),
        promisedOn: parts.some(({ promisedOn }) => promisedOn === null)
          ? null
          : last(parts.map(({ promisedOn }) => promisedOn)),
        projectedEnd: projected.end,
        lateSeconds,
      }
    },
  ).toSorted((a, b) => a.lineNo - b.lineNo)
}

function at(time: number | null): string | null {
  return time === null || !Number.isFinite(time) ? null : instant(new Date(time))
}

/** Rows that are looked at for one page. */
const BUDGET = 5_000n

/** Orders in jeopardy of one priority, by id. A page can be short and still lead on. */
export async function listJeopardy(
  db: Reader,
  asked: {
    companyId: bigint
    priority: string
    acknowledged: boolean | undefined
    after: bigint
    limit: number
  },
): Promise<{ rows: Static<typeof JeopardyList>['rows']; next: readonly [bigint] | null }> {
  const { limit, acknowledged = null, ...rest } = asked
  const found = await db.read(listJeopardyRows, { ...rest, acknowledged, budget: BUDGET })
  const fitting = found.filter(({ fits }) => fits)
  const shown = fitting.slice(0, limit)
  const last =
    fitting.length > limit ? shown.at(-1) : found.length === Number(BUDGET) ? found.at(-1) : undefined
  return {
    rows: shown.map((row) => ({
      orderId: encodeId('ord', row.order_id),
      orderNumber: orderNumber(row.order_id),
      account: row.account_number,
      ...jeopardyOf(row),
    })),
    next: last ? [last.order_id] : null,
  }
}
