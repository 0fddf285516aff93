import { Type, type TSchema } from 'typebox'
import type { Door } from '../../platform/batch/index.ts'
import {
  defineProblems,
  HttpProblem,
  lacks,
  ok,
  refused,
  route,
  type Route,
  type Scope,
} from '../../platform/http/index.ts'
import { DateShape, IdShape, orNull, QuantityShape } from '../../platform/wire.ts'
import { ask, askedBy, Code, DateIn, Decimal, IdIn, idIn, Input, judged, strict } from '../wire/http-input.ts'
import { keysOf, MOST_ROWS, outcomesOf, takeRows } from '../wire/http-rows.ts'
import { settleStray, type SettleStrayRequest } from './settle-stray.ts'

defineProblems({
  stray_refused: [422, 'The goods cannot be settled like this.', 'Correct everything that `errors` names.'],
  nothing_left: [409, 'Nothing of it is left to decide on.', 'Read what was decided of it.'],
})

const reason = Type.String({ minLength: 1, maxLength: 500 })
const StraySettled = Type.Object(
  {
    id: IdShape,
    orderId: IdShape,
    state: Type.String({ description: 'open, expected or settled' }),
    expectedUntil: orNull(DateShape),
    quantity: QuantityShape,
    billed: QuantityShape,
    returned: QuantityShape,
    writtenOff: QuantityShape,
    left: QuantityShape,
    invoiceId: orNull(IdShape),
  },
  { $id: 'StraySettled' },
)

const Until = Type.Optional({
  ...DateIn,
  description: 'The last day on which they are expected; `DOCKET_STRAY_DAYS` from today unless said',
})
const ofGoods = {
  quantity: Type.Optional(Decimal),
  location: Type.Optional(Code),
  receivedOn: Type.Optional(DateIn),
}

/** What each decision needs to be allowed. */
const SCOPES = {
  bill: 'billing:write',
  expect: 'orders:write',
  receive: 'inventory:write',
  write_off: 'inventory:write',
} as const satisfies Record<SettleStrayRequest['act'], Scope>

const Decision = strict(
  {
    id: IdIn,
    decision: Type.Union([
      Type.Literal('bill'),
      Type.Literal('expect'),
      Type.Literal('receive'),
      Type.Literal('write_off'),
    ]),
    reason,
    until: Until,
    ...ofGoods,
  },
  'StrayDecision',
)

const Settled = outcomesOf('StrayOutcomes')

interface Body {
  reason: string
  until?: string
  quantity?: string | number
  location?: string
  receivedOn?: string
}

/** What a decision says, in values; what is wrong with its form is noted. */
function saidOf(body: Body, input: Input, path: string) {
  return {
    reason: body.reason,
    until: input.stated(`${path}/until`, body.until) ?? null,
    quantity: input.microOrNull(`${path}/quantity`, body.quantity),
    location: body.location ?? null,
    on: input.stated(`${path}/receivedOn`, body.receivedOn) ?? null,
  }
}

/** Routes by which a person decides what becomes of goods that left without a sale. */
export function strayRoutes({ door, strayDays }: { door: Door; strayDays: number }): Route[] {
  const settling = (
    act: SettleStrayRequest['act'],
    said: { name: string; operationId: string; summary: string; description: string },
    more: Record<string, TSchema> = {},
  ) =>
    route({
      method: 'POST',
      url: `/api/v1/strays/:id/${said.name}`,
      operationId: said.operationId,
      summary: said.summary,
      description: said.description,
      tags: ['Shipments'],
      scope: SCOPES[act],
      idempotencyKey: 'required',
      params: Type.Object({ id: IdIn }),
      input: 'raw',
      body: strict({ reason, ...more }, `Stray${said.operationId}`),
      responses: { 200: { description: 'As it stands now.', schema: StraySettled } },
      problems: ['stray_refused', 'nothing_left', 'posting_rule_missing', 'idempotency_key_reused'],
      async handle(request) {
        const strayId = idIn('str', request.params.id)
        const input = new Input()
        const body = input.body(request.parse()) as Body
        const asked = {
          ...askedBy(request, `${said.operationId} ${strayId}`),
          strayId,
          act,
          ...saidOf(body, input, ''),
          expectedDays: strayDays,
        }
        const outcome = await ask(door, settleStray, judged(input, asked))
        return outcome.ok ? ok(outcome.answer as Record<string, unknown>) : refused(outcome)
      },
    })
  return [
    settling('bill', {
      name: 'bill',
      operationId: 'billStray',
      summary: 'Sell goods that left without a sale to whoever has them',
      description:
        'What is left of them is billed at the price of their line, on an invoice of its own: the order stays as it is. Their cost becomes cost of sales.',
    }),
    settling(
      'expect',
      {
        name: 'expect',
        operationId: 'expectStray',
        summary: 'Expect goods back that left without a sale',
        description:
          'It is decided: they are to come back, by a day that may be moved by saying it again. `receive` says when they did.',
      },
      { until: Until },
    ),
    settling(
      'receive',
      {
        name: 'receive',
        operationId: 'receiveStray',
        summary: 'Take goods in that left without a sale and came back',
        description: 'They go back to stock at what their leaving took from it, expected or not.',
      },
      ofGoods,
    ),
    settling('write_off', {
      name: 'write-off',
      operationId: 'writeOffStray',
      summary: 'Give goods up that left without a sale',
      description: 'Nobody will see them again: their cost stays where it went when they left.',
    }),
    route({
      method: 'POST',
      url: '/api/v1/strays/settle',
      operationId: 'settleStrays',
      summary: 'Decide on many goods that left without a sale at once',
      description:
        'Each row is a decision of its own: one that is refused does not disturb the others. `bill` needs the scope `billing:write` too, `receive` and `write_off` `inventory:write`.',
      tags: ['Shipments'],
      scope: 'orders:write',
      idempotencyKey: 'required',
      input: 'raw',
      body: Type.Array(Decision, { minItems: 1, maxItems: MOST_ROWS }),
      responses: { 200: { description: 'An outcome for each row, in order.', schema: Settled } },
      problems: ['stray_refused', 'nothing_left', 'posting_rule_missing', 'idempotency_key_reused'],
      async handle(request) {
        const input = new Input()
        const rows = input.body(request.parse()) as (Body & {
          id: string
          decision: SettleStrayRequest['act']
        })[]
        for (const { decision } of rows) {
          const lacking = lacks(request.principal, SCOPES[decision])
          if (lacking) throw new HttpProblem(lacking)
        }
        const by = askedBy(request, 'settleStrays')
        const requests = rows.map((row, index): SettleStrayRequest => ({
          ...by,
          ...keysOf(by, index),
          strayId: input.id(`/${index}/id`, 'str', row.id),
          act: row.decision,
          ...saidOf(row, input, `/${index}`),
          expectedDays: strayDays,
        }))
        return await takeRows(
          (asked, options) => door.requestAll(settleStray, asked, options),
          requests,
          input,
        )
      },
    }),
  ]
}
