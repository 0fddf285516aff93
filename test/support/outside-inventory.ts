import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What an outside system says of an item. */
export type OutsideRow = Record<string, unknown> & { sku: string }

/** How it behaves for a while. */
export type Mood =
  | 'well'
  | { status: number; retryAfter?: string }
  | { body: string }
  | { redirect: string }
  | 'silent'

/** An inventory system that is not ours, on a real port: pages by `after`, changes since the last place only. */
export class OutsideInventory {
  readonly #server: Server
  readonly #rows: OutsideRow[] = []
  readonly calls: { url: string; headers: IncomingMessage['headers'] }[] = []
  mood: Mood = 'well'
  /** How long it thinks before it answers. */
  delayMs = 0
  /** What it says when it looked: a second later whenever it says something new. */
  asOf = '2026-03-02T08:00:00.000Z'
  /** What is on hand, as it says when it is asked live. */
  readonly shelf: { sku: string; location: string; onHand: string }[] = []
  /** Rows of a page, if fewer than asked for. */
  most = Infinity

  private constructor() {
    this.#server = createServer((request, response) => {
      this.calls.push({ url: request.url!, headers: request.headers })
      setTimeout(() => this.#answer(request, response), this.delayMs)
    })
  }

  static async open(): Promise<OutsideInventory> {
    const made = new OutsideInventory()
    await new Promise<void>((resolve) => made.#server.listen(0, '127.0.0.1', resolve))
    return made
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/items`
  }

  /** States something: it is behind every place that was given out before. */
  say(...rows: OutsideRow[]): void {
    this.#rows.push(...rows)
    this.asOf = new Date(Date.parse(this.asOf) + 1000).toISOString()
  }

  close(): Promise<void> {
    this.#server.closeAllConnections()
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { mood } = this
    if (mood === 'silent') return
    if (mood !== 'well') {
      if ('status' in mood) {
        response.writeHead(mood.status, mood.retryAfter ? { 'retry-after': mood.retryAfter } : {}).end('no')
      } else if ('redirect' in mood) response.writeHead(302, { location: mood.redirect }).end()
      else response.end(mood.body)
      return
    }
    const { pathname, searchParams } = new URL(request.url!, 'http://outside')
    if (pathname.endsWith('/stock')) {
      const named = (what: string, value: string) => searchParams.getAll(what).includes(value)
      const items = this.shelf.filter((one) => named('sku', one.sku) && named('location', one.location))
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ asOf: this.asOf, items }))
      return
    }
    const from = Number(searchParams.get('after') ?? 0)
    const items = this.#rows.slice(from, from + Math.min(this.most, Number(searchParams.get('limit'))))
    const next = from + items.length
    response.setHeader('content-type', 'application/json')
    response.end(
      JSON.stringify({ asOf: this.asOf, items, next: String(next), more: next < this.#rows.length }),
    )
  }
}
