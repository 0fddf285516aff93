import { Type } from 'typebox'
import { compareRecords } from '../customers/index.ts'
import { shownActor } from '../platform/auth/index.ts'
import type { Database, RowOf } from '../platform/database/index.ts'
import { ok, page, pageParameters, pageRequest, route, type Route } from '../platform/http/index.ts'
import { encodeId, orderNumber } from '../platform/public-id.ts'
import { DateShape, IdShape, instant, InstantShape, money, MoneyShape, orNull } from '../platform/wire.ts'
import { Free } from './ref-shapes.ts'
import {
  countMatchQuestions,
  listMatchQuestions,
  readMatchFigures,
  readMatchRecords,
} from './match-question.sql.ts'

/** Orders of an account that figures of a question are made of. */
const COUNTED = 1000n
/** Beyond so many nobody counts. */
const MOST_COUNTED = 1000

const MatchRecord = Type.Object(
  {
    number: Type.String(),
    kind: Type.String({ description: 'organization, person or walk_in' }),
    name: orNull(Type.String()),
    email: orNull(Type.String()),
    phone: orNull(Type.String()),
    address: Free,
    alternateNumbers: Type.Array(Type.Object({ system: Type.String(), number: Type.String() })),
    erased: Type.Boolean(),
    head: Type.String({
      description: 'Number of the record that leads its customer; its own when it is alone',
    }),
    records: Type.Integer({ description: 'Of its customer: the figures are of all of them' }),
    orders: Type.Integer({ description: 'Not counting drafts and cancelled ones' }),
    sources: Type.Array(Type.String(), { description: 'From where they came' }),
    newestOrder: orNull(Type.Object({ id: IdShape, number: Type.String(), placedAt: InstantShape })),
    money: Type.Array(
      Type.Object({
        ordered: MoneyShape,
        open: Type.Object(MoneyShape.properties, { description: 'Billed and not paid' }),
        unapplied: MoneyShape,
      }),
      { description: 'By currency' },
    ),
    whole: Type.Boolean({ description: `false: of an account the newest ${COUNTED} orders were counted` }),
  },
  { title: 'MatchRecord' },
)

const Keys = (description: string) => Type.Array(Type.String(), { description })

const MatchQuestionList = Type.Object(
  {
    questions: Type.Array(
      Type.Object({
        customer: Type.String({ description: 'The record that came later' }),
        name: orNull(Type.String()),
        email: orNull(Type.String()),
        other: Type.String({ description: 'The record that it may be one with' }),
        otherName: orNull(Type.String()),
        otherEmail: orNull(Type.String()),
        rule: Type.String({ description: 'By which they agreed when it was asked' }),
        keys: Keys('What the rule asks to agree'),
        agrees: Keys('What both say and agrees now'),
        differs: Keys('What both say, each otherwise'),
        askedAt: orNull(InstantShape),
        later: orNull(Type.Object({ until: DateShape, actor: Type.String(), reason: Type.String() })),
        records: Type.Array(MatchRecord, { description: 'Both: the one that came later, and the other' }),
      }),
    ),
  },
  { title: 'MatchQuestionList' },
)

const MatchQuestionCount = Type.Object(
  {
    waiting: Type.Integer({ description: `At most ${MOST_COUNTED}: there may be more` }),
    oldestAt: orNull(InstantShape),
  },
  { title: 'MatchQuestionCount' },
)

type RecordRow = RowOf<typeof readMatchRecords>
type FigureRow = RowOf<typeof readMatchFigures>

/** Routes that show which records may be one customer, for a person to decide (C12-2). */
export function matchQuestionRoutes({
  db,
  company,
}: {
  db: Database
  company(companyId: bigint): Promise<{ today: string }>
}): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/v1/match-questions',
      operationId: 'listMatchQuestions',
      summary: 'Records that may be one customer, for a person to decide, the oldest question first',
      description:
        'A customer that an order brings is matched by the rules within a second: where there is doubt, a person is asked. Both records stand side by side, with their orders and money. The answer is a row of `PUT /match-questions`. Of a key that more than 20 other customers have nobody is asked.',
      tags: ['customers'],
      scope: 'customers:read',
      query: Type.Object({
        ...pageParameters,
        state: Type.Optional(
          Type.Union([Type.Literal('waiting'), Type.Literal('later')], {
            description: 'later: those that were left until a day that has not come; waiting when absent',
          }),
        ),
      }),
      responses: { 200: { description: 'A page.', schema: MatchQuestionList } },
      async handle(asked) {
        const { companyId, query } = asked
        const at = pageRequest(asked, 'bb')
        const [afterCustomer, afterOther] = (at.after ?? [0n, 0n]) as [bigint, bigint]
        const { today } = await company(companyId)
        const later = query.state === 'later'
        const rows = await db.read(listMatchQuestions, {
          companyId,
          today,
          later,
          afterCustomer,
          afterOther,
          fetch: at.fetch,
        })
        const cut = page(asked, at, rows, (row) => [row.customer_id, row.other_id])
        const ids = [...new Set(cut.rows.flatMap((row) => [row.customer_id, row.other_id]))]
        const [records, figures] =
          ids.length === 0
            ? [[], []]
            : await Promise.all([
                db.read(readMatchRecords, { companyId, ids }),
                db.read(readMatchFigures, { companyId, ids, budget: COUNTED }),
              ])
        const byId = new Map(records.map((row) => [row.id, row]))
        const figuresOf = Map.groupBy(figures, (row) => row.id)
        const questions = cut.rows.map((row) => {
          const [one, other] = [byId.get(row.customer_id)!, byId.get(row.other_id)!]
          return {
            customer: one.number,
            name: one.name,
            email: one.email,
            other: other.number,
            otherName: other.name,
            otherEmail: other.email,
            rule: row.rule,
            keys: row.keys ?? [],
            ...compareRecords(
              { ...known(one), country: one.country },
              { ...known(other), country: other.country },
            ),
            askedAt: row.asked_at && instant(row.asked_at),
            later: later
              ? { until: row.later_until, actor: shownActor(row.later_by!), reason: row.later_reason }
              : null,
            records: [one, other].map((record) => rendered(record, figuresOf.get(record.id) ?? [])),
          }
        })
        return ok({ questions }, cut.headers)
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/match-questions/count',
      operationId: 'countMatchQuestions',
      summary: 'How many pairs of records wait for a person',
      tags: ['customers'],
      scope: 'customers:read',
      responses: { 200: { description: 'How many.', schema: MatchQuestionCount } },
      async handle({ companyId }) {
        const { today } = await company(companyId)
        const [row] = await db.read(countMatchQuestions, { companyId, today, most: MOST_COUNTED })
        return ok({ waiting: Number(row!.waiting), oldestAt: row!.asked_at && instant(row!.asked_at) })
      },
    }),
  ]
}

const known = ({ name, email, phone, address, alternate_numbers: alternateNumbers }: RecordRow) => ({
  name,
  email,
  phone,
  address,
  alternateNumbers,
})

function rendered(record: RecordRow, figures: readonly FigureRow[]) {
  const newest = figures
    .filter((row) => row.newest_id !== null)
    .toSorted((a, b) => b.newest_at!.getTime() - a.newest_at!.getTime())[0]
  return {
    ...known(record),
    number: record.number,
    kind: record.kind,
    erased: record.erased,
    head: record.head,
    records: Number(record.records),
    orders: Number(figures.reduce((sum, row) => sum + row.orders, 0n)),
    sources: [...new Set(figures.flatMap((row) => (row.sources as string[][]).flat()))].toSorted(),
    newestOrder: newest
      ? {
          id: encodeId('ord', newest.newest_id!),
          number: orderNumber(newest.newest_id!),
          placedAt: instant(newest.newest_at!),
        }
      : null,
    money: figures.map((row) => ({
      ordered: money(row.ordered, row.currency),
      open: money(row.open, row.currency),
      unapplied: money(row.unapplied, row.currency),
    })),
    whole: figures.every((row) => row.whole),
  }
}
