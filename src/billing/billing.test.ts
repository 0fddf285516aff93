import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  act,
  agree,
  bill,
  companyId,
  fresh,
  gate,
  ids,
  line,
  memo,
  newAccount,
  openBilling,
  openOf,
  pay,
  postings,
  race,
  run,
  t,
} from '../../test/support/billing.ts'
import { Fault, runBatch } from '../platform/batch/index.ts'
import { MICRO } from '../platform/money.ts'
import { billedOf, readBilling } from './index.ts'

before(() => openBilling('billing'))
after(() => t.close())

test('D9 P-56 an invoice posts revenue, tax and freight of every line and moves the exposure', async () => {
  const account = await newAccount('GBP', 150_00n)
  const cause = fresh()
  const goods = line(100_00n, { tax: 20_00n, freight: 5_00n })
  const service = line(10_01n, { itemClass: 'service', tax: 2_00n })
  const [result] = await run(bill(account, cause, [goods, service], { releasedExposure: 137_01n }))
  const issued = result!.issued!
  assert.deepEqual([issued.total, issued.open, issued.settled], [137_01n, 137_01n, false])
  assert.deepEqual(await postings(cause), [
    'invoice.issued revenue 1200 4000 10000 10000',
    'invoice.issued tax 1200 2200 2000 2000',
    'invoice.issued freight 1200 4100 500 500',
    'invoice.issued revenue 1200 4010 1001 1001',
    'invoice.issued tax 1200 2200 200 200',
  ])
  const lines = await t.sql<{ line_id: bigint }>(
    `select distinct p.line_id from ledger.posting_public p join ledger.entry e on e.id = p.entry_id where e.cause_id = $1 order by 1`,
    [cause],
  )
  assert.deepEqual(
    lines.map((row) => row.line_id),
    [goods.sourceId, service.sourceId],
  )
  assert.deepEqual(await gate(account), { open_orders: 12_99n, open_receivables: 137_01n, unapplied: 0n })
  const [head] = await t.sql('select kind, net, tax, freight, total from billing.invoice where id = $1', [
    issued.invoiceId,
  ])
  assert.deepEqual(head, { kind: 'invoice', net: 110_01n, tax: 22_00n, freight: 5_00n, total: 137_01n })
  const kept = await t.sql('select quantity, unit_price from billing.invoice_line where invoice_id = $1', [
    issued.invoiceId,
  ])
  assert.deepEqual(kept[0], { quantity: 2n * MICRO, unit_price: 50n * MICRO })
  await agree()
})

test('numbers of a series have no gap, and a date before the last one moves up with its due date', async () => {
  const account = await newAccount()
  const results = await run(
    bill(account, fresh(), 1_00n, { issuedOn: '2026-03-05', dueOn: '2026-04-04' }),
    bill(account, fresh(), 2_00n, { issuedOn: '2026-03-03', dueOn: '2026-04-02' }),
  )
  const [later] = await run(bill(account, fresh(), 3_00n, { issuedOn: '2026-02-27', dueOn: '2026-03-29' }))
  const dates = [...results, later!].map((result) => result.issued!.issuedOn)
  assert.deepEqual(dates, ['2026-03-05', '2026-03-05', '2026-03-05'])
  const numbers = [...results, later!].map((result) => result.number!)
  assert.deepEqual(numbers, [numbers[0]!, numbers[0]! + 1n, numbers[0]! + 2n])
  const rows = await t.sql<{ due_on: string }>(
    'select due_on from billing.invoice where account_id = $1 order by total',
    [account],
  )
  assert.deepEqual(
    rows.map((row) => row.due_on),
    ['2026-04-04', '2026-04-04', '2026-04-04'],
  )
  await agree()
})

test('a date that another batch has overtaken is decided again', async () => {
  const account = await newAccount()
  const late = bill(account, fresh(), 1_00n, { issuedOn: '2026-03-20', dueOn: '2026-04-19' })
  const early = bill(account, fresh(), 1_00n, { issuedOn: '2026-03-18', dueOn: '2026-04-17' })
  // The later date commits after the earlier one was decided on, and before it is written.
  let held = false
  const { report } = await runBatch(
    {
      db: t.db,
      ids,
      at: async () => {
        if (held) return
        held = true
        await run(late)
      },
    },
    act,
    [early],
  )
  assert.equal(report.attempts, 2)
  const dates = await t.sql<{ issued_on: string; number: bigint }>(
    `select v.issued_on, n.number from billing.invoice v join platform.document_number n on n.document_id = v.id
     where v.account_id = $1 order by n.number`,
    [account],
  )
  assert.deepEqual(
    dates.map((row) => row.issued_on),
    ['2026-03-20', '2026-03-20'],
  )
  await agree()
})

test('an invoice of nothing is settled at once', async () => {
  const account = await newAccount()
  const cause = fresh()
  const [result] = await run(bill(account, cause, [line(0n)]))
  assert.deepEqual([result!.issued!.settled, result!.issued!.open], [true, 0n])
  assert.deepEqual(await postings(cause), [])
  await agree()
})

test('D9 P-54 P-62 deposits are no revenue and pay the invoices of their order, the oldest first', async () => {
  const account = await newAccount()
  const cause = fresh()
  const [late, early] = await run(
    pay(account, cause, 30_00n, { receivedOn: '2026-02-20' }),
    pay(account, cause, 50_00n, { receivedOn: '2026-02-10' }),
  )
  assert.deepEqual(await postings(cause), [
    'deposit.received deposit 1000 2100 3000 3000',
    'deposit.received deposit 1000 2100 5000 5000',
  ])
  assert.deepEqual(await gate(account), { open_orders: 0n, open_receivables: 0n, unapplied: 80_00n })
  const [first] = await run(bill(account, cause, 60_00n))
  assert.deepEqual([first!.issued!.open, first!.issued!.settled], [0n, true])
  const uses = await t.sql(
    "select from_id, amount, rule from billing.application where invoice_id = $1 and from_type = 'receipt' order by id",
    [first!.issued!.invoiceId],
  )
  assert.deepEqual(uses, [
    { from_id: early!.received!.receiptId, amount: 50_00n, rule: 'deposit' },
    { from_id: late!.received!.receiptId, amount: 10_00n, rule: 'deposit' },
  ])
  const [second] = await run(bill(account, cause, 45_00n))
  assert.deepEqual([second!.issued!.open, second!.issued!.settled], [25_00n, false])
  assert.deepEqual((await postings(cause)).slice(2), [
    'invoice.issued revenue 1200 4000 6000 6000',
    'deposit.applied deposit 2100 1200 5000 5000',
    'deposit.applied deposit 2100 1200 1000 1000',
    'invoice.issued revenue 1200 4000 4500 4500',
    'deposit.applied deposit 2100 1200 2000 2000',
  ])
  assert.deepEqual(await gate(account), { open_orders: 0n, open_receivables: 25_00n, unapplied: 0n })
  await agree()
})

test('two invoices of one order cannot use a deposit twice', async () => {
  const account = await newAccount()
  const cause = fresh()
  await run(pay(account, cause, 100_00n))
  const reports = await race([bill(account, cause, 80_00n)], [bill(account, cause, 80_00n)])
  assert.deepEqual(reports.map((report) => report.attempts).sort(), [1, 2])
  assert.deepEqual(await gate(account), { open_orders: 0n, open_receivables: 60_00n, unapplied: 0n })
  await agree()
})

test('D9 a credit memo mirrors the invoice and settles what its order has open; the rest stays on account', async () => {
  const account = await newAccount()
  const cause = fresh()
  const goods = line(100_00n, { tax: 20_00n, freight: 5_00n })
  const [issued] = await run(bill(account, cause, [goods]))
  await run(pay(account, cause, 95_00n))
  const [part] = await run(memo(account, cause, [line(20_00n, { tax: 4_00n, freight: 1_00n })]))
  const invoiceId = issued!.issued!.invoiceId
  assert.deepEqual(part!.credited!.applications, [
    { invoiceId, causeId: cause, amount: 25_00n, settled: false },
  ])
  const [beyond] = await run(memo(account, cause, [line(40_00n, { tax: 8_00n })]))
  assert.deepEqual([beyond!.credited!.total, beyond!.credited!.left], [48_00n, 43_00n])
  assert.equal(beyond!.credited!.applications[0]!.settled, true)
  assert.equal(await openOf(invoiceId), 0n)
  assert.equal(await openOf(beyond!.credited!.creditMemoId), -43_00n)
  assert.equal(await openOf(part!.credited!.creditMemoId), 0n)
  assert.deepEqual((await postings(cause)).slice(5), [
    'credit_memo.issued revenue 4000 1200 2000 2000',
    'credit_memo.issued tax 2200 1200 400 400',
    'credit_memo.issued freight 4100 1200 100 100',
    'credit_memo.issued revenue 4000 1200 4000 4000',
    'credit_memo.issued tax 2200 1200 800 800',
  ])
  assert.deepEqual(await gate(account), { open_orders: 0n, open_receivables: -43_00n, unapplied: 0n })
  assert.equal(beyond!.number, part!.number! + 1n)
  const facts = await readBilling(t.db, { causes: [{ companyId, causeId: cause }], accounts: [] })
  assert.deepEqual(billedOf(facts, companyId, cause), {
    billed: 125_00n,
    credited: 73_00n,
    creditUsed: 30_00n,
    open: 0n,
    deposits: 0n,
  })
  await agree()
})

test('D9 a credit without reference is granted on account', async () => {
  const account = await newAccount()
  const cause = fresh()
  const [granted] = await run(memo(account, cause, [line(15_00n, { tax: 3_00n })], false))
  assert.deepEqual([granted!.credited!.total, granted!.credited!.left], [18_00n, 18_00n])
  assert.deepEqual(await postings(cause), [
    'credit.granted revenue 4000 1200 1500 1500',
    'credit.granted tax 2200 1200 300 300',
  ])
  await agree()
})

test('a document in another currency than its account is a fault of its own request alone', async () => {
  const account = await newAccount()
  const { outcomes } = await runBatch({ db: t.db, ids }, act, [
    bill(account, fresh(), 1_00n, { currency: 'USD' }),
    bill(account, fresh(), 2_00n),
  ])
  assert.ok(outcomes[0] instanceof Fault)
  assert.ok(!(outcomes[1] instanceof Fault))
  assert.deepEqual(await gate(account), { open_orders: 0n, open_receivables: 2_00n, unapplied: 0n })
  await agree()
})
