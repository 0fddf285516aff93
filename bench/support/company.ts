import { saveItem } from '../../src/catalog/index.ts'
import { sampleRecognitionRules, sampleTaxRates, sampleValidationRules } from '../../src/channels/index.ts'
import { saveCustomer } from '../../src/customers/index.ts'
import { saveLocation } from '../../src/inventory/index.ts'
import { installDefaultBooks } from '../../src/ledger/index.ts'
import { receiveStock, type StockRequest } from '../../src/orchestration/index.ts'
import { saveRecognitionRule, saveSourceSystem, saveValidationRule } from '../../src/orders/index.ts'
import { saveCalendar, saveCompany, saveExchangeRate } from '../../src/organization/index.ts'
import { Fault, type Act, type Door } from '../../src/platform/batch/index.ts'
import { isRefusal, type SetupRequest } from '../../src/platform/setup.ts'
import { money } from '../../src/platform/wire.ts'
import { saveFreightRule, savePrice, savePriceList, savePromotion } from '../../src/pricing/index.ts'
import { saveTaxRate } from '../../src/tax/index.ts'

/** What a phase needs of companies. Items and customers are of each company. */
export interface CompanyShape {
  companies: number
  items: number
  customers: number
  /** Units on hand of each item at the first location; the other two hold a third. */
  stock: bigint
}

export interface BenchCompany {
  id: bigint
  code: string
}

export const locations = ['NORTH', 'SOUTH', 'SHOP']
export const skuOf = (item: number): string => `ITEM-${String(item).padStart(5, '0')}`
export const accountOf = (customer: number): string => `C-${String(customer).padStart(4, '0')}`
const MICRO = 1_000_000n

/**
 * Companies with every rule on: two price lists, a promotion, tax of several countries, freight, credit limits,
 * recognition and validation rules, three locations that share one cost, stock enough for the run.
 */
export async function installCompanies(door: Door, shape: CompanyShape): Promise<BenchCompany[]> {
  const companies: BenchCompany[] = []
  const codes = Array.from({ length: shape.companies }, (_one, index) => `BENCH${index + 1}`)
  for (const code of codes) {
    const saved = await door.request(
      saveCompany,
      { input: { code, name: code, currency: 'GBP', country: 'GB', timeZone: 'Europe/London' } },
      { internal: true },
    )
    if (isRefusal(saved)) throw new Error(JSON.stringify(saved))
    companies.push({ id: saved.id, code })
  }
  await inSlices(companies, 20, (some) => Promise.all(some.map((one) => describeCompany(door, one, shape))))
  const stock = companies.flatMap(({ id }) =>
    locations.flatMap((location, place) =>
      Array.from({ length: shape.items }, (_one, item): StockRequest => ({
        companyId: id,
        actor: 'bench',
        kind: 'opening',
        sku: skuOf(item),
        location,
        quantity: (place === 0 ? shape.stock : shape.stock / 3n) * MICRO,
        unitCost: BigInt(2 + (item % 40)) * MICRO,
        supplyNumber: null,
        on: null,
        standardCost: null,
      })),
    ),
  )
  await inSlices(stock, 3000, async (some) => {
    for (const outcome of await door.requestAll(receiveStock, some, { internal: true })) {
      if (outcome instanceof Fault) throw outcome
      if (!outcome.ok) throw new Error(JSON.stringify(outcome))
    }
  })
  return companies
}

async function describeCompany(
  door: Door,
  { id: companyId }: BenchCompany,
  shape: CompanyShape,
): Promise<void> {
  const all = async <I, F, R>(act: Act<SetupRequest<I>, F, R>, inputs: readonly I[]) => {
    await inSlices(inputs, 2000, async (some) => {
      const requests = some.map((input) => ({ companyId, input }))
      for (const outcome of await door.requestAll(act, requests, { internal: true })) {
        if (outcome instanceof Fault) throw outcome
        if (isRefusal(outcome)) throw new Error(`${act.name}: ${JSON.stringify(outcome)}`)
      }
    })
  }
  const year = new Date().getUTCFullYear()
  await installDefaultBooks(door, companyId, [year - 1, year, year + 1])
  await all(saveCalendar, [{ code: 'UK', workingDays: [1, 2, 3, 4, 5], holidays: [`${year}-12-25`] }])
  await all(saveExchangeRate, [{ from: 'EUR', to: 'GBP', validFrom: '2020-01-01', rate: '0.86' }])
  const items = Array.from({ length: shape.items }, (_one, item) => item)
  await all(
    saveItem,
    items.map((item) => ({
      sku: skuOf(item),
      name: `Item ${item}`,
      itemClass: ['kitchen', 'living', 'garden'][item % 3]!,
    })),
  )
  await all(
    saveLocation,
    locations.map((code, place) => ({
      code,
      name: code,
      country: 'GB',
      rank: place + 1,
      shipLeadDays: 0,
      ...(place === 0 ? {} : { costOrganization: locations[0]! }),
    })),
  )
  await all(saveTaxRate, sampleTaxRates)
  await all(savePriceList, [
    { code: 'RETAIL', currency: 'GBP', rank: 100, validFrom: '2020-01-01' },
    { code: 'TRADE', currency: 'GBP', segment: 'trade', rank: 10, validFrom: '2020-01-01' },
  ])
  const prices = (list: string, off: bigint) =>
    items.map((item) => ({
      list,
      sku: skuOf(item),
      validFrom: '2020-01-01',
      unitPrice: money(BigInt(499 + ((item * 37) % 4000)) - off, 'GBP'),
    }))
  await all(savePrice, prices('RETAIL', 0n))
  await all(savePrice, prices('TRADE', 50n))
  await all(savePromotion, [
    {
      code: 'TEN-OVER-100',
      percent: '10',
      condition: 'order.net > minor("100.00", "GBP")',
      validFrom: '2020-01-01',
    },
  ])
  await all(saveFreightRule, [
    {
      currency: 'GBP',
      country: 'GB',
      amount: money(495n, 'GBP'),
      freeAbove: money(10_000n, 'GBP'),
      rank: 10,
    },
  ])
  await all(
    saveCustomer,
    Array.from({ length: shape.customers }, (_one, index) => ({
      number: accountOf(index),
      kind: index % 2 === 0 ? ('organization' as const) : ('person' as const),
      name: `Customer ${index}`,
      email: `customer-${index}@example.com`,
      currency: 'GBP',
      termsDays: 30,
      segment: index % 2 === 0 ? 'trade' : '',
      shipToCountry: 'GB',
      creditLimit: money(100_000_000_000n, 'GBP'),
    })),
  )
  await all(saveSourceSystem, [{ code: 'webshop', name: 'Web shop' }])
  await all(saveRecognitionRule, sampleRecognitionRules)
  // The same rules; only an order of 10,000 lines is no mistake here.
  await all(
    saveValidationRule,
    sampleValidationRules.map((rule) => ({
      ...rule,
      condition: rule.condition.replace('"250000.00"', '"250000000.00"'),
    })),
  )
}

/** Works through many in slices, so that a queue of the door does not hold them all. */
async function inSlices<T>(
  all: readonly T[],
  size: number,
  work: (some: readonly T[]) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < all.length; from += size) await work(all.slice(from, from + size))
}
