import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Horizons } from './inquiry.ts'

test('A10-16 what comes is remembered of the items that were asked for last, as much as there is room for', () => {
  const places = (supplies: number) => {
    const at = { onHand: 0n, reserved: 0n, demands: [], horizonVersion: 1n }
    const coming = Array.from({ length: supplies }, () => ({ on: '2026-03-02', quantity: 1n }))
    return new Map([[1n, { ...at, supplies: coming }]])
  }
  const horizons = new Horizons(20)
  const known = () => ['a', 'b', 'c', 'd'].filter((key) => horizons.of(key) !== undefined)
  for (const key of ['a', 'b', 'c']) horizons.keep(key, places(4))
  assert.deepEqual(known(), ['a', 'b', 'c'])
  // Asked for again, it goes last.
  horizons.keep('a', horizons.of('a')!)
  horizons.keep('d', places(4))
  assert.deepEqual(known(), ['a', 'c', 'd'])
  // What is larger than all of the room is not remembered, and neither is anything else then.
  horizons.keep('b', places(50))
  assert.deepEqual(known(), [])
  horizons.keep('c', places(4))
  assert.deepEqual(known(), ['c'])
})
