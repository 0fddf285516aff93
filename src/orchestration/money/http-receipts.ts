import { Type } from 'typebox'
import type { Door } from '../../platform/batch/index.ts'
import { created, defineProblems, ok, route, type Route } from '../../platform/http/index.ts'
import { DateShape, IdShape, MoneyShape, orNull } from '../../platform/wire.ts'
import { applyMoney } from './apply-money.ts'
import {
  answered,
  ask,
  askedBy,
  Code,
  DateIn,
  IdIn,
  idIn,
  Input,
  judged,
  MoneyIn,
  strict,
} from '../wire/http-input.ts'
import { receivePayment } from './receive-payment.ts'

defineProblems({
  receipt_refused: [422, 'The receipt cannot be taken in.', 'Correct everything that `errors` names.'],
  application_refused: [
    422,
    'The money cannot be applied.',
    'Correct everything that `errors` names; nothing was changed.',
  ],
})

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
/** An amount that an invoice got. */
export const Applied = Type.Object({
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
      'It pays more invoices than at once: `applications` are the first, and it goes on by itself until the money is used up or nothing is open: each step decides anew by the rules that need no exact amount, so what is billed meanwhile counts, too. `GET /receipts/{id}` says how far it is.',
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
    params: Type.Object({ id: IdIn }),
    body: Application,
    responses: { 200: { description: 'Applied.', schema: MoneyApplied } },
    problems: ['application_refused', 'posting_rule_missing', 'idempotency_key_reused'],
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

/** Routes by which money comes in and pays what is owed. */
export function receiptRoutes(door: Door): Route[] {
  return [
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
      problems: ['receipt_refused', 'posting_rule_missing', 'idempotency_key_reused'],
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
  ]
}
