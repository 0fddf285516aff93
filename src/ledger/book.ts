import { Fault, type Context } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import type { Minor } from '../platform/money.ts'
import { Pictures, type Versioned } from '../platform/picture.ts'
import type { ComputedEvent } from './condition-facts.ts'
import { insertBalanceDelta, insertEntry, readLedgerAccounts, readPostingRules } from './entry.sql.ts'
import { hasPeriod, type PeriodDays } from './period.ts'
import {
  hasRuleForAll,
  preparePostingRules,
  ruleFor,
  type PostingRule,
  type PostingRules,
} from './posting-rules.ts'
import { periodsOfCompanies } from './setup.sql.ts'

/** The accounts and rules of a company, ready for use. */
interface Setup {
  code: string
  accounts: Map<string, bigint>
  periods: PeriodDays[]
  rules: PostingRules
  /** Order types and item classes that a rule names; to the rules, all others are the same. */
  named: Set<string>
  /** Determinations that depend on event, kind, order type and item class alone. */
  known: Map<string, Determination>
}

/** Where an amount goes, and which rule said so. */
export interface Determination {
  debit: bigint
  credit: bigint
  ruleId: bigint
}

export interface PostingQuestion {
  orderType: string
  itemClass: string
}

/** What a batch does to an account in a month. */
interface Delta {
  companyId: bigint
  accountId: bigint
  period: string
  debit: Minor
  credit: Minor
}

/** The books of the companies of a batch: determines accounts, gathers entries and what they do to balances. */
export class Books {
  readonly #setups: Map<bigint, Setup>
  readonly #entries: Entry[] = []
  /** By company and month, then by account. */
  readonly #deltas = new Map<string, Map<bigint, Delta>>()

  constructor(setups: Map<bigint, Setup>) {
    this.#setups = setups
  }

  /**
   * The accounts that an amount moves which is computed after this (D9).
   *
   * @param currency of the amount
   * @throws Fault `posting_rule_missing` when no rule fits: nothing is guessed
   */
  determine(
    companyId: bigint,
    event: ComputedEvent,
    kind: string,
    question: PostingQuestion,
    currency: string,
  ): Determination {
    return this.#determine(companyId, event, kind, question, currency, null)
  }

  #determine(
    companyId: bigint,
    event: string,
    kind: string,
    question: PostingQuestion,
    currency: string,
    amount: Minor | null,
  ): Determination {
    const setup = this.#setupOf(companyId)
    // An order type is the caller's text: only what a rule names makes a key, so callers cannot fill the memory.
    const orderType = setup.named.has(question.orderType) ? question.orderType : ''
    const itemClass = setup.named.has(question.itemClass) ? question.itemClass : ''
    const key = `${event}/${kind}/${orderType}/${itemClass}`
    const known = setup.known.get(key)
    if (known) return known
    const facts = { company: setup.code, ...question, currency, amount }
    const chosen = ruleFor(setup.rules, event, kind, facts)
    if (!chosen.ok) throw new Fault(chosen.problems.map((problem) => problem.message).join('; '), chosen.code)
    const { rule } = chosen
    const determination = {
      debit: setup.accounts.get(rule.debit)!,
      credit: setup.accounts.get(rule.credit)!,
      ruleId: BigInt(rule.id),
    }
    const candidates = setup.rules.byEvent.get(event)?.get(kind) ?? []
    if (candidates.every((candidate) => candidate.condition === undefined))
      setup.known.set(key, determination)
    return determination
  }

  /** Does an amount find its accounts whatever the conditions of rules say? */
  hasRuleForAll(companyId: bigint, event: string, kind: string, question: PostingQuestion): boolean {
    const { code, rules } = this.#setupOf(companyId)
    return hasRuleForAll(rules, event, kind, { company: code, ...question })
  }

  /** Does a business date lie in a period of the company that is set up? */
  hasPeriod(companyId: bigint, on: string): boolean {
    return hasPeriod(this.#setups.get(companyId)?.periods ?? [], on)
  }

  /** Opens an entry; its postings follow by `add`. */
  open(context: Context, header: EntryHeader): Entry {
    const entry: Entry = {
      ...this.openComputed(context, header),
      deltas: this.#deltasOf(header.companyId, header.postedOn.slice(0, 7)),
      kinds: '',
      debitAccounts: [],
      creditAccounts: [],
      amounts: [],
      functionalAmounts: [],
      lineIds: [],
      ruleIds: [],
      foreign: false,
      ofLines: false,
    }
    this.#entries.push(entry)
    return entry
  }

  /** Opens an entry whose amounts are computed under locks: the statement that computes them writes it whole. */
  openComputed(context: Context, header: EntryHeader): ComputedEntry {
    context.writes.posting(header.companyId, header.postedOn)
    return { id: context.ids.next(), header }
  }

  /** Adds a posting of one amount to an entry; zero leaves none. Negative amounts swap the sides. */
  add(
    entry: Entry,
    event: string,
    kind: string,
    question: PostingQuestion,
    amount: { transaction: Minor; functional: Minor },
    lineId: bigint | null = null,
  ): void {
    if (amount.transaction === 0n && amount.functional === 0n) return
    const { companyId, currency } = entry.header
    const determined = this.#determine(companyId, event, kind, question, currency, amount.transaction)
    const mirrored = amount.functional < 0n
    const debitAccount = mirrored ? determined.credit : determined.debit
    const creditAccount = mirrored ? determined.debit : determined.credit
    const functionalAmount = mirrored ? -amount.functional : amount.functional
    const transactionAmount = mirrored ? -amount.transaction : amount.transaction
    entry.kinds += entry.kinds === '' ? kind : ` ${kind}`
    entry.debitAccounts.push(debitAccount)
    entry.creditAccounts.push(creditAccount)
    entry.amounts.push(transactionAmount)
    entry.functionalAmounts.push(functionalAmount)
    entry.lineIds.push(lineId)
    entry.ruleIds.push(determined.ruleId)
    entry.foreign ||= transactionAmount !== functionalAmount
    entry.ofLines ||= lineId !== null
    deltaOf(entry, debitAccount).debit += functionalAmount
    deltaOf(entry, creditAccount).credit += functionalAmount
  }

  /** Writes the entries, and what the batch did to each account and period: one row each. */
  conclude(context: Context): void {
    const { batch, writes } = context
    for (const entry of this.#entries) {
      writes.add(insertEntry, {
        ...entry.header,
        id: entry.id,
        batch,
        kinds: entry.kinds,
        debitAccounts: entry.debitAccounts,
        creditAccounts: entry.creditAccounts,
        amounts: entry.amounts,
        ruleIds: entry.ruleIds,
        functionalAmounts: entry.foreign ? entry.functionalAmounts : null,
        lineIds: entry.ofLines ? entry.lineIds : null,
      })
    }
    for (const deltas of this.#deltas.values())
      for (const delta of deltas.values()) writes.add(insertBalanceDelta, { ...delta, batch })
  }

  #setupOf(companyId: bigint): Setup {
    const setup = this.#setups.get(companyId)
    if (!setup) throw new Fault('no posting rule, for the company has no books yet', 'posting_rule_missing')
    return setup
  }

  #deltasOf(companyId: bigint, period: string): Map<bigint, Delta> {
    const key = `${companyId}/${period}`
    let deltas = this.#deltas.get(key)
    if (!deltas) this.#deltas.set(key, (deltas = new Map()))
    return deltas
  }
}

function deltaOf({ header, deltas }: Entry, accountId: bigint): Delta {
  let delta = deltas.get(accountId)
  if (!delta) {
    const { companyId, postedOn } = header
    delta = { companyId, accountId, period: postedOn.slice(0, 7), debit: 0n, credit: 0n }
    deltas.set(accountId, delta)
  }
  return delta
}

export interface EntryHeader {
  companyId: bigint
  event: string
  /** Business date that decides the period. */
  postedOn: string
  sourceType: string
  sourceId: bigint
  /** The root cause (the order), opaque. */
  causeId: bigint | null
  currency: string
  rateE10: bigint
}

/** An entry that another statement writes, with the amounts it computes. */
export interface ComputedEntry {
  id: bigint
  header: EntryHeader
}

/** An entry and its postings so far: one element of each array a posting. */
export interface Entry extends ComputedEntry {
  /** Separated by blanks. */
  kinds: string
  debitAccounts: bigint[]
  creditAccounts: bigint[]
  amounts: Minor[]
  functionalAmounts: Minor[]
  lineIds: (bigint | null)[]
  ruleIds: bigint[]
  /** Some amount differs from its functional one. */
  foreign: boolean
  /** Some posting names a line. */
  ofLines: boolean
  /** What the batch does to the accounts of the company in the month of the entry. */
  deltas: Map<bigint, Delta>
}

/** Reads accounts and rules of companies; kept in memory while their set-up stands. */
export async function readBooks(
  db: Reader,
  companies: Iterable<Versioned & { code: string }>,
): Promise<Books> {
  const codes = new Map<bigint, string>()
  const versions: Versioned[] = []
  for (const company of companies) {
    codes.set(company.id, company.code)
    versions.push(company)
  }
  const pictures = db.memory.get(
    'ledger.setup',
    () =>
      new Pictures<Setup>(() => ({
        code: '',
        accounts: new Map(),
        periods: [],
        rules: { byEvent: new Map() },
        named: new Set(),
        known: new Map(),
      })),
  )
  return new Books(
    await pictures.load(versions, async (companyIds, made) => {
      for (const id of companyIds) made.get(id)!.code = codes.get(id)!
      await load(db, companyIds, made)
    }),
  )
}

async function load(db: Reader, companyIds: bigint[], setups: ReadonlyMap<bigint, Setup>): Promise<void> {
  const [accounts, ruleRows, periodRows] = await Promise.all([
    db.read(readLedgerAccounts, { companyIds }),
    db.read(readPostingRules, { companyIds }),
    db.read(periodsOfCompanies, { companyIds }),
  ])
  const periods = Map.groupBy(periodRows, (row) => row.company_id)
  for (const row of accounts) setups.get(row.company_id)!.accounts.set(row.code, row.id)
  const rules = new Map<bigint, PostingRule[]>(companyIds.map((id) => [id, []]))
  for (const row of ruleRows) {
    rules.get(row.company_id)!.push({
      id: row.id.toString(),
      version: row.version,
      event: row.event,
      kind: row.amount_kind,
      orderType: row.order_type ?? undefined,
      itemClass: row.item_class ?? undefined,
      when: row.condition ?? undefined,
      debit: row.debit,
      credit: row.credit,
    })
  }
  for (const id of companyIds) {
    const setup = setups.get(id)!
    const prepared = preparePostingRules(rules.get(id)!, new Set(setup.accounts.keys()))
    if (!prepared.ok)
      throw new Fault(prepared.problems.map((problem) => problem.message).join('; '), prepared.code)
    setup.periods = (periods.get(id) ?? []).map((row) => ({ startsOn: row.starts_on, endsOn: row.ends_on }))
    setup.rules = prepared.rules
    for (const { orderType, itemClass } of rules.get(id)!) {
      if (orderType !== undefined) setup.named.add(orderType)
      if (itemClass !== undefined) setup.named.add(itemClass)
    }
  }
}
