import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { lookTwice, signIn } from './look.ts'

// A running order is amended by a person: what it would do is seen before it is done, and what it was stays to be seen.
let flow: Flow
let browser: TestBrowser
let page: Page
before(async () => {
  flow = new Flow(await startTestServer({ sample: true }))
  await flow.put('/locations', {
    code: 'DOCK',
    name: 'Dockside',
    country: 'GB',
    rank: 1,
    autoConfirm: false,
  })
  for (const sku of ['AMEND-1', 'AMEND-2', 'AMEND-3']) await flow.stockedItem(sku, { DOCK: '50' }, '6')
  browser = await openBrowser()
  page = await browser.context.newPage()
  await signIn(page, flow.server, '/orders')
})
after(async () => {
  await browser?.close()
  await flow?.close()
})

const LATER = '2031-03-03'
const line = (sku: string, quantity: number) => ({
  sku,
  quantity: `${quantity}`,
  unitPrice: '10',
  net: `${quantity * 10}.00`,
  tax: `${quantity * 2}.00`,
  requestedOn: LATER,
})
const tableOf = (name: string) => page.getByRole('table', { name })
const cellsOf = async (table: string, row: string | RegExp): Promise<string[]> => {
  const found = tableOf(table).getByRole('row').filter({ hasText: row }).first()
  await found.waitFor()
  return (await found.locator('th, td').allTextContents()).map((text) => text.trim())
}
const open = async (id: string): Promise<void> => {
  await page.goto(`${flow.server.url}/orders/${id}`)
  await page.getByRole('link', { name: 'Amend …' }).click()
  await tableOf('Lines of the order, to be changed').waitFor()
}
const wanted = async (id: string): Promise<[string, number][]> =>
  (await flow.read(id)).fulfillmentLines
    .map((one: Seen): [number, number] => [one.lineNo, Number(one.quantity) - Number(one.cancelled)])
    .filter(([, quantity]: [number, number]) => quantity > 0)

test('P-34 N-2 what an amendment would do is seen side by side, is done just so, and stays to be seen', async () => {
  const { id, number } = await flow.order([line('AMEND-1', 4), line('AMEND-2', 2)])
  await open(id)
  await page.getByLabel('Quantity of line 1').fill('6')
  await page.getByLabel('Remove line 2').check()
  await page.getByLabel('Item').first().fill('AMEND-3')
  await page.getByLabel('Quantity', { exact: true }).first().fill('1')
  await page.getByLabel('Unit price (GBP)').first().fill('10')
  await page.getByLabel('Day', { exact: true }).first().fill(LATER)
  await page.getByLabel('Reason').fill('The customer called')
  await lookTwice(page, 'amend-order')
  await page.getByRole('button', { name: 'See what it would do' }).click()

  assert.deepEqual((await cellsOf('Lines that change', 'AMEND-1')).slice(2, 5), ['Changed', '4', '6'])
  assert.deepEqual((await cellsOf('Lines that change', 'AMEND-2')).slice(2, 5), ['Removed', '2', '0'])
  assert.deepEqual((await cellsOf('Lines that change', 'AMEND-3')).slice(2, 5), ['Added', '0', '1'])
  const total = await cellsOf('Money before and after', 'Total')
  assert.deepEqual(total.slice(0, 2), ['Total', '£72.00'])
  assert.deepEqual((await cellsOf('Goods that are taken', 'AMEND-1')).slice(0, 3), ['AMEND-1', '2', 'DOCK'])
  assert.deepEqual((await cellsOf('Goods that are free again', 'AMEND-2')).slice(0, 2), ['AMEND-2', '2'])
  await lookTwice(page, 'amend-preview')
  assert.equal((await flow.read(id)).version, 1)

  // Another word makes another preview necessary.
  await page.getByLabel('Quantity of line 1').fill('7')
  await page.getByRole('button', { name: 'Amend it just so' }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'See what it would do' }).click()
  assert.deepEqual((await cellsOf('Lines that change', 'AMEND-1')).slice(2, 5), ['Changed', '4', '7'])
  await page.getByRole('button', { name: 'Amend it just so' }).click()
  await page.getByRole('heading', { level: 1, name: number, exact: true }).waitFor()
  await tableOf('Lines of the order').waitFor()
  assert.deepEqual(await wanted(id), [
    [1, 4],
    [1, 3],
    [3, 1],
  ])

  await page.getByRole('link', { name: 'Timeline', exact: true }).click()
  const row = tableOf('What the order was amended by, the newest first').getByRole('row').nth(1)
  await row.getByText('The customer called').waitFor()
  await row.getByText('Applied').waitFor()
  await lookTwice(page, 'order-past')
  await row.getByRole('button', { name: 'See what it did …' }).click()
  assert.deepEqual((await cellsOf('Lines that change', 'AMEND-1')).slice(2, 5), ['Changed', '4', '7'])
  await page.getByRole('button', { name: 'Close' }).click()
  await flow.lawful()
})

test('N-2 what is wrong stands at its line, and what would be something else by now is not done', async () => {
  const { id } = await flow.order([line('AMEND-1', 4), line('AMEND-2', 2)])
  await open(id)
  await page.getByLabel('Quantity of line 2').fill('many')
  await page.getByLabel('Item').first().fill('NOTHING-LIKE-IT')
  await page.getByLabel('Quantity', { exact: true }).first().fill('1')
  await page.getByLabel('Unit price (GBP)').first().fill('10')
  await page.getByRole('button', { name: 'See what it would do' }).click()
  await page.getByLabel('Quantity of line 2').and(page.locator('[aria-invalid="true"]')).waitFor()
  await page.getByLabel('Quantity of line 2').fill('1')
  await page.getByRole('button', { name: 'See what it would do' }).click()
  await page.getByLabel('Item').first().and(page.locator('[aria-invalid="true"]')).waitFor()
  await lookTwice(page, 'amend-refused')
  await page.getByLabel('Item').first().fill('')
  await page.getByLabel('Quantity', { exact: true }).first().fill('')
  await page.getByRole('button', { name: 'See what it would do' }).click()
  await page.getByRole('button', { name: 'Amend it just so' }).waitFor()
  // Somebody else takes what the preview counted on.
  await flow.ok(`/orders/${id}/amendments`, { lines: [{ lineNo: 1, quantity: '1' }] })
  await page.getByRole('button', { name: 'Amend it just so' }).click()
  await page
    .getByRole('alert')
    .getByText('would do something else than its preview told', { exact: false })
    .waitFor()
  assert.deepEqual(await wanted(id), [
    [1, 1],
    [2, 2],
  ])
})

test('N-7 P-69 an order is seen as it was at any fact, with what is otherwise now', async () => {
  const { id, number } = await flow.order([line('AMEND-1', 4)])
  await flow.ok(`/orders/${id}/suspend`, { reason: 'Wait for them' })
  await flow.ok(`/orders/${id}/resume`, { reason: 'They called' })
  await flow.ok(`/orders/${id}/amendments`, { lines: [{ lineNo: 1, quantity: '6' }] })
  await page.goto(`${flow.server.url}/orders/${id}/timeline`)
  const states = tableOf('States that the order was in, the oldest first')
  const suspended = states.getByRole('row').filter({ hasText: 'Suspended' })
  await suspended.getByText('Wait for them').waitFor()
  await suspended.getByRole('link', { name: 'As it was' }).click()
  await page.getByRole('heading', { level: 1, name: `${number}, as it was` }).waitFor()
  assert.deepEqual((await cellsOf('Lines of the order, as they were', 'AMEND-1')).slice(0, 3), [
    '1',
    'AMEND-1',
    '4',
  ])
  assert.deepEqual(await cellsOf('What differs between then and now', /^State/), [
    'State',
    'Suspended',
    'In progress',
  ])
  assert.deepEqual(await cellsOf('What differs between then and now', /^Version/), ['Version', '1', '2'])
  await lookTwice(page, 'order-then')
})
