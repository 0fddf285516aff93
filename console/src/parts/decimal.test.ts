import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isZero, padded, rest, sum } from './decimal.ts'

test('what is left of a quantity is exact and never below zero', () => {
  const rows: [string, string, string][] = [
    ['10', '4', '6'],
    ['10.000000', '9.999999', '0.000001'],
    ['0.3', '0.1', '0.2'],
    ['90071992547409931', '1', '90071992547409930'],
    ['4', '10', '0'],
    ['5', '5.000000', '0'],
  ]
  for (const [a, b, expected] of rows) assert.equal(rest(a, b), expected)
})

test('a short decimal is filled up to the decimals of its currency, a long one is kept', () => {
  assert.equal(padded('12.5', 2), '12.50')
  assert.equal(padded('-5', 2), '-5.00')
  assert.equal(padded('12.123456', 2), '12.123456')
  assert.equal(padded('1200', 0), '1200')
})

test('zero is zero with any number of decimals', () => {
  for (const zero of ['0', '0.00', '-0.000', '00']) assert.ok(isZero(zero), zero)
  for (const more of ['0.01', '-1', '10']) assert.ok(!isZero(more), more)
})

test('a sum of decimals is exact, also below zero', () => {
  assert.equal(sum(['0.10', '0.20', '-0.30']), '0')
  assert.equal(sum(['-26216.60', '1.05']), '-26215.55')
  assert.equal(sum(['-0.05', '0.01']), '-0.04')
  assert.equal(sum([]), '0')
})
