import { Type } from 'typebox'
import type { Door } from '../../platform/batch/index.ts'
import { defineProblems, ok, route, type Route, type RouteRequest } from '../../platform/http/index.ts'
import { IdShape, orNull } from '../../platform/wire.ts'
import { answered, ask, askedBy, IdIn, idIn, strict } from '../wire/http-input.ts'
import { completeWork } from './complete-work.ts'
import { assignWork, giveWorkBack, takeWork } from './take-work.ts'

defineProblems({
  work_taken: [409, 'Somebody else has taken this work on.', 'Ask them, or have it given back first.'],
  work_not_due: [
    409,
    'This work cannot be done yet.',
    'Read the plan of its order: what it waits for stands there.',
  ],
  work_over: [409, 'This work is over.', 'Read the plan of its order: it has moved on.'],
})

const Params = Type.Object({ id: IdIn, taskId: IdIn })
const WorkState = Type.Object(
  {
    id: IdShape,
    orderId: IdShape,
    title: Type.String(),
    state: Type.String({
      description: 'Of its task: ready, running (taken on), completed, failed, waiting, skipped',
    }),
    owner: orNull(Type.String({ description: 'Who has taken it on' })),
    assignee: orNull(Type.String({ description: 'Who is to do it' })),
    status: orNull(Type.String({ description: 'How it ended' })),
  },
  { $id: 'WorkState', title: 'WorkState' },
)

const MOST_DATA = 50

/** Routes by which people do what a plan asks of them. */
export function workRoutes(door: Door): Route[] {
  const shared = {
    method: 'POST',
    tags: ['Work'],
    scope: 'operations:write',
    idempotencyKey: 'optional',
    params: Params,
  } as const
  const of = (
    request: Pick<RouteRequest, 'principal' | 'companyId'> & Parameters<typeof askedBy>[0],
    params: { id: string; taskId: string },
    does: string,
  ) => {
    const taskId = idIn('tsk', params.taskId)
    return { ...askedBy(request, `${does} ${taskId}`), orderId: idIn('ord', params.id), taskId }
  }
  return [
    route({
      ...shared,
      url: '/api/v1/orders/:id/tasks/:taskId/take',
      operationId: 'takeWork',
      summary: 'Take work on',
      description:
        'Of two at once one has it. What was taken on is not stopped by a hold or a suspension: it is ended, or given back.',
      responses: { 200: { description: 'It is yours.', schema: WorkState } },
      problems: ['work_taken', 'work_not_due', 'work_over', 'idempotency_key_reused'],
      async handle(request) {
        return answered(await ask(door, takeWork, of(request, request.params, 'takeWork')), ok)
      },
    }),
    route({
      ...shared,
      url: '/api/v1/orders/:id/tasks/:taskId/give-back',
      operationId: 'giveWorkBack',
      summary: 'Give work back, or take it from whoever has it',
      responses: { 200: { description: 'It is anybody’s again.', schema: WorkState } },
      problems: ['work_over', 'idempotency_key_reused'],
      async handle(request) {
        return answered(await ask(door, giveWorkBack, of(request, request.params, 'giveWorkBack')), ok)
      },
    }),
    route({
      ...shared,
      url: '/api/v1/orders/:id/tasks/:taskId/assign',
      operationId: 'assignWork',
      summary: 'Say who is to do work',
      body: strict(
        {
          assignee: orNull(
            Type.String({
              minLength: 1,
              maxLength: 200,
              description: 'A person or a team, as you call them; null: nobody in particular',
            }),
          ),
        },
        'WorkAssignment',
      ),
      responses: { 200: { description: 'It is theirs to do.', schema: WorkState } },
      problems: ['work_over', 'idempotency_key_reused'],
      async handle(request) {
        const asked = { ...of(request, request.params, 'assignWork'), assignee: request.body.assignee }
        return answered(await ask(door, assignWork, asked), ok)
      },
    }),
    route({
      ...shared,
      url: '/api/v1/orders/:id/tasks/:taskId/complete',
      operationId: 'completeWork',
      summary: 'End work with one of its statuses',
      description:
        'What nobody has taken on is taken on and ended at once. The plan goes on, or stands failed, as the status says.',
      body: strict(
        {
          status: Type.String({ minLength: 1, maxLength: 50 }),
          note: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
          data: Type.Optional(
            Type.Record(Type.String({ minLength: 1, maxLength: 100 }), Type.String({ maxLength: 1000 }), {
              maxProperties: MOST_DATA,
              description: 'What came of it, by name: a serial number, a reading',
            }),
          ),
        },
        'WorkEnd',
      ),
      responses: { 200: { description: 'It has ended.', schema: WorkState } },
      problems: ['work_taken', 'work_not_due', 'work_over', 'work_refused', 'idempotency_key_reused'],
      async handle(request) {
        const { status, note = null, data = null } = request.body
        const asked = { ...of(request, request.params, 'completeWork'), status, note, data }
        return answered(await ask(door, completeWork, asked), ok)
      },
    }),
  ]
}
