import { Type } from 'typebox'
import { Fault, type Door } from '../platform/batch/index.ts'
import { defineProblems, ok, route, type Route, type RouteRequest } from '../platform/http/index.ts'
import type { Json } from '../platform/json.ts'
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
const OpeningStock = strict({ ...goods, ...optional, unitCost: Decimal }, 'OpeningStock')
const StockAdjustment = strict({ ...goods, ...optional }, 'StockAdjustment')
const SupplyOrder = strict({ ...goods, number: Code, unitCost: Decimal, dueOn: DateIn }, 'SupplyOrder')

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

interface Row {
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
      handle: (request) => takeRows(door, request, 'receipt', request.body),
    }),
    route({
      ...common,
      url: '/api/v1/stock/opening',
      operationId: 'openStock',
      summary: 'Enter the stock to begin with',
      body: Type.Array(OpeningStock, most),
      handle: (request) => takeRows(door, request, 'opening', request.body),
    }),
    route({
      ...common,
      url: '/api/v1/stock/adjustments',
      operationId: 'adjustStock',
      summary: 'Correct stock after a count; a negative quantity was missing',
      body: Type.Array(StockAdjustment, most),
      handle: (request) => takeRows(door, request, 'adjustment', request.body),
    }),
    route({
      ...common,
      url: '/api/v1/supply-orders',
      operationId: 'announceSupply',
      summary: 'Announce goods that are on their way; they are promised from now on',
      body: Type.Array(SupplyOrder, most),
      handle: (request) => takeRows(door, request, 'announcement', request.body),
    }),
  ]
}

async function takeRows(
  door: Door,
  request: Pick<RouteRequest, 'companyId' | 'principal' | 'idempotencyKey' | 'bytes'>,
  kind: StockRequest['kind'],
  rows: readonly Row[],
) {
  const input = new Input()
  const { companyId, actor, key } = askedBy(request, `stock ${kind}`)
  const requests = rows.map((row, index): StockRequest => {
    const path = `/${index}`
    const quantity = input.micro(`${path}/quantity`, row.quantity)
    const unitCost = input.microOrNull(`${path}/unitCost`, row.unitCost)
    const standardCost = input.microOrNull(`${path}/standardCost`, row.standardCost)
    for (const cost of [unitCost, standardCost]) input.product(`${path}/quantity`, quantity, cost)
    return {
      companyId,
      actor,
      // A call that is sent again finds the outcome of each row.
      ...(key === undefined ? {} : { key: { ...key, key: `${key.key} ${index}` } }),
      kind,
      sku: row.sku,
      location: row.location,
      quantity,
      unitCost,
      standardCost,
      supplyNumber: row.number ?? row.supplyNumber ?? null,
      on: row.dueOn ?? row.on ?? null,
    }
  })
  input.check()
  const lane = rows.length > 10 ? 'bulk' : 'interactive'
  const outcomes = await door.requestAll(receiveStock, requests, { lane }).catch((error: unknown) => {
    throw troubled(error)
  })
  return ok({
    outcomes: outcomes.map((outcome, index): Json => {
      // Our failure is no answer to a row. Sent again with its key, what was taken in stays and the rest is tried.
      if (outcome instanceof Fault) throw outcome
      if (outcome.ok) return { index, ok: true, answer: outcome.answer }
      return { index, ok: false, code: outcome.code, problems: outcome.problems.map((one) => ({ ...one })) }
    }),
  })
}
