import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, beforeEach, describe, test } from 'node:test'
import { SystemFailure, type InventorySystem } from '../../inventory/index.ts'
import { OutsideInventory, type Mood } from '../../../test/support/outside-inventory.ts'
import { httpInventory, httpInventoryLimits } from './http-inventory.ts'

const TOKEN = 'a-token-nobody-may-read'
const SECRET = 'a-secret-nobody-may-read'
const clock = { now: () => new Date('2026-03-02T09:00:00Z') }
const never = new AbortController().signal

let outside: OutsideInventory
before(async () => {
  outside = await OutsideInventory.open()
  outside.say(
    ...['A', 'B', 'C', 'D', 'E'].map((sku) => ({ sku, unitCost: { amount: '1', currency: 'GBP' } })),
  )
})
after(() => outside.close())
beforeEach(() => {
  outside.mood = 'well'
  outside.most = 2
})

/** The connectors of the port; a new one is a line here. */
const connectors: Record<string, (url: string) => InventorySystem> = {
  http: (url) =>
    httpInventory({ url, token: TOKEN, secret: SECRET }, clock, {
      ...httpInventoryLimits,
      timeoutMs: 300,
      bytes: 5000,
    }),
}

const skus = (rows: readonly unknown[]) => rows.map((row) => (row as { sku: string }).sku).join('')

async function failure(system: InventorySystem, cursor: string | null = null): Promise<SystemFailure> {
  const error = await system.page(cursor, never).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof SystemFailure, String(error))
  assert.ok(!error.message.includes(TOKEN) && !error.message.includes(SECRET), error.message)
  return error
}

for (const [name, connect] of Object.entries(connectors)) {
  describe(`inventory system by ${name}`, () => {
    test('a round is all pages in order; the next one holds what was said since', async () => {
      const system = connect(outside.url)
      const seen: string[] = []
      let cursor: string | null = null
      for (let more = true; more;) {
        const page = await system.page(cursor, never)
        seen.push(skus(page.rows))
        assert.equal(page.asOf.toISOString(), outside.asOf)
        ;({ cursor, more } = page)
      }
      assert.deepEqual(seen, ['AB', 'CD', 'E'])
      assert.deepEqual((await system.page(cursor, never)).rows, [])
      outside.say({ sku: 'F' })
      const since = await system.page(cursor, never)
      assert.deepEqual([skus(since.rows), since.more], ['F', false])
    })

    test('what is on hand now is said of the items and places that are asked for, and of no others', async () => {
      const system = connect(outside.url)
      const row = { sku: 'A', location: 'SHOP', onHand: '2.5' }
      outside.shelf.push(row, { ...row, sku: 'Z' }, { ...row, location: 'DEPOT' })
      const question = { skus: ['A', 'B'], locations: ['SHOP'] }
      const { asOf, rows } = await system.stock(question, never)
      assert.deepEqual([asOf.toISOString(), rows], [outside.asOf, [{ ...row, onHand: 2_500_000n }]])
      for (const [onHand, more] of [
        ['many', {}],
        [undefined, {}],
        ['1', { location: 7 }],
      ] as const) {
        outside.mood = { body: JSON.stringify({ asOf, items: [{ ...row, onHand, ...more }] }) }
        await assert.rejects(system.stock(question, never), SystemFailure)
      }
      outside.mood = 'silent'
      await assert.rejects(system.stock(question, AbortSignal.timeout(50)), /did not answer in time/)
    })

    test('a place that is asked again, and by two at once, gives the same page', async () => {
      const system = connect(outside.url)
      const { cursor } = await system.page(null, never)
      const pages = await Promise.all([system.page(cursor, never), system.page(cursor, never)])
      assert.deepEqual(pages[0], pages[1])
      assert.equal(skus(pages[0].rows), 'CD')
    })

    test('whatever is wrong is one failure that names what, and no credential', async () => {
      const system = connect(outside.url)
      const moods: [Mood, RegExp][] = [
        [{ status: 500 }, /answered 500/],
        [{ status: 401 }, /answered 401/],
        [{ redirect: 'http://127.0.0.1:1/elsewhere' }, /answered 302/],
        ['silent', /did not answer within 0.3 s/],
        [{ body: '<html>' }, /answered no JSON: "<html>"/],
        [{ body: '[]' }, /asOf is no instant/],
        [{ body: '{"asOf":"2026-03-02T08:00:00Z"}' }, /items is no array/],
        [{ body: '{"asOf":"2026-03-02T08:00:00Z","items":[],"next":7}' }, /next is no short text/],
        [{ body: '{"asOf":"2026-03-02T08:00:00Z","items":[],"more":"yes"}' }, /more is no boolean/],
        [{ body: `{"asOf":"2026-03-02T08:00:00Z","items":[${'1,'.repeat(600)}1]}` }, /601 rows/],
        [{ body: 'x'.repeat(6000) }, /more than 5000 bytes/],
      ]
      for (const [mood, says] of moods) {
        outside.mood = mood
        assert.match((await failure(system)).message, says)
      }
      assert.match((await failure(connect('http://127.0.0.1:1/items'))).message, /cannot be reached \(\w+\)/)
    })

    test('it says how long to wait when the system does', async () => {
      outside.mood = { status: 429, retryAfter: '120' }
      assert.equal((await failure(connect(outside.url))).retryAfterMs, 120_000)
      outside.mood = { status: 503, retryAfter: 'soon' }
      assert.equal((await failure(connect(outside.url))).retryAfterMs, 0)
    })

    test('asking ends at once when the process stops', async () => {
      outside.mood = 'silent'
      const stop = new AbortController()
      const asked = connect(outside.url).page(null, stop.signal)
      const began = performance.now()
      stop.abort()
      await assert.rejects(asked)
      assert.ok(performance.now() - began < 200)
    })
  })
}

test('a call bears the token and a signature over its time and its address', async () => {
  await connectors['http']!(`${outside.url}?warehouse=7`).page('x y', never)
  const { url, headers } = outside.calls.at(-1)!
  assert.equal(url, '/items?warehouse=7&limit=500&after=x+y')
  assert.equal(headers.authorization, `Bearer ${TOKEN}`)
  const timestamp = headers['docket-timestamp'] as string
  assert.equal(timestamp, '1772442000')
  const expected = createHmac('sha256', SECRET).update(`${timestamp}.GET ${url}`).digest('hex')
  assert.equal(headers['docket-signature'], `v1=${expected}`)
})
