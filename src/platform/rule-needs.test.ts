import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileRule } from './rules.ts'

const facts = { order: { net: 'int', lines: 'int', source: 'string', skus: 'list<string>' } } as const

function needs(text: string) {
  const compiled = compileRule(text, facts)
  assert.ok(compiled.ok, text)
  return compiled.rule.needs
}

test('what a rule needs is read from its comparisons with something constant', () => {
  assert.deepEqual(needs('order.source == "web" && order.net >= minor("50.00", "GBP") && 3 > order.lines'), [
    { fact: 'order.source', among: ['web'] },
    { fact: 'order.net', least: 5000n },
    { fact: 'order.lines', most: 2n },
  ])
  assert.deepEqual(needs('"A" in order.skus && order.source in ["a", "b"] && order.lines == 2'), [
    { fact: 'order.skus', among: ['A'] },
    { fact: 'order.source', among: ['a', 'b'] },
    { fact: 'order.lines', least: 2n, most: 2n },
  ])
})

test('what may be true in another way needs nothing', () => {
  for (const text of [
    'true',
    'order.source == "web" || order.net > 5',
    '!(order.source == "web")',
    'order.source != "web"',
    'order.net > order.lines',
    'order.net > minor("1.00", "NONE")',
  ])
    assert.deepEqual(needs(text), [], text)
})
