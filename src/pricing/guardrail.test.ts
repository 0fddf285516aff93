import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseMicro } from '../platform/money.ts'
import { bySpecificity, judgeMargins, type MarginRule } from './guardrail.ts'
import { marginOf } from './margin.ts'

const rule = (code: string, floor: string, more: Partial<MarginRule> = {}): MarginRule => ({
  code,
  version: 1,
  itemClasses: [],
  segments: [],
  sources: [],
  floor: parseMicro(floor)!,
  action: 'block',
  ...more,
})
const leaves = (net: bigint, goods: bigint | null) => marginOf(net, { goods, freight: 0n, payment: 0n })

test('P-16 the most specific rule is the one that holds: class, then customer group, then channel, then the company', () => {
  const rules = bySpecificity([
    rule('ALL', '20'),
    rule('SHOP', '18', { sources: ['webshop'] }),
    rule('GROUP', '15', { segments: ['trade'] }),
    rule('GROUP-SHOP', '14', { segments: ['trade'], sources: ['webshop'] }),
    rule('CLASS', '5', { itemClasses: ['media', 'books'] }),
  ])
  const chosen = (segment: string, source: string, itemClass: string) =>
    judgeMargins(rules, { segment, source }, [{ itemClass, margin: leaves(100n, 90n) }]).map((one) => [
      one.rule.code,
      one.below,
    ])
  assert.deepEqual(chosen('', 'edi', 'kit'), [['ALL', true]])
  assert.deepEqual(chosen('', 'webshop', 'kit'), [['SHOP', true]])
  assert.deepEqual(chosen('trade', 'edi', 'kit'), [['GROUP', true]])
  assert.deepEqual(chosen('trade', 'webshop', 'kit'), [['GROUP-SHOP', true]])
  assert.deepEqual(chosen('trade', 'webshop', 'books'), [['CLASS', false]])
})

test('A3-10 a line that leaves −1 % is below a floor of 0, one whose cost nobody said is not judged, others have no rule', () => {
  const rules = bySpecificity([rule('GOODS', '0', { itemClasses: ['kit'], action: 'hold' })])
  const lines = [
    { itemClass: 'kit', margin: leaves(10000n, 10100n) },
    { itemClass: 'kit', margin: leaves(10000n, 10000n) },
    { itemClass: 'kit', margin: leaves(10000n, null) },
    { itemClass: 'media', margin: leaves(10000n, 20000n) },
    { itemClass: null, margin: null },
  ]
  const found = judgeMargins(rules, { segment: '', source: 'webshop' }, lines)
  assert.deepEqual(
    found.map(({ index, below }) => [index, below]),
    [
      [0, true],
      [1, false],
      [2, null],
    ],
  )
})
