import { defaultPatterns } from '../../../orchestration/index.ts'
import { readReception, readUnknownPatterns } from '../setup.sql.ts'
import { count, fail, pass, type SetupView, type Step } from '../step.ts'

async function receptionOf({ db, company }: SetupView) {
  const [row] = await db.read(readReception, { companyId: company.id })
  return row!
}

/** Who orders, through whom, and what becomes of it. */
export const orderSteps: Step[] = [
  {
    key: 'customers',
    area: 'orders',
    title: 'Customers, or who makes them',
    why: 'An order is of an account. A shop that sells to anybody may make customers with their orders.',
    required: true,
    how: [
      'npx docket import customers customers.csv --company ACME',
      'PUT /api/v1/customer-accounts {"number":"C-1","kind":"walk_in","currency":"GBP","shipToCountry":"GB"}',
      'PUT /api/v1/source-systems {"code":"webshop","name":"Web shop","createCustomers":true}',
    ],
    room: '/customers',
    after: ['company'],
    kind: 'query',
    async check(view) {
      const { accounts, creates_customers: creates } = await receptionOf(view)
      if (accounts) return pass('There are accounts of customers.')
      return creates
        ? pass('Customers are made with their orders.')
        : fail(
            'There is no customer, and no source makes any.',
            'Take customers in, or say `"createCustomers": true` of a source.',
          )
    },
  },
  {
    key: 'order_sources',
    area: 'orders',
    title: 'Sources of orders',
    why: 'An order is known by its source and its number there; one of a source that is not registered is refused.',
    required: true,
    how: ['PUT /api/v1/source-systems {"code":"webshop","name":"Web shop","createCustomers":true}'],
    after: ['company'],
    kind: 'query',
    async check(view) {
      const { sources } = await receptionOf(view)
      return sources.length > 0
        ? pass(`${sources.join(', ')}.`)
        : fail('No source is registered.', 'Register one by PUT /api/v1/source-systems.')
    },
  },
  {
    key: 'recognition_rules',
    area: 'orders',
    title: 'Rules that recognize orders',
    why: 'They give an order its type. Without any, an order has the type that it states; with some, one must be true.',
    required: false,
    how: ['PUT /api/v1/recognition-rules {"name":"all","condition":"true","orderType":"standard"}'],
    after: ['order_sources'],
    kind: 'query',
    async check(view) {
      const { rules, accepts } = await receptionOf(view)
      if (rules === 0n) return pass('None: an order has the type that it states, else standard.')
      return accepts
        ? pass(`${count(rules, 'rule')}.`)
        : fail('Every rule refuses: no order would be recognized.', 'Add a rule without a `failReason`.')
    },
  },
  {
    key: 'patterns',
    area: 'orders',
    title: 'A pattern for every item',
    why: 'The pattern says what must happen to an item; an order with an item that has none fails.',
    required: true,
    how: ['npx docket import patterns patterns.csv --company ACME', 'PUT /api/v1/patterns'],
    room: '/patterns',
    after: ['items'],
    kind: 'query',
    async check({ db, company }) {
      const rows = await db.read(readUnknownPatterns, { companyId: company.id })
      const unknown = rows.map(({ pattern }) => pattern).filter((code) => !(code in defaultPatterns))
      return unknown.length === 0
        ? pass('Every item goes by a pattern that is there.')
        : fail(
            `Items name patterns that are not there: ${unknown.join(', ')}.`,
            'Describe them by PUT /api/v1/patterns, or name another in the items.',
          )
    },
  },
]
