import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { startTestServer, type TestServer } from '../support/server.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { look, lookTwice, signIn } from './look.ts'

let server: TestServer
let browser: TestBrowser
let page: Page
before(async () => {
  server = await startTestServer()
  browser = await openBrowser()
  page = await browser.context.newPage()
})
after(async () => {
  await browser?.close()
  await server?.close()
})

test(
  'a company is made in the console, and its checklist says what is missing',
  { timeout: 120_000 },
  async () => {
    await signIn(page, server, '/setup')
    await page.getByText('There is no company yet.').waitFor()
    await look(page, 'setup-empty')

    await page.getByRole('button', { name: 'New company …' }).click()
    const sheet = page.getByRole('dialog')
    const said = { Code: 'ACME', Name: 'Acme', Country: 'GB', Currency: 'XXL', 'Time zone': 'Europe/London' }
    for (const [label, value] of Object.entries(said))
      await sheet.getByLabel(label, { exact: true }).fill(value)
    await sheet.getByLabel('Address of channels').fill(server.url)
    await sheet.getByRole('button', { name: 'Make the company' }).click()
    await sheet.getByText('"XXL" is not a currency we know.').waitFor()
    await look(page, 'setup-refused')
    await sheet.getByLabel('Currency').fill('GBP')
    await sheet.getByRole('button', { name: 'Make the company' }).click()

    await page.getByRole('heading', { level: 1, name: 'Set-up of ACME' }).waitFor()
    await page.getByText('ACME is in set-up: orders are kept as drafts.').waitFor()
    await page.getByText('No item can be sold.', { exact: false }).first().waitFor()
    await lookTwice(page, 'setup')
  },
)

test('a step is checked again by the keyboard, an optional one is left, and going live names what is missing', async () => {
  const probe = page.getByRole('button', { name: /^Check now ?: The address of channels/ })
  await probe.focus()
  await page.keyboard.press('Enter')
  await page.getByText('answers, on this machine.', { exact: false }).waitFor({ state: 'attached' })

  await page.locator('#master_keys summary').click()
  await page.locator('#master_keys').getByRole('button', { name: 'Leave it …' }).click()
  await page.getByRole('dialog').getByLabel('Reason').fill('In the safe.')
  await page.getByRole('button', { name: 'Leave this step' }).click()
  await page.getByText('Left: In the safe.', { exact: false }).waitFor({ state: 'attached' })

  await page.getByRole('button', { name: 'Go live …' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Go live' }).click()
  await page.getByRole('alert').getByText('No item can be sold.', { exact: false }).waitFor()
  await look(page, 'setup-not-ready')
  await page.keyboard.press('Escape')
})
