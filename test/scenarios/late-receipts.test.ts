import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { receiveGoods, type StockRequest } from '../../src/orchestration/index.ts'
import { OneAtATime } from '../../src/platform/batch/index.ts'
import { MICRO } from '../../src/platform/money.ts'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

test('A14-4 a call with receipts of a day before is one batch; sent again it counts nothing, and what cannot be counted is refused', async () => {
  const sku = 'BACK-COST-2'
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  const goods = { sku, location: 'PORT', quantity: '2', unitCost: '1' }
  const first = (await flow.ok('/stock/receipts', [goods])).outcomes[0].answer
  const on = new Date(Date.parse(`${first.on}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
  const { db, door } = flow.server.database
  const batches: [string, number][] = []
  door.listen((act, size) => batches.push([act, size]))
  const { company_id: companyId } = (
    await flow.server.database.sql<{ company_id: bigint }>(
      'select company_id from catalog.item where sku = $1',
      [sku],
    )
  )[0]!
  const row = {
    companyId,
    actor: 'test',
    kind: 'receipt',
    sku,
    location: 'PORT',
    quantity: MICRO,
    unitCost: MICRO,
    supplyNumber: null,
    standardCost: null,
  } as const
  const keyed = (key: string) => ({
    companyId,
    principal: 'test',
    route: 'receipts',
    key,
    bodyHash: Buffer.alloc(32),
  })
  const call = [
    { ...row, on: null, key: keyed('today') },
    { ...row, on, key: keyed('before') },
  ]
  const counting = new OneAtATime('counts', 10_000)
  const take = (requests: StockRequest[]) => receiveGoods({ db, door, counting }, requests, {})
  const taken = await take(call)
  assert.deepEqual(
    taken.map((one) => 'answer' in one && (one.answer as Seen).on),
    [first.on, on],
  )
  assert.deepEqual(batches, [['orchestration.receive_back_dated', 2]])
  // Both post to the same accounts, and the batch is not cut in two for that.
  const [written] = await flow.server.database.sql<{ batches: bigint }>(
    `select count(distinct m.batch) as batches from inventory.stock_move m join catalog.item i on i.company_id = m.company_id and i.id = m.item_id
     where i.sku = $1`,
    [sku],
  )
  assert.equal(written!.batches, 2n, 'the receipt to begin with, and the call')
  // Nobody can count while this stands.
  await db.use(async ({ client }) => {
    await client.query('begin; lock table inventory.stock_move in access exclusive mode')
    assert.deepEqual(await take(call), taken)
    const [refusal] = await take([{ ...row, on }])
    await client.query('rollback')
    assert.deepEqual(refusal, {
      ok: false,
      code: 'stock_refused',
      problems: [
        {
          path: '/on',
          code: 'not_counted',
          message: `what left on ${first.on} and since could not be counted in time: enter it as of today`,
        },
      ],
    })
  })
  await flow.lawful()
})
