import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'

interface SeenSpan {
  name: string
  traceId: string
  spanId: string
  parentSpanId?: string
  links?: { traceId: string }[]
}

const spans: SeenSpan[] = []
let collector: Server
let flow: Flow
before(async () => {
  collector = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => (body += part))
    request.on('end', () => {
      for (const resource of JSON.parse(body).resourceSpans)
        for (const scope of resource.scopeSpans) spans.push(...scope.spans)
      response.setHeader('content-type', 'application/json').end('{}')
    })
  })
  collector.listen(0, '127.0.0.1')
  await once(collector, 'listening')
  const { port } = collector.address() as AddressInfo
  const limits = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` }
  flow = new Flow(await startTestServer({ sample: true, limits }))
})
after(async () => {
  await flow.close()
  collector.close()
})

const order = (externalId: string) => ({
  source: 'webshop',
  externalId,
  customer: { account: 'GB-0001' },
  currency: 'GBP',
  shipTo: { country: 'GB' },
  lines: [{ sku: 'KIT-101', quantity: '1' }],
})

test('P-77 a trace leads from the request of a caller to the batch that commits it, and work behind it is traced too', async () => {
  const traceId = '0af7651916cd43dd8448eb211c80319c'
  const unsampled = '1af7651916cd43dd8448eb211c80319c'
  const send = (id: string, traceparent: string) =>
    flow.server.request('POST', '/api/v1/orders', order(id), { 'idempotency-key': id, traceparent })
  assert.equal((await send('T-1', `00-${traceId}-b7ad6b7169203331-01`)).status, 201)
  assert.equal((await send('T-2', `00-${unsampled}-b7ad6b7169203331-00`)).status, 201)
  const end = performance.now() + 15_000
  while (!spans.some((span) => span.name === 'orchestration.ship')) {
    assert.ok(performance.now() < end, 'no span of a shipment came')
    await sleep(100)
  }
  const own = spans.filter((span) => span.traceId === traceId)
  const request = own.find((span) => span.name === 'POST /api/v1/orders')
  assert.equal(request?.parentSpanId, 'b7ad6b7169203331')
  const batch = own.find((span) => span.name === 'channels.capture')
  assert.equal(batch?.parentSpanId, request?.spanId)
  assert.ok(!spans.some((span) => span.traceId === unsampled))
})
