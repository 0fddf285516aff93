import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../test/support/database.ts'
import { writeSoundCompany } from '../../test/support/sound-company.ts'
import { Database } from '../platform/database/index.ts'
import { checkInvariants, lawJob } from './index.ts'
import { ALONG_LIMITS } from './laws-along.ts'

test('P-78 a wake-up that was lost is found along the log, and stands until it is mended', async () => {
  const database = await testDatabase('laws_along')
  try {
    await writeSoundCompany(database.sql)
    const job = lawJob(database.db)
    const broken = async () => {
      await job.run(new AbortController().signal)
      return await database.sql(`select law, subject, what, expected, actual from monitoring.breach`)
    }
    // The goods have shipped, and nobody told the invoice.
    await database.sql(`update orchestration.task set state = 'completed' where id = 142`)
    await database.sql(`delete from orchestration.ready where task_id = 142`)
    const lost = { law: 'task_waits', subject: 100n, what: 'task 143' }
    assert.deepEqual(await broken(), [
      { ...lost, expected: 'not waiting: 0 unmet, 0 events', actual: '1 in state waiting' },
    ])
    // Nothing happened since: what is broken is asked again.
    assert.equal((await broken()).length, 1)
    await database.sql(`update orchestration.task set state = 'ready', waits = 0 where id = 143`)
    // However many newer orders something happened to.
    await database.sql(`insert into orders.history (company_id, order_id, batch, act, actor, changes, events)
      select 1, 1000000 + n, (select max(batch) from platform.company_log where company_id = 1), 'submit', 'system', '[]', '{}'
      from generate_series(1, ${ALONG_LIMITS.orders + 100}) n`)
    await database.sql('update monitoring.law_progress set pos = pos - 1')
    assert.deepEqual(await broken(), [])
  } finally {
    await database.close()
  }
})

test('P-78 of companies that are checked together each keeps what is broken of its own', async () => {
  const database = await testDatabase('laws_together')
  try {
    await writeSoundCompany(database.sql)
    const tables = await database.sql<{ name: string }>(`select c.oid::regclass::text as name from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'company_id' and not a.attisdropped
      where c.relkind = 'r' and c.relnamespace::regnamespace::text
        = any('{organization,platform,orders,orchestration,fulfillment,billing,inventory,ledger}')`)
    for (const { name } of tables)
      await database.sql(`insert into ${name} overriding system value select (jsonb_populate_record(null::${name},
        to_jsonb(t) || jsonb_build_object('company_id', n, 'code', 'C' || n))).* from ${name} t, generate_series(2, 60) n
        where t.company_id = 1 on conflict do nothing`)
    const job = lawJob(database.db)
    const broken = async () => {
      await job.run(new AbortController().signal)
      return await database.sql(`select company_id, law, subject, what from monitoring.breach order by 1`)
    }
    await database.sql(`update orders.fulfillment_line set shipped = shipped + 1 where id =
      (select min(source_id) from inventory.stock_move where kind = 'issue') and company_id in (7, 55)`)
    await database.sql(`update orchestration.task set state = 'completed' where id = 142 and company_id = 9`)
    const found = (await broken()).map(({ company_id: company, law }) => `${String(company)} ${String(law)}`)
    assert.deepEqual(found, ['7 issued', '9 task_waits', '55 issued'])
    await database.sql(`update orders.fulfillment_line set shipped = shipped - 1 where id =
      (select min(source_id) from inventory.stock_move where kind = 'issue') and company_id = 7`)
    const left = (await broken()).map(({ company_id: company }) => company)
    assert.deepEqual(left, [9n, 55n])
  } finally {
    await database.close()
  }
})

test('P-78 plans of one order of 15,000 tasks are checked in time, along the log and whole', async () => {
  const database = await testDatabase('laws_huge')
  const reports = new Database({ url: database.url, name: 'laws', max: 4, reports: true })
  const whole = new Database({ url: database.url, name: 'laws', max: 1, reports: true, wholeTables: true })
  try {
    await writeSoundCompany(database.sql)
    await database.sql(`insert into orders.fulfillment_line (company_id, order_id, id, line_no, item_id, quantity, supply, decision, shipped, invoiced, billed_net, billed_tax)
      select 1, 100, 10000 + g, 1, 1, 1, 'backorder', '{}', 0, 0, 0, 0 from generate_series(1, 5000) g`)
    await database.sql(`insert into orchestration.component (company_id, order_id, id, kind, key, pattern, model_version, line_ids)
      select 1, 100, 20000 + g, 'ship', 'B' || g, 'goods', 1, array[10000 + g] from generate_series(1, 5000) g`)
    await database.sql(`insert into orchestration.task (company_id, order_id, id, component_id, kind, state, waits, frees)
      select 1, 100, k.base + g, 20000 + g, k.kind, 'waiting', 1, case when k.kind = 'invoice' then '{}'::bigint[] else array[k.base + 10000 + g] end
      from generate_series(1, 5000) g, (values ('reserve', 30000), ('ship', 40000), ('invoice', 50000)) k(kind, base)`)
    await database.sql(`update orchestration.task set waits = 2 where id = 42500`)
    await lawJob(reports).run(new AbortController().signal)
    assert.deepEqual(await database.sql(`select law, what, expected, actual from monitoring.breach`), [
      {
        law: 'task_waits',
        what: 'task 42500',
        expected: '1: 1 unmet, 0 events',
        actual: '2 in state waiting',
      },
    ])
    const [law] = await checkInvariants(whole, { laws: ['task_waits'] })
    assert.deepEqual([law!.checked, law!.rows.map((row) => row.what)], [true, ['order 100 task 42500']])
  } finally {
    await reports.close()
    await whole.close()
    await database.close()
  }
})

test('P-78 documents of an account with 100,000 applications are checked in time', async () => {
  const database = await testDatabase('laws_applications')
  const reports = new Database({ url: database.url, name: 'laws', max: 4, reports: true })
  try {
    await writeSoundCompany(database.sql)
    await database.sql(`insert into billing.invoice (company_id, id, batch, kind, series, cause_id, account_id, issued_on, due_on, currency, rate_e10, net, tax, freight, total)
      select 1, 1000000 + g, 504, 'invoice', 'INV', 2000000 + g, 11, '2026-03-05', '2026-03-05', 'GBP', 10000000000, 1, 0, 0, 1 from generate_series(1, 100000) g`)
    await database.sql(`insert into billing.open_item (company_id, account_id, invoice_id, cause_id, due_on, currency, original, open, functional_original, functional_open)
      select 1, 11, 1000000 + g, 2000000 + g, '2026-03-05', 'GBP', 1, 0, 1, 0 from generate_series(1, 100000) g`)
    await database.sql(`insert into billing.application (company_id, account_id, id, batch, from_type, from_id, invoice_id, applied_on, amount, rule)
      select 1, 11, 3000000 + g, 504, 'receipt', 130, 1000000 + g, '2026-03-05', 1, 'x' from generate_series(1, 100000) g where g <> 99900`)
    await database.sql(`insert into orders.history (company_id, order_id, batch, act, actor, changes, events)
      select 1, 2000000 + g, 504, 'x', 'system', '[]', '{}' from generate_series(99501, 100000) g`)
    await database.analyze()
    await lawJob(reports).run(new AbortController().signal)
    assert.deepEqual(await database.sql(`select law, what, expected, actual from monitoring.breach`), [
      { law: 'open_items', what: 'document 1099900', expected: '1 less 0', actual: '0 of 1' },
    ])
  } finally {
    await reports.close()
    await database.close()
  }
})

test('P-78 what cannot be checked in time is told, stops no other company, and is asked again', async () => {
  const database = await testDatabase('laws_late')
  const other = new Database({ url: database.url, name: 'other', max: 1, unlimited: true })
  const reports = new Database({ url: database.url, name: 'laws', max: 4, reports: true })
  try {
    await writeSoundCompany(database.sql)
    for (const table of ['platform.company_log', 'platform.company_head'])
      await database.sql(`create temp table more as select * from ${table} where company_id = 1 and pos = 4;
        update more set company_id = 2; insert into ${table} select * from more; drop table more`)
    const job = lawJob(reports)
    const run = () => job.run(new AbortController().signal)
    const told = () => database.sql(`select company_id, law, subject from monitoring.breach`)
    const places = () => database.sql(`select company_id, pos from monitoring.law_progress order by 1`)
    await other.use(async ({ client }) => {
      await client.query('begin; lock table orchestration.task')
      await run()
      await client.query('rollback')
    })
    assert.deepEqual(await told(), [{ company_id: 1n, law: 'checked_in_time', subject: 100n }])
    await run()
    assert.deepEqual(await told(), [])

    await database.sql(`update monitoring.law_progress set pos = 3`)
    await other.use(async ({ client }) => {
      await client.query('begin; select * from monitoring.law_progress where company_id = 1 for update')
      await assert.rejects(run, /company 1 behind place 3: /)
      await client.query('rollback')
    })
    assert.deepEqual(await places(), [
      { company_id: 1n, pos: 3n },
      { company_id: 2n, pos: 4n },
    ])
  } finally {
    await other.close()
    await reports.close()
    await database.close()
  }
})
