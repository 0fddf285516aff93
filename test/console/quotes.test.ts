import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { Flow } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { accessible, lookTwice, signIn } from './look.ts'

let flow: Flow
let browser: TestBrowser
let page: Page
before(async () => {
  flow = new Flow(await startTestServer({ sample: true }))
  browser = await openBrowser()
  page = await browser.context.newPage()
})
after(async () => {
  await browser?.close()
  await flow?.close()
})

const button = (name: string) => page.getByRole('button', { name, exact: true })

test('B2-5 a quote is looked at, sent, accepted in part and offered anew from its page', async () => {
  const lines = [{ sku: 'KIT-101', quantity: '10' }]
  const common = { source: 'webshop', account: 'GB-0001', currency: 'GBP', validDays: 14 }
  const quote = await flow.ok('/quotes', {
    ...common,
    customerReference: 'RFQ-12',
    alternatives: [
      { code: 'A', title: 'As asked', lines },
      { code: 'B', title: 'With bowls', lines: [...lines, { sku: 'KIT-102', quantity: '3' }] },
    ],
  })
  await signIn(page, flow.server, '/quotes')
  await page.getByRole('row').filter({ hasText: 'RFQ-12' }).getByText('Draft').waitFor()
  await lookTwice(page, 'quotes')
  await page.getByRole('link', { name: quote.number }).click()
  await page.getByRole('heading', { level: 1, name: quote.number }).waitFor()
  await page.getByRole('button', { name: 'Line 1 of B: price and promise' }).click()
  await page.getByRole('table', { name: /^Price of line 1 of B/ }).waitFor()
  await lookTwice(page, 'quote')

  await button('Send …').click()
  await accessible(page, 'the sheet to send a quote')
  await button('Send it').click()
  await button('Accept B …').click()
  await page.getByLabel('1: KIT-101').fill('11')
  await page.getByLabel('2: KIT-102').fill('0')
  await button('Make the order').click()
  await page.getByText('10 are left').waitFor()
  await page.getByLabel('1: KIT-101').fill('4')
  await button('Make the order').click()
  await page.waitForURL(/\/orders\/ord_/)
  await page.goto(`${flow.server.url}/quotes/${quote.id}`)
  const made = page.getByRole('table', { name: 'Orders that were made of it' })
  await made.getByText('4 of line 1').waitFor()
  assert.equal(await button('Accept A …').count(), 0)
  const pdf = await page.getByRole('link', { name: 'PDF' }).getAttribute('href')
  const answer = await page.request.get(flow.server.url + pdf!)
  assert.equal((await answer.body()).subarray(0, 5).toString(), '%PDF-')

  const other = await flow.ok('/quotes', { ...common, alternatives: [{ code: 'A', lines }] })
  await flow.ok(`/quotes/${other.id}/send`, {})
  await page.goto(`${flow.server.url}/quotes/${other.id}`)
  await button('New version …').click()
  await page.getByLabel('Valid for days').fill('30')
  await button('Make the version').click()
  await page.getByRole('table', { name: 'What was done with the quote' }).getByText('Revise').waitFor()
  await page.goto(`${flow.server.url}/quotes/${other.id}?version=1`)
  await page.getByText('stands in its place').waitFor()
  await page.getByRole('link', { name: 'Version 2', exact: true }).click()
  await button('Withdraw …').click()
  await page.getByLabel('Reason').fill('a mistake')
  await button('Withdraw it').click()
  await page.getByText('a mistake').waitFor()
  assert.equal(await button('Accept …').count(), 0)
})

test('B2-5 B3-1 a quote by a unit that is measured is accepted in part by it', async () => {
  const salt = {
    sku: 'SALT',
    name: 'Salt',
    itemClass: 'kitchen',
    taxCode: 'standard',
    uom: 'KG',
    decimals: 3,
  }
  await flow.put('/items', salt)
  await flow.put('/item-units', { sku: 'SALT', uom: 'LB', quantity: '45359237', per: '100000000' })
  const unitPrice = { amount: '2.00', currency: 'GBP' }
  await flow.put('/prices', { list: 'RETAIL', sku: 'SALT', validFrom: '2020-01-01', unitPrice })
  await flow.receive('SALT', '100')
  const quote = await flow.ok('/quotes', {
    source: 'webshop',
    account: 'GB-0001',
    currency: 'GBP',
    validDays: 14,
    alternatives: [{ code: 'A', lines: [{ sku: 'SALT', quantity: '10', uom: 'LB' }] }],
  })
  await flow.ok(`/quotes/${quote.id}/send`, {})
  await page.goto(`${flow.server.url}/quotes/${quote.id}`)
  await button('Accept …').click()
  await page.getByText('10 left').waitFor()
  await page.getByLabel('1: SALT, LB').fill('3')
  await button('Make the order').click()
  await page.waitForURL(/\/orders\/ord_/)
  await page.goto(`${flow.server.url}/quotes/${quote.id}`)
  await page
    .getByRole('table', { name: 'Orders that were made of it' })
    .getByText('1.361 of line 1')
    .waitFor()
  await button('Accept …').click()
  await page.getByText('7 left').waitFor()
})

test('A4-4 B2-5 a quote that waits for approval says for whom, and is approved on its page', async () => {
  const rule = { code: 'CQ', condition: 'order.discountPercent > 10.0', levels: ['goodwill:write'] }
  await flow.put('/approval-rules', rule)
  const quote = await flow.ok('/quotes', {
    source: 'webshop',
    account: 'GB-0001',
    currency: 'GBP',
    validDays: 14,
    alternatives: [{ code: 'A', lines: [{ sku: 'KIT-101', quantity: '1', discounts: [{ percent: '20' }] }] }],
  })
  await flow.ok(`/quotes/${quote.id}/send`, {})
  await page.goto(`${flow.server.url}/quotes/${quote.id}`)
  await page.getByText('goodwill:write').waitFor()
  await button('Approve …').click()
  await accessible(page, 'the sheet to approve a quote')
  await button('Approve').click()
  await button('Accept …').waitFor()
  await page.getByRole('table', { name: 'What was done with the quote' }).getByText('Approve').waitFor()

  // In the room of approvals, with others at once; the customer's one view and the search lead to it.
  const more = await Promise.all(
    [1, 2].map(async (one) => {
      const made = await flow.ok('/quotes', {
        source: 'webshop',
        account: 'GB-0001',
        currency: 'GBP',
        validDays: 14,
        customerReference: `TENDER-${one}`,
        alternatives: [
          { code: 'A', lines: [{ sku: 'KIT-101', quantity: '1', discounts: [{ percent: '20' }] }] },
        ],
      })
      await flow.ok(`/quotes/${made.id}/send`, {})
      return made
    }),
  )
  await page.goto(`${flow.server.url}/approvals`)
  await page.getByText('No order waits for you.').waitFor()
  await page.getByLabel('What').selectOption('Quotes')
  for (const { number } of more) await page.getByLabel(`Choose ${number}`).check()
  await lookTwice(page, 'approvals-of-quotes')
  await button('Approve …').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).click()
  await page.getByRole('status').getByText('2 decided on').waitFor()
  await page.getByText('No quote waits for you.').waitFor()
  await page.goto(`${flow.server.url}/search?q=TENDER`)
  for (const { number } of more) await page.getByRole('link', { name: number }).waitFor()
  await lookTwice(page, 'search-of-quotes')
  await page.goto(`${flow.server.url}/customers/GB-0001`)
  const quotes = page.getByRole('table', { name: 'The newest quotes' })
  await quotes.getByText('TENDER-2').waitFor()
  await lookTwice(page, 'customer-with-quotes')
  await quotes.getByRole('link', { name: more[1]!.number }).click()
  await page.getByRole('heading', { level: 1, name: more[1]!.number }).waitFor()
  await flow.put('/approval-rules', { ...rule, active: false })
})
