import { Type } from 'typebox'
import { IdShape, InstantShape, orNull } from '../platform/wire.ts'
import { Free, LocationRef } from './ref-shapes.ts'

/** The plan of an order in answers, whole and summed up. */

export const PlanTask = Type.Object(
  {
    id: IdShape,
    componentId: IdShape,
    kind: Type.String(),
    name: orNull(
      Type.String({ description: 'Of a task that a pattern names; null: its kind says what it does' }),
    ),
    mode: Type.String(),
    generation: Type.Integer(),
    state: Type.String(),
    waits: Type.Integer(),
    startAt: orNull(InstantShape),
    dueAt: orNull(InstantShape),
    attempt: orNull(Type.Integer()),
    input: Free,
    output: Free,
    problem: orNull(Type.String()),
  },
  { title: 'PlanTask' },
)

export const PlanComponent = Type.Object(
  {
    id: IdShape,
    kind: Type.String(),
    key: Type.String(),
    pattern: Type.String(),
    modelVersion: Type.Integer(),
    plannedStart: orNull({ ...InstantShape, description: 'When it is to begin, as its plan was drawn' }),
    plannedEnd: orNull({ ...InstantShape, description: 'When it is to be over' }),
    location: orNull(LocationRef),
  },
  { title: 'PlanComponent' },
)

const Step = Type.Object({ component: Type.String(), kind: Type.String() })
export const PlanSummary = Type.Object(
  {
    tasks: Type.Integer(),
    steps: Type.Array(
      Type.Object({
        component: Type.String({ description: 'Kind of the component' }),
        kind: Type.String({ description: 'What its tasks do' }),
        states: Type.Record(Type.String(), Type.Integer(), { description: 'How many tasks are in a state' }),
      }),
    ),
    dependencies: Type.Array(Type.Object({ from: Step, to: Step })),
  },
  { title: 'PlanSummary' },
)

export const Plan = Type.Object(
  {
    components: Type.Array(
      Type.Object({
        ...PlanComponent.properties,
        lines: Type.Array(IdShape, { description: 'Fulfillment lines' }),
        lineNos: Type.Array(Type.Integer(), { description: 'The lines of the order behind them' }),
      }),
    ),
    tasks: Type.Array(PlanTask),
    dependencies: Type.Array(
      Type.Object({ from: IdShape, to: IdShape, met: Type.Boolean() }, { description: 'Between tasks' }),
    ),
  },
  { title: 'Plan' },
)
