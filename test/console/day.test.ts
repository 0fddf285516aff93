import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { Flow } from '../support/flow.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { accessible, lookTwice, signIn } from './look.ts'

/** Tasks of docs/guides/operating.md, in the console as it is; the other rooms' tests show the rest of them. */
let flow: Flow
let browser: TestBrowser
let page: Page
before(async () => {
  flow = await Flow.open()
  await flow.put('/locations', { code: 'DOCK', name: 'Dock', country: 'GB', rank: 90, autoConfirm: false })
  for (const sku of ['DAY-1', 'DAY-2'])
    await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  await flow.ok('/stock/opening', [{ sku: 'DAY-1', location: 'DOCK', quantity: '100', unitCost: '5' }])
  browser = await openBrowser()
  page = await browser.context.newPage()
  await page.setViewportSize({ width: 1280, height: 860 })
  await signIn(page, flow.server, '/orders')
})
after(async () => {
  await browser?.close()
  await flow?.close()
})

const sold = (sku: string, quantity: string) => flow.order([{ sku, quantity, net: '10.00', tax: '2.00' }])

/** Fills a sheet and does what it is for. */
async function act(name: string, fields: Record<string, string>, button: string): Promise<void> {
  await page.getByRole('button', { name }).first().click()
  const sheet = page.getByRole('dialog')
  for (const [label, value] of Object.entries(fields))
    await sheet.getByLabel(label, { exact: true }).fill(value)
  await accessible(page, `the sheet ${name}`)
  await sheet.getByRole('button', { name: button }).click()
  await sheet.waitFor({ state: 'detached' })
}

test('an order is found by what a caller says, shows why it waits, and goes on when its hold is released', async () => {
  const { id } = await sold('DAY-2', '1')
  const { number } = await flow.read(id)
  await flow.ok(`/orders/${id}/holds`, { code: 'call', reason: 'Call the buyer first' })
  await page.keyboard.press('s')
  await page.getByLabel('Search everything').fill(number)
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: number }).first().click()
  await page.getByRole('heading', { level: 1, name: number }).waitFor()
  await page.getByText('Call the buyer first').first().waitFor()
  await lookTwice(page, 'day-held')
  await act('Release …', { Reason: 'She agreed' }, 'Release the hold')
  await flow.until(id, (one) => one.holds.every((hold: { released: unknown }) => Boolean(hold.released)))
})

test('goods that came are taken in at their item, and the order that waits for them goes', async () => {
  const { id } = await sold('DAY-2', '3')
  await page.goto(`${flow.server.url}/stock/DAY-2`)
  await page.getByRole('button', { name: 'Receive …' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('Location').fill('NOWHERE')
  await sheet.getByLabel('Quantity').fill('9')
  await sheet.getByLabel('Unit cost').fill('5')
  await sheet.getByRole('button', { name: 'Take the goods in' }).click()
  await sheet.getByText('NOWHERE', { exact: false }).first().waitFor()
  await page.keyboard.press('Escape')
  await sheet.waitFor({ state: 'detached' })
  await act('Receive …', { Location: 'DOCK', Quantity: '9', 'Unit cost': '5' }, 'Take the goods in')
  await page.getByRole('table', { name: 'Stock of DAY-2 by location' }).getByText('DOCK').waitFor()
  await lookTwice(page, 'day-received')
  await flow.until(id, (one) => one.shipments.length === 1)
})

test('a shipment is confirmed in parts, what has left is returned, and what has not is cancelled', async () => {
  const { id } = await sold('DAY-1', '5')
  await flow.until(id, (one) => one.shipments.length === 1)
  await page.goto(`${flow.server.url}/orders/${id}/documents`)
  await act('Confirm …', { 'DAY-1': '2', 'Tracking number': 'T-1' }, 'Confirm the shipment')
  await page.getByText('T-1', { exact: false }).first().waitFor()
  await lookTwice(page, 'day-part')
  await page.goto(`${flow.server.url}/orders/${id}`)
  await act('Return …', { 'Quantity (EA)': '1', Reason: 'Broken' }, 'Take it back')
  await page.getByText('More about it').click()
  await act('Cancel …', { Line: '1', Quantity: '3', Reason: 'Not wanted' }, 'Cancel what has not left')
  await flow.until(id, (one) => one.returns.length === 1)
  await lookTwice(page, 'day-rest')
  await page.goto(`${flow.server.url}/orders/${id}/timeline`)
  await page.getByRole('list').getByText('Not wanted').waitFor()
})
