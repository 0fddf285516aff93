import assert from 'node:assert/strict'
import { test } from 'node:test'
import { backorderRefusedBy } from './backorder.ts'
import { sourceLines } from './sourcing.ts'

test('B6-1 what nobody has waits where customer, item and location all let it, else the first of them that does not says so', () => {
  const [yes, no] = [true, false]
  const cases = [
    [yes, yes, yes, undefined],
    [yes, yes, no, 'location'],
    [yes, no, yes, 'item'],
    [yes, no, no, 'item'],
    [no, yes, yes, 'customer'],
    [no, yes, no, 'customer'],
    [no, no, yes, 'customer'],
    [no, no, no, 'customer'],
  ] as const
  for (const [customer, item, location, expected] of cases)
    assert.equal(
      backorderRefusedBy({ customer, item, location }),
      expected,
      `${customer} ${item} ${location}`,
    )
})

test('B6-1 what nobody has waits at the first location that lets it; where none does, at the first', () => {
  const line = { item: 7n, quantity: 5n, requestedOn: '2026-03-02', allowSplit: true }
  const placeOf = (candidates: { location: bigint; noBackorders?: true; barred?: string }[]) =>
    sourceLines(new Map(), [line], { today: '2026-03-02', candidates })[0]![0]!.location
  assert.equal(placeOf([{ location: 1n, noBackorders: true }, { location: 2n }]), 2n)
  assert.equal(placeOf([{ location: 1n }, { location: 2n, noBackorders: true }]), 1n)
  const none = [
    { location: 1n, noBackorders: true as const },
    { location: 2n, noBackorders: true as const },
  ]
  assert.equal(placeOf(none), 1n)
  assert.equal(
    placeOf([
      { location: 1n, noBackorders: true },
      { location: 2n, barred: 'closed' },
    ]),
    1n,
  )
})
