import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testCompany } from '../../test/support/company.ts'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { saveItem } from '../catalog/index.ts'
import { readCompanies } from '../organization/index.ts'
import { saveFreightRule, savePrice, savePriceList, savePromotion } from './index.ts'

let t: TestDatabase
let companyId: bigint
before(async () => {
  t = await testDatabase('pricing_setup')
  companyId = await testCompany(t.door)
  await t.door.request(saveItem, { companyId, input: { sku: 'A', name: 'A', itemClass: 'x' } })
  await t.door.request(savePriceList, {
    companyId,
    input: { code: 'STD', currency: 'GBP', validFrom: '2026-01-01' },
  })
})
after(() => t.close())

const codes = (outcome: { ok: boolean; problems?: { path: string; code: string }[] }) =>
  outcome.problems?.map((problem) => `${problem.path} ${problem.code}`)
const price = (amount: string, more: object = {}) => ({
  companyId,
  input: { list: 'STD', sku: 'A', validFrom: '2026-01-01', unitPrice: { amount, currency: 'GBP' }, ...more },
})

test('a price is dated, may have six decimals, and a change raises its version', async () => {
  const first = await t.door.request(savePrice, price('1.234567'))
  const same = await t.door.request(savePrice, price('1.234567', { uom: 'EA' }))
  const changed = await t.door.request(savePrice, price('1.3'))
  assert.deepEqual(
    [first, same, changed].map((outcome) => outcome.ok && outcome.change),
    ['created', 'unchanged', 'changed'],
  )
  const rows = await t.sql('select unit_price, version from pricing.price')
  assert.deepEqual(rows, [{ unit_price: 1_300_000n, version: 2 }])
})

test('two descriptions of one price in one batch: the later one stands', async () => {
  const outcomes = await t.door.requestAll(savePrice, [
    price('2', { validFrom: '2026-05-01' }),
    price('3', { validFrom: '2026-05-01', uom: 'EA' }),
  ])
  assert.ok(outcomes.every((outcome) => !(outcome instanceof Error) && outcome.ok))
  const rows = await t.sql("select unit_price from pricing.price where valid_from = '2026-05-01'")
  assert.deepEqual(rows, [{ unit_price: 3_000_000n }])
})

test('every unknown name and wrong value of a price is told at once, and a good neighbor goes in', async () => {
  const [bad, good] = await t.door.requestAll(savePrice, [
    price('1.1234567', { list: 'NO', sku: 'NO', validFrom: '2026-13-01' }),
    price('4', { validFrom: '2026-06-01' }),
  ])
  assert.deepEqual(codes(bad as never), [
    '/list unknown_price_list',
    '/sku unknown_item',
    '/validFrom not_a_date',
    '/unitPrice/amount not_a_decimal',
  ])
  assert.ok(!(good instanceof Error) && good!.ok)
  const euros = await t.door.request(savePrice, price('1', { unitPrice: { amount: '1', currency: 'EUR' } }))
  assert.deepEqual(codes(euros), ['/unitPrice/currency wrong_currency'])
})

test('the condition of a promotion is checked when it is set up, with the place of the fault', async () => {
  const input = { code: 'TEN', percent: '10', condition: 'order.nett > 1', validFrom: '2026-01-01' }
  const refused = await t.door.request(savePromotion, { companyId, input })
  assert.deepEqual(codes(refused), ['/condition rule_type'])
  assert.match(refused.ok ? '' : refused.problems[0]!.message, /characters \d+ to \d+/)
  const both = await t.door.request(savePromotion, {
    companyId,
    input: {
      ...input,
      condition: 'order.net > 1',
      amount: { amount: '1', currency: 'GBP' },
      validTo: '2025-01-01',
    },
  })
  assert.deepEqual(codes(both), ['/percent percent_or_amount', '/validTo dates_reversed'])
  const good = { companyId, input: { ...input, condition: 'order.net > minor("100.00", "GBP")' } }
  const first = await t.door.request(savePromotion, good)
  const second = await t.door.request(savePromotion, good)
  assert.deepEqual([first.ok && first.change, second.ok && second.change], ['created', 'unchanged'])
})

test('freight is said by currency and country', async () => {
  const input = {
    currency: 'GBP',
    country: 'GB',
    amount: { amount: '4.95', currency: 'GBP' },
    freeAbove: { amount: '50', currency: 'GBP' },
  }
  assert.ok((await t.door.request(saveFreightRule, { companyId, input })).ok)
  const version = (await readCompanies(t.db, [companyId])).get(companyId)!.setupVersion
  const same = await t.door.request(saveFreightRule, { companyId, input })
  assert.equal(same.ok && same.change, 'unchanged')
  assert.equal((await readCompanies(t.db, [companyId])).get(companyId)!.setupVersion, version)
})
