import { Type } from 'typebox'
import type { Door } from '../../platform/batch/index.ts'
import { defineProblems, route, type Route } from '../../platform/http/index.ts'
import { askedBy, IdIn, Input, strict } from '../wire/http-input.ts'
import { keysOf, MOST_ROWS, outcomesOf, takeRows } from '../wire/http-rows.ts'
import { MOST_TOKEN } from './option-token.ts'
import { overtakeOthers, resource, takesDays, type ResourceRequest } from './re-source.ts'
import { whatIf, type WhatIfRequest } from './what-if.ts'

defineProblems({
  what_if_refused: [
    422,
    'This line cannot be served in another way.',
    'Correct everything that `errors` names.',
  ],
  stale_option: [
    409,
    'What this option rests on changed, so nothing was done.',
    'Ask again what the options are, and carry out one of them.',
  ],
})

const Row = { orderId: IdIn, line: IdIn }

/** Routes by which a planner asks how else a line could be served, and has it served so. */
export function whatIfRoutes(door: Door): Route[] {
  return [
    route({
      method: 'POST',
      url: '/api/v1/promises/what-if',
      operationId: 'askWhatIf',
      summary: 'Ask how else a line of a running order could be served',
      description:
        'Each fulfillment line that has not left is answered with what it is promised (`stands`) and with its `options`: at its place as of now (`wait`), whole from another place (`place`), over several places (`split`), by a ship method that is faster or costs less (`ship_method`); soonest first, then by cost. Each has its days, what the goods of its line and all ways of its order cost, what that is more than now (`costChange`), what the line leaves (`margin`), and a `token` by which it is carried out. What the order fixed is not offered otherwise; `notOffered` says of each other kind why there is none. None takes anything from the promise of another order, unless `takeFromOthers` allows it. Nothing is written: asked twice, the answer is the same as long as nothing else happened.',
      tags: ['Inventory'],
      scope: 'inventory:read',
      input: 'raw',
      body: Type.Array(
        strict(
          {
            ...Row,
            takeFromOthers: Type.Optional(
              Type.Boolean({
                description:
                  'Also before those that rank behind it (`ahead`): orders of a lower priority, and of its own those that asked later. `slips` says whose days it costs',
              }),
            ),
          },
          'WhatIfQuestion',
        ),
        { minItems: 1, maxItems: MOST_ROWS },
      ),
      responses: {
        200: { description: 'An outcome for each line, in order.', schema: outcomesOf('WhatIfOutcomes') },
      },
      problems: ['what_if_refused'],
      handle(request) {
        const { companyId } = request
        const input = new Input()
        const requests = input.body(request.parse()).map((row, index): WhatIfRequest => ({
          companyId,
          takesFromOthers: row.takeFromOthers ?? false,
          orderId: input.id(`/${index}/orderId`, 'ord', row.orderId),
          partId: input.id(`/${index}/line`, 'ful', row.line),
        }))
        return takeRows((asked, options) => door.requestAll(whatIf, asked, options), requests, input)
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/promises/re-source',
      operationId: 'reSource',
      summary: 'Serve lines as options of a what-if said',
      description:
        'Each line is served just as its option was told, with these places and days, or not at all: `stale_option` says what changed since. What it gives up is free for those who wait. Lines do not disturb each other.',
      tags: ['Inventory'],
      scope: 'inventory:write',
      idempotencyKey: 'required',
      input: 'raw',
      body: Type.Array(
        strict(
          {
            ...Row,
            token: Type.String({ minLength: 1, maxLength: MOST_TOKEN, description: 'Of the option' }),
            takeFromOthers: Type.Optional(
              Type.Boolean({
                description:
                  'The option may take days from those that rank behind, as the question allowed (`ahead`)',
              }),
            ),
            reason: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
          },
          'ReSource',
        ),
        { minItems: 1, maxItems: MOST_ROWS },
      ),
      responses: {
        200: { description: 'An outcome for each line, in order.', schema: outcomesOf('ReSourceOutcomes') },
      },
      problems: ['what_if_refused', 'stale_option', 'idempotency_key_reused'],
      handle(request) {
        const by = askedBy(request, 'reSource')
        const { companyId, actor } = by
        const input = new Input()
        const requests = input.body(request.parse()).map((row, index): ResourceRequest => ({
          companyId,
          actor,
          ...keysOf(by, index),
          orderId: input.id(`/${index}/orderId`, 'ord', row.orderId),
          partId: input.id(`/${index}/line`, 'ful', row.line),
          token: row.token,
          takesFromOthers: row.takeFromOthers ?? false,
          reason: row.reason ?? null,
        }))
        // Those that others lose their days for are an act of their own.
        return takeRows(
          async (asked, options) => {
            const [taking, others] = [asked.filter(takesDays), asked.filter((one) => !takesDays(one))]
            const outcomes = await Promise.all([
              door.requestAll(overtakeOthers, taking, options),
              door.requestAll(resource, others, options),
            ])
            const places = [taking, others].map((of) => new Map(of.map((one, place) => [one, place])))
            return asked.map((one) => {
              const of = takesDays(one) ? 0 : 1
              return outcomes[of]![places[of]!.get(one)!]!
            })
          },
          requests,
          input,
        )
      },
    }),
  ]
}
