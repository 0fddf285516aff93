import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WriteSet } from '../../platform/batch/index.ts'
import { decideSnapshot } from './decide-snapshot.ts'
import { judgeSnapshot } from './judge-snapshot.ts'
import { takeFeedPage } from './take-page.ts'

const now = new Date('2026-03-02T08:00:00Z')
const snapshot = {
  companyId: 1n,
  id: 3n,
  feedId: 2n,
  asOf: now,
  whole: true,
  locationId: 4n,
  takenAsOf: null,
}
const feed = { companyId: 1n, id: 2n, code: 'W', gives: 'stock', active: true }
const page = { companyId: 1n, feed: 'W', name: 's', asOf: now, whole: true, page: 1, last: true }

/** What a first decision sends, in order. */
function sent(decide: (context: never) => object): string[] {
  const writes = new WriteSet()
  const context = { batch: 1n, now, writes, ids: { next: () => 9n } }
  assert.equal((decide(context as never) as { ok: boolean }).ok, true)
  return writes.encode().map(({ statement }) => statement.name.split('.').at(-1)!)
}

test('whoever locks snapshots of a feed locks the feed before them, also when it decides for the first time', () => {
  const judged = sent((context) =>
    judgeSnapshot(
      {
        snapshot: { ...snapshot, state: 'complete', decidedBy: 'user:1', counted: 0n, events: 0n },
        company: { digits: 2 },
        odd: { unknown: 0, twice: 0 },
        stock: { rows: [], items: 0, held: 0, worth: 0n },
      } as never,
      context,
    ),
  )
  const taken = sent((context) =>
    takeFeedPage.decide(
      { ...page, content: Buffer.from(''), rows: { gives: 'stock', stock: [] } },
      {
        companies: new Map([[1n, {}]]),
        feeds: new Map([['1 W', feed]]),
        items: () => undefined,
        locations: new Map(),
        snapshots: new Map(),
      } as never,
      context,
    ),
  )
  const decided = sent((context) =>
    decideSnapshot.decide(
      { companyId: 1n, id: 3n, decision: 'take', actor: 'user:1', reason: 'counted' },
      new Map([['1/3', { ...snapshot, state: 'held' }]]) as never,
      context,
    ),
  )
  assert.deepEqual([judged[0], taken[0], decided[0]], ['lock_feeds', 'lock_feeds', 'lock_feeds'])
  assert.ok(judged.includes('overtake_feed_snapshots') && taken.includes('begin_feed_snapshots'))
})
