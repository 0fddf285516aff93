import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { startTestServer, type TestServer } from '../support/server.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { look, lookTwice, settle, signIn } from './look.ts'

/** Rooms of the installation, which are there before a company is. */
const WITHOUT_A_COMPANY = new Set(['/setup', '/jobs', '/jobs/messages', '/alerts', '/runbook'])

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
  'before there is a company, every room leads to the set-up and asks nothing that is refused',
  { timeout: 120_000 },
  async () => {
    const main = readFileSync(join(import.meta.dirname, '../../console/src/main.tsx'), 'utf8')
    const rooms = [...main.matchAll(/\bpath: '([a-z][^':]*)'/g)].map(([, path]) => `/${path}`)
    assert.ok(rooms.length > 15, rooms.join())
    const refused: string[] = []
    page.on('response', (response) => {
      if (response.status() >= 400) refused.push(`${response.status()} ${response.url()}`)
    })
    await signIn(page, server, '/')
    await page.waitForURL(server.url + '/setup')
    for (const room of [...rooms, '/jobs/messages', '/orders/ord_1', '/stock/KIT-101']) {
      await page.goto(server.url + room)
      await settle(page)
      await page.waitForLoadState('networkidle')
      assert.deepEqual(refused, [], room)
      assert.equal(await page.getByRole('alert').count(), 0, `${room} shows a problem`)
      if (!WITHOUT_A_COMPANY.has(room)) await page.getByText('There is no company yet.').waitFor()
    }
    await page.getByRole('main').getByRole('link', { name: 'Go to the set-up' }).click()
    await page.getByRole('button', { name: 'New company …' }).waitFor()
    page.removeAllListeners('response')
  },
)

test(
  'a company is made in the console, and its checklist says what is missing',
  { timeout: 120_000 },
  async () => {
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
