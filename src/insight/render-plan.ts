import type { RowOf } from '../platform/database/index.ts'
import { encodeId } from '../platform/public-id.ts'
import { instant } from '../platform/wire.ts'
import type { countPlan, countPlanDependencies, readComponents, readTasks } from './order.sql.ts'
import { placeOf, type LineOf } from './place.ts'
import type { SectionOf } from './order-shapes.ts'
import { insideSeen, type Sight } from './sight.ts'

type TaskRow = Omit<RowOf<typeof readTasks>, 'frees'>

export function renderTask(row: TaskRow, sight: Sight) {
  return {
    id: encodeId('tsk', row.id),
    componentId: encodeId('cmp', row.component_id),
    kind: row.kind,
    name: row.name,
    mode: row.mode,
    generation: row.generation,
    state: row.state,
    waits: row.waits,
    startAt: row.start_at === null ? null : instant(row.start_at),
    dueAt: row.due_at === null ? null : instant(row.due_at),
    attempt: row.attempt,
    input: insideSeen(row.input, sight),
    output: insideSeen(row.output, sight),
    problem: insideSeen(row.problem, sight),
  }
}

type ComponentRow = Omit<RowOf<typeof readComponents>, 'id' | 'line_ids'>

export function renderComponent(row: ComponentRow, id: bigint) {
  return {
    id: encodeId('cmp', id),
    kind: row.kind,
    key: row.key,
    pattern: row.pattern,
    modelVersion: row.model_version,
    plannedStart: row.planned_start === null ? null : instant(row.planned_start),
    plannedEnd: row.planned_end === null ? null : instant(row.planned_end),
    location: placeOf(row),
  }
}

export function renderPlanSummary(
  counts: RowOf<typeof countPlan>[],
  dependencies: RowOf<typeof countPlanDependencies>[],
): SectionOf<'planSummary'> {
  const steps = Map.groupBy(counts, (row) => `${row.component} ${row.kind}`)
  return {
    tasks: counts.reduce((sum, row) => sum + Number(row.tasks), 0),
    steps: [...steps.values()].map((rows) => ({
      component: rows[0]!.component,
      kind: rows[0]!.kind,
      states: Object.fromEntries(rows.map((row) => [row.state, Number(row.tasks)])),
    })),
    dependencies: dependencies.map((row) => ({
      from: { component: row.from_component, kind: row.from_kind },
      to: { component: row.to_component, kind: row.to_kind },
    })),
  }
}

export function renderPlan(
  components: RowOf<typeof readComponents>[],
  tasks: RowOf<typeof readTasks>[],
  lineOf: LineOf,
  sight: Sight,
): SectionOf<'plan'> {
  return {
    components: components.map((row) => ({
      ...renderComponent(row, row.id),
      lines: row.line_ids.map((id) => encodeId('ful', id)),
      lineNos:
        row.line_nos.length > 0 ? row.line_nos : [...new Set(row.line_ids.map((id) => lineOf.get(id)!))],
    })),
    tasks: tasks.map((row) => renderTask(row, sight)),
    dependencies: tasks.flatMap((row) =>
      row.frees.map((to) => ({
        from: encodeId('tsk', row.id),
        to: encodeId('tsk', to),
        met: row.state === 'completed' || row.state === 'skipped',
      })),
    ),
  }
}
