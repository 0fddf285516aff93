import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { Flow } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { accessible, lookTwice, signIn } from './look.ts'

let flow: Flow
let browser: TestBrowser
let page: Page
before(async () => {
  flow = new Flow(await startTestServer({ sample: true }))
  await flow.put('/locations', { code: 'DOCK', name: 'Dockside', country: 'GB', rank: 1, autoConfirm: false })
  browser = await openBrowser()
  page = await browser.context.newPage()
  await signIn(page, flow.server, '/orders')
})
after(async () => {
  await browser?.close()
  await flow?.close()
})

test('goods that left although their order was cancelled stand on its page, where a person says what becomes of them', async () => {
  const sku = 'STRAY-1'
  await flow.put('/items', { sku, name: 'Stray mug', itemClass: 'kitchen', taxCode: 'standard' })
  await flow.ok('/stock/opening', [{ sku, location: 'DOCK', quantity: '20', unitCost: '6' }])
  const { id } = await flow.order([{ sku, quantity: '3', unitPrice: '10', net: '30.00', tax: '6.00' }])
  const { shipments } = await flow.until(id, (one) => one.shipments.length === 1)
  await flow.ok(`/orders/${id}/cancel`, { reason: 'changed my mind' })
  await flow.ok(`/shipments/${shipments[0].id}/confirm`, {})

  await page.goto(`${flow.server.url}/orders/${id}`)
  await page.getByRole('link', { name: 'Goods left without a sale' }).click()
  const table = page.getByRole('table', { name: 'Goods that left without a sale' })
  await table.getByText('left although cancelled').waitFor()
  await lookTwice(page, 'strays')

  const decide = async (what: string, quantity?: string) => {
    await table.getByRole('button', { name: `${what} …` }).click()
    const sheet = page.getByRole('dialog')
    await accessible(page, `the sheet to ${what}`)
    if (quantity !== undefined) await sheet.getByLabel('Quantity').fill(quantity)
    await sheet.getByLabel('Reason').fill('The customer said so')
    await sheet.getByRole('button', { name: what, exact: true }).click()
    await sheet.waitFor({ state: 'detached' })
  }
  await decide('Expect back')
  await table.getByText('Expected').waitFor()
  await decide('Take in', '1')
  await table.getByRole('cell', { name: '1', exact: true }).waitFor()
  await decide('Bill')
  await table.getByText('Settled').waitFor()
  await table.getByRole('button').first().waitFor({ state: 'detached' })
})
