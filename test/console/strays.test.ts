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
  await flow.put('/locations', { code: 'DOCK', name: 'Dockside', country: 'GB', rank: 1, autoConfirm: false })
  browser = await openBrowser()
  page = await browser.context.newPage()
  await signIn(page, flow.server, '/orders')
})
after(async () => {
  await browser?.close()
  await flow?.close()
})

test('goods that left although their order was cancelled stand on its page, where a person says what becomes of them', async () => {
  const sku = 'STRAY-1'
  await flow.put('/items', { sku, name: 'Stray mug', itemClass: 'kitchen', taxCode: 'standard' })
  await flow.ok('/stock/opening', [{ sku, location: 'DOCK', quantity: '20', unitCost: '6' }])
  const { id, number } = await flow.order([
    { sku, quantity: '3', unitPrice: '10', net: '30.00', tax: '6.00' },
  ])
  const { shipments } = await flow.until(id, (one) => one.shipments.length === 1)
  await flow.ok(`/orders/${id}/cancel`, { reason: 'changed my mind' })
  await flow.ok(`/shipments/${shipments[0].id}/confirm`, {})

  await page.goto(`${flow.server.url}/orders/${id}`)
  await page.getByRole('link', { name: 'Goods left without a sale' }).click()
  const table = page.getByRole('table', { name: 'Goods that left without a sale' })
  await table.getByText('left although cancelled').waitFor()
  await lookTwice(page, 'strays')

  const decide = async (what: string, quantity?: string) => {
    await table.getByRole('button', { name: `${what} …` }).click()
    const sheet = page.getByRole('dialog')
    await accessible(page, `the sheet to ${what}`)
    if (quantity !== undefined) await sheet.getByLabel('Quantity').fill(quantity)
    await sheet.getByLabel('Reason').fill('The customer said so')
    await sheet.getByRole('button', { name: what, exact: true }).click()
    await sheet.waitFor({ state: 'detached' })
  }
  await decide('Expect back')
  await table.getByText('Expected').waitFor()
  await decide('Take in', '1')
  await table.getByRole('cell', { name: '1', exact: true }).waitFor()
  await decide('Bill')
  await table.getByText('Settled').waitFor()
  await table.getByRole('button').first().waitFor({ state: 'detached' })
  const documents = page.getByRole('table', { name: 'Invoices of the order' })
  await documents.getByText('of goods that left without a sale').waitFor()
  await lookTwice(page, 'stray-billed')
  await documents.getByRole('link').first().click()
  await page.getByRole('link', { name: number }).waitFor()
  await page.goto(`${flow.server.url}/orders/${id}/books`)
  const issued = page.getByRole('heading', { name: /^Invoice issued/ })
  await issued.getByText('of goods that left without a sale').waitFor()
})

test('strays of many orders are chosen with the keyboard and decided on at once; what is refused of them is told', async () => {
  const sku = 'STRAY-2'
  await flow.put('/items', { sku, name: 'Stray bowl', itemClass: 'kitchen', taxCode: 'standard' })
  await flow.ok('/stock/opening', [{ sku, location: 'DOCK', quantity: '20', unitCost: '6' }])
  const ids: string[] = []
  for (let n = 0; n < 5; n += 1) {
    const { id } = await flow.order([{ sku, quantity: '1', unitPrice: '10', net: '10.00', tax: '2.00' }])
    const { shipments } = await flow.until(id, (one) => one.shipments.length === 1)
    await flow.ok(`/orders/${id}/cancel`, { reason: 'changed my mind' })
    ids.push((await flow.ok(`/shipments/${shipments[0].id}/confirm`, {})).strays[0].id)
  }
  const left = async (state: string) => {
    const { body } = await flow.server.request('GET', `/api/v1/strays?sku=${sku}&state=${state}`)
    return body.rows.length as number
  }
  await page.goto(`${flow.server.url}/orders`)
  await page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: 'Strays' }).click()
  await page.getByLabel('Item').fill(sku)
  const table = page.getByRole('table', { name: 'Goods that left without a sale' })
  const boxes = table.getByRole('checkbox', { name: `Choose ${sku}` })
  while ((await boxes.count()) !== 5) await page.waitForTimeout(50)

  // Two by the keyboard: the first one, and the next.
  await page.getByRole('heading', { name: 'Strays', exact: true }).click()
  for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key)
  const acts = page.getByRole('group', { name: 'Decide on what is chosen' })
  await acts.getByText('2 chosen').waitFor()
  await lookTwice(page, 'strays-room')
  await acts.getByRole('button', { name: 'Expect back …' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('Back by').fill('2099-12-31')
  await sheet.getByLabel('Reason').fill('The carrier turns round')
  await accessible(page, 'the sheet to expect many')
  await sheet.getByRole('button', { name: 'Expect back', exact: true }).click()
  await page.getByRole('status').getByText('2 decided on.').waitFor()
  assert.deepEqual([await left('open'), await left('expected')], [3, 2])

  // All of the page, one of which somebody else decides on meanwhile.
  while ((await boxes.count()) !== 3) await page.waitForTimeout(50)
  await table.getByRole('checkbox', { name: 'Choose all of this page' }).check()
  await acts.getByText('3 chosen').waitFor()
  await flow.ok(`/strays/${ids[0]}/write-off`, { reason: 'somebody else' })
  await acts.getByRole('button', { name: 'Give up …' }).click()
  await sheet.getByLabel('Reason').fill('Given away')
  await sheet.getByRole('button', { name: 'Give up', exact: true }).click()
  const said = page.getByRole('status')
  await said.getByText('2 decided on, 1 refused and still chosen.').waitFor()
  await said.getByText('all of it was decided on before').waitFor()
  assert.equal(await left('open'), 0)
  await page.getByLabel('State').selectOption('Expected')
  await table.getByText('31 Dec 2099').first().waitFor()
  await lookTwice(page, 'strays-expected')
})
