import { Type, type Static } from 'typebox'
import type { Json } from '../platform/json.ts'
import {
  camelRows,
  companiesOf,
  keyColumns,
  setupAct,
  type CamelRow,
  type SetupAct,
} from '../platform/setup.ts'
import { MoneyShape } from '../platform/wire.ts'
import { USUAL_DELIVERY_PRIORITY } from './account.ts'
import { relyOn } from './group.ts'
import { mergeByRules, readMatching, type Matching } from './match.ts'
import { storedNameKey } from './name-key.ts'
import { readCreditDefaults, type CreditDefaults } from './save-credit-default.ts'
import { readMatchRules } from './save-match-rule.ts'
import {
  accountsByNumber,
  customersByNumber,
  openCreditGates,
  removePartners,
  saveAccounts,
  saveAlternateNumbers,
  saveCustomers,
  savePartners,
  savePersonData,
  setCreditLimits,
} from './setup.sql.ts'

const text = (maxLength: number) => Type.String({ minLength: 1, maxLength })

/** A number by which another system knows a customer. */
export const AlternateNumber = Type.Object(
  {
    system: Type.String({
      pattern: '^[A-Za-z0-9._-]{1,50}$',
      form: 'at most 50 letters, digits and . _ -',
      description: 'Whose number it is: pos, loyalty',
    }),
    number: text(100),
  },
  { title: 'AlternateNumber', additionalProperties: false },
)

export const CustomerInput = Type.Object(
  {
    number: text(100),
    kind: Type.Optional(
      Type.Union([Type.Literal('organization'), Type.Literal('person'), Type.Literal('walk_in')]),
    ),
    name: Type.Optional(text(500)),
    email: Type.Optional(text(320)),
    phone: Type.Optional(text(100)),
    address: Type.Optional(Type.Record(Type.String({ maxLength: 100 }), Type.Unknown())),
    alternateNumbers: Type.Optional(
      Type.Array(AlternateNumber, {
        maxItems: 20,
        description: 'Numbers in other systems; all of them, absent: as they were',
      }),
    ),
    account: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, description: 'The number when absent' }),
    ),
    currency: Type.String({
      pattern: '^[A-Z]{3}$',
      form: 'three capital letters, such as GBP',
      description: 'Of the account; never changes',
    }),
    termsDays: Type.Optional(Type.Integer({ minimum: 0, maximum: 365, description: '30 when absent' })),
    segment: Type.Optional(Type.String({ maxLength: 100 })),
    shipToCountry: Type.String({ pattern: '^[A-Z]{2}$', form: 'two capital letters, such as GB' }),
    shipToRegion: Type.Optional(Type.String({ maxLength: 100 })),
    taxExempt: Type.Optional(Type.Boolean()),
    backorders: Type.Optional(
      Type.Boolean({
        description: 'false: what of its orders nobody has is cancelled at once; true when absent',
      }),
    ),
    partialShipments: Type.Optional(
      Type.Boolean({ description: 'false: no line of its orders is served in parts; true when absent' }),
    ),
    deliveryPriority: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 9,
        description:
          'How urgent what goes to it is, 9 the most: who waits for goods is ranked by it; 4 when absent',
      }),
    ),
    creditLimit: Type.Optional(
      Type.Union([MoneyShape, Type.Null()], {
        description:
          'null: not checked; absent: as it was, of a new account the limit that new ones of its currency have',
      }),
    ),
    partner: Type.Optional(
      Type.Union([text(100), Type.Null()], {
        description:
          'Account of the firm that acts for this one: its users and keys see and order for it; null: nobody; absent: as it was',
      }),
    ),
    custom: Type.Optional(Type.Record(Type.String({ maxLength: 100 }), Type.Unknown())),
  },
  { title: 'CustomerInput', $id: 'CustomerInput', additionalProperties: false },
)
export type CustomerInput = Static<typeof CustomerInput>

type CustomerRow = CamelRow<typeof customersByNumber>
interface Known {
  customers: Map<string, CustomerRow>
  /** Ids of the accounts that are named as partners, by company and number. */
  partners: Map<string, bigint>
  defaults: CreditDefaults
  /** Who may be one with those described, of companies that have a rule that merges. */
  matching: Matching
}
type AccountRow = CamelRow<typeof accountsByNumber>

/** A customer and the account that a description names, as one. */
interface Both {
  companyId: bigint
  /** Of the account. */
  id: bigint
  customer: CustomerRow
  account: AccountRow
  /** The limit is written; else it stays, whoever changes it meanwhile. */
  limits?: true | undefined
  /** Another partner than before. */
  partnered?: true | undefined
}

const numberOf = (input: CustomerInput) => input.number
const accountOf = (input: CustomerInput) => input.account ?? input.number

/**
 * A customer with one account, by the account's number; a second account of a customer is described the same way.
 * Personal data go into person_data alone. Who is one customer with others by the rules of the company is merged with them. Accounts are never kept in memory, so the set-up version stays; two who make
 * the same number meet in the writing statement.
 */
export const saveCustomer: SetupAct<CustomerInput> = setupAct<CustomerInput, Both, Known>({
  name: 'customers.save_customer',
  touches: false,
  key: accountOf,
  async read(db, requests) {
    const partnered = requests.flatMap(({ companyId, input: { partner } }) =>
      partner == null ? [] : [{ companyId, input: partner }],
    )
    const [customers, accounts, partners, rules, defaults] = await Promise.all([
      db.read(customersByNumber, keyColumns(requests, numberOf)),
      db.read(accountsByNumber, keyColumns(requests, accountOf)),
      partnered.length === 0
        ? []
        : db.read(
            accountsByNumber,
            keyColumns(partnered, (number) => number),
          ),
      readMatchRules(db, companiesOf(requests)),
      readCreditDefaults(db, companiesOf(requests)),
    ])
    const known = new Map(
      camelRows(customersByNumber, customers).map((row) => [`${row.companyId} ${row.number}`, row]),
    )
    const byId = new Map([...known.values()].map((row) => [`${row.companyId} ${row.id}`, row]))
    const rows = camelRows(accountsByNumber, accounts).map((account): [string, Both] => {
      const { companyId, id, customerId } = account
      // A customer that the description did not name is somebody else: `describe` refuses it by the id.
      const customer = byId.get(`${companyId} ${customerId}`) ?? { ...nobody, companyId, id: customerId }
      return [account.number, { companyId, id, customer, account }]
    })
    const merging = new Map([...rules].filter(([, each]) => each.some(({ outcome }) => outcome === 'merge')))
    const described = requests.flatMap(({ companyId, input }) => {
      if (!merging.has(companyId)) return []
      const standing = known.get(`${companyId} ${input.number}`)
      const person = personOf(input, standing)
      return [{ ...person, country: countryOf(person, input), companyId, id: standing?.id ?? null }]
    })
    return {
      rows,
      known: {
        customers: known,
        partners: new Map(partners.map((row) => [`${row.company_id} ${row.number}`, row.id])),
        defaults,
        matching: await readMatching(db, merging, described),
      },
    }
  },
  describe(input, check, { companyId, before, known: { customers: known, partners, defaults }, context }) {
    check.currency('/currency', input.currency)
    const customerKey = `${companyId} ${input.number}`
    const customer = known.get(customerKey)
    if (before) {
      check.that(
        customer?.id === before.account.customerId || !check.stated('/number'),
        '/account',
        'account_of_another_customer',
        'This account belongs to another customer.',
      )
      check.that(
        before.account.currency === input.currency,
        '/currency',
        'fixed',
        'It never changes: debts stand in it.',
      )
    }
    const partnerBefore = before?.account.partnerId ?? null
    const partnerId = input.partner == null ? input.partner : partners.get(`${companyId} ${input.partner}`)
    check.that(
      input.partner == null || (partnerId !== undefined && input.partner !== accountOf(input)),
      '/partner',
      'unknown_account',
      `There is no other customer account "${input.partner}".`,
    )
    const limit = input.creditLimit
    const row: Both = {
      companyId,
      id: before?.id ?? context.ids.next(),
      customer: {
        companyId,
        id: customer?.id ?? context.ids.next(),
        number: input.number,
        kind: input.kind ?? customer?.kind ?? 'organization',
        custom: (input.custom ?? {}) as Json,
        ...personOf(input, customer),
      },
      account: {
        companyId,
        id: 0n,
        customerId: 0n,
        number: accountOf(input),
        currency: input.currency,
        termsDays: input.termsDays ?? 30,
        segment: input.segment ?? '',
        shipToCountry: input.shipToCountry,
        shipToRegion: input.shipToRegion ?? '',
        taxExempt: input.taxExempt ?? false,
        backorders: input.backorders ?? true,
        partialShipments: input.partialShipments ?? true,
        deliveryPriority: input.deliveryPriority ?? USUAL_DELIVERY_PRIORITY,
        custom: before?.account.custom ?? {},
        partnerId: partnerId === undefined ? partnerBefore : partnerId,
        creditLimit:
          limit === undefined
            ? before
              ? before.account.creditLimit
              : defaults(companyId, input.currency)
            : limit === null
              ? null
              : check.money('/creditLimit', limit, input.currency),
      },
    }
    const stated = limit !== undefined && row.account.creditLimit !== before?.account.creditLimit
    row.limits = stated || before?.limits ? true : undefined
    row.partnered = row.account.partnerId !== partnerBefore || before?.partnered ? true : undefined
    row.account.id = row.id
    row.account.customerId = row.customer.id
    if (check.problems.length === 0) {
      known.set(customerKey, row.customer)
      // A file may describe a partner and, below it, the accounts that name it.
      partners.set(`${companyId} ${row.account.number}`, row.id)
    }
    return row
  },
  write(rows, writes, context, { matching }) {
    // Two accounts of one customer in a batch: the customer is written once, as described last.
    const customers = new Map(rows.map(({ customer }) => [customer.id, customer]))
    for (const customer of customers.values()) {
      writes.add(saveCustomers, customer)
      const written = {
        ...customer,
        customerId: customer.id,
        searchName: storedNameKey(customer.name),
      }
      writes.add(savePersonData, written)
      writes.add(saveAlternateNumbers, written)
    }
    for (const { companyId, account, limits, partnered } of rows) {
      const gate = { companyId, accountId: account.id, creditLimit: account.creditLimit }
      writes.add(saveAccounts, account)
      writes.add(openCreditGates, gate)
      if (limits) writes.add(setCreditLimits, gate)
      const { id: accountId, partnerId } = account
      if (partnered && partnerId !== null) writes.add(savePartners, { companyId, accountId, partnerId })
      if (partnered && partnerId === null) writes.add(removePartners, { companyId, accountId })
    }
    const merging = new Map(
      rows
        .filter(({ companyId }) => matching.rules.has(companyId))
        .map(({ customer, account }) => [
          customer.id,
          { ...customer, country: countryOf(customer, account) },
        ]),
    )
    mergeByRules(matching, [...merging.values()], context)
    relyOn(matching.groups, writes)
  },
})

/** What a description says of who the customer is, as it will stand. */
function personOf(input: CustomerInput, standing: CustomerRow | undefined) {
  return {
    name: input.name ?? null,
    email: input.email ?? null,
    phone: input.phone ?? null,
    address: (input.address ?? {}) as Json,
    alternateNumbers:
      input.alternateNumbers === undefined
        ? (standing?.alternateNumbers ?? [])
        : (numbersOf(input.alternateNumbers) as unknown as Json),
  }
}

/** Where its phone is, when that does not say so itself. */
function countryOf({ address }: { address: Json }, { shipToCountry }: { shipToCountry: string }): string {
  const { country } = (address ?? {}) as { country?: unknown }
  return typeof country === 'string' ? country : shipToCountry
}

const nobody = {
  number: '',
  kind: '',
  custom: {},
  name: null,
  email: null,
  phone: null,
  address: {},
  alternateNumbers: [],
}

type Numbers = readonly Static<typeof AlternateNumber>[]

/** Each once, in the order in which they are read. */
function numbersOf(said: Numbers): Numbers {
  const each = new Map(said.map(({ system, number }) => [`${system}\u001f${number}`, { system, number }]))
  return [...each].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)
}
