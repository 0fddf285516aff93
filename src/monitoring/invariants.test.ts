import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { writeSoundCompany } from '../../test/support/sound-company.ts'
import { moved, paid, queuedShort, VIOLATIONS } from '../../test/support/violations.ts'
import { foldBalances } from '../ledger/index.ts'
import { Database } from '../platform/database/index.ts'
import { checkInvariants, listLaws } from './index.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase('laws')
  await writeSoundCompany(database.sql)
  await foldBalances(database.db, { places: 2n, folds: 2n, companies: 1n })
})
after(() => database.close())

test('P-78 D9 every law holds in a sound company, and each says what it demands in a sentence', async () => {
  const results = await checkInvariants(database.db)
  assert.deepEqual(
    results.filter((result) => result.rows.length > 0),
    [],
  )
  for (const { law, sentence } of results) assert.match(sentence, /^[A-Z].*\w.*\.?$/, law)
})

/**
 * A task of each kind that waits, for all that it can wait for, and how many things these are. The order stands half
 * shipped, half billed and half paid; its ship task is ready.
 */
const WAITING: readonly [what: string, waits: number, task: number, made: string][] = [
  ['an invoice, for the shipping before it', 1, 143, ''],
  [
    'what comes next of a component, for two holds',
    2,
    142,
    `update orders.order_state set open_holds = 2;
     update orchestration.task set state = 'waiting', waits = 2 where id = 142`,
  ],
  [
    'goods, for a part that has none, and for a hold',
    2,
    141,
    `update orders.order_state set open_holds = 1;
     update orders.fulfillment_line set supply = 'backorder';
     update orchestration.task set state = 'waiting', waits = 2 where id = 141;
     update orchestration.task set state = 'waiting', waits = 1 where id = 142`,
  ],
  [
    'a warehouse to tell, for a hold, and not for the invoice that is open',
    1,
    141,
    `update orders.order_state set open_holds = 1;
     update orchestration.task set kind = 'release', state = 'waiting', waits = 1 where id = 141;
     update orchestration.task set state = 'waiting', waits = 2 where id = 142`,
  ],
  [
    'shipping, for a warehouse that was told and has shipped half',
    1,
    142,
    `update fulfillment.shipment set state = 'partially_shipped';
     update fulfillment.shipment_line set requested = 4;
     update orchestration.task set state = 'waiting', waits = 1 where id = 142`,
  ],
  [
    'the money of an order, for what is not billed and for an invoice that is not paid',
    2,
    146,
    `insert into orchestration.component values (1, 100, 145, 'settle', 'settle', 'settle', 1, null, '{}');
     insert into orchestration.task (company_id, order_id, id, component_id, kind, state, waits, frees)
     values (1, 100, 146, 145, 'collect', 'waiting', 2, '{}');
     update orchestration.task set frees = '{146}' where id = 143`,
  ],
  [
    'the end of an order that is paid beforehand, for the same',
    2,
    147,
    `insert into orchestration.component values (1, 100, 145, 'settle', 'settle', 'settle', 1, null, '{}');
     insert into orchestration.task (company_id, order_id, id, component_id, kind, state, waits, frees)
     values (1, 100, 147, 145, 'close', 'waiting', 2, '{}');
     update orchestration.task set frees = '{147}' where id = 143;
     update orders.sales_order set prepaid = true`,
  ],
  [
    'the money of an order that is paid beforehand, for it alone',
    1,
    146,
    `insert into orchestration.component values (1, 100, 145, 'settle', 'settle', 'settle', 1, null, '{}');
     insert into orchestration.task (company_id, order_id, id, component_id, kind, state, waits, frees)
     values (1, 100, 146, 145, 'collect', 'waiting', 1, '{}');
     update orders.sales_order set prepaid = true`,
  ],
]

test('P-78 a task that waits for one thing more or fewer than there are is named, whatever it waits for', async () => {
  await database.db.use(async (connection) => {
    const { client } = connection
    const broken = async (statement: string): Promise<string[]> => {
      await client.query('savepoint planted')
      await client.query(statement)
      const [result] = await checkInvariants(connection, { laws: ['task_waits'] })
      await client.query('rollback to planted')
      return result!.rows.map((row) => String(row.what))
    }
    for (const [what, waits, task, made] of WAITING) {
      await client.query('begin')
      if (made !== '') await client.query(made)
      const set = (to: string) => `update orchestration.task set ${to} where id = ${task}`
      assert.deepEqual(await broken(set(`waits = ${waits}`)), [], what)
      for (const wrong of [`waits = ${waits + 1}`, `waits = ${waits - 1}`, `state = 'ready', waits = 0`])
        assert.deepEqual(await broken(set(wrong)), [`order 100 task ${task}`], `${what}: ${wrong}`)
      await client.query('rollback')
    }
    // A wake-up that was lost: nothing is left to wait for, nothing is in the queue, and the order would stand for ever.
    await client.query('begin')
    const lost = `delete from orchestration.ready; update orchestration.task set state = 'waiting', waits = 1 where id = 142`
    assert.deepEqual(await broken(lost), ['order 100 task 142'])
    await client.query('rollback')
  })
})

test('P-78 a count that takes away what is reserved breaks no law while it stands in the queue', async () => {
  await database.db.use(async (connection) => {
    for (const short of [
      queuedShort(504, 2),
      queuedShort(null, null),
      // What came in before it was taken, and was promised, makes up for nothing.
      `${queuedShort(504, 2)}; ${moved(82, 'receipt', 5)}`,
      // What shipped was neither taken nor came.
      `${queuedShort(504, 2)}; ${moved(85, 'issue', -1)}; update inventory.stock_gate set on_hand = 5, reserved = 7`,
    ]) {
      await connection.client.query('begin')
      await connection.client.query(short)
      const [result] = await checkInvariants(connection, { laws: ['no_oversell'] })
      await connection.client.query('rollback')
      assert.deepEqual(result!.rows, [], short)
    }
  })
})

test('P-78 each law names the row that breaks it, whatever way it is broken', async () => {
  assert.deepEqual(
    VIOLATIONS.map(([law]) => law).toSorted(),
    listLaws()
      .map(({ law }) => law)
      .toSorted(),
  )
  await database.db.use(async (connection) => {
    for (const [law, ...breaks] of VIOLATIONS) {
      for (const statement of breaks) {
        await connection.client.query('begin')
        await connection.client.query(statement)
        const [result] = await checkInvariants(connection, { laws: [law] })
        const [other] = await checkInvariants(connection, { laws: [law], companyId: 2n })
        await connection.client.query('rollback')
        assert.notEqual(result!.rows.length, 0, `${law}: ${statement}`)
        assert.equal(result!.rows[0]!.companyId, 1n)
        assert.equal(other!.rows.length, 0, `${law} shows another company`)
      }
    }
  })
})

test('C-31 P-78 payments that stand as their gateway answered break no law', async () => {
  await database.db.use(async (connection) => {
    await connection.client.query('begin')
    await connection.client.query(paid())
    const [result] = await checkInvariants(connection, { laws: ['payments_answered'] })
    await connection.client.query('rollback')
    assert.deepEqual(result!.rows, [])
  })
})

test('P-78 a law that runs out of time is told as not checked, and the others are checked', async () => {
  const other = new Database({ url: database.url, name: 'other', max: 1, unlimited: true })
  try {
    await other.use(async ({ client }) => {
      await client.query('begin; lock table orchestration.ready')
      const results = await checkInvariants(database.db, { laws: ['task_waits', 'ready_rows'] })
      assert.deepEqual(
        results.map(({ law, checked, rows }) => ({ law, checked, rows })),
        [
          { law: 'task_waits', checked: true, rows: [] },
          { law: 'ready_rows', checked: false, rows: [] },
        ],
      )
      await client.query('rollback')
    })
    const late = await checkInvariants(database.db, { laws: ['task_waits'], enough: AbortSignal.abort() })
    assert.deepEqual([late[0]!.checked, late[0]!.rows], [false, []])
  } finally {
    await other.close()
  }
})
