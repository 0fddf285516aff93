import { Type } from 'typebox'
import { addDays } from '../../platform/clock.ts'
import { isOutOfTime, type Database } from '../../platform/database/index.ts'
import {
  allows,
  HttpProblem,
  ok,
  pageParameters,
  pageRequest,
  problem,
  route,
  type Principal,
  type Route,
} from '../../platform/http/index.ts'
import { listReply } from '../../platform/list-reply.ts'
import { encodeId, orderNumber } from '../../platform/public-id.ts'
import {
  DateShape,
  IdShape,
  instant,
  InstantShape,
  listOf,
  money,
  orNull,
  quantity,
} from '../../platform/wire.ts'
import { sightOf } from '../sight.ts'
import { DAY_NUMBERS, hours, MEASURES, type Measure, type Value, valueOf, written } from './measures.ts'
import { bucketOf, listFacts, listRows, readDays, readMeasure, type Window } from './read.ts'

const MOST_DAYS = 92

const Figures = {
  value: orNull(Type.String({ description: 'Null when nothing was counted' })),
  p90: orNull(Type.String({ description: 'Of a median' })),
  numerator: orNull(Type.String()),
  denominator: Type.String({ description: 'Of a median: how many rows' }),
}
const AsOf = {
  from: DateShape,
  to: DateShape,
  asOf: Type.String({ description: "Place in the company's log up to which everything is counted" }),
  whole: Type.Boolean({
    description: 'False: what is behind `asOf` is not counted yet, as after an upgrade; ask again later',
  }),
}
const Definition = Type.Object(
  {
    id: Type.String(),
    feature: Type.String(),
    name: Type.String(),
    formula: Type.String(),
    care: Type.String(),
    unit: Type.String({ description: 'percent, hours, days, or what is counted: orders, facts' }),
    kind: Type.String({ description: 'share, median, count' }),
    rows: Type.String({ description: 'What stands behind it: orders, lines, facts' }),
    notMeasured: orNull(Type.String({ description: 'Why there is no number' })),
  },
  { title: 'MeasureDefinition' },
)
const Definitions = Type.Object(
  { measures: Type.Array(Definition), days: Type.Array(Definition) },
  { title: 'MeasureDefinitions' },
)
const Days = Type.Object(
  {
    ...AsOf,
    days: Type.Array(Type.Object({ day: DateShape, numbers: Type.Record(Type.String(), Type.Integer()) })),
  },
  { title: 'OperationDays' },
)
const Series = Type.Object(
  {
    ...AsOf,
    measure: Definition,
    ...Figures,
    series: Type.Array(Type.Object({ on: DateShape, ...Figures })),
  },
  { title: 'MeasureSeries' },
)
const MeasureRows = listOf(
  Type.Object({
    orderId: IdShape,
    orderNumber: Type.String(),
    source: Type.String(),
    on: DateShape,
    line: orNull(Type.Integer()),
    sku: orNull(Type.String()),
    numerator: Type.String({ description: 'What it adds to the numerator; of a median, its own number' }),
    denominator: Type.String(),
    heldHours: orNull(Type.String({ description: 'Of a cycle time: how much of it was on hold' })),
    at: orNull(InstantShape),
    act: orNull(Type.String()),
  }),
  'MeasureRows',
)

const window = {
  from: Type.String({ format: 'date', description: `First day of the company; at most ${MOST_DAYS} days` }),
  to: Type.String({ format: 'date', description: 'Last day' }),
  channel: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'Code of a source' })),
}
const tolerance = Type.Optional(
  Type.Integer({ minimum: 0, maximum: 60, description: 'Days, for `promise-accuracy`; 0 when absent' }),
)

/**
 * Routes of what went on by day, and of the measures E-1 … E-14, each with its definition and its rows (C14-9).
 * They read all rows of the company, so a credential that sees part of them is refused; margins are for those who see costs.
 */
export function operationsRoutes({
  db,
  company,
}: {
  db: Database
  company(companyId: bigint): Promise<{ currency: string; today: string }>
}): Route[] {
  const common = { tags: ['operations'], scope: 'orders:read' } as const
  return [
    route({
      method: 'GET',
      url: '/api/v1/operations/days',
      operationId: 'readOperationDays',
      summary: 'What happened by day: received, held, backordered, shipped, billed, paid',
      description:
        'Days are those of the company. What each number means stands in `/operations/measures`, its rows under its id there.',
      ...common,
      query: Type.Object(window),
      responses: { 200: { description: 'Numbers by day', schema: Days } },
      async handle({ query, companyId }) {
        const asked = windowOf(companyId, query)
        const { pos, whole, of } = await inTime(readDays(db, asked))
        return ok({
          ...asOf(asked, pos, whole),
          days: of.map(({ day, numbers }) => ({
            day,
            numbers: Object.fromEntries([...numbers].map(([id, count]) => [id, Number(count)])),
          })),
        })
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/operations/measures',
      operationId: 'listMeasures',
      summary: 'What each number of operations means',
      ...common,
      responses: { 200: { description: 'Definitions', schema: Definitions } },
      async handle({ principal }) {
        return ok({
          measures: MEASURES.filter((measure) => seen(measure, principal)).map(definitionOf),
          days: DAY_NUMBERS.map(definitionOfDay),
        })
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/operations/measures/:id',
      operationId: 'readMeasure',
      summary: 'A measure over the orders of some days, and by day, week or month',
      description:
        'Of orders by the day on which they were ordered, that were agreed and not cancelled. A measure that lacks a fact has no value and says why.',
      ...common,
      params: Type.Object({ id: Type.String({ maxLength: 100 }) }),
      query: Type.Object({
        ...window,
        tolerance,
        by: Type.Optional(Type.Union([Type.Literal('day'), Type.Literal('week'), Type.Literal('month')])),
      }),
      responses: { 200: { description: 'The measure', schema: Series } },
      problems: ['not_found'],
      async handle({ params, query, companyId, principal }) {
        const measure = MEASURES.find(({ id }) => id === params.id)
        if (measure === undefined) return problem('not_found')
        refuseUnseen(measure, principal)
        const asked = windowOf(companyId, query)
        const [{ pos, whole, of }, { currency, today }] = await Promise.all([
          inTime(readMeasure(db, asked, measure)),
          company(companyId),
        ])
        const terms = { today, toleranceDays: query.tolerance ?? 0 }
        const buckets = Map.groupBy(of, ({ day }) => bucketOf(day, query.by ?? 'day'))
        const figures = (sums: typeof of) => figuresOf(measure, valueOf(measure, sums, terms), currency)
        return ok({
          ...asOf(asked, pos, whole),
          measure: definitionOf(measure),
          ...figures(of),
          series: [...buckets]
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([on, sums]) => ({ on, ...figures(sums) }))
            .filter(({ value }) => value !== null),
        })
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/operations/measures/:id/rows',
      operationId: 'listMeasureRows',
      summary: 'The rows that a number is made of',
      description:
        'Exactly those: numerators and denominators add up to the number, and of a day there are as many rows as it says.',
      ...common,
      params: Type.Object({ id: Type.String({ maxLength: 100 }) }),
      query: Type.Object({ ...pageParameters, ...window, tolerance }),
      responses: { 200: { description: 'A page of rows', schema: MeasureRows } },
      problems: ['not_found'],
      async handle(request) {
        const { params, query, companyId, principal } = request
        const asked = windowOf(companyId, query)
        const number = DAY_NUMBERS.find(({ id }) => id === params.id)
        if (number !== undefined) {
          const { rows, next } = await inTime(listFacts(db, asked, number, pageRequest(request, 'bb')))
          return listReply(
            request,
            rows.map((row) => ({
              ...orderOf(row.order_id, row.source, row.day),
              line: null,
              sku: null,
              numerator: '1',
              denominator: '1',
              heldHours: null,
              at: instant(row.at),
              act: row.act,
            })),
            next,
          )
        }
        const measure = MEASURES.find(({ id }) => id === params.id)
        if (measure === undefined) return problem('not_found')
        refuseUnseen(measure, principal)
        const { currency, today } = await company(companyId)
        const terms = { today, toleranceDays: query.tolerance ?? 0 }
        const { rows, next } = await inTime(listRows(db, asked, measure, terms, pageRequest(request, 'sbb')))
        return listReply(
          request,
          rows.map(({ order, part }) => ({
            ...orderOf(order.orderId, order.source, order.day),
            line: part.line?.lineNo ?? null,
            sku: part.line?.sku ?? null,
            numerator:
              measure.kind === 'median' ? written(part.bin) : counted(measure, part.numerator, currency),
            denominator: counted(measure, part.denominator, currency),
            heldHours: measure.kind === 'median' ? hours(order.heldMs) : null,
            at: null,
            act: null,
          })),
          next,
        )
      },
    }),
  ]
}

/** @throws HttpProblem `unavailable` when the database ended a statement at the limit of its time */
async function inTime<T>(counted: Promise<T>): Promise<T> {
  try {
    return await counted
  } catch (error) {
    if (!isOutOfTime(error)) throw error
    throw new HttpProblem('unavailable', {
      detail:
        'These days hold more than is counted within the time of a statement (5 seconds): ask for fewer.',
    })
  }
}

/** @throws HttpProblem `invalid_parameters` for days that run backwards or are too many */
function windowOf(companyId: bigint, query: { from: string; to: string; channel?: string }): Window {
  const { from, to } = query
  const refuse = (code: string, message: string): never => {
    throw new HttpProblem('invalid_parameters', { errors: [{ path: '/query/to', code, message }] })
  }
  if (to < from) refuse('out_of_range', 'The last day is before the first.')
  if (to >= addDays(from, MOST_DAYS)) refuse('out_of_range', `At most ${MOST_DAYS} days.`)
  return { companyId, from, to, source: query.channel ?? null }
}

function seen(measure: Measure, principal: Principal): boolean {
  return !measure.costs || (sightOf(principal).costs && allows(principal, 'billing:read'))
}

/** @throws HttpProblem `scope_missing` */
function refuseUnseen(measure: Measure, principal: Principal): void {
  if (!seen(measure, principal))
    throw new HttpProblem('scope_missing', {
      detail: 'Margins need the scopes inventory:read and billing:read.',
    })
}

function asOf({ from, to }: Window, pos: bigint, whole: boolean) {
  return { from, to, asOf: String(pos), whole }
}

function orderOf(orderId: bigint, source: string, on: string) {
  return { orderId: encodeId('ord', orderId), orderNumber: orderNumber(orderId), source, on }
}

function definitionOf(measure: Measure) {
  const { id, feature, name, formula, care, unit, kind, rows } = measure
  return { id, feature, name, formula, care, unit, kind, rows, notMeasured: measure.notMeasured ?? null }
}

function definitionOfDay({ id, name, definition, events, counts }: (typeof DAY_NUMBERS)[number]) {
  const care = `Counted by the day on which it became a fact, from the events ${events.join(', ')}.`
  const head = { id, feature: 'C14-9', name, formula: definition, care }
  return { ...head, unit: counts, kind: 'count', rows: 'facts', notMeasured: null }
}

function figuresOf(measure: Measure, { value, p90, numerator, denominator }: Value, currency: string) {
  return {
    value,
    p90,
    numerator: numerator === null ? null : counted(measure, numerator, currency),
    denominator: counted(measure, denominator, currency),
  }
}

function counted(measure: Measure, number: bigint, currency: string): string {
  if (measure.counted === 'units') return quantity(number)
  return measure.counted === 'money' ? money(number, currency).amount : String(number)
}
