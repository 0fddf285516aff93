import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { draw, SIZES } from './layers.ts'

const graphs = fc.integer({ min: 1, max: 24 }).chain((count) =>
  fc.record({
    ids: fc.constant(Array.from({ length: count }, (_, index) => `n${index}`)),
    pairs: fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 60 }),
  }),
)

test('in a plan without a cycle every task stands right of all that it waits for, and no two overlap', () => {
  fc.assert(
    fc.property(graphs, ({ ids, pairs }) => {
      const edges = pairs
        .filter(([a, b]) => a !== b)
        .map(([a, b]) => ({ from: `n${Math.min(a, b)}`, to: `n${Math.max(a, b)}` }))
      const drawing = draw(ids, edges)
      const at = new Map(drawing.nodes.map((node) => [node.id, node]))
      assert.equal(at.size, ids.length)
      assert.equal(drawing.edges.length, edges.length)
      for (const { from, to } of edges)
        assert.ok(at.get(from)!.x + SIZES.nodeWidth < at.get(to)!.x, `${from} is not left of ${to}`)
      for (const one of drawing.nodes) {
        assert.ok(one.x >= 0 && one.x + SIZES.nodeWidth <= drawing.width)
        assert.ok(one.y >= 0 && one.y + SIZES.nodeHeight <= drawing.height)
        for (const other of drawing.nodes)
          if (one !== other && one.x === other.x)
            assert.ok(Math.abs(one.y - other.y) >= SIZES.nodeHeight, `${one.id} covers ${other.id}`)
      }
    }),
  )
})

test('a cycle, a loop and an edge to nowhere are drawn without harm', () => {
  fc.assert(
    fc.property(graphs, ({ ids, pairs }) => {
      const edges = pairs.map(([a, b]) => ({ from: `n${a}`, to: `n${b}` }))
      const drawing = draw(ids, [...edges, { from: 'n0', to: 'nowhere' }])
      assert.equal(drawing.nodes.length, ids.length)
      assert.ok(drawing.edges.every((edge) => !/NaN|undefined|Infinity/.test(edge.path)))
    }),
  )
})

test('a chain of four is one row of four', () => {
  const drawing = draw(
    ['a', 'b', 'c', 'd'],
    [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
      { from: 'c', to: 'd' },
    ],
  )
  assert.equal(new Set(drawing.nodes.map((node) => node.y)).size, 1)
  assert.deepEqual(
    drawing.nodes.map((node) => node.id),
    ['a', 'b', 'c', 'd'],
  )
})
