import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  divRound,
  HUNDRED_PERCENT,
  microToMinor,
  mulPriceQuantity,
  parseMicro,
} from '../../src/platform/money.ts'
import { Flow } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

const gbp = (amount: string) => ({ amount, currency: 'GBP' })
const micro = (text: string) => parseMicro(text)!
const OF_THE_LINE = new Set(['order_discount', 'promotion', 'freight'])

type Kept = [
  kind: string,
  rule: string | null,
  percent: string | null,
  base: string,
  amount: string,
  result: string,
  effect: string,
]

interface Row {
  waterfall: Kept[]
  quantity: bigint
  net: bigint
  freight: bigint
  tax: bigint
  tax_inclusive: boolean
}

/** Evaluates a record again, by arithmetic alone: what the line came to, and its freight, in minor units of two decimals. */
function replay({ waterfall, quantity }: Row): { net: bigint; freight: bigint } {
  let net = 0n
  let freight = 0n
  let lot = false
  let running = 0n
  for (const [place, step] of waterfall.entries()) {
    const [kind, , percent] = step
    const [base, amount, result, effect] = step.slice(3).map((text) => micro(String(text))) as [
      bigint,
      bigint,
      bigint,
      bigint,
    ]
    const own = microToMinor(effect, 2)
    const lineStep = OF_THE_LINE.has(kind) || (waterfall[0]![0] === 'frozen' && place > 0)
    // Discounts of one bucket are of the same base, and each goes on from the one before.
    assert.equal((kind === 'discount' && !lineStep ? running : base) + amount, result, kind)
    running = result
    lot ||= kind === 'graduated' || kind === 'block'
    if (kind === 'freight') freight += own
    else if (lineStep) {
      assert.equal(base, net * 10_000n, kind)
      assert.equal(amount, effect, kind)
      net += own
    } else {
      const after: bigint =
        kind === 'frozen' ? own : lot ? microToMinor(result, 2) : mulPriceQuantity(result, quantity, 2)
      assert.equal(own, after - net, kind)
      if (kind === 'discount' && percent !== null && result !== 0n)
        assert.equal(-amount, divRound(base * micro(percent), HUNDRED_PERCENT))
      net = after
    }
  }
  return { net, freight }
}

test('N-14 P-13 the record of every line, evaluated again without any rule, gives what the line came to, after its rules have changed or ended', async () => {
  await flow.put('/items', { sku: 'RE-1', name: 'Re', itemClass: 're', kind: 'service' })
  const steps = [{ over: '10', unitPrice: gbp('3.333333') }]
  const price = (mode: string, more: object = {}) =>
    flow.put('/prices', {
      list: 'RETAIL',
      sku: 'RE-1',
      validFrom: '2020-01-01',
      unitPrice: gbp('4.123457'),
      tiers: { mode, steps },
      ...more,
    })
  const rule = (code: string, more: object) =>
    flow.put('/adjustment-rules', { code, itemClasses: ['re'], validFrom: '2020-01-01', ...more })
  await rule('RE-A', { percent: '12.5', bucket: 1 })
  await rule('RE-B', { amount: gbp('0.333333'), bucket: 2, group: 'x' })
  await rule('RE-C', { percent: '1', group: 'x' })
  await rule('RE-D', { percent: '-3' })
  const sold: string[] = []
  for (const mode of ['highest', 'all']) {
    await price(mode)
    const lines = ['1', '7', '13'].map((quantity) => ({
      sku: 'RE-1',
      quantity,
      discounts: [{ percent: '7.77' }],
    }))
    const order = await flow.sell(lines, { discounts: [{ amount: gbp('1.01') }] })
    assert.equal(order.state, 'in_progress')
    sold.push(order.id)
  }
  sold.push(
    (
      await flow.sell([
        { sku: 'KIT-101', quantity: '20' },
        { sku: 'KIT-102', quantity: '3' },
      ])
    ).id,
  )
  sold.push((await flow.sell([{ sku: 'KIT-103', quantity: '2' }], { taxInclusive: true })).id)
  sold.push((await flow.order([{ sku: 'KIT-101', quantity: '3', net: '10.00', tax: '6.00' }])).id)
  for (const code of ['RE-A', 'RE-B', 'RE-C', 'RE-D'])
    await rule(code, { percent: '99', validTo: '2020-01-02' })
  await price('highest', { unitPrice: gbp('999.00') })
  const rows = await flow.server.database.sql<Row>(
    `select l.waterfall, l.quantity, l.net, l.freight, l.tax, o.tax_inclusive
     from orders.order_line l join orders.sales_order o on o.company_id = l.company_id and o.id = l.order_id and o.version = l.from_version
     join orders.order_state s on s.company_id = l.company_id and s.order_id = l.order_id
     where s.state in ('in_progress', 'completed') and jsonb_array_length(l.waterfall) > 0 and o.currency in ('GBP', 'EUR')`,
  )
  assert.equal(rows.length, 10)
  for (const row of rows) {
    const { net, freight } = replay(row)
    // Of an inclusive price the tax is a part.
    if (row.tax_inclusive) assert.equal(net + freight, row.net + row.freight + row.tax)
    else assert.deepEqual([net, freight], [row.net, row.freight], JSON.stringify(row.waterfall))
  }
  assert.equal(sold.length, 5)
})
