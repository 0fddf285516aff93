import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testCompany } from '../../test/support/company.ts'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { readCompanies } from '../organization/index.ts'
import type { Reader } from '../platform/database/index.ts'
import { readAtp, termsAt } from './atp-setup.ts'
import { saveAtpRule, saveLocation } from './index.ts'
import { readLocationsOf } from './places.ts'

let t: TestDatabase
before(async () => {
  t = await testDatabase('inventory_atp_rules')
})
after(() => t.close())

const TODAY = '2030-03-04'

test('A10-3 the rules of a company are its own, and one without rules asks nothing for them', async () => {
  const companyId = await testCompany(t.door)
  const other = await testCompany(t.door, 'OTHER')
  const place = { code: 'HQ', name: 'HQ', country: 'GB' }
  for (const id of [companyId, other])
    await t.door.requestAll(saveLocation, [{ companyId: id, input: place as never }])
  const input = {
    code: 'CUPS',
    name: 'Cups',
    mode: 'infinite',
    assignments: [{ itemClass: 'cups' }],
  } as const
  const [saved] = await t.door.requestAll(saveAtpRule, [{ companyId, input: input as never }])
  assert.deepEqual(saved, { ok: true, id: 0n, code: 'CUPS', change: 'created' })
  const items = [companyId, other].map((id) => ({ companyId: id, itemId: 1n }))
  const look = async () => {
    let asked = 0
    const seen = await t.db.use(async (reader) => {
      const companies = [...(await readCompanies(reader, [companyId, other])).values()]
      const counting: Reader = {
        ...reader,
        memory: reader.memory,
        read(...of) {
          asked += 1
          return reader.read(...of)
        },
      }
      const locations = await readLocationsOf(reader, companies)
      const atp = await readAtp(counting, companies, items, new Map())
      const own = await readAtp(counting, companies, items.slice(1), new Map())
      return [companyId, other].map((id) => {
        const [first] = locations.get(id)!
        return [termsAt({ locations, atp }, id, 1n, first!.id, TODAY), own.classes.size]
      })
    })
    return { asked, seen }
  }
  // The rules of both, once, and the class of the item, which there is none of.
  const first = await look()
  assert.deepEqual(first.seen, [
    [null, 0],
    [undefined, 0],
  ])
  assert.equal(first.asked, 2)
  // While the set-up stands only the class is asked for, and of the company whose rules ask.
  assert.equal((await look()).asked, 1)
})
