import { Type } from 'typebox'
import { actorOf } from '../platform/auth/index.ts'
import { Fault, type Door } from '../platform/batch/index.ts'
import { ok, route, type Route } from '../platform/http/index.ts'
import { refuse, type Problem, type Refusal } from '../platform/outcome.ts'
import { SETUP_REFUSED } from '../platform/setup.ts'
import { askLater } from './ask-later.ts'
import { keepApart } from './keep-apart.ts'
import { mergeCustomers } from './merge.ts'

/** Rows of one call at most. */
const MOST_ROWS = 1000

const CustomerNumber = Type.String({ minLength: 1, maxLength: 100 })
const Answer = Type.Object(
  {
    customer: CustomerNumber,
    other: CustomerNumber,
    answer: Type.Union([Type.Literal('merge'), Type.Literal('apart'), Type.Literal('later')]),
    leads: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: 'Of a merge: which of the two leads; `other` when absent',
      }),
    ),
    until: Type.Optional(
      Type.String({ format: 'date', description: 'Of later: the day on which it is asked again' }),
    ),
    reason: Type.String({
      minLength: 3,
      maxLength: 500,
      description: 'Kept for good: it must not say who the person is',
    }),
  },
  { additionalProperties: false, title: 'MatchAnswer' },
)

const AnswerOutcomes = Type.Object(
  {
    outcomes: Type.Array(
      Type.Object({
        index: Type.Integer(),
        ok: Type.Boolean(),
        code: Type.Optional(Type.String()),
        problems: Type.Optional(
          Type.Array(Type.Object({ path: Type.String(), code: Type.String(), message: Type.String() })),
        ),
      }),
    ),
  },
  { title: 'MatchAnswerOutcomes' },
)

/** The route by which a person answers whether records are one customer: many at once. Said again, an answer changes nothing. */
export function answerRoute({
  door,
  company,
}: {
  door: Door
  company(companyId: bigint): Promise<{ today: string }>
}): Route {
  return route({
    method: 'PUT',
    url: '/api/v1/match-questions',
    operationId: 'answerMatchQuestions',
    summary: 'Say of pairs of records whether they are one customer',
    description:
      '`merge`, they are; `apart`, they are two for good; `later`, ask again on a day. Each row is an answer of its own: one that is refused does not disturb the others.',
    tags: ['Customers'],
    scope: 'customers:write',
    body: Type.Array(Answer, { minItems: 1, maxItems: MOST_ROWS }),
    responses: { 200: { description: 'An outcome for each row, in order.', schema: AnswerOutcomes } },
    async handle({ companyId, principal, body }) {
      const { today } = await company(companyId)
      const by = { companyId, actor: actorOf(principal) }
      const outcomes: ({ ok: true } | Refusal | Fault)[] = body.map(({ customer, other, leads = other }) =>
        leads === customer || leads === other
          ? { ok: true }
          : refuse(SETUP_REFUSED, [
              { path: '/leads', code: 'not_of_them', message: `"${leads}" is neither of the two.` },
            ]),
      )
      const rowsOf = (answer: (typeof body)[number]['answer']) =>
        body.flatMap((row, index) =>
          row.answer === answer && !refusedOf(outcomes[index]!) ? [{ ...row, index }] : [],
        )
      const take = (
        rows: readonly { index: number }[],
        found: readonly ({ ok: true } | Refusal | Fault)[],
      ) => {
        for (const [at, outcome] of found.entries()) outcomes[rows[at]!.index] = outcome
      }
      const options = { lane: body.length > 10 ? 'bulk' : 'interactive' } as const
      const merges = rowsOf('merge')
      const merging = merges.map(({ customer, other, leads = other, reason }) => {
        const [record, into] = leads === customer ? [other, customer] : [customer, other]
        return { ...by, customer: record, into, reason }
      })
      take(merges, await door.requestAll(mergeCustomers, merging, options))
      // Behind the merges: that two are one and are not, said in one call, is refused.
      const aparts = rowsOf('apart')
      const keeping = aparts.map(({ customer, other: from, reason }) => ({ ...by, customer, from, reason }))
      take(aparts, await door.requestAll(keepApart, keeping, options))
      const laters = rowsOf('later')
      const leaving = laters.map(({ customer, other, until = null, reason }) => ({
        ...by,
        customer,
        other,
        until,
        today,
        reason,
      }))
      take(laters, await door.requestAll(askLater, leaving, options))
      return ok({
        outcomes: outcomes.map((outcome, index) => {
          // Our failure is no answer to a row: sent again, what was taken in stays and the rest is tried.
          if (outcome instanceof Fault) throw outcome
          return outcome.ok
            ? { index, ok: true }
            : { index, ok: false, code: outcome.code, problems: outcome.problems.map(ofRow) }
        }),
      })
    },
  })
}

/** A problem of an act, at the member of the row that the act was told. */
const ofRow = ({ path, ...problem }: Problem): Problem => ({
  ...problem,
  path: path === '/into' || path === '/from' ? '/other' : path,
})

const refusedOf = (outcome: { ok: true } | Refusal | Fault) => !(outcome instanceof Fault) && !outcome.ok
