import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decodeId, encodeId, orderNumber, parseOrderNumber } from './public-id.ts'

test('an id survives the way out and back, and only under its own prefix', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), (id) => {
      const text = encodeId('ord', id)
      assert.match(text, /^ord_[0-9a-z]{13}$/)
      assert.equal(decodeId('ord', text), id)
      assert.equal(decodeId('inv', text), undefined)
      assert.notEqual(decodeId('inv', text.replace('ord', 'inv')), id)
    }),
  )
})

test('neighboring ids look unrelated', () => {
  const texts = Array.from({ length: 100 }, (_, i) => encodeId('ord', 1_000_000n + BigInt(i)).slice(4, 8))
  assert.equal(new Set(texts).size, 100)
  assert.notDeepEqual(texts, texts.toSorted())
})

test('anything else is no id', () => {
  for (const text of [
    '',
    'ord_',
    'ord_1',
    'ORD_0000000000000',
    'ord_00000000000000',
    'ord_zzzzzzzzzzzzz',
    '123',
  ]) {
    assert.equal(decodeId('ord', text), undefined, text)
  }
  assert.throws(() => encodeId('ord', -1n), RangeError)
})

test('an order number is SO and the id, read with or without SO', () => {
  assert.equal(orderNumber(1_000_017n), 'SO1000017')
  assert.equal(parseOrderNumber('SO1000017'), 1_000_017n)
  assert.equal(parseOrderNumber('so1000017'), 1_000_017n)
  assert.equal(parseOrderNumber('1000017'), 1_000_017n)
  for (const text of ['', 'SO', 'SO0', 'SO-1', '1e3', '9223372036854775808', 'X1']) {
    assert.equal(parseOrderNumber(text), undefined, text)
  }
})
