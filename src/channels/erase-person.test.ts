import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testCompany } from '../../test/support/company.ts'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { saveCustomer, saveLegalHold } from '../customers/index.ts'
import { Door } from '../platform/batch/index.ts'
import { Ids } from '../platform/ids.ts'
import { erasePerson } from './erase-person.ts'

let t: TestDatabase
let companyId: bigint
before(async () => {
  t = await testDatabase('erase_person')
  companyId = await testCompany(t.door)
})
after(() => t.close())

test('a legal hold that is placed while a person is erased stops the erasure', async () => {
  const input = { number: 'C1', name: 'Ada', currency: 'GBP', shipToCountry: 'GB' }
  assert.ok((await t.door.request(saveCustomer, { companyId, input })).ok)
  let held = false
  const door = new Door({
    db: t.db,
    ids: new Ids(t.db),
    async at(point) {
      if (point !== 'channels.erase_person:before-commit' || held) return
      held = true
      const hold = { customer: 'C1', until: '2999-12-31', reason: 'a court', actor: 'test' }
      assert.ok((await t.door.request(saveLegalHold, { companyId, input: hold })).ok)
    },
  })
  const erase = (force: boolean) =>
    door.request(erasePerson, { companyId, customer: 'C1', actor: 'test', reason: 'asked', force })
  const outcome = await erase(false)
  assert.ok(!outcome.ok)
  assert.deepEqual([held, outcome.problems.map((one) => one.code)], [true, ['legal_hold']])
  const names = () => t.sql('select name from customers.person_data')
  assert.deepEqual(await names(), [{ name: 'Ada' }])
  assert.ok((await erase(true)).ok)
  assert.deepEqual(await names(), [])
  await door.drain()
})
