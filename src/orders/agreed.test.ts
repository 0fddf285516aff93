import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asAgreed, type Agreed } from './agreed.ts'
import type { OrderInput } from './order-input.ts'
import { parseOrder } from './parse.ts'

const agreed: Agreed = {
  name: {},
  number: 'QU1',
  freight: 0n,
  freightTaxed: true,
  discountPercent: 0n,
  approved: new Set(),
  lines: [
    {
      sku: 'A',
      quantity: 2_000_000n,
      uom: 'EA',
      unitPrice: 10_000_000n,
      sold: null,
      extended: 20_00n,
      budgets: new Map(),
      agreement: null,
    },
  ],
}

function problemsOf(line: { sku: string; quantity: string }, uom: string): string[] {
  const input: OrderInput = {
    source: 'webshop',
    externalId: '1',
    customer: { account: 'X' },
    currency: 'GBP',
    lines: [line],
  }
  const { problems } = asAgreed(parseOrder(input).order, agreed, [{ uom }])
  return problems.map(({ path, code }) => `${path} ${code}`)
}

test('B2-5 an agreed price is of the goods, the quantity and the unit that were agreed', () => {
  const cases: [string, string, string, string[]][] = [
    ['A', '2', 'EA', []],
    ['A', '3', 'EA', ['/lines/0/quantity not_as_agreed']],
    ['A', '2', 'BOX', ['/lines/0/uom not_as_agreed']],
    [
      'B',
      '1',
      'BOX',
      ['/lines/0/sku not_as_agreed', '/lines/0/quantity not_as_agreed', '/lines/0/uom not_as_agreed'],
    ],
  ]
  for (const [sku, quantity, uom, expected] of cases)
    assert.deepEqual(problemsOf({ sku, quantity }, uom), expected, `${sku} ${quantity} ${uom}`)
})
