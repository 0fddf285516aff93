import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CreditedLine } from '../../billing/index.ts'
import type { FulfillmentLine, Order } from '../../orders/index.ts'
import { MICRO } from '../../platform/money.ts'
import { fitRoom, roomOf, unitsBilled } from './return-room.ts'
import type { Piece } from './returned.ts'

const partOf = (billedNet: bigint, invoiced: bigint) =>
  ({ id: 1n, billedNet, invoiced: invoiced * MICRO }) as FulfillmentLine
const pieces = (...nets: bigint[]) => nets.map((net) => ({ bill: { net } }) as Piece)
const nets = (of: Piece[]) => of.map(({ bill }) => bill.net)

test('F-4 what was billed for units that came back: a begun minor unit counts whole, all of them come to what was billed', () => {
  const part = partOf(1000n, 3n)
  const of = (units: bigint) => unitsBilled({ part, returned: units * MICRO })
  assert.deepEqual([of(0n), of(1n), of(2n), of(3n)], [0n, 334n, 667n, 1000n])
  assert.equal(unitsBilled({ part: partOf(0n, 0n), returned: 0n }), 0n)
})

test('F-4 what was given beside goods is not credited again with goods, what was kept of them is', () => {
  const order = { parts: [partOf(2000n, 2n)] } as unknown as Order
  const credited = () => [{ net: 1000n } as CreditedLine]
  const room = (beside: bigint) => roomOf(order, { credited, beside }, ({ billedNet }) => billedNet)
  assert.deepEqual([room(0n), room(700n), room(-200n), room(1500n)], [1000n, 300n, 1200n, -500n])
  const fitted = (most: bigint) => {
    const some = pieces(600n, 0n, 400n)
    fitRoom(some, most)
    return nets(some)
  }
  assert.deepEqual(fitted(room(0n)), [600n, 0n, 400n])
  assert.deepEqual(fitted(room(700n)), [300n, 0n, 0n])
  assert.deepEqual(fitted(room(1500n)), [0n, 0n, 0n])
})
