import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Locator, Page } from 'playwright-core'
import { handOver, sampleOrders } from '../../src/channels/index.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { settle } from './look.ts'

export interface Row {
  id: string
  number: string
}

export interface FullOrder extends Row {
  state: string
  account: { number: string } | null
  currency: string
  holds: { id: string; released: boolean }[]
  fulfillmentLines: { shipped: string; returned: string }[]
  shipments: { state: string; lines: { requested: string; shipped: string }[] }[]
}

/** The console in a browser, on the sample company with orders of a day, of which some are billed. */
export class RunningConsole {
  readonly server: TestServer
  readonly #browser: TestBrowser
  readonly page: Page
  /** What the pages complained of. */
  readonly faults: string[] = []

  private constructor(server: TestServer, browser: TestBrowser, page: Page) {
    this.server = server
    this.#browser = browser
    this.page = page
    page.on('pageerror', (error) => this.faults.push(`${page.url()}: ${error.message}`))
    page.on('console', (message) => {
      // A refusal that a test asks for is logged by the browser as a failed load.
      if (message.type() === 'error' && !/status of 4\d\d/.test(message.text()))
        this.faults.push(`${page.url()}: ${message.text()}`)
    })
  }

  static async open(): Promise<RunningConsole> {
    const server = await startTestServer({ sample: true })
    const browser = await openBrowser()
    const opened = new RunningConsole(server, browser, await browser.context.newPage())
    await opened.#fill()
    return opened
  }

  async close(): Promise<void> {
    await this.#browser.close()
    await this.server.close()
  }

  /** Lets orders of the sample company flow, until some are billed or a minute is over. */
  async #fill(): Promise<void> {
    const { url, apiKey } = this.server
    if ((await this.orders()).length === 0)
      await handOver(
        sampleOrders({ count: 80 }),
        { url, apiKey, company: 'SAMPLE', signal: AbortSignal.timeout(60_000) },
        () => undefined,
      )
    const end = Date.now() + 60_000
    while (Date.now() < end) {
      const { rows } = await this.api<{ rows: unknown[] }>('/invoices?limit=5')
      if (rows.length === 5) return
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
    assert.fail('the sample orders were not billed within a minute')
  }

  async api<T>(path: string): Promise<T> {
    return this.#ask<T>('GET', path)
  }

  async send(method: string, path: string, body: object): Promise<Row> {
    return this.#ask<Row>(method, path, body)
  }

  async #ask<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.server.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.server.apiKey}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    })
    assert.ok(response.status < 300, `${path}: ${response.status} ${await response.clone().text()}`)
    return (await response.json()) as T
  }

  async orders(): Promise<Row[]> {
    return (await this.api<{ rows: Row[] }>('/orders?limit=100')).rows
  }

  async findOrder(fits: (order: FullOrder) => boolean): Promise<FullOrder | undefined> {
    for (const { id } of await this.orders()) {
      const order = await this.api<FullOrder>(`/orders/${id}?include=holds,fulfillmentLines,shipments`)
      if (fits(order)) return order
    }
    return undefined
  }

  /** Goes to a room and waits until nothing is loading any more. */
  async go(path: string): Promise<void> {
    await this.page.goto(this.server.url + path)
    await settle(this.page)
  }

  /** Polls an expression of the page; the page's own policy forbids it to evaluate text by itself. */
  async until(expression: string): Promise<void> {
    const end = Date.now() + 15_000
    while ((await this.page.evaluate(expression)) !== true) {
      assert.ok(Date.now() < end, `never came true at ${this.page.url()}: ${expression}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  /** Opens the sheet of an act. */
  async sheet(name: string): Promise<Locator> {
    await this.page.getByRole('button', { name }).first().click()
    return this.page.getByRole('dialog')
  }

  /** A page that says of something that it is not there, or that it failed, is a dead end. */
  async noProblem(where: string): Promise<void> {
    const alerts = await this.page.getByRole('alert').allTextContents()
    assert.deepEqual(alerts, [], where)
    assert.equal(await this.page.getByText(/^There is no such/).count(), 0, `${where} is a dead end`)
  }
}
