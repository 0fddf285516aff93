import { Type, type Static } from 'typebox'
import { CHANGES } from '../../inventory/index.ts'
import { RANK_BY, readCompanies, type RankBy } from '../../organization/index.ts'
import { shownActor } from '../../platform/auth/index.ts'
import type { Door } from '../../platform/batch/index.ts'
import { daysBetween, type Clock } from '../../platform/clock.ts'
import type { Database, RowOf } from '../../platform/database/index.ts'
import {
  defineProblems,
  ok,
  pageParameters,
  pageRequest,
  problem,
  refused,
  route,
  type Route,
} from '../../platform/http/index.ts'
import type { JsonObject } from '../../platform/json.ts'
import { listReply } from '../../platform/list-reply.ts'
import { formatAmount } from '../../platform/money.ts'
import { encodeId, orderNumber } from '../../platform/public-id.ts'
import {
  DateShape,
  IdShape,
  instant,
  InstantShape,
  listOf,
  money,
  MoneyShape,
  orNull,
  quantity,
  QuantityShape,
} from '../../platform/wire.ts'
import { listBacklogLines, listBacklogRuns, readBacklogRun, summarizeBacklogLines } from './backlog.sql.ts'
import { ask, askedBy, Code, DateIn, Decimal, IdIn, idIn, Input, judged, strict } from '../wire/http-input.ts'
import { releaseBacklog, thinksOfSupply } from './release-backlog.ts'
import type { BacklogRequest } from './read-run.ts'
import { chooseCheapest, runBacklog } from './run-backlog.ts'

defineProblems({
  backlog_refused: [422, 'This backlog cannot be planned.', 'Correct everything that `errors` names.'],
  backlog_stale: [
    409,
    'Something moved since the backlog was planned, so nothing was released.',
    'Run it again, look at what it changes now, and release that.',
  ],
  backlog_hypothetical: [
    409,
    'This run plans supply that comes otherwise than it is known to, so nothing was released.',
    'Release it when it is so, or run the backlog without these changes.',
  ],
  backlog_released: [409, 'This run was released before.', 'Run the backlog again.'],
})

const one = <T extends string>(names: readonly T[]) =>
  Type.Unsafe<T>(Type.Union(names.map((name) => Type.Literal(name))))

/** Later than so nobody waits for goods. */
const MOST_LATER_DAYS = 3650

const BacklogInput = strict(
  {
    rank: Type.Optional(
      Type.Array(
        strict({
          by: one(RANK_BY),
          direction: Type.Optional(one(['ascending', 'descending'])),
        }),
        {
          maxItems: RANK_BY.length,
          description:
            'Who comes first, one attribute after the other; `priority` is that of the order, `value` the net of what waits. When absent: priority from 9 down, then who asked first',
        },
      ),
    ),
    preventImprovement: Type.Optional(Type.Boolean({ description: 'Nobody has an earlier day than before' })),
    skus: Type.Optional(
      Type.Array(Code, { minItems: 1, maxItems: 1000, description: 'Every item when absent' }),
    ),
    orders: Type.Optional(
      Type.Array(IdIn, {
        minItems: 1,
        maxItems: 1000,
        description: 'Lines of these alone; what others were promised stands. All when absent',
      }),
    ),
    controls: Type.Optional(
      Type.Array(
        strict({
          line: IdIn,
          control: Type.Optional(one(['locked', 'decommitted'])),
          priority: Type.Optional(
            Type.Integer({
              minimum: 1,
              maximum: 1_000_000,
              description: 'In place of that of the rule, which are 10, 20, 30 and so on',
            }),
          ),
        }),
        { maxItems: 1000, description: 'locked: it keeps its day; decommitted: it loses it' },
      ),
    ),
    cheapest: Type.Optional(
      strict({
        seconds: Type.Optional(
          Type.Integer({ minimum: 1, maximum: 30, description: 'That the search may take; 5 when absent' }),
        ),
      }),
    ),
    supply: Type.Optional(
      Type.Array(
        strict({
          number: Code,
          dueOn: Type.Optional(DateIn),
          laterDays: Type.Optional(
            Type.Integer({
              minimum: 1,
              maximum: MOST_LATER_DAYS,
              description: 'Behind the day on which it is due, in place of `dueOn`',
            }),
          ),
          quantity: Type.Optional(Decimal),
          lost: Type.Optional(Type.Boolean({ description: 'Nothing of it comes any more' })),
        }),
        {
          minItems: 1,
          maxItems: 1000,
          description:
            'What if supply comes on another day, or only `quantity` of what is open? Its items are planned, unless `skus` says which. With `preventImprovement` who slips does so for this alone. Such a run is released only once supply is so',
        },
      ),
    ),
  },
  'BacklogInput',
)

const CHEAPEST_SECONDS = 5

const Count = Type.Object({ lines: Type.Integer(), value: Type.String() })
const ShippingShape = orNull(
  Type.Object(
    { before: Type.String(), after: Type.String(), atLeast: Type.String() },
    {
      description:
        'What the shipments of the plan cost with the places that serve soonest, with the cheapest that were found, and the least that they can cost; in the currency of the books. null when they were not asked for',
    },
  ),
)
const Slips = Type.Object({
  lines: Type.Integer(),
  value: Type.String(),
  mostDays: Type.Optional(Type.Integer({ description: 'By so many days the last of them slips' })),
  withoutDay: Type.Optional(Type.Integer({ description: 'Lines that lose their day' })),
})
const RunShape = Type.Object(
  {
    id: IdShape,
    madeOn: DateShape,
    madeAt: InstantShape,
    madeBy: Type.String(),
    state: Type.Union([Type.Literal('simulated'), Type.Literal('released')]),
    releasedBy: orNull(Type.String()),
    rules: Type.Unknown({ description: 'As it was asked for' }),
    hypothetical: Type.Boolean({ description: 'It plans supply that comes otherwise than it is known to' }),
    lines: Type.Integer(),
    currency: Type.String({ description: 'That of the books, which all of its values are in' }),
    counts: Type.Object(
      { gains: Count, slips: Slips, moves: Count, same: Count },
      { description: 'Lines by change; `value` in the currency of the books' },
    ),
    shipping: ShippingShape,
  },
  { title: 'BacklogRun' },
)
const LineShape = Type.Object(
  {
    priority: Type.Integer(),
    orderId: IdShape,
    number: Type.String(),
    line: IdShape,
    sku: Type.String(),
    account: orNull(Type.String({ description: 'Number of the customer account' })),
    quantity: QuantityShape,
    value: MoneyShape,
    locationBefore: Type.String(),
    promisedBefore: orNull(DateShape),
    location: Type.String(),
    promisedOn: orNull(DateShape),
    slipDays: orNull(Type.Integer({ description: 'Of what slips and has a day: by so many days' })),
    arrivesOn: orNull(DateShape),
    change: one(CHANGES),
    reason: Type.String(),
  },
  { title: 'BacklogLine' },
)

const SUMMARIES = ['account', 'sku'] as const
const SummaryShape = Type.Object(
  {
    code: Type.String({ description: 'Number of the customer account, or SKU' }),
    gains: Count,
    slips: Slips,
  },
  { title: 'BacklogSummary' },
)

/** Routes by which planners promise the whole backlog anew. */
export function backlogRoutes({ door, db, clock }: { door: Door; db: Database; clock: Clock }): Route[] {
  const common = { tags: ['Inventory'] } as const
  return [
    route({
      ...common,
      method: 'POST',
      url: '/api/v1/backlog-runs',
      operationId: 'runBacklog',
      summary: 'Plan who waits for goods anew, without changing anything',
      description:
        'Everything that waits, dated or not, is ranked and promised what comes as if it were asked for now, in that order. With `cheapest` each line then gets, of the places that serve it on the day that it has, the one with which all shipments of the run cost least, by what lanes and hands cost; lines at a place that has no cost for their way stay there. The run is kept, to be looked at and compared; no order and no promise changes until it is released. Of the runs that were not released the newest 20 are kept.',
      scope: 'inventory:write',
      idempotencyKey: 'required',
      input: 'raw',
      body: BacklogInput,
      responses: {
        200: {
          description: 'What it would change.',
          schema: Type.Object(
            {
              id: IdShape,
              madeOn: DateShape,
              lines: Type.Integer(),
              counts: RunShape.properties.counts,
              shipping: ShippingShape,
            },
            { $id: 'BacklogAnswer' },
          ),
        },
      },
      problems: ['backlog_refused', 'idempotency_key_reused'],
      async handle(request) {
        const by = askedBy(request, 'runBacklog')
        const input = new Input()
        const body = input.body(request.parse())
        const wanted: BacklogRequest = judged(input, { ...by, ...requestOf(body, input) })
        const seconds = body.cheapest && (body.cheapest.seconds ?? CHEAPEST_SECONDS)
        const cheapest = seconds && (await chooseCheapest(db, wanted, seconds, clock.now()))
        const outcome = await ask(door, runBacklog, { ...wanted, ...(cheapest && { cheapest }) })
        return outcome.ok ? ok(outcome.answer as Record<string, unknown>) : refused(outcome)
      },
    }),
    route({
      ...common,
      method: 'POST',
      url: '/api/v1/backlog-runs/:id/release',
      operationId: 'releaseBacklog',
      summary: 'Give orders the days of a run',
      description:
        'All at once, or nothing when stock, supply or demand of an item that it changes moved since, or the day is over.',
      scope: 'inventory:write',
      idempotencyKey: 'required',
      params: Type.Object({ id: IdIn }),
      responses: {
        200: {
          description: 'It is done.',
          schema: Type.Object(
            { id: IdShape, changedLines: Type.Integer(), changedOrders: Type.Integer() },
            { $id: 'BacklogReleased' },
          ),
        },
      },
      problems: ['backlog_stale', 'backlog_hypothetical', 'backlog_released', 'idempotency_key_reused'],
      async handle(request) {
        const runId = idIn('bkr', request.params.id)
        const outcome = await ask(door, releaseBacklog, {
          ...askedBy(request, `releaseBacklog ${runId}`),
          runId,
        })
        return outcome.ok ? ok(outcome.answer as Record<string, unknown>) : refused(outcome)
      },
    }),
    route({
      ...common,
      method: 'GET',
      url: '/api/v1/backlog-runs',
      operationId: 'listBacklogRuns',
      summary: 'Runs over the backlog, newest first',
      scope: 'inventory:read',
      query: Type.Object({ ...pageParameters }),
      responses: { 200: { description: 'A page', schema: listOf(RunShape, 'BacklogRunList') } },
      async handle(asked) {
        const { limit, after, fetch } = pageRequest(asked, 'b')
        const { companyId } = asked
        const before = (after?.[0] as bigint | undefined) ?? 2n ** 63n - 1n
        const [companies, found] = await Promise.all([
          readCompanies(db, [companyId]),
          db.read(listBacklogRuns, { companyId, before, fetch: BigInt(fetch) }),
        ])
        const { currency } = companies.get(companyId)!
        const rows = found.slice(0, limit)
        const shown = rows.map((row) => shownRun(row, currency))
        return listReply(asked, shown, found.length > limit ? [rows.at(-1)!.id] : null)
      },
    }),
    route({
      ...common,
      method: 'GET',
      url: '/api/v1/backlog-runs/:id',
      operationId: 'readBacklogRun',
      summary: 'One run over the backlog',
      scope: 'inventory:read',
      params: Type.Object({ id: IdIn }),
      responses: { 200: { description: 'The run', schema: RunShape } },
      async handle({ companyId, params }) {
        const [companies, [run]] = await Promise.all([
          readCompanies(db, [companyId]),
          db.read(readBacklogRun, { companyId, id: idIn('bkr', params.id) }),
        ])
        return run ? ok(shownRun(run, companies.get(companyId)!.currency)) : problem('not_found')
      },
    }),
    route({
      ...common,
      method: 'GET',
      url: '/api/v1/backlog-runs/:id/lines',
      operationId: 'listBacklogLines',
      summary: 'What a run gives each line, in order of priority',
      scope: 'inventory:read',
      params: Type.Object({ id: IdIn }),
      query: Type.Object({
        ...pageParameters,
        change: Type.Optional(one(CHANGES)),
        sku: Type.Optional(Code),
        account: Type.Optional(Code),
      }),
      responses: { 200: { description: 'A page', schema: listOf(LineShape, 'BacklogLineList') } },
      async handle(asked) {
        const { companyId, query } = asked
        const runId = idIn('bkr', asked.params.id)
        const { limit, after, fetch } = pageRequest(asked, 'b')
        const [companies, [run], found] = await Promise.all([
          readCompanies(db, [companyId]),
          db.read(readBacklogRun, { companyId, id: runId }),
          db.read(listBacklogLines, {
            companyId,
            runId,
            after: Number((after?.[0] as bigint | undefined) ?? 0n),
            change: query.change ?? '',
            sku: query.sku ?? '',
            account: query.account ?? '',
            fetch: BigInt(fetch),
          }),
        ])
        if (!run) return problem('not_found')
        const { currency } = companies.get(companyId)!
        const rows = found.slice(0, limit)
        const shown = rows.map((row) => ({
          priority: row.priority,
          orderId: encodeId('ord', row.order_id),
          number: orderNumber(row.order_id),
          line: encodeId('ful', row.part_id),
          sku: row.sku,
          account: row.account,
          quantity: quantity(row.quantity),
          value: money(row.value, currency),
          locationBefore: row.location_before,
          promisedBefore: row.promised_before,
          location: row.location,
          promisedOn: row.promised_on,
          slipDays: slipOf(row),
          arrivesOn: row.arrives_on,
          change: row.change,
          reason: row.reason,
        }))
        return listReply(asked, shown, found.length > limit ? [BigInt(rows.at(-1)!.place)] : null)
      },
    }),
    route({
      ...common,
      method: 'GET',
      url: '/api/v1/backlog-runs/:id/summary',
      operationId: 'summarizeBacklogRun',
      summary: 'Who gains and who slips by a run, with the money of it',
      description:
        'By customer account, or by item; whoever slips with most money comes first. `value` is in the currency of the books. The lines behind a row are those of `lines` with the same `account` or `sku`.',
      scope: 'inventory:read',
      params: Type.Object({ id: IdIn }),
      query: Type.Object({
        ...pageParameters,
        by: Type.Optional(
          Type.Unsafe<(typeof SUMMARIES)[number]>({
            ...one(SUMMARIES),
            description: 'account when absent',
          }),
        ),
      }),
      responses: { 200: { description: 'A page', schema: listOf(SummaryShape, 'BacklogSummaryList') } },
      async handle(asked) {
        const { companyId } = asked
        const runId = idIn('bkr', asked.params.id)
        const { limit, after, fetch } = pageRequest(asked, 'b')
        const [companies, [run], found] = await Promise.all([
          readCompanies(db, [companyId]),
          db.read(readBacklogRun, { companyId, id: runId }),
          db.read(summarizeBacklogLines, {
            companyId,
            runId,
            by: asked.query.by ?? 'account',
            after: (after?.[0] as bigint | undefined) ?? 0n,
            fetch: BigInt(fetch),
          }),
        ])
        if (!run) return problem('not_found')
        const { currency } = companies.get(companyId)!
        const rows = found.slice(0, limit)
        const counted = (lines: bigint, value: bigint) => ({
          lines: Number(lines),
          value: formatAmount(value, currency),
        })
        const shown = rows.map((row) => ({
          code: row.code,
          gains: counted(row.gaining, row.gained),
          slips: {
            ...counted(row.slipping, row.slipped),
            mostDays: row.most_days ?? 0,
            withoutDay: Number(row.without_day),
          },
        }))
        return listReply(asked, shown, found.length > limit ? [rows.at(-1)!.place] : null)
      },
    }),
  ]
}

/** By how many days a line slips; null: it does not, or has no day. */
function slipOf({ change, promised_before: before, promised_on: on }: RowOf<typeof listBacklogLines>) {
  return change === 'slips' && before !== null && on !== null ? daysBetween(before, on) : null
}

function shownRun(run: RowOf<typeof listBacklogRuns>, currency: string) {
  return {
    id: encodeId('bkr', run.id),
    madeOn: run.made_on,
    madeAt: instant(run.made_at),
    madeBy: shownActor(run.made_by),
    state: run.released_batch === null ? 'simulated' : 'released',
    releasedBy: run.released_by === null ? null : shownActor(run.released_by),
    rules: run.rules,
    hypothetical: thinksOfSupply(run.rules),
    lines: run.lines,
    currency,
    counts: run.counts,
    shipping: run.shipping,
  }
}

/** Who asked first comes behind nobody of the same priority (C5-3). */
const USUAL_RANK: BacklogRequest['rank'] = [
  { by: 'priority', direction: 'descending' },
  { by: 'askedAt', direction: 'ascending' },
]

function requestOf(
  body: Static<typeof BacklogInput>,
  input: Input,
): Omit<BacklogRequest, 'companyId' | 'actor'> {
  const { rank, preventImprovement = false, skus, orders, controls = [], supply = [] } = body
  const by = rank?.map(({ by: attribute, direction = 'ascending' }): RankBy => ({ by: attribute, direction }))
  for (const [index, { by: attribute }] of (by ?? []).entries())
    if (by!.findIndex((other) => other.by === attribute) !== index)
      input.note(`/rank/${index}/by`, 'repeated', 'an attribute is named once')
  for (const [index, { control, priority }] of controls.entries())
    if (control === undefined && priority === undefined)
      input.note(`/controls/${index}`, 'required', 'a control or a priority')
  const changes = supply.map(({ number, dueOn, laterDays = null, quantity: said, lost = false }, index) => {
    const at = `/supply/${index}`
    const day = input.stated(`${at}/dueOn`, dueOn) ?? null
    const left = said === undefined ? null : input.micro(`${at}/quantity`, said)
    if (left !== null && left < 0n) input.note(`${at}/quantity`, 'bad_quantity', 'a quantity of 0 or more')
    const another = dueOn !== undefined || laterDays !== null
    if (lost && (another || said !== undefined))
      input.note(`${at}/lost`, 'nothing_comes', 'of what is lost neither day nor quantity is said')
    if (dueOn !== undefined && laterDays !== null)
      input.note(`${at}/laterDays`, 'repeated', 'the day is said once: by itself, or by how much later it is')
    if (!lost && !another && said === undefined)
      input.note(`${at}/dueOn`, 'required', 'another day, a quantity, or lost')
    return { number, dueOn: day, laterDays, quantity: lost ? 0n : left }
  })
  return {
    rank: by ?? USUAL_RANK,
    preventImprovement,
    skus: skus ?? null,
    orderIds: orders?.map((id, index) => input.id(`/orders/${index}`, 'ord', id)) ?? null,
    supply: changes,
    controls: controls.map(({ line, control = null, priority = null }, index) => ({
      partId: input.id(`/controls/${index}/line`, 'ful', line),
      control,
      priority,
    })),
    asked: { ...body, rank: by ?? [...USUAL_RANK] } as unknown as JsonObject,
  }
}
