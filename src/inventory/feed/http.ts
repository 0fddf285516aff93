import { hash } from 'node:crypto'
import { Type, type Static } from 'typebox'
import { readCompanies } from '../../organization/index.ts'
import { actorOf, shownActor } from '../../platform/auth/index.ts'
import { Fault } from '../../platform/batch/index.ts'
import {
  defineProblems,
  ok,
  pageParameters,
  pageRequest,
  problem,
  refused,
  route,
  type Malformed,
  type Route,
  type RouteRequest,
} from '../../platform/http/index.ts'
import type { Json } from '../../platform/json.ts'
import { listReply } from '../../platform/list-reply.ts'
import { MOST_QUANTITY, readMicro, type Micro } from '../../platform/money.ts'
import { readClock } from '../../platform/platform.sql.ts'
import { decodeId, encodeId } from '../../platform/public-id.ts'
import { pagedWhole, setupRoutes, type SetupRouting } from '../../platform/setup-routes.ts'
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
import { SUPPLY_KINDS } from '../atp-rule.ts'
import { HELD_FOR } from './compare.ts'
import { decideSnapshot } from './decide-snapshot.ts'
import { listFeedDifferences, listFeedSnapshots } from './feed-snapshot.sql.ts'
import { FeedInput, readFeeds, saveFeed } from './save-feed.ts'
import { MOST_PAGES, takeFeedPage, type PageRequest } from './take-page.ts'

defineProblems({
  feed_refused: [
    422,
    'This page cannot be taken as it is.',
    'Correct everything that `errors` names; nothing of the page was kept.',
  ],
})

const Code = Type.String({ minLength: 1, maxLength: 100 })
const Sku = Type.String({ minLength: 1, maxLength: 200 })
const Decimal = Type.Union([Type.String({ maxLength: 32 }), Type.Number()])
const strict = { additionalProperties: false }
/** Rows of a page at most. */
const MOST_ROWS = 1000
/** Snapshots that are decided at once. */
const MOST_DECIDED = 1000

const page = {
  feed: Code,
  snapshot: Type.String({
    minLength: 1,
    maxLength: 200,
    description: 'What the system calls the snapshot: all its pages say the same',
  }),
  asOf: Type.String({ format: 'date-time', description: 'When the system looked; of all pages the same' }),
  scope: Type.Optional(
    Type.Union([Type.Literal('all'), Type.Literal('named')], {
      description:
        'all, when absent: what no page names is not there; named: what is not named stays as it is',
    }),
  ),
  page: Type.Optional(
    Type.Integer({ minimum: 1, maximum: MOST_PAGES, description: 'From 1, in any order; 1 when absent' }),
  ),
  complete: Type.Optional(Type.Boolean({ description: 'This is the last page' })),
}

const stockRow = { sku: Sku, onHand: Decimal }
const StockSnapshotInput = Type.Object(
  {
    ...page,
    rows: Type.Array(Type.Object(stockRow, strict), {
      maxItems: MOST_ROWS,
      description: 'Of an item one row, in all pages',
    }),
  },
  { title: 'StockSnapshotInput', $id: 'StockSnapshotInput', ...strict },
)
type StockSnapshotInput = Static<typeof StockSnapshotInput>

const supplyRow = {
  number: Sku,
  sku: Sku,
  location: Code,
  open: Type.Union([Type.String({ maxLength: 32 }), Type.Number()], {
    description: 'So much of it is still to come',
  }),
  unitCost: Decimal,
  dueOn: Type.String({ format: 'date' }),
  kind: Type.Optional(Type.Union(SUPPLY_KINDS.map((kind) => Type.Literal(kind)))),
}
const SupplySnapshotInput = Type.Object(
  { ...page, rows: Type.Array(Type.Object(supplyRow, strict), { maxItems: MOST_ROWS }) },
  { title: 'SupplySnapshotInput', $id: 'SupplySnapshotInput', ...strict },
)
type SupplySnapshotInput = Static<typeof SupplySnapshotInput>

/** Of a file each row says of which snapshot it is. */
const fileHead = { feed: page.feed, snapshot: page.snapshot, asOf: page.asOf }
export const StockSnapshotRow = Type.Object({ ...fileHead, ...stockRow }, strict)
export const SupplySnapshotRow = Type.Object({ ...fileHead, ...supplyRow }, strict)

const PageTaken = Type.Object(
  {
    id: IdShape,
    change: Type.Union([Type.Literal('created'), Type.Literal('unchanged')]),
    state: Type.String({
      description: 'coming: pages are lacking; complete: it is compared at once; else what became of it',
    }),
    pages: Type.Integer({ description: 'That are there' }),
    unknown: Type.Array(Type.String(), { description: 'Rows of what we do not have, by sku or number' }),
  },
  { $id: 'FeedPageTaken' },
)

const STATES = ['coming', 'complete', 'held', 'posting', 'taken', 'left', 'overtaken'] as const
const StateShape = Type.Union(STATES.map((one) => Type.Literal(one)))

const SnapshotRowShape = Type.Object(
  {
    id: IdShape,
    feed: Type.String(),
    gives: Type.String(),
    location: orNull(Type.String()),
    snapshot: Type.String(),
    asOf: InstantShape,
    scope: Type.String(),
    pages: orNull(Type.Integer({ description: 'null: its last page did not come yet' })),
    state: StateShape,
    begunAt: InstantShape,
    comparedAt: orNull(InstantShape),
    compared: Type.Integer({ description: 'Items, or open supply orders, that it was compared with' }),
    differing: Type.Integer({ description: 'Differences to be posted' }),
    posted: Type.Integer(),
    refused: Type.Integer({ description: 'Differences that could not be posted' }),
    inFlight: Type.Integer({ description: 'Items that differ by what is on its way between us' }),
    valueHeld: MoneyShape,
    valueDiffering: MoneyShape,
    why: Type.Array(Type.Union(HELD_FOR.map((one) => Type.Literal(one))), {
      description: 'Why it waits for a person',
    }),
    decidedBy: orNull(Type.String()),
    decidedAt: orNull(InstantShape),
    reason: orNull(Type.String()),
  },
  { title: 'FeedSnapshotRow' },
)

const DifferenceShape = Type.Object(
  {
    change: Type.String({ description: 'count, announced, changed or ended' }),
    sku: Type.String(),
    name: Type.String(),
    location: Type.String(),
    said: QuantityShape,
    held: { ...QuantityShape, description: 'What we held as of the snapshot' },
    inFlight: { ...QuantityShape, description: 'Put down to what is on its way' },
    quantity: { ...QuantityShape, description: 'What is posted' },
    value: MoneyShape,
    state: Type.String({ description: 'open, posted, refused or in_flight' }),
    number: orNull(Type.String({ description: 'Of the supply order' })),
    dueOn: orNull(DateShape),
    dueBefore: orNull(DateShape),
    problems: orNull(Type.Array(Type.Unknown())),
  },
  { title: 'FeedDifference' },
)

const DecideInput = Type.Object(
  {
    ids: Type.Array(Type.String({ maxLength: 40 }), { minItems: 1, maxItems: MOST_DECIDED }),
    decision: Type.Union([Type.Literal('take'), Type.Literal('leave')], {
      description: 'take: it counts whatever it changes; leave: it does not count',
    }),
    reason: Type.String({ minLength: 1, maxLength: 500 }),
  },
  { title: 'DecideFeedSnapshots', ...strict },
)

const Outcomes = Type.Object(
  {
    outcomes: Type.Array(
      Type.Object({
        index: Type.Integer(),
        ok: Type.Boolean(),
        state: Type.Optional(Type.String()),
        code: Type.Optional(Type.String()),
        problems: Type.Optional(Type.Array(Type.Unknown())),
      }),
    ),
  },
  { $id: 'FeedDecisionOutcomes' },
)

/** Routes of what outside systems say of stock and supply: who says it, pages of snapshots, and what became of them. */
export function feedRoutes(routing: SetupRouting): Route[] {
  const { door, db } = routing
  const described = setupRoutes(routing, {
    noun: 'feed',
    plural: 'feeds',
    path: 'feeds',
    tag: 'Inventory',
    read: 'inventory:read',
    write: 'setup:write',
    schema: FeedInput,
    act: saveFeed,
    keyShape: 's',
    shown: {
      takenAsOf: orNull(InstantShape),
      heardAt: orNull(InstantShape),
      stale: Type.Boolean({ description: 'Active, and silent for longer than `staleSeconds`' }),
    },
    async list(database, companyId, at) {
      const [feeds, [clock]] = await Promise.all([
        readFeeds(database, [companyId]),
        database.read(readClock, {}),
      ])
      const listed = [...feeds.values()].map((feed) => {
        const {
          companyId: _c,
          id: _i,
          locationId: _l,
          counted: _n,
          events: _e,
          heardAsOf: _h,
          ...rest
        } = feed
        const { asOf, heardAt, location, ...body } = rest
        const silentMs = clock!.now.getTime() - (heardAt?.getTime() ?? 0)
        return {
          key: [feed.code],
          body: {
            ...body,
            ...(location === null ? {} : { location }),
            takenAsOf: asOf && instant(asOf),
            heardAt: heardAt && instant(heardAt),
            stale: feed.active && silentMs > feed.staleSeconds * 1000,
          },
        }
      })
      return pagedWhole(listed, at)
    },
  })
  const common = {
    method: 'PUT',
    tags: ['Inventory'],
    scope: 'inventory:write',
    responses: { 200: { description: 'What became of the page', schema: PageTaken } },
    problems: ['feed_refused'],
    description:
      'A thousand rows a page. It says what is, so it may be sent again: a page that came before changes nothing. Once the last page is there it is compared with what was held as of then, and what differs is posted, or waits for a person.',
  } as const
  const take = async (
    request: Pick<RouteRequest<unknown>, 'companyId'>,
    page: Omit<PageRequest, 'companyId'>,
  ) => {
    const { companyId } = request
    const [outcome] = await door.requestAll(takeFeedPage, [{ companyId, ...page }])
    if (outcome instanceof Fault) throw outcome
    if (!outcome!.ok) return refused(outcome!)
    const { ok: _ok, id, ...taken } = outcome!
    return ok({ id: encodeId('snp', id), ...taken })
  }
  return [
    ...described,
    route({
      ...common,
      url: '/api/v1/stock-snapshots',
      operationId: 'saveStockSnapshot',
      summary: 'Hand over a page of what an outside system has on hand at a place',
      body: StockSnapshotInput,
      handle: ({ companyId, body }) => take({ companyId }, stockPage(body)),
    }),
    route({
      ...common,
      url: '/api/v1/supply-snapshots',
      operationId: 'saveSupplySnapshot',
      summary: 'Hand over a page of the supply orders that are open in an outside system',
      body: SupplySnapshotInput,
      handle: ({ companyId, body }) => take({ companyId }, supplyPage(body)),
    }),
    route({
      method: 'GET',
      url: '/api/v1/feed-snapshots',
      operationId: 'listFeedSnapshots',
      summary: 'Snapshots of feeds and what became of them, the newest first',
      tags: ['Inventory'],
      scope: 'inventory:read',
      query: Type.Object({
        ...pageParameters,
        feed: Type.Optional(Code),
        state: Type.Optional(StateShape),
      }),
      responses: {
        200: { description: 'A page of them', schema: listOf(SnapshotRowShape, 'FeedSnapshotList') },
      },
      async handle(asked) {
        const { companyId, query } = asked
        const { after, limit } = pageRequest(asked, 'b')
        const [before = 2n ** 63n - 1n] = (after ?? []) as [bigint?]
        const { feed = null, state = null } = query
        const [companies, rows] = await Promise.all([
          readCompanies(db, [companyId]),
          db.read(listFeedSnapshots, { companyId, before, feed, state, fetch: BigInt(limit + 1) }),
        ])
        const { currency } = companies.get(companyId)!
        const shown = rows.slice(0, limit)
        const at = (time: Date | null) => time && instant(time)
        return listReply(
          asked,
          shown.map((row) => ({
            id: encodeId('snp', row.id),
            feed: row.feed,
            gives: row.gives,
            location: row.location,
            snapshot: row.name,
            asOf: instant(row.as_of),
            scope: row.whole ? 'all' : 'named',
            pages: row.pages,
            state: row.state,
            begunAt: instant(row.begun_at),
            comparedAt: at(row.compared_at),
            compared: row.compared,
            differing: row.differing,
            posted: row.posted,
            refused: row.refused,
            inFlight: row.in_flight,
            valueHeld: money(row.value_held, currency),
            valueDiffering: money(row.value_differing, currency),
            why: row.why,
            decidedBy: row.decided_by === null ? null : shownActor(row.decided_by),
            decidedAt: at(row.decided_at),
            reason: row.reason,
          })),
          rows.length > limit ? [shown.at(-1)!.id] : null,
        )
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/feed-snapshots/:id/differences',
      operationId: 'listFeedDifferences',
      summary: 'What a snapshot said otherwise than was held, and what came of each',
      tags: ['Inventory'],
      scope: 'inventory:read',
      params: Type.Object({ id: Type.String({ maxLength: 40 }) }),
      query: Type.Object(pageParameters),
      responses: {
        200: { description: 'A page of them', schema: listOf(DifferenceShape, 'FeedDifferenceList') },
      },
      async handle(asked) {
        const { companyId, params } = asked
        const snapshotId = decodeId('snp', params.id)
        if (snapshotId === undefined) return problem('not_found', { detail: 'There is no such snapshot.' })
        const { after, limit } = pageRequest(asked, 'b')
        const [place = 0n] = (after ?? []) as [bigint?]
        const [companies, rows] = await Promise.all([
          readCompanies(db, [companyId]),
          db.read(listFeedDifferences, {
            companyId,
            snapshotId,
            after: Number(place),
            fetch: BigInt(limit + 1),
          }),
        ])
        const { currency } = companies.get(companyId)!
        const shown = rows.slice(0, limit)
        return listReply(
          asked,
          shown.map((row) => ({
            change: row.change,
            sku: row.sku,
            name: row.name,
            location: row.location,
            said: quantity(row.said),
            held: quantity(row.held),
            inFlight: quantity(row.in_flight),
            quantity: quantity(row.quantity),
            value: money(row.value, currency),
            state: row.state,
            number: row.number,
            dueOn: row.due_on,
            dueBefore: row.due_before,
            problems: row.problems,
          })),
          rows.length > limit ? [BigInt(shown.at(-1)!.place)] : null,
        )
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/feed-snapshots/decide',
      operationId: 'decideFeedSnapshots',
      summary: 'Take or leave snapshots that wait for a person, all with one decision',
      tags: ['Inventory'],
      scope: 'inventory:write',
      body: DecideInput,
      responses: { 200: { description: 'An outcome for each, in order.', schema: Outcomes } },
      async handle({ companyId, principal, body }) {
        const { decision, reason } = body
        const actor = actorOf(principal)
        const requests = body.ids.map((text) => ({
          companyId,
          id: decodeId('snp', text) ?? 0n,
          decision,
          actor,
          reason,
        }))
        const outcomes = await door.requestAll(decideSnapshot, requests)
        return ok({
          outcomes: outcomes.map((outcome, index): Json => {
            if (outcome instanceof Fault) throw outcome
            if (outcome.ok) return { index, ok: true, state: outcome.state }
            const { code, problems } = outcome
            return { index, ok: false, code, problems: problems.map((one) => ({ ...one })) }
          }),
        })
      },
    }),
  ]
}

/** What a page says, in values. */
export function stockPage(body: StockSnapshotInput): Omit<PageRequest, 'companyId'> {
  const numbers = new Numbers()
  const stock = body.rows.map(({ sku, onHand }, index) => ({
    sku,
    onHand: numbers.read(`/rows/${index}/onHand`, onHand),
  }))
  return { ...headOf(body), rows: { gives: 'stock', stock }, ...numbers.malformed }
}

export function supplyPage(body: SupplySnapshotInput): Omit<PageRequest, 'companyId'> {
  const numbers = new Numbers()
  const supply = body.rows.map(({ open, unitCost, ...row }, index) => ({
    ...row,
    open: numbers.read(`/rows/${index}/open`, open),
    unitCost: numbers.read(`/rows/${index}/unitCost`, unitCost),
  }))
  return { ...headOf(body), rows: { gives: 'supply', supply }, ...numbers.malformed }
}

function headOf(body: StockSnapshotInput | SupplySnapshotInput) {
  return {
    feed: body.feed,
    name: body.snapshot,
    asOf: new Date(body.asOf),
    whole: body.scope !== 'named',
    page: body.page ?? 1,
    last: body.complete ?? false,
    content: hash('sha256', JSON.stringify(body.rows), 'buffer'),
  }
}

class Numbers {
  readonly #refused: Malformed = { problems: [], places: [] }

  read(path: string, value: string | number): Micro {
    const read = readMicro(value, MOST_QUANTITY)
    if (typeof read === 'bigint') return read
    const message = 'it must be a decimal such as 2.5, with at most 6 decimals'
    ;(this.#refused.problems as object[]).push({ path, code: read, message })
    ;(this.#refused.places as string[]).push(path)
    return 0n
  }

  get malformed(): { malformed?: Malformed } {
    return this.#refused.problems.length === 0 ? {} : { malformed: this.#refused }
  }
}
