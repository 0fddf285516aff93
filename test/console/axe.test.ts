import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { failedWork } from '../support/failed-work.ts'
import { Flow } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'
import { channelInput, signed, submittedOrder } from '../support/shop.ts'
import { Sink } from '../support/sink.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { accessible, settle, signIn } from './look.ts'

/** The addresses of the console, as its router has them: `orders/:id/:section?`. A page that is added is asked for here. */
const ROUTES = [
  ...readFileSync(join(import.meta.dirname, '../../console/src/main.tsx'), 'utf8').matchAll(
    /\bpath: '([a-z][^']*)'/g,
  ),
].map(([, path]) => path!)
/** Pages of one kind that are looked at: with other rows other parts of them show. */
const MOST_OF_A_KIND = 3

let sink: Sink
let flow: Flow
let browser: TestBrowser
let page: Page
/** The books of an order with two entries of one event on one day. */
let books: string
before(async () => {
  sink = await Sink.open()
  const limits = { DOCKET_PRIVATE_WEBHOOKS: 'yes', DOCKET_ALERT_EVERY_SECONDS: '1' }
  flow = new Flow(await startTestServer({ sample: true, limits }))
  await flow.put('/webhook-endpoints', { code: 'crm', name: 'Customer relations', url: sink.url('/crm') })
  await flow.put('/items', {
    sku: 'RACK',
    name: 'Rack',
    itemClass: 'kitchen',
    kind: 'service',
    taxCode: 'none',
  })
  const frames = {
    code: 'FRAME',
    name: 'Frame',
    min: 1,
    max: 1,
    options: [{ code: 'LOW' }, { code: 'HIGH' }],
  }
  const rack = {
    code: 'RACK',
    version: 1,
    sku: 'RACK',
    name: 'Rack',
    state: 'published',
    validFrom: '2020-01-01',
  }
  await flow.put('/configuration-models', { ...rack, groups: [frames] })
  const alternatives = [{ code: 'A', lines: [{ sku: 'KIT-101', quantity: '2' }] }]
  const quote = { source: 'webshop', account: 'GB-0001', currency: 'GBP', validDays: 14, alternatives }
  await flow.ok('/quotes', quote)
  await flow.ok('/backlog-runs', { skus: ['KIT-101'] })
  const { webhooks } = await flow.put('/channels/shop', channelInput())
  const bytes = JSON.stringify(
    submittedOrder('o-shells', undefined, { payment: { paymentMethod: 'shells' } }),
  )
  const headers = { 'content-type': 'application/json', ...signed(bytes) }
  const sent = await fetch(flow.server.url + webhooks, { method: 'POST', headers, body: bytes })
  assert.equal(sent.status, 202)
  await flow.ok('/receipts', {
    account: 'GB-0001',
    amount: { amount: '50.00', currency: 'GBP' },
    method: 'card',
  })
  const { id } = await flow.sell([{ sku: 'KIT-101', quantity: '2' }])
  await flow.until(id, (one) => one.invoices.length > 0)
  for (const reason of ['Too large', 'Too small'])
    await flow.ok('/returns', { orderId: id, reason, lines: [{ lineNo: 1, quantity: '1' }] })
  books = `/orders/${id}/books`
  await failedWork(flow, 'FIT')
  await flow.ok('/bulk-jobs', {
    act: 'prioritize',
    priority: 7,
    reason: 'A large buyer',
    orders: [id],
    leaveOthers: true,
  })
  // An order that waits behind a job that is stopped: a held task, an alert, a record.
  const stopped = await flow.server.request('POST', '/api/v1/monitoring/jobs/tasks-ship/stop', {
    reason: 'To be seen',
  })
  assert.equal(stopped.status, 200)
  // Every process has heard of it within a second.
  await sleep(1000)
  await flow.sell([{ sku: 'KIT-101', quantity: '1' }])
  browser = await openBrowser()
  page = await browser.context.newPage()
  await signIn(page, flow.server, '/alerts')
  await page.getByRole('link', { name: /^The job tasks-ship is stopped/ }).waitFor()
})
after(async () => {
  await browser?.close()
  await flow?.close()
  await sink?.close()
})

/** The route that leads to an address. */
function routeOf(path: string): string | undefined {
  const parts = path.split(/[?#]/)[0]!.split('/').filter(Boolean)
  const fits = (route: string): boolean => {
    const wanted = route.split('/')
    const least = wanted.filter((one) => !one.endsWith('?')).length
    return (
      parts.length >= least &&
      parts.length <= wanted.length &&
      parts.every((part, index) => wanted[index]!.startsWith(':') || wanted[index] === part)
    )
  }
  // One without a parameter is meant rather than one with.
  return ROUTES.filter(fits).toSorted((a, b) => a.split(':').length - b.split(':').length)[0]
}

test(
  'axe finds nothing on any page of the console, in light and in dark, at the width of a laptop and of a phone',
  { timeout: 400_000 },
  async () => {
    assert.ok(ROUTES.length > 20, ROUTES.join())
    const queue = [
      '/search?q=KIT',
      books,
      ...ROUTES.filter((route) => !route.includes(':')).map((one) => `/${one}`),
    ]
    const known = new Set(queue)
    const seen = new Map<string, number>()
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      await page.setViewportSize({ width: 1280, height: 860 })
      await page.emulateMedia({ colorScheme: 'light' })
      await page.goto(flow.server.url + path)
      await settle(page)
      assert.equal(await page.getByText(/^There is no such/).count(), 0, `${path} is a dead end`)
      // What is folded is looked at, too.
      await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
      await accessible(page, `${path}, light`)
      await page.emulateMedia({ colorScheme: 'dark' })
      await accessible(page, `${path}, dark`)
      await page.setViewportSize({ width: 390, height: 844 })
      await accessible(page, `${path}, on a phone`)
      const over: number = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      assert.ok(over <= 0, `${path} is ${over} px too wide`)

      const links = await page
        .locator('main a[href^="/"]')
        .evaluateAll((all) => all.map((link) => link.getAttribute('href')!.split('#')[0]!))
      for (const link of links) {
        const route = link.startsWith('/api/') ? undefined : routeOf(link)
        if (route === undefined || known.has(link)) continue
        // Each section of an order is a page of its own.
        const kind = route.includes(':section') ? `${route} ${link.split('/')[3] ?? ''}` : route
        if ((seen.get(kind) ?? 0) >= MOST_OF_A_KIND) continue
        known.add(link)
        seen.set(kind, (seen.get(kind) ?? 0) + 1)
        queue.push(link)
      }
    }
    const reached = new Set([...known].map(routeOf))
    assert.deepEqual(
      ROUTES.filter((route) => !reached.has(route)),
      [],
      'pages that no link led to',
    )
  },
)

test('an address of nothing says so on every page and leads back', { timeout: 120_000 }, async () => {
  await page.setViewportSize({ width: 1280, height: 860 })
  const named = ROUTES.filter((route) => route.includes(':')).map((route) => route.replace('/:section?', ''))
  assert.ok(named.length > 10, named.join())
  for (const name of ['NOPE', 'zz', 'a.b', '9'.repeat(18)])
    for (const route of named) {
      const path = `/${route.replaceAll(/:\w+\??/g, name)}`
      await page.goto(flow.server.url + path)
      await page.getByText(/^There is no such/).waitFor()
      assert.equal(await page.getByRole('alert').count(), 0, `${path} shows a problem`)
      assert.equal(await page.getByRole('button', { name: 'Receive' }).count(), 0, path)
      await page.getByRole('main').getByRole('link', { name: 'Go to the orders' }).waitFor()
    }
})
