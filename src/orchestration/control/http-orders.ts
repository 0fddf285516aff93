import { Type } from 'typebox'
import type { Door } from '../../platform/batch/index.ts'
import { allows, created, defineProblems, ok, route, type Route } from '../../platform/http/index.ts'
import { LEAST_PRIORITY, MOST_PRIORITY } from '../../orders/index.ts'
import { DateShape, IdShape } from '../../platform/wire.ts'
import { POLICY_PROBLEMS } from '../policy/judge-policy.ts'
import { changePriority } from './change-priority.ts'
import { answered, ask, askedBy, IdIn, idIn, strict } from '../wire/http-input.ts'
import { HOLD_CODE, HoldKindIn } from './hold-code.ts'
import { placeHold } from './place-hold.ts'
import { releaseHold } from './release-hold.ts'
import { resumeOrder } from './resume.ts'
import { retryTask } from './retry-task.ts'
import { suspendOrder } from './suspend.ts'

defineProblems({
  hold_of_check: [
    403,
    'A check of Docket placed the hold.',
    'Ask somebody with the scope that `errors` names.',
  ],
  hold_refused: [422, 'The hold cannot be changed like this.', 'Correct what `errors` names.'],
  too_late: [409, 'Nothing is left that a hold could stop.', 'Take a return for what was shipped.'],
  not_in_progress: [
    409,
    'The order is not in progress.',
    'A draft gets its priority when it is submitted; what is done needs none.',
  ],
  not_suspended: [409, 'The order is not suspended.', 'What is over goes on no more.'],
  not_failed: [409, 'The task has not failed.', 'Read the plan of the order: it has moved on.'],
  order_on_hold: [409, 'The order is on hold.', 'Release its holds first.'],
})

const OrderParams = Type.Object({ id: IdIn })
const HoldParams = Type.Object({ id: IdIn, holdId: IdIn })
const TaskParams = Type.Object({ id: IdIn, taskId: IdIn })
const Priority = Type.Integer({
  minimum: LEAST_PRIORITY,
  maximum: MOST_PRIORITY,
  description: '9 is the most urgent, 4 the usual',
})
const Reason = Type.String({ minLength: 1, maxLength: 500 })
/** Why somebody stops an order: who comes later has to read something. */
const Why = Type.String({ minLength: 1, maxLength: 500, pattern: String.raw`\S`, form: 'words' })
const HoldState = Type.Object(
  {
    id: IdShape,
    orderId: IdShape,
    kind: Type.String({ description: 'generic; service: of a kind of task; system: placed by a check' }),
    lines: Type.Union([Type.Array(Type.Integer()), Type.Null()], {
      description: 'What it stops, with what goes with the lines that were named; null: all of the order',
    }),
    task: Type.Union([HoldKindIn, Type.Null()]),
    expiresOn: Type.Union([DateShape, Type.Null()]),
    code: Type.String(),
    reason: Type.String(),
    released: Type.Boolean(),
    openHolds: Type.Integer({ description: 'Holds that stop all of the order' }),
  },
  { $id: 'HoldState' },
)
const RunningState = Type.Object(
  { orderId: IdShape, state: Type.String({ description: 'suspended or in_progress' }) },
  { $id: 'RunningState' },
)
const TaskState = Type.Object(
  { id: IdShape, orderId: IdShape, kind: Type.String(), state: Type.String() },
  { $id: 'TaskState' },
)

/** The scopes that placing or releasing a hold may need. */
/** One of these is needed by whoever does either. */
const HOLDING = ['orders:write', 'credit:write'] as const
const RELEASING = ['orders:write', 'operations:write', 'credit:write'] as const

/** Routes by which a person steers an order on its way: holds, priority, failed tasks. */
export function orderRoutes(door: Door): Route[] {
  return [
    route({
      method: 'POST',
      url: '/api/v1/orders/:id/holds',
      operationId: 'placeHold',
      summary: 'Put an order on hold',
      description:
        'Nothing more of it starts until the hold is released; a suspended order is held, too. With `lines`, only these with what goes with them; with `task`, only tasks of that kind, be it that they come later: the rest goes on.',
      tags: ['Orders'],
      scope: HOLDING,
      idempotencyKey: 'required',
      params: OrderParams,
      body: strict(
        {
          code: Type.String({
            ...HOLD_CODE,
            description: 'One of the hold codes of the company; any, when it has none',
          }),
          reason: Why,
          lines: Type.Optional(
            Type.Array(Type.Integer({ minimum: 1 }), {
              minItems: 1,
              maxItems: 1000,
              uniqueItems: true,
              description: 'Numbers of the lines that it stops; absent: all of the order',
            }),
          ),
          task: Type.Optional(HoldKindIn),
          expiresOn: Type.Optional(
            Type.String({
              format: 'date',
              description: 'It ends by itself on this day; absent: as its code says, else never',
            }),
          ),
        },
        'NewHold',
      ),
      responses: { 201: { description: 'Placed.', schema: HoldState } },
      problems: ['not_in_progress', 'too_late', 'hold_refused', ...POLICY_PROBLEMS, 'idempotency_key_reused'],
      async handle(request) {
        const { body, params, principal } = request
        const orderId = idIn('ord', params.id)
        const { code, reason, lines = null, task = null, expiresOn = null } = body
        const asked = {
          ...askedBy(request, `placeHold ${orderId}`),
          orderId,
          code,
          reason,
          lines,
          task,
          expiresOn,
          scopes: RELEASING.filter((scope) => allows(principal, scope)),
        }
        return answered(await ask(door, placeHold, asked), (answer) =>
          created(answer, `/api/v1/orders/${params.id}`),
        )
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/orders/:id/holds/:holdId/release',
      operationId: 'releaseHold',
      summary: 'Release a hold',
      description:
        'What waited for nothing else goes on. Released again, it stays as it is. A credit hold needs the scope `credit:write`, any other hold `orders:write`, and one of kind `system` `operations:write` as well, unless its hold code says otherwise.',
      tags: ['Orders'],
      scope: HOLDING,
      idempotencyKey: 'optional',
      params: HoldParams,
      body: strict({ reason: Reason }, 'HoldRelease'),
      responses: { 200: { description: 'Released.', schema: HoldState } },
      problems: ['hold_refused', 'hold_of_check', 'idempotency_key_reused'],
      async handle(request) {
        const { body, params, principal } = request
        const orderId = idIn('ord', params.id)
        const holdId = idIn('hld', params.holdId)
        const asked = {
          ...askedBy(request, `releaseHold ${holdId}`),
          orderId,
          holdId,
          reason: body.reason,
          scopes: RELEASING.filter((scope) => allows(principal, scope)),
        }
        return answered(await ask(door, releaseHold, asked), ok)
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/orders/:id/suspend',
      operationId: 'suspendOrder',
      summary: 'Stop all of an order',
      description:
        'Nothing more of it starts until it is resumed. What a warehouse or a bank says meanwhile is taken in. Suspended again, it stays as it is.',
      tags: ['Orders'],
      scope: 'orders:write',
      idempotencyKey: 'optional',
      params: OrderParams,
      body: strict({ reason: Why }, 'Suspension'),
      responses: { 200: { description: 'It stands still.', schema: RunningState } },
      problems: ['not_in_progress', 'too_late', ...POLICY_PROBLEMS, 'idempotency_key_reused'],
      async handle(request) {
        const orderId = idIn('ord', request.params.id)
        const asked = { ...askedBy(request, `suspendOrder ${orderId}`), orderId, reason: request.body.reason }
        return answered(await ask(door, suspendOrder, asked), ok)
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/orders/:id/resume',
      operationId: 'resumeOrder',
      summary: 'Let an order go on that was suspended',
      tags: ['Orders'],
      scope: 'orders:write',
      idempotencyKey: 'optional',
      params: OrderParams,
      body: strict({ reason: Type.Optional(Why) }, 'Resumption'),
      responses: { 200: { description: 'It goes on.', schema: RunningState } },
      problems: ['not_suspended', ...POLICY_PROBLEMS, 'idempotency_key_reused'],
      async handle(request) {
        const orderId = idIn('ord', request.params.id)
        const { reason = null } = request.body
        const asked = { ...askedBy(request, `resumeOrder ${orderId}`), orderId, reason }
        return answered(await ask(door, resumeOrder, asked), ok)
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/orders/:id/priority',
      operationId: 'changePriority',
      summary: 'Make an order more or less urgent',
      description:
        'Its tasks have their turn by due time, where a step of priority is worth a minute: what is urgent overtakes, what is not waits nine minutes longer at most.',
      tags: ['Operations'],
      scope: 'operations:write',
      idempotencyKey: 'optional',
      params: OrderParams,
      body: strict({ priority: Priority, reason: Type.Optional(Reason) }, 'PriorityChange'),
      responses: {
        200: {
          description: 'It has this priority.',
          schema: Type.Object({ orderId: IdShape, priority: Type.Integer() }, { $id: 'PriorityState' }),
        },
      },
      problems: ['not_in_progress', ...POLICY_PROBLEMS, 'idempotency_key_reused'],
      async handle(request) {
        const orderId = idIn('ord', request.params.id)
        const { priority, reason = null } = request.body
        const asked = { ...askedBy(request, `changePriority ${orderId}`), orderId, priority, reason }
        return answered(await ask(door, changePriority, asked), ok)
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/orders/:id/tasks/:taskId/retry',
      operationId: 'retryTask',
      summary: 'Try a failed task again',
      tags: ['Operations'],
      scope: 'operations:write',
      idempotencyKey: 'optional',
      params: TaskParams,
      responses: { 200: { description: 'In the queue again.', schema: TaskState } },
      problems: [
        'not_in_progress',
        'not_failed',
        'order_on_hold',
        ...POLICY_PROBLEMS,
        'idempotency_key_reused',
      ],
      async handle(request) {
        const orderId = idIn('ord', request.params.id)
        const taskId = idIn('tsk', request.params.taskId)
        return answered(
          await ask(door, retryTask, { ...askedBy(request, `retryTask ${taskId}`), orderId, taskId }),
          ok,
        )
      },
    }),
  ]
}
