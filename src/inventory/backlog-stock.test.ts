import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lookOf, type BacklogRow } from './backlog-stock.ts'
import { emptyStock } from './stock-facts.ts'

test('A10-21 A10-9 a plan of the backlog rests on what is made of each demand, too', () => {
  const facts = emptyStock(new Map())
  const waits: BacklogRow = {
    rootId: 1n,
    sourceId: 2n,
    itemId: 3n,
    locationId: 4n,
    quantity: 5_000_000n,
    promisedOn: '2030-03-07',
    askedAt: new Date(0),
    bound: false,
    notAt: [],
    node: '',
    made: 0n,
  }
  const look = (more: Partial<BacklogRow>) =>
    lookOf(facts, { companyId: 1n, itemId: 3n }, [{ ...waits, ...more }])
  assert.equal(look({}), look({}))
  for (const more of [{ made: 5_000_000n }, { quantity: 4_000_000n }, { promisedOn: null }, { notAt: [9n] }])
    assert.notEqual(look({}), look(more))
})
