import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { Flow, type Seen } from '../support/flow.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { accessible, settle, signIn } from './look.ts'

let flow: Flow
let browser: TestBrowser
let page: Page
before(async () => {
  flow = await Flow.open()
  await flow.put('/approval-rules', {
    code: 'DISCOUNT',
    condition: 'order.discountPercent > 10.0',
    levels: ['credit:write'],
  })
  browser = await openBrowser()
  page = await browser.context.newPage()
})
after(async () => {
  await browser?.close()
  await flow?.close()
})

test('A4-4 finance approves some of the orders that wait and rejects another, in the room of approvals', async () => {
  const lines = [{ sku: 'KIT-101', quantity: '2', discounts: [{ percent: '12' }] }]
  const orders: Seen[] = []
  for (let made = 0; made < 3; made += 1) orders.push(await flow.sell(lines))
  const [one, two, three] = orders
  assert.equal(one.state, 'pending_approval')
  const password = 'a long enough password'
  const grants = [{ company: 'SAMPLE', role: 'finance' }]
  await flow.ok('/users', { login: 'finance', name: 'finance', password, grants })
  await signIn(page, { ...flow.server, adminLogin: 'finance', adminPassword: password }, '/approvals')
  await page.getByRole('link', { name: one.number }).waitFor()
  await settle(page)
  await accessible(page, 'the room of approvals')

  const sheet = page.getByRole('dialog')
  const choose = (order: Seen) => page.getByLabel(`Choose ${order.number}`).check()
  await choose(one)
  await choose(two)
  await page.getByRole('button', { name: 'Approve …' }).click()
  await accessible(page, 'the sheet to approve')
  await sheet.getByRole('button', { name: 'Approve', exact: true }).click()
  await page.getByRole('status').getByText('2 decided on').waitFor()
  await page.getByRole('link', { name: one.number }).waitFor({ state: 'detached' })

  await choose(three)
  await page.getByRole('button', { name: 'Reject …' }).click()
  await sheet.getByLabel('Comment').fill('Too much for two')
  await sheet.getByRole('button', { name: 'Reject', exact: true }).click()
  await page.getByText('No order waits for you.').waitFor()
  const states = await Promise.all(orders.map(async ({ id }) => (await flow.read(id)).state))
  assert.deepEqual(states, ['in_progress', 'in_progress', 'draft'])

  await page.goto(`${flow.server.url}/orders/${three.id}`)
  await page.getByText('Approval of version 1').waitFor()
  await page.getByText('Too much for two').waitFor()
  await settle(page)
  await accessible(page, 'an order that was rejected')
})
