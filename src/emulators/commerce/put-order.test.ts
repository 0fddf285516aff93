import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Props, ShopOrder } from './order.ts'
import { dice, placeOrder } from './place.ts'
import { putOrder } from './put-order.ts'

const counted = () => {
  let next = 0
  return (prefix: string) => `${prefix}${(next += 1)}`
}
const ids = counted()
const made = (seed: number, count: number, shippingGroups: number) =>
  placeOrder({ count, shippingGroups }, ids, dice(seed), 1_700_000_000_000)
const put = (order: ShopOrder, given: Props) => putOrder(order, given, ids)
const groupsOf = (order: ShopOrder) => order.shippingGroups.map((one) => one.id)

test('C-17 one tracking number among three shipping groups: the other two are kept when they are named, gone when they are not', () => {
  const order = made(1, 3, 3)
  const [a, b, c] = groupsOf(order) as [string, string, string]
  const kept = put(order, { shippingGroups: [{ id: a }, { id: b, trackingNumber: 'T1' }, { id: c }] })
  assert.deepEqual(groupsOf(kept), [a, b, c])
  assert.deepEqual(
    kept.shippingGroups.map((one) => one['trackingNumber']),
    [null, 'T1', null],
  )
  assert.deepEqual(kept.shippingGroups[0], order.shippingGroups[0])
  assert.deepEqual(groupsOf(put(order, { shippingGroups: [{ id: b, trackingNumber: 'T1' }] })), [b])
  assert.deepEqual(groupsOf(put(order, { shippingGroups: [] })), [])
  assert.equal(put(order, { state: 'PROCESSING' }).shippingGroups.length, 3)
})

test('C-17 a member that matches nothing is new; a map that is present replaces the one that stands', () => {
  const order = made(2, 2, 2)
  const named = order.shippingGroups.map(({ id }) => ({ id }))
  const more = put(order, { shippingGroups: [...named, { description: 'another', shippingMethod: 'air' }] })
  assert.equal(more.shippingGroups.length, 3)
  assert.notEqual(more.shippingGroups[2]!.id, order.shippingGroups[0]!.id)
  const moved = put(order, {
    shippingGroups: [{ id: named[0]!.id, specialInstructions: { gate: '7' } }, named[1]!],
  })
  assert.deepEqual(moved.shippingGroups[0]!['specialInstructions'], { gate: '7' })
  const cleared = put(moved, { shippingGroups: [{ id: named[0]!.id, specialInstructions: {} }, named[1]!] })
  assert.deepEqual(cleared.shippingGroups[0]!['specialInstructions'], {})
})

test('C-15 items are matched by external id, then id, then article; groups by id, description, then method and address', () => {
  const order = made(3, 2, 2)
  const [x, y] = [order.commerceItems[0]!, order.commerceItems[1]!]
  const twins = put(order, {
    commerceItems: [
      { id: x.id, catalogRefId: 'SAME', externalId: 'E1' },
      { id: y.id, catalogRefId: 'SAME' },
    ],
  })
  // The id belongs to the other one: what the caller calls it goes first.
  const written = put(twins, {
    commerceItems: [
      { catalogRefId: 'SAME', note: 'second' },
      { externalId: 'E1', id: y.id, note: 'first' },
    ],
  })
  assert.deepEqual(
    written.commerceItems.map((one) => [one.id, one['note']]),
    [
      [y.id, 'second'],
      [x.id, 'first'],
    ],
  )
  const [g, h] = [order.shippingGroups[0]!, order.shippingGroups[1]!]
  const matched = put(order, {
    shippingGroups: [
      { shippingMethod: h['shippingMethod'], shippingAddress: h['shippingAddress'], trackingNumber: 'H' },
      { description: g['description'], trackingNumber: 'G' },
    ],
  })
  assert.deepEqual(
    matched.shippingGroups.map((one) => [one.id, one['trackingNumber']]),
    [
      [h.id, 'H'],
      [g.id, 'G'],
    ],
  )
})

test('C-19 an item is delivered when its relationships are; nobody writes its state; a state that there is not is refused', () => {
  const order = made(4, 1, 1)
  const group = order.shippingGroups[0]!
  const [one] = group['commerceItemRelationships'] as Props[]
  const itemOf = (given: Props) => put(order, given).commerceItems[0]!['state']
  assert.equal(itemOf({ commerceItems: [{ id: order.commerceItems[0]!.id, state: 'DELIVERED' }] }), 'INITIAL')
  const delivered = { id: one!['id'], state: 'DELIVERED' }
  const given = { shippingGroups: [{ id: group.id, commerceItemRelationships: [delivered] }] }
  assert.equal(itemOf(given), 'DELIVERED')
  assert.throws(() => put(order, { state: 'SHIPPED' }), /no state "SHIPPED"/)
  assert.throws(() => put(order, { shippingGroups: {} }), /list of objects/)
})

test('C-17 whatever members are named, exactly those stay, and those not touched are as before', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      (seed, count, groups, stays, changes) => {
        const order = made(seed, count, groups)
        const shippingGroups = order.shippingGroups.flatMap(({ id }, index) =>
          stays[index] ? [{ id, ...(changes[index] && { state: 'PROCESSING' }) }] : [],
        )
        const after = put(order, { shippingGroups })
        const expected = order.shippingGroups.flatMap((one, index) =>
          stays[index] ? [changes[index] ? { ...one, state: 'PROCESSING' } : one] : [],
        )
        assert.deepEqual(after.shippingGroups, expected)
        assert.deepEqual(after.paymentGroups, order.paymentGroups)
      },
    ),
  )
})
