import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Seen } from '../support/flow.ts'
import {
  brought,
  close,
  fetched,
  flow,
  line,
  listed,
  onHand,
  onItsWay,
  open,
  parts,
  stocked,
} from '../support/ship-for-pick-up-desk.ts'

before(open)
after(close)

test('C13-1 the matrix: what is delivered, picked up and brought for pick-up, from where it is sourced, by where it is handed over', async () => {
  await stocked('MX-1', { BIG: '20', KIOSK: '3' })
  const made = await flow.order([line('MX-1', '2'), line('MX-1', '3', 'KIOSK'), line('MX-1', '4', 'KIOSK')])
  const [transfer] = await brought(made.id)
  const order = await flow.until(made.id, (one) => one.shipments.length === 2)
  assert.deepEqual(parts(order), ['BIG 2 on_hand', 'KIOSK 3 on_hand', 'KIOSK 4 transfer'])
  assert.deepEqual(
    [transfer.from, transfer.to, transfer.state, transfer.toSend],
    ['BIG', 'KIOSK', 'requested', '4'],
  )
  await flow.lawful()
  const sent = await flow.ok(`/transfers/${transfer.id}/send`, {})
  assert.deepEqual([sent.state, sent.onTheWay], ['in_transit', '4'])
  assert.equal((await flow.read(made.id)).invoices.length, 0)
  await flow.lawful()
  const received = await flow.ok(`/transfers/${transfer.id}/receive`, {})
  assert.deepEqual([received.state, received.free], ['received', '0'])
  const ready = await flow.until(made.id, (one) => one.shipments.length === 3)
  await flow.lawful()
  for (const { id } of ready.shipments) await flow.ok(`/shipments/${id}/confirm`, {})
  const billed = await flow.until(made.id, (one) => one.billingStatus === 'billed')
  assert.deepEqual(parts(billed), ['BIG 2 on_hand', 'KIOSK 3 on_hand', 'KIOSK 4 on_hand'])
  await flow.lawful()
})

test('C13-1 goods on their way stay in the books, are cost of sales at the counter, and net to nothing once received', async () => {
  await stocked('BK-1', { BIG: '3' }, '3.333333')
  const { id, transfer } = await onItsWay('BK-1', '3')
  assert.deepEqual(await flow.books(id), ['transfer.shipped 1350/1300 10.00'])
  assert.deepEqual(await onHand('BK-1', 'BIG'), ['0', '0'])
  const one = { quantity: '1' }
  await flow.ok(`/transfers/${transfer.id}/receive`, one, 'bk-1')
  // Said again it is heard once.
  await flow.ok(`/transfers/${transfer.id}/receive`, one, 'bk-1')
  const order = await flow.until(id, (seen) => seen.shipments.length === 1)
  assert.deepEqual(parts(order), ['KIOSK 2 transfer', 'KIOSK 1 on_hand'])
  await flow.lawful()
  assert.equal((await flow.ok(`/transfers/${transfer.id}/receive`, {})).state, 'received')
  await flow.until(id, (seen) => seen.shipments.length === 2)
  assert.deepEqual(await onHand('BK-1', 'KIOSK'), ['3', '3'])
  await fetched(id)
  const books = await flow.books(id)
  assert.deepEqual(
    books.filter((text) => text.startsWith('transfer')),
    [
      'transfer.shipped 1350/1300 10.00',
      'transfer.received 1300/1350 3.33',
      'transfer.received 1300/1350 6.67',
    ],
  )
  const cost = books.filter((text) => text.startsWith('shipment.confirmed'))
  assert.equal(
    cost.reduce((sum, text) => sum + Math.round(Number(text.split(' ')[2]) * 100), 0),
    1000,
  )
  await flow.lawful()
})

test('C13-1 in parts: of 6 it rejects 2, sends 3 and 1, one is lost on its way; each is brought or paid once', async () => {
  await stocked('PT-1', { BIG: '6', FAR: '9' })
  const { id } = await flow.order([line('PT-1', '6', 'KIOSK')])
  const [first] = await brought(id)
  const part = await flow.ok(`/transfers/${first.id}/reject`, { reason: 'two are broken', quantity: '2' })
  assert.deepEqual(
    part.servedBy.map((one: Seen) => `${one.broughtFrom} ${one.quantity}`),
    ['FAR 2'],
  )
  assert.equal((await flow.ok(`/transfers/${first.id}/send`, { quantity: '3' })).state, 'partially_shipped')
  const more = await flow.post(`/transfers/${first.id}/send`, { quantity: '2' })
  assert.equal(more.body.errors[0].code, 'more_than_open')
  assert.equal((await flow.ok(`/transfers/${first.id}/send`, {})).onTheWay, '4')
  await flow.lawful()
  // Three arrive, one never will: it is brought anew.
  const short = await flow.ok(`/transfers/${first.id}/receive`, { lost: '1' })
  assert.deepEqual([short.received, short.lost, short.onTheWay], ['3', '1', '0'])
  assert.deepEqual(
    short.servedBy.map((one: Seen) => `${one.broughtFrom} ${one.quantity} ${one.supply}`),
    ['null 3 on_hand', 'FAR 1 transfer'],
  )
  await flow.lawful()
  const others = (await brought(id, 3)).filter((one) => one.state === 'requested')
  assert.deepEqual(
    others.map((one) => `${one.from} ${one.toSend}`),
    ['FAR 2', 'FAR 1'],
  )
  for (const one of others) {
    await flow.ok(`/transfers/${one.id}/send`, {})
    await flow.ok(`/transfers/${one.id}/receive`, {})
  }
  // What is ready at the same moment is handed over together.
  const ready = ({ shipments }: Seen): number =>
    shipments
      .flatMap((one: Seen) => one.lines)
      .reduce((sum: number, { requested }: Seen) => sum + Number(requested), 0)
  await flow.until(id, (seen) => ready(seen) === 6)
  const order = await fetched(id)
  assert.equal(
    order.invoices.reduce((sum: number, bill: Seen) => sum + Number(bill.total.amount), 0),
    72,
  )
  assert.ok((await flow.books(id)).includes('transfer.lost 5200/1350 4.00'))
  await flow.lawful()
})

test('C13-1 sent, rejected, cancelled and received at the same moment, each unit is somewhere once', async () => {
  await stocked('RC-1', { BIG: '40', FAR: '40' })
  const ids = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const { id } = await flow.order([line('RC-1', '4', 'KIOSK')])
      const [transfer] = await brought(id)
      return { id, transfer }
    }),
  )
  await Promise.all(
    ids.flatMap(({ id, transfer }) => [
      flow.post(`/transfers/${transfer.id}/send`, { quantity: '3' }),
      flow.post(`/transfers/${transfer.id}/reject`, { reason: 'gone', quantity: '2' }),
      flow.post(`/orders/${id}/cancel`, { reason: 'no', lines: [{ lineNo: 1, quantity: '1' }] }),
      flow.post(`/transfers/${transfer.id}/receive`, { quantity: '1' }),
      flow.post(`/transfers/${transfer.id}/send`, {}),
      flow.post(`/transfers/${transfer.id}/receive`, { quantity: '1', lost: '1' }),
    ]),
  )
  await flow.lawful()
  for (const { id } of ids) {
    for (let round = 0; round < 3; round += 1) {
      for (const one of (await flow.server.request('GET', `/api/v1/transfers?order=${id}`)).body.rows) {
        if (one.toSend !== '0') await flow.ok(`/transfers/${one.id}/send`, {})
        if (one.toSend !== '0' || one.onTheWay !== '0') await flow.ok(`/transfers/${one.id}/receive`, {})
      }
    }
    await flow.until(
      id,
      (seen) =>
        seen.shipments
          .flatMap((one: Seen) => one.lines)
          .reduce((sum: number, one: Seen) => sum + Number(one.requested), 0) === 3,
    )
    await fetched(id)
  }
  await flow.lawful()
})

test('C13-1 a place that ships by itself sends what it is asked for at once; what was fetched comes back to any store', async () => {
  await flow.put('/locations', { code: 'AUTO', name: 'Auto', country: 'GB', rank: 600 })
  await stocked('AU-1', { AUTO: '5' })
  const { id } = await flow.order([line('AU-1', '2', 'KIOSK')])
  const [transfer] = await brought(id)
  assert.deepEqual([transfer.state, transfer.onTheWay], ['in_transit', '2'])
  assert.deepEqual((await listed('transfers?to=KIOSK')).at(-1).id, transfer.id)
  await flow.ok(`/transfers/${transfer.id}/receive`, {})
  await flow.until(id, (seen) => seen.shipments.length === 1)
  await fetched(id)
  await flow.ok('/returns', {
    orderId: id,
    reason: 'damaged',
    lines: [{ lineNo: 1, quantity: '1', location: 'FAR' }],
  })
  assert.deepEqual(await onHand('AU-1', 'FAR'), ['1', '0'])
  await flow.lawful()
})

test('C13-1 what is brought is taxed where it is handed over, wherever it stood and whoever lives where', async () => {
  await flow.put('/tax-rates', {
    taxCode: 'standard',
    country: 'IE',
    name: 'VAT IE',
    percent: '23',
    validFrom: '2012-01-01',
  })
  const made = await flow.sell([{ sku: 'KIT-101', quantity: '1', location: 'KIOSK' }])
  assert.equal(made.state, 'in_progress', JSON.stringify(made))
  const [transfer] = await brought(made.id)
  if (transfer.toSend !== '0') await flow.ok(`/transfers/${transfer.id}/send`, {})
  await flow.ok(`/transfers/${transfer.id}/receive`, {})
  await flow.until(made.id, (seen) => seen.shipments.length === 1)
  const [invoice] = (await fetched(made.id)).invoices
  assert.equal(
    Math.round(Number(invoice.tax.amount) * 100),
    Math.round((Number(invoice.net.amount) + Number(invoice.freight.amount)) * 23),
    JSON.stringify(invoice),
  )
  await flow.lawful()
})

test('C13-1 what arrives and its order does not want serves who waits for it there, in the same act', async () => {
  await stocked('WT-1', { BIG: '5' })
  const first = await onItsWay('WT-1', '5')
  const { id } = await flow.order([line('WT-1', '5', 'KIOSK')])
  assert.deepEqual(parts(await flow.read(id)), ['KIOSK 5 backorder'])
  await flow.ok(`/orders/${first.id}/cancel`, { reason: 'changed my mind' })
  assert.equal((await flow.ok(`/transfers/${first.transfer.id}/receive`, {})).free, '5')
  assert.deepEqual(parts(await flow.read(id)), ['KIOSK 5 on_hand'])
  assert.deepEqual(await onHand('WT-1', 'KIOSK'), ['5', '5'])
  await flow.lawful()
})
