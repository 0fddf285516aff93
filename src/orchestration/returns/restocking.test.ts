import assert from 'node:assert/strict'
import { test } from 'node:test'
import { restockingFee } from './restocking.ts'

const percent = (text: string) => BigInt(Math.round(Number(text) * 1_000_000))

test('A9-19 a restocking fee is a share of the net, rounded once, and bears no tax', () => {
  for (const [net, share, kept] of [
    [10000n, '20', -2000n],
    [10000n, '100', -10000n],
    [10000n, '0', undefined],
    [0n, '20', undefined],
    [-500n, '20', undefined],
    [1n, '20', undefined],
    [3n, '50', -2n],
    [9999n, '12.5', -1250n],
  ] as const) {
    const line = restockingFee(net, percent(share), { digits: 2, itemClass: 'kit' })
    assert.deepEqual(
      [line?.net, line?.tax, line?.freight],
      kept === undefined ? [undefined, undefined, undefined] : [kept, 0n, 0n],
    )
  }
})
