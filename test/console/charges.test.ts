import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { Flow } from '../support/flow.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { signIn } from './look.ts'

const gbp = (amount: string) => ({ amount, currency: 'GBP' })

let flow: Flow
let browser: TestBrowser
let page: Page
before(async () => {
  flow = await Flow.open()
  await flow.put('/charge-types', { code: 'SETUP', name: 'Set-up', kind: 'one_time' })
  await flow.put('/charge-types', { code: 'PLAN', name: 'Plan', kind: 'recurring', period: 'month' })
  await flow.put('/charge-types', { code: 'DATA', name: 'Data', kind: 'usage', usageUnit: 'GB' })
  await flow.put('/items', { sku: 'CHARGED', name: 'Charged', itemClass: 'kitchen', taxCode: 'standard' })
  await flow.ok('/stock/opening', [{ sku: 'CHARGED', location: 'PORT', quantity: '9', unitCost: '1' }])
  await flow.put('/prices', {
    list: 'RETAIL',
    sku: 'CHARGED',
    validFrom: '2021-01-01',
    unitPrice: gbp('10.00'),
    charges: [
      { charge: 'SETUP', unitPrice: gbp('4.00') },
      { charge: 'PLAN', unitPrice: gbp('3.00') },
      { charge: 'DATA', unitPrice: gbp('0.05') },
    ],
  })
  browser = await openBrowser()
  page = await browser.context.newPage()
})
after(async () => {
  await browser?.close()
  await flow?.close()
})

test('A9-3 an order and its invoice show what is charged beside the price', async () => {
  const made = await flow.sell([{ sku: 'CHARGED', quantity: '2' }])
  const order = await flow.until(made.id, (one) => one.billingStatus === 'billed')
  await signIn(page, flow.server, `/orders/${made.id}`)
  await page.getByRole('button', { name: 'Open all', exact: true }).click()
  const charges = page.getByRole('table', { name: 'Charges of line 1' })
  await charges.waitFor()
  const rows = await charges.locator('tbody tr').allInnerTexts()
  const seen = rows.map((text) => text.replaceAll(/\s+/g, ' ').trim())
  assert.match(seen[0]!, /^Set-up SETUP Once, with the goods .*4\.00.*8\.00/)
  assert.match(seen[1]!, /^Plan PLAN Each month .*3\.00.*6\.00/)
  assert.match(seen[2]!, /^Data DATA For each GB .*0\.05/)
  await page.goto(`${flow.server.url}/invoices/${order.invoices[0].id}`)
  await page.getByText('SETUP', { exact: true }).waitFor()
})
