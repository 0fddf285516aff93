import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { Flow } from '../support/flow.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { lookTwice, signIn } from './look.ts'

let flow: Flow
let browser: TestBrowser
let page: Page
before(async () => {
  flow = await Flow.open()
  browser = await openBrowser()
  page = await browser.context.newPage()
  await signIn(page, flow.server, '/channels')
})
after(async () => {
  await browser?.close()
  await flow?.close()
})

const fill = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text)
const make = () => page.getByRole('button', { name: 'Make the channel' }).click()

test('C-06 a shop is connected by a form: all that is wrong stands at its fields at once, the secret is shown once', async () => {
  await page.getByRole('link', { name: 'Connect one' }).click()
  await page.getByRole('heading', { name: 'New channel' }).waitFor()
  await fill('Code', 'shop')
  await fill('Name', 'Web shop')
  await fill('Source', 'webshop')
  await fill('Secrets that sign', 'a-secret-of-the-shop')
  await page.getByLabel('Payment', { exact: true }).selectOption('without_details')
  await fill('Shipping methods', 'ground = standard')
  await fill('Base url', 'ftp://shop.example')
  await make()
  const wrong = (label: string) =>
    page.locator('.field', { has: page.getByLabel(label, { exact: true }) }).locator('.wrong')
  await wrong('Shipping methods').waitFor()
  await wrong('Base url').waitFor()
  await wrong('Source').getByText('must be a source system').waitFor()
  await lookTwice(page, 'new-channel-wrong')

  await fill('Source', 'marketplace')
  await fill('Shipping methods', '{ "ground": "standard" }')
  await fill('Base url', '')
  await make()
  await page.getByRole('heading', { name: 'Web shop is made' }).waitFor()
  await page.getByText('a-secret-of-the-shop').waitFor()
  await lookTwice(page, 'new-channel-made')
  const { body } = await flow.server.request('GET', '/api/v1/channels/shop')
  assert.deepEqual(
    [body.kind, body.source, body.signingSecrets, body.settings.shippingMethods, body.settings.payment],
    ['commerce', 'marketplace', 1, { ground: 'standard' }, 'without_details'],
  )
})

test('C-06 any shop is connected by the form with a secret that it makes, and its first message is taken', async () => {
  await page.goto(`${flow.server.url}/channels`)
  await page.getByRole('link', { name: 'New channel …' }).click()
  await page.getByLabel('Kind', { exact: true }).selectOption('mapped')
  // One that stands is not described anew by accident.
  await fill('Code', 'shop')
  const stands = await page
    .getByLabel('Code')
    .evaluate((field) => (field as unknown as { validationMessage: string }).validationMessage)
  assert.equal(stands, 'There is a channel with this code.')
  await fill('Code', 'any')
  await fill('Name', 'Any shop')
  await fill('Source', 'marketplace')
  await page.getByRole('button', { name: 'Make a secret' }).click()
  const secret = await page.getByLabel('Secrets that sign').inputValue()
  assert.match(secret, /^[0-9a-f]{64}$/)
  await fill('Signature', '{ "scheme": "hmac_sha256", "header": "X-Signature", "encoding": "hex" }')
  await fill(
    'Order',
    '{ "id": "/number", "customer": { "account": "/account" }, "lines": { "each": "/items", "sku": "/sku", "quantity": "/pieces", "amount": "/sum", "taxAmount": "/vat" } }',
  )
  await make()
  await page.getByText(secret).waitFor()
  const address = await page.locator('.facts .address').first().innerText()
  const bytes = JSON.stringify({
    number: 'N-1',
    account: 'GB-0001',
    items: [{ sku: 'KIT-101', pieces: 1, sum: 10, vat: 2 }],
  })
  const response = await fetch(flow.server.url + new URL(address.split(' ')[0]!, 'http://x').pathname, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-signature': createHmac('sha256', secret).update(bytes).digest('hex'),
    },
    body: bytes,
  })
  assert.equal(response.status, 202)
  await page.getByRole('link', { name: 'its log' }).click()
  await page.getByRole('row').filter({ hasText: 'N-1' }).waitFor()
})
