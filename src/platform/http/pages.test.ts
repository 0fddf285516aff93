import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { good, post, withServer } from './server-fixture.ts'

/** Asks for a path as it stands; inject and fetch would tidy it up. */
async function statusOf(address: string, path: string): Promise<number> {
  const { hostname, port } = new URL(address)
  const asked = request({ hostname, port, path, headers: { connection: 'close' } }).end()
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  answer.resume()
  return answer.statusCode!
}

test('health and metrics', () =>
  withServer(async (server) => {
    assert.deepEqual((await server.fastify.inject('/health/ready')).json(), {
      status: 'ok',
      checks: { database: true },
    })
    assert.equal((await server.fastify.inject('/metrics')).statusCode, 401)
    await post(server, good)
    const metrics = await server.fastify.inject({ url: '/metrics', headers: { authorization: 'Bearer w' } })
    assert.match(
      metrics.body,
      /docket_http_request_seconds_count\{method="POST",route="\/api\/v1\/orders",status="201"\} 1/,
    )
    assert.match(
      metrics.body,
      /docket_http_request_seconds_bucket\{method="POST",route="\/api\/v1\/orders",status="201",le="\+Inf"\} 1/,
    )
  }))

test('OpenAPI 3.1 with named schemas, security and every problem; a page without outside addresses', () =>
  withServer(async (server) => {
    const document = (await server.fastify.inject('/openapi.json')).json()
    assert.equal(document.openapi, '3.1.0')
    assert.deepEqual(Object.keys(document.components.schemas).sort(), [
      'Health',
      'Item',
      'OrderInput',
      'Problem',
    ])
    const operation = document.paths['/api/v1/orders'].post
    assert.deepEqual(operation.requestBody.content['application/json'].schema, {
      $ref: '#/components/schemas/OrderInput',
    })
    assert.deepEqual(document.components.schemas.OrderInput.properties.lines.items, {
      $ref: '#/components/schemas/Item',
    })
    assert.deepEqual(Object.keys(operation.responses), [
      '201',
      '400',
      '401',
      '403',
      '413',
      '415',
      '422',
      '429',
      '500',
      '503',
    ])
    assert.deepEqual(operation.responses['422'].content['application/problem+json'].schema, {
      $ref: '#/components/schemas/Problem',
    })
    assert.deepEqual(document.paths['/health/live'].get.security, [])
    assert.deepEqual(document.security, [{ bearer: [] }, { basic: [] }, { session: [] }])
    assert.equal(document.paths['/api/v1/slow/{ms}'].get.parameters[0].name, 'ms')
    const docs = await server.fastify.inject('/docs')
    assert.equal(docs.statusCode, 200)
    assert.doesNotMatch(docs.body, /https?:\/\//)
    assert.match(
      docs.headers['content-security-policy'] as string,
      /default-src 'self'; script-src 'self' 'nonce-/,
    )
    const script = await server.fastify.inject('/docs/scalar.js')
    assert.ok(script.body.length > 1_000_000)
    assert.match((await server.fastify.inject('/docs/problems')).body, /id="invalid_body"/)
  }))

test('a console that was not built is told in the log once and at its pages, and the API goes on', async () => {
  const warned: string[] = []
  await withServer(
    async (server) => {
      const get = (url: string, accept: string) => server.fastify.inject({ url, headers: { accept } })
      for (const [url, accept] of [
        ['/', 'text/html'],
        ['/', '*/*'],
        ['/orders/ord_1', 'text/html'],
      ] as const) {
        const { statusCode, ...answer } = await get(url, accept)
        const { code, detail } = answer.json()
        assert.deepEqual([statusCode, code], [404, 'console_not_built'], url)
        assert.match(detail, /npm start/)
      }
      assert.equal((await get('/api/v1/nothing', 'text/html')).json().code, 'not_found')
      assert.equal((await get('/nothing', 'application/json')).json().code, 'not_found')
      assert.equal((await get('/health/ready', '*/*')).statusCode, 200)
      assert.equal(warned.length, 1)
      assert.match(warned[0]!, /console was not built.*npm start/)
    },
    { consoleFolder: join(tmpdir(), 'docket-no-console'), warned },
  )
})

test('the console: files, pages by fallback, API addresses never', async () => {
  const logged: string[] = []
  const folder = mkdtempSync(join(tmpdir(), 'docket-console-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html>console')
  writeFileSync(join(folder, 'assets', 'a-1.js'), 'let a')
  writeFileSync(join(folder, 'docket.svg'), '<svg/>')
  await withServer(
    async (server) => {
      const get = (url: string) => server.fastify.inject({ url, headers: { accept: 'text/html' } })
      assert.equal((await get('/')).body, '<!doctype html>console')
      assert.equal((await get('/orders/ord_1')).body, '<!doctype html>console')
      assert.match(
        (await get('/orders/ord_1')).headers['content-security-policy'] as string,
        /script-src 'self';/,
      )
      assert.match((await get('/assets/a-1.js')).headers['cache-control'] as string, /immutable/)
      assert.equal((await get('/api/v1/nothing')).json().code, 'not_found')
      assert.equal((await get('/..%2f..%2fetc%2fpasswd')).body.includes('root:'), false)
      assert.equal((await server.fastify.inject({ method: 'POST', url: '/' })).statusCode, 404)
      const address = await server.listen()
      for (const odd of [
        '/../../etc/passwd',
        '/assets/..%2f..%2fpackage.json',
        '/%2e%2e/x',
        '/a%00b',
        '//evil.com',
        '/%',
        '/.hidden',
        '/assets/%2e%2e%2f%2e%2e%2fx',
      ]) {
        const status = await statusOf(address, odd)
        assert.ok([400, 404].includes(status), `${odd} ${status}`)
      }
      assert.deepEqual(logged, [])
      const icon = await server.fastify.inject('/favicon.ico')
      assert.deepEqual([icon.statusCode, icon.headers['content-type']], [200, 'image/svg+xml'])
      await withServer(
        (second) =>
          assert.rejects(
            second.listen(),
            /^Error: Port [0-9]+ of 127.0.0.1 is in use. Choose another with PORT/,
          ),
        { port: Number(new URL(address).port) },
      )
    },
    { consoleFolder: folder, logged },
  )
  rmSync(folder, { recursive: true })
})
