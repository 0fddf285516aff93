import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testCompany } from '../../test/support/company.ts'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { Door, type Context } from '../platform/batch/index.ts'
import { Ids } from '../platform/ids.ts'
import { saveItem, saveUnit } from './index.ts'

let t: TestDatabase
let companyId: bigint
before(async () => {
  t = await testDatabase('catalog_setup')
  companyId = await testCompany(t.door)
})
after(() => t.close())

const item = (sku: string, more: object = {}) => ({
  companyId,
  input: { sku, name: `Item ${sku}`, itemClass: 'x', ...more },
})

test('an item is described by its SKU; kind and unit stay, the rest may change', async () => {
  const custom = { shelf: { b: 1, a: [2] } }
  const first = await t.door.request(saveItem, item('A', { custom }))
  const same = await t.door.request(saveItem, item('A', { custom: { shelf: { a: [2], b: 1 } } }))
  const changed = await t.door.request(saveItem, item('A', { taxCode: 'reduced' }))
  assert.deepEqual(
    [first, same, changed].map((outcome) => outcome.ok && outcome.change),
    ['created', 'unchanged', 'changed'],
  )
  assert.ok(first.ok && changed.ok && first.id === changed.id)
  const refused = await t.door.request(saveItem, item('A', { kind: 'service', uom: 'M' }))
  assert.deepEqual(!refused.ok && refused.problems.map((problem) => problem.path), ['/kind', '/uom'])
})

test('five nodes that describe the same items at once make each once and agree on its id', async () => {
  const node = () => new Door({ db: t.db, ids: new Ids(t.db) })
  const doors = [node(), node(), node(), node(), t.door]
  const skus = Array.from({ length: 30 }, (_, index) => `RACE-${index}`)
  const outcomes = await Promise.all(
    doors.flatMap((door) => skus.map((sku) => door.request(saveItem, item(sku)))),
  )
  const ids = new Map<string, Set<bigint>>()
  for (const outcome of outcomes) {
    assert.ok(outcome.ok)
    ids.set(outcome.code, (ids.get(outcome.code) ?? new Set()).add(outcome.id))
  }
  assert.ok([...ids.values()].every((set) => set.size === 1))
  assert.equal(outcomes.filter((outcome) => outcome.ok && outcome.change === 'created').length, 30)
})

test('a company that does not exist is a fault of that request alone', async () => {
  const [lost, good] = await t.door.requestAll(saveItem, [{ ...item('L'), companyId: 1n }, item('G')])
  assert.match(lost instanceof Error ? lost.message : '', /no company 1/)
  assert.ok(!(good instanceof Error) && good!.ok)
})

test('units of sixteen times as many items in a batch are described in about sixteen times as long', async () => {
  assert.ok((await t.door.request(saveItem, item('UNIT-0'))).ok)
  await t.sql(
    `insert into catalog.item
     select r.* from catalog.item i cross join generate_series(1, 15999) n
     cross join lateral jsonb_populate_record(i, jsonb_build_object('id', 1000000000 + n, 'sku', 'UNIT-' || n)) as r
     where i.sku = 'UNIT-0'`,
  )
  await t.analyze()
  const fastest = async (count: number) => {
    const asked = Array.from({ length: count }, (_, index) => ({
      companyId,
      input: { sku: `UNIT-${index}`, uom: 'CASE', quantity: '12' },
    }))
    const facts = await saveUnit.read(t.db, asked, false)
    const run = () => {
      const started = performance.now()
      for (const request of asked) assert.ok(saveUnit.decide(request, facts, {} as Context).ok)
      return performance.now() - started
    }
    return Math.min(run(), run(), run())
  }
  const [few, many] = [await fastest(1000), await fastest(16_000)]
  // Where each looked through all of them it was some 200 times as long.
  assert.ok(many < 80 * few, `${few} ms, then ${many} ms`)
})
