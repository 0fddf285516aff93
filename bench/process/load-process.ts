/**
 * The load: a process of its own, so that its CPU is not counted. It is told what to do by messages and answers each
 * with what came of it.
 */
import { createHmac } from 'node:crypto'
import { Agent, request as httpRequest } from 'node:http'
import { askedOf, cartOf, orderOf, webhookOf, type OrderShape } from '../support/orders.ts'

/** What the load may be asked for. */
export type Work =
  | { kind: 'target'; url: string; apiKey: string; companies: string[] }
  /** Orders `from` … in NDJSON requests of `perRequest` over `connections`, until `count` or for `ms`. */
  | {
      kind: 'stream'
      shape: OrderShape
      from: number
      count: number
      ms: number
      connections: number
      perRequest: number
      /** Orders a second of all connections together; 0: as many as are taken. */
      rate: number
    }
  /** One order a request from each of `clients`, one after another, for `ms`. */
  | { kind: 'single'; shape: OrderShape; from: number; count: number; ms: number; clients: number }
  /** Describes something of the set-up of the first company; the answer is its body. */
  | { kind: 'put'; path: string; body: object }
  /** One signed webhook a request from each of `clients`, one after another, for `ms`; each comes `times`. */
  | {
      kind: 'webhooks'
      path: string
      secret: string
      shape: OrderShape
      from: number
      ms: number
      clients: number
      times: number
    }
  /** What a shop asks in its checkout: the functions in turn, `rate` a second whether or not they are answered. */
  | { kind: 'functions'; paths: string[]; secret: string; shape: OrderShape; ms: number; rate: number }
  /**
   * These requests in turn, `rate` a second whether or not they are answered; 0: from each of `clients` one after another. What has a
   * body is signed.
   */
  | { kind: 'asks'; asks: readonly Asked[]; secret: string; ms: number; rate: number; clients?: number }
  /** Carts to price, `carts` a request: from each of `clients` one after another, or at a `rate` of requests a second. */
  | { kind: 'prices'; shape: OrderShape; ms: number; clients: number; rate: number; carts: number }
  /** One receipt a request. */
  | { kind: 'pay'; receipts: Receipt[] }
  /** Asks for lists and reports, again and again, until `quiet`. */
  | { kind: 'read' }
  | { kind: 'quiet' }

export interface Asked {
  path: string
  /** Posted; without it the path is read. */
  body?: string
}

export interface Receipt {
  company: string
  account: string
  orderId: string
  amount: string
  currency: string
}

export interface Done {
  orders: number
  lines: number
  refused: number
  firstRefusal: string | undefined
  /** Milliseconds from handing an order over to its answer; at most 100,000 samples. */
  latencies: number[]
  wallMs: number
}

const agent = new Agent({ keepAlive: true, maxSockets: 1024 })
let target = { url: new URL('http://127.0.0.1'), apiKey: '', companies: [] as string[] }
// An object, since it is changed while the reader looks at it.
const reader = { quiet: false }
let paid = 0

process.on('message', (message: { id: number; work: Work }) => {
  void perform(message.work).then(
    (answer) => process.send!({ id: message.id, answer }),
    (error: unknown) => process.send!({ id: message.id, error: String((error as Error).stack) }),
  )
})

async function perform(work: Work): Promise<Done | object> {
  switch (work.kind) {
    case 'target':
      target = { ...work, url: new URL(work.url) }
      return {}
    case 'stream':
      return stream(work)
    case 'single':
      return single(work)
    case 'put':
      return put(work)
    case 'webhooks':
      return webhooks(work)
    case 'functions':
      return functions(work)
    case 'asks':
      return asks(work)
    case 'prices':
      return prices(work)
    case 'pay':
      return pay(work.receipts)
    case 'read':
      reader.quiet = false
      return read()
    case 'quiet':
      reader.quiet = true
      return {}
  }
}

function send(
  method: string,
  path: string,
  company: string,
  body: string | undefined,
  headers: Record<string, string>,
  onText?: (text: string) => void,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        agent,
        host: target.url.hostname,
        port: target.url.port,
        method,
        path,
        headers: {
          authorization: `Bearer ${target.apiKey}`,
          'docket-company': company,
          ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
          ...headers,
        },
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (part: string) => {
          if (onText) onText(part)
          else text += part
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
        response.on('error', reject)
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}

function start(): Done & { began: number } {
  return {
    orders: 0,
    lines: 0,
    refused: 0,
    firstRefusal: undefined,
    latencies: [],
    wallMs: 0,
    began: performance.now(),
  }
}

function count(done: Done, lines: number, ms: number, ok: boolean, text: string): void {
  if (ok) {
    done.orders++
    done.lines += lines
  } else {
    done.refused++
    done.firstRefusal ??= text.slice(0, 600)
  }
  if (done.latencies.length < 100_000) done.latencies.push(ms)
}

async function stream(work: Work & { kind: 'stream' }): Promise<Done> {
  const done = start()
  let next = 0
  const connection = async (): Promise<void> => {
    for (;;) {
      const ahead = work.rate > 0 ? (next / work.rate) * 1000 - (performance.now() - done.began) : 0
      if (ahead > 0) await new Promise((resolve) => setTimeout(resolve, ahead))
      if (next >= work.count || performance.now() - done.began > work.ms) return
      const first = next
      const size = Math.min(work.perRequest, work.count - next)
      next += size
      const company = target.companies[Math.floor(first / work.perRequest) % target.companies.length]!
      const orders = Array.from({ length: size }, (_one, i) => orderOf(work.shape, work.from + first + i))
      const body = orders.map((order) => JSON.stringify(order)).join('\n')
      const at = performance.now()
      let rest = ''
      const { status, text } = await send(
        'POST',
        '/api/v1/orders/batch',
        company,
        body,
        { 'content-type': 'application/x-ndjson' },
        (part) => {
          const lines = (rest + part).split('\n')
          rest = lines.pop()!
          const ms = performance.now() - at
          for (const line of lines) {
            if (line !== '') count(done, work.shape.lines, ms, line.includes('"state":"in_progress"'), line)
          }
        },
      )
      if (status !== 200) throw new Error(`The stream was answered ${status}: ${rest}${text}`)
    }
  }
  await Promise.all(Array.from({ length: work.connections }, connection))
  return { ...done, wallMs: performance.now() - done.began }
}

async function single(work: Work & { kind: 'single' }): Promise<Done> {
  const done = start()
  let next = 0
  const client = async (): Promise<void> => {
    while (next < work.count && performance.now() - done.began < work.ms) {
      const n = work.from + next++
      const body = JSON.stringify(orderOf(work.shape, n))
      const company = target.companies[n % target.companies.length]!
      const at = performance.now()
      for (;;) {
        const { status, text } = await send('POST', '/api/v1/orders', company, body, {
          'content-type': 'application/json',
          'idempotency-key': `${work.shape.run}-${n}`,
        })
        // Told to come back: the wait is part of the answer's time.
        if (status === 429) await new Promise((resolve) => setTimeout(resolve, 50))
        else {
          const ok = status === 201 && text.includes('"state":"in_progress"')
          count(done, work.shape.lines, performance.now() - at, ok, text)
          break
        }
      }
    }
  }
  await Promise.all(Array.from({ length: work.clients }, client))
  return { ...done, wallMs: performance.now() - done.began }
}

async function put({ path, body }: Work & { kind: 'put' }): Promise<object> {
  const headers = { 'content-type': 'application/json' }
  const { status, text } = await send('PUT', path, target.companies[0]!, JSON.stringify(body), headers)
  if (status >= 300) throw new Error(`${path} was answered ${status}: ${text}`)
  return JSON.parse(text) as object
}

async function webhooks(work: Work & { kind: 'webhooks' }): Promise<Done> {
  const done = start()
  let next = 0
  const client = async (): Promise<void> => {
    while (performance.now() - done.began < work.ms) {
      const body = JSON.stringify(webhookOf(work.shape, work.from + next++))
      const signature = createHmac('sha512', work.secret).update(body).digest('base64')
      const headers = { 'content-type': 'application/json', 'x-oracle-cc-webhook-signature': signature }
      for (let time = 0; time < work.times;) {
        const at = performance.now()
        const { status, text } = await send('POST', work.path, target.companies[0]!, body, headers)
        if (status === 429) await new Promise((resolve) => setTimeout(resolve, 50))
        else {
          time++
          count(done, work.shape.lines, performance.now() - at, status === 202, text)
        }
      }
    }
  }
  await Promise.all(Array.from({ length: work.clients }, client))
  return { ...done, wallMs: performance.now() - done.began }
}

async function functions(work: Work & { kind: 'functions' }): Promise<Done> {
  return atRate(work, async (n, done) => {
    const path = work.paths[n % work.paths.length]!
    const body = JSON.stringify(askedOf(path.split('/').at(-1)!, work.shape, n))
    const at = performance.now()
    const { status, text } = await sendSigned(path, body, work.secret)
    const ok = status === 200 && !text.includes('"errors"')
    count(done, work.shape.lines, performance.now() - at, ok, text)
  })
}

async function asks(work: Work & { kind: 'asks' }): Promise<Done> {
  const one = async (n: number, done: Done) => {
    const { path, body } = work.asks[n % work.asks.length]!
    const at = performance.now()
    const { status, text } = await (body === undefined
      ? send('GET', path, target.companies[0]!, undefined, {})
      : sendSigned(path, body, work.secret))
    count(done, 0, performance.now() - at, status === 200 && !text.includes('"errors"'), text)
  }
  return work.rate > 0 ? atRate(work, one) : byClients(work.ms, work.clients ?? 1, one)
}

function sendSigned(path: string, body: string, secret: string): Promise<{ status: number; text: string }> {
  const signature = createHmac('sha512', secret).update(body).digest('base64')
  const headers = { 'content-type': 'application/json', 'x-oracle-cc-webhook-signature': signature }
  return send('POST', path, target.companies[0]!, body, headers)
}

/** A slow answer slows the next question down by nothing. */
async function atRate(
  { ms, rate }: { ms: number; rate: number },
  one: (n: number, done: Done) => Promise<void>,
): Promise<Done> {
  const done = start()
  const asked: Promise<void>[] = []
  for (let n = 0; n < Math.floor((ms / 1000) * rate); n++) {
    const ahead = (n / rate) * 1000 - (performance.now() - done.began)
    if (ahead > 0) await new Promise((resolve) => setTimeout(resolve, ahead))
    asked.push(one(n, done))
  }
  await Promise.all(asked)
  return { ...done, wallMs: performance.now() - done.began }
}

/** Each of them asks again once it was answered. */
async function byClients(
  ms: number,
  clients: number,
  one: (n: number, done: Done) => Promise<void>,
): Promise<Done> {
  const done = start()
  let next = 0
  const client = async (): Promise<void> => {
    while (performance.now() - done.began < ms) await one(next++, done)
  }
  await Promise.all(Array.from({ length: clients }, client))
  return { ...done, wallMs: performance.now() - done.began }
}

async function prices(work: Work & { kind: 'prices' }): Promise<Done> {
  const { shape, carts, rate, ms, clients } = work
  const one = async (n: number, done: Done) => {
    const asked = Array.from({ length: carts }, (_one, i) => cartOf(shape, n * carts + i))
    const body = JSON.stringify({ carts: asked })
    const at = performance.now()
    const headers = { 'content-type': 'application/json' }
    const { status, text } = await send('POST', '/api/v1/prices', target.companies[0]!, body, headers)
    if (status === 429) await new Promise((resolve) => setTimeout(resolve, 50))
    else {
      const ok = status === 200 && !text.includes('"problems":[{')
      count(done, shape.lines * carts, performance.now() - at, ok, text)
    }
  }
  return rate > 0 ? atRate(work, one) : byClients(ms, clients, one)
}

async function pay(receipts: Receipt[]): Promise<object> {
  let next = 0
  let refused: string | undefined
  const client = async (): Promise<void> => {
    while (next < receipts.length) {
      const { company, account, orderId, amount, currency } = receipts[next++]!
      const body = JSON.stringify({ account, orderId, amount: { amount, currency }, method: 'bank' })
      for (;;) {
        const { status, text } = await send('POST', '/api/v1/receipts', company, body, {
          'content-type': 'application/json',
          'idempotency-key': `receipt-${orderId}`,
        })
        if (status === 429) await new Promise((resolve) => setTimeout(resolve, 50))
        else {
          if (status === 201 || status === 200) paid++
          else refused ??= `${status} ${text.slice(0, 600)}`
          break
        }
      }
    }
  }
  await Promise.all(Array.from({ length: 256 }, client))
  return { paid, refused }
}

const reports = [
  '/api/v1/orders?limit=50',
  '/api/v1/customers?limit=50',
  '/api/v1/invoices?limit=50',
  '/api/v1/ledger/trial-balance',
]

async function read(): Promise<object> {
  let asked = 0
  const failed = new Map<string, number>()
  for (; !reader.quiet; asked++) {
    const path = reports[asked % reports.length]!
    const { status } = await send(
      'GET',
      path,
      target.companies[asked % target.companies.length]!,
      undefined,
      {},
    )
    if (status !== 200) failed.set(`${status} ${path}`, (failed.get(`${status} ${path}`) ?? 0) + 1)
  }
  return { asked, failed: [...failed] }
}

process.send!({ ready: true })
