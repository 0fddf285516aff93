import assert from 'node:assert/strict'
import { test } from 'node:test'
import { statementOrder } from '../platform/database/index.ts'
import { liftHolding } from './promise-anew.ts'
import { insertPlannedDemand, promisePlannedDemand, shrinkPlannedDemand } from './shrink.sql.ts'
import { emptyStock, stockAt } from './stock-facts.ts'
import { datePlannedDemand, deletePlannedDemand, writeMaterialNeeds } from './stock.sql.ts'

test('A10-9 A10-11 of what is to be made anew the hours are nobody’s while it is asked, as its materials are', () => {
  const facts = emptyStock(new Map())
  const used = new Map([
    ['2030-03-04', 4n],
    ['2030-03-05', 3n],
  ])
  const saw = { companyId: 1n, resource: 'SAW', locationId: 7n, version: 1n, used, moved: false }
  facts.capable.hours.set('1/7/SAW', saw)
  // One hour of the second day is somebody else’s.
  facts.capable.worked.set('1/9', [
    { resource: 'SAW', place: 7n, on: '2030-03-04', hours: 4n },
    { resource: 'SAW', place: 7n, on: '2030-03-05', hours: 2n },
  ])
  stockAt(facts, 1n, 5n, 7n)
  const back = liftHolding(facts, {
    companyId: 1n,
    rootId: 1n,
    sourceId: 9n,
    itemId: 5n,
    locationId: 7n,
    supply: 'dated',
    promisedOn: '2030-03-05',
    quantity: 1n,
  })
  assert.deepEqual([...used.values()], [0n, 1n])
  back()
  assert.deepEqual([...used.values()], [4n, 3n])
})

test('what a batch lets wait has a day behind that, is shrunk, then dated anew, then served, and what is made of it is written last', () => {
  const order = [
    insertPlannedDemand,
    promisePlannedDemand,
    shrinkPlannedDemand,
    datePlannedDemand,
    deletePlannedDemand,
    writeMaterialNeeds,
  ].map(statementOrder)
  assert.deepEqual(
    order,
    order.toSorted((a, b) => a - b),
  )
  assert.equal(new Set(order).size, order.length)
})
