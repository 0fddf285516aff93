import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'
import { eventually, openReturns } from '../support/shop-returns.ts'
import { SHOP_KEY, ShopProcess } from '../support/shop-process.ts'

// A shop that answers for its orders and not for its returns: these wait by themselves.
let shop: ShopProcess
let flow: Flow
let { is, asked, takeBack } = {} as Awaited<ReturnType<typeof openReturns>>
/** Returns of which the shop answers 503, so often. */
const failing = new Map<string, number>()
const proxy = createServer((request, response) => void passOn(request, response))
async function passOn(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  const name = /returnRequests\/([^/?]+)/.exec(request.url!)?.[1] ?? ''
  const left = failing.get(name) ?? 0
  if (left > 0) {
    failing.set(name, left - 1)
    response.writeHead(503).end('{}')
    return
  }
  const { authorization = '', 'content-type': type = '', 'if-match': match } = request.headers
  const answer = await fetch(shop.url + request.url!, {
    method: request.method!,
    headers: { authorization, 'content-type': type, ...(match === undefined ? {} : { 'if-match': match }) },
    ...(pieces.length === 0 ? {} : { body: Buffer.concat(pieces) }),
  })
  const etag = answer.headers.get('etag')
  response
    .writeHead(answer.status, { 'content-type': 'application/json', ...(etag === null ? {} : { etag }) })
    .end(await answer.text())
}
before(async () => {
  shop = await ShopProcess.start()
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const { port } = proxy.address() as AddressInfo
  const limits = {
    DOCKET_SHOP_MARKETPLACE_URL: `http://127.0.0.1:${port}`,
    DOCKET_SHOP_MARKETPLACE_KEY: SHOP_KEY,
  }
  flow = new Flow(await startTestServer({ sample: true, limits }))
  ;({ is, asked, takeBack } = await openReturns(flow, shop))
})
after(async () => {
  await flow.close()
  await shop.stop()
  proxy.close()
  proxy.closeAllConnections()
})

test('C-28 a return whose telling failed is told by its own time, in a shop that is quiet otherwise', async () => {
  const { orderId, request } = await asked(2, 2)
  failing.set(request.id, 3)
  await takeBack(orderId, '2')
  await is(request, 'COMPLETE')
  assert.equal(failing.get(request.id), 0)
})

test('C-28 a return that the shop never answers for holds up no order and no other return, and is told of', async () => {
  const { orderId, request } = await asked(2, 2)
  failing.set(request.id, 1_000_000)
  await takeBack(orderId, '2')
  const { problem } = await eventually('its problem', async () => {
    const { returns } = (await flow.server.request('GET', '/api/v1/channels/marketplace/order-status')).body
    return (returns as Seen[]).find(({ name, failures }) => name === request.id && failures >= 2)
  })
  assert.match(problem, /answered 503/)
  // Another order of the shop is delivered there, and its return is told, meanwhile.
  const other = await asked(1, 1)
  await takeBack(other.orderId, '1')
  await is(other.request, 'COMPLETE')
  const { body } = await flow.server.request('GET', '/api/v1/channels/marketplace/order-status')
  assert.equal(body.problem, null)
})
