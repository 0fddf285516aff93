import { Type, type Static } from 'typebox'
import type { Door } from '../../platform/batch/index.ts'
import {
  created,
  defineProblems,
  HttpProblem,
  lacks,
  route,
  type Principal,
  type Route,
  type Scope,
} from '../../platform/http/index.ts'
import { scopeOf } from '../../platform/row-scope.ts'
import { DateShape, IdShape, MoneyShape, orNull } from '../../platform/wire.ts'
import {
  answered,
  ask,
  askedBy,
  Code,
  DateIn,
  Decimal,
  IdIn,
  Input,
  judged,
  strict,
} from '../wire/http-input.ts'
import { Applied } from '../money/http-receipts.ts'
import { limitReturn } from './limited-return.ts'
import { returnGoods } from './return-goods.ts'

defineProblems({
  return_refused: [422, 'The return cannot be taken in.', 'Correct everything that `errors` names.'],
})

const ReturnInput = strict(
  {
    orderId: Type.Optional(IdIn),
    account: Type.Optional(Code),
    currency: Type.Optional(
      Type.String({ pattern: '^[A-Z]{3}$', form: 'three capital letters, such as GBP' }),
    ),
    reason: Type.String({ minLength: 1, maxLength: 500 }),
    reasonCode: Type.Optional(Code),
    returnedOn: Type.Optional(DateIn),
    series: Type.Optional(Code),
    lines: Type.Array(
      strict({
        lineNo: Type.Optional(Type.Integer({ minimum: 1 })),
        fulfillmentLineId: Type.Optional(IdIn),
        sku: Type.Optional(Code),
        quantity: Decimal,
        uom: Type.Optional(
          Type.String({
            minLength: 1,
            maxLength: 20,
            description: 'The unit that the line was sold in; absent: the one that its item is stocked in',
          }),
        ),
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
    restockingFee: orNull(MoneyShape),
    freightKept: Type.Union([MoneyShape, Type.Null()], {
      description:
        'Freight of what came back that is not given back; below zero: what was kept before is given back',
    }),
    onAccount: MoneyShape,
  },
  { $id: 'ReturnTaken' },
)
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
    limitReturn(principal, body) ||
    lacks(principal, 'orders:write', ...goodwill) ||
    (own && lacks(principal, 'billing:write', ...goodwill)) ||
    (stock && lacks(principal, 'inventory:write'))
  if (lacking) throw new HttpProblem(lacking)
}

/** The route by which goods come back and are credited. */
export function returnRoute(door: Door): Route {
  return route({
    method: 'POST',
    url: '/api/v1/returns',
    operationId: 'returnGoods',
    summary: 'Take goods back and credit them',
    description:
      'With `orderId` what was paid for the goods is credited, at the tax of their line, and they go back to stock at what they cost. Without it, `account`, and `unitPrice` for each line, say what is credited on account; the tax that the item bears at the place of the account on that day comes on top. What the caller values itself needs more than `orders:write`: a credit without an order or at a `unitPrice` of its own `billing:write`, a `unitCost` `inventory:write`. `reasonCode` names a reason of the set-up: with `orderId`, its percentage of the net of the goods is kept as a restocking fee, and their tax is credited whole. `goodwill:write` alone is enough for goodwill: a credit on account, without an order, with `restock: false` in every line. Who sees part of the rows takes back goods of an order that it sees, with `shipments:write` and without a word of their price, cost, place, series or reason code.',
    tags: ['Orders'],
    scope: ['orders:write', 'goodwill:write'],
    rows: 'scoped',
    idempotencyKey: 'required',
    input: 'raw',
    body: ReturnInput,
    responses: { 201: { description: 'Credited.', schema: ReturnTaken } },
    problems: ['return_refused', 'posting_rule_missing', 'idempotency_key_reused'],
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
          ...(line.uom === undefined ? {} : { uom: line.uom }),
          location: line.location ?? null,
          unitPrice,
          unitCost,
          restock: line.restock ?? true,
        }
      })
      const asked = {
        ...askedBy(request, 'returnGoods'),
        accounts: scopeOf(request.principal.rowScope),
        orderId: input.idOrNull('/orderId', 'ord', body.orderId),
        account: body.account ?? null,
        currency: body.currency ?? null,
        reason: body.reason,
        reasonCode: body.reasonCode ?? null,
        on: input.stated('/returnedOn', body.returnedOn) ?? null,
        series: body.series ?? null,
        lines,
      }
      return answered(await ask(door, returnGoods, judged(input, asked)), (answer) =>
        created(answer, `/api/v1/invoices/${String(answer['creditMemoId'])}`),
      )
    },
  })
}
