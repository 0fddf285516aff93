import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatMicro, mulPriceQuantity, parseMicro, percentOf } from '../platform/money.ts'
import { isBelow, marginOf, paymentCosts, priceForMargin } from './margin.ts'

const micro = (text: string) => parseMicro(text)!

test('A9-10 E-1 the table of margins: net less cost, in percent of net and not of cost', () => {
  for (const [net, goods, freight, payment, margin, percent] of [
    [10000n, 6000n, 0n, 0n, 4000n, '40'],
    [10000n, 6000n, 500n, 160n, 3340n, '33.4'],
    [10000n, 10000n, 0n, 0n, 0n, '0'],
    [9900n, 10000n, 0n, 0n, -100n, '-1.010101'],
    // What is given away costs what it costs, and has no percentage.
    [0n, 300n, 0n, 0n, -300n, null],
    [0n, 0n, 0n, 0n, 0n, null],
  ] as const) {
    const found = marginOf(net, { goods, freight, payment })!
    assert.deepEqual(
      [found.margin, found.percent === null ? null : formatMicro(found.percent)],
      [margin, percent],
    )
    assert.equal(found.net - found.cost, found.margin)
  }
  assert.equal(marginOf(10000n, { goods: null, freight: 0n, payment: 0n }), null, 'nobody said what it costs')
})

test('P-16 at the floor is not below it, and a percentage that is rounded for showing does not decide', () => {
  const below = (net: bigint, cost: bigint, floor: string) =>
    isBelow({ net, margin: net - cost }, micro(floor))
  assert.deepEqual(
    [below(10000n, 9000n, '10'), below(10000n, 9001n, '10'), below(10000n, 10100n, '-1')],
    [false, true, false],
  )
  // 0.00000003 % below, which six decimals show as 10 %.
  assert.equal(below(10n ** 12n, 9n * 10n ** 11n + 1n, '10'), true)
  assert.equal(below(0n, 1n, '0'), true, 'what is given away is below every floor')
  assert.equal(below(0n, 0n, '10'), false)
})

test('N-10 the fee of a payment is spread over the lines as they are paid for, to the minor unit', () => {
  const shares = paymentCosts({ percent: micro('1.4'), fixed: 20n }, [3333n, 3333n, 3334n])
  assert.equal(
    shares.reduce((sum, one) => sum + one, 0n),
    140n + 20n,
  )
  assert.deepEqual(paymentCosts({ percent: micro('50'), fixed: 3n }, [0n, 0n]), [2n, 1n])
})

test('P-15 the price for a margin reaches it, and the next lower price does not', () => {
  // Chance with a seed: the same cases for everybody.
  let state = 7n
  const chance = (below: bigint) => {
    state = (state * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n
    return (state >> 20n) % below
  }
  for (let round = 0; round < 5000; round += 1) {
    const digits = Number(chance(4n))
    const quantity = 1n + chance(10n ** (3n + chance(9n)))
    const cost = chance(10n ** (1n + chance(8n)))
    const feePercent = chance(6n) * 700_000n
    const target = chance(90n) * 1_000_000n - 20_000_000n
    const price = priceForMargin({ quantity, cost, feePercent, target, digits })!
    const short = (at: bigint) => {
      const net = mulPriceQuantity(at, quantity, digits)
      return isBelow({ net, margin: net - cost - percentOf(net, feePercent) }, target)
    }
    const seen = { digits, quantity, cost, feePercent, target, price }
    assert.ok(price >= 0n && !short(price), `not reached: ${JSON.stringify(seen, text)}`)
    if (price > 0n) assert.ok(short(price - 1n), `more than needed: ${JSON.stringify(seen, text)}`)
  }
})

test('P-15 the price for 40 % of a cost of 60.00 is 100.00; one that nothing would be left of is none', () => {
  const of = { quantity: micro('10'), cost: 6000n, feePercent: 0n, digits: 2 }
  // The least price whose amount is rounded to 100.00.
  assert.equal(formatMicro(priceForMargin({ ...of, target: micro('40') })!), '9.9995')
  assert.equal(priceForMargin({ ...of, target: micro('100') }), undefined)
  assert.equal(priceForMargin({ ...of, feePercent: micro('60'), target: micro('40') }), undefined)
})

function text(_name: string, value: unknown) {
  return typeof value === 'bigint' ? String(value) : value
}
