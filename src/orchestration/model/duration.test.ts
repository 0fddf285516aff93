import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Temporal } from 'temporal-polyfill'
import { after } from './duration.ts'

test('O-31 a delay of hours is as long in every night, one of days ends at the same time by the clock', () => {
  // The clocks of London go forward at 01:00 UTC of 2026-03-29, and back on 2026-10-25.
  for (const evening of ['2026-03-28T21:00:00Z', '2026-10-24T21:00:00Z', '2026-06-01T21:00:00Z']) {
    const instant = new Date(evening)
    for (const duration of ['PT0S', 'PT24H', 'PT1H30M', 'PT0.5S'])
      assert.equal(
        after(instant, duration, 'Europe/London').getTime() - instant.getTime(),
        Temporal.Duration.from(duration).total('milliseconds'),
        `${duration} behind ${evening}`,
      )
  }
  assert.equal(
    after(new Date('2026-03-28T21:00:00Z'), 'P1D', 'Europe/London').toISOString(),
    '2026-03-29T20:00:00.000Z',
  )
  assert.equal(
    after(new Date('2026-10-24T20:00:00Z'), 'P1D', 'Europe/London').toISOString(),
    '2026-10-25T21:00:00.000Z',
  )
  assert.equal(
    after(new Date('2026-03-28T21:00:00Z'), 'P1DT1H', 'Europe/London').toISOString(),
    '2026-03-29T21:00:00.000Z',
  )
})
