import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { lookTwice, signIn } from './look.ts'
import { assertWithin } from '../support/pace.ts'

const LINES = 10_000
/** What a person waits for without thinking of it. */
const USABLE_MS = 1500

let flow: Flow
let browser: TestBrowser
let page: Page
before(async () => {
  flow = new Flow(await startTestServer({ sample: true, limits: { DOCKET_REQUEST_BODY_BYTES: '8388608' } }))
  await flow.put('/locations', { code: 'DOCK', name: 'Dock', country: 'GB', rank: 90, autoConfirm: false })
  for (const sku of ['BIG-1', 'BIG-2'])
    await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  await flow.ok('/stock/opening', [{ sku: 'BIG-1', location: 'DOCK', quantity: '100000', unitCost: '0.05' }])
  browser = await openBrowser()
  page = await browser.context.newPage()
  await page.setViewportSize({ width: 1280, height: 860 })
  await signIn(page, flow.server, '/orders')
})
after(async () => {
  await browser?.close()
  await flow?.close()
})

const order = (sku: string) =>
  flow.order(
    Array.from({ length: LINES }, () => ({
      sku,
      quantity: '2',
      unitPrice: '0.10',
      net: '0.20',
      tax: '0.04',
    })),
  )

/** Opens an address anew, until the page shows what it is for; the best of six, for what else the machine does only adds. */
async function usable(path: string, shows: () => Promise<unknown>): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let round = 0; round < 6; round += 1) {
    await page.goto('about:blank')
    const start = performance.now()
    await page.goto(flow.server.url + path, { waitUntil: 'commit' })
    await shows()
    least = Math.min(least, performance.now() - start)
  }
  return least
}

/** An answer of the order when it is as it should be; a minute for ten thousand lines. */
async function until(id: string, include: string, is: (order: Seen) => boolean): Promise<Seen> {
  const end = performance.now() + 60_000
  for (;;) {
    const { status, body } = await flow.server.request('GET', `/api/v1/orders/${id}?include=${include}`)
    assert.equal(status, 200)
    if (is(body)) return body
    assert.ok(performance.now() < end, `${include} of ${id}: waited too long`)
    await sleep(200)
  }
}

test('N-13 every page of an order of 10,000 lines is usable within 1.5 s, and an address leads to a line behind', async (context) => {
  const { id } = await order('BIG-1')
  const { shipments } = await until(id, 'shipments', (one) => one.shipments.length === 1)
  await flow.ok(`/shipments/${shipments[0].id}/confirm`, { trackingNumber: 'T-1' })
  await until(id, 'holds', (one) => one.billingStatus === 'billed')
  const { body: lines } = await flow.server.request('GET', `/api/v1/orders/${id}/lines?at=7777&limit=100`)
  const part: string = lines.rows.find((row: { lineNo: number }) => row.lineNo === 7777).parts[0].id
  const pages: [string, () => Promise<unknown>][] = [
    ['', () => page.getByRole('button', { name: 'Line 100: price and promise' }).waitFor()],
    ['#line-7777', () => page.getByRole('button', { name: 'Line 7777: price and promise' }).waitFor()],
    [`#${part}`, () => page.getByRole('region', { name: 'Parts of line 7777' }).waitFor()],
    ['/documents', () => page.getByText('T-1').waitFor()],
    ['/plan', () => page.getByRole('region', { name: 'Tasks of the plan' }).waitFor()],
    [
      '/books',
      () =>
        page
          .getByRole('region', { name: /^Postings of/ })
          .first()
          .waitFor(),
    ],
    ['/timeline', () => page.getByText('9,980 more').first().waitFor()],
  ]
  for (const [section, shows] of pages) {
    const ms = await usable(`/orders/${id}${section}`, shows)
    context.diagnostic(`${section || 'lines'}: ${ms.toFixed(0)} ms`)
    assertWithin(ms, USABLE_MS, `${section || 'lines'}`)
  }
  await page.goto(`${flow.server.url}/orders/${id}`)
  await page.getByRole('button', { name: 'Next page' }).click()
  await page.getByRole('button', { name: 'Line 101: price and promise' }).waitFor()
  await lookTwice(page, 'large-lines')
  await page.goto(`${flow.server.url}/orders/${id}/timeline`)
  await page.getByText('9,980 more').first().waitFor()
  await lookTwice(page, 'large-timeline')
})

test('P-31 a plan of a component a line is told by its steps, and its tasks are read by page', async (context) => {
  const { id } = await order('BIG-2')
  const { planSummary } = await until(id, 'planSummary', (one) => one.planSummary.tasks > LINES)
  const ms = await usable(`/orders/${id}/plan`, () =>
    page
      .getByText(/^0 of [\d,]+ done$/)
      .first()
      .waitFor(),
  )
  context.diagnostic(`plan of ${planSummary.tasks} tasks: ${ms.toFixed(0)} ms`)
  assertWithin(ms, USABLE_MS, 'the plan')
  await page.getByRole('button', { name: 'Next page' }).click()
  await page.getByRole('button', { name: 'First page' }).waitFor()
  await lookTwice(page, 'large-plan')
})
