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

test('A10-3 who looks at an item sees by which rule it is available at each place, and why', async () => {
  const { today } = (await flow.server.request('GET', '/api/v1/availability?sku=KIT-101')).body
  const sku = 'PRINT'
  await flow.put('/items', { sku, name: 'A print', itemClass: 'kitchen', taxCode: 'standard' })
  const row = { sku, location: 'PORT', quantity: '10', unitCost: '1', number: 'PRINT-1' }
  await flow.ok('/supply-orders', [{ ...row, dueOn: addDays(today, 5), kind: 'planned_order' }])
  await signIn(page, flow.server, `/stock/${sku}`)
  await page.getByText('No ATP rule is set up: stock, supply and demand are searched.').waitFor()
  await page.getByText('None is set up: all that is on hand', { exact: false }).waitFor()
  await flow.put('/atp-rules', {
    code: 'FIRM',
    name: 'Firm supply only',
    mode: 'stock',
    assignments: [{ itemClass: 'kitchen' }],
    supplyKinds: ['on_hand', 'purchase_order'],
    infiniteFence: { by: 'user_defined', days: 30 },
  })
  await page.reload()
  await page
    .getByText('which is for the class of this item: stock, supply', { exact: false })
    .first()
    .waitFor()
  await page.getByText('Anything can be promised from', { exact: false }).first().waitFor()
  await page.getByText('does not count').first().waitFor()
  await page.getByRole('cell', { name: 'class kitchen' }).waitFor()
  await settle(page)
  await accessible(page, 'an item and its rules')
})
