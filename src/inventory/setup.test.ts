import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testCompany } from '../../test/support/company.ts'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { saveLocation } from './index.ts'

let t: TestDatabase
before(async () => {
  t = await testDatabase('inventory_setup')
})
after(() => t.close())

test('a location may share the costs of another, also of one described before it in the same batch', async () => {
  const companyId = await testCompany(t.door)
  const describe = (inputs: object[]) =>
    t.door.requestAll(
      saveLocation,
      inputs.map((input) => ({ companyId, input: input as never })),
    )
  const inputs = [
    { code: 'A', name: 'A', country: 'GB', rank: 1 },
    { code: 'B', name: 'B', country: 'GB', rank: 2, costOrganization: 'A' },
    { code: 'C', name: 'C', country: 'GB', costOrganization: 'Z' },
  ]
  const changes = (outcomes: Awaited<ReturnType<typeof describe>>) =>
    outcomes.map((one) => (one instanceof Error ? one.message : one.ok ? one.change : one.problems[0]!.code))
  assert.deepEqual(changes(await describe(inputs)), ['created', 'created', 'unknown_location'])
  assert.deepEqual(changes(await describe(inputs)), ['unchanged', 'unchanged', 'unknown_location'])
  const rows = await t.sql('select distinct cost_organization from inventory.location')
  assert.equal(rows.length, 1)
  assert.deepEqual(changes(await describe([{ ...inputs[1], costOrganization: 'B' }])), ['unchanged'])
})
