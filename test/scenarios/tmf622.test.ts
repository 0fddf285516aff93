import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Seen } from '../support/flow.ts'
import { Partners } from '../support/partners.ts'
import { BASE, crmOrder, TmfDesk } from '../support/tmf-desk.ts'
import { official } from '../support/tmf-schema.ts'

// A CRM hands product orders over as TMF622 v4 writes them.
let desk: TmfDesk
before(async () => {
  desk = await TmfDesk.at()
})
after(() => desk.close())

test('answers are held against the official files of TM Forum', { skip: official.skip }, async () => {
  const order = await desk.sent()
  assert.ok(order.id)
})

test('O-105 what the kit of TM Forum sends is taken: no offering and no quantity is an order that waits for them', async () => {
  const bare = {
    productOrderItem: [{ id: '123', action: 'add' }],
    relatedParty: [{ id: 'ctk-1', '@referredType': 'Individual' }],
  }
  const first = await desk.tmf('POST', '/productOrder', bare)
  assert.equal(first.status, 201, first.bytes.toString())
  const { id, href, orderDate, relatedParty, state, productOrderItem } = first.body
  assert.deepEqual([state, href], ['pending', `${BASE}/productOrder/${id}`])
  assert.deepEqual(relatedParty, bare.relatedParty)
  assert.deepEqual(productOrderItem, [{ id: '123', action: 'add', state: 'pending' }])
  assert.equal(first.headers.get('location'), `${BASE}/productOrder/${id}`)
  // Without an id of its own the same body is another order.
  const second = (await desk.tmf('POST', '/productOrder', bare)).body
  assert.notEqual(second.id, id)
  const found = async (query: string): Promise<string[]> =>
    (await desk.taken('GET', `/productOrder?${query}`)).map((one: Seen) => one.id)
  assert.deepEqual(await found(`id=${id}`), [id])
  assert.deepEqual(await found(`orderDate=${encodeURIComponent(orderDate)}`), [id])
  const all = await found('limit=200')
  assert.ok(all.includes(id) && all.includes(second.id))
  assert.equal((await desk.tmf('GET', '/productOrder/none')).status, 404)
  const notes = first.body.note.map(({ text }: Seen) => text)
  assert.ok(
    notes.some((text: string) =>
      text.startsWith('/productOrderItem/0/productOffering/id: item 123 names no'),
    ),
    notes.join('\n'),
  )
})

test('O-105 a pending order is put right by a patch, is agreed, and is told with what it costs and when it comes', async () => {
  await desk.stockedItem('TMF-1', { PORT: '9' }, '4')
  await desk.put('/prices', {
    list: 'RETAIL',
    sku: 'TMF-1',
    validFrom: '2020-01-01',
    unitPrice: { amount: '10.00', currency: 'GBP' },
  })
  const sent = {
    ...crmOrder('NO-SUCH'),
    description: 'A bundle',
    category: 'B2B',
    note: [{ id: 'n1', text: 'Ring twice', author: 'Ann' }],
  }
  const draft = await desk.taken('POST', '/productOrder', sent)
  assert.equal(draft.state, 'pending')
  assert.match(draft.note[1].text, /^\/productOrderItem\/0\/productOffering\/id: .*NO-SUCH/)
  // Sent back whole, with one member changed.
  const [item] = draft.productOrderItem
  const patch = { ...draft, productOrderItem: [{ ...item, quantity: 3, productOffering: { id: 'TMF-1' } }] }
  const agreed = await desk.taken('PATCH', `/productOrder/${draft.id}`, patch)
  assert.ok(['acknowledged', 'inProgress', 'completed'].includes(agreed.state), JSON.stringify(agreed))
  assert.deepEqual([agreed.id, agreed.orderDate, agreed.description], [draft.id, draft.orderDate, 'A bundle'])
  assert.deepEqual(agreed.note, sent.note)
  const told = agreed.productOrderItem[0]
  assert.equal(told.itemTotalPrice[0].price.dutyFreeAmount.value, 30)
  assert.equal(agreed.orderTotalPrice[0].price.taxIncludedAmount.unit, 'GBP')
  assert.match(agreed.expectedCompletionDate, /^\d{4}-\d\d-\d\dT/)
  const done = await desk.untilState(draft.id, 'completed')
  assert.match(done.completionDate, /^\d{4}-/)
  assert.equal((await desk.read(draft.id)).custom.category, 'B2B')
  await desk.lawful()
})

test('O-105 items nest and relate: each that adds something is a line, a bundle is as its items are, what does not change goes along', async () => {
  await desk.stockedItem('TMF-2', { PORT: '9' }, '4')
  await desk.newItem('TMF-3')
  for (const sku of ['TMF-2', 'TMF-3'])
    await desk.put('/prices', {
      list: 'RETAIL',
      sku,
      validFrom: '2020-01-01',
      unitPrice: { amount: '5.00', currency: 'GBP' },
    })
  const relation = (relationshipType: string, id: string) => ({ relationshipType, id })
  const order = await desk.sent({
    productOrderItem: [
      {
        id: 'bundle',
        action: 'add',
        productOrderItemRelationship: [relation('bundles', 'tv')],
        productOrderItem: [
          { id: 'tv', action: 'add', quantity: 2, productOffering: { id: 'TMF-2' } },
          {
            id: 'box',
            action: 'add',
            productOffering: { id: 'TMF-3' },
            productOrderItemRelationship: [relation('reliesOn', 'tv')],
          },
        ],
      },
      { id: 'old', action: 'noChange', product: { id: 'p-1' } },
    ],
  })
  const seen = await desk.read(order.id)
  assert.deepEqual(
    seen.lines.map((one: Seen) => [one.externalLineId, one.sku, one.quantity]),
    [
      ['tv', 'TMF-2', '2'],
      ['box', 'TMF-3', '1'],
    ],
  )
  await desk.until(order.id, (one) => one.fulfillmentLines.some(({ shipped }: Seen) => shipped === '2'))
  const told = await desk.taken('GET', `/productOrder/${order.id}`)
  assert.equal(told.state, 'inProgress')
  const [bundle, old] = told.productOrderItem
  assert.deepEqual(
    [bundle.state, ...bundle.productOrderItem.map((one: Seen) => one.state), old.state],
    ['inProgress', 'completed', 'inProgress', 'inProgress'],
  )
  assert.deepEqual(bundle.productOrderItemRelationship, [relation('bundles', 'tv')])
})

test('O-105 what is wrong with a body is told at once, each at its place, in the form of TM Forum', async () => {
  const answer = await desk.tmf('POST', '/productOrder', {
    priority: '7',
    state: 'completed',
    productOrderItem: [{ id: '1', action: 'buy', quantity: 0 }, { action: 'add' }],
  })
  assert.equal(answer.status, 400)
  assert.equal(answer.headers.get('content-type'), 'application/json; charset=utf-8')
  assert.deepEqual([answer.body.code, answer.body.status], ['invalid_body', '400'])
  const paths = answer.body.errors.map(({ path }: Seen) => path).toSorted()
  assert.deepEqual(paths, [
    '/priority',
    '/productOrderItem/0/action',
    '/productOrderItem/0/quantity',
    '/productOrderItem/1/id',
    '/state',
  ])
  const whole = await desk.tmf('POST', '/productOrder', {
    productOrderItem: [
      { id: '1', action: 'modify', product: { id: 'p-1' } },
      {
        id: '1',
        action: 'add',
        productOffering: { id: 'KIT-101' },
        productOrderItemRelationship: [{ id: '9' }],
      },
      { id: '2', action: 'delete' },
    ],
  })
  assert.equal(whole.status, 400)
  assert.deepEqual(
    whole.body.errors.map(({ path, code }: Seen) => `${path} ${code}`),
    [
      '/relatedParty required',
      '/productOrderItem/0/action action_not_available',
      '/productOrderItem/1/id duplicate_item',
      '/productOrderItem/2/action action_not_available',
      '/productOrderItem/1/productOrderItemRelationship/0/id unknown_item',
    ],
  )
  const nothing = await desk.tmf('POST', '/productOrder', {
    ...crmOrder(),
    productOrderItem: [{ id: '1', action: 'noChange' }],
  })
  assert.equal(nothing.body.errors[0].code, 'nothing_to_do')
  assert.equal(
    (
      await desk.tmf('POST', '/productOrder', '{"productOrderItem": [', {
        'content-type': 'application/json',
      })
    ).status,
    400,
  )
  assert.equal((await desk.tmf('GET', '/productOrder?limit=0')).status, 400)
  assert.equal((await desk.tmf('GET', '/productOrder?color=red')).status, 400)
  assert.equal(
    (await desk.tmf('GET', '/productOrder', undefined, { authorization: 'Bearer nobody' })).status,
    401,
  )
})

test('O-105 priority 0 is the most urgent there and 9 here: it goes there and back, also of an order that is under way', async () => {
  await desk.newItem('TMF-4')
  await desk.put('/prices', {
    list: 'RETAIL',
    sku: 'TMF-4',
    validFrom: '2020-01-01',
    unitPrice: { amount: '5.00', currency: 'GBP' },
  })
  const ours = [9, 6, 4, 2, 0]
  for (const [theirs, one] of ours.entries()) {
    const order = await desk.taken('POST', '/productOrder', {
      ...crmOrder('TMF-4'),
      priority: String(theirs),
    })
    assert.equal(order.priority, String(theirs))
    assert.equal((await desk.read(order.id)).priority, one)
  }
  const usual = await desk.taken('POST', '/productOrder', crmOrder('TMF-4'))
  assert.equal(usual.priority, '2')
  const urgent = await desk.taken('PATCH', `/productOrder/${usual.id}`, { ...usual, priority: '0' })
  assert.equal(urgent.priority, '0')
  assert.equal((await desk.read(usual.id)).priority, 9)
  // Anything else of it is an amendment.
  const more = { productOrderItem: [{ ...usual.productOrderItem[0], quantity: 2 }], description: 'more' }
  const refused = await desk.tmf('PATCH', `/productOrder/${usual.id}`, more)
  assert.deepEqual(
    [refused.status, refused.body.code, refused.body.errors.map(({ path }: Seen) => path)],
    [422, 'revision_not_available', ['/productOrderItem/0/quantity', '/description']],
  )
  const state = await desk.tmf('PATCH', `/productOrder/${usual.id}`, { ...usual, state: 'cancelled' })
  assert.deepEqual(
    [state.status, state.body.code, state.body.errors[0].path],
    [400, 'not_settable', '/state'],
  )
  const without = await desk.tmf('PATCH', `/productOrder/${usual.id}`, { description: 'no items' })
  assert.deepEqual([without.status, without.body.errors[0].path], [400, '/productOrderItem'])
})

test('O-105 the same order by its own id is one; another body under it is refused', async () => {
  const body = { ...crmOrder(), externalId: 'CRM-1' }
  const first = await desk.taken('POST', '/productOrder', body)
  const again = await desk.tmf('POST', '/productOrder', body)
  assert.deepEqual([again.status, again.body.id, again.body.externalId], [201, first.id, 'CRM-1'])
  const other = await desk.tmf('POST', '/productOrder', { ...body, description: 'other' })
  assert.deepEqual([other.status, other.body.code], [422, 'key_reused'])
  const keyed = (text: string) =>
    desk.tmf('POST', '/productOrder', { ...crmOrder(), description: text }, { 'idempotency-key': 'crm-2' })
  const [one, two, three] = [await keyed('a'), await keyed('a'), await keyed('b')]
  assert.deepEqual([one.body.id, three.status, three.body.code], [two.body.id, 422, 'idempotency_key_reused'])
  assert.deepEqual(
    (await desk.taken('GET', '/productOrder?externalId=CRM-1')).map(({ id }: Seen) => id),
    [first.id],
  )
})

test('O-105 lists go by offset and limit, are counted, filtered by state and cut to the fields that are asked for', async () => {
  for (let made = 0; made < 3; made += 1) await desk.sent(crmOrder('NO-SUCH'))
  const page = await desk.tmf('GET', '/productOrder?state=pending&offset=1&limit=2&fields=state,orderDate')
  const total = Number(page.headers.get('x-total-count'))
  assert.ok(total >= 3, String(total))
  assert.equal(page.headers.get('x-result-count'), '2')
  assert.deepEqual(Object.keys(page.body[0]).toSorted(), ['href', 'id', 'orderDate', 'state'])
  assert.deepEqual(
    page.body.map(({ state }: Seen) => state),
    ['pending', 'pending'],
  )
  const beyond = await desk.tmf('GET', '/productOrder?state=pending&offset=1000')
  assert.deepEqual([beyond.body, beyond.headers.get('x-total-count')], [[], String(total)])
  const all = await desk.tmf('GET', '/productOrder?limit=1')
  assert.ok(Number(all.headers.get('x-total-count')) > total)
  const [newest] = all.body
  const since = await desk.tmf('GET', `/productOrder?orderDate.gte=${newest.orderDate}&limit=200`)
  assert.ok(since.body.some(({ id }: Seen) => id === newest.id))
  const after = await desk.tmf('GET', `/productOrder?orderDate.gt=${newest.orderDate}&limit=200`)
  assert.ok(!after.body.some(({ id }: Seen) => id === newest.id))
  // Orders that came by other ways are product orders, too.
  const { id } = await desk.sell([{ sku: 'KIT-101', quantity: '2' }])
  const told = await desk.taken('GET', `/productOrder/${id}`)
  assert.deepEqual(
    [told.relatedParty[0].id, told.productOrderItem[0].productOffering.id, told.productOrderItem[0].quantity],
    ['GB-0001', 'KIT-101', 2],
  )
})

test('O-105 who sees some accounts only orders for those, sees theirs, and does not say what is urgent', async () => {
  const own = await new Partners(desk).customerKeyOf('GB-0002', ['orders:read', 'orders:write'])
  const mine = crmOrder()
  mine.relatedParty[0]!.id = 'GB-0002'
  const theirs = await desk.sent()
  assert.equal((await desk.tmf('GET', `/productOrder/${theirs.id}`, undefined, own)).status, 404)
  assert.equal((await desk.tmf('POST', '/productOrder', crmOrder(), own)).body.code, 'account_forbidden')
  const urgent = await desk.tmf('POST', '/productOrder', { ...mine, priority: '0' }, own)
  assert.deepEqual([urgent.status, urgent.body.errors[0].path], [403, '/priority'])
  const order = (await desk.tmf('POST', '/productOrder', mine, own)).body
  assert.deepEqual(
    (await desk.tmf('GET', '/productOrder', undefined, own)).body.map(({ id }: Seen) => id),
    [order.id],
  )
})
