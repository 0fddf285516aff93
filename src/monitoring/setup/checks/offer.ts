import { UNTAXED } from '../../../tax/index.ts'
import { readMissingRates, readOffer, readUnpriced } from '../setup.sql.ts'
import { fail, notApplicable, pass, type SetupView, type Step } from '../step.ts'

const MOST_NAMED = 10n

async function sellsAnything({ db, company }: SetupView): Promise<boolean> {
  const [row] = await db.read(readOffer, { companyId: company.id })
  return row!.items
}

/** What can be sold, for how much, with which tax. */
export const offerSteps: Step[] = [
  {
    key: 'items',
    area: 'offer',
    title: 'Items',
    why: 'An order line names an item; a line with one that is not known keeps its order a draft.',
    required: true,
    how: [
      'npx docket import items items.csv --company ACME',
      'PUT /api/v1/items {"sku":"CUP-1","name":"A cup","itemClass":"kitchen"}',
    ],
    after: ['company'],
    kind: 'query',
    async check(view) {
      return (await sellsAnything(view))
        ? pass('There are items that can be sold.')
        : fail('No item can be sold.', 'Take items in: npx docket import items items.csv --company ACME.')
    },
  },
  {
    key: 'prices',
    area: 'offer',
    title: 'A price for every item today',
    why: 'A line without a price keeps its order a draft.',
    required: true,
    how: [
      'PUT /api/v1/price-lists {"code":"RETAIL","currency":"GBP","validFrom":"2026-01-01"}',
      'npx docket import price-lists price-lists.csv --company ACME',
      'npx docket import prices prices.csv --company ACME',
    ],
    after: ['items'],
    kind: 'query',
    async check(view) {
      if (!(await sellsAnything(view))) return fail('There is no item to be priced.', 'Take items in first.')
      const { db, company, today } = view
      const { id: companyId, currency } = company
      const asked = { companyId, currency, today, most: MOST_NAMED }
      const unpriced = (await db.read(readUnpriced, asked)).map(({ sku }) => sku)
      if (unpriced.length === 0) return pass(`Every item has a price in ${company.currency} on ${today}.`)
      const more = unpriced.length === Number(MOST_NAMED) ? ', …' : ''
      return fail(
        `Without a price in ${company.currency} on ${today}: ${unpriced.join(', ')}${more}.`,
        'Give each a price on a list for everyone (npx docket import prices prices.csv --company ACME), or say `"active": false` of the item.',
      )
    },
  },
  {
    key: 'tax_rates',
    area: 'offer',
    title: 'Tax rates of the countries sold to',
    why: 'A line without a tax rate at its destination keeps its order a draft.',
    required: true,
    how: [
      'npx docket import tax-rates tax-rates.csv --company ACME',
      'PUT /api/v1/tax-rates {"taxCode":"standard","country":"GB","name":"VAT","percent":"20","validFrom":"2011-01-04"}',
    ],
    after: ['items'],
    kind: 'query',
    async check(view) {
      const { db, company, today } = view
      const { id: companyId, country } = company
      if (!(await sellsAnything(view))) return notApplicable('There is no item yet that is taxed.')
      const missing = await db.read(readMissingRates, {
        companyId,
        country,
        today,
        untaxed: UNTAXED,
        most: MOST_NAMED,
      })
      return missing.length === 0
        ? pass(
            'The own country, those of freight rules and of accounts have a rate for every tax code of an item.',
          )
        : fail(
            `No rate on ${today}: ${missing.map((row) => `${row.tax_code} in ${row.country}`).join(', ')}.`,
            'Describe each by PUT /api/v1/tax-rates; a rate of 0 is a rate.',
          )
    },
  },
]
