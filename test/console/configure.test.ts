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
const RACK = {
  code: 'RACK',
  version: 1,
  sku: 'RACK',
  name: 'Rack',
  validFrom: '2020-01-01',
  groups: [
    {
      code: 'FRAME',
      name: 'Frame',
      min: 1,
      max: 1,
      options: [
        { code: 'LOW', name: 'Low frame' },
        { code: 'HIGH', name: 'High frame' },
      ],
    },
    {
      code: 'EXTRA',
      name: 'Extras',
      options: [
        { code: 'DOOR', name: 'Door' },
        { code: 'SHELF', name: 'Shelf', quantity: { min: 1, max: 5 } },
      ],
    },
  ],
  attributes: [{ code: 'COLOR', name: 'Color', values: ['red', 'blue'], required: true }],
  rules: [{ kind: 'excludes', code: 'NO_DOOR', text: 'a low rack has no door', a: 'LOW', b: 'DOOR' }],
}
before(async () => {
  flow = new Flow(await startTestServer({ sample: true }))
  await flow.put('/items', {
    sku: 'RACK',
    name: 'Rack',
    itemClass: 'kitchen',
    kind: 'service',
    taxCode: 'none',
  })
  await flow.put('/prices', {
    list: 'RETAIL',
    sku: 'RACK',
    validFrom: '2020-01-01',
    unitPrice: { amount: '10.71', currency: 'GBP' },
  })
  await flow.put('/configuration-models', {
    ...RACK,
    rules: [...RACK.rules, { kind: 'statement', code: 'NEVER', must: '!SHELF' }],
  })
  browser = await openBrowser()
  page = await browser.context.newPage()
  await signIn(page, flow.server, '/models')
})
after(async () => {
  await browser?.close()
  await flow?.close()
})

test('A8-2 a model with an option that nobody can choose is not published in the console, and the place is told', async () => {
  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByRole('alert').getByText('SHELF can never be chosen').waitFor()
  await page.getByText('/groups/1/options/1').waitFor()
  await lookTwice(page, 'model-refused')
  await flow.put('/configuration-models', RACK)
  await page.reload()
  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByRole('button', { name: 'Withdraw' }).waitFor()
  await page.getByRole('link', { name: 'Configure Rack' }).click()
})

test('A8-4 P-14 a person chooses, is told why something is excluded, and takes back what stands in its way', async () => {
  await page.goto(`${flow.server.url}/configure/RACK`)
  await page.getByRole('status').getByText('Something is missing.').waitFor()
  await page.getByRole('button', { name: /^Choose.*Low frame/ }).click()
  await page.getByRole('button', { name: /^Why.*Door/ }).click()
  await page.getByText('You decided on LOW; a low rack has no door.').waitFor()
  await lookTwice(page, 'configure-why')
  await page.getByRole('button', { name: 'Take back LOW' }).click()
  await page.getByRole('button', { name: /^Choose.*Door/ }).click()
  // Without a low one a frame must be high.
  await page.getByRole('button', { name: /^Why.*High frame/ }).waitFor()
  await page.getByRole('button', { name: /^Choose.*Shelf/ }).click()
  await page.getByLabel('How many of Shelf').fill('3')
  await page.getByText('Shelf × 3').waitFor()
  await page.getByLabel('Color').selectOption('blue')
  await page.getByRole('status').getByText('It is complete and can be ordered.').waitFor()
  await page.getByText('£10.71').first().waitFor()
  await lookTwice(page, 'configure-complete')
  assert.ok(page.url().endsWith('/configure/RACK'))
})

test('A8-4 P-14 the reasons of an answer stand by the choices that it was asked with while the next one is on its way', async () => {
  const options = ['LOW', 'SHELF', 'DOOR'].map((code) => ({ code }))
  await flow.put('/items', { sku: 'THREE', name: 'Three', itemClass: 'kitchen', taxCode: 'none' })
  await flow.put('/configuration-models', {
    code: 'THREE',
    version: 1,
    sku: 'THREE',
    name: 'Three',
    state: 'published',
    validFrom: '2020-01-01',
    groups: [{ code: 'G', options }],
    rules: [{ kind: 'statement', code: 'TWO', must: '!(LOW & SHELF & DOOR)' }],
  })
  await page.goto(`${flow.server.url}/configure/THREE`)
  await page.getByRole('button', { name: /^Choose.*LOW/ }).click()
  await page.getByRole('button', { name: /^Choose.*SHELF/ }).click()
  await page.getByRole('button', { name: /^Why.*DOOR/ }).click()
  await page.getByRole('button', { name: 'Take back LOW', exact: true }).click()
  await page.getByRole('button', { name: /^Choose.*LOW/ }).waitFor()
  await page.getByRole('button', { name: /^Take back.*SHELF/ }).waitFor()
})
