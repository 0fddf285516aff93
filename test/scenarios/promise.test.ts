import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays } from '../../src/platform/clock.ts'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
let today: string
before(async () => {
  flow = await Flow.open()
  today = (await availability('KIT-101')).today
})
after(() => flow.close())

async function availability(sku: string, on?: string): Promise<Seen> {
  const query = on === undefined ? '' : `&on=${on}`
  const answer = await flow.server.request('GET', `/api/v1/availability?sku=${sku}${query}`)
  assert.equal(answer.status, 200, answer.bytes.toString())
  return answer.body
}

/** An item with stock and supply on its way, each as [days from today, quantity]. */
async function stocked(sku: string, onHand: string, supplies: readonly (readonly [number, string])[] = []) {
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  const at = { sku, location: 'PORT', unitCost: '1' }
  if (onHand !== '0') await flow.ok('/stock/opening', [{ ...at, quantity: onHand }])
  const rows = supplies.map(([days, quantity], index) => ({
    ...at,
    number: `PO-${sku}-${index}`,
    quantity,
    dueOn: addDays(today, days),
  }))
  if (rows.length > 0) {
    const { outcomes } = await flow.ok('/supply-orders', rows)
    for (const one of outcomes) assert.equal(one.ok, true, JSON.stringify(one))
  }
}

const want = (sku: string, quantity: string) => flow.order([{ sku, quantity, net: '10.00', tax: '2.00' }])
/** What was promised: quantity, supply and days from today. */
const promises = (order: Seen) =>
  order.lines[0].promises.map((one: Seen) => [
    one.quantity,
    one.supply,
    one.promisedOn === null ? null : (Date.parse(one.promisedOn) - Date.parse(today)) / 86_400_000,
  ])

test('P-20 D3 a promise is made from stock and from supply on its day, less what earlier orders need', async () => {
  await stocked('ATP-1', '10', [
    [7, '20'],
    [14, '5'],
  ])
  const on = async (days: number) => (await availability('ATP-1', addDays(today, days))).availableOn
  assert.deepEqual([await on(0), await on(7), await on(14)], ['10', '30', '35'])
  assert.deepEqual(promises(await want('ATP-1', '4')), [['4', 'on_hand', 0]])
  // Eight are not on hand any more: six are, the rest comes with the first supply.
  assert.deepEqual(promises(await want('ATP-1', '8')), [
    ['6', 'on_hand', 0],
    ['2', 'dated', 7],
  ])
  assert.deepEqual([await on(0), await on(6), await on(7), await on(14)], ['0', '0', '18', '23'])
  // More than the first supply has left goes on to the second; what no supply covers is backordered.
  const large = promises(await want('ATP-1', '25'))
  assert.deepEqual(large.at(-1), ['2', 'backorder', null])
  assert.equal(
    large.reduce((sum: number, [quantity]: [string]) => sum + Number(quantity), 0),
    25,
  )
  assert.deepEqual([await on(0), await on(7), await on(30)], ['0', '0', '0'])
  await flow.lawful()
})

test('P-7 a million pieces are one line, one part and one move of stock', async () => {
  await stocked('MANY-1', '1000000')
  await flow.put('/items', {
    sku: 'MANY-1',
    name: 'MANY-1',
    itemClass: 'kitchen',
    taxCode: 'standard',
    decimals: 1,
  })
  const rows = async () => {
    const [row] = await flow.server.database.sql<{ count: bigint }>(
      `select (select count(*) from orders.order_line) + (select count(*) from orders.fulfillment_line)
         + (select count(*) from inventory.stock_move) as count`,
    )
    return Number(row!.count)
  }
  const before = await rows()
  const made = await flow.order([
    { sku: 'MANY-1', quantity: '999999.5', unitPrice: '0.01', net: '10000.00', tax: '2000.00' },
  ])
  assert.deepEqual(promises(made), [['999999.5', 'on_hand', 0]])
  await flow.until(made.id, (one) => one.fulfillmentLines[0].shipped === '999999.5')
  assert.equal((await rows()) - before, 3)
})

test('P-82 the clock of a company moves on: orders, invoices and what is due follow it, and orders before it stay', async () => {
  await stocked('CLOCK-1', '10')
  const early = await want('CLOCK-1', '1')
  await flow.until(early.id, (one) => one.invoices.length === 1)
  const receivables = async () => (await flow.server.request('GET', '/api/v1/receivables')).body
  const asOf = (await receivables()).asOf
  await flow.put('/clock', { days: 40 })
  const late = await want('CLOCK-1', '1')
  assert.equal((Date.parse(late.lines[0].promises[0].promisedOn) - Date.parse(today)) / 86_400_000, 40)
  const seen = await flow.until(late.id, (one) => one.invoices.length === 1)
  assert.equal(seen.orderedOn, addDays(today, 40))
  assert.equal(seen.invoices[0].issuedOn, addDays(today, 40))
  assert.equal((await flow.read(early.id)).invoices[0].issuedOn, today)
  const after = await receivables()
  assert.equal(after.asOf, addDays(asOf, 40))
  // Due after 30 days: on time before, overdue now.
  assert.equal((await flow.read(early.id)).invoices[0].dueOn <= after.asOf, true)
  await flow.lawful()
})
