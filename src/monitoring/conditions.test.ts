import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../test/support/database.ts'
import { writeSoundCompany } from '../../test/support/sound-company.ts'
import { Database } from '../platform/database/index.ts'
import { countFailedTasks, readUntoldShops } from './conditions.sql.ts'
import type { ConditionContext } from './condition.ts'
import { OPEN_STATUSES } from './open-statuses.ts'
import { paymentsWaiting } from './payments.ts'
import { readGaps } from './silence/silence.sql.ts'

test('C14-11 a failed task of the newest of 50,000 open orders is told', async () => {
  const database = await testDatabase('conditions')
  const reports = new Database({ url: database.url, name: 'conditions', max: 1, reports: true })
  try {
    await writeSoundCompany(database.sql)
    await database.sql(`create temp table more as select s.*, g from orders.order_state s, generate_series(1, 50001) g where s.order_id = 100;
      update more set order_id = 1000 + g; alter table more drop column g; insert into orders.order_state select * from more;
      create temp table last as select * from orders.sales_order where id = 100;
      update last set id = 51001, external_id = 'last'; insert into orders.sales_order select * from last`)
    await database.sql(`insert into orchestration.task (company_id, order_id, id, component_id, kind, state, waits, frees, problem)
      values (1, 51001, 900, 1, 'ship', 'failed', 0, '{}', 'the carrier refuses')`)
    const rows = await reports.read(countFailedTasks, { statuses: OPEN_STATUSES })
    assert.deepEqual(
      rows.map(({ kind, tasks, first_order, problem }) => [kind, tasks, first_order, problem]),
      [['ship', 1n, 51001n, 'the carrier refuses']],
    )
  } finally {
    await reports.close()
    await database.close()
  }
})

test('C14-11 N-8 a shop that is not told has the money of the orders it waits for at risk', async () => {
  const database = await testDatabase('untold')
  const { sql, db } = database
  try {
    await writeSoundCompany(sql)
    const [order] = await sql<{ total: bigint }>('select total from orders.sales_order where id = 100')
    await sql(`insert into channels.status_channel (company_id, source, heard_pos, failures, problem) values
      (1, 'away', 9, 5, 'answered 503'), (1, 'strict', 9, 0, null), (1, 'well', 9, 0, null)`)
    await sql(`insert into channels.status_order (company_id, source, order_id, heard_pos, told_pos, attempt, failures, problem, due_at) values
      (1, 'away', 100, 9, 3, 1, 1, 'answered 503', now()), (1, 'away', 101, 9, 9, 1, 0, null, null),
      (1, 'strict', 100, 9, 3, 1, 0, 'answered 400', null), (1, 'well', 100, 9, 3, 1, 0, null, now())`)
    // A return whose problem stands is told of, one that is tried again not yet.
    await sql(`insert into channels.open_return (company_id, source, name, request, order_id, first_at, state, failures, problem, due_at) values
      (1, 'strict', 'r1', 'r1', 100, now(), 'open', 0, 'more came back', now() + interval '1 hour'),
      (1, 'strict', 'r2', 'r2', 100, now(), 'open', 12, 'answered 503', now() + interval '1 hour'),
      (1, 'well', 'r1', 'r1', 100, now(), 'open', 3, 'answered 503', now())`)
    const shops = await db.read(readUntoldShops, { failures: 5, waits: 10 })
    assert.deepEqual(
      shops.map(({ returns }) => returns),
      [0n, 2n],
    )
    assert.deepEqual(
      shops.map((row) => [row.source, row.orders, row.at_risk, row.currency]),
      [
        ['away', 0n, order!.total, 'GBP'],
        ['strict', 1n, order!.total, 'GBP'],
      ],
    )
  } finally {
    await database.close()
  }
})

test('N-8 P-79 a number that was passed over is missed once the time of remorse of its shop is over', async () => {
  const database = await testDatabase('gaps')
  const { sql, db } = database
  try {
    await writeSoundCompany(sql)
    await sql(
      `insert into orders.source_system (company_id, code, name, remorse_minutes) values (1, 'slow', 'Slow', 30), (1, 'fast', 'Fast', 0)`,
    )
    await sql(`insert into monitoring.expectation (company_id, party, code, sequence, stated_at, stated_pos)
      select 1, 'channel', w.code, '{"prefix": "o", "withinSeconds": 60}', '2026-03-02', 0 from unnest(array['slow', 'fast', 'gone']) as w(code)`)
    await sql(`insert into monitoring.order_gap (company_id, source, first, last, width, since_at)
      select 1, w.code, 7, 7, 1, '2026-03-02T09:00:00Z' from unnest(array['slow', 'fast', 'gone']) as w(code)`)
    const missed = async (now: string) =>
      (await db.read(readGaps, { now: new Date(now) })).map(({ source }) => source)
    assert.deepEqual(await missed('2026-03-02T09:00:59Z'), [])
    assert.deepEqual(await missed('2026-03-02T09:29:59Z'), ['fast', 'gone'])
    assert.deepEqual(await missed('2026-03-02T09:30:00Z'), ['fast', 'gone', 'slow'])
  } finally {
    await database.close()
  }
})

test('C-31 C4-2 N-8 payments in doubt, to give back and without an order are told with their age, count and money', async () => {
  const database = await testDatabase('waiting-payments')
  const { sql, db } = database
  const now = new Date('2026-03-10T12:00:00Z')
  try {
    await sql(`insert into channels.payment (company_id, channel_id, key, source, gateway, kind, order_key, part, method, amount, currency, about, actor, began_at)
      select 1, 7, w.key, 'shop', 'cards', w.kind, 'o-' || w.key, 'pg', 'card', 100, w.currency, w.about, 'docket', w.at::timestamptz from (values
        ('doubt', 'authorization', 'GBP', null, '2026-03-10T11:00:00Z'), ('doubt-2', 'authorization', 'GBP', null, '2026-03-10T11:55:00Z'),
        ('fresh', 'authorization', 'GBP', null, '2026-03-10T11:55:01Z'), ('balance', 'balance', 'GBP', null, '2026-03-10T11:00:00Z'),
        ('euro', 'authorization', 'EUR', null, '2026-03-10T11:00:00Z'), ('void', 'void', 'GBP', 'given', '2026-03-10T11:00:00Z'),
        ('given', 'authorization', 'GBP', null, '2026-03-03T13:00:00Z'), ('early', 'authorization', 'GBP', null, '2026-03-09T13:00:00Z'),
        ('unheard', 'authorization', 'GBP', null, '2026-03-03T13:00:00Z'), ('here', 'authorization', 'GBP', null, '2026-03-03T13:00:00Z')
      ) as w(key, kind, currency, about, at)`)
    await sql(`insert into channels.payment_work (company_id, channel_id, key, gateway, state, attempt, due_at, heard, problem)
      select 1, 7, w.key, 'cards', w.state, 1, w.due_at::timestamptz, w.key <> 'unheard', case when w.state = 'unknown' then 'away' end from (values
        ('doubt', 'unknown', '2026-03-10T12:10:00Z'), ('doubt-2', 'asking', '2026-03-10T12:00:01Z'), ('fresh', 'unknown', '2026-03-10T12:01:00Z'),
        ('balance', 'unknown', '2026-03-10T12:01:00Z'), ('euro', 'unknown', '2026-03-10T12:01:00Z'), ('void', 'asking', '2026-03-10T12:01:00Z'),
        ('given', 'approved', '2026-03-11T11:00:00Z'), ('early', 'approved', '2026-03-11T11:00:00Z'), ('unheard', 'approved', '2026-03-10T13:00:00Z'),
        ('here', 'approved', null)
      ) as w(key, state, due_at)`)
    const found = await paymentsWaiting({ db, now } as unknown as ConditionContext)
    assert.deepEqual(
      found.map(({ subject, severity, facts, atRisk }) => [
        subject,
        severity,
        facts['payments'],
        facts['oldestSeconds'],
        facts['firstOrder'],
        atRisk!.amount,
        atRisk!.currency,
      ]),
      [
        ['cards back GBP', 'critical', 1, 3600, 'o-void', 100n, 'GBP'],
        ['cards doubt EUR', 'critical', 1, 3600, 'o-euro', 100n, 'EUR'],
        ['cards doubt GBP', 'critical', 2, 3600, 'o-doubt', 200n, 'GBP'],
        ['cards order GBP', 'warning', 1, 601_200, 'o-given', 100n, 'GBP'],
      ],
    )
    assert.match(
      found[2]!.says,
      /^Nobody knows whether cards gave 2 payments, first of order o-doubt since 2026/,
    )
  } finally {
    await database.close()
  }
})
