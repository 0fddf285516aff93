import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

const put = (path: string, body: object) => flow.server.request('PUT', `/api/v1${path}`, body)
const codes = (body: Seen) => body.errors?.map(({ path, code }: Seen) => `${path} ${code}`)

test('a word that a description does not know hides nothing else that is wrong with it', async () => {
  const found: Record<string, string[]> = {}
  for (const [path, body] of Object.entries({
    '/margin-rules': { code: 'W', floorPercent: 'much', action: 'shout' },
    '/sourcing-rules': {
      code: 'R',
      name: 'R',
      criteria: [{ by: 'luck' }],
      locations: ['NOWHERE'],
      preferences: [{ location: 'NOPE', safetyMinimum: 'x' }],
    },
    '/approval-rules': { code: 'A', condition: 'order.nope > 1', levels: ['nonsense'], escalateHours: 0 },
    '/promotions': {
      code: 'P',
      condition: 'nope(',
      validFrom: '2020-13-01',
      rank: 1,
      percent: 'x',
      givesBack: 'maybe',
    },
  })) {
    const answer = await put(path, body)
    assert.deepEqual([answer.status, answer.body.code], [422, 'invalid_body'], answer.bytes.toString())
    found[path] = codes(answer.body).toSorted()
  }
  assert.deepEqual(found, {
    '/margin-rules': ['/action no_form_fits', '/floorPercent not_a_percentage'],
    '/sourcing-rules': [
      '/criteria/0/by no_form_fits',
      '/locations/0 unknown_location',
      '/preferences/0/location unknown_location',
      '/preferences/0/safetyMinimum not_a_decimal',
    ],
    '/approval-rules': ['/condition rule_type', '/escalateHours too_small', '/levels/0 unknown_scope'],
    '/promotions': [
      '/condition rule_syntax',
      '/givesBack no_form_fits',
      '/percent not_a_decimal',
      '/validFrom not_a_date',
    ],
  })
  // What cannot be judged without it, and what is no description, is told as before.
  assert.deepEqual(codes((await put('/margin-rules', [1])).body)?.length, 1)
  assert.equal((await flow.server.request('PUT', '/api/v1/margin-rules', '{')).status, 400)
})

test('A4-1 a company has at most 200 approval rules, those that are not active with them; one that stands is changed all the same', async () => {
  const rule = (code: string, more: object = {}) =>
    put('/approval-rules', { code, condition: 'false', levels: ['credit:write'], active: false, ...more })
  const made = await Promise.all(Array.from({ length: 205 }, (_, place) => rule(`L-${place}`)))
  const refused = made.filter(({ status }) => status === 422)
  assert.deepEqual([made.filter(({ status }) => status === 201).length, refused.length], [200, 5])
  assert.deepEqual(refused[0]!.body.errors, [
    {
      path: '',
      code: 'too_many',
      message: 'A company has at most 200 approval rules, with those that are not active.',
    },
  ])
  const stands = made.findIndex(({ status }) => status === 201)
  assert.equal((await rule(`L-${stands}`, { condition: 'true' })).body.change, 'changed')
})

test('A9-16 an account has at most 200 agreements, and one of another account may not become its 201st', async () => {
  await flow.put('/items', { sku: 'SL', name: 'SL', itemClass: 'sl', kind: 'service', taxCode: 'standard' })
  const agreement = (code: string, account = 'GB-0001') =>
    put('/agreements', {
      code,
      account,
      currency: 'GBP',
      validFrom: '2020-01-01',
      active: false,
      lines: [{ line: 1, sku: 'SL', unitPrice: { amount: '1', currency: 'GBP' } }],
    })
  const made = await Promise.all(Array.from({ length: 203 }, (_, place) => agreement(`SL-${place}`)))
  assert.equal(made.filter(({ status }) => status === 201).length, 200)
  const refused = made.find(({ status }) => status === 422)!
  assert.deepEqual(
    refused.body.errors.map(({ message }: Seen) => message),
    ['An account has at most 200 agreements, with those that are not active.'],
  )
  assert.equal((await agreement('SL-OTHER', 'GB-0002')).status, 201)
  assert.equal((await agreement('SL-OTHER')).status, 422)
})
