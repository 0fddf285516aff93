import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { addDays } from '../../src/platform/clock.ts'
import { Flow } from '../support/flow.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { accessible, settle, signIn } from './look.ts'

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

test('N-4 A10-21 a planner runs the backlog, sees who gains and who slips, and releases it', async () => {
  const { today } = (await flow.server.request('GET', '/api/v1/availability?sku=KIT-101')).body
  const sku = 'SCARCE'
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  const row = { sku, location: 'PORT', quantity: '10', unitCost: '1' }
  await flow.ok('/supply-orders', [
    { ...row, number: 'SCARCE-1', dueOn: addDays(today, 5) },
    { ...row, number: 'SCARCE-2', dueOn: addDays(today, 12) },
  ])
  const line = { sku, quantity: '10', net: '60.00', tax: '12.00' }
  await flow.order([line])
  const urgent = await flow.order([line])
  await flow.ok(`/orders/${urgent.id}/priority`, { priority: 9, reason: 'urgent' })
  const password = 'a long enough password'
  const grants = [{ company: 'SAMPLE', role: 'operations' }]
  await flow.ok('/users', { login: 'planner', name: 'planner', password, grants })
  await signIn(page, { ...flow.server, adminLogin: 'planner', adminPassword: password }, '/backlog')
  await page.getByText('The backlog was not run yet.').waitFor()
  await accessible(page, 'the room of the backlog')

  const sheet = page.getByRole('dialog')
  await page.getByRole('button', { name: 'Run …' }).click()
  await sheet.getByLabel('Items, all when empty').fill('NOT-THERE')
  await sheet.getByRole('button', { name: 'Run', exact: true }).click()
  await sheet.getByText('there is no item NOT-THERE', { exact: false }).first().waitFor()
  await sheet.getByLabel('Items, all when empty').fill(sku)
  await sheet.getByRole('button', { name: 'Run', exact: true }).click()
  await page.getByRole('link', { name: urgent.number }).waitFor()
  await settle(page)
  await accessible(page, 'a run over the backlog')

  await page.getByRole('button', { name: 'Release …' }).click()
  await sheet.getByText('1 lines gain and 1 slip', { exact: false }).waitFor()
  await sheet.getByRole('button', { name: 'Release', exact: true }).click()
  await sheet.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Release …' }).waitFor({ state: 'detached' })
  const [part] = (await flow.read(urgent.id)).fulfillmentLines
  assert.equal(part.promisedOn, addDays(today, 5))

  // What if the container of the urgent order comes three weeks late?
  await page.goto(`${flow.server.url}/backlog`)
  await page.getByRole('button', { name: 'What if supply …' }).click()
  await sheet.getByLabel('Supply order').fill('SCARCE-9')
  await sheet.getByLabel('Comes on').fill(addDays(today, 26))
  await sheet.getByRole('button', { name: 'See who slips' }).click()
  await sheet.getByText('there is no supply order SCARCE-9', { exact: false }).first().waitFor()
  await accessible(page, 'what if supply comes late')
  await sheet.getByLabel('Supply order').fill('SCARCE-1')
  await sheet.getByRole('button', { name: 'See who slips' }).click()
  await page.getByText('What if: it is known to come otherwise').waitFor()
  const slips = page.getByRole('row').filter({ hasText: urgent.number })
  await slips.getByText('Slips by 7 days').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Release …' }).count(), 0)
  await accessible(page, 'a run over supply that comes late')
})
