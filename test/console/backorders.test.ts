import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { Flow, type Seen } from '../support/flow.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { look, signIn } from './look.ts'

let flow: Flow
let browser: TestBrowser
let page: Page
before(async () => {
  flow = await Flow.open()
  browser = await openBrowser()
  page = await browser.context.newPage()
})
after(async () => {
  await browser?.close()
  await flow?.close()
})

test('B6-2 a planner sees whose backorders would be released, releases them, and puts a line back', async () => {
  const { companies } = (await flow.server.request('GET', '/api/v1/companies')).body
  const { code, name, currency, country, timeZone, settings } = companies[0]
  await flow.put('/companies', {
    code,
    name,
    currency,
    country,
    timeZone,
    settings: { ...settings, backordersWaitForRelease: true },
  })
  const sku = 'RARE'
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  await flow.put('/locations', { code: 'HALL', name: 'HALL', country: 'GB', rank: 500, autoConfirm: false })
  await flow.put('/customer-accounts', {
    number: 'FIRST',
    name: 'First',
    currency: 'GBP',
    shipToCountry: 'GB',
    deliveryPriority: 9,
  })
  const line = { sku, quantity: '6', net: '60.00', tax: '12.00' }
  const second = await flow.order([line])
  const first = await flow.order([line], { customer: { account: 'FIRST' } })
  await flow.ok('/stock/receipts', [{ sku, location: 'HALL', quantity: '10', unitCost: '1' }])
  const password = 'a long enough password'
  const grants = [{ company: 'SAMPLE', role: 'operations' }]
  await flow.ok('/users', { login: 'planner', name: 'planner', password, grants })
  await signIn(page, { ...flow.server, adminLogin: 'planner', adminPassword: password }, '/backlog')
  await page.getByRole('button', { name: 'Backorders …' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByText('2 of 2 lines would have goods', { exact: false }).waitFor()
  const rows = await sheet.getByRole('row').allInnerTexts()
  assert.deepEqual(
    rows.slice(1).map((row) => row.split(/\s+/).slice(0, 5)),
    [
      ['10', first.number, sku, '6', '6'],
      ['20', second.number, sku, '6', '4'],
    ],
  )
  await look(page, 'backorders-to-release')
  await sheet.getByRole('button', { name: 'Release', exact: true }).click()
  await sheet.waitFor({ state: 'detached' })
  const supplies = async (order: Seen) =>
    (await flow.read(order.id)).fulfillmentLines
      .map((one: Seen) => `${one.supply} ${one.quantity}`)
      .toSorted()
  assert.deepEqual(await supplies(first), ['on_hand 6'])
  assert.deepEqual(await supplies(second), ['backorder 2', 'on_hand 4'])

  await page.goto(`${flow.server.url}/orders/${first.id}`)
  await page.getByRole('button', { name: 'Line 1: price and promise' }).click()
  await page.getByRole('button', { name: 'Put back …' }).first().click()
  await sheet.getByLabel('Reason').fill('the other one is at the door')
  await look(page, 'line-to-put-back')
  await sheet.getByRole('button', { name: 'Put back', exact: true }).click()
  await sheet.waitFor({ state: 'detached' })
  assert.deepEqual(await supplies(first), ['backorder 6'])
  await flow.lawful()
})
