import { readItems, tooFine, type Item } from '../../catalog/index.ts'
import { readCompanies, type Company } from '../../organization/index.ts'
import type { Act } from '../../platform/batch/index.ts'
import { refuseMalformed, type Malformed } from '../../platform/http/index.ts'
import type { Json } from '../../platform/json.ts'
import { formatMicro, type Micro } from '../../platform/money.ts'
import { refuse, type Problem, type Refusal } from '../../platform/outcome.ts'
import { SUPPLY_KINDS } from '../atp-rule.ts'
import { readLocationsOf, type Location } from '../places.ts'
import {
  beginFeedSnapshots,
  completeFeedSnapshots,
  findFeedSnapshots,
  keepFeedPages,
  readFeedPages,
} from './feed-snapshot.sql.ts'
import { hearFeeds, lockFeeds } from './feed.sql.ts'
import { judgeInstant } from './instant.ts'
import { readFeeds, type Feed } from './save-feed.ts'

export interface StockRowSaid {
  sku: string
  onHand: Micro
}

export interface SupplyRowSaid {
  number: string
  sku: string
  location: string
  open: Micro
  dueOn: string
  unitCost: Micro
  kind?: string
}

/** A page of a snapshot. */
export interface PageRequest {
  companyId: bigint
  /** Code of the feed. */
  feed: string
  /** The name that the system gave the snapshot. */
  name: string
  asOf: Date
  /** What it does not name is not there; else it speaks of what it names alone. */
  whole: boolean
  page: number
  /** It is the last one. */
  last: boolean
  /** Hash of what it says: the same page again changes nothing. */
  content: Buffer
  rows:
    | { gives: 'stock'; stock: readonly StockRowSaid[] }
    | { gives: 'supply'; supply: readonly SupplyRowSaid[] }
  malformed?: Malformed
}

/** What became of a page. */
export interface PageTaken {
  ok: true
  id: bigint
  change: 'created' | 'unchanged'
  state: string
  /** Pages that are there. */
  pages: number
  /** Rows of it that we do not know, by sku or number. */
  unknown: string[]
}

/** Pages of a snapshot at most. */
export const MOST_PAGES = 1000

interface Known {
  id: bigint
  asOf: Date
  whole: boolean
  pages: number | null
  state: string
  /** By page, what it says. */
  there: Map<number, Buffer>
}

interface PageFacts {
  companies: Map<bigint, Company>
  feeds: Map<string, Feed>
  items(company: bigint, sku: string): Item | undefined
  locations: Map<bigint, Location[]>
  snapshots: Map<string, Known>
}

/**
 * Takes in a page of a snapshot. Pages may come in any order, twice, and from several at once; nothing follows from them until the
 * last one is there. A page with a wrong row is refused as a whole: what it does not say would count as gone.
 *
 * Refusal: `feed_refused`, every problem at once.
 */
export const takeFeedPage: Act<PageRequest, PageFacts, PageTaken | Refusal> = {
  name: 'inventory.take_feed_page',
  weigh: ({ rows }) => (rows.gives === 'stock' ? rows.stock.length : rows.supply.length) + 1,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const companies = await readCompanies(db, new Set(requests.map((one) => one.companyId)))
    const sound = requests.filter((one) => companies.has(one.companyId))
    const [feeds, locations, items] = await Promise.all([
      readFeeds(db, [...companies.keys()]),
      readLocationsOf(db, companies.values()),
      readItems(
        db,
        sound.flatMap(({ companyId, rows }) =>
          (rows.gives === 'stock' ? rows.stock : rows.supply).map(({ sku }) => ({
            company: companies.get(companyId)!,
            sku,
          })),
        ),
      ),
    ])
    const named = sound.flatMap(({ companyId, feed, name }) => {
      const feedId = feeds.get(`${companyId} ${feed}`)?.id
      return feedId === undefined ? [] : [{ companyId, feedId, name }]
    })
    const found = await db.read(findFeedSnapshots, {
      companyIds: named.map((one) => one.companyId),
      feedIds: named.map((one) => one.feedId),
      names: named.map((one) => one.name),
    })
    const pages = await db.read(readFeedPages, {
      companyIds: found.map((one) => one.company_id),
      snapshotIds: found.map((one) => one.id),
    })
    const snapshots = new Map<string, Known>()
    for (const row of found) {
      const { id, as_of: asOf, whole, pages: most, state } = row
      const there = new Map(
        pages
          .filter((page) => page.company_id === row.company_id && page.snapshot_id === id)
          .map((page) => [page.page, page.content]),
      )
      snapshots.set(`${row.company_id} ${row.feed_id} ${row.name}`, {
        id,
        asOf,
        whole,
        pages: most,
        state,
        there,
      })
    }
    return { companies, feeds, items, locations, snapshots }
  },
  decide(request, facts, context) {
    const { companyId, name, asOf, whole, page, last, content, rows } = request
    const { writes, now } = context
    if (!facts.companies.has(companyId)) return refuse('unknown_company', 'there is no such company')
    const problems: Problem[] = []
    const note = (path: string, code: string, message: string) => problems.push({ path, code, message })
    const feed = facts.feeds.get(`${companyId} ${request.feed}`)
    if (!feed?.active) note('/feed', 'unknown_feed', `there is no active feed ${request.feed}`)
    else if (feed.gives !== rows.gives) note('/feed', 'other_feed', `feed ${feed.code} gives ${feed.gives}`)
    const untimely = judgeInstant(asOf, now)
    if (untimely) note('/asOf', untimely.code, untimely.message)
    const known = feed && facts.snapshots.get(`${companyId} ${feed.id} ${name}`)
    const there = known?.there.get(page)
    const pages = last ? page : (known?.pages ?? null)
    if (known && (known.asOf.getTime() !== asOf.getTime() || known.whole !== whole))
      note('/snapshot', 'other_snapshot', `snapshot ${name} is as of another instant, or of other items`)
    else if (known && known.state !== 'coming' && !there && known.there.size > 0)
      note('/page', 'complete', `snapshot ${name} has ${known.pages ?? known.there.size} pages`)
    else if (there && !there.equals(content))
      note('/page', 'page_differs', `page ${page} of snapshot ${name} came before, and said something else`)
    else if (known?.pages != null && (page > known.pages || (last && page !== known.pages)))
      note('/page', 'past_last', `page ${known.pages} of snapshot ${name} was its last one`)
    else if (last && known && [...known.there.keys()].some((one) => one > page))
      note('/page', 'past_last', `snapshot ${name} has a page behind this one`)
    const { taken, unknown } = takenOf(request, facts, note)
    if (request.malformed) return refuseMalformed(request.malformed, problems)
    if (problems.length > 0 || !feed) return refuse('feed_refused', problems)

    writes.add(lockFeeds, { companyId, feedId: feed.id })
    writes.add(hearFeeds, { companyId, feedId: feed.id, heardAt: now, asOf })
    // It is over, and its rows are gone: whoever sends it again is told what became of it.
    const over = known !== undefined && known.state !== 'coming'
    const snapshot = known ?? {
      id: context.ids.next(),
      asOf,
      whole,
      pages,
      state: 'coming',
      there: new Map(),
    }
    const outcome = (change: PageTaken['change']): PageTaken => ({
      ok: true,
      id: snapshot.id,
      change,
      state: snapshot.state,
      pages: snapshot.there.size,
      unknown,
    })
    if (over || (there && snapshot.pages === pages)) return outcome('unchanged')
    facts.snapshots.set(`${companyId} ${feed.id} ${name}`, snapshot)
    snapshot.pages = pages
    const { id } = snapshot
    writes.add(beginFeedSnapshots, { companyId, feedId: feed.id, name, id, asOf, whole, pages, begunAt: now })
    if (!there) {
      snapshot.there.set(page, content)
      writes.add(keepFeedPages, { companyId, snapshotId: id, page, content, ...taken, unknown })
    }
    writes.add(completeFeedSnapshots, { companyId, id, completedAt: now })
    if (snapshot.pages === snapshot.there.size) snapshot.state = 'complete'
    return outcome('created')
  },
  lock({ feeds }, locks) {
    for (const { companyId, id: feedId } of feeds.values()) locks.add(lockFeeds, { companyId, feedId })
  },
}

interface Taken {
  itemIds: bigint[]
  quantities: Micro[]
  supplies: Json | null
}

/** What of the rows counts. What we do not know has no stock here; it is told. */
function takenOf(
  { companyId, rows }: PageRequest,
  { items, locations }: Pick<PageFacts, 'items' | 'locations'>,
  note: (path: string, code: string, message: string) => void,
): { taken: Taken; unknown: string[] } {
  const unknown: string[] = []
  if (rows.gives === 'stock') {
    const taken: Taken = { itemIds: [], quantities: [], supplies: null }
    const skus = new Set<string>()
    rows.stock.forEach(({ sku, onHand }, index) => {
      const item = items(companyId, sku)
      if (skus.has(sku)) note(`/rows/${index}/sku`, 'said_twice', `${sku} stands above: say all of it once`)
      skus.add(sku)
      if (onHand < 0n) note(`/rows/${index}/onHand`, 'bad_quantity', 'a quantity of 0 or more')
      if (item?.kind !== 'goods') return void unknown.push(sku)
      const fine = tooFine(item, onHand)
      if (fine) note(`/rows/${index}/onHand`, fine.code, fine.message)
      taken.itemIds.push(item.id)
      taken.quantities.push(onHand)
    })
    return { taken, unknown }
  }
  const numbers = new Set<string>()
  const supplies: Json[] = []
  rows.supply.forEach(({ number, sku, location, open, dueOn, unitCost, kind = 'purchase_order' }, index) => {
    const item = items(companyId, sku)
    const place = locations.get(companyId)?.find(({ code }) => code === location)
    if (numbers.has(number))
      note(`/rows/${index}/number`, 'said_twice', `supply order ${number} stands above`)
    numbers.add(number)
    if (open < 0n) note(`/rows/${index}/open`, 'bad_quantity', 'a quantity of 0 or more')
    if (unitCost < 0n) note(`/rows/${index}/unitCost`, 'bad_price', 'a cost of 0 or more')
    if (!(SUPPLY_KINDS as readonly string[]).includes(kind))
      note(`/rows/${index}/kind`, 'unknown_kind', `one of ${SUPPLY_KINDS.join(', ')}`)
    if (item?.kind !== 'goods' || !place) return void unknown.push(number)
    const fine = tooFine(item, open)
    if (fine) note(`/rows/${index}/open`, fine.code, fine.message)
    const row = { number, itemId: String(item.id), locationId: String(place.id), dueOn, kind }
    supplies.push({ ...row, open: formatMicro(open), unitCost: formatMicro(unitCost) })
  })
  return { taken: { itemIds: [], quantities: [], supplies }, unknown }
}
