import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { Flow } from '../support/flow.ts'
import { openBrowser, type TestBrowser } from './browser.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
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

test('C14-9 E-6 a number of a day leads to its orders, and a measure to its definition, its chart and its rows', async () => {
  const made = await flow.order([{ sku: 'KIT-101', quantity: '2', net: '10.00', tax: '2.00' }])
  const { number, orderedOn } = await flow.until(made.id, (one) => one.billingStatus === 'billed')
  await page.goto(`${flow.server.url}/operations?from=${orderedOn}&to=${orderedOn}`)
  await page.getByLabel('Login').fill(flow.server.adminLogin)
  await page.getByLabel('Password').fill(flow.server.adminPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { level: 1, name: 'Operations' }).waitFor()
  await page.getByText('100.00 percent').waitFor()
  await page.getByRole('img', { name: 'Line fill rate by day' }).waitFor()
  const rows = page.getByRole('region', { name: 'The rows behind the number' })
  await rows.getByRole('link', { name: number }).waitFor()
  await look('operations')
  const days = page.getByRole('region', { name: 'What happened by day' })
  await days.getByRole('link', { name: '1' }).first().click()
  await page.getByText('Orders that were agreed; drafts are not.').waitFor()
  await rows.getByRole('link', { name: number }).waitFor()
  await page.getByLabel('Number', { exact: true }).selectOption('perfect-order')
  await page.getByText('Not measured.').waitFor()
  await page.setViewportSize({ width: 390, height: 844 })
  await look('operations-phone')
})
