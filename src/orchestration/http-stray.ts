import { Type, type TSchema } from 'typebox'
import type { Door } from '../platform/batch/index.ts'
import { defineProblems, ok, refused, route, type Route, type Scope } from '../platform/http/index.ts'
import { IdShape, orNull, QuantityShape } from '../platform/wire.ts'
import { ask, askedBy, Code, DateIn, Decimal, IdIn, idIn, Input, judged, strict } from './http-input.ts'
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
    quantity: QuantityShape,
    billed: QuantityShape,
    returned: QuantityShape,
    writtenOff: QuantityShape,
    left: QuantityShape,
    invoiceId: orNull(IdShape),
  },
  { $id: 'StraySettled' },
)

interface Body {
  reason: string
  quantity?: string | number
  location?: string
  receivedOn?: string
}

/** Routes by which a person decides what becomes of goods that left without a sale. */
export function strayRoutes(door: Door): Route[] {
  const settling = (
    act: SettleStrayRequest['act'],
    scope: Scope,
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
      scope,
      idempotencyKey: 'required',
      params: Type.Object({ id: IdIn }),
      input: 'raw',
      body: strict({ reason, ...more }, `Stray${said.operationId}`),
      responses: { 200: { description: 'As it stands now.', schema: StraySettled } },
      problems: ['stray_refused', 'nothing_left', 'idempotency_key_reused'],
      async handle(request) {
        const strayId = idIn('str', request.params.id)
        const input = new Input()
        const body = input.body(request.parse()) as Body
        const asked = {
          ...askedBy(request, `${said.operationId} ${strayId}`),
          strayId,
          act,
          reason: body.reason,
          quantity: input.microOrNull('/quantity', body.quantity),
          location: body.location ?? null,
          on: input.stated('/receivedOn', body.receivedOn) ?? null,
        }
        const outcome = await ask(door, settleStray, judged(input, asked))
        return outcome.ok ? ok(outcome.answer as Record<string, unknown>) : refused(outcome)
      },
    })
  return [
    settling('bill', 'billing:write', {
      name: 'bill',
      operationId: 'billStray',
      summary: 'Sell goods that left without a sale to whoever has them',
      description:
        'What is left of them is billed at the price of their line, on an invoice of its own: the order stays as it is. Their cost becomes cost of sales.',
    }),
    settling('expect', 'orders:write', {
      name: 'expect',
      operationId: 'expectStray',
      summary: 'Expect goods back that left without a sale',
      description: 'It is decided: they are to come back. `receive` says when they did.',
    }),
    settling(
      'receive',
      'inventory:write',
      {
        name: 'receive',
        operationId: 'receiveStray',
        summary: 'Take goods in that left without a sale and came back',
        description: 'They go back to stock at what their leaving took from it, expected or not.',
      },
      { quantity: Type.Optional(Decimal), location: Type.Optional(Code), receivedOn: Type.Optional(DateIn) },
    ),
    settling('write_off', 'inventory:write', {
      name: 'write-off',
      operationId: 'writeOffStray',
      summary: 'Give goods up that left without a sale',
      description: 'Nobody will see them again: their cost stays where it went when they left.',
    }),
  ]
}
