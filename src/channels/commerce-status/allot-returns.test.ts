import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allotTakings, type OpenReturn, type Taking } from './allot-returns.ts'
import { nextStep } from './return-steps.ts'

const units = (items: Record<string, number>) =>
  new Map(Object.entries(items).map(([item, much]) => [item, BigInt(much) * 1_000_000n]))
const day = (of: number) => new Date(Date.UTC(2026, 0, of))
const open = (name: string, first: number, asked: Record<string, number>, got = {}): OpenReturn => ({
  name,
  firstAt: day(first),
  request: {
    state: 'PENDING_CUSTOMER_ACTION',
    returnItemList: Object.entries(asked).map(([commerceItemId, quantityToReturn]) => ({
      commerceItemId,
      quantityToReturn,
    })),
  },
  got: units(got),
})
const taking = (id: bigint, on: number, items: Record<string, number>): Taking => ({
  id,
  recordedAt: day(on),
  items: units(items),
})

test('C-28 goods that came back answer one return that asks for all of them: of several the oldest that they fit whole', () => {
  const cases: [OpenReturn[], Taking[], Record<string, bigint[]>, string[]][] = [
    [[open('a', 1, { x: 1 }), open('b', 1, { x: 1 })], [taking(1n, 2, { x: 1 })], { a: [1n] }, []],
    [
      [open('a', 1, { x: 1 }), open('b', 1, { x: 1 })],
      [taking(1n, 2, { x: 1 }), taking(2n, 2, { x: 1 })],
      { a: [1n], b: [2n] },
      [],
    ],
    // Two parcels of one return.
    [[open('a', 1, { x: 2 })], [taking(1n, 2, { x: 1 }), taking(2n, 2, { x: 1 })], { a: [1n, 2n] }, []],
    // The rest of one, and not the whole of the other.
    [[open('a', 1, { x: 2 }, { x: 1 }), open('b', 1, { x: 2 })], [taking(1n, 2, { x: 1 })], { a: [1n] }, []],
    // A part of both: nobody knows of which.
    [[open('a', 1, { x: 2 }), open('b', 1, { x: 2 })], [taking(1n, 2, { x: 1 })], {}, ['a', 'b']],
    // What came before it was asked for is another return.
    [[open('a', 1, { x: 1 }), open('b', 3, { x: 1 })], [taking(1n, 2, { x: 1 })], { a: [1n] }, []],
    [[open('b', 3, { x: 1 })], [taking(1n, 2, { x: 1 })], {}, []],
    // More than it asks for, and goods of another matter.
    [[open('a', 1, { x: 1 })], [taking(1n, 2, { x: 2 })], {}, ['a']],
    [[open('a', 1, { x: 1 })], [taking(1n, 2, { y: 1 })], {}, []],
    [[open('a', 1, { x: 1 }, { x: 1 })], [taking(1n, 2, { x: 1 })], {}, []],
  ]
  for (const [opens, takings, wanted, problems] of cases) {
    const allotted = allotTakings(opens, takings)
    assert.deepEqual(
      [Object.fromEntries(allotted.takings), [...allotted.problems.keys()]],
      [wanted, problems],
    )
  }
})

test('C-28 items of one commerce item share what came back, each first what the shop has received of it', () => {
  const item = (returnItemId: string, quantityReceived: number) => ({
    returnItemId,
    commerceItemId: 'x',
    quantityToReturn: 1,
    quantityReceived,
    refundAmount: 10,
  })
  const back = (came: number, net: bigint) => ({
    items: new Map([['x', { quantity: BigInt(came) * 1_000_000n, net }]]),
    tax: 0n,
    freight: 0n,
    other: 0n,
    currency: 'GBP',
  })
  const request = (received: [number, number]) => ({
    state: 'PENDING_CUSTOMER_ACTION',
    returnItemList: [item('r1', received[0]), item('r2', received[1])],
    refundMethodList: [{ id: 'rm', amount: 20, paymentGroupId: null }],
    actualTaxRefund: 0,
    actualShippingRefund: 0,
  })
  const bodyOf = (received: [number, number], came: number, net: bigint) => {
    const step = nextStep(request(received), back(came, net))
    return step.kind === 'write' ? step.body : step.problem
  }
  const received = (returnItemId: string) => ({
    returnItemId,
    quantityReceived: 1,
    dispositionReason: 'acceptedWithRefund',
  })
  assert.deepEqual(bodyOf([0, 0], 2, 2000n), {
    op: 'receiveReturns',
    returnItemList: [received('r1'), received('r2')],
  })
  // One of two came, and is the one that the shop has received already.
  assert.equal(bodyOf([0, 1], 1, 1000n), '')
  const adjusted = bodyOf([1, 1], 2, 1501n) as Record<string, unknown>
  assert.deepEqual(adjusted['returnItemList'], [
    { returnItemId: 'r1', refundAmount: 7.51 },
    { returnItemId: 'r2', refundAmount: 7.5 },
  ])
})
