import { hash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { Type } from 'typebox'
import { actorOf } from '../platform/auth/index.ts'
import type { Database } from '../platform/database/index.ts'
import {
  created,
  HttpProblem,
  lacks,
  ok,
  problem,
  refused,
  route,
  type PageRequest,
  type Principal,
  type Route,
} from '../platform/http/index.ts'
import { camelRows, SETUP_REFUSED } from '../platform/setup.ts'
import { pagedWhole, saved, setupRoutes, type SetupRouting } from '../platform/setup-routes.ts'
import { encodeId } from '../platform/public-id.ts'
import { IdShape, moneyOrNull, MoneyShape, orNull } from '../platform/wire.ts'
import { addNote } from './add-note.ts'
import { addressFromRow } from './address.ts'
import { changeCreditLimit } from './change-credit-limit.ts'
import { matchRoutes, type CustomerRouting } from './http-match.ts'
import { mergeCustomers } from './merge.ts'
import { NamedPartner, namePartner } from './name-partner.ts'
import { ContactInput, saveContact } from './save-contact.ts'
import { CustomerInput, saveCustomer } from './save-customer.ts'
import { CreditDefaultInput, saveCreditDefault } from './save-credit-default.ts'
import { PartnerLimitInput, savePartnerLimit } from './save-partner-limit.ts'
import { listPartnerLimits, readOwed } from './partner-limit.sql.ts'
import { saveSite, SiteInput } from './save-site.ts'
import { accountsByNumber, creditDefaultsOfCompanies, listCustomers } from './setup.sql.ts'
import { listContacts, listSites } from './site.sql.ts'

/** The scopes and the room of everything that describes a customer. */
const about = { tag: 'Customers', read: 'customers:read', write: 'customers:write' } as const
const ofCustomer = { named: ['customer', 'code'], keyShape: 'ss' } as const

function afterOf({ after, fetch }: PageRequest) {
  const [afterCustomer = null, afterCode = null] = (after ?? []) as (string | null)[]
  return { afterCustomer, afterCode, fetch }
}

/** A row as it was described: what is null was not said. */
function saidOf(row: object): object {
  return Object.fromEntries(
    Object.entries(row).filter(
      ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  )
}

/** Routes of who buys. */
export function customerRoutes(routing: CustomerRouting): Route[] {
  return [
    ...setupRoutes(routing, {
      noun: 'customer account',
      plural: 'customer accounts',
      // GET /api/v1/customers searches customers and shows what they owe.
      path: 'customer-accounts',
      ...about,
      schema: CustomerInput,
      act: saveCustomer,
      admit: (principal, companyId, input) => admitLimit(routing.db, principal, companyId, input),
      keyShape: 's',
      shown: { id: IdShape, customerId: IdShape },
      filters: {
        account: Filter('Number of the account'),
        number: Filter('Number of the customer'),
        currency: Filter('Of the account'),
        segment: Filter('Of the account'),
        partner: Filter('Number of the account that acts for it'),
      },
      async list(db, companyId, { after, fetch }, filter) {
        const of = (name: string) => (filter[name] ?? null) as string | null
        const rows = await db.read(listCustomers, {
          companyId,
          after: (after?.[0] ?? null) as string | null,
          fetch,
          account: of('account'),
          number: of('number'),
          currency: of('currency'),
          segment: of('segment'),
          partner: of('partner'),
        })
        return camelRows(listCustomers, rows).map(({ id, customerId, ...row }) => {
          const ids = { id: encodeId('acc', id), customerId: encodeId('cus', customerId) }
          const creditLimit = moneyOrNull(row.creditLimit, row.currency)
          return { key: [row.account], body: { ...ids, ...saidOf(row), creditLimit } }
        })
      },
    }),
    ...setupRoutes(routing, {
      ...about,
      write: 'credit:write',
      noun: 'credit default',
      plural: 'credit defaults',
      path: 'credit-defaults',
      schema: CreditDefaultInput,
      act: saveCreditDefault,
      named: ['currency'],
      keyShape: 's',
      async list(db, companyId, at) {
        const rows = await db.read(creditDefaultsOfCompanies, { companyIds: [companyId] })
        const limits = rows.map(({ currency, credit_limit: limit }) => ({
          key: [currency],
          body: { currency, creditLimit: moneyOrNull(limit, currency) },
        }))
        return pagedWhole(limits, at)
      },
    }),
    ...setupRoutes(routing, {
      ...about,
      write: 'credit:write',
      noun: 'partner limit',
      plural: 'partner limits',
      path: 'partner-limits',
      schema: PartnerLimitInput,
      act: savePartnerLimit,
      named: ['partner', 'currency'],
      keyShape: 'ss',
      // What the partner and the accounts that name it owe together by now.
      shown: { owed: MoneyShape },
      filters: { partner: Filter('Number of the account of the partner') },
      async list(db, companyId, { after, fetch }, filter) {
        const [afterPartner = null, afterCurrency = null] = (after ?? []) as (string | null)[]
        const partner = (filter['partner'] ?? null) as string | null
        const rows = await db.read(listPartnerLimits, {
          companyId,
          partner,
          afterPartner,
          afterCurrency,
          fetch,
        })
        const sums = await db.read(readOwed, {
          companyIds: rows.map((row) => row.company_id),
          partnerIds: rows.map((row) => row.partner_id),
          currencies: rows.map((row) => row.currency),
        })
        const owed = new Map(sums.map((row) => [Number(row.ordinal) - 1, row.owed]))
        return rows.map(({ partner: number, currency, credit_limit: limit }, place) => ({
          key: [number, currency],
          body: {
            partner: number,
            currency,
            creditLimit: moneyOrNull(limit, currency),
            owed: moneyOrNull(owed.get(place) ?? 0n, currency),
          },
        }))
      },
    }),
    ...setupRoutes(routing, {
      ...about,
      ...ofCustomer,
      noun: 'site',
      plural: 'sites',
      path: 'sites',
      schema: SiteInput,
      act: saveSite,
      shown: { id: IdShape },
      filters: { customer: Filter('Number of the customer') },
      async list(db, companyId, at, filter) {
        const wanted = (filter['customer'] ?? null) as string | null
        const rows = await db.read(listSites, { companyId, ...afterOf(at), customer: wanted })
        return camelRows(listSites, rows).map((row) => {
          const { id, customer, code, shipTo, billTo, country, region, active, custom } = row
          const address = addressFromRow({ ...row, address: row.address ?? {} })
          const purposes = [...(shipTo ? ['ship_to'] : []), ...(billTo ? ['bill_to'] : [])]
          const site = {
            id: encodeId('sit', id),
            ...saidOf(address),
            customer,
            code,
            purposes,
            country,
            region,
            active,
            custom,
          }
          return { key: [customer, code], body: site }
        })
      },
    }),
    ...setupRoutes(routing, {
      ...about,
      ...ofCustomer,
      noun: 'contact',
      plural: 'contacts',
      path: 'contacts',
      schema: ContactInput,
      act: saveContact,
      async list(db, companyId, at) {
        const rows = await db.read(listContacts, { companyId, ...afterOf(at) })
        return camelRows(listContacts, rows).map((row) => ({
          key: [row.customer, row.code],
          body: saidOf(row),
        }))
      },
    }),
    mergeRoute(routing),
    noteRoute(routing),
    ...matchRoutes(routing),
    route({
      method: 'PUT',
      url: '/api/v1/customer-accounts/:account/partner',
      operationId: 'namePartner',
      summary: 'Name the firm that acts for a customer account',
      description:
        'Everything else of the account stays. `before` is who acted for it when you looked (`null`: nobody): where somebody named another one meanwhile it is refused as `changed_meanwhile`.',
      tags: ['Customers'],
      scope: 'customers:write',
      params: Type.Object({ account: CustomerNumber }),
      body: NamedPartner,
      responses: {
        200: {
          description: 'It stands as said.',
          schema: Type.Object({ code: Type.String(), change: Type.String() }),
        },
      },
      problems: [SETUP_REFUSED],
      async handle({ companyId, params, body, url }) {
        const input = { account: params.account, ...body }
        return saved(await routing.door.request(namePartner, { companyId, input }), url)
      },
    }),
    route({
      method: 'PUT',
      url: '/api/v1/customer-accounts/:account/credit-limit',
      operationId: 'changeCreditLimit',
      summary: 'Change the credit limit of a customer account',
      tags: ['Customers'],
      scope: 'credit:write',
      params: Type.Object({ account: Type.String({ minLength: 1, maxLength: 100 }) }),
      body: Type.Object({ creditLimit: orNull(MoneyShape) }),
      responses: {
        200: {
          description: 'It stands as said.',
          schema: Type.Object({ code: Type.String(), change: Type.String() }),
        },
      },
      async handle({ companyId, params, body, url }) {
        const input = { account: params.account, creditLimit: body.creditLimit }
        return saved(await routing.door.request(changeCreditLimit, { companyId, input }), url)
      },
    }),
  ]
}

/**
 * Who describes customers does not set their limits: that needs `credit:write`. The limit that stands may be sent back, and is
 * then left out, so that a change of it meanwhile stays.
 */
async function admitLimit(
  db: Database,
  principal: Principal,
  companyId: bigint,
  input: CustomerInput,
): Promise<CustomerInput> {
  const { creditLimit, ...rest } = input
  const lacking = creditLimit === undefined ? undefined : lacks(principal, 'credit:write')
  if (lacking === undefined) return input
  const number = input.account ?? input.number
  const [account] = await db.read(accountsByNumber, { companyIds: [companyId], codes: [number] })
  const stands = account ? moneyOrNull(account.credit_limit, account.currency) : null
  if (!isDeepStrictEqual(stands, creditLimit)) throw new HttpProblem(lacking)
  return rest
}

const Filter = (description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 200, description }))

const CustomerNumber = Type.String({ minLength: 1, maxLength: 100 })

function mergeRoute({ door }: SetupRouting): Route {
  return route({
    method: 'PUT',
    url: '/api/v1/customers/:number/merge',
    operationId: 'mergeCustomer',
    summary: 'Say that a record is the same customer as another, or that it is not any more',
    description:
      'The head of `into` leads the customer; whoever the record leads comes along. With `into` null the record stands alone again, with those that had been merged into it. Accounts, orders and books stay where they are either way. Who decided and why stays in `merges` of the customer. Walk-in customers are merged with nobody, nor are organizations with persons.',
    tags: ['Customers'],
    scope: 'customers:write',
    params: Type.Object({ number: CustomerNumber }),
    body: Type.Object(
      {
        into: orNull(CustomerNumber),
        reason: Type.String({
          minLength: 3,
          maxLength: 500,
          description: 'Kept for good: it must not say who the person is',
        }),
      },
      { additionalProperties: false },
    ),
    responses: {
      200: {
        description: 'It stands as said.',
        schema: Type.Object(
          {
            change: Type.Union([Type.Literal('merged'), Type.Literal('unmerged'), Type.Literal('unchanged')]),
            head: Type.String({ description: 'Number of the record that leads the customer' }),
            records: Type.Array(Type.String(), { description: 'All of them, the head first' }),
          },
          { title: 'Merged' },
        ),
      },
    },
    problems: [SETUP_REFUSED],
    async handle({ companyId, principal, params, body }) {
      const asked = { companyId, customer: params.number, ...body, actor: actorOf(principal) }
      const outcome = await door.request(mergeCustomers, asked)
      if (!outcome.ok) return refused(outcome)
      const { change, head, records } = outcome
      return ok({ change, head, records })
    },
  })
}

function noteRoute({ door }: SetupRouting): Route {
  return route({
    method: 'POST',
    url: '/api/v1/customers/:number/notes',
    operationId: 'addNote',
    summary: 'Write a note of a customer',
    description:
      'Notes are only added. The text is erased with the person; that there was a note, when and by whom, stays.',
    tags: ['Customers'],
    scope: 'customers:write',
    idempotencyKey: 'required',
    params: Type.Object({ number: CustomerNumber }),
    body: Type.Object(
      { text: Type.String({ minLength: 1, maxLength: 4000, pattern: '\\S', form: 'more than blanks' }) },
      { additionalProperties: false, title: 'NewNote' },
    ),
    responses: { 201: { description: 'Written.', schema: Type.Object({ id: IdShape }) } },
    problems: ['not_found', 'idempotency_key_reused'],
    async handle({ companyId, principal, params, body, bytes, idempotencyKey, url }) {
      const actor = actorOf(principal)
      const outcome = await door.request(addNote, {
        companyId,
        customer: params.number,
        text: body.text.trim(),
        actor,
        key: {
          companyId,
          principal: actor,
          route: `addNote ${params.number}`,
          key: idempotencyKey!,
          bodyHash: hash('sha256', bytes, 'buffer'),
        },
      })
      if (outcome.ok) return created(outcome.answer, url)
      return outcome.code === 'not_found' ? problem('not_found') : refused(outcome)
    },
  })
}
