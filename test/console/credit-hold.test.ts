import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { Flow } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { accessible, signIn } from './look.ts'

let flow: Flow
let browser: TestBrowser
let page: Page
before(async () => {
  flow = new Flow(await startTestServer({ sample: true }))
  browser = await openBrowser()
  page = await browser.context.newPage()
})
after(async () => {
  await browser?.close()
  await flow?.close()
})

/** Opens a room as a new user of this role. */
async function enterAs(role: string, room: string): Promise<void> {
  const password = 'a long enough password'
  const grants = [{ company: 'SAMPLE', role }]
  await flow.ok('/users', { login: role, name: role, password, grants })
  await browser.context.clearCookies()
  await signIn(page, { ...flow.server, adminLogin: role, adminPassword: password }, room)
}

test('A3-9 finance releases a credit hold on the page of the order, where operations sees it and no act', async () => {
  const creditLimit = { amount: '1.00', currency: 'GBP' }
  await flow.put('/customer-accounts', { number: 'HELD', currency: 'GBP', shipToCountry: 'GB', creditLimit })
  const made = await flow.sell([{ sku: 'KIT-101', quantity: '2' }], { customer: { account: 'HELD' } })
  const release = page.getByRole('button', { name: /^Release/ })

  await enterAs('operations', `/orders/${made.id}`)
  await page.getByRole('heading', { name: 'On hold (1)' }).waitFor()
  await page.getByRole('button', { name: 'Cancel …', exact: true }).waitFor()
  assert.equal(await release.count(), 0)

  await enterAs('finance', `/orders/${made.id}`)
  await page.getByRole('heading', { name: 'On hold (1)' }).waitFor()
  await release.click()
  const sheet = page.getByRole('dialog')
  await accessible(page, 'the sheet to release a hold')
  await sheet.getByLabel('Reason').fill('Paid by phone')
  await sheet.getByRole('button', { name: 'Release the hold' }).click()
  await page.getByRole('heading', { name: 'Holds, all released' }).waitFor()
  const { holds } = await flow.read(made.id)
  assert.deepEqual([holds[0].code, holds[0].released], ['credit', true])
})
