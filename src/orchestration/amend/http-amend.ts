import { Type, type Static } from 'typebox'
import { OrderInput, OrderLineInput, readAmendments, readOrders, type Amendment } from '../../orders/index.ts'
import { shownActor } from '../../platform/auth/index.ts'
import type { Database } from '../../platform/database/index.ts'
import type { Door } from '../../platform/batch/index.ts'
import { defineProblems, HttpProblem, ok, refused, route, type Route } from '../../platform/http/index.ts'
import { decodeId, encodeId } from '../../platform/public-id.ts'
import { inScope, scopeOf } from '../../platform/row-scope.ts'
import { DateShape, IdShape, InstantShape, MoneyShape, orNull, QuantityShape } from '../../platform/wire.ts'
import { ask, askedBy, DateIn, IdIn, idIn, Input, judged, strict } from '../wire/http-input.ts'
import { POLICY_PROBLEMS } from '../policy/judge-policy.ts'
import { amendOrder, previewAmendment } from './amend-order.ts'
import type { AmendRequest } from './amend-facts.ts'
import { MOST_PREVIEW_TOKEN } from './preview-token.ts'

defineProblems({
  amendment_refused: [
    422,
    'The order cannot be amended like this.',
    'Correct everything that `errors` names. What has left, or was billed, stays as it is: cancel what is left, or take a return.',
  ],
  not_amendable: [
    409,
    'The order does not run, or is settled: it cannot be amended.',
    'Place an order of its own for what is wanted.',
  ],
  stale_base: [409, 'The order was amended since.', 'Look at it as it stands now, and amend that.'],
  stale_preview: [
    409,
    'The amendment would do something else than its preview told, so nothing was done.',
    'Ask for a preview again, and confirm that.',
  ],
})

const { lineId, sku, quantity, uom, unitPrice, discounts, requestedOn, location, custom } =
  OrderLineInput.properties

const LineIn = Type.Partial(
  strict({
    lineNo: Type.Integer({
      minimum: 1,
      description: 'The line that is changed; absent: the one with this `lineId`, else a new one',
    }),
    remove: Type.Boolean({ description: 'true takes the line out: nothing of it may have left' }),
    lineId,
    sku,
    quantity,
    uom,
    unitPrice,
    discounts,
    requestedOn,
    location,
    custom,
  }),
  { additionalProperties: false, title: 'LineAmendment' },
)

const members = {
  baseVersion: Type.Optional(
    Type.Integer({
      minimum: 1,
      description: 'The version that this was made on: another one that stands is a conflict',
    }),
  ),
  reason: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  whole: Type.Optional(
    Type.Boolean({
      description: 'true: `lines` are all lines of the order, and one that is left out is removed',
    }),
  ),
  acceptPenalty: Type.Optional(
    Type.Boolean({ description: 'true: also lines that are past a soft point of no return' }),
  ),
  lines: Type.Optional(Type.Array(LineIn, { maxItems: 20_000 })),
  requestedOn: Type.Optional({
    ...DateIn,
    description: 'The day that is asked for every line which says none',
  }),
  shipTo: OrderInput.properties.shipTo,
  customerReference: OrderInput.properties.customerReference,
  custom: OrderInput.properties.custom,
  prices: Type.Optional(
    Type.Union([Type.Literal('keep'), Type.Literal('today')], {
      description:
        '`keep`, unless said: what stays keeps its price, what is added has that of today. `today`: whatever has not left is priced anew',
    }),
  ),
}
const PreviewIn = strict(members, 'AmendmentPreviewIn')
const AmendmentIn = strict(
  {
    ...members,
    token: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: MOST_PREVIEW_TOKEN,
        description: 'Of a preview: done just as that told, or not at all (`stale_preview`)',
      }),
    ),
  },
  'AmendmentIn',
)

const Amounts = Type.Object({ net: MoneyShape, tax: MoneyShape, freight: MoneyShape, total: MoneyShape })
const Goods = Type.Object({
  sku: Type.String(),
  location: orNull(Type.String()),
  supply: Type.String(),
  quantity: QuantityShape,
})
const told = {
  orderId: IdShape,
  number: Type.String(),
  baseVersion: Type.Integer(),
  version: Type.Integer({ description: 'That the order has from then on' }),
  shipTo: orNull(
    Type.String({ description: '`elsewhere`: taxed anew; `readdressed`: the same country and region' }),
  ),
  lines: Type.Array(
    Type.Object({
      lineNo: Type.Integer(),
      lineId: orNull(Type.String()),
      sku: Type.String(),
      change: Type.String({
        description: '`same`, `noted` (nothing is done for it), `changed`, `added`, `removed`',
      }),
      quantity: Type.Object({ from: QuantityShape, to: QuantityShape }),
      repriced: Type.Boolean(),
      requestedOn: orNull(DateShape),
    }),
  ),
  money: Type.Object({ before: Amounts, after: Amounts, change: Amounts }),
  stock: Type.Object({ taken: Type.Array(Goods), freed: Type.Array(Goods) }),
  promise: Type.Object({ from: orNull(DateShape), to: orNull(DateShape) }),
  promises: Type.Array(
    Type.Object({
      lineNo: Type.Integer(),
      quantity: QuantityShape,
      supply: Type.String(),
      location: orNull(Type.String()),
      promisedOn: orNull(DateShape),
    }),
  ),
  tasks: Type.Array(
    Type.Object({
      what: Type.String({ description: '`keep`, `drop`, `do`' }),
      kind: Type.String(),
      tasks: Type.Integer({ description: 'So many are alike' }),
      lineNos: Type.Array(Type.Integer(), { description: 'The first two hundred' }),
    }),
  ),
  calls: Type.Array(
    Type.Object({
      what: Type.String({
        description: '`keep`, `undo`, `redo` (asked for again, with what it was and is made of), `do`',
      }),
      system: Type.String(),
      name: Type.String({ description: 'Of the step that asks for it' }),
      lineNos: Type.Array(Type.Integer()),
      note: orNull(
        Type.String({
          description: 'Why the rule of the step did not choose: what holds without one was chosen',
        }),
      ),
    }),
    { description: 'What outside systems are asked for, in the order in which they are' },
  ),
  held: Type.Boolean({ description: 'It waits for somebody: credit, or a margin' }),
}
const Told = Type.Object(told, { $id: 'AmendmentTold' })
const Previewed = Type.Object({ ...told, token: Type.String() }, { $id: 'AmendmentPreview' })
const Amendments = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        id: IdShape,
        outcome: Type.String({ description: '`applied`, `skipped` (a newer version was here), `refused`' }),
        baseVersion: Type.Integer(),
        version: Type.Integer(),
        sourceVersion: orNull(Type.Integer()),
        at: InstantShape,
        actor: orNull(Type.String({ description: 'Null for whoever sees some orders alone' })),
        reason: orNull(Type.String()),
        told: Type.Unknown({ description: 'What it did, as its preview tells it' }),
      }),
    ),
    next: orNull(Type.String()),
  },
  { $id: 'Amendments' },
)

const PROBLEMS = [
  'amendment_refused',
  'not_amendable',
  'stale_base',
  'prices_forbidden',
  ...POLICY_PROBLEMS,
] as const
const PAGE = 50

/** Routes by which a running order is amended, after it was told what that would do. */
export function amendRoutes({ door, db }: { door: Door; db: Database }): Route[] {
  return [
    route({
      method: 'POST',
      url: '/api/v1/orders/:id/amendments/preview',
      operationId: 'previewAmendment',
      summary: 'Ask what an amendment of a running order would do',
      description:
        'Decided as the amendment itself is, and written nowhere: what becomes of each line, the money before and after to the minor unit with its tax, the stock that it takes and frees, the new promises, and the tasks that are kept, dropped and done. With its `token` the amendment does just that, or nothing.',
      tags: ['Orders'],
      scope: 'orders:write',
      rows: 'scoped',
      params: Type.Object({ id: IdIn }),
      input: 'raw',
      body: PreviewIn,
      responses: { 200: { description: 'What it would do.', schema: Previewed } },
      problems: [...PROBLEMS],
      async handle(request) {
        const orderId = idIn('ord', request.params.id)
        const input = new Input()
        const body = input.body(request.parse())
        const { key: _none, ...asker } = askedBy(request, 'previewAmendment')
        const by = { ...asker, orderId, accounts: scopeOf(request.principal.rowScope) }
        const outcome = await ask(door, previewAmendment, judged(input, requestOf(body, by)))
        return outcome.ok ? ok(outcome.answer as Record<string, unknown>) : refused(outcome)
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/orders/:id/amendments',
      operationId: 'amendOrder',
      summary: 'Amend a running order',
      description:
        'Some of its lines, or with `whole` all of them, as they are wanted from now on. What differs is carried out at once: what is wanted less is cancelled, what is wanted more is priced, promised and planned, another day moves what is promised. What has left or was billed stays as it is. All of it, or nothing.',
      tags: ['Orders'],
      scope: 'orders:write',
      rows: 'scoped',
      idempotencyKey: 'required',
      params: Type.Object({ id: IdIn }),
      input: 'raw',
      body: AmendmentIn,
      responses: { 200: { description: 'What it did.', schema: Told } },
      problems: [...PROBLEMS, 'stale_preview', 'posting_rule_missing', 'idempotency_key_reused'],
      async handle(request) {
        const orderId = idIn('ord', request.params.id)
        const input = new Input()
        const { token, ...body } = input.body(request.parse())
        const by = {
          ...askedBy(request, `amendOrder ${orderId}`),
          accounts: scopeOf(request.principal.rowScope),
          orderId,
          ...(token === undefined ? {} : { token }),
        }
        const outcome = await ask(door, amendOrder, judged(input, requestOf(body, by)))
        return outcome.ok ? ok(outcome.answer as Record<string, unknown>) : refused(outcome)
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/orders/:id/amendments',
      operationId: 'listAmendments',
      summary: 'List what an order was amended by',
      description:
        'The newest first, each with what it did; also versions that were skipped, since a newer one was here.',
      tags: ['Orders'],
      scope: 'orders:read',
      rows: 'scoped',
      params: Type.Object({ id: IdIn }),
      query: Type.Object({ cursor: Type.Optional(Type.String({ maxLength: 40 })) }),
      responses: { 200: { description: 'Amendments.', schema: Amendments } },
      problems: [],
      async handle({ params, query, companyId, principal }) {
        const orderId = idIn('ord', params.id)
        const orders = await readOrders(db, [{ companyId, orderId }], {
          lines: false,
          holds: false,
          parts: 'sum',
        })
        const order = orders.get(`${companyId}/${orderId}`)
        const accounts = scopeOf(principal.rowScope)
        if (!order || (accounts && !inScope(accounts, order.accountId))) throw new HttpProblem('not_found')
        const before = query.cursor === undefined ? MOST_ID : (decodeId('amd', query.cursor) ?? MOST_ID)
        const rows = await db.read(readAmendments, { companyId, orderId, before, most: PAGE + 1 })
        const items = rows.slice(0, PAGE).map((row) => ({
          id: encodeId('amd', row.id),
          outcome: row.outcome,
          baseVersion: row.base_version,
          version: row.version,
          sourceVersion: row.source_version,
          at: row.at.toISOString(),
          // Who of the company did something is its own affair.
          actor: accounts ? null : shownActor(row.actor),
          reason: row.reason,
          told: row.told,
        }))
        return ok({ items, next: rows.length > PAGE ? items.at(-1)!.id : null })
      },
    }),
  ]
}

const MOST_ID = 9_223_372_036_854_775_807n

function requestOf(
  body: Static<typeof PreviewIn>,
  by: Pick<AmendRequest, 'companyId' | 'actor' | 'by' | 'orderId' | 'accounts' | 'token' | 'key'>,
): AmendRequest {
  const {
    baseVersion = null,
    reason = null,
    whole = false,
    prices = 'keep',
    acceptPenalty = false,
    requestedOn: day,
    lines = [],
  } = body
  const { shipTo, customerReference, custom: own } = body
  const amendment: Amendment = {
    whole,
    prices,
    ...(day === undefined ? {} : { requestedOn: day }),
    lines: lines.map(({ lineNo, remove, ...says }, index) => ({
      index,
      ...(lineNo === undefined ? {} : { lineNo }),
      ...(remove === true ? { remove } : {}),
      says: says as Amendment['lines'][number]['says'],
    })),
  }
  return {
    ...by,
    baseVersion,
    reason,
    amendment,
    acceptPenalty,
    head: {
      ...(shipTo === undefined ? {} : { shipTo }),
      ...(customerReference === undefined ? {} : { customerReference }),
      ...(own === undefined ? {} : { custom: own }),
    },
  }
}
