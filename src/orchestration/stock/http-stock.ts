import { Type } from 'typebox'
import { SUPPLY_KINDS } from '../../inventory/index.ts'
import { OneAtATime, type Door } from '../../platform/batch/index.ts'
import type { Database } from '../../platform/database/index.ts'
import {
  defineProblems,
  route,
  type Malformed,
  type Route,
  type RouteRequest,
} from '../../platform/http/index.ts'
import { changeSupply, type SupplyRequest } from './change-supply.ts'
import { askedBy, Code, DateIn, Decimal, Input, strict } from '../wire/http-input.ts'
import { keysOf, MOST_ROWS, outcomesOf, takeRows } from '../wire/http-rows.ts'
import { receiveGoods } from './receive-goods.ts'
import type { StockRequest } from './receive-stock.ts'

defineProblems({
  supply_refused: [422, 'The supply cannot be changed.', 'Correct everything that `errors` names.'],
  stock_refused: [422, 'The goods cannot be taken in.', 'Correct everything that `errors` names.'],
})

const goods = { sku: Code, location: Code, quantity: Decimal }
const optional = {
  unitCost: Type.Optional(Decimal),
  standardCost: Type.Optional(Decimal),
  on: Type.Optional(DateIn),
}
const StockReceipt = strict({ ...goods, ...optional, supplyNumber: Type.Optional(Code) }, 'StockReceipt')
export const OpeningStock = strict({ ...goods, ...optional, unitCost: Decimal }, 'OpeningStock')
const StockAdjustment = strict({ ...goods, ...optional }, 'StockAdjustment')
export const SupplyOrder = strict(
  {
    ...goods,
    number: Code,
    unitCost: Decimal,
    dueOn: DateIn,
    kind: Type.Optional(
      Type.Union(
        SUPPLY_KINDS.map((kind) => Type.Literal(kind)),
        { description: 'How the goods come; purchase_order when absent. ATP rules say which kinds count' },
      ),
    ),
  },
  'SupplyOrder',
)

const SupplyChanged = strict(
  {
    number: Code,
    dueOn: Type.Optional(DateIn),
    open: Type.Optional(Decimal),
    reason: Type.String({ minLength: 1, maxLength: 500 }),
  },
  'SupplyChanged',
)

const Outcomes = outcomesOf('StockOutcomes')

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
  kind?: string
}

/** Routes by which goods come in. Every row of a call is an act of its own: a wrong one does not disturb the others. */
export function stockRoutes({ db, door }: { db: Database; door: Door }): Route[] {
  const routing = { db, door, counting: new OneAtATime('receipts of a day before', door.limits.maxWaitMs) }
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
      handle: (request) => stockRows(routing, request, 'receipt'),
    }),
    route({
      ...common,
      url: '/api/v1/stock/opening',
      operationId: 'openStock',
      summary: 'Enter the stock to begin with',
      body: Type.Array(OpeningStock, most),
      handle: (request) => stockRows(routing, request, 'opening'),
    }),
    route({
      ...common,
      url: '/api/v1/stock/adjustments',
      operationId: 'adjustStock',
      summary: 'Correct stock after a count; a negative quantity was missing',
      body: Type.Array(StockAdjustment, most),
      handle: (request) => stockRows(routing, request, 'adjustment'),
    }),
    route({
      ...common,
      url: '/api/v1/supply-orders',
      operationId: 'announceSupply',
      summary: 'Announce goods that are on their way; they are promised from now on, first to those who wait',
      body: Type.Array(SupplyOrder, most),
      handle: (request) => stockRows(routing, request, 'announcement'),
    }),
    route({
      ...common,
      url: '/api/v1/supply-orders/changes',
      operationId: 'changeSupply',
      summary: 'Say that supply comes on another day, or another quantity of it',
      description:
        'What comes sooner, or more, is promised to those who wait without a day. Promises that counted on it stand: a run over the backlog says who slips, and gives them days that can be kept; so `supply` of a run can be asked first. What was said before is kept.',
      body: Type.Array(SupplyChanged, most),
      problems: ['supply_refused', 'idempotency_key_reused'],
      handle(request) {
        const by = askedBy(request, 'supply changes')
        const { companyId, actor } = by
        const input = new Input()
        const requests = input.body(request.parse()).map((row, index): SupplyRequest => {
          const at = `/${index}`
          const open = input.microOrNull(`${at}/open`, row.open)
          if (open !== null && open < 0n) input.note(`${at}/open`, 'bad_quantity', 'a quantity of 0 or more')
          if (row.dueOn === undefined && open === null)
            input.note(`${at}/dueOn`, 'required', 'another day, or what is open')
          const dueOn = input.stated(`${at}/dueOn`, row.dueOn) ?? null
          const { number, reason } = row
          return { companyId, actor, ...keysOf(by, index), number, dueOn, open, reason }
        })
        return takeRows((asked, options) => door.requestAll(changeSupply, asked, options), requests, input)
      },
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
    ...(row.kind === undefined ? {} : { supplyKind: row.kind }),
    on: input.stated(`${path}/dueOn`, row.dueOn) ?? input.stated(`${path}/on`, row.on) ?? null,
  }
}

/** A row that stands for itself, as in a file: the act tells what is wrong with its form, beside all else. */
export function readStockRow(row: StockRow, refused?: Malformed): Goods {
  const input = new Input(refused)
  const goods = goodsOf(row, input, '')
  const { malformed } = input
  return malformed ? { ...goods, malformed } : goods
}

async function stockRows(
  routing: { db: Database; door: Door; counting: OneAtATime },
  request: Pick<
    RouteRequest<readonly StockRow[]>,
    'companyId' | 'principal' | 'idempotencyKey' | 'bytes' | 'parse'
  >,
  kind: StockRequest['kind'],
) {
  const input = new Input()
  const rows = input.body(request.parse())
  const by = askedBy(request, `stock ${kind}`)
  const requests = rows.map((row, index): StockRequest => ({
    ...by,
    ...keysOf(by, index),
    kind,
    ...goodsOf(row, input, `/${index}`),
  }))
  return await takeRows((asked, options) => receiveGoods(routing, asked, options), requests, input)
}
