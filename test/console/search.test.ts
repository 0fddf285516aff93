import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { Flow } from '../support/flow.ts'
import { openBrowser, type TestBrowser } from './browser.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** Where screenshots go when somebody wants to look at them. */
const SCREENS = process.env['DOCKET_SCREENS']

let flow: Flow
let browser: TestBrowser
let page: Page
before(async () => {
  flow = await Flow.open()
  browser = await openBrowser()
  page = await browser.context.newPage()
  await page.setViewportSize({ width: 1280, height: 860 })
})
after(async () => {
  await browser?.close()
  await flow?.close()
})

async function look(name: string): Promise<void> {
  if ((await page.evaluate('"axe" in window')) === false) await page.evaluate(AXE)
  const found: string[] = await page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
      violations.map((one) => one.id + ': ' + one.nodes[0]?.html.slice(0, 160)))`,
  )
  assert.deepEqual(found, [], name)
  const over: number = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
  assert.ok(over <= 0, `${name} is ${over} px too wide`)
  if (SCREENS === undefined) return
  mkdirSync(SCREENS, { recursive: true })
  await page.screenshot({ path: join(SCREENS, `${name}.png`), fullPage: true })
}

test('C12-1 C12-2 a key leads to the search of everything, and a phone number to the customer with all it did', async () => {
  const maria = { number: 'CALLER', kind: 'person', name: 'Maria Zephyr', email: 'maria@zephyr.example' }
  await flow.put('/customer-accounts', { ...maria, currency: 'GBP', shipToCountry: 'GB' })
  // Nothing of it is in stock: the order waits, and can be held.
  await flow.put('/items', { sku: 'RARE-V', name: 'Rare', itemClass: 'kitchen', taxCode: 'standard' })
  const made = await flow.order([{ sku: 'RARE-V', quantity: '1', net: '10.00', tax: '2.00' }], {
    customer: { account: 'CALLER' },
    shipTo: {
      country: 'GB',
      name: 'Maria Zephyr',
      lines: ['7 Lane'],
      postcode: 'ZQ1 1LL',
      phone: '+44 20 7946 0321',
    },
  })
  await flow.ok(`/orders/${made.id}/holds`, { code: 'call', reason: 'Call first' })
  await page.goto(`${flow.server.url}/orders`)
  await page.getByLabel('Login').fill(flow.server.adminLogin)
  await page.getByLabel('Password').fill(flow.server.adminPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { level: 1, name: 'Orders' }).waitFor()

  await page.keyboard.press('s')
  await page.keyboard.type('zz-nothing')
  await page.keyboard.press('Enter')
  await page.getByText('Nothing is known by this.').waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('s')
  await page.getByLabel('Search everything').fill('020 7946 0321')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'CALLER' }).waitFor()
  await look('search-1280')
  await page.setViewportSize({ width: 390, height: 844 })
  await look('search-390')
  await page.setViewportSize({ width: 1280, height: 860 })

  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Maria Zephyr' }).waitFor()
  await page.getByText('Call first').waitFor()
  await page.getByText('Since the beginning').waitFor()
  await look('customer-1280')
  await page.setViewportSize({ width: 390, height: 844 })
  await look('customer-390')
})
