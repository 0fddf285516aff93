import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Seen } from '../support/flow.ts'
import { PayingShop, asked, CALM, eventually, GATEWAYS } from '../support/paying-shop.ts'
import { channelInput, signed, submittedOrder } from '../support/shop.ts'

// What jobs settle of a shop's payments: answers that were lost, and authorizations that nobody wants any more.
let shop: PayingShop
before(async () => {
  shop = await PayingShop.open()
})
after(() => shop.close())
beforeEach(() => shop.gateway.behave(CALM))

test('C-31 an answer that was lost is found again by the transaction; one that nobody asks for again ends by itself', async () => {
  await shop.gateway.behave({ lose: 1 })
  const one = asked('0100')
  assert.equal((await shop.send(one)).status, 503)
  assert.equal((await shop.payments(one.orderId))[0].state, 'unknown')
  assert.equal((await shop.pay(one)).authorizationResponse.responseCode, '1000')
  assert.equal((await shop.gateway.transactions(one['transactionId'] as string)).length, 1)
  assert.equal((await shop.payments(one.orderId))[0].state, 'approved')

  // Done, and never heard of: it is found, waits a while for the shop, and is given back.
  await shop.gateway.behave({ lose: 1 })
  const lost = asked('0100')
  assert.equal((await shop.send(lost)).status, 503)
  const troubled = await shop.flow.server.request('GET', '/api/v1/payments?only=troubled')
  assert.ok(troubled.body.rows.some((row: Seen) => row.transactionId === lost['transactionId']))
  await shop.hurry(lost['transactionId'])
  await shop.settledAs(lost.orderId, 0, 'approved')
  await shop.hurry(lost['transactionId'])
  await shop.settledAs(lost.orderId, 1, 'approved')
  assert.equal((await shop.pay(lost)).authorizationResponse.responseCode, '9000')

  // Never done: it is closed, and cannot be done any more.
  await shop.gateway.behave({ drop: 1 })
  const dropped = asked('0100')
  assert.equal((await shop.send(dropped)).status, 503)
  await shop.hurry(dropped['transactionId'])
  await shop.settledAs(dropped.orderId, 0, 'closed')
  assert.equal((await shop.pay(dropped)).authorizationResponse.responseCode, '9000')
  assert.deepEqual(await shop.gateway.transactions(dropped['transactionId'] as string), [])
})

test('C-31 a refusal to do it again ends no doubt: only what became of the transaction does', async () => {
  for (const status of [429, 401]) {
    await shop.gateway.behave({ lose: 1 })
    const one = asked('0100')
    assert.equal((await shop.send(one)).status, 503)
    await shop.gateway.behave({ fail: 1, status })
    assert.equal((await shop.send(one)).status, 503)
    const [open] = await shop.payments(one.orderId)
    assert.equal(open.state, 'unknown')
    assert.ok(open.dueAt !== null)
    assert.equal((await shop.pay(one)).authorizationResponse.responseCode, '1000')
    // The same of a refund: a shop that hears no sends another one.
    await shop.gateway.behave({ lose: 1 })
    const refund = asked('0400', { orderId: one.orderId, amount: '575' })
    assert.equal((await shop.send(refund)).status, 503)
    await shop.gateway.behave({ fail: 1, status })
    assert.equal((await shop.send(refund)).status, 503)
    assert.equal((await shop.pay(refund)).creditResponse.responseCode, '3000')
    assert.equal((await shop.gateway.transactions(refund['transactionId'] as string)).length, 1)
  }
  // Nobody asks again: a job finds it, and gives it back.
  await shop.gateway.behave({ lose: 1 })
  const left = asked('0100')
  assert.equal((await shop.send(left)).status, 503)
  await shop.gateway.behave({ fail: 1, status: 429 })
  assert.equal((await shop.send(left)).status, 503)
  await shop.hurry(left['transactionId'])
  await shop.settledAs(left.orderId, 0, 'approved')
  await shop.hurry(left['transactionId'])
  await shop.settledAs(left.orderId, 1, 'approved')
  // A refusal of the first call is definite: nothing was done.
  await shop.gateway.behave({ fail: 1, status: 429 })
  assert.equal((await shop.pay(asked('0100'))).authorizationResponse.responseCode, '9000')
})

test('C-31 a void has no amount of its own, and a refund of less is done with what it gave', async () => {
  await shop.gateway.behave({ empty: 1 })
  const one = await shop.pay(asked('0100'))
  const voided = await shop.pay(asked('0110', { orderId: one.orderId }))
  assert.equal(voided.voidResponse.responseCode, '2000')
  const stands = (await shop.payments(one.orderId)).map(({ kind, state, dueAt }) => [kind, state, dueAt])
  assert.deepEqual(stands, [
    ['authorization', 'released', null],
    ['void', 'approved', null],
  ])

  const other = await shop.pay(asked('0100'))
  await shop.gateway.behave({ partial: 1 })
  const refund = await shop.pay(asked('0400', { orderId: other.orderId, amount: '1000' }))
  const { responseCode, responseReason, responseDescription, amount } = refund.creditResponse
  assert.deepEqual([responseCode, responseReason, amount], ['3000', 'partial', '000000000500'])
  assert.match(responseDescription, /5\.00 GBP of 10\.00 GBP/)
  const kept = await shop.payments(other.orderId)
  assert.deepEqual(
    kept.map(({ kind, state, dueAt }) => [kind, state, dueAt === null]),
    [
      ['authorization', 'approved', false],
      ['refund', 'approved', true],
    ],
  )
  assert.deepEqual(kept[1]!.answer.amount, { amount: '5.00', currency: 'GBP' })
  const troubled = await shop.flow.server.request('GET', '/api/v1/payments?only=troubled&limit=200')
  assert.ok(troubled.body.rows.some((row: Seen) => row.transactionId === kept[1]!.transactionId))
  // Docket's own void, answered without an amount, is the last of it, too.
  await shop.gateway.behave({ partial: 1, empty: 1 })
  const less = asked('0100')
  await shop.pay(less)
  await shop.settledAs(less.orderId, 1, 'approved')
  await sleep(2500)
  assert.equal((await shop.payments(less.orderId)).length, 2)
  const left = await shop.flow.server.request('GET', '/api/v1/payments?only=troubled&limit=200')
  assert.ok(!left.body.rows.some((row: Seen) => row.transactionId === less['transactionId']))
})

test('C-31 a declined void leaves its authorization standing, and is seen', async () => {
  // Refunded in part: the gateway voids it no more.
  const one = asked('0100')
  await shop.pay(one)
  await shop.pay(asked('0400', { orderId: one.orderId, amount: '575' }))
  await shop.hurry(one['transactionId'])
  const given = await shop.settledAs(one.orderId, 2, 'declined')
  assert.match(given.problem, /it was not voided: it was refunded/)
  const [authorization] = await shop.payments(one.orderId)
  assert.deepEqual([authorization.state, authorization.dueAt], ['approved', null])
  const troubled = await shop.flow.server.request('GET', '/api/v1/payments?only=troubled&limit=200')
  assert.ok(troubled.body.rows.some((row: Seen) => row.transactionId === given.transactionId))
  // One of less than was asked for stays what it was.
  await shop.gateway.behave({ partial: 1, refuseVoids: 1 })
  const less = asked('0100')
  await shop.pay(less)
  await shop.settledAs(less.orderId, 1, 'declined')
  assert.equal((await shop.payments(less.orderId))[0].state, 'partial')
  assert.equal((await shop.pay(less)).authorizationResponse.responseCode, '9000')
})

test('C-31 what is authorized in part is declined and given back, whatever the gateway does in between', async () => {
  await shop.gateway.behave({ partial: 1 })
  const one = asked('0100')
  const no = await shop.pay(one)
  const { responseCode, responseReason, responseDescription } = no.authorizationResponse
  assert.deepEqual([responseCode, responseReason], ['9000', 'partial'])
  assert.match(responseDescription, /62\.87 GBP of 125\.75 GBP was authorized, and is given back/)
  await shop.gateway.behave({ fail: 2 })
  const given = await shop.settledAs(one.orderId, 1, 'approved')
  assert.deepEqual(
    [given.kind, given.actor, given.reason],
    ['void', 'docket', 'it was not of the whole amount'],
  )
  assert.equal((await shop.payments(one.orderId))[0].state, 'released')
  const later = (await shop.pay(one)).authorizationResponse
  assert.deepEqual([later.responseCode, later.responseReason], ['9000', 'released'])
  assert.match(later.responseDescription, /62\.87 GBP of 125\.75 GBP was authorized, and is given back/)
})

test('C-31 C4-6 an authorization whose order did not come, or was cancelled, is voided once; one whose order is here stays', async () => {
  const keyOf = (id: string) => ({ orderId: id, paymentId: `pg-${id}`, amount: '2500' })
  const ids = ['o-here-1', 'o-cancelled-1', ...Array.from({ length: 30 }, (_one, index) => `o-gone-${index}`)]
  const all = ids.map((id) => asked('0100', keyOf(id)))
  await Promise.all(all.map((one) => shop.pay(one)))
  for (const id of ids.slice(0, 2)) {
    const bytes = JSON.stringify(submittedOrder(id, [{ sku: 'PAY-1', amount: 20 }]))
    const response = await fetch(shop.flow.server.url + shop.webhooks, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signed(bytes) },
      body: bytes,
    })
    assert.equal(response.status, 202)
  }
  const orderIdOf = (key: string): Promise<string> =>
    eventually(async () => {
      const { body } = await shop.flow.server.request('GET', `/api/v1/channels/shop/messages?key=${key}`)
      return body.rows[0]?.orderId ?? undefined
    }, `${key} did not come`)
  const here = await orderIdOf(ids[0]!)
  const cancelled = await orderIdOf(ids[1]!)
  for (const one of all.filter((each) => each.orderId !== ids[1])) await shop.hurry(one['transactionId'])
  for (const id of ids.slice(2)) {
    const given = await shop.settledAs(id, 1, 'approved')
    assert.deepEqual([given.kind, given.reason], ['void', 'its order did not come'])
  }
  const stays = await shop.flow.server.request('GET', `/api/v1/orders/${here}/payments`)
  assert.deepEqual(
    stays.body.rows.map((one: Seen) => [one.kind, one.state, one.orderId, one.amount.amount, one.dueAt]),
    [['authorization', 'approved', here, '25.00', null]],
  )
  // The channel names no gateway any more: what it has authorized is not forgotten.
  await shop.flow.put('/channels/shop', channelInput({}))
  await shop.flow.ok(`/orders/${cancelled}/cancel`, { reason: 'not wanted' })
  const given = await shop.settledAs(ids[1]!, 1, 'approved')
  await shop.flow.put('/channels/shop', channelInput({ gateways: GATEWAYS }))
  assert.equal(given.reason, 'its order is cancelled')
  assert.equal(
    (await shop.gateway.transactions('/void')).filter((one) => one.key.includes('o-cancelled-1')).length,
    1,
  )
  await shop.flow.lawful()
})

test('C-31 of an order that is here the card is held once: what the shop never heard of, or paid anew, is voided', async () => {
  const orderId = 'o-twice-1'
  const of = { orderId, paymentId: 'pg-twice', amount: '2500' }
  await shop.gateway.behave({ lose: 1 })
  const lost = asked('0100', of)
  assert.equal((await shop.send(lost)).status, 503)
  const first = asked('0100', of)
  const second = asked('0100', of)
  for (const one of [first, second])
    assert.equal((await shop.pay(one)).authorizationResponse.responseCode, '1000')
  const bytes = JSON.stringify(submittedOrder(orderId, [{ sku: 'PAY-1', amount: 20 }]))
  const headers = { 'content-type': 'application/json', ...signed(bytes) }
  const response = await fetch(shop.flow.server.url + shop.webhooks, { method: 'POST', headers, body: bytes })
  assert.equal(response.status, 202)
  await eventually(async () => {
    const { body } = await shop.flow.server.request('GET', `/api/v1/channels/shop/messages?key=${orderId}`)
    return body.rows[0]?.orderId ?? undefined
  }, 'the order did not come')
  const all = [lost, first, second].map((one) => one['transactionId'] as string)
  const states = async () => {
    const rows = await shop.payments(orderId)
    return all.map((id) => rows.find((row) => row.transactionId === id)!.state)
  }
  await shop.hurry(all[0])
  await eventually(async () => ((await states())[0] === 'approved' ? true : undefined), 'it was not found')
  for (const id of all) await shop.hurry(id)
  await eventually(
    async () =>
      (await shop.payments(orderId)).filter((one) => one.kind === 'void' && one.state === 'approved')
        .length === 2
        ? true
        : undefined,
    'two are not voided',
  )
  assert.deepEqual(await states(), ['released', 'released', 'approved'])
  const rows = await shop.payments(orderId)
  assert.deepEqual(
    all.map((id) => rows.find((row) => row.transactionId === `${id}/void`)?.reason),
    ['the shop never heard of it', 'a later one took its place', undefined],
  )
})
