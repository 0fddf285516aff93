import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { Flow } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { lookTwice, signIn } from './look.ts'

let flow: Flow
let browser: TestBrowser
let page: Page
before(async () => {
  flow = new Flow(await startTestServer({ sample: true }))
  browser = await openBrowser()
  page = await browser.context.newPage()
  await signIn(page, flow.server, '/receipts')
})
after(async () => {
  await browser?.close()
  await flow?.close()
})

/** What stands at the fields of the open sheet that are wrong: label, and each sentence. */
const wrong = async (): Promise<string[]> =>
  (await page.getByRole('dialog').locator('.field:has([aria-invalid="true"])').allInnerTexts()).map((text) =>
    text.split('\n').filter(Boolean).join(' | '),
  )

test('everything that is wrong with a form stands at its fields at once, in words, and the first has the focus', async () => {
  await page.getByRole('button', { name: 'Take a receipt' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('Amount').fill('ten')
  await sheet.getByLabel('Currency').fill('p1')
  await sheet.getByRole('button', { name: 'Take the receipt', exact: true }).click()
  await sheet.locator('[aria-invalid="true"]').first().waitFor()
  const told = await wrong()
  assert.deepEqual(
    told.map((one) => one.split(' | ')[0]),
    ['Customer account', 'Amount', 'Currency'],
  )
  assert.match(told[0]!, /\| It must not be empty\./)
  assert.match(told[1]!, /\| It must be a decimal such as 10\.00\./)
  assert.match(told[2]!, /\| It must be three capital letters, such as GBP\./)
  assert.equal(await page.evaluate('document.activeElement.name'), 'account')
  assert.equal(await sheet.getByRole('alert').locator('li').count(), 0, 'nothing is told twice')
  await lookTwice(page, 'form-wrong')
})

test('a number that is left empty is not taken as 0', async () => {
  await flow.put('/items', { sku: 'RARE-1', name: 'Rare', itemClass: 'kitchen', taxCode: 'standard' })
  const { id } = await flow.order([{ sku: 'RARE-1', quantity: '900', net: '10.00', tax: '2.00' }])
  await page.goto(`${flow.server.url}/orders/${id}`)
  await page.getByRole('button', { name: 'Change its priority' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('Priority, 0 to 9').fill('')
  await sheet.getByRole('button', { name: 'Change the priority', exact: true }).click()
  await sheet.getByText('It must be a whole number.').waitFor()
  await sheet.getByLabel('Priority, 0 to 9').fill('11')
  await sheet.getByRole('button', { name: 'Change the priority', exact: true }).click()
  await sheet.getByText('It must be at most 9.').waitFor()
})
