import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { handOver, sampleOrders } from '../../src/channels/index.ts'
import { openBrowser, type TestBrowser } from './browser.ts'

interface TestServer {
  url: string
  adminLogin: string
  adminPassword: string
  apiKey: string
  close(): Promise<void>
}

const SUPPORT = join(import.meta.dirname, '../support/server.ts')
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const missing = existsSync(SUPPORT)
  ? false
  : 'SKIPPED: test/support/server.ts (startTestServer) is not there yet, so no room of the console is proven'
if (missing !== false) console.error(missing)

const ROOMS = [
  'orders',
  'stock',
  'invoices',
  'receivables',
  'receipts',
  'customers',
  'books',
  'patterns',
  'channels',
  'payments',
  'webhooks',
  'alerts',
  'runbook',
  'jobs',
  'monitoring',
  'setup',
]
const SECTIONS = ['', '/documents', '/plan', '/books', '/timeline', '/intake']

test('the browser of the lock file starts and renders', async () => {
  const browser = await openBrowser()
  try {
    const page = await browser.context.newPage()
    await page.setContent('<h1>Docket</h1>')
    assert.equal(await page.getByRole('heading').textContent(), 'Docket')
    assert.ok((await page.screenshot()).length > 1000)
    assert.match(browser.version, /^\d+\.\d+\.\d+\.\d+$/)
  } finally {
    await browser.close()
  }
})

describe('the console on a running company', { skip: missing, timeout: 240_000 }, () => {
  let server: TestServer
  let browser: TestBrowser
  let page: Page
  const faults: string[] = []

  before(async () => {
    const support = (await import(SUPPORT)) as {
      startTestServer(options: { sample: boolean }): Promise<TestServer>
    }
    server = await support.startTestServer({ sample: true })
    await fill()
    browser = await openBrowser()
    page = await browser.context.newPage()
    page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`))
    page.on('console', (message) => {
      // A refusal that a test asks for is logged by the browser as a failed load.
      if (message.type() === 'error' && !/status of 4\d\d/.test(message.text()))
        faults.push(`${page.url()}: ${message.text()}`)
    })
  })
  beforeEach(() => page.setViewportSize({ width: 1280, height: 860 }))
  after(async () => {
    await browser?.close()
    await server?.close()
  })

  /** Lets orders of the sample company flow, until some are billed or a minute is over. */
  const fill = async (): Promise<void> => {
    if ((await orders()).length === 0)
      await handOver(
        sampleOrders({ count: 80 }),
        {
          url: server.url,
          apiKey: server.apiKey,
          company: 'SAMPLE',
          signal: AbortSignal.timeout(60_000),
        },
        () => undefined,
      )
    const end = Date.now() + 60_000
    while (Date.now() < end) {
      const { rows } = await api<{ rows: unknown[] }>('/invoices?limit=5')
      if (rows.length === 5) return
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
    console.error('The sample orders were not billed within a minute: rooms are tested without documents.')
  }

  const api = async <T>(path: string): Promise<T> => {
    const response = await fetch(`${server.url}/api/v1${path}`, {
      headers: { authorization: `Bearer ${server.apiKey}` },
      signal: AbortSignal.timeout(20_000),
    })
    assert.equal(response.status, 200, `${path}: ${response.status}`)
    return (await response.json()) as T
  }
  interface Row {
    id: string
    number: string
  }
  const orders = async (): Promise<Row[]> => (await api<{ rows: Row[] }>('/orders?limit=100')).rows

  /** Goes to a room and waits until nothing is loading any more. */
  const go = async (path: string): Promise<void> => {
    await page.goto(server.url + path)
    await settle()
  }
  /** Polls an expression of the page; the page's own policy forbids it to evaluate text by itself. */
  const until = async (expression: string): Promise<void> => {
    const end = Date.now() + 15_000
    while ((await page.evaluate(expression)) !== true) {
      assert.ok(Date.now() < end, `never came true at ${page.url()}: ${expression}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  const settle = async (): Promise<void> => {
    await page.locator('main h1').first().waitFor()
    await until(`document.querySelector('.skeleton') === null`)
  }
  const noProblem = async (where: string): Promise<void> => {
    const alerts = await page.getByRole('alert').allTextContents()
    assert.deepEqual(alerts, [], where)
    assert.equal(await page.getByText(/^There is no such/).count(), 0, `${where} is a dead end`)
  }
  const accessible = async (where: string): Promise<void> => {
    if ((await page.evaluate('"axe" in window')) === false) await page.evaluate(AXE)
    const found: string[] = await page.evaluate(
      `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
        violations.map((one) => one.id + ': ' + one.nodes[0]?.html.slice(0, 160)))`,
    )
    assert.deepEqual(found, [], where)
  }

  test('refuses a wrong password, lets a right one in, and keeps the address that was asked for', async () => {
    await page.goto(`${server.url}/orders?status=closed`)
    await page.getByLabel('Login').fill(server.adminLogin)
    await page.getByLabel('Password').fill('not this one')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').waitFor()
    await accessible('sign in')
    await page.getByLabel('Password').fill(server.adminPassword)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { level: 1, name: 'Orders' }).waitFor()
    assert.match(page.url(), /status=closed/)
    assert.equal(await page.getByLabel('Status').inputValue(), 'closed')
  })

  for (const [width, height] of [
    [1280, 860],
    [390, 844],
  ] as const)
    test(`every room and section at ${width} px: no fault, accessible, not wider than the screen`, async () => {
      const [first] = await orders()
      assert.ok(first, 'the sample company has orders')
      await page.setViewportSize({ width, height })
      for (const path of [
        ...ROOMS.map((room) => `/${room}`),
        '/books/journals',
        ...SECTIONS.map((section) => `/orders/${first.id}${section}`),
      ]) {
        await go(path)
        await noProblem(path)
        await accessible(path)
        const over: number = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
        assert.ok(over <= 0, `${path} is ${over} px too wide`)
      }
      assert.deepEqual(faults, [])
    })

  test('the keys lead through the list: / j k Enter ?', async () => {
    await go('/orders')
    await page.locator('a.row-link').nth(1).waitFor()
    const focused = (): Promise<string | null> => page.evaluate('document.activeElement.textContent')
    const numbers = await page.locator('a.row-link').allTextContents()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    assert.equal(await focused(), numbers[1])
    await page.keyboard.press('k')
    assert.equal(await focused(), numbers[0])
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('/')
    await page.keyboard.type(numbers[0]!)
    await page.waitForURL(/q=/)
    await until(
      `[...document.querySelectorAll('a.row-link')].map((link) => link.textContent).join() === '${numbers[0]}'`,
    )
    await page.keyboard.press('Escape')
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: numbers[0]! }).waitFor()
    assert.equal(await page.evaluate('document.activeElement.tagName'), 'H1')
    await page.goBack()
    await page.locator('a.row-link').first().waitFor()
    assert.match(page.url(), /q=/)
  })

  test('a list goes on by the key of its last row, and back to the first page', async () => {
    const rows = await orders()
    await go('/orders')
    const next = page.getByRole('button', { name: 'Next page' })
    if ((await next.count()) === 0) {
      assert.ok(rows.length <= 50, 'more than a page of orders, and no next page')
      return
    }
    const first = await page.locator('a.row-link').allTextContents()
    await next.click()
    await page.waitForURL(/after=/)
    await until(`document.querySelector('a.row-link')?.textContent !== '${first[0]}'`)
    const second = await page.locator('a.row-link').allTextContents()
    assert.deepEqual(
      second.filter((number) => first.includes(number)),
      [],
    )
    await page.getByRole('button', { name: 'First page' }).click()
    await until(`!location.search.includes('after=')`)
  })

  test('a figure of the trial balance leads to its postings, to the order line and to the order', async () => {
    await go('/books')
    await page.locator('tbody a.row-link').first().waitFor()
    const accounts = await page.locator('tbody a.row-link').all()
    const codes = await Promise.all(accounts.map((account) => account.getAttribute('href')))
    for (const code of codes) {
      await go(code!)
      await noProblem(code!)
      const line = page.getByRole('link', { name: 'To the line' }).first()
      if ((await line.count()) === 0) continue
      await line.click()
      await page.waitForURL(/\/orders\/[^/]+#ful_/)
      await settle()
      await noProblem(page.url())
      const id = new URL(page.url()).hash
      await page.locator(id).waitFor()
      await page
        .getByRole('table', { name: /step by step/ })
        .first()
        .waitFor()
      return
    }
    assert.fail('no posting of any account names a line')
  })

  test('no link of the console is dead', async () => {
    const seen = new Map<string, number>()
    const queue = ROOMS.map((room) => `/${room}`)
    const done = new Set<string>()
    const until = Date.now() + 60_000
    while (queue.length > 0 && Date.now() < until) {
      const path = queue.shift()!
      if (done.has(path)) continue
      done.add(path)
      await go(path)
      await noProblem(path)
      const links = await page
        .locator('main a[href^="/"]')
        .evaluateAll((all) => all.map((link) => link.getAttribute('href')!))
      for (const link of links) {
        const bare = link.split('#')[0]!
        // A few of each kind of page: ids and numbers make pages of one kind.
        const kind = bare
          .split('?')[0]!
          .replace(
            /^(\/(?:api\/v1\/intake|orders|stock|invoices|customers|books|jobs|runbook)\/)(?!journals)[^/]+/,
            '$1*',
          )
        if (done.has(bare) || bare.startsWith('/docs') || (seen.get(kind) ?? 0) >= 3) continue
        seen.set(kind, (seen.get(kind) ?? 0) + 1)
        // A link to bytes is a download, no page: it must answer.
        if (bare.startsWith('/api/')) {
          done.add(bare)
          assert.equal((await page.request.get(server.url + bare)).status(), 200, bare)
          continue
        }
        queue.push(bare)
      }
    }
    assert.ok(done.size > ROOMS.length + 5, `only ${done.size} pages were reached`)
    assert.deepEqual(faults, [])
  })

  /** Opens the sheet of an act. */
  const open = async (name: string): Promise<Locator> => {
    await page.getByRole('button', { name }).first().click()
    return page.getByRole('dialog')
  }

  interface Full extends Row {
    state: string
    account: { number: string } | null
    currency: string
    holds: { id: string; released: boolean }[]
    fulfillmentLines: { shipped: string; returned: string }[]
    shipments: { state: string; lines: { requested: string; shipped: string }[] }[]
  }
  const findOrder = async (fits: (order: Full) => boolean): Promise<Full | undefined> => {
    for (const { id } of await orders()) {
      const order = await api<Full>(`/orders/${id}?include=holds,fulfillmentLines,shipments`)
      if (fits(order)) return order
    }
    return undefined
  }

  test('a receipt is refused at the field that is wrong, then taken', async () => {
    const order = await findOrder((one) => one.account !== null)
    assert.ok(order)
    await go(`/receipts?account=${encodeURIComponent(order.account!.number)}`)
    const before_ = await page.locator('main tbody tr').count()
    const sheet = await open('Take a receipt …')
    await sheet.getByLabel('Customer account').fill('no-such-account')
    await sheet.getByLabel('Amount').fill('1.00')
    await sheet.getByLabel('Currency').fill(order.currency)
    await sheet.getByRole('button', { name: 'Take the receipt' }).click()
    await sheet.getByRole('alert').waitFor()
    await accessible('a refused receipt')
    await sheet.getByLabel('Customer account').fill(order.account!.number)
    await sheet.getByRole('button', { name: 'Take the receipt' }).click()
    await sheet.waitFor({ state: 'detached' })
    await until(`document.querySelectorAll('main tbody tr').length > ${Math.min(before_, 49)}`)
  })

  test('what a receipt has left is applied to a later invoice of its account', async () => {
    const send = async <T>(path: string, body: object): Promise<T> => {
      const response = await fetch(`${server.url}/api/v1${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${server.apiKey}`,
          'content-type': 'application/json',
          'idempotency-key': `console${path}`,
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(20_000),
      })
      assert.ok(response.status < 300, `${path}: ${response.status} ${await response.clone().text()}`)
      return (await response.json()) as T
    }
    const account = 'GB-0001'
    const amount = { amount: '1000000.00', currency: 'GBP' }
    const receipt = await send<Row>('/receipts', { account, amount, method: 'card' })
    await send('/orders', {
      source: 'webshop',
      externalId: 'console-apply',
      customer: { account },
      currency: 'GBP',
      shipTo: { country: 'GB' },
      lines: [{ sku: 'KIT-101', quantity: '1' }],
    })
    const end = Date.now() + 20_000
    while ((await api<{ rows: Row[] }>(`/receivables?account=${account}`)).rows.length === 0) {
      assert.ok(Date.now() < end, 'the order was not billed')
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    await go(`/receipts/${receipt.id}`)
    const sheet = await open('Apply …')
    await until(`document.querySelectorAll('[name="invoice"] option').length === 2`)
    await accessible('the sheet of an application')
    await sheet.getByLabel('Invoice that is paid first').selectOption({ index: 1 })
    await sheet.getByRole('button', { name: 'Apply it' }).click()
    await sheet.waitFor({ state: 'detached' })
    await page.getByRole('cell', { name: 'Named' }).waitFor()
    assert.deepEqual((await api<{ rows: Row[] }>(`/receivables?account=${account}`)).rows, [])
  })

  test('a shipped line is returned, and the return stands among the documents', async (t) => {
    const order = await findOrder((one) =>
      one.fulfillmentLines.some((part) => Number(part.shipped) - Number(part.returned) >= 1),
    )
    if (order === undefined) return t.skip('the sample company has shipped nothing')
    await go(`/orders/${order.id}`)
    const sheet = await open('Return …')
    await sheet.getByLabel(/^Quantity/).fill('1000000')
    await sheet.getByLabel('Reason').fill('Too large')
    await sheet.getByRole('button', { name: 'Take it back' }).click()
    await sheet.getByRole('alert').waitFor()
    await sheet.getByLabel(/^Quantity/).fill('1')
    await sheet.getByRole('button', { name: 'Take it back' }).click()
    await sheet.waitFor({ state: 'detached' })
    await go(`/orders/${order.id}/documents`)
    await page.getByRole('heading', { name: /^Returns/ }).waitFor()
    await page.getByRole('cell', { name: 'Too large' }).first().waitFor()
  })

  test('a shipment is confirmed in part and stays open for the rest', async (t) => {
    const order = await findOrder((one) =>
      one.shipments.some(
        (shipment) =>
          shipment.state === 'requested' && shipment.lines.some((line) => Number(line.requested) > 1),
      ),
    )
    if (order === undefined) return t.skip('no shipment of the sample company waits for a confirmation')
    await go(`/orders/${order.id}/documents`)
    const sheet = await open('Confirm …')
    for (const field of await sheet.getByRole('textbox').all()) await field.fill('')
    await sheet.getByRole('textbox').first().fill('1')
    await sheet.getByRole('button', { name: 'Confirm the shipment' }).click()
    await sheet.waitFor({ state: 'detached' })
    await page.getByText('Partially shipped').first().waitFor()
  })

  /** Asks the API itself. */
  async function send(method: string, path: string, body: object): Promise<Row> {
    const response = await fetch(`${server.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${server.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    })
    assert.ok(response.status < 300, `${path}: ${response.status} ${await response.clone().text()}`)
    return (await response.json()) as Row
  }

  test('an order shows where it goes, its customer the sites, and an erased one that it was erased', async () => {
    const order = await send('POST', '/orders', {
      source: 'webshop',
      externalId: 'console-address',
      customer: { account: 'ADDRESSED', create: { name: 'Zelda Quill' } },
      currency: 'GBP',
      shipTo: { country: 'GB', name: 'Zelda Quill', lines: ['7 Hidden Lane'], city: 'Quillton' },
      lines: [{ sku: 'KIT-101', quantity: '1' }],
    })
    await go(`/orders/${order.id}`)
    await page.getByText('7 Hidden Lane').waitFor()
    await accessible('an order with an address')
    await go('/customers/ADDRESSED')
    await page.getByText('7 Hidden Lane').waitFor()
    await send('PUT', '/customers/ADDRESSED/erasure', { reason: 'asked by letter', force: true })
    await go('/customers/ADDRESSED')
    await page.getByText(/asked by letter \(forced\)/).waitFor()
    await accessible('a customer that was erased')
    await go(`/orders/${order.id}`)
    await page.getByText('The address was erased').waitFor()
  })

  test('a hold is released with a reason, which the timeline tells', async (t) => {
    const order = await findOrder((one) => one.holds.some((hold) => !hold.released))
    if (order === undefined) return t.skip('no order of the sample company is held')
    await go(`/orders/${order.id}`)
    const sheet = await open('Release …')
    await sheet.getByLabel('Reason').fill('Checked by the console test')
    await sheet.getByRole('button', { name: 'Release the hold' }).click()
    await sheet.waitFor({ state: 'detached' })
    await go(`/orders/${order.id}/timeline`)
    await page.getByRole('list').getByText('Checked by the console test').waitFor()
  })

  test('O-40 the priority of an order is changed with a reason, which the timeline tells', async (t) => {
    const order = await findOrder((one) => one.state === 'in_progress')
    if (order === undefined) return t.skip('no order of the sample company is in progress')
    await go(`/orders/${order.id}`)
    const sheet = await open('Change its priority …')
    await sheet.getByLabel('Priority').fill('9')
    await sheet.getByLabel('Reason').fill('Hurried by the console test')
    await sheet.getByRole('button', { name: 'Change the priority' }).click()
    await sheet.waitFor({ state: 'detached' })
    await go(`/orders/${order.id}/timeline`)
    await page.getByRole('list').getByText('Hurried by the console test').waitFor()
  })

  test('O-72 an order that waits is cancelled with a reason, which the timeline tells', async () => {
    const order = await send('POST', '/orders', {
      source: 'webshop',
      externalId: 'CANCELLED-1',
      customer: { account: 'GB-0001' },
      currency: 'GBP',
      prepaid: true,
      shipTo: { country: 'GB' },
      lines: [{ sku: 'KIT-101', quantity: '2' }],
    })
    await go(`/orders/${order.id}`)
    const sheet = await open('Cancel …')
    await sheet.getByLabel('Line').fill('7')
    await sheet.getByLabel('Reason').fill('Cancelled by the console test')
    await sheet.getByRole('button', { name: 'Cancel what has not left' }).click()
    await sheet.getByText('the order has no line 7').waitFor()
    await accessible('a cancellation that is refused')
    await sheet.getByLabel('Line').fill('')
    await sheet.getByRole('button', { name: 'Cancel what has not left' }).click()
    await sheet.waitFor({ state: 'detached' })
    await page.getByText('Cancelled', { exact: true }).first().waitFor()
    await go(`/orders/${order.id}/timeline`)
    await page.getByRole('list').getByText('Cancelled by the console test').waitFor()
  })

  test('C-23 a time of remorse is ended in its place, with a reason, and then it can no longer be', async () => {
    await send('PUT', '/source-systems', { code: 'booth', name: 'Booth', remorseMinutes: 60 })
    await send('PUT', '/recognition-rules', {
      name: 'booth',
      condition: 'order.source == "booth"',
      orderType: 'standard',
    })
    const order = await send('POST', '/orders', {
      source: 'booth',
      externalId: 'REMORSE-1',
      customer: { account: 'GB-0001' },
      currency: 'GBP',
      shipTo: { country: 'GB' },
      lines: [{ sku: 'KIT-101', quantity: '1' }],
    })
    await go(`/orders/${order.id}`)
    const sheet = await open('End it …')
    await sheet.getByLabel('Reason').fill('She called and wants it today')
    await sheet.getByRole('button', { name: 'Let it go on' }).click()
    await sheet.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'End it …' }).waitFor({ state: 'detached' })
    await go(`/orders/${order.id}/timeline`)
    await page.getByRole('list').getByText('She called and wants it today').waitFor()
  })

  test('signing out ends the session', async () => {
    await go('/orders')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByLabel('Login').waitFor()
    await page.goto(`${server.url}/books`)
    await page.getByLabel('Login').waitFor()
    assert.deepEqual(faults, [])
  })
})
