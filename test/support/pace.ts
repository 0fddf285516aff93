import assert from 'node:assert/strict'

/** What the work below takes on the machine that the limits of the tests were written on, with nothing beside it. */
const USUAL_MS = 8
const ROUNDS = 5

/**
 * Fails when something took longer than it may. A limit is that of a machine at rest: one that is slower now, or busy with
 * other tests, is allowed as much more as a piece of known work takes longer on it at this moment.
 */
export function assertWithin(ms: number, limitMs: number, what: string): void {
  if (ms < limitMs) return
  const allowed = limitMs * slowness()
  assert.ok(ms < allowed, `${what} took ${ms.toFixed(0)} ms of ${allowed.toFixed(0)}`)
}

/** How many times slower than at rest this machine is now; 1 at least, the median of some tries. */
function slowness(): number {
  const tries = Array.from({ length: ROUNDS }, () => {
    const start = performance.now()
    knownWork()
    return performance.now() - start
  }).toSorted((a, b) => a - b)
  return Math.max(1, tries[Math.floor(ROUNDS / 2)]! / USUAL_MS)
}

/** Text made and read again, as most of what Docket computes. */
function knownWork(): void {
  const rows = Array.from({ length: 2000 }, (_one, n) => ({
    id: n,
    name: `row ${n}`,
    amounts: [n, n + 1, n + 2],
  }))
  for (let round = 0; round < 12; round += 1) JSON.parse(JSON.stringify(rows))
}
