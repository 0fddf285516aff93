import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compileModel } from './compile.ts'
import { countConfigurations } from './count.ts'
import type { Model } from './model.ts'

const ON = '2026-05-04'

const drawn = fc.record({
  groups: fc.array(
    fc.record({
      one: fc.boolean(),
      min: fc.integer({ min: 0, max: 1 }),
      within: fc.boolean(),
      options: fc.array(
        fc.record({ weight: fc.integer({ min: -2, max: 4 }), most: fc.integer({ min: 1, max: 3 }) }),
        { minLength: 1, maxLength: 4 },
      ),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  capacity: fc.integer({ min: 0, max: 14 }),
})

test('A8-5 a resource lets as many configurations be as there are ways to use no more of it, one of a group, several, and quantities alike', () => {
  fc.assert(
    fc.property(drawn, ({ groups, capacity }) => {
      const model: Model = {
        resources: [{ code: 'U', capacity }],
        groups: groups.map(({ one, min, within, options }, g) => ({
          code: `G${g}`,
          min,
          ...(one ? { max: 1 } : {}),
          ...(within && g > 0 ? { of: 'O00' } : {}),
          options: options.map(({ weight, most }, at) => ({
            code: `O${g}${at}`,
            ...(weight > 0 ? { uses: { U: weight } } : weight < 0 ? { gives: { U: -weight } } : {}),
            ...(most > 1 ? { quantity: { min: 1, max: most } } : {}),
          })),
        })),
      }
      // Every way, group by group: what it uses, and whether the first option of all is in it.
      let ways = [{ used: 0, first: false }]
      for (const [g, { one, min, within, options }] of groups.entries()) {
        let inside = [{ used: 0, count: 0, first: false }]
        for (const [at, { weight, most }] of options.entries())
          inside = inside.flatMap(({ used, count, first }) => [
            { used, count, first },
            ...Array.from({ length: most }, (_, k) => ({
              used: used + weight * (k + 1),
              count: count + 1,
              first: first || (g === 0 && at === 0),
            })),
          ])
        ways = ways.flatMap((way) =>
          inside
            .filter(({ count }) => {
              const there = !within || g === 0 || way.first
              return there ? count >= min && (!one || count <= 1) : count === 0
            })
            .map(({ used, first }) => ({ used: way.used + used, first: way.first || first })),
        )
      }
      const fitting = ways.filter(({ used }) => used <= capacity).length
      const { count } = countConfigurations(compileModel(model, ON), [], 400)
      assert.equal(count, Math.min(400, fitting))
    }),
    { numRuns: 200, seed: 7 },
  )
})

test('A8-5 a resource over hundreds of options, one of each ten, comes to some clauses for each group', () => {
  const clausesOf = (using: number) => {
    const groups = Array.from({ length: using }, (_, g) => ({
      code: `G${g}`,
      min: 1,
      max: 1,
      options: Array.from({ length: 10 }, (_x, at) => ({
        code: `O${g}_${at}`,
        uses: { U: 1 + ((g + at) % 5) },
      })),
    }))
    const resources = [{ code: 'U', capacity: 2 * using + 15 }]
    return compileModel({ groups, resources }, ON).constraintOf.length
  }
  assert.ok(clausesOf(30) < 20_000)
  // All of a thousand: one decision for each option had more parts than a model may have.
  assert.ok(clausesOf(100) < 200_000)
})
