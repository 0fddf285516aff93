import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { writeSoundCompany } from '../../test/support/sound-company.ts'
import { checkInvariants } from './index.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase('transfer-laws')
  await writeSoundCompany(database.sql)
})
after(() => database.close())

const move = (id: number, source: number, place: number, quantity: number, item = 1) =>
  database.sql(
    `insert into inventory.stock_move values (1, 100, ${id}, 503, 'transfer', ${item}, ${place}, ${quantity}, 0, '2026-03-05', ${source})`,
  )

/** What the law of transfers says of them and their moves. */
async function told(): Promise<string[]> {
  const laws = await checkInvariants(database.db)
  const { rows } = laws.find(({ law }) => law === 'transfers')!
  return rows
    .map(({ what, actual }) => `${what as string}: ${actual as string}`)
    .filter((text) => text.startsWith('transfer '))
    .toSorted()
}

test('P-78 C13-1 what moved as a transfer moved from its one place to its other, and for a transfer that there is', async () => {
  await database.sql(
    `insert into fulfillment.transfer (company_id, cause_id, id, source_id, item_id, from_location_id, to_location_id, requested, shipped, received, asked_on)
     select 1, 100, n, 101, 1, 1, 2, 2, 2, 2, '2026-03-05' from generate_series(180, 183) n`,
  )
  for (const [id, item] of [
    [180, 1],
    [183, 2],
  ] as const) {
    await move(id * 10, id, 1, -2, item)
    await move(id * 10 + 1, id, 2, 2, item)
  }
  await move(1810, 181, 2, -2)
  await move(1811, 181, 1, 2)
  await move(1820, 182, 1, -2)
  await move(1821, 182, 2, 2)
  await move(1822, 182, 3, -1)
  await move(1840, 184, 1, -2)
  assert.deepEqual(await told(), [
    'transfer 181: 0 left, 0 arrived, 4.000000 moved',
    'transfer 182: 2.000000 left, 2.000000 arrived, 5.000000 moved',
    'transfer 183: 0 left, 0 arrived, 4.000000 moved',
    'transfer 184: 0 left, 0 arrived, 2.000000 moved',
  ])
})
