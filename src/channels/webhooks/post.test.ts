import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { openLookup, PrivateTarget } from '../../platform/outside-address.ts'
import { Poster } from './post.ts'

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
