import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { folderImporters } from '../../src/channels/index.ts'
import { checkInvariants } from '../../src/monitoring/index.ts'
import { testDatabase, type TestDatabase } from '../support/database.ts'
import { sampleData } from '../support/sample-data.ts'

/** The parts of the printed report that are looked at. */
interface ImportReport {
  rows: { read: number; accepted: number; refused: number; refusedByReason: Record<string, number> }
  orders: Tied
  returns: Tied
  trialBalance: { rows: { code: string; debit: string; credit: string }[] }
  laws: { broken: string[] }
  failed: unknown[]
  ties: boolean
}

interface Tied {
  documents: number
  rows: number
  amount: string
  booked: string
  bookedDocuments: number
}

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))
const long = process.env['TEST_LONG'] !== undefined
const real = sampleData('online-retail')

let t: TestDatabase
let folder: string
before(async () => {
  t = await testDatabase('online_retail')
  folder = await mkdtemp(join(tmpdir(), 'docket-import-'))
})
after(async () => {
  await t.close()
  await rm(folder, { recursive: true, force: true })
})

async function importFolder(database: TestDatabase, path: string): Promise<ImportReport> {
  const { report } = await folderImporters[0]!.run({
    folder: path,
    company: undefined,
    mapping: undefined,
    door: database.door,
    db: database.db,
    log: { error: (detail, message) => assert.fail(`${message} ${JSON.stringify(detail)}`) },
    progress() {},
    async laws(companyId) {
      const results = await checkInvariants(database.db, { companyId })
      return {
        checked: results.length,
        broken: results.flatMap(({ law, rows }) => (rows.length > 0 ? [`${law} ${rows[0]!.what}`] : [])),
      }
    },
  })
  return report as unknown as ImportReport
}

const places = () => t.sql('select company_id, pos, chain_hash from platform.company_head order by 1')

test('P-3 odd months of the past: each document on its day, returns in two parts, gifts owed, everything tied', async () => {
  const path = join(folder, 'odd')
  await mkdir(path)
  const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'
  await writeFile(
    join(path, '2011-03.csv'),
    [
      header,
      '550000,85123a,"HEART, WHITE",6,2011-03-30 00:30:00,2.55,17850.0,United Kingdom',
      '550000,85123A,,6,2011-03-30 00:30:00,2.55,17850.0,United Kingdom',
      '550000,POST,POSTAGE,1,2011-03-30 00:30:00,18.0,17850.0,United Kingdom',
      '550001,gift_0001_20,Gift Voucher,1,2011-04-01 10:00:00,16.67,,RSA',
      '550001,PADS,PADS,3,2011-04-01 10:00:00,0.001,,RSA',
      '550002,PADS,PADS,1,2011-04-02 10:00:00,0.001,12345.0,Unspecified',
      '550003,22139,,56,2011-04-02 11:00:00,0.0,,United Kingdom',
      'C550004,85123A,HEART,-20,2011-04-03 09:00:00,2.10,17850.0,United Kingdom',
      'C550005,CRUK,CRUK Commission,-1,2011-04-03 10:00:00,1.25,14096.0,United Kingdom',
      'C550006,gift_0001_20,Gift Voucher,-1,2011-04-04 10:00:00,16.67,,RSA',
      'A563185,B,Adjust bad debt,1,2011-04-05 14:50:00,11062.06,,United Kingdom',
      '',
    ].join('\r\n'),
  )
  const report = await importFolder(t, path)
  assert.deepEqual(report.failed, [])
  assert.deepEqual(report.laws.broken, [])
  assert.ok(report.ties)
  assert.deepEqual(report.rows, { read: 11, accepted: 9, refused: 2, refusedByReason: { adjustment: 2 } })
  assert.deepEqual(report.orders, {
    documents: 3,
    rows: 6,
    amount: '65.27',
    booked: '65.27',
    // Goods and what is not goods leave together, so each document of the past is one invoice.
    bookedDocuments: 3,
  })
  assert.equal(report.returns.amount, '59.92')
  assert.equal(report.returns.bookedDocuments, 4)
  assert.deepEqual(
    report.trialBalance.rows
      .filter((row) => row.debit !== '0.00' || row.credit !== '0.00')
      .map(({ code, debit, credit }) => [code, debit, credit]),
    [
      ['1000', '65.27', '0.00'],
      ['1200', '65.27', '125.19'],
      // 12 hearts and 4 pads out, 20 hearts back at the same cost.
      ['1300', '49.00', '18.40'],
      ['2100', '65.27', '65.27'],
      ['2300', '16.67', '16.67'],
      ['3000', '0.00', '18.40'],
      ['4000', '42.00', '30.60'],
      ['4150', '1.25', '18.00'],
      ['5000', '18.40', '30.60'],
    ],
  )
  const credited = await t.sql(
    `select i.issued_on, i.cause_id is null as free, l.quantity::float, l.net from billing.invoice i
     join billing.invoice_line l on l.company_id = i.company_id and l.invoice_id = i.id
     where i.kind = 'credit_memo' order by i.issued_on, l.net desc`,
  )
  assert.deepEqual(credited, [
    { issued_on: '2011-04-03', free: true, quantity: 8, net: 1680n },
    { issued_on: '2011-04-03', free: false, quantity: 6, net: 1260n },
    { issued_on: '2011-04-03', free: false, quantity: 6, net: 1260n },
    { issued_on: '2011-04-03', free: true, quantity: 1, net: 125n },
    { issued_on: '2011-04-04', free: false, quantity: 1, net: 1667n },
  ])
  const days = await t.sql('select distinct posted_on from ledger.entry order by 1')
  assert.deepEqual(
    days.map((row) => row['posted_on']),
    ['2011-03-30', '2011-04-01', '2011-04-02', '2011-04-03', '2011-04-04'],
  )
  const [walkIn] = await t.sql("select kind, number from customers.customer where number = 'WALK-IN'")
  assert.deepEqual(walkIn, { kind: 'walk_in', number: 'WALK-IN' })
})

test('imported again, nothing changes; a month more adds only itself', async () => {
  const before = await places()
  const path = join(folder, 'odd')
  const again = await importFolder(t, path)
  assert.deepEqual(await places(), before)
  await writeFile(
    join(path, '2011-05.csv'),
    'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n' +
      '560000,85123A,HEART,5,2011-05-02 09:00:00,9.99,17850.0,United Kingdom\n' +
      'C560001,85123A,HEART,-1,2011-05-03 09:00:00,9.99,17850.0,United Kingdom\n',
  )
  const more = await importFolder(t, path)
  assert.ok(more.ties)
  assert.equal(more.orders.documents, again.orders.documents + 1)
  // What stands open already keeps its cost, whatever the median is now.
  const costs = await t.sql(
    `select distinct round(value / quantity, 2)::text as cost from inventory.stock_move m
     join catalog.item i on i.id = m.item_id where i.sku = '85123A'`,
  )
  assert.deepEqual(costs, [{ cost: '153.00' }])
})

/** Runs the command as a user does; `killed` says when it is killed without warning. */
async function run(
  url: string,
  path: string,
  killed?: { said: RegExp; afterMs: number },
): Promise<{ report: ImportReport | undefined; signal: NodeJS.Signals | null; said: string }> {
  const child = spawn(process.execPath, [CLI, 'import', 'online-retail', path, '--json'], {
    env: { ...process.env, DATABASE_URL: url, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let said = ''
  let dying: NodeJS.Timeout | undefined
  child.stdout.on('data', (data: Buffer) => (out += data.toString()))
  child.stderr.on('data', (data: Buffer) => {
    said += data.toString()
    if (!killed?.said.test(said) || dying) return
    dying = setTimeout(() => child.kill('SIGKILL'), killed.afterMs)
  })
  const signal = await new Promise<NodeJS.Signals | null>((resolve) =>
    child.on('close', (_code, by) => resolve(by)),
  )
  clearTimeout(dying)
  return { report: out === '' ? undefined : (JSON.parse(out) as ImportReport), signal, said }
}

test(
  'P-3 real days of a retailer tie to the penny, also when the import is killed in the middle and begun again',
  { skip: real.skip, timeout: long ? 3_000_000 : 280_000 },
  async () => {
    const path = join(folder, 'real')
    await mkdir(path)
    const days = long ? undefined : ['2010-12-01.csv', '2010-12-22.csv', '2011-01-06.csv']
    if (days) for (const day of days) await symlink(join(real.folder, day), join(path, day))
    const source = days ? path : real.folder
    const whole = await testDatabase('import_whole')
    const broken = await testDatabase('import_killed')
    try {
      const once = await run(whole.url, source)
      assert.ok(once.report, once.said)
      assert.deepEqual([once.report.failed, once.report.laws.broken], [[], []])
      assert.ok(once.report.ties)
      assert.equal(once.report.rows.read, once.report.rows.accepted + once.report.rows.refused)
      assert.equal(once.report.orders.amount, once.report.orders.booked)
      assert.equal(once.report.returns.amount, once.report.returns.booked)
      if (!days) {
        assert.equal(once.report.rows.read, 77_628)
        assert.equal(once.report.orders.amount, '1515110.70')
        assert.equal(once.report.returns.amount, '206153.42')
      }
      const again = await run(whole.url, source)
      assert.deepEqual(again.report, once.report)
      assert.match(again.said, /documents: 0 of them are new/)

      // Killed while stock is opened, a second after (in the middle of the orders), and when the returns begin.
      const moments = [
        { said: /opening stock/, afterMs: 0 },
        { said: / items/, afterMs: long ? 8000 : 1000 },
        { said: /[0-9] returns/, afterMs: 0 },
      ]
      for (const { said, afterMs } of moments) {
        const { signal } = await run(broken.url, source, { said, afterMs })
        // A fast machine may be done within the second.
        if (afterMs === 0) assert.equal(signal, 'SIGKILL')
      }
      const finished = await run(broken.url, source)
      assert.deepEqual(finished.report, once.report)
    } finally {
      await whole.close()
      await broken.close()
    }
  },
)
