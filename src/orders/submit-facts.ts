import { randomBytes } from 'node:crypto'
import { readItems, readPublishedModels, type Item } from '../catalog/index.ts'
import {
  findAccount,
  readAccounts,
  readPlaces,
  type AccountPicture,
  type Places,
} from '../customers/index.ts'
import {
  addSourcing,
  itemsHeld,
  readSnapshots,
  readStock,
  readTemporaryReservations,
  type Snapshots,
  type StockFacts,
  type TemporaryReservations,
} from '../inventory/index.ts'
import { readCompanies, readRateTable, type Company, type RateTable } from '../organization/index.ts'
import { Fault } from '../platform/batch/index.ts'
import { SEAL_BYTES } from '../platform/blob.ts'
import type { Reader } from '../platform/database/index.ts'
import { readOffers, type Offer } from '../pricing/index.ts'
import { readRateBook, type RateBook } from '../tax/index.ts'
import { readConfigured, skusOf, type ConfiguredLine, type Share } from './explode.ts'
import { withSources } from './outside.ts'
import { readCustomerReferences, readSourceKeys } from './orders.sql.ts'
import { wantedAddresses, wantedSites, withSiteCountry } from './place.ts'
import { readReceptions, type Reception } from './recognize.ts'
import { givenPriority, keyedId, lineNumbers, type SubmitRequest } from './submit-request.ts'
import { understand, type Understood } from './transform.ts'

/** What came under a key in one version. */
export interface KnownVersion {
  orderId: bigint
  bodyHash: Buffer
  isDraft: boolean
}

/** Everything that a batch of orders is decided on. */
export interface SubmitFacts {
  companies: Map<bigint, Company>
  receptions: Map<bigint, Reception>
  /** Every request whose company is known, in our words; or the fault of its own that its rules threw. */
  understood: Map<SubmitRequest, Understood>
  faults: Map<SubmitRequest, Fault>
  /** Configured lines of the requests that have any. */
  configured: Map<SubmitRequest, ConfiguredLine[]>
  accounts: AccountPicture
  places: Places
  items(company: bigint, sku: string): Item | undefined
  offers: Map<bigint, Offer>
  rates: RateBook
  exchange: RateTable
  stock: StockFacts
  snapshots: Snapshots
  /** What carts hold for the orders that name them. */
  reservations: TemporaryReservations
  /** By company/source/`keyedId`: version → order. */
  keys: Map<string, Map<number, KnownVersion>>
  references: Map<string, bigint>
  /** SEAL_BYTES of chance a request; used from the front. */
  chance: Buffer
  sealed: number
}

/**
 * Reads the facts of a batch: two round trips while the set-up of its companies is in memory, two more when it is not.
 *
 * @param standing stock that was read before, with everything that the requests may be of; what they promise is taken out of it
 */
export async function readSubmit(
  db: Reader,
  requests: readonly SubmitRequest[],
  standing?: StockFacts,
): Promise<SubmitFacts> {
  const companyIds = new Set(requests.map((request) => request.companyId))
  const [companies, keys, reservations, accounts] = await Promise.all([
    readCompanies(db, companyIds),
    readKeys(db, requests),
    readTemporaryReservations(
      db,
      requests.flatMap((request) => reservationNamed(request) ?? []),
    ),
    readAccounts(
      db,
      requests.map(({ companyId, input: { customer } }) => ({
        companyId,
        number: customer.account,
        made: customer.create !== undefined,
      })),
      requests.map(({ companyId, partnerId: makerId, input: { customer } }) => ({
        companyId,
        number: customer.account,
        makerId,
      })),
    ),
  ])
  const known = [...companies.values()]
  const { receptions, sites, understood, faults, configured, items, rates, exchange, all } = await hear(
    db,
    requests,
    companies,
    accounts,
    null,
  )
  const [offers, snapshots, stock, references, addresses] = await Promise.all([
    readOffers(db, known, all, accounts.byId.values()),
    readSnapshots(db, known, all),
    standing ??
      readStock(
        db,
        known,
        withHeld(
          all.filter((item) => item.kind === 'goods'),
          itemsHeld(reservations),
        ),
      ),
    readReferences(db, understood, receptions, accounts),
    readPlaces(db, wantedAddresses(understood, accounts)),
  ])
  await addSourcing(
    db,
    stock,
    known,
    all.filter((item) => item.kind === 'goods'),
  )
  const chance = randomBytes(SEAL_BYTES * requests.length)
  return {
    companies,
    receptions,
    understood,
    faults,
    configured,
    accounts,
    places: { ...addresses, sites },
    items,
    offers: withSources(offers, snapshots, all),
    rates,
    exchange,
    stock,
    snapshots,
    reservations,
    keys,
    references,
    chance,
    sealed: 0,
  }
}

/** The cart that an order comes of. Who sees some accounts only holds no goods, and takes none of others. */
export function reservationNamed({
  companyId,
  input,
  ownIds,
  historic,
}: SubmitRequest): { companyId: bigint; key: string } | undefined {
  const { reservationKey: key } = input
  // The past left as it did.
  return typeof key !== 'string' || ownIds || historic ? undefined : { companyId, key }
}

type ItemKey = { companyId: bigint; itemId: bigint }

/** What a cart held may be none of what is ordered: it is freed all the same. */
function withHeld(goods: readonly ItemKey[], held: readonly ItemKey[]): readonly ItemKey[] {
  if (held.length === 0) return goods
  return [...new Map([...goods, ...held].map((one) => [`${one.companyId}/${one.itemId}`, one])).values()]
}

/** Orders in our words, and what their items cost besides: what pricing begins with. */
export interface Heard {
  receptions: Map<bigint, Reception>
  sites: Places['sites']
  /** Every request whose company is known; or the fault of its own that its rules threw. */
  understood: Map<SubmitRequest, Understood>
  faults: Map<SubmitRequest, Fault>
  /** Configured lines of the orders that have any. */
  configured: Map<SubmitRequest, ConfiguredLine[]>
  items(company: bigint, sku: string): Item | undefined
  rates: RateBook
  exchange: RateTable
  /** Every item that is asked for, once. */
  all: ({ companyId: bigint; itemId: bigint } & Pick<Item, 'kind' | 'itemClass'>)[]
}

/**
 * Understands requests and looks up what they name.
 *
 * @param shares configured lines that are answered of requests that share them; null: each has its own
 */
export async function hear(
  db: Reader,
  requests: readonly SubmitRequest[],
  companies: ReadonlyMap<bigint, Company>,
  accounts: AccountPicture,
  shares: ReadonlyMap<SubmitRequest, Share> | null,
): Promise<Heard> {
  const known = [...companies.values()]
  const sound = requests.filter((request) => companies.has(request.companyId))
  // Before anything else is looked up: rules may give other items and references than were stated.
  const [receptions, models, { sites }] = await Promise.all([
    readReceptions(db, known),
    readPublishedModels(db, known),
    readPlaces(db, wantedSites(sound, accounts)),
  ])
  const understood: Heard['understood'] = new Map()
  const faults: Heard['faults'] = new Map()
  for (const request of sound) {
    try {
      const stated = withSiteCountry(request, accounts, sites)
      const reception = receptions.get(request.companyId)!
      understood.set(request, understand(reception, stated, lineNumbers(request), givenPriority(request)))
    } catch (error) {
      // A read that throws is the fault of the whole batch: kept until its own decision.
      faults.set(request, new Fault((error as Error).message, 'decision_failed', error))
    }
  }
  // The past was sold as it was.
  const asked = [...understood].filter(([{ historic }]) => !historic)
  const lines = new Map(asked.map(([request, { input }]) => [request, input.lines]))
  const { configured, faults: wrong } = await readConfigured(db, lines, companies, models, shares)
  for (const [request, error] of wrong) {
    understood.delete(request)
    faults.set(request, new Fault(error.message, 'decision_failed', error))
  }
  const skus = [...understood].flatMap(([request, { input }]) => {
    const company = companies.get(request.companyId)!
    const brought = skusOf(configured.get(request) ?? []).map((sku) => ({ company, sku }))
    return [...input.lines.map((line) => ({ company, sku: line.sku })), ...brought]
  })
  const [rates, exchange, items] = await Promise.all([
    readRateBook(db, known),
    readRateTable(db, known),
    readItems(db, skus),
  ])
  const wanted = new Map<string, { companyId: bigint; itemId: bigint } & Pick<Item, 'kind' | 'itemClass'>>()
  for (const { company, sku } of skus) {
    const item = items(company.id, sku)
    if (!item) continue
    const { id: itemId, kind, itemClass } = item
    wanted.set(`${company.id}/${itemId}`, { companyId: company.id, itemId, kind, itemClass })
  }
  const all = [...wanted.values()]
  return { receptions, sites, understood, faults, configured, items, rates, exchange, all }
}

/** Sources of companies with their business time, for what is judged without an order. */
export async function readSources(
  db: Reader,
  companyIds: ReadonlySet<bigint>,
): Promise<Map<bigint, { company: Company; sources: Reception['sources'] }>> {
  const companies = await readCompanies(db, companyIds)
  const receptions = await readReceptions(db, companies.values())
  return new Map(
    [...companies].map(([id, company]) => [id, { company, sources: receptions.get(id)!.sources }]),
  )
}

async function readKeys(db: Reader, requests: readonly SubmitRequest[]): Promise<SubmitFacts['keys']> {
  const rows = await db.read(readSourceKeys, {
    companyIds: requests.map((request) => request.companyId),
    sources: requests.map((request) => request.input.source),
    externalIds: requests.map(keyedId),
  })
  const keys: SubmitFacts['keys'] = new Map()
  for (const row of rows) {
    const name = `${row.company_id}/${row.source}/${row.external_id}`
    let versions = keys.get(name)
    if (!versions) keys.set(name, (versions = new Map()))
    versions.set(row.version, { orderId: row.order_id, bodyHash: row.body_hash, isDraft: row.is_draft })
  }
  return keys
}

/** Buyers' own numbers are looked up only where the source says that a repeated one matters (A1-13). */
async function readReferences(
  db: Reader,
  understood: SubmitFacts['understood'],
  receptions: Map<bigint, Reception>,
  accounts: AccountPicture,
): Promise<Map<string, bigint>> {
  const asked = [...understood].flatMap(([{ companyId }, { input }]) => {
    const source = receptions.get(companyId)!.sources.get(input.source)
    const account = findAccount(accounts, companyId, input.customer.account)
    if (!source || source.duplicateReference === 'ignore' || !account || !input.customerReference) return []
    return [{ companyId, accountId: account.id, ref: input.customerReference }]
  })
  if (asked.length === 0) return new Map()
  const rows = await db.read(readCustomerReferences, {
    companyIds: asked.map((one) => one.companyId),
    accountIds: asked.map((one) => one.accountId),
    refs: asked.map((one) => one.ref),
  })
  return new Map(
    rows.map((row) => [`${row.company_id}/${row.account_id}/${row.customer_reference}`, row.order_id]),
  )
}
