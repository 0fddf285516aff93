import { currencyDigits } from '../../../platform/money.ts'
import { readCompanySetUp } from '../setup.sql.ts'
import { count, fail, pass, type Step } from '../step.ts'

/** Who we are: what every document and every date is written by. */
export const companySteps: Step[] = [
  {
    key: 'company',
    area: 'company',
    title: 'The company',
    why: 'Everything belongs to a company. Its code, currency and kind never change, so they are said first.',
    required: true,
    how: [
      'npx docket setup new-company',
      'PUT /api/v1/companies {"code":"ACME","name":"Acme","currency":"GBP","country":"GB","timeZone":"Europe/London","live":false}',
    ],
    after: [],
    kind: 'query',
    async check({ company }) {
      const { code, name, country } = company
      return pass(`${code}, ${name}, ${country}${company.sandbox ? ', a sandbox' : ''}.`)
    },
  },
  {
    key: 'currency_and_time_zone',
    area: 'company',
    title: 'Currency and time zone',
    why: 'The books are kept in one currency; the time zone decides on which day an order, an invoice or money counts.',
    required: true,
    how: ['PUT /api/v1/companies (timeZone may be changed, currency never)'],
    after: ['company'],
    kind: 'query',
    async check({ company, today }) {
      const { currency, timeZone } = company
      return pass(
        `${currency} with ${count(currencyDigits(currency), 'decimal')}; ${timeZone}: today is ${today}.`,
      )
    },
  },
  {
    key: 'calendar',
    area: 'company',
    title: 'A calendar of working days',
    why: 'Says on which days the company works.',
    required: false,
    how: ['PUT /api/v1/calendars {"code":"MAIN","workingDays":[1,2,3,4,5],"holidays":["2027-01-01"]}'],
    after: ['company'],
    kind: 'query',
    async check({ db, company, today }) {
      const [row] = await db.read(readCompanySetUp, { companyId: company.id, today })
      return row!.calendars > 0n
        ? pass(`${count(row!.calendars, 'calendar')}.`)
        : fail('There is no calendar.', 'Describe one by PUT /api/v1/calendars.')
    },
  },
  {
    key: 'number_series',
    area: 'company',
    title: 'Number series of documents',
    why: 'An invoice and a credit memo get their legal numbers from a series without gaps.',
    required: true,
    how: ['PUT /api/v1/document-series {"code":"INV","kind":"invoice","prefix":"INV-","policy":"monotone"}'],
    after: ['company'],
    kind: 'query',
    async check({ db, company, today }) {
      const [row] = await db.read(readCompanySetUp, { companyId: company.id, today })
      const { invoiceSeries = 'INV', creditSeries = 'CM' } = company.settings
      const wanted = [`invoice ${invoiceSeries}`, `credit_memo ${creditSeries}`]
      const missing = wanted.filter((one) => !row!.series.includes(one))
      return missing.length === 0
        ? pass(`${wanted.join(', ')}.`)
        : fail(
            `Missing: ${missing.join(', ')}.`,
            'Describe them by PUT /api/v1/document-series, or name others in the settings of the company.',
          )
    },
  },
]
