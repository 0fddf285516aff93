import { readItems, tooFine, type Item } from '../../catalog/index.ts'
import {
  announceSupply,
  costAt,
  countReceived,
  judgeFeedMove,
  judgeInstant,
  lockFeedMoves,
  openGate,
  readFeedFacts,
  readLocationsOf,
  readSupply,
  stockOf,
  takeInStock,
  watchDemand,
  writeFeedMove,
  writeOffStock,
  type FeedCause,
  type FeedFacts,
  type Gone,
  type Location,
  type Supply,
  type Uncounted,
} from '../../inventory/index.ts'
import { businessDate, RATE_ONE, readCompanies, type Company } from '../../organization/index.ts'
import type { Act, Context } from '../../platform/batch/index.ts'
import { refuseMalformed, type Malformed } from '../../platform/http/index.ts'
import type { Json } from '../../platform/json.ts'
import { keyed, type Answered, type MayBeKeyed } from '../../platform/keyed.ts'
import { formatMicro, mulPriceQuantity, type Micro } from '../../platform/money.ts'
import { refuse, type Problem, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import { concludeProgress, lockProgress, type Progress } from '../plan/progress.ts'
import { readServing, serveWaiting, watchGate, type Waiting } from '../waiting/serve-waiting.ts'

/** Goods that came in, were counted, or are announced. */
export interface StockRequest extends MayBeKeyed {
  companyId: bigint
  actor: string
  /** `announcement`: supply that is on its way, promised from now on. */
  kind: 'opening' | 'receipt' | 'adjustment' | 'announcement'
  sku: string
  /** Code of the location. */
  location: string
  /** Negative for an adjustment that found too little. */
  quantity: Micro
  /** Major units of the books' currency; null: that of the supply order, or (adjustment) the current cost. */
  unitCost: Micro | null
  /** Number of the supply order that is announced or received. */
  supplyNumber: string | null
  /** What kind of supply is announced; undefined: a purchase order. */
  supplyKind?: string
  /** Business date; of an announcement the due date, today if that is over. null: today */
  on: string | null
  /** For an item that has no cost pool yet. */
  standardCost: Micro | null
  /** An opening that adds to what was opened: the import of a folder that has grown since. */
  addsToOpening?: boolean
  /** It is refused for this, and for what else is wrong with it. */
  malformed?: Malformed
  /** Of a receipt of a day before: what left its pool since. */
  gone?: Gone | Uncounted
  /** An outside system said so. */
  feed?: FeedCause
}

interface StockActFacts {
  progress: Progress
  companies: Map<bigint, Company>
  items(company: bigint, sku: string): Item | undefined
  supplies: Map<string, Supply>
  waiting: Waiting
  feeds: FeedFacts
}

/**
 * Takes in goods at their cost (D9 rows 41, 42, 43), counts them against their supply order, and gives them to the
 * demand that waits for them: backordered lines go on by themselves (P-27). What is announced frees what earlier promises
 * counted on, and is promised to those who wait without a day, before anybody new can have it.
 */
const receive: Act<StockRequest, StockActFacts, Answered | Refusal> = {
  name: 'orchestration.receive_stock',
  weigh: () => 3,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const companies = await readCompanies(db, new Set(requests.map((request) => request.companyId)))
    const sound = requests.filter((request) => companies.has(request.companyId))
    const [items, supplies, locations] = await Promise.all([
      readItems(
        db,
        sound.map(({ companyId, sku }) => ({ company: companies.get(companyId)!, sku })),
      ),
      readSupply(
        db,
        sound.flatMap(({ companyId, supplyNumber }) =>
          supplyNumber === null ? [] : [{ companyId, number: supplyNumber }],
        ),
      ),
      readLocationsOf(db, companies.values()),
    ])
    const wanted = sound.flatMap(({ companyId, sku, location, kind, quantity }) => {
      const item = items(companyId, sku)
      const comes = quantity < 0n ? 0n : quantity
      const [incoming, announced] = kind === 'announcement' ? [0n, comes] : [comes, 0n]
      const locationId = locations.get(companyId)?.find(({ code }) => code === location)?.id ?? null
      return item ? [{ companyId, itemId: item.id, locationId, incoming, announced }] : []
    })
    const needs = { companyIds: [...companies.keys()] }
    const feeds = await readFeedFacts(db, sound, ({ companyId, sku }) => items(companyId, sku)?.id)
    const { progress, waiting } = await readServing(db, [], wanted, needs)
    return { progress, companies, items, supplies, waiting, feeds }
  },
  lock({ progress, feeds }, locks) {
    lockFeedMoves(feeds, locks)
    lockProgress(progress, locks)
  },
  decide(request, facts, context): Answered | Refusal {
    const { companyId, sku } = request
    const company = facts.companies.get(companyId)
    if (!company) return refuse('unknown_company', 'there is no such company')
    const problems: Problem[] = []
    const note = (path: string, code: string, message: string) => problems.push({ path, code, message })
    const item = facts.items(companyId, sku)
    const location = facts.progress.stock.locations
      .get(companyId)
      ?.find((one) => one.code === request.location)
    const supply =
      request.supplyNumber === null ? undefined : facts.supplies.get(`${companyId}/${request.supplyNumber}`)
    if (!item) note('/sku', 'unknown_item', `there is no item ${sku}`)
    else if (item.kind !== 'goods') note('/sku', 'no_stock', `item ${sku} is a ${item.kind}: it has no stock`)
    if (!location) note('/location', 'unknown_location', `there is no location ${request.location}`)
    if (request.kind !== 'adjustment' && request.quantity <= 0n)
      note('/quantity', 'bad_quantity', 'a quantity above 0')
    else if (request.quantity === 0n) note('/quantity', 'bad_quantity', 'a quantity above or below 0')
    const fine = item && tooFine(item, request.quantity)
    // A count may put right what was kept more finely before.
    const after = (at: Location) =>
      request.quantity + stockOf(facts.progress.stock, companyId, item!.id, at.id).onHand
    if (fine && !(request.kind === 'adjustment' && location && !tooFine(item, after(location))))
      note('/quantity', fine.code, fine.message)
    if (request.kind === 'announcement') {
      if (request.supplyNumber === null) note('/number', 'required', 'a supply order has a number')
      else if (supply) note('/number', 'known', `supply order ${request.supplyNumber} is known`)
      if (request.on === null) note('/dueOn', 'required', 'a supply order has a due date')
    } else if (request.supplyNumber !== null && !supply) {
      note('/supplyNumber', 'unknown_supply', `there is no supply order ${request.supplyNumber}`)
    } else if (
      supply &&
      item &&
      location &&
      (supply.itemId !== item.id || supply.locationId !== location.id)
    ) {
      note('/supplyNumber', 'other_supply', `supply order ${supply.number} is of another item or location`)
    }
    if (request.kind !== 'announcement' && request.on !== null) {
      const today = businessDate(company, context.now)
      if (request.on > today) note('/on', 'in_future', 'goods came or were counted today or before')
      else if (request.on < today && !facts.progress.books.hasPeriod(companyId, request.on))
        note('/on', 'no_period', `the books have no period with ${request.on}`)
    }
    const { gone } = request
    if (gone && 'uncountedOn' in gone) note('/on', 'not_counted', sayUncounted(gone, company, context))
    if (request.kind === 'opening' && !request.addsToOpening && item && location) {
      const { opened } = stockOf(facts.progress.stock, companyId, item.id, location.id)
      const message = `item ${item.sku} was opened at ${location.code}: what comes now is received or counted`
      if (opened) note('/location', 'opened_before', message)
    }
    const unitCost = request.unitCost ?? supply?.unitCost ?? currentCost(facts, companyId, item, location)
    if (unitCost === null && request.quantity > 0n)
      note('/unitCost', 'cost_required', 'the cost of a unit is needed')
    if (request.unitCost !== null && request.unitCost < 0n)
      note('/unitCost', 'bad_price', 'a cost of 0 or more')
    if (request.standardCost !== null && request.standardCost < 0n)
      note('/standardCost', 'bad_price', 'a cost of 0 or more')
    const { feed } = request
    const told = feed && item && judgeFeedMove(request, feed, item.id, facts.feeds)
    const untimely = feed && 'asOf' in feed && judgeInstant(feed.asOf, context.now)
    // What was taken in stays known when it comes again.
    if (untimely && told !== 'known') note('/asOf', untimely.code, untimely.message)
    if (told === 'other') note('/id', 'other_event', 'this id said something else before')
    if (told === 'over') note('', 'no_difference', 'there is no such open difference')
    if (request.malformed) return refuseMalformed(request.malformed, problems)
    if (problems.length > 0 || !item || !location) return refuse('stock_refused', problems)
    if (feed && (told === 'known' || told === 'covered')) {
      if (told === 'covered')
        writeFeedMove(request, feed, facts.feeds, context, { itemId: item.id, move: null })
      return { ok: true, answer: { change: told === 'known' ? 'unchanged' : 'covered' } }
    }
    const { kind } = request
    return kind === 'announcement'
      ? announce(request, facts, context, { company, item, location })
      : takeIn(request, facts, context, {
          kind,
          company,
          item,
          location,
          supply,
          unitCost: unitCost ?? 0n,
          gone: gone && 'since' in gone ? gone : undefined,
        })
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
}

export const receiveStock = keyed(receive)

/**
 * The same for calls with receipts of a day before, in batches of their own: what left since costs something else, as a variance
 * of the receipt (A14-4). `receive-goods.ts` counts what left.
 */
export const receiveBackDated = keyed({ ...receive, name: 'orchestration.receive_back_dated' })

function sayUncounted({ uncountedOn }: Uncounted, company: Company, { now }: Context): string {
  const instead =
    uncountedOn < businessDate(company, now) ? `today, or of a day after ${uncountedOn}` : 'today'
  return `what left on ${uncountedOn} and since could not be counted in time: enter it as of ${instead}`
}

/** What a unit costs where it is counted (D9 row 43). */
function currentCost(
  facts: StockActFacts,
  companyId: bigint,
  item: Item | undefined,
  location: Location | undefined,
): Micro | null {
  if (!item || !location) return null
  return costAt(facts.progress.stock, companyId, location.costOrganization, item.id)
}

function announce(
  request: StockRequest,
  facts: StockActFacts,
  context: Context,
  { company, item, location }: Pick<Arrival, 'company' | 'item' | 'location'>,
): Answered {
  const { companyId, quantity } = request
  const number = request.supplyNumber!
  const today = businessDate(company, context.now)
  // What is late already has not come yet: nobody can be promised it before today.
  const dueOn = request.on! < today ? today : request.on!
  const supply = {
    companyId,
    number,
    itemId: item.id,
    locationId: location.id,
    dueOn,
    quantity,
    unitCost: request.unitCost!,
    kind: request.supplyKind ?? 'purchase_order',
  }
  const id = announceSupply(facts.progress.stock, context, supply)
  facts.supplies.set(`${companyId}/${number}`, { ...supply, id, received: 0n })
  stockOf(facts.progress.stock, companyId, item.id, location.id).supplies.push({
    on: dueOn,
    quantity,
    kind: supply.kind,
  })
  watchDemand(facts.progress.stock, companyId, item.id)
  serveWaiting(facts, context, company, { companyId, itemId: item.id }, request.actor)
  return { ok: true, answer: { id: encodeId('sup', id), number, quantity: formatMicro(quantity), dueOn } }
}

interface Arrival {
  kind: Exclude<StockRequest['kind'], 'announcement'>
  company: Company
  item: Item
  location: Location
  supply: Supply | undefined
  unitCost: Micro
  gone: Gone | undefined
}

function takeIn(request: StockRequest, facts: StockActFacts, context: Context, arrival: Arrival): Answered {
  const { kind, company, item, location, supply, unitCost } = arrival
  const { progress } = facts
  const { companyId } = request
  const on = request.on ?? businessDate(company, context.now)
  const { feed } = request
  const rootId = supply?.id ?? (feed && 'snapshotId' in feed ? feed.snapshotId : context.ids.next())
  // By its source a comparison tells what a feed moved by itself from what moved with us.
  const sourceId = feed?.feedId ?? rootId
  const lacking = request.quantity < 0n
  const quantity = lacking ? -request.quantity : request.quantity
  const events = { opening: 'stock.opened', receipt: 'stock.received', adjustment: 'stock.adjusted' } as const
  const entry = progress.books.openComputed(context, {
    companyId,
    event: feed && kind === 'adjustment' ? 'stock.reconciled' : events[kind],
    postedOn: on,
    sourceType: 'stock',
    sourceId: rootId,
    causeId: null,
    currency: company.currency,
    rateE10: RATE_ONE,
  })
  const move = {
    companyId,
    rootId,
    sourceId,
    itemId: item.id,
    locationId: location.id,
    costOrganization: location.costOrganization,
    digits: company.digits,
    quantity,
    entry,
    question: { orderType: '', itemClass: item.itemClass },
    lineId: null,
  }
  const at = stockOf(progress.stock, companyId, item.id, location.id)
  let moveId: bigint
  if (lacking) {
    moveId = writeOffStock(progress.stock, progress.books, context, {
      ...move,
      why: feed ? 'reconciled' : 'counted',
    })
    at.onHand -= quantity
  } else {
    moveId = takeInStock(progress.stock, progress.books, context, {
      ...move,
      kind: feed && kind === 'adjustment' ? 'reconciled' : kind,
      value: mulPriceQuantity(unitCost, quantity, company.digits),
      method: request.standardCost === null ? 'moving_average' : 'standard',
      standardCost: request.standardCost ?? undefined,
      gone: arrival.gone,
    })
    at.onHand += quantity
    if (kind === 'opening' && !at.opened) openGate(progress.stock, companyId, item.id, location.id)
    if (supply) countReceived(progress.stock, supply, quantity, context)
    watchGate(progress, { companyId, itemId: item.id }, location.id)
    serveWaiting(facts, context, company, { companyId, itemId: item.id }, request.actor)
  }
  if (feed)
    writeFeedMove(request, feed, facts.feeds, context, { itemId: item.id, move: { rootId, id: moveId } })
  return {
    ok: true,
    answer: {
      ...(feed && { change: 'created' }),
      id: encodeId('mov', moveId),
      sku: item.sku,
      location: location.code,
      quantity: formatMicro(request.quantity),
      on,
      ...(supply && { supplyOrder: stateOf(supply) }),
    },
  }
}

/** A supply order as it stands now; more than was ordered may come, and is said. */
function stateOf({ number, quantity, received }: Supply): Json {
  const over = received > quantity ? received - quantity : 0n
  return {
    number,
    quantity: formatMicro(quantity),
    received: formatMicro(received),
    over: formatMicro(over),
  }
}
