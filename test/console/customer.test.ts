import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { Flow } from '../support/flow.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { lookTwice, settle, signIn } from './look.ts'

let flow: Flow
let browser: TestBrowser
let page: Page
before(async () => {
  flow = await Flow.open()
  const person = { kind: 'person', currency: 'GBP', shipToCountry: 'GB', email: 'ada@byron.example' }
  const pos = { alternateNumbers: [{ system: 'pos', number: '88121' }] }
  await flow.put('/customer-accounts', { ...person, ...pos, number: 'WEB-1', name: 'Ada Byron' })
  await flow.put('/customer-accounts', { ...person, number: 'TILL-2', name: 'A. Byron' })
  browser = await openBrowser()
  page = await browser.context.newPage()
  await signIn(page, flow.server, '/customers/WEB-1')
})
after(async () => {
  await browser?.close()
  await flow?.close()
})

const panel = (title: RegExp) =>
  page.locator('section.panel', { has: page.getByRole('heading', { name: title }) })
const send = (button: string) =>
  page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click()

test('C12-2 a person merges a candidate with a reason, takes it back, and writes notes, in the room of the customer', async () => {
  await settle(page)
  await page.getByText('pos 88121').waitFor()
  await panel(/^May be the same/)
    .getByRole('button', { name: /^Merge/ })
    .click()
  await page.getByLabel('Reason').fill('said on the phone')
  await lookTwice(page, 'customer-merge')
  await send('Merge')
  const records = panel(/^Records \(2\)/)
  await records.getByText('TILL-2').first().waitFor()
  assert.match(
    await panel(/^Merged and unmerged/).innerText(),
    /TILL-2\s+Merged into WEB-1\s+Administrator\s+said on the phone/,
  )
  assert.equal(await panel(/^May be the same/).count(), 0)

  await page.getByRole('button', { name: 'Add a note …' }).click()
  await page.getByRole('textbox', { name: 'Note' }).fill('Rings on Fridays')
  await send('Add the note')
  await panel(/^Notes \(1\)/)
    .getByText('Rings on Fridays')
    .waitFor()
  await lookTwice(page, 'customer-of-two-records')

  // From the number of the other record the same customer is shown.
  await page.goto(`${flow.server.url}/customers/TILL-2`)
  await settle(page)
  assert.equal(await page.locator('main h1').innerText(), 'Ada Byron')
  await records.getByRole('button', { name: /^Unmerge/ }).click()
  await page.getByLabel('Reason').fill('her sister')
  await send('Unmerge')
  await page.getByRole('heading', { name: 'A. Byron' }).waitFor()
  await panel(/^Merged and unmerged/)
    .getByText('her sister')
    .waitFor()
  await lookTwice(page, 'customer-unmerged')
})

test('a person says in the room of a customer which firm acts for its account, and the firm shows for whom it acts', async () => {
  await flow.put('/customer-accounts', {
    number: 'FIRM-1',
    name: 'Firm',
    currency: 'GBP',
    shipToCountry: 'GB',
  })
  await page.goto(`${flow.server.url}/customers/TILL-2`)
  await settle(page)
  const accounts = panel(/^Accounts/)
  const name = async (partner: string) => {
    await accounts.getByRole('button', { name: /^Partner/ }).click()
    await page.getByLabel('Account of the partner').fill(partner)
    await send('Save')
  }
  await name('FIRM-2')
  await page.getByText('There is no other customer account "FIRM-2".').first().waitFor()
  await page.getByLabel('Account of the partner').fill('FIRM-1')
  await lookTwice(page, 'customer-partner')
  await send('Save')
  await accounts.getByRole('cell', { name: 'FIRM-1', exact: true }).waitFor()
  await page.goto(`${flow.server.url}/customers/FIRM-1`)
  await panel(/^FIRM-1 acts for \(1\)/)
    .getByRole('link', { name: 'TILL-2', exact: true })
    .waitFor()
  await page.goto(`${flow.server.url}/customers/TILL-2`)
  await name('')
  await accounts.getByRole('cell', { name: 'FIRM-1', exact: true }).waitFor({ state: 'detached' })
})
