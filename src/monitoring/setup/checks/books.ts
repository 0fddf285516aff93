import { faultsOfRules, postedAmounts, readBooks } from '../../../ledger/index.ts'
import { Fault } from '../../../platform/batch/index.ts'
import { readCompanySetUp, readPostingKinds } from '../setup.sql.ts'
import { count, fail, pass, type Step } from '../step.ts'

const CONTROLS = ['cash', 'deposits', 'inventory', 'receipts_accrual', 'receivable', 'tax', 'unapplied']
/** Classes beyond these are not tried one by one. */
const MOST_CLASSES = 500n
const MOST_NAMED = 5

/** Where money stands. */
export const booksSteps: Step[] = [
  {
    key: 'accounts',
    area: 'books',
    title: 'Chart of accounts',
    why: 'Receivables, stock, cash, deposits and tax each equal an account of the ledger at all times.',
    required: true,
    how: [
      'npx docket setup new-company (gives the default chart)',
      'npx docket import accounts accounts.csv --company ACME',
      'PUT /api/v1/ledger-accounts {"code":"1200","name":"Receivables","type":"asset","control":"receivable"}',
    ],
    after: ['company'],
    kind: 'query',
    async check({ db, company, today }) {
      const [row] = await db.read(readCompanySetUp, { companyId: company.id, today })
      const missing = CONTROLS.filter((control) => !row!.controls.includes(control))
      return missing.length === 0
        ? pass('Every sub-ledger has its account.')
        : fail(
            `No account for ${missing.join(', ')}.`,
            'Describe an account with that `control` by PUT /api/v1/ledger-accounts.',
          )
    },
  },
  {
    key: 'posting_rules',
    area: 'books',
    title: 'Posting rules',
    why: 'An amount without a rule stops the shipment or the invoice that it belongs to: nothing is posted by guess.',
    required: true,
    how: [
      'PUT /api/v1/posting-rules {"event":"invoice.issued","amountKind":"revenue","debitAccount":"1200","creditAccount":"4000"}',
    ],
    after: ['accounts'],
    kind: 'query',
    async check({ db, company }) {
      const [kinds] = await db.read(readPostingKinds, { companyId: company.id, most: MOST_CLASSES })
      const orderTypes = ['', ...(kinds!.order_types.length > 0 ? kinds!.order_types : ['standard'])]
      const itemClasses = ['', ...kinds!.item_classes]
      const faults = await faultsOfRules(db, company.id)
      if (faults.length > 0)
        return fail(
          `${few(faults)}.`,
          'Correct the rule, or put it out of use, by PUT /api/v1/posting-rules.',
        )
      const missing: string[] = []
      try {
        const books = await readBooks(db, [company])
        for (const { event, kind } of postedAmounts) {
          const lacking = firstLacking(orderTypes, itemClasses, (orderType, itemClass) =>
            books.hasRuleForAll(company.id, event, kind, { orderType, itemClass }),
          )
          if (lacking !== undefined) missing.push(`${kind} of ${event}${lacking}`)
        }
      } catch (error) {
        if (!(error instanceof Fault)) throw error
        return fail(`${error.message}.`, 'Correct the rule by PUT /api/v1/posting-rules.')
      }
      const tried = `${count(postedAmounts.length, 'amount')} × ${count(orderTypes.length, 'order type')} × ${count(itemClasses.length, 'item class').replace(/classs$/, 'classes')}`
      if (missing.length === 0) return pass(`Each finds its accounts: ${tried}.`)
      return fail(
        `No accounts for ${few(missing)}.`,
        'Describe a rule for each by PUT /api/v1/posting-rules; without `orderType`, `itemClass` and `condition` it holds for all.',
      )
    },
  },
  {
    key: 'periods',
    area: 'books',
    title: 'An open period for today',
    why: 'What is posted stands in a period; a closed one takes nothing more.',
    required: true,
    how: ['PUT /api/v1/periods {"code":"2026-11","startsOn":"2026-11-01","endsOn":"2026-11-30"}'],
    after: ['company'],
    kind: 'query',
    async check({ db, company, today }) {
      const [row] = await db.read(readCompanySetUp, { companyId: company.id, today })
      const [period] = row!.periods
      if (period === undefined)
        return fail(`No period holds ${today}.`, 'Describe the period of today by PUT /api/v1/periods.')
      if (row!.closed_to !== null && row!.closed_to >= today)
        return fail(`The books are closed to ${row!.closed_to}.`, 'Post from the first open day on.')
      return pass(`${period} is open.`)
    },
  },
]

function few(all: readonly string[]): string {
  const more = all.length > MOST_NAMED ? ` and ${all.length - MOST_NAMED} more` : ''
  return all.slice(0, MOST_NAMED).join('; ') + more
}

/** The first order type and item class for which no rule stands that always holds, in words. */
function firstLacking(
  orderTypes: readonly string[],
  itemClasses: readonly string[],
  hasRule: (orderType: string, itemClass: string) => boolean,
): string | undefined {
  for (const orderType of orderTypes) {
    for (const itemClass of itemClasses) {
      if (hasRule(orderType, itemClass)) continue
      const named = [orderType && `order type ${orderType}`, itemClass && `item class ${itemClass}`]
      const text = named.filter(Boolean).join(', ')
      return text === '' ? '' : ` (${text})`
    }
  }
  return undefined
}
