import { Type } from 'typebox'
import { Fault, type Door } from '../platform/batch/index.ts'
import {
  defineProblems,
  ok,
  refused,
  refuseMalformed,
  route,
  type Malformed,
  type Route,
  type RouteRequest,
} from '../platform/http/index.ts'
import type { Json } from '../platform/json.ts'
import type { Refusal } from '../platform/outcome.ts'
import { askedBy, Code, DateIn, Decimal, Input, strict, troubled } from './http-input.ts'
import { receiveStock, type StockRequest } from './receive-stock.ts'

defineProblems({
  stock_refused: [422, 'The goods cannot be taken in.', 'Correct everything that `errors` names.'],
})

const MOST_ROWS = 1000

const goods = { sku: Code, location: Code, quantity: Decimal }
const optional = {
  unitCost: Type.Optional(Decimal),
  standardCost: Type.Optional(Decimal),
  on: Type.Optional(DateIn),
}
const StockReceipt = strict({ ...goods, ...optional, supplyNumber: Type.Optional(Code) }, 'StockReceipt')
export const OpeningStock = strict({ ...goods, ...optional, unitCost: Decimal }, 'OpeningStock')
const StockAdjustment = strict({ ...goods, ...optional }, 'StockAdjustment')
export const SupplyOrder = strict({ ...goods, number: Code, unitCost: Decimal, dueOn: DateIn }, 'SupplyOrder')

const Outcomes = Type.Object(
  {
    outcomes: Type.Array(
      Type.Object({
        index: Type.Integer(),
        ok: Type.Boolean(),
        answer: Type.Optional(Type.Unknown()),
        code: Type.Optional(Type.String()),
        problems: Type.Optional(Type.Array(Type.Unknown())),
      }),
    ),
  },
  { $id: 'StockOutcomes' },
)

/** A row of any of these. */
export interface StockRow {
  sku: string
  location: string
  quantity: string | number
  unitCost?: string | number
  standardCost?: string | number
  on?: string
  supplyNumber?: string
  number?: string
  dueOn?: string
}

/** Routes by which goods come in. Every row of a call is an act of its own: a wrong one does not disturb the others. */
export function stockRoutes({ door }: { door: Door }): Route[] {
  const common = {
    method: 'POST',
    tags: ['Stock'],
    scope: 'inventory:write',
    idempotencyKey: 'required',
    input: 'raw',
    responses: { 200: { description: 'An outcome for each row, in order.', schema: Outcomes } },
    problems: ['stock_refused', 'idempotency_key_reused'],
  } as const
  const most = { minItems: 1, maxItems: MOST_ROWS }
  return [
    route({
      ...common,
      url: '/api/v1/stock/receipts',
      operationId: 'receiveStock',
      summary: 'Take in goods; orders that wait for them go on',
      body: Type.Array(StockReceipt, most),
      handle: (request) => takeRows(door, request, 'receipt'),
    }),
    route({
      ...common,
      url: '/api/v1/stock/opening',
      operationId: 'openStock',
      summary: 'Enter the stock to begin with',
      body: Type.Array(OpeningStock, most),
      handle: (request) => takeRows(door, request, 'opening'),
    }),
    route({
      ...common,
      url: '/api/v1/stock/adjustments',
      operationId: 'adjustStock',
      summary: 'Correct stock after a count; a negative quantity was missing',
      body: Type.Array(StockAdjustment, most),
      handle: (request) => takeRows(door, request, 'adjustment'),
    }),
    route({
      ...common,
      url: '/api/v1/supply-orders',
      operationId: 'announceSupply',
      summary: 'Announce goods that are on their way; they are promised from now on, first to those who wait',
      body: Type.Array(SupplyOrder, most),
      handle: (request) => takeRows(door, request, 'announcement'),
    }),
  ]
}

type Goods = Omit<StockRequest, 'companyId' | 'actor' | 'key' | 'kind'>

/** What a row says, in values; what is wrong with its form is noted. */
function goodsOf(row: StockRow, input: Input, path: string): Goods {
  const quantity = input.micro(`${path}/quantity`, row.quantity)
  const unitCost = input.microOrNull(`${path}/unitCost`, row.unitCost)
  const standardCost = input.microOrNull(`${path}/standardCost`, row.standardCost)
  for (const cost of [unitCost, standardCost]) input.product(`${path}/quantity`, quantity, cost)
  return {
    sku: row.sku,
    location: row.location,
    quantity,
    unitCost,
    standardCost,
    supplyNumber: row.number ?? row.supplyNumber ?? null,
    on: input.stated(`${path}/dueOn`, row.dueOn) ?? input.stated(`${path}/on`, row.on) ?? null,
  }
}

/** A row that stands for itself, as in a file: the act tells what is wrong with its form, beside all else. */
export function readStockRow(row: StockRow): Goods {
  const input = new Input()
  const goods = goodsOf(row, input, '')
  const { malformed } = input
  return malformed ? { ...goods, malformed } : goods
}

const NOTHING: Malformed = { problems: [], places: [] }

async function takeRows(
  door: Door,
  request: Pick<
    RouteRequest<readonly StockRow[]>,
    'companyId' | 'principal' | 'idempotencyKey' | 'bytes' | 'parse'
  >,
  kind: StockRequest['kind'],
) {
  const input = new Input()
  const rows = input.body(request.parse())
  const { companyId, actor, key } = askedBy(request, `stock ${kind}`)
  const requests = rows.map((row, index): StockRequest => ({
    companyId,
    actor,
    // A call that is sent again finds the outcome of each row; one with another body finds none of them free.
    ...(key && {
      key: { ...key, key: `${key.key} ${index}` },
      callKey: { ...key, route: `${key.route} call` },
    }),
    kind,
    ...goodsOf(row, input, `/${index}`),
  }))
  const { malformed } = input
  const lane = rows.length > 10 ? 'bulk' : 'interactive'
  // Each row is told its own problems; those of the form are told once, of the whole call.
  const asked = malformed
    ? requests.map(({ key: _free, callKey: _too, ...one }) => ({ ...one, malformed: NOTHING }))
    : requests
  const outcomes = await door.requestAll(receiveStock, asked, { lane }).catch((error: unknown) => {
    throw troubled(error)
  })
  // Which rows would be right is not known when the form of one is wrong: all are told at once, and none is taken in.
  if (malformed) {
    const others = outcomes.flatMap((outcome, index) => {
      if (outcome instanceof Fault) throw outcome
      if (outcome.ok) return []
      return outcome.problems.map((one) => ({ ...one, path: `/${index}${one.path}` }))
    })
    return refused(refuseMalformed(malformed, others))
  }
  const reused = outcomes.find(
    (one): one is Refusal => !(one instanceof Fault) && !one.ok && one.code === 'idempotency_key_reused',
  )
  if (reused) return refused(reused)
  return ok({
    outcomes: outcomes.map((outcome, index): Json => {
      // Our failure is no answer to a row. Sent again with its key, what was taken in stays and the rest is tried.
      if (outcome instanceof Fault) throw outcome
      if (outcome.ok) return { index, ok: true, answer: outcome.answer }
      return { index, ok: false, code: outcome.code, problems: outcome.problems.map((one) => ({ ...one })) }
    }),
  })
}
