import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { rowsLookedAt } from '../../test/support/rows-looked-at.ts'
import type { Connection } from '../platform/database/index.ts'
import { MICRO } from '../platform/money.ts'
import { WriteSet, type Context } from '../platform/batch/index.ts'
import { emptyStock, stockAt, type StockFacts } from './stock-facts.ts'
import { promiseWaiting } from './promise-waiting.ts'
import { allocateWaiting } from './allocate-waiting.ts'
import { readToRelease } from './release-waiting.ts'
import { readServable, readWaiting, type PlannedDemand } from './waiting.ts'

let t: TestDatabase
before(async () => {
  t = await testDatabase('waiting')
})
after(() => t.close())

/** Demand for an item, one a second in the order of its ids. */
const wait = (itemId: number, from: number, to: number, quantity: number, promisedOn: string | null = null) =>
  t.sql(
    `insert into inventory.planned_demand (company_id, root_id, source_id, item_id, location_id, quantity, promised_on, asked_at)
     select 1, n, n, $1, 1, $4, $5, timestamptz '2026-03-02' + n * interval '1 second' from generate_series($2::int, $3::int) n`,
    [itemId, from, to, quantity, promisedOn],
  )
/** The only location has some of the item. */
function stockOf(itemId: bigint, free: bigint, supply = 0n): StockFacts {
  const location = {
    id: 1n,
    code: 'A',
    country: 'GB',
    region: '',
    rank: 1,
    costOrganization: 1n,
    shipLeadDays: 0,
    locationType: '',
    point: null,
    laborCost: null,
  }
  const facts = emptyStock(
    new Map([
      [
        1n,
        [
          {
            ...location,
            autoConfirm: true,
            backorders: true,
            confirmsOnce: false,
            pickUpDays: 14,
            allowPartial: true,
            mostPolls: 5,
            transferMethod: '',
            stockConnection: '',
            stockOffline: false,
            shipping: undefined,
            lanes: [],
          },
        ],
      ],
    ]),
  )
  const at = stockAt(facts, 1n, itemId, 1n)
  at.onHand = free * MICRO
  if (supply > 0n) at.supplies.push({ on: '2026-04-01', quantity: supply * MICRO })
  return facts
}

const read = (itemId: bigint, stock: StockFacts, incoming = 0n) =>
  readWaiting(t.db, stock, [{ companyId: 1n, itemId, locationId: null, incoming: incoming * MICRO }])
const ids = (demands: readonly PlannedDemand[]) => demands.map(({ sourceId }) => Number(sourceId))
const reached = async (itemId: bigint, free: bigint, incoming = 0n) =>
  ids((await read(itemId, stockOf(itemId, free), incoming)).filter(({ reachable }) => reachable))

/** Which demand gets its goods. */
async function served(itemId: bigint, free: bigint, supply = 0n): Promise<number[]> {
  const facts = stockOf(itemId, free, supply)
  const context = { writes: new WriteSet() } as Context
  const waiting = await read(itemId, facts)
  const gone = allocateWaiting(facts, context, { companyId: 1n, itemId }, waiting, {
    today: '2026-03-05',
    keptFrom: () => undefined,
    bringing: () => undefined,
  })
  return ids(gone.map(({ demand }) => demand))
}

test('goods that come in look at the oldest 2,000 demands, however many wait', async () => {
  await wait(1, 1, 100_000, 2)
  assert.deepEqual(
    await reached(1n, 300_000n),
    Array.from({ length: 2000 }, (_, place) => place + 1),
  )
})

test('demand larger than what one place has takes no place of what is behind it', async () => {
  await wait(2, 200_001, 203_000, 10)
  await wait(2, 203_001, 203_001, 10, '2026-04-01')
  await wait(2, 203_002, 203_003, 4)
  assert.deepEqual(ids(await read(2n, stockOf(2n, 5n))), [203_001, 203_002])
  assert.deepEqual(await served(2n, 9n), [203_002, 203_003])
  assert.deepEqual(await reached(2n, 0n), [])
})

test('goods reach no more demand than they can serve, in whatever parts they come', async () => {
  await wait(6, 600_001, 600_100, 1)
  assert.deepEqual(await reached(6n, 2n, 1n), [600_001, 600_002, 600_003])
  // Of ten, eight go first; of nine, too; of seven, six; of five, five.
  await wait(7, 700_001, 700_001, 8)
  await wait(7, 700_002, 700_002, 6)
  await wait(7, 700_003, 700_003, 6)
  await wait(7, 700_004, 700_004, 5)
  await wait(7, 700_005, 700_005, 6)
  await wait(7, 700_006, 700_006, 2)
  assert.deepEqual(await reached(7n, 10n), [700_001, 700_002, 700_004, 700_006])
  for (const [free, gone] of [
    [10n, [700_001, 700_006]],
    [9n, [700_001]],
    [8n, [700_001]],
    [7n, [700_002]],
    [5n, [700_004]],
    [3n, [700_006]],
  ] as const)
    assert.deepEqual(await served(7n, free), gone)
})

test('a backorder is served behind 2,000 dated promises that nothing covers now', async () => {
  await wait(3, 300_001, 302_000, 10, '2026-04-01')
  await wait(3, 302_001, 302_001, 5)
  assert.deepEqual(await served(3n, 8n), [302_001])
  // With the supply they wait for, the first of them count on the eight.
  assert.deepEqual(await served(3n, 8n, 2n), [])
  assert.deepEqual(await served(3n, 8n, 7n), [302_001])
})

test('a look for items that can be served compares the smallest demand with each place, however much waits', async () => {
  await wait(4, 400_001, 440_000, 6)
  await wait(5, 500_001, 500_100, 6)
  await wait(5, 500_101, 500_101, 5)
  await t.sql(
    `insert into inventory.stock_gate (company_id, item_id, location_id, on_hand, reserved)
     values (1, 4, 1, 7, 2), (1, 4, 2, 4, 0), (1, 5, 1, 7, 2), (1, 5, 2, 0, 3)`,
  )
  await t.sql('analyze inventory.planned_demand')
  const { answer, looked } = await rowsLookedAt(t.db, (reader) =>
    readServable(reader, { companyId: 1n, itemId: 3n }, 10, '2026-01-01', []),
  )
  assert.deepEqual(answer, [{ companyId: 1n, itemId: 5n, comesBy: null }])
  assert.ok(looked < 200, `${looked} rows were looked at`)
})

/** Which demand gets which day of what comes to the only location. */
async function dated(
  itemId: bigint,
  supplies: readonly [on: string, quantity: bigint][],
  wanted: (id: number) => string = () => '',
): Promise<[id: number, on: string | null][]> {
  const facts = stockOf(itemId, 0n)
  for (const [on, quantity] of supplies)
    stockAt(facts, 1n, itemId, 1n).supplies.push({ on, quantity: quantity * MICRO })
  const context = { writes: new WriteSet() } as Context
  const waiting = await read(itemId, facts)
  const promised = promiseWaiting(facts, context, { companyId: 1n, itemId }, waiting, {
    today: '2026-03-05',
    keptFrom: () => undefined,
    askedOf: ({ sourceId }) => ({ requestedOn: wanted(Number(sourceId)), time: '09:00', way: null }),
  })
  return promised.map(({ sourceId, promisedOn }) => [Number(sourceId), promisedOn])
}

test('what comes is promised to the oldest without a day that it covers whole, not before the day that was asked for', async () => {
  await wait(8, 800_001, 800_001, 8)
  await wait(8, 800_002, 800_002, 6)
  await wait(8, 800_003, 800_003, 2)
  await wait(8, 800_004, 800_004, 1, '2026-04-01')
  await wait(8, 800_005, 800_006, 1)
  assert.deepEqual(await dated(8n, [['2026-04-01', 7n]]), [
    [800_002, '2026-04-01'],
    [800_005, '2026-04-01'],
  ])
  const sooner = await dated(
    8n,
    [
      ['2026-04-01', 8n],
      ['2026-04-09', 8n],
    ],
    (id) => (id === 800_003 ? '2026-04-05' : '2026-03-01'),
  )
  assert.deepEqual(sooner, [
    [800_001, '2026-04-01'],
    [800_002, '2026-04-09'],
    [800_003, '2026-04-09'],
  ])
  // What is late may never come.
  assert.deepEqual(await dated(8n, [['2026-03-04', 20n]]), [])
})

test('a look for items that come compares the smallest demand without a day with each place, however much waits', async () => {
  await wait(9, 900_001, 940_000, 6)
  await wait(10, 1_000_001, 1_040_000, 6)
  await wait(10, 1_040_001, 1_040_001, 2, '2026-04-01')
  await t.sql(
    `insert into inventory.supply (company_id, id, number, item_id, location_id, due_on, quantity, received, unit_cost)
     values (1, 1, 'A', 9, 1, '2026-04-01', 9, 4, 1), (1, 2, 'B', 10, 1, '2026-04-01', 4, 0, 1), (1, 3, 'C', 10, 1, '2026-04-09', 3, 0, 1),
       (1, 4, 'D', 10, 1, '2026-04-05', 5, 0, 1), (1, 5, 'E', 10, 2, '2026-04-20', 5, 0, 1)`,
  )
  await t.sql('analyze inventory.planned_demand')
  const { answer, looked } = await rowsLookedAt(t.db, (reader) =>
    readServable(reader, { companyId: 1n, itemId: 8n }, 10, '2026-01-01', []),
  )
  assert.deepEqual(answer, [{ companyId: 1n, itemId: 10n, comesBy: '2026-04-05' }])
  assert.ok(looked < 200, `${looked} rows were looked at`)
})

test('demand that is bound to another place keeps nobody from goods, however much of it is older', async () => {
  await wait(20, 2_000_001, 2_003_000, 2)
  await t.sql('update inventory.planned_demand set bound = true, location_id = 2 where item_id = 20')
  const servable = () => readServable(t.db, { companyId: 1n, itemId: 19n }, 10, '2026-01-01', [])
  await t.sql(
    'insert into inventory.stock_gate (company_id, item_id, location_id, on_hand, reserved) values (1, 20, 1, 9, 0)',
  )
  assert.deepEqual(await servable(), [])
  await wait(20, 2_003_001, 2_003_001, 4)
  assert.deepEqual(await servable(), [{ companyId: 1n, itemId: 20n, comesBy: null }])
  assert.deepEqual(await served(20n, 9n), [2_003_001])
})

/** Units that are free at places, by their ids. */
function places(itemId: bigint, free: Readonly<Record<string, bigint>>): StockFacts {
  const location = {
    country: 'GB',
    region: '',
    costOrganization: 1n,
    shipLeadDays: 0,
    locationType: '',
    point: null,
    laborCost: null,
    autoConfirm: true,
    backorders: true,
    confirmsOnce: false,
    pickUpDays: 14,
    allowPartial: true,
    mostPolls: 5,
    transferMethod: '',
    stockConnection: '',
    stockOffline: false,
    shipping: undefined,
    lanes: [],
  }
  const ids = Object.keys(free).map(BigInt)
  const locations = ids.map((id) => ({ ...location, id, code: `L${id}`, rank: Number(id) }))
  const facts = emptyStock(new Map([[1n, locations]]))
  for (const id of ids) stockAt(facts, 1n, itemId, id).onHand = free[id.toString()]! * MICRO
  return facts
}
const bind = (from: number, to: number, place: number) =>
  t.sql(
    'update inventory.planned_demand set bound = true, location_id = $3 where source_id between $1 and $2',
    [from, to, place],
  )

test('what is bound to a place is reached by what is there, and by what arrives there', async () => {
  await wait(21, 2_100_001, 2_100_004, 1)
  await bind(2_100_001, 2_100_003, 2)
  const come = async (locationId: bigint) => {
    const brought = { companyId: 1n, itemId: 21n, locationId, incoming: MICRO }
    const demands = await readWaiting(t.db, places(21n, { 1: 9n, 2: 1n }), [brought])
    return ids(demands.filter(({ reachable }) => reachable))
  }
  assert.deepEqual(await come(1n), [2_100_001, 2_100_004])
  assert.deepEqual(await come(2n), [2_100_001, 2_100_002, 2_100_004])
})

test('who was not read of a queue is not overtaken by those of another who asked later', async () => {
  await wait(22, 2_200_001, 2_203_000, 1)
  await bind(2_200_001, 2_202_500, 2)
  const facts = places(22n, { 1: 0n, 2: 2_600n })
  const waiting = await read(22n, facts)
  const context = { writes: new WriteSet() } as Context
  const gone = allocateWaiting(facts, context, { companyId: 1n, itemId: 22n }, waiting, {
    today: '2026-03-05',
    keptFrom: () => undefined,
    bringing: () => undefined,
  })
  assert.deepEqual(
    ids(gone.map(({ demand }) => demand)),
    Array.from({ length: 2000 }, (_, place) => 2_200_001 + place),
  )
})

test('P-27 a look for what can be brought compares places that send with the smallest that waits where they send to', async () => {
  const bound = (itemId: number, count: number, notAt: string) =>
    t.sql(
      `insert into inventory.planned_demand (company_id, root_id, source_id, item_id, location_id, quantity, bound, not_at, asked_at)
       select 1, n, n, $1, 2, 6, true, $3::bigint[], timestamptz '2026-03-02'
       from generate_series($1 * 100000 + 1, $1 * 100000 + $2::int) n`,
      [itemId, count, notAt],
    )
  await bound(41, 20_000, '{}')
  await bound(42, 20, '{1}')
  await bound(43, 20_000, '{}')
  await t.sql(
    `insert into inventory.stock_gate (company_id, item_id, location_id, on_hand, reserved)
     values (1, 41, 1, 5, 0), (1, 42, 1, 9, 0), (1, 43, 1, 9, 0)`,
  )
  await t.sql('analyze inventory.planned_demand')
  const look = (sendings: readonly { to: bigint; from: bigint | null }[]) =>
    rowsLookedAt(t.db, (reader) =>
      readServable(
        reader,
        { companyId: 1n, itemId: 40n },
        10,
        '2026-01-01',
        sendings.map((one) => ({ companyId: 1n, ...one })),
      ),
    )
  const found = async (sendings: readonly { to: bigint; from: bigint | null }[]) =>
    (await look(sendings)).answer.map(({ itemId }) => Number(itemId))
  assert.deepEqual(await found([]), [])
  assert.deepEqual(await found([{ to: 3n, from: null }]), [])
  assert.deepEqual(await found([{ to: 2n, from: 3n }]), [])
  assert.deepEqual(await found([{ to: 2n, from: null }]), [43])
  const { answer, looked } = await look([{ to: 2n, from: 1n }])
  assert.deepEqual(answer, [{ companyId: 1n, itemId: 43n, comesBy: null }])
  assert.ok(looked < 400, `${looked} rows were looked at`)
})

test('P-27 a look for what can be brought does not ask two hundred stores about each other', async () => {
  await t.sql(
    `insert into inventory.planned_demand (company_id, root_id, source_id, item_id, location_id, quantity, bound, not_at, asked_at)
     select 1, 6000000 + n, n, 51 + n % 2, 1 + n % 200, 6 + n % 5, true, '{}', timestamptz '2026-03-02' from generate_series(1, 8000) n`,
  )
  await t.sql(
    `insert into inventory.stock_gate (company_id, item_id, location_id, on_hand, reserved)
     select 1, i, l, case when i = 52 and l = 7 then 9 else 5 end, 0 from generate_series(51, 52) i, generate_series(1, 200) l`,
  )
  await t.sql('analyze inventory.planned_demand, inventory.stock_gate')
  const stores = Array.from({ length: 200 }, (_, index) => BigInt(index + 1))
  const after = { companyId: 1n, itemId: 50n }
  const look = (sendings: readonly { to: bigint; from: bigint | null }[]) =>
    rowsLookedAt(t.db, (reader) =>
      readServable(
        reader,
        after,
        10,
        '2026-01-01',
        sendings.map((one) => ({ companyId: 1n, ...one })),
      ),
    )
  const among = stores.flatMap((to) =>
    stores.filter((from) => from !== to && from !== 7n).map((from) => ({ to, from })),
  )
  const anywhere = stores.map((to) => ({ to, from: null }))
  const fromSeven = [...among, { to: 12n, from: 7n }]
  for (const [sendings, items] of [
    [anywhere, [52]],
    [among, []],
    [fromSeven, [52]],
  ] as const) {
    const { answer, looked } = await look(sendings)
    assert.deepEqual(
      answer.map(({ itemId }) => Number(itemId)),
      items,
    )
    assert.ok(looked < 6000, `${looked} rows were looked at`)
  }
})

test('B6-2 who is released by item, or by order, is read by that alone, whatever plan of the statement is kept', async () => {
  await t.sql(
    `insert into inventory.planned_demand (company_id, root_id, source_id, item_id, location_id, quantity, waits_for_release, asked_at)
     select 1, 7000000 + n / 2, 7100000 + n, 61 + n % 50, 1, 6, true, timestamptz '2026-03-02' from generate_series(1, 10000) n`,
  )
  await t.sql('analyze inventory.planned_demand')
  const all = { companyId: 1n, itemIds: [] as bigint[], rootIds: [] as bigint[], sourceIds: [] as bigint[] }
  for (const [named, count] of [
    [{ ...all, itemIds: [63n, 63n] }, 200],
    [{ ...all, rootIds: [7_000_010n] }, 2],
    [{ ...all, rootIds: [7_000_010n], itemIds: [81n] }, 1],
    [{ ...all, itemIds: [81n], sourceIds: [7_100_020n] }, 1],
    [all, 10_000],
  ] as const) {
    const { answer, looked } = await rowsLookedAt(t.db, async (reader) => {
      await (reader as Connection).client.query('set local plan_cache_mode = force_generic_plan')
      return readToRelease(reader, named, 20_000)
    })
    assert.equal(answer.length, count)
    assert.ok(looked <= Math.max(200, count) * 2, `${looked} rows were looked at for ${count}`)
  }
})
