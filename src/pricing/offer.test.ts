import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Memory, type Reader } from '../platform/database/index.ts'
import { readPrices } from './offer.sql.ts'
import { readOffers } from './offer.ts'
import { promotionFacts } from './promotion.ts'

const company = { id: 1n, setupVersion: 1n }
const price = {
  company_id: 1n,
  item_id: 7n,
  list_id: 3n,
  version: 1,
  uom: 'EA',
  unit_price: 5_000_000n,
  tiers: null,
  valid_from: '2026-01-01',
  valid_to: null,
}

/** A company with one price and no promotions; each read of prices waits until the test answers it. */
function reader(): { db: Reader; asked: PromiseWithResolvers<unknown[]>[] } {
  const asked: PromiseWithResolvers<unknown[]>[] = []
  const db: Reader = {
    memory: new Memory(),
    async read<P, R>(statement: { name: string }, _params: P): Promise<R[]> {
      if (statement.name !== readPrices.name) return []
      const one = Promise.withResolvers<unknown[]>()
      asked.push(one)
      return (await one.promise) as R[]
    },
  }
  return { db, asked }
}

const ask = (db: Reader) =>
  readOffers(
    db,
    [company],
    [
      { companyId: 1n, itemId: 7n },
      { companyId: 1n, itemId: 7n },
    ],
    [],
  )
const found = async (offers: ReturnType<typeof ask>) => (await offers).get(1n)!.prices.get(7n)!.length

test('prices that could not be read are read again, not taken for none', async () => {
  const { db, asked } = reader()
  const failing = ask(db)
  asked[0]!.reject(new Error('connection lost'))
  await assert.rejects(failing, /connection lost/)
  const second = ask(db)
  asked[1]!.resolve([price])
  assert.equal(await found(second), 1)
})

test('who asks while prices are being read waits for them, and no price stands there twice', async () => {
  const { db, asked } = reader()
  const first = ask(db)
  const second = ask(db)
  asked[1]!.resolve([price])
  assert.equal(await found(second), 1)
  asked[0]!.resolve([price])
  assert.equal(await found(first), 1)
  assert.equal(await found(ask(db)), 1)
  assert.equal(asked.length, 2)
})

test('the guide to promotions names every fact that a condition may ask', () => {
  const guide = readFileSync(new URL('../../docs/guides/promotions.md', import.meta.url), 'utf8')
  const told = [...guide.matchAll(/^\| `order\.(\w+)` \| (\w+) \|/gm)].map(([, name, type]) => [name, type])
  assert.deepEqual({ order: Object.fromEntries(told) }, promotionFacts)
})
