import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isZero, rest, scaled } from './decimal.ts'

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

test('a scaled integer becomes a decimal with no digit lost', () => {
  assert.equal(scaled('12345678901234567', 6), '12345678901.234567')
  assert.equal(scaled('11250000', 6, 2), '11.25')
  assert.equal(scaled('-500', 2, 2), '-5.00')
  assert.equal(scaled(7, 2, 2), '0.07')
  assert.equal(scaled('1200', 0), '1200')
  assert.equal(scaled('11.25', 6), '11.25')
  assert.equal(scaled({ amount: '3.10', currency: 'GBP' }, 2), '3.10')
  assert.equal(scaled(null, 2), undefined)
})

test('zero is zero with any number of decimals', () => {
  for (const zero of ['0', '0.00', '-0.000', '00']) assert.ok(isZero(zero), zero)
  for (const more of ['0.01', '-1', '10']) assert.ok(!isZero(more), more)
})
