import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MICRO } from '../platform/money.ts'
import { givenBack, type PartGone } from './budget.ts'

const part = (
  id: bigint,
  quantity: bigint,
  cancelled: bigint,
  splitFrom: bigint | null = null,
): PartGone => ({
  id,
  splitFrom,
  lineNo: 1,
  quantity: quantity * MICRO,
  cancelled: cancelled * MICRO,
  returned: 0n,
})
const back = (amount: bigint, parts: readonly PartGone[]) =>
  givenBack({ givesBack: 'cancelled', lineNos: [1], amounts: [amount] }, parts).amount

test('A9-7 what is given back does not depend on how a part was split after it was promised', () => {
  assert.equal(back(10n, [part(1n, 100n, 26n)]), 3n)
  assert.equal(back(10n, [part(1n, 26n, 26n), part(2n, 37n, 0n, 1n), part(3n, 37n, 0n, 1n)]), 3n)
  for (let cut = 27n; cut <= 100n; cut += 1n)
    for (let gone = 26n; gone <= 100n; gone += 1n) {
      const first = gone < cut ? gone : cut
      const parts = [part(1n, cut, first), part(2n, 100n - cut, gone - first, 1n)]
      assert.equal(back(10n, parts), back(10n, [part(1n, 100n, gone)]))
    }
})

test('A9-7 parts that were promised apart share a line by largest remainder, and give back all of it once nothing is left', () => {
  const parts = (gone: bigint) => [part(1n, 1n, gone), part(2n, 1n, gone), part(3n, 1n, gone)]
  assert.equal(back(10n, parts(1n)), 10n)
  assert.equal(back(10n, parts(0n)), 0n)
})
