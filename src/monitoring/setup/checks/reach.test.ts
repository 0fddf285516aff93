import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { reach } from './reach.ts'

test('a public address that only this machine can reach is not called, nor told whether something is there', async () => {
  let calls = 0
  const neighbor = createServer((_request, response) => {
    calls += 1
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise<void>((resolve) => neighbor.listen(0, '127.0.0.1', resolve))
  try {
    const { port } = neighbor.address() as AddressInfo
    const at = `http://127.0.0.1:${port}`
    const elsewhere = { privateAddresses: false, url: () => 'http://127.0.0.1:1' }
    for (const url of [
      at,
      `https://localhost:${port}`,
      'https://127.0.0.1:59999',
      'https://[::ffff:0:7f00:1]',
    ])
      assert.equal((await reach(url, elsewhere)).found, `Docket cannot be reached at ${url}/health/live.`)
    assert.equal(calls, 0)
    // The operator allows it, or it is this server itself.
    assert.equal((await reach(at, { ...elsewhere, privateAddresses: true })).state, 'pass')
    assert.equal((await reach(at, { ...elsewhere, url: () => at })).state, 'pass')
  } finally {
    neighbor.close()
  }
})
