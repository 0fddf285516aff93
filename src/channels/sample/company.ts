import { saveItem } from '../../catalog/index.ts'
import { saveCustomer, saveMatchRule } from '../../customers/index.ts'
import { saveLocation, saveTransitLane } from '../../inventory/index.ts'
import { installDefaultBooks } from '../../ledger/index.ts'
import {
  saveLookupValue,
  saveRecognitionRule,
  saveSourceSystem,
  saveTransformationRule,
  saveValidationRule,
  type LookupValueInput,
  type RecognitionRuleInput,
  type TransformationRuleInput,
  type ValidationRuleInput,
} from '../../orders/index.ts'
import {
  businessDate,
  readCompanies,
  saveCalendar,
  saveCompany,
  saveExchangeRate,
  type CompanyInput,
} from '../../organization/index.ts'
import { Fault, type Act, type Door } from '../../platform/batch/index.ts'
import type { Database } from '../../platform/database/index.ts'
import type { Refusal } from '../../platform/outcome.ts'
import { isRefusal, type Saved, type SetupRequest } from '../../platform/setup.ts'
import { readClock } from '../../platform/platform.sql.ts'
import { money } from '../../platform/wire.ts'
import { saveFreightRule, savePrice, savePriceList, savePromotion } from '../../pricing/index.ts'
import { saveTaxRate } from '../../tax/index.ts'
import { sampleCustomers, sampleMatchRules } from './customers.ts'
import { sampleItems } from './items.ts'

/** The sample company: a British retailer, a sandbox whose clock may be moved. */
export const sampleCompany: CompanyInput = {
  code: 'SAMPLE',
  name: 'Harbour & Home',
  currency: 'GBP',
  country: 'GB',
  timeZone: 'Europe/London',
  sandbox: true,
}

/**
 * Three places that hold stock, in the order in which they are asked; they share one cost. The shop tells what it has
 * sent; the warehouses are trusted.
 */
export const sampleLocations = [
  { code: 'PORT', name: 'Portsmouth warehouse', country: 'GB', rank: 1, shipLeadDays: 1 },
  {
    code: 'LEEDS',
    name: 'Leeds warehouse',
    country: 'GB',
    rank: 2,
    shipLeadDays: 1,
    costOrganization: 'PORT',
  },
  {
    code: 'BRIGHTON',
    name: 'Brighton shop',
    country: 'GB',
    rank: 3,
    shipLeadDays: 0,
    costOrganization: 'PORT',
    autoConfirm: false,
  },
]

const lane = (shipMethod: string, country: string, transitDays: number, amount: string) => ({
  shipMethod,
  country,
  transitDays,
  carrierCalendar: 'UK',
  cost: { amount, currency: 'GBP' },
})

/** How long parcels take, on working days of the carrier. */
const sampleLanes = [
  lane('standard', 'GB', 2, '3.20'),
  lane('standard', '', 5, '9.80'),
  lane('express', 'GB', 1, '7.90'),
]

const rates = (
  'standard GB - 20 2011-01-04 -|reduced GB - 5 2011-01-04 -|' +
  'standard DE - 19 2007-01-01 2020-06-30|standard DE - 16 2020-07-01 2020-12-31|standard DE - 19 2021-01-01 -|' +
  'reduced DE - 7 2007-01-01 -|standard FR - 20 2014-01-01 -|reduced FR - 5.5 2014-01-01 -|' +
  'standard IE - 23 2012-01-01 2020-08-31|standard IE - 21 2020-09-01 2021-02-28|standard IE - 23 2021-03-01 -|' +
  'reduced IE - 13.5 2012-01-01 -|standard US - 0 2000-01-01 -|reduced US - 0 2000-01-01 -|' +
  'standard US CA 7.25 2017-01-01 -|standard US NY 4 2005-06-01 -|standard US TX 6.25 1990-07-01 -'
).split('|')

/** Dated tax rates of five countries and three regions. */
export const sampleTaxRates = rates.map((line) => {
  const [taxCode, country, region, percent, validFrom, validTo] = line.split(' ') as [
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  return {
    taxCode,
    country,
    ...(region === '-' ? {} : { region }),
    name: `${country === 'US' ? 'Sales tax' : 'VAT'} ${region === '-' ? country : `${country}-${region}`} ${taxCode}`,
    percent,
    validFrom,
    ...(validTo === '-' ? {} : { validTo }),
  }
})

export const samplePriceLists = [
  { code: 'RETAIL', currency: 'GBP', rank: 100, validFrom: '2020-01-01' },
  { code: 'TRADE', currency: 'GBP', segment: 'trade', rank: 10, validFrom: '2020-01-01' },
  { code: 'RETAIL-EUR', currency: 'EUR', rank: 100, validFrom: '2020-01-01' },
  { code: 'TRADE-EUR', currency: 'EUR', segment: 'trade', rank: 10, validFrom: '2020-01-01' },
]

/** Prices by list: trade pays 12 % less, the euro lists are pounds × 1.18, and some prices rose in 2026. */
export const samplePrices = samplePriceLists.flatMap((list) =>
  sampleItems
    .filter((item) => list.segment === undefined || item.input.kind === undefined)
    .flatMap(({ input, price, priceFrom2026 }) => {
      const on = (pence: bigint, validFrom: string, validTo?: string) => {
        let amount = list.currency === 'EUR' ? (pence * 118n) / 100n : pence
        if (list.segment === 'trade') amount = (amount * 88n) / 100n
        const unitPrice = money(amount, list.currency)
        return {
          list: list.code,
          sku: input.sku,
          validFrom,
          ...(validTo === undefined ? {} : { validTo }),
          unitPrice,
        }
      }
      return priceFrom2026 === undefined
        ? [on(price, '2020-01-01')]
        : [on(price, '2020-01-01', '2025-12-31'), on(priceFrom2026, '2026-01-01')]
    }),
)

export const samplePromotions = [
  {
    code: 'TEN-OVER-100',
    percent: '10',
    condition: 'order.net > minor("100.00", "GBP")',
    validFrom: '2020-01-01',
  },
]

export const sampleFreightRules = [
  { currency: 'GBP', country: 'GB', amount: money(495n, 'GBP'), freeAbove: money(5000n, 'GBP'), rank: 10 },
  { currency: 'GBP', amount: money(1995n, 'GBP'), freeAbove: money(20000n, 'GBP'), rank: 100 },
  { currency: 'EUR', amount: money(995n, 'EUR'), freeAbove: money(10000n, 'EUR'), rank: 100 },
]

export const sampleExchangeRates = [
  { from: 'EUR', to: 'GBP', validFrom: '2020-01-01', rate: '0.86' },
  { from: 'EUR', to: 'GBP', validFrom: '2026-01-01', rate: '0.8725' },
  { from: 'USD', to: 'GBP', validFrom: '2020-01-01', rate: '0.78' },
]

export const sampleSources = [
  { code: 'webshop', name: 'Web shop', createCustomers: true },
  { code: 'marketplace', name: 'Marketplace', prePriced: true, createCustomers: true },
  { code: 'call-center', name: 'Call center', duplicateReference: 'warn' as const },
  { code: 'pos-file', name: 'Till file of the Brighton shop' },
]

export const sampleRecognitionRules: RecognitionRuleInput[] = [
  {
    name: 'marketplace',
    relevancy: 20,
    condition: 'order.source == "marketplace"',
    orderType: 'marketplace',
  },
  { name: 'counter', relevancy: 20, condition: 'order.source == "pos-file"', orderType: 'counter' },
  {
    name: 'standard',
    condition: 'order.source in ["webshop", "call-center"] && order.type in ["", "standard"]',
    orderType: 'standard',
  },
  {
    name: 'everything else',
    relevancy: 0,
    condition: 'true',
    orderType: 'unknown',
    failReason: 'No rule of this company recognizes the order: check its source and its type.',
  },
]

export const sampleTransformationRules: TransformationRuleInput[] = [
  { name: 'counter first', sets: 'priority', condition: 'order.type == "counter"', value: '6' },
  { name: 'our units', sets: 'lines.uom', value: 'lookups.find("units", line.uom, line.uom)' },
]

export const sampleLookupValues: LookupValueInput[] = [
  { lookup: 'units', key: 'PCE', value: 'EA' },
  { lookup: 'units', key: 'Stk', value: 'EA' },
]

export const sampleValidationRules: ValidationRuleInput[] = [
  {
    orderType: 'standard',
    condition: 'order.country in ["GB", "DE", "FR", "IE", "US"]',
    message: 'We do not deliver to this country.',
    path: '/shipTo/country',
  },
  {
    condition: 'order.total <= minor("250000.00", "GBP")',
    message: 'An order above 250,000.00 needs a contract first.',
  },
]

/**
 * Describes the sample company through the acts of set-up: everything but stock and supply. Doing it again changes
 * nothing.
 *
 * @returns its id and its business date, from which `dueInDays` of the supply counts
 * @throws when something is refused: a company of its own has the code SAMPLE
 */
export async function installSample(door: Door, db: Database): Promise<{ companyId: bigint; today: string }> {
  const company = await door.request(saveCompany, { input: sampleCompany }, { internal: true })
  if (isRefusal(company)) throw new Error(`The sample company was refused: ${describeProblems(company)}`)
  const companyId = company.id
  const standing = (await readCompanies(db, [companyId])).get(companyId)!
  const [clock] = await db.read(readClock, {})
  const today = businessDate(standing, clock!.now)
  const all = <I, F>(act: Act<SetupRequest<I>, F, Saved | Refusal>, inputs: readonly I[]) =>
    describeAll(door, companyId, act, inputs)

  const year = Number(today.slice(0, 4))
  await installDefaultBooks(door, companyId, [year - 1, year, year + 1])
  await all(saveCalendar, [
    { code: 'UK', workingDays: [1, 2, 3, 4, 5], holidays: [`${year}-12-25`, `${year}-12-26`] },
  ])
  await all(saveExchangeRate, sampleExchangeRates)
  await all(
    saveItem,
    sampleItems.map((item) => item.input),
  )
  await all(saveLocation, sampleLocations)
  await all(saveTransitLane, sampleLanes)
  await all(saveTaxRate, sampleTaxRates)
  await all(savePriceList, samplePriceLists)
  await all(savePrice, samplePrices)
  await all(savePromotion, samplePromotions)
  await all(saveFreightRule, sampleFreightRules)
  await all(saveMatchRule, sampleMatchRules)
  await all(saveCustomer, sampleCustomers)
  await all(saveSourceSystem, sampleSources)
  await all(saveRecognitionRule, sampleRecognitionRules)
  await all(saveTransformationRule, sampleTransformationRules)
  await all(saveLookupValue, sampleLookupValues)
  await all(saveValidationRule, sampleValidationRules)
  return { companyId, today }
}

async function describeAll<I, F>(
  door: Door,
  companyId: bigint,
  act: Act<SetupRequest<I>, F, Saved | Refusal>,
  inputs: readonly I[],
): Promise<void> {
  const requests = inputs.map((input) => ({ companyId, input }))
  for (const outcome of await door.requestAll(act, requests, { internal: true })) {
    if (outcome instanceof Fault) throw outcome
    if (isRefusal(outcome)) throw new Error(`${act.name} was refused: ${describeProblems(outcome)}`)
  }
}

function describeProblems(refusal: Refusal): string {
  return refusal.problems.map((problem) => `${problem.path} ${problem.message}`).join(' ')
}
