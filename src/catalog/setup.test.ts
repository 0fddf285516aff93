import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testCompany } from '../../test/support/company.ts'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { Door } from '../platform/batch/index.ts'
import { Ids } from '../platform/ids.ts'
import { saveItem } from './index.ts'

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
