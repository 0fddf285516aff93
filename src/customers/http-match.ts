import { Type } from 'typebox'
import { ok, problem, route, type Route } from '../platform/http/index.ts'
import { pagedWhole, setupRoutes, type SetupRouting } from '../platform/setup-routes.ts'
import { orNull } from '../platform/wire.ts'
import { headOf, readGroups, recordsOf, type CustomerRecord } from './group.ts'
import { matchesOf, readKnown, readMatching, type Match } from './match.ts'
import { listMatchRules, MatchRuleInput, readMatchRules, saveMatchRule } from './save-match-rule.ts'

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
        decidedApart: Type.Boolean({ description: 'One of the two was merged and unmerged before' }),
      }),
    ),
    complete: Type.Boolean({ description: 'false: there are more than 20' }),
  },
  { title: 'MatchList' },
)

/** Which records are taken for one customer, and who may be one with a customer. */
export function matchRoutes(routing: SetupRouting): Route[] {
  const { db } = routing
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
        const order = (match: Match) => rules.get(companyId)!.indexOf(match.rule)
        const all = records.flatMap((record) => {
          const mine = matching.groups.byId.get(`${companyId}/${record.id}`)
          return mine ? matchesOf(matching, mine).map((match) => ({ ...match, mine })) : []
        })
        // The best of each other customer.
        const best = new Map<CustomerRecord, (typeof all)[number]>()
        for (const match of all.toSorted((x, y) => order(x) - order(y))) {
          const head = headOf(matching.groups, match.record)
          if (!best.has(head)) best.set(head, match)
        }
        const matches = [...best].slice(0, MOST_SHOWN).map(([head, { rule, record, mine }]) => {
          const { name = null, email = null } = matching.known.get(`${companyId}/${head.id}`) ?? {}
          const decidedApart = [head, asked].some((one) => one.version > 0 && one.intoId === null)
          return {
            customer: head.number,
            name,
            email,
            record: record.number,
            with: mine.number,
            rule: rule.code,
            outcome: rule.outcome,
            keys: rule.keys,
            decidedApart,
          }
        })
        return ok({
          customer: headOf(groups, asked).number,
          matches,
          complete: best.size <= MOST_SHOWN,
        })
      },
    }),
  ]
}
