import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testCompany } from '../../test/support/company.ts'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { rowsLookedAt } from '../../test/support/rows-looked-at.ts'
import { saveCustomer, saveMatchRule } from './index.ts'
import { readKnown, readMatching } from './match.ts'
import { readMatchRules } from './save-match-rule.ts'

const ROWS = 100_000

let t: TestDatabase
let companyId: bigint
before(async () => {
  t = await testDatabase('matches')
  companyId = await testCompany(t.door)
  await t.db.use(async ({ client }) => {
    await client.query(`begin; set local statement_timeout = 0`)
    await client.query(`insert into customers.customer (company_id, id, number, kind)
      select ${companyId}, n, 'C' || n, 'person' from generate_series(1, ${ROWS}) n`)
    // A town with one postcode and a thousand names, where three in ten have the e-mail of the counter.
    await client.query(`insert into customers.person_data (company_id, customer_id, id, name, email, phone, search_name, address)
      select ${companyId}, n, 0, 'Ada Person' || n % 1000, case when n % 10 < 3 then 'counter@shop.example' else 'ada' || n || '@example.com' end,
        '+44 20 ' || lpad(n::text, 8, '0'), 'ada person' || n % 1000,
        jsonb_build_object('postcode', case when n % 7 = 0 then 'LS1 4AP' else 'LS' || n % 90 || ' 9ZZ' end)
      from generate_series(1, ${ROWS}) n`)
    await client.query(`insert into customers.alternate_number (company_id, system, number, customer_id)
      select ${companyId}, 'pos', (n / 2)::text, n from generate_series(1, ${ROWS}) n`)
    await client.query('commit')
  })
  await t.analyze()
  const rules = [['email'], ['phone'], ['alternate_number'], ['name', 'postcode']] as const
  const outcomes = await t.door.requestAll(
    saveMatchRule,
    rules.map((keys, position) => ({
      companyId,
      input: { code: keys[0], position, keys: [...keys], outcome: 'merge' as const },
    })),
  )
  assert.ok(outcomes.every((outcome) => !(outcome instanceof Error) && outcome.ok))
})
after(() => t.close())

test('who may be the same is found along indexes, also where a key is of very many', async () => {
  for (const id of [8n, 10n, 70n, 99_991n]) {
    const { answer, looked } = await rowsLookedAt(t.db, async (reader) =>
      readMatching(
        reader,
        await readMatchRules(reader, [companyId]),
        await readKnown(reader, [{ companyId, id }]),
      ),
    )
    assert.ok(answer.known.size > 1, `${id}`)
    assert.ok(looked < 5000, `${id}: looked at ${looked} rows`)
  }
})

test('a batch of descriptions is matched as one, also among itself', async () => {
  const inputs = Array.from({ length: 300 }, (_value, n) => ({
    number: `N${n}`,
    kind: 'person' as const,
    email: `new${n % 150}@example.com`,
    currency: 'GBP',
    shipToCountry: 'GB',
  }))
  const outcomes = await t.door.requestAll(
    saveCustomer,
    inputs.map((input) => ({ companyId, input })),
  )
  assert.ok(outcomes.every((outcome) => !(outcome instanceof Error) && outcome.ok))
  const rows = await t.sql<{ merged: bigint; right: bigint }>(
    `select count(*) as merged, count(*) filter (where substr(c.number, 2)::int = substr(h.number, 2)::int + 150) as right
     from customers.merge g join customers.customer c on c.id = g.customer_id join customers.customer h on h.id = g.head_id`,
  )
  assert.deepEqual(rows, [{ merged: 150n, right: 150n }])
})

test('a name agrees however many spaces it is written with', async () => {
  const describe = async (number: string, name: string) => {
    const address = { country: 'GB', city: 'Leeds', postcode: 'LS99 1AA' }
    const input = { number, kind: 'person' as const, name, currency: 'GBP', shipToCountry: 'GB', address }
    const outcome = await t.door.request(saveCustomer, { companyId, input })
    assert.ok(outcome.ok, number)
  }
  await describe('SPACED-1', 'Grace  Brewster\u00a0\tHopper ')
  await describe('SPACED-2', 'grace brewster hopper')
  await describe('SPACED-3', ' Grace Brewster   Hopper')
  assert.deepEqual(
    await t.sql(`select c.number, h.number as head, p.search_name from customers.customer c
      join customers.person_data p on p.company_id = c.company_id and p.customer_id = c.id and p.id = 0
      left join customers.merge g on g.company_id = c.company_id and g.customer_id = c.id
      left join customers.customer h on h.id = g.head_id where c.number like 'SPACED%' order by c.number`),
    [null, 'SPACED-1', 'SPACED-1'].map((head, place) => ({
      number: `SPACED-${place + 1}`,
      head,
      search_name: 'grace brewster hopper',
    })),
  )
})

test('a phone agrees in every form, and with none of another country that ends alike', async () => {
  const describe = async (number: string, phone: string, more: object = {}) => {
    const input = { number, kind: 'person' as const, phone, currency: 'GBP', shipToCountry: 'GB', ...more }
    const outcome = await t.door.request(saveCustomer, { companyId, input })
    assert.ok(outcome.ok, number)
  }
  await describe('PHONE-1', '0113 496 0123')
  await describe('PHONE-2', '+44 (0)113 496-0123', { shipToCountry: 'DE' })
  await describe('PHONE-3', '+49 113 4960123')
  await describe('PHONE-4', '0113 4960123', { address: { country: 'DE' } })
  await describe('PHONE-5', '00 1 (13) 4960123')
  await describe('PHONE-6', '12 34 56 78', { shipToCountry: 'DK' })
  await describe('PHONE-7', '+45 12345678')
  assert.deepEqual(
    await t.sql(`select c.number, h.number as head from customers.customer c
      left join customers.merge g on g.company_id = c.company_id and g.customer_id = c.id
      left join customers.customer h on h.id = g.head_id where c.number like 'PHONE%' order by c.number`),
    [null, 'PHONE-1', null, 'PHONE-3', null, null, 'PHONE-6'].map((head, place) => ({
      number: `PHONE-${place + 1}`,
      head,
    })),
  )
})
