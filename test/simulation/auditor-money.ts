import type { Minor } from '../../src/platform/money.ts'
import { inBooks, upTo } from './arithmetic.ts'

/** The books of an auditor: what is owed, what was paid, and the balance of every ledger account (D9, D11). */

/** An invoice, or (negative) a credit memo. Amounts in the account's currency; `books…` in that of the books. */
export interface Owed {
  /** null: a sale beyond any order. */
  order: string | null
  account: string
  due: string
  /** Place in the order of issue: the lower number wins a tie. */
  place: number
  original: Minor
  open: Minor
  booksOriginal: Minor
  booksOpen: Minor
}

/** Money received. */
export interface Received {
  account: string
  /** The order that it is a deposit of. */
  order: string | null
  place: number
  on: string
  amount: Minor
  left: Minor
  books: Minor
  booksLeft: Minor
  /** What is left is its account's own: the order has no invoice to come. */
  freed: boolean
}

/** Ledger accounts by what they are. */
export const ledger = {
  cash: '1000',
  receivable: '1200',
  inventory: '1300',
  accrual: '2000',
  deposits: '2100',
  unapplied: '2150',
  tax: '2200',
  equity: '3000',
  revenue: '4000',
  freight: '4100',
  gain: '4900',
  cogs: '5000',
  costVariance: '5150',
  loss: '5200',
  astray: '5250',
  exchange: '5300',
} as const
export type LedgerAccount = keyof typeof ledger

export class MoneyModel {
  readonly owed: Owed[] = []
  readonly received: Received[] = []
  readonly balances = new Map<string, Minor>()
  #place = 0

  /** Debit and credit an amount of the books' currency. */
  post(debit: LedgerAccount, credit: LedgerAccount, amount: Minor): void {
    this.#add(ledger[debit], amount)
    this.#add(ledger[credit], -amount)
  }

  #add(code: string, amount: Minor): void {
    this.balances.set(code, (this.balances.get(code) ?? 0n) + amount)
  }

  /** An invoice (sign 1) or credit memo (−1) by its lines; every amount is brought into the books on its own (row 5, 23). */
  issue(
    document: { order: string | null; account: string; due: string; rateE10: bigint; sign: 1n | -1n },
    lines: readonly { net: Minor; tax: Minor; freight: Minor }[],
  ): Owed {
    const { order, account, due, rateE10, sign } = document
    let total = 0n
    let books = 0n
    for (const line of lines) {
      for (const [credit, amount] of [
        ['revenue', line.net],
        ['tax', line.tax],
        ['freight', line.freight],
      ] as const) {
        const worth = inBooks(amount, rateE10)
        this.post('receivable', credit, sign * worth)
        total += amount
        books += worth
      }
    }
    const owed: Owed = {
      order,
      account,
      due,
      place: ++this.#place,
      original: sign * total,
      open: sign * total,
      booksOriginal: sign * books,
      booksOpen: sign * books,
    }
    this.owed.push(owed)
    return owed
  }

  /** Deposits of an order pay its invoice, the oldest first (row 11). */
  useDeposits(owed: Owed): void {
    const deposits = this.received
      .filter(
        (one) =>
          one.order !== null && one.order === owed.order && one.account === owed.account && one.left > 0n,
      )
      .sort((a, b) => (a.on === b.on ? a.place - b.place : a.on < b.on ? -1 : 1))
    for (const cash of deposits) {
      if (owed.open === 0n) return
      this.#apply(cash, owed, cash.left < owed.open ? cash.left : owed.open, 'deposits')
    }
  }

  /** What closed orders were paid too much is no deposit any more. */
  freeDeposits(closed: (order: string) => boolean): void {
    for (const cash of this.received) {
      if (cash.freed || cash.left === 0n || cash.order === null || !closed(cash.order)) continue
      this.post('deposits', 'unapplied', cash.booksLeft)
      cash.freed = true
    }
  }

  /** A credit memo settles what its order owes, the earliest due first; the rest stays on account. */
  useCredit(memo: Owed): void {
    for (const owed of this.openOf((one) => one.order === memo.order && one.open > 0n)) {
      if (memo.open === 0n) return
      const amount = -memo.open < owed.open ? -memo.open : owed.open
      const relieved = takeOff(owed, amount)
      const given = -takeOff(memo, -amount)
      this.post('exchange', 'receivable', relieved - given)
    }
  }

  openOf(filter: (owed: Owed) => boolean): Owed[] {
    return this.owed
      .filter((one) => one.open !== 0n && filter(one))
      .sort((a, b) => (a.due === b.due ? a.place - b.place : a.due < b.due ? -1 : 1))
  }

  /** A receipt, and what D11 makes of it: an exact match, the whole account, or the oldest first. */
  receive(receipt: {
    account: string
    order: string | null
    on: string
    amount: Minor
    rateE10: bigint
  }): void {
    const { account, order, on, amount, rateE10 } = receipt
    const scope = this.openOf((one) => one.account === account && (order === null || one.order === order))
    const chosen = choose(amount, scope)
    const paid = chosen.reduce((sum, one) => sum + one.amount, 0n)
    const books = inBooks(amount, rateE10)
    const left = amount - paid
    const cash: Received = {
      account,
      order: left > 0n ? order : null,
      place: ++this.#place,
      on,
      amount,
      left: amount,
      books,
      booksLeft: books,
      freed: false,
    }
    this.received.push(cash)
    const used = order === null ? amount : paid
    const booksUsed = upTo(books, used, amount, 0n)
    this.post('cash', 'unapplied', booksUsed)
    this.post('cash', 'deposits', books - booksUsed)
    // Credits are used up with the invoices that they stand against; only the rest is cash.
    let credit = 0n
    let booksCredit = 0n
    for (const { owed, amount: taken } of chosen) {
      if (taken > 0n) continue
      credit -= taken
      booksCredit -= takeOff(owed, taken)
    }
    for (const { owed, amount: wanted } of chosen) {
      if (wanted < 0n) continue
      const byCredit = credit < wanted ? credit : wanted
      credit -= byCredit
      if (byCredit > 0n) this.post('exchange', 'receivable', takeOff(owed, byCredit))
      if (wanted > byCredit) this.#apply(cash, owed, wanted - byCredit, 'unapplied')
    }
    this.post('receivable', 'exchange', booksCredit)
  }

  /** Cash against an invoice: what the two were worth in the books may differ (rows 15, 17). */
  #apply(cash: Received, owed: Owed, amount: Minor, from: 'unapplied' | 'deposits'): void {
    const worth = upTo(cash.books, cash.amount - cash.left + amount, cash.amount, cash.books - cash.booksLeft)
    cash.left -= amount
    cash.booksLeft -= worth
    const relieved = takeOff(owed, amount)
    this.post(from, 'receivable', worth)
    this.post('exchange', 'receivable', relieved - worth)
  }
}

/** Takes an amount off; answers what the receivable gives up for it (D1-6). */
function takeOff(owed: Owed, amount: Minor): Minor {
  const after = owed.open - amount
  const relieved = upTo(
    owed.booksOriginal,
    owed.original - after,
    owed.original,
    owed.booksOriginal - owed.booksOpen,
  )
  owed.open = after
  owed.booksOpen -= relieved
  return relieved
}

function choose(amount: Minor, scope: readonly Owed[]): { owed: Owed; amount: Minor }[] {
  const exact = scope.find((one) => one.open === amount)
  if (exact) return [{ owed: exact, amount }]
  if (scope.length > 0 && scope.reduce((sum, one) => sum + one.open, 0n) === amount)
    return scope.map((owed) => ({ owed, amount: owed.open }))
  const paid: { owed: Owed; amount: Minor }[] = []
  let left = amount
  for (const owed of scope) {
    if (left === 0n) break
    if (owed.open < 0n) continue
    const part = owed.open < left ? owed.open : left
    paid.push({ owed, amount: part })
    left -= part
  }
  return paid
}
