import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

// Warehouses that say what left, and a store to which what it lacks is brought and where it is kept for three days.
let flow: Flow
before(async () => {
  flow = await Flow.open()
  const place = { country: 'GB', autoConfirm: false }
  for (const [index, code] of ['BIG', 'FAR', 'NEAR'].entries())
    await flow.put('/locations', { ...place, code, name: code, rank: 1 + index })
  const store = { ...place, country: 'IE', rank: 900, transferMethod: 'van', pickUpDays: 3 }
  await flow.put('/locations', { ...store, code: 'KIOSK', name: 'Kiosk' })
  await flow.put('/transit-lanes', { shipMethod: 'van', country: 'IE', transitDays: 2 })
})
after(() => flow.close())

const line = (sku: string, quantity: string, more: object = {}) => ({
  sku,
  quantity,
  unitPrice: '10',
  net: (10 * Number(quantity)).toFixed(2),
  tax: (2 * Number(quantity)).toFixed(2),
  ...more,
})
async function why(id: string, headers?: Record<string, string>): Promise<Seen[]> {
  const { status, body } = await flow.server.request('GET', `/api/v1/orders/${id}/why`, undefined, headers)
  assert.equal(status, 200, JSON.stringify(body))
  return body.reasons
}
const reasonUntil = async (id: string, is: (reason: Seen) => boolean): Promise<Seen> => {
  const end = performance.now() + 5000
  for (;;) {
    const reasons = await why(id)
    const found = reasons.find(is)
    if (found) return found
    assert.ok(performance.now() < end, JSON.stringify(reasons))
  }
}
const coded = (code: string) => (reason: Seen) => reason.code === code
const WHAT_IF = 'POST /promises/what-if'

test('P-31 of two holds, or two shipments, in the same words both are named, and doing what is said lets it go on', async () => {
  await flow.stockedItem('WG-1', { BIG: '1' }, '4')
  const { id } = await flow.order([line('WG-1', '1'), line('WG-1', '1')])
  await flow.until(id, (seen) => seen.shipments.length === 1)
  await flow.receive('WG-1', '1', 'BIG')
  const { shipments } = await flow.until(id, (seen) => seen.shipments.length === 2)
  const asked = await reasonUntil(id, coded('warehouse'))
  assert.deepEqual(
    [asked.lineNos, asked.since, asked.calls.toSorted()],
    [
      [1, 2],
      shipments[0].releasedOn,
      shipments
        .flatMap((one: Seen) => [`POST /shipments/${one.id}/confirm`, `POST /shipments/${one.id}/reject`])
        .toSorted(),
    ],
  )
  for (const one of ['a', 'a', 'b']) await flow.ok(`/orders/${id}/holds`, { code: 'manual', reason: one })
  const held = (await why(id)).filter(coded('hold'))
  assert.deepEqual(
    held.map(({ text, calls }) => [text, calls.length]),
    [
      ['it is held (manual): a', 2],
      ['it is held (manual): b', 1],
    ],
  )
  for (const call of held.flatMap(({ calls }) => calls))
    await flow.ok(call.replace('POST ', '').replace('{id}', id), { reason: 'done' })
  assert.deepEqual((await why(id)).filter(coded('hold')), [])
})

test('P-31 B6-2 what is free and does not serve it is told with why: it waits for release, comes in too small a part, or is taken in one piece', async () => {
  await flow.newItem('WG-2')
  const least = await flow.order([line('WG-2', '12', { minSplitQuantity: '8' })])
  const one = await flow.order([line('WG-2', '11', { allowSplit: false })])
  assert.equal((await why(least.id))[0].text, '12 of WG-2 are not there at PORT, and none are known to come')
  await flow.receive('WG-2', '4', 'FAR')
  await flow.receive('WG-2', '3', 'NEAR')
  assert.deepEqual(
    (await why(least.id)).map(({ code, text }) => [code, text]),
    [
      [
        'goods',
        '12 of WG-2 wait for goods at PORT: 7 are free (4 at FAR, 3 at NEAR), and of less than all of it 8 at least are taken, and only when the rest comes',
      ],
    ],
  )
  assert.equal(
    (await why(one.id))[0].text,
    '11 of WG-2 wait for goods at PORT: 7 are free (4 at FAR, 3 at NEAR), and it is taken in one piece',
  )
  const { companies } = (await flow.server.request('GET', '/api/v1/companies')).body
  const { code, name, currency, country, timeZone, settings } = companies[0]
  const company = { code, name, currency, country, timeZone }
  await flow.put('/companies', { ...company, settings: { ...settings, backordersWaitForRelease: true } })
  await flow.newItem('WG-3')
  const { id } = await flow.order([line('WG-3', '2')])
  assert.equal((await why(id))[0].text, '2 of WG-3 wait at PORT to be released: nothing is free')
  await flow.receive('WG-3', '9', 'FAR')
  await flow.put('/companies', { ...company, settings })
  const [waits] = await why(id)
  assert.equal(waits.text, '2 of WG-3 wait at PORT to be released: 9 are free (9 at FAR)')
  assert.deepEqual(waits.calls, ['POST /backorders/preview', 'POST /backorders/release', WHAT_IF])
  // Who may not read stock is told nothing of it.
  const [outside] = await why(id, await flow.keyOf(['orders:read']))
  assert.equal(outside.text, '2 of WG-3 wait for goods at PORT')
  const { lines } = await flow.ok('/backorders/release', { skus: ['WG-3'] })
  assert.equal(lines.length, 1)
  await reasonUntil(id, coded('warehouse'))
})

test('P-31 C13-1 what is brought is told with who has to send it, what waits for the rest at the counter, and what is to be fetched until when', async () => {
  await flow.stockedItem('WG-4', { KIOSK: '1', BIG: '2' }, '4')
  const made = await flow.order([line('WG-4', '3', { location: 'KIOSK', allowSplit: false })], {
    prepaid: true,
  })
  const { id } = made
  // Of what stands at the store: prepaid or not, it is told why it waits.
  assert.deepEqual(
    (await why(id)).map(({ code }) => code),
    ['prepayment', 'together'],
  )
  await flow.ok('/receipts', { account: 'GB-0001', orderId: id, amount: made.total, method: 'card' })
  const asked = await reasonUntil(id, ({ code, calls }) => code === 'brought' && calls.length === 2)
  const [transfer] = (await flow.server.request('GET', `/api/v1/transfers?order=${id}`)).body.rows
  assert.equal(asked.text, `BIG was asked on ${transfer.askedOn} to bring 2 of WG-4 to KIOSK`)
  assert.deepEqual(asked.calls, [
    `POST /transfers/${transfer.id}/send`,
    `POST /transfers/${transfer.id}/reject`,
  ])
  assert.deepEqual([asked.since, asked.until], [transfer.askedOn, transfer.dueOn])
  const waits = (await why(id)).find(coded('together'))
  assert.equal(waits.text, 'what is there at KIOSK waits for the rest of its line: it is handed over at once')
  assert.deepEqual(waits.calls, [])
  await flow.ok(`/transfers/${transfer.id}/send`, {})
  const coming = await reasonUntil(id, ({ text }) => text.includes('on their way'))
  assert.deepEqual(
    [coming.text, coming.calls],
    ['2 of WG-4 are on their way from BIG to KIOSK', [`POST /transfers/${transfer.id}/receive`]],
  )
  await flow.ok(`/transfers/${transfer.id}/receive`, {})
  const ready = await reasonUntil(id, coded('pick_up'))
  const [shipment] = (await flow.read(id)).shipments
  assert.match(shipment.keepUntil, /^\d{4}-/)
  assert.deepEqual(
    [ready.text, ready.since, ready.until, ready.calls[1]],
    [
      'it is at KIOSK to be fetched',
      shipment.releasedOn,
      shipment.keepUntil,
      `POST /shipments/${shipment.id}/keep`,
    ],
  )
})

test('P-31 O-75 what nobody can serve any more comes first, and nobody is told to serve otherwise what is suspended', async () => {
  await flow.stockedItem('WG-5', { BIG: '2' }, '4')
  await flow.newItem('WG-6')
  const { id } = await flow.order([line('WG-6', '1'), line('WG-5', '2')])
  const [shipment] = (await flow.until(id, (seen) => seen.shipments.length === 1)).shipments
  assert.ok((await why(id)).some(({ calls }) => calls.includes(WHAT_IF)))
  await flow.ok(`/shipments/${shipment.id}/reject`, { reason: 'broken' })
  const [first, second] = await why(id)
  assert.deepEqual([first.code, first.lineNos, second.code], ['unfulfillable', [2], 'goods'])
  assert.match(
    first.text,
    /^2 of WG-5 wait at \w+ for a person: BIG rejected them, and no other place had them$/,
  )
  assert.deepEqual(first.calls, [WHAT_IF, 'POST /stock/receipts', 'POST /orders/{id}/cancel'])
  await flow.ok(`/orders/${id}/suspend`, { reason: 'x' })
  const stopped = await why(id)
  assert.deepEqual(
    stopped.map(({ code }) => code),
    ['unfulfillable', 'suspended', 'goods'],
  )
  for (const { calls } of stopped) assert.equal(calls.includes(WHAT_IF), false)
})
