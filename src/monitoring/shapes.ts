import { Type } from 'typebox'
import { IdShape, InstantShape, orNull } from '../platform/wire.ts'

/** Answers about what is true and what is late. */

export const InvariantReport = Type.Object(
  {
    holds: Type.Boolean({ description: 'All were checked and hold' }),
    complete: Type.Boolean({ description: 'False: some law ran out of time' }),
    laws: Type.Array(
      Type.Object({
        law: Type.String(),
        sentence: Type.String(),
        holds: Type.Boolean(),
        checked: Type.Boolean({ description: 'False: it ran out of time, nobody knows whether it holds' }),
        rows: Type.Array(
          Type.Object({
            what: orNull(Type.String()),
            expected: Type.String(),
            actual: Type.String(),
          }),
          { description: 'The first 100 that break it' },
        ),
      }),
    ),
  },
  { title: 'InvariantReport' },
)

export const QueueReport = Type.Object(
  {
    at: InstantShape,
    tasks: Type.Array(
      Type.Object({
        kind: Type.String(),
        depth: Type.Integer(),
        due: Type.Integer(),
        attempted: Type.Integer({ description: 'Claimed at least once' }),
        oldestDueSeconds: orNull(Type.Number()),
      }),
    ),
    failed: Type.Array(
      Type.Object({
        orderId: IdShape,
        orderNumber: Type.String(),
        taskId: IdShape,
        kind: Type.String(),
        problem: Type.String(),
      }),
      { description: 'The newest 100' },
    ),
    doors: Type.Array(Type.Object({ act: Type.String(), lane: Type.String(), depth: Type.Integer() }), {
      description: 'What waits on this node',
    }),
  },
  { title: 'QueueReport' },
)
