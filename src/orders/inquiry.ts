import type { Static } from 'typebox'
import { readAccounts, type AccountPicture } from '../customers/index.ts'
import { readItems, readPublishedModels, type Item } from '../catalog/index.ts'
import type { StockFacts } from '../inventory/index.ts'
import { readCompanies, type Company } from '../organization/index.ts'
import type { Reader } from '../platform/database/index.ts'
import type { Malformed } from '../platform/http/index.ts'
import type { Micro } from '../platform/money.ts'
import type { ConfigurationInput } from './configuration.ts'
import { readConfigured, skusOf, type ConfiguredLine } from './explode.ts'
import type { CoversInput } from './order-input.ts'

/** What would be promised if an order with these lines came now? Each question is answered as if nobody else asked. */
export interface InquiryRequest {
  companyId: bigint
  /** Of lines that state no day of their own; null: today. */
  requestedOn: string | null
  /** Of such lines: the day by which it is to arrive. */
  requestedArrivalOn?: string | undefined
  shipMethod?: string | undefined
  /** Where to; within the country of the company when absent. */
  shipTo?: { country?: string; region?: string; postcode?: string } | undefined
  /** Number of the account that would order; of nobody nothing is asked. */
  customer?: string | undefined
  /** Accounts that the caller sees; null: all. */
  accounts: readonly bigint[] | null
  /** What sourcing rules ask of an order. */
  orderType?: string | undefined
  source?: string | undefined
  /** Of the account that it is for: where supply is shared out. */
  segment?: string | undefined
  /** Other ways to serve each line, with what they cost and leave. */
  alternatives: boolean
  /** Whoever may not see what goods cost is not told. */
  showsCosts: boolean
  /** Whoever sees part of the rows is not told which places lost. */
  outsider: boolean
  lines: readonly InquiredLine[]
  /** It is refused for this, and for what else is wrong with it. */
  malformed?: Malformed
}

export interface InquiredLine {
  sku: string
  quantity: Micro
  minSplit: Micro | null
  /** Of what a configured line brings: what it is not parted below (decision 0078). */
  unit?: Micro
  /** Net, major units of the books' currency; null: no margin is told. */
  unitPrice: Micro | null
  priceCurrency: string | null
  uom?: string
  requestedOn?: string
  requestedArrivalOn?: string
  allowSplit?: boolean
  /** Code of the only place that may serve it. */
  location?: string
  configuration?: ConfigurationInput
  /** By what another line may say that it covers this one. */
  lineId?: string
  covers?: Static<typeof CoversInput>
}

/** What a question asks for: its lines, those that are sold configured answered. */
type AskedFor = Pick<InquiryRequest, 'companyId' | 'lines' | 'customer'>

export interface InquiryFacts {
  /** Configured lines of the questions that have any. */
  configured: Map<AskedFor, ConfiguredLine[]>
  faults: Map<AskedFor, Error>
  companies: Map<bigint, Company>
  accounts: AccountPicture
  items(company: bigint, sku: string): Item | undefined
  stock: StockFacts
}

/** The companies and items of questions, and which of these are goods. */
export async function readAsked(
  db: Reader,
  requests: readonly AskedFor[],
): Promise<Omit<InquiryFacts, 'stock'> & { goods: { companyId: bigint; itemId: bigint }[] }> {
  const companies = await readCompanies(db, new Set(requests.map(({ companyId }) => companyId)))
  const known = requests.filter(({ companyId }) => companies.has(companyId))
  const models = await readPublishedModels(db, companies.values())
  const asked = new Map(known.map((request) => [request, request.lines]))
  const { configured, faults } = await readConfigured(db, asked, companies, models)
  const skus = known.flatMap((request) => {
    const company = companies.get(request.companyId)!
    const brought = skusOf(configured.get(request) ?? [])
    return [...request.lines.map(({ sku }) => sku), ...brought].map((sku) => ({ company, sku }))
  })
  const named = known.flatMap(({ companyId, customer: number }) =>
    number === undefined ? [] : [{ companyId, number }],
  )
  const [items, accounts] = await Promise.all([readItems(db, skus), readAccounts(db, named)])
  const wanted = new Map<bigint, { companyId: bigint; itemId: bigint }>()
  for (const { company, sku } of skus) {
    const item = items(company.id, sku)
    if (item?.kind === 'goods') wanted.set(item.id, { companyId: company.id, itemId: item.id })
  }
  return { companies, configured, faults, items, accounts, goods: [...wanted.values()] }
}
