import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MICRO } from '../platform/money.ts'
import { compareLines, matchLines, type Amendment, type LineDelta, type StandingLine } from './amendment.ts'
import type { OrderLine } from './order.ts'
import type { ParsedLine } from './parse.ts'

const units = (count: number) => BigInt(count) * MICRO

function standing(
  lineNo: number,
  lineId: string | null,
  sku: string,
  wanted: number,
  more = {},
): StandingLine {
  const line = { lineNo, externalLineId: lineId, sku, uom: 'EA', quantity: units(wanted), charges: [] }
  return {
    line: line as unknown as OrderLine,
    wanted: units(wanted),
    begun: 0n,
    days: new Set(['2026-12-01']),
    boundTo: null,
    words: { custom: { note: 'blue' }, waterfall: [] },
    linked: false,
    ...more,
  }
}
const STANDS = [standing(1, 'a', 'ONE', 4), standing(2, 'b', 'TWO', 2), standing(3, null, 'THREE', 1)]

function compare(amendment: Partial<Amendment>, stands = STANDS, moved = false) {
  const asked: Amendment = { whole: false, lines: [], prices: 'keep', ...amendment }
  const { matched, unnamed, problems } = matchLines(stands, asked)
  const parsed = matched.flatMap(({ input }) =>
    input ? [{ quantity: units(Number(input.quantity)), input } as unknown as ParsedLine] : [],
  )
  const found = compareLines(matched, asked.whole ? unnamed : [], parsed, {
    whole: asked.whole,
    prices: asked.prices,
    requestedOn: asked.requestedOn,
    moved,
    pricedOtherwise: () => false,
  })
  const told = ({ kind, lineNo, target, repriced, day }: LineDelta) =>
    [kind, lineNo ?? '+', Number(target / MICRO), repriced ? 'anew' : '', day ?? ''].join(' ').trim()
  return {
    deltas: found.deltas.map(told),
    problems: [...problems, ...found.problems].map(({ path, code }) => `${path} ${code}`),
  }
}
const says = (index: number, said: object) => ({ index, says: said })

test('O-54 O-61 lines are compared by key, not by place, and one that a whole order leaves out is removed', () => {
  const whole = { whole: true }
  const [a, b, c] = [
    { lineId: 'a', sku: 'ONE', quantity: '4' },
    { lineId: 'b', sku: 'TWO', quantity: '2' },
    { sku: 'THREE', quantity: '1' },
  ]
  const same = compare({ ...whole, lines: [says(0, b), says(1, a), says(2, c)] })
  assert.deepEqual(same, { deltas: ['same 2 2', 'same 1 4', 'same 3 1'], problems: [] })
  const less = compare({ ...whole, lines: [says(0, b)] })
  assert.deepEqual(less.deltas, ['same 2 2', 'removed 1 0', 'removed 3 0'])
  const more = compare({
    ...whole,
    lines: [says(0, a), says(1, b), says(2, c), says(3, { lineId: 'd', sku: 'FOUR', quantity: '9' })],
  })
  assert.deepEqual(more.deltas, ['same 1 4', 'same 2 2', 'same 3 1', 'added + 9'])
})

test('A5-2 O-60 a note is written and does nothing; quantity, item, place, price and day matter', () => {
  const one = (said: object, more: Partial<Amendment> = {}) =>
    compare({ ...more, lines: [{ index: 0, lineNo: 1, says: said }] }).deltas
  assert.deepEqual(one({ custom: { note: 'blue' } }), ['same 1 4'])
  assert.deepEqual(one({ custom: { note: 'red' } }), ['noted 1 4'])
  assert.deepEqual(one({ quantity: '6' }), ['changed 1 6'])
  assert.deepEqual(one({ requestedOn: '2026-12-24' }), ['changed 1 4  2026-12-24'])
  assert.deepEqual(one({ unitPrice: { amount: '9', currency: 'GBP' } }), ['changed 1 4 anew'])
  assert.deepEqual(one({ sku: 'OTHER' }), ['removed 1 0', 'added + 4'])
  assert.deepEqual(one({ location: 'SHOP' }), ['removed 1 0', 'added + 4'])
  assert.deepEqual(one({}, { prices: 'today' }), ['changed 1 4 anew'])
})

test('A5-8 what has left does not change, each refused with its reason', () => {
  const begun = [standing(1, 'a', 'ONE', 4, { begun: units(3) })]
  const one = (said: object) => compare({ lines: [{ index: 0, lineNo: 1, says: said }] }, begun)
  assert.deepEqual(one({ quantity: '3' }), { deltas: ['changed 1 3'], problems: [] })
  assert.deepEqual(one({ quantity: '2' }).problems, ['/lines/0/quantity has_left'])
  assert.deepEqual(one({ sku: 'OTHER' }).problems, ['/lines/0/sku has_left'])
  assert.deepEqual(one({ unitPrice: { amount: '9', currency: 'GBP' } }).problems, [
    '/lines/0/unitPrice has_left',
  ])
  const gone = compare({ whole: true, lines: [] }, begun)
  assert.deepEqual(gone.problems, ['/lines has_left'])
})

test('A5-9 what was cancelled since is not wanted again because the same is stated once more', () => {
  const less = [standing(1, 'a', 'ONE', 3, {})]
  Object.assign(less[0]!.line, { quantity: units(4) })
  const whole = (quantity: string) =>
    compare({ whole: true, lines: [says(0, { lineId: 'a', sku: 'ONE', quantity })] }, less).deltas
  assert.deepEqual(whole('4'), ['same 1 3'])
  assert.deepEqual(whole('5'), ['changed 1 5'])
})

test('O-61 a line that is named twice, or nowhere, is told at its place', () => {
  const { problems } = compare({
    lines: [
      { index: 0, lineNo: 1, says: {} },
      { index: 1, says: { lineId: 'a' } },
      { index: 2, lineNo: 9, says: {} },
      { index: 3, remove: true, says: { lineId: 'z' } },
      { index: 4, remove: true, says: {} },
    ],
  })
  assert.deepEqual(problems, [
    '/lines/1 duplicate_line',
    '/lines/2/lineNo unknown_line',
    '/lines/3/lineId unknown_line',
    '/lines/4/lineNo required',
  ])
})
