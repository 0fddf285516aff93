import { Type, type Static } from 'typebox'
import { businessDate, readCompanies } from '../../organization/index.ts'
import { actorOf, shownActor } from '../../platform/auth/index.ts'
import type { Database } from '../../platform/database/index.ts'
import {
  defineProblems,
  ok,
  page,
  pageParameters,
  pageRequest,
  problem,
  refused,
  route,
  type Route,
} from '../../platform/http/index.ts'
import { isCurrency, parseAmount } from '../../platform/money.ts'
import type { Refusal } from '../../platform/outcome.ts'
import { readClock } from '../../platform/platform.sql.ts'
import { encodeId } from '../../platform/public-id.ts'
import { camelRows, Check, isRefusal, type CamelRow } from '../../platform/setup.ts'
import {
  DateShape,
  IdShape,
  instant,
  InstantShape,
  listOf,
  money,
  MoneyShape,
  orNull,
} from '../../platform/wire.ts'
import {
  compareOrders,
  compareTotals,
  DIFFERENCES,
  totalsOf,
  type Difference,
  type OrderHere,
  type StatedOrder,
  type Totals,
} from './compare.ts'
import {
  findSource,
  listReconciliations,
  readDifferences,
  readOrdersNamed,
  readOrdersOfDay,
  saveReconciliation,
} from './reconciliation.sql.ts'
import { RECONCILE_LIMITS } from './settle.ts'

const NOT_STATED = 'not_reconcilable'
defineProblems({
  [NOT_STATED]: [422, 'What is stated of the day cannot be compared.', 'Correct what `errors` names.'],
})

const strict = { additionalProperties: false }
const MoneyIn = Type.Object(
  {
    amount: Type.String({ maxLength: 32 }),
    currency: Type.String({ pattern: '^[A-Z]{3}$', form: 'three capital letters, such as GBP' }),
  },
  strict,
)
const Statement = Type.Object(
  {
    count: Type.Integer({
      minimum: 0,
      maximum: 10_000_000,
      description: 'Orders that were placed on the day',
    }),
    totals: Type.Optional(
      Type.Array(MoneyIn, { maxItems: 200, description: 'Their totals, one a currency' }),
    ),
    orders: Type.Optional(
      Type.Array(Type.Object({ id: Type.String({ minLength: 1, maxLength: 200 }), total: MoneyIn }, strict), {
        maxItems: RECONCILE_LIMITS.orders,
        description: 'Each of them: then differences are named order by order',
      }),
    ),
  },
  { title: 'ReconciliationInput', $id: 'ReconciliationInput', ...strict },
)

const Side = Type.Object({ orders: Type.Integer(), totals: Type.Array(MoneyShape) })
const reconciliation = {
  channel: Type.String({ description: 'Code of its source system' }),
  day: DateShape,
  outcome: Type.Union([Type.Literal('agrees'), Type.Literal('differs')], {
    description: 'agrees: no difference stands any more',
  }),
  differences: Type.Integer({ description: 'That stand' }),
  listed: Type.Boolean({ description: 'False: counts and totals alone' }),
  there: Side,
  here: Side,
  statedAt: InstantShape,
  statedBy: Type.String(),
}
const ReconciliationShape = Type.Object(reconciliation, { title: 'Reconciliation' })
const DetailShape = Type.Object(
  {
    ...reconciliation,
    rows: Type.Array(
      Type.Object({
        what: Type.Union(DIFFERENCES.map((what) => Type.Literal(what))),
        order: orNull(Type.String({ description: 'Its id in the channel' })),
        orderId: orNull(IdShape),
        there: orNull(Type.String({ description: 'Amount, or count' })),
        here: orNull(Type.String()),
        currency: orNull(Type.String()),
        foundAt: InstantShape,
        settledAt: orNull(InstantShape),
      }),
      { description: 'Differences, those that stand first; a thousand at most' },
    ),
  },
  { title: 'ReconciliationDetail' },
)
const MOST_SHOWN = 1000n

/** Routes by which a channel states its days, and everybody sees what differs. */
export function reconciliationRoutes({ db }: { db: Database }): Route[] {
  const url = '/api/v1/channels/:channel/reconciliations'
  const channel = Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'Its code, or that of its source system',
  })
  const Day = Type.Object({ channel, day: Type.String({ format: 'date', maxLength: 10 }) })
  const common = { tags: ['monitoring'], problems: ['not_found'] as const }

  const sourceOf = async (companyId: bigint, code: string): Promise<string | null> =>
    (await db.read(findSource, { companyId, code }))[0]!.source

  async function detail(of: { companyId: bigint; source: string; day: string }) {
    const [rows, differences] = await Promise.all([
      db.read(listReconciliations, { ...of, before: null, fetch: 1 }),
      db.read(readDifferences, { ...of, most: MOST_SHOWN }),
    ])
    const [row] = camelRows(listReconciliations, rows)
    return row && { ...shown(row), rows: camelRows(readDifferences, differences).map(shownDifference) }
  }

  return [
    route({
      ...common,
      method: 'PUT',
      url: `${url}/:day`,
      operationId: 'reconcileDay',
      summary: 'State what a channel has of a day, and see what differs here',
      description:
        'The day is that of the company, today at the latest, the orders those that were placed on it. Stated again it is compared again. What was missing and comes settles by itself.',
      scope: 'operations:write',
      params: Day,
      body: Statement,
      responses: { 200: { description: 'The comparison', schema: DetailShape } },
      problems: ['not_found', NOT_STATED],
      async handle({ companyId, params, body, principal }) {
        const source = await sourceOf(companyId, params.channel)
        if (source === null) return problem('not_found')
        const [[clock], companies] = await Promise.all([
          db.read(readClock, {}),
          readCompanies(db, new Set([companyId])),
        ])
        const said = understood(body, params.day, businessDate(companies.get(companyId)!, clock!.now))
        if (isRefusal(said)) return refused(said)
        const of = { companyId, source, day: params.day }
        const { found, ofDay } = await compare(db, of, said)
        await db.read(saveReconciliation, {
          ...of,
          now: clock!.now,
          actor: actorOf(principal),
          listed: said.orders !== undefined,
          ordersThere: said.count,
          ordersHere: ofDay.length,
          totalsThere: jsonOf(said.totals ?? new Map()),
          totalsHere: jsonOf(totalsOf(ofDay)),
          whats: found.map((one) => one.what),
          names: found.map((one) => one.name),
          currencies: found.map((one) => one.currency),
          // Columns of a statement hold no null: no order is worth less than nothing.
          theres: found.map((one) => one.there ?? -1n),
          heres: found.map((one) => one.here ?? -1n),
          orderIds: found.map((one) => one.orderId ?? 0n),
        })
        return ok(await detail(of))
      },
    }),
    route({
      ...common,
      method: 'GET',
      url,
      operationId: 'listReconciliations',
      summary: 'Days that a channel stated, the newest first',
      scope: 'operations:read',
      params: Type.Object({ channel }),
      query: Type.Object(pageParameters),
      responses: { 200: { description: 'Days', schema: listOf(ReconciliationShape, 'ReconciliationList') } },
      async handle(request) {
        const { companyId, params } = request
        const source = await sourceOf(companyId, params.channel)
        if (source === null) return problem('not_found')
        const at = pageRequest(request, 's')
        const before = (at.after?.[0] as string | undefined) ?? null
        const read = await db.read(listReconciliations, {
          companyId,
          source,
          day: null,
          before,
          fetch: at.fetch,
        })
        const found = page(request, at, camelRows(listReconciliations, read), (row) => [row.day])
        return ok({ rows: found.rows.map(shown), next: found.next }, found.headers)
      },
    }),
    route({
      ...common,
      method: 'GET',
      url: `${url}/:day`,
      operationId: 'readReconciliation',
      summary: 'A day of a channel, with every difference',
      scope: 'operations:read',
      params: Day,
      responses: { 200: { description: 'The comparison', schema: DetailShape } },
      async handle({ companyId, params }) {
        const source = await sourceOf(companyId, params.channel)
        const found = source === null ? undefined : await detail({ companyId, source, day: params.day })
        return found === undefined ? problem('not_found') : ok(found)
      },
    }),
  ]
}

interface Said {
  count: number
  totals: Totals | undefined
  orders: readonly StatedOrder[] | undefined
}

async function compare(
  db: Database,
  of: { companyId: bigint; source: string; day: string },
  said: Said,
): Promise<{ found: Difference[]; ofDay: OrderHere[] }> {
  const names = [...new Set((said.orders ?? []).map((one) => one.name))]
  const [day, named] = await Promise.all([
    db.read(readOrdersOfDay, { ...of, most: RECONCILE_LIMITS.day }),
    db.read(readOrdersNamed, { companyId: of.companyId, source: of.source, names }),
  ])
  const ofDay = camelRows(readOrdersOfDay, day).map(orderHere)
  const found =
    said.orders === undefined
      ? compareTotals(said, ofDay)
      : compareOrders(said.orders, ofDay, camelRows(readOrdersNamed, named).map(orderHere))
  return { found, ofDay }
}

const orderHere = ({ externalId, ...row }: CamelRow<typeof readOrdersNamed>): OrderHere => ({
  ...row,
  name: externalId,
})

/** The statement in minor units, or all that is wrong with it. */
function understood(
  { count, totals, orders }: Static<typeof Statement>,
  day: string,
  today: string,
): Said | Refusal {
  const check = new Check()
  // Nothing can be said of a day that has not begun. Of today it is compared as far as it is, and again when it is stated again.
  check.that(day <= today, '/day', 'in_future', `It is after today, ${today}.`)
  const amount = (path: string, { amount: text, currency }: Static<typeof MoneyIn>): bigint => {
    const minor = isCurrency(currency) ? parseAmount(text, currency) : undefined
    check.that(
      minor !== undefined && minor >= 0n,
      path,
      'wrong_amount',
      `"${text} ${currency}" is no amount.`,
    )
    return minor ?? 0n
  }
  const listed = orders?.map(({ id, total }, index): StatedOrder => ({
    name: id,
    currency: total.currency,
    total: amount(`/orders/${index}/total`, total),
  }))
  const stated =
    totals && new Map(totals.map((one, index) => [one.currency, amount(`/totals/${index}`, one)] as const))
  check.that(stated?.size === totals?.length, '/totals', 'currency_twice', 'Each currency has one total.')
  check.that(
    listed === undefined || listed.length === count,
    '/count',
    'wrong_count',
    `${listed?.length} orders are listed.`,
  )
  if (listed && stated && check.problems.length === 0) {
    const sums = totalsOf(listed)
    const same =
      sums.size === stated.size && [...sums].every(([currency, sum]) => stated.get(currency) === sum)
    check.that(same, '/totals', 'wrong_totals', 'They are not the sum of the orders that are listed.')
  }
  if (check.problems.length > 0)
    return { ok: false, code: NOT_STATED, problems: check.problems.slice(0, 100) }
  return { count, totals: stated ?? (listed && totalsOf(listed)), orders: listed }
}

type TotalsJson = [currency: string, minor: string][]

const jsonOf = (totals: Totals): TotalsJson =>
  [...totals].map(([currency, minor]) => [currency, String(minor)])

const shownTotals = (totals: unknown) =>
  (totals as TotalsJson).map(([currency, minor]) => money(BigInt(minor), currency))

function shown(row: CamelRow<typeof listReconciliations>) {
  return {
    channel: row.source,
    day: row.day,
    outcome: row.open === 0n ? ('agrees' as const) : ('differs' as const),
    differences: Number(row.open),
    listed: row.listed,
    there: { orders: row.ordersThere, totals: shownTotals(row.totalsThere) },
    here: { orders: row.ordersHere, totals: shownTotals(row.totalsHere) },
    statedAt: instant(row.statedAt),
    statedBy: shownActor(row.statedBy),
  }
}

function shownDifference(row: CamelRow<typeof readDifferences>) {
  const { what, name, currency, there, here, orderId, foundAt, settledAt } = row
  const value = (one: bigint | null) =>
    one === null ? null : currency === '' ? String(one) : money(one, currency).amount
  return {
    what: what as Difference['what'],
    order: name === '' ? null : name,
    orderId: orderId === null ? null : encodeId('ord', orderId),
    there: value(there),
    here: value(here),
    currency: currency === '' ? null : currency,
    foundAt: instant(foundAt),
    settledAt: settledAt === null ? null : instant(settledAt),
  }
}
