import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mayCancel } from './cancel.ts'
import { STATES, type ShopOrder } from './order.ts'

const order = (state: string, payment: string, group: string, item: string) =>
  ({
    id: 'o1',
    state,
    commerceItems: [],
    shippingGroups: [{ id: 'sg1', state: group, commerceItemRelationships: [{ id: 'r1', state: item }] }],
    paymentGroups: [{ id: 'pg1', state: payment }],
  }) as unknown as ShopOrder

const open = { enabled: true, over: false }

/** By hand, so that a state that is added has to be thought about. */
const ALLOWED = new Set([
  'AGENT_REJECTED',
  'APPROVED',
  'APPROVED_TEMPLATE',
  'BEING_AMENDED',
  'FAILED',
  'FAILED_APPROVAL',
  'FAILED_APPROVAL_TEMPLATE',
  'INCOMPLETE',
  'PENDING_AGENT_APPROVAL',
  'PENDING_CUSTOMER_ACTION',
  'PENDING_CUSTOMER_RETURN',
  'PENDING_MERCHANT_ACTION',
  'PENDING_PAYMENT',
  'PROCESSING',
  'QUEUED',
  'SUBMITTED',
])

test('C-24 who may cancel: every state of order, payment, group and item, within the time of remorse and outside of it', () => {
  let asked = 0
  for (const state of STATES.order)
    for (const payment of STATES.paymentGroups)
      for (const group of STATES.shippingGroups)
        for (const item of STATES.commerceItemRelationships) {
          const one = order(state, payment, group, item)
          const goodsStay = payment !== 'SETTLED' && group !== 'NO_PENDING_ACTION' && item !== 'DELIVERED'
          const allowed = state === 'QUEUED' || (ALLOWED.has(state) && goodsStay)
          assert.equal(mayCancel(one, open), allowed, `${state} ${payment} ${group} ${item}`)
          assert.equal(mayCancel(one, { enabled: true, over: true }), false)
          assert.equal(mayCancel(one, { enabled: false, over: false }), false)
          asked += 1
        }
  assert.equal(asked, 21 * 7 * 8 * 14)
})
