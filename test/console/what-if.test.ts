import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { addDays } from '../../src/platform/clock.ts'
import { Flow } from '../support/flow.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { accessible, signIn } from './look.ts'

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

test('N-4 a planner sees side by side how else a line could be served, and has it served so', async () => {
  const { today } = (await flow.server.request('GET', '/api/v1/availability?sku=KIT-101')).body
  const sku = 'MOVED'
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  for (const [code, rank] of [
    ['NORTH', 60],
    ['SOUTH', 70],
  ] as const) {
    await flow.put('/locations', { code, name: code, country: 'GB', rank })
    await flow.ok('/stock/opening', [{ sku, location: code, quantity: '5', unitCost: '2' }])
  }
  const order = await flow.order([
    { sku, quantity: '5', net: '10.00', tax: '10.00', requestedOn: addDays(today, 9) },
  ])
  const password = 'a long enough password'
  const grants = [{ company: 'SAMPLE', role: 'operations' }]
  await flow.ok('/users', { login: 'planner', name: 'planner', password, grants })
  await signIn(
    page,
    { ...flow.server, adminLogin: 'planner', adminPassword: password },
    `/orders/${order.id}`,
  )
  await page.getByRole('button', { name: 'Line 1: price and promise' }).click()
  await page.getByRole('button', { name: 'What if …' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByText('As it stands').waitFor()
  await sheet
    .getByText('an order that runs keeps its items: substitutes are offered beside a promise', {
      exact: false,
    })
    .waitFor()
  await accessible(page, 'other ways to serve a line')
  await sheet.getByLabel('From SOUTH').check()
  await sheet.getByLabel('Reason').fill('the north is snowed in')
  await sheet.getByRole('button', { name: 'Serve it so' }).click()
  await sheet.waitFor({ state: 'detached' })
  const [part] = (await flow.read(order.id)).fulfillmentLines
  assert.deepEqual([part.location.code, part.supply], ['SOUTH', 'on_hand'])

  // Somebody takes the goods while the ways are looked at.
  await page.getByRole('button', { name: 'What if …' }).click()
  await sheet.getByLabel('From NORTH').check()
  await flow.order([{ sku, quantity: '1', net: '10.00', tax: '2.00' }])
  await sheet.getByRole('button', { name: 'Serve it so' }).click()
  await sheet.getByText('it was told as NORTH 5', { exact: false }).first().waitFor()
  assert.equal((await flow.read(order.id)).fulfillmentLines[0].location.code, 'SOUTH')

  // An urgent one that waits may go before others; whom it costs a day is said.
  await flow.put('/items', { sku: 'WAITS', name: 'WAITS', itemClass: 'kitchen', taxCode: 'standard' })
  const row = { sku: 'WAITS', location: 'NORTH', quantity: '10', unitCost: '1' }
  await flow.ok('/supply-orders', [
    { ...row, number: 'WAITS-1', dueOn: addDays(today, 5) },
    { ...row, number: 'WAITS-2', dueOn: addDays(today, 12) },
  ])
  const line = { sku: 'WAITS', quantity: '10', net: '6.00', tax: '12.00' }
  const first = await flow.order([line])
  const urgent = await flow.order([line])
  await flow.ok(`/orders/${urgent.id}/priority`, { priority: 9, reason: 'urgent' })
  await page.goto(`${flow.server.url}/orders/${urgent.id}`)
  await page.getByRole('button', { name: 'Line 1: price and promise' }).click()
  await page.getByRole('button', { name: 'What if …' }).click()
  await sheet.getByText('As it stands').waitFor()
  await sheet.getByLabel('It may take from those who rank behind it').check()
  await sheet.getByLabel('Before those behind it').check()
  await sheet.getByRole('link', { name: first.number }).waitFor()
  await accessible(page, 'a way that costs others their days')
  await sheet.getByRole('button', { name: 'Serve it so' }).click()
  await sheet.waitFor({ state: 'detached' })
  assert.equal((await flow.read(urgent.id)).fulfillmentLines[0].promisedOn, addDays(today, 5))
  assert.equal((await flow.read(first.id)).fulfillmentLines[0].promisedOn, addDays(today, 12))
})
