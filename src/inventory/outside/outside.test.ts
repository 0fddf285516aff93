import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { saveItem } from '../../catalog/index.ts'
import { installDefaultBooks } from '../../ledger/index.ts'
import { Door } from '../../platform/batch/index.ts'
import { Database } from '../../platform/database/index.ts'
import { Ids } from '../../platform/ids.ts'
import { parseMicro } from '../../platform/money.ts'
import type { Refusal } from '../../platform/outcome.ts'
import { testCompany } from '../../../test/support/company.ts'
import { testDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { changeStandard } from '../../../test/support/costing.ts'
import { saveLocation } from '../save-location.ts'
import type { InventorySystem, SnapshotPage } from './port.ts'
import { refreshSnapshots } from './refresh.ts'
import { saveInventorySystem, type InventorySystemInput } from './save-system.ts'
import { judged, takeSnapshot, type SnapshotInput } from './take-snapshot.ts'

let database: TestDatabase
let companyId: bigint
let made = 0
const year = new Date().getFullYear()
before(async () => {
  database = await testDatabase('outside')
})
after(() => database.close())

// Every test has a company of its own, with two locations that share their costs and one that does not.
beforeEach(async () => {
  const { door } = database
  companyId = await testCompany(door, `C${(made += 1)}`)
  await installDefaultBooks(door, companyId, [year - 1, year, year + 1])
  const places = [{ code: 'A' }, { code: 'B', costOrganization: 'A' }, { code: 'C', rank: 200 }]
  for (const place of places)
    await saved(
      door.request(saveLocation, { companyId, input: { name: place.code, country: 'GB', ...place } }),
    )
  const item = { name: 'Pump', itemClass: 'pumps', taxCode: 'standard' }
  for (const sku of ['P-1', 'P-2'])
    await saved(door.request(saveItem, { companyId, input: { sku, ...item } }))
  await system({})
})

async function saved(outcome: Promise<{ ok: true } | Refusal>): Promise<void> {
  const result = await outcome
  assert.deepEqual(result.ok ? [] : result.problems, [])
}

type Pages = Pick<InventorySystem, 'page'>

function system(more: Partial<InventorySystemInput>) {
  const input = { code: 'wms', name: 'Warehouse', costs: true, ...more }
  return database.door.request(saveInventorySystem, { companyId, input })
}

const at = (minute: number) => `2026-01-05T10:${String(minute).padStart(2, '0')}:00Z`
const cost = (amount: string, minute: number, more: Partial<SnapshotInput> = {}): SnapshotInput => ({
  system: 'wms',
  sku: 'P-1',
  unitCost: { amount, currency: 'GBP' },
  asOf: at(minute),
  ...more,
})

async function take(...inputs: SnapshotInput[]): Promise<string[]> {
  const requests = inputs.map((input) => ({ companyId, input }))
  const outcomes = await database.door.requestAll(takeSnapshot, requests)
  return outcomes.map(judged).map((outcome) => {
    return outcome.ok
      ? outcome.change
      : outcome.problems.map(({ path, code }) => `${path} ${code}`).join(', ')
  })
}

/** What a unit costs by cost organization, as the pools say. */
async function pools(sku = 'P-1'): Promise<string[]> {
  const rows = await database.sql<{ text: string }>(
    `select l.code || ' ' || p.method || ' ' || trim_scale(p.standard_cost) || ' worth ' || p.value as text
     from inventory.cost_pool p
     join catalog.item i on i.company_id = p.company_id and i.id = p.item_id
     join inventory.location l on l.company_id = p.company_id and l.id = p.cost_organization
     where p.company_id = $1 and i.sku = $2 order by l.code`,
    [companyId, sku],
  )
  return rows.map((row) => row.text)
}

/** Stock that is there already: what a pool holds, whatever brought it. */
const hold = (quantity: number, value: number, method = 'standard') =>
  database.sql(
    `update inventory.cost_pool p set quantity = $2, value = $3, method = $4 from inventory.location l
     where p.company_id = $1 and l.company_id = $1 and l.id = p.cost_organization and l.code = 'A'`,
    [companyId, quantity, value, method],
  )

async function revaluations(): Promise<string[]> {
  const rows = await database.sql<{ text: string }>(
    `select m.value || ' ' || p.functional_amount || ' ' || d.code || '/' || c.code as text from inventory.stock_move m
     join ledger.entry e on e.company_id = m.company_id and e.source_id = m.root_id and e.event = 'cost.adjusted'
     join ledger.posting_public p on p.company_id = e.company_id and p.entry_id = e.id and p.functional_amount = abs(m.value)
     join ledger.account d on d.company_id = p.company_id and d.id = p.debit_account
     join ledger.account c on c.company_id = p.company_id and c.id = p.credit_account
     where m.company_id = $1 and m.kind = 'revaluation' order by m.id`,
    [companyId],
  )
  return rows.map((row) => row.text)
}

test('B3-2 a cost of no place holds in every cost organization, one of a place in that alone', async () => {
  assert.deepEqual(await take(cost('10', 1), cost('11.5', 2, { location: 'C' })), ['created', 'changed'])
  assert.deepEqual(await pools(), ['A standard 10 worth 0', 'C standard 11.5 worth 0'])
  assert.deepEqual(await take(cost('12', 3, { location: 'B' })), ['changed'])
  assert.deepEqual(await pools(), ['A standard 12 worth 0', 'C standard 11.5 worth 0'])
})

test('of rows in any order and any batch the newest stands; the others, and the same again, change nothing', async () => {
  assert.deepEqual(await take(cost('10', 5), cost('9', 4), cost('10', 5), cost('11', 6)), [
    'created',
    'unchanged',
    'unchanged',
    'changed',
  ])
  assert.deepEqual(await take(cost('11', 6), cost('8', 2)), ['unchanged', 'unchanged'])
  assert.equal((await pools())[0], 'A standard 11 worth 0')
  // The same cost as of later: what was said in between no longer counts. Of nothing on hand nothing is posted.
  assert.deepEqual(await take(cost('11', 9)), ['unchanged'])
  assert.deepEqual(await take(cost('7', 8)), ['unchanged'])
  const [entries] = await database.sql<{ n: string }>(
    'select count(*) as n from ledger.entry where company_id = $1',
    [companyId],
  )
  assert.equal(Number(entries!.n), 0)
})

test('D9 D10 a new cost revalues what is on hand by the arithmetic of costing, up and down, and below zero', async () => {
  await take(cost('10', 1))
  const pool = { method: 'standard' as const, quantity: parseMicro('3')!, value: 3000n, lastCost: 0n }
  await hold(3, 3000)
  await take(cost('12.3456', 2))
  const { variance } = changeStandard(pool, parseMicro('12.3456')!, 2)
  assert.equal(variance.amount, -704n)
  await take(cost('9', 3))
  await hold(-2, -1800)
  await take(cost('10', 4))
  assert.deepEqual(await revaluations(), ['704 704 1300/5150', '-1004 1004 5150/1300', '-200 200 5150/1300'])
  assert.equal((await pools())[0], 'A standard 10 worth -2000')
})

test('D10 a pool at moving average becomes one at standard cost when an outside system speaks for its item', async () => {
  await take(cost('10', 1))
  await hold(4, 3000, 'moving_average')
  await take(cost('10.5', 2))
  assert.equal((await pools())[0], 'A standard 10.5 worth 4200')
  assert.deepEqual(await revaluations(), ['1200 1200 1300/5150'])
})

test('what cannot be taken is told with every place, and what an item has one source for is refused to a second', async () => {
  const wrong = { ...cost('-1', 1), sku: 'X', location: 'Y', system: 'erp', asOf: '2999-01-01T00:00:00Z' }
  assert.deepEqual(await take(wrong, { system: 'wms', sku: 'P-1', asOf: at(1), uom: 'box' }, cost('0', 1)), [
    '/system unknown_system, /sku unknown_item, /asOf as_of_in_future, /location unknown_location, /unitCost/amount not_a_decimal',
    ' nothing_said, /uom unknown_unit',
    '/unitCost not_above_zero',
  ])
  const second = await system({ code: 'erp', itemClass: 'pumps' })
  assert.equal(second.ok ? '' : second.problems[0]!.code, 'costs_overlap')
  await saved(system({ itemClass: 'valves' }))
  await saved(system({ code: 'erp', itemClass: 'pumps' }))
  // The first does not speak for pumps any more: what it says of them changes nothing.
  assert.deepEqual(await take(cost('10', 1), cost('11', 1, { system: 'erp' })), ['unchanged', 'created'])
  assert.equal((await pools())[0], 'A standard 11 worth 0')
})

test('without a posting rule for the difference nothing is taken, and the row says so', async () => {
  const sql = `delete from ledger.posting_rule where company_id = $1 and amount_kind = 'revaluation'`
  await database.sql(sql, [companyId])
  await saved(system({ name: 'Warehouse again' }))
  assert.deepEqual(await take(cost('10', 1)), ['/unitCost posting_rule_missing'])
})

test('a row whose value cannot be computed is refused alone, by what is known and by what the database says', async () => {
  await take(cost('10', 1), cost('10', 1, { sku: 'P-2' }))
  await hold(1_000_000, 1_000_000_000)
  const most = '999999999999'
  assert.deepEqual(await take(cost(most, 2), cost('11', 2, { sku: 'P-2', location: 'C' })), [
    '/unitCost value_too_large',
    'changed',
  ])
  // What no rule foresees: the table itself refuses the row.
  await database.sql(`alter table inventory.system_cost add constraint never check (unit_cost <> 13)`)
  try {
    assert.deepEqual(await take(cost('13', 3), cost('12', 3, { sku: 'P-2', location: 'C' })), [
      ' not_computable',
      'changed',
    ])
    await saved(system({ connection: `c${made}` }))
    const rows = ['13', '14'].map((amount, n) => ({
      sku: `P-${n + 1}`,
      unitCost: { amount, currency: 'GBP' },
    }))
    await beside({ page: async () => page(rows, 'end', false) }, (run) => run())
    assert.deepEqual((await state())!.slice(1), ['end', 0, null])
    assert.match((await pools('P-2'))[0]!, /^A standard 14 /)
  } finally {
    await database.sql(`alter table inventory.system_cost drop constraint never`)
  }
})

test('a posting rule of the class of the item is enough', async () => {
  const sql = `update ledger.posting_rule set item_class = 'pumps' where company_id = $1 and amount_kind = 'revaluation'`
  await database.sql(sql, [companyId])
  await saved(system({ name: 'Warehouse again' }))
  assert.deepEqual(await take(cost('10', 1)), ['created'])
})

test('B3-2 after a change of the source the new one counts, whatever its clock says; a source that ends leaves its cost', async () => {
  await take(cost('10', 9))
  await saved(system({ costs: false, prices: true }))
  assert.match((await pools())[0]!, /^A standard 10 /)
  await saved(system({ code: 'erp' }))
  assert.deepEqual(await take(cost('8', 10)), ['unchanged'])
  assert.deepEqual(await take(cost('12', 2, { system: 'erp' })), ['changed'])
  assert.match((await pools())[0]!, /^A standard 12 /)
  assert.deepEqual(await take(cost('13', 1, { system: 'erp' })), ['unchanged'])
})

/** A process of its own: connections, memory and door. */
async function beside(
  asked: Pages,
  work: (run: () => Promise<unknown>) => Promise<unknown>,
  connection = `c${made}`,
): Promise<void> {
  const db = new Database({ url: database.url, name: 'docket-beside', max: 4 })
  const door = new Door({ db, ids: new Ids(db) })
  const log = { error: () => undefined }
  const companies = async () => [companyId]
  const job = refreshSnapshots({ db, door, log, connection, system: asked, companies })
  await work(() => job.run(new AbortController().signal))
  await door.drain()
  await db.close()
}

const state = async () => {
  const [row] = await database.sql<Record<string, unknown>>(
    `select t.step, t.cursor, t.failures, t.problem from inventory.system_state t where t.company_id = $1`,
    [companyId],
  )
  return row && [Number(row['step']), row['cursor'], row['failures'], row['problem']]
}

const page = (rows: object[], cursor: string | null, more: boolean): SnapshotPage => {
  return { asOf: new Date(at(30)), rows, cursor, more }
}

/** The claim of a system ran out, or it is its time. */
const due = () =>
  database.sql(
    `update inventory.system_state set due_at = clock_timestamp() - interval '1 second' where company_id = $1`,
    [companyId],
  )

test('B3-2 a system that is due to two processes is asked by one; a page that is asked twice comes in once', async () => {
  await take(cost('10', 1))
  await hold(5, 5000)
  await saved(system({ connection: `c${made}` }))
  const unitCost = { amount: '13', currency: 'GBP' }
  const cursors: (string | null)[] = []
  const gate = Promise.withResolvers<void>()
  const asked = Promise.withResolvers<void>()
  const together: Pages = {
    async page(cursor) {
      cursors.push(cursor)
      if (cursor !== null) return page([{ sku: 'P-2', unitCost }], 'end', false)
      asked.resolve()
      // Answered when both have asked for it, so that both decide on the same facts.
      if (cursors.length === 2) gate.resolve()
      await gate.promise
      return page(
        [
          { sku: 'P-1', unitCost },
          { sku: 'GHOST', unitCost },
        ],
        'p2',
        true,
      )
    },
  }
  await beside(together, (one) =>
    beside(together, async (other) => {
      const first = one()
      await asked.promise
      await Promise.all([other(), other()])
      assert.deepEqual(cursors, [null])
      await due()
      await Promise.all([first, other()])
    }),
  )
  // Who moved its place on goes on, the other has lost it.
  assert.deepEqual(cursors, [null, null, 'p2'])
  assert.deepEqual(await revaluations(), ['1500 1500 1300/5150'])
  assert.deepEqual(await pools('P-2'), ['A standard 13 worth 0', 'C standard 13 worth 0'])
  // One step by the description, one a page.
  assert.deepEqual(await state(), [3, 'end', 0, null])
  const problems = await database.sql('select sku from inventory.system_problem where company_id = $1', [
    companyId,
  ])
  assert.deepEqual(problems, [{ sku: 'GHOST' }])
})

/** Two processes that decide on the same facts: each has read when neither has written yet. */
async function race(one: SnapshotInput, other: SnapshotInput): Promise<void> {
  const { promise: bothRead, resolve } = Promise.withResolvers<void>()
  let readers = 0
  const atOnce: typeof takeSnapshot = {
    ...takeSnapshot,
    // A door knows acts by their names.
    name: `race ${one.asOf} ${other.asOf}`,
    async read(db, requests, locked) {
      const facts = await takeSnapshot.read(db, requests, locked)
      if ((readers += 1) === 2) resolve()
      await bothRead
      return facts
    },
  }
  const db = new Database({ url: database.url, name: 'docket-race', max: 4 })
  const second = new Door({ db, ids: new Ids(db) })
  await Promise.all([
    saved(database.door.request(atOnce, { companyId, input: one })),
    saved(second.request(atOnce, { companyId, input: other })),
  ])
  await second.drain()
  await db.close()
}

test('D10 of two costs that are taken at the same moment the newer stands, whichever is written first', async () => {
  await take(cost('10', 1))
  await hold(1, 1000)
  for (let minute = 2; minute < 12; minute += 2) {
    await race(cost(String(minute), minute), cost('77', minute - 1))
    assert.equal((await pools())[0], `A standard ${minute} worth ${minute * 100}`)
  }
  // What is confirmed as of later must not lose to a change from before.
  for (let minute = 20; minute < 30; minute += 2) {
    await race(cost('10', minute + 1), cost('55', minute))
    assert.equal((await pools())[0], 'A standard 10 worth 1000')
  }
  const [sum] = await database.sql<{ value: string }>(
    `select sum(m.value) as value from inventory.stock_move m where m.company_id = $1 and m.kind = 'revaluation'`,
    [companyId],
  )
  assert.equal(Number(sum!.value), 0)
})

test('a round whose asker died is gone on with behind the last page that came in; one that fails waits longer each time', async () => {
  await saved(system({ connection: `c${made}` }))
  const cursors: (string | null)[] = []
  const unitCost = { amount: '13', currency: 'GBP' }
  const broken: Pages = {
    async page(cursor) {
      cursors.push(cursor)
      // The process dies between two pages: a thrown fault is not one of the system's.
      if (cursor === 'p2' && cursors.length < 3) throw new Error('killed')
      return cursor === null
        ? page([{ sku: 'P-1', unitCost }], 'p2', true)
        : page([], 'p2', cursors.length === 3)
    },
  }
  await beside(broken, async (run) => {
    await assert.rejects(run())
    assert.deepEqual(await state(), [1, 'p2', 0, null])
    await run()
    assert.equal(cursors.length, 2)
    await due()
    await run()
    assert.deepEqual(await state(), [2, 'p2', 1, 'it says that there is more, and not where to go on'])
    const pause = async () => {
      const [row] = await database.sql<{ s: number }>(
        `select round(extract(epoch from due_at - failed_at))::int as s from inventory.system_state where company_id = $1`,
        [companyId],
      )
      return row!.s
    }
    assert.equal(await pause(), 5)
    await due()
    await run()
    assert.deepEqual((await state())!.slice(2), [0, null])
  })
  // Described in another way it is asked at once, from the beginning: a place of one system means nothing to another.
  await saved(system({ connection: `c${made}`, name: 'Another' }))
  await beside(broken, (run) => run())
  assert.equal(cursors.at(-2), null)
})

test('D10 a cost organization that comes later gets what was said of every place: a system that tells changes only is asked for all', async () => {
  await saved(system({ connection: `c${made}` }))
  const cursors: (string | null)[] = []
  const changes: Pages = {
    async page(cursor) {
      cursors.push(cursor)
      const rows = cursor === null ? [{ sku: 'P-1', unitCost: { amount: '13', currency: 'GBP' } }] : []
      return page(rows, 'end', false)
    },
  }
  await beside(changes, async (run) => {
    await run()
    const place = { code: 'D', name: 'D', country: 'GB' }
    await saved(database.door.request(saveLocation, { companyId, input: place }))
    await run()
    assert.deepEqual(await pools(), [
      'A standard 13 worth 0',
      'C standard 13 worth 0',
      'D standard 13 worth 0',
    ])
    // One that shares the costs of another, and a new name, ask for nothing.
    for (const more of [{ name: 'Dock' }, { code: 'E', costOrganization: 'D' }])
      await saved(database.door.request(saveLocation, { companyId, input: { ...place, ...more } }))
    await run()
    assert.deepEqual(cursors, [null, null])
  })
  // Who hands over by itself says it again: it is new there.
  await saved(
    database.door.request(saveLocation, { companyId, input: { code: 'F', name: 'F', country: 'GB' } }),
  )
  assert.deepEqual(await take(cost('13', 30)), ['created'])
  assert.equal((await pools()).at(-1), 'F standard 13 worth 0')
})

test('a process leaves a system alone whose connection it does not know: the one that knows it asks at once', async () => {
  await saved(system({ connection: `c${made}` }))
  const asked: (string | null)[] = []
  const well: Pages = {
    async page(cursor) {
      asked.push(cursor)
      return page([{ sku: 'P-1', unitCost: { amount: '13', currency: 'GBP' } }], null, false)
    },
  }
  await beside(well, (run) => run(), 'elsewhere')
  assert.deepEqual([asked, await state()], [[], undefined])
  await beside(well, (run) => run())
  assert.deepEqual([asked, await state()], [[null], [1, null, 0, null]])
})
