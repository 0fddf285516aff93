import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { addDays } from '../../src/platform/clock.ts'
import { Flow } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { lookTwice, signIn } from './look.ts'

// A store that takes two days to send what a warehouse sends at once.
let flow: Flow
let browser: TestBrowser
let page: Page
before(async () => {
  flow = new Flow(await startTestServer({ sample: true }))
  await flow.stockedItem('DAYS-1', { BRIGHTON: '50', PORT: '50' }, '4')
  await flow.put('/jeopardy-policy', {
    leadTimes: [
      { task: 'ship', takesBy: 'component.location == "BRIGHTON" ? "P2D" : "PT4H"' },
      { task: 'collect', takes: 'P14D' },
    ],
    rules: [{ of: 'order', over: 'PT0S', score: 300 }],
  })
  browser = await openBrowser()
  page = await browser.context.newPage()
  await signIn(page, flow.server, '/orders')
})
after(async () => {
  await browser?.close()
  await flow?.close()
})

test('P-42 A6-11 the page of an order shows how it was to go and how it goes, what is late, and that somebody sees to it', async () => {
  const { businessTime } = await flow.put('/clock', { days: 1 })
  const day = addDays(businessTime.slice(0, 10), 1)
  await flow.put('/clock', { to: `${day}T10:00:00Z` })
  const line = { sku: 'DAYS-1', quantity: '1', net: '10.00', tax: '2.00' }
  const made = await flow.order([
    { ...line, location: 'BRIGHTON' },
    { ...line, location: 'PORT' },
  ])
  await flow.until(made.id, ({ fulfillmentLines }) => fulfillmentLines[1].shipped === '1')
  await flow.run('jeopardy')

  await page.goto(`${flow.server.url}/orders/${made.id}`)
  await page
    .getByRole('navigation', { name: 'Sections of the order' })
    .getByRole('link', { name: 'Schedule' })
    .click()
  // The picture says in words what it shows, and the tables have all of it.
  await page.getByRole('img', { name: /^The days of 3 components, 1 of them late/ }).waitFor()
  const promises = page.getByRole('table', { name: 'Lines and their promises' })
  const rowOf = (text: string) =>
    promises.getByRole('row').filter({ has: page.getByRole('rowheader', { name: text, exact: true }) })
  assert.match((await rowOf('1').textContent())!, /2\s*days|\d+\s*h$/)
  assert.match((await rowOf('2').textContent())!, /left$/)
  const days = page.getByRole('table', { name: 'Components and tasks of the plan, with their days' })
  const gone = days.getByRole('row').filter({ hasText: 'Ship' }).filter({ hasText: 'Completed' })
  assert.ok((await gone.count()) >= 1)
  await page.getByText(/^ship\/(release|ship) of line 1 is required by .* and is expected /).waitFor()
  await lookTwice(page, 'order-schedule')

  await page.getByRole('button', { name: 'I see to it …' }).click()
  await page.getByLabel('Note').fill('They send it by courier.')
  await page.getByRole('button', { name: 'I see to it', exact: true }).click()
  await page.getByText('Seen to by').waitFor()
  assert.equal(await page.getByRole('button', { name: 'I see to it …' }).count(), 0)
  assert.equal((await flow.server.request('GET', `/api/v1/jeopardy?acknowledged=true`)).body.rows.length, 1)
})
