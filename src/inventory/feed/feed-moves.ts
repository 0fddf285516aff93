import type { Context, WriteSet } from '../../platform/batch/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import type { Micro } from '../../platform/money.ts'
import { postDifferences, readDifferencesAt } from './feed-snapshot.sql.ts'
import { enterFeedEvents, lockFeeds, readFeedEvents, readFeedItems, stepFeeds } from './feed.sql.ts'
import { readFeeds, type Feed } from './save-feed.ts'

/** Why goods are taken in or written off by what a feed says: an event of its own, or a difference to one of its snapshots. */
export type FeedCause =
  | { feedId: bigint; externalId: string; asOf: Date }
  | { feedId: bigint; snapshotId: bigint; place: number }

interface Caused {
  companyId: bigint
  quantity: Micro
  feed?: FeedCause
}

interface KnownEvent {
  itemId: bigint
  quantity: Micro
  asOf: Date
  applied: boolean
}

/** What a batch knows of the feeds whose moves it makes. */
export interface FeedFacts {
  /** By company/id. */
  feeds: Map<string, Feed>
  events: Map<string, KnownEvent>
  /** As of when snapshots of some items named one. */
  namedAt: Map<string, Date>
  /** State of differences. */
  differences: Map<string, { state: string }>
}

const NOTHING: FeedFacts = { feeds: new Map(), events: new Map(), namedAt: new Map(), differences: new Map() }

/** Reads what the causes of a batch need; nothing when it has none. */
export async function readFeedFacts<Q extends Caused>(
  db: Reader,
  requests: readonly Q[],
  itemOf: (request: Q) => bigint | undefined,
): Promise<FeedFacts> {
  const caused = requests.flatMap((one) => (one.feed ? [{ ...one.feed, request: one }] : []))
  if (caused.length === 0) return NOTHING
  const told = caused.filter((one) => 'externalId' in one)
  const posted = caused.filter((one) => 'snapshotId' in one)
  const [feeds, events, items, differences] = await Promise.all([
    readFeeds(
      db,
      caused.map(({ request }) => request.companyId),
    ),
    db.read(readFeedEvents, {
      companyIds: told.map(({ request }) => request.companyId),
      feedIds: told.map(({ feedId }) => feedId),
      externalIds: told.map(({ externalId }) => externalId),
    }),
    db.read(readFeedItems, {
      companyIds: told.map(({ request }) => request.companyId),
      feedIds: told.map(({ feedId }) => feedId),
      itemIds: told.map(({ request }) => itemOf(request) ?? 0n),
    }),
    db.read(readDifferencesAt, {
      companyIds: posted.map(({ request }) => request.companyId),
      snapshotIds: posted.map(({ snapshotId }) => snapshotId),
      places: posted.map(({ place }) => place),
    }),
  ])
  return {
    feeds: new Map([...feeds.values()].map((feed) => [`${feed.companyId}/${feed.id}`, feed])),
    events: new Map(
      events.map((row) => [
        `${row.company_id}/${row.feed_id}/${row.external_id}`,
        { itemId: row.item_id, quantity: row.quantity, asOf: row.as_of, applied: row.applied },
      ]),
    ),
    namedAt: new Map(items.map((row) => [`${row.company_id}/${row.feed_id}/${row.item_id}`, row.as_of])),
    differences: new Map(
      differences.map((row) => [`${row.company_id}/${row.snapshot_id}/${row.place}`, { state: row.state }]),
    ),
  }
}

/**
 * What is to be done for a cause.
 *
 * @returns `move`: goods move by it; `known`: it was done before; `other`: its id said something else before; `covered`: a
 *   snapshot of later had it already; `over`: there is no such open difference
 */
export function judgeFeedMove(
  { companyId, quantity }: Pick<Caused, 'companyId' | 'quantity'>,
  cause: FeedCause,
  itemId: bigint,
  facts: FeedFacts,
): 'move' | 'known' | 'other' | 'covered' | 'over' {
  if ('snapshotId' in cause) {
    const state = facts.differences.get(`${companyId}/${cause.snapshotId}/${cause.place}`)?.state
    return state === 'open' ? 'move' : state === 'posted' ? 'known' : 'over'
  }
  const { feedId, externalId, asOf } = cause
  const known = facts.events.get(`${companyId}/${feedId}/${externalId}`)
  if (known) {
    const same =
      known.itemId === itemId && known.quantity === quantity && known.asOf.getTime() === asOf.getTime()
    return same ? 'known' : 'other'
  }
  const whole = facts.feeds.get(`${companyId}/${feedId}`)?.asOf ?? null
  const named = facts.namedAt.get(`${companyId}/${feedId}/${itemId}`) ?? null
  const counted = [whole, named].some((one) => one !== null && one >= asOf)
  return counted ? 'covered' : 'move'
}

/** Keeps what came of a cause: with the move that it made, or without one. */
export function writeFeedMove(
  { companyId, quantity }: Pick<Caused, 'companyId' | 'quantity'>,
  cause: FeedCause,
  facts: FeedFacts,
  { writes, now, batch }: Context,
  { itemId, move }: { itemId: bigint; move: { rootId: bigint; id: bigint } | null },
): void {
  if ('snapshotId' in cause) {
    const { snapshotId, place } = cause
    writes.add(postDifferences, { companyId, snapshotId, place, moveId: move!.id })
    facts.differences.set(`${companyId}/${snapshotId}/${place}`, { state: 'posted' })
    return
  }
  const { feedId, externalId, asOf } = cause
  const applied = move !== null
  writes.add(stepFeeds, {
    companyId,
    feedId,
    countedBefore: facts.feeds.get(`${companyId}/${feedId}`)!.counted,
    eventsBefore: null,
    events: 1n,
    counted: 0n,
    asOf: null,
    heardAt: now,
    heardAsOf: asOf,
  })
  writes.add(enterFeedEvents, {
    companyId,
    feedId,
    externalId,
    itemId,
    quantity,
    asOf,
    applied,
    batch,
    rootId: move?.rootId ?? null,
    moveId: move?.id ?? null,
  })
  facts.events.set(`${companyId}/${feedId}/${externalId}`, { itemId, quantity, asOf, applied })
}

/** Second decision: neither a comparison nor another event comes in between. */
export function lockFeedMoves({ feeds }: FeedFacts, locks: WriteSet): void {
  for (const { companyId, id: feedId } of feeds.values()) locks.add(lockFeeds, { companyId, feedId })
}
