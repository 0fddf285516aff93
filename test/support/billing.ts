import assert from 'node:assert/strict'
import { testCompany } from './company.ts'
import { testDatabase, type TestDatabase } from './database.ts'
import {
  accountById,
  lockAccounts,
  readAccountsOf,
  writeExposure,
  type AccountPicture,
} from '../../src/customers/index.ts'
import { readBooks, type Books } from '../../src/ledger/index.ts'
import { RATE_ONE, readCompanies } from '../../src/organization/index.ts'
import { Fault, runBatch, type Act, type BatchReport } from '../../src/platform/batch/index.ts'
import { Ids } from '../../src/platform/ids.ts'
import { MICRO } from '../../src/platform/money.ts'
import {
  issueCreditMemo,
  issueInvoice,
  applyRest,
  cashById,
  lockBilling,
  readBilling,
  receive,
  weighReceipt,
  writeBilling,
  type Bill,
  type BillingFacts,
  type BillLine,
  type Credited,
  type Issued,
  type LaterApplied,
  type Receipt,
  type Received,
} from '../../src/billing/index.ts'

/** A company with books, and acts that bill and receive as orchestration does, without orders. */
export let t: TestDatabase
export let ids: Ids
export let companyId: bigint
let unique = 5000n

/** A number that nothing else in the test bears. */
export function fresh(): bigint {
  return ++unique
}

export async function openBilling(name: string): Promise<void> {
  t = await testDatabase(name)
  ids = new Ids(t.db)
  companyId = await testCompany(t.door, 'BILL')
  await t.sql(
    `insert into ledger.account (company_id, id, code, name, type)
     select $1, r.code::bigint, r.code, r.code, r.type from unnest($2::text[], $3::text[]) as r(code, type)`,
    [companyId, chart.map(([code]) => code), chart.map(([, type]) => type)],
  )
  await t.sql(
    `insert into ledger.posting_rule (company_id, id, event, amount_kind, item_class, debit_account, credit_account)
     select $1, r.ordinal, split_part(r.rule, ' ', 1), split_part(r.rule, ' ', 2), nullif(split_part(r.rule, ' ', 5), ''),
       split_part(r.rule, ' ', 3)::bigint, split_part(r.rule, ' ', 4)::bigint
     from unnest($2::text[]) with ordinality as r(rule, ordinal)`,
    [companyId, rules],
  )
}

const chart: [string, string][] = [
  ['1000', 'asset'],
  ['1200', 'asset'],
  ['2100', 'liability'],
  ['2150', 'liability'],
  ['2200', 'liability'],
  ['4000', 'revenue'],
  ['4010', 'revenue'],
  ['4100', 'revenue'],
  ['5300', 'expense'],
]
// Event, kind, debit, credit, item class.
const rules = [
  'invoice.issued revenue 1200 4000',
  'invoice.issued revenue 1200 4010 service',
  'invoice.issued tax 1200 2200',
  'invoice.issued freight 1200 4100',
  'deposit.received deposit 1000 2100',
  'deposit.applied deposit 2100 1200',
  'deposit.applied exchange 5300 1200',
  'deposit.freed deposit 2100 2150',
  'receipt.received receipt 1000 2150',
  'receipt.applied application 2150 1200',
  'receipt.applied exchange 5300 1200',
  'credit_memo.issued revenue 4000 1200',
  'credit_memo.issued tax 2200 1200',
  'credit_memo.issued freight 4100 1200',
  'credit_memo.applied exchange 5300 1200',
  'credit.granted revenue 4000 1200',
  'credit.granted tax 2200 1200',
]

export type Request = { accountId: bigint } & (
  | { invoice: Omit<Bill, 'account'> }
  | { credit: Omit<Bill, 'account'> & { referenced: boolean } }
  | { receipt: Omit<Receipt, 'account'> }
  | { goesOn: { companyId: bigint; receiptId: bigint; causeId: null; amount: bigint } }
)
interface Facts {
  billing: BillingFacts
  books: Books
  accounts: AccountPicture
}
export type Result = {
  ok: true
  issued?: Issued
  credited?: Credited
  received?: Received
  applied?: LaterApplied
  number?: bigint | undefined
}

const documentOf = (request: Request) =>
  'invoice' in request
    ? request.invoice
    : 'credit' in request
      ? request.credit
      : 'receipt' in request
        ? request.receipt
        : request.goesOn

export const act: Act<Request, Facts, Result> = {
  name: 'billing.test',
  weigh: (request) =>
    'receipt' in request ? weighReceipt(request.receipt) : documentOf(request).companyId ? 2 : 1,
  companyOf: (request) => documentOf(request).companyId,
  async read(db, requests) {
    const wanted = requests.map((request) => ({ accountId: request.accountId, ...documentOf(request) }))
    const companies = await readCompanies(
      db,
      wanted.map((one) => one.companyId),
    )
    const [billing, books, accounts] = await Promise.all([
      readBilling(db, {
        causes: wanted.flatMap(({ causeId, ...one }) =>
          causeId === null ? [] : [{ companyId: one.companyId, causeId }],
        ),
        accounts: wanted.filter((one) => one.causeId === null || 'invoiceIds' in one),
        receipts: requests.flatMap((one) => ('goesOn' in one ? [one.goesOn] : [])),
      }),
      readBooks(db, companies.values()),
      readAccountsOf(
        db,
        wanted.map((one) => ({ companyId: one.companyId, id: one.accountId })),
      ),
    ])
    return { billing, books, accounts }
  },
  decide(request, { billing, books, accounts }, context) {
    const account = accountById(accounts, documentOf(request).companyId, request.accountId)!
    if ('invoice' in request)
      return {
        ok: true,
        issued: issueInvoice(billing, books, accounts, context, {
          prepaid: false,
          ...request.invoice,
          account,
        }),
      }
    if ('credit' in request)
      return {
        ok: true,
        credited: issueCreditMemo(billing, books, accounts, context, { ...request.credit, account }),
      }
    if ('goesOn' in request) {
      const cash = cashById(billing, request.goesOn.companyId, request.goesOn.receiptId)!
      const use = { account, on: cash.receivedOn, invoiceIds: [], goesOn: true }
      return { ok: true, applied: applyRest(billing, books, accounts, context, cash, use) }
    }
    return { ok: true, received: receive(billing, books, accounts, context, { ...request.receipt, account }) }
  },
  conclude({ billing, books, accounts }, context) {
    writeBilling(billing, context.writes)
    writeExposure(accounts, context.writes)
    books.conclude(context)
  },
  lock({ billing, accounts }, locks) {
    lockBilling(billing, locks)
    lockAccounts(accounts, locks)
  },
}

export async function run(...requests: Request[]): Promise<Result[]> {
  const { outcomes } = await runBatch({ db: t.db, ids }, act, requests)
  for (const outcome of outcomes) if (outcome instanceof Fault) throw outcome
  const results = outcomes as Result[]
  const given = await t.sql<{ document_id: bigint; number: bigint }>(
    'select document_id, number from platform.document_number where company_id = $1',
    [companyId],
  )
  const numbers = new Map(given.map((row) => [row.document_id, row.number]))
  return results.map((result) => {
    const id = result.issued?.invoiceId ?? result.credited?.creditMemoId
    return { ...result, number: id === undefined ? undefined : numbers.get(id) }
  })
}

/** Goes on with a receipt as long as it does; answers what it paid in each step. */
export async function goOn(accountId: bigint, { receiptId, unapplied }: Received): Promise<LaterApplied[]> {
  const steps: LaterApplied[] = []
  for (let amount = unapplied; ; amount = steps.at(-1)!.left) {
    const [step] = await run({ accountId, goesOn: { companyId, receiptId, causeId: null, amount } })
    steps.push(step!.applied!)
    if (!step!.applied!.goesOn) return steps
  }
}

// Fixtures. Money is given in minor units.

const one = { digits: 2, rateE10: RATE_ONE, functionalDigits: 2 }

export async function newAccount(currency = 'GBP', openOrders = 0n): Promise<bigint> {
  const id = ++unique
  await t.sql(
    `insert into customers.account (company_id, id, customer_id, number, currency, terms_days, ship_to_country)
     values ($1, $2::bigint, $2::bigint, 'A' || $2::bigint, $3, 30, 'GB')`,
    [companyId, id, currency],
  )
  await t.sql('insert into customers.credit_gate (company_id, account_id, open_orders) values ($1, $2, $3)', [
    companyId,
    id,
    openOrders,
  ])
  return id
}

export function line(net: bigint, more: Partial<BillLine> = {}): BillLine {
  return {
    sourceId: ++unique,
    itemId: 7n,
    sku: 'SKU',
    itemClass: 'goods',
    quantity: 2n * MICRO,
    unitPrice: net * 5000n,
    net,
    tax: 0n,
    freight: 0n,
    taxRateId: null,
    taxPercent: 0n,
    taxDifference: null,
    owedOn: false,
    ...more,
  }
}

function document(causeId: bigint | null, lines: BillLine[], more: Partial<Bill>): Omit<Bill, 'account'> {
  const base = { companyId, causeId, orderType: 'standard', currency: 'GBP', ...one, numberYear: 0 }
  return {
    ...base,
    series: 'INV',
    issuedOn: '2026-03-01',
    dueOn: '2026-03-31',
    releasedExposure: 0n,
    lines,
    ...more,
  }
}

export function bill(
  accountId: bigint,
  causeId: bigint | null,
  lines: BillLine[] | bigint,
  more: Partial<Bill> = {},
): Request {
  return { accountId, invoice: document(causeId, typeof lines === 'bigint' ? [line(lines)] : lines, more) }
}

export function memo(
  accountId: bigint,
  causeId: bigint | null,
  lines: BillLine[] | bigint,
  referenced = true,
): Request {
  const { issuedOn, ...rest } = document(causeId, typeof lines === 'bigint' ? [line(lines)] : lines, {
    series: 'CM',
  })
  return { accountId, credit: { ...rest, issuedOn, referenced } }
}

export function pay(
  accountId: bigint,
  causeId: bigint | null,
  amount: bigint,
  more: Partial<Receipt> = {},
): Request {
  const base = { companyId, causeId, currency: 'GBP', ...one, amount, method: 'transfer', reference: null }
  const causeOpen = causeId !== null
  const causePrepaid = false
  return { accountId, receipt: { ...base, causeOpen, causePrepaid, receivedOn: '2026-03-10', ...more } }
}

// What stands in the database.

/** Postings of an order as 'event kind debit credit amount functional'. */
export async function postings(causeId: bigint): Promise<string[]> {
  const rows = await t.sql<{ text: string }>(
    `select concat_ws(' ', e.event, p.kind, p.debit_account, p.credit_account, p.amount, p.functional_amount) as text
     from ledger.entry e join ledger.posting_public p on p.company_id = e.company_id and p.entry_id = e.id
     where e.company_id = $1 and e.cause_id = $2 order by e.id, p.ordinal`,
    [companyId, causeId],
  )
  return rows.map((row) => row.text)
}

export async function openOf(invoiceId: bigint): Promise<bigint> {
  const [row] = await t.sql<{ open: bigint }>('select open from billing.open_item where invoice_id = $1', [
    invoiceId,
  ])
  return row!.open
}

export async function gate(accountId: bigint): Promise<Record<string, bigint>> {
  const [row] = await t.sql<Record<string, bigint>>(
    'select open_orders, open_receivables, unapplied from customers.credit_gate where account_id = $1',
    [accountId],
  )
  return row!
}

/** Sub-ledgers, control accounts, exposure and balances say the same (D9 invariants). */
export async function agree(): Promise<void> {
  const [row] = await t.sql<Record<string, bigint>>(
    `with balance as (
       select d.account_id, sum(d.debit - d.credit) as amount from ledger.balance_delta d where d.company_id = $1 group by 1
     ), posted as (
       select x.account_id, sum(x.amount) as amount from (
         select debit_account as account_id, functional_amount as amount from ledger.posting_public where company_id = $1
         union all select credit_account, -functional_amount from ledger.posting_public where company_id = $1
       ) x group by 1
     ), gates as (
       select g.account_id from customers.credit_gate g where g.company_id = $1
         and (g.open_receivables <> (select coalesce(sum(i.open), 0) from billing.open_item i where i.account_id = g.account_id)
           or g.unapplied <> (select coalesce(sum(u.amount), 0) from billing.unapplied u where u.account_id = g.account_id))
     ), applied as (
       select i.invoice_id from billing.open_item i where i.company_id = $1 and i.original >= 0
         and i.original - i.open <> (select coalesce(sum(a.amount), 0) from billing.application a where a.invoice_id = i.invoice_id)
     ), used as (
       select r.id from billing.receipt r where r.company_id = $1 and r.amount
         <> (select coalesce(sum(a.amount), 0) from billing.application a where a.from_type = 'receipt' and a.from_id = r.id)
          + (select coalesce(sum(u.amount), 0) from billing.unapplied u where u.receipt_id = r.id)
     )
     select
       (coalesce((select amount from balance where account_id = 1200), 0)
         - (select coalesce(sum(functional_open), 0) from billing.open_item where company_id = $1))::bigint as receivable,
       (coalesce((select amount from balance where account_id = 2150), 0)
         + (select coalesce(sum(functional_amount), 0) from billing.unapplied where company_id = $1 and kind = 'unapplied'))::bigint as unapplied,
       (coalesce((select amount from balance where account_id = 2100), 0)
         + (select coalesce(sum(functional_amount), 0) from billing.unapplied where company_id = $1 and kind = 'deposit'))::bigint as deposits,
       (select count(*) from posted p full join balance b using (account_id) where p.amount is distinct from b.amount) as balances,
       (select count(*) from gates) as gates, (select count(*) from applied) as applied, (select count(*) from used) as used`,
    [companyId],
  )
  assert.deepEqual(row, {
    receivable: 0n,
    unapplied: 0n,
    deposits: 0n,
    balances: 0n,
    gates: 0n,
    applied: 0n,
    used: 0n,
  })
}

/** Runs two batches that both decide before either commits. */
export async function race(...batches: Request[][]): Promise<BatchReport[]> {
  let arrived = 0
  const { promise: all, resolve } = Promise.withResolvers<void>()
  const at = async () => {
    arrived += 1
    if (arrived === batches.length) resolve()
    await all
  }
  const runs = await Promise.all(batches.map((requests) => runBatch({ db: t.db, ids, at }, act, requests)))
  for (const { outcomes } of runs) for (const outcome of outcomes) if (outcome instanceof Fault) throw outcome
  return runs.map((one) => one.report)
}
