import { Type } from 'typebox'
import { IdShape, InstantShape, orNull } from '../platform/wire.ts'

/** Answers about background jobs. */

const job = {
  job: Type.String(),
  title: Type.String(),
  everySeconds: orNull(Type.Number({ description: 'null: it works its queue off as fast as it can' })),
  state: Type.Union([Type.Literal('running'), Type.Literal('draining'), Type.Literal('stopped')]),
  changedAt: orNull(InstantShape),
  changedBy: orNull(Type.String()),
  reason: orNull(Type.String()),
  queue: orNull(
    Type.Object(
      { waiting: Type.Integer(), due: Type.Integer(), oldestDueAt: orNull(InstantShape) },
      {
        description:
          'Of all companies; null: it has none. Of a job without records that is stopped: the run that is due',
      },
    ),
  ),
  hasRecords: Type.Boolean({ description: 'What waits can be listed: …/records' }),
  inPerMinute: orNull(Type.Number({ description: 'Of the last five minutes' })),
  outPerMinute: Type.Number(),
  failedPerMinute: Type.Number(),
  processes: Type.Array(
    Type.Object({
      process: Type.String(),
      alive: Type.Boolean({ description: 'Heard of within ten seconds' }),
      since: InstantShape,
      beatAt: InstantShape,
      workingSince: orNull(InstantShape),
      done: Type.Integer(),
      failed: Type.Integer(),
      lastError: orNull(Type.String()),
      lastErrorAt: orNull(InstantShape),
    }),
  ),
}

export const JobShape = Type.Object(job, { title: 'Job' })

export const JobDetailShape = Type.Object(
  {
    ...job,
    changes: Type.Array(
      Type.Object({
        at: InstantShape,
        state: Type.String(),
        by: Type.String(),
        reason: orNull(Type.String()),
      }),
      { description: 'The newest 50' },
    ),
  },
  { title: 'JobDetail' },
)

export const JobRecordShape = Type.Object(
  {
    orderId: orNull(IdShape),
    orderNumber: orNull(Type.String()),
    recordId: Type.String(),
    status: Type.Union([Type.Literal('waiting'), Type.Literal('working'), Type.Literal('failed')]),
    dueAt: orNull(InstantShape),
    attempts: Type.Integer(),
    problem: orNull(Type.String()),
  },
  { title: 'JobRecord' },
)

export const JobRunShape = Type.Object(
  {
    process: Type.String(),
    startedAt: InstantShape,
    endedAt: InstantShape,
    evaluated: Type.Integer(),
    processed: Type.Integer(),
    error: orNull(Type.String()),
  },
  { title: 'JobRun' },
)
