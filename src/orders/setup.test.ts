import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testCompany } from '../../test/support/company.ts'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { saveRecognitionRule, saveSourceSystem, saveValidationRule } from './index.ts'

let t: TestDatabase
let companyId: bigint
before(async () => {
  t = await testDatabase('orders_setup')
  companyId = await testCompany(t.door)
})
after(() => t.close())

const codes = (outcome: { ok: boolean; problems?: { path: string; code: string }[] }) =>
  outcome.problems?.map((problem) => `${problem.path} ${problem.code}`)

test('a source system is registered once', async () => {
  const request = { companyId, input: { code: 'web', name: 'Web', createCustomers: true } }
  const outcomes = [
    await t.door.request(saveSourceSystem, request),
    await t.door.request(saveSourceSystem, request),
  ]
  assert.deepEqual(
    outcomes.map((outcome) => outcome.ok && outcome.change),
    ['created', 'unchanged'],
  )
})

test('a recognition rule has a relevancy (5 when none is said), a type and perhaps a reason to fail', async () => {
  const input = { name: 'web', condition: 'order.source == "web"', orderType: 'standard' }
  assert.ok((await t.door.request(saveRecognitionRule, { companyId, input })).ok)
  const last = { name: 'rest', relevancy: 0, condition: 'true', orderType: 'unknown', failReason: 'Unknown' }
  assert.ok((await t.door.request(saveRecognitionRule, { companyId, input: last })).ok)
  const rules = await t.sql('select relevancy, fail_reason from orders.recognition_rule order by relevancy')
  assert.deepEqual(rules, [
    { relevancy: 0, fail_reason: 'Unknown' },
    { relevancy: 5, fail_reason: null },
  ])
  const wrong = { ...input, condition: 'order.source' }
  assert.deepEqual(codes(await t.door.request(saveRecognitionRule, { companyId, input: wrong })), [
    '/condition rule_result',
  ])
})

test('a validation rule is checked against what a validated order has', async () => {
  const input = { condition: 'order.total > 0', message: 'Nothing to pay', path: '/lines' }
  assert.ok((await t.door.request(saveValidationRule, { companyId, input })).ok)
  const changed = { ...input, condition: 'order.total >= 0' }
  const outcome = await t.door.request(saveValidationRule, { companyId, input: changed })
  assert.equal(outcome.ok && outcome.change, 'changed')
  const wrong = { ...input, condition: 'order.totals > 0' }
  assert.deepEqual(codes(await t.door.request(saveValidationRule, { companyId, input: wrong })), [
    '/condition rule_type',
  ])
})
