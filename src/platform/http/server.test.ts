import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { test } from 'node:test'
import { good, json, post, withServer } from './server-fixture.ts'

test('a good request passes and gets the security headers', () =>
  withServer(async (server) => {
    const answer = await post(server, good)
    assert.equal(answer.statusCode, 201)
    assert.equal(answer.headers['location'], '/api/v1/orders/x')
    assert.equal(answer.headers['x-content-type-options'], 'nosniff')
    assert.equal(answer.json().bytes, JSON.stringify(good).length)
  }))

test('validation names every problem at once, with its path', () =>
  withServer(async (server) => {
    const answer = await post(server, {
      number: 7,
      lines: [{ sku: '', quantity: 2, color: 'red' }, 'x'],
      'a/b~c': 1,
      amount: { amount: 5, currency: 'GBP' },
    })
    assert.equal(answer.statusCode, 422)
    assert.match(answer.headers['content-type'] as string, /^application\/problem\+json/)
    const body = answer.json()
    assert.equal(body.code, 'invalid_body')
    assert.match(body.instance, /^urn:docket:request:[0-9a-f]{32}-[0-9a-f]{16}$/)
    assert.deepEqual(
      body.errors.map((one: { path: string; code: string }) => `${one.path} ${one.code}`).sort(),
      [
        '/amount/amount wrong_type',
        '/a~1b~0c unknown_member',
        '/lines/0/color unknown_member',
        '/lines/0/quantity wrong_type',
        '/lines/0/sku too_short',
        '/lines/1 wrong_type',
        '/number wrong_type',
      ],
    )
    const missing = (await post(server, { note: 5 })).json()
    assert.deepEqual(
      missing.errors.map(
        (one: { path: string; code: string; message: string }) => `${one.path} ${one.code} ${one.message}`,
      ),
      [
        '/number required This member is required.',
        '/lines required This member is required.',
        '/note no_form_fits It must be text or null.',
      ],
    )
  }))

test('a hostile body does not cost more than it sent', () =>
  withServer(async (server) => {
    const answer = await post(server, `{"number":"1","lines":[${Array(40_000).fill('1').join()}]}`)
    assert.equal(answer.statusCode, 422)
    assert.ok(answer.json().errors.length <= 100)
  }))

for (const [title, payload, at] of [
  ['a comma too many', '{\n  "number": "1",\n  "lines": [],\n}', { offset: 34, line: 4, column: 1 }],
  ['an early end', '{"number": "1"', { offset: 14, line: 1, column: 15 }],
  ['a bare word', '{"number": abc}', { offset: 11, line: 1, column: 12 }],
  ['two documents', '{} {}', { offset: 3, line: 1, column: 4 }],
  ['a tab in a string', '{"number": "a\tb"}', { offset: 13, line: 1, column: 14 }],
  ['non-ASCII before it', '{"ü": "ü", x}', { offset: 13, line: 1, column: 12 }],
  ['a leading zero', '[01]', { offset: 1, line: 1, column: 2 }],
] as const) {
  test(`JSON with ${title} is refused with its position`, () =>
    withServer(async (server) => {
      const answer = await post(server, payload)
      assert.equal(answer.statusCode, 400)
      assert.equal(answer.json().code, 'malformed_json')
      assert.deepEqual(answer.json().position, at)
    }))
}

for (const [title, payload, code, at] of [
  ['broken UTF-8', Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x7d]), 'not_utf8', 2],
  ['a cut character', Buffer.from([0x22, 0xe2, 0x82]), 'not_utf8', 1],
  ['nesting without end', '['.repeat(90_000), 'too_deep', 64],
  ['a member __proto__', '{"number":"1","custom":{"__proto__":{"admin":true}}}', 'forbidden_member', 24],
  ['an escaped __proto__', '{"custom":{"\\u005f_proto__":{"admin":true}}}', 'forbidden_member', 11],
  ['constructor.prototype', '{"custom":{"constructor":{"prototype":{}}}}', 'forbidden_member', 11],
  ['NUL in text', '{"number":"a\\u0000b"}', 'text_not_storable', 1],
  ['half a surrogate pair in a list', '{"lines":["ü", "\\ud800"]}', 'text_not_storable', 16],
  ['a member twice', '{"number":"1","custom":{"number":1},"number":"2"}', 'repeated_member', 36],
  ['a member twice, once escaped', '{"custom":[{"a":1,"\\u0061":2}]}', 'repeated_member', 18],
] as const) {
  test(`hostile JSON is refused with its position: ${title}`, () =>
    withServer(async (server) => {
      const answer = await post(server, payload)
      assert.equal(answer.statusCode, 400)
      assert.equal(answer.json().errors[0].code, code)
      assert.equal(answer.json().position.offset, at)
      assert.equal(({} as Record<string, unknown>)['admin'], undefined)
    }))
}

test('one name in several objects, colons in texts and equal texts are no repeated members', () =>
  withServer(async (server) => {
    const answer = await post(server, '{"a:b":"\\":1","c":{"a:b":[{"c":"c"},{"c":"c"}]}}')
    assert.equal(answer.json().code, 'invalid_body')
  }))

test('wrong types everywhere are refused and never a fault', () =>
  withServer(async (server) => {
    const values = [null, 0, -1, Number.MAX_VALUE, 'x', true, [], {}, [[]], { a: 1 }, '\u{1F600}'.repeat(100)]
    for (const value of values) {
      assert.equal((await post(server, value as object)).statusCode, typeof value === 'string' ? 400 : 422)
      for (const key of Object.keys(good)) {
        const answer = await post(server, { ...good, [key]: value })
        assert.ok([201, 422].includes(answer.statusCode), `${key}: ${answer.body}`)
      }
    }
  }))

test('a body in another charset than UTF-8 is refused, on every kind of input; UTF-8 has many names', () =>
  withServer(async (server) => {
    const said = async (
      parameter: string,
      type = 'application/json',
      body: object | string = good,
      url?: string,
    ) => {
      const answer = await post(server, body, { ...json, 'content-type': `${type};${parameter}` }, url)
      return answer.statusCode === 415 ? answer.json().detail : answer.statusCode
    }
    const refused = 'Send UTF-8: a body in the charset "iso-8859-1" is not understood.'
    assert.equal(await said(' charset=iso-8859-1'), refused)
    assert.equal(await said('CHARSET="iso-8859-1"'), refused)
    assert.equal(await said('v=1; charset=utf-8; charset=iso-8859-1'), refused)
    assert.equal(await said('charset=iso-8859-1', 'application/vnd.x+json'), refused)
    assert.equal(await said('charset=iso-8859-1', 'text/csv', 'a,b', '/api/v1/raw'), refused)
    assert.equal(await said('charset=iso-8859-1', 'application/x-ndjson', '{}\n', '/api/v1/lines'), refused)
    for (const none of ['charset=', 'charset=klingon', 'charset=utf-16le'])
      assert.match(await said(none), /^Send UTF-8/, none)
    const spellings = [
      ' charset=utf-8',
      'charset=UTF8',
      'Charset="Utf-8"',
      'v="a;charset=iso-8859-1"',
      'v=1',
      '',
    ]
    for (const spelling of spellings) assert.equal(await said(spelling), 201, spelling)
  }))

test('413, 415, 400 without a body, 404, 405', () =>
  withServer(async (server) => {
    assert.equal((await post(server, 'x'.repeat(100_001))).json().code, 'too_large')
    assert.equal(
      (await post(server, good, { ...json, 'content-type': 'text/plain' })).json().code,
      'unsupported_media_type',
    )
    assert.equal(
      (await post(server, good, { ...json, 'content-encoding': 'gzip' })).json().code,
      'unsupported_media_type',
    )
    assert.equal(
      (await post(server, good, { ...json, 'content-type': 'application/vnd.x+json' })).statusCode,
      201,
    )
    assert.equal(
      (
        await server.fastify.inject({
          method: 'POST',
          url: '/api/v1/orders',
          headers: { authorization: 'Bearer w' },
        })
      ).json().code,
      'body_required',
    )
    const lost = await server.fastify.inject({ url: '/api/v1/nowhere' })
    assert.equal(lost.json().code, 'not_found')
    const wrong = await server.fastify.inject({ method: 'DELETE', url: '/api/v1/orders' })
    assert.equal(wrong.statusCode, 405)
    assert.equal(wrong.headers['allow'], 'POST, GET, HEAD')
    assert.equal((await server.fastify.inject({ url: '/api/v1/%ff' })).statusCode, 400)
  }))

test('who may: 401, scope, company, rows', () =>
  withServer(async (server) => {
    const get = (authorization: string, headers = {}) =>
      server.fastify.inject({ url: '/api/v1/orders', headers: { authorization, ...headers } })
    const anonymous = await get('Bearer nobody')
    assert.equal(anonymous.statusCode, 401)
    assert.match(anonymous.headers['www-authenticate'] as string, /Bearer/)
    assert.equal((await get('Bearer b')).json().code, 'company_required')
    assert.equal((await get('Bearer b', { 'docket-company': 'ONE' })).statusCode, 200)
    assert.equal((await get('Bearer b', { 'docket-company': 'TWO' })).json().code, 'scope_missing')
    assert.equal((await get('Bearer b', { 'docket-company': 'THREE' })).json().code, 'company_forbidden')
    assert.equal((await get('Bearer l')).statusCode, 200)
    assert.equal(
      (await server.fastify.inject({ url: '/api/v1/broken', headers: { authorization: 'Bearer l' } })).json()
        .code,
      'rows_limited',
    )
  }))

test('more requests than allowed get 429 and when to come back', () =>
  withServer(
    async (server) => {
      const get = () =>
        server.fastify.inject({ url: '/api/v1/orders', headers: { authorization: 'Bearer w' } })
      assert.deepEqual([(await get()).statusCode, (await get()).statusCode], [200, 200])
      const refused = await get()
      assert.equal(refused.statusCode, 429)
      assert.equal(refused.headers['retry-after'], '60')
    },
    { requestsPerMinute: 2 },
  ))

test('parameters: read from text, unknown ones refused, all problems at once', () =>
  withServer(async (server) => {
    const get = (query: string) =>
      server.fastify.inject({ url: `/api/v1/orders?${query}`, headers: { authorization: 'Bearer w' } })
    const first = await get('limit=2&status=a%20b')
    assert.equal(first.json().length, 2)
    const next = /<([^>]+)>; rel="next"/.exec(first.headers['link'] as string)![1]!
    assert.match(next, /status=a\+b/)
    const second = await server.fastify.inject({ url: next, headers: { authorization: 'Bearer w' } })
    assert.deepEqual(second.json(), [{ id: '3' }, { id: '4' }])
    assert.deepEqual(
      (await get('limit=0&color=red')).json().errors.map((one: { path: string }) => one.path),
      ['/query/color', '/query/limit'],
    )
    assert.equal((await get('after=zzz')).json().code, 'invalid_cursor')
    assert.equal((await get('limit=1&limit=2')).statusCode, 400)
    assert.equal((await get('__proto__=1')).statusCode, 400)
    const nul = await get('status=a%00b&limit=0')
    assert.deepEqual(
      nul.json().errors.map((one: { path: string; code: string }) => `${one.path} ${one.code}`),
      ['/query/limit too_small', '/query/status text_not_storable'],
    )
  }))

test('a key that came twice is refused as such', () =>
  withServer(async (server) => {
    const { hostname, port } = new URL(await server.listen())
    const detailOf = async (keys: string[]) => {
      const headers = { ...json, connection: 'close', 'idempotency-key': keys }
      const asked = httpRequest({ hostname, port, path: '/api/v1/orders', method: 'POST', headers })
      asked.end(JSON.stringify(good))
      const [answer] = (await once(asked, 'response')) as [IncomingMessage]
      const body = JSON.parse(Buffer.concat(await answer.toArray()).toString())
      return body.detail ?? body.key
    }
    assert.equal(await detailOf(['a']), 'a')
    assert.match(await detailOf(['a', 'b']), /more than once/)
    assert.match(await detailOf(['a b']), /visible ASCII/)
  }))

test('raw routes keep the bytes of what cannot be parsed', () =>
  withServer(async (server) => {
    const bytes = Buffer.from([0x7b, 0xff, 0x00])
    const answer = await post(server, bytes, json, '/api/v1/raw')
    assert.deepEqual(answer.json(), { kept: '7bff00', code: 'malformed_json' })
    assert.equal((await post(server, '{}', json, '/api/v1/raw')).json().code, 'invalid_body')
    assert.equal(
      (await post(server, 'a,b', { ...json, 'content-type': 'text/csv' }, '/api/v1/raw')).statusCode,
      200,
    )
  }))

test('NDJSON: lines byte for byte, answers while reading, a line too long', () =>
  withServer(async (server) => {
    const headers = { ...json, 'content-type': 'application/x-ndjson' }
    const answer = await post(
      server,
      Buffer.from('{"a":1}\r\n\n\xff\x00\nlast', 'latin1'),
      headers,
      '/api/v1/lines',
    )
    assert.equal(answer.headers['content-type'], 'application/x-ndjson')
    assert.deepEqual(
      answer.body
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
      [
        { line: 1, bytes: '7b2261223a317d' },
        { line: 3, bytes: 'ff00' },
        { line: 4, bytes: '6c617374' },
      ],
    )
    assert.equal((await post(server, good, json, '/api/v1/lines')).statusCode, 415)
    const many = await post(server, 'x'.repeat(900).concat('\n').repeat(500), headers, '/api/v1/lines')
    assert.equal(many.body.trim().split('\n').length, 500)
    const address = await server.listen()
    await new Promise<void>((resolve, reject) => {
      const call = httpRequest(`${address}/api/v1/lines`, { method: 'POST', headers })
      call.on('response', (response) => {
        let seen = ''
        response.on('data', (chunk) => {
          seen += String(chunk)
          if (seen.includes('"line":2')) call.end()
          else if (seen.includes('"line":1')) call.write('two\n')
        })
        response.on('end', resolve)
      })
      call.on('error', reject)
      call.write('one\n')
    })
    const long = 'x'.repeat(1001)
    const beside = await fetch(`${address}/api/v1/lines`, {
      method: 'POST',
      headers,
      body: `one\n${long}\n${'y'.repeat(300_000)}\r\ntwo\n${'x'.repeat(1000)}\n${long}`,
    })
    const told = (await beside.text()).trim().split('\n')
    assert.deepEqual(
      told.map((text) => JSON.parse(text)).map((one) => [one.line, one.bytes.length / 2, one.tooLong]),
      [
        [1, 3, undefined],
        [2, 0, true],
        [3, 0, true],
        [4, 3, undefined],
        [5, 1000, undefined],
        [6, 0, true],
      ],
    )
  }))

test('a fault is a 500 without its inside; a handler that is late a 503', () =>
  withServer(async (server) => {
    const get = (url: string) => server.fastify.inject({ url, headers: { authorization: 'Bearer w' } })
    const fault = await get('/api/v1/broken')
    assert.equal(fault.statusCode, 500)
    assert.doesNotMatch(fault.body, /BigInt/)
    const late = await get('/api/v1/slow/2000')
    assert.equal(late.statusCode, 503)
    assert.equal(late.json().code, 'took_too_long')
    assert.equal(late.headers['retry-after'], '5')
    const injected = await get(`/api/v1/header?to=${encodeURIComponent('/x\r\nset-cookie: a=b')}`)
    assert.equal(injected.statusCode, 500)
    assert.equal(injected.headers['set-cookie'], undefined)
  }))

test('a trace is continued, a broken one replaced', () =>
  withServer(async (server) => {
    const get = (traceparent: string) =>
      server.fastify.inject({ url: '/health/live', headers: { traceparent } })
    const trace = '0af7651916cd43dd8448eb211c80319c'
    assert.match(
      (await get(`00-${trace}-b7ad6b7169203331-01`)).headers['docket-request-id'] as string,
      new RegExp(`^${trace}-`),
    )
    for (const bad of [
      `00-${'0'.repeat(32)}-b7ad6b7169203331-01`,
      `ff-${trace}-b7ad6b7169203331-01`,
      'x',
      `00-${trace}-b7ad6b7169203331-01-extra`,
    ]) {
      assert.doesNotMatch((await get(bad)).headers['docket-request-id'] as string, new RegExp(`^${trace}`))
    }
  }))

test('closing: what is in flight ends, what is new gets 503', () =>
  withServer(async (server) => {
    const address = await server.listen()
    const inFlight = fetch(`${address}/api/v1/slow/400`, { headers: { authorization: 'Bearer w' } })
    await new Promise((resolve) => setTimeout(resolve, 100))
    const closing = server.close()
    const refused = await fetch(`${address}/api/v1/orders`, { headers: { authorization: 'Bearer w' } })
    assert.equal(refused.status, 503)
    assert.equal(refused.headers.get('retry-after'), '5')
    assert.equal((await fetch(`${address}/health/live`)).status, 200)
    assert.equal((await inFlight).status, 204)
    await closing
  }))

test('what is not HTTP is refused in HTTP', () =>
  withServer(async (server) => {
    const { port } = new URL(await server.listen())
    const ask = (text: string) =>
      new Promise<string>((resolve) => {
        let seen = ''
        const socket = connect(Number(port), '127.0.0.1', () => socket.write(text))
        socket.on('data', (chunk) => (seen += String(chunk)))
        socket.on('close', () => resolve(seen))
        socket.on('error', () => resolve(seen))
      })
    assert.match(await ask('NONSENSE\r\n\r\n'), /^HTTP\/1.1 400[^]*malformed_request/)
    assert.match(
      await ask(`GET / HTTP/1.1\r\nhost: x\r\na: ${'x'.repeat(20_000)}\r\n\r\n`),
      /^HTTP\/1.1 431[^]*headers_too_large/,
    )
    assert.match(
      await ask(
        'POST /api/v1/orders HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n',
      ),
      /^HTTP\/1.1 400/,
    )
  }))
