import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { ShopProcess } from '../../../test/support/shop-process.ts'
import { merge, unlinked, type ShopObject } from './merge.ts'
import { wantedOf, type LineFacts, type OrderFacts, type Wanted } from './wanted.ts'

const MICRO = 1_000_000n

const line = (more: Partial<LineFacts>): LineFacts => ({
  lineNo: 1,
  externalLineId: 'ci1',
  custom: {},
  quantity: 2n * MICRO,
  shipped: 0n,
  cancelled: 0n,
  backordered: false,
  requested: false,
  trackingNumbers: [],
  ...more,
})
const facts = (lines: LineFacts[], more: Partial<OrderFacts> = {}): OrderFacts => ({
  orderId: 1n,
  source: 'webshop',
  externalId: 'o1',
  commerceState: 'PROCESSING',
  held: false,
  paid: false,
  lines,
  ...more,
})
/** An order of one item in as many groups as there are states of it. */
const shopOrder = (state: string, relations: string[], more: ShopObject = {}): ShopObject => ({
  id: 'o1',
  state,
  commerceItems: [{ id: 'ci1', state: 'INITIAL' }],
  shippingGroups: relations.map((one, index) => ({
    id: `sg${index + 1}`,
    state: 'INITIAL',
    trackingNumber: null,
    commerceItemRelationships: [{ id: `r${index + 1}`, commerceItemId: 'ci1', state: one }],
  })),
  paymentGroups: [{ id: 'pg1', state: 'AUTHORIZED' }],
  ...more,
})
const bodyOf = (order: ShopObject, wanted: Wanted) => {
  const merged = merge(order, wanted)
  assert.equal(merged.kind, 'write', JSON.stringify(merged))
  return (merged as { body: ShopObject }).body
}

test('C-19 C-20 the state of an item in a group follows the quantities of its line, whatever came before', () => {
  const state = (of: Partial<LineFacts>, order: Partial<OrderFacts> = {}) =>
    wantedOf(facts([line(of)], order)).lines[0]!.state
  assert.equal(state({ quantity: 0n }), null)
  assert.equal(state({}), 'PENDING_DELIVERY')
  assert.equal(state({ backordered: true }), 'BACK_ORDERED')
  assert.equal(state({ shipped: MICRO }), 'PENDING_DELIVERY')
  assert.equal(state({ shipped: 2n * MICRO }), 'DELIVERED')
  assert.equal(state({ shipped: MICRO, cancelled: MICRO }), 'DELIVERED')
  assert.equal(state({ cancelled: 2n * MICRO }), 'REMOVED')
  assert.equal(state({}, { commerceState: 'REMOVED' }), 'REMOVED')
  assert.equal(state({ shipped: 2n * MICRO }, { commerceState: 'REMOVED' }), 'DELIVERED')
  assert.equal(state({}, { commerceState: 'PENDING_REMOVE' }), 'PENDING_REMOVE')
})

test('C-20 an order is finished in the shop when all groups are done and it is paid, and not before', () => {
  const done = { shipped: 2n * MICRO }
  const order = shopOrder('PROCESSING', ['DELIVERED'])
  const completed = { commerceState: 'NO_PENDING_ACTION', paid: true }
  const body = bodyOf(order, wantedOf(facts([line(done)], completed)))
  assert.deepEqual(body, {
    state: 'NO_PENDING_ACTION',
    shippingGroups: [{ id: 'sg1', state: 'NO_PENDING_ACTION' }],
    paymentGroups: [{ id: 'pg1', state: 'SETTLED' }],
  })
  const unpaid = merge(order, wantedOf(facts([line(done)], { ...completed, paid: false })))
  assert.equal(JSON.stringify(unpaid).includes('"state":"SETTLED"'), false)
  const open = bodyOf(order, wantedOf(facts([line({})], completed)))
  assert.equal('state' in open, false)
})

test('C-15 an item in several groups is told apart by its group: the line says item and group', () => {
  const order = shopOrder('SUBMITTED', ['INITIAL', 'INITIAL'])
  const lines = [
    line({ externalLineId: 'ci1/sg1', shipped: 2n * MICRO, trackingNumbers: ['T1', 'T1', 'T2'] }),
    line({ lineNo: 2, externalLineId: 'x', custom: { commerceItemId: 'ci1', shippingGroupId: 'sg2' } }),
  ]
  assert.deepEqual(bodyOf(order, wantedOf(facts(lines)))['shippingGroups'], [
    {
      id: 'sg1',
      state: 'NO_PENDING_ACTION',
      trackingNumber: 'T1, T2',
      commerceItemRelationships: [{ id: 'r1', state: 'DELIVERED' }],
    },
    { id: 'sg2', state: 'PROCESSING', commerceItemRelationships: [{ id: 'r2', state: 'PENDING_DELIVERY' }] },
  ])
  const stranger = wantedOf(facts([line({ lineNo: 7, externalLineId: 'ci9' })]))
  assert.deepEqual(
    unlinked(order, stranger).map((one) => one.lineNo),
    [7],
  )
  // The shop took it out, and so did we.
  const gone = { lineNo: 8, externalLineId: 'ci8', cancelled: 2n * MICRO }
  assert.deepEqual(unlinked(order, wantedOf(facts([line({}), line(gone)]))), [])
  assert.deepEqual(bodyOf(order, stranger), { state: 'PROCESSING' })
})

test('C-20 C-24 no state of the shop that contradicts what is so here is written over, unless a person had it; what it says of a lost message is told apart', () => {
  const taken = (state: string) => shopOrder(state, ['INITIAL'])
  const open = wantedOf(facts([line({})]))
  const left = wantedOf(facts([line({ shipped: MICRO })]))
  const kindOf = (state: string, wanted: Wanted) => {
    const merged = merge(taken(state), wanted)
    return merged.kind === 'contradicts' ? `${merged.kind}${merged.lost ? ', lost' : ''}` : merged.kind
  }
  for (const wanted of [open, left]) {
    for (const state of ['CANCELLED', 'REMOVED', 'PENDING_REMOVE'])
      assert.equal(kindOf(state, wanted), 'contradicts, lost', state)
    for (const state of ['FAILED', 'FAILED_APPROVAL', 'AGENT_REJECTED', 'BEING_AMENDED', 'OF_THE_SHOP'])
      assert.equal(kindOf(state, wanted), 'contradicts', state)
    for (const state of ['QUEUED', 'INCOMPLETE', 'PENDING_APPROVAL', 'PENDING_PAYMENT'])
      assert.equal(kindOf(state, wanted), 'wait', state)
    for (const state of ['SUBMITTED', 'APPROVED', 'PENDING_CUSTOMER_ACTION', 'NO_PENDING_ACTION', '1'])
      assert.equal(kindOf(state, wanted), 'write', state)
    // Finance and goods go together: of what a person decides, all is said.
    const decided = merge(taken('CANCELLED'), wanted, 'CANCELLED')
    assert.deepEqual([decided.kind, (decided as { body: ShopObject }).body['state']], ['write', 'PROCESSING'])
    assert.equal(merge(taken('REMOVED'), wanted, 'CANCELLED').kind, 'contradicts')
  }
  const removed = wantedOf(facts([line({ quantity: 0n })], { commerceState: 'REMOVED' }))
  assert.equal('state' in bodyOf(taken('CANCELLED'), removed), false)
  assert.equal(bodyOf(taken('PROCESSING'), removed)['state'], 'REMOVED')
  assert.equal(bodyOf(taken('PENDING_REMOVE'), removed)['state'], 'REMOVED')
})

let shop: ShopProcess
before(async () => {
  shop = await ShopProcess.start()
})
after(() => shop.stop())

test('C-17 whatever is written: no member of the order is lost or made, only what was meant is another, and twice is once', async () => {
  const someLine = fc.record({
    known: fc.boolean(),
    shipped: fc.integer({ min: 0, max: 2 }),
    cancelled: fc.integer({ min: 0, max: 1 }),
    backordered: fc.boolean(),
    requested: fc.boolean(),
    tracking: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 3 }),
      fc.array(someLine, { minLength: 5, maxLength: 5 }),
      fc.constantFrom('PROCESSING', 'NO_PENDING_ACTION', 'QUEUED', 'PENDING_MERCHANT_ACTION', 'REMOVED'),
      fc.boolean(),
      async (count, shippingGroups, drawn, commerceState, paid) => {
        const basket = { count, shippingGroups, custom: { giftNote: 'kept' } }
        const placed = await shop.ok('POST', '/orders', basket)
        const lines = (placed.commerceItems as { id: string }[]).map(({ id }, index) => {
          const { known, shipped, cancelled, tracking, ...more } = drawn[index]!
          return line({
            ...more,
            lineNo: index + 1,
            externalLineId: known ? id : 'nobody',
            shipped: BigInt(shipped) * MICRO,
            cancelled: BigInt(cancelled) * MICRO,
            trackingNumbers: tracking ? [`T${index}`] : [],
          })
        })
        const wanted = wantedOf(facts(lines, { externalId: placed.id, commerceState, paid }))
        const merged = merge(placed, wanted)
        if (merged.kind !== 'write') return
        const answer = await shop.api('PUT', `/orders/${placed.id}`, merged.body)
        assert.equal(answer.status, 200, JSON.stringify(answer.body))
        assert.deepEqual(merge(answer.body, wanted), { kind: 'known' })
        assert.equal(JSON.stringify(merged.body).includes('commerceItems'), false)
        // Blind to what may be another, both are the same.
        const blind = (order: object): unknown =>
          JSON.parse(
            JSON.stringify(order, (name, value: unknown) =>
              ['state', 'trackingNumber', 'lastModifiedTime'].includes(name) ? '' : value,
            ),
          )
        assert.deepEqual(blind(answer.body), blind(placed))
      },
    ),
    { numRuns: 60 },
  )
})
