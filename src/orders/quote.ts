import { readItems, type Item } from '../catalog/index.ts'
import { findAccount, readAccounts, type Account } from '../customers/index.ts'
import { readLocationsOf, readSnapshots, type StockFacts } from '../inventory/index.ts'
import {
  businessDate,
  readCompanies,
  readRateTable,
  type Company,
  type RateTable,
} from '../organization/index.ts'
import type { Reader } from '../platform/database/index.ts'
import type { Micro, Minor } from '../platform/money.ts'
import type { Problem } from '../platform/outcome.ts'
import { readOffers, type Offer } from '../pricing/index.ts'
import { readRateBook, type RateBook } from '../tax/index.ts'
import { explode, skusOf, withComponents, type ConfiguredLine } from './explode.ts'
import { itemsOf, tooFineOf } from './judge-facts.ts'
import { stocked } from './sold.ts'
import type { OrderInput } from './order-input.ts'
import { withSources } from './outside.ts'
import { parseOrder } from './parse.ts'
import { tooGreat } from './order-amounts.ts'
import { priceAndTax } from './price-order.ts'
import { placeOf } from './want.ts'

/** An order that nobody has placed yet: what would it come to? Lines that state a price keep it, all or none. */
export interface QuoteRequest {
  companyId: bigint
  input: OrderInput
  /** Its lines that are configured: what they bring is priced with them, behind them. */
  configured?: readonly ConfiguredLine[]
}

/** What it would come to today, or why nobody can say. Amounts are minor units of its currency. */
export type Quote =
  | {
      ok: true
      /** Each without freight, and with its own tax alone. */
      lines: { unitPrice: Micro; net: Minor; tax: Minor; taxPercent: Micro }[]
      freight: Minor
      freightTax: Minor
    }
  | { ok: false; problems: Problem[] }

interface Facts {
  companies: Map<bigint, Company>
  accounts: Awaited<ReturnType<typeof readAccounts>>
  items(company: bigint, sku: string): Item | undefined
  offers: Map<bigint, Offer>
  rates: RateBook
  exchange: RateTable
  locations: StockFacts['locations']
}

/**
 * Prices, freight and tax of orders by the set-up that holds (D2, D13), a batch at a time and without a trace: nothing is
 * promised, kept or numbered. A customer that is not known is quoted as a new one would be.
 */
export async function quoteOrders(
  db: Reader,
  requests: readonly QuoteRequest[],
  now: Date,
): Promise<Quote[]> {
  const [companies, accounts] = await Promise.all([
    readCompanies(db, new Set(requests.map((request) => request.companyId))),
    readAccounts(
      db,
      requests.map(({ companyId, input }) => ({ companyId, number: input.customer.account })),
    ),
  ])
  const known = [...companies.values()]
  const skus = requests.flatMap(({ companyId, input, configured = [] }) => {
    const company = companies.get(companyId)
    if (!company) return []
    return [...input.lines.map(({ sku }) => sku), ...skusOf(configured)].map((sku) => ({ company, sku }))
  })
  const [rates, exchange, items, locations] = await Promise.all([
    readRateBook(db, known),
    readRateTable(db, known),
    readItems(db, skus),
    readLocationsOf(db, known),
  ])
  const wanted = new Map<string, { companyId: bigint; itemId: bigint } & Pick<Item, 'kind' | 'itemClass'>>()
  for (const { company, sku } of skus) {
    const item = items(company.id, sku)
    if (!item) continue
    const { id: itemId, kind, itemClass } = item
    wanted.set(`${company.id}/${itemId}`, { companyId: company.id, itemId, kind, itemClass })
  }
  const all = [...wanted.values()]
  const [offers, snapshots] = await Promise.all([
    readOffers(db, known, all, accounts.byId.values()),
    readSnapshots(db, known, all),
  ])
  const facts = {
    companies,
    accounts,
    items,
    offers: withSources(offers, snapshots, all),
    rates,
    exchange,
    locations,
  }
  return requests.map((request) => decideQuote(request, facts, now))
}

function decideQuote({ companyId, input, configured = [] }: QuoteRequest, facts: Facts, now: Date): Quote {
  const company = facts.companies.get(companyId)
  if (!company) throw new Error(`There is no company ${companyId}`)
  const { order: stated, problems } = parseOrder(input)
  const ordered = stocked(stated, (sku) => facts.items(companyId, sku))
  const on = businessDate(company, now)
  const brought = explode(ordered, configured, on)
  const parsed = withComponents(ordered, brought)
  const { items, problems: unknown } = itemsOf(parsed.input, facts, companyId)
  // What is not complete yet has a price as it stands.
  const wrong = [...problems, ...brought.problems.filter(({ code }) => code === 'too_many_lines'), ...unknown]
  if (wrong.length > 0) return { ok: false, problems: wrong }
  const known = items as Item[]
  const fine = tooFineOf(known, parsed)
  if (fine.length > 0) return { ok: false, problems: fine }
  const account = findAccount(facts.accounts, companyId, input.customer.account)
  const priced = priceAndTax(
    {
      company,
      account: account ?? NEW_CUSTOMER,
      parsed,
      items: known,
      orderType: input.orderType ?? '',
      prePriced: parsed.lines.every(({ unitPrice }) => unitPrice !== null),
      quoted: true,
      on,
      orderedOn: on,
      country: input.shipTo?.country ?? account?.shipToCountry ?? company.country,
      region: input.shipTo?.region ?? account?.shipToRegion ?? '',
      inBooks: (currency, on) => facts.exchange(company, currency, on),
      placeOf: (code) => placeOf(facts, companyId, code),
    },
    facts.offers.get(companyId)!,
    facts.rates,
  )
  if (!priced.amounts) return { ok: false, problems: priced.problems }
  const great = tooGreat(priced.amounts, 0n)
  if (great.length > 0) return { ok: false, problems: great }
  const { lines, freight, freightTax } = priced.amounts
  return {
    ok: true,
    lines: lines.map((line) => ({
      unitPrice: line.sold?.unitPrice ?? line.unitPrice,
      net: line.net,
      tax: line.tax - line.freightTax,
      taxPercent: account?.taxExempt ? 0n : (line.taxRate?.percent ?? 0n),
    })),
    freight,
    freightTax,
  }
}

/** Somebody of no segment whom nothing exempts; no account has the id 0. */
const NEW_CUSTOMER: Pick<Account, 'id' | 'segment' | 'taxExempt'> = { id: 0n, segment: '', taxExempt: false }
