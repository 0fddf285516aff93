import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Value } from 'typebox/value'
import { testDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { OrderInput } from '../../orders/index.ts'
import { readCompanies } from '../../organization/index.ts'
import { installSample } from './company.ts'
import { sampleCustomers } from './customers.ts'
import { sampleItems } from './items.ts'
import { sampleOrders } from './orders.ts'
import { sampleReceived, sampleStock, sampleSupplyOn } from './stock.ts'

let t: TestDatabase
before(async () => {
  t = await testDatabase('sample')
})
after(() => t.close())

test('the sample company is described once; the second time changes nothing', async () => {
  const { companyId, today } = await installSample(t.door, t.db)
  const version = async () => (await readCompanies(t.db, [companyId])).get(companyId)!.setupVersion
  const standing = await version()
  const again = await installSample(t.door, t.db)
  assert.deepEqual(again, { companyId, today })
  assert.equal(await version(), standing)
  const counts = await t.sql(
    `select (select count(*) from catalog.item) as items, (select count(*) from customers.account) as accounts,
       (select count(*) from customers.credit_gate) as gates, (select count(*) from pricing.price) as prices,
       (select count(*) from inventory.location) as locations, (select count(distinct item_class) from catalog.item) as classes`,
  )
  const { prices, ...rest } = counts[0] as Record<string, bigint>
  assert.deepEqual(rest, { items: 120n, accounts: 200n, gates: 200n, locations: 3n, classes: 5n })
  assert.ok(prices! > 470n)
  const costs = await t.sql('select distinct cost_organization from inventory.location')
  assert.equal(costs.length, 1)
})

test('stock and supply of the sample name items that it has', () => {
  const skus = new Set(sampleItems.map((item) => item.input.sku))
  const supply = sampleSupplyOn('2026-12-30')
  for (const { sku } of [...sampleStock, ...supply]) assert.ok(skus.has(sku))
  assert.ok(supply.every((one) => one.dueOn > '2026-12-30' && one.dueOn < '2027-02-10'))
  assert.ok(supply.length > 15 && sampleStock.length > 250)
  assert.equal(sampleReceived.length, 3)
})

test('sample orders are the same for the same seed, well-formed, and of every kind', () => {
  const orders = [...sampleOrders({ count: 1000 })]
  const text = (list: OrderInput[]) => JSON.stringify(list)
  assert.equal(text(orders), text([...sampleOrders({ count: 1000 })]))
  assert.notEqual(text(orders), text([...sampleOrders({ count: 1000, seed: 2 })]))
  assert.equal(text(orders.slice(500)), text([...sampleOrders({ count: 500, from: 501 })]))
  const skus = new Set(sampleItems.map((item) => item.input.sku))
  const accounts = new Map(sampleCustomers.map((customer) => [customer.number, customer]))
  for (const order of orders) {
    assert.deepEqual([...Value.Errors(OrderInput, order)], [])
    const account = accounts.get(order.customer.account)
    assert.ok(order.customer.create || account?.currency === order.currency)
  }
  assert.equal(new Set(orders.map((order) => order.externalId)).size, 1000)
  const share = (holds: (order: OrderInput) => boolean) => orders.filter(holds).length
  const unknown = share((order) => order.lines.some((line) => !skus.has(line.sku)))
  assert.ok(unknown > 5 && unknown < 60)
  assert.ok(share((order) => order.lines.length >= 60) > 10)
  assert.ok(share((order) => order.lines.length <= 9) > 850)
  assert.ok(share((order) => order.prepaid === true) > 400)
  assert.ok(share((order) => order.orderType === 'consignment') > 0)
  assert.ok(share((order) => order.lines.every((line) => line.taxAmount !== undefined)) > 150)
})
