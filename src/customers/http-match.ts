import { Type } from 'typebox'
import { actorOf } from '../platform/auth/index.ts'
import { ok, problem, refused, route, type Route } from '../platform/http/index.ts'
import { SETUP_REFUSED } from '../platform/setup.ts'
import { pagedWhole, setupRoutes, type SetupRouting } from '../platform/setup-routes.ts'
import { orNull } from '../platform/wire.ts'
import { headOf, readGroups, recordsOf, type CustomerRecord } from './group.ts'
import { bestOf, decidedApart, matchesOf, readKnown, readMatching, type Match } from './match.ts'
import { answerRoute } from './http-answer.ts'
import { keepApart } from './keep-apart.ts'
import { listMatchRules, MatchRuleInput, readMatchRules, saveMatchRule } from './save-match-rule.ts'

/** What the routes of customers work with. */
export interface CustomerRouting extends SetupRouting {
  company(companyId: bigint): Promise<{ today: string }>
}

/** Other customers that are shown; who has more shares a key that tells nobody. */
const MOST_SHOWN = 20

const MatchList = Type.Object(
  {
    customer: Type.String({ description: 'Number of the record that leads the customer' }),
    matches: Type.Array(
      Type.Object({
        customer: Type.String({ description: 'The record that leads the other customer' }),
        name: orNull(Type.String()),
        email: orNull(Type.String()),
        record: Type.String({ description: 'Its record that agrees' }),
        with: Type.String({ description: 'The record that it agrees with' }),
        rule: Type.String(),
        outcome: Type.String({ description: 'Of the rule: suggest or merge' }),
        keys: Type.Array(Type.String(), { description: 'What agreed' }),
        decidedApart: Type.Boolean({
          description: 'A person said that they are not one, or unmerged one of them',
        }),
      }),
    ),
    complete: Type.Boolean({ description: 'false: there are more than 20' }),
  },
  { title: 'MatchList' },
)

/** Which records are taken for one customer, and who may be one with a customer. */
export function matchRoutes(routing: CustomerRouting): Route[] {
  const { db, door } = routing
  return [
    ...setupRoutes(routing, {
      noun: 'match rule',
      plural: 'match rules',
      path: 'match-rules',
      tag: 'Customers',
      read: 'customers:read',
      write: 'customers:write',
      schema: MatchRuleInput,
      act: saveMatchRule,
      keyShape: 's',
      async list(reader, companyId, at) {
        const rules = await listMatchRules(reader, companyId)
        return pagedWhole(
          rules.map((rule) => ({ key: [rule.code], body: rule })),
          at,
        )
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/customers/:number/matches',
      operationId: 'listMatches',
      summary: 'Other customers that may be the same',
      description:
        'By the rules of the company (`/match-rules`), each with the first one that agrees. Walk-in customers match nobody, and organizations no persons. Only what a customer says of itself counts, not to whom its orders go.',
      tags: ['Customers'],
      scope: 'customers:read',
      params: Type.Object({ number: Type.String({ minLength: 1, maxLength: 100 }) }),
      responses: { 200: { description: 'Who it may be', schema: MatchList } },
      problems: ['not_found'],
      async handle({ companyId, params: { number } }) {
        const [groups, rules] = await Promise.all([
          readGroups(db, [{ companyId, number }], []),
          readMatchRules(db, [companyId]),
        ])
        const asked = groups.byNumber.get(`${companyId}/${number}`)
        if (!asked) return problem('not_found')
        const records = recordsOf(groups, asked)
        const matching = await readMatching(db, rules, await readKnown(db, records))
        const mine = new Map<Match, CustomerRecord>()
        for (const { companyId: company, id } of records) {
          const one = matching.groups.byId.get(`${company}/${id}`)
          for (const match of one ? matchesOf(matching, one) : []) mine.set(match, one!)
        }
        const best = bestOf(matching, [...mine.keys()])
        const matches = best.slice(0, MOST_SHOWN).map((match) => {
          const { rule, record } = match
          const head = headOf(matching.groups, record)
          const { name = null, email = null } = matching.known.get(`${companyId}/${head.id}`) ?? {}
          const unmerged = [head, asked].some((one) => one.version > 0 && one.intoId === null)
          return {
            customer: head.number,
            name,
            email,
            record: record.number,
            with: mine.get(match)!.number,
            rule: rule.code,
            outcome: rule.outcome,
            keys: rule.keys,
            decidedApart: unmerged || decidedApart(matching, mine.get(match)!, head),
          }
        })
        return ok({
          customer: headOf(groups, asked).number,
          matches,
          complete: best.length <= MOST_SHOWN,
        })
      },
    }),
    answerRoute(routing),
    route({
      method: 'PUT',
      url: '/api/v1/customers/:number/apart',
      operationId: 'keepCustomersApart',
      summary: 'Say that two records are not the same customer',
      description:
        'No rule merges them from then on, and nobody is asked again; a person may still merge them. The first word stays.',
      tags: ['Customers'],
      scope: 'customers:write',
      params: Type.Object({ number: Type.String({ minLength: 1, maxLength: 100 }) }),
      body: Type.Object(
        {
          from: Type.String({ minLength: 1, maxLength: 100, description: 'Number of the other record' }),
          reason: Type.String({
            minLength: 3,
            maxLength: 500,
            description: 'Kept as long as both records: it must not say who the person is',
          }),
        },
        { additionalProperties: false },
      ),
      responses: {
        200: {
          description: 'It stands as said.',
          schema: Type.Object({ customer: Type.String(), from: Type.String() }),
        },
      },
      problems: [SETUP_REFUSED],
      async handle({ companyId, principal, params: { number: customer }, body }) {
        const outcome = await door.request(keepApart, {
          companyId,
          customer,
          ...body,
          actor: actorOf(principal),
        })
        return outcome.ok ? ok({ customer, from: body.from }) : refused(outcome)
      },
    }),
  ]
}
