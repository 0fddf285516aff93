import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { cancelOrder, receiveStock } from '../../src/orchestration/index.ts'
import { runBatch } from '../../src/platform/batch/index.ts'
import type { Connection, Database } from '../../src/platform/database/index.ts'
import { Ids } from '../../src/platform/ids.ts'
import { MICRO } from '../../src/platform/money.ts'
import { decodeId } from '../../src/platform/public-id.ts'
import { Flow, type Seen } from '../support/flow.ts'

// Goods come for who waits while others come for them, or while they are cancelled: each is served once.
let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

/** A database whose next read by a statement waits until something else was done. */
function interrupted(db: Database, statement: string, meanwhile: () => Promise<unknown>): Database {
  let done = false
  const watch = (connection: Connection) =>
    new Proxy(connection, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name, target)
        if (typeof member !== 'function') return member
        return async (...told: unknown[]) => {
          const [asked] = told as [{ name?: string }]
          if (name === 'read' && !done && asked.name?.endsWith(statement)) {
            done = true
            await meanwhile()
          }
          return Reflect.apply(member, target, told)
        }
      },
    })
  return new Proxy(db, {
    get(target, name) {
      if (name === 'use')
        return (work: (connection: Connection) => Promise<unknown>) =>
          target.use((connection) => work(watch(connection)))
      const member: unknown = Reflect.get(target, name, target)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
}

const receipt = async (sku: string, location: string) => ({
  companyId: BigInt(await companyId()),
  actor: 'test',
  kind: 'receipt' as const,
  sku,
  location,
  quantity: MICRO,
  unitCost: 6n * MICRO,
  supplyNumber: null,
  on: null,
  standardCost: null,
})

async function companyId(): Promise<string> {
  const [row] = await flow.server.database.sql<{ id: string }>(
    "select company_id as id from organization.company where code = 'SAMPLE'",
  )
  return row!.id
}

/** One of an item comes to a place by a batch which, once it has read who waits and before it reads their orders, lets this happen. */
async function comesWhile(sku: string, location: string, meanwhile: () => Promise<unknown>): Promise<Seen> {
  const { db } = flow.server.database
  const happened = { count: 0 }
  const interrupting = interrupted(db, 'read_order_sizes', async () => {
    happened.count++
    await meanwhile()
  })
  const environment = { db: interrupting, ids: new Ids(db) }
  const { outcomes, report } = await runBatch(environment, receiveStock, [await receipt(sku, location)])
  assert.equal(happened.count, 1)
  assert.equal(report.attempts, 2)
  return outcomes[0]
}

const held = async (id: string): Promise<string[]> =>
  (await flow.read(id)).fulfillmentLines.map((one: Seen) => `${one.supply} ${one.location.code}`)

test('P-27 who is served by another receipt while one reads is not served twice', async () => {
  await flow.newItem('ONCE')
  const waits = await flow.order([{ sku: 'ONCE', quantity: '1', unitPrice: '10', net: '10.00', tax: '2.00' }])
  const outcome = await comesWhile('ONCE', 'LEEDS', () => flow.receive('ONCE', '1', 'BRIGHTON'))
  assert.equal(outcome.ok, true, JSON.stringify(outcome))
  await flow.lawful()
  assert.deepEqual(await held(waits.id), ['on_hand BRIGHTON'])
})

test('P-27 who is cancelled while a receipt reads is not served', async () => {
  await flow.newItem('GONE')
  const waits = await flow.order([{ sku: 'GONE', quantity: '1', unitPrice: '10', net: '10.00', tax: '2.00' }])
  await comesWhile('GONE', 'LEEDS', () => flow.ok(`/orders/${waits.id}/cancel`, { reason: 'no' }))
  await flow.lawful()
  assert.equal((await flow.read(waits.id)).state, 'cancelled')
})

test('P-27 who gets a day and then goods by one batch has the goods, and the batch is decided once', async () => {
  await flow.newItem('BOTH')
  const line = { sku: 'BOTH', quantity: '1', unitPrice: '10', net: '10.00', tax: '2.00' }
  const waits = await flow.order([line])
  const goods = await receipt('BOTH', 'LEEDS')
  const announced = { ...goods, kind: 'announcement' as const, supplyNumber: 'SOON', on: '2099-01-04' }
  const { db } = flow.server.database
  const { outcomes, report } = await runBatch({ db, ids: new Ids(db) }, receiveStock, [announced, goods])
  assert.deepEqual(
    [outcomes.map((one: Seen) => one.ok), report.attempts],
    [[true, true], 1],
    JSON.stringify(outcomes, (_name, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
  )
  assert.deepEqual(await held(waits.id), ['on_hand LEEDS'])
  await flow.lawful()
})

test('P-27 C-24 who gets a day from one that is cancelled, and is cancelled by the same batch, is decided once with it', async () => {
  await flow.newItem('PAIR')
  const due = { sku: 'PAIR', location: 'LEEDS', quantity: '1', dueOn: '2099-01-04', unitCost: '6' }
  await flow.ok('/supply-orders', [{ ...due, number: 'PAIR-1' }])
  const line = { sku: 'PAIR', quantity: '1', unitPrice: '10', net: '10.00', tax: '2.00' }
  const [first, second, third] = [
    await flow.order([line]),
    await flow.order([line]),
    await flow.order([line]),
  ]
  assert.deepEqual(await held(first.id), ['dated LEEDS'])
  const of = {
    companyId: BigInt(await companyId()),
    actor: 'test',
    reason: 'no',
    onlyIfNothingShipped: false,
  }
  const cancel = (id: string) => ({ ...of, orderId: decodeId('ord', id)!, lines: null })
  const { db } = flow.server.database
  const asked = [cancel(first.id), cancel(second.id)]
  const { outcomes, report } = await runBatch({ db, ids: new Ids(db) }, cancelOrder, asked)
  assert.deepEqual([outcomes.map((one: Seen) => one.ok), report.attempts], [[true, true], 1])
  for (const { id } of [first, second]) assert.equal((await flow.read(id)).state, 'cancelled')
  assert.deepEqual(await held(third.id), ['dated LEEDS'])
  await flow.lawful()
})
