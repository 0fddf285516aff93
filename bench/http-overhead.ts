/**
 * What the door costs: CPU of an authenticated POST of about 600 bytes with validation, beside a bare node:http server
 * that reads the same bytes and answers. The load comes from this process, the server is a child.
 * Run: node bench/http-overhead.ts
 */
import { fork } from 'node:child_process'
import { Agent, createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Type } from 'typebox'
import type { Reader } from '../src/platform/database/index.ts'
import { createAuth } from '../src/platform/auth/index.ts'
import { created, createHttpServer, httpDefaults, route } from '../src/platform/http/index.ts'
import { createTelemetry } from '../src/platform/telemetry.ts'

const SECRET = `dk_0000_${'x'.repeat(43)}`
const ANSWER = '{"id":"ord_1"}'
const CLIENTS = 32
const WARM_MS = 2_000
const RUN_MS = 4_000

type Report = { url?: string; cpu?: NodeJS.CpuUsage; handled?: number }

async function serve(mode: string): Promise<void> {
  let handled = 0
  let url: string
  if (mode === 'bare') {
    const server = createServer((request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        handled += 1
        Buffer.concat(parts)
        response.writeHead(201, { 'content-type': 'application/json' }).end(ANSWER)
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  } else {
    const clock = { now: () => new Date() }
    const key = {
      company_id: 1n,
      key_id: 'dk_0000',
      name: 'bench',
      scopes: ['orders:write'],
      rows_seen: 'all',
      customer_account_ids: [],
      partner_id: null,
      expires_at: null,
      revoked_at: null,
    }
    const db = {
      read: async (_statement: unknown, params: object) => [{ ...key, ...params }],
    } as unknown as Reader
    const auth = createAuth({
      db,
      clock,
      companies: async () => [{ id: 1n, code: 'A' }],
      partnerAccounts: async () => [],
    })
    const log = { debug() {}, info() {}, warn() {}, error() {} }
    const routes = [
      route({
        method: 'POST',
        url: '/api/v1/orders',
        operationId: 'createOrder',
        summary: 'Take an order',
        tags: [],
        scope: 'orders:write',
        idempotencyKey: 'optional',
        body: Order,
        responses: { 201: { description: 'Taken.' } },
        handle() {
          handled += 1
          return created(ANSWER, '/api/v1/orders/ord_1')
        },
      }),
    ]
    const config = { ...httpDefaults, port: 0, requestsPerMinute: 1e9 }
    const server = await createHttpServer({
      config,
      log,
      auth,
      clock,
      telemetry: createTelemetry(),
      routes,
      installation: { epoch: 'bench', cursorKey: Buffer.alloc(32) },
    })
    url = await server.listen()
  }
  process.on('message', () => process.send!({ cpu: process.cpuUsage(), handled } satisfies Report))
  process.on('disconnect', () => process.exit(0))
  process.send!({ url } satisfies Report)
}

const Money = Type.Object({
  amount: Type.String({ pattern: '^-?[0-9]+(\\.[0-9]+)?$' }),
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
})
const Order = Type.Object({
  externalId: Type.String({ minLength: 1, maxLength: 100 }),
  source: Type.String({ maxLength: 60 }),
  requestedDate: Type.Optional(Type.String({ format: 'date' })),
  lines: Type.Array(
    Type.Object({
      sku: Type.String({ minLength: 1, maxLength: 60 }),
      quantity: Type.Union([Type.String({ pattern: '^[0-9]{1,12}(\\.[0-9]{1,6})?$' }), Type.Number()]),
      unitPrice: Type.Optional(Money),
      note: Type.Optional(Type.String({ maxLength: 500 })),
    }),
    { minItems: 1, maxItems: 10_000 },
  ),
  shipTo: Type.Optional(Type.Record(Type.String(), Type.String())),
})

const body = JSON.stringify({
  externalId: 'SHOP-100234',
  source: 'web shop of the example company',
  requestedDate: '2026-03-02',
  lines: ['1', '2', '3'].map((quantity) => ({
    sku: `SKU-000${quantity}`,
    quantity,
    unitPrice: { amount: '10.00', currency: 'GBP' },
    note: 'gift wrap please',
  })),
  shipTo: {
    name: 'Jane Doe',
    street: '1 High Street',
    city: 'London',
    postalCode: 'SW1A 1AA',
    country: 'GB',
  },
})

async function measure(mode: string): Promise<number> {
  const child = fork(import.meta.filename, [mode])
  const answer = () => new Promise<Report>((resolve) => child.once('message', resolve))
  const { hostname, port } = new URL((await answer()).url!)
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS })
  const headers = {
    authorization: `Bearer ${SECRET}`,
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'idempotency-key': 'abc',
  }
  const once = () =>
    new Promise<void>((resolve, reject) => {
      const call = httpRequest(
        { agent, hostname, port, path: '/api/v1/orders', method: 'POST', headers },
        (response) => {
          if (response.statusCode !== 201) reject(new Error(`Answered ${response.statusCode}`))
          response.resume()
          response.on('end', resolve)
        },
      )
      call.on('error', reject)
      call.end(body)
    })
  const load = async (ms: number) => {
    const end = performance.now() + ms
    const client = async () => {
      while (performance.now() < end) await once()
    }
    await Promise.all(Array.from({ length: CLIENTS }, client))
  }
  const usage = async () => {
    child.send('usage')
    return answer()
  }
  await load(WARM_MS)
  const before = await usage()
  await load(RUN_MS)
  const after = await usage()
  agent.destroy()
  child.disconnect()
  const cpu = after.cpu!.user + after.cpu!.system - before.cpu!.user - before.cpu!.system
  return cpu / (after.handled! - before.handled!)
}

if (process.argv[2] !== undefined) await serve(process.argv[2])
else {
  const bare = await measure('bare')
  const docket = await measure('docket')
  const show = (value: number) => `${value.toFixed(1)} µs`
  console.log(`POST of ${Buffer.byteLength(body)} bytes, CPU of the server a request, kernel included`)
  console.log(
    `bare node:http ${show(bare)}, Docket ${show(docket)}, difference ${show(docket - bare)} (limit 80 µs)`,
  )
}
