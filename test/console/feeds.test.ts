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
  await signIn(page, flow.server, '/orders')
})
after(async () => {
  await browser?.close()
  await flow?.close()
})

test('a snapshot that would empty a place stands in the room of feeds with why and what differs, where a person leaves it', async () => {
  await flow.put('/locations', { code: 'DOCK', name: 'Dockside', country: 'GB', rank: 900 })
  await flow.put('/feeds', { code: 'dock', name: 'Dock', gives: 'stock', location: 'DOCK', settleSeconds: 0 })
  for (const sku of ['FEED-1', 'FEED-2']) {
    await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
    await flow.ok('/stock/opening', [{ sku, location: 'DOCK', quantity: '20', unitCost: '6' }])
  }
  const asOf = new Date(Date.now() + 1000).toISOString()
  await flow.put('/stock-snapshots', { feed: 'dock', snapshot: 'night', asOf, complete: true, rows: [] })
  await page.goto(`${flow.server.url}/feeds?state=held`)
  const table = page.getByRole('table', { name: 'Snapshots of outside systems' })
  await table.getByText('Empties all').waitFor({ timeout: 20_000 })
  await table.getByRole('button', { name: 'dock' }).click()
  await page.getByRole('table', { name: 'What the snapshot says otherwise' }).getByText('FEED-2').waitFor()
  await lookTwice(page, 'feeds')
  await table.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Leave …' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('Reason').fill('It lost its memory')
  await sheet.getByRole('button', { name: 'Leave', exact: true }).click()
  await sheet.waitFor({ state: 'detached' })
  await table.getByText('Empties all').waitFor({ state: 'detached', timeout: 20_000 })

  // Whoever decided is named as in any room, and nothing of it is behind the edge of a laptop.
  const key = await flow.keyOf(['inventory:write', 'inventory:read'])
  await flow.put('/stock-snapshots', { feed: 'dock', snapshot: 'noon', asOf, complete: true, rows: [] })
  await table.getByText('Empties all').waitFor({ timeout: 20_000 })
  const [noon] = (await flow.server.request('GET', '/api/v1/feed-snapshots?feed=dock&state=held')).body.rows
  const decision = { ids: [noon.id], decision: 'leave', reason: 'again' }
  const headers = { ...key, 'idempotency-key': 'noon' }
  const decided = await flow.server.request('POST', '/api/v1/feed-snapshots/decide', decision, headers)
  assert.equal(decided.status, 200, decided.bytes.toString())
  await page.goto(`${flow.server.url}/feeds?feed=dock`)
  await table.getByText('by Administrator').waitFor()
  await table.getByText(/^by API key dk_/).waitFor()
  const cut = `(() => { const region = document.querySelector('.table-scroll'); return region.scrollWidth - region.clientWidth })()`
  assert.equal(await page.evaluate(cut), 0)
  await lookTwice(page, 'feeds-decided')
})
