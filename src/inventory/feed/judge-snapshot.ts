import { businessDate, type Company } from '../../organization/index.ts'
import type { Context, WriteSet } from '../../platform/batch/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'
import { mulPriceQuantity, MICRO, parseMicro, type Micro } from '../../platform/money.ts'
import { camelRows, type CamelRow } from '../../platform/setup.ts'
import { readLocationsOf } from '../places.ts'
import {
  compareSupply,
  heldFor,
  judgeItem,
  type Compared,
  type Extent,
  type Judged,
  type RowsSaid,
  type SaidSupply,
  type StandingSupply,
  type SupplyDifference,
} from './compare.ts'
import {
  compareStock,
  countOddRows,
  dropFeedPages,
  endFeedSnapshots,
  forgetFeedDifferences,
  insertFeedDifferences,
  judgeFeedSnapshots,
  nameFeedItems,
  overtakeFeedSnapshots,
  ownSupplies,
  readFeedSnapshots,
  readFeedSupplies,
  readSaidSupplies,
  settleFeedItems,
  weighStock,
} from './feed-snapshot.sql.ts'
import { lockFeeds, stepFeeds } from './feed.sql.ts'

export interface CompareRequest {
  companyId: bigint
  id: bigint
}

export interface SnapshotJudged {
  ok: true
  state: string
}

type Snapshot = CamelRow<typeof readFeedSnapshots>

/** A snapshot, and what it is compared with. */
interface Read {
  snapshot: Snapshot
  company: Company
  odd: RowsSaid
  stock?: { rows: Compared[]; items: number; held: number; worth: Micro }
  supply?: { said: SaidSupply[]; unknown: Set<string>; standing: Map<string, StandingSupply> }
}
export type SnapshotFacts = Map<string, Read>

/** What of items places were asked for by an instant and is not confirmed, and what comes to them, by company/location/item. */
type ReadAsked = (
  places: readonly { companyId: bigint; locationId: bigint; asOf: Date; asOfDay: string }[],
) => Promise<ReadonlyMap<string, Pick<Compared, 'asked' | 'coming'>>>

/** Reads snapshots that are complete, each with what it is compared with; there is one a batch. */
export async function readCompared(
  db: Reader,
  requests: readonly CompareRequest[],
  companies: ReadonlyMap<bigint, Company>,
  readAsked: ReadAsked,
): Promise<SnapshotFacts> {
  const rows = await db.read(readFeedSnapshots, {
    companyIds: requests.map((one) => one.companyId),
    ids: requests.map((one) => one.id),
  })
  const snapshots = camelRows(readFeedSnapshots, rows)
  const read = await Promise.all(
    snapshots.map(async (snapshot): Promise<Read> => {
      const { companyId, id: snapshotId, gives, state } = snapshot
      const company = companies.get(companyId)!
      if (state !== 'complete') return { snapshot, company, odd: { unknown: 0, twice: 0 } }
      const [row] = await db.read(countOddRows, { companyId, snapshotId })
      const odd = row!
      return gives === 'stock'
        ? { snapshot, company, odd, stock: await readStockOf(db, snapshot, company, readAsked) }
        : { snapshot, company, odd, supply: await readSupplyOf(db, snapshot, company) }
    }),
  )
  return new Map(read.map((one) => [`${one.snapshot.companyId}/${one.snapshot.id}`, one]))
}

/** The instants around the one of a snapshot. */
function timesOf({ asOf, settleSeconds }: Snapshot, company: Company) {
  const earlyFrom = new Date(asOf.getTime() - settleSeconds * 1000)
  return {
    asOf,
    earlyFrom,
    lateUntil: new Date(asOf.getTime() + settleSeconds * 1000),
    asOfDay: businessDate(company, asOf),
    fromDay: businessDate(company, earlyFrom),
  }
}

async function readStockOf(
  db: Reader,
  snapshot: Snapshot,
  company: Company,
  readAsked: ReadAsked,
): Promise<NonNullable<Read['stock']>> {
  const { companyId, id: snapshotId, feedId, whole } = snapshot
  const locationId = snapshot.locationId!
  const times = timesOf(snapshot, company)
  const place = (await readLocationsOf(db, [company])).get(companyId)?.find((one) => one.id === locationId)
  const at = { companyId, snapshotId, locationId, whole, costOrganization: place!.costOrganization }
  const [rows, [weight], asked] = await Promise.all([
    db.read(compareStock, { ...at, feedId, ...times }),
    db.read(weighStock, at),
    readAsked([{ companyId, locationId, ...times }]),
  ])
  const compared = camelRows(compareStock, rows).map((row) => ({
    ...row,
    ...(asked.get(`${companyId}/${locationId}/${row.itemId}`) ?? { asked: 0n, coming: 0n }),
  }))
  return { rows: compared, ...weight! }
}

interface SaidRow {
  number: string
  itemId: string
  locationId: string
  open: string
  dueOn: string
  unitCost: string
  kind: string
}

async function readSupplyOf(
  db: Reader,
  snapshot: Snapshot,
  company: Company,
): Promise<NonNullable<Read['supply']>> {
  const { companyId, id: snapshotId, feedId, whole } = snapshot
  const pages = await db.read(readSaidSupplies, { companyId, snapshotId })
  const said = pages.flatMap(({ supplies }) =>
    (supplies as unknown as SaidRow[]).map((row) => ({
      ...row,
      itemId: BigInt(row.itemId),
      locationId: BigInt(row.locationId),
      open: parseMicro(row.open)!,
      unitCost: parseMicro(row.unitCost)!,
    })),
  )
  const unknown = new Set(pages.flatMap((page) => page.unknown as string[]))
  const { asOf, asOfDay, earlyFrom } = timesOf(snapshot, company)
  const rows = await db.read(readFeedSupplies, {
    companyId,
    feedId,
    whole,
    numbers: said.map(({ number }) => number),
    asOf,
    asOfDay,
    earlyFrom,
  })
  const standing = new Map(
    camelRows(readFeedSupplies, rows).map((row) => [
      row.number,
      { ...row, later: row.later ?? 0n, early: row.early ?? 0n },
    ]),
  )
  return { said, unknown, standing }
}

/** Second decision: no event comes in between. */
export function lockCompared(facts: SnapshotFacts, locks: WriteSet): void {
  for (const { snapshot } of facts.values())
    locks.add(lockFeeds, { companyId: snapshot.companyId, feedId: snapshot.feedId })
}

/** Decides what becomes of a snapshot, and writes it with its differences. */
export function judgeSnapshot(
  { snapshot, company, odd, stock, supply }: Read,
  context: Context,
): SnapshotJudged {
  const { companyId, id, feedId, asOf, whole } = snapshot
  const { writes, now } = context
  if (snapshot.state !== 'complete') return { ok: true, state: snapshot.state }
  const judged = stock
    ? judgeStock(stock, snapshot, company)
    : judgeSupply(supply!, snapshot, company, businessDate(company, now))
  const { extent, differences, inFlight } = judged
  const why = snapshot.decidedBy === null ? heldFor(extent, odd, snapshot) : []
  const overtaken = snapshot.takenAsOf !== null && snapshot.takenAsOf >= asOf
  const state = overtaken ? 'overtaken' : why.length > 0 ? 'held' : 'posting'
  writes.add(lockFeeds, { companyId, feedId })
  writes.add(stepFeeds, {
    companyId,
    feedId,
    countedBefore: snapshot.counted,
    eventsBefore: snapshot.events,
    events: 0n,
    counted: state === 'posting' ? 1n : 0n,
    asOf: state === 'posting' && whole ? asOf : null,
    heardAt: null,
    heardAsOf: null,
  })
  writes.add(judgeFeedSnapshots, {
    companyId,
    id,
    state,
    comparedAt: now,
    compared: extent.compared,
    differing: differences.length,
    inFlight,
    valueHeld: extent.valueHeld,
    valueDiffering: extent.valueDiffering,
    why: state === 'held' ? why : [],
  })
  snapshot.state = state
  if (state === 'overtaken') {
    writes.add(dropFeedPages, { companyId, id, feedId, asOf })
    return { ok: true, state }
  }
  if (snapshot.decidedBy !== null) writes.add(forgetFeedDifferences, { companyId, snapshotId: id })
  judged.rows.forEach((row, index) =>
    writes.add(insertFeedDifferences, { ...row, companyId, snapshotId: id, place: index + 1 }),
  )
  if (state === 'held') return { ok: true, state }
  if (whole) writes.add(overtakeFeedSnapshots, { companyId, feedId, asOf })
  else writes.add(nameFeedItems, { companyId, feedId, snapshotId: id, asOf })
  for (const { itemId, since } of judged.settled)
    writes.add(settleFeedItems, { companyId, feedId, itemId, asOf: null, inFlightSince: since })
  for (const number of judged.owned) writes.add(ownSupplies, { companyId, feedId, number })
  writes.add(endFeedSnapshots, { companyId, id })
  writes.add(dropFeedPages, { companyId, id, feedId, asOf })
  return { ok: true, state }
}

interface DifferenceRow {
  change: 'count' | SupplyDifference['change']
  itemId: bigint
  locationId: bigint
  said: Micro
  held: Micro
  inFlight: Micro
  quantity: Micro
  value: bigint
  state: 'open' | 'refused' | 'in_flight'
  number: string | null
  dueOn: string | null
  dueBefore: string | null
  unitCost: Micro | null
  kind: string | null
  problems: Json | null
}

interface JudgedRows {
  extent: Extent
  /** To be posted. */
  differences: readonly unknown[]
  inFlight: number
  rows: DifferenceRow[]
  /** Items that differ by what is on its way, or do not any more. */
  settled: { itemId: bigint; since: Date | null }[]
  /** Supply orders that the feed speaks of from now on. */
  owned: string[]
}

const NO_SUPPLY = { number: null, dueOn: null, dueBefore: null, unitCost: null, kind: null, problems: null }

function judgeStock(
  { rows, items, held, worth }: NonNullable<Read['stock']>,
  snapshot: Snapshot,
  { digits }: Company,
): JudgedRows {
  const judged: Judged[] = rows.map((row) => judgeItem(row, snapshot, { asOf: snapshot.asOf, digits }))
  const differences = judged.filter(({ quantity }) => quantity !== 0n)
  const extent: Extent = {
    compared: items,
    held,
    differing: differences.length,
    emptied: differences.filter((one) => one.held > 0n && one.said === 0n).length,
    valueHeld: mulPriceQuantity(worth, MICRO, digits),
    valueDiffering: differences.reduce((sum, { value }) => sum + value, 0n),
  }
  const shown = judged.filter(({ quantity, inFlight }) => quantity !== 0n || inFlight !== 0n)
  const was = new Map(rows.map((row) => [row.itemId, row.inFlightSince]))
  return {
    extent,
    differences,
    inFlight: judged.filter(({ inFlight }) => inFlight !== 0n).length,
    rows: shown.map(({ inFlightSince: _since, ...one }) => ({
      ...NO_SUPPLY,
      ...one,
      change: 'count',
      locationId: snapshot.locationId!,
      state: one.quantity === 0n ? 'in_flight' : 'open',
    })),
    settled: judged
      .filter(({ itemId, inFlightSince }) => inFlightSince?.getTime() !== was.get(itemId)?.getTime())
      .map(({ itemId, inFlightSince }) => ({ itemId, since: inFlightSince })),
    owned: [],
  }
}

const OTHER_SUPPLY = {
  path: '/number',
  code: 'other_supply',
  message: 'a supply order by this number is of another item or location',
}

function judgeSupply(
  { said, unknown, standing }: NonNullable<Read['supply']>,
  { whole }: Snapshot,
  { digits }: Company,
  today: string,
): JudgedRows {
  const differences = compareSupply(said, standing, { whole, unknown, today, digits })
  const open = [...standing.values()].filter(({ quantity, received }) => quantity > received)
  const takes = differences.filter(({ takes: less }) => less)
  const extent: Extent = {
    compared: open.length,
    held: open.length,
    differing: takes.length,
    emptied: differences.filter(({ change }) => change === 'ended').length,
    valueHeld: open.reduce(
      (sum, { quantity, received, unitCost }) =>
        sum + mulPriceQuantity(unitCost, quantity - received, digits),
      0n,
    ),
    valueDiffering: takes.reduce((sum, { value }) => sum + value, 0n),
  }
  return {
    extent,
    differences,
    inFlight: 0,
    rows: differences.map(({ takes: _takes, other, ...one }) => ({
      ...one,
      inFlight: 0n,
      quantity: one.said - one.held,
      state: other ? 'refused' : 'open',
      problems: other ? ([OTHER_SUPPLY] as Json) : null,
    })),
    settled: [],
    owned: [...new Set(said.map(({ number }) => number))],
  }
}
