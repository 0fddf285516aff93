import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { Poster } from './post.ts'
import { isPrivate, openLookup, PrivateTarget } from './target.ts'

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
    '::10.0.0.1',
    'no address',
  ]
  for (const address of [...hidden, ...special, ...translated])
    assert.equal(isPrivate(address), true, address)
  for (const address of ['1.1.1.1', '172.32.0.1', '192.169.0.1', '2606:4700::1111', '2a00:1450::1'])
    assert.equal(isPrivate(address), false, address)
})

test('a name that leads to a private address is not called, whatever it looked like when it was written down', async () => {
  for (const all of [true, false]) {
    const error = await new Promise<Error | null>((resolve) => openLookup('localhost', { all }, resolve))
    assert.ok(error instanceof PrivateTarget)
  }
  const calls: string[] = []
  const server = createServer((request, response) => {
    calls.push(request.url!)
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const { port } = server.address() as AddressInfo
  const careful = new Poster({ timeoutMs: 2000, answerBytes: 100 }, false)
  const free = new Poster({ timeoutMs: 2000, answerBytes: 100 }, true)
  try {
    for (const host of ['localhost', '127.0.0.1', '[::1]']) {
      const answer = await careful.post(careful.target(`http://${host}:${port}/`), [], Buffer.from('{}'))
      assert.equal(answer.status, null)
      assert.match(answer.problem!, /private network/)
    }
    assert.deepEqual(calls, [])
    const { problem } = await free.post(free.target(`http://localhost:${port}/`), [], Buffer.from('{}'))
    assert.equal(problem, null)
    assert.deepEqual(calls, ['/'])
  } finally {
    careful.close()
    free.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})
