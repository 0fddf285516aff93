import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agreementsFor, judgeReleases, type AgreementLine } from './agreement.ts'

const MILLION = 1_000_000n

const line = (lineNo: number, more: Partial<AgreementLine> = {}): AgreementLine => ({
  companyId: 1n,
  agreementId: 7n,
  code: 'BLANKET',
  version: 1,
  lineNo,
  currency: 'GBP',
  over: 'block',
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
  sku: 'CUP',
  itemClass: null,
  kind: 'price',
  value: 8n * MILLION,
  least: null,
  most: null,
  quantity: 100n * MILLION,
  amount: null,
  released: { quantity: 0n, amount: 0n },
  moved: undefined,
  ...more,
})

const CUP = { sku: 'CUP', itemClass: 'kitchen', agreement: undefined }
const on = { currency: 'GBP', on: '2026-06-01' }

test('A9-16 an agreement is found by customer, currency, days, and item or class; two of them are an error unless one is named', () => {
  const byItem = line(1)
  const byClass = line(2, { sku: null, itemClass: 'kitchen' })
  const table: [
    agreed: AgreementLine[],
    asked: Parameters<typeof agreementsFor>[1][number],
    found: string,
  ][] = [
    [[byItem], CUP, '1'],
    [[byClass], CUP, '2'],
    [[byItem], { ...CUP, sku: 'MUG' }, 'none'],
    [[byItem, byClass], CUP, 'ambiguous_agreement'],
    [[byItem, byClass], { ...CUP, agreement: { code: 'BLANKET', line: 2 } }, '2'],
    [[byItem, byClass], { ...CUP, agreement: { code: 'BLANKET' } }, 'ambiguous_agreement'],
    [[byItem, line(1, { code: 'OTHER' })], { ...CUP, agreement: { code: 'OTHER' } }, '1'],
    [[byItem], { ...CUP, agreement: { code: 'BLANKET', line: 9 } }, 'agreement_not_for'],
    [[line(1, { currency: 'EUR' })], CUP, 'none'],
    [[line(1, { validTo: '2026-05-31' })], CUP, 'none'],
    [[line(1, { validTo: '2026-06-01' })], CUP, '1'],
    [[line(1, { validFrom: '2026-06-02' })], CUP, 'none'],
  ]
  for (const [agreed, asked, expected] of table) {
    const { lines, problems } = agreementsFor(agreed, [asked], on)
    assert.equal(problems[0]?.code ?? String(lines[0]?.lineNo ?? 'none'), expected)
  }
})

test('A9-17 B11-9 100 agreed and 98 released: 2 fit and 3 do not, over the lines of an order together; least, most and amount are bounds as well', () => {
  const judge = (of: AgreementLine, ...quantities: number[]) => {
    const releases = quantities.map((quantity, index) => ({
      index,
      of,
      quantity: BigInt(quantity) * MILLION,
      amount: BigInt(quantity) * 800n,
    }))
    const { problems, exceeded } = judgeReleases(releases)
    return [
      ...problems.map((one) => `${one.path} ${one.code}`),
      ...exceeded.map((index) => `warned ${index}`),
    ]
  }
  const released = { quantity: 98n * MILLION, amount: 78_400n }
  assert.deepEqual(judge(line(1, { released }), 2), [])
  assert.deepEqual(judge(line(1, { released }), 3), ['/lines/0/quantity agreement_exceeded'])
  assert.deepEqual(judge(line(1, { released }), 1, 1, 1), ['/lines/2/quantity agreement_exceeded'])
  assert.deepEqual(judge(line(1, { released, over: 'warn' }), 3), ['warned 0'])
  assert.deepEqual(judge(line(1, { released, quantity: null, amount: 80_000n }), 2), [])
  assert.deepEqual(judge(line(1, { released, quantity: null, amount: 80_000n }), 3), [
    '/lines/0/quantity agreement_exceeded',
  ])
  assert.deepEqual(judge(line(1, { least: 5n * MILLION, most: 9n * MILLION }), 4, 5, 9, 10), [
    '/lines/0/quantity release_too_small',
    '/lines/3/quantity release_too_great',
  ])
})
