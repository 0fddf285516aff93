import { Type, type Static } from 'typebox'
import { RANK_BY, type RankBy } from '../../organization/index.ts'
import type { Door } from '../../platform/batch/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/index.ts'
import { defineProblems, ok, refused, route, type Route } from '../../platform/http/index.ts'
import { refuse, type Problem } from '../../platform/outcome.ts'
import { decodeId, encodeId, orderNumber, parseOrderNumber } from '../../platform/public-id.ts'
import { findRequestKey, readRequestKeys } from '../../platform/request-key.ts'
import { IdShape, orNull, quantity, QuantityShape } from '../../platform/wire.ts'
import { ask, askedBy, Code, IdIn, Input, strict } from '../wire/http-input.ts'
import { keysOf, MOST_ROWS, outcomesOf, takeRows } from '../wire/http-rows.ts'
import { putBack, type PutBackRequest } from './put-back.ts'
import {
  MOST_RELEASED,
  planRelease,
  releaseBackorders,
  type Releasable,
  type ReleaseQuestion,
} from './release-backorders.ts'

defineProblems({
  release_refused: [422, 'These backorders cannot be released.', 'Correct everything that `errors` names.'],
  put_back_refused: [422, 'This line cannot be put back.', 'Correct everything that `errors` names.'],
})

/** No order and no line has this id. */
const NOBODY = 0n

const one = <T extends string>(names: readonly T[]) =>
  Type.Unsafe<T>(Type.Union(names.map((name) => Type.Literal(name))))

const ReleaseInput = strict(
  {
    rank: Type.Optional(
      Type.Array(strict({ by: one(RANK_BY), direction: Type.Optional(one(['ascending', 'descending'])) }), {
        maxItems: RANK_BY.length,
        description:
          'Whose turn it is, one attribute after the other. When absent: `backorderRank` of the company, else delivery priority of the customer from 9 down, requested day, day of the order',
      }),
    ),
    skus: Type.Optional(
      Type.Array(Code, { minItems: 1, maxItems: 1000, description: 'Every item when absent' }),
    ),
    orders: Type.Optional(Type.Array(IdIn, { minItems: 1, maxItems: 1000, description: 'All when absent' })),
    lines: Type.Optional(
      Type.Array(IdIn, { minItems: 1, maxItems: MOST_RELEASED, description: 'These alone. All when absent' }),
    ),
  },
  'ReleaseBackorders',
)

const LineShape = Type.Object(
  {
    priority: Type.Integer({ description: '10 is the first, 20 the next' }),
    orderId: IdShape,
    number: Type.String(),
    line: IdShape,
    sku: Type.String(),
    waits: QuantityShape,
    releases: QuantityShape,
    location: Type.String(),
    why: one(['whole', 'in_part', 'nothing_free', 'not_in_parts', 'minimum_split']),
  },
  { title: 'BackorderToRelease' },
)

/** Routes by which planners release backorders, and put lines back (B6-2). */
export function backorderRoutes({ door, db, clock }: { door: Door; db: Database; clock: Clock }): Route[] {
  const common = { tags: ['Inventory'] } as const
  return [
    route({
      ...common,
      method: 'POST',
      url: '/api/v1/backorders/preview',
      operationId: 'previewBackorders',
      summary: 'See whose backorders would be released',
      description:
        'Lines that wait to be released, in order of rank, with what each would have of what is free now: whole, or in part where customer and line take parts; where a line has a `minSplitQuantity`, from so much on and when the rest is there or comes (`minimum_split`: it does not). What is promised on a day is left what it counts on. Nothing is written.',
      scope: 'inventory:read',
      input: 'raw',
      body: ReleaseInput,
      responses: {
        200: {
          description: 'What would be released.',
          schema: Type.Object(
            {
              waiting: Type.Integer({ description: 'Lines that wait to be released' }),
              releasable: Type.Integer({ description: 'Of these, lines that would have goods' }),
              lines: Type.Array(LineShape, { description: `The first ${MOST_RELEASED}` }),
            },
            { $id: 'BackorderPreview' },
          ),
        },
      },
      problems: ['release_refused'],
      async handle(request) {
        const input = new Input()
        const question = questionOf(input.body(request.parse()), input, request.companyId)
        const lines = await planRelease(db, question, clock.now())
        const problems = [...input.problems, ...problemsOf(lines)]
        if (problems.length > 0) return refused(refuse('release_refused', problems))
        const rows = lines as Releasable[]
        return ok({
          waiting: rows.length,
          releasable: rows.filter(({ releases }) => releases > 0n).length,
          lines: rows.slice(0, MOST_RELEASED).map(shown),
        })
      },
    }),
    route({
      ...common,
      method: 'POST',
      url: '/api/v1/backorders/release',
      operationId: 'releaseBackorders',
      summary: 'Release backorders',
      description: `Gives what is free to lines that wait to be released, in order of rank, as the preview tells it: to ${MOST_RELEASED} of them at most. A line that has a part of its goods is split: the part goes its way, the rest waits on. Released goods are reserved; the plan of the order asks the warehouse for them.`,
      scope: 'inventory:write',
      idempotencyKey: 'required',
      input: 'raw',
      body: ReleaseInput,
      responses: {
        200: {
          description: 'What was released.',
          schema: Type.Object(
            {
              lines: Type.Array(
                Type.Object({
                  orderId: IdShape,
                  number: Type.String(),
                  line: IdShape,
                  splitFrom: orNull(IdShape),
                  quantity: QuantityShape,
                  location: Type.String(),
                }),
              ),
            },
            { $id: 'BackordersReleased' },
          ),
        },
      },
      problems: ['release_refused', 'idempotency_key_reused'],
      async handle(request) {
        const by = askedBy(request, 'releaseBackorders')
        const input = new Input()
        const question = questionOf(input.body(request.parse()), input, request.companyId)
        // What was answered is answered again, whatever waits by now: nothing is planned for it.
        const { key } = by
        const known = key && findRequestKey(await readRequestKeys(db, [key]), key)
        const planned = known ? [] : await planRelease(db, question, clock.now())
        const problems = [...input.problems, ...problemsOf(planned)]
        if (problems.length > 0) return refused(refuse('release_refused', problems))
        const lines = (planned as Releasable[])
          .filter(({ releases }) => releases > 0n)
          .slice(0, MOST_RELEASED)
          .map(({ part, itemId }) => ({ partId: part.id, itemId }))
        const outcome = await ask(door, releaseBackorders, { ...by, lines })
        return outcome.ok ? ok(outcome.answer as Record<string, unknown>) : refused(outcome)
      },
    }),
    route({
      ...common,
      method: 'POST',
      url: '/api/v1/backorders/put-back',
      operationId: 'putBackLines',
      summary: 'Put back lines that have their goods',
      description:
        'Each line gives up the goods that it holds, and waits in the turn of its order until it is released. They are free for who waits by itself. What a warehouse was asked to ship of it is taken back; what has left stays. Lines do not disturb each other.',
      scope: 'inventory:write',
      idempotencyKey: 'required',
      input: 'raw',
      body: Type.Array(
        strict(
          {
            orderId: IdIn,
            line: IdIn,
            reason: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
          },
          'PutBack',
        ),
        { minItems: 1, maxItems: MOST_ROWS },
      ),
      responses: {
        200: { description: 'An outcome for each line, in order.', schema: outcomesOf('PutBackOutcomes') },
      },
      problems: ['put_back_refused', 'idempotency_key_reused'],
      handle(request) {
        const by = askedBy(request, 'putBackLines')
        const { companyId, actor } = by
        const input = new Input()
        const requests = input.body(request.parse()).map((row, index): PutBackRequest => ({
          companyId,
          actor,
          ...keysOf(by, index),
          // What is no id is nobody's: its row says so.
          orderId: decodeId('ord', row.orderId) ?? parseOrderNumber(row.orderId) ?? NOBODY,
          partId: decodeId('ful', row.line) ?? NOBODY,
          reason: row.reason ?? null,
        }))
        return takeRows((asked, options) => door.requestAll(putBack, asked, options), requests, input)
      },
    }),
  ]
}

function problemsOf(planned: readonly Releasable[] | readonly Problem[]): Problem[] {
  return planned.flatMap((found) => ('code' in found ? [found] : []))
}

function questionOf(
  { rank, skus, orders, lines }: Static<typeof ReleaseInput>,
  input: Input,
  companyId: bigint,
): ReleaseQuestion {
  const by = rank?.map(({ by: attribute, direction = 'ascending' }): RankBy => ({ by: attribute, direction }))
  for (const [index, { by: attribute }] of (by ?? []).entries())
    if (by!.findIndex((other) => other.by === attribute) !== index)
      input.note(`/rank/${index}/by`, 'repeated', 'an attribute is named once')
  return {
    companyId,
    rank: by ?? null,
    skus: skus ?? null,
    orderIds: orders?.map((id, index) => input.id(`/orders/${index}`, 'ord', id)) ?? null,
    partIds: lines?.map((id, index) => input.id(`/lines/${index}`, 'ful', id)) ?? null,
  }
}

function shown({ priority, order, part, sku, waits, releases, location, why }: Releasable) {
  return {
    priority,
    orderId: encodeId('ord', order.id),
    number: orderNumber(order.id),
    line: encodeId('ful', part.id),
    sku,
    waits: quantity(waits),
    releases: quantity(releases),
    location,
    why,
  }
}
