import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { BillLine } from '../../billing/index.ts'
import { amountOf, type FulfillmentLine, type OrderLine } from '../../orders/index.ts'
import { MICRO } from '../../platform/money.ts'
import type { LineCharge } from '../../pricing/index.ts'
import { billCharges, creditCharges, goodsOf, keptOf } from './charged.ts'

const charge = (code: string, net: bigint, tax: bigint, more: Partial<LineCharge> = {}): LineCharge => ({
  code,
  name: code,
  kind: 'one_time',
  category: 'sale',
  period: null,
  usageUnit: null,
  unitPrice: 0n,
  net,
  tax,
  taxRateId: 2n,
  taxPercent: 5n * MICRO,
  itemClass: null,
  refundable: true,
  ...more,
})
const lineOf = (units: bigint, net: bigint, charges: LineCharge[]): OrderLine => ({
  lineNo: 1,
  externalLineId: null,
  itemId: 1n,
  sku: 'PHONE',
  itemClass: 'phone',
  kind: 'goods',
  uom: 'each',
  quantity: units * MICRO,
  unitPrice: 0n,
  net,
  tax: net / 5n,
  freight: 3n,
  taxRateId: 1n,
  taxPercent: 20n * MICRO,
  unitCost: null,
  waterfall: [],
  charges,
  custom: {},
})
const partOf = (units: bigint): FulfillmentLine => ({
  id: 1n,
  lineNo: 1,
  itemId: 1n,
  locationId: 1n,
  quantity: units * MICRO,
  supply: 'on_hand',
  fromId: null,
  requestedOn: null,
  promisedOn: null,
  decision: {},
  shipped: 0n,
  invoiced: 0n,
  returned: 0n,
  cancelled: 0n,
  billedNet: 0n,
  billedTax: 0n,
  billedFreight: 0n,
  bound: false,
  splitFrom: null,
  shareWhole: null,
  shareFrom: 0n,
})
const whole = (line: OrderLine, part: FulfillmentLine, from: bigint, to: bigint): BillLine => {
  const of = (amount: bigint) => amountOf(part, amount, to) - amountOf(part, amount, from)
  return {
    sourceId: part.id,
    itemId: part.itemId,
    sku: line.sku,
    itemClass: line.itemClass,
    owedOn: false,
    quantity: to - from,
    unitPrice: line.unitPrice,
    net: of(line.net),
    tax: of(line.tax),
    freight: of(line.freight),
    taxRateId: line.taxRateId,
    taxPercent: line.taxPercent,
    taxDifference: null,
  }
}
const sumOf = (lines: readonly BillLine[], what: 'net' | 'tax' | 'freight') =>
  lines.reduce((sum, one) => sum + one[what], 0n)

test('the table of a line of 7 for 100.00 with 10.00 charged once, shipped 3, 3 and 1', () => {
  const line = lineOf(7n, 110_00n, [
    charge('FEE', 10_00n, 50n),
    charge('EACH', 5n, 1n, { kind: 'recurring' }),
  ])
  const part = partOf(7n)
  const bills = [0n, 3n, 6n].map((from, place) => {
    const to = [3n, 6n, 7n][place]!
    return billCharges(whole(line, part, from * MICRO, to * MICRO), line, part, [part], {
      from: from * MICRO,
      to: to * MICRO,
    }).map(({ charge: code = null, net, tax }) => [code, net, tax])
  })
  assert.deepEqual(bills, [
    [
      [null, 42_85n, 9_22n],
      ['FEE', 4_29n, 21n],
    ],
    [
      [null, 42_87n, 9_21n],
      ['FEE', 4_28n, 22n],
    ],
    [
      [null, 14_28n, 3_07n],
      ['FEE', 1_43n, 7n],
    ],
  ])
})

test('however a line is shipped and comes back, its charges and goods come to what they were ordered for', () => {
  const amounts = fc.bigInt({ min: 0n, max: 10_000n })
  const steps = fc.array(fc.bigInt({ min: 1n, max: 5n }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(
      amounts,
      amounts,
      amounts,
      steps,
      steps,
      fc.boolean(),
      (goods, fee, tax, out, back, refundable) => {
        const units = out.reduce((sum, one) => sum + one, 0n)
        const charges = [charge('FEE', fee, tax, { refundable })]
        const line = lineOf(units, goods + fee, charges)
        line.tax = goods / 5n + tax
        const part = partOf(units)
        let from = 0n
        const billed = out.flatMap((count) => {
          const to = from + count * MICRO
          const lines = billCharges(whole(line, part, from, to), line, part, [part], { from, to })
          assert.equal(sumOf(lines, 'net'), whole(line, part, from, to).net)
          from = to
          return lines
        })
        for (const [what, of] of [
          ['net', fee],
          ['tax', tax],
        ] as const) {
          assert.equal(
            sumOf(
              billed.filter((one) => one.charge),
              what,
            ),
            of,
          )
          assert.equal(
            sumOf(
              billed.filter((one) => !one.charge),
              what,
            ),
            goodsOf(line)[what],
          )
        }
        part.invoiced = part.quantity
        const kept = keptOf(line, part, [part])
        assert.deepEqual(kept, refundable ? { net: 0n, tax: 0n } : { net: fee, tax })
        let returned = 0n
        const credited = back.flatMap((count) => {
          const quantity = count * MICRO < part.invoiced - returned ? count * MICRO : part.invoiced - returned
          if (quantity === 0n) return []
          const given = lineOf(units, line.net - kept.net, charges)
          given.tax = line.tax - kept.tax
          const memo = whole(given, part, returned, returned + quantity)
          const lines = creditCharges(memo, line, part, [part], returned)
          returned += quantity
          assert.equal(sumOf(lines, 'net'), memo.net)
          return lines
        })
        const fees = credited.filter((one) => one.charge)
        if (!refundable) assert.deepEqual(fees, [])
        else assert.ok(sumOf(fees, 'net') <= fee && sumOf(fees, 'tax') <= tax)
      },
    ),
    { numRuns: 300 },
  )
})
