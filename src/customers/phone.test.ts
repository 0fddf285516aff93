import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPhone, spellingsOf } from './phone.ts'

test('every way to write a number is one number, in the country that it names or else in the one it is written in', () => {
  const one = [
    ['0113 496 0123', 'GB'],
    ['+44 113 496 0123', null],
    ['+44 (0)113 496-0123', 'DE'],
    ['0044 113 4960123', 'GB'],
    ['0044 113 4960123', 'US'],
    ['011 44 113 496 0123', 'US'],
  ] as const
  for (const [said, country] of one) {
    const phone = readPhone(said, country)
    assert.equal(phone?.whole, '+441134960123', said)
    assert.equal(phone.national, '1134960123', said)
  }
  assert.equal(readPhone('(415) 555-0132', 'US')?.whole, '+14155550132')
  assert.equal(readPhone('12 34 56 78', 'DK')?.whole, '+4512345678')
  assert.equal(readPhone('06 1234 5678', 'IT')?.whole, '+390612345678')
})

test('the same digits of two countries are two numbers', () => {
  const [leeds, elsewhere] = [readPhone('0113 496 0123', 'GB'), readPhone('+49 113 4960123', 'GB')]
  assert.notEqual(leeds!.whole, elsewhere!.whole)
})

test('what names no country is its digits, and what is too short is nobody', () => {
  assert.equal(readPhone('0113 496 0123', null)?.whole, '01134960123')
  assert.equal(readPhone('0113 496 0123', '')?.whole, '01134960123')
  assert.equal(readPhone('ask 12', 'GB'), null)
  assert.equal(readPhone('', 'GB'), null)
  assert.equal(readPhone(null, 'GB'), null)
})

test('the digits of a number as it is kept are known in every usual form', () => {
  const spellings = spellingsOf(readPhone('0113 496 0123', 'GB')!)
  for (const kept of ['0113 496 0123', '+44 113 496 0123', '0044 113 496 0123', '+44 (0)113 496 0123'])
    assert.ok(spellings.has(kept.replace(/\D/g, '')), kept)
  assert.ok(!spellings.has('491134960123'))
})
