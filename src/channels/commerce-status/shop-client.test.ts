import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { SHOP_KEY, ShopProcess } from '../../../test/support/shop-process.ts'
import { ShopClient, ShopFailure } from './shop-client.ts'

let shop: ShopProcess
before(async () => {
  shop = await ShopProcess.start()
})
after(() => shop.stop())

const never = new AbortController().signal
const connect = (applicationKey = SHOP_KEY, baseUrl = shop.url) => new ShopClient({ baseUrl, applicationKey })
const logins = () => shop.saidOf('logged in').length
async function failure(work: Promise<unknown>): Promise<ShopFailure> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof ShopFailure, String(error))
  assert.ok(!error.message.includes(SHOP_KEY), error.message)
  return error
}

test('C-41 one login serves many calls at once; a token that ended early costs one new login and one call more', async () => {
  const client = connect()
  const { id } = await shop.ok('POST', '/orders', {})
  const before = logins()
  await Promise.all(Array.from({ length: 8 }, () => client.read(id, never)))
  assert.equal(logins(), before + 1)
  await fetch(`${shop.url}/emulator/expire-tokens`, { method: 'POST' })
  const read = await Promise.all(Array.from({ length: 8 }, () => client.read(id, never)))
  assert.equal(read[0]!.order['id'], id)
  assert.equal(logins(), before + 2)
  assert.equal((await failure(connect('a-key-of-somebody-else').read(id, never))).kind, 'away')
})

test('C-17 an order that somebody else wrote meanwhile is not written, by its time or by its ETag', async () => {
  for (const etags of [false, true]) {
    await shop.ok('PUT', '/settings', { etags })
    const client = connect()
    const { id } = await shop.ok('POST', '/orders', {})
    const seen = await client.read(id, never)
    assert.equal(seen.etag !== null, etags)
    await shop.api('PUT', `/orders/${id}`, { state: 'BEING_AMENDED' })
    assert.equal((await failure(client.write(id, { state: 'PROCESSING' }, seen, never))).kind, 'changed')
    const now = await client.read(id, never)
    assert.equal(now.order['state'], 'BEING_AMENDED')
    await client.write(id, { state: 'PROCESSING' }, now, never)
    assert.equal((await client.read(id, never)).order['state'], 'PROCESSING')
  }
  await shop.ok('PUT', '/settings', { etags: false })
})

test('whatever is wrong is told apart: the shop is away, or it refuses this order', async () => {
  const client = connect()
  const { id } = await shop.ok('POST', '/orders', {})
  const seen = await client.read(id, never)
  assert.equal((await failure(client.read('o1', never))).kind, 'refused')
  const refused = await failure(client.write(id, { state: 'NONSENSE' }, seen, never))
  assert.match(`${refused.kind} ${refused.message}`, /refused .* answered 400: There is no state "NONSENSE"/)
  for (const status of [500, 503, 429, 302]) {
    await shop.ok('PUT', '/switches', { answers: { fail: 1, status } })
    assert.equal((await failure(client.read(id, never))).kind, 'away', String(status))
  }
  const nowhere = await failure(connect(SHOP_KEY, 'http://127.0.0.1:1').read(id, never))
  assert.match(`${nowhere.kind} ${nowhere.message}`, /away 127.0.0.1:1 cannot be reached/)
})
