import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { Flow } from '../support/flow.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { look, signIn } from './look.ts'

const gbp = (amount: string) => ({ amount, currency: 'GBP' })

let flow: Flow
let browser: TestBrowser
let page: Page
before(async () => {
  flow = await Flow.open()
  await flow.put('/items', { sku: 'CASED', name: 'Cased', itemClass: 'kitchen', taxCode: 'standard' })
  await flow.put('/item-units', { sku: 'CASED', uom: 'CASE', quantity: '12' })
  await flow.ok('/stock/opening', [{ sku: 'CASED', location: 'PORT', quantity: '99', unitCost: '1' }])
  const price = { list: 'RETAIL', sku: 'CASED', validFrom: '2021-01-01', unitPrice: gbp('35.00') }
  await flow.put('/prices', { ...price, uom: 'CASE' })
  browser = await openBrowser()
  page = await browser.context.newPage()
})
after(async () => {
  await browser?.close()
  await flow?.close()
})

test('B3-1 an order and its invoice show the unit that a line is sold in, and its price', async () => {
  const made = await flow.sell([{ sku: 'CASED', quantity: '2', uom: 'CASE' }])
  const order = await flow.until(made.id, (one) => one.billingStatus === 'billed')
  await signIn(page, flow.server, `/orders/${made.id}`)
  const sold = page.getByText(/^2 CASE at £?35\.00/)
  await sold.first().waitFor()
  await look(page, 'sold-order')
  await page.goto(`${flow.server.url}/invoices/${order.invoices[0].id}`)
  await sold.first().waitFor()
  assert.match(await page.locator('main').innerText(), /70\.00/)
})
