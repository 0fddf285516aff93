import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { callOutside, isPrivate, openLookup, PrivateTarget } from './outside-address.ts'

test('addresses of private, special and translated networks are told from open ones', () => {
  const hidden = [
    '127.0.0.1',
    '10.0.0.1',
    '172.31.9.9',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
  ]
  const special = ['224.0.0.1', '255.255.255.255', '198.18.0.1', '::', '::1', 'fe80::1', 'fd00::1', 'ff02::1']
  const translated = [
    '::ffff:10.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    '::ffff:0:10.0.0.1',
    '3fff::1',
    '5f00::1',
    '::10.0.0.1',
    'no address',
  ]
  for (const address of [...hidden, ...special, ...translated])
    assert.equal(isPrivate(address), true, address)
  for (const address of ['1.1.1.1', '172.32.0.1', '192.169.0.1', '2606:4700::1111', '2a00:1450::1'])
    assert.equal(isPrivate(address), false, address)
})

test('what is set over the API is called when it lies open, or the operator allows more, and no redirect is followed', async () => {
  const calls: string[] = []
  const server = createServer((request, response) => {
    void (async () => {
      let body = ''
      for await (const piece of request) body += String(piece)
      calls.push(`${request.method} ${request.url} ${request.headers['x-name']} ${body}`)
      if (request.url === '/empty') response.writeHead(204).end()
      else response.writeHead(302, { location: '/elsewhere', 'retry-after': '7' }).end('moved')
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const { port } = server.address() as AddressInfo
  const { signal } = new AbortController()
  const call = (url: string, allowPrivate: boolean) =>
    callOutside(new URL(url), { method: 'POST', headers: { 'x-name': 'a' }, body: 'b', signal }, allowPrivate)
  try {
    for (const host of ['localhost', '127.0.0.1', '[::1]', '[::ffff:7f00:1]', '2130706433', '0'])
      await assert.rejects(call(`http://${host}:${port}/`, false), PrivateTarget, host)
    assert.deepEqual(calls, [])
    const moved = await call(`http://localhost:${port}/`, true)
    assert.deepEqual(
      [moved.status, moved.headers.get('retry-after'), await moved.text()],
      [302, '7', 'moved'],
    )
    const empty = await call(`http://127.0.0.1:${port}/empty`, true)
    assert.deepEqual([empty.status, await empty.text()], [204, ''])
    assert.deepEqual(calls, ['POST / a b', 'POST /empty a b'])
    const over = AbortSignal.abort()
    const late = { method: 'GET', headers: {}, signal: over } as const
    await assert.rejects(callOutside(new URL(`http://localhost:${port}/`), late, true), {
      name: 'AbortError',
    })
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

test('a name that leads to a private address is judged by what it leads to', async () => {
  for (const all of [true, false]) {
    const error = await new Promise<Error | null>((resolve) => openLookup('localhost', { all }, resolve))
    assert.ok(error instanceof PrivateTarget)
  }
})
