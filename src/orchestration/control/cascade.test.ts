import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ComponentLine, FulfillmentLine, Order } from '../../orders/index.ts'
import { withTheirSets } from './cascade.ts'

const part = (lineNo: number, together?: number) =>
  ({ lineNo, quantity: 1_000_000n, ...(together === undefined ? {} : { together }) }) as FulfillmentLine
const order = (parts: FulfillmentLine[], decisions: object = {}) =>
  ({ parts, decisions }) as Pick<Order, 'parts' | 'decisions'>
const brought = (lineNo: number, parentNo: number): ComponentLine => ({ lineNo, parentNo, perParent: 1n })

test('A3-5 with a line are held what it brought, over levels, and what leaves together with any of these', () => {
  const plain = order([1, 2, 3, 4].map((lineNo) => part(lineNo)))
  assert.deepEqual(withTheirSets(plain, [], [3, 1, 3]), [1, 3])
  assert.deepEqual(withTheirSets(plain, [brought(2, 1), brought(3, 2)], [1]), [1, 2, 3])
  assert.deepEqual(withTheirSets(plain, [brought(2, 1), brought(3, 2)], [3]), [3])
  const set = order([part(1), part(2, 1), part(3, 1), part(4)])
  assert.deepEqual(withTheirSets(set, [], [2]), [2, 3])
  assert.deepEqual(withTheirSets(set, [], [1]), [1, 2, 3])
  assert.deepEqual(withTheirSets(set, [], [4]), [4])
})

test('A3-5 what covers a line is held with that, and the other way around', () => {
  const covered = order([part(1), part(2), part(3)], { covers: [[2, 1]] })
  assert.deepEqual(withTheirSets(covered, [], [1]), [1, 2])
  assert.deepEqual(withTheirSets(covered, [], [2]), [1, 2])
  assert.deepEqual(withTheirSets(covered, [], [3]), [3])
})
