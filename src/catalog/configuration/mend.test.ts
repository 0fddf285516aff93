import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Mender } from './mend.ts'
import { Propagator } from './propagate.ts'
import { Work } from './work.ts'

const VARIABLES = 8

const literal = fc.integer({ min: 1, max: VARIABLES }).chain((one) => fc.constantFrom(one, -one))
const holds = (way: Int8Array, one: number) => way[Math.abs(one)]! * one > 0

test('A8-4 a way that is mended has what was wanted and fulfills every clause; one that cannot be is left as it was', () => {
  const mended = { yes: 0, no: 0 }
  fc.assert(
    fc.property(
      fc.array(fc.uniqueArray(literal, { minLength: 1, maxLength: 4, selector: Math.abs }), {
        maxLength: 12,
      }),
      fc.array(fc.boolean(), { minLength: VARIABLES + 1, maxLength: VARIABLES + 1 }),
      fc.uniqueArray(literal, { minLength: 1, maxLength: 3, selector: Math.abs }),
      (said, values, wanted) => {
        const way = Int8Array.from(values, (value) => (value ? 1 : -1))
        const clauses = said.filter((clause) => clause.some((one) => holds(way, one)))
        const propagator = new Propagator(VARIABLES, clauses)
        fc.pre(wanted.every((one) => propagator.assume(one)))
        const before = way.slice()
        const mender = new Mender(VARIABLES, clauses, new Work())
        if (mender.mend(way, propagator.since(0), propagator.values)) {
          mended.yes++
          for (const clause of clauses)
            assert.ok(
              clause.some((one) => holds(way, one)),
              `${clause}`,
            )
          for (const one of propagator.since(0)) assert.ok(holds(way, one))
          for (let at = 0; at < mender.changes; at++) assert.ok(holds(way, mender.change(at)))
          mender.undo(way)
        } else mended.no++
        assert.deepEqual(way, before)
      },
    ),
    { numRuns: 1000 },
  )
  assert.ok(mended.yes > 100, `${mended.yes} were mended`)
})
