import { saveItem } from '../../src/catalog/index.ts'
import { saveCustomer } from '../../src/customers/index.ts'
import { saveLocation } from '../../src/inventory/index.ts'
import { installDefaultBooks } from '../../src/ledger/index.ts'
import { saveRecognitionRule, saveSourceSystem } from '../../src/orders/index.ts'
import { saveCompany, saveExchangeRate } from '../../src/organization/index.ts'
import { Fault, type Act, type Door } from '../../src/platform/batch/index.ts'
import { formatAmount } from '../../src/platform/money.ts'
import type { Refusal } from '../../src/platform/outcome.ts'
import { isRefusal, type Saved, type SetupRequest } from '../../src/platform/setup.ts'
import { saveFreightRule, savePrice, savePriceList } from '../../src/pricing/index.ts'
import { saveTaxRate } from '../../src/tax/index.ts'
import {
  articles,
  buyers,
  euroRates,
  freight,
  places,
  remorseMinutes,
  taxPercent,
  timeZone,
} from './world.ts'

/** Describes the world to Docket. @returns the id of the company */
export async function installWorld(door: Door): Promise<bigint> {
  const company = await door.request(saveCompany, {
    input: { code: 'SIM', name: 'Simulated Ltd', currency: 'GBP', country: 'GB', timeZone, sandbox: true },
  })
  if (isRefusal(company)) throw new Error(JSON.stringify(company.problems))
  const companyId = company.id
  const all = async <I, F>(act: Act<SetupRequest<I>, F, Saved | Refusal>, inputs: readonly I[]) => {
    const requests = inputs.map((input) => ({ companyId, input }))
    for (const outcome of await door.requestAll(act, requests)) {
      if (outcome instanceof Fault) throw outcome
      if (isRefusal(outcome)) throw new Error(`${act.name}: ${JSON.stringify(outcome.problems)}`)
    }
  }
  const money = (minor: bigint, currency: string) => ({ amount: formatAmount(minor, currency), currency })
  await installDefaultBooks(door, companyId, [2026])
  await all(
    saveExchangeRate,
    euroRates.map(({ validFrom, rateE10 }) => ({
      from: 'EUR',
      to: 'GBP',
      validFrom,
      rate: `0.${rateE10.toString().padStart(10, '0')}`,
    })),
  )
  await all(
    saveItem,
    articles.map((one) => ({
      sku: one.sku,
      name: one.sku.toLowerCase(),
      itemClass: one.goods ? 'goods' : 'service',
      kind: one.goods ? ('goods' as const) : ('service' as const),
      taxCode: one.taxCode,
      decimals: 6,
    })),
  )
  await all(
    saveLocation,
    places.map((one, index) => ({
      code: one.code,
      name: one.code,
      country: 'GB',
      rank: index + 1,
      autoConfirm: one.autoConfirm,
      ...(one.pool === one.code ? {} : { costOrganization: one.pool }),
    })),
  )
  const rates = Object.entries(taxPercent).filter(([, percent]) => percent !== null)
  await all(
    saveTaxRate,
    rates.map(([taxCode, percent]) => ({
      taxCode,
      country: 'GB',
      name: taxCode,
      percent: String(percent),
      validFrom: '2020-01-01',
    })),
  )
  const currencies = ['GBP', 'EUR'] as const
  await all(
    savePriceList,
    currencies.map((currency) => ({ code: currency, currency, validFrom: '2020-01-01' })),
  )
  await all(
    savePrice,
    currencies.flatMap((currency) =>
      articles.map((one) => ({
        list: currency,
        sku: one.sku,
        validFrom: '2020-01-01',
        unitPrice: { amount: one[currency], currency },
      })),
    ),
  )
  await all(
    saveFreightRule,
    currencies.map((currency) => ({
      currency,
      amount: money(freight[currency].amount, currency),
      freeAbove: money(freight[currency].freeFrom, currency),
    })),
  )
  await all(
    saveCustomer,
    buyers.map(({ number, currency, termsDays, limit, taxExempt }) => ({
      number,
      currency,
      termsDays,
      taxExempt,
      shipToCountry: 'GB',
      creditLimit: limit === null ? null : money(limit, currency),
    })),
  )
  await all(saveSourceSystem, [
    { code: 'shop', name: 'Shop' },
    { code: 'market', name: 'Market', prePriced: true, remorseMinutes },
  ])
  await all(saveRecognitionRule, [{ name: 'all', condition: 'true', orderType: 'standard' }])
  return companyId
}
