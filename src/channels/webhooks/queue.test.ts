import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { PlacedEvent } from './event-source.ts'
import { aheadOf, backOff, isBehind, type Cursor } from './queue.ts'

const limits = {
  atOnce: 1,
  timeoutMs: 1,
  attempts: 8,
  backOffMs: 1000,
  mostBackOffMs: 60_000,
  setAsideAfter: 5,
  probeMs: 1,
}

/** A feed whose places hold so many facts, each with so many events; 0 facts: a place without any. */
const feeds = fc.array(fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 6 }), { maxLength: 12 })

/** What the reader of the feed answers: whole facts, in order, at most so many. */
function stretch(feed: readonly (readonly number[])[], after: bigint, facts: number) {
  const events: PlacedEvent[] = []
  let taken = 0
  for (const [index, place] of feed.entries()) {
    const pos = BigInt(index + 1)
    let n = 0
    for (const count of place) {
      if (pos <= after) continue
      if (taken === facts) return { events, cut: true, head: BigInt(feed.length) }
      taken += 1
      for (let i = 0; i < count; i++)
        events.push({ pos, n: n++, orderId: 1n, envelope: { id: `${pos}:${n}`, type: 'x.y' } })
    }
  }
  return { events, cut: taken === facts, head: BigInt(feed.length) }
}

test('a queue that is read in stretches of any size, and stopped anywhere, hears each event once and in order', () => {
  fc.assert(
    fc.property(feeds, fc.infiniteStream(fc.nat(7)), (feed, chances) => {
      const all = stretch(feed, 0n, Infinity).events.map(({ envelope }) => envelope.id)
      const heard: string[] = []
      let at: Cursor = { pos: 0n, done: 0 }
      for (let rounds = 0; at.pos < BigInt(feed.length); rounds++) {
        assert.ok(rounds < 500, `stands still at ${at.pos}+${at.done}`)
        const chance = () => chances.next().value as number
        const found = aheadOf(at, stretch(feed, at.pos, 1 + chance() + at.done))
        assert.ok(found)
        // Sometimes the process stops in the middle.
        const stop = chance()
        for (const [index, { event, after }] of found.ahead.entries()) {
          if (index === stop) break
          heard.push(event.envelope.id)
          at = after
        }
        if (found.ahead.length <= stop) at = found.end
      }
      assert.deepEqual(heard, all)
    }),
  )
})

test('a queue gets from a stretch of another one what is behind its own place, or nothing if that is not in it', () => {
  const feed = [[1], [2, 1], [], [1, 1]]
  const whole = stretch(feed, 0n, 100)
  const ids = (cursor: Cursor, of = whole) =>
    aheadOf(cursor, of)?.ahead.map(({ event }) => `${event.pos}:${event.n}`)
  assert.deepEqual(ids({ pos: 0n, done: 0 }), ['1:0', '2:0', '2:1', '2:2', '4:0', '4:1'])
  assert.deepEqual(ids({ pos: 1n, done: 2 }), ['2:2', '4:0', '4:1'])
  assert.deepEqual(ids({ pos: 2n, done: 0 }), ['4:0', '4:1'])
  assert.deepEqual(ids({ pos: 4n, done: 0 }), [])
  const cut = stretch(feed, 0n, 2)
  assert.deepEqual(ids({ pos: 1n, done: 0 }, cut), ['2:0', '2:1'])
  assert.equal(ids({ pos: 2n, done: 0 }, cut), undefined)
})

test('a replay ends behind its last event, within a place or with it', () => {
  const until = { pos: 5n, n: 2 }
  assert.deepEqual(
    [
      [4n, 9],
      [5n, 2],
      [5n, 3],
      [6n, 0],
    ].map(([pos, n]) => isBehind({ pos: pos as bigint, n: n as number }, until)),
    [false, false, true, true],
  )
  assert.equal(isBehind({ pos: 9n, n: 0 }, null), false)
})

test('C-03 a pause doubles up to the most, a fifth more or less by chance; a receiver may ask for more', () => {
  const at = (attempt: number, chance: number, asked = 0) => backOff(attempt, asked, chance, limits)
  assert.deepEqual(
    [1, 2, 3, 7, 100].map((attempt) => at(attempt, 0.5)),
    [1000, 2000, 4000, 60_000, 60_000],
  )
  assert.deepEqual([at(1, 0), at(1, 1)], [800, 1200])
  assert.deepEqual([at(1, 0.5, 7000), at(1, 0.5, 10_000_000), at(4, 0.5, 10)], [7000, 60_000, 8000])
  // An hour each time, as some want it.
  const hourly = { ...limits, backOffMs: 3_600_000, mostBackOffMs: 3_600_000 }
  assert.deepEqual(
    [1, 2, 5].map((attempt) => backOff(attempt, 0, 0.5, hourly)),
    [3_600_000, 3_600_000, 3_600_000],
  )
})
