import { Type, type Static } from 'typebox'
import type { Door } from '../platform/batch/index.ts'
import type { Database } from '../platform/database/index.ts'
import {
  allows,
  created,
  defineProblems,
  HttpProblem,
  lacks,
  ok,
  refused,
  route,
  type Principal,
  type Reply,
  type Route,
  type Scope,
} from '../platform/http/index.ts'
import type { Answered } from '../platform/keyed.ts'
import type { Refusal } from '../platform/outcome.ts'
import { LEAST_PRIORITY, MOST_PRIORITY } from '../orders/index.ts'
import { scopeOf } from '../platform/row-scope.ts'
import { DateShape, IdShape, MoneyShape, orNull, QuantityShape } from '../platform/wire.ts'
import { applyMoney } from './apply-money.ts'
import { cancelRoute } from './http-cancel.ts'
import { changePriority } from './change-priority.ts'
import { confirmShipment } from './confirm-shipment.ts'
import {
  ask,
  askedBy,
  Code,
  DateIn,
  Decimal,
  IdIn,
  idIn,
  Input,
  judged,
  MoneyIn,
  strict,
} from './http-input.ts'
import { remorseRoute } from './http-remorse.ts'
import { stockRoutes } from './http-stock.ts'
import { strayRoutes } from './http-stray.ts'
import { placeHold } from './place-hold.ts'
import { receivePayment } from './receive-payment.ts'
import { releaseHold } from './release-hold.ts'
import { retryTask } from './retry-task.ts'
import { returnGoods } from './return-goods.ts'

/** What the routes of orchestration work with. `db` is for reading. */
export interface OrchestrationRouting {
  door: Door
  db: Database
  /** In so many days goods that left without a sale are expected back, unless somebody says when. */
  strayDays: number
}

defineProblems({
  receipt_refused: [422, 'The receipt cannot be taken in.', 'Correct everything that `errors` names.'],
  application_refused: [
    422,
    'The money cannot be applied.',
    'Correct everything that `errors` names; nothing was changed.',
  ],
  return_refused: [422, 'The return cannot be taken in.', 'Correct everything that `errors` names.'],
  confirmation_refused: [
    422,
    'The confirmation does not fit the shipment.',
    'Compare it with what was requested; nothing was changed.',
  ],
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
  not_failed: [409, 'The task has not failed.', 'Read the plan of the order: it has moved on.'],
  order_on_hold: [409, 'The order is on hold.', 'Release its holds first.'],
})

const Priority = Type.Integer({
  minimum: LEAST_PRIORITY,
  maximum: MOST_PRIORITY,
  description: '9 is the most urgent, 4 the usual',
})
const OrderParams = Type.Object({ id: IdIn })
const HoldParams = Type.Object({ id: IdIn, holdId: IdIn })
const TaskParams = Type.Object({ id: IdIn, taskId: IdIn })

const Receipt = strict(
  {
    account: Code,
    amount: MoneyIn,
    orderId: Type.Optional(IdIn),
    invoiceIds: Type.Optional(Type.Array(IdIn, { maxItems: 500 })),
    method: Code,
    reference: Type.Optional(Code),
    receivedOn: Type.Optional(DateIn),
  },
  'Receipt',
)
const Applied = Type.Object({
  invoiceId: IdShape,
  orderId: Type.Optional(orNull(IdShape)),
  amount: MoneyShape,
  settled: Type.Boolean(),
})
const Paid = {
  applications: Type.Array(Applied),
  rules: Type.Array(Type.String(), { description: 'Why, in order: `named`, or a rule of the company' }),
  passedOver: Type.Array(IdShape, {
    description: 'Invoices that were named and got nothing: paid already, or no money was left for them',
  }),
  goesOn: Type.Boolean({
    description:
      'It pays more invoices than at once: `applications` are the first, and it goes on by itself until the money is used up or nothing is open. `GET /receipts/{id}` says how far it is.',
  }),
}
const ReceiptTaken = Type.Object(
  { id: IdShape, receivedOn: DateShape, unapplied: MoneyShape, ...Paid },
  { $id: 'ReceiptTaken' },
)
const Application = strict(
  {
    invoiceIds: Type.Optional(
      Type.Array(IdIn, { maxItems: 500, description: 'Paid first, in this order; then the rules go on' }),
    ),
  },
  'Application',
)
const MoneyApplied = Type.Object(
  { id: IdShape, appliedOn: DateShape, left: MoneyShape, ...Paid },
  { $id: 'MoneyApplied' },
)
const ReturnInput = strict(
  {
    orderId: Type.Optional(IdIn),
    account: Type.Optional(Code),
    currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
    reason: Type.String({ minLength: 1, maxLength: 500 }),
    returnedOn: Type.Optional(DateIn),
    series: Type.Optional(Code),
    lines: Type.Array(
      strict({
        lineNo: Type.Optional(Type.Integer({ minimum: 1 })),
        fulfillmentLineId: Type.Optional(IdIn),
        sku: Type.Optional(Code),
        quantity: Decimal,
        location: Type.Optional(Code),
        unitPrice: Type.Optional(Decimal),
        unitCost: Type.Optional(Decimal),
        restock: Type.Optional(Type.Boolean({ description: 'false: no goods, or scrapped. Default true' })),
      }),
      { minItems: 1, maxItems: 1000 },
    ),
  },
  'ReturnInput',
)

/** The scopes that releasing a hold may need. */
const RELEASING = ['orders:write', 'operations:write', 'credit:write'] as const

/**
 * What was billed comes back at what was billed: a shop may say so. Who values a return itself moves money or stock by its
 * own word. Goodwill is a credit on account for which no goods come: it touches
 * neither stock nor an order.
 *
 * @throws HttpProblem `scope_missing`
 */
function mustValue(principal: Principal, body: Static<typeof ReturnInput>): void {
  const { orderId, lines } = body
  const own = orderId === undefined || lines.some((line) => line.unitPrice !== undefined)
  const stock = lines.some((line) => line.unitCost !== undefined)
  const goodwill: Scope[] =
    orderId === undefined &&
    lines.every((line) => line.restock === false && line.fulfillmentLineId === undefined)
      ? ['goodwill:write']
      : []
  const lacking =
    lacks(principal, 'orders:write', ...goodwill) ||
    (own && lacks(principal, 'billing:write', ...goodwill)) ||
    (stock && lacks(principal, 'inventory:write'))
  if (lacking) throw new HttpProblem(lacking)
}

const ReturnTaken = Type.Object(
  {
    id: IdShape,
    orderId: orNull(IdShape),
    creditMemoId: IdShape,
    issuedOn: DateShape,
    total: MoneyShape,
    lines: Type.Array(
      Type.Object({
        fulfillmentLineId: orNull(IdShape),
        sku: Type.String(),
        net: MoneyShape,
        tax: MoneyShape,
        freight: MoneyShape,
      }),
    ),
    applications: Type.Array(Applied),
    onAccount: MoneyShape,
  },
  { $id: 'ReturnTaken' },
)
const Confirmation = strict(
  {
    lines: Type.Optional(
      Type.Array(strict({ fulfillmentLineId: IdIn, quantity: Decimal }), { minItems: 1, maxItems: 20_000 }),
    ),
    carrier: Type.Optional(Code),
    trackingNumber: Type.Optional(Code),
    shippedOn: Type.Optional(DateIn),
  },
  'ShipmentConfirmation',
)
const ShipmentConfirmed = Type.Object(
  {
    id: IdShape,
    orderId: IdShape,
    state: Type.String(),
    lines: Type.Array(
      Type.Object({
        fulfillmentLineId: IdShape,
        requested: QuantityShape,
        shipped: QuantityShape,
        confirmed: QuantityShape,
      }),
    ),
    strays: Type.Array(
      Type.Object({ id: IdShape, fulfillmentLineId: IdShape, quantity: QuantityShape, why: Type.String() }),
      {
        description:
          'What left though it was `cancelled`, or is `more_than_ordered`; it waits for a decision',
      },
    ),
  },
  { $id: 'ShipmentConfirmed' },
)
const Reason = Type.String({ minLength: 1, maxLength: 500 })
const HoldState = Type.Object(
  {
    id: IdShape,
    orderId: IdShape,
    kind: Type.String(),
    code: Type.String(),
    reason: Type.String(),
    released: Type.Boolean(),
    openHolds: Type.Integer(),
  },
  { $id: 'HoldState' },
)
const TaskState = Type.Object(
  { id: IdShape, orderId: IdShape, kind: Type.String(), state: Type.String() },
  { $id: 'TaskState' },
)

function answered(outcome: Answered | Refusal, reply: (answer: Record<string, unknown>) => Reply): Reply {
  return outcome.ok ? reply(outcome.answer as Record<string, unknown>) : refused(outcome)
}

/** The route that applies money which is there already, one for each kind. */
function applyRoute(
  door: Door,
  {
    kind,
    ...described
  }: {
    kind: 'receipt' | 'credit_memo'
    url: string
    operationId: string
    summary: string
    description: string
  },
): Route {
  return route({
    method: 'POST',
    ...described,
    tags: ['Billing'],
    scope: 'receipts:write',
    idempotencyKey: 'required',
    params: OrderParams,
    body: Application,
    responses: { 200: { description: 'Applied.', schema: MoneyApplied } },
    problems: ['application_refused', 'idempotency_key_reused'],
    async handle(request) {
      const id = idIn(kind === 'receipt' ? 'rct' : 'inv', request.params.id)
      const input = new Input()
      const invoiceIds = (request.body.invoiceIds ?? []).map((one, index) =>
        input.id(`/invoiceIds/${index}`, 'inv', one),
      )
      input.check()
      const asked = { ...askedBy(request, `${described.operationId} ${id}`), from: { kind, id }, invoiceIds }
      return answered(await ask(door, applyMoney, asked), ok)
    },
  })
}

/** Routes by which the world moves orders on: money, goods that come, leave and come back, holds, failed tasks. */
export function orchestrationRoutes(routing: OrchestrationRouting): Route[] {
  const { door } = routing
  return [
    ...stockRoutes(routing),
    cancelRoute(door),
    ...strayRoutes(routing),
    remorseRoute(door),
    route({
      method: 'POST',
      url: '/api/v1/receipts',
      operationId: 'receivePayment',
      summary: 'Take in money that was received',
      description:
        'It pays the invoices that it names, or those of its order, or what the account owes by the rules of the company. What is left is the deposit of the order that it names until that is closed, otherwise unapplied.',
      tags: ['Billing'],
      scope: 'receipts:write',
      idempotencyKey: 'required',
      input: 'raw',
      body: Receipt,
      responses: { 201: { description: 'Taken in and applied.', schema: ReceiptTaken } },
      problems: ['receipt_refused', 'idempotency_key_reused'],
      async handle(request) {
        const input = new Input()
        const body = input.body(request.parse())
        const asked = {
          ...askedBy(request, 'receivePayment'),
          account: body.account,
          amount: input.money('/amount', body.amount),
          currency: body.amount.currency,
          orderId: input.idOrNull('/orderId', 'ord', body.orderId),
          invoiceIds: (body.invoiceIds ?? []).map((id, index) => input.id(`/invoiceIds/${index}`, 'inv', id)),
          method: body.method,
          reference: body.reference ?? null,
          receivedOn: input.stated('/receivedOn', body.receivedOn) ?? null,
        }
        return answered(await ask(door, receivePayment, judged(input, asked)), (answer) =>
          created(answer, `/api/v1/receipts/${String(answer['id'])}`),
        )
      },
    }),
    applyRoute(door, {
      kind: 'receipt',
      url: '/api/v1/receipts/:id/apply',
      operationId: 'applyReceipt',
      summary: 'Pay invoices with what is left of a receipt',
      description:
        'It pays the invoices that it names, then what the account owes: an invoice of exactly this amount, the whole account, else what is due first. The deposit of an order waits for its invoices until the order is closed; what is left then is unapplied.',
    }),
    applyRoute(door, {
      kind: 'credit_memo',
      url: '/api/v1/invoices/:id/apply',
      operationId: 'applyCreditMemo',
      summary: 'Pay invoices with what is open of a credit memo',
      description:
        'The credit that a return left on account pays the invoices that it names, then what the account owes: an invoice of exactly this amount, else what is due first.',
    }),
    route({
      method: 'POST',
      url: '/api/v1/returns',
      operationId: 'returnGoods',
      summary: 'Take goods back and credit them',
      description:
        'With `orderId` what was paid for the goods is credited, at the tax of their line, and they go back to stock at what they cost. Without it, `account`, and `unitPrice` for each line, say what is credited on account; the tax that the item bears at the place of the account on that day comes on top. What the caller values itself needs more than `orders:write`: a credit without an order or at a `unitPrice` of its own `billing:write`, a `unitCost` `inventory:write`. `goodwill:write` alone is enough for goodwill: a credit on account, without an order, with `restock: false` in every line.',
      tags: ['Orders'],
      scope: ['orders:write', 'goodwill:write'],
      idempotencyKey: 'required',
      input: 'raw',
      body: ReturnInput,
      responses: { 201: { description: 'Credited.', schema: ReturnTaken } },
      problems: ['return_refused', 'idempotency_key_reused'],
      async handle(request) {
        const input = new Input()
        const body = input.body(request.parse())
        mustValue(request.principal, body)
        const lines = body.lines.map((line, index) => {
          const path = `/lines/${index}`
          const quantity = input.micro(`${path}/quantity`, line.quantity)
          const unitPrice = input.microOrNull(`${path}/unitPrice`, line.unitPrice)
          const unitCost = input.microOrNull(`${path}/unitCost`, line.unitCost)
          for (const unit of [unitPrice, unitCost]) input.product(`${path}/quantity`, quantity, unit)
          return {
            lineNo: input.stated(`${path}/lineNo`, line.lineNo) ?? null,
            fulfillmentLineId: input.idOrNull(`${path}/fulfillmentLineId`, 'ful', line.fulfillmentLineId),
            sku: line.sku ?? null,
            quantity,
            location: line.location ?? null,
            unitPrice,
            unitCost,
            restock: line.restock ?? true,
          }
        })
        const asked = {
          ...askedBy(request, 'returnGoods'),
          orderId: input.idOrNull('/orderId', 'ord', body.orderId),
          account: body.account ?? null,
          currency: body.currency ?? null,
          reason: body.reason,
          on: input.stated('/returnedOn', body.returnedOn) ?? null,
          series: body.series ?? null,
          lines,
        }
        return answered(await ask(door, returnGoods, judged(input, asked)), (answer) =>
          created(answer, `/api/v1/invoices/${String(answer['creditMemoId'])}`),
        )
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/shipments/:id/confirm',
      operationId: 'confirmShipment',
      summary: 'Say what of a requested shipment was shipped',
      description:
        'In parts or whole; without `lines` it is all that is left, or all that it was when it was taken back whole and nothing of it left yet. What was cancelled, or is more than was asked for, is taken in all the same: it leaves stock without a sale, and `strays` says so. The key of the message counts for good: it never ships twice.',
      tags: ['Shipments'],
      scope: 'shipments:write',
      rows: 'scoped',
      idempotencyKey: 'required',
      params: OrderParams,
      input: 'raw',
      body: Confirmation,
      responses: { 200: { description: 'Taken in.', schema: ShipmentConfirmed } },
      problems: ['confirmation_refused', 'idempotency_key_reused'],
      async handle(request) {
        const shipmentId = idIn('shp', request.params.id)
        const input = new Input()
        const body = input.body(request.parse())
        const lines = body.lines?.map((line, index) => ({
          fulfillmentLineId: input.id(`/lines/${index}/fulfillmentLineId`, 'ful', line.fulfillmentLineId),
          quantity: input.micro(`/lines/${index}/quantity`, line.quantity),
        }))
        const asked = {
          ...askedBy(request, `confirmShipment ${shipmentId}`),
          accounts: scopeOf(request.principal.rowScope),
          shipmentId,
          messageKey: request.idempotencyKey!,
          lines: lines ?? null,
          carrier: body.carrier ?? null,
          trackingNumber: body.trackingNumber ?? null,
          shippedOn: input.stated('/shippedOn', body.shippedOn) ?? null,
        }
        return answered(await ask(door, confirmShipment, judged(input, asked)), ok)
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/orders/:id/holds',
      operationId: 'placeHold',
      summary: 'Put an order on hold',
      tags: ['Orders'],
      scope: 'orders:write',
      idempotencyKey: 'required',
      params: OrderParams,
      body: strict({ code: Type.String({ pattern: '^[A-Za-z0-9_-]{1,50}$' }), reason: Reason }, 'NewHold'),
      responses: { 201: { description: 'Placed.', schema: HoldState } },
      problems: ['too_late', 'hold_refused', 'idempotency_key_reused'],
      async handle(request) {
        const { body, params } = request
        const orderId = idIn('ord', params.id)
        const asked = { ...askedBy(request, `placeHold ${orderId}`), orderId, ...body }
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
        'What waited for nothing else goes on. Released again, it stays as it is. A credit hold needs the scope `credit:write`, any other hold `orders:write`, and one of kind `system` `operations:write` as well.',
      tags: ['Orders'],
      scope: ['orders:write', 'credit:write'],
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
      problems: ['not_in_progress', 'idempotency_key_reused'],
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
      problems: ['not_failed', 'order_on_hold', 'idempotency_key_reused'],
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
