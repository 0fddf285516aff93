import { Type, type Static } from 'typebox'
import {
  ConfigurationInput,
  CoversInput,
  endCart,
  holdCart,
  inquire,
  type EndCartRequest,
  type HoldRequest,
  type InquiryRequest,
} from '../../orders/index.ts'
import { actorOf } from '../../platform/auth/index.ts'
import { scopeOf } from '../../platform/row-scope.ts'
import type { Door } from '../../platform/batch/index.ts'
import { allows, defineProblems, route, type Route } from '../../platform/http/index.ts'
import { Code, DateIn, Decimal, Input, MoneyIn, strict } from '../wire/http-input.ts'
import { MOST_ROWS, outcomesOf, takeRows } from '../wire/http-rows.ts'

defineProblems({
  promise_refused: [
    422,
    'Nothing can be promised for these lines.',
    'Correct everything that `errors` names.',
  ],
  reservation_used: [409, 'An order has what this cart held.', 'Give a new cart a key of its own.'],
})

/** Lines of all questions of a call together, as many as an order may have. */
const MOST_LINES = 20_000

/** The caller's own key of a cart or a quote. */
const CartKey = Type.String({ minLength: 1, maxLength: 200 })

const PromiseQuestion = strict(
  {
    requestedOn: Type.Optional(DateIn),
    requestedArrivalOn: Type.Optional(DateIn),
    shipMethod: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
    customer: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description:
          'Account that would order: whether what nobody has waits for it, and whether it takes a line in parts. As those who take everything when absent',
      }),
    ),
    orderType: Type.Optional(
      Type.String({ maxLength: 100, description: 'With `source`: of such an order, for its sourcing rule' }),
    ),
    source: Type.Optional(Type.String({ maxLength: 100 })),
    segment: Type.Optional(
      Type.String({
        maxLength: 100,
        description:
          'Of the account: with `source` and `orderType` whose share it is, where goods are shared out',
      }),
    ),
    alternatives: Type.Optional(
      Type.Boolean({
        description:
          'Beside each promise other ways to serve its line, soonest first: in parts or whole, by another ship method, collected elsewhere, and by what may stand for the item where that is sooner. `ask` says what an order has to say for it. With the scope `inventory:read`, what each costs and, of the net `unitPrice` in the currency of the books, leaves',
      }),
    ),
    shipTo: Type.Optional(
      strict({
        country: Type.Optional(
          Type.String({
            pattern: '^[A-Z]{2}$',
            form: 'two capital letters, such as GB',
            description: 'That of the company when absent',
          }),
        ),
        region: Type.Optional(Type.String({ maxLength: 100 })),
        postcode: Type.Optional(
          Type.String({ maxLength: 40, description: 'For the distance, where sourcing rules ask for it' }),
        ),
      }),
    ),
    reserve: Type.Optional(
      strict({
        key: CartKey,
        until: Type.String({
          format: 'date-time',
          maxLength: 40,
          description: 'Business time, within seven days',
        }),
      }),
    ),
    lines: Type.Array(
      strict({
        sku: Code,
        quantity: Decimal,
        uom: Type.Optional(Type.String({ minLength: 1, maxLength: 20 })),
        requestedOn: Type.Optional(DateIn),
        requestedArrivalOn: Type.Optional(DateIn),
        allowSplit: Type.Optional(
          Type.Boolean({ description: 'As the company says when absent, like that of an order line' }),
        ),
        minSplitQuantity: Type.Optional(Decimal),
        unitPrice: Type.Optional(MoneyIn),
        location: Type.Optional(
          Type.String({ minLength: 1, maxLength: 100, description: 'The only place that may serve it' }),
        ),
        lineId: Type.Optional(Code),
        covers: Type.Optional(CoversInput),
        configuration: Type.Optional(ConfigurationInput),
      }),
      { minItems: 1, maxItems: 1000 },
    ),
  },
  'PromiseQuestion',
)

/** The route that answers what would be promised. */
export function promiseRoute(door: Door): Route {
  return route({
    method: 'POST',
    url: '/api/v1/promises',
    operationId: 'askPromises',
    summary: 'Ask what would be promised, or hold it for a cart',
    description:
      'Each question is answered as an order with its lines would be promised now: which place, which day, how much, and why no other place. Its lines see what the ones before them took; questions do not see each other. A line that is configured, or whose item is a kit, has `parts`; one that `covers` another goes with it. What nobody has, and may not wait, has the supply `cancelled`. Nothing is kept or held: asked twice, the answer is the same as long as nothing else happened. With `reserve` what of its lines is on hand is held until then, for the order that names the key as its `reservationKey`. The same key again holds what its lines say then.',
    tags: ['Orders'],
    scope: 'orders:write',
    // Of customers it tells of those alone that the caller sees.
    rows: 'scoped',
    input: 'raw',
    body: Type.Array(PromiseQuestion, { minItems: 1, maxItems: MOST_ROWS }),
    responses: {
      200: { description: 'An outcome for each question, in order.', schema: outcomesOf('PromiseOutcomes') },
    },
    problems: ['promise_refused', 'reservation_used'],
    handle(request) {
      const { companyId, principal } = request
      const outsider = principal.rowScope.kind !== 'all'
      const accounts = scopeOf(principal.rowScope)
      const by = {
        companyId,
        accounts,
        outsider,
        showsCosts: !outsider && allows(principal, 'inventory:read'),
      }
      const input = new Input()
      const questions = input.body(request.parse())
      const lines = questions.reduce((sum, question) => sum + question.lines.length, 0)
      if (lines > MOST_LINES) {
        input.note('', 'too_many_lines', `all questions together have at most ${MOST_LINES} lines`)
        input.check()
      }
      const requests = questions.map((question, index) => requestOf(question, input, `/${index}`, by))
      return takeRows(
        async (asked, options) => {
          const places = asked.map((one, index) => ({ one, index, ...questions[index]!.reserve }))
          const carts = places.filter(({ key }) => key !== undefined)
          const others = places.filter(({ key }) => key === undefined)
          const holds = carts.map(({ one, index, key, until }): HoldRequest => ({
            ...one,
            actor: actorOf(principal),
            reserve: {
              key: key!,
              until: new Date(input.stated(`/${index}/reserve/until`, until) ?? 0),
            },
          }))
          const [held, told] = await Promise.all([
            holds.length === 0 ? [] : door.requestAll(holdCart, holds, options),
            others.length === 0
              ? []
              : door.requestAll(
                  inquire,
                  others.map(({ one }) => one),
                  options,
                ),
          ])
          const outcomes = new Map([
            ...carts.map(({ index }, at) => [index, held[at]!] as const),
            ...others.map(({ index }, at) => [index, told[at]!] as const),
          ])
          return places.map(({ index }) => outcomes.get(index)!)
        },
        requests,
        input,
      )
    },
  })
}

/** The route by which carts give back what they hold. */
export function releaseRoute(door: Door): Route {
  return route({
    method: 'POST',
    url: '/api/v1/promises/release',
    operationId: 'releaseReserved',
    summary: 'Give back what carts hold',
    description:
      'Each key is answered with whether it held anything. What was ordered, given back or held long enough before holds nothing: that is no error, so a call can be sent again.',
    tags: ['Orders'],
    scope: 'orders:write',
    input: 'raw',
    body: Type.Array(strict({ key: CartKey }, 'CartRelease'), { minItems: 1, maxItems: MOST_ROWS }),
    responses: {
      200: { description: 'An outcome for each key, in order.', schema: outcomesOf('ReleaseOutcomes') },
    },
    handle(request) {
      const { companyId } = request
      const input = new Input()
      const requests = input
        .body(request.parse())
        .map(({ key: cart }): EndCartRequest => ({ companyId, cart, why: 'abandoned' }))
      return takeRows((asked, options) => door.requestAll(endCart, asked, options), requests, input)
    },
  })
}

function requestOf(
  {
    requestedOn,
    requestedArrivalOn,
    alternatives = false,
    reserve,
    lines,
    ...question
  }: Static<typeof PromiseQuestion>,
  input: Input,
  path: string,
  by: Pick<InquiryRequest, 'companyId' | 'accounts' | 'outsider' | 'showsCosts'>,
): InquiryRequest {
  if (reserve && alternatives)
    input.note(
      `${path}/alternatives`,
      'not_held',
      'what a cart holds has no alternatives: ask for them alone',
    )
  return {
    ...by,
    ...question,
    alternatives,
    requestedArrivalOn: input.stated(`${path}/requestedArrivalOn`, requestedArrivalOn),
    requestedOn: input.stated(`${path}/requestedOn`, requestedOn) ?? null,
    lines: lines.map(({ quantity, minSplitQuantity, unitPrice, ...line }, index) => {
      const at = `${path}/lines/${index}`
      const positive = (name: string, said: string | number) => {
        const read = input.micro(`${at}/${name}`, said)
        if (read <= 0n) input.note(`${at}/${name}`, 'bad_quantity', `"${said}" is not a quantity above 0`)
        return read
      }
      return {
        ...line,
        quantity: positive('quantity', quantity),
        minSplit: minSplitQuantity === undefined ? null : positive('minSplitQuantity', minSplitQuantity),
        priceCurrency: unitPrice?.currency ?? null,
        unitPrice: unitPrice ? input.micro(`${at}/unitPrice/amount`, unitPrice.amount) : null,
      }
    }),
  }
}
