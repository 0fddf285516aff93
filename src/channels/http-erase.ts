import { Type } from 'typebox'
import { saveLegalHold } from '../customers/index.ts'
import { actorOf } from '../platform/auth/index.ts'
import { defineProblems, ok, problem, refused, route, type Route } from '../platform/http/index.ts'
import { saved } from '../platform/setup-routes.ts'
import { SETUP_REFUSED } from '../platform/setup.ts'
import { orNull } from '../platform/wire.ts'
import { eraseInRounds } from './erase-person.ts'
import type { ChannelRouting } from './http.ts'

defineProblems({
  erasure_blocked: [
    409,
    'The personal data of this customer are needed yet.',
    'Wait until `errors` names nothing any more, or send `force` with a reason that stands up.',
  ],
})

const strict = { additionalProperties: false }
const Customer = Type.Object({ number: Type.String({ minLength: 1, maxLength: 100 }) })
const Reason = Type.String({
  minLength: 3,
  maxLength: 500,
  description: 'Kept for good: it must not say who the person is',
})

/** Routes by which a person is erased. */
export function erasureRoutes({ door, db }: Pick<ChannelRouting, 'door' | 'db'>): Route[] {
  return [
    route({
      method: 'PUT',
      url: '/api/v1/customers/:number/erasure',
      operationId: 'erasePerson',
      summary: 'Erase the personal data of a customer, for good',
      description:
        'Deletes names, addresses and contacts, and destroys the keys of everything that was received of the customer. Orders, invoices and books stay and name nobody. It is refused while orders are open or a legal hold stands on any record of the customer, unless `force` is true. Again it changes nothing, unless there are new data.',
      tags: ['Customers'],
      scope: 'customers:erase',
      params: Customer,
      body: Type.Object({ reason: Reason, force: Type.Optional(Type.Boolean()) }, strict),
      responses: {
        200: {
          description: 'Nothing of it can be read any more.',
          schema: Type.Object(
            {
              customer: Type.String(),
              change: Type.Union([Type.Literal('erased'), Type.Literal('unchanged')]),
              personRows: Type.Integer({ description: 'Names, addresses and contacts' }),
              bodies: Type.Integer({ description: 'What was received' }),
              drafts: Type.Integer({ description: 'What drafts were stated as' }),
              notErased: Type.Array(Type.String(), {
                description:
                  'Numbers of other records of the same customer whose personal data stand: each is erased on its own, for a merge can be undone and this cannot',
              }),
            },
            { title: 'Erasure' },
          ),
        },
      },
      problems: ['not_found', 'erasure_blocked'],
      async handle({ companyId, principal, params, body }) {
        const { reason, force = false } = body
        const request = { companyId, customer: params.number, actor: actorOf(principal), reason, force }
        const outcome = await eraseInRounds({ db, door }, request)
        if (!outcome.ok) return outcome.code === 'not_found' ? problem('not_found') : refused(outcome)
        const { change, personRows, bodies, drafts, notErased } = outcome
        return ok({ customer: params.number, change, personRows, bodies, drafts, notErased })
      },
    }),
    route({
      method: 'PUT',
      url: '/api/v1/customers/:number/legal-hold',
      operationId: 'saveLegalHold',
      summary: 'Say until when the law wants the personal data of a customer kept',
      description:
        'A day that has passed ends it, and so does null. What was said before stays: the customer shows it as `legalHolds`.',
      tags: ['Customers'],
      scope: 'customers:erase',
      params: Customer,
      body: Type.Object({ until: orNull(Type.String({ format: 'date' })), reason: Reason }, strict),
      responses: {
        200: {
          description: 'It stands as said.',
          schema: Type.Object({ code: Type.String(), change: Type.String() }),
        },
      },
      problems: [SETUP_REFUSED],
      async handle({ companyId, principal, params, body, url }) {
        const input = { customer: params.number, ...body, actor: actorOf(principal) }
        return saved(await door.request(saveLegalHold, { companyId, input }), url)
      },
    }),
  ]
}
