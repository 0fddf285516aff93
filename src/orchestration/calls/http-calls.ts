import { Type } from 'typebox'
import { shownActor } from '../../platform/auth/index.ts'
import type { Door } from '../../platform/batch/index.ts'
import type { Database } from '../../platform/database/index.ts'
import {
  defineProblems,
  ok,
  pageParameters,
  pageRequest,
  route,
  type Route,
} from '../../platform/http/index.ts'
import { listReply } from '../../platform/list-reply.ts'
import { encodeId } from '../../platform/public-id.ts'
import { IdShape, instant, InstantShape, listOf, orNull } from '../../platform/wire.ts'
import { answered, ask, askedBy, IdIn, idIn, strict } from '../wire/http-input.ts'
import { listCalls, listFacts, listReplies } from './calls.sql.ts'
import { MOST_VALUE } from './settle.ts'
import { tellFacts } from './tell-facts.ts'
import { undoCalls } from './undo-calls.ts'

defineProblems({
  facts_refused: [
    422,
    'These facts cannot be taken as they are.',
    'Correct everything that `errors` names; nothing was changed.',
  ],
  undo_refused: [
    422,
    'These calls cannot be undone.',
    'Correct everything that `errors` names; nothing was undone.',
  ],
  order_over: [409, 'The order is over.', 'Nothing of it changes any more.'],
})

const Free = Type.Unknown()
const CallRow = Type.Object(
  {
    taskId: IdShape,
    generation: Type.Integer({
      description: 'Which call of its task it is: what was not done is asked for anew',
    }),
    mode: Type.String({ description: 'do, redo or undo' }),
    system: Type.String(),
    key: Type.String({ description: 'By which the system knows it' }),
    method: Type.String(),
    path: Type.String(),
    body: orNull(Type.String({ description: 'What is sent, byte for byte' })),
    state: Type.String({
      description: 'kept, sent, answered, unknown (nobody knows whether it was done), failed (it was not)',
    }),
    attempts: Type.Integer(),
    acceptedAt: orNull({ ...InstantShape, description: 'The system has it, and says later what came of it' }),
    answerBy: orNull({ ...InstantShape, description: 'Then it is in doubt' }),
    status: orNull(Type.String({ description: 'As the system said' })),
    data: Free,
    class: orNull(Type.String({ description: 'Of a failure: later, wrong, impossible, unknown' })),
    problem: orNull(Type.String()),
    keptAt: InstantShape,
    settledAt: orNull(InstantShape),
  },
  { title: 'OutsideCall' },
)
const ReplyRow = Type.Object(
  {
    system: Type.String(),
    id: Type.String({ description: 'The sender’s own' }),
    key: orNull(Type.String()),
    orderId: orNull(IdShape),
    taskId: orNull(IdShape),
    status: Type.String(),
    means: Type.String({ description: 'What that meant when it came' }),
    reason: orNull(
      Type.String({
        description: 'Why it moved nothing: unknown_key, other_generation, answered_before, not_open',
      }),
    ),
    body: Free,
    receivedAt: InstantShape,
  },
  { title: 'ParkedReply' },
)
const FactRow = Type.Object(
  {
    lineNo: Type.Integer(),
    name: Type.String(),
    value: Type.String(),
    taskId: orNull({ ...IdShape, description: 'The task whose call brought it' }),
    actor: Type.String(),
    at: InstantShape,
  },
  { title: 'LineFact' },
)

const MOST_FACTS = 1000
const MOST_UNDONE = 1000
const Params = Type.Object({ id: IdIn })

/** Routes of what plans ask outside systems for, what these said that moved nothing, and what is known of lines. */
export function callRoutes({ db, door }: { db: Database; door: Door }): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/v1/orders/:id/calls',
      operationId: 'listCalls',
      summary: 'What an order asked outside systems for, and what came of it',
      tags: ['Orders'],
      scope: 'operations:read',
      params: Params,
      query: Type.Object(pageParameters),
      responses: { 200: { description: 'A page of calls', schema: listOf(CallRow, 'OutsideCalls') } },
      async handle(asked) {
        const { after, limit, fetch } = pageRequest(asked, 'bns')
        const [afterTask = 0n, afterGeneration = 0, afterMode = ''] = (after ?? []) as [
          bigint?,
          number?,
          string?,
        ]
        const rows = await db.read(listCalls, {
          companyId: asked.companyId,
          orderId: idIn('ord', asked.params.id),
          afterTask,
          afterGeneration,
          afterMode,
          fetch: BigInt(fetch),
        })
        const shown = rows.slice(0, limit)
        const last = rows.length > limit ? shown.at(-1) : undefined
        return listReply(
          asked,
          shown.map((row) => ({
            taskId: encodeId('tsk', row.task_id),
            generation: row.generation,
            mode: row.mode,
            system: row.system,
            key: row.key,
            method: row.method,
            path: row.path,
            body: row.content === null ? null : row.content.toString('utf8'),
            state: row.state,
            attempts: row.attempt,
            acceptedAt: row.accepted_at === null ? null : instant(row.accepted_at),
            answerBy: row.answer_by === null ? null : instant(row.answer_by),
            status: row.status,
            data: row.data,
            class: row.class,
            problem: row.problem,
            keptAt: instant(row.kept_at),
            settledAt: row.settled_at === null ? null : instant(row.settled_at),
          })),
          last ? [last.task_id, last.generation, last.mode] : null,
        )
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/orders/:id/calls/undo',
      operationId: 'undoCalls',
      summary: 'Undo what outside systems did for an order',
      description:
        'By the requests that patterns say for it, the last done first. What is undone, or being undone, stays so.',
      tags: ['Orders'],
      scope: 'operations:write',
      idempotencyKey: 'optional',
      params: Params,
      body: strict(
        {
          taskIds: Type.Optional(
            Type.Array(IdIn, {
              minItems: 1,
              maxItems: MOST_UNDONE,
              description: 'The tasks whose calls are undone; absent: all that can be',
            }),
          ),
          reason: Type.String({ minLength: 1, maxLength: 1000 }),
        },
        'UndoneCalls',
      ),
      responses: {
        200: {
          description: 'It is being undone.',
          schema: Type.Object({ orderId: IdShape, undone: Type.Integer({ description: 'How many calls' }) }),
        },
      },
      problems: ['undo_refused', 'order_over', 'idempotency_key_reused'],
      async handle(request) {
        const { taskIds = null, reason } = request.body
        const orderId = idIn('ord', request.params.id)
        const asked = {
          ...askedBy(request, `undoCalls ${orderId}`),
          orderId,
          taskIds: taskIds && taskIds.map((id) => idIn('tsk', id)),
          reason,
        }
        return answered(await ask(door, undoCalls, asked), ok)
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/parked-replies',
      operationId: 'listParkedReplies',
      summary: 'What outside systems said that moved nothing, oldest first',
      tags: ['Orders'],
      scope: 'operations:read',
      query: Type.Object(pageParameters),
      responses: { 200: { description: 'A page of replies', schema: listOf(ReplyRow, 'ParkedReplies') } },
      async handle(asked) {
        const { after, limit, fetch } = pageRequest(asked, 'bss')
        const [afterUs = 0n, afterSystem = '', afterId = ''] = (after ?? []) as [bigint?, string?, string?]
        const rows = await db.read(listReplies, {
          companyId: asked.companyId,
          afterUs,
          afterSystem,
          afterId,
          fetch: BigInt(fetch),
        })
        const shown = rows.slice(0, limit)
        const last = rows.length > limit ? shown.at(-1) : undefined
        return listReply(
          asked,
          shown.map((row) => ({
            system: row.system,
            id: row.id,
            key: row.key,
            orderId: row.order_id === null ? null : encodeId('ord', row.order_id),
            taskId: row.task_id === null ? null : encodeId('tsk', row.task_id),
            status: row.status,
            means: row.means,
            reason: row.reason,
            body: row.body,
            receivedAt: instant(row.received_at),
          })),
          last ? [last.received_us, last.system, last.id] : null,
        )
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/orders/:id/facts',
      operationId: 'listFacts',
      summary: 'What is known of the lines of an order',
      tags: ['Orders'],
      scope: 'operations:read',
      params: Params,
      query: Type.Object(pageParameters),
      responses: { 200: { description: 'A page of facts', schema: listOf(FactRow, 'LineFacts') } },
      async handle(asked) {
        const { after, limit, fetch } = pageRequest(asked, 'ns')
        const [afterLine = 0, afterName = ''] = (after ?? []) as [number?, string?]
        const rows = await db.read(listFacts, {
          companyId: asked.companyId,
          orderId: idIn('ord', asked.params.id),
          afterLine,
          afterName,
          fetch: BigInt(fetch),
        })
        const shown = rows.slice(0, limit)
        const last = rows.length > limit ? shown.at(-1) : undefined
        return listReply(
          asked,
          shown.map(({ line_no: lineNo, name, value, task_id: taskId, actor, at }) => ({
            lineNo,
            name,
            value,
            taskId: taskId === null ? null : encodeId('tsk', taskId),
            actor: shownActor(actor),
            at: instant(at),
          })),
          last ? [last.line_no, last.name] : null,
        )
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/orders/:id/facts',
      operationId: 'tellFacts',
      summary: 'Say what is known of lines of an order',
      description:
        'Names that are not said stay as they are. What waits for it goes on; nothing that was done is done again.',
      tags: ['Orders'],
      scope: 'operations:write',
      idempotencyKey: 'optional',
      params: Params,
      body: strict(
        {
          facts: Type.Array(
            Type.Object(
              {
                lineNo: Type.Integer({ minimum: 1 }),
                name: Type.String({ minLength: 1, maxLength: 100 }),
                value: orNull(
                  Type.String({ maxLength: MOST_VALUE, description: 'null: it is known no more' }),
                ),
              },
              { additionalProperties: false },
            ),
            { minItems: 1, maxItems: MOST_FACTS },
          ),
          reason: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
        },
        'FactsTold',
      ),
      responses: {
        200: {
          description: 'It is known.',
          schema: Type.Object({
            orderId: IdShape,
            changed: Type.Integer({ description: 'How many were not known before' }),
          }),
        },
      },
      problems: ['facts_refused', 'order_over', 'idempotency_key_reused'],
      async handle(request) {
        const { facts, reason = null } = request.body
        const orderId = idIn('ord', request.params.id)
        const asked = { ...askedBy(request, `tellFacts ${orderId}`), orderId, facts, reason }
        return answered(await ask(door, tellFacts, asked), ok)
      },
    }),
  ]
}
