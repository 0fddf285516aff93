import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyStock, type Location } from '../inventory/index.ts'
import type { Company } from '../organization/index.ts'
import type { FulfillmentLine, Order } from './order.ts'
import { ServedOrder } from './served-worth.ts'

const ONE = 1_000_000n
const [STORE, SENDER] = [1n, 2n]

test('C13-1 A9-10 goods that are brought cost what they cost where they come from, until they are there', () => {
  const locations = [STORE, SENDER].map(
    (id) => ({ id, costOrganization: id, lanes: [] }) as unknown as Location,
  )
  const stock = emptyStock(new Map([[1n, locations]]))
  stock.costs.set('1/1/5', 9n * ONE)
  stock.costs.set('1/2/5', 4n * ONE)
  const part = (id: bigint, quantity: bigint, fromId: bigint | null) =>
    ({
      id,
      lineNo: 1,
      itemId: 5n,
      locationId: STORE,
      fromId,
      quantity,
      cancelled: 0n,
      promisedOn: null,
      bound: true,
    }) as FulfillmentLine
  const [brought, here] = [part(1n, 2n * ONE, SENDER), part(2n, 3n * ONE, null)]
  const order = {
    companyId: 1n,
    currency: 'GBP',
    rateE10: 10_000_000_000n,
    decisions: {},
    lines: [{ lineNo: 1, net: 10_000n, freight: 0n, quantity: 5n * ONE }],
    parts: [brought, here],
  } as unknown as Order
  const company = { id: 1n, digits: 2, currency: 'GBP' } as Company
  const goodsOf = (parts: FulfillmentLine[]) =>
    new ServedOrder({ ...order, parts } as Order, company, stock).weigh(here, [here]).goods
  assert.equal(goodsOf([brought, here]), 2n * 400n + 3n * 900n)
  assert.equal(goodsOf([{ ...brought, fromId: null }, here]), 5n * 900n)
})
