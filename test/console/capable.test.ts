import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { addDays } from '../../src/platform/clock.ts'
import { Flow } from '../support/flow.ts'
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

test('A10-8 A10-9 who looks at an item sees how it comes where it is short, and at an order what it is made of', async () => {
  const { today } = (await flow.server.request('GET', '/api/v1/availability?sku=KIT-101')).body
  for (const sku of ['CART', 'WHEEL'])
    await flow.put('/items', {
      sku,
      name: `A ${sku.toLowerCase()}`,
      itemClass: 'kitchen',
      taxCode: 'standard',
    })
  await flow.put('/resources', { code: 'BENCH', location: 'PORT', name: 'Bench', hoursPerDay: 8 })
  await flow.put('/bills-of-materials', {
    sku: 'CART',
    leadDays: 3,
    materials: [{ sku: 'WHEEL', quantity: 4 }],
    resources: [{ resource: 'BENCH', hoursPerUnit: 2 }],
  })
  await flow.put('/supply-rules', {
    code: 'CARTS',
    name: 'Carts are made',
    assignments: [{ sku: 'CART' }],
    origins: [{ by: 'make' }, { by: 'buy', rank: 2, leadDays: 30, supplier: 'ACME' }],
  })
  await flow.put('/atp-rules', {
    code: 'ALL',
    name: 'What is there, or can be had',
    mode: 'stock',
    assignments: [{}],
    capable: true,
  })
  await flow.ok('/supply-orders', [
    {
      sku: 'WHEEL',
      location: 'PORT',
      quantity: '8',
      unitCost: '1',
      number: 'PO-12',
      dueOn: addDays(today, 5),
    },
  ])
  await signIn(page, flow.server, '/stock/CART')
  await page.getByText('2. buy of ACME in 30 days').waitFor()
  await page.getByText('4 WHEEL').waitFor()
  await look(page, 'item-supply')
  const order = await flow.order([{ sku: 'CART', quantity: '2', net: '10.00', tax: '2.00' }])
  const [part] = (await flow.read(order.id)).fulfillmentLines
  await page.goto(`${flow.server.url}/orders/${order.id}#${part.id}`)
  await page.getByText('2 made at PORT from', { exact: false }).waitFor()
  await page.getByText('of PO-12', { exact: false }).waitFor()
  await look(page, 'order-made')
})
