import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  agree,
  bill,
  companyId,
  fresh,
  gate,
  goOn,
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
  type Request,
  type Result,
} from '../../test/support/billing.ts'
import { billedOf, readBilling, type Bill, type Received } from './index.ts'

before(() => openBilling('receive'))
after(() => t.close())

test('D9 P-58 a receipt for an order pays its invoice, each step with its entry', async () => {
  const account = await newAccount()
  const cause = fresh()
  const [issued] = await run(bill(account, cause, 60_00n))
  const [paid] = await run(pay(account, cause, 60_00n))
  const received = paid!.received!
  const invoiceId = issued!.issued!.invoiceId
  assert.deepEqual(received.applications, [{ invoiceId, causeId: cause, amount: 60_00n, settled: true }])
  assert.deepEqual([received.unapplied, received.rules], [0n, ['match_invoice']])
  assert.deepEqual(await postings(cause), [
    'invoice.issued revenue 1200 4000 6000 6000',
    'receipt.received receipt 1000 2150 6000 6000',
    'receipt.applied application 2150 1200 6000 6000',
  ])
  assert.equal(await openOf(invoiceId), 0n)
  assert.deepEqual(await gate(account), { open_orders: 0n, open_receivables: 0n, unapplied: 0n })
  assert.equal(
    (await t.sql('select 1 from billing.unapplied where receipt_id = $1', [received.receiptId])).length,
    0,
  )
  const facts = await readBilling(t.db, { causes: [{ companyId, causeId: cause }], accounts: [] })
  assert.deepEqual(billedOf(facts, companyId, cause), {
    billed: 60_00n,
    credited: 0n,
    creditUsed: 0n,
    open: 0n,
    deposits: 0n,
  })
  await agree()
})

test('D9 what an order is paid beyond its invoices is its deposit, and waits for no other order', async () => {
  const account = await newAccount()
  const [cause, other] = [fresh(), fresh()]
  await run(bill(account, cause, 40_00n), bill(account, other, 70_00n))
  const [paid] = await run(pay(account, cause, 100_00n))
  assert.deepEqual([paid!.received!.unapplied, paid!.received!.rules], [60_00n, ['oldest_first']])
  assert.deepEqual((await postings(cause)).slice(1), [
    'receipt.received receipt 1000 2150 4000 4000',
    'deposit.received deposit 1000 2100 6000 6000',
    'receipt.applied application 2150 1200 4000 4000',
  ])
  const [next] = await run(bill(account, other, 5_00n))
  assert.equal(next!.issued!.open, 5_00n)
  await agree()
})

test('D11 F-10 an exact match is found behind 500 older items, by as many receipts of a batch as there are items', async () => {
  const account = await newAccount()
  const older = await run(
    ...Array.from({ length: 520 }, (_, each) =>
      bill(account, fresh(), 10_00n + BigInt(each), { dueOn: '2026-03-10' }),
    ),
  )
  const exact = await run(
    bill(account, fresh(), 77_77n, { dueOn: '2026-06-01' }),
    bill(account, null, 77_77n, { dueOn: '2026-05-01' }),
  )
  const paid = await run(...[1, 2, 3].map(() => pay(account, null, 77_77n)))
  const [newest, second] = exact.map(({ issued }) => issued!.invoiceId)
  const firsts = older.slice(0, 8).map(({ issued }) => issued!.invoiceId)
  assert.deepEqual(
    paid.map(({ received }) => [received!.rules[0], received!.applications.map((one) => one.invoiceId)]),
    [
      ['match_invoice', [second]],
      ['match_invoice', [newest]],
      ['oldest_first', firsts],
    ],
  )
  const [none] = await run(pay(account, null, 99_99n))
  assert.deepEqual([none!.received!.rules, none!.received!.unapplied], [['oldest_first'], 0n])
  await agree()
})

test('D11 F-10 a receipt clears an account of 700 open items with its credits, and pays as many of them as it can, step by step', async () => {
  // More credits than a step takes are the oldest that is open.
  const owing = async () => {
    const account = await newAccount()
    await run(...Array.from({ length: 120 }, () => memo(account, fresh(), 3_00n)))
    for (const from of [0, 350])
      await run(
        ...Array.from({ length: 350 }, (_, each) =>
          bill(account, fresh(), 10_00n + BigInt(from + each), { dueOn: '2027-03-10' }),
        ),
      )
    return account
  }
  const credits = 120n * 3_00n
  // 700 at 10.00 and 0.00, 0.01, … 6.99 more.
  const whole = 700n * 10_00n + (699n * 700n) / 2n
  const pays = async (account: bigint, amount: bigint) => {
    const [paid] = await run(pay(account, null, amount))
    assert.equal(paid!.received!.goesOn, true)
    const all = [paid!.received!, ...(await goOn(account, paid!.received!))]
    for (const { applications } of all)
      assert.ok(applications.length <= 100, `${applications.length} at once`)
    return {
      rules: [...new Set(all.flatMap((one) => one.rules))],
      settled: new Set(
        all
          .flatMap((one) => [...one.applications, ...one.credited])
          .flatMap((one) => (one.settled ? [one.invoiceId] : [])),
      ).size,
      queued: (await t.sql('select 1 from billing.applying')).length,
    }
  }
  const cleared = await owing()
  assert.deepEqual(await pays(cleared, whole - credits), {
    rules: ['clear_account'],
    settled: 700,
    queued: 0,
  })
  assert.deepEqual(await gate(cleared), { open_orders: 0n, open_receivables: 0n, unapplied: 0n })
  const most = await owing()
  assert.deepEqual(await pays(most, whole - 16_99n), { rules: ['oldest_first'], settled: 699, queued: 0 })
  assert.deepEqual(await gate(most), {
    open_orders: 0n,
    open_receivables: 16_99n - credits,
    unapplied: 0n,
  })
  // What is left after the first step is what invoice 350 is open by: it is no amount that somebody paid, the oldest are due.
  const chance = await owing()
  const [first] = await run(pay(chance, null, 100n * 10_00n + (99n * 100n) / 2n + 13_50n))
  assert.equal(first!.received!.unapplied, 13_50n)
  const [next] = await goOn(chance, first!.received!)
  assert.deepEqual(
    next!.applications.map(({ amount, settled }) => [amount, settled]),
    [
      [11_00n, true],
      [2_50n, false],
    ],
  )
  // More than is open: what is left stays.
  const over = await owing()
  assert.deepEqual(await pays(over, whole + 5_00n), { rules: ['oldest_first'], settled: 700, queued: 0 })
  assert.deepEqual(await gate(over), { open_orders: 0n, open_receivables: -credits, unapplied: 5_00n })
  await agree()
})

test('D11 F-10 what clears an account in steps uses its credits first, so that what comes meanwhile leaves none of them beside what was due', async () => {
  const account = await newAccount()
  await run(memo(account, fresh(), 30_00n))
  await run(...Array.from({ length: 150 }, () => bill(account, fresh(), 10_00n, { dueOn: '2027-03-10' })))
  const [paid] = await run(pay(account, null, 1470_00n))
  assert.deepEqual([paid!.received!.rules, paid!.received!.goesOn], [['clear_account'], true])
  await run(bill(account, fresh(), 12_00n, { dueOn: '2027-04-10' }))
  await goOn(account, paid!.received!)
  const open = await t.sql<{ open: bigint }>(
    'select open from billing.open_item where account_id = $1 and open <> 0',
    [account],
  )
  assert.deepEqual(open, [{ open: 12_00n }])
  await agree()
})

test('D11 F-10 a receipt for an account: exact match, whole account with its credits, oldest first, over-payment', async () => {
  const example = async () => {
    const account = await newAccount()
    const [first, second] = await run(
      bill(account, fresh(), 600_00n, { dueOn: '2026-04-01' }),
      bill(account, fresh(), 400_00n, { dueOn: '2026-04-15' }),
      memo(account, fresh(), 100_00n),
    )
    return { account, first: first!.issued!.invoiceId, second: second!.issued!.invoiceId }
  }
  const paidBy = async (account: bigint, amount: bigint) =>
    (await run(pay(account, null, amount)))[0]!.received!
  const amounts = (received: Received) =>
    received.applications.map((one) => [one.invoiceId, one.amount, one.settled])

  const exact = await example()
  assert.deepEqual(amounts(await paidBy(exact.account, 400_00n)), [[exact.second, 400_00n, true]])

  const clear = await example()
  const cleared = await paidBy(clear.account, 900_00n)
  assert.deepEqual(cleared.rules, ['clear_account'])
  assert.deepEqual(amounts(cleared), [
    [clear.first, 500_00n, true],
    [clear.second, 400_00n, true],
  ])
  assert.deepEqual(
    cleared.credited.map((one) => [one.invoiceId, one.amount, one.settled]),
    [[clear.first, 100_00n, false]],
  )
  assert.deepEqual(await gate(clear.account), { open_orders: 0n, open_receivables: 0n, unapplied: 0n })

  const oldest = await example()
  assert.deepEqual(amounts(await paidBy(oldest.account, 700_00n)), [
    [oldest.first, 600_00n, true],
    [oldest.second, 100_00n, false],
  ])
  const over = await paidBy(oldest.account, 350_00n)
  assert.deepEqual(amounts(over), [[oldest.second, 300_00n, true]])
  assert.equal(over.unapplied, 50_00n)
  assert.deepEqual(await gate(oldest.account), {
    open_orders: 0n,
    open_receivables: -100_00n,
    unapplied: 50_00n,
  })
  const [row] = await t.sql('select kind, amount, cause_id from billing.unapplied where receipt_id = $1', [
    over.receiptId,
  ])
  assert.deepEqual(row, { kind: 'unapplied', amount: 50_00n, cause_id: null })
  await agree()
})

test('D11 named invoices are paid first; one that is settled is passed over and the money is kept', async () => {
  const account = await newAccount()
  const [first, second, third] = await run(
    bill(account, fresh(), 10_00n, { dueOn: '2026-04-01' }),
    bill(account, fresh(), 20_00n, { dueOn: '2026-04-02' }),
    bill(account, fresh(), 30_00n, { dueOn: '2026-04-03' }),
  )
  const idOf = (result: Result | undefined) => result!.issued!.invoiceId
  await run(pay(account, null, 30_00n, { invoiceIds: [idOf(third)] }))
  assert.equal(await openOf(idOf(third)), 0n)
  const [paid] = await run(pay(account, null, 25_00n, { invoiceIds: [idOf(third), idOf(second), 1n] }))
  assert.deepEqual(
    paid!.received!.applications.map((one) => [one.invoiceId, one.amount]),
    [
      [idOf(second), 20_00n],
      [idOf(first), 5_00n],
    ],
  )
  assert.deepEqual(paid!.received!.rules, ['named', 'oldest_first'])
  await agree()
})

test('P-58 receipts of one batch see what the earlier ones paid', async () => {
  const account = await newAccount()
  const cause = fresh()
  const [issued] = await run(bill(account, cause, 100_00n))
  const invoiceId = issued!.issued!.invoiceId
  const results = await run(
    pay(account, cause, 30_00n),
    pay(account, cause, 30_00n),
    pay(account, null, 25_00n),
    pay(account, cause, 20_00n),
  )
  assert.deepEqual(
    results.map((result) => result.received!.applications.map((one) => [one.amount, one.settled])),
    [[[30_00n, false]], [[30_00n, false]], [[25_00n, false]], [[15_00n, true]]],
  )
  assert.equal(results[3]!.received!.unapplied, 5_00n)
  assert.equal(await openOf(invoiceId), 0n)
  // An invoice and its payment in one batch as well.
  const both = fresh()
  const [, paid] = await run(bill(account, both, 9_99n), pay(account, both, 9_99n))
  assert.equal(paid!.received!.applications[0]!.settled, true)
  await agree()
})

test('P-58 two batches that pay one invoice at once: one is decided again and nothing is paid twice', async () => {
  const account = await newAccount()
  const cause = fresh()
  const [issued] = await run(bill(account, cause, 100_00n))
  const reports = await race([pay(account, null, 80_00n)], [pay(account, null, 80_00n)])
  assert.deepEqual(reports.map((report) => report.attempts).sort(), [1, 2])
  assert.equal(await openOf(issued!.issued!.invoiceId), 0n)
  assert.deepEqual(await gate(account), { open_orders: 0n, open_receivables: 0n, unapplied: 60_00n })
  await agree()
})

test('D9 F-10 what a payment in foreign currency gains or loses is posted by name, and no unit stays behind', async () => {
  const account = await newAccount('USD')
  const cause = fresh()
  const usd = (rateE10: bigint) => ({ currency: 'USD', digits: 2, rateE10, functionalDigits: 2 })
  await run(bill(account, cause, 1000_00n, usd(11_000_000_000n)))
  await run(pay(account, cause, 1000_00n, usd(10_700_000_000n)))
  assert.deepEqual(await postings(cause), [
    'invoice.issued revenue 1200 4000 100000 110000',
    'receipt.received receipt 1000 2150 100000 107000',
    'receipt.applied application 2150 1200 100000 107000',
    'receipt.applied exchange 5300 1200 0 3000',
  ])
  // Rates that never come out even, in thirds, with a deposit, a gain and a credit memo.
  const odd = fresh()
  await run(pay(account, odd, 10_01n, usd(8_333_333_333n)))
  await run(bill(account, odd, [line(33_34n, { tax: 6_67n }), line(33_33n)], usd(7_777_777_777n)))
  await run(pay(account, odd, 7_00n, usd(9_123_456_789n)), pay(account, odd, 20_03n, usd(7_111_111_111n)))
  const { accountId, credit } = memo(account, odd, 12_01n) as Request & {
    credit: Bill & { referenced: boolean }
  }
  await run({ accountId, credit: { ...credit, ...usd(7_777_777_777n) } })
  await run(pay(account, odd, 40_00n, usd(6_543_210_987n)))
  const [left] = await t.sql(
    `select sum(open)::bigint as open, sum(functional_open)::bigint as functional from billing.open_item where cause_id = $1`,
    [odd],
  )
  assert.deepEqual(left, { open: 0n, functional: 0n })
  await agree()
})
