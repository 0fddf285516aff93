import type { Buyer } from './allocation.ts'
import type { Context, WriteSet } from '../platform/batch/index.ts'
import type { Reader, RowOf } from '../platform/database/index.ts'
import type { Micro } from '../platform/money.ts'
import type { Versioned } from '../platform/picture.ts'
import { noAtp, readAtp, termsAt, type AtpFacts } from './atp-setup.ts'
import { refusedBy, type RefusedBy } from './backorder.ts'
import { noMoves, type CostedMoves } from './costed.ts'
import { daysAt, leadsThere, readLocationsOf, type Location, type Way } from './places.ts'
import { noReservations, reserve, writeReservations, type Reservations } from './reservation.ts'
import { buyerOf, keepUse, noAllocation, shareOfBuyer, writeShares, type AllocationFacts } from './shares.ts'
import { lockGiven, noSourcing, writeLoads, type SourcingFacts } from './sourcing-setup.ts'
import {
  freeAt,
  putBack,
  sourceLines,
  type Candidate,
  type SourcedPart,
  type StockAt,
  type StockPicture,
} from './sourcing.ts'
import {
  insertGates,
  insertPlannedDemand,
  lockItemGates,
  lockStockGates,
  moveGates,
  noteShortages,
  readGates,
  readOpenSupply,
  readDatedDemand,
  readUnitCosts,
} from './stock.sql.ts'

export interface GateAt extends StockAt {
  horizonVersion: bigint
  /** On hand less reserved and safety as it was read; undefined: the gate was not there. */
  freeRead?: Micro
  /** The stock to begin with was entered. */
  opened: boolean
}

/** What a batch does to one gate. */
interface GateMove {
  companyId: bigint
  itemId: bigint
  locationId: bigint
  onHand: Micro
  reserved: Micro
  /** On-hand quantity that was decided to fit; asked again under the lock. */
  promised: Micro | null
  /** The same, with what a search kept back beyond it: it has to be there, too. */
  fits: Micro | null
  /** Of what was reserved, what this batch set free: it may promise that, too. */
  givenUp: Micro
  /** Set when nothing was found to be free: more than this under the lock is decided again. */
  freeAtMost: Micro | null
  /** Set when a share of it was weighed: less than this under the lock is decided again. */
  freeAtLeast: Micro | null
  /** Set when nothing was found to come: more open supply of the item than this is decided again, too. */
  supplyAtMost: Micro | null
  /** Set when a dated promise was weighed. */
  horizonVersion: bigint | null
  horizonStep: number
  /** The stock to begin with is entered by this batch; asked again under the lock. */
  opened: boolean
  /** Set when goods leave by our own word: not while more is reserved than is there. */
  covered: boolean
  /** Who was promised goods before may have those of the safety stock. */
  pastSafety: boolean
  /** What was taken away that nothing was reserved for. */
  taken: Micro
}

/** The stock of the items of a batch, by company, as read without locks, and what the batch does to it. */
export interface StockFacts {
  locations: Map<bigint, Location[]>
  stock: Map<bigint, StockPicture>
  /** Unit cost by company/cost organization/item. */
  costs: Map<string, Micro>
  moves: Map<string, GateMove>
  costed: CostedMoves
  reservations: Reservations
  newGates: Set<string>
  /** Rules by which places are searched; of what was read without them none. */
  sourcing: SourcingFacts
  /** What is shared out between channels; of what was read without it nothing is. */
  allocation: AllocationFacts
  /** Rules of what is available; none: by the built-in one. */
  atp: AtpFacts
}

/** A line that wants goods. `rootId` and `sourceId` are the caller's, opaque. */
export interface Want {
  companyId: bigint
  itemId: bigint
  quantity: Micro
  requestedOn: string
  allowSplit: boolean
  /** Whether its customer and its item let what nobody has wait; undefined: it waits anywhere. */
  backorders?: { customer: boolean; item: boolean } | undefined
  /** Its customer takes no line in parts, whoever asks for it. */
  whole?: true
  /** The smallest first part when it is split; null: whatever there is. */
  minSplit: Micro | null
  /** The only place that may serve it; null: any. */
  boundTo: bigint | null
  /** HH:MM of now, in the time zone of the company. */
  time: string
  /** The day by which it is to arrive; null: `requestedOn` says when it is to leave. */
  arriveOn: string | null
  /** How and where to it goes; null: it is collected, or nobody said. */
  way: Way | null
  /** A part of a configured line: what is configured is shared out as the whole only (A10-19). */
  ofConfigured?: boolean
}

/** What a sourcing rule says of the places of a line. */
export interface LinePlan {
  /** In the order in which they are asked; no others are. */
  asked: readonly bigint[]
  /** Why others may not serve. */
  barred: ReadonlyMap<bigint, string>
  /** What of the item is kept back at a place. */
  kept: ReadonlyMap<bigint, Micro>
  split: boolean
  minFillPercent: number
  /** Of the whole order, and those that serve it already. */
  maxPlaces: number
  joined?: ReadonlySet<bigint>
}

/** A part of a line, with the days that calendars gave it. */
export interface PromisedPart extends SourcedPart {
  /** The day on which its place was to ship; undefined: as the line says. */
  wantedOn?: string
  /** The day on which its place begins to pick. */
  startsOn?: string
  /** The day on which it arrives; undefined: nobody said how long it takes. */
  arrivesOn?: string
  /** Where it is shared out: the plan, the node of the order ('': none), and what is free and others' share, now. */
  allocation?: { plan: string; node: string; toOthers: Micro }
  /** It is a backorder that may not wait, by whose word (B6-1). */
  refused?: RefusedBy
}

/** Reads locations (kept in memory), gates, open supply and planned demand of items. */
export async function readStock(
  db: Reader,
  companies: Iterable<Versioned>,
  items: readonly { companyId: bigint; itemId: bigint }[],
): Promise<StockFacts> {
  const companyIds = items.map((item) => item.companyId)
  const itemIds = items.map((item) => item.itemId)
  const none = items.length === 0
  const known = [...companies]
  const [locations, gates, supplies, demands, costs, atp] = await Promise.all([
    readLocationsOf(db, known),
    none ? [] : db.read(readGates, { companyIds, itemIds }),
    none ? [] : db.read(readOpenSupply, { companyIds, itemIds }),
    none ? [] : db.read(readDatedDemand, { companyIds, itemIds }),
    none ? [] : readCosts(db, known, items),
    readAtp(db, known, items),
  ])
  const facts = { ...emptyStock(locations), atp }
  for (const row of gates) {
    const at = stockAt(facts, row.company_id, row.item_id, row.location_id)
    at.onHand = row.on_hand
    at.reserved = row.reserved
    at.safety = row.safety
    at.horizonVersion = row.horizon_version
    at.opened = row.opened
    at.freeRead = row.on_hand - row.reserved - row.safety
    facts.newGates.delete(gateKey(row.company_id, row.item_id, row.location_id))
  }
  for (const row of supplies) {
    stockAt(facts, row.company_id, row.item_id, row.location_id).supplies.push({
      on: row.due_on,
      quantity: row.open,
      kind: row.kind,
    })
  }
  for (const row of demands) {
    const at = stockAt(facts, row.company_id, row.item_id, row.location_id)
    at.demands.push({ on: row.promised_on!, quantity: row.quantity })
  }
  keepCosts(facts, costs)
  return facts
}

function keepCosts(facts: StockFacts, rows: readonly RowOf<typeof readUnitCosts>[]): void {
  for (const row of rows) {
    const key = `${row.company_id}/${row.cost_organization}/${row.item_id}`
    facts.costs.set(key, row.unit_cost)
  }
}

/** Adds the costs of items to a picture that was read without them. */
export async function addCosts(
  db: Reader,
  facts: StockFacts,
  companies: readonly Versioned[],
  items: readonly { companyId: bigint; itemId: bigint }[],
): Promise<void> {
  keepCosts(facts, await readCosts(db, companies, items))
}

/** Costs of items in every cost organization of their company, by key; a pool that is not there has none. */
async function readCosts(
  db: Reader,
  companies: readonly Versioned[],
  items: readonly { companyId: bigint; itemId: bigint }[],
): Promise<RowOf<typeof readUnitCosts>[]> {
  const organizations = new Map<bigint, bigint[]>()
  for (const [companyId, locations] of await readLocationsOf(db, companies))
    organizations.set(companyId, [...new Set(locations.map((location) => location.costOrganization))])
  const keys = items.flatMap(({ companyId, itemId }) =>
    (organizations.get(companyId) ?? []).map((organization) => ({ companyId, organization, itemId })),
  )
  return db.read(readUnitCosts, {
    companyIds: keys.map((key) => key.companyId),
    costOrganizations: keys.map((key) => key.organization),
    itemIds: keys.map((key) => key.itemId),
  })
}

/** A picture of no item. */
export function emptyStock(locations: Map<bigint, Location[]>): StockFacts {
  return {
    locations,
    stock: new Map(),
    costs: new Map(),
    moves: new Map(),
    costed: noMoves(),
    reservations: noReservations(),
    newGates: new Set(),
    sourcing: noSourcing(),
    allocation: noAllocation(),
    atp: noAtp(),
  }
}

/** What the picture holds of an item at a location, or undefined: nobody has moved it there yet. */
export function knownStock(
  facts: StockFacts,
  companyId: bigint,
  itemId: bigint,
  locationId: bigint,
): GateAt | undefined {
  return facts.stock.get(companyId)?.get(itemId)?.get(locationId) as GateAt | undefined
}

/** What the picture holds of an item at a location; nothing, if nobody has moved it there yet. */
export function stockAt(facts: StockFacts, companyId: bigint, itemId: bigint, locationId: bigint): GateAt {
  let company = facts.stock.get(companyId)
  if (!company) facts.stock.set(companyId, (company = new Map()))
  let item = company.get(itemId)
  if (!item) company.set(itemId, (item = new Map()))
  let at = item.get(locationId) as GateAt | undefined
  if (!at || at.made) {
    at ??= { onHand: 0n, reserved: 0n, supplies: [], demands: [], horizonVersion: 0n, opened: false }
    item.set(locationId, Object.assign(at, { horizonVersion: 0n, opened: false, made: false }))
    facts.newGates.add(gateKey(companyId, itemId, locationId))
  }
  return at
}

function gateKey(companyId: bigint, itemId: bigint, locationId: bigint): string {
  return `${companyId}/${itemId}/${locationId}`
}

/**
 * Promises a line: location and date per part, taken out of the picture so that the next request of the batch sees
 * what is left (D3, D16).
 *
 * @param plan what a sourcing rule says of it; without one, places come by rank
 * @param buyer whose share of what is shared out it may take; undefined: all that is free
 * @returns the parts, in order; their quantities add up to the line's
 */
export function promiseLine(
  facts: StockFacts,
  want: Want,
  today: string,
  plan?: LinePlan,
  buyer?: Buyer,
): PromisedPart[] {
  let picture = facts.stock.get(want.companyId)
  if (!picture) facts.stock.set(want.companyId, (picture = new Map()))
  const { way } = want
  const locations = facts.locations.get(want.companyId) ?? []
  const own = buyer && !want.ofConfigured ? shareOfBuyer(facts, want, buyer, today) : undefined
  const candidates = locations.flatMap((location): Candidate[] => {
    if (want.boundTo !== null && want.boundTo !== location.id) return []
    const days = daysAt(location, want, today)
    const noLane = days && way && !leadsThere(location, way) ? 'no_lane' : undefined
    const terms = termsAt(facts, want.companyId, want.itemId, location.id, today)
    const share = own?.at(location.id)
    const barred = plan?.barred.get(location.id) ?? noLane ?? (terms === null ? 'no_atp_rule' : undefined)
    return [
      {
        location: location.id,
        ...(days ? { days } : {}),
        ...(terms ? { terms } : {}),
        ...(barred === undefined ? {} : { barred }),
        ...(location.backorders ? {} : { noBackorders: true as const }),
        ...(plan?.kept.has(location.id) ? { kept: plan.kept.get(location.id)! } : {}),
        ...(share ? { share } : {}),
      },
    ]
  })
  const [parts] = sourceLines(
    picture,
    [
      {
        item: want.itemId,
        quantity: want.quantity,
        requestedOn: want.requestedOn,
        allowSplit: want.allowSplit && (plan?.split ?? true),
        ...(want.minSplit === null ? {} : { minSplit: want.minSplit }),
        ...(plan ? { minFill: (want.quantity * BigInt(plan.minFillPercent)) / 100n } : {}),
        ...(plan ? { maxPlaces: plan.maxPlaces, joined: plan.joined ?? NO_PLACES, inOrder: true } : {}),
      },
    ],
    { today, candidates: plan ? inOrder(candidates, plan.asked) : candidates },
  )
  if (own) {
    const toOthers = toOthersAt(picture.get(want.itemId)!, candidates, today)
    const allocation = { plan: own.plan.code, node: own.node?.code ?? '', toOthers }
    for (const part of parts!) (part as PromisedPart).allocation = allocation
  }
  const judged = parts!.map((part): PromisedPart => {
    const refused = part.supply === 'backorder' ? refusedBy(facts, want, part.location) : undefined
    return refused === undefined ? part : { ...part, refused }
  })
  if (candidates.every(({ days }) => days === undefined)) return judged
  return judged.map((part): PromisedPart => {
    const days = candidates.find(({ location }) => location === part.location)?.days
    if (!days) return part
    const { promisedOn } = part
    if (promisedOn === undefined) return { ...part, wantedOn: days.wantedOn }
    const arrivesOn = days.arriveOn(promisedOn)
    return {
      ...part,
      wantedOn: days.wantedOn,
      startsOn: days.pickOn(promisedOn),
      ...(arrivesOn === null ? {} : { arrivesOn }),
    }
  })
}

/** What of an item is free at the places that may serve a line, and allotted to others. */
function toOthersAt(
  stocks: ReadonlyMap<bigint, StockAt>,
  candidates: readonly Candidate[],
  today: string,
): Micro {
  return candidates.reduce((sum, { location, barred, kept = 0n, terms, share }) => {
    const stock = barred === undefined ? stocks.get(location) : undefined
    return stock ? sum + freeAt(stock, today, kept, terms) - freeAt(stock, today, kept, terms, share) : sum
  }, 0n)
}

const NO_PLACES: ReadonlySet<bigint> = new Set()

/** The places that are asked, in their order; behind them those that are not, for the record. */
function inOrder(candidates: readonly Candidate[], asked: readonly bigint[]): Candidate[] {
  const byId = new Map(candidates.map((candidate) => [candidate.location, candidate]))
  const first = asked.flatMap((id) => byId.get(id) ?? [])
  const taken = new Set(first)
  const rest = candidates.filter((candidate) => !taken.has(candidate))
  return [...first, ...rest.map((candidate) => ({ ...candidate, barred: candidate.barred ?? 'not_asked' }))]
}

/** Puts back into the picture what `promiseLine` took out of it, the last line first: nothing was promised, it was asked. */
export function unpromiseLine(facts: StockFacts, want: Want, parts: readonly SourcedPart[]): void {
  const picture = facts.stock.get(want.companyId)
  if (picture) putBack(picture, want.itemId, parts)
}

/**
 * Writes a promised part: a reservation of stock on hand, or a planned demand, and remembers the gate.
 *
 * @param at.bound what waits gets nothing from another place
 * @param at.notAt what waits gets nothing from these
 * @param at.askedAt its turn, when it asked before now
 */
export function writePromise(
  facts: StockFacts,
  context: Context,
  part: PromisedPart,
  at: {
    companyId: bigint
    itemId: bigint
    rootId: bigint
    sourceId: bigint
    bound: boolean
    notAt?: readonly bigint[]
    askedAt?: Date
  },
): void {
  const { companyId, itemId, rootId, sourceId, bound, notAt = [], askedAt = context.now } = at
  const row = { companyId, rootId, sourceId, itemId, locationId: part.location, quantity: part.quantity }
  const move = claimStock(facts, companyId, itemId, part)
  const { allocation } = facts
  if (part.share)
    keepUse(allocation, { companyId, rootId, sourceId, itemId, locationId: part.location }, part.share)
  if (part.supply === 'on_hand') reserve(facts.reservations, row)
  else {
    context.writes.add(insertPlannedDemand, {
      ...row,
      promisedOn: part.promisedOn ?? null,
      askedAt,
      bound,
      notAt: [...notAt],
      node: part.allocation?.node ?? buyerOf(allocation, { companyId, sourceId }),
    })
    move.horizonStep = 1
    if (part.supply === 'backorder') watchGates(facts, companyId, itemId, part.location)
  }
}

/** What nobody has, and may not wait, is decided again when goods of it come meanwhile, as a backorder is. */
export function refuseBackorder(
  facts: StockFacts,
  { companyId, itemId }: { companyId: bigint; itemId: bigint },
  part: SourcedPart,
): void {
  claimStock(facts, companyId, itemId, part)
  watchGates(facts, companyId, itemId, part.location)
}

/** What a part that was taken out of the picture asks of its gate, whoever holds it: goods on hand, and the horizon they were weighed by. */
export function claimStock(
  facts: StockFacts,
  companyId: bigint,
  itemId: bigint,
  part: Pick<SourcedPart, 'location' | 'quantity' | 'supply' | 'checksHorizon' | 'kept' | 'own' | 'share'>,
): GateMove {
  // Names the gate in the picture: one that nothing has passed yet is made by this batch.
  const { horizonVersion, freeRead } = stockAt(facts, companyId, itemId, part.location)
  const move = gateMove(facts, companyId, itemId, part.location)
  if (part.supply === 'on_hand') {
    move.reserved += part.quantity
    move.promised = (move.promised ?? 0n) + part.quantity
    if (part.own) move.pastSafety = true
    const fits = move.promised + (part.kept ?? 0n)
    if (part.kept !== undefined && fits > (move.fits ?? 0n)) move.fits = fits
  }
  if (part.checksHorizon || part.share) {
    move.horizonStep = 1
    move.horizonVersion = horizonVersion
  }
  // What others took of shares since has stepped the gate; a count that took goods away has not.
  if (part.share) move.freeAtLeast = freeRead ?? 0n
  return move
}

/**
 * A backorder and goods that come meanwhile, or are announced, must not miss each other: the backorder is decided again if a
 * gate of the item has more than it had, or if more comes than did, and it steps every gate, so that a receipt or an
 * announcement which did not see it is decided again.
 */
export function watchGates(facts: StockFacts, companyId: bigint, itemId: bigint, own: bigint): void {
  let coming = 0n
  for (const { id } of facts.locations.get(companyId) ?? []) {
    const at = knownStock(facts, companyId, itemId, id)
    for (const { quantity } of at?.supplies ?? []) coming += quantity
    if (at?.freeRead === undefined && id !== own) continue
    const move = gateMove(facts, companyId, itemId, id)
    move.freeAtMost = at?.freeRead ?? 0n
    move.horizonStep = 1
  }
  gateMove(facts, companyId, itemId, own).supplyAtMost = coming
}

/** Demand for an item that was written since its gates were read is not missed: the batch is decided again. */
export function watchDemand(facts: StockFacts, companyId: bigint, itemId: bigint): void {
  for (const { id } of facts.locations.get(companyId) ?? []) {
    const at = knownStock(facts, companyId, itemId, id)
    if (at?.freeRead === undefined) continue
    gateMove(facts, companyId, itemId, id).horizonVersion = at.horizonVersion
  }
}

/** The row in which a batch gathers what it does to a gate. */
export function gateMove(
  facts: Pick<StockFacts, 'moves'>,
  companyId: bigint,
  itemId: bigint,
  locationId: bigint,
): GateMove {
  const key = gateKey(companyId, itemId, locationId)
  let move = facts.moves.get(key)
  if (!move) {
    move = {
      companyId,
      itemId,
      locationId,
      onHand: 0n,
      reserved: 0n,
      promised: null,
      fits: null,
      givenUp: 0n,
      freeAtMost: null,
      freeAtLeast: null,
      supplyAtMost: null,
      horizonVersion: null,
      horizonStep: 0,
      opened: false,
      covered: false,
      pastSafety: false,
      taken: 0n,
    }
    facts.moves.set(key, move)
  }
  return move
}

/** The stock to begin with was entered at a gate: once, as the locked row says (D9 row 42). */
export function openGate(facts: StockFacts, companyId: bigint, itemId: bigint, locationId: bigint): void {
  stockAt(facts, companyId, itemId, locationId).opened = true
  gateMove(facts, companyId, itemId, locationId).opened = true
}

/** Goods leave by our own word: decided again if more is reserved at their gate than is there. */
export function leavesCovered(
  facts: Pick<StockFacts, 'moves'>,
  companyId: bigint,
  itemId: bigint,
  locationId: bigint,
): void {
  gateMove(facts, companyId, itemId, locationId).covered = true
}

/** Adds the gathered reservations and gate moves to the write set: one row a cause and a gate, locked in order. */
export function writeGates(
  facts: Pick<StockFacts, 'moves' | 'newGates' | 'reservations' | 'sourcing' | 'allocation'>,
  { writes, batch, now }: Pick<Context, 'writes' | 'batch' | 'now'>,
): void {
  writeReservations(facts.reservations, writes)
  writeLoads(facts.sourcing, { writes })
  for (const [key, move] of facts.moves) {
    const at = { companyId: move.companyId, itemId: move.itemId, locationId: move.locationId }
    if (facts.newGates.has(key)) writes.add(insertGates, at)
    writes.add(lockStockGates, at)
    const { givenUp, fits, taken, ...moved } = move
    const promised = moved.promised !== null && fits !== null && fits > moved.promised ? fits : moved.promised
    // What a cancellation set free may be promised in the same batch: the locked row does not have it yet.
    writes.add(moveGates, { ...moved, promised: promised === null ? null : promised - givenUp })
    if (taken === 0n) continue
    const { onHand, reserved } = move
    writes.add(noteShortages, { ...at, takenAt: now, batch, taken, onHand, reserved })
  }
  writeShares(facts.allocation, { writes })
}

/** Second decision: every candidate gate of the items of the batch. */
export function lockStock(facts: StockFacts, locks: WriteSet): void {
  lockGiven(facts.sourcing, locks)
  for (const [companyId, items] of facts.stock) {
    for (const itemId of items.keys()) locks.add(lockItemGates, { companyId, itemId })
  }
}

/** Second decision: the gates that the first one moved. */
export function lockMoved({ moves }: Pick<StockFacts, 'moves'>, locks: WriteSet): void {
  for (const { companyId, itemId, locationId } of moves.values())
    locks.add(lockStockGates, { companyId, itemId, locationId })
}

/**
 * Unit cost as shown at entry (major units, Micro), or null: that of the first-ranked location which has one. The cost that
 * counts is taken at relief.
 */
export function costShown(facts: StockFacts, companyId: bigint, itemId: bigint): Micro | null {
  for (const { costOrganization } of facts.locations.get(companyId) ?? []) {
    const cost = costAt(facts, companyId, costOrganization, itemId)
    if (cost !== null) return cost
  }
  return null
}

/** Unit cost of an item in a cost organization as it was read (major units, Micro), or null: it was never there. */
export function costAt(
  facts: StockFacts,
  companyId: bigint,
  costOrganization: bigint,
  itemId: bigint,
): Micro | null {
  return facts.costs.get(`${companyId}/${costOrganization}/${itemId}`) ?? null
}
